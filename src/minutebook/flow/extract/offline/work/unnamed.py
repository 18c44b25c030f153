"""Whose a piece of work is where no label tells who speaks: each who may have said the words around it is weighed by how likely they did."""

from collections.abc import Sequence
from math import log

import numpy as np

from minutebook.flow.extract.offline.talk.acts import OFFERS, REQUESTS, Kind
from minutebook.flow.extract.offline.talk.line import Line, Speakers
from minutebook.flow.extract.offline.talk.sense import MINE, SURE, YOURS
from minutebook.flow.extract.offline.words.patterns import read_weights
from minutebook.flow.extract.offline.work.owner import LINES_AFTER, LINES_BEFORE, find_tellings
from minutebook.flow.extract.offline.work.thread import Thread


def choose_speaker(thread: Thread, lines: Sequence[Line], speakers: Speakers, odds: np.ndarray) -> str | None:
    """The full name of the likeliest to have the work; None where nobody is likely enough."""
    weights = read_weights("unnamed_weights")
    rated = [
        (sum(weights[name] * value for name, value in signs.items()), who)
        for who, signs in describe_speakers(thread, lines, speakers, odds).items()
    ]
    best = max(rated, key=lambda one: one[0])
    return best[1] if best[0] >= log(weights["least"] / (1 - weights["least"])) else None


def describe_speakers(
    thread: Thread, lines: Sequence[Line], speakers: Speakers, odds: np.ndarray
) -> dict[str, dict[str, float]]:
    """What speaks for each having the work, by full name. ``odds``: as `choose_owners` takes them."""
    acts = sorted({act.line for act in thread.acts})
    near = range(max(0, acts[0] - LINES_BEFORE), min(len(lines), acts[-1] + LINES_AFTER + 1))
    told = [n for n in near if any(abs(n - at) <= LINES_AFTER for at in acts)]
    said = np.array([speakers.chances[list(lines[n].utterances)].mean(axis=0) for n in told])
    mine, yours = (1 / (1 + np.exp(-SURE * odds[told, label])) for label in (MINE, YOURS))
    places = {line: n for n, line in enumerate(told)}
    tellings: dict[str, set[str]] = {}
    for n in told:
        for name, signs in find_tellings(lines[n]).items():
            tellings.setdefault(name, set()).update(signs)
    found = {}
    for nth, name in enumerate(speakers.names):
        own = said[:, nth]
        found[name] = {
            "bias": 1.0,
            "several": -log(len(speakers.names)),
            **_of_saying(own, mine, yours, [places[line] for line in acts]),
            **_of_acting(own, thread, places),
            **_of_calling(name, thread),
            "told_other": float(any(other != name for other in tellings)),
            **dict.fromkeys(tellings.get(name, ()), 1.0),
        }
    return found


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
