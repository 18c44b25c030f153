"""Whom written minutes name as present: in lines ("Present: Ana Ruiz (chair), …"), under a heading, or in a table."""

from collections.abc import Iterator, Sequence

import msgspec

from minutebook.flow.adapt.header import read_front, read_person
from minutebook.model.source import Form, Header
from minutebook.text import patterns as re

HEAD = 30
"""Blocks among which minutes say who was present."""
FEWEST = 2
"""People of an attendance list: one alone may be anybody whom a document names."""

_PRESENT = re.compile(
    r"(?:(?:also |those |members )?(?:present|attending)|attendees?|in attendance|participants?|members?|names?"
    r"|anwesend(?:e)?|teilnehm(?:er|ende)|présent(?:e?s|[·.]e[·.]s)?|asist(?:entes|encia)|presentes|participantes)",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"\b(?:apolog(?:y|ies|ised)|absent|absents|absentes|excused|regrets|entschuldigt|abwesend|excusé(?:e?s)?|excusan?|ausentes?)\b",
    re.IGNORECASE,
)


def find_attendance(blocks: Sequence[tuple[Form, str]]) -> tuple[Header, ...]:
    """Those present by the beginning of a document; nobody where it has no such list."""
    head = blocks[:HEAD]
    lines = [text for form, text in head if form is not Form.ROW]
    people = (*_tabled(head), *read_front(lines).people)
    distinct = tuple({person.name or person.email: person for person in reversed(people)}.values())[::-1]
    return distinct if len(distinct) >= FEWEST else ()


def _tabled(blocks: Sequence[tuple[Form, str]]) -> Iterator[Header]:
    """The people of a table whose first column is headed by who was present; its other columns say more of them."""
    listing = False
    for form, text in blocks:
        cells = [cell.strip(" *_:") for cell in text.split("|")] if form is Form.ROW else []
        if not cells:
            listing = False
        elif _PRESENT.fullmatch(cells[0]):
            listing = True
        elif listing and not _ABSENT.search(text) and (person := read_person(re.sub(r"\s*\([^()]*\)", "", cells[0]))):
            yield msgspec.structs.replace(person, note=", ".join(cell for cell in cells[1:] if cell))
