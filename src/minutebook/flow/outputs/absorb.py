"""A proposed name that is somebody known: another name of theirs from now on, linked where it stands."""

from collections.abc import Callable, Collection, Iterable, Mapping

from minutebook.flow.outputs.accept import Gathered, contexts_of, link_changes
from minutebook.flow.outputs.merge import standing_contexts
from minutebook.flow.outputs.page import SECTIONS, Known
from minutebook.flow.outputs.recent import place_contexts
from minutebook.flow.outputs.rename import accepted, set_aliases
from minutebook.model.change import Append, Change, SetField, WholeFile
from minutebook.model.entity import Entity, EntityState
from minutebook.model.extraction import Extraction
from minutebook.model.record import EntityRecord, LineRecord
from minutebook.vault.frontmatter import read_fields, set_field


def absorb(
    record: EntityRecord,
    target: Entity,
    text: str,
    notes: Mapping[str, str],
    records: Iterable[LineRecord],
    *,
    limit: int,
    shared: Collection[str] = (),
    understood: Callable[[str], Extraction | None] = lambda _: None,
    beside: Known | None = None,
) -> tuple[Change, ...]:
    """The changes that make a proposed name part of ``target``, whose page's ``text`` is as read. Raises BrokenFrontmatter.

    ``notes`` are those that name it, ``records`` the machine lines of these and of the page; ``understood`` and ``beside`` as in accepting.
    """
    assert target.path is not None
    listed = list(records)
    names = tuple(dict.fromkeys(a for a in (*target.aliases, record.name, *record.aliases) if a != target.name))
    emails = tuple(dict.fromkeys((*target.emails, *record.emails)))
    page = _with_particulars(text, record, names, new_address=bool(set(emails) - set(target.emails)))
    contexts, days = contexts_of(target, target.path, record.name, notes, listed, shared)
    known, lines, standing = standing_contexts(text, [r for r in listed if r.path == target.path])
    own = [r for r in listed if r.path == target.path]
    gathered = Gathered(target, target.path, beside or Known(), shared, text=text, records=own)
    gathered.take_notes(record.name, notes, listed, understood)
    fresh = [c for c in contexts if c.record.id not in known]
    return (
        *([WholeFile(target.path, page)] if page != text else []),
        *link_changes(target, target.path, record.name, notes, listed, shared),
        *place_contexts(fresh, standing, known, lines, limit, SECTIONS[target.type]),
        *gathered.changes(),
        *(SetField(path=target.path, key="last_contact", value=max(days), keep="newest") for _ in days[:1]),
        Append(accepted(target, aliases=names, emails=emails)),
        Append(
            EntityRecord(
                id=record.id,
                entity=record.entity,
                name=record.name,
                state=EntityState.MERGED,
                source_ids=record.source_ids,
            )
        ),
    )


def _with_particulars(text: str, record: EntityRecord, names: tuple[str, ...], *, new_address: bool) -> str:
    """A page with what is known of a name that becomes part of it: how it is called, its addresses, and where it says nothing of its own who that is."""
    page = set_aliases(text, names)
    if new_address:
        have = read_fields(text).get("email") or ()
        joined = tuple(dict.fromkeys([*((have,) if isinstance(have, str) else have), *record.emails]))
        page = set_field(page, "email", joined[0] if len(joined) == 1 else joined)
    for key, value in (("organisation", record.organisation), ("role", record.role)):
        page = set_field(page, key, value, "missing") if value else page
    return page
