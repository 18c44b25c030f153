"""Notes that turn out to be of another type, about somebody else or of another day: the plan that says so also moves them to where they belong.

Only a note that lay where its own words put it is moved; where a person has filed it otherwise, it stays.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import msgspec
from msgspec.structs import replace

from minutebook.flow.outputs.begun import is_begun
from minutebook.flow.outputs.filing import refiled_folder
from minutebook.flow.outputs.links import stem_of
from minutebook.flow.outputs.relink import Notes, Renaming, Standing, relink_changes
from minutebook.flow.plan import make_plan
from minutebook.model.change import Append
from minutebook.model.entity import EntityType
from minutebook.model.plan import ChangePlan, Edit, RunKind, digest
from minutebook.model.record import SourceRecord
from minutebook.run import known
from minutebook.run.redating import redated_files
from minutebook.run.session import Desk
from minutebook.settings import Settings
from minutebook.store import Store
from minutebook.text import patterns as re
from minutebook.text.filenames import fold_stem, unique_stem
from minutebook.vault.frontmatter import BrokenFrontmatter, read_fields
from minutebook.vault.overlay import Overlay
from minutebook.vault.vault import Folder

Fields = Mapping[str, str | tuple[str, ...]]


class _After(msgspec.Struct, frozen=True):
    """The vault as a plan would leave it."""

    settings: Settings
    store: Store
    folder: Folder
    now: datetime


def refile(plan: ChangePlan, desk: Desk, source_ids: Iterable[str]) -> ChangePlan:
    """The plan, and with it the moves of those sources' notes that belong elsewhere by it, every link to them rewritten."""
    records = [r for source_id in source_ids if (r := desk.store.record(SourceRecord, source_id))]
    touched = {edit.path for edit in plan.edits}
    redated = {r.note for r in records if r.note and _is_redated(r, desk)}
    filed = {r.note: r for r in records if r.note and r.note in touched | redated and _is_filed(r, desk)}
    if not filed:
        return plan
    folder = Overlay(desk.folder)
    folder.lay(plan)
    if not any(path in redated or _fields(path, folder) != _fields(path, desk.folder) for path in filed):
        return plan
    store = desk.store.copy()
    store.reread([*touched, *(p for m in plan.moves for p in (m.source, m.target))], folder)
    after = _After(desk.settings, store, folder, desk.now)
    filed = {path: store.record(SourceRecord, record.source_id) or record for path, record in filed.items()}
    moves = {path: target for path in filed if (target := _target(path, after, redated=path in redated))}
    files = {path: _files(filed[path], path, after) for path in moves if path in redated}
    return join_plans(plan, _move(after, filed, moves, files)) if moves else plan


def _files(record: SourceRecord, path: str, after: _After) -> Mapping[str, str]:
    """Where the files of a source go whose note is called after another day."""
    return redated_files(record, str(_fields(path, after.folder).get("date", "")), after.store, after.folder)


def _is_filed(record: SourceRecord, desk: Desk) -> bool:
    path = record.note or ""
    if is_begun(desk.store.lines(path)):
        return False  # the user's own file
    return known.note_path(record, desk.store) == path and _folder(path, desk) == path.rpartition("/")[0]


def _is_redated(record: SourceRecord, desk: Desk) -> bool:
    """Whether a note's date, which a person may put right, is another than its name tells; a thread keeps the name of its first day."""
    path = record.note or ""
    return not (record.message_ids or record.beside) and _stem(path, desk) != stem_of(path)


def _stem(path: str, desk: Desk | _After) -> str:
    """What a note is called by the day of its properties."""
    stem, day = stem_of(path), str(_fields(path, desk.folder).get("date", ""))
    return f"{day}{stem[len(day) :]}" if _NAMED.match(stem) and _DAY.fullmatch(day) else stem


def _fields(path: str, folder: Folder) -> Fields:
    """A note's frontmatter; empty where it cannot be read."""
    try:
        return read_fields((folder.read(path) or b"").decode())
    except (BrokenFrontmatter, UnicodeDecodeError):
        return {}


def _folder(path: str, desk: Desk | _After) -> str | None:
    return refiled_folder(_fields(path, desk.folder), desk.settings.folders, desk.store.find_document)


def _target(path: str, after: _After, *, redated: bool) -> str | None:
    folder, stem = _folder(path, after), stem_of(path)
    if redated:
        stem = unique_stem(_stem(path, after), after.store.stems() - {fold_stem(stem)})
    target = f"{folder}/{stem}.md"
    if target.startswith(f"{after.settings.folders.inbox}/"):
        return None  # what waits there under that name is no page
    return None if folder is None or target == path or after.store.has(target) else target


def _move(
    after: _After, filed: Mapping[str, SourceRecord], moves: Mapping[str, str], files: Mapping[str, Mapping[str, str]]
) -> ChangePlan:
    """The plan of the notes' moves, and of those of their sources' ``files``, by the note."""
    paths = {**moves, **{path: target for each in files.values() for path, target in each.items()}}
    renaming = Renaming(kind=EntityType.FORUM, old="", new="", paths=paths, shared=after.store.shared_stems())
    hashed = {path: (target, str(digest(after.folder.read(path)))) for path, target in paths.items()}
    return make_plan(
        RunKind.ENTITY,
        "",
        None,
        [
            *relink_changes(_linking(after, paths), renaming, hashed),
            *(Append(_moved(filed[path], target, files.get(path, {}))) for path, target in moves.items()),
        ],
        after.folder.read,
        at=after.now.astimezone(UTC).isoformat(),
        log=[f"{path} is now {target}" for path, target in moves.items()],
    )


def _moved(record: SourceRecord, note: str, files: Mapping[str, str]) -> SourceRecord:
    """A source's record with the places where its note and its files are now."""
    rendering = files.get(record.rendering or "", record.rendering or "") or None
    originals = tuple(files.get(path, path) for path in record.originals)
    return replace(record, note=note, rendering=rendering, originals=originals, at="")


def _linking(after: _After, moves: Mapping[str, str]) -> Notes:
    """The notes that move, and those that may name one of them: by its name where that is another now, else by its path."""
    moving = set(moves)
    stems = {fold_stem(stem_of(path)): fold_stem(stem_of(target)) for path, target in moves.items()}
    names = [f"/{stem}" if stem == now else stem for stem, now in stems.items()]
    forms = {form for name in names for form in (name, name.replace(" ", "%20"))}
    skipped = (f"{after.settings.folders.inbox}/", "Minutebook/")
    found = {}
    for path in sorted(e.path for e in after.folder.entries() if e.path.lower().endswith(".md")):
        data = None if path.startswith(skipped) else after.folder.read(path)
        if data is None:
            continue
        if path not in moving and not any(form in fold_stem(data.decode("utf-8", "replace")) for form in forms):
            continue
        try:
            found[path] = Standing(data.decode(), after.store.lines(path))
        except UnicodeDecodeError:
            continue  # no link of it can be rewritten without harm
    return found


def join_plans(first: ChangePlan, then: ChangePlan) -> ChangePlan:
    """Two plans, the second made on what the first leaves, as one."""
    edits = {edit.path: edit for edit in first.edits}
    for edit in then.edits:
        before = edits[edit.path].before if edit.path in edits else edit.before
        edits[edit.path] = Edit(edit.path, before, edit.after)
    return replace(
        first,
        edits=tuple(edits[path] for path in sorted(edits)),
        moves=(*first.moves, *then.moves),
        log=(*first.log, *then.log),
    )


_NAMED = re.compile(r"\d{4}-\d{2}-\d{2} - ")
"""How the name begins that a note gets."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
