"""The originals of known sources, read again; what this process has read of mails it remembers, as a thread grows by one mail after the other."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import TypeVar

from minutebook.errors import SourceError
from minutebook.flow.adapt import adapt
from minutebook.flow.identify import join_thread
from minutebook.model.record import SourceRecord
from minutebook.model.source import DatedFrom, Source
from minutebook.run.hear import as_recorded, is_recording, read_kept
from minutebook.run.session import Desk

REMEMBERED = 1024
"""Files, and as many threads: some 20 kB each."""

_Sources = tuple[Source, ...]
_K = TypeVar("_K")
_V = TypeVar("_V")


_files: dict[tuple[str, str, str], tuple[datetime, _Sources]] = {}
"""The mails of a file and the day that they were read for, by its name, its bytes' hash and the time zone."""
_threads: dict[str, tuple[_Sources, Source]] = {}
"""What the parts of a thread came to, by the thread's id."""


def adapt_again(record: SourceRecord, number: int, desk: Desk) -> _Sources:
    """The sources in one of the record's originals, a recording's as it was heard; none where it is gone or damaged."""
    data = desk.folder.read(record.originals[number]) if record.originals else None
    sha, name = record.sha256s[number], record.names[number]
    if data is None or sha256(data).hexdigest() != sha:
        return ()
    zone = desk.settings.zone()
    noon = datetime.fromisoformat(record.date).replace(hour=12)
    modified = noon.replace(tzinfo=zone) if zone else noon.astimezone()
    key = (name, sha, str(zone))
    before, sources = _files.get(key, (None, ()))
    if before is not None and (before == modified or (before < modified and all(map(_dates_itself, sources)))):
        return sources
    written = read_kept(sha, desk.folder) if is_recording(data) else data
    if written is None:
        return ()
    try:
        sources = adapt(name, written, modified, zone, len(written))
    except SourceError:
        return ()
    if written is not data:
        return as_recorded(sources, name, data)
    if all(source.messages for source in sources):
        _remember(_files, key, (modified, sources))
    return sources


def _dates_itself(source: Source) -> bool:
    """Whether a source is the same whatever later time its file bears."""
    return source.dated_from is DatedFrom.CONTENT and not source.warnings


def join_parts(source_id: str, parts: Sequence[Source]) -> Source:
    """The parts of a thread as one; to what was joined before only what came since is added."""
    known, joined = _threads.get(source_id, ((), parts[0]))
    if len(known) > len(parts) or any(a is not b for a, b in zip(known, parts, strict=False)):
        known, joined = (), parts[0]
    for part in parts[max(len(known), 1) :]:
        joined = join_thread(joined, part).source
    _remember(_threads, source_id, (tuple(parts), joined))
    return joined


def _remember(memory: dict[_K, _V], key: _K, value: _V) -> None:
    """What was used longest ago makes room."""
    memory.pop(key, None)
    if len(memory) >= REMEMBERED:
        del memory[next(iter(memory))]
    memory[key] = value
