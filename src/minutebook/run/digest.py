"""What happened in the book lately, gathered from its runs, notes and tasks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from minutebook.errors import UserError
from minutebook.flow.outputs.brief import to_line
from minutebook.flow.outputs.digest import Gathered, digest_id, digest_note, write_digest
from minutebook.flow.outputs.links import wikilink
from minutebook.flow.outputs.query import REVIEW_PATH
from minutebook.flow.plan import make_plan
from minutebook.flow.write import Writer
from minutebook.model.book import Line, NoteText, Report
from minutebook.model.plan import RunKind
from minutebook.model.queue import Waiting, WaitKind
from minutebook.model.record import LineKind, LineRecord, SourceRecord
from minutebook.model.run import Run
from minutebook.run import known
from minutebook.run.later import part, say_later
from minutebook.run.queue import list_waiting, say_kind
from minutebook.run.search import Library
from minutebook.run.session import Desk
from minutebook.vault.note import find_block, read_note

_RUNS = 5000
"""Runs that are looked at, the newest."""
_NAMED = 5
"""Names without a page that are told; the rest is counted."""


def make_digest(library: Library, days: int, now: datetime) -> Report:
    """The digest of the last ``days`` days. What is private is left out."""
    vault, store = library.vault, library.store
    settings = vault.settings
    today = now.astimezone(settings.zone()).date()
    since = today - timedelta(days=days)
    began = (now - timedelta(days=days)).astimezone(UTC).isoformat()
    runs = [
        r for r in Writer(vault.root).runs(_RUNS) if r.at >= began and not r.undone_by and r.kind is not RunKind.UNDO
    ]
    arrivals = tuple(_arrivals(library, runs))
    tasks = store.tasks(settings.task_tag, ended_since=since.isoformat())
    found = Gathered(
        arrivals=tuple(line for _, line in arrivals),
        notes=frozenset(path for path, _ in arrivals),
        tasks=tuple(t for t in tasks if t.path not in library.hidden),
        waiting=tuple(_waiting(library, today)),
        changed=tuple(_changed(library, runs, began)),
    )
    return write_digest(found, settings.owner(), since, today)


def _arrivals(library: Library, runs: list[Run]) -> Iterator[tuple[str, Line]]:
    """(note or source, line) of each source that was taken in, the newest first."""
    told = set()
    for run in runs:
        record = library.store.record(SourceRecord, run.source_id) if run.source_id else None
        if run.kind is not RunKind.INGEST or record is None or record.source_id in told:
            continue
        told.add(record.source_id)
        note = known.note_path(record, library.store)
        path = note or record.rendering
        if path and path not in library.hidden:
            said = "" if note else " (no note was needed)"
            yield path, Line(f"{record.title}{said}", wikilink(path, shared=library.store.shared_stems()), record.date)


def _changed(library: Library, runs: list[Run], began: str) -> Iterator[Line]:
    """What was learned of people and things: lines of key facts that came onto their pages."""
    touched = {path for run in runs for path in run.paths}
    for page in library.store.pages():
        if page.path is None or page.path not in touched or page.path in library.hidden:
            continue
        text = (library.vault.read(page.path) or b"").decode("utf-8", "replace")
        note = read_note(text)
        for record in library.store.lines(page.path):
            if record.kind is LineKind.KEY_FACT and record.at >= began and not record.deleted and record.digest:
                for number in find_block(note, record.id):
                    line = to_line(note.lines[number].text, NoteText(page.path, page.name, "", ""))
                    yield Line(f"{page.name}: {line.text}", line.link)


def _waiting(library: Library, today: date) -> Iterator[Line]:
    """What a person is asked, and what could not be taken in."""
    vault = library.vault
    waiting: dict[WaitKind, list[Waiting]] = {}
    listed = list_waiting(library.store, vault, vault.settings)
    now, later = part(item for item in listed if item.path not in library.hidden)
    for item in now:
        waiting.setdefault(item.kind, []).append(item)
    for kind in WaitKind:
        if kind in waiting:
            link = "[[Tasks]]" if kind is WaitKind.TASK else "" if kind is WaitKind.NEWS else wikilink(REVIEW_PATH)
            yield Line(f"{say_kind(kind, len(waiting[kind]))}{_more(kind, waiting[kind])}", link)
    if later:
        yield Line(f"{say_later(later, today)} can wait", "")
    for count, what in ((len(vault.inbox()), "file in the Inbox"), (len(vault.failed()), "file set aside")):
        if count:
            yield Line(_count(count, what), "")


def _more(kind: WaitKind, items: Sequence[Waiting]) -> str:
    """What there is to say of what waits beside its number."""
    match kind:
        case WaitKind.TASK:
            oldest = min((item.date for item in items if item.date), default="")
            return f", the oldest of {oldest}" if oldest else ""
        case WaitKind.NEWS:
            news = Counter((item.news or "").partition(" to ")[0].lower() for item in items)
            return f": {', '.join(f'{count} {said}' for said, count in news.items())}"
        case WaitKind.NAME:
            rest = f" and {len(items) - _NAMED} more" if len(items) > _NAMED else ""
            return f": {', '.join(item.words for item in items[:_NAMED])}{rest}"
        case _:
            return ""


def _count(number: int, what: str) -> str:
    noun, _, rest = what.partition(" ")
    return f"{number} {noun}{'s' if number > 1 else ''} {rest}"


def keep_digest(desk: Desk, report: Report, body: str, today: date) -> str:
    """Write a digest as a note of the journal, as one run; its path. Raises UserError where such a note is the user's own."""
    folder = desk.settings.folders.journal
    path = f"{folder}/{today.isoformat()} - {report.title}.md"
    data = desk.folder.read(path)
    standing = None if data is None else data.decode("utf-8", "surrogateescape")
    made = digest_note(report, body, folder, today, standing, desk.store.record(LineRecord, digest_id(path)))
    if made is None:
        raise UserError(
            f"{path} was changed by you, or is your own; rename it, then run this again (nothing was written)"
        )
    at = desk.now.astimezone(UTC).isoformat()
    title = f"{report.title} of {today.isoformat()}"
    desk.apply(make_plan(RunKind.DIGEST, title, None, made[1], desk.folder.read, at=at))
    return path
