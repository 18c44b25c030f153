"""The calendars that a vault knows: those that the settings name, and those that were dropped into the Inbox."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import msgspec

from minutebook.errors import SourceError, UserError
from minutebook.flow.adapt.schedule import (
    coming,
    count_events,
    dated_by,
    find_event,
    find_titled,
    is_of,
    read_schedule,
    span_of,
    with_event,
)
from minutebook.flow.plan import make_plan
from minutebook.model.change import MoveFile
from minutebook.model.plan import RunKind
from minutebook.model.source import DatedFrom, Event, Source, SourceKind
from minutebook.run.session import Desk
from minutebook.settings import FILE_NAME, Settings
from minutebook.text.filenames import safe_stem
from minutebook.vault.vault import Folder, Vault

SUFFIX = ".ics"
_RECORDED = (SourceKind.CONVERSATION, SourceKind.MEMO)
_SAME_TIME = timedelta(minutes=5)
_BACK = 60
"""Days before a file's own time in which the meeting of its title may have been."""
_AHEAD = (3, 32, 370)
"""Days ahead that are looked through for what comes, the near ones first: a feed holds years."""


def is_calendar(name: str) -> bool:
    """Whether a file that arrives is a calendar, by its name."""
    return name.lower().endswith(SUFFIX)


def take_calendar(desk: Desk, path: str, name: str) -> str:
    """Keep a calendar that was dropped into the Inbox, byte for byte; what is to be said of it. Raises SourceError."""
    data = desk.folder.read(path) or b""
    count = count_events(data.decode("utf-8", "replace").lstrip("\ufeff"))
    sha = sha256(data).hexdigest()
    folder, stem = _folder(desk.settings), safe_stem(Path(name).stem)
    target, number = f"{folder}{stem}{SUFFIX}", 1
    while desk.store.has(target):
        number += 1
        target = f"{folder}{stem} ({number}){SUFFIX}"
    said = f"a calendar of {count} {'entry' if count == 1 else 'entries'}, kept; recordings are told by it from now on"
    plan = make_plan(
        RunKind.INGEST,
        f"calendar {name}",
        None,
        [MoveFile(path, target, sha)],
        desk.folder.read,
        at=desk.now.astimezone(UTC).isoformat(),
        log=[said],
    )
    desk.apply(plan)
    return said


def place_by_calendar(desk: Desk, sources: Sequence[Source]) -> dict[str, Source]:
    """The recordings that a calendar knows, by their id, with what it says of them; why one was not taken is said in it."""
    zone = desk.settings.zone()
    timed = [source for source in sources if source.time is not None]
    undated = [s for s in sources if s.dated_from is DatedFrom.MODIFIED and s.kind in _RECORDED]
    days = {source.date for source in timed} | {s.date - timedelta(days=n) for s in undated for n in range(_BACK)}
    events = _read_events(desk, days) if days else ()
    placed = {}
    for source in timed if events else ():
        match = find_event(source, events, zone)
        if match.said:
            told = with_event(source, match.event) if match.event else source
            placed[source.id] = msgspec.structs.replace(told, warnings=(*told.warnings, match.said))
    for source in undated if events else ():
        match = find_titled(source, events, zone)
        if match.event:
            told = with_event(dated_by(source, match.event, zone), match.event)
            placed[source.id] = msgspec.structs.replace(told, warnings=(*told.warnings, match.said))
    return placed


def standing_entry(desk: Desk, source: Source, start: datetime) -> str | None:
    """The title of what the calendars hold of a source's people or matter at that very time (aware); None where they hold nothing of them."""
    zone = desk.settings.zone()
    events = _read_events(desk, {start.astimezone(zone).date()})
    then = (e for e in events if abs(span_of(e, zone)[0] - start) < _SAME_TIME)
    return next((e.title for e in then if is_of(source, e)), None)


def coming_meetings(vault: Vault, now: datetime, place: Path | None = None) -> Iterable[tuple[Event, ...]]:
    """What the vault's calendars, or the file or folder at ``place``, hold from now on: the next days, then all of a year.

    Raises UserError for a place that cannot be read or is no calendar, and where no calendar is known.
    """
    texts = list(_named_texts(place) if place else _texts(vault, vault.settings))
    if not texts:
        raise UserError(
            f"no calendar is known; drop an .ics file into {vault.settings.folders.inbox}, name one in {FILE_NAME} (calendars), or give --calendar FILE"
        )
    zone = vault.settings.zone()
    today = now.astimezone(zone).date()
    for ahead in _AHEAD:
        days = {today + timedelta(days=n) for n in range(ahead)}
        yield coming(_each_once(texts, days), now, zone)


def _named_texts(place: Path) -> Iterable[str]:
    files = sorted(p for p in place.rglob(f"*{SUFFIX}") if p.is_file()) if place.is_dir() else [place]
    if not files:
        raise UserError(f"{place} holds no {SUFFIX} file; export the calendar into it, or give the file itself")
    for file in files:
        try:
            text = file.read_bytes().decode("utf-8", "replace").lstrip("\ufeff")
            count_events(text)
        except OSError as error:
            raise UserError(
                f"{file} cannot be read ({error.strerror}); give an {SUFFIX} file or a folder of them"
            ) from error
        except SourceError as error:
            raise UserError(f"{file}: {error}") from error
        yield text


def _read_events(desk: Desk, days: Iterable[date]) -> tuple[Event, ...]:
    """The entries of all calendars on these days, each once."""
    return _each_once(_texts(desk.folder, desk.settings), set(days))


def _each_once(texts: Iterable[str], days: set[date]) -> tuple[Event, ...]:
    events: dict[tuple[str, str], Event] = {}
    for text in texts:
        events |= {(event.uid or event.title, event.start): event for event in read_schedule(text, days)}
    return tuple(events.values())


def _texts(vault: Folder, settings: Settings) -> Iterable[str]:
    folder = _folder(settings)
    kept = sorted(e.path for e in vault.entries() if e.path.startswith(folder) and is_calendar(e.path))
    yield from ((vault.read(path) or b"").decode("utf-8", "replace") for path in kept)
    for named in settings.calendars:
        place = Path(named).expanduser()
        files = sorted(p for p in place.rglob(f"*{SUFFIX}") if p.is_file()) if place.is_dir() else [place]
        for file in files:
            try:
                yield file.read_bytes().decode("utf-8", "replace")
            except OSError as error:
                raise UserError(
                    f"{FILE_NAME}: calendars names {file}, which cannot be read ({error.strerror}); correct the path"
                ) from error


def _folder(settings: Settings) -> str:
    return f"{settings.folders.sources}/Calendar/"
