"""A piece of work that is written down, and the same work told twice."""

from collections.abc import Sequence

import msgspec

from minutebook.flow.extract.offline.letter.bid import Bid, Trigger
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
    so: bool = False
    """What stands before it in its sentence is the reason: "…, so I'll do it"."""
    status: TaskStatus = TaskStatus.OPEN
    """As the later mails of the thread leave it."""


def once(works: Sequence[Work], writer: str | None) -> list[Work]:
    """The works without those that only say again by when the one before is wanted: "… I need it by Friday"; that one takes their day."""
    kept: list[Work] = []
    for work in [work for n, work in enumerate(works) if not _is_only_why(work, works[n + 1 : n + 2])]:
        before = next((n for n in range(len(kept) - 1, -1, -1) if _is_said_again(kept[n], work, writer)), None)
        if before is None:
            kept.append(work)
            continue
        first = kept[before]
        if first.owner != work.owner and _DO_IT.fullmatch(work.text.partition(" (")[0]):
            first = msgspec.structs.replace(first, owner=work.owner)
        dated = first.due if first.due is not None and first.due.value is not None else work.due
        urgent = min(first.priority, work.priority, key=_URGENCY.index)
        lines = tuple(sorted({*first.lines, *work.lines}))
        kept[before] = msgspec.structs.replace(first, due=dated, lines=lines, priority=urgent)
    return kept


def _is_only_why(work: Work, after: Sequence[Work]) -> bool:
    """Whether what somebody wants is only the reason for what its writer goes on to do: "the crew wants oars, so I'll lend them mine"."""
    wants = work.trigger.bid is Bid.NEED or work.trigger.verb_text.startswith(("+give ", "+get "))
    return wants and any(
        later.so and later.line == work.line and later.owner == work.owner and later.trigger.bid in _DOES
        for later in after
    )


def _is_said_again(first: Work, work: Work, writer: str | None) -> bool:
    """Whether a work says the one before again, to whoever has that; who asked may say that they would have it: "I'd have them by Tuesday"."""
    if work.line - first.line > AGAIN:
        return False
    words = work.text.partition(" (")[0]
    has = first.asked and first.owner != work.owner and first_of(work.owner) == writer and _HAVE.fullmatch(words)
    taken = _DO_IT.fullmatch(words) and work.trigger.bid in _TAKES and first.trigger.bid in _LEFT
    if has or (taken and work.line - first.line <= 1):
        return True
    match = _AGAIN.fullmatch(words) if first.owner == work.owner else None
    return match is not None and (match["to"] is None or match["to"] == writer)


def first_of(name: str | None) -> str | None:
    return name.partition(" ")[0] if name else None


AGAIN = 2
"""Lines after a work in which it may be said again."""
_URGENCY: Sequence[Priority] = ("highest", "high", "medium", "low", "lowest")
_DOES = frozenset({Bid.PROMISE, Bid.OUGHT, Bid.ORDER})
_TAKES = frozenset({Bid.PROMISE, Bid.OUGHT})
_LEFT = frozenset({Bid.NEED, Bid.ASK, Bid.SOMEBODY, Bid.GIVEN})
_DO_IT = re.compile(r"(?:Do|Take|Handle|Sort)(?: (?:it|that|this|so|them|those|these))?(?: myself)?")
"""What somebody takes on who said just before what is wanted: "… and I'll do that tonight"."""
_HAVE = re.compile(r"(?:Have|Get|Need|See) (?:it|them|this|these|those|that|both|one)(?: back)?")
_AGAIN = re.compile(
    r"(?:(?:Let|Give) [A-Z][\w'-]+ have|(?:Have|Get|Send|Bring|Give|Return|Do|See|Let|Tell|Confirm)(?: (?!it|th|one|both|which)[A-Z][\w'-]+)?(?: have| get| know| see)?(?: (?:it|that|this|them|those|these|both|one|which|so|the same|back|here))+|(?:Let|Send) [A-Z][\w'-]+(?: know)?)(?: (?:back )?to (?P<to>[A-Z][\w'-]+))?\.?"
)
