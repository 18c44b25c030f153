"""What to know before one entry of the calendar: who comes, and the briefs of those it concerns put together. Pure."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from minutebook.flow.outputs.links import wikilink
from minutebook.model.book import Line, Report, Section
from minutebook.model.entity import Entity, EntityType

_MOST = {"To raise": 8, "Last times": 5, "Decided": 8, "Changed": 8, "Open questions": 8, "Known": 8}
"""Lines of a section, of all together."""
_OWED = ("owe", "owes")


class Guest(msgspec.Struct, frozen=True):
    """One who is invited, or what the entry's title names. ``entity`` None: the book does not know them; ``brief`` None: it may not tell."""

    name: str
    entity: Entity | None = None
    brief: Report | None = None


def write_meeting(title: str, said: str, guests: Sequence[Guest]) -> Report:
    """The brief of a meeting; a line that several guests' briefs have stands once."""
    briefs = [guest.brief for guest in guests if guest.brief]
    sections = [Section("Who comes", tuple(map(_present, guests)))]
    if raised := _merge("To raise", briefs, whose=len(briefs) > 1):
        sections.append(raised)
    sections += _owed(guests)
    sections += filter(None, (_merge(name, briefs) for name in _MOST if name != "To raise"))
    return Report(title, said, tuple(section for section in sections if section.lines))


def _present(guest: Guest) -> Line:
    link = wikilink(guest.entity.path) if guest.entity and guest.entity.path and guest.brief else ""
    known = guest.brief.said if guest.brief else "not in the book yet" if guest.entity is None else ""
    return Line(f"{guest.name}: {known}" if known else guest.name, link)


def _owed(guests: Iterable[Guest]) -> Iterator[Section]:
    """What each owes the other, person by person; a task that several briefs tell stands with the first."""
    told: set[str] = set()
    for guest in guests:
        for section in guest.brief.sections if guest.brief else ():
            if not set(_OWED) & set(section.title.split()):
                continue
            lines = tuple(line for line in section.lines if line.link not in told)
            told |= {line.link for line in lines}
            person = guest.entity is not None and guest.entity.type is EntityType.PERSON
            mine = person and section.title == "You owe"
            yield Section(f"You owe {guest.entity.name}" if mine and guest.entity else section.title, lines)


def _merge(title: str, briefs: Sequence[Report], *, whose: bool = False) -> Section | None:
    """The section of all briefs together, the newest lines first; ``whose``: in the order of the guests, each line with its guest."""
    found: dict[tuple[str, str], Line] = {}
    lists = [[(brief, line) for s in brief.sections if s.title == title for line in s.lines] for brief in briefs]
    for brief, line in (pair for row in _in_turn(lists) for pair in row):
        shown = msgspec.structs.replace(line, text=f"{brief.title}: {line.text}") if whose else line
        found.setdefault((line.link, "" if whose else line.text), shown)
    lines = list(found.values()) if whose else sorted(found.values(), key=lambda line: line.day, reverse=True)
    return Section(title, tuple(lines[: _MOST[title]])) if lines else None


def _in_turn(lists: Sequence[Sequence[tuple[Report, Line]]]) -> Iterator[list[tuple[Report, Line]]]:
    """First lines first, so that no guest's brief crowds out another's."""
    for n in range(max(map(len, lists), default=0)):
        yield [each[n] for each in lists if n < len(each)]
