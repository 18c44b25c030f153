"""What was remarked in a talk bound to the open tasks that it is news of."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from minutebook.flow.link.again import without_context
from minutebook.flow.link.finished import says_ended
from minutebook.flow.link.follow import Passage, find_passages
from minutebook.flow.link.named import calls_off, names_task
from minutebook.flow.link.spoken import Words, describe
from minutebook.flow.link.standing import go_on, judge, weigh_standing
from minutebook.flow.link.sure import describe_news, is_sure
from minutebook.flow.link.telling import stems
from minutebook.flow.link.weigh import COMMON, TIMES
from minutebook.model.entity import EntityType, OpenTask
from minutebook.model.extraction import Extraction, Remark, Sign, Update, UpdateStatus
from minutebook.text import patterns as re

MOST = 40
"""Open tasks that are looked for at most, those first whose words the talk has."""
LIST = 16.0
"""Open tasks from which a meeting does not speak of each any more: of a longer list nobody works through, and it falls with the square."""
_ENDING = frozenset({UpdateStatus.DONE, UpdateStatus.CANCELLED, UpdateStatus.REASSIGNED})
"""What takes a task off somebody's list: wrongly told, it is work that nobody does."""
_LASTS = re.compile(r"\btakes? (?:about |up to |at least |another )?(?:\w+ ){1,2}(?:days|weeks|months|hours)\b")
"""What says how long work of its kind lasts, and not that it is over."""


def bind_remarks(
    extraction: Extraction,
    earlier: Sequence[tuple[OpenTask, float]],
    said: Mapping[int, str],
    recall: Callable[[OpenTask], OpenTask],
    written: bool = False,
) -> Iterator[tuple[Update, OpenTask]]:
    """The news of each open task that is spoken of, in their order. ``earlier``: the tasks with the chance that this meeting speaks of each.

    What is ``written`` must be sure by itself: the chain has learned from talk, where people answer one another.
    """
    remarks = extraction.remarks
    if not remarks:
        return
    people = [p.name for p in extraction.participants if p.name]
    people += [m.name for m in extraction.mentioned if m.type is EntityType.PERSON]
    share = weigh_list(len(earlier))
    chosen = _most_likely(earlier, remarks, said, people)
    tasks = [recall(task) for task, _ in chosen]
    priors = np.array([math.log(chance) + share for _, chance in chosen])
    spoken = describe(remarks, tasks, said, people)
    whom, present = _named_with(extraction), stems(" ".join(p.name for p in extraction.participants if p.name))
    passages = dict(find_passages(spoken, tasks, priors))
    for at, passage in list(passages.items()) if written else ():
        told, stands = [remarks[n] for n in passage.remarks], _stands(passage, remarks, tasks[at])
        sure = is_sure(describe_news(passage, remarks, spoken, at, tasks[at], len(earlier), stands))
        if not sure or _only_names(told, tasks[at], whom) or all(_LASTS.search(remark.text) for remark in told):
            del passages[at]
    taken = {n for passage in passages.values() for n in passage.remarks}
    for at, passage in sorted(passages.items()):
        after, told = go_on(remarks, passage.remarks, taken), [remarks[n] for n in passage.remarks]
        update = _settle(judge(told, tasks[at], after), tasks[at])
        if update.status is UpdateStatus.CANCELLED and not calls_off(told, tasks[at]):
            continue
        given = update.status is UpdateStatus.REASSIGNED
        ends = update.status in _ENDING
        if not ends or (passage.clear and names_task(told, tasks[at], present, given=given)):
            yield update, tasks[at]


def _named_with(extraction: Extraction) -> frozenset[str]:
    """The stems of the names of the organisations that a source is with or about."""
    names = [m.name for m in extraction.mentioned if m.type is not EntityType.PERSON]
    return stems(" ".join([*names, extraction.subject.name] if extraction.subject else names))


def _only_names(told: Sequence[Remark], task: OpenTask, whom: frozenset[str]) -> bool:
    """Whether all that a passage shares with a task is whom it is with: "at the mill" tells nothing of which work."""
    shared = stems(without_context(task.text)) & stems(" ".join(remark.text for remark in told))
    telling = {word for word in shared if not word.isdigit()} - COMMON - TIMES
    return bool(telling) and telling <= whom


def _stands(passage: Passage, remarks: Sequence[Remark], task: OpenTask) -> np.ndarray:
    return weigh_standing([remarks[n] for n in passage.remarks], task)


def weigh_list(count: int) -> float:
    """The log odds off that a meeting speaks of one of so many open tasks."""
    return 2 * math.log(min(1.0, LIST / count))


def _most_likely(
    earlier: Sequence[tuple[OpenTask, float]], remarks: Sequence[Remark], said: Mapping[int, str], people: Sequence[str]
) -> Sequence[tuple[OpenTask, float]]:
    """The tasks that may be spoken of, in their order: of many those of whose words the talk has most."""
    if len(earlier) <= MOST:
        return earlier
    words = Words([task for task, _ in earlier], said, people)
    heard = frozenset(word for remark in remarks for word in stems(remark.text))
    uses = Counter(heard)
    told = [chance * (1 + words.tells(own & heard, uses)) for own, (_, chance) in zip(words.own, earlier, strict=True)]
    best = sorted(range(len(earlier)), key=lambda at: (-told[at], at))[:MOST]
    return [earlier[at] for at in sorted(best)]


def _settle(update: Update, task: OpenTask) -> Update:
    """The update in the light of its task: what will be ready by the day that it is due has not slipped; a lease that was to be cancelled and is, is done."""
    if update.status is UpdateStatus.CANCELLED and says_ended(task.text, update.words):
        return replace(update, status=UpdateStatus.DONE)
    if update.new_due and task.due and update.new_due.isoformat() <= task.due:
        return replace(update, status=UpdateStatus.IN_PROGRESS, new_due=None)
    return replace(update, owner=update.owner or task.owner)


def handed_over(remarks: Sequence[Remark]) -> Iterator[Update]:
    """What remarks say of work that is somebody else's now, whatever work it is."""
    for remark in remarks:
        if remark.new_owner and Sign.HANDS_OVER in remark.signs:
            yield Update(
                task_text=remark.text,
                status=UpdateStatus.REASSIGNED,
                evidence=remark.evidence,
                new_owner=remark.new_owner,
                owner=remark.speaker,
                confidence=remark.chance,
            )
