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

from minutebook.flow.extract.offline.lexicon import read_lexicon
from minutebook.flow.extract.offline.line import Line
from minutebook.flow.extract.offline.sense import tokens_of
from minutebook.model.extraction import UpdateStatus
from minutebook.text.dates import resolve_due

Told = Callable[[int], Mapping[str, float]]
"""What each line tells, by its id."""
STATUSES = (UpdateStatus.DONE, UpdateStatus.IN_PROGRESS, UpdateStatus.CANCELLED, UpdateStatus.REASSIGNED)
BEFORE, AFTER, TURNS = 1, 6, 2
"""Lines before and after the one that reports, and turns away from it, that tell how the work stands."""
FULL, CLOSE, FAR = 1.0, 0.7, 0.4
"""What words count in the line itself, in the two after it, and elsewhere."""
LEVELS = {"sure": 2.0, "may": 1.0, "loose": 1.0}
WORD = 0.5
"""What a word counts beside the families of phrases of each level."""
OWN_MATTER = 2
"""Words of content from which a sentence says itself what it reports on."""


def weigh_status(lines: Sequence[Line], line: Line, day: date | None, told: Told) -> UpdateStatus:
    """How the work stands that ``line`` reports on, ``day`` being the one named for it."""
    weights = read_status_weights()
    said = describe_status(lines, line, day, told)
    rows = weights.table[[weights.rows[name] for name in said if name in weights.rows]]
    sums = weights.bias + np.array([value for name, value in said.items() if name in weights.rows]) @ rows
    status = STATUSES[int(sums.argmax())]
    return UpdateStatus.SLIPPED if day and status is UpdateStatus.IN_PROGRESS else status


def find_day(lines: Sequence[Line], line: Line, reference: date) -> date | None:
    """The day ahead that a report, or the talk on it, names last."""
    found = None
    speakers = {line.speaker}
    for other in lines[line.id : line.id + AFTER + 1]:
        speakers.add(other.speaker)
        elsewhere = opens_matter(other) or (len(speakers) > 2 and not leans(other.plain))
        if abs(other.turn - line.turn) > TURNS or (other.turn != line.turn and elsewhere):
            break
        span = resolve_due(other.text, reference) if other.dates else None
        if span and span.value and span.value > reference and not _PAST.search(other.plain):
            found = span.value
    return found


def opens_matter(line: Line) -> bool:
    """Whether a line turns to something else."""
    return (line.question or bool(_NEW_MATTER.match(line.plain))) and not leans(line.plain)


@lru_cache(maxsize=8192)
def leans(plain: str) -> bool:
    """Whether a line says "it" or nothing of what it is about."""
    function = read_lexicon().function_words
    said = [word for word in _WORD.findall(plain) if word.split("'")[0] not in function]
    return len(said) < OWN_MATTER or bool(_ANAPHOR.match(plain))


def describe_status(lines: Sequence[Line], line: Line, day: date | None, told: Told) -> dict[str, float]:
    """What a report, and the talk right before and after it, ``told``; what is near counts more."""
    found: dict[str, float] = {":day": 1.0} if day else {":no day": 1.0}
    for other in lines[max(0, line.id - BEFORE) : line.id + AFTER + 1]:
        away = other.id - line.id
        if abs(other.turn - line.turn) > TURNS:
            continue
        counts = FULL if away == 0 else CLOSE if 0 < away <= 2 else FAR
        for name, value in told(other.id).items():
            found[name] = max(found.get(name, 0.0), counts * value)
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
    return () if line.question else _heard(line.plain)


@lru_cache(maxsize=8192)
def _heard(plain: str) -> tuple[str, ...]:
    families, never = read_families()
    plain = never.sub(" … ", plain)
    return tuple(name for name, pattern in families.items() if pattern.search(plain))


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


_WORD = re.compile(r"[^\W_]+(?:'\w+)?")
_ANAPHOR = re.compile(
    r"(?:(?:and|so|but|no|yes|yeah|well|oh|ok|okay|because|um|right)[, ]+)*(?:it|that|this|they|them|those|he|she|there)(?:'\w+)?\b"
)
_NEW_MATTER = re.compile(
    r"(?:and|so|right|ok|okay|now|next|also|then|oh|what about|how about|did you|have you|where are)\b(?=.* )"
)
_PAST = re.compile(r"\b(?:yesterday|last|ago|was|were|thought)\b")
