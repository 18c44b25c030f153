"""Renaming an entity: its page and folder under the new name, the old one kept as an alias, every link leading there."""

import re
from collections.abc import Mapping

import msgspec

from minutebook.flow.outputs.filing import entity_folder
from minutebook.flow.outputs.query import entity_query
from minutebook.flow.outputs.relink import Notes, Renaming, Standing, relink_changes
from minutebook.model.change import Append, Change
from minutebook.model.entity import Entity
from minutebook.model.record import EntityRecord
from minutebook.settings import Folders
from minutebook.text.escape import escape_inline
from minutebook.vault.frontmatter import Value, read_fields, set_field
from minutebook.vault.note import find_head, read_note, replace_line


class Files(msgspec.Struct, frozen=True):
    """Files that take another place: by present path the new one and the SHA-256 of the bytes as they are."""

    moves: Mapping[str, tuple[str, str]]

    @property
    def paths(self) -> dict[str, str]:
        return {path: target for path, (target, _) in self.moves.items()}


def rename_changes(
    entity: Entity, new: str, notes: Notes, files: Files, folders: Folders, shared: frozenset[str] = frozenset()
) -> tuple[Change, ...]:
    """The changes that give an accepted entity another name.

    ``notes`` are the page and every note that links to what moves. Raises BrokenFrontmatter where the page's cannot be edited.
    """
    assert entity.path is not None
    page = notes[entity.path]
    target = files.paths.get(entity.path, entity.path)
    renamed = rename_page(page.text, entity, new, target, folders)
    renaming = Renaming(kind=entity.type, old=entity.name, new=new, paths=files.paths, shared=shared)
    every = {**notes, entity.path: Standing(renamed, page.records)}
    changes = relink_changes(every, renaming, files.moves, before={entity.path: page.text})
    return (*changes, Append(accepted(entity, name=new, aliases=aliases_after(entity, new))))


def aliases_after(entity: Entity, new: str, *more: str) -> tuple[str, ...]:
    """What an entity is also called once it is called ``new``."""
    return tuple(dict.fromkeys(a for a in (*entity.aliases, entity.name, *more) if a.casefold() != new.casefold()))


def accepted(
    entity: Entity,
    *,
    name: str | None = None,
    aliases: tuple[str, ...] | None = None,
    emails: tuple[str, ...] | None = None,
) -> EntityRecord:
    """What is decided of an entity that has a page."""
    return EntityRecord(
        id=entity.id,
        entity=entity.type,
        name=name or entity.name,
        state="accepted",
        aliases=entity.aliases if aliases is None else aliases,
        emails=entity.emails if emails is None else emails,
        organisation=entity.organisation,
        role=entity.role,
        partner=entity.partner,
    )


def rename_page(text: str, entity: Entity, new: str, target: str, folders: Folders) -> str:
    """The page's text under the new name: its title, aliases, heading and query. Raises BrokenFrontmatter."""
    assert entity.path is not None
    fields = read_fields(text)
    for key in ("title", "name"):
        if fields.get(key) == entity.name:
            text = set_field(text, key, new)
    text = set_aliases(text, aliases_after(entity, new))
    head = find_head(note := read_note(text))
    if head is not None:
        line = note.lines[head.heading].text
        titled = re.sub(
            rf"\A( {{0,3}}#[ \t]+){re.escape(escape_inline(entity.name))}(?=[ \t]*\Z)",
            lambda m: m[1] + escape_inline(new),
            line,
        )
        text = text if titled == line else replace_line(text, head.heading, titled)
    before = entity_query(entity.type, entity.name, entity_folder(entity.path, (entity.name, *entity.aliases)), folders)
    return text.replace(before, entity_query(entity.type, new, entity_folder(target), folders), 1)


def set_aliases(text: str, aliases: tuple[str, ...]) -> str:
    """The page's text with these aliases, in the order given, those that it has first. Raises BrokenFrontmatter."""
    fields = read_fields(text)
    key = next((key for key in fields if key.lower() == "aliases"), "aliases")
    standing = fields.get(key) or ()
    have = tuple(a.strip() for a in standing.split(",")) if isinstance(standing, str) else standing
    wanted: Value = tuple(dict.fromkeys([*(a for a in have if a in aliases), *aliases]))
    return set_field(text, key, wanted) if wanted else text
