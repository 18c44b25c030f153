"""Before the marker: whether the vault is as the plan says, and everything of a run made ready in ``.minutebook/``."""

import os
import shutil
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from minutebook.errors import StaleError, UserError
from minutebook.flow.write import files
from minutebook.flow.write.entry import CHANGES, Entry, FileChange, pack_changes, write_entry
from minutebook.flow.write.layout import Layout, fold
from minutebook.model.plan import ChangePlan, Edit, Move, digest
from minutebook.text import patterns as re

RUN_ID = re.compile(r"\d{8}-\d{6}-\d{4}")
_STAMP = "%Y%m%d-%H%M%S"
_LAST_OF_A_SECOND = 9999


def next_id(layout: Layout, at: datetime) -> str:
    """A run id that sorts after every earlier one, whatever the clock says."""
    stamp = at.astimezone(UTC).strftime(_STAMP)
    names = (name for folder in (layout.runs, layout.journal, layout.work) for name in files.list_names(folder))
    last, _, number = max(filter(RUN_ID.fullmatch, names), default="").rpartition("-")
    if last < stamp:
        return f"{stamp}-0001"
    if int(number) < _LAST_OF_A_SECOND:
        return f"{last}-{int(number) + 1:04d}"
    return f"{(read_stamp(last) + timedelta(seconds=1)).strftime(_STAMP)}-0001"


def read_stamp(run_id: str) -> datetime:
    """The time in a run's id."""
    return datetime.strptime(run_id[: len("20260312-173000")], _STAMP).replace(tzinfo=UTC)


def check(layout: Layout, plan: ChangePlan) -> None:
    """Raises StaleError for the first file that is not as the plan found it, UserError for a path that is not the plan's to touch."""
    siblings = _Siblings(layout, plan.moves)
    _check_names(plan)
    for edit in plan.edits:
        _check_edit(layout, edit, siblings)
    edited = {edit.path: edit for edit in plan.edits}
    for move in plan.moves:
        _check_move(layout, move, siblings, edited.get(move.source))


def find_missing(layout: Layout, plan: ChangePlan) -> tuple[str, ...]:
    """The folders that the plan needs and the vault lacks."""
    missing = set()
    targets = [layout.place(edit.path) for edit in plan.edits if edit.after is not None]
    for target in targets + [layout.entry(move.target) for move in plan.moves]:
        for parent in target.parents:
            if parent.exists():
                break
            missing.add(layout.relative(parent))
    return tuple(sorted(missing))


def prepare(
    layout: Layout,
    entry: Entry,
    changes: tuple[FileChange, ...],
    contents: Iterable[bytes | None],
    rewrites: dict[str, bytes],
) -> None:
    """Puts all that the run will write into ``work/<id>``, on disk; nothing of the vault is touched.

    The names in that folder need not last: what is missing there after a power cut is made again from the record.
    """
    work = layout.work / entry.run.id
    shutil.rmtree(work, ignore_errors=True)
    record = work / "record"
    record.mkdir(parents=True)
    for number, content in enumerate(contents):
        if content is not None:
            files.write(work / str(number), content)
    for later, packed in rewrites.items():
        (work / "runs").mkdir(exist_ok=True)
        files.write(work / "runs" / later, packed)
    files.write(record / CHANGES, pack_changes(changes))
    write_entry(record, entry)
    if rewrites:
        for folder in (work / "runs", work, layout.work):
            files.sync_directory(folder)


def commit(layout: Layout, run_id: str) -> None:
    """The marker: from this rename on the run is carried out, whatever happens."""
    record, marker = layout.work / run_id / "record", layout.journal / run_id
    record.rename(marker)
    try:
        files.sync_directory(layout.journal)
    except OSError:
        marker.rename(record)
        raise


def find_free(layout: Layout, path: str, taken: Container[str] = ()) -> str:
    """``path``, or with a number where that name, or one that a file system may take for it, is there or ``taken``."""
    siblings = _Siblings(layout)
    stem, dot, ending = path.rpartition(".") if "." in path.rpartition("/")[2].lstrip(".") else (path, "", "")
    for candidate in _numbered(stem, dot + ending):
        place = layout.entry(candidate)
        if candidate not in taken and not os.path.lexists(place) and siblings.find_twin(place) is None:
            return candidate
    raise AssertionError


def _numbered(stem: str, ending: str) -> Iterator[str]:
    yield stem + ending
    number = 2
    while True:
        yield f"{stem} ({number}){ending}"
        number += 1


class _Siblings:
    """Names that are taken, read once a folder."""

    def __init__(self, layout: Layout, moves: Sequence[Move] = ()) -> None:
        self._root = layout.root
        self._leaving = {layout.root / folder for move in moves for folder in _leave_by_case(move)}
        self._known: dict[Path, dict[str, str]] = {}

    def find_twin(self, path: Path) -> Path | None:
        """What is there under a name that differs from ``path`` in case or accent form only, in the first folder that lacks it."""
        while path.parent != self._root and not path.parent.exists():
            path = path.parent
        if path.parent not in self._known:
            self._known[path.parent] = {fold(name): name for name in files.list_names(path.parent)}
        twin = self._known[path.parent].get(fold(path.name))
        found = path.parent / str(twin)
        return None if twin in {None, path.name} or found in self._leaving else found


def _leave_by_case(move: Move) -> Iterator[str]:
    """The folders that a file leaves for one whose name differs in case or accent form only."""
    parts = list(zip(move.source.split("/")[:-1], move.target.split("/")[:-1], strict=False))
    for depth, (old, new) in enumerate(parts):
        if old != new and fold(old) == fold(new):
            yield "/".join(move.source.split("/")[: depth + 1])


def _check_names(plan: ChangePlan) -> None:
    """Each path once; a file may be edited and then moved as it was edited."""
    seen: set[str] = set()
    left = {move.source: move.sha256 for move in plan.moves}
    edits = [{edit.path} for edit in plan.edits if left.get(edit.path) != digest(edit.after) or edit.after is None]
    for names in edits + [{move.source, move.target} for move in plan.moves]:
        folded = {fold(name) for name in names}
        if twice := folded & seen:
            raise UserError(f"the plan of {plan.title!r} touches {', '.join(sorted(twice))} twice; nothing was written")
        seen |= folded


def _check_edit(layout: Layout, edit: Edit, siblings: _Siblings) -> None:
    target = layout.place(edit.path)
    if target.is_dir() or files.read(target) != edit.before:
        raise StaleError(edit.path)
    if edit.before is None:
        _check_free(layout, edit.path, siblings)


def _check_move(layout: Layout, move: Move, siblings: _Siblings, edit: Edit | None) -> None:
    source, target = layout.entry(move.source), layout.entry(move.target)
    if source.is_symlink():
        raise UserError(f"{move.source} is a link, not a file; put the file itself there. Nothing was written")
    if edit is None and files.hash_file(source) != move.sha256:
        raise StaleError(move.source)
    if not files.names_same_entry(source, target) and fold(move.source) != fold(move.target):
        _check_free(layout, move.target, siblings)
    elif os.path.lexists(target) and not files.names_same_entry(source, target):
        raise StaleError(move.target)


def _check_free(layout: Layout, path: str, siblings: _Siblings) -> None:
    place = layout.entry(path)
    if os.path.lexists(place):
        raise StaleError(path)
    if twin := siblings.find_twin(place):
        raise StaleError(layout.relative(twin))
