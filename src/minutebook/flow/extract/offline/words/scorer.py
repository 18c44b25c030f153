"""How sure a task is: a logistic model over the features of its thread, with the weights of a data file."""

import math
import tomllib
from functools import cache

import msgspec

from minutebook.flow.extract.offline.words.data import DATA


class Scorer(msgspec.Struct, frozen=True):
    """``threshold``: below it a candidate is left out; chosen by cross-validation (see training/)."""

    bias: float
    threshold: float
    weights: dict[str, float]

    def probability(self, features: dict[str, float]) -> float:
        total = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def read_scorer() -> Scorer:
    text = (DATA / "scorer.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Scorer)
