"""Splitting an entity: what is about somebody else of that name goes to a page of their own, and nothing else moves."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

import msgspec
from msgspec.structs import replace

from minutebook.flow.outputs.links import stem_of
from minutebook.flow.outputs.merge import Carried, carry_lines, place_carried, read_day
from minutebook.flow.outputs.page import new_page
from minutebook.flow.outputs.query import REVIEW_PATH
from minutebook.flow.outputs.relink import Notes, Renaming, Standing, relink_changes
from minutebook.flow.outputs.rename import accepted
from minutebook.model.change import Append, Change, WholeFile
from minutebook.model.entity import Entity, EntityType
from minutebook.model.record import EntityRecord, LineKind, LineRecord
from minutebook.settings import Folders
from minutebook.text import patterns as re
from minutebook.text.names import fold
from minutebook.vault.frontmatter import BrokenFrontmatter, Value, read_fields, remove_field, set_field
from minutebook.vault.machine import locate_lines
from minutebook.vault.note import has_children, read_note, remove_empty_section, remove_line
from minutebook.vault.wikilinks import Link, rewrite_links


class Item(msgspec.Struct, frozen=True):
    """One thing that an entity's page holds together: ``key`` is a note's path, a line's id, an alias or an address."""

    kind: str
    key: str
    words: str


def list_items(entity: Entity, notes: Notes) -> tuple[Item, ...]:
    """What can be given to somebody else: notes that link to the page (newest first), facts, aliases, addresses."""
    assert entity.path is not None
    page = notes[entity.path]
    renaming = Renaming(kind=entity.type, old=entity.name, new="", paths={entity.path: "?"})
    others = (path for path in notes if path not in {entity.path, REVIEW_PATH})
    linking = sorted((path for path in others if links_to(notes[path].text, renaming)), key=_when)
    text = read_note(page.text)
    facts = [r for r in page.records if r.kind is LineKind.KEY_FACT and r.digest and not r.deleted]
    places = locate_lines(text, facts)
    return (
        *(Item("note", path, f"{stem_of(path)}{_of_what(notes[path].text)}") for path in reversed(linking)),
        *(Item("fact", r.id, _words(text.lines[places[r.id]].text)) for r in facts if r.id in places),
        *(Item("alias", alias, alias) for alias in entity.aliases),
        *(Item("email", email, email) for email in entity.emails),
    )


def _of_what(text: str) -> str:
    """What a page that links there is of; empty for a note."""
    try:
        kind = str(read_fields(text).get("type", ""))
    except BrokenFrontmatter:
        return ""
    return f" (page of a {kind})" if kind in [*EntityType] else ""


def _words(line: str) -> str:
    """A fact's line as it is listed: its words and the day of its note."""
    return _LINK.sub(r"\1", _BLOCK.sub("", line)).removeprefix("- ").strip()


_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_BLOCK = re.compile(r"\s\^mb-\w+\s*\Z")


def _when(path: str) -> tuple[str, str]:
    return stem_of(path), path


def links_to(text: str, renaming: Renaming) -> bool:
    """Whether a note links to what the renaming moves."""
    found: list[Link] = []

    def look(link: Link) -> Link | None:
        found.extend([link] if renaming.aim(link) else [])
        return None

    rewrite_links(text, look)
    return bool(found)


class Parting(msgspec.Struct, frozen=True, kw_only=True):
    """Who is split, to whom things go (``other``, at ``path``; with a page already where ``standing``), and which things."""

    entity: Entity
    other: Entity
    path: str
    standing: bool
    given: tuple[Item, ...]
    moves: Mapping[str, tuple[str, str]]
    """Given notes that were filed with the entity: the new path and the SHA-256 of the bytes."""

    def keys(self, kind: str) -> frozenset[str]:
        return frozenset(item.key for item in self.given if item.kind == kind)


def split_changes(
    parting: Parting, notes: Notes, folders: Folders, *, limit: int, shared: Collection[str] = ()
) -> tuple[Change, ...]:
    """The changes that give some of an entity's things to another. Raises BrokenFrontmatter where its page cannot be edited."""
    entity, other = parting.entity, parting.other
    assert entity.path is not None
    page = notes[entity.path]
    given = {path: notes[path] for path in parting.keys("note")}
    sources = {r.source_id for note in given.values() for r in note.records if r.kind is LineKind.NOTE}
    taken = Standing(page.text, tuple(r for r in page.records if _goes(r, sources, parting.keys("fact"))))
    there = notes.get(parting.path) if parting.standing else None
    with_page = replace(other, path=parting.path)
    carried = tuple(carry_lines(taken, with_page, there))
    moved = {path: target for path, (target, _) in parting.moves.items()}
    renaming = Renaming(
        kind=entity.type,
        old=entity.name,
        new=other.name,
        paths={**moved, entity.path: parting.path},
        blocks={c.was.id: c.written.record.id for c in carried},
        shared=shared,
    )
    rest = Renaming(kind=entity.type, old=entity.name, new=entity.name, paths=moved, shared=shared)
    gone = {c.was.id for c in carried}
    stays = tuple(r for r in page.records if r.id not in gone)
    own = _without(page.text, parting, carried, _last(page, carried))
    others = {
        path: note for path, note in notes.items() if path not in given and path not in {entity.path, parting.path}
    }
    changes = (
        *relink_changes(given, renaming, parting.moves),
        *relink_changes({**others, entity.path: Standing(own, stays)}, rest, {}, before={entity.path: page.text}),
        *place_carried(carried, there, rest, limit),
        Append(_left(entity, parting)),
    )
    return (*changes, *_other_page(parting, there, given, folders, shared))


def _goes(record: LineRecord, sources: Collection[str], facts: Collection[str]) -> bool:
    """Whether a line of the page is about a note that goes, or a fact that was named."""
    return (record.kind is LineKind.CONTEXT and record.source_id in sources) or record.id in facts


def _without(text: str, parting: Parting, carried: Collection[Carried], last: date | None) -> str:
    """The page's text without what goes."""
    note = read_note(text)
    places = locate_lines(note, [c.was for c in carried if not c.was.deleted])
    sections = {c.was.section for c in carried}
    for at in sorted((n for n in places.values() if not has_children(note, n)), reverse=True):
        text = remove_line(text, at)
    for section in sections:
        text = remove_empty_section(text, section)
    fields = read_fields(text)
    for key, kind in (("aliases", "alias"), ("alias", "alias"), ("email", "email"), ("emails", "email")):
        value = fields.get(key)
        gone = set(map(fold, parting.keys(kind))) | ({fold(parting.other.name)} if kind == "alias" else set())
        if isinstance(value, tuple) and gone & set(map(fold, value)):
            kept = tuple(v for v in value if fold(v) not in gone)
            text = set_field(text, key, kept) if kept else remove_field(text, key)
        elif isinstance(value, str) and fold(value) in gone:
            text = remove_field(text, key)
    return set_field(text, "last_contact", last) if last and "last_contact" in fields else text


def _last(page: Standing, carried: Collection[Carried]) -> date | None:
    """The day of the newest note that stays on the page, where a newer one goes."""
    note = read_note(page.text)
    gone = {c.was.id for c in carried}
    days: dict[bool, list[str]] = {True: [], False: []}
    for line_id, at in locate_lines(note, [r for r in page.records if r.kind is LineKind.CONTEXT and r.digest]).items():
        found = note.lines[at].text.partition("|")[2][:10]
        days[line_id in gone].append(found)
    newest = max(days[False], default=None)
    return read_day(newest) if newest and days[True] and max(days[True]) > newest else None


def _left(entity: Entity, parting: Parting) -> EntityRecord:
    aliases, emails = (set(map(fold, parting.keys(kind))) for kind in ("alias", "email"))
    return accepted(
        entity,
        aliases=tuple(a for a in entity.aliases if fold(a) not in aliases | {fold(parting.other.name)}),
        emails=tuple(e for e in entity.emails if fold(e) not in emails),
    )


def _other_page(
    parting: Parting, there: Standing | None, given: Notes, folders: Folders, shared: Collection[str]
) -> Iterator[Change]:
    """The page of the one to whom things go: made, or with the names and addresses that come."""
    aliases = tuple(item.key for item in parting.given if item.kind == "alias")
    emails = tuple(item.key for item in parting.given if item.kind == "email")
    days = [day for note in given.values() if (day := _day(note.text))]
    if there is None:
        fresh = replace(
            parting.other,
            aliases=tuple(a for a in dict.fromkeys((*parting.other.aliases, *aliases)) if a != parting.other.name),
            emails=emails,
        )
        yield from new_page(fresh, parting.path, folders, last_contact=max(days, default=None), shared=shared)
        return
    text = there.text
    fields = read_fields(text)
    for key, more in (("aliases", aliases), ("email", emails)):
        have = fields.get(key) or ()
        wanted: Value = tuple(dict.fromkeys([*((have,) if isinstance(have, str) else have), *more]))
        text = set_field(text, key, wanted) if more else text
    for day in days:
        text = set_field(text, "last_contact", day, "newest")
    if text != there.text:
        yield WholeFile(parting.path, text)


def _day(text: str) -> date | None:
    try:
        return read_day(str(read_fields(text).get("date", "")))
    except BrokenFrontmatter:
        return None
