"""Days that a talk names without naming them: a time of its own day ("at two", "when we hang up"), the next morning, a day told by one named before ("the Friday", "the fifth", "two days before")."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.patterns import read_patterns
from minutebook.text import patterns as re
from minutebook.text.dates import DateKind, DateSpan, day_in_month, find_dates, weekday_named

MORNING = "morning"
FRIDAY = 4
BASES = 2
"""Days, or months, spoken of last by which another is told."""
GAP = 6
"""Characters between "two days before" and the day that it is told by, at most: "the"."""
DAYS = {"day": 1, "night": 1, "morning": 1, "week": 7, "fortnight": 14}
COUNTS = {"two": 2, "a couple of": 2, "couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}


class Moment(msgspec.Struct, frozen=True):
    """A stretch of a line that names a day, and in what manner."""

    span: DateSpan
    manner: str


def find_moments(line: Line, reference: date) -> Iterator[Moment]:
    """The times of the talk's own day, or of the next morning, that a line names; of its own day none where it names a day outright."""
    dated = [span for span in line.dates if span.value is not None]
    for manner, pattern in read_patterns("moments").items():
        if dated and manner != MORNING:
            continue
        for match in pattern.finditer(line.plain):
            if any(span.start < match.end() and match.start() < span.end for span in dated):
                continue
            yield _moment(line, match.start(), match.end(), reference + timedelta(days=manner == MORNING), manner)


def find_told(line: Line, reference: date, named: Sequence[date]) -> Iterator[Moment]:
    """The days of a line that others tell: the weekday of that week, the day of that month, so many days before.

    ``named``: the days to come that the talk named shortly before this line, in order.
    """
    ahead = [span for span in line.dates if span.kind is not DateKind.PAST]
    for span in ahead:
        for manner, day in _told(span, reference, _before(named, ahead, span.start, reference), line):
            if day != span.value and day >= reference:
                yield Moment(msgspec.structs.replace(span, value=day, kind=DateKind.DAY), manner)
    yield from _ordinals(line, ahead, reference, named)
    yield from _relative(line, ahead, reference, named)
    yield from _periods(line, ahead, reference)


def _before(named: Sequence[date], ahead: Sequence[DateSpan], start: int, reference: date) -> list[date]:
    """The days named before a place in a line, the last one first, each once."""
    here = [span.value for span in ahead if span.end <= start and span.value is not None and span.value > reference]
    return list(dict.fromkeys([*reversed(here), *reversed(named)]))


def _told(span: DateSpan, reference: date, before: list[date], line: Line) -> Iterator[tuple[str, date]]:
    weekday = weekday_named(span.text)
    if weekday is None and span.value is None and (inside := _WEEKDAY.search(span.text)):
        weekday = weekday_named(inside[0])
    if weekday is not None:
        if span.value is None:
            yield "the_weekday", reference + timedelta(days=(weekday - reference.weekday() - 1) % 7 + 1)
        for day in before[:1]:
            yield "that_week", day + timedelta(days=weekday - day.weekday())
            if _AFTER.match(line.plain, span.end):
                yield "weekday_after", day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)
            if _BEFORE.match(line.plain, span.end):
                yield "weekday_before", day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1)
    for manner, other in zip(("that_month", "other_month"), _months(before), strict=False):
        if (same := day_in_month(span.text, other)) is not None:
            yield manner, same
    if span.kind is DateKind.THEN:
        for day in before[:1]:
            yield "then", day
    if span.kind is DateKind.OPEN and (found := _RANGE.search(span.text)):
        for last in find_dates(f"on {span.text[found.end() :]}", reference)[-1:]:
            if last.value is not None:
                yield "last_of_several", last.value


def _following(words: str, days: list[date]) -> Iterator[date]:
    """The first such day of a month after each of some days."""
    for base in days:
        for month in (base, base.replace(day=1) + timedelta(days=31)):
            day = day_in_month(words, month)
            if day is not None and day > base:
                yield day
                break


def _months(days: list[date]) -> list[date]:
    """The first days of the months that were spoken of last."""
    return list(dict.fromkeys(day.replace(day=1) for day in days))[:BASES]


def _ordinals(line: Line, ahead: Sequence[DateSpan], reference: date, named: Sequence[date]) -> Iterator[Moment]:
    """Bare days of the month that may as well count things: "the fifth" is the next one, or one of the month spoken of."""
    for match in _ORDINAL.finditer(line.plain) if _has(line, _NTH) else ():
        if any(span.start < match.end() and match.start() < span.end for span in line.dates):
            continue
        text, found = match[0].strip(), set()
        ahead_of = (reference.replace(day=1) + timedelta(days=31 * n) for n in range(3))
        following = [day for first in ahead_of if (day := day_in_month(text, first)) and day > reference][:1]
        months = _months(_before(named, ahead, match.start(), reference))
        told = [day for first in months if (day := day_in_month(text, first)) and day > reference]
        told += _following(text, _before(named, ahead, match.start(), reference)[:1])
        for manner, day in [("ordinal_of_month", day) for day in told] + [("ordinal", day) for day in following]:
            if day not in found:
                found.add(day)
                yield _moment(line, match.start(), match.end(), day, manner)


def _relative(line: Line, ahead: Sequence[DateSpan], reference: date, named: Sequence[date]) -> Iterator[Moment]:
    """So long before or after a day: the one that follows in the line, else one named just before."""
    for match in _RELATIVE.finditer(line.plain) if _has(line, _WAYS) else ():
        size = DAYS[match["unit"]] * COUNTS.get(match["count"], 1) * (-1 if match["way"] in _BACK else 1)
        next_to = [span.value for span in ahead if 0 <= span.start - match.end() <= GAP and span.value]
        for nth, base in enumerate(next_to or _before(named, ahead, match.start(), reference)[:BASES]):
            day = base + timedelta(days=size)
            if match["unit"] == "week" and match["count"] == "the":
                day += timedelta(days=FRIDAY - day.weekday())
            if day >= reference:
                yield _moment(line, match.start(), match.end(), day, f"relative{nth}")
    for match in _THAT_WEEK.finditer(line.plain) if "week" in line.plain else ():
        for day in _before(named, ahead, match.start(), reference)[:1]:
            friday = day + timedelta(days=FRIDAY - day.weekday())
            if friday >= reference:
                yield _moment(line, match.start(), match.end(), friday, "in_that_week")
    for match in _THEN.finditer(line.plain):
        for day in _before(named, ahead, match.start(), reference)[:1]:
            yield _moment(line, match.start(), match.end(), day, "then")


def _periods(line: Line, ahead: Sequence[DateSpan], reference: date) -> Iterator[Moment]:
    """The Friday of a week told by a day in it or its place in a month; the end of a month that is named alone; the next of a habit's days."""
    for match in _WEEK_OF.finditer(line.plain) if "week" in line.plain else ():
        for span in ahead:
            if 0 <= span.start - match.end() <= GAP and span.value is not None:
                yield _moment(
                    line, match.start(), span.end, span.value + timedelta(days=FRIDAY - span.value.weekday()), "week_of"
                )
    for match in _IN_MONTH.finditer(line.plain) if _has(line, _MONTHS) else ():
        for span in find_dates(f"end of {match['month']}", reference):
            if span.value is not None and span.value >= reference:
                day = _week_in_month(match["week"], span.value) if match["week"] else span.value
                yield _moment(line, match.start(), match.end(), day, "week_in_month" if match["week"] else "in_month")
    for match in _HABIT.finditer(line.plain) if "days" in line.plain else ():
        for span in find_dates(match["weekday"], reference):
            if span.value is not None:
                yield _moment(line, match.start(), match.end(), span.value, "habit")


def _has(line: Line, words: tuple[str, ...]) -> bool:
    """Whether any of some words stands in a line: most are spared the patterns."""
    return any(map(line.plain.__contains__, words))


def _week_in_month(which: str, end: date) -> date:
    """The Friday of the first, second or last week of the month that ends with ``end``."""
    if which == "last":
        return end - timedelta(days=(end.weekday() - FRIDAY) % 7)
    first = end.replace(day=1)
    friday = first + timedelta(days=(FRIDAY - first.weekday()) % 7)
    return friday + timedelta(days=7 * ("first", "second", "third").index(which))


def _moment(line: Line, start: int, end: int, day: date, manner: str) -> Moment:
    return Moment(DateSpan(start, end, line.text[start:end].strip(), day, DateKind.DAY), manner)


_AFTER = re.compile(r" (?:after|following)\b(?! (?!that\b|then\b|next\b|it\b|this\b|the \w+(?:th|st|nd|rd)\b)\w)")
_BEFORE = re.compile(r" before\b(?! (?!that\b|then\b|it\b|this\b|the \w+(?:th|st|nd|rd)\b)\w)")
"""Of the day named before, not of something that happens: "Monday after stand-up"."""
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_BACK = {"before", "earlier", "ahead"}
_WAYS = ("before", "after", "earlier", "later", "ahead")
_NTH = ("th", "first", "second", "third")
_MONTHS = tuple("january february march april may june july august september october november december".split())
_RANGE = re.compile(r"\b(?:and|to|or|till|until|through) ", re.IGNORECASE)
_DAY = (
    r"(?:twenty[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirty[- ]first|thirtieth|twentieth"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teenth|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)"
)
_ORDINAL = re.compile(
    rf"(?<![\w'-])(?:(?:by |on |for |till |until |before |from )?the (?:{_DAY}|first|second|third)|(?:(?<=say )|(?<=, )|(?<=\. )|(?<![^ ]))(?:by |on |for )?{_DAY})"
    r"(?=$|'s\b|[.,;:!?]| (?:and|or|at|so|if|then|works?|is|it|it's|in|for|would|suits|as|latest|please|okay|ok|fine|i|i'll|we|we'll|you|you'll|he|she|they|that|that's|with|when|but|because|not|no|yes|from|the draft|too|myself|again|though|early|we're|they're|i'd|we'd|maybe|anyway)\b)"
)
_RELATIVE = re.compile(
    r"(?<![\w'-])(?P<count>the|an?|one|two|a couple of|couple of|three|four|five|six|ten) (?P<unit>day|night|morning|week|fortnight)s? (?P<way>before|after|earlier|later|ahead)\b(?! (?:tomorrow|next|yesterday))"
)
_THEN = re.compile(
    r"(?<![\w'-])(?:that (?:day|evening|night|morning|afternoon)|(?<=[a-z] )then(?=[ .!?]*$)|(?:the )?same (?:day|date))\b"
)
_THAT_WEEK = re.compile(r"(?<![\w'-])(?:that|the same) week(?!end|')\b")
_WEEK_OF = re.compile(r"(?:(?:in|by|for) )?(?:the )?(?:week|weekend) (?:of|commencing|beginning|starting)\b")
_IN_MONTH = re.compile(
    rf"(?<![\w'-])(?:in|during|by|for)(?: the (?P<week>first|second|third|last) week (?:of|in))? (?P<month>{'|'.join(_MONTHS)})(?! (?:\d|the|of|and i|first|second|third)\b)"
)
_HABIT = re.compile(r"(?<![\w'-])on (?:a )?(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)s\b")
