"""The files of a source whose day a person put right: its rendering and originals are called after that day, too."""

from collections.abc import Mapping

from minutebook.model.record import SourceRecord
from minutebook.store import Store
from minutebook.text import patterns as re
from minutebook.text.filenames import fold_stem
from minutebook.vault.vault import Folder

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}(?= )")


def redated_files(record: SourceRecord, day: str, store: Store, folder: Folder) -> Mapping[str, str]:
    """Where the files of a source go, by their paths; nothing where others share them or their names, or one is not where we put it."""
    paths = [path for path in (record.rendering, *record.originals) if path]
    moves = {path: target for path in paths if (target := _renamed(path, day))}
    others = (r for r in store.latest(SourceRecord) if r.source_id != record.source_id)
    shared = any(r.note_id == record.note_id or set(r.originals) & set(paths) for r in others)
    stems = {path.rpartition(".")[0] for path in record.originals}
    beside = any(e.path.rpartition(".")[0] in stems and e.path not in paths for e in folder.entries())
    taken = any(store.has(target) or _stem(target) in store.stems() for target in moves.values())
    return {} if shared or beside or taken or not all(folder.read(path) is not None for path in moves) else moves


def _renamed(path: str, day: str) -> str | None:
    """The path under another day, in that year's folder; None where it has none, or is of that day."""
    folder, _, name = path.rpartition("/")
    found = _DATED.match(name)
    if found is None or found[0] == day:
        return None
    above, _, year = folder.rpartition("/")
    return f"{f'{above}/{day[:4]}' if year == found[0][:4] else folder}/{day}{name[found.end() :]}"


def _stem(path: str) -> str:
    return fold_stem(path.rpartition("/")[2].removesuffix(".md"))
