"""Changes: what the outputs ask for, unordered; the planner turns them into byte-exact edits of the files as read."""

import msgspec

from minutebook.model.record import AnyRecord


class NewFile(msgspec.Struct, frozen=True):
    """A whole new file (note, page, rendering, dashboard). It must not exist."""

    path: str
    text: str


class WholeFile(msgspec.Struct, frozen=True):
    """A file that is the machine's own (a rendering, the dashboard): written as a whole, where it changed."""

    path: str
    text: str


class InsertLine(msgspec.Struct, frozen=True):
    """One machine line under ``section`` (a heading's text) of a note; the section is made where it is missing.

    ``line`` has no line ending and carries its own block id. ``first``: at the section's top instead of its end.
    """

    path: str
    section: str
    line: str
    record: AnyRecord | None = None
    first: bool = False


class ReplaceLine(msgspec.Struct, frozen=True):
    """The machine line ``line_id`` (or, without block id, the one equal to ``old``) becomes ``line``; left alone where the user edited it."""

    path: str
    line_id: str
    old: str
    line: str
    record: AnyRecord | None = None


class RemoveLine(msgspec.Struct, frozen=True):
    """The machine line goes, where the user has not edited it."""

    path: str
    line_id: str
    old: str


class SetField(msgspec.Struct, frozen=True):
    """A frontmatter key gets a YAML value. ``keep``: ``newest`` never moves a date back, ``missing`` only adds."""

    path: str
    key: str
    value: str | tuple[str, ...]
    keep: str = "always"


class Append(msgspec.Struct, frozen=True):
    """A record at the end of one of the ``Minutebook/`` files."""

    record: AnyRecord


class MoveFile(msgspec.Struct, frozen=True):
    source: str
    target: str
    sha256: str


Change = NewFile | WholeFile | InsertLine | ReplaceLine | RemoveLine | SetField | Append | MoveFile
