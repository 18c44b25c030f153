"""The user's folder, for reading. Nothing here writes; only flow/write does."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Protocol

import msgspec

from minutebook.errors import UserError
from minutebook.settings import FILE_NAME, Settings, parse_settings


class Entry(msgspec.Struct, frozen=True):
    """One file of the vault: vault-relative path with forward slashes, size in bytes, modification time in ns."""

    path: str
    size: int
    mtime_ns: int


class Folder(Protocol):
    """What the index reads: the vault itself, or the vault as a plan would leave it."""

    def entries(self) -> Iterator[Entry]: ...

    def entry(self, path: str) -> Entry | None: ...

    def read(self, path: str) -> bytes | None:
        """The file's bytes; None where there is no such file."""


class Vault:
    """A folder of Markdown with its settings."""

    def __init__(self, root: Path, environment: Mapping[str, str] | None = None) -> None:
        self.root = root
        try:
            text = (root / FILE_NAME).read_text(encoding="utf-8")
        except FileNotFoundError:
            text = ""
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(f"{root / FILE_NAME} cannot be read ({error}); repair it or move it away") from error
        self.settings: Settings = parse_settings(text, environment)

    def entries(self) -> Iterator[Entry]:
        """Every file outside hidden folders, in no particular order; links to folders are not followed."""
        return _walk(str(self.root), "")

    def entry(self, path: str) -> Entry | None:
        try:
            stat = (self.root / path).stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return Entry(path, stat.st_size, stat.st_mtime_ns)

    def read(self, path: str) -> bytes | None:
        try:
            return (self.root / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def inbox(self) -> tuple[Entry, ...]:
        """What waits in the Inbox, by path; what was set aside and what is hidden or half-copied by its name is not."""
        inbox = self.settings.folders.inbox
        failed = f"{inbox}/Failed/"
        found = (entry for entry in _walk(str(self.root / inbox), f"{inbox}/"))
        return tuple(
            sorted((e for e in found if not e.path.startswith(failed) and not is_partial(e.path)), key=lambda e: e.path)
        )

    def failed(self) -> tuple[Entry, ...]:
        """Sources that were set aside, by path, without the reasons beside them."""
        inbox = self.settings.folders.inbox
        found = _walk(str(self.root / inbox / "Failed"), f"{inbox}/Failed/")
        return tuple(sorted((e for e in found if not e.path.endswith(REASON_SUFFIX)), key=lambda e: e.path))


REASON_SUFFIX = ".reason.txt"
_PARTIAL = (".part", ".partial", ".crdownload", ".download", ".tmp", ".icloud")


def is_partial(path: str) -> bool:
    """Whether a name says that the file is a half-made copy, a lock of an office program or the system's own."""
    name = PurePosixPath(path).name
    return name.startswith((".", "~$")) or name.lower().endswith(_PARTIAL) or name in {"desktop.ini", "Thumbs.db"}


def _walk(folder: str, prefix: str) -> Iterator[Entry]:
    try:
        found = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return
    for item in found:
        if item.name.startswith("."):
            continue
        if item.is_dir(follow_symlinks=False):
            yield from _walk(item.path, f"{prefix}{item.name}/")
        elif item.is_file():
            stat = item.stat()
            yield Entry(prefix + item.name, stat.st_size, stat.st_mtime_ns)


def find_vault(given: Path | None, current: Path, environment: Mapping[str, str]) -> Vault:
    """The vault that is meant: ``--vault``, else the nearest parent with a settings file, else ``MINUTEBOOK_VAULT``.

    Raises UserError where there is none.
    """
    if given is not None:
        root = given.expanduser()
        if not (root / FILE_NAME).is_file():
            raise UserError(f"{root} is not a minutebook vault (no {FILE_NAME}); run: minutebook init {root}")
        return Vault(root.resolve(), environment)
    for folder in (current, *current.parents):
        if (folder / FILE_NAME).is_file():
            return Vault(folder, environment)
    named = environment.get("MINUTEBOOK_VAULT")
    if named:
        return find_vault(Path(named), current, environment)
    raise UserError("no vault here: run `minutebook init` in your vault's folder, or name it with --vault DIR")
