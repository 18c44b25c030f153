"""What German, French and Spanish words for days say, in English: each kind of phrase is told in one way, by the words of its language."""

from collections.abc import Callable

import msgspec

from minutebook.text import patterns as re

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
NONE = ""
"""For words that name no day to come: a habit, a day gone by, what something is called after."""
SHORT = 2
"""Digits of a year without its century."""


class Words(msgspec.Struct, frozen=True, eq=False):
    """The words of a language for days. Where they are told by how a phrase begins, or by a part of it, the first that fits counts."""

    here: re.Pattern[str]
    """A text without any of these names no day, or not in this language."""
    since: re.Pattern[str]
    """What stands before a day that is not one to come: "since", "every"."""
    gone: re.Pattern[str]
    """The same in the phrase itself: "yesterday"."""
    by: re.Pattern[str]
    """What makes a day a term: "by", "before"."""
    weekdays: dict[str, str]
    weekday_of: dict[str, str]
    """Parts of what stands around a weekday, and which one it then is, with ``{by}`` and ``{day}``."""
    months: dict[str, str]
    spoken: dict[str, int]
    """Days of the month."""
    counts: dict[str, int]
    weeks: dict[str, str]
    """Numbers of days that mean weeks: "eight days"."""
    units: dict[str, str]
    edges: dict[str, str]
    near: dict[str, str]
    phrases: tuple[tuple[re.Pattern[str], "Reader"], ...]
    """The longest first."""
    after_event: re.Pattern[str] | None = None
    """What stands before a day that is to come in spite of ``since``: "for the visit of"."""
    firm: re.Pattern[str] | None = None
    """The same in the phrase itself: "at the latest"."""

    def by_before(self, match: re.Match[str]) -> str:
        return "by " if match["by"] and self.by.search(match["by"]) else ""

    def number(self, words: str) -> int:
        """The day of the month that words name: "20", "1er", "veinticinco"."""
        digits = re.sub(r"[^0-9]", "", words)
        return int(digits) if digits else self.spoken[words.lower().replace("-", " ")]


Reader = Callable[[re.Match[str], Words], str]
"""What a match says."""


def dated(match: re.Match[str], words: Words) -> str:
    """A day and its month: "12 mai 2026"."""
    day, month = words.number(match["day"]), words.months[match["month"].lower()]
    return f"{words.by_before(match)}{day} {month} {match['year'] or ''}".strip()


def in_figures(match: re.Match[str], words: Words) -> str:
    """The same in figures, the day first: "12/5/26"."""
    year = match["year"] or ""
    full = f"20{year}" if len(year) == SHORT else year
    month = MONTHS[(int(match["month"]) - 1) % 12]
    return f"{words.by_before(match)}{int(match['day'])} {month} {full}".strip()


def nth(match: re.Match[str], words: Words) -> str:
    """A day of the month, with or without its weekday: "para el quince", "Freitag, den 21."."""
    weekday, day = match.groupdict().get("weekday"), words.number(match["day"])
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day not in {11, 12, 13} else 0, "th")
    return f"by {f'{words.weekdays[weekday.lower()]} ' if weekday else ''}the {day}{ending}"


def weekday(match: re.Match[str], words: Words) -> str:
    """A weekday and which one it is: "lundi en huit", "Freitag nächster Woche"; "le lundi" is each Monday."""
    found = match.groupdict(default="")
    around = f"{found.get('which', '')}{found['after']}".lower()
    if found.get("only") and not found["by"] and not around:
        return NONE
    form = next((form for part, form in words.weekday_of.items() if part in around), "{by}{day}")
    return form.format(by=words.by_before(match), day=words.weekdays[found["weekday"].lower()])


def near(match: re.Match[str], words: Words) -> str:
    """A day or time that is told from today: "demain", "nächste Woche"."""
    said = " ".join(match["near"].lower().replace("’", "'").split())
    return f"{words.by_before(match)}{_by_beginning(said, words.near)}"


def edge(match: re.Match[str], words: Words) -> str:
    """Where a month or another time begins or ends: "fin janvier", "a finales del mes que viene"."""
    bound = f"{words.by_before(match)}the {_by_beginning(match['edge'].lower(), words.edges)} of"
    if match["month"]:
        return f"{bound} {words.months[match['month'].lower()]}"
    coming = match["next"] or match.groupdict().get("late")
    return f"{bound} {'next' if coming else 'the'} {_by_beginning(match['of'].lower(), words.units)}"


def ahead(match: re.Match[str], words: Words) -> str:
    """A stretch of time from today: "in drei Wochen", "sous 48 heures"."""
    number, unit = match["number"].lower(), _by_beginning(match["unit"].lower(), words.units)
    if unit == "hour":
        return f"in {int(number) // 24} days" if number.isdigit() and not int(number) % 24 else "today"
    if unit == "day" and number in words.weeks:
        return words.weeks[number]
    return f"in {words.counts.get(number, number)} {unit}s"


def iso_week(match: re.Match[str], _words: Words) -> str:
    """A week by its number: "KW 12"."""
    return f"ISO week {match['week']}"


def always(english: str) -> Reader:
    """For phrases that all say the same."""
    return lambda _match, _words: english


def _by_beginning(said: str, known: dict[str, str]) -> str:
    return next(english for beginning, english in known.items() if said.startswith(beginning))
