"""An organisation without a page that the title of a talk names: "Call with Halden Clinics", "Halden Clinics kickoff", "Our Name x Halden Clinics".

A title alone proves little: where it does not name the owner's own organisation as the other side, or a firm as firms are called ("Halden & Rowe"),
the talk must say the name, too.
"""

from collections.abc import Iterable, Iterator

from minutebook.flow.link.telling import stem, usual_shares
from minutebook.model.entity import Me
from minutebook.model.source import Source, SourceKind
from minutebook.text import patterns as re
from minutebook.text.names import fold, lexicon
from minutebook.text.roster import thing_words

_NAME = r"[A-Z][\w&'’.-]*(?: (?:(?:&|and|of|de|the) )?[A-Z0-9][\w&'’.-]*){0,3}"
_OCCASION = r"(?:kick-?off|demo|onboarding|qbr|renewal|discovery|intro|pitch|trial|account review|contract review|business review|site visit|sales call|customer call|client call|catch[- ]?up|check[- ]?in)"
_WITH = re.compile(
    rf"\b(?i:call|meeting|workshop|visit|lunch|session|{_OCCASION})(?: (?i:call|meeting))? (?i:with|at|for) (?P<name>{_NAME})"
)
_BEFORE = re.compile(rf"(?P<name>{_NAME})(?:['’]s)?(?: -| –|:)?(?: [a-z][\w-]*){{0,2}} (?i:{_OCCASION})\b")
_AFTER = re.compile(
    rf"\b(?i:customer|client|partner|supplier)(?: (?i:call|meeting|visit|review))?(?: -| –|:)? (?P<name>{_NAME})"
)
_FIRM = re.compile(r"\w (?:& (?!Co\b)\w{3}|(?:Ltd|Limited|LLP|LLC|PLC|Inc|GmbH|AG|SARL|SAS|SL|SA|AB|BV)\b)")
_SIDES = re.compile(r"\s+(?:x|<>|/|&|\+|and|with|meets|[-–—])\s+|\s*/\s*|<>")


def titled_account(source: Source, me: Me, known: Iterable[str], people: Iterable[str]) -> str | None:
    """The name of an organisation in a talk's title that is none of those ``known`` and nobody's; None in any doubt."""
    if source.kind is not SourceKind.CONVERSATION:
        return None
    said = [u.text for u in source.utterances]
    small = {word for text in said for word in re.findall(r"\b[a-z][\w'’-]+", text)}
    taken = {word for name in (*known, me.organisation or "") for word in thing_words(name)}
    persons = {word for name in (*people, me.name) for word in fold(name).split()}
    fits = dict.fromkeys(
        name
        for name, proven in _candidates(source.title, me)
        if _is_name(name, small, taken | persons) and (proven or any(_says(text, name) for text in said))
    )
    return next(iter(fits)) if len(fits) == 1 else None


def _candidates(title: str, me: Me) -> Iterator[tuple[str, bool]]:
    """Names that the title may have of an organisation; whether the owner's own stands against it."""
    own = thing_words(me.organisation or "")
    sides = [side.strip(" -–—|:()") for side in _SIDES.split(title)]
    ours = [n for n, side in enumerate(sides) if own and thing_words(side)[: len(own)] in {own, own[:1]} and side]
    if len(ours) == 1:
        yield from ((side, True) for n, side in enumerate(sides[:2]) if n not in ours and re.fullmatch(_NAME, side))
    for pattern in (_WITH, _BEFORE, _AFTER):
        yield from ((match["name"], bool(_FIRM.search(match["name"]))) for match in pattern.finditer(title))


def _is_name(name: str, small: set[str], taken: set[str]) -> bool:
    """Whether words may be an organisation's own: one at least is no common word, and the first is nobody's and nothing's known."""
    words = thing_words(name)
    if not words or words[0] in taken or lexicon().is_name(words[0]):
        return False
    usual = usual_shares()
    return any(word not in small and stem(word) not in usual and len(word) > 2 for word in words)


def _says(text: str, name: str) -> bool:
    """Whether a passage says the name, or its first word."""
    first = name.split(maxsplit=1)[0]
    return re.search(rf"(?<!\w){re.escape(first)}(?!\w)", text) is not None
