"""Finds the dates that a text names: the rules are run where their trigger words occur, and of overlapping finds the longest counts."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from minutebook.text.dates.abroad import find_abroad
from minutebook.text.dates.rules import FAMILIES
from minutebook.text.dates.span import DateKind, DateSpan

__all__ = ["DateKind", "DateSpan", "find_dates"]


@lru_cache(maxsize=2048)
def find_dates(text: str, reference: date) -> tuple[DateSpan, ...]:
    """The dates in ``text``, in order, without overlaps; ``reference`` is the day on which it was said."""
    found = sorted(_matches(text, reference), key=lambda pair: (-len(pair[0].text), pair[0].start))
    kept: list[tuple[DateSpan, bool]] = []
    for span, dated in found:
        if all(span.end <= other.start or span.start >= other.end for other, _ in kept):
            kept.append((span, dated))
    return tuple(sorted((span for span, dated in kept if dated), key=lambda span: span.start))


def _matches(text: str, reference: date) -> Iterator[tuple[DateSpan, bool]]:
    """Each find, and whether it is a date: a habit or a duration only keeps its words from being taken for one."""
    lower = text.lower()
    rules = (rule for family in FAMILIES if any(map(lower.__contains__, family.triggers)) for rule in family.rules)
    for rule in rules:
        for match in rule.pattern.finditer(text):
            read = rule.read(match, reference)
            if read is not None:
                value, kind = read
                words = match[0].rstrip(" ,")
                yield DateSpan(match.start(), match.start() + len(words), words, value, kind), kind is not DateKind.NONE
    for start, end, english in find_abroad(text):
        if not english:
            yield DateSpan(start, end, text[start:end], None, DateKind.PAST), True
        for span in find_dates(english, reference)[:1] if english else ():
            yield DateSpan(start, end, text[start:end], span.value, span.kind), True
