"""What is read together: a mail, or a document or memo with its one writer."""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

import msgspec

from minutebook.flow.extract.offline.cast import Cast
from minutebook.flow.extract.offline.letter.envelope import Mail
from minutebook.flow.extract.offline.line import Line
from minutebook.flow.extract.offline.minuted import is_minutes
from minutebook.model.source import DatedFrom, Form, Source, SourceKind
from minutebook.text.dates import find_dates

FIRST = 8
"""Sentences at the beginning among which a document says who wrote it, or for whom."""
OWN = 0.15
"""Share of the sentences of a text in which its writer says "I" or "my" from which it is a journal."""


class Scope(StrEnum):
    """To whom a page speaks: others, nobody but its writer, or whoever reads it."""

    LETTER = "letter"
    ALONE = "alone"
    PAPER = "paper"


class Page(msgspec.Struct, frozen=True):
    """``lines`` are ids; ``day`` is when it was written, ``main`` are those of the readers to whom it is addressed."""

    lines: range
    scope: Scope
    writer: str | None
    day: date
    readers: tuple[str, ...] = ()
    main: tuple[str, ...] = ()

    @property
    def alone(self) -> bool:
        return self.scope is Scope.ALONE


def find_pages(source: Source, mails: Sequence[Mail], lines: tuple[Line, ...], cast: Cast) -> tuple[Page, ...]:
    """The pages of a source; none of one in which people talk, or that only ticks off."""
    match source.kind:
        case SourceKind.EMAIL:
            return tuple(_pages_of(mails, lines)) or (Page(range(len(lines)), Scope.LETTER, None, source.date),)
        case SourceKind.MEMO if len({line.speaker for line in lines}) < 2:
            return (Page(range(len(lines)), Scope.ALONE, cast.me, source.date),)
        case SourceKind.DOCUMENT if not any(line.form is Form.TURN for line in lines) and not is_minutes(lines):
            if is_journal(source):
                return (Page(range(len(lines)), Scope.ALONE, cast.me, source.date),)
            writer = cast.participants[0].name if len(cast.participants) == 1 else None
            return (Page(range(len(lines)), Scope.PAPER, writer, day_of(source)),)
        case _:
            return ()


def day_of(source: Source) -> date:
    """The day of a source; of a document that only its file dates the first whole date in its first lines."""
    if source.kind is not SourceKind.DOCUMENT or source.dated_from is not DatedFrom.MODIFIED:
        return source.date
    spans = (span for u in source.utterances[:FIRST] for span in find_dates(u.text, source.date))
    return next((span.value for span in spans if span.value is not None and _YEAR.search(span.text)), source.date)


def _pages_of(mails: Sequence[Mail], lines: Sequence[Line]) -> list[Page]:
    pages = []
    for mail in mails:
        ids = [line.id for line in lines if line.utterances[0] in mail.utterances]
        if ids:
            own = range(ids[0], ids[-1] + 1)
            pages.append(Page(own, Scope.LETTER, mail.sender, mail.day, mail.readers, mail.to))
    return pages


def is_journal(source: Source) -> bool:
    """Whether a document is somebody's own diary: called by a day or as one, or written in the first person."""
    if any(person.role != "author" for person in source.people):
        return False
    names = [source.title, *(part.name.rpartition("/")[2].rpartition(".")[0] for part in source.parts)]
    if any(_DAY.fullmatch(name.strip()) or _DIARY.search(name.lower()) for name in names):
        return True
    told = [u.text for u in source.utterances if u.form is not Form.HEADING]
    if any(_AUTHOR.match(text.lower()) for text in told[:FIRST]):
        return False
    return sum(_FIRST.search(text) is not None for text in told) >= max(2, OWN * len(told))


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DAY = re.compile(
    r"(?:[A-Z][a-z]+day,? )?\d{4}[-_.]?\d{2}[-_.]?\d{2}(?:[ -][A-Z][a-z]+day)?|(?:[A-Z][a-z]+day,? )?\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+(?: \d{4})?"
)
_DIARY = re.compile(r"\b(?:journal|diary|daily|tagebuch|log ?book|notes to self|week ?notes)\b")
_AUTHOR = re.compile(r"(?:prepared by|author|written by|by|from|circulation|to|attendees|present)\b:? ")
_FIRST = re.compile(r"\b(?:I|my|me|I'[a-z]+)\b")
