"""Whose a piece of work is where no label tells who speaks: each who may have said the words around it is weighed by how likely they did, against the others and nobody."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from math import log

import numpy as np

from minutebook.flow.extract.offline.talk.acts import OFFERS, REQUESTS, Kind
from minutebook.flow.extract.offline.talk.line import Line, Speakers
from minutebook.flow.extract.offline.talk.sense import MINE, SURE, YOURS
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.flow.extract.offline.words.patterns import read_weights
from minutebook.flow.extract.offline.words.stems import stems_of
from minutebook.flow.extract.offline.work.owner import LINES_AFTER, LINES_BEFORE, find_tellings, likeliest
from minutebook.flow.extract.offline.work.thread import Thread


class Unnamed:
    """Chooses among those who may speak in one talk. ``odds``: as `choose_owners` takes them."""

    def __init__(self, lines: Sequence[Line], speakers: Speakers, odds: np.ndarray) -> None:
        self._lines = lines
        self._speakers = speakers
        self._odds = odds
        self._named = {name: [n for n, line in enumerate(lines) if _names(line, name)] for name in speakers.names}

    @cached_property
    def _stems(self) -> list[frozenset[str]]:
        lexicon = read_lexicon()
        return [stems_of(line.plain, lexicon) for line in self._lines]

    @cached_property
    def _worth(self) -> dict[str, float]:
        """What each stem tells that this talk says but seldom."""
        total = len(self._lines)
        counts = Counter(stem for stems in self._stems for stem in stems)
        return {stem: log(total / n) for stem, n in counts.items() if n <= max(FEW, SELDOM * total)}

    def choose(self, thread: Thread) -> str | None:
        """The full name of the likeliest to have the work; None where nobody is likely enough."""
        weights = read_weights("unnamed_weights")
        described = self.describe(thread)
        rated = [sum(weights[name] * value for name, value in signs.items()) for signs in described.values()]
        place = likeliest(rated, weights["least"])
        return None if place is None else [*described][place]

    def describe(self, thread: Thread) -> dict[str, dict[str, float]]:
        """What speaks for each having the work, by full name."""
        lines, speakers = self._lines, self._speakers
        acts = sorted({act.line for act in thread.acts})
        near = range(max(0, acts[0] - LINES_BEFORE), min(len(lines), acts[-1] + LINES_AFTER + 1))
        told = [n for n in near if any(abs(n - at) <= LINES_AFTER for at in acts)]
        said = np.array([speakers.chances[list(lines[n].utterances)].mean(axis=0) for n in told])
        mine, yours = (1 / (1 + np.exp(-SURE * self._odds[told, label])) for label in (MINE, YOURS))
        places = {line: n for n, line in enumerate(told)}
        tellings: dict[str, set[str]] = {}
        for n in told:
            for name, signs in find_tellings(lines[n]).items():
                tellings.setdefault(name, set()).update(signs)
        matters = self._of_matters(told)
        found = {}
        for nth, name in enumerate(speakers.names):
            own = said[:, nth]
            found[name] = {
                "bias": 1.0,
                "several": -log(len(speakers.names)),
                "matters": matters[name],
                **_of_saying(own, mine, yours, [places[line] for line in acts]),
                **_of_acting(own, thread, places),
                **_of_calling(name, thread),
                "told_other": float(any(other != name for other in tellings)),
                **dict.fromkeys(tellings.get(name, ()), 1.0),
            }
        return found

    def _of_matters(self, told: Sequence[int]) -> dict[str, float]:
        """How much of what is said around the work stands elsewhere beside each one's name: more, or less, than beside the others'."""
        words = frozenset[str]().union(*(self._stems[n] for n in told))
        away = set(range(len(self._lines))).difference(told)
        found = {
            name: max((self._share(words, at, away) for at in named if at in away), default=0.0)
            for name, named in self._named.items()
        }
        mean = sum(found.values()) / max(1, len(found))
        return {name: value - mean for name, value in found.items()}

    def _share(self, words: frozenset[str], at: int, away: set[int]) -> float:
        """What the words tell that the line at a place, or the next one, shares with others."""
        beside = self._stems[at] | (self._stems[at + 1] if at + 1 in away else frozenset())
        return min(MOST, sum(self._worth.get(stem, 0.0) for stem in words & beside) / 10)


def _names(line: Line, name: str) -> bool:
    return any(said.name == name for said in line.names)


FEW, SELDOM = 4, 0.05
"""Lines, and share of a talk's lines, up to which a word tells what they are about."""
MOST = 3.0
"""The most that shared words tell."""


def _of_saying(own: np.ndarray, mine: np.ndarray, yours: np.ndarray, acting: list[int]) -> dict[str, float]:
    """How likely one says what sounds like taking work, or giving it. ``own``: the chance that each line is theirs; ``acting``: the lines of the acts."""
    return {
        "mine": float((mine * own).max()),
        "mine_mean": float((mine * own).sum() / max(mine.sum(), 0.3)),
        "mine_acting": float((mine * own)[acting].max()),
        "yours": float((yours * own).max()),
        "mean": float(own.mean()),
        "best": float(own.max()),
    }


def _of_acting(own: np.ndarray, thread: Thread, places: dict[int, int]) -> dict[str, float]:
    """How likely one offers, asks and answers. ``places``: where each line stands in ``own``."""
    offers = [places[act.line] for act in thread.acts if act.kind in OFFERS]
    requests = [places[act.line] for act in thread.acts if act.kind in REQUESTS]
    first = places[thread.first.line]
    offered, asked = thread.first.kind in OFFERS, thread.first.kind in REQUESTS
    answers = range(first + 1, min(first + ANSWERS, len(places))) if asked else range(0)
    follows = places.get(thread.first.line + 1) if asked else None
    return {
        "offers": float(own[offers].max()) if offers else 0.0,
        "no_offer": float(not offers),
        "first_offer": offered * float(own[first]),
        "offered_by_other": offered * float(1 - own[first]),
        "asks": float(own[requests].max()) if requests else 0.0,
        "asks_first": asked * float(own[first]),
        "asked_by_other": asked * float(1 - own[first]),
        "answers": max((float(own[n] * (1 - own[first])) for n in answers), default=0.0),
        "follows": float(own[follows]) if follows is not None else 0.0,
    }


def _of_calling(name: str, thread: Thread) -> dict[str, float]:
    """Whether the thread names one as who has it, or somebody else."""
    return {
        "addressed": float(any(act.to == name and act.kind in REQUESTS for act in thread.acts)),
        "given": float(any(act.to == name and act.kind is Kind.THIRD for act in thread.acts)),
        "somebody_else": float(any(act.to and act.to != name for act in thread.acts)),
        "ruled": float((thread.named and thread.owner == name) or thread.to == name),
        "ruled_other": float((thread.named and thread.owner not in {None, name}) or thread.to not in {None, name}),
    }


ANSWERS = 4
"""Lines from a request on in which somebody answers it."""
