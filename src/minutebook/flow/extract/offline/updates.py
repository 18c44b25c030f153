"""News of earlier work: what was said to be done, late, under way, dropped or in other hands. The link stage binds it to open tasks."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from minutebook.flow.extract.offline.line import Line, People
from minutebook.flow.extract.offline.tasks import cite
from minutebook.model.extraction import Update, UpdateStatus
from minutebook.text.dates import resolve_due

RANK = (
    UpdateStatus.SLIPPED,
    UpdateStatus.REASSIGNED,
    UpdateStatus.CANCELLED,
    UpdateStatus.IN_PROGRESS,
    UpdateStatus.DONE,
)
"""Of several in one exchange the first of these holds: a report of the work done so far often goes with the news that it is late."""
LINES_TOGETHER = 3
LINES_BEFORE = 2
LINES_AFTER = 5
CONFIDENCE = {True: 0.8, False: 0.6}
"""By whether the one who reports is known."""


def find_updates(lines: tuple[Line, ...], people: People, reference: date) -> tuple[Update, ...]:
    """Every report on some earlier work, in order: many more than there is open work, so that none is missed."""
    patterns = _read_patterns()
    marks = [
        (line, UpdateStatus((match.lastgroup or "").replace("_", "-")))
        for line in lines
        if (match := patterns.search(line.plain))
    ]
    return tuple(_report(lines, group, people, reference) for group in _exchanges(lines, marks))


def _exchanges(
    lines: tuple[Line, ...], marks: list[tuple[Line, UpdateStatus]]
) -> Iterator[list[tuple[Line, UpdateStatus]]]:
    """Marks of one exchange: near each other, with no new matter raised between."""
    group: list[tuple[Line, UpdateStatus]] = []
    for line, status in marks:
        if group and (line.id - group[-1][0].id > LINES_TOGETHER or _turns_away(lines, group[-1][0], line)):
            yield group
            group = []
        group.append((line, status))
    if group:
        yield group


def _turns_away(lines: tuple[Line, ...], before: Line, after: Line) -> bool:
    return any(
        _NEW_MATTER.match(line.plain) and line.turn != before.turn for line in lines[before.id + 1 : after.id + 1]
    )


def _report(lines: tuple[Line, ...], group: list[tuple[Line, UpdateStatus]], people: People, reference: date) -> Update:
    status = min((status for _, status in group), key=RANK.index)
    first, last = group[0][0], group[-1][0]
    about = [
        line for line in lines[max(0, first.id - LINES_BEFORE) : first.id] if first.turn - line.turn <= LINES_BEFORE
    ]
    said = [line for line, _ in group]
    owner = people.name(next(line for line, s in group if s is status).speaker)
    return Update(
        task_text=" ".join(line.text for line in (*about, *lines[first.id : last.id + 1])),
        status=status,
        evidence=cite(tuple(line.id for line in said[:4]), lines),
        new_due=_new_date(lines, first, last, reference)
        if status in {UpdateStatus.SLIPPED, UpdateStatus.IN_PROGRESS}
        else None,
        new_owner=_new_owner(said) if status is UpdateStatus.REASSIGNED else None,
        owner=owner,
        confidence=CONFIDENCE[owner is not None],
    )


def _new_date(lines: tuple[Line, ...], first: Line, last: Line, reference: date) -> date | None:
    """The date that it slipped to: the last deadline named in the exchange."""
    found = None
    for line in lines[first.id : last.id + LINES_AFTER + 1]:
        if line.id > last.id and _NEW_MATTER.match(line.plain):
            break
        span = resolve_due(line.text, reference) if line.dates else None
        if span is not None and span.value is not None and not _PAST.search(line.plain):
            found = span.value
    return found


def _new_owner(said: list[Line]) -> str | None:
    return next((name.name for line in reversed(said) for name in line.names), None)


@cache
def _read_patterns(language: str = "en") -> re.Pattern[str]:
    text = (files(__package__) / "data" / language / "updates.toml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = tomllib.loads(text)["status"]
    families = "|".join(f"(?P<{name.replace('-', '_')}>(?:{'|'.join(patterns)}))" for name, patterns in table.items())
    return re.compile(rf"(?<![\w'])(?:{families})(?![\w'])")


_NEW_MATTER = re.compile(
    r"(?:and|so|right|ok|okay|now|next|also|then|oh|what about|how about|did you|have you|where are)\b(?=.* )"
)
_PAST = re.compile(r"\b(?:yesterday|last|ago|was|were|thought)\b")
