"""Which open tasks a meeting may speak of at all: by who is there, and by age."""

from datetime import date

import msgspec

from minutebook.model.entity import OpenTask
from minutebook.model.extraction import Extraction
from minutebook.text.names import fold

HALF_LIFE = 30
"""Days after a task's meeting, or after its due date where that is later, in which the chance that anybody speaks of it halves."""
FORGOTTEN = 365
"""Days from which it is not expected at all."""
ABSENT = 0.2
"""Chance for a task whose owner is known and neither takes part nor is spoken of, against one whose owner does."""


class Here(msgspec.Struct, frozen=True):
    """Folded names: of those who take part, and of all whom and what the meeting is with or about."""

    present: frozenset[str]
    concerned: frozenset[str]


def people_here(extraction: Extraction) -> Here:
    present = [p.name for p in extraction.participants if p.present]
    names = present + [m.name for m in extraction.mentioned]
    names += [extraction.subject.name] if extraction.subject else []
    return Here(_folded(present), _folded(names))


def _folded(names: "list[str | None]") -> frozenset[str]:
    return frozenset(fold(name) for name in names if name)


def likelihood(task: OpenTask, here: Here, day: date) -> float:
    """How likely a meeting on ``day`` speaks of an open task, 0 to 1; 0 for one of a later source, or of other people's."""
    if task.source_date is not None and task.source_date > day.isoformat():
        return 0.0
    return _kinship(task, here) * _freshness(task, day)


def _kinship(task: OpenTask, here: Here) -> float:
    """How much a task is of this meeting's people: a task of the vault needs somebody, or its subject, in common."""
    owned = fold(task.owner) if task.owner else ""
    if task.path is not None and not here.present:
        return 0.0  # nobody is known who could report
    if task.people:
        known = {fold(name) for name in task.people} | ({owned} if owned else set())
        common = known & here.concerned
        share = len(common) / len(known)
    else:
        share = 1.0 if task.path is None or owned in here.present else 0.0
    if owned and owned not in here.concerned:
        share *= ABSENT
    return share


def _freshness(task: OpenTask, day: date) -> float:
    """1 until a task is due, then halved every month."""
    since = max((d for d in (task.source_date, task.due) if d), default=None) if task.source_date else None
    try:
        age = (day - date.fromisoformat(since)).days if since else 0
    except ValueError:
        return 1.0
    return 0.0 if age > FORGOTTEN else 0.5 ** (max(age, 0) / HALF_LIFE)
