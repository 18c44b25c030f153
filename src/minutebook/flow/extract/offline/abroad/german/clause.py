"""German sentences cut into clauses, and in each the subject with its finite verb: "Bis Freitag mach ich den Entwurf", "Kannst du ihn anrufen?"."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from minutebook.flow.extract.offline.abroad.german.verbs import infinitive_of, read_verbs
from minutebook.text import patterns as re


class Token(msgspec.Struct, frozen=True):
    text: str
    low: str
    start: int
    end: int


class Who(StrEnum):
    """The subject of a clause."""

    I = "i"  # noqa: E741
    YOU = "you"
    WE = "we"
    SOMEBODY = "somebody"
    NAMED = "named"
    THEY = "they"


class Clause(msgspec.Struct, frozen=True):
    """``lead`` is the word or mark that joins it to what stands before."""

    lead: str
    tokens: tuple[Token, ...]


class Core(msgspec.Struct, frozen=True):
    """A subject and its finite verb: ``modal`` where that is one, else ``verb`` is its infinitive; ``rest`` are the other tokens in order."""

    who: Who
    name: str
    modal: str
    verb: str
    rest: tuple[Token, ...]
    inverted: bool
    start: int
    final: bool = False
    """Whether the verb stands at the end, as in "dass du ihn anrufst"."""


def clauses_of(text: str) -> list[Clause]:
    """The clauses of a sentence, cut at its marks and at what joins."""
    clauses: list[Clause] = []
    lead = ""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        written = match[0]
        low = written.lower()
        if not written[0].isalnum() or low in _JOINS:
            if tokens:
                clauses.append(Clause(lead, tuple(tokens)))
                lead, tokens = low, []
            else:
                lead = low if low in _JOINS else lead
            continue
        tokens.extend(_read(written, match.start()))
    if tokens:
        clauses.append(Clause(lead, tuple(tokens)))
    return _without_calls(clauses)


def _without_calls(clauses: list[Clause]) -> list[Clause]:
    """The clauses with what a name between commas parted joined again: "Und du, Jakob, bringst die Leiter mit"; without names before "du"."""
    clauses = [
        clause
        for n, clause in enumerate(clauses)
        if not (_is_name(clause) and n + 1 < len(clauses) and clauses[n + 1].lead == "," and _to_you(clauses[n + 1]))
    ]
    for n in range(1, len(clauses)):
        if clauses[n].lead == "aber" and core_of(clauses[n]) is None:  # "ich müsste das aber abgeben"
            joined = Clause(clauses[n - 1].lead, (*clauses[n - 1].tokens, *clauses[n].tokens))
            return _without_calls([*clauses[: n - 1], joined, *clauses[n + 1 :]])
    for n in range(len(clauses) - 2):
        one, name, more = clauses[n : n + 3]
        called = _is_name(name) and name.lead == more.lead == ","
        if called and one.tokens[-1].low in {"du", "sie", "ihr"}:
            return _without_calls([*clauses[:n], Clause(one.lead, (*one.tokens, *more.tokens)), *clauses[n + 3 :]])
    return clauses


def _is_name(clause: Clause) -> bool:
    return len(clause.tokens) == 1 and clause.tokens[0].text[:1].isupper()


def _to_you(clause: Clause) -> bool:
    first = clause.tokens[0]
    return first.text == "Sie" or first.low in {"du", "ihr"} or (first.low in MODALS and first.low.endswith("st"))


def _read(written: str, start: int) -> list[Token]:
    """A word; one with a contracted "es" is two."""
    head, mark, tail = written.replace("’", "'").partition("'")
    if mark and tail.lower() == "s" and head:
        return [
            Token(head, head.lower(), start, start + len(head)),
            Token("es", "es", start + len(head), start + len(written)),
        ]
    low = written.lower()
    return [Token(written, _DIALECT.get(low, low), start, start + len(written))]


def core_of(clause: Clause) -> Core | None:
    """The subject and finite verb of a clause, None where it has none of its own that could tell of work."""
    tokens = _without_leads(clause.tokens)
    if not tokens:
        return None
    if tokens[0].low in SUBORDINATORS and ((last := _final(tokens)) or tokens[0].low not in _ALSO_ADVERBS):
        return last
    for place, token in enumerate(tokens):
        who = _pronoun(token)
        if who is None:
            continue
        beside = [(_beside(tokens, place, -1), True), (_beside(tokens, place, 1), False)]
        if who is Who.I and place + 1 < len(tokens) and tokens[place + 1].low == "bitte":
            beside = [(place + 1, False)]
        for at, inverted in beside:
            if 0 <= at < len(tokens) and (found := _finite(tokens[at].low, who, known=inverted)):
                if inverted and not _can_lead(tokens, at):
                    continue
                return _core(tokens, who, "", place, (place,), at, found, inverted=inverted)
    return _named(tokens)


def _beside(tokens: Sequence[Token], place: int, step: int) -> int:
    """The place of the next word that is more than a particle."""
    place += step
    while 0 <= place < len(tokens) and tokens[place].low in _BETWEEN:
        place += step
    if step > 0 and place + 2 < len(tokens) and tokens[place].low == "von" and tokens[place + 1].low in _US:
        return place + 2
    return place


def _final(tokens: Sequence[Token]) -> Core | None:
    """A clause whose verb stands last: "wenn du mir das schicken könntest"."""
    subject = next((n for n, token in enumerate(tokens[1:5], 1) if _pronoun(token)), None)
    if subject is None or len(tokens) < 3:
        return None
    who = _pronoun(tokens[subject])
    found = (_finite(tokens[-1].low, who, known=True) or _prefixed(tokens[-1].low, who)) if who else None
    if found is None or who is None:
        return None
    core = _core(tokens[1:], who, "", subject - 1, (subject - 1,), len(tokens) - 2, found, inverted=False)
    return msgspec.structs.replace(core, final=True)


def _prefixed(word: str, who: Who) -> tuple[str, str] | None:
    """The infinitive of a verb at the end of its clause, where the prefix stands with it: "abbaut"."""
    for prefix in read_verbs().prefixes:
        if word.startswith(prefix) and (found := _finite(word.removeprefix(prefix), who, known=True)) and found[1]:
            return "", f"{prefix}{found[1]}"
    return None


def _named(tokens: Sequence[Token]) -> Core | None:
    """Somebody by name, or a thing, and what they do or must do."""
    for at, token in enumerate(tokens[:8]):
        modal = MODALS.get(token.low, "") if token.low != "lassen" else ""
        verb = "" if modal else read_verbs().third.get(token.low, "")
        if not modal and not verb:
            continue
        if at and (span := _name_before(tokens, at)):
            return _core(tokens, Who.NAMED, _text(tokens, span), span[0], span, at, (modal, verb), inverted=False)
        if at <= LATE and (at or modal or tokens[0].start > DATED) and (span := _name_after(tokens, at)):
            said = (span[0] - 1, *span) if tokens[span[0] - 1].low in {"der", "die"} else span
            return _core(tokens, Who.NAMED, _text(tokens, span), span[0], said, at, (modal, verb), inverted=True)
        if modal:
            return _core(tokens, Who.THEY, "", at, (), at, (modal, verb), inverted=False)
    return None


def _name_before(tokens: Sequence[Token], at: int) -> tuple[int, ...]:
    """The places of a name that is all that stands before a verb."""
    span = tuple(range(at))
    named = all(tokens[n].text[:1].isupper() and tokens[n].low not in _ARTICLES for n in span)
    return span if len(span) <= 3 and named else ()


def _name_after(tokens: Sequence[Token], at: int) -> tuple[int, ...]:
    first = _beside(tokens, at, 1)
    handed = first + 1 < len(tokens) and tokens[first].low in {"der", "die", "das", "es", "sie", "ihn", "den", "dann"}
    first += handed
    if first >= len(tokens) or not tokens[first].text[:1].isupper():
        return ()
    span = [first]
    while span[-1] + 1 < len(tokens) and (tokens[span[-1]].text in {"Herr", "Frau"} or handed):
        if not tokens[span[-1] + 1].text[:1].isupper():
            break
        span.append(span[-1] + 1)
    return tuple(span)


def _text(tokens: Sequence[Token], span: Sequence[int]) -> str:
    return " ".join(tokens[n].text for n in span)


def _core(
    tokens: Sequence[Token],
    who: Who,
    name: str,
    place: int,
    subject: Sequence[int],
    at: int,
    found: tuple[str, str],
    *,
    inverted: bool,
) -> Core:
    modal, verb = found
    rest = tuple(token for n, token in enumerate(tokens) if n != at and n not in subject)
    if len(subject) == 1 and who is Who.SOMEBODY:
        rest = _without_of_us(rest)
    return Core(who, name, modal, verb, rest, inverted, min(tokens[place].start, tokens[at].start))


def _without_of_us(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words without "von euch", which says among whom somebody is looked for."""
    places = {k for k in range(len(tokens) - 1) if tokens[k].low == "von" and tokens[k + 1].low in _US}
    return tuple(token for k, token in enumerate(tokens) if k not in places and k - 1 not in places)


def _finite(word: str, who: Who, *, known: bool = False) -> tuple[str, str] | None:
    """The modal, or the infinitive, of a finite verb of such a subject; None for a word that is none."""
    if word in MODALS:
        return MODALS[word], ""
    verbs = read_verbs()
    match who:
        case Who.I:
            listed = verbs.first.get(word)
        case Who.YOU:
            listed = verbs.second.get(word) or (word if verbs.is_infinitive(word) or word in verbs.idle else None)
        case Who.WE:
            listed = word if word in verbs.work or word in verbs.idle else verbs.first.get(word)
        case _:
            listed = verbs.third.get(word)
    if listed:
        return "", listed
    if not known and who in {Who.I, Who.YOU} and word not in NO_VERBS and _ENDS[who].search(word) and len(word) > 3:
        return "", infinitive_of(word, 1 if who is Who.I else 2)
    return None


def _can_lead(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb before its subject stands where a main clause has it: first, or after one phrase."""
    return at <= 6 and not any(token.low in SUBORDINATORS - _ALSO_ADVERBS for token in tokens[:at])


def _pronoun(token: Token) -> Who | None:
    return Who.YOU if token.text == "Sie" else _PRONOUNS.get(token.low)


def _without_leads(tokens: Sequence[Token]) -> tuple[Token, ...]:
    start = 0
    while start < len(tokens) - 1 and tokens[start].low in LEADS:
        start += 1
    return tuple(tokens[start:])


LATE = 3
"""Words before a verb up to which its subject may follow it."""
DATED = 3
"""Characters at the beginning of a sentence from which a day stood there."""
_TOKEN = re.compile(r"[^\W_]+(?:['’./-][^\W_]+)*|[,;:–—…()\"]|\s-\s")
_JOINS = frozenset({"und", "oder", "aber", "sondern", "denn", "sowie"})
_DIALECT = {"i": "ich", "ma": "wir", "ned": "nicht", "net": "nicht", "nimmer": "nicht", "ihrs": "ihr"}
LEADS = frozenset(
    "ja jo nein nee na nö gut okay ok klar genau also so dann danke super prima schön alles stimmt richtig passt bitte und oder aber ah oh ach aha hm naja doch fein servus grüezi hallo moment sorry entschuldigung apropos gerne gern freilich halt eben eh logisch perfekt gell".split()
)
SUBORDINATORS = frozenset("dass ob wenn weil falls damit bevor nachdem sobald solange obwohl während bis da wo".split())
_ALSO_ADVERBS = frozenset("da wo bis".split())
_PRONOUNS = {
    "ich": Who.I,
    "du": Who.YOU,
    "ihr": Who.YOU,
    "wir": Who.WE,
    "jemand": Who.SOMEBODY,
    "wer": Who.SOMEBODY,
    "man": Who.SOMEBODY,
    "einer": Who.SOMEBODY,
    "eine": Who.SOMEBODY,
}
MODALS = {
    form: modal
    for modal, forms in {
        "werden": "werd werde wirst wird werden werdet",
        "würden": "würd würde würdest würden würdet würds",
        "müssen": "muss musst müssen müsst",
        "müssten": "müsste müsstest müssten müsstet müssts",
        "sollen": "soll sollst sollen sollt",
        "sollten": "sollte solltest sollten solltet",
        "können": "kann kannst können könnt könnts",
        "könnten": "könnte könntest könnten könntet",
        "wollen": "will willst wollen wollt",
        "wollten": "wollte wollten wolltest",
        "mögen": "mag magst mögen möchte möchtest möchten mögt",
        "dürfen": "darf darfst dürfen",
        "haben": "hab habe hast hat haben habt hatte hatten hattest hätte hättest hätten",
        "sein": "bin bist ist sind seid war warst waren wäre wärst wären",
    }.items()
    for form in forms.split()
}
NO_VERBS = frozenset(
    "bevor nachdem sobald solange falls damit obwohl während bis seit ob kurz vielleicht persönlich dabei dafür dagegen darum deshalb trotz jedoch allein gestern immer nie dass weil wenn aber oder denn dann auch nicht noch schon mal ja doch halt eben was wie wo wer wann warum die der das den dem hier heute morgen gestern jetzt gleich bitte gerne alle beide eine keine meine deine seine ihre unsere welche diese jene viele ganze nächste letzte erste zweite danke habe nachher später selber selbst gerade fast erst sonst meist lust zuerst zuletzt best außerdem trotzdem".split()
)
_US = frozenset("uns euch ihnen dir".split())
_BETWEEN = frozenset(
    "eventuell aber also noch dann mal bitte auch ja doch denn halt eben eh schon jetzt vielleicht".split()
)
_ARTICLES = frozenset(
    "der die das den dem ein eine einen dieser diese dieses unser unsere mein meine dein deine ihr ihre sein seine alle beide am im zum beim dort hier morgen heute vielleicht wann was wie wo".split()
)
_ENDS = {Who.I: re.compile(r"(?:[^aeiouäöü]e|[bdfgklmnprst])$"), Who.YOU: re.compile(r"(?:st|t|en)$")}
