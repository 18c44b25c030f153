"""The history of runs: what was applied, newest first, found by name, and bounded by age."""

import shutil
from collections.abc import Iterator
from datetime import datetime

import msgspec

from minutebook.errors import UserError
from minutebook.flow.write import files
from minutebook.flow.write.entry import Entry, FileChange, read_changes, read_entry, write_entry
from minutebook.flow.write.layout import Layout
from minutebook.flow.write.stage import RUN_ID, read_stamp
from minutebook.model.plan import RunKind
from minutebook.model.run import Run


class History:
    """The runs of one vault as ``.minutebook/runs`` has them. Entries are read as they are asked for."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def ids(self) -> list[str]:
        """Run ids, newest first."""
        return sorted(filter(RUN_ID.fullmatch, files.list_names(self._layout.runs)), reverse=True)

    def entry(self, run_id: str) -> Entry:
        return read_entry(self._layout.runs / run_id)

    def changes(self, run_id: str) -> tuple[FileChange, ...]:
        return read_changes(self._layout.runs / run_id)

    def entries(self) -> Iterator[Entry]:
        """Newest first."""
        return map(self.entry, self.ids())

    def runs(self) -> Iterator[Run]:
        """Newest first, each with the run that undid it, where that one stands."""
        undone: dict[str, str] = {}
        for entry in self.entries():
            run = entry.run
            if run.undoes and run.id not in undone:
                undone[run.undoes] = run.id
            yield msgspec.structs.replace(run, undone_by=undone.get(run.id))

    def find(self, name: str) -> Run:
        """The run of that id, of the one id that begins so, or ``last``: the newest that stands, no undo and no set-up.

        Raises UserError.
        """
        if name == "last":
            standing = (
                run for run in self.runs() if run.kind not in {RunKind.UNDO, RunKind.INIT} and run.undone_by is None
            )
            if (run := next(standing, None)) is None:
                raise UserError("there is no run to take; `minutebook runs` lists them")
            return run
        matches = [run_id for run_id in self.ids() if run_id.startswith(name)] if name else []
        if name in matches:
            matches = [name]
        if len(matches) != 1:
            why = f"{len(matches)} runs begin with {name!r}" if matches else f"no run is called {name!r}"
            raise UserError(f"{why}; `minutebook runs` lists them (their undo is kept for a limited time)")
        return next(run for run in self.runs() if run.id == matches[0])

    def note_commit(self, run_id: str, commit: str) -> None:
        """Keeps the git commit that a run became part of."""
        entry = self.entry(run_id)
        write_entry(
            self._layout.runs / run_id,
            msgspec.structs.replace(entry, run=msgspec.structs.replace(entry.run, commit=commit)),
        )

    def prune(self, before: datetime) -> int:
        """Drops the runs older than ``before``; returns how many."""
        dropped = 0
        for run_id in reversed(self.ids()):
            if self._time(run_id) >= before:
                break
            gone = self._layout.work / f"{run_id}.gone"
            (self._layout.runs / run_id).rename(gone)
            shutil.rmtree(gone, ignore_errors=True)
            dropped += 1
        files.sync_directory(self._layout.runs)
        return dropped

    def _time(self, run_id: str) -> datetime:
        """When a run was; of one that cannot be read, what its id says."""
        try:
            return datetime.fromisoformat(self.entry(run_id).run.at)
        except UserError:
            return read_stamp(run_id)
