"""Records: what cannot be rebuilt from notes, kept as append-only JSON lines in the vault's ``Minutebook/`` folder.

One line a record, each with its version ``v`` and its ``type``; the last record of a key wins, in order of ``at`` (then of
the line itself), so that files from two machines can simply be joined.
"""

from enum import StrEnum

import msgspec

from minutebook.model.entity import EntityType
from minutebook.model.source import Header

RECORD_VERSION = 1


class SourceState(StrEnum):
    NOTED = "noted"
    """Archived, with a note."""
    UNNOTED = "unnoted"
    """Archived without a note, with the reason in the run log."""
    UNDONE = "undone"
    """Its run was undone: the original is back in the Inbox and is not taken again unless asked."""


class Record(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", omit_defaults=True):
    v: int = msgspec.field(default_factory=lambda: RECORD_VERSION)  # a factory: written although it is the default
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
    """Of the note that tells it: its own, or that of another source of the same meeting."""
    beside: bool = False
    """Another source of its meeting says what the head of their note says; it has lines there."""
    message_ids: tuple[str, ...] = ()
    answered_ids: tuple[str, ...] = ()
    """Message ids that its mails answer and that are not its own: what joins a mail of the thread that arrives later."""
    attachments: tuple[tuple[str, str], ...] = ()
    """The SHA-256 of each attachment's bytes and the path where they are kept."""
    words: str = ""
    """Fingerprint of the content words (flow/identify packs and unpacks it)."""
    next_block: int = 0
    """The first block number not yet used in the rendering."""
    blocks: tuple[int, ...] = ()
    """The block of each utterance of the rendered version; empty where it is the utterance's own id."""
    shown: int = 0
    """Which of the originals the rendering shows: the newest version of a source that grew."""
    joined: tuple[int, ...] = ()
    """Which originals the rendering shows as well, in the order of their arrival: the earlier files of a thread."""
    nth: int = 0
    """Which of the sources in that file it is: a file may hold several."""
    invited: tuple[Header, ...] = ()
    """Who was there by the calendar, when it was read first."""
    undone: tuple[str, ...] = ()
    """SHA-256 of files whose run was undone; they are not taken again unless asked."""
    dated: str = ""
    """The day that a person gave its note, where it is another than ``date``, by which the source is recognised."""
    engine: str = "offline"
    called: bool = False
    """Its file says no title: it is called as its note is."""
    private: str = ""
    """Why no language model may see it."""
    state: SourceState = SourceState.NOTED


class LineKind(StrEnum):
    """What a machine line is. The first five carry their id as block id; the others are found by their ``anchor``."""

    TASK = "task"
    COMPANY = "company"
    """A page's line of who belongs to it, or how often it meets."""
    CONTEXT = "context"
    """A page's line about one note."""
    KEY_FACT = "key-fact"
    """A page's line of what is known."""
    REVIEW = "review"
    """A box of the review file."""
    DECISION = "decision"
    FACT = "fact"
    QUESTION = "question"
    FOLLOW_UP = "follow-up"
    SUMMARY = "summary"
    HEADER = "header"
    """A line of a note's head: its title, date, people, a notice."""
    FIELD = "field"
    """A frontmatter key; ``anchor`` is its name, ``digest`` the hash of its value."""
    NOTE = "note"
    """The note itself: ``id`` is its frontmatter's id, which finds it when it was moved or renamed."""


class LineRecord(Record, frozen=True, kw_only=True, tag="line"):
    """A line that the machine wrote, as it was last written or read back."""

    id: str
    path: str
    digest: str
    """Hash of what the line means; empty where the machine itself took the line out (it may come again)."""
    kind: LineKind
    source_id: str = ""
    """The source that first wrote it; it stays, for it says in which file the line's records follow each other."""
    section: str = ""
    """The heading that it was written under."""
    anchor: str = ""
    """What finds the line where it carries no block id: the passage it links to, or how it begins."""
    box: str = ""
    """The character in its box; empty for a line without one."""
    words: str = ""
    """What a page's line of knowledge, or a note's of an earlier task, said: what was deleted is not told again in other words.
    Of prose, how it read before what a person refused was taken out; of a note's fact or decision, how a person put it right on a page;
    of a task, the one that tells it, too, as a person said."""
    deleted: bool = False
    """The user deleted it; it does not come back."""
    owned: bool = False
    """The user changed its words; it is theirs."""
    also: tuple[str, ...] = ()
    """Targets of the links to passages of other sources of the meeting that say the same."""
    evidence: tuple[int, ...] = ()
    """Of news of an earlier task: the utterances that tell it; its line links to the first."""


class Ask(StrEnum):
    """What a person is asked about a page."""

    SUPERSEDE = "supersede"
    """Whether a line of it is struck, because another says otherwise."""
    FIELD = "field"
    """Whether its frontmatter gets a value."""
    LINE = "line"
    """Whether it gets a line."""
    WHO = "who"
    """Whether a name (``key``) means it, in meetings of one title (``value``, folded)."""
    ALIAS = "alias"
    """Whether it goes by another name, too (``key``)."""
    TERM = "term"
    """Whether an abbreviation (``key``) stands for these words (``value``)."""
    MEETING = "meeting"
    """Whether two sources (``key`` the later, ``value`` the earlier one's id) tell of one meeting."""
    NEWS = "news"
    """Whether a task (``old``) became what a later source said of it; only the answer is recorded."""


class AskState(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    """Nothing speaks for it any more; it may come again."""


class ProposalRecord(Record, frozen=True, kw_only=True, tag="proposal"):
    """A change of a page that a person is asked about, and what they said."""

    id: str
    ask: Ask
    state: AskState
    entity_id: str
    said: str
    """The words of its box, with links."""
    source_id: str = ""
    old: str = ""
    """The id of the line that would be struck."""
    new: str = ""
    """The id of the line that says otherwise."""
    key: str = ""
    value: str = ""
    """What a frontmatter key would get, or the line."""


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
    withdrawn: bool = False
    """That was taken back."""


class ApartRecord(Record, frozen=True, kw_only=True, tag="apart"):
    """A person said that two entities are never the same. ``ids`` and ``names`` are in the order of the ids."""

    ids: tuple[str, str]
    names: tuple[str, str]
    withdrawn: bool = False
    """That was taken back."""


class AliasRecord(Record, frozen=True, kw_only=True, tag="alias"):
    """A person said whom a name means in one context: the title of a recurring meeting, folded; empty: everywhere."""

    name: str
    """Folded."""
    entity: EntityType
    entity_id: str
    """Empty where none of those asked about is meant."""
    context: str = ""
    withdrawn: bool = False
    """That was taken back."""


class TermRecord(Record, frozen=True, kw_only=True, tag="term"):
    """What an abbreviation stands for in this vault, as a person said: one line of its glossary."""

    short: str
    long: str
    withdrawn: bool = False
    """That was taken back."""


class DraftRecord(Record, frozen=True, kw_only=True, tag="draft"):
    """A draft as it was last written: its files and their hashes, which tell one that the user edited or took away."""

    id: str
    """Of the source and what the draft is for: one of each."""
    source_id: str
    paths: tuple[str, ...] = ()
    """Empty where its run was undone: it may be made again."""
    sha256s: tuple[str, ...] = ()
    wish: str = ""
    """What the user asked for, which nothing that the source says later takes back; empty where the source alone asked."""
    sequence: int = 0
    """How often what is asked of a calendar was changed (RFC 5545, 3.8.7.4)."""


class VerdictRecord(Record, frozen=True, kw_only=True, tag="verdict"):
    """Whether a person kept an item that was proposed: what flow/learn learns from. Without ``item`` all before it is forgotten."""

    id: str
    item: str = ""
    """``task``, ``decision``, ``fact`` or ``question``."""
    kept: bool = False
    traits: tuple[str, ...] = ()
    """What a person saw of it, in words."""
    sure: float = 1.0
    """How sure the engine was."""
    withdrawn: bool = False
    """The decision was taken back."""


AnyRecord = (
    SourceRecord
    | LineRecord
    | EntityRecord
    | SpeakerRecord
    | ApartRecord
    | AliasRecord
    | TermRecord
    | ProposalRecord
    | DraftRecord
    | VerdictRecord
)
