"""Requests, promises and other people's work in French sentences."""

from collections.abc import Iterator

from minutebook.flow.extract.offline.abroad.said import Said, Way
from minutebook.text import patterns as re


def read_work(text: str, *, ahead: bool, question: bool) -> Iterator[Said]:
    """The works of a sentence without its days; ``ahead``: it names a day to come."""
    text = text.replace("’", "'")
    for pattern, bid in _INFINITIVE:
        match = pattern.search(text)
        if match is None or (question and bid is not Way.ASK):
            continue
        words = _clean(match["work"])
        if not _IDLE.search(words):
            yield Said(bid, match.start(), match.end(), words, match.groupdict().get("who"))
        return
    if match := _NEED.search(text):
        yield Said(Way.ASK, match.start(), match.end(), f"envoyer {_clean(_whole(match['work'].strip()))}")
        return
    for pattern, bid in _FINITE:
        match = pattern.search(text)
        if match is None or (bid is not Way.ASK and (question or not (ahead or _TO_YOU.search(match[0])))):
            continue
        base = _infinitive(match["verb"].lower(), bid)
        words = f"{base} {_clean(match['work'])}".strip()
        if base is not None and not _IDLE.search(words):
            yield Said(bid, match.start(), match.end(), words, match.groupdict().get("who"))
            return


def _clean(text: str) -> str:
    """The words of a stretch without polite words."""
    return " ".join(_POLITE.sub(" ", f" {' '.join(text.split())} ").split()).strip(" ,.;:?!")


def _whole(thing: str) -> str:
    """A thing that is needed, with its article: "du plan" is "le plan"."""
    for some, article in (("de la ", "la "), ("de l'", "l'"), ("du ", "le "), ("de ", ""), ("d'", "")):
        if thing.startswith(some):
            return f"{article}{thing.removeprefix(some)}"
    return thing


def _infinitive(verb: str, bid: Way) -> str | None:
    """The infinitive of a verb as these sentences have it; None for one that tells of no work."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb in _NO_WORK:
        return None
    if bid is Way.ASK:
        return f"{verb.removesuffix('ez')}er" if verb.endswith("ez") else f"{verb}r" if verb.endswith("e") else None
    for ending, put in (
        ("drai", "dre"),
        ("drons", "dre"),
        ("ttrai", "ttre"),
        ("rai", "r"),
        ("rons", "r"),
        ("ons", "er"),
        ("e", "er"),
    ):
        if verb.endswith(ending):
            base = verb.removesuffix(ending) + put
            return f"{base[:-3]}oyer" if base.endswith("ier") and verb.endswith("oie") else base
    return None


_ME = r"(?:(?:me|nous|lui|leur|m'|le|la|les|l'|y)(?:(?<=')| ))*"
_INF = r"(?:(?!(?:votre|notre|leur|autre|quatre|entre|contre|par|cher|hier)\b)\w+(?:er|ir|re|oir))"
_INFINITIVE: tuple[tuple[re.Pattern[str], Way], ...] = (
    (
        re.compile(
            rf"\b(?:[Pp]ouvez|[Pp]ourriez|[Vv]oulez|[Pp]eux|[Pp]ourrais|[Vv]oudriez|[Vv]eux)-(?:vous|tu)(?: (?:s'il vous plaît|s'il te plaît|aussi|bien))*,? {_ME}(?P<work>(?!venir\b|être\b){_INF}\b[^?!;]*)"
        ),
        Way.ASK,
    ),
    (
        re.compile(
            rf"\b(?:[Mm]erci de|[Pp]rière de|[Vv]euillez|(?:[Jj]e|[Nn]ous) vous (?:prie|prions|remercie|remercions|demande|demandons|serais reconnaissante?|serions reconnaissants) de|[Nn]'oubliez pas d[e']|[Nn]'oublie pas d[e']|[Pp]ensez à|[Pp]ense à|(?:[Vv]ous devez|[Tt]u dois|il faut|[Ii]l faudrait)) ?(?:bien vouloir )?{_ME}(?:bien vouloir )?{_ME}(?P<work>{_INF}\b[^?!;]*)"
        ),
        Way.ASK,
    ),
    (
        re.compile(
            rf"\b(?:[Jj]e vais|[Nn]ous allons|[Jj]e dois|[Nn]ous devons|[Jj]e compte) (?:(?:vous|te|t'|lui|leur|le|la|les|l')(?:(?<=')| ))*(?P<work>{_INF}\b[^?!;]*)"
        ),
        Way.PROMISE,
    ),
    (
        re.compile(
            rf"(?:^|, |et )(?P<who>(?:M\. |Mme |Madame |Monsieur )?[A-ZÉÈ][\w-]+(?: [A-ZÉÈ][\w-]+)?) (?:va|doit) (?:(?:vous|te|nous|lui|le|la|les)(?:(?<=')| ))*(?P<work>{_INF}\b[^?!;]*)"
        ),
        Way.GIVEN,
    ),
)
_FINITE: tuple[tuple[re.Pattern[str], Way], ...] = (
    (
        re.compile(
            r"(?:^|, |\b[Aa]lors )(?P<verb>[A-ZÉa-zéè]\w+(?:ez|e))-(?:moi|nous|lui|le|la|les)\b(?:-(?:moi|nous))?(?P<work>[^?!;]*)"
        ),
        Way.ASK,
    ),
    (
        re.compile(
            r"\b(?:[Jj]e|[Jj]'|[Nn]ous) ?(?P<verb>(?!ne\b|n'|me\b|m'|suis\b|sommes\b|vous\b|te\b|t')\w+)\b(?P<work>[^?!;]*)"
        ),
        Way.PROMISE,
    ),
    (
        re.compile(r"\b(?:[Jj]e|[Nn]ous) (?:vous |te |t'|le |la |les |lui )+(?P<verb>\w+)\b(?P<work>[^?!;]*)"),
        Way.PROMISE,
    ),
    (
        re.compile(
            r"^(?P<who>(?:M\. |Mme |Madame |Monsieur )?[A-ZÉÈ][a-zéèêëïôç-]+(?: [A-ZÉÈ][a-zéèêëïôç-]+)?) (?:vous |te |t'|nous |me |m')(?P<verb>\w+e)\b(?P<work>[^?!;]*)"
        ),
        Way.GIVEN,
    ),
)
_NEED = re.compile(
    r"\b(?:(?:[Jj]'ai|[Jj]'aurais|[Nn]ous avons|[Nn]ous aurions)(?: encore| aussi)? besoin (?=d)|(?:[Ii]l (?:me|nous) (?:faut|faudrait|manque)(?: encore)?) |(?:[Jj]'attends|[Nn]ous attendons)(?: encore)? (?=vo|ton|ta |le |la |les ))(?P<work>[^?!;,.]*)"
)
_POLITE = re.compile(
    r"(?<= )(?:s'il vous plaît|s'il te plaît|svp|stp|dès que possible|le plus vite possible|au plus vite|si possible|rapidement|aussi|également|encore)(?=[ ,.])",
    re.IGNORECASE,
)
_TO_YOU = re.compile(r"\b(?:vous|te)\b|\bt'")
_IDLE = re.compile(
    r"\b(?:trouver ci|agréer|recevoir mes|croire|hésiter|excuser|noter que|rien|accepter mes|transmettre mes salutations)\b"
)
_NO_WORK = frozenset(
    "ai suis avons sommes espère espérons remercie remercions pense pensons reste restons regrette souhaite souhaitons veux voulons peux pouvons prie prions attends attendons aimerais aimerions viens viendrai".split()
)
_IRREGULAR = {
    "faites": "faire", "fais": "faire", "dites": "dire", "dis": "dire", "prenez": "prendre", "prends": "prendre", "mettez": "mettre", "mets": "mettre", "tenez": "tenir", "venez": "venir", "répondez": "répondre",
    "rendez": "rendre", "lisez": "lire", "écrivez": "écrire", "finissez": "finir", "envoie": "envoyer", "enverrai": "envoyer", "enverrons": "envoyer", "ferai": "faire", "ferons": "faire", "rappelle": "rappeler",
    "appelle": "appeler", "appellerai": "appeler", "rappellerai": "rappeler", "paie": "payer", "achète": "acheter", "amène": "amener", "apporte": "apporter", "complète": "compléter", "répète": "répéter",
    "fournirai": "fournir", "finirai": "finir", "serai": None, "aurai": None, "serons": None, "aurons": None, "irai": None, "viendrai": None, "viendrons": None, "pourrai": None, "pourrons": None, "verrons": None,
}  # fmt: skip
"""Forms that no ending tells; None for what is no work."""
