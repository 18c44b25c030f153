"""What each line of a mail is: new, quoted, of the signature, or boilerplate."""

from collections.abc import Sequence
from enum import Enum

from minutebook.text import patterns as re

QUOTE = re.compile(r"[ \t]{0,3}(?:>|\|(?![^|]*\|\s*$))")
"""A line that is marked as quoted; a row of a table is none."""


class Label(Enum):
    NEW = 0
    QUOTED = 1
    SIGNATURE = 2
    BOILERPLATE = 3


def mark(labels: list[Label], begin: int, end: int, label: Label) -> None:
    """Give the lines from ``begin`` up to ``end`` a label."""
    for at in range(begin, end):
        labels[at] = label


def find_paragraphs(lines: Sequence[str], begin: int, end: int) -> list[tuple[int, int]]:
    """Where each stretch of filled lines begins and ends."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for at in range(begin, end + 1):
        filled = at < end and bool(lines[at].strip())
        if filled and start is None:
            start = at
        elif not filled and start is not None:
            found.append((start, at))
            start = None
    return found
