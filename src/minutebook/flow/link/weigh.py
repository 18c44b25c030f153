"""How much likelier the words of a report are if it is news of a certain open task than if they meet by chance."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from minutebook.flow.link.telling import Usage, stem, stems, stems_in
from minutebook.model.entity import EntityType, OpenTask
from minutebook.model.extraction import Extraction, Update, UpdateStatus
from minutebook.text.language import SMALL, find_language
from minutebook.text.names import fold
from minutebook.text.words import split_words

KEPT = 0.22
"""Chance that news of a task repeats a word of it where it reports, """
BESIDE = 0.13
"""and that the talk around does instead."""
LOST = math.log(1 - KEPT - BESIDE)
"""Log odds for each word of a task that is not said at all."""
OWN = 0.6
"""Log odds for a word that stands in the very sentences that report."""
OWNER, NAMED = 0.6, 0.8
"""Chance that news of a task comes from its owner; log odds where somebody else names them."""
TOGETHER = 0.9
"""How far words count as independent: those of one topic come together."""
HOPELESS = -2.5
"""Log odds from words below which nothing else helps."""
SHORT = 10
"""Words that a passage is taken to have at least."""
ALONE = 2.0
"""Log odds off where one word is all that tells of a task which has several, and its owner neither reports nor is named: it turns up in talk of anything."""
UNSURE = 0.2
"""Chance of news below which a report that neither closes nor moves anything hardly reads as one, """
BY_OWNER = 0.5
"""and log odds from which it tells all the same that the owner reports: of two who talk it does not."""
BY_NAME = 3
"""Words that tell little by themselves, one of them the name of somebody absent, which together say which work is meant: "I asked Petra about Saturday"."""
VERB, PRESENT, NAME = 0.06, 0.2, 0.02
"""Chance that a passage has a common verb, the name of somebody present, another name or a number."""
WORDS = 1500
"""Words of a talk by which its language is told."""
ALIKE = 0.5
"""Share of common words from which two reports are of one passage."""


class Report:
    """An update's words: ``spoken`` those of the sentences that report, all others stand beside them."""

    def __init__(self, update: Update, said: Mapping[int, str]) -> None:
        self.owner = fold(update.owner or "")
        self.unsure = update.confidence < UNSURE and update.status is UpdateStatus.IN_PROGRESS
        self.cited = frozenset(update.evidence)
        spoken = " ".join(said.get(i, "") for i in update.evidence)
        self.own = stems(update.words)
        self.uses = Counter(stems_in(spoken))
        cited, told = stems(spoken), stems(update.task_text)
        self.spoken = cited & told
        self.words = cited | told
        self.length = max(len(split_words(spoken)), SHORT)
        self.around = max(len(split_words(update.task_text)) - self.length, SHORT)

    def is_of_one_passage(self, other: "Report") -> bool:
        return not self.cited.isdisjoint(other.cited) or len(self.words & other.words) > ALIKE * min(
            len(self.words), len(other.words)
        )


class Weighing:
    """The words of open tasks, and how likely each is said by chance in this talk."""

    def __init__(self, tasks: Sequence[OpenTask], said: Mapping[int, str], extraction: Extraction) -> None:
        self._usage = Usage(said)
        language = find_language(islice((word for text in said.values() for word in split_words(text)), WORDS))
        small = stems(SMALL[language]) if language else frozenset[str]()
        self._own = [stems(task.text) - small for task in tasks]
        self._owners = [fold(task.owner or "") for task in tasks]
        self._with: dict[str, list[int]] = defaultdict(list)
        for index, words in enumerate(self._own):
            for word in words:
                self._with[word].append(index)
        self._voices = max(2, len({update.owner for update in extraction.updates if update.owner}))
        self._present = stems(" ".join(p.name for p in extraction.participants if p.name))
        people = [m.name for m in extraction.mentioned if m.type is EntityType.PERSON]
        self._away = stems(" ".join(people)) - self._present
        self._dull = self._present | stems(" ".join(people)) | COMMON | TIMES

    def evidence(self, report: Report) -> dict[int, float]:
        """By task, where the report has words that tell it: the log odds that these bring for it."""
        shared: dict[int, float] = defaultdict(float)
        telling: Counter[int] = Counter()
        dull: Counter[int] = Counter()
        named: set[int] = set()
        for word in sorted(report.words & self._with.keys()):
            brings = self._brings(word, report)
            for task in self._with[word]:
                shared[task] += brings - LOST
                if self._is_telling(word):
                    telling[task] += 1
                elif word not in self._present:
                    dull[task] += 1
                    if word in self._away:
                        named.add(task)
        found: dict[int, float] = {}
        for task, bare in shared.items():
            own = self._own[task]
            odds = TOGETHER * bare + LOST * len(own)
            could_tell = sum(map(self._is_telling, own))
            if telling[task] == 1 < could_tell and self._by_owner(task, report) <= (BY_OWNER if report.unsure else 0):
                odds -= ALONE
            by_name = task in named and dull[task] >= BY_NAME
            tells = telling[task] or by_name or (own <= report.words and not could_tell)
            if tells and odds > HOPELESS:
                found[task] = odds + self._by_owner(task, report)
        return found

    def weight(self, words: Iterable[str]) -> float:
        """How much words tell, each between 0 and about 10."""
        return math.fsum(-math.log(self._usage.chance(word, 0, SHORT)) for word in words)

    def telling(self, words: Iterable[str]) -> frozenset[str]:
        """The words that say which work is meant."""
        return frozenset(word for word in words if self._is_telling(word))

    def _is_telling(self, word: str) -> bool:
        """Whether a word says which work is meant: no name, number, time or common verb."""
        return word not in self._dull and not word.isdigit()

    def _brings(self, word: str, report: Report) -> float:
        spoken = word in report.spoken
        chance = self._usage.chance(word, report.uses[word], report.length if spoken else report.around)
        floor = (
            VERB if word in COMMON else PRESENT if word in self._present else 0.0 if self._is_telling(word) else NAME
        )
        own = OWN if word in report.own else 0.0
        return own + max(0.0, math.log((KEPT if spoken else BESIDE) / max(chance, floor)))

    def _by_owner(self, task: int, report: Report) -> float:
        """What it brings who reports: the owner does so by chance as often as everybody else."""
        owner = self._owners[task]
        if not owner or not report.owner:
            return 0.0
        if report.owner == owner:
            return math.log(OWNER * self._voices)
        named = NAMED if stem(owner.split()[0]) in report.words else 0.0
        return named + math.log((1 - OWNER) * self._voices / max(self._voices - 1, 1))


COMMON = frozenset(
    "send ask tel get check talk writ call cal set put find giv bring look sort mak draft list meet ring email mov chang us"
    " tak hav do ad add see go com keep work need let try updat prepar shar post start finish continu".split()
)
"""Stems of verbs that stand in tasks of every kind."""
TIMES = frozenset(
    map(
        stem,
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december"
        " morning afternoon evening night weekend week day month year quarter today tomorrow yesterday"
        " thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand".split(),
    )
)
"""Stems of words that say when and how many."""
