"""What speaks for a noun phrase being what a piece of work is about, as numbers: its own words, its line, and where that stands from the work."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from itertools import accumulate
from math import fsum

import msgspec
import numpy as np

from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.noun import NounPhrase
from minutebook.flow.extract.offline.talk.sense import LABELS, MINE, YOURS
from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.words.patterns import read_words
from minutebook.flow.extract.offline.words.stems import stem, stems_of
from minutebook.text import patterns as re

BACK, ONWARD = 14, 4
"""Lines around a piece of work in which what the talk dwells on is counted."""
MANY, SOME = 5, 4
"""Lines that name a thing, and pieces of work that do, from which more add nothing."""
LONG = 200
"""Letters of a line that says many things."""
LATE, LATE_AFTER = 0.75, 10
"""What is said again in the last quarter of a talk, and so many lines after the work, is often read back there."""
_FACT, _TRAP = LABELS.index("fact"), LABELS.index("trap")


class Counts(msgspec.Struct, frozen=True):
    """The lines of a talk, counted: the stems of each, the lines of each stem, and how often up to each line somebody turned to another subject."""

    told: list[frozenset[str]]
    places: dict[str, list[int]]
    turned: list[int]


@lru_cache(maxsize=1)  # tasks, decisions and questions ask for the same talk
def count(lines: tuple[Line, ...], lexicon: Lexicon) -> Counts:
    told = [stems_of(line.plain, lexicon) for line in lines]
    places: defaultdict[str, list[int]] = defaultdict(list)
    for line, stems in zip(lines, told, strict=True):
        for each in stems:
            places[each].append(line.id)
    turns = (_turns(lines, line) for line in lines)
    return Counts(told, dict(places), [0, *accumulate(turns)])


def _turns(lines: tuple[Line, ...], line: Line) -> bool:
    """Whether a line turns to another subject: "Right, the roof.", "What else?", what follows an "Okay." alone."""
    before = lines[line.id - 1] if line.id else None
    filled = before is not None and before.turn == line.turn and _FILLER.fullmatch(before.plain) is not None
    return filled or _TURNS_TO.match(line.plain) is not None


class Salience:
    """The lines of a talk; every number is 0 to 1, the senses of a line -1 to 1."""

    def __init__(
        self, lines: tuple[Line, ...], lexicon: Lexicon, odds: np.ndarray | None, works: Iterable[frozenset[str]]
    ) -> None:
        self._lines = lines
        self._lexicon = lexicon
        counts = count(lines, lexicon)
        self._told, self._places, self._turned = counts.told, counts.places, counts.turned
        self._worked_on = Counter(each for stems in works for each in stems)
        columns = None if odds is None else [odds[:, [MINE, YOURS]].max(axis=1), odds[:, _FACT], odds[:, _TRAP]]
        self._senses = None if columns is None else [column.tolist() for column in columns]

    def work(self, at: int) -> float:
        """How much a line sounds like part of how a task came about."""
        return self._sense(0, at)

    def describe(self, at: int, phrase: NounPhrase, stems: frozenset[str]) -> dict[str, float]:
        """What speaks for a phrase wherever the work stands."""
        line = self._lines[at]
        before, said = line.plain[: phrase.start], plain(phrase.text)
        counts = [len(self._places.get(s, ())) for s in stems]
        onward = self._lines[at + 1].plain if at + 1 < len(self._lines) else ""
        return {
            "bias": 1.0,
            "asked": float(line.question),
            "often": min(sum(counts) / len(counts), 12) / 12,
            "once": float(max(counts) == 1),
            "words": min(len(stems) - 1, 3) / 3,
            "definite": float(phrase.definite),
            "proper": float(phrase.proper),
            "capital": float(phrase.text[:1].isupper()),
            "aside": float(phrase.aside),
            "of": float(" of " in phrase.text or " for " in phrase.text),
            "number": float(bool(stems & NUMBERS)),
            "opens": float(not stems_of(before, self._lexicon)),
            "object": float(_WORK.search(before[-30:]) is not None),
            "mine": float(_MINE.match(said) is not None),
            "possessed": float("'s " in said),
            "worked": worked(stems),
            "elsewhere": min(max(self._worked_on[s] for s in stems), SOME) / SOME,
            "after_it": float(_IT.search(before) is not None),
            "goes_on": float(_IT_IN.search(onward) is not None),
            "announced": float(_TURNS.match(before) is not None and line.plain[phrase.end : phrase.end + 1] in _ENDS),
            "alone": (phrase.end - phrase.start) / len(line.text),
            "long": min(len(line.text) / LONG, 1.0),
            "lacking": float(_LACKS.search(line.plain) is not None),
            "fact": self._sense(1, at),
            "trap": self._sense(2, at),
        }

    def place(self, number: int, at: int, acts: Collection[int], stems: frozenset[str]) -> dict[str, float]:
        """What speaks for the phrases of a line as seen from the work in line ``number``."""
        line, here = self._lines[at], self._lines[number]
        back = number - at
        turned = self._turned[number + 1] - self._turned[at + 1] if back > 0 else 0
        near = [self._count(s, number - BACK, number + ONWARD) for s in stems]
        return {
            "near": 1 / (1 + abs(back)),
            "same_line": float(back == 0),
            "onward": float(back < 0),
            "same_turn": float(line.turn == here.turn and back > 0),
            "last_turn": float(line.turn == here.turn - 1),
            "earlier": min(max(here.turn - line.turn, 0), 6) / 6,
            "turned": min(turned, 3) / 3,
            "act": float(at in acts),
            "answered": float(line.question and line.turn == here.turn - 1),
            "shared": float(back > 0 and not self._told[at].isdisjoint(self._told[number] - self._lexicon.weak_verbs)),
            "dense": min(max(near), MANY) / MANY,
            "whole": min([*near, MANY]) / MANY,
            "between": min(max(self._count(s, at + 1, number - 1) for s in stems), SOME) / SOME if back > 1 else 0.0,
            "late": float(any(self._is_late(s, number) for s in stems)),
        }

    def _count(self, each: str, first: int, last: int) -> int:
        """In how many lines from ``first`` to ``last`` a stem stands."""
        places = self._places.get(each, ())
        return bisect_right(places, last) - bisect_left(places, first)

    def _is_late(self, each: str, number: int) -> bool:
        places = self._places.get(each)
        return places is not None and places[-1] >= max(LATE * len(self._lines), number + LATE_AFTER)

    def _sense(self, which: int, at: int) -> float:
        return self._senses[which][at] if self._senses is not None else 0.0


def worked(stems: Collection[str]) -> float:
    """How much more often work is told by some stems than by others that stand as near, as a mean logarithm."""
    often = read_worked()
    return fsum(often.get(each, 0.0) for each in stems) / len(stems)


@cache
def read_worked() -> dict[str, float]:
    return {name: float(step) for step, names in read_words("worked").items() for name in names.split()}


NUMBERS = frozenset(
    stem(word)
    for word in "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million "
    "first second third fourth fifth sixth seventh eighth ninth tenth twelfth percent minutes hours days weeks months half".split()
)
_WORK = re.compile(
    r"\b(?:send|need|needs|want|wants|get|check|do|write|have|book|order|find|see|about|with|for|sort|fix|the|make|update|move|take|bring|chase|ask|finish|on)(?: (?:me|you|us|him|her|them|out|up|over))? $"
)
_MINE = re.compile(r"(?:my|your|our|his|her|their) ")
_IT = re.compile(r"\b(?:it|they|them|that)(?:'\w+)? ")
"""After which a line says more of a thing: "it's in the cellar"."""
_IT_IN = re.compile(r"\b(?:it|they|them|that)\b")
_LACKS = re.compile(
    r"\b(?:needs?|wants?|missing|due|late|waiting|without|need(?:ed|ing)|wanted|has to|have to|should|must|deadline|still|haven't|hasn't|not yet|broken|wrong|owes?)\b"
)
"""What is said where something is to be done: "it's missing", "the form is due"."""
_TURNS = re.compile(
    r"(?:next|right|now|so,|okay|last)\b|(?:(?:so|and|right|okay|ok|now|next|then|well|on|but|one more|last thing|about)[,.]? )*$"
)
"""How a talk turns to a thing: "Next, the scanners." """
_ENDS = frozenset([",", ".", "?", ":", ""])
_TURNS_TO = re.compile(
    r"(?:(?:and|but|so|ok|okay|right|well|um|er|good|lovely|great|fine|all right|alright|now|yes)[,.]? )*"
    r"(?:next\b|(?:right|now|okay|ok)[,.] |(?:good|lovely|great)\.|(?:then|and then|the next|on to|onto) the\b|what else|anything else|last (?:thing|one)|one more|moving on|that's that|"
    r"the (?:other|next) |another thing|while (?:i|we)(?:'m|'re)|can i (?:also|just)|before (?:i|we) (?:forget|go)|speaking of|next up|(?:first|second)[,.]|finally|lastly|two things)"
)
_FILLER = re.compile(
    r"(?:(?:ok|okay|right|now|so|next|good|lovely|well|fine|all right|alright|anyway|um|brilliant|great|perfect|super|grand|wonderful|noted)[,.! ]*)+"
)
