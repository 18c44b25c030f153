"""The calendars that a vault knows: those that the settings name, and those that were dropped into the Inbox."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date
from hashlib import sha256
from pathlib import Path

import msgspec

from minutebook.errors import UserError
from minutebook.flow.adapt.schedule import count_events, find_event, read_schedule, with_event
from minutebook.flow.plan import make_plan
from minutebook.model.change import MoveFile
from minutebook.model.plan import RunKind
from minutebook.model.source import Event, Source
from minutebook.run.session import Desk
from minutebook.settings import FILE_NAME
from minutebook.text.filenames import safe_stem

SUFFIX = ".ics"


def is_calendar(name: str) -> bool:
    """Whether a file that arrives is a calendar, by its name."""
    return name.lower().endswith(SUFFIX)


def take_calendar(desk: Desk, path: str, name: str) -> str:
    """Keep a calendar that was dropped into the Inbox, byte for byte; what is to be said of it. Raises SourceError."""
    data = desk.folder.read(path) or b""
    count = count_events(data.decode("utf-8", "replace").lstrip("\ufeff"))
    sha = sha256(data).hexdigest()
    folder, stem = _folder(desk), safe_stem(Path(name).stem)
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
    timed = [source for source in sources if source.time is not None]
    if not timed:
        return {}
    events = _read_events(desk, {source.date for source in timed})
    placed = {}
    for source in timed if events else ():
        match = find_event(source, events, desk.settings.zone())
        if match.said:
            told = with_event(source, match.event) if match.event else source
            placed[source.id] = msgspec.structs.replace(told, warnings=(*told.warnings, match.said))
    return placed


def _read_events(desk: Desk, days: Iterable[date]) -> tuple[Event, ...]:
    """The entries of all calendars on these days, each once."""
    wanted = set(days)
    events: dict[tuple[str, str], Event] = {}
    for text in _texts(desk):
        events |= {(event.uid or event.title, event.start): event for event in read_schedule(text, wanted)}
    return tuple(events.values())


def _texts(desk: Desk) -> Iterable[str]:
    folder = _folder(desk)
    kept = sorted(e.path for e in desk.folder.entries() if e.path.startswith(folder) and is_calendar(e.path))
    yield from ((desk.folder.read(path) or b"").decode("utf-8", "replace") for path in kept)
    for named in desk.settings.calendars:
        place = Path(named).expanduser()
        files = sorted(p for p in place.rglob(f"*{SUFFIX}") if p.is_file()) if place.is_dir() else [place]
        for file in files:
            try:
                yield file.read_bytes().decode("utf-8", "replace")
            except OSError as error:
                raise UserError(
                    f"{FILE_NAME}: calendars names {file}, which cannot be read ({error.strerror}); correct the path"
                ) from error


def _folder(desk: Desk) -> str:
    return f"{desk.settings.folders.sources}/Calendar/"
