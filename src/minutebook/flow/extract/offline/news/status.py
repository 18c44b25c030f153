"""How a piece of work stands by the words of a report and of the talk that follows: a linear model over words, learned from labelled meetings.

Work that is neither done, dropped nor in other hands has slipped where a day ahead is named for it, and is in progress where none is.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import pairwise

import msgspec
import numpy as np

from minutebook.flow.extract.offline.news.scope import follow_matter, follow_unfinished, lead_in, leans
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.reported import LEVELS, heard, heard_or_asked
from minutebook.flow.extract.offline.talk.sense import tokens_of
from minutebook.flow.extract.offline.words.data import DATA
from minutebook.model.extraction import UpdateStatus
from minutebook.text import patterns as re
from minutebook.text.dates import resolve_due

Told = Callable[[int], Mapping[str, float]]
"""What each line tells, by its id."""
STATUSES = (UpdateStatus.DONE, UpdateStatus.IN_PROGRESS, UpdateStatus.CANCELLED, UpdateStatus.REASSIGNED)
FULL, CLOSE, FAR = 1.0, 0.7, 0.4
"""What words count in the line that reports, in the two after it, and elsewhere."""
WORD = 0.5
"""What a word counts beside the families of phrases of each level."""


class Passage(msgspec.Struct, frozen=True):
    """A line that reports, what led to it where it goes on with that, and what is said of it afterwards."""

    line: Line
    before: Line | None
    after: tuple[Line, ...]

    @property
    def said(self) -> tuple[Line, ...]:
        return (self.line, *self.after)


def weigh_status(passage: Passage, day: date | None, told: Told) -> np.ndarray:
    """What a passage says for each of ``STATUSES``, ``day`` being the one named for it."""
    weights = read_status_weights()
    said = describe_status(passage, day, told)
    rows = weights.table[[weights.rows[name] for name in said if name in weights.rows]]
    sums: np.ndarray = weights.bias + np.array([value for name, value in said.items() if name in weights.rows]) @ rows
    return sums


def is_handed_over(passage: Passage) -> bool:
    """Whether it is said in so many words, in the report or right after it, that work is somebody else's now: that is never said of anything else."""
    near = (line for line in passage.said if line.id - passage.line.id <= 2)
    return any("sure:reassigned" in heard(line) for line in near)


def changes_hands(passage: Passage) -> bool:
    """Whether anybody gives work or takes it, in the report, before it or after; who only agrees to what was asked does not: "Sure, I'll do that."."""
    lines = (*passage.said, *([passage.before] if passage.before else []))
    told = ((line, name) for line in lines for name in heard_or_asked(line) if name.endswith(":reassigned"))
    taken = any(name.startswith("sure") or not _AGREES.search(line.plain) for line, name in told)
    return taken or any(map(gives_up, lines))


def gives_up(line: Line) -> bool:
    """Whether somebody says that they cannot do something, or would rather not, or asks for it."""
    return _GIVES_UP.search(line.plain) is not None


def is_undone(line: Line) -> bool:
    """Whether a line denies or promises something of its own, and tells of nothing that was done."""
    if _DENIED.search(line.plain):
        return True
    promised = _PROMISED.search(line.plain) is not None and not leans(line)  # "I'll frame it" answers what was done
    return promised and not any(name.endswith(":done") for name in heard(line))


def read_passage(lines: Sequence[Line], line: Line, senses: np.ndarray) -> Passage:
    return Passage(line, lead_in(lines, line), follow_matter(lines, line, senses))


def find_day(passage: Passage, reference: date) -> date | None:
    """The day ahead that a passage names for what it reports."""
    return _day_ahead(passage.said, reference, passage.before)


def _day_ahead(lines: Iterable[Line], reference: date, before: Line | None = None) -> date | None:
    """The day ahead that some lines name last, one that is promised before one that is only mentioned."""
    found: dict[bool, date] = {}
    for line in lines:
        behind, before = _tells_when_it_was(before, line), line
        if behind:
            continue
        span = resolve_due(line.text, reference) if line.dates else None
        if span and span.value and span.value > reference and not _PAST.search(line.plain):
            found[_AHEAD.search(line.plain) is not None] = span.value
    return found.get(True, found.get(False))


def find_new_day(lines: Sequence[Line], line: Line, senses: np.ndarray, reference: date) -> date | None:
    """The day that is agreed after a report on unfinished work."""
    before = lines[line.id - 1] if line.id else None
    return _day_ahead((line, *follow_unfinished(lines, line, senses)), reference, before)


def _tells_when_it_was(asked: Line | None, line: Line) -> bool:
    """Whether a day answers what was asked of the past: "Did it go out?" "On Thursday."."""
    if asked is None or not asked.question or line.turn == asked.turn or not line.dates:
        return False
    return bool(_ASKED.match(asked.plain)) and not _AHEAD.search(line.plain) and not _UNDONE.search(line.plain)


def says_yes(passage: Passage) -> bool:
    """Whether a report answers that what was asked of the past was done: "Did it go out?" "Same day."."""
    asked, line = passage.before, passage.line
    if (
        asked is None
        or not asked.question
        or line.turn == asked.turn
        or not _ASKED.match(asked.plain)
        or _MUSED.search(asked.plain)
    ):
        return False
    said_so = _YES.match(line.plain) is not None or _tells_when_it_was(asked, line)
    return said_so and not _UNDONE.search(line.plain) and not _BUT.search(line.plain)


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


class Weights(msgspec.Struct, frozen=True):
    """For each word, pair or family a row of ``table``: the weight of each status, in the order of ``STATUSES``."""

    rows: dict[str, int]
    table: np.ndarray
    bias: np.ndarray


@cache
def read_status_weights(language: str = "en") -> Weights:
    text = (DATA / language / "status_weights.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    bias = np.array(found.pop(":bias"))
    return Weights({name: n for n, name in enumerate(found)}, np.array(list(found.values())), bias)


_DENIED = re.compile(
    r"\b(?:but|only|though|except)\b[^.?!;]*\b(?:i|we)(?: \w+)? (?:(?:did|have|had|could)(?:n't| not)|never)\b"
)
_PROMISED = re.compile(r"\b(?:\w+'ll|will|shall|won't|going to|gonna|(?<!as )promised?)\b")
_GIVES_UP = re.compile(
    r"\b(?:i|we)(?:'d| would)? (?:\w+ )?(?:can't|cannot|won't|rather not|hate to|never (?:get|got))\b|\bi'd rather not\b|\bwon't get to\b"
    r"|\bcan't(?=[.,;])|\blet me try\b|\bit's (?:yours|mine)\b|\b(?:on|parental|maternity|sick|annual) leave\b"
)
_AGREES = re.compile(r"\b(?:i'll|i will|i can|i could) do (?:it|that|this|them|those)\b(?! (?:instead|for you|over))")
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
_PAST = re.compile(r"\b(?:yesterday|last|ago|was|were|thought)\b")
