"""Tasks of a talk, written or agreed in it, each once; and how a task is made of what was found, in whatever was read."""

from collections.abc import Iterable

import msgspec
import numpy as np

from minutebook.flow.extract.offline.talk.acts import Act
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.scorer import read_scorer
from minutebook.flow.extract.offline.words.stems import stems_of
from minutebook.flow.extract.offline.work.candidates import Candidate, choose_once, find_candidates, is_sentence
from minutebook.flow.extract.offline.work.minuted import told_before
from minutebook.flow.extract.offline.work.priority import find_priority, lines_about
from minutebook.flow.extract.offline.work.thread import State
from minutebook.flow.extract.offline.work.written import Written, find_written
from minutebook.model.extraction import Task, TaskStatus
from minutebook.model.source import Source, SourceKind
from minutebook.text import patterns as re
from minutebook.text.brackets import until_open
from minutebook.text.ids import item_id

MOST_EVIDENCE = 8
TWIN = 0.75
"""Share of the stems of two wordings that both have, from which they are one task."""
_STATUS = {
    State.DECLINED: TaskStatus.DECLINED,
    State.CANCELLED: TaskStatus.CANCELLED,
    State.DONE: TaskStatus.DONE,
}
_ONLY_A_DAY = re.compile(
    r"Make (?:that|it) (?:(?:the|on|for|by|next) )*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|today\b|tomorrow\b|\d+(?:st|nd|rd|th)\b)"
)
"""Words that put a day right, and name no work: "Make that Thursday"."""


def find_tasks(
    source: Source, lines: tuple[Line, ...], people: People, lexicon: Lexicon, acts: tuple[Act, ...], senses: np.ndarray
) -> tuple[Task, ...]:
    """The tasks of a source, in order; those that were called off, declined or done in it carry that status."""
    scorer = read_scorer()
    written = find_written(lines, source.date, lexicon, me=people.me)
    apart = told_before(lines).union(*((item.line, *item.also) for item in written))
    alone = source.kind is SourceKind.MEMO
    found = [of_written(item, lines, lexicon) for item in written]
    if source.kind is not SourceKind.CHECKLIST:
        candidates = find_candidates(
            lines, people, source.date, lexicon, acts, senses, apart, scorer.threshold, alone=alone
        )
        rated = [
            (scorer.probability(c.features), c)
            for c in candidates
            if is_sentence(c.text, lexicon) and not _ONLY_A_DAY.match(c.text)
        ]
        for confidence, candidate in choose_once(rated, lexicon):
            mine = people.me if alone and not candidate.thread.named else None
            found.append(_of_thread(candidate, candidate.owner or mine, confidence, lines, lexicon))
    once = without_twins(sorted(found, key=lambda task: task.evidence), lexicon)
    return tuple(numbered(source, sorted(once, key=lambda task: task.evidence)))


def without_twins(tasks: list[Task], lexicon: Lexicon) -> list[Task]:
    """The tasks, each once: what came out twice in the same words for the same person is one, with the evidence of both."""
    kept: list[Task] = []
    for task in tasks:
        words = stems_of(task.text, lexicon)
        twin = next((n for n, other in enumerate(kept) if _is_twin(other, task, words, lexicon)), None)
        if twin is None:
            kept.append(task)
            continue
        first = kept[twin]
        dated = task if first.due is None and task.due is not None else first
        kept[twin] = msgspec.structs.replace(
            first,
            evidence=tuple(sorted({*first.evidence, *task.evidence}))[:MOST_EVIDENCE],
            confidence=max(first.confidence, task.confidence),
            due=dated.due,
            due_text=dated.due_text,
        )
    return kept


def _is_twin(first: Task, second: Task, words: frozenset[str], lexicon: Lexicon) -> bool:
    both = stems_of(first.text, lexicon)
    same = bool(words) and len(words & both) >= TWIN * len(words | both)
    days = first.due is None or second.due is None or first.due == second.due
    return same and days and first.status is second.status and first.owner == second.owner


def cite(numbers: Iterable[int], lines: tuple[Line, ...]) -> tuple[int, ...]:
    """The utterances of some lines, few enough to be evidence: of long sentences the first utterance each."""
    chosen = sorted(set(numbers))
    ids = sorted({u for n in chosen for u in lines[n].utterances})
    if len(ids) > MOST_EVIDENCE:
        ids = sorted({lines[n].utterances[0] for n in chosen})[:MOST_EVIDENCE]
    return tuple(ids)


def _of_thread(
    candidate: Candidate, owner: str | None, confidence: float, lines: tuple[Line, ...], lexicon: Lexicon
) -> Task:
    due = candidate.due
    return Task(
        id="",
        text=candidate.text,
        evidence=cite(candidate.lines, lines),
        confidence=round(confidence, 3),
        owner=owner,
        owed_to=candidate.owed_to,
        due=due.span.value if due else None,
        due_text=due.span.text.rstrip(".,") if due else None,
        priority=find_priority(
            lines_about(lines, (act.line for act in candidate.thread.acts), candidate.busy), lexicon
        ),
        status=_STATUS.get(candidate.thread.state, TaskStatus.OPEN),
    )


def of_written(item: Written, lines: tuple[Line, ...], lexicon: Lexicon) -> Task:
    return Task(
        id="",
        text=item.text,
        evidence=cite((item.line, *item.also), lines),
        confidence=item.confidence,
        owner=item.owner,
        due=item.due.value if item.due else None,
        due_text=item.due.text if item.due else None,
        priority=item.priority if item.priority != "medium" else find_priority((lines[item.line],), lexicon),
        status=TaskStatus.DONE if item.done else TaskStatus.OPEN,
    )


def numbered(source: Source, tasks: list[Task]) -> Iterable[Task]:
    """The tasks, none with an aside that was cut off, with their ids: by the block of the first evidence, told apart by order within it."""
    blocks = {u.id: u.block for u in source.utterances}
    used: dict[int, int] = {}
    for task in tasks:
        block = blocks[task.evidence[0]]
        nth = used.get(block, 0)
        used[block] = nth + 1
        yield msgspec.structs.replace(task, text=until_open(task.text), id=item_id(source.id, "task", block, nth))
