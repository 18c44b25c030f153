"""Lines: the sentences of a talk made ready for reading: fluent words, names and dates found once."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Protocol

import msgspec
import numpy as np

from minutebook.flow.extract.offline.talk.segment import Sentence, Talk
from minutebook.flow.extract.offline.words.fluent import fluent
from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.model.source import Form
from minutebook.text import patterns as re
from minutebook.text.dates import DateSpan, find_dates


class Named(Protocol):
    """A person's name in a text, resolved to the full name; ``present`` where they take part."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def present(self) -> bool: ...
    @property
    def known(self) -> bool: ...


class Speakers(msgspec.Struct, frozen=True):
    """Who may speak, by full name; the ``chances`` of each (utterances, names and nobody), and that another voice ``begins`` with an utterance."""

    names: tuple[str, ...]
    chances: np.ndarray
    begins: np.ndarray


class People(Protocol):
    """Who takes part and who is talked about; ``cast.Cast`` is one. ``me`` is the vault's owner, None where not known."""

    me: str | None

    @property
    def speakers(self) -> Speakers | None: ...
    def name(self, label: str | None, /) -> str | None: ...
    def find(self, text: str, /) -> tuple[Named, ...]: ...


class Line(msgspec.Struct, frozen=True, eq=False):
    """Equal to itself alone, so that what is told of it can be remembered. ``text`` is the sentence as fluent speech, ``plain`` the same in lower case; spans are offsets into both."""

    id: int
    text: str
    plain: str
    speaker: str | None
    turn: int
    utterances: tuple[int, ...]
    names: tuple[Named, ...]
    dates: tuple[DateSpan, ...]
    form: Form
    checked: bool | None
    question: bool


def read_lines(
    talk: Talk, people: People, reference: date, lexicon: Lexicon, days: Mapping[int, date] = MappingProxyType({})
) -> tuple[Line, ...]:
    """One line a sentence, in order; line ids are sentence ids. ``days``: of utterances that were written on a day of their own."""
    lines = []
    for sentence in talk.sentences:
        text = fluent(sentence.text, lexicon) if sentence.form is Form.TURN else " ".join(sentence.text.split())
        lower = plain(text)
        names = people.find(text) if _CAPITAL.search(text) or text.islower() else ()
        lines.append(_line(sentence, text, lower, names, days.get(sentence.utterances[0], reference)))
    return tuple(lines)


@lru_cache(maxsize=4096)  # a thread that grows is read again with each mail: what is told of its lines is remembered
def _line(sentence: Sentence, text: str, lower: str, names: tuple[Named, ...], reference: date) -> Line:
    return Line(
        id=sentence.id,
        text=text,
        plain=lower,
        speaker=sentence.speaker,
        turn=sentence.turn,
        utterances=sentence.utterances,
        names=names,
        dates=find_dates(text, reference),
        form=sentence.form,
        checked=sentence.checked,
        question=text.endswith("?") or bool(_ASKS.match(lower)),
    )


_CAPITAL = re.compile(r"[A-ZÀ-ÞĀ-Ž]")
_ASKS = re.compile(
    r"(?:(?:so|and|ok|okay|right|but|then|well)[, ]+)*(?:can|could|would|will|do|does|did|is|are|shall|should|have|has|what|when|where|who|how|why|which) "
    r"(?:you|we|i|they|he|she|it|that|there|the|'s|about|is|are)\b"
)
