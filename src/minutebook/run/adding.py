"""A page that a person asks for: a new one, that of a name which notes have already, with all that they tell of it, or a note of theirs."""

from collections.abc import Sequence

from msgspec.structs import replace

from minutebook.errors import UserError
from minutebook.flow.outputs.filing import place_page
from minutebook.flow.outputs.page import new_page
from minutebook.model.entity import EntityState, EntityType
from minutebook.model.record import EntityRecord
from minutebook.run.adopting import own_note
from minutebook.run.layouts import find_layout
from minutebook.run.proposals import entity_id, list_proposals
from minutebook.run.registry import account_page, apply, check_name, entity_of
from minutebook.run.session import Desk
from minutebook.run.triage import accept_entity
from minutebook.text.names import fold


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
    if own_note(desk, name) or (before.source_ids and before.state != EntityState.ACCEPTED):
        return accept_entity(desk, wanted)
    return _add(desk, wanted)


def _add(desk: Desk, wanted: EntityRecord) -> str:
    """The page of a name that no note has."""
    entity = entity_of(wanted)
    path = place_page(
        entity, desk.settings.folders, desk.settings.page, desk.store.stems(), desk.store.has, desk.store.pages()
    )
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
