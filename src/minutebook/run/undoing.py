"""Undoing a run: the files line by line (flow/write), and what the ledger remembers of it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC

import msgspec
from msgspec.structs import replace

from minutebook.errors import UserError
from minutebook.flow.outputs.dashboard import is_bare
from minutebook.flow.outputs.note import SECTIONS
from minutebook.flow.outputs.query import REVIEW_PATH
from minutebook.flow.plan import make_plan
from minutebook.model.change import Append, Change, RemoveLine
from minutebook.model.entity import EntityState
from minutebook.model.plan import ChangePlan, Edit, RunKind
from minutebook.model.record import (
    AliasRecord,
    AnyRecord,
    ApartRecord,
    AskState,
    DraftRecord,
    EntityRecord,
    LineKind,
    LineRecord,
    ProposalRecord,
    SourceRecord,
    SourceState,
    SpeakerRecord,
    TermRecord,
    VerdictRecord,
)
from minutebook.model.run import Run
from minutebook.run.known import note_path
from minutebook.run.proposals import SEEN, list_news, list_proposals
from minutebook.run.restoring import put_boxes_back, read_undone, written_by_hand
from minutebook.run.session import Session
from minutebook.settings import FILE_NAME
from minutebook.store import Store
from minutebook.store.reading import read_records
from minutebook.vault.machine import locate_lines
from minutebook.vault.note import read_note

LEFT = "lines stay as you wrote or deleted them yourself"
"""What the log of an undo says of what a person did by hand."""


def undo_run(session: Session, run: Run) -> Run | None:
    """Take back exactly that run. Raises UserError, naming the later run or the edit that stands in the way."""
    if run.kind is RunKind.INIT:
        raise UserError(f"the vault's set-up is not undone; to take minutebook out of a vault, delete {FILE_NAME}")
    plan = session.writer.undo_plan(run)
    pairs = tuple(_last_said(session, run))
    undone = read_undone(plan, session.folder.read)
    stay = written_by_hand(pairs, undone)
    pairs = tuple((record, before) for record, before in pairs if getattr(record, "id", None) not in stay)
    plan = put_boxes_back(plan, pairs, session, undone)
    records = tuple(_taken_back(record, before) for record, before in pairs)
    gone = {r.source_id for r in records if isinstance(r, SourceRecord) and r.state is SourceState.UNDONE}
    appended = _plan_of(session, plan.title, plan.source_id, _appended(session, records, gone))
    log = (*plan.log, *([f"{len(stay)} {LEFT}"] if stay else []))
    done = session.apply(msgspec.structs.replace(plan, edits=(*plan.edits, *appended.edits), log=log))
    reports = (*_without_follow_ups(session, gone), *list_news(session))
    told = ["takes out what reported on tasks that are gone"]
    tidied = _plan_of(session, f"reports on {plan.title}", None, reports, told)
    session.apply(tidied)  # a run of its own: what it takes out was written by later runs
    return done


def _plan_of(
    session: Session, title: str, source_id: str | None, changes: Iterable[Change], log: Sequence[str] = ()
) -> ChangePlan:
    """The plan of an undo's own changes, which leaves no bare review file."""
    at = session.now.astimezone(UTC).isoformat()
    plan = make_plan(RunKind.UNDO, title, source_id, changes, session.folder.read, at=at, log=log)
    return msgspec.structs.replace(plan, edits=tuple(map(_without_bare_review, plan.edits)))


def _appended(session: Session, records: Sequence[AnyRecord], gone: set[str]) -> Iterator[Change]:
    """The records as they were before, names without the sources that are ``gone``, and the proposals that these leave."""
    known = {r.id: r for r in session.store.latest(EntityRecord)}
    taken_back = {r.id: r for r in records if isinstance(r, EntityRecord)}
    entities = {key: _not_seen_in(record, gone) for key, record in (known | taken_back).items()}
    yield from (Append(r) for r in records if not isinstance(r, EntityRecord))
    yield from (Append(r) for key, r in entities.items() if r != known.get(key))
    yield from list_proposals(session, entities, asks=[r for r in records if isinstance(r, ProposalRecord)])


def _not_seen_in(record: EntityRecord, gone: set[str]) -> EntityRecord:
    """A name's record without the sources that go; with none left it is proposed no more."""
    left = tuple(source_id for source_id in record.source_ids if source_id not in gone)
    state = SEEN if record.state == EntityState.PROPOSED and not left else record.state
    return replace(record, source_ids=left, state=state)


def _without_bare_review(edit: Edit) -> Edit:
    """A review file that lists nothing any more goes, as if it had never been needed."""
    bare = edit.path == REVIEW_PATH and edit.after is not None and is_bare(edit.after.decode("utf-8", "replace"))
    return msgspec.structs.replace(edit, after=None) if bare else edit


def _last_said(session: Session, run: Run) -> Iterator[tuple[AnyRecord, AnyRecord | None]]:
    """What the run recorded and no later one has said anything of since, each with what was known before.

    The lines of the review file are not among them: it is made anew from what is proposed.
    """
    for _, record in read_records(session.writer.appended(run)):
        listed = isinstance(record, LineRecord) and record.kind is LineKind.REVIEW
        if isinstance(record, SourceRecord):
            yield from _said_of_source(session.store, record)
        elif not listed and session.store.is_latest(record):
            yield record, session.store.record_before(record)


def _said_of_source(store: Store, record: SourceRecord) -> Iterator[tuple[AnyRecord, AnyRecord | None]]:
    """What a run recorded of a source, with what was known before; where later runs said more of it, what they said less the files of this run.

    Files whose runs were undone before are not taken unless asked, whatever is undone after them.
    """
    last, before = store.record(SourceRecord, record.source_id), store.record_before(record)
    if last is None:
        return
    had = before.sha256s if isinstance(before, SourceRecord) else ()
    undone = tuple(dict.fromkeys((*last.undone, *(sha for sha in record.sha256s if sha not in had))))
    if replace(last, at=record.at, undone=record.undone) == record:
        kept = replace(before, undone=undone) if isinstance(before, SourceRecord) else None
        yield replace(record, undone=undone), kept
    else:
        state = SourceState.UNDONE if set(last.sha256s) <= set(undone) else last.state
        yield last, replace(last, undone=undone, state=state)


def _without_follow_ups(session: Session, ids: set[str]) -> Iterator[Change]:
    """The lines of later notes that report on tasks of a note that went: they would lead nowhere."""
    records = list(session.store.latest(SourceRecord)) if ids else []
    gone = [r.note for r in records if r.source_id in ids and r.note and not session.store.has(r.note)]
    for record in records if gone else ():
        path = note_path(record, session.store) if record.state is SourceState.NOTED else None
        text = (session.folder.read(path) or b"").decode("utf-8", "replace") if path else ""
        if not path or not any(_leads_to(note, text) for note in gone):
            continue
        page = read_note(text)
        reports = [line for line in session.store.lines(path) if line.kind is LineKind.FOLLOW_UP and not line.deleted]
        for line_id, at in locate_lines(page, reports).items():
            if any(_leads_to(note, page.lines[at].text) for note in gone):
                was = next(line for line in reports if line.id == line_id)
                yield RemoveLine(path=path, was=was, record=replace(was, digest=""), template=SECTIONS)


def _leads_to(note: str, text: str) -> bool:
    """Whether a text links to a task of the note."""
    stem = note.rpartition("/")[2].removesuffix(".md")
    return f"[[{stem}#^mb-" in text or f"[[{note.removesuffix('.md')}#^mb-" in text


def _taken_back(record: AnyRecord, before: AnyRecord | None) -> AnyRecord:
    match record, before:
        case SourceRecord(), SourceRecord():
            return before
        case SourceRecord(), None:
            return replace(record, state=SourceState.UNDONE)
        case _, LineRecord() | EntityRecord() | ProposalRecord():
            return before
        case LineRecord(), None:
            return replace(record, digest="", deleted=False, owned=False)
        case ApartRecord() | AliasRecord() | TermRecord() | SpeakerRecord() | VerdictRecord(), None:
            return replace(record, withdrawn=True)
        case ProposalRecord(), None:
            return replace(record, state=AskState.WITHDRAWN)
        case DraftRecord(), None:
            return replace(record, paths=(), sha256s=())
        case EntityRecord(), None:
            return replace(record, state=SEEN, source_ids=())
        case _:
            return before or record
