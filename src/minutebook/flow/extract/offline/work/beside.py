"""Days that are told by another: "two days earlier", "the evening before", and those of a list by the day of what it prepares."""

from collections.abc import Sequence
from datetime import date, timedelta

from minutebook.flow.extract.offline.talk.line import Line
from minutebook.text import patterns as re
from minutebook.text.dates import DateKind, DateSpan

TITLE = 2
"""Lines at the beginning that are a list's title."""
WEEKEND = 5
"""The first day of a week, from 0 on, that is none to work."""
FRIDAY, SUNDAY = 4, 6


def find_event(lines: Sequence[Line], day: date) -> date | None:
    """The day of what a list prepares, where its title says it: "Open day, Saturday 12 September"."""
    ahead = {
        span.value
        for line in lines[:TITLE]
        for span in line.dates
        if span.value and span.value > day and not _LIMIT.search(line.plain, 0, span.start)
    }
    return ahead.pop() if len(ahead) == 1 else None


def count_from(event: date, words: str) -> DateSpan | None:
    """The day that words tell by an event's own: "the evening before", "on the day"."""
    if same := _ON_THE_DAY.search(words.lower()):
        return DateSpan(*same.span(), words[same.start() : same.end()], event, DateKind.DAY)
    match = BESIDE.search(words.lower())
    value = beside(event, match) if match else None
    return DateSpan(*match.span(), words[match.start() : match.end()], value, DateKind.DAY) if match and value else None


def counted(day: date, count: int, unit: str) -> date:
    if unit.startswith(("working", "business")):
        step = 1 if count > 0 else -1
        while count:
            day += timedelta(days=step)
            count -= step * (day.weekday() < WEEKEND)
        return day
    if unit.startswith("month"):
        month = day.month - 1 + count
        year, month = day.year + month // 12, month % 12 + 1
        return next(d for n in range(day.day, 0, -1) if (d := _day(year, month, n)))
    return day + timedelta(days=count * next((n for begins, n in _SPANS.items() if unit.startswith(begins)), 1))


def beside(day: date, match: re.Match[str]) -> date | None:
    """The day so far from another; of a week its Friday, of a weekend its Sunday."""
    way = match["way"]
    back = way is not None and way.startswith(_BACK)
    if match["count"]:
        count = int(match["count"]) if match["count"].isdigit() else NUMBERS[match["count"]]
        return counted(day, -count if back else count, match["unit"])
    one = match["one"] or match["weekday"]
    if one is None:
        return day  # the same day
    if one in _WEEKDAYS or one == "weekend":
        wanted = SUNDAY if one == "weekend" else _WEEKDAYS.index(one)
        if back or way is None:
            return day - timedelta(days=(day.weekday() - wanted) % 7 or 7)
        return day + timedelta(days=(wanted - day.weekday()) % 7 or 7)
    if one == "week":
        return day + timedelta(days=FRIDAY - day.weekday() + (-7 if back else 7))
    return day + timedelta(days=-1 if back else 1)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


_SPANS = {"week": 7, "fortnight": 14}
NUMBERS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    )
} | {"a": 1, "an": 1, "twenty": 20, "twenty-one": 21, "thirty": 30, "sixty": 60, "ninety": 90}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_BACK = ("before", "earlier", "ahead", "prior")
SUBJECT = re.compile(r"(?:i|we|you|he|she|they|it)(?:'\w+)? ")
_DEED = rf"(?P<deed>{SUBJECT.pattern}[\w']+)"
_OVER = r"(?=$|[,.;:!?)]| \(| (?:so|and|please|if|because|but|then|when|or|that's|it's|i|we|you|he|she|they|at|for|to get)\b)"
BESIDE = re.compile(
    rf"(?:(?:on|by|before|at least|at the latest|no later than|exactly) )*(?:(?P<count>\d{{1,2}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}) (?:full |clear )?(?P<unit>(?:working |business )?days?|weeks?|fortnights?|months?)"
    r"|the (?P<one>day|night|evening|morning|afternoon|week|weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)day))"
    rf" (?:(?P<way>before(?:hand)?|earlier|ahead|prior|after(?:wards)?|later)(?:(?: of| to)? (?:that|this|it|then)(?= (?:the|my|our|your|a|all)\b|{_OVER})|{_OVER}| {_DEED}))"
    rf"|\b(?:by|before) the (?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day){_OVER}"
    r"|\b(?:on |by )?(?:the|that) same (?:day|date|evening|morning|afternoon|night)\b"
)
_LIMIT = re.compile(r"\b(?:by|before|until|from|due|since|of)(?: the)? $")
_ON_THE_DAY = re.compile(r"\b(?:on|for) the day(?= itself|$|[,.;:)])|\bthe day itself\b")
