"""A note that turned out to be of a meeting that another one tells: what stands in it goes there, and the file goes."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from minutebook.flow.outputs.note import SECTIONS, Written, is_free, merge_lines
from minutebook.flow.outputs.relink import Standing
from minutebook.flow.outputs.together import Home, write_also
from minutebook.model.change import Append, Change, InsertLine, RemoveFile, ReplaceLine
from minutebook.model.plan import digest
from minutebook.model.record import LineKind, LineRecord
from minutebook.text import patterns as re
from minutebook.vault.frontmatter import find_block
from minutebook.vault.machine import is_same, locate_lines
from minutebook.vault.meaning import box
from minutebook.vault.note import read_note, remove_empty_section, remove_line

NOTES = "Notes"
"""Where words of the user's own go that stood in the note that goes."""
_HEADING = re.compile(rf"^## (?:{'|'.join(SECTIONS)})[ \t]*\r?\n(?:[ \t]*\r?\n)*", re.MULTILINE)
_LEFT = frozenset({LineKind.SUMMARY, LineKind.HEADER, LineKind.FIELD, LineKind.NOTE})


def fold_changes(
    gone: str, goes: Standing, into: str, stays: Standing, home: Home, rendering: str, source_id: str
) -> tuple[Change, ...]:
    """The changes that fold the note at ``gone`` into the one at ``into``. ``home.pairs``: its items that the other says.

    ``rendering``: the link to the rendering of ``source_id``, whose note it was.
    """
    return (*_changes(gone, goes, into, stays, home, rendering, source_id),)


def _changes(
    gone: str, goes: Standing, into: str, stays: Standing, home: Home, rendering: str, source_id: str
) -> Iterator[Change]:
    """Line by line what becomes of the note that goes, then the line that says where its talk stands, what its owner wrote, and its end."""
    places = locate_lines(read_note(goes.text), [r for r in goes.records if r.digest and not r.deleted])
    yield from _lines_carried(goes, places, into, stays, home)
    also = write_also(rendering, into, source_id)
    yield InsertLine(path=into, section="", line=also.line, record=also.record, template=SECTIONS)
    own = _own_words(goes, list(places.values()))
    if own:
        yield InsertLine(path=into, section=NOTES, line=own, template=(*SECTIONS, NOTES))
    yield RemoveFile(gone, str(digest(goes.text.encode())))


def _lines_carried(
    goes: Standing, places: Mapping[str, int], into: str, stays: Standing, home: Home
) -> Iterator[Change]:
    """The machine lines of the note that goes, each in the one that stays, or said by the line there that says the same. ``places``: where each stands."""
    note, there = read_note(goes.text), read_note(stays.text)
    known = [r for r in goes.records if r.digest]
    theirs = {r.id: r for r in stays.records if r.digest and not r.deleted}
    found = {key: there.lines[at].text for key, at in locate_lines(there, theirs.values()).items()}
    for rank, record in enumerate(sorted(known, key=lambda r: places.get(r.id, 0))):
        if record.kind in _LEFT:
            yield Append(
                replace(record, path=into, digest="")
                if record.kind is not LineKind.NOTE
                else replace(record, path=into, deleted=True)
            )
            continue
        at, same = places.get(record.id), theirs.get(home.pairs.get(record.id, ""))
        line = note.lines[at].text if at is not None else None
        if line is None:
            yield Append(replace(record, path=into))
        elif same is not None and same.id in found and is_free(line, record) and _takes(found[same.id], same):
            yield _shared(same, found[same.id], line)
            yield Append(replace(record, path=into, digest=""))
        else:
            yield InsertLine(
                path=into,
                section=record.section,
                line=line,
                record=replace(record, path=into),
                rank=rank,
                template=SECTIONS,
            )


def _takes(line: str, was: LineRecord) -> bool:
    return not was.owned and is_same(line, was)


def _shared(was: LineRecord, line: str, other: str) -> ReplaceLine:
    """The line that says it, too, with the other's passage."""
    links = tuple(dict.fromkeys((*was.also, other.rpartition("[[")[2].partition("]]")[0])))
    merged = merge_lines(Written(line, replace(was, box=box(line))), [other] if is_free(line, was) else [], links)
    return ReplaceLine(path=was.path, was=was, line=merged.line, record=merged.record)


def _own_words(goes: Standing, machine: list[int]) -> str:
    """What the user wrote into the note: everything but its frontmatter, machine lines, title and foot."""
    text = goes.text
    for at in sorted(machine, reverse=True):
        text = remove_line(text, at)
    for section in SECTIONS:
        text = remove_empty_section(text, section)
    text = _HEADING.sub("", text)  # theirs stand under it in the other note
    span = find_block(text)
    body = text[span[1] :].partition("\n")[2] if span else text
    head, _, foot = body.rpartition("\n---")
    return (head if foot.strip().startswith("*Source: [[") and "\n" not in foot.strip() else body).strip()
