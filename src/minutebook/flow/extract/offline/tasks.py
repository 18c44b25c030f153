"""Tasks: threads that were settled, dated, worded and scored."""

from datetime import date

import msgspec

from minutebook.flow.extract.offline.acts import find_acts
from minutebook.flow.extract.offline.due import Due, find_due
from minutebook.flow.extract.offline.features import describe, is_narration
from minutebook.flow.extract.offline.lexicon import Lexicon
from minutebook.flow.extract.offline.line import Line, People
from minutebook.flow.extract.offline.priority import find_priority
from minutebook.flow.extract.offline.resolve import settle
from minutebook.flow.extract.offline.scorer import read_scorer
from minutebook.flow.extract.offline.thread import Follower, State, Thread
from minutebook.flow.extract.offline.wording import Wording
from minutebook.model.extraction import Task, TaskStatus
from minutebook.model.source import Source
from minutebook.text.ids import item_id

MOST_EVIDENCE = 8
_STATUS = {State.DECLINED: TaskStatus.DECLINED, State.CANCELLED: TaskStatus.CANCELLED, State.DONE: TaskStatus.DONE}


class Candidate(msgspec.Struct, frozen=True):
    """A thread that may be a task, with what the scorer sees of it."""

    thread: Thread
    text: str
    owner: str | None
    due: Due | None
    lines: tuple[int, ...]
    features: dict[str, float]


def find_candidates(lines: tuple[Line, ...], people: People, reference: date, lexicon: Lexicon) -> list[Candidate]:
    """Every thread that could be a task, in the order of the talk."""
    acts = tuple(act for act in find_acts(lines, lexicon) if not is_narration(act, lines[act.line], lexicon))
    threads = settle(Follower(lines, acts, people, lexicon).follow(), lines, lexicon)
    acting = {act.line: thread for thread in threads for act in thread.acts}
    wording = Wording(lines, people, lexicon)
    found = []
    for thread in threads:
        busy = frozenset(number for number, other in acting.items() if other is not thread)
        due = find_due(thread, lines, busy, reference)
        owner = find_owner(thread, lines, people)
        text = wording.word(thread, owner, due.span.text if due else None)
        shown = _shown(thread, due)
        features = describe(thread, lines, due.span if due else None, lexicon)
        if owner:
            features["owned"] = 1.0
        found.append(Candidate(thread, text, owner, due, shown, features))
    return found


def find_tasks(source: Source, lines: tuple[Line, ...], people: People, lexicon: Lexicon) -> tuple[Task, ...]:
    """The tasks of a talk; those that were called off, declined or done in it carry that status."""
    scorer = read_scorer()
    blocks = {u.id: u.block for u in source.utterances}
    used: dict[int, int] = {}
    tasks = []
    for candidate in find_candidates(lines, people, source.date, lexicon):
        confidence = scorer.probability(candidate.features)
        if not candidate.text or confidence < scorer.threshold:
            continue
        evidence = cite(candidate.lines, lines)
        block = blocks[evidence[0]]
        nth = used.get(block, 0)
        used[block] = nth + 1
        tasks.append(
            _task(source, candidate, evidence, item_id(source.id, "task", block, nth), confidence, lines, lexicon)
        )
    return tuple(tasks)


def _task(
    source: Source,
    candidate: Candidate,
    evidence: tuple[int, ...],
    identity: str,
    confidence: float,
    lines: tuple[Line, ...],
    lexicon: Lexicon,
) -> Task:
    due = candidate.due
    return Task(
        id=identity,
        text=candidate.text,
        evidence=evidence,
        confidence=round(confidence, 3),
        owner=candidate.owner,
        due=due.span.value if due else None,
        due_text=due.span.text if due else None,
        priority=find_priority([lines[n].plain for n in candidate.lines], lexicon),
        status=_STATUS.get(candidate.thread.state, TaskStatus.OPEN),
    )


def find_owner(thread: Thread, lines: tuple[Line, ...], people: People) -> str | None:
    """The full name of the one who has it; None where that is not known."""
    if thread.owner is not None:
        return thread.owner if thread.named else people.name(thread.owner)
    if thread.state is State.ASKED:
        return thread.to
    return None


def _shown(thread: Thread, due: Due | None) -> tuple[int, ...]:
    chosen = list(dict.fromkeys([*thread.lines, *([due.line] if due else [])]))
    return tuple(sorted(chosen[:6]))


def cite(numbers: tuple[int, ...], lines: tuple[Line, ...]) -> tuple[int, ...]:
    """The utterances of some lines, few enough to be evidence: of long sentences the first utterance each."""
    ids = sorted({u for n in numbers for u in lines[n].utterances})
    if len(ids) > MOST_EVIDENCE:
        ids = sorted({lines[n].utterances[0] for n in numbers})[:MOST_EVIDENCE]
    return tuple(ids)
