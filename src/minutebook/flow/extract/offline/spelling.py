"""Numbers as prose has them: what is counted up to a hundred in words, what is measured, dated or named in figures."""

import re
from collections.abc import Iterable

from minutebook.flow.extract.offline.line import Line

MOST = 100
"""The greatest number in words."""


def percent_of(lines: Iterable[Line]) -> str:
    """How a talk says "%": "percent" or "per cent"."""
    return "percent" if any("percent" in line.plain for line in lines) else "per cent"


def spell(text: str, percent: str) -> str:
    """The text with its counts in words: "41 dogs" is "forty-one dogs"; "40%" is "40 per cent", "8 May" and "Hall 12" stay."""
    return _NUMBER.sub(_in_words, _PERCENT.sub(f" {percent}", text))


def _in_words(match: re.Match[str]) -> str:
    number = int(match["number"])
    if match["name"] or number > MOST:
        return match[0]
    tens, units = divmod(number, 10)
    if number < len(_UNITS):
        return _UNITS[number]
    return "a hundred" if number == MOST else _TENS[tens] + (f"-{_UNITS[units]}" if units else "")


_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MEASURES = (
    "per ?cent|days?|hours?|weeks?|months?|years?|minutes?|seconds?|kilos?|kg|km|kilomet\\w+|met(?:er|re)s?|mil|millimet\\w+|centimet\\w+|cm|mm|inch(?:es)?|f(?:oo|ee)t|miles?|pounds?|euros?|dollars?"
    "|degrees?|lit(?:er|re)s?|tons?|tonnes?|pence|cents?|quid|grand|thousand|million|[ap]\\.?m\\b"
)
_NUMBER = re.compile(
    rf"(?P<name>\b[A-Z]\w* )?(?<![\w.,:£$€-])(?P<number>\d{{1,3}})\b(?![.,:]?\d|-|/| (?:{_MONTHS})\b|%|(?: |-)(?:{_MEASURES})\b)"
)
"""A number that is no date, amount or measure, with the name that it may be a part of ("Hall 12")."""
_PERCENT = re.compile(r"(?<=\d)%")
