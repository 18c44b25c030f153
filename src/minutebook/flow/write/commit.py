"""One git commit a batch, of exactly the paths that its runs touched; whatever goes wrong is a warning and undoes nothing."""

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from minutebook.errors import UserError
from minutebook.flow.write import files
from minutebook.flow.write.git import Git
from minutebook.flow.write.history import History
from minutebook.flow.write.layout import Layout, is_record
from minutebook.model.plan import digest
from minutebook.model.run import Run

_FROM_INPUT = ("--pathspec-from-file=-", "--pathspec-file-nul")


_LOOKED_BACK = 500
"""Runs; more than a batch that could not be committed is likely to have."""


class CommitResult(msgspec.Struct, frozen=True):
    """``commit`` None: none was made. ``left``: touched paths that hold changes of the user's own, for them to commit."""

    commit: str | None = None
    paths: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def dirty_paths(root: Path, paths: Iterable[str], timeout: float) -> frozenset[str]:
    """Of the paths that a run will touch, those with changes of the user's own, to be asked before it is applied.

    Records are the machine's and never count, nor does what earlier runs wrote and could not commit.
    """
    layout = Layout(root.resolve())
    names = {real: path for path in paths if not is_record(path) and (real := _real(layout, path))}
    git = Git(layout.root, timeout)
    if not names or git.find_problem() is not None:
        return frozenset()
    states = _states(git, list(names))
    unstaged = (real for real, state in states.items() if state[0] in " ?")
    ours = {real for real in unstaged if real in names and _is_ours(layout, git, names[real], real)}
    return frozenset(names[real] for real in states if real in names and real not in ours)


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
    changed = _states(git, paths)
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


def _states(git: Git, paths: list[str]) -> dict[str, str]:
    """Of the paths that differ from the last commit, or are not tracked: how, in the index and on disk."""
    prefix = git.ask("rev-parse", "--show-prefix").out.decode(errors="surrogateescape").rstrip("\r\n")
    states = ("status", "--porcelain", "-z", "--untracked-files=all", "--no-renames")
    lines = [line for answer in git.ask_about(*states, paths=paths) for line in answer.paths]
    return {line[3:].removeprefix(prefix): line[:2] for line in lines}


def _is_ours(layout: Layout, git: Git, path: str, real: str) -> bool:
    """Whether the latest runs, none of them committed, made all of the difference between the last commit and the file."""
    history = History(layout)
    blob = git.ask("cat-file", "blob", f"HEAD:./{real}")
    committed = digest(blob.out) if blob.code == 0 else None
    state = files.hash_file(layout.root / real)
    for entry in islice(history.entries(), _LOOKED_BACK):
        if path in entry.run.paths:
            change = next((each for each in history.changes(entry.run.id) if each.path == path), None)
            if change is None or entry.run.commit or change.digest_after != state:
                return False
            state = change.digest_before
            if state == committed:
                return True
    return False


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
