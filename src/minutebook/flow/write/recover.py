"""What an interrupted run left is finished or taken back; nothing else starts before."""

import shutil

from minutebook.errors import RecoveryNeeded, UserError
from minutebook.flow.write import files
from minutebook.flow.write.apply import BlockedError, finish, forget, go_back, go_forward, mark_back
from minutebook.flow.write.entry import BACK, Entry, FileChange, read_changes, read_entry
from minutebook.flow.write.layout import Layout
from minutebook.flow.write.stage import RUN_ID


def find_interrupted(layout: Layout) -> list[str]:
    """Ids of the runs that passed their marker and did not end, oldest first."""
    return sorted(filter(RUN_ID.fullmatch, files.list_names(layout.journal)))


def recover(layout: Layout) -> tuple[str, ...]:
    """Finishes or takes back every interrupted run and clears what was prepared for runs that never began; says what was done.

    Raises RecoveryNeeded, with what the user must do, where neither is possible.
    """
    done = tuple(_settle(layout, run_id) for run_id in find_interrupted(layout))
    for leftover in files.list_names(layout.work):
        _remove(layout, leftover)
    return done


def take_back(layout: Layout, entry: Entry, changes: tuple[FileChange, ...]) -> None:
    """Takes a run back that could not be carried through. Raises RecoveryNeeded where that fails too."""
    run_id = entry.run.id
    try:
        mark_back(layout, run_id)
        go_back(layout, entry, changes)
        forget(layout, run_id)
    except BlockedError as blocked:
        raise RecoveryNeeded(_explain(entry, blocked)) from blocked
    except OSError as error:
        raise _stuck(entry, error) from error


def _settle(layout: Layout, run_id: str) -> str:
    folder = layout.journal / run_id
    try:
        entry, changes = read_entry(folder), read_changes(folder)
    except UserError as error:
        raise RecoveryNeeded(f"run {run_id} was interrupted and what it was to do cannot be read: {error}") from error
    if not (folder / BACK).exists():
        try:
            go_forward(layout, entry, changes, merge=True)
        except BlockedError:
            pass
        except OSError as error:
            raise _stuck(entry, error) from error
        else:
            _finish(layout, entry)
            return f"finished the interrupted run {run_id} ({entry.run.title})"
    take_back(layout, entry, changes)
    return f"took back the interrupted run {run_id} ({entry.run.title}): files that it was to change had changed"


def _finish(layout: Layout, entry: Entry) -> None:
    try:
        finish(layout, entry)
    except OSError as error:
        raise _stuck(entry, error) from error


def _remove(layout: Layout, leftover: str) -> None:
    path = layout.work / leftover
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _explain(entry: Entry, blocked: BlockedError) -> str:
    where = f" at “{blocked.line.decode(errors='replace').strip()}”" if blocked.line else ""
    return (
        f"run {entry.run.id} ({entry.run.title}) was interrupted and {blocked.path} was edited since{where}. Nothing of yours was touched. "
        f"Copy your words of {blocked.path} elsewhere, undo that edit or delete the file, and run `minutebook recover`; then put your words back"
    )


def _stuck(entry: Entry, error: OSError) -> RecoveryNeeded:
    return RecoveryNeeded(
        f"run {entry.run.id} ({entry.run.title}) could neither be finished nor taken back: {error.strerror}: {error.filename}. "
        "Nothing is lost; free space or repair the permissions, then run `minutebook recover`"
    )
