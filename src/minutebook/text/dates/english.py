"""The English in which days are told that other languages name."""

from minutebook.text import patterns as re

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
SHORT = 2
"""Digits of a year without its century."""


def nth_of(day: int) -> str:
    """A day of the month: "the 21st"."""
    return f"the {day}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10 if day not in {11, 12, 13} else 0, 'th') }"


def numbered(match: re.Match[str]) -> str:
    """The ``day``, ``month`` and ``year`` of a match in figures, a year of two of this century: "4 December 2026"."""
    year = match["year"] or ""
    full = f"20{year}" if len(year) == SHORT else year
    return f"{int(match['day'])} {MONTHS[(int(match['month']) - 1) % 12]} {full}".strip()
