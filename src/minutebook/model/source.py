"""A source: one thing that was said or written, as its file has it."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

import msgspec


class SourceKind(StrEnum):
    CONVERSATION = "conversation"
    EMAIL = "email"
    DOCUMENT = "document"
    MEMO = "memo"
    CHECKLIST = "checklist"


STRUCK = "[-] "
"""How a list item begins whose box is called off: neither open nor done, it stays as it was written."""


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
    place: str = ""
    """Where a paged file has it, as a person cites it: ``p. 4``, ``slide 2``, a sheet's name; empty where there are no pages."""


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


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A calendar part of a mail, or an entry of a calendar file. ``start`` and ``end`` are ISO 8601 with their offset."""

    uid: str
    title: str
    start: str
    end: str | None = None
    zone: str | None = None
    """IANA name, where the part names one."""
    method: str = ""
    """REQUEST, REPLY, CANCEL or PUBLISH; empty where none is stated."""
    people: tuple[Header, ...] = ()
    """Organiser (role ``organiser``) and attendees."""
    location: str | None = None
    declined: tuple[str, ...] = ()
    """Addresses of those who will not come, in lower case; they are not among ``people``."""
    sequence: int = 0
    """How often its organiser has changed it."""
    rule: str = ""
    """How it repeats (RFC 5545, RRULE); empty where it does not."""
    instance: str = ""
    """Of an entry that repeats the one occurrence that is meant, as ``start``; empty for the whole."""

    @property
    def entry(self) -> str:
        """What names the entry in whichever mail it comes; empty where it has no name."""
        organiser = next((p.email for p in self.people if p.role == "organiser" and p.email), "")
        return f"calendar:{self.uid} {organiser}".rstrip() if self.uid else ""


class Attachment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file that came with a mail: its name as the mail has it, its media type, and its bytes' hash and size."""

    name: str
    media: str
    sha256: str
    size: int


class Quote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lines that a mail quotes and answers under them: they stand above its utterance ``before`` (0-based within the mail)."""

    before: int
    text: str


class Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One mail of a source: its envelope, and what stands beside its new text.

    Its new text are the ``count`` utterances from ``first`` on, each a sentence, list item or table row with the sender as
    speaker. What is told apart from it is shown folded in the rendering and never extracted from.
    """

    id: str = ""
    """Message id without angle brackets; empty where the file has none."""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    subject: str = ""
    sent: dt.datetime | None = None
    """Aware, with the offset that the mail states."""
    people: tuple[Header, ...] = ()
    """Roles ``from``, ``to``, ``cc``, ``bcc``, ``reply-to``, in the mail's order."""
    first: int = 0
    count: int = 0
    signature: str = ""
    quoted: str = ""
    """History that it quotes, apart from ``inline``."""
    inline: tuple[Quote, ...] = ()
    """What it answers in place, each under its passage; never extracted from."""
    boilerplate: str = ""
    """Disclaimers, gateway banners, list footers."""
    automatic: str = ""
    """Why it is taken for machine-made or list traffic (the header or the sender that says so); empty: written by a person."""
    events: tuple[Event, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def joining(self) -> tuple[str, ...]:
        """What it answers and which calendar entries it is about."""
        return tuple(filter(None, (*self.references, self.in_reply_to, *(event.entry for event in self.events))))


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
    messages: tuple[Message, ...] = ()
    """The mails of a source of kind ``email``, oldest first."""
    warnings: tuple[str, ...] = ()
    private: str = ""
    """Why no language model may see it; empty: nothing says so."""

    @property
    def thread_ids(self) -> tuple[str, ...]:
        """The ids of its mails, then those that they answer and the calendar entries that they are about."""
        joining = (each for message in self.messages for each in message.joining)
        return tuple(dict.fromkeys((*self.message_ids, *joining)))

    @property
    def sha256(self) -> str:
        return self.parts[0].sha256


def standing_event(messages: Sequence[Message]) -> Event | None:
    """The calendar entry that the newest of these mails is about, as its organiser left it: an earlier state that comes late, and what guests answer, change nothing."""
    events = [event for message in messages for event in message.events]
    if not events:
        return None
    newest = events[-1]
    states = [e for e in events if e.entry == newest.entry and e.entry and e.method != "REPLY" and not e.instance]
    return max(reversed(states), key=lambda event: event.sequence, default=newest)
