"""Where things are: the vault's own folders, and ``.minutebook/`` with the journal, the work in progress and the history."""

import os
import unicodedata
from pathlib import Path, PurePosixPath

import msgspec

from minutebook.errors import SourceError, UserError
from minutebook.flow.write import files

BOOK = ".minutebook"
REVIEW = "Review.md"
RECORDS = "Minutebook"
"""Append-only records: an undo adds to them, it never takes back."""

_CLOSED = {BOOK, ".git"}
_IGNORE = b"*\n"


class Layout(msgspec.Struct, frozen=True):
    """The paths under one vault. ``root`` is resolved.

    A run is prepared in ``work/<id>``; renaming ``work/<id>/record`` to ``journal/<id>`` commits to it; renaming that to ``runs/<id>`` ends it.
    """

    root: Path

    @property
    def book(self) -> Path:
        return self.root / BOOK

    @property
    def journal(self) -> Path:
        return self.book / "journal"

    @property
    def work(self) -> Path:
        return self.book / "work"

    @property
    def runs(self) -> Path:
        return self.book / "runs"

    def place(self, path: str) -> Path:
        """The file that a vault-relative path means, links followed.

        Raises UserError for a path that leaves the vault or enters what is not for notes, SourceError for a name in no encoding.
        """
        if not path.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in path):
            raise SourceError(f"the name of {path!r} is not valid text; rename the file. Nothing was written")
        pure = PurePosixPath(path)
        parts = pure.parts
        strange = "\0" in path or (os.name == "nt" and ("\\" in path or ":" in path))
        if not parts or pure.as_posix() != path or pure.is_absolute() or ".." in parts or strange:
            raise UserError(f"{path!r} is not a path inside the vault; nothing was written")
        if any(part.casefold() in _CLOSED for part in parts):
            raise UserError(f"{path!r} is not for notes; nothing was written")
        return self._follow(path)

    def entry(self, path: str) -> Path:
        """Like ``place``, but the last step is not followed: the directory entry itself, which may be a link."""
        self.place(path)
        plain = self.root / path
        return plain.parent.resolve() / plain.name

    def _follow(self, path: str) -> Path:
        try:
            real = (self.root / path).resolve()
        except (OSError, RuntimeError) as error:
            raise UserError(f"{path} cannot be followed ({error}); nothing was written") from error
        if not real.is_relative_to(self.root) or any(
            part.casefold() in _CLOSED for part in real.relative_to(self.root).parts
        ):
            raise UserError(
                f"{path} leads out of the vault, to {real}; nothing was written. Put the file itself there instead of a link"
            )
        return real

    def relative(self, place: Path) -> str:
        return place.relative_to(self.root).as_posix()

    def prepare(self) -> None:
        """Makes ``.minutebook/``, which version control and sync by patterns are told to leave alone."""
        for folder in (self.journal, self.work, self.runs):
            if not folder.is_dir():
                folder.mkdir(parents=True, exist_ok=True)
        ignore = self.book / ".gitignore"
        if not ignore.exists():
            files.write_whole(ignore, _IGNORE)


def fold(name: str) -> str:
    """What a file system that ignores case and accent form takes a name for."""
    return unicodedata.normalize("NFC", name).casefold()


def is_derived(path: str) -> bool:
    """Whether a file only lists what records say: an undo leaves it to the caller, who makes it anew."""
    return path == REVIEW


def is_record(path: str) -> bool:
    return PurePosixPath(path).parts[0] == RECORDS
