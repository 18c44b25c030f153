"""How a piece of work stands by the words of a report and of the talk that follows: a linear model over words, learned from labelled meetings.

Work that is neither done, dropped nor in other hands has slipped where a day ahead is named for it, and is in progress where none is.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

import msgspec
import numpy as np

from minutebook.flow.extract.offline.line import Line
from minutebook.flow.extract.offline.scope import follow_matter, lead_in
from minutebook.flow.extract.offline.sense import tokens_of
from minutebook.model.extraction import UpdateStatus
from minutebook.text.dates import resolve_due

Told = Callable[[int], Mapping[str, float]]
"""What each line tells, by its id."""
STATUSES = (UpdateStatus.DONE, UpdateStatus.IN_PROGRESS, UpdateStatus.CANCELLED, UpdateStatus.REASSIGNED)
FULL, CLOSE, FAR = 1.0, 0.7, 0.4
"""What words count in the line that reports, in the two after it, and elsewhere."""
LEVELS = {"sure": 2.0, "may": 1.0, "loose": 1.0}
WORD = 0.5
"""What a word counts beside the families of phrases of each level."""


class Passage(msgspec.Struct, frozen=True):
    """A line that reports, what led to it where it goes on with that, and what is said of it afterwards."""

    line: Line
    before: Line | None
    after: tuple[Line, ...]


def weigh_status(passage: Passage, day: date | None, told: Told) -> np.ndarray:
    """What a passage says for each of ``STATUSES``, ``day`` being the one named for it."""
    weights = read_status_weights()
    said = describe_status(passage, day, told)
    rows = weights.table[[weights.rows[name] for name in said if name in weights.rows]]
    sums: np.ndarray = weights.bias + np.array([value for name, value in said.items() if name in weights.rows]) @ rows
    return sums


def choose_status(weighed: np.ndarray, day: date | None) -> UpdateStatus:
    """The status that most speaks for; with a day ahead, what is neither done nor given up has slipped to it."""
    status = STATUSES[int(weighed.argmax())]
    return UpdateStatus.SLIPPED if day and status is UpdateStatus.IN_PROGRESS else status


def read_passage(lines: Sequence[Line], line: Line, senses: np.ndarray) -> Passage:
    return Passage(line, lead_in(lines, line), follow_matter(lines, line, senses))


def find_day(passage: Passage, reference: date) -> date | None:
    """The day ahead that a report, or the talk on it, names last."""
    found = None
    for line in (passage.line, *passage.after):
        span = resolve_due(line.text, reference) if line.dates else None
        if span and span.value and span.value > reference and not _PAST.search(line.plain):
            found = span.value
    return found


def describe_status(passage: Passage, day: date | None, told: Told) -> dict[str, float]:
    """What a report, and the talk that led to it and goes on with it, ``told``; what is near counts more."""
    found: dict[str, float] = {":day": 1.0} if day else {":no day": 1.0}
    line, before = passage.line, passage.before
    near = [(line, FULL), *((other, CLOSE if other.id - line.id <= 2 else FAR) for other in passage.after)]
    for other, counts in near + ([(before, FAR)] if before else []):
        for name, value in told(other.id).items():
            found[name] = max(found.get(name, 0.0), counts * value)
    if any(span.value for other, _ in near for span in other.dates if _AHEAD.search(other.plain)):
        found[":promised"] = 1.0
    return found


def tell(line: Line) -> dict[str, float]:
    """The words and pairs of words of a line, and the families of phrases that it has."""
    tokens = tokens_of(line)
    found = dict.fromkeys((*tokens, *(f"{one} {two}" for one, two in pairwise(tokens))), WORD)
    return found | {name: LEVELS[name.partition(":")[0]] for name in heard(line)}


def tell_known(line: Line) -> dict[str, float]:
    """As ``tell``, of what has a weight."""
    known = read_status_weights().rows
    return {name: value for name, value in tell(line).items() if name in known}


def heard(line: Line) -> tuple[str, ...]:
    """The families of phrases with which people report that a line has; a question has none."""
    return () if line.question else _heard(_without_names(line))


def _without_names(line: Line) -> str:
    """The line's words with ``@`` for each person."""
    text = line.plain
    for name in sorted(line.names, key=lambda name: -name.start):
        text = text[: name.start] + "@" + text[name.end :]
    return text


@lru_cache(maxsize=8192)
def _heard(text: str) -> tuple[str, ...]:
    families, never = read_families()
    text = never.sub(" … ", text)
    affirmed = _NEGATED.sub(" … ", text)
    return tuple(
        name for name, pattern in families.items() if pattern.search(affirmed if name.endswith(":done") else text)
    )


class Weights(msgspec.Struct, frozen=True):
    """For each word, pair or family a row of ``table``: the weight of each status, in the order of ``STATUSES``."""

    rows: dict[str, int]
    table: np.ndarray
    bias: np.ndarray


@cache
def read_status_weights(language: str = "en") -> Weights:
    text = (files(__package__) / "data" / language / "status_weights.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    bias = np.array(found.pop(":bias"))
    return Weights({name: n for n, name in enumerate(found)}, np.array(list(found.values())), bias)


@cache
def read_families(language: str = "en") -> tuple[dict[str, re.Pattern[str]], re.Pattern[str]]:
    """The families of phrases, named ``level:status``, and what only sounds like one."""
    table = tomllib.loads((files(__package__) / "data" / language / "updates.toml").read_text(encoding="utf-8"))
    families = {f"{level}:{status}": _any_of(patterns) for level in LEVELS for status, patterns in table[level].items()}
    return families, _any_of(table["never"])


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{'|'.join(patterns)})(?![\w'])")


_AHEAD = re.compile(
    r"\b(?:i'll|i will|we'll|you'll|you will|it'll|she'll|he'll|they'll|give me|until|till|by|say|going to|expect\w*|planned|definitely|i'd hope|promise\w*|instead|at the latest)\b"
)
_NEGATED = re.compile(r"\b(?:\w+n't|not|never|nobody|none|neither|no)\b[^,.;:!?]*")
_PAST = re.compile(r"\b(?:yesterday|last|ago|was|were|thought)\b")
