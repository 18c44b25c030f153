"""A source: one thing that was said or written, as its file has it."""

import datetime as dt
from enum import StrEnum

import msgspec


class SourceKind(StrEnum):
    CONVERSATION = "conversation"
    EMAIL = "email"
    DOCUMENT = "document"
    MEMO = "memo"
    CHECKLIST = "checklist"


class Form(StrEnum):
    """How an utterance stands in its file; the rendering follows it."""

    TURN = "turn"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


class DatedFrom(StrEnum):
    """Where a source's date was found, most trusted first."""

    CONTENT = "content"
    NAME = "name"
    MODIFIED = "modified"


class Utterance(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=False):
    """One cue, line or turn of a transcript as its file has it; one sentence, list item or table row of a document.

    ``id`` is 0-based in file order. ``start`` and ``end`` are seconds from the beginning, None where the layout states
    none. ``block`` is the number of its block in the readable rendering (``^u<block>``): equal to ``id`` in a source's
    first reading, kept when the source grows (flow/identify).
    """

    id: int
    text: str
    speaker: str | None = None
    start: float | None = None
    end: float | None = None
    block: int = -1
    form: Form = Form.TURN
    checked: bool | None = None
    """State of a checkbox; None where there is none."""
    level: int = 0
    """Heading level, or depth of a list item."""
    joins: bool = False
    """It goes on in the paragraph or list item of the utterance before."""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of a source: its name as it arrived, and its bytes' SHA-256 (hex) and size."""

    name: str
    sha256: str
    size: int


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person that the file's own header names: an attendee, host, or mail address."""

    name: str | None = None
    email: str | None = None
    role: str = "attendee"
    note: str = ""
    """What stands in brackets or a column beside the name: initials, an office."""


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that was said or written; what every later stage reads."""

    id: str
    kind: SourceKind
    format: str
    parts: tuple[Part, ...]
    date: dt.date
    dated_from: DatedFrom
    title: str
    utterances: tuple[Utterance, ...]
    time: dt.time | None = None
    """Start, in the settings' time zone, where the file or its name states one."""
    people: tuple[Header, ...] = ()
    aside: str = ""
    """What the file holds beside the talk (the user's own notes, a summary by another tool): shown in the rendering, never extracted from."""
    language: str | None = None
    sureness: float = 1.0
    """How sure the adapter is of the layout, 0 to 1."""
    reason: str = ""
    """Why the adapter took it, for the run log."""
    message_ids: tuple[str, ...] = ()
    """A mail's own ids (of each message of a thread), never those it answers or quotes."""
    warnings: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        return self.parts[0].sha256
