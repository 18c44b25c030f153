"""How much a sentence settles: what it holds, what was said just before it, and what the others answer.

Each sentence that may settle something is described by features; ``telling`` weighs them with the words that would tell it.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from math import log2

import msgspec
import numpy as np

from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.segment import Talk, Turn
from minutebook.flow.extract.offline.talk.sense import LABELS
from minutebook.flow.extract.offline.talk.shape import describe_shape
from minutebook.flow.extract.offline.words.patterns import read_patterns, read_signs
from minutebook.flow.extract.offline.words.weight import content
from minutebook.flow.extract.offline.words.whole import is_cut
from minutebook.text import patterns as re

CUES = ("settled", "ruling", "pointing", "course", "conclusion", "stance", "proposed", "rule", "chosen")
FIRM = ("settled", "ruling", "pointing", "course", "conclusion", "chosen")
AROUND = ("closure", "approval", "objection")
SIGNS = (
    "hypothetical",
    "undone",
    "contrast",
    "meta",
    "other",
    "logistics",
    "explains",
    "reported",
)
ANSWERING = 3
"""Sentences of a turn that may answer another."""
ONWARD = 5
"""Lines after a sentence in which others answer it."""
BEFORE = 14
"""Lines before it in which its matter was talked over."""
GATE = 0.4
"""Lines of a decision that the reader of lines expects around a sentence that is looked at closely: 5 in 2,700 of those with a chance above .3 had less, counted with the regression that read lines before."""
BESIDE = 4
"""Lines on each side of a sentence among which it expects them."""
DECISION = LABELS.index("decision")
FAINT = -3.0
"""Log odds of being part of a decision below which no sentence is looked at: of 708 right decisions 704 have more."""
NO_SENSE = -6.0
AROUND_IT = 3
"""Lines before a sentence, and after it, whose likeliest reading counts."""
BETTER = 2
"""Lines on each side of a sentence of which one may read more like a decision."""
NEAR = 3
FADE = 0.3
"""What an answer loses for each sentence of substance between: people answer the last thing that was said."""
SHORT_TALK = 150
"""Sentences: the longer a talk, the rarer is a decision among them."""


class Mark(msgspec.Struct, frozen=True):
    """A sentence that may settle something: whether a firm cue says so, the sentence that assents (None: none), its features."""

    sentence: int
    firm: bool
    assent: int | None
    features: dict[str, float]


class Settling:
    """What the sentences of one talk settle."""

    def __init__(self, talk: Talk, lines: tuple[Line, ...], senses: np.ndarray, *, marked: bool) -> None:
        """``senses``: of each line, as the reader of lines gives them."""
        self._talk = talk
        self._lines = lines
        odds = senses[:, DECISION]
        self._senses = senses
        self._around_sense: list[float] = np.convolve(1 / (1 + np.exp(-odds)), np.ones(2 * BESIDE + 1))[
            BESIDE : BESIDE + len(lines)
        ].tolist()
        self._marked = marked
        self._chair = _chair(talk.turns)
        self._words = cache(lambda number: frozenset(_WORD.findall(lines[number].plain)))
        self._around = cache(self._looks_like)

    def _looks_like(self, number: int) -> frozenset[str]:
        """What a line may be for those around it: only how a turn begins answers another."""
        begins = number - self._talk.turns[self._lines[number].turn].sentences.start < ANSWERING
        return frozenset(kind for kind in (AROUND if begins else AROUND[:1]) if self._shows(kind, number))

    def _shows(self, kind: str, number: int) -> bool:
        return read_signs("decisions")[kind].shows(self._lines[number].plain, self._words(number))

    def marks(self) -> tuple[Mark, ...]:
        """The sentences that may settle something, in order."""
        marks = [mark for line in self._lines if (mark := self._mark(line))]
        firm = {mark.sentence for mark in marks if mark.firm}
        return tuple(_beside(mark, firm) for mark in marks)

    def _mark(self, line: Line) -> Mark | None:
        if self._around_sense[line.id] < GATE or self._senses[line.id, DECISION] < FAINT:
            return None
        words = tuple(word for word in content(line.plain) if word not in _NODS)
        if not words and not self._shows("pointing", line.id):
            return None
        assent, answers = self._answers(line)
        found = answers | self._closed(line)
        found |= {f"cue_{kind}": 1.0 for kind in CUES if self._shows(kind, line.id)}
        firm = any(f"cue_{kind}" in found for kind in FIRM)
        agreed = answers.get("assent", 0.0) > 0
        found["polled_yes"] = float("polled" in found and agreed)
        for sign in SIGNS:
            if self._shows(sign, line.id):
                found[sign] = 1.0
        found |= self._setting(line, words) | describe_shape(line, words) | self._read(line)
        return Mark(line.id, firm, assent, {name: value for name, value in found.items() if value})

    def _read(self, line: Line) -> dict[str, float]:
        """What the reader of lines makes of it and of its neighbours."""
        at = line.id
        near = self._senses[max(0, at - BETTER) : at + 1 + BETTER, DECISION]
        found = {"sense_around": self._around_sense[at], "less": float(near.max() - self._senses[at, DECISION]) / 4}
        for label, name in enumerate(LABELS):
            odds = self._senses[:, label]
            found[f"as_{name}"] = float(odds[at]) / 4
            found[f"before_{name}"] = float(odds[max(0, at - AROUND_IT) : at].max(initial=NO_SENSE)) / 4
            found[f"after_{name}"] = float(odds[at + 1 : at + 1 + AROUND_IT].max(initial=NO_SENSE)) / 4
        return found

    def _setting(self, line: Line, words: tuple[str, ...]) -> dict[str, float]:
        """Where it stands: who says it, whether its matter was talked over before."""
        before = {word for other in self._lines[max(0, line.id - BEFORE) : line.id] for word in content(other.plain)}
        long = len(self._lines) >= SHORT_TALK / 2
        heard = sum(word in before for word in words) / max(1, len(words))
        return {
            "chair": float(line.speaker is not None and line.speaker == self._chair),
            "length": min(3.0, max(0.0, log2(len(self._lines) / SHORT_TALK))),
            "cut": float(self._marked and is_cut(self._talk.sentences[line.id].text)),
            "opening": float(long and line.id < 0.05 * len(self._lines)),
            "closing": float(long and line.id > 0.96 * len(self._lines)),
            "heard": heard,
            "after_yes": float(self._after_yes(line)),
            "taken": float(self._taken_up(line)),
            "speaker": float(_FIRST.search(line.plain) is not None),
            "named": float(bool(line.names)),
            "dated": float(bool(line.dates)),
            "outright": float(self._shows("outright", line.id) and not line.question),
        }

    def _closed(self, line: Line) -> dict[str, float]:
        """Whether the speaker closes the matter in it or right after it, or asks the others for their yes."""
        found = {}
        if "closure" in self._around(line.id):
            found["closes"] = 1.0
        after = [n for n in (1, 2) if self._same_turn(line, n)]
        if any("closure" in self._around(line.id + n) for n in after):
            found["closed_after"] = 1.0
        if any(self._shows("poll", line.id + n) for n in (0, *after[:1])):
            found["polled"] = 1.0
        return found

    def _answers(self, line: Line) -> tuple[int | None, dict[str, float]]:
        """What others answer in the next lines: the line that assents, and how the answers look."""
        said = set(content(line.plain))
        found: dict[str, float] = {}
        assent, best, between, turns = None, 0.0, 0, set()
        for other in self._lines[line.id + 1 : line.id + 1 + ONWARD + 3]:
            own = other.turn == line.turn or (other.speaker == line.speaker and line.speaker is not None)
            if not own:
                turns.add(other.turn)
                first = other.id - self._talk.turns[other.turn].sentences.start
                if len(turns) > 2:
                    break
                if first < ANSWERING and other.id - line.id <= ONWARD:
                    strength = self._agrees(other, said) - FADE * between
                    if strength > best:
                        assent, best = other.id, strength
                    if "approval" in self._around(other.id) and between < 2:
                        found["approved"] = 1.0
                    if "objection" in self._around(other.id):
                        found["objected"] = 1.0
                    if len(said & set(content(other.plain))) >= max(1, 0.5 * len(said)) and not other.question:
                        found["echoed"] = 1.0
            between += len(content(other.plain)) > 2 and own
        if self._shows("pointing", line.id):
            best = max(best, 1.3)
        if best > 0:
            found["assent"] = best
        return assent, found

    def _agrees(self, answer: Line, said: set[str]) -> float:
        """How much an answer agrees: in so many words, by welcoming it, by taking the words up, by a plain yes."""
        patterns = read_patterns("decisions")
        words = set(content(answer.plain))
        if patterns["undone"].search(answer.plain):
            return 0.0
        bare = _bare(answer.plain)
        if patterns["strong_assent"].match(bare):
            strength = 1.4
        elif patterns["approval"].match(bare):
            strength = 1.2
        elif len(said & words) >= 2 or (0 < len(words) <= 3 and words <= said):
            strength = 1.0
        else:
            strength = 0.7 if patterns["assent"].match(answer.plain) else 0.0
        return strength - 0.5 * answer.plain.endswith("?")

    def _same_turn(self, line: Line, step: int) -> bool:
        other = line.id + step
        return 0 <= other < len(self._lines) and self._lines[other].turn == line.turn

    def _after_yes(self, line: Line) -> bool:
        """Whether the speaker has just said "OK" to the others: what follows sums them up."""
        before = self._lines[line.id - 1]
        return self._same_turn(line, -1) and not content(before.plain) and bool(_YES.match(before.plain))

    def _taken_up(self, line: Line) -> bool:
        """Whether it restates, right after a plain yes to somebody else, what was agreed."""
        if not self._same_turn(line, -1) or line.plain.endswith("?") or _FIRST.search(line.plain):
            return False
        before = self._lines[line.id - 1].plain
        return len(before.split()) <= 6 and bool(read_patterns("decisions")["strong_assent"].search(before))


def _chair(turns: Sequence[Turn]) -> str | None:
    """Who takes the floor most often, in a talk of more than two."""
    floors = Counter(turn.speaker for turn in turns if turn.speaker)
    return floors.most_common(1)[0][0] if len(floors) > 2 else None


def _beside(mark: Mark, firm: set[int]) -> Mark:
    """The mark with what its neighbours add: people settle a thing in more than one sentence."""
    near = sum(mark.sentence + step in firm for step in range(-NEAR, NEAR + 1) if step)
    return msgspec.structs.replace(mark, features=mark.features | {"near": float(min(2, near))})


def _bare(words: str) -> str:
    return _LEAD.sub("", words) or words


_NODS = frozenset(
    "good great fine done agreed settled deal sure lovely perfect brilliant grand sold sorted nice true agree exactly absolutely definitely cool excellent minute minutes second".split()
)
_WORD = re.compile(r"[\w'-]+")
_LEAD = re.compile(r"^(?:(?:yes|yeah|yep|aye|ok(?:ay)?|no|oh|and|so|well|right|good|fine|but)[,. ]+)+")
_YES = re.compile(
    r"(?:(?:ok(?:ay)?|right|good|yes|yeah|fine|great|perfect|lovely|all right|alright|well|no|so|then|sure|brilliant|agreed)[,.! ]*)+$"
)
_FIRST = re.compile(r"\bi(?:'ll|'ve|'m|'d)?\b")
