"""Renaming, merging and splitting entities: what the vault holds of them is gathered, the change made as one run."""

from collections.abc import Collection, Iterable

from minutebook.errors import UserError
from minutebook.flow.outputs.absorb import absorb
from minutebook.flow.outputs.compose import slugify
from minutebook.flow.outputs.filing import entity_folder, place_page
from minutebook.flow.outputs.merge import merge_changes
from minutebook.flow.outputs.relink import Notes, Standing
from minutebook.flow.outputs.rename import Files, rename_changes
from minutebook.flow.outputs.split import Item, Parting, list_items, split_changes
from minutebook.model.change import Append, Change
from minutebook.model.entity import Entity, EntityState, EntityType
from minutebook.model.plan import digest
from minutebook.model.record import EntityRecord, ProposalRecord, SourceRecord
from minutebook.model.run import Run
from minutebook.run import known
from minutebook.run.asking import understood_in, what_is_known
from minutebook.run.proposals import entity_id, list_proposals
from minutebook.run.registry import apart, apply, check_name, find_entity, read_text
from minutebook.run.session import Desk
from minutebook.run.together import as_one
from minutebook.text.filenames import fold_stem, safe_stem
from minutebook.text.names import fold
from minutebook.vault.frontmatter import BrokenFrontmatter


def rename_entity(desk: Desk, kind: EntityType, old: str, new: str) -> Run | None:
    """Give an entity another name, the old one kept as an alias; what waits for a page under the new one is it. Raises UserError."""
    entity = find_entity(desk.store, kind, old, paged=True)
    new = check_name(new)
    clash = [e for e in desk.store.pages() if e.type is kind and e.id != entity.id and fold(e.name) == fold(new)]
    if clash:
        raise UserError(
            f"there is a page of {clash[0].name} already ({clash[0].path}); if they are the same: merge; if not, give a name such as “{new} (…)”"
        )
    if new == entity.name:
        raise UserError(f"it is called {new} already")
    waiting = [e for e in desk.store.entities() if e.state is EntityState.PROPOSED and e.type is kind]
    same = [e for e in waiting if fold(e.name) == fold(new)]
    if not same:
        return _rename(desk, entity, new)

    def work(draft: Desk) -> None:
        for proposed in same:
            merge_entities(draft, kind, proposed.id, entity.id)
        _rename(draft, find_entity(draft.store, kind, entity.id, paged=True), new)

    return as_one(desk, work)


def _rename(desk: Desk, entity: Entity, new: str) -> Run | None:
    files = _rename_files(desk, entity, new)
    notes, left = gather(desk, entity, files.paths)
    try:
        changes = rename_changes(entity, new, notes, files, desk.settings.folders, desk.store.shared_stems())
    except BrokenFrontmatter as error:
        raise UserError(f"{entity.path}: {error}; repair it, then try again") from error
    return apply(desk, f"{entity.name} is now {new}", changes, *left)


def _rename_files(desk: Desk, entity: Entity, new: str) -> Files:
    """Where the page and all that lies in its folder go."""
    assert entity.path is not None
    folder, page = _folder(entity), entity.path
    inside = page.startswith(f"{folder}/")
    above = (folder if inside else page).rpartition("/")[0]
    generic = page.rpartition("/")[2].removesuffix(".md").casefold() in {"readme", "index"}
    own = {fold_stem(page.rpartition("/")[2].removesuffix(".md"))}
    stem = _free_stem(desk, safe_stem(new), above, set() if generic else set(desk.store.stems()) - own, folder)
    base = f"{above}/{stem}" if above else stem
    target = f"{base}/{page.rpartition('/')[2] if generic else f'{stem}.md'}" if inside else f"{base}.md"
    return Files(_moves(desk, page, target, folder, base))


def _folder(entity: Entity) -> str:
    return entity_folder(entity.path or "", (entity.name, *entity.aliases))


def _free_stem(desk: Desk, wanted: str, above: str, taken: Collection[str], own: str) -> str:
    """The stem, or with a number where a note or another entity's folder has it."""
    prefix = f"{above}/" if above else ""
    folders = {
        fold_stem(e.path.removeprefix(prefix).partition("/")[0])
        for e in desk.folder.entries()
        if e.path.startswith(prefix) and "/" in e.path.removeprefix(prefix)
    }
    folders -= {fold_stem(own.removeprefix(prefix))}
    stem, number = wanted, 1
    while fold_stem(stem) in taken or fold_stem(stem) in folders:
        number += 1
        stem = f"{wanted} ({number})"
    return stem


def _moves(desk: Desk, page: str, target: str, folder: str, base: str) -> dict[str, tuple[str, str]]:
    found = {page: target}
    for entry in desk.folder.entries():
        if entry.path.startswith(f"{folder}/") and entry.path != page:
            found[entry.path] = base + entry.path.removeprefix(folder)
    return {path: (there, str(digest(desk.folder.read(path)))) for path, there in found.items() if path != there}


def gather(desk: Desk, entity: Entity, moved: Iterable[str]) -> tuple[Notes, tuple[str, ...]]:
    """The page, what moves with it, every note that names it; and what had to be left alone, as sentences."""
    assert entity.path is not None
    page_stem = entity.path.rpartition("/")[2].removesuffix(".md")
    words = {
        page_stem,
        _folder(entity).rpartition("/")[2],
        entity.name,
        f"{entity.type}/{slugify(entity.name)}",
    }
    wanted = {fold_stem(form) for word in words for form in (word, word.replace(" ", "%20"), word.replace("'", "''"))}
    wanted -= {"readme", "index"}
    also = {path for path in (entity.path, *moved) if path.lower().endswith(".md")}
    skipped = (f"{desk.settings.folders.inbox}/", "Minutebook/")
    notes: dict[str, Standing] = {}
    left: list[str] = []
    for path in sorted(e.path for e in desk.folder.entries() if e.path.lower().endswith(".md")):
        if path.startswith(skipped):
            continue
        data = desk.folder.read(path) or b""
        folded = fold_stem(data.decode("utf-8", "replace"))
        if path not in also and not any(word in folded for word in wanted):
            continue
        try:
            notes[path] = Standing(data.decode(), desk.store.lines(path))
        except UnicodeDecodeError:
            left.append(f"{path} is not UTF-8 text; it was left alone")
    read_text(desk, entity.path)
    return notes, tuple(left)


def merge_entities(desk: Desk, kind: EntityType, gone: str, into: str) -> Run | None:
    """Make one entity part of another, in one run; one that is only proposed becomes another name of it. Raises UserError."""
    if kind is EntityType.PERSON and _is_unpaged_me(desk, into):
        raise UserError(
            f'{into} is you and has no page; if {gone} is a wrong name, say: minutebook people never "{gone}", then: minutebook ingest --again'
        )
    target = find_entity(desk.store, kind, into, paged=True)
    source = find_entity(desk.store, kind, gone)
    if source.id == target.id:
        raise UserError(f"{gone} and {into} are one already: {target.name}")
    if any({source.id, target.id} == set(pair.ids) for pair in desk.store.apart()):
        raise UserError(
            f"you said that {source.name} and {target.name} are never the same; undo that run first (minutebook runs)"
        )
    title = f"{source.name} is {target.name}"
    if source.path is None:
        record = desk.store.record(EntityRecord, source.id)
        assert record is not None
        said = f"{source.name} is another name of {target.name}"
        return apply(desk, title, absorb_changes(desk, record, target), said, source_ids=record.source_ids)
    files = _merged_files(desk, source, target)
    notes, left = _gather_both(desk, source, target, files)
    try:
        changes = merge_changes(
            source,
            target,
            notes,
            files,
            desk.settings.folders,
            limit=desk.settings.context_lines,
            shared=desk.store.shared_stems(),
        )
    except BrokenFrontmatter as error:
        raise UserError(f"{source.path} or {target.path}: {error}; repair it, then try again") from error
    return apply(desk, title, changes, *left)


def _is_unpaged_me(desk: Desk, name: str) -> bool:
    """Whether a name is the vault's owner's, and no page has it."""
    me = desk.settings.owner()
    paged = {fold(form) for entity in desk.store.pages() for form in (entity.name, *entity.aliases)}
    return fold(name) in {fold(own) for own in (me.name, *me.aliases) if own} - paged


def absorb_proposed(desk: Desk, name: str, into: str) -> Run | None:
    """Make a proposed name, of whatever kind, another name of an entity with a page. Raises UserError."""
    proposed = [e for e in desk.store.entities() if e.state is EntityState.PROPOSED and fold(e.name) == fold(name)]
    if not proposed:
        raise UserError(f"no proposed name is {name!r}; to merge two pages: minutebook people merge NAME INTO")
    return merge_entities(desk, proposed[0].type, proposed[0].id, into)


def absorb_changes(desk: Desk, record: EntityRecord, target: Entity) -> tuple[Change, ...]:
    """The changes that make a proposed name another name of an entity with a page, and link it where it stands."""
    assert target.path is not None
    store = desk.store
    notes = notes_of(desk, record)
    text = read_text(desk, target.path)
    changes = absorb(
        record,
        target,
        text,
        notes,
        [line for path in (*notes, target.path) for line in store.lines(path)],
        limit=desk.settings.context_lines,
        shared=store.shared_stems(),
        understood=understood_in(desk),
        beside=what_is_known(desk),
    )
    asks = [c.record for c in changes if isinstance(c, Append) and isinstance(c.record, ProposalRecord)]
    others = {r.id: r for r in store.latest(EntityRecord) if r.id != record.id}
    return (*changes, *list_proposals(desk, others, asks=asks))


def notes_of(desk: Desk, record: EntityRecord) -> dict[str, str]:
    """The notes that a proposed name was seen in, with their texts."""
    notes: dict[str, str] = {}
    for source_id in record.source_ids:
        source = desk.store.record(SourceRecord, source_id)
        path = known.note_path(source, desk.store) if source else None
        data = desk.folder.read(path) if path else None
        if path and data is not None:
            notes[path] = data.decode("utf-8", "replace")
    return notes


def _merged_files(desk: Desk, source: Entity, target: Entity) -> Files:
    """Where what lies beside the page that goes is to lie: beside the other, under a free name."""
    assert source.path is not None
    assert target.path is not None
    folder, base = _folder(source), _folder(target)
    if folder == base:
        return Files({})
    moves = _moves(desk, source.path, source.path, folder, base)
    taken = {fold_stem(entry.path) for entry in desk.folder.entries()}
    free: dict[str, tuple[str, str]] = {}
    for path, (wanted, sha) in moves.items():
        there, number = wanted, 1
        while fold_stem(there) in taken:
            number += 1
            stem, dot, ending = wanted.rpartition(".")
            there = f"{stem} ({number}){dot}{ending}"
        taken.add(fold_stem(there))
        free[path] = (there, sha)
    return Files(free)


def _gather_both(desk: Desk, source: Entity, target: Entity, files: Files) -> tuple[Notes, tuple[str, ...]]:
    assert target.path is not None
    notes, left = gather(desk, source, files.paths)
    return {**notes, target.path: Standing(read_text(desk, target.path), desk.store.lines(target.path))}, left


def items_of(desk: Desk, kind: EntityType, name: str) -> tuple[Entity, tuple[Item, ...], Notes]:
    """What an entity's page holds together, in the order in which it is numbered. Raises UserError."""
    entity = find_entity(desk.store, kind, name, paged=True)
    notes, _ = gather(desk, entity, ())
    return entity, list_items(entity, notes), notes


def split_entity(desk: Desk, kind: EntityType, name: str, numbers: Iterable[int], to: str) -> Run | None:
    """Give the numbered items to another entity, whose page is made where it has none; they are never the same. Raises UserError."""
    entity, items, _ = items_of(desk, kind, name)
    wanted = sorted(set(numbers))
    wrong = [n for n in wanted if not 1 <= n <= len(items)]
    if wrong or not wanted:
        raise UserError(f"there is no item {wrong[0] if wrong else 'named'}; the items are numbered 1 to {len(items)}")
    given = tuple(items[n - 1] for n in wanted)
    to = check_name(to)
    standing = next((e for e in desk.store.pages() if e.type is kind and fold(e.name) == fold(to)), None)
    if standing and standing.id == entity.id:
        raise UserError(f"{to} is whom you split; give the other a name of its own, such as “{to} (…)”")
    other = standing or Entity(id=entity_id(kind, to), type=kind, name=to, partner=entity.partner)
    path = (standing.path if standing else None) or place_page(
        other, desk.settings.folders, desk.settings.page, desk.store.stems(), desk.store.has, desk.store.pages()
    )
    moves = _given_moves(desk, entity, given, path)
    notes, left = gather(desk, entity, list(moves))
    if standing:
        notes = {**notes, path: Standing(read_text(desk, path), desk.store.lines(path))}
    parting = Parting(entity=entity, other=other, path=path, standing=bool(standing), given=given, moves=moves)
    try:
        changes = split_changes(
            parting,
            notes,
            desk.settings.folders,
            limit=desk.settings.context_lines,
            shared=desk.store.shared_stems(),
        )
    except BrokenFrontmatter as error:
        raise UserError(f"{entity.path}: {error}; repair it, then try again") from error
    said = [f"{item.kind} for {to}: {item.words}" for item in given]
    return apply(desk, f"{to} is not {entity.name}", (*changes, Append(apart(entity, other))), *said, *left)


def _given_moves(desk: Desk, entity: Entity, given: Iterable[Item], path: str) -> dict[str, tuple[str, str]]:
    """Where the given notes that are filed with the entity go."""
    assert entity.path is not None
    folder, base = _folder(entity), entity_folder(path)
    filed = [item.key for item in given if item.kind == "note" and item.key.startswith(f"{folder}/")]
    return {note: (base + note.removeprefix(folder), str(digest(desk.folder.read(note)))) for note in filed}
