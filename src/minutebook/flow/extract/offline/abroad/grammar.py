"""What a language brings: how its letters and its talk tell of work, how such work is worded, and the phrases of talk around it (``data/<language>/talk.toml``)."""

import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Protocol

import msgspec

from minutebook.flow.extract.offline.abroad.french import letter as french_letter
from minutebook.flow.extract.offline.abroad.french import talk as french_talk
from minutebook.flow.extract.offline.abroad.french import verbs as french_verbs
from minutebook.flow.extract.offline.abroad.french import wording as french_wording
from minutebook.flow.extract.offline.abroad.german import letter as german_letter
from minutebook.flow.extract.offline.abroad.german import talk as german_talk
from minutebook.flow.extract.offline.abroad.german import wording as german_wording
from minutebook.flow.extract.offline.abroad.said import Said, Voices
from minutebook.flow.extract.offline.abroad.spanish import letter as spanish_letter
from minutebook.flow.extract.offline.abroad.spanish import talk as spanish_talk
from minutebook.flow.extract.offline.abroad.spanish import verbs as spanish_verbs
from minutebook.flow.extract.offline.abroad.spanish import wording as spanish_wording
from minutebook.flow.extract.offline.talk.segment import Manner
from minutebook.flow.extract.offline.words.data import DATA
from minutebook.text import patterns as re
from minutebook.text.language import Language

SIGNS = (
    "takes", "accepts", "refuses", "hands", "off", "done", "unreal", "report", "settles", "proposes", "assents", "open", "asks", "recap",
    "urgent", "high", "low", "lowest", "running", "slips", "telling", "did", "passes", "wonders",
)  # fmt: skip
"""What a phrase of talk shows; what each means stands in offline/data/README.md."""


STEM = 6
"""Letters of a word that tell it from others; what follows is mostly an ending."""


class LetterReader(Protocol):
    """``text`` is a sentence without its days; ``ahead``: it names a day to come."""

    def __call__(self, text: str, /, *, ahead: bool, question: bool) -> Iterator[Said]: ...


class _Papers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How papers list work: ``actions`` head such a list, ``owner`` and ``day`` stand before whose it is and by when, ``marks`` open an item; heads of columns."""

    actions: list[str]
    owner: list[str]
    day: list[str]
    marks: list[str]
    who: list[str]
    what: list[str]
    when: list[str]


class Paper(msgspec.Struct, frozen=True, eq=False):
    """The same as patterns over ``plain`` text."""

    actions: re.Pattern[str]
    owner: re.Pattern[str]
    label: re.Pattern[str]
    """``owner`` at the end of what stands before a name."""
    day: re.Pattern[str]
    mark: re.Pattern[str]
    heads: dict[str, frozenset[str]]


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``talk.toml`` as it is written."""

    signs: dict[str, list[str]]
    texts: dict[str, str]
    common: str
    fillers: list[str]
    abbreviations: list[str]
    ordinal: list[str]
    starts: list[str]
    vague: str
    leads: list[str]
    papers: _Papers
    alone: list[str] = []


class Grammar(msgspec.Struct, frozen=True, eq=False):
    """One language, read once. ``signs`` are patterns over ``plain`` text by what they show."""

    language: Language
    read_work: LetterReader
    hear_work: Callable[[str, bool], Iterator[Said]]
    """The works of a spoken sentence without its days, and whether it is a question."""
    word_work: Callable[[str, Voices], str]
    """The words of a piece of work with people's names for pronouns, as far as sure; empty where nothing is left that stands by itself."""
    signs: dict[str, re.Pattern[str]]
    texts: dict[str, str]
    """The few words that a summary is made with: ``decided``, ``next``, ``open``, ``and``."""
    refer_work: Callable[[str, Sequence[str]], str]
    """The words of a piece of work with things for pronouns, as far as the sentences before it make that sure."""
    state: Callable[[str], str]
    """A decision in the words in which it fell, as a statement."""
    root: Callable[[str], str]
    """What a word in small letters has in common with other forms of it."""
    common: frozenset[str]
    """Words that tell nothing of a subject."""
    fillers: re.Pattern[str]
    paper: Paper
    manner: Manner
    vague: frozenset[str]
    """Verbs that say no more than that something is done."""
    leads: re.Pattern[str]
    """What stands before a statement and says nothing of it: "also", "ich schlage vor"."""

    @property
    def nouns_have_capitals(self) -> bool:
        return self.language is Language.GERMAN

    @property
    def looks_back(self) -> int:
        """Sentences more in which a pronoun's thing is looked for: where genders tell things apart, it may stand farther back."""
        return 3 if self.language is Language.GERMAN else 0

    @property
    def verb_stands_last(self) -> bool:
        """Whether an infinitive phrase ends in its verb."""
        return self.language is Language.GERMAN

    def shows(self, sign: str, plain: str) -> bool:
        return self.signs[sign].search(plain) is not None


@cache
def read_grammar(language: Language) -> Grammar:
    """The grammar of a language; a talk.toml that lacks a sign or has another one is refused."""
    table = msgspec.convert(tomllib.loads((DATA / language.value / "talk.toml").read_text(encoding="utf-8")), Table)
    if set(table.signs) != set(SIGNS):
        raise ValueError(f"data/{language.value}/talk.toml: signs are {', '.join(SIGNS)}")
    read_work, hear_work, word_work = _MODULES[language]
    return Grammar(
        language=language,
        read_work=read_work,
        hear_work=hear_work,
        word_work=word_work,
        signs={sign: re.compile(_at_edges(patterns)) for sign, patterns in table.signs.items()},
        texts=table.texts,
        refer_work=_REFERS.get(language, _as_said),
        state=_STATES.get(language, _untold),
        root=_ROOTS.get(language, _beginning),
        common=frozenset(table.common.split()),
        fillers=re.compile(rf"(?:^|(?<=\s))(?:{_any(table.fillers)})(?:,|(?=[\s.?!])|$)\s*", re.IGNORECASE),
        vague=frozenset(table.vague.split()),
        leads=re.compile(rf"(?:(?:{_any(table.leads)})(?:\s*[,:–-]\s*|\s+|$))+", re.IGNORECASE),
        paper=_of_papers(table.papers),
        manner=Manner(
            abbreviation=re.compile(rf"(?:^|[\s(])(?:{_any(table.abbreviations)}|[A-Za-z])\.$", re.IGNORECASE),
            ordinal=re.compile(rf"\s*(?:{_any(table.ordinal)})\b"),
            starts=re.compile(rf"(?<= )(?:{_any(table.starts)})(?= )", re.IGNORECASE),
            alone=re.compile(rf"(?<= )(?:{_any(table.starts + table.alone)})(?= )", re.IGNORECASE),
        ),
    )


def _as_said(words: str, _before: Sequence[str]) -> str:
    return words


def _of_papers(papers: _Papers) -> Paper:
    lead = r"[\s*_\[(]*"
    return Paper(
        actions=re.compile(rf"[\W\d]*(?:{_any(papers.actions)})\b"),
        owner=re.compile(rf"{lead}(?:{_any(papers.owner)})[*_]*\s*[:=]?"),
        label=re.compile(rf"[\s,.;–—(-]*\b(?:{_any(papers.owner)})[*_]*\s*[:=]?\s*$", re.IGNORECASE),
        day=re.compile(rf"{lead}(?:{_any(papers.day)})[*_]*\s*[:=]?"),
        mark=re.compile(rf"{lead}(?:{_any(papers.marks)})(?: ?\d+)?[*_\])]*\s*[:–—][*_]*\s*", re.IGNORECASE),
        heads={kind: frozenset(getattr(papers, kind)) for kind in ("who", "what", "when")},
    )


def _untold(text: str) -> str:
    return text


def _beginning(word: str) -> str:
    return word[:STEM]


def _at_edges(patterns: list[str]) -> str:
    """Any of the patterns at word edges; one that begins with ``^`` must begin the text, and one that ends in a blank never holds."""
    return rf"(?<![\w'-])(?:{_any(patterns)})(?![\w-])"


def _any(patterns: list[str]) -> str:
    return "|".join(sorted(patterns, key=len, reverse=True)) or "(?!)"


_MODULES: dict[Language, tuple[LetterReader, Callable[[str, bool], Iterator[Said]], Callable[[str, Voices], str]]] = {
    Language.GERMAN: (german_letter.read_work, german_talk.hear_work, german_talk.word_work),
    Language.FRENCH: (french_letter.read_work, french_talk.hear_work, french_wording.word_work),
    Language.SPANISH: (spanish_letter.read_work, spanish_talk.hear_work, spanish_wording.word_work),
}
_REFERS: dict[Language, Callable[[str, Sequence[str]], str]] = {
    Language.GERMAN: german_wording.refer_work,
    Language.FRENCH: french_wording.refer_work,
    Language.SPANISH: spanish_wording.refer_work,
}
_STATES: dict[Language, Callable[[str], str]] = {
    Language.GERMAN: german_wording.state,
    Language.FRENCH: french_wording.state,
}
_ROOTS: dict[Language, Callable[[str], str]] = {
    Language.FRENCH: french_verbs.root,
    Language.SPANISH: spanish_verbs.root,
}
