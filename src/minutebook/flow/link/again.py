"""One commitment said in several meetings is one task: what is promised again is news of the open task, other work that resembles it is not."""

from collections.abc import Iterable, Sequence

from minutebook.flow.link.telling import stems
from minutebook.flow.link.weigh import Weighing
from minutebook.model.entity import OpenTask
from minutebook.model.extraction import Task, TaskStatus, Update, UpdateStatus
from minutebook.text.names import fold

ALIKE = 0.7
"""Share of the shorter one's words, weighed by how much they tell, from which two tasks are the same work."""
SURE = 0.6
"""Confidence from which a promise is taken for one against a report that reads as if the work were over."""
APART = 4.0
"""What words that only one of two tasks has must tell for the tasks to be different work, where both have such words."""
ALIKE_HANDED = 0.4
"""The same where somebody takes work from another in so many words."""
SAME_THING = 0.5
"""Share of an earlier task's telling words, its verb aside, that one which takes it over has."""
ASKING = frozenset("Ask Tell Remind Ring Call Phone Email Chase".split())
"""Verbs of tasks that are done by speaking to somebody."""
NEAR = 2
"""Utterances between a promise and the words that hand work over."""


def asks_of(text: str, person: str | None) -> bool:
    """Whether a task is to ask something of somebody, or to tell them: their answer is news of it, and the asking stays whose it is."""
    verb, *rest = text.split()
    return bool(person) and verb in ASKING and (person or "").split()[0] in rest


def without_context(text: str) -> str:
    """A task's words without what stands in brackets at its end: what was spoken of with it is said of other work as well."""
    words, _, context = text.partition(" (")
    return words if context.endswith(")") else text


def restated(
    update: Update, earlier: OpenTask, tasks: Iterable[Task], weigh: Weighing, told: frozenset[str] = frozenset()
) -> Update | None:
    """The update, in the light of what is promised in the same breath; None where that is other work which only resembles the task.

    What somebody promises anew, more surely than they report it, is neither done nor dropped: it goes on, or has moved to the day that is said now.
    ``told`` are the stems of the passage: where it says more of the open task than the new one has, it is news of it all the same.
    """
    cited = set(update.evidence)
    promised = [task for task in tasks if task.status is TaskStatus.OPEN and cited & set(task.evidence)]
    if not promised:
        return update
    covered = cited <= {i for task in promised for i in task.evidence}
    same = next((task for task in promised if is_same_work(task.text, earlier.text, weigh)), None)
    by_others = not any(_may_be_owned_alike(task, earlier) or asks_of(earlier.text, task.owner) for task in promised)
    if by_others and (covered or same) and update.status is not UpdateStatus.REASSIGNED:
        return None  # what somebody else promises is no news of this work, unless it is given to them
    if same is not None:
        closed = update.status in {UpdateStatus.DONE, UpdateStatus.CANCELLED}
        surely = same.confidence >= SURE and same.confidence > update.confidence
        return _news(same, earlier, update.confidence) if closed and surely else update
    own = told & stems(without_context(earlier.text))
    other = all(is_other_work(task.text, earlier.text, weigh) and own <= stems(task.text) for task in promised)
    return None if covered and other else update


def say_again(
    tasks: Iterable[Task], earlier: Sequence[OpenTask], reported: Iterable[Update], weigh: Weighing
) -> dict[str, Update]:
    """By id the tasks that are an open task said again, as news of it: of the same owner, and alike only one that nothing is reported of."""
    taken = {(update.task_id, update.task_text) for update in reported}
    found: dict[str, Update] = {}
    for task in tasks:
        if task.status is not TaskStatus.OPEN:
            continue
        fits = [e for e in earlier if _may_be_owned_alike(task, e) and is_same_work(task.text, e.text, weigh)]
        if len(fits) == 1 and (fits[0].id, fits[0].text) not in taken:
            taken.add((fits[0].id, fits[0].text))
            found[task.id] = _news(task, fits[0], task.confidence)
    return found


def taken_over(
    tasks: Iterable[Task],
    earlier: Sequence[OpenTask],
    said: Iterable[Update],
    reported: Iterable[Update],
    weigh: Weighing,
) -> dict[str, Update]:
    """By id the tasks that are an open task of somebody else, as news that it is theirs now: where it is said right there that work changes hands."""
    taken = {(update.task_id, update.task_text) for update in reported}
    given = [update for update in said if update.status is UpdateStatus.REASSIGNED and update.new_owner]
    found: dict[str, Update] = {}
    for task in tasks:
        near = next((update for update in given if _is_near(update, task)), None)
        if task.status is not TaskStatus.OPEN or task.owner is None or near is None:
            continue
        others = [e for e in earlier if not _may_be_owned_alike(task, e) and not asks_of(e.text, task.owner)]
        fits = [e for e in others if _is_alike(task.text, e.text, weigh)]
        if len(fits) == 1 and (fits[0].id, fits[0].text) not in taken:
            taken.add((fits[0].id, fits[0].text))
            found[task.id] = Update(
                task_text=fits[0].text,
                task_id=fits[0].id,
                status=UpdateStatus.REASSIGNED,
                new_owner=task.owner,
                owner=near.owner,
                evidence=tuple(sorted({*task.evidence, *near.evidence})),
                confidence=near.confidence,
            )
    return found


def _is_alike(one: str, other: str, weigh: Weighing) -> bool:
    """Whether two tasks share enough to be the same work where work is said to change hands; what was spoken of with them counts.

    ``other`` is the earlier one: half of what tells its thing is said again, so that a page is not taken for any other page; no name or number tells it.
    Where nothing tells it, as in "Call Ann", all of its words are.
    """
    ours, theirs = stems(one), stems(other)
    least = min(weigh.weight(ours), weigh.weight(theirs))
    whole = stems(without_context(other))
    thing = weigh.telling(whole) or whole
    least_shared = SAME_THING if thing != whole else 1.0
    shares_thing = weigh.weight(ours & thing) >= least_shared * weigh.weight(thing)
    return bool(least) and weigh.weight(ours & theirs) >= ALIKE_HANDED * least and shares_thing


def _is_near(update: Update, task: Task) -> bool:
    return any(abs(one - other) <= NEAR for one in update.evidence for other in task.evidence)


def is_same_work(one: str, other: str, weigh: Weighing) -> bool:
    """Whether two tasks' words say the same work: the shorter one's stand in the other, and neither has telling words of its own."""
    ours, theirs = stems(without_context(one)), stems(without_context(other))
    shared = ours & theirs
    least = min(weigh.weight(ours), weigh.weight(theirs))
    if not shared or (len(shared) < 2 and ours != theirs) or not least:
        return False
    return weigh.weight(shared) >= ALIKE * least and not is_other_work(one, other, weigh)


def is_other_work(one: str, other: str, weigh: Weighing) -> bool:
    """Whether each of two tasks has words of its own that tell: letters to the council about the meter and about the hedge."""
    ours, theirs = stems(without_context(one)), stems(without_context(other))
    return weigh.weight(ours - theirs) >= APART and weigh.weight(theirs - ours) >= APART


def _may_be_owned_alike(task: Task, earlier: OpenTask) -> bool:
    return not task.owner or not earlier.owner or fold(task.owner) == fold(earlier.owner)


def _news(task: Task, earlier: OpenTask, confidence: float) -> Update:
    """An open task that is promised again: moved where a later day is said, else under way."""
    moved = task.due is not None and earlier.due is not None and task.due.isoformat() > earlier.due
    return Update(
        task_text=earlier.text,
        task_id=earlier.id,
        status=UpdateStatus.SLIPPED if moved else UpdateStatus.IN_PROGRESS,
        new_due=task.due if moved else None,
        owner=task.owner or earlier.owner,
        evidence=task.evidence,
        confidence=confidence,
    )
