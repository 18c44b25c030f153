"""An entry: one run as the journal and the history keep it, in two files of one folder.

``entry.json`` is small and says what the run was and what it moved; ``changes.gz`` (msgpack) holds the texts before and after. Both carry a version.
"""

import gzip
from pathlib import Path

import msgspec

from minutebook.errors import UserError
from minutebook.flow.write import files
from minutebook.flow.write.layout import is_record
from minutebook.model.plan import Edit, Move, digest
from minutebook.model.run import RUN_VERSION, Run

ENTRY = "entry.json"
CHANGES = "changes.gz"
BACK = "back"
"""Stands in a journal's folder from the moment that the run is being taken back."""

ENTRY_VERSION = 1
_CONTEXT = 3


class FileChange(msgspec.Struct, frozen=True, kw_only=True):
    """One file before and after; None: no such file. The digests are of the whole file.

    Of a file that was only added to, ``before`` and ``after`` leave out the first ``left_out`` bytes (``lines_out`` lines).
    """

    path: str
    before: bytes | None
    after: bytes | None
    digest_before: str | None
    digest_after: str | None
    left_out: int = 0
    lines_out: int = 0

    @property
    def tail(self) -> bytes | None:
        """What was added at the end of a record; None for every other change."""
        grew = (
            is_record(self.path)
            and self.before is not None
            and self.after is not None
            and self.after.startswith(self.before)
        )
        return self.after[len(self.before) :] if grew and self.before is not None and self.after is not None else None


class Changes(msgspec.Struct, frozen=True):
    files: tuple[FileChange, ...]
    v: int = ENTRY_VERSION


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A run and what is to be done for it beside its changes.

    ``made``: the folders that it makes; ``clears``: those that it removes where empty; ``rewrites``: the later runs whose changes
    are kept anew once this one, an undo, is done.
    """

    run: Run
    moves: tuple[Move, ...] = ()
    made: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    rewrites: tuple[str, ...] = ()
    v: int = ENTRY_VERSION


class _Version(msgspec.Struct):
    v: int = 0


def make_change(path: str, before: bytes | None, after: bytes | None) -> FileChange:
    """A change as it is kept: of a record that grew, the last lines only."""
    out = (
        _left_out(before)
        if is_record(path) and before is not None and after is not None and after.startswith(before)
        else 0
    )
    return FileChange(
        path=path,
        before=before if before is None else before[out:],
        after=after if after is None else after[out:],
        digest_before=digest(before),
        digest_after=digest(after),
        left_out=out,
        lines_out=0 if before is None else before.count(b"\n", 0, out),
    )


def change_of(edit: Edit) -> FileChange:
    return make_change(edit.path, edit.before, edit.after)


def _left_out(before: bytes) -> int:
    """How many bytes stand before the last few lines."""
    at = len(before)
    for _ in range(_CONTEXT + 1):
        at = before.rfind(b"\n", 0, at)
        if at < 0:
            return 0
    return at + 1


def write_entry(folder: Path, entry: Entry) -> None:
    files.write_whole(folder / ENTRY, msgspec.json.format(msgspec.json.encode(entry)))


def pack_changes(changes: tuple[FileChange, ...]) -> bytes:
    return gzip.compress(msgspec.msgpack.encode(Changes(changes)), 6, mtime=0)


def read_entry(folder: Path) -> Entry:
    """Raises UserError for an entry that a newer minutebook wrote or that is damaged."""
    content = _content(folder / ENTRY)
    try:
        _check(msgspec.json.decode(content, type=_Version).v, folder)
        entry = msgspec.json.decode(content, type=Entry)
    except msgspec.MsgspecError as error:
        raise _damaged(folder, error) from error
    if entry.run.v > RUN_VERSION:
        raise _newer(folder)
    return entry


def read_changes(folder: Path) -> tuple[FileChange, ...]:
    """Raises UserError like ``read_entry``."""
    try:
        content = gzip.decompress(_content(folder / CHANGES))
        _check(msgspec.msgpack.decode(content, type=_Version).v, folder)
        return msgspec.msgpack.decode(content, type=Changes).files
    except (msgspec.MsgspecError, OSError, EOFError) as error:
        raise _damaged(folder, error) from error


def _content(path: Path) -> bytes:
    content = files.read(path)
    if content is None:
        raise _damaged(path.parent, f"{path.name} is missing")
    return content


def _check(version: int, folder: Path) -> None:
    if version > ENTRY_VERSION:
        raise _newer(folder)


def _newer(folder: Path) -> UserError:
    return UserError(f"{folder} was written by a newer minutebook; upgrade this one, then try again")


def _damaged(folder: Path, why: object) -> UserError:
    return UserError(
        f"{folder} is damaged ({why}); move that folder out of .minutebook; the notes stay as they are, and the run is forgotten"
    )
