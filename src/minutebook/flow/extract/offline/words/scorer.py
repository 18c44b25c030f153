"""How sure a task is: a logistic model over the features of its thread, with the weights of a data file."""

import math
import tomllib
from collections.abc import Mapping
from functools import cache

import msgspec

from minutebook.flow.extract.offline.words.data import DATA


class Scorer(msgspec.Struct, frozen=True):
    """``threshold``: below it a candidate is left out; chosen by cross-validation (see training/)."""

    bias: float
    threshold: float
    weights: dict[str, float]

    def probability(self, features: Mapping[str, float], *more: Mapping[str, float]) -> float:
        """How sure a task is of which ``features`` hold; the most that it may be where one of ``more`` holds, too."""
        total = self.bias + self._weigh(features) + max(map(self._weigh, more), default=0.0)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def _weigh(self, features: Mapping[str, float]) -> float:
        return math.fsum(self.weights.get(name, 0.0) * value for name, value in features.items())


@cache
def read_scorer() -> Scorer:
    text = (DATA / "scorer.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Scorer)
