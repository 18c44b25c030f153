"""What the ledger says of known sources: reading their originals again, and their next record."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from minutebook.flow.adapt.schedule import INVITED
from minutebook.flow.identify import Grown, fingerprint
from minutebook.flow.outputs.note import note_id
from minutebook.flow.outputs.together import Home
from minutebook.model.extraction import Extraction
from minutebook.model.record import SourceRecord, SourceState
from minutebook.model.source import Source, Utterance
from minutebook.run.originals import adapt_again, join_parts
from minutebook.run.session import Desk
from minutebook.store import Store

if TYPE_CHECKING:
    from minutebook.run.arrival import Arrival


def reread(record: SourceRecord, desk: Desk) -> Source | None:
    """The known source as its rendering shows it, adapted again from its originals; None where one is gone or damaged.

    A thread is made of all its files, anything else of the one that is shown.
    """
    if not record.message_ids:
        sources = adapt_again(record, record.shown, desk)
        if record.nth >= len(sources):
            return None
        source = sources[record.nth]
    else:
        thread = _reread_thread(record, desk)
        if thread is None:
            return None
        source = thread
    return replace(
        source,
        id=record.source_id,
        title=source.title if record.called else record.title,
        date=date.fromisoformat(record.dated) if record.dated else source.date,
        people=(*source.people, *record.invited),
        private=source.private or record.private,
        utterances=_with_blocks(source.utterances, record.blocks),
    )


def _reread_thread(record: SourceRecord, desk: Desk) -> Source | None:
    """All mails of a known thread as one source; None where some are gone."""
    ids = set(record.message_ids)
    files = [adapt_again(record, number, desk) for number in _shown(record)]
    found = [s for sources in files for s in sources if ids & {*s.message_ids} or _is_nameless(sources)]
    if not ids or not ids <= {each for part in found for each in part.message_ids}:
        return None
    return join_parts(record.source_id, found)


def _is_nameless(sources: Sequence[Source]) -> bool:
    """Whether a file of a thread is mails without ids, as they are saved as text."""
    return len(sources) == 1 and not sources[0].message_ids


def shown_originals(record: SourceRecord) -> tuple[str, ...]:
    """The originals that the rendering shows: one, or all files of a thread."""
    return tuple(record.originals[number] for number in _shown(record))


def _shown(record: SourceRecord) -> tuple[int, ...]:
    return (*record.joined, record.shown)


def _with_blocks(utterances: Sequence[Utterance], blocks: Sequence[int]) -> tuple[Utterance, ...]:
    if len(blocks) != len(utterances):
        return tuple(utterances)
    return tuple(replace(u, block=block) for u, block in zip(utterances, blocks, strict=True))


def was_undone(record: SourceRecord, sha: str) -> bool:
    """Whether the run that took these bytes was undone."""
    return sha in record.undone or (record.state is SourceState.UNDONE and sha in record.sha256s)


def as_called(extraction: Extraction, record: SourceRecord) -> Extraction:
    """What is understood of a source now, under the title by which it and its note are called where its file says none."""
    return replace(extraction, title=record.title) if record.called else extraction


def note_path(record: SourceRecord, store: Store) -> str | None:
    """Where the source's note is now, also when it was moved in Obsidian; None where it was deleted."""
    moved = store.note_path(record.note_id, record.note) if record.note_id else None
    return moved or (record.note if record.note and store.has(record.note) else None)


def new_record(
    source: Source,
    arrival: "Arrival",
    engine: str,
    original: str,
    rendering: str,
    note: str | None,
    kept: Mapping[str, str] | None = None,
    home: Home | None = None,
    *,
    called: bool = False,
) -> SourceRecord:
    """The ledger's first record of a source. ``home``: the note that it shares with others; ``called``: its title is the note's."""
    return SourceRecord(
        source_id=source.id,
        kind=source.kind,
        format=source.format,
        date=source.date.isoformat(),
        time=source.time.isoformat("minutes") if source.time else None,
        title=source.title,
        called=called,
        sha256s=(arrival.sha256,),
        originals=(original,),
        names=(arrival.name,),
        rendering=rendering,
        note=note,
        note_id=(home.note_id if home else note_id(source.id)) if note else None,
        beside=home is not None and not home.leads,
        message_ids=source.message_ids,
        answered_ids=_answered(source),
        attachments=tuple((kept or {}).items()),
        words=fingerprint(source),
        next_block=max((u.block for u in source.utterances), default=-1) + 1,
        nth=_position(source, arrival),
        invited=tuple(person for person in source.people if person.role == INVITED),
        engine=engine,
        private=source.private,
        state=SourceState.NOTED if note else SourceState.UNNOTED,
    )


def with_twin(record: SourceRecord, sha: str, original: str, name: str) -> SourceRecord:
    """The record with one more file of the same source."""
    return replace(
        record,
        sha256s=(*record.sha256s, sha),
        originals=(*record.originals, original),
        names=(*record.names, name),
        undone=tuple(s for s in record.undone if s != sha),
    )


def with_ids(record: SourceRecord, source: Source) -> SourceRecord:
    """The record of mails that came again with the ids that they bear this time, by which others join them: one saved as text has none."""
    have = {*record.message_ids, *record.answered_ids}
    return replace(record, answered_ids=(*record.answered_ids, *(i for i in source.thread_ids if i not in have)))


def grown(
    record: SourceRecord,
    identity: Grown,
    files: Sequence[tuple["Arrival", str]],
    kept: Mapping[str, str] | None = None,
) -> SourceRecord:
    """The record of a source that came again with more in it, in ``files`` (with their originals); its rendering shows the last of them."""
    source, arrival = identity.source, files[-1][0]
    for each, original in files:
        record = with_twin(record, each.sha256, original, each.name)
    thread: dict[str, object] = {}
    shown = len(record.originals) - 1
    if source.messages:
        thread = {
            "date": source.date.isoformat(),
            "time": source.time.isoformat("minutes") if source.time else None,
            "message_ids": source.message_ids,
            "answered_ids": _answered(source),
            "joined": (*_shown(record), *range(shown - len(files) + 1, shown)),
            "attachments": tuple(({**dict(record.attachments), **(kept or {})}).items()),
        }
    return replace(
        record,
        **thread,
        format=source.format,
        shown=shown,
        nth=_position(source, arrival),
        words=fingerprint(source),
        blocks=identity.blocks,
        next_block=identity.next_block,
        private=source.private or record.private,
    )


def noted(record: SourceRecord, note: str, home: Home | None = None) -> SourceRecord:
    """The record of a source that has a note now, one of its own or, at ``home``, one that it shares."""
    shared = home is not None and not home.leads
    of = home.note_id if home else note_id(record.source_id)
    return replace(record, note=note, note_id=of, beside=shared, state=SourceState.NOTED)


def _answered(source: Source) -> tuple[str, ...]:
    return tuple(each for each in source.thread_ids if each not in source.message_ids)


def _position(source: Source, arrival: "Arrival") -> int:
    """Which of the file's sources this is, whatever id it has been given since."""
    texts = [u.text for u in source.utterances]
    return next((n for n, s in enumerate(arrival.sources) if [u.text for u in s.utterances] == texts), 0)
