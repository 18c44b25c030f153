"""News of earlier work bound to the open tasks that it is about.

Each report is weighed against each open task: the odds that it is news of that task before a word is compared (fewer with many open tasks and
reports, with age, with strangers), times how much likelier its words are if it is than if they meet by chance. A wrong follow-up is worse than none:
only what is clearly likelier than every other reading binds.
"""

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from minutebook.flow.link.again import restated, say_again, taken_over, without_context
from minutebook.flow.link.finished import says_done, says_ended
from minutebook.flow.link.received import bind_received
from minutebook.flow.link.related import likelihood, people_here
from minutebook.flow.link.remarked import bind_remarks, handed_over
from minutebook.flow.link.standing import puts_right
from minutebook.flow.link.telling import stems
from minutebook.flow.link.weigh import Report, Weighing
from minutebook.model.entity import OpenTask
from minutebook.model.extraction import Extraction, Task, TaskStatus, Update, UpdateStatus
from minutebook.model.source import Source, SourceKind

ENOUGH = 0.0
"""Log odds from which a report binds."""
CLEAR = 2.0
"""Log odds from which another report of the same passage is of the same task."""
MOST_EVIDENCE = 6
CLOSING = 0.7
"""What a report that work is done counts beside another of its passage that it is not."""
LEAD = 1.0
"""Log odds by which a task must lead the next one: below it nothing tells them apart."""
EXPECTED, LIST = 0.85, 16.0
"""Chance that a meeting speaks of an open task while no more than ``LIST`` are open; of a longer list nobody works through, and it falls with the square."""
RANK = (
    UpdateStatus.SLIPPED,
    UpdateStatus.REASSIGNED,
    UpdateStatus.CANCELLED,
    UpdateStatus.IN_PROGRESS,
    UpdateStatus.DONE,
)
"""Of several reports that fit alike the first of these holds: what was done so far often goes with the news that it is late."""
_UNDONE = frozenset({UpdateStatus.SLIPPED, UpdateStatus.IN_PROGRESS, UpdateStatus.CANCELLED})
_OVER = {TaskStatus.DONE: UpdateStatus.DONE, TaskStatus.CANCELLED: UpdateStatus.CANCELLED}
BEFORE = 3
"""Utterances before a report among which one names the work."""
SAME = 0.5
"""Likeness from which a new task is the commitment that an update already reports."""

Scores = Sequence[Mapping[int, float]]
"""For each report the log odds that it is news of a task, by the task's index."""


def bind_updates(
    extraction: Extraction,
    open_tasks: Sequence[OpenTask],
    source: Source,
    told: Sequence[Update] = (),
    recall: Callable[[OpenTask], OpenTask] = lambda task: task,
) -> tuple[tuple[Task, ...], tuple[Update, ...]]:
    """The tasks less those that an update reports, and the updates that bind, each with its open task's words and id.

    ``told`` before of this source, it reports what it did then; no passage of it is news of other work now. Of what a thread's own earlier mails left
    open only its later ones tell.
    """
    own = {task.id for task in open_tasks if task.since}
    tasks, updates = tuple(task for task in extraction.tasks if task.id not in own), extraction.updates
    if not updates and not tasks and not extraction.remarks:
        return extraction.tasks, ()
    here = people_here(extraction)
    possible = [(task, likelihood(task, here, extraction.date)) for task in open_tasks]
    earlier = [(task, chance) for task, chance in possible if chance > 0]
    if not earlier:
        return extraction.tasks, ()
    said = {u.id: u.text for u in source.utterances}
    weigh = Weighing([replace(task, text=without_context(task.text)) for task, _ in earlier], said, extraction)
    reported = []
    for bound, task in _find_news(extraction, earlier, source, said, recall, weigh):
        update = restated(bound, task, tasks, weigh, stems(bound.words))
        since = update and min(update.evidence) >= task.since and not _written_before(source, update, task)
        reported += [update] if update and since and _is_free(update, told) else []
    new = {update.task_id for update in reported}
    reported += [update for update in told if update.task_id not in new]
    kept = tuple(task for task in tasks if not any(_is_same(weigh, task, update) for update in reported))
    before = [task for task, _ in earlier if not task.since]
    reported += (
        moved := taken_over(kept, before, (*updates, *handed_over(extraction.remarks)), reported, weigh)
    ).values()
    again = moved | say_again([task for task in kept if task.id not in moved], before, reported, weigh)
    again = {id_: update for id_, update in again.items() if _is_free(update, told)}
    kept = tuple(task for task in extraction.tasks if task.id in own or (task in kept and task.id not in again))
    news = (*reported, *(update for id_, update in again.items() if id_ not in moved))
    return kept, tuple(update for update in news if update not in told)


def _find_news(
    extraction: Extraction,
    earlier: Sequence[tuple[OpenTask, float]],
    source: Source,
    said: Mapping[int, str],
    recall: Callable[[OpenTask], OpenTask],
    weigh: Weighing,
) -> list[tuple[Update, OpenTask]]:
    """All that reports, remarks, and what came with a mail tell of earlier tasks, each with its task."""
    written = source.kind is not SourceKind.CONVERSATION
    come = list(bind_received(extraction, [task for task, _ in earlier], recall, weigh)) if written else []
    sure = {id(task) for _, task in come}
    reports = _bind_reports(extraction.updates, earlier, said, weigh)
    found = [*reports, *bind_remarks(extraction, earlier, said, recall, written)]
    found = [*come, *((update, task) for update, task in found if id(task) not in sure)]
    return [*found, *_settled_since(extraction, earlier, {task.id for _, task in found})]


def _settled_since(
    extraction: Extraction, earlier: Sequence[tuple[OpenTask, float]], bound: Collection[str | None]
) -> Iterator[tuple[Update, OpenTask]]:
    """What a thread read as a whole says became of its own accepted tasks, where nothing else tells of them."""
    again = {task.id: task for task in extraction.tasks}
    for task, _ in earlier:
        now = again.get(task.id or "") if task.since and task.id not in bound else None
        later = tuple(at for at in now.evidence if at >= task.since) if now else ()
        if now and later and now.status in _OVER:
            status = _OVER[now.status]
            update = Update(task_text=task.text, status=status, evidence=later, task_id=task.id, owner=task.owner)
            yield replace(update, confidence=now.confidence), task


def _bind_reports(
    updates: Sequence[Update], earlier: Sequence[tuple[OpenTask, float]], said: Mapping[int, str], weigh: Weighing
) -> Iterator[tuple[Update, OpenTask]]:
    """The reports that bind, each with its task."""
    reports = [Report(update, said) for update in updates]
    scores = _score(updates, reports, [chance for _, chance in earlier], weigh)
    bound = _pair(scores, [RANK.index(u.status) for u in updates])
    for i, j in sorted(bound.items()):
        near = _of_one_passage(i, j, updates, reports, scores, bound)
        surest = max(near, key=lambda k: (_sureness(updates[k]), -RANK.index(updates[k].status)))
        joined = _named(_joined(updates[surest], updates[i]), earlier[j][0], said, weigh)
        found = _bind(joined, earlier[j][0], said)
        yield replace(found, words=f"{found.words} {' '.join(sorted(reports[i].words))}"), earlier[j][0]


def _written_before(source: Source, update: Update, task: OpenTask) -> bool:
    """Whether news rests on a mail of a thread that was sent before the day on which the task came about."""
    sent = [mail.sent for mail in source.messages if mail.sent and mail.first <= max(update.evidence)]
    return bool(sent) and max(sent).date().isoformat() < (task.source_date or "")


def _is_free(update: Update, told: Sequence[Update]) -> bool:
    """Whether news is of a task that was told of before, or rests on passages that told of none."""
    cited = {at for before in told for at in before.evidence}
    return any(update.task_id == before.task_id for before in told) or min(update.evidence) not in cited


def _of_one_passage(
    i: int, j: int, updates: Sequence[Update], reports: Sequence[Report], scores: Scores, bound: Mapping[int, int]
) -> list[int]:
    """The report that binds to a task, and those of its passage that are of no other task: the surest of them says how it stands."""
    elsewhere = {at for b in bound if b != i for at in updates[b].evidence}
    found = [i]
    for k, row in enumerate(scores):
        clear = row.get(j, -math.inf) >= max(CLEAR, *row.values()) if row else False
        alone = k not in bound and elsewhere.isdisjoint(updates[k].evidence)
        if clear and alone and reports[k].is_of_one_passage(reports[i]):
            found.append(k)
    return found


def _sureness(update: Update) -> float:
    """How sure a report is of how its work stands, to a tenth: what is done in part is told with as much confidence as the whole."""
    return round(update.confidence * (CLOSING if update.status is UpdateStatus.DONE else 1), 1)


def _joined(surest: Update, best: Update) -> Update:
    """The surest report, with the passage whose words name the task, too."""
    return replace(surest, evidence=tuple(sorted({*surest.evidence, *best.evidence}))[:MOST_EVIDENCE])


def _named(update: Update, task: OpenTask, said: Mapping[int, str], weigh: Weighing) -> Update:
    """The report with the passage just before it that names the task, where its own words do not."""
    words = stems(without_context(task.text))
    told = {at: weigh.weight(words & stems(said.get(at, ""))) for at in update.evidence}
    first = min(update.evidence)
    before = {at: weigh.weight(words & stems(said.get(at, ""))) for at in range(first - BEFORE, first)}
    nearest = max(before, key=lambda at: (before[at], at))
    if max(told.values()) > 0 or before[nearest] <= 0:
        return update
    return replace(update, evidence=(nearest, *update.evidence)[:MOST_EVIDENCE])


def _score(updates: Sequence[Update], reports: Sequence[Report], chances: Sequence[float], weigh: Weighing) -> Scores:
    """The log odds that a report is news of a task, against none and against every report elsewhere."""
    if not updates:
        return []
    share = EXPECTED * min(1.0, LIST / len(chances)) ** 2
    every = sum(update.confidence for update in updates)
    before = [math.log(share * chance / (1 - share * chance) / every) for chance in chances]
    scores = [
        {j: odds + before[j] + math.log(update.confidence) for j, odds in weigh.evidence(report).items()}
        for update, report in zip(updates, reports, strict=True)
    ]
    by_task: dict[int, list[int]] = {}
    for i, row in enumerate(scores):
        for j in row:
            by_task.setdefault(j, []).append(i)

    def contest(i: int, j: int) -> float:
        rivals = [k for k in by_task[j] if k != i and not reports[k].is_of_one_passage(reports[i])]
        return scores[i][j] - math.log1p(sum(math.exp(scores[k][j]) for k in rivals))

    return [{j: contest(i, j) if odds >= ENOUGH else odds for j, odds in row.items()} for i, row in enumerate(scores)]


def _pair(scores: Scores, ranks: Sequence[int]) -> dict[int, int]:
    """Which update speaks of which open task: best first, one to one, only where one task stands out for an update."""
    ranked = sorted(
        ((score, i, j) for i, row in enumerate(scores) for j, score in row.items() if score >= ENOUGH),
        key=lambda s: (-round(s[0], 1), ranks[s[1]], s[1:]),
    )
    bound: dict[int, int] = {}
    for score, i, j in ranked:
        taken = set(bound.values())
        if i in bound or j in taken:
            continue
        rival = max((other for k, other in scores[i].items() if k != j and k not in taken), default=-math.inf)
        if score - rival >= LEAD:
            bound[i] = j
    return bound


def _bind(update: Update, task: OpenTask, said: Mapping[int, str]) -> Update:
    """The update with its task; what was said to be ready by the day that it was due has not slipped unless another day was put in its place, and what was done in the task's own verb is done."""
    bound = msgspec.structs.replace(update, task_text=task.text, task_id=task.id, owner=update.owner or task.owner)
    if bound.status is UpdateStatus.CANCELLED and says_ended(task.text, bound.words):
        bound = replace(bound, status=UpdateStatus.DONE)
    if bound.status in _UNDONE and says_done(
        without_context(task.text), [said[at] for at in bound.evidence if at in said]
    ):
        return replace(bound, status=UpdateStatus.DONE, new_due=None)
    day = bound.new_due.isoformat() if bound.new_due else None
    if day and task.due and (day == task.due or (day < task.due and not puts_right(bound.words))):
        return msgspec.structs.replace(bound, status=UpdateStatus.IN_PROGRESS, new_due=None)
    return bound


def _is_same(weigh: Weighing, task: Task, update: Update) -> bool:
    """Whether a task is the commitment that an update reports, said again."""
    if task.status is not TaskStatus.OPEN:
        return False
    ours, theirs = stems(without_context(task.text)), stems(without_context(update.task_text))
    shared = weigh.weight(ours & theirs)
    alike = shared / max(min(weigh.weight(ours), weigh.weight(theirs)), 1e-9)
    if update.status is UpdateStatus.DONE:
        return alike >= 0.9 and ours <= theirs
    near = bool(set(task.evidence) & set(update.evidence))
    return alike >= (SAME - 0.15 if near else SAME + 0.1)
