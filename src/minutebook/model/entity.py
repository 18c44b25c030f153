"""Entities: the people, accounts, projects and forums that notes are about."""

from collections.abc import Callable, Collection
from enum import StrEnum

import msgspec


class EntityType(StrEnum):
    PERSON = "person"
    ACCOUNT = "account"
    PROJECT = "project"
    FORUM = "forum"


class EntityState(StrEnum):
    ACCEPTED = "accepted"
    PROPOSED = "proposed"
    NEVER = "never"
    MERGED = "merged"
    """Part of another one by now."""


class Entity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person, account, project or forum. ``path`` is its page (vault-relative, posix), None until accepted."""

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    organisation: str | None = None
    role: str | None = None
    path: str | None = None
    state: EntityState = EntityState.ACCEPTED
    partner: bool = False
    """An account that we work with rather than sell to: its notes have the type ``partners``."""


class Me(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The vault's owner: the first person of their own speech. An empty name means not known."""

    name: str = ""
    aliases: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    organisation: str | None = None


class SpeakerLabel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person said of a label: in this source (or in every source of this title) it is this name."""

    label: str
    name: str
    source_id: str | None = None
    title: str | None = None


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An abbreviation and what it stands for here."""

    short: str
    long: str


class OpenTask(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A task that an earlier source left open. ``id`` is None in evaluation, where no note holds it."""

    text: str
    owner: str | None = None
    due: str | None = None
    id: str | None = None
    path: str | None = None
    source_date: str | None = None
    passage: str | None = None
    """What its evidence link holds between the brackets."""
    people: tuple[str, ...] = ()
    """Who its note is about or was present, less the owner of the vault; empty where that is not known."""
    said: str = ""
    """The words in which it came about, where they are known: its own are often poorer."""
    before: str = ""
    """What was said right before those, where that is known: "I'll ask the bank" leaves to it what is asked."""
    proposed: bool = False
    """Whether nobody has accepted it yet."""
    since: int = 0
    """Of a task of the very thread that has grown: the utterance from which on its later mails begin; 0 of every other task."""


class Context(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the vault already knows that matters for reading one source. Engines see nothing else of the vault.

    Entities with state ``never`` are listed so that they are not proposed again.
    """

    me: Me = Me()
    entities: tuple[Entity, ...] = ()
    speakers: tuple[SpeakerLabel, ...] = ()
    every_mail: bool = False
    """Newsletters, receipts and the like are to get a note, too."""
    terms: tuple[Term, ...] = ()
    """Abbreviations of the vault's glossary that the source uses."""


class Confirmed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person said whom a name (folded) means: in the meetings of one title (folded), or everywhere where it is empty."""

    name: str
    type: EntityType
    entity_id: str
    """Empty: none of those asked about."""
    context: str = ""


class Registry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was decided of names beside the entities themselves, and how often people met."""

    confirmed: tuple[Confirmed, ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()
    """Pairs of ids that are never the same."""
    met: Callable[[str, Collection[str]], int] | None = None
    """In how many notes a name stands together with one of others; None: nothing is known of that."""
