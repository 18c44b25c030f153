"""Requests, promises and other people's work in German sentences."""

from collections.abc import Iterator

from minutebook.flow.extract.offline.abroad.said import Said, Way
from minutebook.text import patterns as re


def read_work(text: str, *, ahead: bool, question: bool) -> Iterator[Said]:
    """The works of a sentence without its days; ``ahead``: it names a day to come."""
    for pattern, bid in _INFINITIVE:
        match = pattern.search(text)
        if match is None or (question and bid is not Way.ASK):
            continue
        words = _clean(match["work"])
        found = match.groupdict()
        if last := found.get("last") or found.get("inner"):
            words = f"{words} {_INNER_ZU.sub('', last, count=1)}"
        if not _IDLE.search(words):
            yield Said(bid, match.start(), match.end(), words, match.groupdict().get("who"))
        return
    if match := _NEED.search(text):
        yield Said(Way.ASK, match.start(), match.end(), f"{_clean(match['work'])} schicken")
        return
    for pattern, bid in _FINITE:
        match = pattern.search(text)
        if match is None or (bid is not Way.ASK and (question or not (ahead or _TO_YOU.search(match["work"])))):
            continue
        verb, words = match["verb"].lower(), _clean(match["work"])
        if verb not in _NO_WORK and not _IDLE.search(words):
            yield Said(bid, match.start(), match.end(), _joined(words, _infinitive(verb)), match.groupdict().get("who"))
        return


def _clean(text: str) -> str:
    """The words of a stretch without polite words and those whom it serves."""
    return " ".join(_POLITE.sub(" ", f" {' '.join(text.split())} ").split()).strip(" ,.;:?!")


def _joined(words: str, verb: str) -> str:
    """The words with their verb at the end; a part of it that stands apart is put before it: "den Andruck frei" and "geben"."""
    head, _, last = words.rpartition(" ")
    if last in _PARTS:
        return f"{head} {last}{verb}"
    return f"{words} {verb}"


def _infinitive(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith(("en", "ern", "eln")):
        return verb
    stem = verb.removesuffix("est").removesuffix("et") if verb.endswith(("est", "tet", "det")) else verb
    stem = stem.removesuffix("st") if stem == verb and verb.endswith("st") and not verb.endswith("est") else stem
    stem = stem.removesuffix("e") if stem == verb else stem
    stem = stem.removesuffix("t") if stem == verb else stem
    return f"{stem}n" if stem.endswith(("er", "el")) else f"{stem}en"


_YOU = r"(?:Sie|du|ihr|Ihr|Du)"
_END = r"(?=[.?!;]|,(?! (?:den|die|das|dem|der|ein)\b)|$)"
_VERB_IN = r"(?:[a-zäöüß]+(?:en|ern|eln))"
_INFINITIVE: tuple[tuple[re.Pattern[str], Way], ...] = (
    (
        re.compile(
            rf"\b(?:[Kk]önnten|[Kk]önnen|[Ww]ürden|[Ww]ollen|[Kk]annst|[Kk]önntest|[Ww]ürdest|[Mm]öchten|[Kk]önntet) {_YOU}\b,? ?(?P<work>[^?!;]*?\b{_VERB_IN})\b ?(?:\?|\.|!|$|,)"
        ),
        Way.ASK,
    ),
    (
        re.compile(
            rf"\b(?:wenn|ob|dass) {_YOU} (?P<work>[^?!;]*?\b{_VERB_IN}) (?:könnten|könntest|würden|würdest|wollten|mögen)\b"
        ),
        Way.ASK,
    ),
    (
        re.compile(
            rf"\b(?:bitte {_YOU}|bitten {_YOU}|bitte dich|[Vv]ergiss(?: bitte)? nicht|[Vv]ergessen Sie(?: bitte)? nicht|[Dd]enk(?:en Sie)?(?: bitte)? daran|[Dd]enke(?: bitte)? daran|[Ss]eien Sie so (?:gut|freundlich|nett))(?: bitte)?,? (?P<work>[^?!;]*?)(?:\bzu (?P<last>{_VERB_IN})\b|\b(?P<inner>(?:an|ab|auf|aus|bei|ein|her|hin|mit|nach|vor|weiter|zurück|zusammen|fest|frei)zu{_VERB_IN})\b)"
        ),
        Way.ASK,
    ),
    (
        re.compile(rf"^(?:[A-ZÄÖÜ]\w+, )?[Bb]itte,? (?P<work>(?!(?:\w+en|\w+) Sie\b)[^?!;]*?\b{_VERB_IN})[.!]?$"),
        Way.ASK,
    ),
    (
        re.compile(
            rf"\b(?:[Ss]ie müssen|[Dd]u musst|[Ss]ie sollten|[Dd]u solltest) (?P<work>[^?!;]*?\b{_VERB_IN}){_END}"
        ),
        Way.ASK,
    ),
    (
        re.compile(
            rf"\b(?:[Ii]ch|[Ww]ir) (?:werde|werden|muss|müssen|will|wollen) (?P<work>[^?!;]*?\b{_VERB_IN}){_END}"
        ),
        Way.PROMISE,
    ),
    (
        re.compile(
            rf"(?:^|, |und )(?P<who>(?:Herr |Frau )?[A-ZÄÖÜ][a-zäöüß]+(?: [A-ZÄÖÜ][a-zäöüß]+)?) (?:wird|soll|muss) (?P<work>[^?!;]*?\b{_VERB_IN}){_END}"
        ),
        Way.GIVEN,
    ),
)
_FINITE: tuple[tuple[re.Pattern[str], Way], ...] = (
    (
        re.compile(r"(?:^|, |: |\b[Bb]itte )(?P<verb>[A-ZÄÖÜa-zäöü][a-zäöüß]+en) Sie\b(?P<work>[^?!;]*?)(?:[.!;]|$)"),
        Way.ASK,
    ),
    (
        re.compile(
            r"(?:^|, |: )[Bb]itte (?P<verb>schick|sende|gib|bring|ruf|sag|mach|schreib|prüf|hol|stell|bestell|buch|besorg|nimm|lies|melde|kläre?|überweis|reservier|unterschreib)e? (?P<work>[^?!;]*?)(?:[.!;]|$)"
        ),
        Way.ASK,
    ),
    (
        re.compile(
            r"(?:^|, |: )(?P<verb>[Ss]chick|[Ss]end|[Gg]ib|[Bb]ring|[Rr]uf|[Ss]ag|[Ss]chreib|[Bb]estell)e? (?P<work>(?:mir|uns|ihm|ihr|bitte)\b[^?!;]*?)(?:[.!;]|$)"
        ),
        Way.ASK,
    ),
    (
        re.compile(
            r"\b(?:[Ii]ch|[Ww]ir) (?P<verb>(?!habe|haben|bin|sind|werde|werden|kann|können|muss|müssen|soll|sollen|darf|dürfen|will|wollen|würde|würden|hatte|hatten|war|waren|freue|freuen|hoffe|hoffen|danke|danken|brauche|brauchen|benötige|benötigen|bitte|bitten|möchte|möchten|denke|denken|glaube|die|der|das|den|dem|ein|eine|einen|Ihnen|dir|uns|mir|euch|es|sie)\b[a-zäöüß]+(?:en?|ern|eln))\b(?! Sie, )(?P<work>[^?!;]*?)(?:[.!;]|$)"
        ),
        Way.PROMISE,
    ),
    (
        re.compile(
            r"^(?P<who>(?:Herr |Frau )?[A-ZÄÖÜ][a-zäöüß]+(?: [A-ZÄÖÜ][a-zäöüß]+)?) (?P<verb>(?!ist|hat|wird|war|soll|muss|kann|will|passt|geht|liegt|steht|kommt)[a-zäöüß]+t) (?P<work>[^?!;]*?)(?:[.!;]|$)"
        ),
        Way.GIVEN,
    ),
)
_NEED = re.compile(
    r"\b(?:(?:[Bb]räuchte|[Bb]rauche|[Bb]enötige|[Bb]räuchten|[Bb]rauchen|[Bb]enötigen) (?:ich|wir)|(?:[Ii]ch|[Ww]ir) (?:bräuchten?|brauchen?|benötigen?|erwarten?))\b(?: (?:noch|dringend|auch|außerdem|bitte|von Ihnen|von dir|dann))*(?P<work> (?:noch |von Ihnen |von dir |bis [^,.;]{3,20}? )?(?:die|den|das|eine?n?|Ihre?n?|deine?n?|zwei|drei|eure?n?)\b[^?!;,.]*)"
)
_POLITE = re.compile(
    r"(?<= )(?:mir|uns|Ihnen|dir|euch|bitte|doch|gern|gerne|noch|auch|außerdem|dann|vielleicht|eventuell|möglichst|so bald wie möglich|von Ihnen|von dir|bei Ihnen|bei dir|freundlicherweise|einfach|mal|kurz|schon|spätestens)(?=[ ,.])"
)
_TO_YOU = re.compile(r"\b(?:Ihnen|dir|euch|Sie|dich)\b")
_IDLE = re.compile(
    r"\b(?:nichts tun|Fragen haben|zögern|wenden|freuen|entschuldigen|finden Sie|anbei|beachten|verstehen|vorstellen|wissen|absagen|sagen müssen)\b"
)
_INNER_ZU = re.compile(r"(?<=\w)zu(?=\w)")
_NO_WORK = frozenset("haben sein finden beachten entschuldigen wissen freuen hoffen danken komme kommen meldet".split())
_PARTS = frozenset(
    "an ab auf aus bei ein frei her hin los mit nach vor weg weiter zu zurück zusammen durch fertig fest bereit bekannt um".split()
)
_IRREGULAR = {
    "gib": "geben", "gibt": "geben", "nimm": "nehmen", "nimmt": "nehmen", "lies": "lesen", "liest": "lesen", "spricht": "sprechen", "hält": "halten", "lässt": "lassen", "trägt": "tragen",
    "fährt": "fahren", "trifft": "treffen", "hilft": "helfen", "vergisst": "vergessen", "tut": "tun", "tue": "tun", "kümmert": "kümmern", "kümmere": "kümmern", "liefert": "liefern", "liefere": "liefern",
    "ändert": "ändern", "erinnert": "erinnern", "sammelt": "sammeln", "übermittelt": "übermitteln", "bereitet": "bereiten", "leitet": "leiten", "meldet": "melden", "sendet": "senden", "sende": "senden",
}  # fmt: skip
