"""Changes: what the outputs ask for, unordered; the planner turns them into byte-exact edits of the files as read."""

from datetime import date
from typing import Literal

import msgspec

from minutebook.model.record import AnyRecord, LineRecord


class NewFile(msgspec.Struct, frozen=True):
    """A whole new file (note, page, rendering, dashboard). It must not exist."""

    path: str
    text: str


class NewBytes(msgspec.Struct, frozen=True):
    """A whole new file that came inside another, byte for byte. It must not exist, unless it is the same."""

    path: str
    data: bytes


class WholeFile(msgspec.Struct, frozen=True):
    """A file written as a whole, where it changed: the machine's own (a rendering), or the text as read with its links rewritten."""

    path: str
    text: str


class InsertLine(msgspec.Struct, frozen=True, kw_only=True):
    """One machine line under ``section`` (a heading's text; empty: the note's head, under its title) of a note.

    ``line`` has no line ending; several, for a block such as a query, are parted by line feeds. ``place``: at the section's end, at its top, or among its dated lines, newest first.
    ``rank`` orders the lines that one plan inserts into a section. ``template``: the titles of the file's sections, which
    say where a missing one is made; ``opener``: a callout's head that stands above the inserted lines.
    """

    path: str
    section: str
    line: str
    record: LineRecord | None = None
    place: Literal["end", "first", "dated"] = "end"
    rank: int = 0
    template: tuple[str, ...] = ()
    opener: str = ""


class ReplaceLine(msgspec.Struct, frozen=True, kw_only=True):
    """The machine line that ``was`` describes becomes ``line``; left alone where it means something else by now."""

    path: str
    was: LineRecord
    line: str
    record: LineRecord | None = None


class RewriteLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line that a person told to change, their own or the machine's: the one that reads ``was`` becomes ``line``.

    ``number`` (0-based) is where it was seen; where it has moved since, the only other line of these words is meant.
    """

    path: str
    number: int
    was: str
    line: str
    record: LineRecord | None = None


class RemoveLine(msgspec.Struct, frozen=True, kw_only=True):
    """The machine line that ``was`` describes goes, where the user has not touched it; a template section left empty goes with it."""

    path: str
    was: LineRecord
    record: LineRecord | None = None
    template: tuple[str, ...] = ()


class SetField(msgspec.Struct, frozen=True, kw_only=True):
    """A frontmatter key gets a value. ``keep``: ``newest`` never moves a date back, ``oldest`` never forward, ``missing`` only adds.

    With ``was`` it is set only where its value is still the one recorded; an empty list then takes the key out.
    """

    path: str
    key: str
    value: str | bool | date | tuple[str, ...]
    keep: Literal["always", "newest", "oldest", "missing"] = "always"
    was: LineRecord | None = None
    record: LineRecord | None = None


class Append(msgspec.Struct, frozen=True):
    """A record at the end of one of the ``Minutebook/`` files."""

    record: AnyRecord


class MoveFile(msgspec.Struct, frozen=True):
    """A file moved byte for byte. ``sha256`` is that of its bytes (hex), after a WholeFile of ``source`` in the same plan."""

    source: str
    target: str
    sha256: str


class RemoveFile(msgspec.Struct, frozen=True):
    """A file that goes because all that it says stands elsewhere by this plan. ``sha256`` is that of its bytes (hex)."""

    path: str
    sha256: str


Change = (
    NewFile
    | NewBytes
    | WholeFile
    | InsertLine
    | ReplaceLine
    | RewriteLine
    | RemoveLine
    | SetField
    | Append
    | MoveFile
    | RemoveFile
)
