"""The vault's two overviews: ``Tasks.md``, queries only, and ``Review.md``, a box for each name that waits for a page."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec.structs import replace

from minutebook.flow.outputs.links import wikilink
from minutebook.flow.outputs.note import Written
from minutebook.flow.outputs.query import REVIEW_PATH, dashboard
from minutebook.model.change import Append, Change, InsertLine, NewFile, RemoveLine, ReplaceLine
from minutebook.model.record import EntityRecord, LineKind, LineRecord
from minutebook.settings import Folders
from minutebook.text.escape import escape_title
from minutebook.vault.machine import is_untouched, locate_lines
from minutebook.vault.meaning import box, line_digest
from minutebook.vault.note import read_note

TASKS_PATH = "Tasks.md"
NAMES = "New names"
_SHOWN = 3
_HEAD = "# Review\n\nTick a box to make the page, `[-]` to never be asked again; the next run does it.\n"


def tasks_file(folders: Folders) -> NewFile:
    """The dashboard of tasks, made once; it is the user's from then on."""
    return NewFile(TASKS_PATH, dashboard(folders))


def review_changes(
    proposed: Iterable[EntityRecord],
    seen_in: Mapping[str, Sequence[str]],
    text: str | None,
    records: Iterable[LineRecord],
    shared: Collection[str] = (),
) -> tuple[Change, ...]:
    """The changes that make ``Review.md`` list exactly what is proposed.

    ``seen_in``: the notes that name each entity, by its id, newest first. ``text`` is the file as read (None: there is
    none), ``records`` are its lines. A line that the user took out or ticked is left to the read-back.
    """
    known = {record.id: record for record in records if record.kind is LineKind.REVIEW and record.digest}
    wanted = {
        r.id: review_line(r, seen_in.get(r.id, ()), shared) for r in sorted(proposed, key=lambda r: (r.entity, r.name))
    }
    if text is None:
        if not wanted:
            return ()
        body = "\n".join(written.line for written in wanted.values())
        return NewFile(REVIEW_PATH, f"{_HEAD}\n## {NAMES}\n\n{body}\n"), *(Append(w.record) for w in wanted.values())
    note = read_note(text)
    lines = {line_id: note.lines[n].text for line_id, n in locate_lines(note, known.values()).items()}
    changes: list[Change] = []
    for rank, (entity_id, written) in enumerate(wanted.items()):
        was = known.get(entity_id)
        if was is None:
            changes.append(
                InsertLine(
                    path=REVIEW_PATH,
                    section=NAMES,
                    line=written.line,
                    record=written.record,
                    rank=rank,
                    template=(NAMES,),
                )
            )
        elif entity_id in lines and lines[entity_id] != written.line and is_untouched(lines[entity_id], was):
            changes.append(ReplaceLine(path=REVIEW_PATH, was=was, line=written.line, record=written.record))
    for entity_id, line in lines.items():
        if entity_id not in wanted:
            changes.append(
                RemoveLine(
                    path=REVIEW_PATH,
                    was=replace(known[entity_id], box=box(line), digest=line_digest(line)),
                    record=replace(known[entity_id], digest=""),
                    template=(NAMES,),
                )
            )
    return tuple(changes)


def is_bare(text: str) -> bool:
    """Whether nothing is left of a review file but the head that it was made with."""
    return text.strip() == _HEAD.strip()


def review_line(record: EntityRecord, notes: Sequence[str], shared: Collection[str] = ()) -> Written:
    """The box of one proposed entity, with the notes that name it."""
    shown = ", ".join(wikilink(path, shared=shared) for path in notes[:_SHOWN])
    more = f" and {len(notes) - _SHOWN} more" if len(notes) > _SHOWN else ""
    seen = f" – seen in {shown}{more}" if shown else ""
    kind = "partner" if record.partner else record.entity.value
    line = f"- [ ] Create {kind} **{escape_title(record.name)}**{seen} ^{record.id}"
    line_record = LineRecord(
        id=record.id, path=REVIEW_PATH, digest=line_digest(line), kind=LineKind.REVIEW, section=NAMES, box=box(line)
    )
    return Written(line, line_record)
