"""What a talk or a paper in another language says of earlier work: that it is done, late, under way, called off or somebody else's now."""

from collections.abc import Iterator, Sequence
from datetime import date

from minutebook.flow.extract.offline.abroad.grammar import Grammar
from minutebook.flow.extract.offline.abroad.lines import stems_abroad, without_days
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.work.tasks import cite
from minutebook.model.extraction import Update, UpdateStatus
from minutebook.model.source import Form
from minutebook.text.dates import DateKind, resolve_due

SOON = 2
"""Turns before a report in which somebody names the work, and after it in which a day is agreed."""
FEWEST = 2
"""Content words by which earlier work can be known."""
SURE = 0.5
"""From which confidence on a line is a report by itself."""
_STATUS = (
    ("off", UpdateStatus.CANCELLED, 0.8),
    ("hands", UpdateStatus.REASSIGNED, 0.8),
    ("passes", UpdateStatus.REASSIGNED, 0.6),
    ("slips", UpdateStatus.SLIPPED, 0.8),
    ("running", UpdateStatus.IN_PROGRESS, 0.8),
    ("done", UpdateStatus.DONE, 0.8),
    ("did", UpdateStatus.DONE, 0.4),
)
"""Of several the first holds: what was done so far often goes with the news that it is late."""


def find_updates(lines: tuple[Line, ...], people: People, reference: date, grammar: Grammar) -> Iterator[Update]:
    """The reports of a talk or paper, each with the words that name its work; which open task that is, the link stage finds."""
    for line in lines:
        status, sure = _status(line, grammar)
        if status is None or line.form in {Form.HEADING, Form.ROW}:
            continue
        named = _named(lines, line, grammar, faint=sure < SURE)
        if len(stems_abroad(" ".join(other.text for other in named), grammar)) < FEWEST:
            continue
        after = _after(lines, line)
        moved = next(filter(None, (_day(other, reference) for other in (line, *after))), None)
        slipped = status is UpdateStatus.SLIPPED or (status is UpdateStatus.IN_PROGRESS and moved is not None)
        agreed = [other for other in after if slipped and _day(other, reference)]
        said = (*named, *(other for other in agreed if other not in named))
        yield Update(
            task_text=" ".join(other.text for other in named),
            status=UpdateStatus.SLIPPED if slipped and moved else status,
            evidence=cite([other.id for other in said], lines),
            new_due=moved if slipped else None,
            new_owner=_heir(line, people) if status is UpdateStatus.REASSIGNED else None,
            owner=people.name(line.speaker),
            words=" ".join(other.text for other in said),
            confidence=sure,
        )


def _status(line: Line, grammar: Grammar) -> tuple[UpdateStatus | None, float]:
    """How some work stands as a line says, and how surely it is news of any."""
    if line.question or grammar.shows("unreal", line.plain):
        return None, 0.0
    shown = ((status, sure) for sign, status, sure in _STATUS if grammar.shows(sign, line.plain))
    return next(shown, (None, 0.0))


def _named(lines: Sequence[Line], line: Line, grammar: Grammar, *, faint: bool) -> list[Line]:
    """A report with the sentences just before it that name its work, where it says little of it: a question, or a thing and no more; ``faint``: it may be no report."""
    named = [line]
    for other in reversed(lines[: line.id]):
        own = len(stems_abroad(" ".join(one.text for one in named), grammar))
        if line.turn - other.turn > SOON or own > FEWEST + 1 or other.form is Form.HEADING:
            break
        if not stems_abroad(without_days(other), grammar):
            continue
        if faint and not (other.question or other.turn == line.turn):
            break  # what another states is not what this one says is done
        named.insert(0, other)
    return named


def _after(lines: Sequence[Line], line: Line) -> list[Line]:
    """The sentences after a report in which a new day may be agreed."""
    return [other for other in lines[line.id + 1 : line.id + 1 + 2 * SOON] if other.turn - line.turn <= SOON]


def _day(line: Line, reference: date) -> date | None:
    if not any(span.value is not None and span.kind is not DateKind.PAST for span in line.dates):
        return None
    due = resolve_due(line.text, reference)
    return due.value if due and due.value and due.value >= reference else None


def _heir(line: Line, people: People) -> str | None:
    """Who has the work now: whom the report names, else who speaks."""
    return line.names[-1].name if line.names else people.name(line.speaker)
