"""Decisions that are given as a command: the same changes that a click in the editor makes."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal

from msgspec.structs import replace

from minutebook.model.change import Append, Change, ReplaceLine
from minutebook.model.entity import Entity, EntityState
from minutebook.model.record import EntityRecord, LineKind, LineRecord
from minutebook.vault.machine import locate_lines
from minutebook.vault.meaning import box, line_digest
from minutebook.vault.note import read_note
from minutebook.vault.tasks import OPEN, PROPOSED, REJECTED, set_status

Verdict = Literal["accept", "reject"]
_BOXES: dict[Verdict, str] = {"accept": OPEN, "reject": REJECTED}


def decide(
    ids: Collection[str], verdict: Verdict, notes: Mapping[str, str], records: Iterable[LineRecord]
) -> tuple[Change, ...]:
    """The changes that accept or reject the proposed tasks of these ids; one that is no longer proposed stays as it is.

    ``notes`` holds the text of every note that has one of them. Only the box and the ``#proposed`` tag of their lines change.
    """
    wanted = [r for r in records if r.id in ids and r.kind is LineKind.TASK and r.path in notes]
    return tuple(
        change for path in sorted({r.path for r in wanted}) for change in _decide(path, verdict, notes[path], wanted)
    )


def _decide(path: str, verdict: Verdict, text: str, wanted: Iterable[LineRecord]) -> Iterator[Change]:
    note = read_note(text)
    records = {record.id: record for record in wanted if record.path == path}
    for line_id, number in locate_lines(note, records.values()).items():
        line = note.lines[number].text
        if box(line) != PROPOSED:
            continue
        stands = replace(records[line_id], digest=line_digest(line), box=PROPOSED)
        yield ReplaceLine(
            path=path,
            was=stands,
            line=set_status(line, _BOXES[verdict]),
            record=replace(stands, box=_BOXES[verdict], deleted=False),
        )


def never_changes(entity: Entity) -> tuple[Change, ...]:
    """The change that keeps a proposed entity from being proposed again."""
    return (
        Append(
            EntityRecord(
                id=entity.id,
                entity=entity.type,
                name=entity.name,
                state=EntityState.NEVER,
                aliases=entity.aliases,
                emails=entity.emails,
                organisation=entity.organisation,
                role=entity.role,
                partner=entity.partner,
            )
        ),
    )
