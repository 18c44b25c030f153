"""What a sentence says of how earlier work stands: a linear model over words, learned from labelled meetings, the day that it names, and what it answers."""

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import pairwise

import msgspec
import numpy as np

from minutebook.flow.extract.offline.news.scope import leans
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.reported import LEVELS, heard
from minutebook.flow.extract.offline.talk.sense import tokens_of
from minutebook.flow.extract.offline.words.data import DATA
from minutebook.model.extraction import UpdateStatus
from minutebook.text import patterns as re
from minutebook.text.dates import resolve_due

STATUSES = (UpdateStatus.DONE, UpdateStatus.IN_PROGRESS, UpdateStatus.CANCELLED, UpdateStatus.REASSIGNED)
WORD = 0.5
"""What a word counts beside the families of phrases of each level."""


def tell(line: Line) -> dict[str, float]:
    """The words and pairs of words of a line, and the families of phrases that it has."""
    tokens = tokens_of(line)
    found = dict.fromkeys((*tokens, *(f"{one} {two}" for one, two in pairwise(tokens))), WORD)
    return found | {name: LEVELS[name.partition(":")[0]] for name in heard(line)}


def weigh_words(lines: Sequence[Line]) -> np.ndarray:
    """What the words of each line say for each of ``STATUSES``."""
    weights = read_status_weights()
    at, rows, values = [], [], []
    for n, line in enumerate(lines):
        for name, value in tell(line).items():
            if (row := weights.rows.get(name)) is not None:
                at.append(n)
                rows.append(row)
                values.append(value)
    sums = np.zeros((len(lines), len(STATUSES)))
    if rows:
        np.add.at(sums, at, np.array(values)[:, None] * weights.table[rows])
    return sums


def gives_up(line: Line) -> bool:
    """Whether somebody says that they cannot do something, or would rather not, or asks for it."""
    return _GIVES_UP.search(line.plain) is not None


def is_undone(line: Line) -> bool:
    """Whether a line denies or promises something of its own, and tells of nothing that was done."""
    if _DENIED.search(line.plain):
        return True
    promised = _PROMISED.search(line.plain) is not None and not leans(line)  # "I'll frame it" answers what was done
    return promised and not any(name.endswith(":done") for name in heard(line))


def find_day(line: Line, reference: date) -> tuple[date | None, bool]:
    """The day ahead that a line names, and whether it is promised or agreed there."""
    told = _NOT_THEN.sub(lambda clause: " " * len(clause[0]), line.text)
    span = resolve_due(told, reference) if line.dates else None
    if span is None or span.value is None or span.value <= reference:
        return None, False
    if _WAS.search(line.plain[: span.start]):
        return None, False
    return span.value, _AHEAD.search(line.plain) is not None


def says_yes(asked: Line | None, line: Line) -> bool:
    """Whether a line says that what was asked of the past is so: with a yes, or with the day on which it was."""
    if asked is None or not asked.question or line.turn == asked.turn or _MUSED.search(asked.plain):
        return False
    if not _ASKED.match(asked.plain) or _UNDONE.search(line.plain) or _BUT.search(line.plain):
        return False
    told = bool(line.dates) and not _AHEAD.search(line.plain)
    return told or _YES.match(line.plain) is not None


class Weights(msgspec.Struct, frozen=True):
    """For each word, pair or family a row of ``table``: the weight of each status, in the order of ``STATUSES``."""

    rows: dict[str, int]
    table: np.ndarray


@cache
def read_status_weights(language: str = "en") -> Weights:
    found = tomllib.loads((DATA / language / "status_weights.toml").read_text(encoding="utf-8"))
    return Weights({name: n for n, name in enumerate(found)}, np.array(list(found.values())))


_DENIED = re.compile(
    r"\b(?:but|only|though|except)\b[^.?!;]*\b(?:i|we)(?: \w+)? (?:(?:did|have|had|could)(?:n't| not)|never)\b"
)
_PROMISED = re.compile(r"\b(?:\w+'ll|will|shall|won't|going to|gonna|(?<!as )promised?)\b")
_GIVES_UP = re.compile(
    r"\b(?:i|we)(?:'d| would)? (?:\w+ )?(?:can't|cannot|won't|rather not|hate to|never (?:get|got))\b|\bi'd rather not\b|\bwon't get to\b"
    r"|\bcan't(?=[.,;])|\blet me try\b|\bit's (?:yours|mine)\b|\b(?:on|parental|maternity|sick|annual) leave\b"
)
_AHEAD = re.compile(
    r"\b(?:i'll|i will|we'll|you'll|you will|it'll|she'll|he'll|they'll|give me|until|till|by|say|going to|expect\w*|planned|definitely|i'd hope|promise\w*|instead|at the latest)\b"
)
_ASKED = re.compile(
    r"(?:(?:and|so|but|oh|right|well|\w+),? )?(?:did|have|has|had|was|were)\b"
    r"|.*\b(?:is|are)\b.*\b(?:done|back|out|in|over|up|finished|ready|sent|\w{3,}ed)\b|.*, (?:did|have|has|was)n't \w+\?$"
)
_UNDONE = re.compile(
    r"\b(?:\w+n't|not|no|never|only|from|earliest|it's|it is|she's|he's|they're|next|tomorrow|tonight)\b"
)
_MUSED = re.compile(
    r"\b(?:thought|think|seen|see|heard|hear|mind|idea|want|wanted|time|chance|notice|noticed|say|said)\b"
)
_YES = re.compile(
    r"(?:(?:oh|well|of course|ah),? )?(?:yes|yep|yeah|aye|indeed|all of|same day|i did|i have|we did|we have|(?:he|she|it|they) (?:did|has|have|was|were)|done|yesterday|last|already|this morning)\b"
)
_BUT = re.compile(
    r"\b(?:but|half|some|most|part|first|nearly|almost|except|still|waiting|started|until|i'll|will|going to)\b"
)
_NOT_THEN = re.compile(
    r"\b(?:can't|cannot|can not|couldn't|won't|(?:is|are|be)n't|not|closed|shut|away|missed)\b(?![^,;.!?]*\b(?:until|till|before|by|but)\b)[^,;.!?]*[,;]",
    re.IGNORECASE,
)
"""A clause that says when something does not happen: the day that follows is another."""
_WAS = re.compile(r"\b(?:was|were|thought|since)\b[^.,;!?]*$")
