"""What people did to machine lines in their editor: boxes ticked, words changed, lines moved or deleted."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from minutebook.model.change import Append, Change, ReplaceLine
from minutebook.model.record import LineKind, LineRecord
from minutebook.text import patterns as re
from minutebook.vault.frontmatter import BrokenFrontmatter, read_fields
from minutebook.vault.machine import BLOCK_KINDS, is_same, locate_lines
from minutebook.vault.meaning import box, line_digest, value_digest
from minutebook.vault.note import Note, find_block, read_note
from minutebook.vault.tasks import PROPOSED, PROPOSED_TAG, drop_proposed, parse_task

_NOTE_ID = re.compile(r"\A(?:\ufeff)?---[ \t]*(?:\r\n|\n|\r)(?:(?!---).*(?:\r\n|\n|\r))*?id:[ \t]*[\"']?(mb-[0-9a-z]+)")

_LEAD = re.compile(r"\A- | – seen in .*\Z|\s\^mb-\w+\Z|\*\*")


class Outcome(StrEnum):
    """What a person did to a line."""

    ACCEPTED = "accepted"
    DONE = "done"
    """Accepted and done at once."""
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    REOPENED = "reopened"
    """Put back to proposed."""
    EDITED = "edited"
    DELETED = "deleted"
    MOVED = "moved"
    LINKED = "links follow"
    """Of a note: its links to what moved lead there again."""
    LEFT = "cannot be done"
    """Of a box in the review file: it stays ticked, and is tried again by the next run; the words say why."""


class Answer(msgspec.Struct, frozen=True):
    """One thing that a person did, for the log. ``words`` are the line's as it now stands."""

    id: str
    kind: LineKind
    outcome: Outcome
    path: str
    words: str = ""


class ReadBack(msgspec.Struct, frozen=True):
    """Everything that was read back. ``accepted`` and ``never`` are the ids of entities whose boxes were ticked or struck out."""

    changes: tuple[Change, ...]
    answers: tuple[Answer, ...]
    accepted: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


def read_back(
    notes: Mapping[str, str | None],
    records: Iterable[LineRecord],
    moves: Mapping[str, str] | None = None,
    before: Callable[[str], str] = str,
) -> ReadBack:
    """What happened since the records were written to the lines of ``notes``.

    ``notes`` holds the text of every note that changed since the last time (or simply of every note); None for one that is
    gone. Records whose path is not among them are taken to stand as they did. A line found in another of the notes was moved;
    one that was deleted and is there again (it carries its id) is known again, and so is what went with a whole note that is there again.

    ``moves``: where whole files are now, by the path that they had. ``before``: a text with its links as they were before those moves, for
    what an editor rewrote then is nobody's edit.
    """
    listed = [r for r in records if r.path in notes and r.digest]
    by_id = {m[1]: path for path, text in notes.items() if text is not None and (m := _NOTE_ID.match(text))}
    back = {r.path: r.at for r in listed if r.kind is LineKind.NOTE and r.deleted and r.id in by_id}
    gone = {r.id for r in listed if r.deleted and r.at == back.get(r.path)}
    touched = [r for r in listed if not r.deleted or r.kind in BLOCK_KINDS or r.id in gone]
    pages = {path: read_note(text) for path, text in notes.items() if text is not None}
    whole = {
        r.path: by_id[r.id] for r in touched if r.kind is LineKind.NOTE and notes[r.path] is None and r.id in by_id
    } | dict(moves or {})
    moved = _find_moved(touched, whole, notes, pages)
    answers = list(_answer_files(touched, moved, whole, pages))
    changes: list[Change] = []
    standing: dict[str, list[LineRecord]] = {}
    for record in touched:
        standing.setdefault(moved.get(record.id, record.path), []).append(record)
    for path, lines in standing.items():
        found = locate_lines(pages[path], lines) if path in pages else {}
        for record in lines:
            line = pages[path].lines[found[record.id]].text if record.id in found else None
            edited = line is not None and not (is_same(line, record) or is_same(before(line), record))
            changes += _changes(record, path, line, notes.get(path), before, edited=edited)
            if path in pages and record.kind not in {LineKind.NOTE, LineKind.FIELD}:
                answers += _answer_line(record, path, line, alone=record.path in pages, edited=edited)
    return ReadBack(tuple(changes), tuple(answers), *_entity_answers(answers))


def _answer_files(
    records: Iterable[LineRecord], moved: Mapping[str, str], whole: Mapping[str, str], pages: Mapping[str, Note]
) -> Iterator[Answer]:
    """One answer for a note that was moved or deleted, instead of one for each of its lines."""
    told: set[str] = set()
    for record in records:
        path = moved.get(record.id, record.path)
        if record.path in whole and record.path not in told:
            told.add(record.path)
            now = whole[record.path]
            yield Answer(record.id, LineKind.NOTE, Outcome.MOVED, now, _stem(now))
        elif path not in pages and path not in told and not record.deleted:
            told.add(path)
            yield Answer(record.id, LineKind.NOTE, Outcome.DELETED, path, _stem(path))


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def _find_moved(
    records: Iterable[LineRecord], whole: Mapping[str, str], notes: Mapping[str, str | None], pages: Mapping[str, Note]
) -> dict[str, str]:
    """Where records are whose lines do not stand in their own file any more: by block id, else with the ``whole`` note."""
    moved: dict[str, str] = {}
    for record in records:
        home = whole.get(record.path, record.path)
        if home != record.path:
            moved[record.id] = home
        if record.kind in BLOCK_KINDS and not (home in pages and find_block(pages[home], record.id)):
            elsewhere = (
                path
                for path in sorted(pages)
                if f"^{record.id}" in (notes[path] or "") and find_block(pages[path], record.id)
            )
            at = next(elsewhere, None)
            if at is not None:
                moved[record.id] = at
    return moved


def _changes(
    record: LineRecord, path: str, line: str | None, text: str | None, before: Callable[[str], str], *, edited: bool
) -> Iterator[Change]:
    """The record as it now is, where it is another; and the ``#proposed`` tag goes with the box.

    A box of the review file is not recorded: it stays an answer until it was acted on and its line goes.
    """
    if record.kind is LineKind.NOTE:
        stands = replace(record, path=path, deleted=text is None)
    elif record.kind is LineKind.FIELD:
        stands = _read_field(record, path, text, before)
    elif line is None:
        stands = replace(record, path=path, deleted=True)
    else:
        kept = record.box if record.kind is LineKind.REVIEW else box(line)
        owned = record.owned or edited
        stands = replace(record, path=path, digest=line_digest(line), box=kept, owned=owned, deleted=False)
        task = parse_task(line) if record.kind is LineKind.TASK else None
        if task and task.status != PROPOSED and PROPOSED_TAG in task.tags:
            yield ReplaceLine(path=path, was=stands, line=drop_proposed(line))
    if stands != record:
        yield Append(stands)


def _read_field(record: LineRecord, path: str, text: str | None, before: Callable[[str], str]) -> LineRecord:
    """A key whose value the user changed or took out is theirs; a broken block is looked at again when it is whole."""
    try:
        value = read_fields(text).get(record.anchor) if text is not None else None
    except BrokenFrontmatter:
        return record
    if value is None:
        return replace(record, path=path, deleted=True)
    was = before(value) if isinstance(value, str) else tuple(map(before, value))
    edited = record.digest not in {value_digest(value), value_digest(was)}
    return replace(record, path=path, digest=value_digest(value), owned=record.owned or edited, deleted=False)


def _answer_line(record: LineRecord, path: str, line: str | None, *, alone: bool, edited: bool) -> Iterator[Answer]:
    """What happened to one line; ``alone``: it was not its whole note that moved."""
    if line is None:
        yield from [] if record.deleted else [Answer(record.id, record.kind, Outcome.DELETED, path)]
        return
    task = parse_task(line)
    words = _LEAD.sub("", task.text if task else line.strip())
    if alone and path != record.path:
        yield Answer(record.id, record.kind, Outcome.MOVED, path, words)
    if edited:
        yield Answer(record.id, record.kind, Outcome.EDITED, path, words)
    if box(line) != record.box:
        yield Answer(record.id, record.kind, _outcome(record.kind, box(line)), path, words)


def _outcome(kind: LineKind, status: str) -> Outcome:
    match status:
        case "x" | "X":
            return Outcome.ACCEPTED if kind is LineKind.REVIEW else Outcome.DONE
        case "-":
            return Outcome.REJECTED if kind is LineKind.REVIEW else Outcome.CANCELLED
        case "R":
            return Outcome.REJECTED
        case "?":
            return Outcome.REOPENED
        case _:
            return Outcome.ACCEPTED


def _entity_answers(answers: Iterable[Answer]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The entities that were accepted, and those never to be asked about again."""
    reviewed = [answer for answer in answers if answer.kind is LineKind.REVIEW]
    accepted = tuple(a.id for a in reviewed if a.outcome is Outcome.ACCEPTED)
    return accepted, tuple(a.id for a in reviewed if a.outcome is Outcome.REJECTED)
