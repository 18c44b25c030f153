"""News of earlier work bound to the open tasks that it is about.

A report is compared with each open task by the words that tell that task from the others; who reports counts too.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec

from minutebook.model.entity import EntityType, OpenTask
from minutebook.model.extraction import Extraction, Task, TaskStatus, Update, UpdateStatus
from minutebook.model.source import Source
from minutebook.text.names import fold
from minutebook.text.words import content_words

ENOUGH = 0.8
"""Weight from which a report binds: one word that only this task has, or two less telling ones."""
BESIDE = 0.7
"""Weight of a word that only the report or only its evidence has: an engine may add what was said just before."""
LEAD = 0.15
"""How far a task must lead the next one: below it nothing tells them apart."""
SAME = 0.5
"""Likeness from which a new task is the commitment that an update already reports."""


def bind_updates(
    extraction: Extraction, open_tasks: Sequence[OpenTask], source: Source
) -> tuple[tuple[Task, ...], tuple[Update, ...]]:
    """The tasks less those that an update reports, and the updates that bind, each with its open task's words and id."""
    tasks, updates, day = extraction.tasks, extraction.updates, extraction.date
    if not updates:
        return tasks, ()
    here = _concerned(extraction)
    earlier = [
        t for t in open_tasks if (t.source_date is None or t.source_date <= day.isoformat()) and _is_related(t, here)
    ]
    if not earlier:
        return tasks, ()
    said = {u.id: u.text for u in source.utterances}
    weigh = _Weights(
        earlier, said, stems(" ".join(p.name for p in extraction.participants if p.name)), _names(extraction)
    )
    bound = _pair([[_score(weigh, update, task, j, said) for j, task in enumerate(earlier)] for update in updates])
    reported = [_bind(updates[i], earlier[j]) for i, j in sorted(bound.items())]
    kept = tuple(task for task in tasks if not any(_is_same(weigh, task, update) for update in reported))
    return kept, tuple(reported)


def _names(extraction: Extraction) -> frozenset[str]:
    """The stems of everybody's names: that two speak of one person does not make it one task."""
    people = [p.name for p in extraction.participants]
    people += [m.name for m in extraction.mentioned if m.type is EntityType.PERSON]
    return stems(" ".join(name for name in people if name))


def _concerned(extraction: Extraction) -> frozenset[str]:
    """Folded names of whom and what the source is with or about."""
    names = [p.name for p in extraction.participants] + [m.name for m in extraction.mentioned]
    names += [extraction.subject.name] if extraction.subject else []
    return frozenset(fold(name) for name in names if name)


def _is_related(task: OpenTask, here: frozenset[str]) -> bool:
    """Whether the meeting has anybody or anything in common with the task's own: else it is not what they speak of."""
    known = [*task.people, *([task.owner] if task.owner else [])] if task.people else []
    return not known or any(fold(name) in here for name in known)


def _pair(scores: Sequence[Sequence[float]]) -> dict[int, int]:
    """Which update speaks of which open task: best first, one to one, only where one task stands out for an update."""
    ranked = sorted(
        ((score, i, j) for i, row in enumerate(scores) for j, score in enumerate(row) if score >= ENOUGH),
        key=lambda s: (-s[0], s[1:]),
    )
    bound: dict[int, int] = {}
    for score, i, j in ranked:
        rival = max((other for k, other in enumerate(scores[i]) if k != j and k not in bound.values()), default=0.0)
        if i not in bound and j not in bound.values() and score - rival >= LEAD:
            bound[i] = j
    return bound


def _bind(update: Update, task: OpenTask) -> Update:
    return msgspec.structs.replace(update, task_text=task.text, task_id=task.id, owner=update.owner or task.owner)


class _Weights:
    """How much each word says of an open task: most where neither other open tasks nor the talk at large use it."""

    def __init__(
        self, tasks: Sequence[OpenTask], said: Mapping[int, str], present: frozenset[str], names: frozenset[str]
    ) -> None:
        self._dull = _COMMON | present
        self._saying_little = self._dull | names
        self.tasks = [stems(t.text) for t in tasks]
        self._in_tasks = Counter(stem for own in self.tasks for stem in own)
        self._in_talk = Counter(stem for text in said.values() for stem in stems(text))
        self._utterances = len(said)

    def tells(self, own: frozenset[str], shared: frozenset[str]) -> bool:
        """Whether the shared words say which work is meant: one at least that is no name, number or common verb."""
        of_task = {word for word in own - self._saying_little if not word.isdigit()}
        return bool(of_task & shared) if of_task else own <= shared

    def of(self, words: Iterable[str]) -> float:
        return sum(self.one(word) for word in words)

    def one(self, word: str) -> float:
        """Between 0 and about 1.3: the inverse frequency among open tasks, times that in the talk."""
        rare = math.log(1 + (len(self.tasks) + 1) / (self._in_tasks[word] + 0.5)) / math.log(2 + len(self.tasks))
        quiet = math.log(2 + self._utterances / (self._in_talk[word] + 0.5)) / math.log(2 + self._utterances)
        return rare * quiet * (0.4 if word in self._dull else 1.0)


def _score(weigh: _Weights, update: Update, task: OpenTask, index: int, said: Mapping[int, str]) -> float:
    """What report and task share, by weight; a little more where it covers the task and where its owner speaks or is named."""
    own = weigh.tasks[index]
    if not own:
        return 0.0
    report = stems(update.task_text)
    spoken = stems(" ".join(said.get(i, "") for i in update.evidence))
    weight = weigh.of(own & report & spoken) + BESIDE * weigh.of(own & (report ^ spoken))
    if not weight or not weigh.tells(own, report | spoken):
        return 0.0
    covered = weight / weigh.of(own)
    if task.owner:
        if update.owner and fold(update.owner) == fold(task.owner):
            weight += 0.1
        elif stems(task.owner.split()[0]) <= report | spoken:
            weight += 0.4
    return weight + 0.5 * covered


def _is_same(weigh: _Weights, task: Task, update: Update) -> bool:
    """Whether a task is the commitment that an update reports, said again."""
    if task.status is not TaskStatus.OPEN:
        return False
    ours, theirs = stems(task.text), stems(update.task_text)
    shared = weigh.of(ours & theirs)
    alike = shared / max(min(weigh.of(ours), weigh.of(theirs)), 1e-9)
    if update.status is UpdateStatus.DONE:
        return alike >= 0.9 and ours <= theirs
    near = bool(set(task.evidence) & set(update.evidence))
    return alike >= (SAME - 0.15 if near else SAME + 0.1)


_COMMON = frozenset(
    "send ask tell get check talk write call set put find give bring look sort make draft list meet ring email".split()
)
_IRREGULAR = {
    "sent": "send", "rang": "ring", "told": "tell", "wrote": "write", "written": "write", "spoke": "talk", "spoken": "talk", "speak": "talk", "gave": "give",
    "given": "give", "bought": "buy", "brought": "bring", "made": "make", "found": "find", "took": "take", "taken": "take", "paid": "pay", "met": "meet",
    "drew": "draw", "ran": "run", "chose": "choose", "chosen": "choose", "built": "build", "kept": "keep", "held": "hold", "saw": "see", "seen": "see",
}  # fmt: skip
_NUMBERS = dict(
    zip("one two three four five six seven eight nine ten eleven twelve".split(), map(str, range(1, 13)), strict=True)
)
_ENDINGS = ("ations", "ation", "ings", "ing", "ers", "er", "ies", "ied", "ed", "es", "s", "e", "y")


@lru_cache(maxsize=20_000)
def stems(text: str) -> frozenset[str]:
    """The stems of a text's content words."""
    return frozenset(_stem(_NUMBERS.get(word, word)) for word in content_words(text.replace("-", " ")))


def _stem(word: str) -> str:
    word = _IRREGULAR.get(word, word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word
