"""Changes and the files as read become one ChangePlan: pure, the same whatever the order of the changes.

What cannot be applied (a line that the user edited or deleted, a page whose frontmatter is broken) becomes a line of the
plan's log, never an error. Planning the same changes against the plan's result gives an empty plan.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import assert_never

import msgspec

from minutebook.errors import StaleError
from minutebook.model.change import (
    Append,
    Change,
    InsertLine,
    MoveFile,
    NewBytes,
    NewFile,
    RemoveFile,
    RemoveLine,
    ReplaceLine,
    RewriteLine,
    SetField,
    WholeFile,
)
from minutebook.model.plan import ChangePlan, Edit, Move, RunKind, digest
from minutebook.model.record import (
    AliasRecord,
    AnyRecord,
    ApartRecord,
    DraftRecord,
    EntityRecord,
    LineRecord,
    ProposalRecord,
    SourceRecord,
    SpeakerRecord,
    TermRecord,
    VerdictRecord,
)
from minutebook.vault.frontmatter import BrokenFrontmatter, read_fields, remove_field, set_field
from minutebook.vault.machine import BLOCK_KINDS, is_same, is_untouched, locate_lines
from minutebook.vault.meaning import value_digest
from minutebook.vault.note import (
    Note,
    find_block,
    find_head,
    find_section,
    has_children,
    insert_line,
    read_note,
    remove_empty_section,
    remove_line,
    replace_line,
)

Read = Callable[[str], bytes | None]
RECORDS = "Minutebook"


class _Left(Exception):
    """A change that is left undone; its message is why."""


class _Draft:
    """One file while changes are applied to it: its text, and the records of the lines that were really written."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.records: list[LineRecord] = []
        self.log: list[str] = []


def make_plan(
    kind: RunKind,
    title: str,
    source_id: str | None,
    changes: Iterable[Change],
    read: Read,
    *,
    at: str,
    log: Sequence[str] = (),
) -> ChangePlan:
    """The plan that makes these changes. ``at`` is the run's time (UTC, ISO 8601), which stamps its records.

    Raises StaleError where a file stands in the way of a new one or of a move: name it anew and plan again.
    """
    ordered = sorted(set(changes), key=_order)
    edits, moves, moved = _place_files(ordered, read)
    edited, written, left = _edit_files(ordered, moved, read)
    appended: list[AnyRecord] = [change.record for change in ordered if isinstance(change, Append)]
    kept = _append_records([*appended, *written], read, at)
    return ChangePlan(
        kind=kind,
        title=title,
        source_id=source_id,
        edits=(*edits, *edited, *kept),
        moves=tuple(moves),
        log=tuple(dict.fromkeys([*log, *left])),
    )


def _place_files(changes: Sequence[Change], read: Read) -> tuple[list[Edit], list[Move], set[str]]:
    """What is done to files as wholes: kept, removed, moved; and the paths from which one had been moved before."""
    edits: list[Edit] = []
    moves: list[Move] = []
    moved: set[str] = set()
    for change in changes:
        match change:
            case MoveFile():
                moves += _move(change, read)
                moved |= {change.source} if read(change.source) is None else set()
            case RemoveFile():
                edits += _remove_file(change, read)
            case NewBytes(path, data):
                edits += _keep(path, data, read)
            case _:
                pass
    return edits, moves, moved


def _edit_files(
    changes: Sequence[Change], moved: set[str], read: Read
) -> tuple[list[Edit], list[LineRecord], list[str]]:
    """The edits of notes, the records of their new lines, and what was left undone; what had been ``moved`` before stays as it is."""
    by_path: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if not isinstance(change, (Append, MoveFile, RemoveFile, NewBytes)):
            by_path[change.path].append(change)
    edits: list[Edit] = []
    records: list[LineRecord] = []
    log: list[str] = []
    for path in sorted(by_path.keys() - moved):
        edit, written, left = _edit_file(path, by_path[path], read)
        edits += edit
        records += written
        log += left
    return edits, records, log


_KINDS: tuple[type, ...] = (
    NewFile,
    NewBytes,
    WholeFile,
    RewriteLine,
    RemoveLine,
    ReplaceLine,
    InsertLine,
    SetField,
    Append,
    MoveFile,
    RemoveFile,
)


def _order(change: Change) -> tuple[int, int, str]:
    rank = change.rank if isinstance(change, InsertLine) else 0
    if isinstance(change, InsertLine) and change.place == "first":
        rank = -rank  # each goes above the one before
    within = change.path if isinstance(change, (NewFile, NewBytes, WholeFile)) else repr(change)
    return _KINDS.index(type(change)), rank, within


def _move(change: MoveFile, read: Read) -> list[Move]:
    standing = read(change.target)
    if standing is None:
        return [Move(change.source, change.target, change.sha256)]
    if digest(standing) != change.sha256:
        raise StaleError(change.target)
    return []


def _remove_file(change: RemoveFile, read: Read) -> list[Edit]:
    standing = read(change.path)
    if standing is None:
        return []
    if digest(standing) != change.sha256:
        raise StaleError(change.path)
    return [Edit(change.path, standing, None)]


def _keep(path: str, data: bytes, read: Read) -> list[Edit]:
    standing = read(path)
    if standing is None:
        return [Edit(path, None, data)]
    if standing != data:
        raise StaleError(path)
    return []


def _edit_file(path: str, changes: Sequence[Change], read: Read) -> tuple[list[Edit], list[LineRecord], list[str]]:
    """The edit of one file (none where nothing changes), the records of its new lines, and what was left undone."""
    before = read(path)
    whole = next((change for change in changes if isinstance(change, (NewFile, WholeFile))), None)
    if whole is None and before is None:
        return [], [], [f"{path}: not there any more, left alone"]
    try:
        draft = _Draft(path, whole.text if whole else _decode(before or b""))
        if whole is None:
            read_fields(draft.text)
    except (BrokenFrontmatter, _Left) as error:
        return [], [], [f"{path}: left alone: {error}"]
    for change in changes:
        if change is not whole:
            _apply(draft, change)
    after = draft.text.encode()
    if after == before:
        return [], [], draft.log
    if isinstance(whole, NewFile) and before is not None:
        raise StaleError(path)
    return [Edit(path, before, after)], draft.records, draft.log


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _Left("it is not UTF-8 text") from error


def _apply(draft: _Draft, change: Change) -> None:
    try:
        match change:
            case InsertLine():
                record = _insert(draft, change)
            case ReplaceLine():
                record = _replace(draft, change)
            case RewriteLine():
                record = _rewrite(draft, change)
            case RemoveLine():
                record = _remove(draft, change)
            case SetField():
                record = _set(draft, change)
            case NewFile() | WholeFile():
                raise ValueError(f"{draft.path} is written twice in one plan")
            case Append() | MoveFile() | RemoveFile() | NewBytes():
                return
            case _:
                assert_never(change)
    except (_Left, BrokenFrontmatter) as error:
        draft.log.append(f"{draft.path}: {error}")
    else:
        draft.records += [record] if record else []


def _insert(draft: _Draft, change: InsertLine) -> LineRecord | None:
    note = read_note(draft.text)
    record = change.record
    by_block = record is not None and record.kind in BLOCK_KINDS
    if find_block(note, record.id) if record and by_block else _stands(change.line, note):
        return None
    if not change.section and find_head(note) is None:
        raise _Left("it has no title any more, under which a line of its head could stand")
    draft.text = insert_line(
        draft.text, change.section, change.line, order=change.template, place=change.place, opener=change.opener
    )
    return record


def _stands(line: str, note: Note) -> bool:
    """Whether a line, or a block of lines, stands in the note as it would be written."""
    wanted, texts = line.split("\n"), [each.text for each in note.lines]
    return any(texts[n : n + len(wanted)] == wanted for n in range(len(texts)))


def _replace(draft: _Draft, change: ReplaceLine) -> LineRecord | None:
    note = read_note(draft.text)
    at = locate_lines(note, [change.was]).get(change.was.id)
    if at is None:
        raise _Left(f"the line ^{change.was.id} ({change.was.kind}) was deleted; it is not written again")
    line = note.lines[at].text
    if line == change.line:
        return None
    if not is_untouched(line, change.was):
        if change.record and is_untouched(line, change.record):
            return None
        raise _Left(f"the line ^{change.was.id} ({change.was.kind}) was changed by you; it stays")
    draft.text = replace_line(draft.text, at, change.line)
    return change.record


def _rewrite(draft: _Draft, change: RewriteLine) -> LineRecord | None:
    lines = [line.text for line in read_note(draft.text).lines]
    fits = [n for n, line in enumerate(lines) if line == change.was]
    at = change.number if change.number in fits else fits[0] if len(fits) == 1 else None
    if at is None:
        raise _Left(f"the line that read {change.was.strip()!r} was changed meanwhile; it stays")
    draft.text = replace_line(draft.text, at, change.line)
    return change.record


def _remove(draft: _Draft, change: RemoveLine) -> LineRecord | None:
    note = read_note(draft.text)
    at = locate_lines(note, [change.was]).get(change.was.id)
    section = find_section(note, change.was.section) if change.was.section else None
    if section and at is not None and not section.start <= at < section.end:
        return None  # it stands elsewhere: moved by the user, or by this very plan
    if at is None or (change.was.kind not in BLOCK_KINDS and not is_same(note.lines[at].text, change.was)):
        return None
    if not is_untouched(note.lines[at].text, change.was) or has_children(note, at):
        raise _Left(f"the line ^{change.was.id} ({change.was.kind}) was changed by you; it stays")
    draft.text = remove_line(draft.text, at)
    if change.was.section in change.template:
        draft.text = remove_empty_section(draft.text, change.was.section)
    return change.record


def _set(draft: _Draft, change: SetField) -> LineRecord | None:
    if change.was and value_digest(read_fields(draft.text).get(change.key)) != change.was.digest:
        return None
    gone = change.was is not None and change.value == ()
    text = (
        remove_field(draft.text, change.key) if gone else set_field(draft.text, change.key, change.value, change.keep)
    )
    if text == draft.text:
        return None
    draft.text = text
    return change.record


_encode = msgspec.json.Encoder().encode


def _append_records(records: Iterable[AnyRecord], read: Read, at: str) -> list[Edit]:
    """The edits that put records at the end of their files; one that says what the file's last of its key says is left out."""
    files: dict[str, list[AnyRecord]] = defaultdict(list)
    for record in records:
        files[record_path(record, at)].append(record)
    edits = []
    for path in sorted(files):
        before = read(path)
        last = _last_records(before or b"")
        lines = []
        for record in dict.fromkeys(files[path]):
            unstamped = _encode(msgspec.structs.replace(record, at=""))
            if last.get(record_key(record)) != unstamped:
                lines.append(_encode(msgspec.structs.replace(record, at=at)) + b"\n")
        if lines:
            joint = b"\n" if before and not before.endswith(b"\n") else b""
            edits.append(Edit(path, before, (before or b"") + joint + b"".join(sorted(lines))))
    return edits


def _last_records(content: bytes) -> dict[tuple[str, ...], bytes]:
    last = {}
    for line in content.splitlines():
        try:
            record = msgspec.json.decode(line, type=AnyRecord)
        except msgspec.MsgspecError:
            continue
        last[record_key(record)] = _encode(msgspec.structs.replace(record, at=""))
    return last


def record_key(record: AnyRecord) -> tuple[str, ...]:
    """What a record is about: a later one of the same key takes its place."""
    match record:
        case SourceRecord():
            return ("source", record.source_id)
        case LineRecord():
            return ("line", record.id)
        case EntityRecord():
            return ("entity", record.id)
        case DraftRecord():
            return ("draft", record.id)
        case SpeakerRecord():
            return ("speaker", record.label, record.source_id or "", record.title or "")
        case ApartRecord():
            return ("apart", *record.ids)
        case TermRecord():
            return ("term", record.short, record.long)
        case AliasRecord():
            return ("alias", record.entity, record.name, record.context)
        case ProposalRecord():
            return ("proposal", record.id)
        case VerdictRecord():
            return ("learned", record.id)


def record_path(record: AnyRecord, at: str) -> str:
    """The file that a record is appended to: by type, month and, for what comes with every source, the source's last letter.

    Short files keep a plan small: it holds each file that it touches twice.
    """
    match record:
        case SourceRecord() | LineRecord() | DraftRecord() if record.source_id:
            shard = f"-{record.source_id[-1].lower()}" if record.source_id[-1].isalnum() else ""
        case _:
            shard = ""
    return f"{RECORDS}/{record_key(record)[0]}-{at[:7]}{shard}.jsonl"
