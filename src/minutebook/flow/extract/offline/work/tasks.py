"""Tasks: written ones, and threads of talk that were settled, dated, worded and scored."""

import re
from collections.abc import Iterable
from datetime import date

import msgspec
import numpy as np

from minutebook.flow.extract.offline.letter.work import Work
from minutebook.flow.extract.offline.talk.acts import Act, Kind
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.sense import bounded
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.scorer import read_scorer
from minutebook.flow.extract.offline.words.stems import stems_of
from minutebook.flow.extract.offline.work.deadline import choose_dues
from minutebook.flow.extract.offline.work.due import Due
from minutebook.flow.extract.offline.work.features import describe, describe_hold, is_narration, read_odds
from minutebook.flow.extract.offline.work.loose import find_loose
from minutebook.flow.extract.offline.work.minuted import told_before
from minutebook.flow.extract.offline.work.owed import find_owed
from minutebook.flow.extract.offline.work.owner import choose_owners
from minutebook.flow.extract.offline.work.parting import part
from minutebook.flow.extract.offline.work.priority import find_priority, lines_about
from minutebook.flow.extract.offline.work.resolve import settle
from minutebook.flow.extract.offline.work.running import order_of
from minutebook.flow.extract.offline.work.thread import LIVE, Follower, State, Thread
from minutebook.flow.extract.offline.work.unnamed import choose_speaker
from minutebook.flow.extract.offline.work.wording import Wording
from minutebook.flow.extract.offline.work.written import Written, find_written
from minutebook.model.extraction import Task, TaskStatus
from minutebook.model.source import Form, Source, SourceKind
from minutebook.text.ids import item_id

MOST_EVIDENCE = 8
MOST_LINES = 6
_BROKEN = re.compile(r"…|\.\.\.|-$|^[^\"]*\"[^\"]*$")
_NO_VERBS = frozenset(
    "a an the this that these those my your our his her their its some any it they we you i he she him them us me and or but of in on at for to with from".split()
)
_WHO = frozenset("i we you he she they".split())
_PERFECT = re.compile(r"Have (?:decided|been|done|had|got|gone|finished|left|seen)\b")
LINES_BESIDE, LINES_NEAR = 1, 10
_NAMES = re.compile(r"(?<=\w )[A-ZÀ-Þ][\w'’-]+")
ALIKE = 0.2
"""Share of their stems that two pieces of work near each other have in common from which they are one; see training/tasks.py."""
TWIN = 0.75
"""Share of the stems of two wordings that both have, from which they are one task."""
_TO_ONESELF = frozenset({Kind.MUST, Kind.WILL, Kind.NEED, Kind.PLAN, Kind.ORDER})
_WAYS = [
    {"owned": owned, "due": due, "day": day}
    for owned in (False, True)
    for due, day in ((False, False), (True, False), (True, True))
]
"""How a thread may be held and dated."""
_STATUS = {
    State.DECLINED: TaskStatus.DECLINED,
    State.CANCELLED: TaskStatus.CANCELLED,
    State.DONE: TaskStatus.DONE,
}


class Candidate(msgspec.Struct, frozen=True):
    """A thread that may be a task, with what the scorer sees of it. ``lines`` are what it rests on."""

    thread: Thread
    text: str
    owner: str | None
    owed_to: str | None
    due: Due | None
    lines: tuple[int, ...]
    features: dict[str, float]
    busy: frozenset[int]
    """Lines where other threads act."""
    voice: str | None = None
    """The label of who has it, where nothing says who that is."""


def find_tasks(
    source: Source, lines: tuple[Line, ...], people: People, lexicon: Lexicon, acts: tuple[Act, ...], senses: np.ndarray
) -> tuple[Task, ...]:
    """The tasks of a source, in order; those that were called off, declined or done in it carry that status."""
    scorer = read_scorer()
    written = find_written(lines, source.date, lexicon)
    apart = told_before(lines).union(*((item.line, *item.also) for item in written))
    alone = source.kind is SourceKind.MEMO
    found = [_of_written(item, lines, lexicon) for item in written]
    if source.kind is not SourceKind.CHECKLIST:
        candidates = find_candidates(
            lines, people, source.date, lexicon, acts, senses, apart, scorer.threshold, alone=alone
        )
        rated = [(scorer.probability(c.features), c) for c in candidates if is_sentence(c.text, lexicon)]
        for confidence, candidate in choose_once(rated, lexicon):
            mine = people.me if alone and not candidate.thread.named else None
            found.append(_of_thread(candidate, candidate.owner or mine, confidence, lines, lexicon))
    once = _without_twins(sorted(found, key=lambda task: task.evidence), lexicon)
    return tuple(_numbered(source, sorted(once, key=lambda task: task.evidence)))


def tell_written(
    source: Source, lines: tuple[Line, ...], works: Iterable[Work], lexicon: Lexicon, *, boxes: str | None = None
) -> tuple[Task, ...]:
    """The tasks of a source that is no talk: written ones and the works of its prose. Boxes without a name are ``boxes``'."""
    written = find_written(lines, source.date, lexicon, letter=source.kind is SourceKind.EMAIL)
    found = [_of_written(item, lines, lexicon) for item in written]
    found = [msgspec.structs.replace(task, owner=task.owner or boxes) for task in found]
    works = list(works)
    owned = {work.line for work in works if work.owner}
    bare = {item.line for item in written if item.owner is None and lines[item.line].checked is None} & owned
    found = [task for task, item in zip(found, written, strict=True) if item.line not in bare]
    listed = {item.line for item in written} - bare
    told = [_of_work(work, lines) for work in works if work.line not in listed]
    found += _as_orders(told, lines, lexicon) if source.kind is SourceKind.MEMO else told
    once = _without_twins(sorted(found, key=lambda task: task.evidence), lexicon)
    return tuple(_numbered(source, sorted(once, key=lambda task: task.evidence)))


def _as_orders(tasks: Iterable[Task], lines: tuple[Line, ...], lexicon: Lexicon) -> list[Task]:
    """The tasks of a dictated text, whose sentences run on, as far as their words are orders."""
    names = {name.name for line in lines for name in line.names}
    orders = (msgspec.structs.replace(task, text=order_of(task.text, names, lexicon)) for task in tasks)
    return [task for task in orders if task.text]


def _of_work(work: Work, lines: tuple[Line, ...]) -> Task:
    return Task(
        id="",
        text=work.text,
        evidence=cite(work.lines, lines),
        confidence=round(work.confidence, 2),
        owner=work.owner,
        owed_to=work.owed_to if work.owed_to != work.owner else None,
        due=work.due.value if work.due else None,
        due_text=work.due.text.rstrip(".,") if work.due else None,
        priority=work.priority,
        status=work.status,
    )


def choose_once(rated: Iterable[tuple[float, Candidate]], lexicon: Lexicon) -> list[tuple[float, Candidate]]:
    """The candidates with their chances in order, the surest of those that tell one piece of work; it takes the day and the owner that only another has."""
    kept: list[tuple[float, Candidate]] = []
    for chance, candidate in sorted(rated, key=lambda one: -one[0]):
        twin = next((n for n, (_, other) in enumerate(kept) if _tells_same(other, candidate, lexicon)), None)
        if twin is None:
            kept.append((chance, candidate))
            continue
        surer, other = kept[twin]
        fuller = msgspec.structs.replace(other, owner=other.owner or candidate.owner, due=other.due or candidate.due)
        kept[twin] = (surer, fuller)
    return sorted(kept, key=lambda one: (one[1].thread.first.line, one[1].thread.first.start))


def _tells_same(one: Candidate, other: Candidate, lexicon: Lexicon) -> bool:
    """Whether two candidates near each other are one piece of work: side by side, or in like words."""
    if one.thread.state not in LIVE or other.thread.state not in LIVE:
        return False
    theirs = {one.owner or one.voice, other.owner or other.voice} - {None}
    if len(theirs) > 1:
        return False
    apart = min(abs(a - b) for a in one.lines for b in other.lines)
    dated = one.due and other.due and one.due.span.value != other.due.span.value
    left, right = (stems_of(each.text.partition(" (")[0], lexicon) for each in (one, other))
    shared = left & right
    if dated:  # to send one person two things on two days is no one thing
        shared -= lexicon.weak_verbs | stems_of(" ".join(_NAMES.findall(one.text)), lexicon)
    if apart < LINES_NEAR and 2 * len(shared) > ALIKE * (len(left) + len(right)):
        return True
    firm = "firm" in one.features and "firm" in other.features
    return apart <= LINES_BESIDE and not dated and not (firm and not left & right)


def is_sentence(text: str, lexicon: Lexicon) -> bool:
    """Whether the words of a task stand as an order: a verb, what it is done to, and no end broken off."""
    words = text.partition(" (")[0].split()
    said = stems_of(text, lexicon)
    if len(words) < 2 or words[0].lower() in _NO_VERBS or words[1].lower() in _WHO or _PERFECT.match(text):
        return False
    return len(said) >= 2 and not _BROKEN.search(text)


def _without_twins(tasks: list[Task], lexicon: Lexicon) -> list[Task]:
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


def find_candidates(
    lines: tuple[Line, ...],
    people: People,
    reference: date,
    lexicon: Lexicon,
    acts: tuple[Act, ...],
    senses: np.ndarray,
    apart: frozenset[int] = frozenset(),
    least: float = 0.0,
    *,
    alone: bool = False,
) -> list[Candidate]:
    """Every thread that could be a task, in the order of the talk. Lines ``apart`` are read otherwise.

    Threads less probable than ``least``, whoever has them and whatever their day, are left out before these are chosen, and the others before
    they are worded: that takes most of the time. ``alone``: its speaker talks to nobody, so that what they say they must do is for them to do.
    """
    threads = find_threads(lines, people, lexicon, acts, senses, apart)
    acting = {act.line: thread for thread in threads for act in thread.acts}
    all_busy = frozenset(acting)
    odds = bounded(senses)
    reading = read_odds(odds)
    wording = Wording(lines, people, lexicon, odds, (thread.stems for thread in threads if thread.state in LIVE))
    scorer = read_scorer()
    described = [describe(thread, lines, reading, lexicon) for thread in threads]
    for thread, features in zip(threads, described, strict=True):
        if alone and not {act.kind for act in thread.acts}.isdisjoint(_TO_ONESELF):
            features["to_oneself"] = 1.0
    likely = [
        n
        for n, (thread, features) in enumerate(zip(threads, described, strict=True))
        if scorer.probability(features, *(describe_hold(thread, features, **way) for way in _WAYS)) >= least
    ]
    mains = [wording.main(threads[n]) for n in likely]
    chosen = choose_owners([threads[n] for n in likely], mains, lines, people, odds)
    if speakers := people.speakers:
        chosen = [
            choose_speaker(threads[n], lines, speakers, odds) or other for n, other in zip(likely, chosen, strict=True)
        ]
    held = dict(zip(likely, chosen, strict=True))
    owners = [held.get(n) for n in range(len(threads))]
    dues = choose_dues(threads, owners, lines, people, reference, odds, lexicon, held)
    found = []
    for n in likely:
        thread, owner, due, features = threads[n], owners[n], dues[n], described[n]
        busy = all_busy.difference(act.line for act in thread.acts if acting[act.line] is thread)
        day = due is not None and due.span.value is not None
        features |= describe_hold(thread, features, owned=owner is not None, due=due is not None, day=day)
        if scorer.probability(features) < least:
            continue
        text = wording.word(thread, due.span.text if due else None)
        owed = find_owed(thread, lines, people)
        owed = owed if owed != owner else None
        voice = None if owner or thread.named or people.name(thread.owner) else thread.owner
        found.append(Candidate(thread, text, owner, owed, due, _rests_on(thread, due), features, busy, voice))
    return found


def find_threads(
    lines: tuple[Line, ...],
    people: People,
    lexicon: Lexicon,
    acts: tuple[Act, ...],
    senses: np.ndarray,
    apart: frozenset[int] = frozenset(),
) -> list[Thread]:
    """The pieces of work of a talk as they stand at its end, in order. Lines ``apart`` are read otherwise."""
    spoken = tuple(
        act
        for act in find_loose(lines, acts, senses, lexicon)
        if act.line not in apart and lines[act.line].form is not Form.HEADING and not is_narration(act, lexicon)
    )
    settled = settle(Follower(lines, spoken, lexicon).follow(), lines, people, lexicon)
    return [piece for thread in settled for piece in part(thread, lines, lexicon)]


def cite(numbers: Iterable[int], lines: tuple[Line, ...]) -> tuple[int, ...]:
    """The utterances of some lines, few enough to be evidence: of long sentences the first utterance each."""
    chosen = sorted(set(numbers))
    ids = sorted({u for n in chosen for u in lines[n].utterances})
    if len(ids) > MOST_EVIDENCE:
        ids = sorted({lines[n].utterances[0] for n in chosen})[:MOST_EVIDENCE]
    return tuple(ids)


def _rests_on(thread: Thread, due: Due | None) -> tuple[int, ...]:
    """The lines of a thread: its acts and answers in order, and where the deadline is said."""
    shown = list(dict.fromkeys(thread.lines))[:MOST_LINES]
    return tuple(sorted({*shown, *([due.line] if due else [])}))


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


def _of_written(item: Written, lines: tuple[Line, ...], lexicon: Lexicon) -> Task:
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


def _numbered(source: Source, tasks: list[Task]) -> Iterable[Task]:
    """The tasks with their ids: by the block of the first evidence, told apart by order within it."""
    blocks = {u.id: u.block for u in source.utterances}
    used: dict[int, int] = {}
    for task in tasks:
        block = blocks[task.evidence[0]]
        nth = used.get(block, 0)
        used[block] = nth + 1
        yield msgspec.structs.replace(task, id=item_id(source.id, "task", block, nth))
