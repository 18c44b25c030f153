"""Days without a year, in a file's name or in the first words of a recording: the last one before the file's own time."""

from collections.abc import Sequence
from datetime import date, timedelta

from minutebook.flow.adapt.adapter import Cue
from minutebook.text import patterns as re
from minutebook.text.dates import find_dates

_OLDEST = timedelta(days=120)
"""How long before the file's own time such a day lies at most: farther back the year may be another."""
_AHEAD = timedelta(days=1)
_OPENING = 160
"""Characters at the beginning in which somebody says what day it is."""
_MONTH = re.compile(
    r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b|january|february|march|april|may|june|july|august|september|october|november|december",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)
_SAYS = re.compile(r"\b(?:today is|today's|this is|dated|memo|notes?)[ ,]*$|(?:^|[.!?] )date:? *$", re.IGNORECASE)
"""What goes before the day on which one speaks; else it stands alone at the beginning, with its weekday."""
_FILLED = re.compile(
    r"(?:(?:ok|okay|so|right|well|um|er|hi|hello|morning|and|now|alright|it's|it is)\b[ ,.!-]*)*", re.IGNORECASE
)
_TOLD = re.compile(r",? *(?:that|that's|which|when|is|was|were|will|would|works?|at|we|they|he|she)\b|'", re.IGNORECASE)
"""What follows a day that is talked about."""
_BOUND = re.compile(
    r"\b(?:by|until|till|before|from|due|deadline|on|for|since|after|to|of)[ _-]*(?:the )?$", re.IGNORECASE
)
"""Before a day that is not the one of the file."""


def day_of_name(name: str, modified: date) -> date | None:
    """The day that a file's name begins or ends with: ``memo 20 Nov.txt``."""
    stem = name.rpartition(".")[0] or name
    days = (one for one in _days(stem, modified) if not _BOUND.search(stem, 0, one[0]))
    return next((day for start, end, day in days if not start or end >= len(stem.rstrip())), None)


def day_of_speech(cues: Sequence[Cue], modified: date) -> date | None:
    """The day that the first words say it is: "quick memo, Friday the twentieth of November"."""
    opening = " ".join(cue.text for cue in cues[:3])[:_OPENING]
    for start, end, day in _days(opening, modified):
        alone = _FILLED.fullmatch(opening, 0, start) and not _TOLD.match(opening, end)
        if _SAYS.search(opening, 0, start) or (alone and _WEEKDAY.search(opening, start, end)):
            return day
    return None


def _days(text: str, modified: date) -> list[tuple[int, int, date]]:
    """Where a text names a day by its month, and which that was; a weekday that does not fit it makes it none."""
    spans = find_dates(text, modified - _OLDEST)
    found = [(span.start, span.end, span.value) for span in spans if span.value and _MONTH.search(span.text)]
    return [(start, end, day) for start, end, day in found if day <= modified + _AHEAD]
