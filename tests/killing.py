"""Runs a callable in a forked child that is killed, or meets a full disk, at its n-th file operation.

The child alone is instrumented: an audit hook sees every open for writing, rename, link, removal, folder and truncation before it
happens, and ``os.write`` and ``os.fsync`` are wrapped, a write being two operations, half and whole,
a sync only counted: what a killed process wrote is not lost. Nothing is hooked in the code
under test. The callable must reach the disk through these, in one thread.
"""

import errno
import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable

_EVENTS = {
    "os.rename",
    "os.link",
    "os.symlink",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.truncate",
    "os.chmod",
    "os.utime",
}
_NEED_SPACE = {"open", "write", "os.mkdir", "os.link", "os.rename", "os.symlink"}
_NOT_FILES = {os.devnull, "/dev/tty"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def count_operations(action: Callable[[], object], *, needing_space: bool = False) -> int:
    """How many file operations ``action`` makes (or only those that need space); it must not raise."""
    count, raised = _in_child(action, lambda _number: None, _NEED_SPACE if needing_space else None)
    if raised:
        raise AssertionError(raised)
    return count


def run_killed(action: Callable[[], object], nth: int) -> bool:
    """Runs ``action`` in a child that is killed just before its ``nth`` operation (from 1); whether it ended before that."""

    def kill(number: int) -> None:
        if number == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    count, _ = _in_child(action, kill)
    return count >= 0


def run_failing(action: Callable[[], object], nth: int, error: int = errno.ENOSPC, *, once: bool = False) -> str:
    """Runs ``action`` in a child where, of the operations that need space, the ``nth`` and all after it fail (or only that one).

    Returns the name of the exception's class, empty where it returned.
    """

    def fail(number: int) -> None:
        if number == nth if once else number >= nth:
            raise OSError(error, os.strerror(error))

    _, raised = _in_child(action, fail, _NEED_SPACE)
    return raised.partition(":")[0]


def _in_child(
    action: Callable[[], object], meet: Callable[[int], None], events: set[str] | None = None
) -> tuple[int, str]:
    """The number of operations (-1: killed), counting ``events`` only where given, and what was raised, as ``Class: message``."""
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receive)
        gc.disable()
        _run(action, _Trap(meet, events), send)
    os.close(send)
    with os.fdopen(receive, "rb") as pipe:
        report = pipe.read()
    os.waitpid(child, 0)
    return pickle.loads(report) if report else (-1, "")


def _run(action: Callable[[], object], trap: "_Trap", send: int) -> None:
    raised = ""
    write = os.write
    try:
        trap.set()
        action()
    except BaseException as error:  # noqa: BLE001 - the child reports it
        raised = f"{type(error).__name__}: {error}"
    trap.active = False
    write(send, pickle.dumps((trap.count, raised)))
    os._exit(0)


class _Trap:
    def __init__(self, meet: Callable[[int], None], events: set[str] | None) -> None:
        self.count = 0
        self.active = True
        self._meet = meet
        self._events = events

    def set(self) -> None:
        sys.addaudithook(self._hear)
        write = os.write

        def write_in_halves(descriptor: int, content: bytes) -> int:
            self._reach("write")
            half = write(descriptor, bytes(content)[: len(content) // 2])
            self._reach("write")
            return half + write(descriptor, bytes(content)[half:])

        def sync_counted(_descriptor: int) -> None:
            self._reach("sync")

        os.write, os.fsync = write_in_halves, sync_counted

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, _mode, flags = arguments
            if isinstance(flags, int) and flags & _WRITING and path not in _NOT_FILES:
                self._reach(event)
        elif event in _EVENTS:
            self._reach(event)

    def _reach(self, event: str) -> None:
        if self.active and (self._events is None or event in self._events):
            self.count += 1
            self._meet(self.count)
