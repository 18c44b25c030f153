"""What an adapter is: it says whether it knows a file's layout, how sure it is and why, and reads it into drafts.

An adapter looks at content; a file's name and extension may raise its sureness but never decide alone.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

import msgspec

from minutebook.errors import SourceError
from minutebook.model.source import Form, Header, Message, SourceKind

MOST_TEXT = 5_000_000
"""Characters beyond which a text is not read, some 900,000 words: the engine would take minutes, and nobody wrote it by hand."""


def check_length(name: str, length: int) -> None:
    """Raises SourceError where a file says more than can be read with care."""
    if length > MOST_TEXT:
        raise SourceError(
            f"{name} holds {length / 1e6:.0f} million characters of text; above {MOST_TEXT / 1e6:.0f} million nothing is read. Split it, or keep only the part that matters."
        )


class Sample(msgspec.Struct, frozen=True):
    """One file as it arrived. ``text`` is None for what is not text (docx, zip); its lines end with a line feed."""

    name: str
    data: bytes
    text: str | None
    encoding: str | None = None


class Cue(msgspec.Struct, frozen=True):
    """An utterance before it is numbered; times in seconds."""

    text: str
    speaker: str | None = None
    start: float | None = None
    end: float | None = None
    form: Form = Form.TURN
    checked: bool | None = None
    level: int = 0
    joins: bool = False
    """It goes on in the paragraph or list item of the cue before."""
    place: str = ""
    """Where a paged file has it: ``p. 4``, ``slide 2``."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What one file (or one meeting of a file that holds several) says, before ids, dates and names are settled.

    ``moment`` is an aware datetime where the layout states a zone (UTC stamps); it is turned into the settings' zone and then
    gives date and time. Otherwise ``date`` and ``time`` are as written. ``made`` (aware) is when the file's own properties say
    that it was written: it stands in for the time of a file that was copied since.
    """

    format: str
    kind: SourceKind
    cues: Sequence[Cue]
    title: str | None = None
    moment: dt.datetime | None = None
    date: dt.date | None = None
    time: dt.time | None = None
    prepares: bool = False
    """``date`` may be that of what the text prepares, a checklist's event: where it lies ahead of the file it is."""
    made: dt.datetime | None = None
    people: tuple[Header, ...] = ()
    aside: str = ""
    language: str | None = None
    messages: tuple[Message, ...] = ()
    """The mails of a thread, oldest first; their ``first`` and ``count`` are those of the cues."""
    warnings: tuple[str, ...] = ()


class Guess(msgspec.Struct, frozen=True):
    """How sure an adapter is that it knows the layout (0 to 1), and why (for the run log)."""

    sureness: float
    reason: str


class Adapter(Protocol):
    @property
    def format(self) -> str:
        """The layout's name, as in ``zoom-vtt``; a family may refine it in the draft."""

    def identify(self, sample: Sample) -> Guess | None: ...

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        """The drafts of a file that ``identify`` knew; raises SourceError with a reason that a person can act on."""
