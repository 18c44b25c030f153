"""Who belongs to an account, project or forum, and how often a forum meets: lines of its page, kept up to date by its notes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from statistics import median

from minutebook.flow.outputs.links import wikilink
from minutebook.model.change import Change, InsertLine, ReplaceLine
from minutebook.model.entity import Entity, EntityType, Me
from minutebook.model.extraction import Extraction
from minutebook.model.record import LineKind, LineRecord
from minutebook.text import patterns as re
from minutebook.text.escape import escape_inline, escape_title
from minutebook.text.ids import stable_id
from minutebook.text.names import fold
from minutebook.vault.machine import is_untouched, locate_lines
from minutebook.vault.meaning import line_digest
from minutebook.vault.note import Note

RHYTHM = "Rhythm"
TITLES = {EntityType.ACCOUNT: "Contacts", EntityType.PROJECT: "People", EntityType.FORUM: "Members"}
_DATED = re.compile(r"\[\[[^\[\]]*\|(\d{4}-\d{2}-\d{2})\]\]")
_DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
_RHYTHMS = ((1, 1, "Daily"), (6, 8, "Weekly"), (12, 16, "Every two weeks"), (26, 35, "Monthly"), (80, 100, "Quarterly"))
"""(fewest, most days between two meetings, the word for it)."""
_FEWEST = 3
"""Meetings from which on a rhythm is told."""


class Company:
    """The lines of one page that say who belongs; changes come out once, whatever was told."""

    def __init__(
        self,
        path: str,
        kind: EntityType,
        entity_id: str,
        page: Note,
        records: Iterable[LineRecord],
        *,
        template: Sequence[str],
        people: Mapping[str, Entity],
        me: Me,
        shared: Iterable[str] = (),
    ) -> None:
        self.path, self.kind, self.entity_id = path, kind, entity_id
        self.template, self.shared, self.people = tuple(template), tuple(shared), people
        self.own = {fold(name) for name in (me.name, *me.aliases, "Myself") if name}
        self.known = {r.id: r for r in records if r.kind is LineKind.COMPANY and r.digest}
        at = locate_lines(page, (r for r in self.known.values() if not r.deleted))
        self.lines = {line_id: page.lines[n].text for line_id, n in at.items()}
        self._wanted: dict[str, tuple[str, str, str, str]] = {}

    def tell(self, names: frozenset[str], extraction: Extraction, day: str, link: str, source_id: str) -> None:
        """Take in who was at a meeting of the entity. ``names``: what it is called, folded."""
        subject = extraction.subject
        if self.kind not in TITLES or subject is None or fold(subject.name) not in names:
            return
        for participant in extraction.participants:
            if participant.name and participant.present and fold(participant.name) not in self.own:
                self._tell_person(participant.name, names, day, link, source_id)

    def _tell_person(self, name: str, names: frozenset[str], day: str, link: str, source_id: str) -> None:
        person = self.people.get(fold(name))
        if self.kind is EntityType.ACCOUNT and not (
            person and person.organisation and fold(person.organisation) in names
        ):
            return  # who works elsewhere is no contact there
        shown = wikilink(person.path, person.name, shared=self.shared) if person and person.path else escape_title(name)
        role = f", {escape_inline(person.role)}" if person and person.role else ""
        line_id = self._standing(shown) or stable_id(self.entity_id, "company", fold(person.name if person else name))
        self._want(line_id, TITLES[self.kind], day, f"- {shown}{role} {link} ^{line_id}", source_id)

    def _standing(self, shown: str) -> str | None:
        """The id of the line that names somebody already: it may have come from a page that was merged into this one."""
        starts = (f"- {shown},", f"- {shown} ")
        return next((line_id for line_id, line in sorted(self.lines.items()) if line.startswith(starts)), None)

    def tell_rhythm(self, met: Iterable[date], day: str, link: str, source_id: str) -> None:
        """Take in all days on which the forum met; ``link`` leads to the note of ``day``, the newest one's stays."""
        days = sorted(met)
        words = describe_rhythm(days)
        if self.kind is not EntityType.FORUM or not words:
            return
        line_id, last = stable_id(self.entity_id, "rhythm"), days[-1].isoformat()
        standing = _DATED.search(self.lines.get(line_id, ""))
        if standing and standing[1] > day:
            link, last = standing[0], standing[1]
        self._want(line_id, RHYTHM, max(last, day), f"- {words} {link} ^{line_id}", source_id)

    def _want(self, line_id: str, section: str, day: str, line: str, source_id: str) -> None:
        if line_id not in self._wanted or self._wanted[line_id][1] <= day:
            self._wanted[line_id] = (section, day, line, source_id)

    def changes(self) -> Iterator[Change]:
        """The lines that are new, and those that a later meeting brings up to date."""
        for rank, (line_id, (section, day, line, source_id)) in enumerate(sorted(self._wanted.items())):
            was, standing = self.known.get(line_id), self.lines.get(line_id)
            record = LineRecord(
                id=line_id,
                path=self.path,
                digest=line_digest(line),
                kind=LineKind.COMPANY,
                source_id=was.source_id if was else source_id,
                section=section,
            )
            if was is None:
                yield InsertLine(
                    path=self.path, section=section, line=line, record=record, rank=rank, template=self.template
                )
            elif standing not in {None, line} and not was.owned and _is_newer(day, standing, was):
                yield ReplaceLine(path=self.path, was=was, line=line, record=record)


def _is_newer(day: str, standing: str | None, was: LineRecord) -> bool:
    """Whether a line is the machine's still, and of no later day."""
    found = _DATED.search(standing or "")
    return standing is not None and is_untouched(standing, was) and (found is None or found[1] <= day)


def describe_rhythm(met: Iterable[date]) -> str:
    """How often and on which day, from the days of the meetings; empty where they are few or keep no rhythm."""
    days = sorted(set(met))
    if len(days) < _FEWEST:
        return ""
    gap = median((b - a).days for a, b in pairwise(days))
    often = next((word for low, high, word in _RHYTHMS if low <= gap <= high), "")
    if not often:
        return ""
    weekday, times = Counter(day.weekday() for day in days).most_common(1)[0]
    on = f", mostly {_DAYS[weekday]}" if often != "Daily" and times * 2 > len(days) else ""
    return f"{often}{on}; {len(days)} meetings since {days[0].isoformat()}"
