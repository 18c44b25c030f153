"""What a person did by hand in the notes of a run that is undone: boxes are put back, their own words and deletions stand.

A decision that was read back from a note is no edit of ours, so that the files' reverse (flow/write) leaves it there, and
the next run would take it again.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC

from msgspec.structs import replace

from minutebook.flow.plan import make_plan
from minutebook.model.change import ReplaceLine
from minutebook.model.plan import ChangePlan, Edit
from minutebook.model.record import AnyRecord, LineKind, LineRecord
from minutebook.run.session import Desk
from minutebook.vault.machine import is_same, locate_lines
from minutebook.vault.meaning import box, line_digest
from minutebook.vault.note import Note, read_note
from minutebook.vault.tasks import set_day, set_status

Read = Callable[[str], bytes | None]
_WHOLE = frozenset({LineKind.REVIEW, LineKind.NOTE, LineKind.FIELD})
"""What is no line of a note, or is listed anew."""


def read_undone(plan: ChangePlan, read: Read) -> Read:
    """Reads files as they are once the plan is applied."""
    edits = {edit.path: edit.after for edit in plan.edits}
    return lambda path: edits[path] if path in edits else read(path)


def written_by_hand(pairs: Iterable[tuple[AnyRecord, AnyRecord | None]], read: Read) -> frozenset[str]:
    """The ids of the lines whose words, or whose want, a person made: what each is known as, and was before the run."""
    found = set()
    for record, before, note in _lines(pairs, read):
        at = locate_lines(note, [before]).get(before.id)
        gone = at is None and record.deleted and not before.deleted
        if gone or (at is not None and record.digest != before.digest and is_same(note.lines[at].text, record)):
            found.add(record.id)
    return frozenset(found)


def put_boxes_back(
    plan: ChangePlan, pairs: Iterable[tuple[AnyRecord, AnyRecord | None]], desk: Desk, read: Read
) -> ChangePlan:
    """The plan, and with it the boxes of tasks as they were before a person's click that it takes back."""
    boxes = make_plan(
        plan.kind, plan.title, None, list(_boxes(pairs, read)), read, at=desk.now.astimezone(UTC).isoformat()
    )
    edits = {edit.path: edit for edit in plan.edits}
    for edit in boxes.edits:
        first = edits.get(edit.path, edit).before
        edits[edit.path] = Edit(edit.path, first, edit.after)
    return replace(plan, edits=tuple(edits.values()))


def _boxes(pairs: Iterable[tuple[AnyRecord, AnyRecord | None]], read: Read) -> Iterator[ReplaceLine]:
    for record, before, note in _lines(pairs, read):
        at = locate_lines(note, [before]).get(before.id)
        line = note.lines[at].text if at is not None else ""
        if record.kind is LineKind.TASK and box(line) == record.box != before.box:
            was = replace(record, digest=line_digest(line))
            undated = set_day(set_day(line, "done", None), "cancelled", None)
            yield ReplaceLine(path=record.path, was=was, line=set_status(undated, before.box))


def _lines(
    pairs: Iterable[tuple[AnyRecord, AnyRecord | None]], read: Read
) -> Iterator[tuple[LineRecord, LineRecord, Note]]:
    """The lines among what is taken back, with the note where each stands."""
    notes: dict[str, Note] = {}
    for record, before in pairs:
        if isinstance(record, LineRecord) and isinstance(before, LineRecord) and record.kind not in _WHOLE:
            if record.path not in notes:
                notes[record.path] = read_note((read(record.path) or b"").decode("utf-8", "surrogateescape"))
            yield record, before, notes[record.path]
