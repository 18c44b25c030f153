"""The first reading of a source: its people, sentences and pages, in its language, with all that several abilities go by."""

from collections.abc import Sequence

import msgspec
import numpy as np

from minutebook.flow.extract.offline.abroad.gist import find_subjects
from minutebook.flow.extract.offline.abroad.grammar import Grammar, read_grammar
from minutebook.flow.extract.offline.abroad.lines import read_abroad
from minutebook.flow.extract.offline.abroad.tongue import UNREAD, WARNING, tongue_of
from minutebook.flow.extract.offline.gist.subject import choose_subject
from minutebook.flow.extract.offline.letter.bait import find_baits, warn_of_baits, without_baits
from minutebook.flow.extract.offline.letter.envelope import Mail, address, read_mails
from minutebook.flow.extract.offline.letter.page import Page, Scope, dated, find_pages
from minutebook.flow.extract.offline.people.author import attribute
from minutebook.flow.extract.offline.people.cast import Cast, resolve_cast
from minutebook.flow.extract.offline.people.mentions import find_mentions
from minutebook.flow.extract.offline.people.slot import with_slots
from minutebook.flow.extract.offline.talk.acts import Act, find_acts
from minutebook.flow.extract.offline.talk.line import Line, read_lines
from minutebook.flow.extract.offline.talk.segment import Manner, Talk, segment
from minutebook.flow.extract.offline.talk.sense import read_senses
from minutebook.flow.extract.offline.talk.steering import leave_out, steered, warn_of
from minutebook.flow.extract.offline.talk.topics import Topic, find_topics
from minutebook.flow.extract.offline.words.lexicon import Lexicon, read_lexicon
from minutebook.model.entity import Context, EntityType
from minutebook.model.extraction import (
    Mention,
    NoteType,
    Subject,
)
from minutebook.model.source import Source, SourceKind

LANGUAGE = "en"


class Reading(msgspec.Struct, frozen=True):
    """A source as its first reading leaves it, with all that several abilities go by."""

    source: Source
    """With who wrote it among its people, and without what addresses a machine."""
    talk: Talk
    cast: Cast
    lines: tuple[Line, ...]
    lexicon: Lexicon
    acts: tuple[Act, ...]
    senses: np.ndarray
    topics: tuple[Topic, ...]
    mentions: tuple[Mention, ...]
    known: tuple[str, ...]
    """What is spoken of by name, but for people."""
    note_type: NoteType | None
    subject: Subject | None
    mails: tuple[Mail, ...]
    pages: tuple[Page, ...]
    """What is read as written; empty where people talk."""
    baits: dict[int, str]
    """By the number of a mail that is bait, what shows it."""
    held: frozenset[int]
    """The lines that bait holds."""
    warnings: tuple[str, ...]
    grammar: Grammar | None
    """That of its language, where it is another than English."""
    alone: bool
    """Whether one person writes or speaks to nobody else."""
    unread: bool
    """Whether it is in a language of which nothing is understood."""

    @property
    def honest(self) -> list[Mail]:
        """The mails that are no bait."""
        return [mail for n, mail in enumerate(self.mails) if n not in self.baits]


def read_source(source: Source, context: Context) -> Reading:
    """The source with its people, lines and pages, and what it is about."""
    lexicon = read_lexicon(LANGUAGE)
    tongue = tongue_of(source)
    grammar = read_grammar(tongue) if tongue and tongue is not UNREAD else None
    source, talk, cast, warnings = _heard(source, context, grammar)
    mails = read_mails(source)
    lines = _lines(source, context, talk, cast, mails, lexicon, grammar)
    mentions = find_mentions(talk, source, context, cast)
    note_type, subject = choose_subject(source, talk, context, cast)
    baits = find_baits(mails, lines, context)
    pages, held = without_baits(find_pages(source, mails, lines, cast), mails, lines, baits)
    alone = bool(pages) and pages[0].alone
    pages = () if grammar and not (pages and pages[0].scope is Scope.LETTER) else pages
    english = bool(pages) or not tongue
    acts = find_acts(lines, lexicon) if english else ()
    known = tuple(mention.name for mention in mentions if mention.type is not EntityType.PERSON)
    topics = find_topics(lines, known, lexicon) if english else ()
    return Reading(
        source=source,
        talk=talk,
        cast=cast,
        lines=lines,
        lexicon=lexicon,
        acts=acts,
        senses=read_senses(lines, acts) if english else np.zeros((len(lines), 0)),
        topics=find_subjects(lines, grammar) if grammar else topics,
        mentions=mentions,
        known=known,
        note_type=note_type,
        subject=subject,
        mails=mails,
        pages=pages,
        baits=baits,
        held=held,
        warnings=(*warnings, *warn_of_baits(baits), *((WARNING,) if tongue is UNREAD else ())),
        grammar=grammar,
        alone=alone,
        unread=tongue is UNREAD,
    )


def _heard(source: Source, context: Context, grammar: Grammar | None) -> tuple[Source, Talk, Cast, tuple[str, ...]]:
    """The source without what addresses a machine, its sentences and people, and what to tell the reader of the note."""
    manner = grammar.manner if grammar else None
    names = _names_known(context) if source.kind is SourceKind.MEMO else frozenset()
    source, talk, warnings = _without_steering(_attributed(source, context), manner, names)
    cast = resolve_cast(source, context, grammar.language if grammar else None)
    talk = segment(source, cast.begins, manner) if cast.begins else talk
    return source, talk, cast, warnings


def _lines(
    source: Source,
    context: Context,
    talk: Talk,
    cast: Cast,
    mails: Sequence[Mail],
    lexicon: Lexicon,
    grammar: Grammar | None,
) -> tuple[Line, ...]:
    """The sentences with their people and days, those of a mail counted from its own day; what is to be filled in of a document is named."""
    if grammar and source.kind is not SourceKind.EMAIL:
        lines = read_abroad(talk, cast, source.date, grammar)
    else:
        days = {n: mail.day for mail in mails for n in mail.utterances}
        lines = read_lines(talk, cast, source.date, lexicon, days)
    if source.kind in {SourceKind.DOCUMENT, SourceKind.CHECKLIST}:
        return with_slots(lines, organisations(context))
    return lines


def _attributed(source: Source, context: Context) -> Source:
    """The source with those who wrote it among its people, dated by what it says."""
    addressed = address(source, context) if source.kind is SourceKind.EMAIL else source
    return dated(attribute(addressed, context.me))


def _names_known(context: Context) -> frozenset[str]:
    """What the people of the vault are called, in small letters."""
    people = (entity for entity in context.entities if entity.type is EntityType.PERSON)
    called = {name.lower() for entity in people for name in (entity.name, *entity.aliases)}
    return frozenset(name for full in called for name in (full, full.partition(" ")[0]) if len(name) > 1)


def _without_steering(
    source: Source, manner: Manner | None, names: frozenset[str]
) -> tuple[Source, Talk, tuple[str, ...]]:
    """The source without what addresses a machine, its sentences, and what to tell the reader of the note."""
    talk = segment(source, manner=manner, names=names)
    steering = steered(source, talk)
    if not steering:
        return source, talk, ()
    left = leave_out(source, talk, steering)
    return left, segment(left, manner=manner, names=names), (warn_of(source, talk, steering),)


def organisations(context: Context) -> tuple[str, ...]:
    """The accounts and the owner's own organisation, by name."""
    accounts = (e.name for e in context.entities if e.type is EntityType.ACCOUNT)
    return (*accounts, *([context.me.organisation] if context.me.organisation else ()))


def houses(context: Context) -> dict[str, str]:
    """The organisation of each known person and of the owner, by the person's name."""
    of = {e.name: e.organisation for e in context.entities if e.type is EntityType.PERSON and e.organisation}
    return of | ({context.me.name: context.me.organisation} if context.me.name and context.me.organisation else {})
