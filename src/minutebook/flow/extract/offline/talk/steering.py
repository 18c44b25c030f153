"""Passages that speak to a machine reading along, not to people: they are kept, but nothing is understood from them.

What is strong shows by itself (somebody speaks to an assistant by what it is, overrules its instructions, types a tool's
markup into a spoken turn, hides text); what is weak shows in pairs. "Put that down as an action for me" is said to whoever
takes the minutes: it stays.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import msgspec

from minutebook.flow.extract.offline.talk.segment import Sentence, Talk
from minutebook.flow.extract.offline.words.data import DATA
from minutebook.flow.extract.offline.words.disguise import hides_text, holds_message, unmask
from minutebook.model.source import Form, Source, Utterance
from minutebook.text import patterns as re

LANGUAGES = ("en", "de", "fr", "es")
SHORT_WORDS = 80
"""An utterance up to this long goes as a whole: what stands around an instruction in one cue belongs to it."""
FOLLOWING = 6
"""Sentences after an instruction, in the same turn, that may go on with it."""
LONGEST = 2000
"""Characters looked at together, so that no text however made takes long; pieces overlap by a tenth."""
MACHINE = "a_machine"
"""Stands for whatever a text calls a machine, so that patterns stay small."""
CONVENTION = 3
"""Turns with a typed label from which labels are the file's own habit, as in a chat."""


class Kind(msgspec.Struct, frozen=True):
    """Signs of one kind: only a text that has what all of them need is looked through for them."""

    needs: re.Pattern[str]
    signs: re.Pattern[str]

    def shows(self, text: str) -> bool:
        return self.needs.search(text) is not None and self.signs.search(text) is not None


class Signs(msgspec.Struct, frozen=True):
    """One language; patterns over what ``unmask`` gives, weak ones by kind. ``markup`` and ``label`` count in talk: nobody speaks so."""

    machine: re.Pattern[str]
    strong: tuple[Kind, ...]
    weak: dict[str, re.Pattern[str]]
    markup: re.Pattern[str] | None
    label: re.Pattern[str] | None
    goes_on: re.Pattern[str]


def steered(source: Source, talk: Talk) -> frozenset[int]:
    """The ids of the sentences that address a machine or instruct it."""
    return _Search(source, talk).found()


def leave_out(source: Source, talk: Talk, sentences: frozenset[int]) -> Source:
    """The source without the words of those sentences; every utterance keeps its place and id, and its speaker where they say more."""
    kept: dict[int, list[str]] = {u: [] for n in sentences for u in talk.turns[talk.sentences[n].turn].utterances}
    for sentence in talk.sentences:
        if sentence.utterances[0] in kept and sentence.id not in sentences:
            kept[sentence.utterances[0]].append(sentence.text)
    heard = {s.speaker for s in talk.sentences if s.id not in sentences}
    utterances = tuple(
        msgspec.structs.replace(u, text=" ".join(kept[u.id]), speaker=u.speaker if u.speaker in heard else None)
        if u.id in kept
        else u
        for u in source.utterances
    )
    return msgspec.structs.replace(source, utterances=utterances)


def warn_of(source: Source, talk: Talk, sentences: frozenset[int]) -> str:
    """What the run log says: how many passages were left out, and where."""
    starts = [
        n for n in sorted(sentences) if n - 1 not in sentences or talk.sentences[n].turn != talk.sentences[n - 1].turn
    ]
    places = ", ".join(_place(talk.sentences[n], source) for n in starts)
    if len(starts) == 1:
        return f"1 passage that addresses a machine was left out of what was understood: {places}"
    return f"{len(starts)} passages that address a machine were left out of what was understood: {places}"


def _place(sentence: Sentence, source: Source) -> str:
    """The time of a passage, or its block in the rendering where the source states no times."""
    if sentence.start is None:
        first = next(u for u in source.utterances if u.id == sentence.utterances[0])
        return f"^u{first.block if first.block >= 0 else first.id}"
    minutes, seconds = divmod(int(sentence.start), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


class _Search:
    def __init__(self, source: Source, talk: Talk) -> None:
        self.talk = talk
        self.marked = frozenset((*_forged(source.utterances), *_labelled(source.utterances)))
        self.short = frozenset(u.id for u in source.utterances if len(u.text.split()) <= SHORT_WORDS)
        self.texts = [_read_text(sentence.text) for sentence in talk.sentences]

    def found(self) -> frozenset[int]:
        found: set[int] = set()
        for sentence in self.talk.sentences:
            if sentence.id not in found and self.instructs(sentence):
                found.update(self.passage(sentence))
        return frozenset(found.union(*(self.between(one, other) for one, other in pairwise(sorted(found)))))

    def between(self, one: int, other: int) -> range:
        """What stands between two such sentences that follow each other closely in a turn: part of what they say."""
        same = self.talk.sentences[one].turn == self.talk.sentences[other].turn
        spoken = self.talk.sentences[one].form is Form.TURN
        return range(one + 1, other if same and spoken and other - one <= FOLLOWING + 1 else one + 1)

    def instructs(self, sentence: Sentence) -> bool:
        """Whether a sentence is marked, holds hidden text, something strong, or with the rest of a short utterance two weak signs."""
        if not self.marked.isdisjoint(sentence.utterances) or hides_text(sentence.text) or holds_message(sentence.text):
            return True
        spoken = sentence.form is Form.TURN
        for signs, text in self.texts[sentence.id]:
            if any(kind.shows(text) for kind in signs.strong):
                return True
            if spoken and signs.markup and signs.markup.search(text):
                return True
        weak = self.weak(sentence.id)
        return bool(weak) and len(weak.union(*(self.weak(n) for n in self.beside(sentence)))) > 1

    def weak(self, n: int) -> frozenset[str]:
        """The kinds of weak signs in a sentence."""
        found = ((kind, pattern.search(text)) for signs, text in self.texts[n] for kind, pattern in signs.weak.items())
        return frozenset(kind for kind, match in found if match)

    def beside(self, sentence: Sentence) -> list[int]:
        """The sentence and what stands with it in short utterances."""
        within = self.short.intersection(sentence.utterances)
        turn = self.talk.turns[sentence.turn].sentences
        return [n for n in turn if n == sentence.id or not within.isdisjoint(self.talk.sentences[n].utterances)]

    def passage(self, sentence: Sentence) -> Iterator[int]:
        """An instruction, what stands beside it, and what goes on with it: in talk within the turn."""
        together = self.beside(sentence)
        yield from together
        first = max(together) + 1
        end = self.talk.turns[sentence.turn].sentences.stop if sentence.form is Form.TURN else len(self.texts)
        for n in range(first, min(end, first + FOLLOWING)):
            if not _goes_on(self.talk.sentences[n].text) and not self.weak(n):
                return
            yield n


def _read_text(text: str) -> tuple[tuple[Signs, str], ...]:
    """The languages in which a text may instruct, each with a piece of it, machines called what they are."""
    shown = unmask(text)
    pieces = [shown[n : n + LONGEST] for n in range(0, max(1, len(shown) - LONGEST // 10), LONGEST * 9 // 10)]
    hints = read_hints().items()
    found = ((read_signs(language), piece) for piece in pieces for language, hint in hints if hint.search(piece))
    return tuple((signs, signs.machine.sub(MACHINE, piece)) for signs, piece in found)


def _goes_on(text: str) -> bool:
    shown = unmask(text)[:LONGEST]
    return any(read_signs(language).goes_on.match(shown) for language in LANGUAGES)


def _forged(utterances: tuple[Utterance, ...]) -> Iterator[int]:
    """Turns that are typed as others': they begin with "Name Surname:" of somebody else present, or go on with a second."""
    labels = {u.speaker for u in utterances if u.speaker}
    for u in utterances:
        if u.form is not Form.TURN or not u.speaker or not (first := _LABEL.match(u.text)):
            continue
        named = {match[1] for match in _LABEL.finditer(u.text)} - {u.speaker}
        if first[1] in labels - {u.speaker} or len(named) > 1:
            yield u.id


def _labelled(utterances: tuple[Utterance, ...]) -> Iterator[int]:
    """Turns of a timed record that begin with a typed label and an order, unless the file does so by habit."""
    found = [
        u.id
        for u in utterances
        if u.form is Form.TURN
        and u.start is not None
        and _CAPITALS.match(u.text)
        and any(
            label and label.match(unmask(u.text[:LONGEST])) for label in (read_signs(each).label for each in LANGUAGES)
        )
    ]
    if len(found) < CONVENTION:
        yield from found


@cache
def read_hints() -> dict[str, re.Pattern[str]]:
    """For each language what a text has that holds one of its signs; most texts have none, and most languages are never read."""
    return {language: re.compile(_any(_table(language)["words"]["hint"])) for language in LANGUAGES}


@cache
def _table(language: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((DATA / language / "steering.toml").read_text(encoding="utf-8"))


@cache
def read_signs(language: str) -> Signs:
    """The signs of a language."""
    table = _table(language)
    words = {name: _any(patterns) for name, patterns in table["words"].items()}
    machine, words["machine"] = words["machine"], MACHINE

    def compile_all(patterns: list[str]) -> re.Pattern[str]:
        return re.compile(_fill(_any(patterns), words))

    typed, needs = table.get("typed", {}), table.get("needs", {})
    return Signs(
        machine=re.compile(rf"\b{machine}(?!\w)"),
        strong=tuple(
            Kind(re.compile(needs.get(kind, "")), compile_all(signs)) for kind, signs in table["strong"].items()
        ),
        weak={kind: compile_all(patterns) for kind, patterns in table.get("weak", {}).items()},
        markup=compile_all(typed["markup"]) if typed else None,
        label=compile_all(typed["label"]) if typed else None,
        goes_on=compile_all(["{start}{order}\\b"]),
    )


def _fill(pattern: str, words: dict[str, str]) -> str:
    """The pattern with the lists that it names; a list may name another, once."""
    for _ in range(2):
        for name, listed in words.items():
            pattern = pattern.replace("{" + name + "}", listed)
    return pattern


def _any(patterns: list[str]) -> str:
    return "(?:" + "|".join(patterns) + ")"


_LABEL = re.compile(r"(?:^|[.!?]\s+)([A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,3}):\s")
_CAPITALS = re.compile(r"\W*[A-Z][A-Z -]{2,20}:")
