"""What an item is about: the noun phrases around its lines that stand before its words ("Wednesday freight: drop it").

How likely a phrase is one is learned by ``training/headings.py``, for each kind of item apart.
"""

from collections.abc import Collection, Mapping, Sequence
from math import fsum, log

import numpy as np

from minutebook.flow.extract.offline.items.salience import stems_in, tellings
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.noun import bare
from minutebook.flow.extract.offline.talk.refer import Candidate, look_around
from minutebook.flow.extract.offline.talk.sense import LABELS, bounded
from minutebook.flow.extract.offline.talk.topics import find_headers
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.patterns import read_weights
from minutebook.flow.extract.offline.words.stems import stems_of
from minutebook.flow.extract.offline.words.weight import content

LEAST = {"decision": (0.4,), "question": (0.25, 0.5)}
"""Chance of the first phrase before an item, and of the second. Of decisions' phrases from .15 on 42 in 100 share a word with the gold's, from .35 on 53, and a
second one is more often wrong than right; of questions' 57 and from .35 on 67 (from .25 on one question of 86 less)."""
FEW = {"decision": 4, "question": 3}
"""Content words up to which an item is told after what it is about: one that says more stands alone."""
LONG = 20
"""Words of a line that counts as long."""


class Headings:
    """The phrases of a talk that say what its decisions or its questions are about."""

    def __init__(self, lines: tuple[Line, ...], lexicon: Lexicon, senses: np.ndarray, kind: str) -> None:
        """``senses``: of the lines, as the reader of lines gives them; ``kind``: "decision" or "question"."""
        self._lines = lines
        self._lexicon = lexicon
        self._around = look_around(lines, lexicon)
        self._odds = bounded(senses[:, LABELS.index(kind)])
        self._opened = {at for _, at, _ in find_headers(lines)}
        self._weights = read_weights(f"{kind}_headings")
        self._few, self._least = FEW[kind], LEAST[kind]

    def head(self, text: str, ids: Sequence[int]) -> str:
        """The words of an item, after what they are about where they are few."""
        if len(set(content(text))) > self._few:
            return text
        said = stems_of(" ".join((text, *(self._lines[n].plain for n in ids))), self._lexicon)
        about = ", ".join(bare(one.phrase.text) for one in self._likeliest(said, ids))
        return f"{about[:1].upper()}{about[1:]}: {text}" if about else text

    def _likeliest(self, said: Collection[str], ids: Sequence[int]) -> list[Candidate]:
        """The likeliest phrases, each of words that neither the item nor those before it have."""
        rated = [(_weigh(features, self._weights), one) for one, features in self.candidates(ids)]
        told, found = set(said), list[Candidate]()
        for odds, one in sorted(rated, key=lambda each: -each[0]):
            needed = self._least[len(found)]
            if odds < log(needed / (1 - needed)):
                break
            if not one.stems & told:
                told |= one.stems
                found.append(one)
            if len(found) == len(self._least):
                break
        return found

    def candidates(self, ids: Sequence[int]) -> list[tuple[Candidate, dict[str, float]]]:
        """The noun phrases around some lines, each with what tells whether they are about it."""
        return [(one, one.features | self._describe(one)) for one in self._around.around(ids, ids)]

    def _describe(self, one: Candidate) -> dict[str, float]:
        stems = stems_in(bare(one.phrase.text))
        return {
            "told": fsum(tellings().get(name, 0.0) for name in stems) / max(1, len(stems)),
            "header": float(one.line in self._opened),
            "sense": float(self._odds[one.line]),
            "length": (self._lines[one.line].plain.count(" ") + 1) / LONG,
        }


def _weigh(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return sum(weights[name] * value for name, value in features.items())
