"""The reverse of one run, line by line, after whatever came later.

For each file the states since the run are followed one by one (each later run's before and after, then the file as it is), and
the run's change is taken out of every one of them. What remains at the end is the file without the run; what remains in between is
what the later runs would have done without it, and is kept as theirs, so that undoing them afterwards restores what was before this one.
"""

import os
from collections.abc import Container, Iterator
from itertools import chain
from pathlib import Path, PurePosixPath

import msgspec

from minutebook.errors import UserError
from minutebook.flow.write import files
from minutebook.flow.write.entry import Entry, FileChange, make_change
from minutebook.flow.write.history import History
from minutebook.flow.write.layout import Layout, fold, is_derived, is_record
from minutebook.flow.write.lines import OverlapError, merge_texts
from minutebook.flow.write.stage import find_free
from minutebook.model.plan import ChangePlan, Edit, Move, RunKind, digest
from minutebook.model.run import Run
from minutebook.text import patterns as re

_NOTE_ID = re.compile(rb"^id: *(mb-\w+)", re.MULTILINE)


class Visit(msgspec.Struct, frozen=True):
    """A later run that changed the file, and its change."""

    run: Run
    change: FileChange


class Undo(msgspec.Struct, frozen=True):
    """``rewrites``: by run id, what later runs' changes are without the run. ``clears``: folders that go if empty."""

    plan: ChangePlan
    rewrites: dict[str, tuple[FileChange, ...]]
    clears: tuple[str, ...]


class _ObstacleError(Exception):
    pass


def plan_undo(layout: Layout, history: History, run: Run) -> Undo:
    """What undoing ``run`` changes. Raises UserError that names every file, with the later run or the edit that stands in the way."""
    return _Undoing(layout, history, _carrier(history, run)).work_out()


def _carrier(history: History, run: Run) -> Run:
    """The run that holds the change now: ``run``, or the one that brought it back after an undo."""
    runs = {each.id: each for each in history.runs()}
    undoers = {each.undoes: each for each in runs.values() if each.undoes}
    carrier = runs.get(run.id, run)
    while undoer := undoers.get(carrier.id):
        if carrier.undone_by:
            raise UserError(
                f"run {run.id} ({run.title}) is undone already, by run {carrier.undone_by}; `minutebook undo {carrier.undone_by}` brings it back"
            )
        carrier = undoers[undoer.id]
    return carrier


class _Undoing:
    def __init__(self, layout: Layout, history: History, run: Run) -> None:
        self._layout = layout
        self._history = history
        self._run = run
        entries = list(history.entries())
        self._made = self._folders(entries)
        self._undoes = {entry.run.id: entry.run.undoes for entry in entries if entry.run.undoes}
        self._later = self._standing(entries)
        self._passing = self._moving(entries)
        self._moved = {move.source: move.target for move in history.entry(run.id).moves}
        self._changes: dict[str, dict[str, FileChange]] = {}
        self._rewrites: dict[str, dict[str, FileChange]] = {}
        self._log: list[str] = []

    def work_out(self) -> Undo:
        edits: list[Edit] = []
        moves: list[Move] = []
        obstacles: list[str] = []
        for change in self._history.changes(self._run.id):
            try:
                edits += self._reverse_change(change)
            except _ObstacleError as error:
                obstacles.append(f"{change.path}: {error}")
        for move in self._history.entry(self._run.id).moves:
            try:
                moves.append(self._reverse_move(move, moves, edits))
            except _ObstacleError as error:
                obstacles.append(f"{move.target}: {error}")
        if obstacles:
            raise UserError(
                "\n".join([f"run {self._run.id} ({self._run.title}) cannot be undone; nothing was changed", *obstacles])
            )
        plan = ChangePlan(
            kind=RunKind.UNDO,
            title=self._run.title,
            source_id=self._run.source_id,
            edits=tuple(edits),
            moves=tuple(moves),
            log=(f"takes back run {self._run.id}", *self._log),
            undoes=self._run.id,
        )
        return Undo(plan, self._rewritten(), self._clears(plan))

    def _folders(self, entries: list[Entry]) -> set[str]:
        """The folders that this run, or a run undone before it, made."""
        undone = {entry.run.undoes for entry in entries} | {self._run.id}
        return {path for entry in entries if entry.run.id in undone for path in entry.made}

    def _standing(self, entries: list[Entry]) -> list[Entry]:
        """The later runs, oldest first, less the pairs that cancelled each other: a run and its undo.

        An undo of an undo brings the change back as its own, and stays.
        """
        gone = {run_id for run_id in self._undoes if self._takes_back(run_id)} | set(self._undoes.values())
        return [entry for entry in reversed(entries) if entry.run.id > self._run.id and entry.run.id not in gone]

    def _moving(self, entries: list[Entry]) -> list[Entry]:
        """The later runs whose moves count: those that stand, and undos of what was done before this run."""
        standing = {entry.run.id for entry in self._later}
        earlier = {run_id for run_id, undone in self._undoes.items() if undone < self._run.id < run_id}
        return [entry for entry in reversed(entries) if entry.run.id in standing | earlier]

    def _takes_back(self, run_id: str) -> bool:
        """Whether a run is an undo of something that was done, rather than of an undo."""
        undone = self._undoes.get(run_id)
        return undone is not None and not self._takes_back(undone)

    def _reverse_change(self, change: FileChange) -> Iterator[Edit]:
        if is_record(change.path) or is_derived(change.path) or change.digest_before == change.digest_after:
            return
        path, visits = self._follow(change.path)
        held, seen = change.before, change.after
        for visit in visits:
            before = self._step(seen, held, visit.change.before)
            after = self._step(visit.change.before, before, visit.change.after, visit.run)
            rewritten = make_change(visit.change.path, before, after)
            self._rewrites.setdefault(visit.run.id, {})[visit.change.path] = rewritten
            held, seen = after, visit.change.after
        path, current = self._read(path, seen)
        held = self._step(seen, held, current)
        if held != current:
            yield Edit(path, current, held)

    def _follow(self, path: str) -> tuple[str, list[Visit]]:
        """Where the file is by now, and the later runs that changed it, oldest first; a run edits a file before it moves it."""
        path, visits = self._moved.get(path, path), []
        for entry in self._passing:
            if entry in self._later and (later := self._changes_of(entry.run.id).get(path)):
                visits.append(Visit(entry.run, later))
            path = next((move.target for move in entry.moves if move.source == path), path)
        return path, visits

    def _step(
        self, seen: bytes | None, held: bytes | None, text: bytes | None, owner: Run | None = None
    ) -> bytes | None:
        """The next state of the file without the run, given the last one with it, without it, and the next with it."""
        if held is None and owner is not None and owner.kind is RunKind.UNDO:
            return None  # an undo only took lines out of a file that would not have been there
        try:
            return merge_texts(seen, held, text)
        except OverlapError as overlap:
            line = overlap.line.decode(errors="replace").strip()
            if owner:
                raise _ObstacleError(
                    f"the later run {owner.id} ({owner.title}) builds on “{line}”; undo that run first"
                ) from overlap
            raise _ObstacleError(
                f"you have edited what this run wrote, at “{line}”; put that back or take it out by hand, then undo again"
            ) from overlap

    def _read(self, path: str, seen: bytes | None) -> tuple[str, bytes | None]:
        """The file as it is, also where the user moved or renamed it."""
        current = files.read(self._layout.place(path))
        if current is None and seen is not None:
            for place in self._namesakes(path, notes=_note_id(seen) is not None):
                text = files.read(place)
                if text is not None and (text == seen or _note_id(text) == _note_id(seen) is not None):
                    return self._layout.relative(place), text
            self._log.append(f"{path} is gone; there was nothing to take back in it")
        return path, current

    def _reverse_move(self, move: Move, planned: list[Move], edits: list[Edit]) -> Move:
        """A note goes back as it is now, or as taking the run's lines out of it leaves it; anything else as the run left it."""
        for entry in self._later:
            if any(each.source == move.target for each in entry.moves):
                raise _ObstacleError(
                    f"the later run {entry.run.id} ({entry.run.title}) moved it on; undo that run first"
                )
        taken = {each.target for each in planned}
        edited = next((edit for edit in edits if edit.path == move.target), None)
        here = self._layout.entry(move.target)
        if edited is not None and edited.after is not None:
            return Move(move.target, self._place_before(move, taken), str(digest(edited.after)))
        if move.target.endswith(".md") and (now := files.hash_file(here)) is not None:
            return Move(move.target, self._place_before(move, taken), now)
        places = chain([here], self._namesakes(move.target))
        place = next((place for place in places if files.hash_file(place) == move.sha256), None)
        if place is None:
            raise _ObstacleError("it is no longer there as this run left it; put it back, then undo again")
        return Move(self._layout.relative(place), self._place_before(move, taken), move.sha256)

    def _place_before(self, move: Move, taken: Container[str]) -> str:
        """Where a file was, or beside it where something else is there now; a name of other case is its own twin."""
        return move.source if fold(move.source) == fold(move.target) else find_free(self._layout, move.source, taken)

    def _namesakes(self, path: str, *, notes: bool = False) -> Iterator[Path]:
        """Files of the same name elsewhere in the vault, and with ``notes`` every other note too."""
        name = path.rpartition("/")[2]
        for folder, folders, names in os.walk(self._layout.root):
            folders[:] = [each for each in folders if not each.startswith(".")]
            for each in names:
                if each == name or (notes and each.endswith(".md")):
                    yield Path(folder, each)

    def _changes_of(self, run_id: str) -> dict[str, FileChange]:
        if run_id not in self._changes:
            self._changes[run_id] = {change.path: change for change in self._history.changes(run_id)}
        return self._changes[run_id]

    def _rewritten(self) -> dict[str, tuple[FileChange, ...]]:
        """None when what is undone is an undo: the change comes back as it is now, and did not happen before."""
        if self._takes_back(self._run.id):
            return {}
        return {run_id: tuple((self._changes_of(run_id) | anew).values()) for run_id, anew in self._rewrites.items()}

    def _clears(self, plan: ChangePlan) -> tuple[str, ...]:
        left = [edit.path for edit in plan.edits if edit.after is None] + [move.source for move in plan.moves]
        above = {str(parent) for path in left for parent in PurePosixPath(path).parents}
        return tuple(sorted(self._made & above))


def _note_id(text: bytes) -> bytes | None:
    found = _NOTE_ID.search(text[:2000])
    return found[1] if found else None
