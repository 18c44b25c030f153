"""Notes and pages that were moved or renamed: what led to them leads there again, wherever it stands, also where the user wrote it.

Obsidian rewrites links itself when a file is renamed in it; whoever renames one elsewhere leaves them behind. Only a link that leads nowhere
now is rewritten, and only where one file alone can have been meant.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC

from minutebook.flow.outputs.filing import entity_folder
from minutebook.flow.outputs.query import entity_query
from minutebook.flow.outputs.relink import Renaming, Standing, relink_changes
from minutebook.flow.plan import make_plan
from minutebook.model.change import WholeFile
from minutebook.model.entity import Entity, EntityType
from minutebook.model.plan import RunKind
from minutebook.run.session import Desk
from minutebook.store import Store
from minutebook.text.filenames import fold_stem
from minutebook.vault.wikilinks import rewrite_links


def follow_moves(desk: Desk, moves: Mapping[str, str]) -> tuple[str, ...]:
    """Rewrite, as one run, the links to what moved (``moves``: by the path that it had) and the queries of pages; where, as paths."""
    if not moves:
        return ()
    notes = dict(_linking(desk, moves))
    before = {path: standing.text for path, standing in notes.items()}
    for page in desk.store.pages():
        if page.path in notes:
            notes[page.path] = _with_query(page, notes[page.path], moves, desk)
    changes = relink_changes(notes, _renaming(desk.store, moves), {}, before)
    touched = tuple(change.path for change in changes if isinstance(change, WholeFile))
    log = [f"{was} is now {now}" for was, now in moves.items()] + [f"links follow in {path}" for path in touched]
    at = desk.now.astimezone(UTC).isoformat()
    plan = make_plan(RunKind.REVIEW, "links follow what you moved", None, changes, desk.folder.read, at=at, log=log)
    desk.apply(plan)
    return touched


def as_before(moves: Mapping[str, str]) -> Callable[[str], str]:
    """What gives a text its links as they were before the moves: what Obsidian rewrote in a line of the machine's is no edit of the user's."""
    if not moves:
        return str
    back = Renaming(kind=EntityType.FORUM, old="", new="", paths={now: was for was, now in moves.items()})
    return lambda text: rewrite_links(text, back.aim)


def _renaming(store: Store, moves: Mapping[str, str]) -> Renaming:
    """Where links by the old paths lead; a bare name that two of those had, or that a note has now, is left."""
    stems = Counter(_stem(was) for was in moves)
    shared = store.shared_stems() | {stem for stem, count in stems.items() if count > 1}
    return Renaming(kind=EntityType.FORUM, old="", new="", paths=moves, shared=shared, leads=store.leads)


def _stem(path: str) -> str:
    return fold_stem(path.rpartition("/")[2].removesuffix(".md"))


def _with_query(page: Entity, standing: Standing, moves: Mapping[str, str], desk: Desk) -> Standing:
    """A page whose query asks about the folder in which it is now; as it was where it did not move or has another query."""
    was = next((was for was, now in moves.items() if now == page.path), None)
    if was is None:
        return standing
    names, folders = (page.name, *page.aliases), desk.settings.folders
    old, new = (entity_query(page.type, page.name, entity_folder(path, names), folders) for path in (was, moves[was]))
    text = standing.text
    for end in ("\n", "\r\n"):
        text = text.replace(old.replace("\n", end), new.replace("\n", end), 1)
    return Standing(text, standing.records)


def _linking(desk: Desk, moves: Mapping[str, str]) -> Iterator[tuple[str, Standing]]:
    """What moved, and every note that may name it: by its name where that is another now, else by its path."""
    names = {_stem(was) if _stem(was) != _stem(now) else f"/{_stem(was)}" for was, now in moves.items()}
    names |= {name.replace(" ", "%20") for name in names}
    moved = set(moves.values())
    skipped = (f"{desk.settings.folders.inbox}/", "Minutebook/")
    for path in sorted(e.path for e in desk.folder.entries() if e.path.lower().endswith(".md")):
        data = None if path.startswith(skipped) else desk.folder.read(path)
        if data is None:
            continue
        if path not in moved:
            folded = fold_stem(data.decode("utf-8", "replace"))
            if not any(name in folded for name in names):
                continue
        try:
            yield path, Standing(data.decode(), desk.store.lines(path))
        except UnicodeDecodeError:
            continue  # no link of it can be rewritten without harm
