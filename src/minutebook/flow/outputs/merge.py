"""Merging an entity into another: one page with what both knew, every link leading there, nothing said twice and nothing lost."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import msgspec
from msgspec.structs import replace

from minutebook.flow.outputs.filing import entity_folder
from minutebook.flow.outputs.note import Written
from minutebook.flow.outputs.page import CARRIED, OPEN_ITEMS, SECTIONS
from minutebook.flow.outputs.query import entity_query
from minutebook.flow.outputs.recent import CONTEXT, EARLIER, place_contexts
from minutebook.flow.outputs.relink import Notes, Renaming, Standing, relink, relink_changes
from minutebook.flow.outputs.rename import Files, accepted, set_aliases
from minutebook.model.change import Append, Change, InsertLine, RemoveFile
from minutebook.model.entity import Entity, EntityState
from minutebook.model.plan import digest
from minutebook.model.record import EntityRecord, LineKind, LineRecord
from minutebook.settings import Folders
from minutebook.text import patterns as re
from minutebook.text.escape import escape_inline
from minutebook.text.ids import stable_id
from minutebook.vault.frontmatter import find_block, read_fields, set_field
from minutebook.vault.machine import locate_lines
from minutebook.vault.meaning import line_digest
from minutebook.vault.note import find_head, has_children, read_note, remove_empty_section, remove_line

_OWN_KEYS = {"id", "type", "title", "name", "aliases", "alias", "email", "emails", "tags"}
_BLOCK_ID = re.compile(r"\^mb-\w+[ \t]*\Z")
_DATE = re.compile(r"(?:> )?- \[\[[^\]]*\|(\d{4}-\d{2}-\d{2})\]\]")
_CALLOUT = re.compile(r"^> \[!note\]- Earlier[ \t]*\r?\n?", re.MULTILINE)


class Carried(msgspec.Struct, frozen=True):
    """A machine line of one page on its way to another, and what was recorded of it there."""

    written: Written
    was: LineRecord


def merge_changes(
    gone: Entity,
    into: Entity,
    notes: Notes,
    files: Files,
    folders: Folders,
    *,
    limit: int,
    shared: frozenset[str] = frozenset(),
) -> tuple[Change, ...]:
    """The changes that make ``gone`` part of ``into`` (both have pages). ``files`` are those beside the page that goes.

    ``notes`` are both pages and every note that links to what moves. Raises BrokenFrontmatter where a page's cannot be read.
    """
    assert gone.path is not None
    assert into.path is not None
    source, target = notes[gone.path], notes[into.path]
    carried = tuple(carry_lines(source, into, target))
    renaming = Renaming(
        kind=gone.type,
        old=gone.name,
        new=into.name,
        paths={**files.paths, gone.path: into.path},
        blocks={c.was.id: c.written.record.id for c in carried},
        shared=shared,
    )
    text, left = merge_fields(target.text, source.text, gone)
    text = _with_rest(text, gone.name, left, remainder(source, gone, [c.was for c in carried], folders))
    every = {path: standing for path, standing in notes.items() if path != gone.path}
    every[into.path] = Standing(text, target.records)
    yielded = relink_changes(every, renaming, files.moves, before={into.path: target.text})
    record = accepted(
        into,
        aliases=tuple(dict.fromkeys(a for a in (*into.aliases, gone.name, *gone.aliases) if a != into.name)),
        emails=tuple(dict.fromkeys((*into.emails, *gone.emails))),
    )
    return (
        *yielded,
        *place_carried(carried, target, renaming, limit),
        RemoveFile(gone.path, str(digest(source.text.encode()))),
        Append(record),
        Append(EntityRecord(id=gone.id, entity=gone.type, name=gone.name, state=EntityState.MERGED)),
    )


def _with_rest(text: str, name: str, *parts: str) -> str:
    """A page with what is left of another, under its name."""
    rest = "\n\n".join(filter(None, parts))
    if not rest:
        return text
    end = read_note(text).newline
    apart = end if text.endswith(("\n", "\r")) else end + end
    return f"{text}{apart}## From {escape_inline(name)}{end}{end}{rest}{end}"


def carry_lines(source: Standing, into: Entity, target: Standing | None) -> Iterator[Carried]:
    """The machine lines of a page as another page has them; of two lines about one note the other page's stays."""
    assert into.path is not None
    note = read_note(source.text)
    there = {r.id for r in target.records if r.digest} if target else set()
    known = {
        r.id: r
        for r in source.records
        if r.kind in {LineKind.CONTEXT, LineKind.COMPANY, LineKind.KEY_FACT} and r.digest
    }
    places = locate_lines(note, [r for r in known.values() if not r.deleted])
    for record in known.values():
        at = places.get(record.id)
        new_id = stable_id(into.id, record.source_id, "context") if record.kind is LineKind.CONTEXT else record.id
        if new_id in there and not record.owned:
            line = ""
        elif new_id in there:
            new_id = record.id
            line = note.lines[at].text if at is not None else ""
        else:
            line = note.lines[at].text if at is not None else ""
        line = _BLOCK_ID.sub(f"^{new_id}", line.removeprefix("> "))
        renewed = replace(record, id=new_id, path=into.path, digest=line_digest(line) if line else record.digest)
        if at is None and not record.deleted:
            continue
        if at is None or not has_children(note, at):
            yield Carried(Written(line, renewed), record)


def place_carried(
    carried: Iterable[Carried], target: Standing | None, renaming: Renaming, limit: int
) -> Iterator[Change]:
    """The changes that put carried lines on their new page and close what was recorded of them on the old one."""
    contexts: list[Written] = []
    known, lines, standing = standing_contexts(target.text if target else "", target.records if target else ())
    said = {_BLOCK_ID.sub("", line).rstrip() for line in lines.values()}
    for each in carried:
        record, line = each.written.record, each.written.line
        if each.was.id != record.id:
            yield Append(replace(each.was, digest=""))
        if each.was.deleted and record.id not in known:
            yield Append(record)
        if not line:
            continue
        line, _ = relink(Standing(line), renaming)
        written = Written(line, replace(record, digest=line_digest(line), section=_section(record)))
        if record.kind is LineKind.CONTEXT:
            contexts.append(written)
        elif _BLOCK_ID.sub("", line).rstrip() not in said:
            yield InsertLine(
                path=record.path,
                section=record.section,
                line=line,
                record=written.record,
                template=SECTIONS[renaming.kind],
            )
    yield from place_contexts(contexts, standing, known, lines, limit, SECTIONS[renaming.kind])


def standing_contexts(
    text: str, records: Iterable[LineRecord]
) -> tuple[dict[str, LineRecord], dict[str, str], list[tuple[str, str]]]:
    """The recorded lines of a page by id, their texts, and (date, id) of those of Recent Context, oldest first."""
    note = read_note(text)
    known = {r.id: r for r in records if r.digest and not r.deleted}
    lines = {line_id: note.lines[at].text for line_id, at in locate_lines(note, known.values()).items()}
    standing = sorted(
        (_date_of(line), line_id)
        for line_id, line in lines.items()
        if known[line_id].kind is LineKind.CONTEXT and known[line_id].section == CONTEXT and _date_of(line)
    )
    return known, lines, standing


def _section(record: LineRecord) -> str:
    return CONTEXT if record.section == EARLIER else record.section


def merge_fields(text: str, other: str, gone: Entity) -> tuple[str, str]:
    """A page's text with what the other page's frontmatter knows, and what of that it could not take, as Markdown.

    Names, addresses and tags are joined, of dates of contact the outer ones hold, a key that it lacks is added.
    """
    ours, theirs = read_fields(text), read_fields(other)
    names = [*_many(ours.get("aliases")), gone.name, *_many(theirs.get("aliases")), *_many(theirs.get("alias"))]
    title = ours.get("title") or ours.get("name")
    text = set_aliases(text, tuple(dict.fromkeys(name for name in names if name != title)))
    emails = [e for key in ("email", "emails") for e in _many(theirs.get(key))]
    known = [e for key in ("email", "emails") for e in _many(ours.get(key))]
    if set(emails) - set(known):
        joined = tuple(dict.fromkeys([*_many(ours.get("email")), *emails]))
        text = set_field(text, "email", joined[0] if len(joined) == 1 else joined)
    tags = tuple(dict.fromkeys([*_many(ours.get("tags")), *_many(theirs.get("tags"))]))
    if tags and "tags" in ours:
        text = set_field(text, "tags", tags)
    left: list[str] = []
    for key, value in theirs.items():
        standing = ours.get(key)
        if key in _OWN_KEYS or standing == value:
            continue
        if not standing:
            text = set_field(text, key, (read_day(value) if isinstance(value, str) else None) or value, "missing")
        elif key in _DATES and (days := (read_day(str(standing)), read_day(str(value)))) and all(days):
            text = set_field(text, key, _DATES[key](filter(None, days)))
        else:
            left.append(f"- {key}: {value if isinstance(value, str) else ', '.join(value)}")
    return text, "\n".join(filter(None, ["\n".join(left), _unread(other)]))


_DATES: dict[str, Callable[[Iterable[date]], date]] = {"last_contact": max, "first_contact": min}


def read_day(text: str) -> date | None:
    """The day that a frontmatter value states."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _unread(text: str) -> str:
    """A frontmatter that holds more than keys with plain values (nested ones, comments), as a code block."""
    span = find_block(text)
    if span is None:
        return ""
    block = text[slice(*span)]
    keys = re.findall(r"^([^\s#-][^:\n]*):[ \t]*(?=\S|\n[ \t]*-)", block, re.MULTILINE)
    whole = set(map(str.strip, keys)) <= set(read_fields(text)) and not re.search(r"^\s*#|\s#\s", block, re.MULTILINE)
    return "" if whole else f"```yaml\n{block.rstrip()}\n```"


def remainder(source: Standing, gone: Entity, carried: Iterable[LineRecord], folders: Folders) -> str:
    """What a page says beside its frontmatter, its machine lines, its name and its query."""
    assert gone.path is not None
    text = source.text
    note = read_note(text)
    places = locate_lines(note, [r for r in carried if not r.deleted])
    for at in sorted(places.values(), reverse=True):
        text = remove_line(text, at)
    query = entity_query(gone.type, gone.name, entity_folder(gone.path, (gone.name, *gone.aliases)), folders)
    for title in (OPEN_ITEMS, CARRIED):
        text = text.replace(f"## {title}\n\n{query}\n", "", 1)
    text = text.replace(query, "", 1)
    text = _CALLOUT.sub("", text)
    for section in SECTIONS[gone.type]:
        text = remove_empty_section(text, section)
    head = find_head(note := read_note(text))
    if head is not None and note.lines[head.heading].text.removeprefix("#").strip() == escape_inline(gone.name):
        text = remove_line(text, head.heading)
    span = find_block(text)
    body = text[span[1] :].partition("\n")[2] if span else text
    return body.strip("\r\n")


def _date_of(line: str) -> str:
    found = _DATE.match(line)
    return found[1] if found else ""


def _many(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ((value,) if value else ())
