"""What speaks for a remark being news of an open task, and for its going on with the remark before."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np

from minutebook.flow.link.again import without_context
from minutebook.flow.link.telling import Usage, stems, stems_in
from minutebook.flow.link.weigh import COMMON, TIMES
from minutebook.model.entity import OpenTask
from minutebook.model.extraction import Remark, Sign
from minutebook.text.names import fold

OF_TASK = (
    "of a task", "chance", "surely", "words", "more words", "verbs", "names", "times", "akin", "other tasks", "any task", "passage",
    "owner", "other", "owner named", "owner called", "asks", "names matter", "reports", "only one", "owner's words", "other's words", "promises",
)  # fmt: skip
"""What speaks for a remark being of a task, by column."""
GOES_ON = (
    "at all", "leans", "opens", "same turn", "answers", "other speaks", "names matter", "begins turn", "asks", "after question", "promises", "starts", "own paragraph",
)  # fmt: skip
"""What speaks for a remark going on, beginning or leaving a matter, by column."""
TELLS, LOTS = 5.0, 1.5
"""What a word tells that counts 1; how much of it counts in full."""
STEM, PART = 5, 4
"""Letters that words which are akin begin with; those of a word within another ("path", "footpath")."""


class Spoken(msgspec.Struct, frozen=True):
    """``of_task`` (remarks, tasks, ``OF_TASK``), ``goes_on`` (remarks, ``GOES_ON``).

    By remark and task: ``barred``, whether it was made before its thread could tell of the task; ``covered``, the share of the task's telling words
    that it says; ``foreign``, how much it tells that is neither in the task nor in the passage where that came about.
    """

    of_task: np.ndarray
    goes_on: np.ndarray
    barred: np.ndarray
    covered: np.ndarray
    foreign: np.ndarray


class Words:
    """The words of open tasks, and how much each tells in a talk."""

    def __init__(self, tasks: Sequence[OpenTask], talk: Mapping[int, str], people: Iterable[str]) -> None:
        self._usage = Usage(talk)
        self._dull = stems(" ".join(people))
        self.own = [stems(without_context(task.text)) for task in tasks]
        self.beside = [stems(task.said) - own for task, own in zip(tasks, self.own, strict=True)]
        self.shared_by = Counter(word for own in self.own for word in own)
        self._weights: dict[str, float] = {}
        self._akin: dict[str, set[str]] = {}
        for word in self.shared_by:
            for key in _keys(word):
                self._akin.setdefault(key, set()).add(word)

    def is_telling(self, word: str) -> bool:
        return word not in self._dull and word not in COMMON and word not in TIMES and not word.isdigit()

    def tells(self, words: Iterable[str], uses: Counter[str]) -> float:
        """How much telling words tell of a task: less where several tasks have them."""
        return math.fsum(
            -math.log(self._usage.chance(word, uses[word], 10)) / TELLS / max(self.shared_by[word], 1)
            for word in words
            if self.is_telling(word)
        )

    def weight(self, words: Iterable[str]) -> float:
        """How much telling words tell, whichever tasks have them."""
        return math.fsum(map(self._alone, words))  # whatever the order of the words

    def _alone(self, word: str) -> float:
        if word not in self._weights:
            told = self.is_telling(word)
            self._weights[word] = -math.log(self._usage.chance(word, 1, 10)) / TELLS if told else 0.0
        return self._weights[word]

    def akin(self, words: frozenset[str]) -> frozenset[str]:
        """The words of tasks that are akin to some others: they begin alike, or one is part of the other."""
        known = {
            other for word in words if self.is_telling(word) for key in _keys(word) for other in self._akin.get(key, ())
        }
        return frozenset(known - words)


def _keys(word: str) -> tuple[str, ...]:
    if len(word) < PART or word.isdigit():
        return ()
    return (f"{word[:STEM]}…", f"…{word[-PART:]}", *((f"{word}…",) if len(word) == PART else ()))


def describe(
    remarks: Sequence[Remark], tasks: Sequence[OpenTask], talk: Mapping[int, str], people: Sequence[str]
) -> Spoken:
    """What speaks for each remark being of each task. ``people``: the names of all who are there or talked about."""
    words = Words(tasks, talk, people)
    of_task = np.zeros((len(remarks), len(tasks), len(OF_TASK)))
    goes_on = np.zeros((len(remarks), len(GOES_ON)))
    owners = [fold(task.owner or "") for task in tasks]
    owned = Counter(owners)
    voices = math.log(max(2, len({remark.speaker for remark in remarks if remark.speaker})))
    barred = np.zeros(of_task.shape[:2], bool)
    covered, foreign = np.zeros(of_task.shape[:2]), np.zeros(of_task.shape[:2])
    whole = [max(words.weight(own), 1e-9) for own in words.own]
    before: Remark | None = None
    for i, remark in enumerate(remarks):
        said = stems(remark.text)
        every = words.weight(said)
        for j, own in enumerate(words.own):
            shared = words.weight(said & own)
            covered[i, j], foreign[i, j] = shared / whole[j], every - shared - words.weight(said & words.beside[j])
        _tell_words(of_task[i], remark, words)
        _tell_people(of_task[i], remark, before, owners, owned, voices)
        barred[i] = [min(remark.evidence) < task.since for task in tasks]
        goes_on[i] = _place(remark, before)
        before = remark
    return Spoken(of_task, goes_on, barred, covered, foreign)


def _tell_words(row: np.ndarray, remark: Remark, words: Words) -> None:
    """Fills in how surely a remark is news, and what its words say of each task."""
    said, uses = stems(remark.text), Counter(stems_in(remark.text))
    akin = words.akin(said)
    sure = math.log(max(remark.chance, 1e-3) / (1 - min(remark.chance, 0.999)))
    signs = remark.signs
    row[:, 0], row[:, 1], row[:, 2] = 1.0, min(sure, 0.0), max(sure, 0.0)
    row[:, 16], row[:, 17] = Sign.ASKS in signs, Sign.NAMES in signs
    row[:, 18], row[:, 22] = Sign.REPORTS in signs, Sign.PROMISES in signs
    told = np.zeros(len(row))
    for j, own in enumerate(words.own):
        shared, near, beside = said & own, akin & own, said & words.beside[j]
        if shared or near or beside:
            told[j] = _tell_shared(row[j], shared, sum(map(words.is_telling, near)), words, uses)
            row[j, 11] = min(words.tells(beside, uses), LOTS)
    row[:, 9] = np.minimum(_most_of_others(told), LOTS)
    row[:, 10] = told > 0


def _tell_shared(row: np.ndarray, shared: frozenset[str], near: int, words: Words, uses: Counter[str]) -> float:
    """Fills in what the words that a remark shares with a task tell, ``near`` others being akin; how much that is in all."""
    telling = [word for word in shared if words.is_telling(word)]
    weight, near = words.tells(telling, uses), min(near, 2)
    verbs = sum(word in COMMON for word in shared)
    times = sum(word in TIMES or word.isdigit() for word in shared)
    row[3], row[4] = min(weight, LOTS), max(weight - LOTS, 0.0)
    row[5:9] = min(2, verbs), min(2, len(shared) - len(telling) - verbs - times), min(2, times), near
    return weight + near / 2


def _most_of_others(told: np.ndarray) -> np.ndarray:
    """For each the most that any other has; 0 where it is alone."""
    if len(told) < 2:
        return np.zeros(len(told))
    second, first = np.sort(told)[-2:]
    found: np.ndarray = np.where(told == first, second, first)
    return found


def _tell_people(
    row: np.ndarray, remark: Remark, before: Remark | None, owners: Sequence[str], owned: Counter[str], voices: float
) -> None:
    """Fills in what it tells of each task who speaks, and who is named."""
    speaker, named = fold(remark.speaker or ""), {fold(name) for name in remark.names}
    called = {fold(name) for name in before.names} if before and before.turn != remark.turn else set()
    for j, owner in enumerate(owners):
        if not owner:
            continue
        if speaker == owner:
            row[j, 12], row[j, 19], row[j, 20] = voices, owned[owner] == 1, row[j, 3]
        elif speaker:
            row[j, 13], row[j, 21] = 1.0, row[j, 3]
        row[j, 14] = owner in named and speaker != owner
        row[j, 15] = owner in called


def _place(remark: Remark, before: Remark | None) -> list[float]:
    signs, last = remark.signs, before.signs if before else ()
    same = before is not None and before.turn == remark.turn
    writes_on = before is not None and not same and before.speaker is not None and before.speaker == remark.speaker
    other = before is not None and not same and not writes_on
    asked = other and (Sign.ASKS in last or Sign.NAMES in last)
    return [
        1.0, Sign.LEANS in signs, Sign.OPENS in signs, same, asked, other, Sign.NAMES in signs,
        not same, Sign.ASKS in signs, Sign.ASKS in last, Sign.PROMISES in signs, Sign.STARTS in signs, writes_on,
    ]  # fmt: skip
