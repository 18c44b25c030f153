"""Checks an engine's answer against its source, whatever the engine: an item that shows no passage does not pass.

- Evidence must exist in the source; what does not is dropped, and an item left with none is dropped with it.
- The words must be there: at least half of an item's content words occur in its evidence, in what stands around it, or
  are names that the source knows. Half, because a good sentence brings in a noun from a few turns before; two fifths are enough
  where the rest is said elsewhere in the source, as the thing that all of it is about. A word counts in another form, a
  spoken number as its figure, a name as said by what abbreviates it.
- In a conversation the owner of a task spoke in its passage, or is named or asked there; else the task has no owner.
- Ids are settled here: source, kind, block of the first evidence. An engine's own ids do not count.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

import msgspec

from minutebook.flow.extract.offline.figures import figures, spoken_numbers
from minutebook.model.extraction import Cue, Extraction, Item, Task, Update
from minutebook.model.source import Source, SourceKind, Utterance
from minutebook.text.ids import item_id
from minutebook.text.words import content_words, split_words

OWNER_AROUND = 4
"""Utterances before and after the evidence in which the owner speaks or is named: a request, its answer and a remark between."""
WORDS_AROUND = 7
"""Those in which an item's words may stand: "it" and "that" mean what was spoken of a little before. These three are measured: docs/evaluation.md."""
WORDS_SHOWN = 0.5
WORDS_NEAR, WORDS_ANYWHERE = 0.4, 0.7
"""Enough, too: so much near by, and so much in the whole source."""

_CUES = (
    (Cue.ASKED, re.compile(r"\b(?:can|could|would|will) you\b|\bplease\b|\bif you\b", re.IGNORECASE)),
    (
        Cue.PROMISED,
        re.compile(
            r"\bi['’]?ll\b|\bi will\b|\blet me\b|\bi can\b|\bi['’]?m going to\b|\bleave (?:it|that) with me\b",
            re.IGNORECASE,
        ),
    ),
    (
        Cue.NEEDED,
        re.compile(r"\b(?:needs?|ha(?:ve|s)|got|ought)\b[^.;?!]{0,20}\bto\b|\b(?:should|must)\b", re.IGNORECASE),
    ),
    (Cue.TOGETHER, re.compile(r"\bwe['’]?ll\b|\blet['’]?s\b", re.IGNORECASE)),
)
"""Of those that a passage has the first counts."""
_ENDING = re.compile(r"(?<=[^\W\d_]{3})(?:ation|ative|ing|ied|ie|ed|e|y)?s?$")
_DOUBLED = re.compile(r"([bdgklmnprt])\1$")
_TITLES = frozenset("mr mrs ms mx dr prof".split())
_ABBREVIATION = re.compile(r"\b[A-Z]{2,5}\b")
I = TypeVar("I", bound=Item)  # noqa: E741 - the field's own letter for an item


def ground(extraction: Extraction, source: Source) -> Extraction:
    """The extraction with only what its source shows; each thing that was dropped is a warning."""
    check = _Check(extraction, source)
    tasks = check.items("task", extraction.tasks)
    grounded = msgspec.structs.replace(
        extraction,
        tasks=tuple(check.told(check.owned(task)) for task in tasks),
        decisions=check.items("decision", extraction.decisions),
        facts=check.items("fact", extraction.facts),
        questions=check.items("question", extraction.questions),
        updates=tuple(u for u in extraction.updates if check.exists(u)),
    )
    return msgspec.structs.replace(grounded, warnings=(*grounded.warnings, *check.dropped))


def bare_words(text: str) -> frozenset[str]:
    """The content words of a text without their endings, its spoken numbers as figures, too."""
    numbers = tuple(spoken_numbers(text))
    counted = numbers or any(map(str.isdigit, text))
    return frozenset(map(_bare, (*content_words(text), *numbers, *(content_words(figures(text)) if counted else ()))))


@lru_cache(maxsize=50_000)
def _bare(word: str) -> str:
    """A word without the ending that does not change what it is about: "plan" of "planned", "compan" of "companies"."""
    return _DOUBLED.sub(r"\1", _ENDING.sub("", word, count=1))


def _abbreviated(text: str, abbreviations: frozenset[str]) -> frozenset[str]:
    """The words of a text for which one of the abbreviations stands."""
    words = split_words(text)
    runs = (words[n : n + len(short)] for short in abbreviations for n in range(len(words)))
    return frozenset(word for run in runs if "".join(w[0] for w in run) in abbreviations for word in run)


def _subject(extraction: Extraction) -> str | None:
    return extraction.subject.name if extraction.subject else None


class _Check:
    def __init__(self, extraction: Extraction, source: Source) -> None:
        self.source = source
        self.at = {u.id: n for n, u in enumerate(source.utterances)}
        self._stems: dict[int, frozenset[str]] = {}
        self.names = _TITLES | frozenset(
            _bare(word)
            for name in (
                *(p.name for p in extraction.participants),
                *(m.name for m in extraction.mentioned),
                _subject(extraction),
            )
            for word in content_words(name or "")
        )
        self.speakers = {p.speaker: p.name for p in extraction.participants if p.speaker and p.name}
        self.dropped: list[str] = []

    def exists(self, item: Item | Update) -> bool:
        return bool(item.evidence) and all(i in self.at for i in item.evidence)

    def stems(self, position: int) -> frozenset[str]:
        """The words of one utterance, its spoken numbers as figures, too."""
        if position not in self._stems:
            text = self.source.utterances[position].text
            self._stems[position] = bare_words(text)
        return self._stems[position]

    def around(self, item: Item, reach: int) -> Sequence[int]:
        """Positions of the utterances in and around an item's evidence."""
        near = {n for i in item.evidence for n in range(self.at[i] - reach, self.at[i] + reach + 1)}
        return sorted(n for n in near if 0 <= n < len(self.source.utterances))

    def items(self, kind: str, items: tuple[I, ...]) -> tuple[I, ...]:
        seen: Counter[int] = Counter()
        kept: list[I] = []
        for item in items:
            evidence = tuple(i for i in item.evidence if i in self.at)
            if not evidence:
                self.dropped.append(f"{kind} without a passage in the source left out: {item.text}")
                continue
            shown = msgspec.structs.replace(item, evidence=evidence)
            if not self.supported(shown):
                self.dropped.append(f"{kind} whose words are not in its passage left out: {item.text}")
                continue
            block = self.source.utterances[self.at[evidence[0]]].block
            kept.append(msgspec.structs.replace(shown, id=item_id(self.source.id, kind, block, seen[block])))
            seen[block] += 1
        return tuple(kept)

    def supported(self, item: Item) -> bool:
        passage = self.around(item, WORDS_AROUND)
        short = frozenset(
            found.lower() for n in passage for found in _ABBREVIATION.findall(self.source.utterances[n].text)
        )
        told = frozenset(content_words(item.text)) - _abbreviated(item.text, short)
        words = frozenset(map(_bare, told)) - self.names
        if not words:
            return True
        near = self.shown(words, passage)
        if near >= WORDS_SHOWN:
            return True
        return near >= WORDS_NEAR and self.shown(words, range(len(self.source.utterances))) >= WORDS_ANYWHERE

    def shown(self, words: frozenset[str], positions: Iterable[int]) -> float:
        """The share of some words that stands in some utterances."""
        said = frozenset[str]().union(*(self.stems(n) for n in positions))
        return len(words & said) / len(words)

    def owned(self, task: Task) -> Task:
        if task.owner is None or self.source.kind is not SourceKind.CONVERSATION or self.involved(task.owner, task):
            return task
        self.dropped.append(f"owner {task.owner} is not in the passage, left open: {task.text}")
        return msgspec.structs.replace(task, owner=None)

    def told(self, task: Task) -> Task:
        """The task with how it was told."""
        said = " ".join(self.source.utterances[self.at[i]].text for i in task.evidence)
        return msgspec.structs.replace(task, cue=next((cue for cue, words in _CUES if words.search(said)), None))

    def involved(self, owner: str, task: Task) -> bool:
        parts = frozenset(map(_bare, content_words(owner)))
        passage = self.around(task, OWNER_AROUND)
        return any(self.name(self.source.utterances[n]) == owner or parts & self.stems(n) for n in passage)

    def name(self, utterance: Utterance) -> str | None:
        label = utterance.speaker
        return None if label is None else self.speakers.get(label, label)
