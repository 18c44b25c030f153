"""How the match of a date pattern is read: each function gives the day and what kind of date it is, None where it is no date after all.

The patterns, with the named groups that a function reads, stand in ``rules``.
"""

from datetime import date

from minutebook.text import patterns as re
from minutebook.text.dates import calendar as cal
from minutebook.text.dates import numerals as num
from minutebook.text.dates.span import DateKind

Reading = tuple[date | None, DateKind] | None


def _said(match: re.Match[str], group: str) -> str:
    """What a group matched; empty where it did not, or where the pattern has no such group."""
    return match.groupdict().get(group) or ""


def _dated(value: date | None, reference: date, kind: DateKind = DateKind.DAY) -> Reading:
    if value is None:
        return None, DateKind.OPEN
    return value, DateKind.PAST if value < reference else kind


def iso(match: re.Match[str], reference: date) -> Reading:
    return _dated(cal.month_day(int(_said(match, "year")), int(_said(match, "month")), int(match["day"])), reference)


def numeric(match: re.Match[str], reference: date) -> Reading:
    """13/04/2026, 4/13/2026, 13.04.2026; where both numbers could be the month and the mark is no dot, it stays open."""
    first, second, year = int(match["first"]), int(match["second"]), _said(match, "year")
    if match["mark"] == "." or first > 12 or first == second:
        day, month = first, second
    elif second > 12:
        day, month = second, first
    else:
        return None, DateKind.OPEN
    if not year:
        return _dated(cal.next_month_day(reference, month, day) if month <= 12 else None, reference)
    return _dated(cal.month_day(int(year) + (2000 if len(year) == 2 else 0), month, day), reference)


def month_day(match: re.Match[str], reference: date) -> Reading:
    month, day, weekday = num.month(_said(match, "month")), num.ordinal(match["day"]), _said(match, "weekday")
    if _said(match, "year"):
        value = cal.month_day(num.year(_said(match, "year")), month, day)
    else:
        value = cal.next_month_day(reference, month, day) if 1 <= day <= 31 else None
    if value and weekday and value.weekday() != num.weekday(weekday):
        return None, DateKind.OPEN
    return _dated(value, reference)


def weekday_number(match: re.Match[str], reference: date) -> Reading:
    """Tuesday the 12th: the next twelfth that is a Tuesday."""
    day, weekday = num.ordinal(match["day"]), num.weekday(_said(match, "weekday"))
    value: date | None = reference
    for _ in range(18):
        value = cal.next_day_of_month(value, day) if value and 1 <= day <= 31 else None
        if value is None or value.weekday() == weekday:
            return _dated(value, reference)
    return None, DateKind.OPEN


def day_of_month(match: re.Match[str], reference: date) -> Reading:
    day = num.ordinal(match["day"])
    if not 1 <= day <= 31:
        return None
    of = _said(match, "of").lower()
    if of.startswith(("each", "every")):
        return None, DateKind.NONE
    if of.startswith("next"):
        following = cal.add_months(reference.replace(day=1), 1)
        return _dated(cal.month_day(following.year, following.month, day), reference)
    if of.startswith("this") or "current" in of:
        return _dated(cal.month_day(reference.year, reference.month, day), reference)
    return _dated(cal.next_day_of_month(reference, day), reference)


def weekday(match: re.Match[str], reference: date) -> Reading:
    wanted = num.weekday(_said(match, "weekday"))
    lead, tail = _said(match, "lead").lower(), _said(match, "tail").lower()
    if lead.startswith(("last", "past", "previous", "yesterday")):
        return cal.add_days(
            cal.weekday_after(reference, wanted), -7 if wanted != reference.weekday() else -14
        ), DateKind.PAST
    if lead.startswith(("every", "each", "most", "some", "alternate", "following")):
        return None, DateKind.NONE
    if lead.rstrip() == "the" and not tail:
        return None, DateKind.OPEN
    if tail.startswith(("last", "before last")):
        return None, DateKind.PAST
    if "after next" in lead:
        return cal.weekday_of_week(reference, wanted, 2), DateKind.DAY
    if "after next" in tail:
        return cal.add_days(cal.weekday_after(reference, wanted), 7), DateKind.DAY
    if "this week" in tail:
        return _dated(cal.weekday_of_week(reference, wanted, 0), reference)
    if "next week" in tail or lead.startswith(("next week", "next")):
        return cal.weekday_of_week(reference, wanted, 1), DateKind.DAY
    return cal.weekday_after(reference, wanted), DateKind.DAY if lead.startswith("this") else DateKind.WEEKDAY


def nth_weekday(match: re.Match[str], reference: date) -> Reading:
    """The first Monday of the month, the last Friday in March: the next that there is."""
    of, wanted = _said(match, "of").lower(), num.weekday(match["weekday"])
    if _said(match, "month"):
        month = num.month(match["month"])
        first = date(reference.year + (month < reference.month), month, 1)
    else:
        first = cal.add_months(reference.replace(day=1), 1 if of == "next" else 0)
    value = _nth(first, wanted, match["nth"].lower())
    if value <= reference and of != "this":
        value = _nth(cal.add_months(first, 12 if _said(match, "month") else 1), wanted, match["nth"].lower())
    return _dated(value, reference)


def _nth(first: date, weekday: int, which: str) -> date:
    """The so-manieth weekday of the month that begins with ``first``."""
    if which == "last":
        end = cal.month_end(first)
        return cal.add_days(end, -((end.weekday() - weekday) % 7))
    number = ("first", "second", "third", "fourth").index(which)
    return cal.add_days(first, (weekday - first.weekday()) % 7 + 7 * number)


def weeks_on(match: re.Match[str], reference: date) -> Reading:
    """A week on Tuesday, two weeks today, a fortnight on Friday."""
    count = _said(match, "count")
    if not (_said(match, "fortnight") or count) or bool(_said(match, "start")) == bool(_said(match, "weekday")):
        return None
    weeks = 2 if _said(match, "fortnight") else num.cardinal(count) if count else 1
    start = _said(match, "start").lower()
    if start in {"today", "now"}:
        base = reference
    elif start == "tomorrow":
        base = cal.add_days(reference, 1)
    else:
        base = cal.weekday_after(reference, num.weekday(_said(match, "weekday")))
    return cal.add_days(base, 7 * weeks), DateKind.DAY


def monday_week(match: re.Match[str], reference: date) -> Reading:
    day = match["day"].lower()
    base = {"today": reference, "tomorrow": cal.add_days(reference, 1)}.get(day)
    return cal.add_days(
        base or cal.weekday_after(reference, num.weekday(day)), 14 if _said(match, "fortnight") else 7
    ), DateKind.DAY


def relative_day(match: re.Match[str], reference: date) -> Reading:
    words = match[0].lower()
    if words.startswith(("yesterday", "last", "the day before yesterday", "day before yesterday")):
        return cal.add_days(reference, -2 if "before" in words else -1), DateKind.PAST
    if "after tomorrow" in words:
        return cal.add_days(reference, 2), DateKind.DAY
    if "tomorrow" in words or "tmrw" in words or "in the morning" in words:
        return cal.add_days(reference, 1), DateKind.DAY
    return reference, DateKind.DAY


def in_units(match: re.Match[str], reference: date) -> Reading:
    count, unit = num.cardinal(_said(match, "count")), match["unit"].lower()
    if _said(match, "half"):
        return None, DateKind.VAGUE
    value = _later(reference, count, unit)
    return None if value is None else (value, DateKind.DAY)


def _later(reference: date, count: int, unit: str) -> date | None:
    if unit.startswith(("business", "working")):
        return cal.add_working_days(reference, count)
    if unit.startswith("day"):
        return cal.add_days(reference, count)
    if unit.startswith("week"):
        return cal.add_days(reference, 7 * count)
    if unit.startswith("fortnight"):
        return cal.add_days(reference, 14 * count)
    if unit.startswith("month"):
        return cal.add_months(reference, count)
    if unit.startswith("year"):
        return cal.add_months(reference, 12 * count)
    return cal.add_days(reference, count // 24) if count % 24 == 0 else None


def period(match: re.Match[str], reference: date) -> Reading:
    """The end (or beginning, or middle) of a week, month, quarter or year."""
    edge = (_said(match, "edge") or "end").lower()
    which, unit = _said(match, "which").lower(), match["unit"].lower()
    if which in {"last", "past", "previous"}:
        return None, DateKind.PAST
    ahead = {"next": 1, "following": 1, "coming": 1 if unit == "week" else 0}.get(which, 0)
    if "after next" in _said(match, "after").lower():
        ahead = 2
    if not _said(match, "edge") and not which and not _said(match, "after"):
        return None
    if edge.startswith(("beginning", "start", "first", "top")):
        value = _period_start(reference, unit, ahead)
        return _dated(value, reference)
    if edge.startswith("mid"):
        return _dated(_period_middle(reference, unit, ahead), reference)
    if unit == "year" and not _said(match, "edge"):
        return None, DateKind.PERIOD
    return _period_end(reference, unit, ahead), DateKind.DAY if _said(match, "edge") else DateKind.PERIOD


def period_over(match: re.Match[str], reference: date) -> Reading:
    """Before the week is out."""
    return _period_end(reference, match["unit"].lower(), 0), DateKind.DAY


def _period_start(reference: date, unit: str, ahead: int) -> date:
    """The next beginning of such a period, where it is not said to be that of the next one."""
    ahead = ahead or 1
    if unit == "week":
        return cal.weekday_of_week(reference, cal.MONDAY, ahead)
    if unit == "month":
        return cal.add_months(reference.replace(day=1), ahead)
    if unit == "quarter":
        return cal.add_days(_period_end(reference, unit, ahead - 1), 1)
    return date(reference.year + ahead, 1, 1)


def _period_middle(reference: date, unit: str, ahead: int) -> date | None:
    if unit == "week":
        value = cal.weekday_of_week(reference, cal.WEDNESDAY, ahead)
        return value if value > reference else cal.weekday_after(reference, cal.WEDNESDAY)
    if unit == "month":
        return cal.add_months(reference.replace(day=15), ahead) if ahead else cal.next_day_of_month(reference, 15)
    return None


def _period_end(reference: date, unit: str, ahead: int) -> date:
    if unit == "week":
        return cal.weekday_of_week(reference, cal.FRIDAY, ahead) if ahead else cal.week_end(reference)
    if unit == "month":
        return cal.month_end(cal.add_months(reference.replace(day=1), ahead))
    if unit == "quarter":
        year, quarter = divmod(cal.quarter_of(reference) - 1 + ahead, 4)
        return cal.quarter_end(reference.year + year, quarter + 1)
    return date(reference.year + ahead, 12, 31)


def period_short(match: re.Match[str], reference: date) -> Reading:
    """Month end, EOW, midweek."""
    words = match[0].lower()
    if words.startswith("mid"):
        return _dated(_period_middle(reference, "week", 0), reference)
    unit = next(u for u, names in _SHORT_UNITS.items() if words.startswith(names))
    return _period_end(reference, unit, 0), DateKind.DAY


_SHORT_UNITS = {
    "week": ("week", "eow"),
    "month": ("month", "eom"),
    "quarter": ("quarter", "eoq"),
    "year": ("year", "eoy"),
}


def named_period(match: re.Match[str], reference: date) -> Reading:
    """The end, beginning or middle of March; the end of Q2."""
    edge = _said(match, "edge").lower()
    if _said(match, "quarter"):
        number = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(_said(match, "quarter").lower()) or int(
            _said(match, "quarter")[-1]
        )
        year = num.year(_said(match, "year")) if _said(match, "year") else reference.year
        value = cal.quarter_end(year, number)
        if not _said(match, "year") and value < reference:
            value = cal.quarter_end(year + 1, number)
        if edge.startswith(("beginning", "start", "mid")):
            return None, DateKind.OPEN
        return _dated(value, reference, DateKind.DAY if edge else DateKind.PERIOD)
    month = num.month(_said(match, "month"))
    if edge.startswith(("beginning", "start", "first")):
        found = cal.next_month_day(reference, month, 1)
    elif edge.startswith("mid"):
        found = cal.next_month_day(reference, month, 15)
    else:
        found = date(reference.year + (month < reference.month), month, 1)
    if found and _said(match, "year"):
        found = found.replace(year=num.year(_said(match, "year")))
    if found and edge.startswith(("end", "close", "last")):
        found = cal.month_end(found)
    return _dated(found, reference)


def week_in_month(match: re.Match[str], reference: date) -> Reading:
    """The Friday of the first, second, third or last week of March, the next that there is."""
    month = num.month(_said(match, "month"))
    year = num.year(_said(match, "year")) if _said(match, "year") else reference.year
    value = _nth(date(year, month, 1), cal.FRIDAY, match["nth"].lower())
    if value < reference and not _said(match, "year"):
        value = _nth(date(year + 1, month, 1), cal.FRIDAY, match["nth"].lower())
    return _dated(value, reference, DateKind.PERIOD)


def week_of(match: re.Match[str], reference: date) -> Reading:
    """The Friday of the week that holds the next such day of a month, or of the month that is named."""
    day = num.ordinal(match["day"])
    if _said(match, "month"):
        named = month_day(match, reference)
        held = named[0] if named else None
        return (cal.weekday_of_week(held, cal.FRIDAY, 0), DateKind.PERIOD) if held else None
    found = cal.next_day_of_month(reference, day) if 1 <= day <= 31 else None
    return None if found is None else (cal.weekday_of_week(found, cal.FRIDAY, 0), DateKind.PERIOD)


def in_a_week(match: re.Match[str], reference: date) -> Reading:  # noqa: ARG001
    """Seven days on: "this time next week"."""
    return cal.add_days(reference, 7), DateKind.DAY


def iso_week(match: re.Match[str], reference: date) -> Reading:
    """The Friday of the next week of that number."""
    week = int(match["week"])
    year = reference.isocalendar().year
    if not 1 <= week <= date(year, 12, 28).isocalendar().week:
        return None
    found = date.fromisocalendar(year, week, 5)
    return (found if found >= reference else date.fromisocalendar(year + 1, min(week, 52), 5)), DateKind.PERIOD


def weekend(match: re.Match[str], reference: date) -> Reading:
    lead = match[0].lower()
    if "last" in lead:
        return None, DateKind.PAST
    ahead = 1 if "next" in lead else 0
    weekday = cal.FRIDAY if lead.startswith(("by", "before", "ahead")) else cal.SUNDAY
    value = cal.weekday_of_week(reference, weekday, ahead)
    return (value if value >= reference else cal.weekday_after(reference, weekday)), DateKind.DAY


def lasting(_match: re.Match[str], _reference: date) -> Reading:
    """The second to the eighth of May: when something lasts, not when something is due."""
    return None, DateKind.OPEN


def then(_match: re.Match[str], _reference: date) -> Reading:
    return None, DateKind.THEN


def vague(_match: re.Match[str], _reference: date) -> Reading:
    return None, DateKind.VAGUE


def past(_match: re.Match[str], _reference: date) -> Reading:
    return None, DateKind.PAST


def no_date(_match: re.Match[str], _reference: date) -> Reading:
    return None, DateKind.NONE


_BARE_WEEKDAY = re.compile(
    rf"(?:(?:on|by|for|until|before|the|that|this)\s+)*(?P<weekday>{num.WEEKDAY})(?:\s+(?:morning|afternoon|evening|night))?",
    re.IGNORECASE,
)
_BARE_DAY = re.compile(rf"(?:(?:on|by|for|until|before|from)\s+)?(?:the\s+)?(?P<day>{num.ORDINAL})", re.IGNORECASE)


def weekday_named(words: str) -> int | None:
    """The weekday (Monday 0) that a find is, with no week said; None for any other."""
    match = _BARE_WEEKDAY.fullmatch(words.strip())
    return num.weekday(match["weekday"]) if match else None


def day_in_month(words: str, other: date) -> date | None:
    """The day of the month that a find is, with no month said, in the month of ``other``; None for any other find."""
    match = _BARE_DAY.fullmatch(words.strip())
    return cal.month_day(other.year, other.month, num.ordinal(match["day"])) if match else None
