"""Whose an item of a list is, where nobody knows the name: "Wash the aprons (Bram)", "Signs: Olu, 12 May", "Ysolde to ring the hall"."""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from minutebook.flow.extract.offline.people.cast import NameSpan
from minutebook.flow.extract.offline.people.spot import NOT_NAMES
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.model.source import Form
from minutebook.text import patterns as re
from minutebook.text.names import TITLES, fold, lexicon

OFTEN = 2
"""Items of one list that somebody has, from which any word in that place is a name."""


class _Slot(msgspec.Struct, frozen=True):
    """Words where a list says whose an item is. ``sure``: nothing but a name stands there."""

    line: int
    start: int
    end: int
    said: str
    sure: bool


def with_slots(lines: Sequence[Line], houses: Sequence[str] = ()) -> tuple[Line, ...]:
    """The lines of a document with those in their lists whom nothing else names: people, a full name standing for its given name, and roles ("landlord").

    A role that is a word of one of the ``houses``, organisations by name, is that house: "(school)".
    """
    slots = [slot for line in lines if line.form is Form.ITEM for slot in _find_slots(line)]
    often = Counter(slot.said for slot in slots if not _is_head(slot))
    sure = {slot.said for slot in slots if slot.sure}
    known = {name.name.split()[0]: name.name for line in lines for name in line.names}
    full = {slot.said.split()[0]: slot.said for slot in slots if " " in slot.said}
    found: dict[int, list[NameSpan]] = {}
    for slot in slots:
        if slot.said in sure or often[slot.said] >= OFTEN or is_given(slot.said):
            name = known.get(slot.said) or full.get(slot.said, slot.said)
            found.setdefault(slot.line, []).append(NameSpan(slot.start, slot.end, name, present=False, known=False))
    for line in lines:
        if (
            line.form in {Form.ITEM, Form.PARAGRAPH}
            and line.id not in found
            and (match := _ROLE_SLOT.search(line.text))
        ):
            said = match[match.lastgroup or 0]
            start, end = match.span(match.lastgroup or 0)
            found[line.id] = [NameSpan(start, end, name_role(said, lines, houses), present=False, known=False)]
        elif line.form is Form.ROW:
            found[line.id] = [
                NameSpan(*cell.span("role"), name_role(cell["role"], lines, houses), present=False, known=False)
                for cell in _ROLE_CELL.finditer(line.text)
                if cell["role"].lower() != name_role(cell["role"], lines, houses).lower()
            ]
    return tuple(_with(line, found.get(line.id, ())) for line in lines)


def name_role(said: str, lines: Sequence[Line], houses: Sequence[str]) -> str:
    """Who somebody is that a document calls by what they are: a house with that word, a name that it spells out, else the role."""
    own = [house for house in houses if said.lower() in house.lower().split()] or _spelled(said, lines)
    return own[0] if len(own) == 1 else f"{said[:1].upper()}{said[1:]}"


def _spelled(role: str, lines: Sequence[Line]) -> list[str]:
    """The names in a document that a role is a word of, each once: "Thornhill School" for "school"."""
    pattern = re.compile(
        rf"(?:(?!The\b|Our\b|Your\b|This\b)[A-ZÀ-Þ][\w'’-]+ ){{1,3}}(?i:{re.escape(role)})\b(?: (?:of )?[A-ZÀ-Þ][\w'’-]+)?"
        rf"|\b{re.escape(role[:1].upper() + role[1:])} of (?:the )?[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?"
    )
    return list(dict.fromkeys(match[0] for line in lines for match in pattern.finditer(line.text)))


def _with(line: Line, spans: Sequence[NameSpan]) -> Line:
    if not spans:
        return line
    return msgspec.structs.replace(line, names=tuple(sorted((*line.names, *spans), key=lambda name: name.start)))


def _find_slots(line: Line) -> Iterator[_Slot]:
    taken = [range(name.start, name.end) for name in line.names]
    for pattern in _SLOTS:
        for match in pattern.finditer(line.text):
            start, end = match.span("who")
            words = [fold(word).strip(".") for word in match["who"].split()]
            if any(start in span for span in taken) or any(word in NOT_NAMES | TITLES | _NOBODY for word in words):
                continue
            if any(span.start < end and start < span.end for span in line.dates):
                continue
            yield _Slot(line.id, start, end, match["who"], pattern is _SURE)


def _is_head(slot: _Slot) -> bool:
    return slot.start == 0


def is_given(said: str) -> bool:
    """Whether words begin with a usual given name."""
    return lexicon().is_name(fold(said.split(maxsplit=1)[0]))


_NAME = r"(?P<who>[A-ZÀ-Þ][a-zß-ÿ'’-]+(?: (?:(?:van|de|von|der|la|di) )?[A-ZÀ-Þ][\w'’-]+){0,2})"
_SURE = re.compile(rf"(?:(?<![\w.])@|\b(?:[Oo]wner|[Rr]esponsible|[Ww]ho|[Ll]ead): ?){_NAME}(?!\w)")
_SLOTS = (
    _SURE,
    re.compile(rf"[(\[](?:by |for )?{_NAME}(?:, [^()\[\]]+)?[)\]]"),
    re.compile(rf"(?: [–—/→-]| ->|:|:.{{1,30}} (?:&|and)) {_NAME}(?=$|[.,;(]| &| (?:by|until|and|on)\b)"),
    re.compile(rf"^{_NAME}(?=: | [–—-] | (?:to|will|should|must) [a-z])"),
)
ROLES = (
    "landlord tenant owner school caretaker contractor client supplier customer council committee treasurer secretary chair facilities maintenance insurer hirer licensee lessee promoter venue publisher author"
    " management manager kitchen office estate estates housekeeping architect engineer builder installer surveyor board trustees parish warden governors club society university hospital museum theatre church lender borrower company"
).split()
_ROLE = rf"(?:(?i:{'|'.join(ROLES)}))"
_ROLE_SLOT = re.compile(
    rf"[(\[](?:by (?:the )?|for )?(?P<inside>{_ROLE})(?:, [^()\[\]]+)?[)\]]\.?$|(?: [–—→-]| ->) (?P<last>{_ROLE})\.?$|^(?:The )?(?P<first>{_ROLE})(?=(?: to|:) )"
)
"""Where a list says whose an item is by what they are."""
_ROLE_CELL = re.compile(rf"(?:^|\| ?)(?:[Tt]he )?(?P<role>{_ROLE})(?= ?(?:\||$))")
_NOBODY = frozenset(
    "someone somebody anyone anybody whoever nobody all everybody everyone tbc tbd team school council done open yes no today tomorrow noon".split()
)
