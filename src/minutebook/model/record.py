"""Records: what cannot be rebuilt from notes, kept as append-only JSON lines in the vault's ``Minutebook/`` folder.

One line a record, each with its version ``v`` and its ``type``; the last record of a key wins, in order of ``at`` (then of
the line itself), so that files from two machines can simply be joined.
"""

from enum import StrEnum

import msgspec

from minutebook.model.entity import EntityType

RECORD_VERSION = 1


class SourceState(StrEnum):
    NOTED = "noted"
    """Archived, with a note."""
    UNNOTED = "unnoted"
    """Archived without a note, with the reason in the run log."""
    UNDONE = "undone"
    """Its run was undone: the original is back in the Inbox and is not taken again unless asked."""


class Record(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", omit_defaults=True):
    v: int = RECORD_VERSION
    at: str = ""
    """UTC time of the run, ISO 8601."""


class SourceRecord(Record, frozen=True, kw_only=True, tag="source"):
    """One known source: where its parts, rendering and note are, and what recognises it again."""

    source_id: str
    kind: str
    format: str
    date: str
    title: str
    sha256s: tuple[str, ...]
    """Of every file that was recognised as this source, the first archived first."""
    originals: tuple[str, ...]
    """Vault-relative paths of those files, in the same order."""
    names: tuple[str, ...] = ()
    """The names under which they arrived."""
    time: str | None = None
    rendering: str | None = None
    note: str | None = None
    note_id: str | None = None
    message_ids: tuple[str, ...] = ()
    words: str = ""
    """Fingerprint of the content words (flow/identify packs and unpacks it)."""
    next_block: int = 0
    """The first block number not yet used in the rendering."""
    blocks: tuple[int, ...] = ()
    """The block of each utterance of the rendered version; empty where it is the utterance's own id."""
    engine: str = "offline"
    state: SourceState = SourceState.NOTED
    run: str = ""


class LineRecord(Record, frozen=True, kw_only=True, tag="line"):
    """A line that the machine wrote: ``digest`` is the hash of what it means, ``anchor`` what finds it when it has no block id."""

    id: str
    path: str
    digest: str
    kind: str
    """task, decision, fact, question, context (a page's line), field (a frontmatter key) …"""
    source_id: str = ""
    anchor: str = ""
    deleted: bool = False
    """The user deleted it (or took it over by editing: ``owned``); it does not come back."""
    owned: bool = False


class EntityRecord(Record, frozen=True, kw_only=True, tag="entity"):
    """An entity that is proposed, or what a person decided of it (state accepted or never)."""

    id: str
    entity: EntityType
    name: str
    state: str
    aliases: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    organisation: str | None = None
    role: str | None = None
    partner: bool = False
    source_ids: tuple[str, ...] = ()


class SpeakerRecord(Record, frozen=True, kw_only=True, tag="speaker"):
    """A person said who a speaker label is."""

    label: str
    name: str
    source_id: str | None = None
    title: str | None = None


AnyRecord = SourceRecord | LineRecord | EntityRecord | SpeakerRecord
