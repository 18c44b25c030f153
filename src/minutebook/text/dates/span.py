"""What is found: a stretch of text that names a date."""

from datetime import date
from enum import StrEnum

import msgspec


class DateKind(StrEnum):
    """What a span names. ``vague`` has no value; ``none`` is a habit or a duration, found only so that it is not taken for a date."""

    DAY = "day"
    WEEKDAY = "weekday"
    PERIOD = "period"
    PAST = "past"
    THEN = "then"
    OPEN = "open"
    VAGUE = "vague"
    NONE = "none"


class DateSpan(msgspec.Struct, frozen=True):
    """``text`` stands at ``start:end`` of the searched text. ``value`` is None where the words leave the day open."""

    start: int
    end: int
    text: str
    value: date | None
    kind: DateKind
