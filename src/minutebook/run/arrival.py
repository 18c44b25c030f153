"""One file that arrived, read: what it says, as sources. What waits of one thread of mails is taken together."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256

import msgspec

from minutebook.flow.adapt import adapt
from minutebook.flow.adapt.private import kept_private
from minutebook.flow.identify import Grown, join_thread
from minutebook.model.source import Source
from minutebook.run.apart import read_sources
from minutebook.run.hear import Listening, as_recorded, hear, ignore, is_recording
from minutebook.run.session import Desk


class Arrival(msgspec.Struct, frozen=True):
    """One file read: where it waits, the name under which it arrived, its bytes' hash, and what it says."""

    path: str
    name: str
    sha256: str
    sources: tuple[Source, ...]
    heard: str = ""
    """Of a recording: what was heard in it, as it is kept."""


def read_arrival(
    desk: Desk, path: str, name: str, data: bytes, modified: datetime, listening: Listening = ignore
) -> Arrival:
    """One file as sources; raises SourceError with the reason why it cannot be read, NotReady where it has to wait."""
    settings = desk.settings
    sha = sha256(data).hexdigest()
    if is_recording(data):
        heard = hear(name, data, settings.audio, desk.folder, listening, lambda: _named_voices(desk))
        sources = as_recorded(adapt(name, heard, modified, settings.zone(), len(heard)), name, data)
        return Arrival(path, name, sha, kept_private(path, sources), heard.decode())
    sources = read_sources(name, data, modified, settings.zone(), int(settings.max_mb * 1_000_000))
    return Arrival(path, name, sha, kept_private(path, sources))


def _named_voices(desk: Desk) -> Mapping[str, Sequence[float]]:
    """The voices that the owner named, where they are to be known again."""
    if not desk.settings.audio.remember_voices:
        return {}
    from minutebook.run.hear.remembered import remembered_voices

    return remembered_voices(desk.store, desk.folder)


# -- mails of one thread that arrived together


class _Thread(msgspec.Struct):
    """Arrivals of one thread: their message ids, and the people in their headers."""

    arrivals: list[Arrival]
    ids: set[str]
    people: set[str]


def gather_threads(arrivals: Iterable[Arrival], mine: Collection[str]) -> Iterator[tuple[Arrival, ...]]:
    """The arrivals in their order, mails of one thread together where nothing that may tell of their work was written in between.

    That is anything but a mail, or a mail with one of their people; ``mine``: the owner's addresses, which count for nobody.
    """
    threads: list[_Thread] = []
    growing: list[_Thread] = []
    own = {address.casefold() for address in mine}
    for arrival in arrivals:
        ids = set(_thread_ids(arrival))
        people = {(p.email or p.name or "").casefold() for source in arrival.sources for p in source.people} - own
        thread = next((each for each in growing if not each.ids.isdisjoint(ids)), None)
        growing = [each for each in growing if each is not thread and ids and each.people.isdisjoint(people)]
        if thread is None:
            thread = _Thread([], set(), set())
            threads.append(thread)
        thread.arrivals.append(arrival)
        thread.ids |= ids
        thread.people |= people
        growing.append(thread)
    yield from (tuple(thread.arrivals) for thread in threads)


def _thread_ids(arrival: Arrival) -> tuple[str, ...]:
    """The message ids of a file that is one mail or thread; none of anything else."""
    sources = arrival.sources
    return sources[0].thread_ids if len(sources) == 1 and sources[0].messages else ()


def join_beside(grown: Grown, beside: Sequence[Arrival], undone: Collection[str]) -> tuple[Grown, int]:
    """A known thread that grew, with the mails that arrived beside it, and how many of these it took: up to one that brings nothing new.

    ``undone``: the hashes of files that are not to be taken.
    """
    for count, arrival in enumerate(beside):
        if arrival.sha256 in undone:
            return grown, count
        joined = join_thread(grown.source, arrival.sources[0], grown.next_block)
        if not joined.fresh:
            return grown, count
        source = msgspec.structs.replace(joined.source, id=grown.source.id)
        blocks = tuple(utterance.block for utterance in source.utterances)
        grown = msgspec.structs.replace(grown, source=source, blocks=blocks, next_block=joined.next_block)
    return grown, len(beside)
