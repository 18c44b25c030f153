"""Durable file operations: each leaves a file whole, as it was or as it shall be, and writes over nothing that it does not know."""

import contextlib
import errno
import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

_CHUNK = 1 << 20
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL}
_NO_DIRECTORY_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF, errno.ENOSYS}
_BINARY = getattr(os, "O_BINARY", 0)


def read(path: Path) -> bytes | None:
    """A file's bytes; None where there is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def list_names(folder: Path) -> set[str]:
    """The names in a folder; none where there is no such folder."""
    try:
        return {path.name for path in folder.iterdir()}
    except FileNotFoundError:
        return set()


def hash_file(path: Path) -> str | None:
    """SHA-256 (hex) of a file's bytes, read in pieces; None where there is no such file."""
    hasher = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_CHUNK):
                hasher.update(piece)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    return hasher.hexdigest()


def write(path: Path, content: bytes) -> None:
    """Writes a file of our own, on disk when this returns."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o666)
    try:
        _write_all(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file of our own under a passing name first, so that it is never seen half."""
    passing = path.with_name(path.name + ".part")
    write(passing, content)
    passing.replace(path)
    sync_directory(path.parent)


def copy(source: Path, target: Path) -> str:
    """Copies a file to one of our own, durably, with its times; returns the SHA-256 of what was read."""
    hasher = hashlib.sha256()
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o666)
    try:
        with source.open("rb") as file:
            while piece := file.read(_CHUNK):
                hasher.update(piece)
                _write_all(descriptor, piece)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    state = source.stat()
    os.utime(target, ns=(state.st_atime_ns, state.st_mtime_ns))
    return hasher.hexdigest()


def sync_directory(path: Path) -> None:
    """Makes the names in a directory durable, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_DIRECTORY_SYNC:
            raise
    finally:
        os.close(descriptor)


def make_directories(path: Path) -> None:
    """Makes a directory and its parents, each durable before the next."""
    if path.is_dir():
        return
    make_directories(path.parent)
    path.mkdir(exist_ok=True)
    sync_directory(path.parent)


def remove_directories(paths: Iterable[Path]) -> None:
    """Removes those that are empty, the deepest first."""
    for path in sorted(paths, key=lambda path: len(path.parts), reverse=True):
        try:
            path.rmdir()
        except OSError:
            continue
        sync_directory(path.parent)


def replace(staged: Path, target: Path) -> None:
    """Puts ``staged`` in the place of ``target``, which keeps its permissions. The caller syncs the folder."""
    make_directories(target.parent)
    _copy_mode(target, staged)
    try:
        staged.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        near = beside(target)
        copy(staged, near)
        _copy_mode(target, near)
        near.replace(target)
        staged.unlink()


def move_new(source: Path, target: Path) -> None:
    """Moves a file to a name that nothing has; its bytes are under one of the two names at every instant.

    The caller syncs both folders. Raises FileExistsError where the name is taken.
    """
    make_directories(target.parent)
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno == errno.EXDEV:
            _copy_new(source, target)
        elif error.errno in _NO_LINKS:
            _claim(source, target)
            return
        else:
            raise
    sync_directory(target.parent)
    source.unlink()


def beside(target: Path) -> Path:
    """The passing name in ``target``'s own folder, for folders on another disk than ``.minutebook/``; a leading dot hides it."""
    return target.parent / f".minutebook-{hashlib.sha256(os.fsencode(target.name)).hexdigest()[:16]}.part"


def names_same_entry(one: Path, other: Path) -> bool:
    """Whether two spellings mean one directory entry, as where case or accent form does not count."""
    if one.parent != other.parent or one.name == other.name or not other.exists():
        return False
    return one.samefile(other) and not {one.name, other.name} <= list_names(one.parent)


def _copy_mode(source: Path, target: Path) -> None:
    """Copies the permissions of a file that is there, where the file system has any."""
    with contextlib.suppress(PermissionError, FileNotFoundError):
        shutil.copymode(source, target)


def _copy_new(source: Path, target: Path) -> None:
    near = beside(target)
    wanted = copy(source, near)
    if hash_file(near) != wanted:
        raise OSError(errno.EIO, "the copy differs from the file", str(source))
    try:
        os.link(near, target)
        near.unlink()
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _claim(near, target)


def _claim(source: Path, target: Path) -> None:
    """Takes the name with an empty file first: for file systems without links."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    source.replace(target)


def _write_all(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
