"""Git as a child process: in the vault's folder, without the caller's repository settings, never asking, within a time limit."""

import contextlib
import os
import signal
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import subprocess

_KEPT = (
    "GIT_AUTHOR_",
    "GIT_COMMITTER_",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_SSH",
    "GIT_EXEC_PATH",
)
_GRACE = 2.0
_AT_ONCE = 100
_BUSY = {
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "sequencer": "sequence of commits",
}


class Answer(msgspec.Struct, frozen=True):
    """``code`` None: it did not end in time and was stopped."""

    code: int | None
    out: bytes
    error: str

    @property
    def paths(self) -> list[str]:
        return [os.fsdecode(path) for path in self.out.split(b"\0") if path]


class Git:
    """Commands take and give paths relative to ``root``, literally."""

    def __init__(self, root: Path, timeout: float) -> None:
        self._root = root
        self._timeout = timeout

    def ask(self, *arguments: str, paths: Iterable[str] = (), literal: bool = True) -> Answer:
        """Runs one command; ``paths`` go to its standard input, ended by NUL."""
        import tempfile

        command = ["git", *(["--literal-pathspecs"] if literal else []), *arguments]
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as error:
            given.write(b"".join(os.fsencode(path) + b"\0" for path in paths))
            given.seek(0)
            code = self._run(command, given.fileno(), out.fileno(), error.fileno())
            out.seek(0)
            error.seek(0)
            return Answer(code, out.read(), error.read().decode(errors="replace").strip())

    def ask_about(self, *arguments: str, paths: Sequence[str]) -> Iterator[Answer]:
        """Runs a command that takes paths as arguments only, a number of them at a time."""
        for start in range(0, len(paths), _AT_ONCE):
            yield self.ask(*arguments, "--", *paths[start : start + _AT_ONCE])

    def find_ignored(self, paths: Iterable[str]) -> set[str]:
        """Those that are ignored and not tracked. This one command knows no literal mode; a leading ``./`` does as well."""
        answer = self.ask("check-ignore", "-z", "--stdin", paths=(f"./{path}" for path in paths), literal=False)
        return {path.removeprefix("./") for path in answer.paths}

    def find_problem(self) -> str | None:
        """Why there is nothing to commit to: empty where the folder is in no repository, None where it is in one."""
        if not any((folder / ".git").exists() for folder in (self._root, *self._root.parents)):
            return ""  # as git would say, without starting it
        try:
            answer = self.ask("rev-parse", "--is-inside-work-tree")
        except OSError:
            return ""
        if answer.code == 0:
            return None if answer.out.strip() == b"true" else ""
        return "" if "not a git repository" in answer.error else answer.error or "git does not answer"

    def find_operation(self) -> str | None:
        """What the user is in the middle of: a merge, a rebase."""
        folder = Path(self._root, os.fsdecode(self.ask("rev-parse", "--absolute-git-dir").out.rstrip(b"\r\n")))
        return next((name for mark, name in _BUSY.items() if (folder / mark).exists()), None)

    def head(self) -> str:
        """The commit that HEAD is; empty before the first."""
        return self.ask("rev-parse", "--verify", "--quiet", "HEAD").out.decode().strip()

    def _run(self, command: list[str], given: int, out: int, error: int) -> int | None:
        import subprocess

        process = subprocess.Popen(
            command,
            cwd=self._root,
            stdin=given,
            stdout=out,
            stderr=error,
            env=_environment(),
            start_new_session=os.name != "nt",
        )
        try:
            return process.wait(self._timeout)
        except subprocess.TimeoutExpired:
            _stop(process)
            return None


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    return kept | {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_EDITOR": "true", "LANGUAGE": "C"}


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """Ends git with its hooks and signers; gently first, so that git removes its lock."""
    if os.name == "nt":
        process.kill()
        process.wait()
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    end = time.monotonic() + _GRACE
    while process.poll() is None and time.monotonic() < end:
        time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
