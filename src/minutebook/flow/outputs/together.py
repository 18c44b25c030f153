"""One note of several sources: what another source of a meeting tells joins the note that stands.

Its items become lines there; what is said there already gets its passage. The head is told by one source, a talk where there is one: it takes over
the lines and properties that another wrote and nobody changed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from minutebook.flow.outputs.note import Note, Written, is_free, merge_lines, note_field, update_note_changes
from minutebook.model.change import Append, Change, RemoveLine, ReplaceLine, SetField
from minutebook.model.record import LineKind, LineRecord
from minutebook.text.ids import stable_id
from minutebook.vault.frontmatter import BrokenFrontmatter, read_fields
from minutebook.vault.machine import is_same, locate_lines
from minutebook.vault.meaning import box, line_digest, value_digest
from minutebook.vault.note import read_note

ALSO = "**Also from**:"
_STAYS = frozenset({"id", "title", "date"})
_ABOUT = ("**With**", "**Account**", "**Attendees**", "**Partner**", "**Project**", "**Forum**", "**Trip**")


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """The note that a source shares. ``source_id``: the source that it was made of; ``leads``: the source that joins tells its head."""

    note_id: str
    source_id: str
    leads: bool = False
    pairs: Mapping[str, str] = {}
    """By id the items of the source that others say, too, with the ids of theirs."""


def join_note(note: Note, home: Home, rendering: str) -> Note:
    """A source's note as part of the one that it shares; ``rendering``: the link to the source's own."""
    made = home.source_id == note.source_id
    if made and home.leads:
        return note
    head = [w for w in note.head if made or not w.record.anchor.startswith(("# ", "**Date**"))]
    if not home.leads:
        head = [w for w in head if not w.record.anchor.startswith(_ABOUT)]
    if not made:
        head.append(write_also(rendering, note.path, note.source_id))
    return replace(
        note,
        id=home.note_id,
        home=home.source_id,
        head=tuple(head),
        fields=tuple((key, value) for key, value in note.fields if key not in _STAYS) if home.leads else (),
    )


def write_also(rendering: str, path: str, source_id: str) -> Written:
    """The line of a shared note that links the rendering of one source."""
    line = f"{ALSO} {rendering}"
    record = LineRecord(
        id=stable_id(source_id, "header", ALSO),
        path=path,
        digest=line_digest(line),
        kind=LineKind.HEADER,
        source_id=source_id,
        anchor=f"{ALSO} {rendering.partition('|')[0].rstrip(']')}",
    )
    return Written(line, record)


def join_changes(
    note: Note, home: Home, text: str, records: Iterable[LineRecord], elsewhere: Collection[str] = ()
) -> tuple[Change, ...]:
    """The changes that bring a source's part of a shared note (as `join_note` made it) into the file that reads ``text``."""
    known = {record.id: record for record in records if record.digest}
    page = read_note(text)
    places = locate_lines(page, (r for r in known.values() if not r.deleted))
    found = {line_id: page.lines[at].text for line_id, at in places.items()}
    own: list[Written] = []
    shared: list[Change] = []
    for written in (*note.head, *note.lines):
        was = None if written.record.id in known else _same(written, home, known, found)
        if was is None:
            own.append(written)
        elif was.id in found and not was.deleted:
            shared += _share(written, was, found[was.id], leads=home.leads)
    heads = [w for w in own if w.record.kind is LineKind.HEADER]
    alone = replace(note, fields=(), head=tuple(heads), lines=tuple(w for w in own if w not in heads))
    taken = (*_take_over(note, text, known), *_drop_heads(note, known, found)) if home.leads else ()
    return (*update_note_changes(alone, text, known.values(), elsewhere), *shared, *taken)


def _same(written: Written, home: Home, known: Mapping[str, LineRecord], found: Mapping[str, str]) -> LineRecord | None:
    """The line of another source that says what this one does; also one that the user deleted."""
    record = written.record
    others = (r for r in known.values() if r.kind is record.kind and r.source_id != record.source_id)
    match record.kind:
        case LineKind.SUMMARY:
            summary = list(others)
            told = (r for r in summary if r.anchor == record.anchor)
            return next(told, None if home.leads else next(iter(summary), None))
        case LineKind.HEADER:
            return next((r for r in others if r.anchor == record.anchor), None) if home.leads else None
        case LineKind.FOLLOW_UP:
            news = written.line.partition(" [[")[0]
            return next((r for r in others if found.get(r.id, "").partition(" [[")[0] == news), None)
        case _:
            return known.get(home.pairs.get(record.id, ""))


def _share(written: Written, was: LineRecord, line: str, *, leads: bool) -> Iterator[Change]:
    """What becomes of a line that another source says: it gets the passage; what stands in the head is the leading source's."""
    if written.record.kind in {LineKind.SUMMARY, LineKind.HEADER}:
        if leads and is_free(line, was):
            yield ReplaceLine(path=was.path, was=was, line=written.line, record=written.record)
            yield Append(replace(was, digest=""))
        return
    if was.owned or not is_same(line, was):
        return
    links = (*was.also, written.line.rpartition("[[")[2].partition("]]")[0])
    others = [written.line] if is_free(line, was) else []
    merged = merge_lines(Written(line, replace(was, box=box(line))), others, tuple(dict.fromkeys(links)))
    if merged.line != line:
        yield ReplaceLine(path=was.path, was=was, line=merged.line, record=merged.record)


def _drop_heads(note: Note, known: Mapping[str, LineRecord], found: Mapping[str, str]) -> Iterator[Change]:
    """Lines of the head and the summary that the leading source does not have, where another wrote them and nobody changed them."""
    kept = {written.record.anchor for written in note.head}
    told = {written.record.anchor for written in note.lines if written.record.kind is LineKind.SUMMARY}
    for was in known.values():
        head = was.kind is LineKind.HEADER and was.anchor.startswith(_ABOUT) and was.anchor not in kept
        summary = was.kind is LineKind.SUMMARY and told and was.anchor not in told
        other = was.source_id != note.source_id and (head or summary)
        if other and was.id in found and is_free(found[was.id], was):
            yield RemoveLine(path=was.path, was=was, record=replace(was, digest=""))


def _take_over(note: Note, text: str, known: Mapping[str, LineRecord]) -> Iterator[Change]:
    """The properties of the leading source, in the place of those that another wrote and nobody changed."""
    try:
        standing = read_fields(text)
    except BrokenFrontmatter:
        return
    before = {r.anchor: r for r in known.values() if r.kind is LineKind.FIELD}
    for key, value in note.fields:
        record, was = note_field(note, key, value), before.get(key)
        if was is None and key not in standing and value:
            yield SetField(path=note.path, key=key, value=value, keep="missing", record=record)
        elif was is None or was.owned or was.deleted or value_digest(standing.get(key)) != was.digest:
            continue
        elif was.id == record.id or was.digest != record.digest:
            yield SetField(path=note.path, key=key, value=value, was=was, record=record)
            yield from [] if was.id == record.id else [Append(replace(was, digest=""))]
    names = before.get("mentioned")
    if names and not names.owned and not names.deleted and "mentioned" not in dict(note.fields):
        yield SetField(path=note.path, key="mentioned", value=(), was=names, record=replace(names, digest=""))
