"""Which files are taken: what waits in the Inbox, what was set aside, what is named; and whether each is whole."""

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from minutebook.vault.vault import is_partial

QUIET_SECONDS = 1.0
"""Where the system cannot say who is writing, a file must have been quiet for so long."""
PATIENCE = 3
"""How often a file that is still growing is looked at again in one run."""


def find_hindrance(root: Path, path: str) -> str | None:
    """Why a file of the Inbox cannot be taken now, as a sentence; None where it can."""
    place = root
    for part in Path(path).parts:
        place /= part
        if place.is_symlink():
            return f"{path} is or lies behind a link; put the file itself into the Inbox"
    return None if is_whole(place) else f"{path} is still being written; it is taken at the next run"


def is_whole(path: Path) -> bool:
    """Whether nobody is writing the file. Waits a few quiet moments for one that was written just now."""
    held = _is_open_for_writing(path)
    if held is not None:
        return not held
    for _ in range(PATIENCE):
        try:
            before = path.stat()
            age = time.time() - before.st_mtime
            if not 0 <= age < QUIET_SECONDS:
                return True
            time.sleep(QUIET_SECONDS - age)
            after = path.stat()
        except OSError:
            return True  # reading it will say what is wrong
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
            return True
    return False


def _is_open_for_writing(path: Path) -> bool | None:
    """Whether some process has the file open for writing, where the kernel can tell (a read lease on Linux); else None."""
    try:
        import fcntl

        lease, read, unlock = fcntl.F_SETLEASE, fcntl.F_RDLCK, fcntl.F_UNLCK
    except (ImportError, AttributeError):
        return None
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        fcntl.fcntl(handle, lease, read)
        fcntl.fcntl(handle, lease, unlock)
    except BlockingIOError:
        return True
    except OSError:
        return None  # a file system without leases, or a file of somebody else's
    else:
        return False
    finally:
        os.close(handle)


def list_named(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that were named; a folder means the files in it, hidden and half-copied ones left out."""
    for path in paths:
        if path.is_dir():
            inside = (p for p in path.rglob("*") if p.is_file())
            yield from sorted(p for p in inside if not any(map(is_partial, p.relative_to(path).parts)))
        else:
            yield path
