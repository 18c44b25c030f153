"""Days that a talk names without naming them: a time of its own day ("at two", "when we hang up"), the next morning, a day told by one named before ("the Friday", "the fifth")."""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from minutebook.flow.extract.offline.line import Line
from minutebook.flow.extract.offline.patterns import read_patterns
from minutebook.text.dates import DateKind, DateSpan, day_in_month, weekday_named

MORNING = "morning"
BACK = 12
"""Lines back to a day that tells which week or month is spoken of."""


class Moment(msgspec.Struct, frozen=True):
    """A stretch of a line that names a day, and in what manner."""

    span: DateSpan
    manner: str


def find_moments(line: Line, reference: date) -> Iterator[Moment]:
    """The times of the talk's own day, or of the next morning, that a line names; none where it names a day outright."""
    if any(span.value is not None for span in line.dates):
        return
    for manner, pattern in read_patterns("moments").items():
        for match in pattern.finditer(line.plain):
            day = reference + timedelta(days=manner == MORNING)
            text = line.text[match.start() : match.end()]
            yield Moment(DateSpan(match.start(), match.end(), text, day, DateKind.DAY), manner)


def find_told(lines: tuple[Line, ...], number: int, reference: date) -> Iterator[Moment]:
    """The days of a line that another named before tells: the weekday of that week, the day of that month."""
    line = lines[number]
    bare = [span for span in line.dates if span.kind is not DateKind.PAST]
    if not bare:
        return
    named = [
        span.value
        for other in lines[max(0, number - BACK) : number]
        for span in other.dates
        if span.value is not None and span.value > reference
    ]
    for span in bare:
        for manner, day in _told(span, reference, named):
            if day != span.value and day >= reference:
                yield Moment(msgspec.structs.replace(span, value=day, kind=DateKind.DAY), manner)


def _told(span: DateSpan, reference: date, named: list[date]) -> Iterator[tuple[str, date]]:
    weekday = weekday_named(span.text)
    if weekday is not None:
        if span.value is None:
            yield "the_weekday", reference + timedelta(days=(weekday - reference.weekday() - 1) % 7 + 1)
        for day in named[-1:]:
            yield "that_week", day + timedelta(days=weekday - day.weekday())
    for day in named[-1:]:
        if (other := day_in_month(span.text, day)) is not None:
            yield "that_month", other
