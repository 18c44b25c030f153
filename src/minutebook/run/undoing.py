"""Undoing a run: the files line by line (flow/write), and what the ledger remembers of it."""

from collections.abc import Iterator
from datetime import UTC

import msgspec
from msgspec.structs import replace

from minutebook.flow.plan import make_plan
from minutebook.model.change import Append, Change
from minutebook.model.plan import RunKind
from minutebook.model.record import AnyRecord, EntityRecord, LineRecord, SourceRecord, SourceState
from minutebook.model.run import Run
from minutebook.run.proposals import SEEN
from minutebook.run.session import Session
from minutebook.store.reading import read_records


def undo_run(session: Session, run: Run) -> Run | None:
    """Take back exactly that run. Raises UserError, naming the later run or the edit that stands in the way."""
    plan = session.writer.undo_plan(run)
    records = make_plan(
        RunKind.UNDO,
        plan.title,
        plan.source_id,
        list(_reversed(session, run)),
        session.folder.read,
        at=session.now.astimezone(UTC).isoformat(),
    )
    return session.apply(msgspec.structs.replace(plan, edits=(*plan.edits, *records.edits)))


def _reversed(session: Session, run: Run) -> Iterator[Change]:
    """The records that say again what was known before the run. What a later run has said since stands."""
    for _, record in read_records(session.writer.appended(run)):
        if session.store.is_latest(record):
            yield Append(_taken_back(record, session.store.record_before(record)))


def _taken_back(record: AnyRecord, before: AnyRecord | None) -> AnyRecord:
    match record, before:
        case SourceRecord(), SourceRecord():
            return replace(before, undone=(*before.undone, *(s for s in record.sha256s if s not in before.sha256s)))
        case SourceRecord(), None:
            return replace(record, state=SourceState.UNDONE, undone=record.sha256s)
        case _, LineRecord() | EntityRecord():
            return before
        case LineRecord(), None:
            return replace(record, digest="", deleted=False, owned=False)
        case EntityRecord(), None:
            return replace(record, state=SEEN, source_ids=())
        case _:
            return before or record
