"""After the marker: a run's steps forward, or back; each can be repeated, so a process killed in the middle is followed by another."""

import shutil
from collections.abc import Callable
from pathlib import Path

from minutebook.flow.write import files
from minutebook.flow.write.entry import BACK, CHANGES, Entry, FileChange
from minutebook.flow.write.layout import Layout
from minutebook.flow.write.lines import OverlapError, merge_texts
from minutebook.flow.write.stage import find_free
from minutebook.model.plan import Move, digest

_EMPTY = digest(b"")


class BlockedError(Exception):
    """A file is neither as the run found it nor as it leaves it, and the two cannot be brought together."""

    def __init__(self, path: str, line: bytes | None = None) -> None:
        super().__init__(path)
        self.path = path
        self.line = line


class Slot:
    """What waits in ``work/<id>`` for one file: the staged content until it is put, and one merged with what the user wrote meanwhile.

    While either is there the step has not been taken; that is how a file edited before it is told from one edited after it.
    """

    def __init__(self, work: Path, name: str) -> None:
        self._work = work
        self.staged = work / name
        self._merged = f"{name}.onto-"

    def waits(self, target: Path) -> bool:
        linked = self.staged.exists() and target.exists() and self.staged.samefile(target)
        return (self.staged.exists() and not linked) or any(self._merges())

    def stage(self, content: bytes) -> None:
        if not self.staged.exists():
            self._work.mkdir(parents=True, exist_ok=True)
            files.write_whole(self.staged, content)

    def merge(self, current: bytes | None, make: Callable[[], bytes]) -> Path:
        """The merged content for ``current``, made unless it waits already."""
        place = self._work / f"{self._merged}{digest(current)}"
        if not place.exists():
            content = make()
            for stale in self._merges():
                stale.unlink()
            files.write_whole(place, content)
        return place

    def clear(self) -> None:
        for path in [self.staged, *self._merges()]:
            path.unlink(missing_ok=True)

    def _merges(self) -> list[Path]:
        return [path for path in self._work.glob(f"{self._merged}*") if path.suffix != ".part"]


def go_forward(layout: Layout, entry: Entry, changes: tuple[FileChange, ...], *, merge: bool) -> None:
    """Takes every step that is not taken yet. ``merge``: a file edited meanwhile gets the run's lines beside the user's.

    Raises BlockedError at a file that stands in the way.
    """
    work = layout.work / entry.run.id
    for number, change in enumerate(changes):
        if change.after is not None:
            _put(layout.place(change.path), Slot(work, str(number)), change, merge=merge)
    for move in entry.moves:
        _move(layout.entry(move.source), layout.entry(move.target), move)
    for change in changes:
        if change.after is None:
            _delete(layout.place(change.path), change)
    _sync(layout, entry, changes)


def go_back(layout: Layout, entry: Entry, changes: tuple[FileChange, ...]) -> None:
    """Takes every step back that was taken. Raises BlockedError at a file that the user edited in the same place since."""
    work = layout.work / entry.run.id
    for number, change in enumerate(changes):
        if change.after is None:
            _bring_back(layout.place(change.path), Slot(work, f"back-{number}"), change)
    for move in entry.moves:
        _move_back(layout, move)
    for number, change in enumerate(changes):
        if change.after is not None:
            _take_back(layout.place(change.path), Slot(work, str(number)), Slot(work, f"back-{number}"), change)
    _sync(layout, entry, changes)
    files.remove_directories(layout.root / path for path in entry.made)


def finish(layout: Layout, entry: Entry) -> None:
    """Ends a run whose steps are all taken: it passes from the journal into the history."""
    run_id = entry.run.id
    files.remove_directories(layout.root / path for path in entry.clears)
    for later in entry.rewrites:
        staged = layout.work / run_id / "runs" / later
        if staged.exists() and (layout.runs / later).exists():
            files.replace(staged, layout.runs / later / CHANGES)
            files.sync_directory(layout.runs / later)
    (layout.journal / run_id).rename(layout.runs / run_id)
    files.sync_directory(layout.runs)
    drop(layout, run_id)


def mark_back(layout: Layout, run_id: str) -> None:
    """From now on the run is taken back, also by whoever comes after a kill."""
    files.write(layout.journal / run_id / BACK, b"")
    files.sync_directory(layout.journal / run_id)


def forget(layout: Layout, run_id: str) -> None:
    """Ends a run that was taken back: nothing of it stays."""
    work = layout.work / run_id
    work.mkdir(parents=True, exist_ok=True)
    (layout.journal / run_id).rename(work / "record")
    files.sync_directory(layout.journal)
    drop(layout, run_id)


def drop(layout: Layout, run_id: str) -> None:
    shutil.rmtree(layout.work / run_id, ignore_errors=True)


def _sync(layout: Layout, entry: Entry, changes: tuple[FileChange, ...]) -> None:
    """Makes the names that were written and removed durable, each folder once, before the run ends."""
    places = [layout.place(change.path) for change in changes]
    places += [layout.entry(path) for move in entry.moves for path in (move.source, move.target)]
    for folder in {place.parent for place in places}:
        if folder.is_dir():
            files.sync_directory(folder)


def _put(target: Path, slot: Slot, change: FileChange, *, merge: bool) -> None:
    files.beside(target).unlink(missing_ok=True)
    current = files.read(target)
    now = digest(current)
    if now == change.digest_after:
        slot.clear()
    elif now == change.digest_before:
        slot.stage(_whole(change.after, current, change))
        _place(slot.staged, target, change)
        slot.clear()
    elif slot.waits(target):
        if not merge or current is None:
            raise BlockedError(change.path)
        merged = slot.merge(current, lambda: _merged(change, current))
        slot.staged.unlink(missing_ok=True)
        files.replace(merged, target)


def _place(staged: Path, target: Path, change: FileChange) -> None:
    if change.before is not None:
        files.replace(staged, target)
        return
    try:
        files.move_new(staged, target)
    except FileExistsError as error:
        raise BlockedError(change.path) from error


def _merged(change: FileChange, current: bytes) -> bytes:
    if (tail := change.tail) is not None:
        return current + (b"" if current.endswith(b"\n") or tail.startswith(b"\n") else b"\n") + tail
    try:
        return merge_texts(change.before, change.after, current) or b""
    except OverlapError as overlap:
        raise BlockedError(change.path, overlap.line) from overlap


def _move(source: Path, target: Path, move: Move) -> None:
    if files.names_same_entry(source, target):
        source.rename(target)
        return
    files.beside(target).unlink(missing_ok=True)
    here, there = files.hash_file(source), files.hash_file(target)
    if there == move.sha256:
        if here == move.sha256:
            files.sync_directory(target.parent)
            source.unlink()
        return
    if here != move.sha256:
        raise BlockedError(move.source)
    if there == _EMPTY:
        target.unlink()
    try:
        files.move_new(source, target)
    except FileExistsError as error:
        raise BlockedError(move.target) from error


def _delete(target: Path, change: FileChange) -> None:
    now = digest(files.read(target))
    if now is None:
        return
    if now != change.digest_before:
        raise BlockedError(change.path)
    target.unlink()


def _bring_back(target: Path, back: Slot, change: FileChange) -> None:
    if change.before is None or files.read(target) is not None:
        back.clear()
        return
    back.stage(change.before)
    files.replace(back.staged, target)


def _move_back(layout: Layout, move: Move) -> None:
    source, target = layout.entry(move.source), layout.entry(move.target)
    if files.names_same_entry(source, target):
        target.rename(source)
        return
    here, there = files.hash_file(source), files.hash_file(target)
    if here == move.sha256:
        if there in {move.sha256, _EMPTY}:
            target.unlink()
    elif there == move.sha256:
        files.move_new(target, source if here is None else layout.entry(find_free(layout, move.source)))


def _take_back(target: Path, forth: Slot, back: Slot, change: FileChange) -> None:
    if forth.waits(target) and not back.waits(target):
        return
    current = files.read(target)
    now = digest(current)
    if now == change.digest_after and change.before is None:
        target.unlink()
    elif now == change.digest_after:
        back.stage(_whole(change.before, current, change))
        files.replace(back.staged, target)
    elif current is not None and now != change.digest_before:
        merged = back.merge(current, lambda: _unmerged(change, current))
        forth.stage(b"")
        files.replace(merged, target)


def _unmerged(change: FileChange, current: bytes) -> bytes:
    if (tail := change.tail) is not None:
        return current.replace(tail, b"", 1)
    try:
        return merge_texts(change.after, change.before, current) or b""
    except OverlapError as overlap:
        raise BlockedError(change.path, overlap.line) from overlap


def _whole(text: bytes | None, current: bytes | None, change: FileChange) -> bytes:
    """The whole file of which ``text`` is kept; what it leaves out is at the beginning of the file as it is."""
    return (current or b"")[: change.left_out] + (text or b"")
