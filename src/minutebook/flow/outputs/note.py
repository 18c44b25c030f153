"""A source's note as a value: written once, and brought up to date when the source grows."""

from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from minutebook.errors import UserError
from minutebook.flow.outputs.template import Layout, as_given, render_template
from minutebook.model.change import Append, Change, InsertLine, NewFile, RemoveLine, ReplaceLine, SetField
from minutebook.model.record import LineKind, LineRecord
from minutebook.text import patterns as re
from minutebook.text.ids import stable_id
from minutebook.vault.frontmatter import BrokenFrontmatter, Value, as_written, format_fields, read_fields
from minutebook.vault.machine import is_same, locate_lines
from minutebook.vault.meaning import box, line_digest, value_digest
from minutebook.vault.note import find_sections, read_note
from minutebook.vault.tasks import PROPOSED, parse_task, set_day, set_owner

SUMMARY = "Summary"
ACTIONS = "Action Items"
FOLLOW_UPS = "Follow-ups"
DECISIONS = "Decisions"
INFORMATION = "Key Information"
QUESTIONS = "Open Questions"
SECTIONS = (SUMMARY, ACTIONS, FOLLOW_UPS, DECISIONS, INFORMATION, QUESTIONS)

_PASSAGE = re.compile(r"\[\[[^\[\]|#]*#\^u\d+(?:\|[^\[\]]*)?\]\]")


class Written(msgspec.Struct, frozen=True):
    """One machine line and what is recorded of it."""

    line: str
    record: LineRecord


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A note before it is text: its frontmatter, the lines of its head, of its sections, and its foot."""

    path: str
    id: str
    source_id: str
    fields: tuple[tuple[str, Value], ...]
    head: tuple[Written, ...]
    lines: tuple[Written, ...]
    foot: str
    home: str = ""
    """The source that the note was made of, where it is another one of the same meeting."""
    kept: frozenset[str] = frozenset()
    """Ids of lines that stand though they are not told now."""


def note_id(source_id: str) -> str:
    """The id of a source's note."""
    return stable_id(source_id, "note")


def note_changes(note: Note, layout: Layout | None = None) -> tuple[Change, ...]:
    """The changes that write a new note; ``layout``: the user's own. Raises UserError where it is broken."""
    if layout is None:
        return (NewFile(note.path, format_note(note)), *(Append(record) for record in _records(note)))
    text = lay_out(note, layout)
    return (NewFile(note.path, text), *(Append(record) for record in _records_in(note, text, layout)))


def lay_out(note: Note, layout: Layout) -> str:
    """The text of a new note in the user's layout."""
    fields = {key: as_given(value) for key, value in note.fields}
    sections = [
        {"title": title, "lines": [w.line for w in note.lines if w.record.section == title]} for title in SECTIONS
    ]
    given = {
        **{key: fields.get(key, "") for key in ("id", "type", "title", "date", "source", "source_ref")},
        "fields": fields,
        "frontmatter": format_fields(note.fields),
        "head": [w.line for w in note.head],
        "sections": [section for section in sections if section["lines"]],
        "foot": note.foot,
    }
    return render_template(layout.text, layout.path, given)


def _records_in(note: Note, text: str, layout: Layout) -> Iterator[LineRecord]:
    """The records of what a layout kept, each under the heading that it stands under."""
    try:
        keys = read_fields(text)
    except BrokenFrontmatter as error:
        raise UserError(f"{layout.path}: {error}; repair it, or delete the file") from error
    if keys.get("id") != note.id:
        raise UserError(
            f"{layout.path}: a note keeps its id; begin the template with ---, {{{{ frontmatter }}}} and ---"
        )
    page = read_note(text)
    places = {line.text: n for n, line in enumerate(page.lines)}
    titles = find_sections(page)
    for record in _records(note):
        if record.kind is LineKind.NOTE or (record.kind is LineKind.FIELD and record.anchor in keys):
            yield record
    for written in (*note.head, *note.lines):
        at = places.get(written.line)
        if at is not None:
            under = next((title for title, section in titles if section.start <= at < section.end), "")
            section = under if written.record.section else ""
            yield msgspec.structs.replace(written.record, section=section)


def format_note(note: Note) -> str:
    """The whole text of a new note."""
    blocks = [f"---\n{format_fields(note.fields)}---", note.head[0].line]
    notices = [w.line for w in note.head[1:] if w.line.startswith(">")]
    blocks += ["\n".join(w.line for w in note.head[1:] if not w.line.startswith(">")), *notices]
    for title in SECTIONS:
        lines = [w.line for w in note.lines if w.record.section == title]
        if lines:
            blocks += [f"## {title}", "\n".join(lines)]
    return "\n\n".join([*blocks, "---", note.foot]) + "\n"


def update_note_changes(
    note: Note, text: str, records: Iterable[LineRecord], elsewhere: Collection[str] = ()
) -> tuple[Change, ...]:
    """The changes that bring a written note up to a source that grew; ``text`` and ``records`` are of ``note.path`` as read.

    New items come, untouched ones follow the source or go; what the user edited, answered or deleted stays as it is, and so
    do the lines that they moved to another note (``elsewhere``: their ids). Without the note's own record nothing says which lines are the machine's, and nothing is changed.
    """
    known = {record.id: record for record in records if record.digest}
    if note.id not in known:
        return ()
    page = read_note(text)
    places = locate_lines(page, (r for r in known.values() if not r.deleted))
    found = {line_id: page.lines[n].text for line_id, n in places.items()}
    changes: list[Change] = list(_field_changes(note, text, known))
    touched = any(r.kind is LineKind.SUMMARY and not _is_untouched(r, found) for r in known.values())
    for rank, written in enumerate((*note.head, *note.lines)):
        if written.record.id in elsewhere:
            continue
        was = known.pop(written.record.id, None)
        if was is not None:
            changes += _follow(written, was, found.get(was.id))
        elif not (written.record.kind is LineKind.SUMMARY and touched):
            changes.append(_insertion(note, written, rank))
    for was in known.values():
        line = found.get(was.id)
        if (
            line is not None
            and was.kind is not LineKind.FIELD
            and was.source_id == note.source_id
            and was.id not in note.kept
            and is_free(line, was)
        ):
            gone = msgspec.structs.replace(was, digest="")
            changes.append(RemoveLine(path=note.path, was=was, record=gone, template=SECTIONS))
    return tuple(changes)


def as_it_stands(note: Note, text: str, records: Iterable[LineRecord]) -> Note:
    """A note as its user has it (``text`` and ``records`` as read): with their words where they edited, without what they deleted."""
    known = {
        record.id: record for record in records if record.digest and record.kind in {LineKind.FACT, LineKind.DECISION}
    }
    page = read_note(text)
    places = locate_lines(page, (r for r in known.values() if not r.deleted))
    theirs = {key: page.lines[at].text for key, at in places.items() if known[key].owned}
    gone = {key for key, record in known.items() if record.deleted}
    lines = (w for w in note.lines if w.record.id not in gone)
    return msgspec.structs.replace(note, lines=tuple(Written(theirs.get(w.record.id, w.line), w.record) for w in lines))


def _is_untouched(record: LineRecord, found: Mapping[str, str]) -> bool:
    """Whether a line stands as the machine wrote it: a summary of which one does not is its user's, and gets no more lines."""
    return not record.deleted and record.id in found and is_free(found[record.id], record)


def _insertion(note: Note, written: Written, rank: int) -> InsertLine:
    record = written.record
    return InsertLine(
        path=note.path, section=record.section, line=written.line, record=record, rank=rank, template=SECTIONS
    )


def _follow(written: Written, was: LineRecord, line: str | None) -> list[Change]:
    """What becomes of a line that is known: replaced only while it is the machine's."""
    if line is None or was.deleted or not is_free(line, was):
        return []
    written = keep_passages(written, was, line)
    if is_same(line, written.record) and box(line) == written.record.box:
        return []
    return [ReplaceLine(path=was.path, was=was, line=written.line, record=written.record)]


def keep_passages(written: Written, was: LineRecord, line: str) -> Written:
    """A line as it is to be written, with what other sources of the meeting have put into the one that stands."""
    if not was.also:
        return written
    return merge_lines(written, [line], was.also)


def merge_lines(written: Written, others: Iterable[str], links: tuple[str, ...]) -> Written:
    """A line that others say, too: with their passages (``links``: targets), and the owner and day of a task that it does not say itself."""
    line = written.line
    for told in filter(None, map(parse_task, others)):
        task = parse_task(line)
        if task is not None and told.owner and _is_fuller(told.owner, task.owner):
            line = set_owner(line, told.owner)
        if task is not None and told.due and not task.due and task.status == PROPOSED:
            line = set_day(line, "due", told.due)
    line = add_passages(line, links)
    return Written(line, msgspec.structs.replace(written.record, digest=line_digest(line), also=links))


def _is_fuller(name: str, other: str | None) -> bool:
    """Whether an owner is told where the other is none, or a given name alone."""
    return other is None or (" " not in other and name.startswith(f"{other} "))


def add_passages(line: str, links: Iterable[str]) -> str:
    """The line with further links to passages (targets) before its own last one, each once."""
    for link in links:
        found = list(_PASSAGE.finditer(line))
        if found and f"[[{link}]]" not in line:
            line = f"{line[: found[-1].start()]}[[{link}]] {line[found[-1].start() :]}"
    return line


def is_free(line: str, was: LineRecord) -> bool:
    """Whether a line is still the machine's: the user changed neither its words nor its box."""
    return not was.owned and is_same(line, was) and box(line) == was.box and was.box in {"", PROPOSED}


_PEOPLE = frozenset({"participants", "mentioned"})
"""Properties that go where nobody is left in them, unless it is another source that tells the note's head: then there are none."""


def _field_changes(note: Note, text: str, known: Mapping[str, LineRecord]) -> Iterator[Change]:
    try:
        standing = read_fields(text)
    except BrokenFrontmatter:
        return
    for key, value in note.fields:
        record = note_field(note, key, value)
        was = known.get(record.id)
        if was is None and key not in standing and value:
            yield SetField(path=note.path, key=key, value=value, keep="missing", record=record)
        elif was is None or was.owned or was.deleted or was.digest == record.digest:
            continue
        elif value_digest(standing.get(key)) == was.digest:
            yield SetField(path=note.path, key=key, value=value, was=was, record=record)
    for key in _PEOPLE - {key for key, _ in note.fields} if note.fields else ():
        was = known.get(note_field(note, key, ()).id)
        if was is not None and not was.owned and value_digest(standing.get(key)) == was.digest:
            gone = msgspec.structs.replace(was, digest="")
            yield SetField(path=note.path, key=key, value=(), was=was, record=gone)


def _records(note: Note) -> Iterator[LineRecord]:
    yield note_record(note)
    yield from (note_field(note, key, value) for key, value in note.fields)
    yield from (written.record for written in (*note.head, *note.lines))


def note_record(note: Note) -> LineRecord:
    """What is recorded of the note as a whole."""
    return LineRecord(id=note.id, path=note.path, digest="note", kind=LineKind.NOTE, source_id=note.source_id)


def note_field(note: Note, key: str, value: Value) -> LineRecord:
    """What is recorded of one property."""
    return LineRecord(
        id=stable_id(note.source_id, "field", key),
        path=note.path,
        digest=value_digest(as_written(value)),
        kind=LineKind.FIELD,
        source_id=note.source_id,
        anchor=key,
    )
