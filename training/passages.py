"""Fit the chain that tells which remarks of a talk are news of which open task (flow/link/follow.py): likelihood of labelled meetings, by gradient.

The remarks of the utterances that tell a piece of news are of its task; those beside may be, where they ask for it or go on with it. All else is other talk.
"""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize
from training.followed import Meeting, News
from training.sure import with_strangers

from minutebook.flow.link.follow import ORDER, Weights, order_of
from minutebook.flow.link.spoken import GOES_ON, OF_TASK, describe
from minutebook.model.extraction import Sign

PULL = 0.5
"""How strongly weights are held near where they start."""
ROUNDS = 25
TOGETHER, LONGER = 40, 1.6
"""Meetings of one batch, and how much longer the longest may be than the shortest."""
BESIDE = 2
STRANGERS = 4, 10
"""How many tasks of other meetings are open beside a meeting's own."""
NEVER = -1e9
SIZES = (len(OF_TASK), len(GOES_ON), len(GOES_ON), len(GOES_ON), len(ORDER))
ENDS = np.cumsum(SIZES)


def begin() -> np.ndarray:
    """Where the weights start: a task is told by its words and its owner, and seldom."""
    weights = np.zeros(ENDS[-1])
    for name, value in {"of a task": -1.0, "chance": 0.5, "words": 4.0, "akin": 1.0, "owner": 0.7}.items():
        weights[OF_TASK.index(name)] = value
    weights[ENDS[0]] = -3.0
    weights[ENDS[1] + GOES_ON.index("leans")] = 1.0
    return weights


def unpack(weights: np.ndarray) -> Weights:
    return Weights(*np.split(weights, ENDS[:-1]))


def allowed(meeting: Meeting) -> np.ndarray:
    """(remarks, states): whether a remark may be of other talk (state 0) or of each task, by the labels."""
    may = np.zeros((len(meeting.remarks), len(meeting.tasks) + 1), bool)
    may[:, 0] = True
    told = [news for news in meeting.news if news.task is not None]
    tagged: dict[int, set[int]] = {}
    for news in told:
        for at in meeting.passage(news):
            tagged.setdefault(at, set()).add(state(news))
    for news in told:
        passage = meeting.passage(news)
        beside = range(max(0, passage[0] - BESIDE), min(len(may), passage[-1] + BESIDE + 1)) if passage else ()
        may[[at for at in beside if at not in tagged and _may_belong(meeting, at, passage[0])], state(news)] = True
    for at, states in tagged.items():
        may[at, 0] = len(states) > 1
        may[at, list(states)] = True
    return may


def _may_belong(meeting: Meeting, at: int, first: int) -> bool:
    """Whether a remark beside a passage may be part of it: it asks for its matter, or goes on with it."""
    signs = meeting.remarks[at].signs
    return Sign.ASKS in signs or Sign.NAMES in signs if at < first else Sign.LEANS in signs


def state(news: News) -> int:
    return (news.task or 0) + 1


class Batch:
    """Meetings of about one length, filled up to the longest and to most tasks."""

    def __init__(self, meetings: Sequence[Meeting]) -> None:
        self.spoken = [describe(m.remarks, m.tasks, m.talk, m.people) for m in meetings]
        shape = max(len(m.remarks) for m in meetings), len(meetings)
        states = 1 + max(len(m.tasks) for m in meetings)
        self.of_task = np.zeros((*shape, states - 1, len(OF_TASK)), np.float32)
        self.goes_on = np.zeros((*shape, len(GOES_ON)), np.float32)
        self.right, self.open = np.zeros((*shape, states), bool), np.zeros((*shape, states), bool)
        self.inside = np.zeros(shape, bool)
        self.order = np.zeros((len(meetings), states - 1, states - 1, len(ORDER)), np.float32)
        for n, (meeting, spoken) in enumerate(zip(meetings, self.spoken, strict=True)):
            length, tasks = spoken.of_task.shape[:2]
            self.of_task[:length, n, :tasks] = spoken.of_task
            self.goes_on[:length, n] = spoken.goes_on
            self.right[:length, n, : tasks + 1] = allowed(meeting)
            self.open[:length, n, : tasks + 1] = True
            self.right[length:, n, 0] = self.open[length:, n, 0] = True
            self.inside[:length, n] = True
            self.order[n, :tasks, :tasks] = order_of(meeting.tasks)

    def loss(self, weights: np.ndarray) -> tuple[float, np.ndarray]:
        """Minus the log likelihood of what the labels allow, and its gradient."""
        steps, odds = self._steps(unpack(weights)), np.zeros(self.open.shape)
        odds[..., 1:] = self.of_task @ unpack(weights).of_task
        all_sum, all_seen = self._expect(np.where(self.open, odds, NEVER), steps)
        right_sum, right_seen = self._expect(np.where(self.right, odds, NEVER), steps)
        return float((all_sum - right_sum).sum()), all_seen - right_seen

    def _steps(self, weights: Weights) -> np.ndarray:
        begins, stays, leaves = (self.goes_on @ w for w in (weights.begins, weights.stays, weights.leaves))
        states = self.open.shape[-1]
        steps = np.zeros((*self.open.shape, states))
        steps[..., 0, 1:] = begins[..., None]
        steps[..., 1:, 0] = leaves[..., None]
        steps[..., 1:, 1:] = (begins + leaves)[..., None, None] + (self.order @ weights.order)[None]
        same = np.arange(1, states)
        steps[..., same, same] = stays[..., None]
        return steps

    def _expect(self, odds: np.ndarray, steps: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The log of the summed weight of all paths of each meeting, and how much of each feature they are expected to have."""
        ahead, behind = np.zeros_like(odds), np.zeros_like(odds)
        ahead[0] = odds[0] + steps[0][:, 0, :]
        for at in range(1, len(odds)):
            ahead[at] = _sum(ahead[at - 1][:, :, None] + steps[at], 1) + odds[at]
        for at in range(len(odds) - 2, -1, -1):
            behind[at] = _sum(steps[at + 1] + (odds[at + 1] + behind[at + 1])[:, None, :], 2)
        total = _sum(ahead[-1], 1)
        chance = np.exp(ahead + behind - total[:, None]) * self.inside[..., None]
        taken = np.zeros_like(steps)
        taken[1:] = np.exp(
            ahead[:-1][..., None] + steps[1:] + (odds[1:] + behind[1:])[:, :, None, :] - total[None, :, None, None]
        )
        taken[0][:, 0, :] = chance[0]
        return total, self._seen(chance, taken * self.inside[..., None, None])

    def _seen(self, chance: np.ndarray, taken: np.ndarray) -> np.ndarray:
        same = np.arange(taken.shape[-1] - 1)
        among = taken[..., 1:, 1:].copy()
        stays = among[..., same, same].sum(-1)
        among[..., same, same] = 0
        begins = taken[..., 0, 1:].sum(-1) + among.sum((-1, -2))
        leaves = taken[..., 1:, 0].sum(-1) + among.sum((-1, -2))
        return np.concatenate(
            [
                np.tensordot(chance[..., 1:], self.of_task, 3),
                *(np.tensordot(how, self.goes_on, 2) for how in (begins, stays, leaves)),
                np.tensordot(among.sum(0), self.order, 3),
            ]
        )


def _sum(odds: np.ndarray, axis: int) -> np.ndarray:
    most = odds.max(axis, keepdims=True)
    found: np.ndarray = most.squeeze(axis) + np.log(np.exp(odds - most).sum(axis))
    return found


def batches(meetings: Sequence[Meeting]) -> list[Batch]:
    found: list[list[Meeting]] = []
    whole = [m for m in meetings if m.whole and m.remarks]
    whole = [*whole, *with_strangers(whole, *STRANGERS, whole)]
    for meeting in sorted(whole, key=lambda m: len(m.remarks)):
        if not found or len(found[-1]) == TOGETHER or len(meeting.remarks) > LONGER * len(found[-1][0].remarks) + 5:
            found.append([])
        found[-1].append(meeting)
    return [Batch(part) for part in found]


def fit_chain(parts: Sequence[Batch], rounds: int = ROUNDS) -> np.ndarray:
    first = begin()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = PULL * ((weights - first) ** 2).sum(), 2 * PULL * (weights - first)
        for part in parts:
            more, way = part.loss(weights)
            value, slope = value + more, slope + way
        return value, slope

    found: np.ndarray = minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": rounds}).x
    return found
