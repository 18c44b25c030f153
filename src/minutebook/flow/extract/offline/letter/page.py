"""What is read together: a mail, or a document or memo with its one writer."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

import msgspec

from minutebook.flow.extract.offline.letter.envelope import Mail
from minutebook.flow.extract.offline.people.author import find_author, is_journal
from minutebook.flow.extract.offline.people.cast import Cast
from minutebook.flow.extract.offline.people.posted import find_posted
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.work.minuted import is_minutes
from minutebook.model.source import DatedFrom, Form, Source, SourceKind
from minutebook.text import patterns as re
from minutebook.text.dates import find_dates

FIRST = 8
"""Sentences at the beginning among which a document says who wrote it, or for whom."""


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
    joins: frozenset[int] = frozenset()
    """The lines that go on in the paragraph of the one before."""

    @property
    def alone(self) -> bool:
        return self.scope is Scope.ALONE


def find_pages(source: Source, mails: Sequence[Mail], lines: tuple[Line, ...], cast: Cast) -> tuple[Page, ...]:
    """The pages of a source; none of one in which people talk, or that only ticks off."""
    match source.kind:
        case SourceKind.EMAIL:
            return tuple(_pages_of(source, mails, lines)) or (Page(range(len(lines)), Scope.LETTER, None, source.date),)
        case SourceKind.MEMO if len({line.speaker for line in lines}) < 2:
            return (Page(range(len(lines)), Scope.ALONE, cast.me, source.date),)
        case SourceKind.DOCUMENT if posted := find_posted(lines, cast):
            readers = (posted.reader,) if posted.reader else ()
            return (Page(range(len(lines)), Scope.LETTER, posted.writer, source.date, readers, readers),)
        case SourceKind.DOCUMENT if not any(line.form is Form.TURN for line in lines) and not is_minutes(lines):
            if is_journal(source):
                return (Page(range(len(lines)), Scope.ALONE, cast.me, source.date),)
            alone = cast.participants[0].name if len(cast.participants) == 1 else None
            writer = alone or (find_author(source) if not cast.participants else None)
            return (Page(range(len(lines)), Scope.PAPER, writer, source.date),)
        case _:
            return ()


def dated(source: Source) -> Source:
    """The source; a document that only its file dates by the first whole date in its first lines that is no deadline and not after the file."""
    if source.kind is not SourceKind.DOCUMENT or source.dated_from is not DatedFrom.MODIFIED:
        return source
    spans = (
        span
        for u in source.utterances[:FIRST]
        for span in find_dates(u.text, source.date)
        if not _BOUND.search(u.text, 0, span.start)
    )
    days = (span.value for span in spans if span.value is not None and _YEAR.search(span.text))
    day = next((day for day in days if day <= source.date), source.date)
    return msgspec.structs.replace(source, date=day)


def _pages_of(source: Source, mails: Sequence[Mail], lines: Sequence[Line]) -> list[Page]:
    pages = []
    joined = {utterance.id for utterance in source.utterances if utterance.joins}
    for mail in mails:
        ids = [line.id for line in lines if line.utterances[0] in mail.utterances]
        if ids:
            own = range(ids[0], ids[-1] + 1)
            joins = frozenset(line.id for line in lines[own.start : own.stop] if line.utterances[0] in joined)
            pages.append(Page(own, Scope.LETTER, mail.sender, mail.day, mail.readers, mail.to, joins))
    return pages


_BOUND = re.compile(r"\b(?:by|until|till|before|from|due|deadline:?|no later than)(?: the)? $", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


GREETING = re.compile(
    r"(?:(?:dear|hi|hello|hey|hallo|good (?:morning|afternoon|evening)|morning|guten tag|liebe[rs]?|sehr geehrte[rs]?|bonjour|cher|chère|hola|buen[ao]s (?:días|tardes|noches)|querid[oa]s?|estimad[oa]s?|caro|cara|ciao)\b.{0,60}?|(?:[\w'.-]+ ){0,2}[\w'.-]+,|.{1,30}様)[,!:–-]?\s*"
)
"""A line that only greets."""
