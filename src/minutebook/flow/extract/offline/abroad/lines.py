"""The sentences of a talk in another language made ready for reading, and the few tests of their words that all languages share."""

from collections.abc import Sequence
from datetime import date

import msgspec

from minutebook.flow.extract.offline.abroad.grammar import Grammar
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.segment import Talk
from minutebook.flow.extract.offline.words.lexicon import plain
from minutebook.model.source import Form
from minutebook.text import patterns as re
from minutebook.text.dates import DateKind, DateSpan, find_dates, resolve_due

SHORT = 3
FAR = 14
"""Lines before a piece of work in which its thing is looked for where it has no other."""
BEFORE = 4
"""Lines before a piece of work in which stands what its pronouns mean."""


def read_abroad(talk: Talk, people: People, reference: date, grammar: Grammar) -> tuple[Line, ...]:
    """One line a sentence, in order, without its sounds of hesitation; line ids are sentence ids."""
    lines = []
    for sentence in talk.sentences:
        text = " ".join(sentence.text.split())
        if sentence.form is Form.TURN:
            text = _fluent(text, grammar)
        text = _with_capitals(text, people)
        lower = plain(text)
        lines.append(
            Line(
                id=sentence.id,
                text=text,
                plain=lower,
                speaker=sentence.speaker,
                turn=sentence.turn,
                utterances=sentence.utterances,
                names=people.find(text),
                dates=find_dates(_DAY_FIRST.sub(_DOTTED, text), reference),
                form=sentence.form,
                checked=sentence.checked,
                question=text.endswith("?") or grammar.shows("asks", lower),
            )
        )
    return tuple(lines)


def due_abroad(text: str, reference: date) -> DateSpan | None:
    """The deadline that words in another language state: there 04/12/2026 is in December."""
    due = resolve_due(_DAY_FIRST.sub(_DOTTED, text), reference)
    return msgspec.structs.replace(due, text=text[due.start : due.end]) if due else None


def _with_capitals(text: str, people: People) -> str:
    """A text in which nobody wrote a capital, with those of the names of people who are known."""
    if text != text.lower():
        return text
    for name in people.find(text):
        if name.known or name.present:
            text = f"{text[: name.start]}{text[name.start : name.end].title()}{text[name.end :]}"
    return text


def _fluent(text: str, grammar: Grammar) -> str:
    said = " ".join(grammar.fillers.sub("", text).split()).strip(" ,")
    if not any(map(str.isalnum, said)):
        return text
    return said[:1].upper() + said[1:] if text[:1].isupper() else said


def stems_abroad(text: str, grammar: Grammar) -> frozenset[str]:
    """The content words of a text, each by its beginning."""
    words = re.findall(r"[^\W_]+", plain(text))
    return frozenset(grammar.root(word) for word in words if len(word) > SHORT - 1 and word not in grammar.common)


def spoken_before(lines: Sequence[Line], line: Line, grammar: Grammar, most: int = 0) -> tuple[str, ...]:
    """The sentences just before a line, the nearest last: there stands what its pronouns mean. ``most``: how many, where the usual ones do not tell."""
    return tuple(other.text for other in lines[max(0, line.id - (most or BEFORE + grammar.looks_back)) : line.id])


def without_days(line: Line) -> str:
    """The text of a line with blanks for its days to come, so that places in it stay."""
    text = line.text
    for span in line.dates:
        if span.kind is DateKind.PAST:
            continue
        text = f"{text[: span.start]}{' ' * (span.end - span.start)}{text[span.end :]}"
    return text


_DAY_FIRST, _DOTTED = re.compile(r"(?<![\d/])(\d\d?)/(\d\d?)/((?:20)?\d\d)(?![\d/])"), r"\1.\2.\3"
