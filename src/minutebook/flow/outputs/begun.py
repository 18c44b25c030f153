"""A note that the user has begun for a meeting: known by its day and title, and completed by what the source tells.

Only whole lines and missing properties are put in; not a byte of theirs changes.
"""

from collections.abc import Collection, Iterable, Iterator

from msgspec.structs import replace

from minutebook.flow.outputs.note import SECTIONS, Note, note_field, note_record
from minutebook.model.book import BookNote
from minutebook.model.change import Append, Change, InsertLine, SetField
from minutebook.model.record import LineKind, LineRecord
from minutebook.text import patterns as re
from minutebook.text.escape import unescape
from minutebook.text.names import fold
from minutebook.vault.frontmatter import BrokenFrontmatter, read_fields

BEGUN = "begun"
"""Marks the record of a note that is the user's own file."""
SOURCE = "Source"
_STAMP = re.compile(r"\A\d{4}-\d{2}-\d{2}(?:[ T_-]*(?:\d{2}[:.h]?\d{2})(?!\d))?[\s_–—-]*")
_PLAIN = frozenset("a an and at call for in meeting minutes my note notes of on our sync talk the to with".split())
"""Words that a title may have or lack."""


def find_begun(notes: Iterable[BookNote], titles: Iterable[str], day: str) -> BookNote | None:
    """The one note of these that somebody began for the meeting of this day (ISO) and one of these titles; None in any doubt."""
    wanted = {words for title in titles if (words := _telling(title))}
    found = [n for n in notes if _day(n) == day and not _is_ours(n) and _titles(n) & wanted]
    return found[0] if len(found) == 1 else None


def _day(note: BookNote) -> str:
    stem = note.path.rpartition("/")[2]
    return note.date[:10] or (stem[:10] if _STAMP.match(stem) else "")


def _is_ours(note: BookNote) -> bool:
    return (note.id or "").startswith("mb-")


def _titles(note: BookNote) -> set[frozenset[str]]:
    stem = note.path.rpartition("/")[2].removesuffix(".md")
    return {words for title in (stem, note.title) if (words := _telling(title))}


def _telling(title: str) -> frozenset[str]:
    """The words of a title that tell it from others; none for one that says nothing ("Untitled conversation", "Notes")."""
    bare = _STAMP.sub("", unescape(title).strip())
    words = frozenset(re.findall(r"[^\W_]+", fold(bare))) - _PLAIN
    return frozenset() if words <= {"untitled", "conversation", "recording", "transcript", "audio"} else words


def complete_changes(note: Note, text: str) -> tuple[Change, ...]:
    """The changes that complete the file at ``note.path``, which reads ``text``. None where its frontmatter is broken."""
    try:
        standing = read_fields(text)
    except BrokenFrontmatter:
        return ()
    own = replace(note_record(note), anchor=BEGUN)
    lines = [
        InsertLine(
            path=note.path,
            section=written.record.section,
            line=written.line,
            record=written.record,
            rank=rank,
            template=(*SECTIONS, SOURCE),
        )
        for rank, written in enumerate(note.lines)
    ]
    source = f"- {note.foot.strip('*').removeprefix('Source: ')}"
    last = InsertLine(path=note.path, section=SOURCE, line=source, rank=len(lines), template=(*SECTIONS, SOURCE))
    left_out = (replace(written.record, deleted=True) for written in note.head)
    return (Append(own), *_fields(note, standing), *lines, last, *map(Append, left_out))


def _fields(note: Note, standing: Collection[str]) -> Iterator[Change]:
    """The properties that the user's note lacks; its title is its file's name, and stays so."""
    for key, value in note.fields:
        record = note_field(note, key, value)
        if key == "title" and key not in standing:
            yield Append(replace(record, deleted=True))
        elif key not in standing and value:
            yield SetField(path=note.path, key=key, value=value, keep="missing", record=record)


def is_begun(records: Iterable[LineRecord]) -> bool:
    """Whether the machine lines of a file stand in a note that the user began."""
    return any(record.kind is LineKind.NOTE and record.anchor == BEGUN for record in records)
