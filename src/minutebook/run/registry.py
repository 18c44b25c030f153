"""People, accounts, projects and forums as the vault has them: found by name, listed, added, called by another name, refused."""

from collections.abc import Iterable
from datetime import UTC

import msgspec

from minutebook.errors import UserError
from minutebook.flow.outputs.rename import accepted, set_aliases
from minutebook.flow.plan import make_plan
from minutebook.flow.review import never_changes
from minutebook.model.change import Append, Change, WholeFile
from minutebook.model.entity import Entity, EntityState, EntityType
from minutebook.model.plan import RunKind
from minutebook.model.record import ApartRecord, EntityRecord
from minutebook.model.run import Run
from minutebook.run.proposals import entity_id, list_proposals
from minutebook.run.refiling import refile
from minutebook.run.session import Desk
from minutebook.store import Store
from minutebook.text.filenames import fold_stem
from minutebook.text.names import fold
from minutebook.vault.frontmatter import BrokenFrontmatter

PLURAL = {
    EntityType.PERSON: "people",
    EntityType.ACCOUNT: "accounts",
    EntityType.PROJECT: "projects",
    EntityType.FORUM: "forums",
}


class Shown(msgspec.Struct, frozen=True):
    """An entity and what the vault has of it, for the person."""

    entity: Entity
    notes: int
    last: str | None
    apart: tuple[str, ...] = ()


def list_entities(store: Store, kind: EntityType) -> tuple[Shown, ...]:
    """Those with a page by name, then those proposed; each with how many notes concern it and the newest one's date."""
    found = [e for e in store.entities() if e.type is kind and e.state is not EntityState.NEVER]
    apart = store.apart()
    ordered = sorted(found, key=lambda e: (e.state is not EntityState.ACCEPTED, e.name.casefold()))
    return tuple(_shown(store, entity, apart) for entity in ordered)


def _shown(store: Store, entity: Entity, apart: Iterable[ApartRecord]) -> Shown:
    notes, last = store.met_count((entity.name, *entity.aliases))
    others = [r.names[1 - r.ids.index(entity.id)] for r in apart if entity.id in r.ids]
    return Shown(entity, notes, last, tuple(others))


def show_entity(store: Store, kind: EntityType, name: str) -> Shown:
    """One of them. Raises UserError."""
    return _shown(store, find_entity(store, kind, name), store.apart())


def find_entity(store: Store, kind: EntityType, name: str, *, paged: bool = False) -> Entity:
    """The one that ``name`` (also an alias, address, id or file name) means; ``paged``: it must have a page. Raises UserError."""
    every = [e for e in store.entities() if e.type is kind and e.state is not EntityState.NEVER]
    wanted = fold(name)
    by_name = [e for e in every if fold(e.name) == wanted or e.id == name or _stem(e) == fold_stem(name)]
    found = by_name or [e for e in every if wanted in map(fold, (*e.aliases, *e.emails))]
    if len({e.id for e in found}) > 1 and any(e.path for e in found):
        found = [e for e in found if e.path]
    if len({e.id for e in found}) > 1:
        names = ", ".join(f"{e.name} ({e.path or 'proposed'})" for e in found)
        raise UserError(f"{name!r} may be several: {names}; give the file's name or the id")
    if not found:
        near = [e.name for e in every if set(fold(e.name).split()) & set(wanted.split())][:5]
        hint = f"; did you mean {', '.join(near)}?" if near else f"; see: minutebook {PLURAL[kind]} list"
        raise UserError(f"no {kind} is called {name!r}{hint}")
    if paged and found[0].path is None:
        raise UserError(f'{found[0].name} has no page yet; give it one with: minutebook accept "{found[0].name}"')
    return found[0]


def _stem(entity: Entity) -> str:
    return fold_stem((entity.path or "").rpartition("/")[2].removesuffix(".md")) if entity.path else ""


def account_page(desk: Desk, organisation: str | None) -> str | None:
    """The page of an organisation, where there is one."""
    accounts = (e for e in desk.store.pages() if e.type is EntityType.ACCOUNT)
    return next(
        (e.path for e in accounts if organisation and fold(organisation) in map(fold, (e.name, *e.aliases))), None
    )


def check_name(name: str) -> str:
    """A name that can be a page's title. Raises UserError."""
    name = " ".join(name.split())
    if not name or not any(c.isalnum() for c in name):
        raise UserError(f"{name!r} is no name")
    return name


def call_also(desk: Desk, kind: EntityType, name: str, alias: str) -> tuple[str, ...]:
    """Give an entity another name that it goes by; returns what the person should know. Raises UserError."""
    entity = find_entity(desk.store, kind, name, paged=True)
    alias = check_name(alias)
    assert entity.path is not None
    others = [e for e in desk.store.entities() if e.id != entity.id and e.type is kind and e.path]
    shared = [e.name for e in others if fold(alias) in map(fold, (e.name, *e.aliases))]
    record = accepted(entity, aliases=tuple(dict.fromkeys((*entity.aliases, alias))))
    text = read_text(desk, entity.path)
    try:
        changed = set_aliases(text, record.aliases)
    except BrokenFrontmatter as error:
        raise UserError(f"{entity.path}: {error}; repair it, then try again") from error
    apply(desk, f"{entity.name} is also {alias}", (WholeFile(entity.path, changed), Append(record)), f"alias: {alias}")
    return tuple(f"{other} goes by {alias} too; where it is said, who is meant is asked" for other in shared)


def refuse(desk: Desk, kind: EntityType, name: str, other: str | None = None) -> str:
    """Never a page for this name; or, with ``other``, never take these two for one. Returns a sentence. Raises UserError."""
    if other is not None:
        return _keep_apart(desk, find_entity(desk.store, kind, name), find_entity(desk.store, kind, other))
    name = check_name(name)
    standing = next((e for e in desk.store.pages() if e.type is kind and fold(e.name) == fold(name)), None)
    if standing:
        raise UserError(f"{name} has a page, {standing.path}; delete it first, or merge it into another")
    key = entity_id(kind, name)
    record = desk.store.record(EntityRecord, key) or EntityRecord(id=key, entity=kind, name=name, state="seen")
    others = {r.id: r for r in desk.store.latest(EntityRecord) if r.id != record.id}
    changes = (*never_changes(entity_of(record)), *list_proposals(desk, others))
    apply(desk, f"{record.name} is no page", changes, f"never: {record.name}")
    return f"{record.name}: never to be asked about again"


def _keep_apart(desk: Desk, one: Entity, two: Entity) -> str:
    if one.id == two.id:
        raise UserError(f"{one.name} and {two.name} are one already; split them first")
    said = f"{one.name} and {two.name} are never the same"
    apply(desk, said, [Append(apart(one, two))], said)
    return said


def apart(one: Entity, two: Entity) -> ApartRecord:
    """That two are never the same."""
    first, second = sorted((one, two), key=lambda e: e.id)
    return ApartRecord(ids=(first.id, second.id), names=(first.name, second.name))


def entity_of(record: EntityRecord) -> Entity:
    """What a record says, as an entity without a page."""
    return Entity(
        id=record.id,
        type=record.entity,
        name=record.name,
        aliases=record.aliases,
        emails=record.emails,
        organisation=record.organisation,
        role=record.role,
        partner=record.partner,
    )


def read_text(desk: Desk, path: str) -> str:
    """A note's text. Raises UserError where it is none."""
    try:
        return (desk.folder.read(path) or b"").decode()
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is not UTF-8 text; save it as such, then try again") from error


def apply(desk: Desk, title: str, changes: Iterable[Change], *log: str, source_ids: Iterable[str] = ()) -> Run | None:
    """One run of decisions about entities; the notes of ``source_ids`` move with it where it makes them somebody else's."""
    at = desk.now.astimezone(UTC).isoformat()
    plan = make_plan(RunKind.ENTITY, title, None, changes, desk.folder.read, at=at, log=log)
    return desk.apply(refile(plan, desk, source_ids))
