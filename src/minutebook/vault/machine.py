"""Machine lines in a note's text: which line a record speaks of, and whether the user has changed it since."""

from collections.abc import Iterable, Iterator

from minutebook.model.record import LineKind, LineRecord
from minutebook.vault.meaning import box, line_digest
from minutebook.vault.note import Note, find_block, find_section

BLOCK_KINDS = frozenset({LineKind.TASK, LineKind.CONTEXT, LineKind.COMPANY, LineKind.KEY_FACT, LineKind.REVIEW})
_MARKERS = ("- ", "* ", "+ ")


def locate_lines(note: Note, records: Iterable[LineRecord]) -> dict[str, int]:
    """The line of each record that is there, by the record's id: lines that mean the same first, then what stands in its place."""
    wanted = [record for record in records if record.kind not in {LineKind.FIELD, LineKind.NOTE}]
    candidates = {record.id: tuple(_candidates(note, record)) for record in wanted}
    found: dict[str, int] = {}
    taken: set[int] = set()
    for same in (True, False):
        for record in wanted:
            if record.id in found:
                continue
            fits = (
                n for n in candidates[record.id] if n not in taken and (not same or is_same(note.lines[n].text, record))
            )
            at = next(fits, None)
            if at is not None:
                found[record.id] = at
                taken.add(at)
    return found


def is_same(line: str, record: LineRecord) -> bool:
    """Whether the line still means what was recorded, whatever its box says."""
    return line_digest(line) == record.digest


def is_untouched(line: str, record: LineRecord) -> bool:
    """Whether neither the words nor the box of the line changed."""
    return is_same(line, record) and box(line) == record.box


def _candidates(note: Note, record: LineRecord) -> Iterator[int]:
    """The lines that could be the record's, likeliest first."""
    if record.kind in BLOCK_KINDS:
        yield from find_block(note, record.id)
        return
    section = find_section(note, record.section) if record.section else None
    inside = range(section.start, section.end) if section else range(0)
    if record.kind is LineKind.SUMMARY:
        yield from (n for n in inside if note.lines[n].plain and note.lines[n].text.strip())
        return
    fits = [n for n, line in enumerate(note.lines) if line.plain and _fits(line.text, record)]
    yield from (n for n in fits if n in inside)
    yield from (n for n in fits if n not in inside)


def _fits(text: str, record: LineRecord) -> bool:
    if record.kind is LineKind.HEADER:
        return text.startswith(record.anchor)
    shown = f"{record.anchor}|" in text or f"{record.anchor}]]" in text
    return shown and text.lstrip().startswith(_MARKERS) and not box(text)
