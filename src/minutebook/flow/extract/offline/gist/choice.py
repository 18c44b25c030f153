"""The choice among what can be told: what tells most of the words that matter for its length, taken one by one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import fsum

import msgspec
import numpy as np

from minutebook.flow.extract.offline.talk.topics import Topic
from minutebook.model.extraction import Decision, Question

LEAD, FEW = 6, 3
"""Phrases that say what a talk was about, at most and at least."""
LINE = 0.5
"""The least weight of the words of a matter that is told in a line of its own, where nothing was decided in it."""
SHARE = 0.4
"""The same as a share of a short summary."""
PHRASES = 75
"""Words that the phrases may take."""
HEADING = 8
"""Phrases that one matter may have."""
LENGTHS = (0.8, 0.9, 1.0, 1.1, 1.25)
"""How much length counts against a statement: of the choices that these make, the one whose words weigh most."""
SET_UP = 1
"""Words that every statement costs beside its own: of 1 to 6 the best on left-out meetings, of every set."""
AGAIN = 0.1
"""How much is left of a word's weight once the summary has said it."""
SAME = 0.8
"""The share of its words that makes a statement a repetition."""
UNWEIGHED = 0.03
"""What a word that the talk does not have in this form weighs."""
BACK = 4
"""Lines back within which something must be told for words that lean on it."""


class Statement(msgspec.Struct, frozen=True, eq=False):
    """Words that can be told, the line that they rest on and its matter, their place among others of the line, what they use up, and the kind of item that they are.

    ``leans``: they are understood only after what was said just before.
    """

    text: str
    line: int
    matter: int
    part: int
    worth: float
    stems: frozenset[str]
    words: int
    kind: type | None = None
    leans: bool = False
    about: float = 0.0
    """How much a phrase says of what the whole talk was about; 0 for one that stands over nothing."""
    leads: bool = False
    definite: bool = False


class Pool:
    """What can be told as arrays, a row a statement: the numbers of its stems in ``names`` from ``starts`` on, ``size`` of them, and what it is."""

    def __init__(self, statements: Sequence[Statement], weights: Mapping[str, float]) -> None:
        numbers = {name: n for n, name in enumerate(sorted({name for s in statements for name in s.stems}))}
        self.statements = statements
        self.weights = np.array([weights.get(name, UNWEIGHED) for name in numbers])
        self.names = np.array([numbers[name] for s in statements for name in sorted(s.stems)])
        self.size = np.array([len(s.stems) for s in statements])
        self.starts = np.cumsum(self.size) - self.size
        self.worth = np.array([s.worth for s in statements])
        self.words = np.array([s.words for s in statements])
        self.line = np.array([s.line for s in statements])
        self.matter = np.array([s.matter for s in statements])
        self.phrase = np.array([s.kind is Topic for s in statements])
        self.clause = np.array([s.kind is None for s in statements])
        self.leans = np.array([s.leans for s in statements])

    def stems(self, row: int) -> np.ndarray:
        return self.names[self.starts[row] : self.starts[row] + self.size[row]]

    def sums(self, of_stems: np.ndarray) -> np.ndarray:
        """For each statement the sum of a value over its stems."""
        found: np.ndarray = np.add.reduceat(of_stems[self.names], self.starts)
        return found


def choose(candidates: Sequence[Statement], weights: Mapping[str, float], room: int) -> list[Statement]:
    """What is worth telling, the best first; no matter of which nearly nothing is told."""
    told = [s for s in candidates if s.stems]
    weak = find_weak(_choose(Pool(told, weights), room, 1.0), weights) if told else set()
    strong = [s for s in told if s.kind is Topic or s.matter not in weak]
    if not strong:
        return []
    pool = Pool(strong, weights)
    chosen = max((_choose(pool, room, length) for length in LENGTHS), key=lambda found: _weight(found, weights))
    lead = find_lead([s for s in chosen if s.about])
    if len(lead) < FEW:
        lead = find_lead([s for s in candidates if s.about])[:FEW]
    texts = {s.text for s in lead}
    return [*(msgspec.structs.replace(s, leads=True) for s in lead), *(s for s in chosen if s.text not in texts)]


def find_lead(phrases: Sequence[Statement]) -> list[Statement]:
    """The phrases that most say what the talk was about, each of other words."""
    found: list[Statement] = []
    for phrase in sorted(phrases, key=lambda s: -s.about):
        if all(phrase.stems.isdisjoint(other.stems) for other in found):
            found.append(phrase)
    return found[:LEAD]


def _weight(chosen: Sequence[Statement], weights: Mapping[str, float]) -> float:
    """What the words that are told weigh together."""
    return fsum(weights.get(name, UNWEIGHED) for name in frozenset().union(*(s.stems for s in chosen)))


def _choose(pool: Pool, room: int, length: float) -> list[Statement]:
    """What is worth telling, best for its length first; a matter's few phrases take up ``PHRASES`` at most, what leans waits until what is before it is told."""
    said = np.zeros(len(pool.weights))
    heads = np.zeros(pool.matter.max() + 1)
    phrases = min(PHRASES, round(SHARE * room))
    left, waiting = ~pool.leans, pool.leans.copy()
    cost = (SET_UP + pool.words) ** length
    chosen: list[int] = []
    while True:
        fits = left & (pool.words <= room) & (pool.sums((said > 0).astype(float)) < SAME * pool.size)
        fits &= ~pool.phrase | ((pool.words <= phrases) & (heads[pool.matter] < HEADING))
        values = np.where(fits, pool.worth * pool.sums(pool.weights * AGAIN**said) / cost, 0.0)
        best = int(values.argmax())
        if values[best] <= 0:
            return [pool.statements[n] for n in chosen]
        for old in _said_by(pool, best, chosen):
            chosen.remove(old)
            room += int(pool.words[old])
            said[pool.stems(old)] -= 1
        chosen.append(best)
        room -= int(pool.words[best])
        said[pool.stems(best)] += 1
        if pool.phrase[best]:
            phrases -= int(pool.words[best])
            heads[pool.matter[best]] += 1
        onward = pool.line - pool.line[best]
        left |= waiting & (onward > 0) & (onward <= BACK)
        left[best] = False
        if pool.clause[best]:
            left &= ~(pool.clause & (onward == 0))
            waiting &= ~(pool.clause & (onward == 0))
        waiting &= ~left


def _said_by(pool: Pool, best: int, chosen: Sequence[int]) -> list[int]:
    """What is chosen and said by the best of the rest as well: part of its sentence, phrases of its matter."""
    one = pool.statements[best]
    told: set[type | None] = {Topic} if one.kind in {Topic, Question} else {None, Topic}
    found = []
    for n in chosen:
        other = pool.statements[n]
        same = other.matter == one.matter and other.kind in told
        if same and len(other.stems & one.stems) >= SAME * len(other.stems):
            found.append(n)
    return found


def find_weak(chosen: Sequence[Statement], weights: Mapping[str, float]) -> set[int]:
    """The matters of which too little is told for a line of their own."""
    told: dict[int, set[str]] = defaultdict(set)
    for statement in chosen:
        told[statement.matter] |= statement.stems
    kept = {s.matter for s in chosen if s.kind is Decision}
    return {m for m, stems in told.items() if m not in kept and fsum(weights.get(n, UNWEIGHED) for n in stems) < LINE}
