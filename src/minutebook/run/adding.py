"""A page that a person asks for: a new one, that of a name which notes have already, with all that they tell of it, or a note of theirs."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from msgspec.structs import replace

from minutebook.errors import UserError
from minutebook.flow.outputs.filing import place_page
from minutebook.flow.outputs.page import new_page
from minutebook.model.change import Append, WholeFile
from minutebook.model.entity import EntityState, EntityType
from minutebook.model.record import EntityRecord
from minutebook.run.layouts import find_layout
from minutebook.run.proposals import entity_id, list_proposals
from minutebook.run.registry import account_page, apply, check_name, entity_of, read_text
from minutebook.run.session import Desk
from minutebook.run.triage import accept_entity
from minutebook.store.pages import read_page
from minutebook.text.filenames import fold_stem, safe_stem
from minutebook.text.names import fold
from minutebook.vault.frontmatter import BrokenFrontmatter, read_fields, set_field


def add_entity(
    desk: Desk,
    kind: EntityType,
    name: str,
    *,
    emails: Sequence[str] = (),
    organisation: str | None = None,
    role: str | None = None,
    aliases: Sequence[str] = (),
    partner: bool = False,
) -> str:
    """Make a page, or make the person's own note of that name one; returns its path.

    A second one of a name is told apart by the organisation. Raises UserError.
    """
    name = check_name(name)
    standing = [e for e in desk.store.pages() if e.type is kind]
    if any(fold(e.name) == fold(name) for e in standing):
        if not organisation:
            raise UserError(
                f"there is a page of {name} already; for another of that name give --organisation, or a name such as “{name} (…)”"
            )
        aliases, name = [name, *aliases], f"{name} ({organisation})"
        if any(fold(e.name) == fold(name) for e in standing):
            raise UserError(f"there is a page of {name} already")
    key = entity_id(kind, name)
    before = desk.store.record(EntityRecord, key) or EntityRecord(id=key, entity=kind, name=name, state="seen")
    wanted = replace(
        before,
        aliases=tuple(dict.fromkeys((*before.aliases, *aliases))),
        emails=tuple(dict.fromkeys(map(str.lower, emails))) or before.emails,
        organisation=organisation or before.organisation,
        role=role or before.role,
        partner=partner or before.partner,
    )
    if own := _own_note(desk, name):
        return _adopt(desk, wanted, own)
    if before.source_ids and before.state != EntityState.ACCEPTED:
        return accept_entity(desk, wanted)
    return _add(desk, wanted)


def _own_note(desk: Desk, name: str) -> str | None:
    """The only note that is called so, where a person wrote it and it is no page of anything."""
    pages = {e.path for e in desk.store.entities()}
    stem = fold_stem(safe_stem(name))
    found = [note for note in desk.store.notes() if fold_stem(PurePosixPath(note.path).stem) == stem]
    free = [note.path for note in found if note.path not in pages and not note.id and not note.date]
    return free[0] if len(found) == 1 and free else None


def _adopt(desk: Desk, wanted: EntityRecord, path: str) -> str:
    """Make a note the page of what it is called: its properties say so, nothing else of it changes. Raises UserError."""
    text = read_text(desk, path)
    fields = {"type": wanted.entity.value, "id": wanted.id, "aliases": wanted.aliases, "email": wanted.emails}
    fields |= {"organisation": wanted.organisation or "", "role": wanted.role or "", "partner": wanted.partner}
    try:
        for key, value in fields.items():
            text = set_field(text, key, value, keep="missing") if value else text
    except BrokenFrontmatter as error:
        raise UserError(f"{path}: {error}; repair it, then try again") from error
    page = read_page(path, read_fields(text), desk.settings.folders, text)
    if page is None or page.type is not wanted.entity:
        raise UserError(
            f"{path} is called {wanted.name} but says that it is something else; write `type: {wanted.entity}` into its properties, or rename it, then try again (nothing was changed)"
        )
    record = replace(wanted, state=EntityState.ACCEPTED)
    others = {r.id: r for r in desk.store.latest(EntityRecord) if r.id != wanted.id}
    changes = (WholeFile(path, text), Append(record), *list_proposals(desk, others))
    apply(desk, f"{path} is the page of {wanted.name}", changes, f"adopted: {path}")
    return path


def _add(desk: Desk, wanted: EntityRecord) -> str:
    """The page of a name that no note has."""
    entity = entity_of(wanted)
    path = place_page(entity, desk.settings.folders, desk.settings.page, desk.store.stems(), desk.store.has)
    changes = new_page(
        entity,
        path,
        desk.settings.folders,
        organisation_page=account_page(desk, entity.organisation),
        shared=desk.store.shared_stems(),
        layout=find_layout(desk, entity.type),
    )
    others = {r.id: r for r in desk.store.latest(EntityRecord) if r.id != entity.id}
    apply(desk, f"page of {entity.name}", (*changes, *list_proposals(desk, others)), f"added: {entity.name}")
    return path
