"""write: the only code that writes to the vault; every run is journaled, applied wholly or not at all, kept, and can be undone."""

import errno
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path, PurePosixPath

import msgspec

from minutebook.errors import MinutebookError, RecoveryNeeded, SourceError, StaleError, UserError
from minutebook.flow.write import aside, files, recover, stage
from minutebook.flow.write.apply import BlockedError, drop, finish, go_forward
from minutebook.flow.write.commit import CommitResult, commit_batch, dirty_paths
from minutebook.flow.write.entry import Entry, FileChange, change_of, pack_changes
from minutebook.flow.write.explain import explain, explain_changes
from minutebook.flow.write.history import History
from minutebook.flow.write.layout import Layout, is_record
from minutebook.flow.write.lock import Lock
from minutebook.flow.write.undo import plan_undo
from minutebook.model.plan import ChangePlan, RunKind
from minutebook.model.run import Run

__all__ = ["CommitResult", "Writer", "commit_batch", "dirty_paths", "explain"]

_WHOLE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


class Writer:
    """Writes to one vault. Every writing command holds the vault, recovers, then applies its plans."""

    def __init__(self, root: Path) -> None:
        self._layout = Layout(root.resolve())
        self._lock = Lock(self._layout)
        self._history = History(self._layout)

    def hold(self, timeout: float = 0) -> AbstractContextManager[None]:
        """Holds the vault against other processes and threads; may be nested. Raises VaultLocked after ``timeout`` seconds."""
        return self._lock.hold(timeout)

    def interrupted(self) -> bool:
        """Whether a run was interrupted and nobody is at work on it: for commands that only read."""
        return bool(recover.find_interrupted(self._layout)) and self._lock.free()

    def recover(self) -> tuple[str, ...]:
        """Finishes or takes back interrupted runs and says what was done; raises RecoveryNeeded where a person must help first."""
        with self.hold():
            return recover.recover(self._layout)

    def apply(self, plan: ChangePlan, batch: str, at: datetime) -> Run:
        """Applies a plan wholly, or leaves the vault as it was and raises.

        StaleError: a file is not as the plan found it. SourceError: a file or folder cannot be written. UserError: the disk cannot.
        RecoveryNeeded: an interrupted run comes first, or this one could neither be finished nor taken back.
        """
        with self.hold():
            if waiting := recover.find_interrupted(self._layout):
                raise RecoveryNeeded(f"run {waiting[0]} was interrupted; run `minutebook recover` first")
            edits = tuple(edit for edit in plan.edits if edit.before != edit.after)
            entry, changes = self._prepare(msgspec.structs.replace(plan, edits=edits), batch, at)
            self._carry_out(entry, changes)
            return entry.run

    def runs(self, limit: int | None = None) -> tuple[Run, ...]:
        """The runs kept, newest first, at most ``limit``."""
        return tuple(islice(self._history.runs(), limit))

    def find_run(self, name: str) -> Run:
        """The run of that id or unique beginning of one, or ``last``: the newest that stands and is not an undo. Raises UserError."""
        return self._history.find(name)

    def show(self, run: Run) -> str:
        """The complete diff of a run."""
        return explain_changes(self._history.entry(run.id).moves, self._history.changes(run.id))

    def appended(self, run: Run) -> bytes:
        """The record lines that a run added under ``Minutebook/``, in the order of its files."""
        grew = (
            change
            for change in self._history.changes(run.id)
            if is_record(change.path) and change.path.endswith(".jsonl")
        )
        return b"".join((change.after or b"") if change.before is None else (change.tail or b"") for change in grew)

    def make_folders(self, paths: Iterable[str]) -> None:
        """Makes the vault's own folders where they are missing."""
        with self.hold():
            for path in paths:
                try:
                    files.make_directories(self._layout.place(path))
                except OSError as error:
                    raise _explain(error) from error

    def undo_plan(self, run: Run) -> ChangePlan:
        """The reverse of exactly that run, as the vault is now; files under ``Minutebook/`` are left to the caller, who adds records.

        Raises UserError naming each file that stands in the way, with the later run or the user's edit.
        """
        return plan_undo(self._layout, self._history, run).plan

    def prune(self, before: datetime) -> int:
        """Forgets the runs older than ``before``, which then cannot be undone; returns how many."""
        with self.hold():
            return self._history.prune(before)

    def take_in(self, outside: Path, inbox: str) -> str:
        """Copies a file from outside the vault into its Inbox, never over another; returns its path in the vault."""
        with self.hold():
            return aside.take_in(self._layout, outside, inbox)

    def set_aside_plan(self, path: str, failed: str, reason: str, next_step: str) -> ChangePlan:
        """Moves a source that failed into the folder ``failed``, with ``<name>.reason.txt`` beside it."""
        return aside.plan_set_aside(self._layout, path, failed, reason, next_step)

    def take_back_plan(self, path: str, inbox: str) -> ChangePlan:
        """Moves a failed source back to where it was, for another try; its reason goes."""
        return aside.plan_take_back(self._layout, path, inbox)

    def _prepare(self, plan: ChangePlan, batch: str, at: datetime) -> tuple[Entry, tuple[FileChange, ...]]:
        """Checks and stages, up to and with the marker."""
        run_id = stage.next_id(self._layout, at)
        try:
            stage.check(self._layout, plan)
            entry, rewrites = self._describe(plan, run_id, batch, at)
            changes = tuple(map(change_of, plan.edits))
            stage.prepare(self._layout, entry, changes, (edit.after for edit in plan.edits), rewrites)
            stage.commit(self._layout, run_id)
        except OSError as error:
            drop(self._layout, run_id)
            raise _explain(error) from error
        return entry, changes

    def _describe(self, plan: ChangePlan, run_id: str, batch: str, at: datetime) -> tuple[Entry, dict[str, bytes]]:
        run = Run(
            id=run_id,
            batch=batch,
            kind=plan.kind,
            title=plan.title,
            at=at.astimezone(UTC).isoformat(),
            source_id=plan.source_id,
            paths=tuple(edit.path for edit in plan.edits),
            moves=tuple((move.source, move.target) for move in plan.moves),
            log=plan.log,
            undoes=plan.undoes,
        )
        entry = Entry(run=run, moves=plan.moves, made=stage.find_missing(self._layout, plan))
        if plan.kind is RunKind.ENTITY:
            gone = [edit.path for edit in plan.edits if edit.after is None] + [move.source for move in plan.moves]
            left = {str(parent) for path in gone for parent in PurePosixPath(path).parents[:-2]}
            return msgspec.structs.replace(entry, clears=tuple(sorted(left))), {}
        if plan.undoes is None:
            return entry, {}
        undo = plan_undo(self._layout, self._history, self._history.entry(plan.undoes).run)
        rewrites = {later: pack_changes(changes) for later, changes in undo.rewrites.items()}
        return msgspec.structs.replace(entry, clears=undo.clears, rewrites=tuple(rewrites)), rewrites

    def _carry_out(self, entry: Entry, changes: tuple[FileChange, ...]) -> None:
        try:
            go_forward(self._layout, entry, changes, merge=False)
        except (BlockedError, OSError) as error:
            recover.take_back(self._layout, entry, changes)
            if isinstance(error, BlockedError):
                raise StaleError(error.path) from error
            raise _explain(error) from error
        try:
            finish(self._layout, entry)
        except OSError as error:
            raise RecoveryNeeded(
                f"run {entry.run.id} ({entry.run.title}) is written but could not be closed: {error.strerror}. Run `minutebook recover`"
            ) from error


def _explain(error: OSError) -> MinutebookError:
    where = f": {error.filename}" if error.filename else ""
    if error.errno in _WHOLE_DISK:
        return UserError(f"{error.strerror}{where}; nothing was changed. Free space or check the disk, then try again")
    return SourceError(f"{error.strerror}{where}; nothing was changed. Check the permissions, then try again")
