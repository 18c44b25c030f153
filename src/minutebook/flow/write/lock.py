"""The vault's lock: one writing command at a time, held by the kernel, so that it ends with its process."""

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from minutebook.errors import UserError, VaultLocked
from minutebook.flow.write import files
from minutebook.flow.write.layout import Layout

if TYPE_CHECKING:
    from filelock import BaseFileLock


class Holder(msgspec.Struct, frozen=True):
    """Who holds the lock; a help for people, the lock itself is the kernel's."""

    pid: int
    command: str


class Lock:
    """Re-entrant within one thread."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._lock: BaseFileLock | None = None

    @contextmanager
    def hold(self, timeout: float = 0) -> Iterator[None]:
        """Holds the vault; raises VaultLocked, with the holder where known, once ``timeout`` seconds have passed."""
        from filelock import Timeout

        lock = self._file_lock()
        try:
            self._layout.prepare()
            lock.acquire(timeout=timeout)
        except Timeout as error:
            raise VaultLocked(self._describe()) from error
        except OSError as error:
            raise UserError(
                f"{self._layout.book} cannot be written ({error.strerror}); nothing was changed. Check its permissions and the disk"
            ) from error
        try:
            with contextlib.suppress(OSError):
                self._say_who()
            yield
        finally:
            lock.release()

    def free(self) -> bool:
        """Whether nobody holds the vault now."""
        from filelock import Timeout

        lock = self._file_lock()
        try:
            lock.acquire(timeout=0)
        except (Timeout, OSError):
            return False
        lock.release()
        return True

    def _file_lock(self) -> "BaseFileLock":
        if self._lock is None:
            from filelock import FileLock

            self._lock = FileLock(str(self._layout.book / "lock"))
        return self._lock

    @property
    def _note(self) -> Path:
        return self._layout.book / "holder.json"

    def _say_who(self) -> None:
        command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])[:200] if sys.argv else "python"
        content = msgspec.json.encode(Holder(os.getpid(), command))
        if files.read(self._note) != content:
            self._note.write_bytes(content)

    def _describe(self) -> str:
        try:
            holder = msgspec.json.decode(self._note.read_bytes(), type=Holder)
            since = datetime.fromtimestamp(self._note.stat().st_mtime, UTC).astimezone()
        except (OSError, msgspec.MsgspecError):
            return "another minutebook is at work in this vault; wait until it is done, then try again"
        return (
            f"another minutebook is at work in this vault: process {holder.pid} ({holder.command}), since {since:%H:%M:%S}; "
            "wait until it is done, then try again"
        )
