"""What a person put right or refused in one place reads so wherever the machine told it: the note's summary, later notes, pages.

A line that the user changed stays theirs; everything else of the machine's that tells the same item follows, in both directions between notes and pages.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from minutebook.flow.outputs.compose import update_id
from minutebook.flow.outputs.knowledge import Knowledge, plain_words
from minutebook.flow.outputs.page import SECTIONS
from minutebook.flow.outputs.retold import (
    Tellings,
    read_tellings,
    retell_context,
    retell_news,
    retell_note,
    reword_item,
)
from minutebook.flow.review import Answer, Outcome
from minutebook.model.change import Change, RemoveLine, ReplaceLine, RewriteLine
from minutebook.model.entity import Entity
from minutebook.model.extraction import Extraction
from minutebook.model.record import LineKind, LineRecord, SourceRecord
from minutebook.run import keeping, known
from minutebook.run.session import Desk
from minutebook.text.ids import stable_id
from minutebook.text.statement import bare
from minutebook.vault.machine import locate_lines
from minutebook.vault.note import read_note
from minutebook.vault.tasks import parse_task

_TOLD = frozenset({LineKind.FACT, LineKind.DECISION})
_ITEMS = _TOLD | {LineKind.QUESTION, LineKind.TASK}
_PUT_RIGHT = frozenset({Outcome.EDITED, Outcome.DELETED})
_SAME = frozenset({Outcome.MOVED, Outcome.DONE, Outcome.CANCELLED})
"""What becomes of an item without anything that was told of it being otherwise."""


class _Correction(msgspec.Struct, frozen=True):
    """What a fact or decision says now (empty: nothing), and the path of its note."""

    words: str
    note: str


After = Mapping[str, str | None]
"""Lines that are about to change, by id; None for one that goes."""


def follow_notes(desk: Desk, answers: Sequence[Answer]) -> Iterator[Change]:
    """The changes of all that tells what was edited, rejected or deleted in notes, and put right on pages; the records are those before the answers."""
    told: dict[str, dict[str, str | None]] = {}
    for answer in answers:
        if answer.kind in _ITEMS and answer.outcome not in _SAME:
            record = desk.store.record(LineRecord, answer.id)
            line = _line(desk, record) if record and answer.outcome is not Outcome.DELETED else None
            told.setdefault(answer.path, {})[answer.id] = line
    stated = {a.id: _Correction(_words(a), a.path) for a in answers if a.kind in _TOLD and a.outcome in _PUT_RIGHT}
    for answer in answers:
        if answer.kind is LineKind.KEY_FACT and answer.outcome is Outcome.EDITED:
            for change in _reword_note(desk, answer):
                yield change
                stated[change.was.id] = _Correction(_words(answer), change.path)
                told.setdefault(change.path, {})[change.was.id] = change.line
    for page in desk.store.pages() if stated else ():
        yield from _follow_page(desk, page, {stable_id(page.id, key): each for key, each in stated.items()})
    for path, after in told.items():
        yield from retell(desk, path, after)


def _words(answer: Answer) -> str:
    """What a fact or decision says now; empty where it was deleted."""
    return "" if answer.outcome is Outcome.DELETED else bare(plain_words(f"- {answer.words}"))


def follow(desk: Desk, changes: Iterable[Change]) -> Iterator[Change]:
    """What else changes with task lines that a command changes: all that tells them."""
    after: dict[str, dict[str, str | None]] = {}
    for change in changes:
        if isinstance(change, ReplaceLine | RewriteLine | RemoveLine):
            record = change.record
            if record is not None and record.kind is LineKind.TASK:
                line = None if isinstance(change, RemoveLine) else change.line
                after.setdefault(change.path, {})[record.id] = line
    for path, lines in after.items():
        yield from retell(desk, path, lines)


def retell(desk: Desk, path: str, after: After) -> Iterator[Change]:
    """The changes of a note's summary, and of what pages and later notes say of it, that make them tell its items as they stand."""
    text, records = _text(desk, path), desk.store.lines(path)
    note = next((r for r in records if r.kind is LineKind.NOTE), None)
    if text is None or note is None:
        return
    for source_id in dict.fromkeys(r.source_id for r in records if r.kind in _ITEMS):
        source = desk.store.record(SourceRecord, source_id)
        extraction = keeping.last_kept(source_id, source.engine, desk.folder) if source else None
        if extraction is None:
            continue
        tellings = read_tellings(extraction, text, records, desk.settings.owner(), after)
        yield from retell_note(path, text, records, source_id, tellings)
        if source_id == note.source_id:
            yield from _contexts(desk, source_id, extraction, tellings)
        yield from _news(desk, tellings, after)


def _contexts(desk: Desk, source_id: str, extraction: Extraction, tellings: Tellings) -> Iterator[Change]:
    """What pages say of a source in one line."""
    for page in desk.store.pages():
        was = desk.store.record(LineRecord, stable_id(page.id, source_id, "context"))
        line = _line(desk, was) if was is not None and was.digest and not was.deleted else None
        if was is not None and line is not None:
            yield from retell_context(line, was, extraction, page.name, tellings)


def _news(desk: Desk, tellings: Tellings, after: After) -> Iterator[Change]:
    """The lines of later notes that tell news of a task which is worded otherwise now."""
    words = {key: task.text for key, line in after.items() if line is not None and (task := parse_task(line))}
    worded = {
        key: said
        for key, said in words.items()
        if key in tellings and tellings[key].now not in {None, tellings[key].told}
    }
    for source in desk.store.latest(SourceRecord) if worded else ():
        for key, said in worded.items():
            was = desk.store.record(LineRecord, update_id(source.source_id, key))
            line = _line(desk, was) if was is not None and was.digest and not was.deleted else None
            if was is not None and line is not None:
                yield from retell_news(line, was, said)


# -- between notes and pages


def _follow_page(desk: Desk, page: Entity, told: Mapping[str, _Correction]) -> Iterator[Change]:
    records = [r for r in desk.store.lines(page.path or "") if r.digest]
    data = desk.folder.read(page.path or "")
    concerned = told.keys() & {r.id for r in records}
    if data is None or page.path is None or not concerned:
        return
    knowledge = Knowledge(
        page.path,
        page.name,
        page.id,
        read_note(data.decode("utf-8", "surrogateescape")),
        records,
        asks={},
        template=SECTIONS[page.type],
        shared=desk.store.shared_stems(),
        limit=desk.settings.fact_lines,
    )
    for line_id in sorted(concerned):
        knowledge.correct(line_id, told[line_id].words, told[line_id].note)
    yield from knowledge.changes()


def _reword_note(desk: Desk, answer: Answer) -> Iterator[ReplaceLine]:
    """The change of a note's line that tells what a user put right on a page."""
    record = desk.store.record(LineRecord, answer.id)
    page = next((p for p in desk.store.pages() if p.path == answer.path), None)
    source = desk.store.record(SourceRecord, record.source_id) if record else None
    path = known.note_path(source, desk.store) if source else None
    words = _words(answer)
    if page is None or path is None or not words:
        return
    for was in desk.store.lines(path):
        if was.kind in _TOLD and was.digest and not was.deleted and stable_id(page.id, was.id) == answer.id:
            line = _line(desk, was)
            yield from reword_item(line, was, words) if line is not None else ()


def _line(desk: Desk, record: LineRecord) -> str | None:
    """The line of a record as it stands; None where it is gone."""
    text = _text(desk, record.path)
    page = read_note(text) if text is not None else None
    at = locate_lines(page, [record]).get(record.id) if page else None
    return page.lines[at].text if page and at is not None else None


def _text(desk: Desk, path: str) -> str | None:
    data = desk.folder.read(path)
    return None if data is None else data.decode("utf-8", "surrogateescape")
