"""Checks an engine's answer against its source, whatever the engine: an item that shows no passage does not pass.

- Evidence must exist in the source; what does not is dropped, and an item left with none is dropped with it.
- The words must be there: at least half of an item's content words occur in its evidence, in what stands around it, or
  are names that the source knows. Half, because a good sentence brings in a noun from a few turns before; two fifths are enough
  where the rest is said elsewhere in the source, as the thing that all of it is about. A word counts in another form, a
  spoken number as its figure, a name as said by what abbreviates it. Where a model was asked to write in another language than
  the source's, an item's quote stands for its words (whoever quotes has been checked before), its figures and names must be said.
- In a conversation the owner of a task spoke in its passage, or is named or asked there; else the task has no owner.
- Ids are settled here: source, kind, block of the first evidence. An engine's own ids do not count.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import TypeVar

import msgspec

from minutebook.flow.extract.offline.words.figures import figures, spoken_numbers
from minutebook.model.extraction import Cue, Extraction, Item, Task, Update
from minutebook.model.source import Source, SourceKind, Utterance
from minutebook.text import patterns as re
from minutebook.text.dates import find_dates
from minutebook.text.ids import item_id
from minutebook.text.names import fold, lexicon
from minutebook.text.words import content_words, split_words

OWNER_AROUND = 4
"""Utterances before and after the evidence in which the owner speaks or is named: a request, its answer and a remark between."""
WORDS_AROUND = 7
"""Those in which an item's words may stand: "it" and "that" mean what was spoken of a little before. These three are measured: docs/evaluation.md."""
WORDS_SHOWN = 0.5
WORDS_NEAR, WORDS_ANYWHERE = 0.4, 0.7
"""Enough, too: so much near by, and so much in the whole source."""

BEGINNING = 3
"""Letters by which the only word of an item beside names is known again."""
TRANSLATED = 0.4
"""Share of all items' words below which they are not in the source's language: .66 to .96 where they are (22 answers), .11 to .21 in German of English (6)."""

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
_THEIRS = frozenset("sa son ses leur leurs su sus sein seine seinen ihr ihre ihren".split())
"""Whose a thing is, as told of somebody who said "my"."""
_TITLES = frozenset("mr mrs ms mx dr prof".split())
_ABBREVIATION = re.compile(r"\b[A-Z]{2,5}\b")
_FIGURE = re.compile(r"\d+")
_THOUSANDS = re.compile(r"(?<=\d)(?<!\d{4})[.,' \u2019\u00a0\u202f](?=\d{3}(?!\d))")
_CAPITAL = re.compile(r"\b([^\W\d_a-z][^\W\d_]+)")
_FULL_NAME = re.compile(r"\b([^\W\d_a-z][^\W\d_]+)(?= ([^\W\d_a-z][^\W\d_]+))")
CAPITALISING = re.compile(r"\b(?:german|deutsch|luxemb|lëtzeb)", re.IGNORECASE)
"""Languages that write every noun with a capital: a given name is one there only before a surname ("Linde" is a tree)."""
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


def numbers_of(text: str) -> frozenset[int]:
    """The numbers in a text, those that are said in words too."""
    text = _THOUSANDS.sub("", text)
    return frozenset(int(found) for each in (text, figures(text)) for found in _FIGURE.findall(each))


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
        self._written = _FULL_NAME if CAPITALISING.search(extraction.language) else _CAPITAL
        self.translated = bool(extraction.language) and self._shared(extraction) < TRANSLATED
        self.speakers = {p.speaker: p.name for p in extraction.participants if p.speaker and p.name}
        self.unplaced = {p.name for p in extraction.participants if p.name and not p.speaker}
        self.dropped: list[str] = []

    def _shared(self, extraction: Extraction) -> float:
        """The share of the words of all items that the source has."""
        items = (*extraction.tasks, *extraction.decisions, *extraction.facts, *extraction.questions)
        told = [word for item in items for word in split_words(item.text)]
        return sum(word in self._heard for word in told) / len(told) if told else 1.0

    @cached_property
    def _heard(self) -> frozenset[str]:
        return frozenset(word for u in self.source.utterances for word in split_words(f"{u.speaker or ''} {u.text}"))

    @cached_property
    def _counted(self) -> frozenset[int]:
        """The numbers of the source, those of its days too: "the nineteenth"."""
        texts = [u.text for u in self.source.utterances]
        days = (span.value.day for text in texts for span in find_dates(text, self.source.date) if span.value)
        return frozenset(number for text in texts for number in numbers_of(text)).union(days)

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

    def fits(self, item: Item) -> bool:
        """Whether an item in another language says no number and no name that the source does not."""
        parts = [found.groups() for found in self._written.finditer(item.text)]
        strange = (
            lexicon().is_name(fold(first)) and not any(self._told(part) for part in (first, *rest))
            for first, *rest in parts
        )
        return not any(strange) and all(self._said(number) for number in numbers_of(item.text))

    def _told(self, name: str) -> bool:
        return fold(name) in self._heard or _bare(fold(name)) in self.names

    def _said(self, number: int) -> bool:
        """Whether the source has a number, "fifteen thousand" as well as 15; one and nothing say little."""
        return number < 2 or number in self._counted or (number % 1000 == 0 and number // 1000 in self._counted)

    def supported(self, item: Item) -> bool:
        if self.translated:
            return self.fits(item)
        passage = self.around(item, WORDS_AROUND)
        short = frozenset(
            found.lower() for n in passage for found in _ABBREVIATION.findall(self.source.utterances[n].text)
        )
        told = frozenset(content_words(item.text)) - _abbreviated(item.text, short)
        words = frozenset(map(_bare, told - _THEIRS)) - self.names
        if not words:
            return True
        if len(words) == 1:  # beside names a verb, which in many languages has another form in speech
            return any(said.startswith(word[:BEGINNING]) for word in words for n in passage for said in self.stems(n))
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
        """The task with how it was told, and who asked for it."""
        passage = [self.source.utterances[self.at[i]] for i in task.evidence]
        said = " ".join(utterance.text for utterance in passage)
        cue = next((cue for cue, words in _CUES if words.search(said)), None)
        return msgspec.structs.replace(task, cue=cue, asked_by=self.asker(passage, task.owner))

    def asker(self, passage: Sequence[Utterance], owner: str | None) -> str | None:
        """Who asks for something in a passage: the writer of a mail, else a speaker of words that ask, never the owner."""
        asks = dict(_CUES)[Cue.ASKED]
        asking = passage[:1] if self.source.kind is SourceKind.EMAIL else [u for u in passage if asks.search(u.text)]
        return next((name for u in asking if (name := self.name(u)) not in {None, owner}), None)

    def involved(self, owner: str, task: Task) -> bool:
        parts = frozenset(map(_bare, content_words(owner)))
        passage = self.around(task, OWNER_AROUND)
        said = [self.source.utterances[n] for n in passage]
        if owner in self.unplaced and any(utterance.speaker not in self.speakers for utterance in said):
            return True
        return any(self.name(self.source.utterances[n]) == owner or parts & self.stems(n) for n in passage)

    def name(self, utterance: Utterance) -> str | None:
        label = utterance.speaker
        return None if label is None else self.speakers.get(label, label)
