"""Arithmetic on calendar days."""

from calendar import monthrange
from datetime import date, timedelta

MONDAY, WEDNESDAY, FRIDAY, SUNDAY = 0, 2, 4, 6


def add_days(day: date, count: int) -> date:
    return day + timedelta(days=count)


def add_months(day: date, count: int) -> date:
    """The same day ``count`` months on, or that month's last."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_working_days(day: date, count: int) -> date:
    while count:
        day = add_days(day, 1)
        count -= day.weekday() <= FRIDAY
    return day


def weekday_after(day: date, weekday: int) -> date:
    """The next such weekday strictly after ``day``."""
    return add_days(day, (weekday - day.weekday() - 1) % 7 + 1)


def weekday_of_week(day: date, weekday: int, weeks: int) -> date:
    """That weekday of the calendar week ``weeks`` after the one that holds ``day``."""
    return add_days(day, weekday - day.weekday() + 7 * weeks)


def week_end(day: date) -> date:
    """Friday of this week; at a weekend the Friday to come."""
    return add_days(day, (FRIDAY - day.weekday()) % 7)


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def quarter_end(year: int, quarter: int) -> date:
    return month_end(date(year, 3 * quarter, 1))


def quarter_of(day: date) -> int:
    return (day.month - 1) // 3 + 1


def month_day(year: int, month: int, day: int) -> date | None:
    """The date, None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def next_month_day(reference: date, month: int, day: int) -> date | None:
    """The next such date, the reference included; None for the 31st of June."""
    years = range(reference.year, reference.year + 5)
    candidates = (month_day(year, month, day) for year in years)
    return next((found for found in candidates if found and found >= reference), None)


def next_day_of_month(reference: date, day: int) -> date | None:
    """The next such day of a month, strictly after the reference; short months are passed over."""
    for ahead in range(13):
        first = add_months(reference.replace(day=1), ahead)
        found = month_day(first.year, first.month, day)
        if found and found > reference:
            return found
    return None
