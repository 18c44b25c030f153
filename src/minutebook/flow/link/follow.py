"""Which remarks of a talk are news of which open task: a chain over the remarks (each is of one task or of none), learned from labelled meetings.

What speaks for a task is the words of the remark, who speaks and who was asked; what speaks for staying with it is that a remark leans on the last one,
answers it, or stands in its turn. Open work is often gone through in the order in which it was taken on.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import permutations

import msgspec
import numpy as np

from minutebook.flow.link.spoken import GOES_ON, OF_TASK, Spoken
from minutebook.model.entity import OpenTask

ENOUGH, FEW = 0.35, 0.1
"""Chance from which a remark is taken for news of a task; where the meeting goes through what was left open, ``FEW``: news that shares no word with its task is never surer."""
BRIEF = 40
"""Remarks up to which a talk is so short that little in it resembles an open task by accident."""
ROUND = 0.2
"""Mean chance of the other tasks of the same people, from which a meeting goes through them."""
WITH = 0.3
"""Of the chance of the surest remark that from which those around it belong to the same passage."""
BETWEEN = 1
"""Remarks of other things that a passage may hold."""
NEVER = -1e3
"""Log odds of what cannot be."""
ORDER = ("next", "later", "earlier")
"""Where a task stands in the list of the meeting that left it open, from the one that was told of just before."""


class Weights(msgspec.Struct, frozen=True):
    """By what speaks for it the log odds that a remark is of a task, and that it begins, stays with or leaves one."""

    of_task: np.ndarray
    begins: np.ndarray
    stays: np.ndarray
    leaves: np.ndarray
    order: np.ndarray


class Passage(msgspec.Struct, frozen=True):
    """The remarks, by their index, that are news of a task, and how surely they are; ``clear``: of no other task are they surer."""

    remarks: tuple[int, ...]
    chance: float
    clear: bool = True


@cache
def read_follow_weights() -> Weights:
    table = tomllib.loads((files(__package__) / "data" / "follow.toml").read_text(encoding="utf-8"))

    def column(name: str, of: Sequence[str]) -> np.ndarray:
        return np.array([table[name].get(key, 0.0) for key in of])

    return Weights(
        column("of_task", OF_TASK),
        column("begins", GOES_ON),
        column("stays", GOES_ON),
        column("leaves", GOES_ON),
        column("order", ORDER),
    )


def find_passages(
    spoken: Spoken, tasks: Sequence[OpenTask], priors: np.ndarray, weights: Weights | None = None
) -> Mapping[int, Passage]:
    """By its index the surest passage of each task that is spoken of; what its owner names is news of it though the chain be surer of work that it does not name.

    ``priors``: for each task the log odds that it is spoken of at all, beside the usual.
    """
    if not len(spoken.of_task) or not len(priors):
        return {}
    chances = chances_of(spoken, weights or read_follow_weights(), priors, order_of(tasks))
    peaks, says = chances.max(axis=0), spoken.of_task[:, :, OF_TASK.index("words")] > 0
    claims = spoken.of_task[:, :, OF_TASK.index("owner's words")] > 0
    found: dict[int, Passage] = {}
    for task, column in enumerate(chances.T):
        surest = int(column.argmax())
        goes_through = len(chances) <= BRIEF or _company_of(task, tasks, peaks) >= ROUND
        enough = FEW if goes_through else ENOUGH
        chance, most = float(column[surest]), float(chances[surest].max())
        named = claims[surest, task] and chance >= chances[surest, says[surest]].max()
        if chance >= enough and (chance >= most or named):
            found[task] = Passage(_run(column >= WITH * chance, surest), chance, clear=chance >= most)
    return found


def _company_of(task: int, tasks: Sequence[OpenTask], peaks: np.ndarray) -> float:
    """The mean chance that the other open tasks of the same people are spoken of."""
    people = set(tasks[task].people)
    others = [peaks[n] for n, other in enumerate(tasks) if n != task and set(other.people) == people]
    return float(np.mean(others)) if others else 0.0


def _run(belongs: np.ndarray, at: int) -> tuple[int, ...]:
    """The remarks that belong to the passage of the one ``at`` a place, with no more than ``BETWEEN`` of other things between two."""
    indices = np.flatnonzero(belongs)
    parts = np.split(indices, np.flatnonzero(np.diff(indices) > BETWEEN + 1) + 1)
    return next(tuple(part.tolist()) for part in parts if at in part)


def order_of(tasks: Sequence[OpenTask]) -> np.ndarray:
    """(task, next task, ``ORDER``): how two tasks that one note left open follow each other in its list."""
    order = np.zeros((len(tasks), len(tasks), len(ORDER)))
    for one, other in permutations(range(len(tasks)), 2):
        if tasks[one].path == tasks[other].path:
            order[one, other, 0 if other == one + 1 else 1 if other > one else 2] = 1.0
    return order


def chances_of(spoken: Spoken, weights: Weights, priors: np.ndarray, order: np.ndarray) -> np.ndarray:
    """(remarks, tasks): the chance that a remark is news of a task, by forward and backward sums over the chain."""
    count, tasks = spoken.of_task.shape[:2]
    odds = np.zeros((count, tasks + 1))
    odds[:, 1:] = np.where(spoken.barred, NEVER, spoken.of_task @ weights.of_task)
    steps = _steps(spoken, weights, priors, order)
    ahead, behind = np.zeros_like(odds), np.zeros_like(odds)
    ahead[0] = odds[0] + steps[0][0]
    for at in range(1, count):
        ahead[at] = _sum(ahead[at - 1][:, None] + steps[at], 0) + odds[at]
    for at in range(count - 2, -1, -1):
        behind[at] = _sum(steps[at + 1] + (odds[at + 1] + behind[at + 1])[None, :], 1)
    total = _sum(ahead[-1], 0)
    found: np.ndarray = np.exp(ahead + behind - total)[:, 1:]
    return found


def _sum(odds: np.ndarray, axis: int) -> np.ndarray:
    """The log of the sum of what the log odds stand for."""
    most = odds.max(axis, keepdims=True)
    found: np.ndarray = most.squeeze(axis) + np.log(np.exp(odds - most).sum(axis))
    return found


def _steps(spoken: Spoken, weights: Weights, priors: np.ndarray, order: np.ndarray) -> np.ndarray:
    """(remarks, state before, state): the log odds of each step; state 0 is other talk."""
    begins, stays, leaves = (spoken.goes_on @ w for w in (weights.begins, weights.stays, weights.leaves))
    states = len(priors) + 1
    steps = np.zeros((len(begins), states, states))
    steps[:, 0, 1:] = begins[:, None] + priors[None, :]
    steps[:, 1:, 0] = leaves[:, None]
    steps[:, 1:, 1:] = (begins + leaves)[:, None, None] + priors[None, None, :] + (order @ weights.order)[None]
    same = np.arange(1, states)
    steps[:, same, same] = stays[:, None]
    return steps
