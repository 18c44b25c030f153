"""How one file of the vault becomes rows of the index."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import PurePosixPath

import msgspec

from minutebook.errors import UserError
from minutebook.model.entity import Entity, EntityType, Term
from minutebook.model.record import (
    RECORD_VERSION,
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
from minutebook.model.source import SourceKind
from minutebook.store.pages import many, plain, read_page
from minutebook.text import patterns as re
from minutebook.text.ids import stable_id
from minutebook.text.names import fold
from minutebook.vault.note import Note, read_note
from minutebook.vault.properties import Properties, read_properties
from minutebook.vault.tasks import parse_task

RECORDS_FOLDER = "Minutebook/"
REVIEW_PATH = "Review.md"
_decode_record = msgspec.json.Decoder(AnyRecord).decode
_TASK_LINE = re.compile(
    r"^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+\[.\][ \t].*(?:#\w|\^mb-[0-9a-z]{10}[ \t]*\r?$).*$", re.MULTILINE
)
_BOX_LINE = re.compile(r"^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+\[.\][ \t].*$", re.MULTILINE)
_NEWS = re.compile(
    r"^- (?P<said>Done|Cancelled|Moved(?: to \d{4}-\d{2}-\d{2})?|Reassigned(?: to [^:\n]+)?|In progress): .*"
    r"\[\[[^\[\]]*#\^(?P<id>mb-[0-9a-z]{10})(?:\|[^\[\]]*)?\]\](?P<rest>.*)$",
    re.MULTILINE,
)
_NAMED = re.compile(r"\[\[[^\[\]]+\]\]")
_OURS = re.compile(r"mb-[0-9a-z]{10}\Z")
_HIDES = ("```", "~~~", "%%", "<!--")
_STEM_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")


class _Version(msgspec.Struct):
    v: int = 0


class TaskRow(msgspec.Struct, frozen=True):
    """A task line as the index has it, in the order of its columns but the path."""

    line: int
    id: str | None
    """Of a line of the machine's; None for one that the user wrote."""
    handle: str
    """What a person calls the line by: its id, or one made of its place and words; without ``mb-``."""
    status: str
    tags: str
    text: str
    owner: str | None
    owed_to: str | None
    due: str | None
    priority: str
    recurrence: str | None
    done: str | None
    """The day on which it was done or cancelled."""
    source_date: str | None
    passage: str | None


def read_records(data: bytes) -> Iterator[tuple[int, AnyRecord]]:
    """The records of one ``.jsonl`` file with their line numbers; a line that is no record (a merge mark) is passed over.

    Raises UserError for a record that a newer minutebook wrote: half of what it knows would be worse than none.
    """
    for number, line in enumerate(data.splitlines()):
        try:
            record = _decode_record(line)
        except msgspec.MsgspecError:
            _refuse_newer(line)
            continue
        if record.v > RECORD_VERSION:
            _refuse_newer(line)
        yield number, record


def _refuse_newer(line: bytes) -> None:
    try:
        version = msgspec.json.decode(line, type=_Version).v
    except msgspec.MsgspecError:
        return
    if version > RECORD_VERSION:
        raise UserError(
            f"{RECORDS_FOLDER} was written by a newer minutebook (records of version {version}, this one reads up to {RECORD_VERSION}): upgrade it"
        )


def record_key(record: AnyRecord) -> str:
    """What a later record of the same key replaces."""
    match record:
        case SourceRecord():
            return record.source_id
        case EntityRecord() | LineRecord() | ProposalRecord() | DraftRecord() | VerdictRecord():
            return record.id
        case SpeakerRecord():
            return f"{record.label}\x1f{record.source_id or ''}\x1f{record.title or ''}"
        case ApartRecord():
            return "\x1f".join(record.ids)
        case TermRecord():
            return f"{record.short}\x1f{record.long}"
        case AliasRecord():
            return f"{record.entity}\x1f{record.name}\x1f{record.context}"


def record_marks(record: SourceRecord) -> Iterator[str]:
    """What recognises a source again: hashes of bytes, the message ids of its thread, its date, its subject, its words."""
    yield from (f"sha256:{sha}" for sha in record.sha256s)
    yield from (f"message:{message}" for message in (*record.message_ids, *record.answered_ids))
    yield f"date:{record.date}"
    if record.kind == SourceKind.EMAIL:
        yield subject_mark(record.title)
    if record.words:
        yield words_mark(record.words)


def subject_mark(title: str) -> str:
    """The mark of mails about one thing, however their subjects are written."""
    return f"subject:{fold(title)}"


def words_mark(fingerprint: str) -> str:
    """The mark of a source whose content words have this fingerprint, wherever its utterances begin."""
    return f"words:{sha256(fingerprint.replace('.', '').encode()).hexdigest()}"


def read_tasks(path: str, text: str, day: str | None, *, every: bool = False) -> Iterator[TaskRow]:
    """The task lines of a note that carry a tag or an id of ours, or ``every`` one; ``day`` is the note's date. Of two lines with one id the last counts."""
    if "] " not in text:
        return
    rows: dict[str, TaskRow] = {}
    hidden: Note | None = None
    for found in (_BOX_LINE if every else _TASK_LINE).finditer(text):
        number = text.count("\n", 0, found.start())
        if hidden is None and any(mark in text for mark in _HIDES):
            hidden = read_note(text)
        if hidden and not (number < len(hidden.lines) and hidden.lines[number].plain):
            continue
        row = _read_task(path, found[0].rstrip("\r"), number, day)
        if row:
            rows[row.id or str(number)] = row
    yield from rows.values()


def _read_task(path: str, line: str, number: int, day: str | None) -> TaskRow | None:
    task = parse_task(line)
    if task is None:
        return None
    ours = task.block_id if task.block_id and _OURS.match(task.block_id) else None
    ended = task.done or task.cancelled
    return TaskRow(
        line=number,
        id=ours,
        handle=(ours or stable_id("line", path, line)).removeprefix("mb-"),
        status=task.status,
        tags=f" {' '.join(task.tags)} ",
        text=task.text,
        owner=task.owner,
        owed_to=task.owed_to,
        due=task.due.isoformat() if task.due else None,
        priority=task.priority,
        recurrence=task.recurrence,
        done=ended.isoformat() if ended else None,
        source_date=day or (task.created.isoformat() if task.created else _stem_date(path)),
        passage=task.passage,
    )


def read_news(text: str) -> Iterator[tuple[int, str, str, str | None]]:
    """(line, task's id, what was said without links, passage) of a note's lines that tell news of an earlier task, which they link to."""
    for found in _NEWS.finditer(text) if "#^mb-" in text else ():
        passage = re.findall(r"\[\[([^\[\]]+)\]\]", found["rest"])
        said = _NAMED.sub(lambda m: plain(m[0]), found["said"])
        yield text.count("\n", 0, found.start()), found["id"], said, passage[-1] if passage else None


def _stem_date(path: str) -> str | None:
    found = _STEM_DATE.search(PurePosixPath(path).stem)
    return found[0] if found else None


def read_people(properties: Properties) -> Iterator[str]:
    """Whom a note concerns: its subject and those present."""
    for key in ("person", "account", "partner", "project", "forum", "participants"):
        yield from map(plain, many(properties.get(key)))


def read_mentioned(properties: Properties) -> Iterator[str]:
    """Who and what was spoken of in a note."""
    yield from map(plain, many(properties.get("mentioned")))


__all__ = [
    "RECORDS_FOLDER",
    "REVIEW_PATH",
    "plain",
    "read_mentioned",
    "read_news",
    "read_page",
    "read_people",
    "read_properties",
    "read_records",
    "read_tasks",
    "record_key",
    "record_marks",
    "words_mark",
]


def abbreviate(entities: tuple[Entity, ...], terms: Iterable[Term]) -> tuple[Entity, ...]:
    """Things with the abbreviations that the glossary has for their names among their aliases."""
    short: dict[str, list[str]] = {}
    for term in terms:
        short.setdefault(fold(term.long), []).append(term.short)
    if not short:
        return entities

    def named(entity: Entity) -> Entity:
        more = [s for form in (entity.name, *entity.aliases) for s in short.get(fold(form), ())]
        if not more or entity.type is EntityType.PERSON:
            return entity
        return msgspec.structs.replace(entity, aliases=tuple(dict.fromkeys((*entity.aliases, *more))))

    return tuple(map(named, entities))
