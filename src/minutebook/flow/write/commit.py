"""One git commit a batch, of exactly the paths that its runs touched; whatever goes wrong is a warning and undoes nothing."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from minutebook.errors import UserError
from minutebook.flow.write import files
from minutebook.flow.write.git import Git
from minutebook.flow.write.history import History
from minutebook.flow.write.layout import Layout, is_record
from minutebook.model.run import Run

_FROM_INPUT = ("--pathspec-from-file=-", "--pathspec-file-nul")


class CommitResult(msgspec.Struct, frozen=True):
    """``commit`` None: none was made. ``left``: touched paths that hold changes of the user's own, for them to commit."""

    commit: str | None = None
    paths: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def dirty_paths(root: Path, paths: Iterable[str], timeout: float) -> frozenset[str]:
    """Of the paths that a run will touch, those with changes of the user's own, to be asked before it is applied.

    Records are the machine's and never count.
    """
    layout = Layout(root.resolve())
    names = {real: path for path in paths if not is_record(path) and (real := _real(layout, path))}
    git = Git(layout.root, timeout)
    if not names or git.find_problem() is not None:
        return frozenset()
    return frozenset(names[real] for real in _changed(git, list(names)) if real in names)


def commit_batch(
    root: Path, runs: Sequence[Run], message: str, timeout: float, dirty: frozenset[str] = frozenset()
) -> CommitResult:
    """Commits what the runs touched, less what git ignores, what was ``dirty`` before and what changed since.

    Hooks and signing have ``timeout`` seconds. The rest of the index, the branch and the files stay as they are.
    """
    layout = Layout(root.resolve())
    git = Git(layout.root, timeout)
    if (problem := git.find_problem()) is not None:
        return CommitResult(warnings=(f"git: {problem}; nothing was committed",) if problem else ())
    touched = _touched(layout, runs)
    real = {name: path for path in touched if (name := _real(layout, path))}
    ignored = git.find_ignored(real)
    known = {path for answer in git.ask_about("ls-files", "-z", paths=list(real)) for path in answer.paths}
    there = {name for name in real if (layout.root / name).exists()}
    mine = [name for name in real if name not in ignored and name in known | there]
    left = tuple(
        real[name] for name in mine if real[name] in dirty or _changed_since(layout, name, touched[real[name]])
    )
    wanted = [name for name in mine if real[name] not in left]
    if operation := git.find_operation():
        warning = f"git: a {operation} is under way; what was written is left for you to commit"
        return CommitResult(left=tuple(real[name] for name in mine), warnings=(warning,) if mine else ())
    result = _commit(git, wanted, [name for name in wanted if name not in known], message)
    if result.commit:
        history = History(layout)
        for run in runs:
            history.note_commit(run.id, result.commit)
    return msgspec.structs.replace(result, left=left, paths=tuple(real[name] for name in result.paths))


def _commit(git: Git, paths: list[str], new: list[str], message: str) -> CommitResult:
    if not paths:
        return CommitResult()
    before = git.head()
    if new and (added := git.ask("add", "--intent-to-add", *_FROM_INPUT, paths=new)).code != 0:
        git.ask("update-index", "--force-remove", "-z", "--stdin", paths=new)
        return _failed(added.error)
    changed = set(_changed(git, paths))
    wanted = [path for path in paths if path in changed]
    if not wanted:
        return CommitResult()
    answer = git.ask(
        "commit", "--quiet", "--only", "--cleanup=whitespace", f"--message={message}", *_FROM_INPUT, paths=wanted
    )
    after = git.head()
    if after == before:
        git.ask("update-index", "--force-remove", "-z", "--stdin", paths=new)
        return _failed("the commit did not end in time and was stopped" if answer.code is None else answer.error)
    if answer.code != 0:
        return CommitResult(
            after, tuple(wanted), warnings=("git: the commit was made, but a hook after it failed or was stopped",)
        )
    return CommitResult(after, tuple(wanted))


def _failed(reason: str) -> CommitResult:
    return CommitResult(
        warnings=(f"git: {reason or 'the commit failed'}; what was written stays, and is left for you to commit",)
    )


def _changed(git: Git, paths: list[str]) -> list[str]:
    """Which of the paths differ from the last commit, in the index or on disk, or are not tracked."""
    prefix = git.ask("rev-parse", "--show-prefix").out.decode(errors="surrogateescape").rstrip("\r\n")
    states = ("status", "--porcelain", "-z", "--untracked-files=all", "--no-renames")
    lines = [line for answer in git.ask_about(*states, paths=paths) for line in answer.paths]
    return [line[3:].removeprefix(prefix) for line in lines]


def _touched(layout: Layout, runs: Sequence[Run]) -> dict[str, str | None]:
    """Every path that the runs touched, with the SHA-256 that they left it with."""
    history = History(layout)
    touched: dict[str, str | None] = {}
    for run in runs:
        touched |= {change.path: change.digest_after for change in history.changes(run.id)}
        for move in history.entry(run.id).moves:
            touched |= {move.source: None, move.target: move.sha256}
    return touched


def _changed_since(layout: Layout, name: str, left: str | None) -> bool:
    return not is_record(name) and files.hash_file(layout.root / name) != left


def _real(layout: Layout, path: str) -> str | None:
    """The path that git knows a file by, links followed."""
    try:
        return layout.relative(layout.place(path))
    except UserError:
        return None
