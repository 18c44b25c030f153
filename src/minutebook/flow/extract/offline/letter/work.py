"""A piece of work that is written down, and the same work told twice."""

from collections.abc import Sequence

import msgspec

from minutebook.flow.extract.offline.letter.bid import Trigger
from minutebook.model.extraction import Priority, TaskStatus
from minutebook.text import patterns as re
from minutebook.text.dates import DateSpan


class Work(msgspec.Struct, frozen=True):
    """A task found in a line; ``lines`` are what it rests on. ``asked``: its reader is asked for it."""

    trigger: Trigger
    line: int
    text: str
    owner: str | None
    due: DateSpan | None
    lines: tuple[int, ...]
    priority: Priority
    asked: bool
    confidence: float
    owed_to: str | None = None
    status: TaskStatus = TaskStatus.OPEN
    """As the later mails of the thread leave it."""


def once(works: Sequence[Work], writer: str | None) -> list[Work]:
    """The works without those that only say again by when the one before is wanted: "… I need it by Friday"; that one takes their day."""
    kept: list[Work] = []
    for work in works:
        before = next((n for n in range(len(kept) - 1, -1, -1) if kept[n].owner == work.owner), None)
        if before is None or work.line - kept[before].line > AGAIN or not _is_again(work.text, writer):
            kept.append(work)
            continue
        first = kept[before]
        dated = first.due if first.due is not None and first.due.value is not None else work.due
        urgent = min(first.priority, work.priority, key=_URGENCY.index)
        lines = tuple(sorted({*first.lines, *work.lines}))
        kept[before] = msgspec.structs.replace(first, due=dated, lines=lines, priority=urgent)
    return kept


def _is_again(text: str, writer: str | None) -> bool:
    match = _AGAIN.fullmatch(text.partition(" (")[0])
    return match is not None and (match["to"] is None or match["to"] == writer)


AGAIN = 2
"""Lines after a work in which it may be said again."""
_URGENCY: Sequence[Priority] = ("highest", "high", "medium", "low", "lowest")
_AGAIN = re.compile(
    r"(?:(?:Let|Give) [A-Z][\w'-]+ have|(?:Have|Get|Send|Bring|Give|Return|Do|See|Let|Tell|Confirm)(?: (?!it|th|one|both|which)[A-Z][\w'-]+)?(?: have| get| know| see)?(?: (?:it|that|this|them|those|these|both|one|which|so|the same|back|here))+|(?:Let|Send) [A-Z][\w'-]+(?: know)?)(?: (?:back )?to (?P<to>[A-Z][\w'-]+))?\.?"
)
