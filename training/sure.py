"""Fit whether a passage that seems news of an open task is (flow/link/sure.py): what the chain finds in labelled meetings, with and without tasks of others."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from msgspec.structs import replace
from training import logistic
from training.followed import Meeting
from training.standing import OPEN, Model, describe_passage, read_reports

from minutebook.flow.link.follow import Weights, find_passages
from minutebook.flow.link.remarked import weigh_list
from minutebook.flow.link.spoken import describe
from minutebook.flow.link.standing import CERTAIN, STATUSES, reports_deed
from minutebook.flow.link.sure import describe_news
from minutebook.model.extraction import UpdateStatus

PULL = 1.0
LISTS = ((4, 10), (30, 40))
"""How many tasks of other meetings are open beside a meeting's own, or instead of them, in turn."""
LONG = 20
"""Remarks of a talk that is worth to be read with others' tasks alone."""
SEED = 11
FOLDS = 4
Sample = tuple[str, Mapping[str, float], bool]


def fit_sure(meetings: Sequence[Meeting], chain: Weights | None = None) -> dict[str, float]:
    """The weights of what tells that a passage is news."""
    return logistic.fit([(dict(told), float(right), 1.0) for _, told, right in list_passages(meetings, chain)], PULL)


def list_passages(meetings: Sequence[Meeting], chain: Weights | None = None) -> Iterator[Sample]:
    """Each passage that the chain finds: of which group, what tells whether it is news, and whether it is and its status is right.

    Statuses are told by a model of the other groups.
    """
    whole = [m for m in meetings if m.whole and m.remarks]
    others = [m for m in whole if len(m.remarks) >= LONG]
    parts = [
        whole,
        *(with_strangers(part, *some, whole) for some in LISTS for part in (whole, map(without_own, others))),
    ]
    models = list(_models_of(meetings))
    for meeting in (m for part in parts for m in part):
        model = next(model for apart, model in models if meeting.group in apart)
        yield from _passages_of(meeting, model, chain)


def _models_of(meetings: Sequence[Meeting]) -> Iterator[tuple[set[str], Model]]:
    """The groups of each fold, and what the statuses of all others teach."""
    groups = sorted({m.group for m in meetings})
    np.random.default_rng(0).shuffle(groups)
    for fold in range(FOLDS):
        apart = set(groups[fold::FOLDS])
        yield apart, Model([report for m in meetings if m.group not in apart for report in read_reports(m)])


def _passages_of(meeting: Meeting, model: Model, chain: Weights | None) -> Iterator[Sample]:
    count = len(meeting.tasks)
    spoken = describe(meeting.remarks, meeting.tasks, meeting.talk, meeting.people)
    for at, passage in find_passages(spoken, meeting.tasks, np.full(count, weigh_list(count)), chain).items():
        task = meeting.tasks[at]
        stands = model.weigh(describe_passage(meeting, passage.remarks, task))
        if any(reports_deed(meeting.remarks[n], task) for n in passage.remarks):
            stands[STATUSES.index(UpdateStatus.DONE)] += CERTAIN
        status = STATUSES[int(stands.argmax())].value
        told = describe_news(passage, meeting.remarks, spoken, at, task, count, stands)
        near = [n for n in meeting.news if n.task == at and set(passage.remarks) & set(meeting.passage(n))]
        yield meeting.group, told, any(OPEN.get(n.status, n.status) == status for n in near)


def without_own(meeting: Meeting) -> Meeting:
    """A meeting that left nothing open: it tells no news of any task."""
    return replace(meeting, tasks=(), news=())


def with_strangers(meetings: Iterable[Meeting], few: int, many: int, every: Sequence[Meeting]) -> Iterator[Meeting]:
    """Each meeting with some tasks of others open beside its own, as if its people had them: no news is of these."""
    chance = random.Random(SEED)
    for meeting in meetings:
        others = [task for other in every if other.group != meeting.group for task in other.tasks]
        picked = chance.sample(others, min(len(others), chance.randint(few, many)))
        owners = [None, *meeting.people]
        strange = [replace(task, owner=chance.choice(owners), path=f"{n}.md") for n, task in enumerate(picked)]
        yield replace(meeting, tasks=(*meeting.tasks, *strange))
