"""Which candidates of a written page are work: weighed by what was learned from labelled letters, documents and memos; of those that claim the same words the likelier."""

import math
from collections.abc import Iterable, Mapping

import msgspec

from minutebook.flow.extract.offline.letter.bid import Bid, Trigger
from minutebook.flow.extract.offline.words.patterns import read_weights

WEIGHTS = "letter_weights"
EASE = 0.28
"""How much less likely may be what is left to its reader in so many words: "the licence is on you"."""


class Candidate(msgspec.Struct, frozen=True):
    """What may be a task of a line; ``evidence`` is what it would rest on."""

    line: int
    trigger: Trigger
    features: dict[str, float]
    text: str
    owner: str | None
    evidence: tuple[int, ...]
    upto: int
    """Where in its line what it claims ends: before what must come about first, which is another's work."""


def chance(features: Mapping[str, float]) -> float:
    """How likely a candidate with those features is work, 0 to 1."""
    weights = read_weights(WEIGHTS)
    total = weights["bias"] + sum(weights[name] * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def choose(rated: Iterable[tuple[float, Candidate]], threshold: float | None = None) -> list[Candidate]:
    """The candidates that are likely enough, in order, none in the words of a likelier one."""
    least = read_weights(WEIGHTS)["threshold"] if threshold is None else threshold
    kept: list[Candidate] = []
    for likely, candidate in sorted(rated, key=lambda one: -one[0]):
        enough = least - EASE * (candidate.trigger.bid is Bid.YOURS)
        if likely >= enough and not any(_claims_same(candidate, other) for other in kept):
            kept.append(candidate)
    return sorted(kept, key=lambda one: (one.line, one.trigger.verb))


def _claims_same(one: Candidate, other: Candidate) -> bool:
    if one.line != other.line:
        return False
    first, second = sorted((one.trigger, other.trigger), key=lambda t: t.verb)
    end = (one if first is one.trigger else other).upto
    return second.verb < end or second.start < end
