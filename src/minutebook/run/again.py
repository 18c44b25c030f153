"""Reading known sources anew (a better engine, names learnt since), keeping everything that a person decided."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date
from pathlib import Path

from msgspec.structs import replace

from minutebook.errors import EngineError
from minutebook.flow.extract.engine import Engine
from minutebook.flow.extract.llm.contract import Unasked
from minutebook.flow.outputs.filing import Places
from minutebook.flow.plan import make_plan
from minutebook.flow.review import meet_earlier
from minutebook.model.change import Append, Change
from minutebook.model.entity import EntityState
from minutebook.model.extraction import Extraction, NoteType
from minutebook.model.plan import RunKind
from minutebook.model.record import SourceRecord, SourceState
from minutebook.model.source import Source
from minutebook.run import keeping, known
from minutebook.run.drafts import draft_source
from minutebook.run.ingest import Done
from minutebook.run.linking import link_extraction
from minutebook.run.meetings import Reading, share_again
from minutebook.run.pipeline import Filed
from minutebook.run.refiling import refile
from minutebook.run.session import Desk
from minutebook.run.understanding import context_of, understand
from minutebook.run.writing import rendered_again, write_up_and_ask
from minutebook.vault.frontmatter import BrokenFrontmatter, read_fields
from minutebook.vault.vault import Vault


def find_known(desk: Desk, vault: Vault, named: Sequence[Path]) -> tuple[tuple[SourceRecord, ...], tuple[Path, ...]]:
    """The known sources that are meant (all, where nothing is named), and the named files that are none of theirs."""
    records = [r for r in desk.store.latest(SourceRecord) if r.state is SourceState.NOTED]
    records.sort(key=lambda r: (r.beside, r.source_id))  # who tells a note's head is read before those beside it
    if not named:
        return tuple(sorted(records, key=lambda r: (r.date, r.time or "", r.source_id))), ()
    owners: dict[str, list[SourceRecord]] = {}
    for record in records:
        for path in {*record.originals, record.rendering, known.note_path(record, desk.store)} - {None}:
            owners.setdefault(path or "", []).append(record)
    inside = {path: _relative(path, vault.root) for path in named}
    found = {r.source_id: r for place in inside.values() for r in owners.get(place or "", ())}
    return tuple(found.values()), tuple(path for path, place in inside.items() if place not in owners)


def read_again(desk: Desk, records: Sequence[SourceRecord], engine: Engine) -> tuple[Done, ...]:
    """Bring the note of each known source up to what the engine understands of it now."""
    return tuple(_read_one(desk, record, engine) for record in records)


def _read_one(desk: Desk, record: SourceRecord, engine: Engine) -> Done:
    path = record.originals[record.shown]
    source = known.reread(record, desk)
    note = known.note_path(record, desk.store)
    if source is None:
        return Done(path, failure=f"{path} is missing or was changed; {record.title} stays as it was read first")
    if note is None:
        return Done(path, (Filed(record.title, None, "its note was deleted; it is not written again"),))
    dated = _date_given(record, source, desk, note)
    source = replace(source, date=dated or source.date)
    try:
        changes = tuple(_changes(desk, record, source, note, engine))
    except Unasked as unasked:
        return Done(path, estimate=unasked.estimate)
    except EngineError as error:
        return Done(path, failure=f"{error}; {record.title} stays as it was read first")
    plan = make_plan(
        RunKind.INGEST,
        f"{record.title}, read again",
        source.id,
        changes,
        desk.folder.read,
        at=desk.now.astimezone(UTC).isoformat(),
    )
    plan = refile(plan, desk, [record.source_id])
    desk.apply(plan)
    there = next((move.target for move in plan.moves if move.source == note), note)
    said = "read again; nothing changed" if plan.empty else "read again"
    return Done(path, (Filed(record.title, there, said if there == note else f"{said}; moved to where it belongs"),))


def _changes(desk: Desk, record: SourceRecord, source: Source, note: str, engine: Engine) -> Iterator[Change]:
    entities = [e for e in desk.store.entities() if e.state is not EntityState.PROPOSED]
    context = context_of(source, desk, entities)
    earlier = keeping.last_kept(source.id, record.engine, desk.folder)
    read = meet_earlier(understand(source, context, engine), earlier)
    extraction = known.as_called(_typed(read, desk, record, note), record)
    links = link_extraction(source, extraction, context, desk, note)
    reading = Reading(source, extraction, context, links, desk, note)
    links, home = share_again(record, reading)
    original, rendering = record.originals[record.shown], record.rendering or ""
    yield from rendered_again(source, record, known.shown_originals(record), dict(record.attachments), desk)
    drafted = draft_source(source, links, note, rendering, desk, set(desk.store.stems()))
    yield from drafted.changes
    places = Places(note, original, rendering)
    yield from write_up_and_ask(source, links, places, desk, update=True, drafts=drafted.shown, home=home)
    yield keeping.keep(source, extraction, context, engine)
    dated = "" if source.messages or source.date.isoformat() == record.date else source.date.isoformat()
    if (record.engine, record.dated) != (engine.name, dated):
        yield Append(replace(record, engine=engine.name, dated=dated, at=""))


def _date_given(record: SourceRecord, source: Source, desk: Desk, note: str) -> date | None:
    """The day of a source's own note, which a person may have put right: all days in it are counted from there. None of a mail, which has its own."""
    if source.messages or record.beside:
        return None
    try:
        return date.fromisoformat(str(_fields(desk, note).get("date")))
    except ValueError:
        return None


def _typed(extraction: Extraction, desk: Desk, record: SourceRecord, note: str) -> Extraction:
    """The extraction under the note type that a person gave the note, where it is another than the engine's was."""
    before = keeping.last_kept(record.source_id, record.engine, desk.folder)
    try:
        standing = NoteType(str(_fields(desk, note).get("type")))
    except ValueError:
        return extraction
    chosen = before is not None and before.note_type is not None and before.note_type is not standing
    return replace(extraction, note_type=standing) if chosen else extraction


def _fields(desk: Desk, note: str) -> Mapping[str, str | tuple[str, ...]]:
    """The properties of a note; none where they cannot be read."""
    try:
        return read_fields((desk.folder.read(note) or b"").decode("utf-8", "replace"))
    except BrokenFrontmatter:
        return {}


def _relative(path: Path, root: Path) -> str | None:
    real = path.resolve()
    return real.relative_to(root).as_posix() if real.is_relative_to(root) else None
