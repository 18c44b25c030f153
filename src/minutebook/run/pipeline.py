"""The stages in order for one file: adapt, identify, context, extract, link, outputs, plan. Read this first.

Nothing is written here: ``plan_file`` gives the ChangePlan of one file, and the desk applies it (run/ingest).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import assert_never

import msgspec

from minutebook.flow.adapt import adapt
from minutebook.flow.context import build_context
from minutebook.flow.extract.engine import Engine
from minutebook.flow.extract.ground import ground
from minutebook.flow.identify import Close, Grown, New, Twin, identify
from minutebook.flow.link import link
from minutebook.flow.outputs.carry import carry_edits
from minutebook.flow.outputs.compose import MYSELF, compose_note
from minutebook.flow.outputs.filing import Places, place_note, place_source, place_twin
from minutebook.flow.outputs.links import wikilink
from minutebook.flow.outputs.note import Note, note_changes, update_note_changes
from minutebook.flow.outputs.page import concerned, page_changes
from minutebook.flow.outputs.rendering import anchor_text, block_of, render_source
from minutebook.flow.outputs.who import name_asks
from minutebook.flow.plan import make_plan
from minutebook.model.change import Append, Change, MoveFile, NewFile, WholeFile
from minutebook.model.entity import Context, Entity, Me, OpenTask
from minutebook.model.extraction import Extraction, NoteType
from minutebook.model.links import Links
from minutebook.model.plan import ChangePlan, RunKind
from minutebook.model.record import ProposalRecord, SourceRecord, SourceState
from minutebook.model.source import DatedFrom, Source
from minutebook.run import keeping, known, proposals
from minutebook.run.apart import read_sources
from minutebook.run.asking import what_is_known
from minutebook.run.drafts import draft_source
from minutebook.run.hear import Listening, as_recorded, hear, ignore, is_recording, kept_path
from minutebook.run.layouts import find_layout
from minutebook.run.session import Desk
from minutebook.text.filenames import fold_stem
from minutebook.text.names import fold

Understand = Callable[[Source], tuple[Extraction, Context]]
"""A source as the engine understands it, checked against the source, and what the engine was told of the vault."""


class Arrival(msgspec.Struct, frozen=True):
    """One file read: where it waits, the name under which it arrived, its bytes' hash, and what it says."""

    path: str
    name: str
    sha256: str
    sources: tuple[Source, ...]
    heard: str = ""
    """Of a recording: what was heard in it, as it is kept."""


class Filed(msgspec.Struct, frozen=True):
    """What became of one source, for the person: its note, or why there is none."""

    title: str
    note: str | None
    said: str
    twin: bool = False


class Settled(msgspec.Struct, frozen=True):
    """The plan of one file, and what it does for each of its sources. ``plan`` None: the file stays where it is."""

    plan: ChangePlan | None
    filed: tuple[Filed, ...]


class Options(msgspec.Struct, frozen=True):
    """What the person asked for. ``again``: sources that are known, or were undone, are read anew. ``note_type``: instead of the engine's."""

    again: bool = False
    note_type: NoteType | None = None


def read_arrival(
    desk: Desk, path: str, name: str, data: bytes, modified: datetime, listening: Listening = ignore
) -> Arrival:
    """One file as sources; raises SourceError with the reason why it cannot be read, NotReady where it has to wait."""
    settings = desk.settings
    sha = sha256(data).hexdigest()
    if is_recording(data):
        heard = hear(name, data, settings.audio, desk.folder, listening, lambda: _named_voices(desk))
        sources = as_recorded(adapt(name, heard, modified, settings.zone(), len(heard)), name, data)
        return Arrival(path, name, sha, sources, heard.decode())
    sources = read_sources(name, data, modified, settings.zone(), int(settings.max_mb * 1_000_000))
    return Arrival(path, name, sha, sources)


def _named_voices(desk: Desk) -> Mapping[str, Sequence[float]]:
    """The voices that the owner named, where they are to be known again."""
    if not desk.settings.audio.remember_voices:
        return {}
    from minutebook.run.hear.remembered import remembered_voices

    return remembered_voices(desk.store, desk.folder)


def context_of(source: Source, desk: Desk, entities: Sequence[Entity]) -> Context:
    """What an engine is told of the vault for this source."""
    settings = desk.settings
    return build_context(source, settings.owner(), entities, desk.store.speakers(), every_mail=settings.mail_notes_all)


def understand(source: Source, context: Context, engine: Engine) -> Extraction:
    """The engine's reading of a source, checked against it."""
    return ground(engine.extract(source, context), source)


def owned_by_name(tasks: Iterable[OpenTask], me: Me) -> tuple[OpenTask, ...]:
    """The tasks with the vault's owner under their name instead of ``@Myself``, and not among those whom they concern."""
    mine = {fold(name) for name in (me.name, *me.aliases) if name}
    return tuple(
        msgspec.structs.replace(
            task,
            owner=me.name if task.owner == MYSELF and me.name else task.owner,
            people=tuple(name for name in task.people if fold(name) not in mine),
        )
        for task in tasks
    )


def link_extraction(
    source: Source, extraction: Extraction, context: Context, desk: Desk, note: str | None = None
) -> Links:
    """The extraction tied to what the vault knows now. The tasks of its own ``note``, where it has one, are no earlier ones."""
    earlier = (task for task in desk.store.open_tasks() if task.path != note)
    policy = desk.settings.proposals
    return link(
        source,
        extraction,
        context,
        owned_by_name(earlier, desk.settings.owner()),
        desk.store.entities(),
        propose_present=policy.present,
        propose_mentions=policy.mentions,
        mentioned_before=proposals.mentioned_before(desk.store, source.id),
        registry=desk.store.registry(),
    )


def plan_file(arrival: Arrival, desk: Desk, engine: Engine, understood: Understand, options: Options) -> Settled:
    """The one ChangePlan of a file: the original's move, and for each of its sources note, rendering, pages and records."""
    filing = _Filing(arrival, desk, engine, options)
    for source in arrival.sources:
        filing.take(source, understood)
    if filing.target is None:
        return Settled(None, tuple(filing.filed))
    heard = [WholeFile(kept_path(arrival.sha256), arrival.heard)] if arrival.heard else []
    changes = (*filing.changes, *heard, MoveFile(arrival.path, filing.target, arrival.sha256))
    title = arrival.sources[0].title if len(arrival.sources) == 1 else arrival.name
    plan = make_plan(
        RunKind.INGEST,
        title,
        arrival.sources[0].id,
        changes,
        desk.folder.read,
        at=desk.now.astimezone(UTC).isoformat(),
        log=filing.log,
    )
    return Settled(plan, tuple(filing.filed))


class _Filing:
    """One file on its way: the changes gathered so far, and the names that they take."""

    def __init__(self, arrival: Arrival, desk: Desk, engine: Engine, options: Options) -> None:
        self.arrival = arrival
        self.desk = desk
        self.engine = engine
        self.store = desk.store
        self.folders = desk.settings.folders
        self.options = options
        self.changes: list[Change] = []
        self.filed: list[Filed] = []
        self.log: list[str] = []
        self.target: str | None = None
        self.taken = set(desk.store.stems())
        self.drafted: tuple[str, ...] = ()
        """What is to be said of the drafts of the source that was taken last."""

    def take(self, source: Source, understood: Understand) -> None:
        """Decide what the source is, and gather its changes."""
        records = self.store.known_sources(source.sha256, source.date.isoformat(), source.message_ids)
        identity = identify(source, records, lambda record: known.reread(record, self.desk))
        self.drafted = ()
        self.log += _describe(source)
        match identity:
            case Twin(record) if not self.options.again and known.was_undone(record, source.sha256):
                said = "its run was undone; it stays in the Inbox. To take it all the same: minutebook ingest --again"
                self.filed.append(Filed(source.title, None, said))
            case Twin(record) if record.state is SourceState.UNDONE:
                self._new(msgspec.structs.replace(source, id=record.source_id), *understood(source))
            case Twin(record):
                self._again(source, record)
            case Grown(record, grown, blocks, next_block, _):
                self._grown(grown, record, (blocks, next_block), *understood(grown))
            case New(told_apart):
                self._new(told_apart, *understood(told_apart))
            case Close(told_apart, near, overlaps):
                self.log += [
                    f"kept apart from {record.title} of {record.date}, with which it shares {overlap.of_smaller:.0%}"
                    for record, overlap in zip(near, overlaps, strict=True)
                ]
                self._new(told_apart, *understood(told_apart))
            case _:
                assert_never(identity)

    def exists(self, path: str) -> bool:
        return self.store.has(path)

    # -- the three things that a source can be

    def _again(self, source: Source, record: SourceRecord) -> None:
        """The same again: archived beside the first; notes and pages stay as they are."""
        self._archive_beside(record)
        said = f"the same as {record.title} of {record.date}, which is noted already; archived beside it"
        self.log.append(said)
        self.filed.append(Filed(source.title, record.note, said, twin=True))
        self.changes.append(Append(known.with_twin(record, self.arrival.sha256, self.target or "", self.arrival.name)))

    def _grown(
        self,
        source: Source,
        record: SourceRecord,
        blocks: tuple[tuple[int, ...], int],
        extraction: Extraction,
        context: Context,
    ) -> None:
        """More of what is known: its rendering and note are brought up to date in place."""
        self._archive_beside(record)
        assert self.target is not None
        grown = known.grown(record, source, self.arrival, self.target, blocks)
        note = known.note_path(record, self.store)
        self.changes += rendered_again(source, record, self.target, self.desk)
        if note is not None:
            links = self._link(source, self._type(extraction), context, note)
            places = Places(note, self.target, record.rendering or "")
            self.changes += self._noted(source, links, places, update=True)
        said = "; ".join(
            (f"a longer version of {record.title} of {record.date}; its note was brought up to date", *self.drafted)
        )
        if note is None:
            said = f"a longer version of {record.title} of {record.date}, whose note you deleted; archived beside it"
        self.log.append(said)
        self.filed.append(Filed(source.title, note, said))
        self.changes += [Append(grown), keeping.keep(source, extraction, context, self.engine)]

    def _new(self, source: Source, extraction: Extraction, context: Context) -> None:
        """A source that nothing known is: it gets its place, its rendering and, where there is something to note, a note."""
        original, rendering = place_source(source, self.arrival.name, self.folders, self.taken, self.exists)
        self.target = original = self.target or original
        self.taken.add(fold_stem(rendering.rpartition("/")[2].removesuffix(".md")))
        self.changes.append(NewFile(rendering, render_source(source, original)))
        note: str | None = None
        if self._type(extraction).note_type is not None:
            links = self._link(source, self._type(extraction), context)
            note = place_note(links, self.folders, self.taken)
            self.taken.add(fold_stem(note.rpartition("/")[2].removesuffix(".md")))
            self.changes += self._noted(source, links, Places(note, original, rendering), update=False)
        why = "; ".join(extraction.warnings) or "nothing in it asks for one"
        said = "; ".join(("noted", *self.drafted)) if note else f"archived without a note: {why}"
        self.log += [said] if note is None else []
        self.filed.append(Filed(source.title, note, said))
        self.changes += [
            Append(known.new_record(source, self.arrival, self.engine.name, original, rendering, note)),
            keeping.keep(source, extraction, context, self.engine),
        ]

    def _type(self, extraction: Extraction) -> Extraction:
        """The extraction under the note type that the person asked for."""
        wanted = self.options.note_type
        return msgspec.structs.replace(extraction, note_type=wanted) if wanted else extraction

    # -- their files

    def _archive_beside(self, record: SourceRecord) -> None:
        if self.target is None:
            self.target = place_twin(record.originals[0], self.arrival.name, self.exists)

    def _link(self, source: Source, extraction: Extraction, context: Context, note: str | None = None) -> Links:
        links = link_extraction(source, extraction, context, self.desk, note)
        self.log += [
            f"read by {extraction.engine}, coverage {extraction.coverage:.0%}",
            *links.extraction.warnings,
            *(f"not linked, because it could be several: {a.name} ({a.reason})" for a in links.asked),
        ]
        return links

    def _noted(self, source: Source, links: Links, places: Places, *, update: bool) -> Iterator[Change]:
        drafted = draft_source(source, links, places.note, places.rendering, self.desk, self.taken)
        self.log += drafted.log
        self.drafted = drafted.log
        yield from drafted.changes
        yield from write_up_and_ask(source, links, places, self.desk, update=update, drafts=drafted.shown)


def rendered_again(source: Source, record: SourceRecord, original: str, desk: Desk) -> Iterator[Change]:
    """The change that brings a known source's rendering up to date; what a person wrote into it stays."""
    standing = desk.folder.read(record.rendering or "")
    if record.rendering is None or standing is None:
        return
    text = render_source(source, original)
    before = known.reread(record, desk)
    if before is not None:
        old = render_source(before, record.originals[record.shown])
        text = carry_edits(old, standing.decode("utf-8", "replace"), text)
    yield WholeFile(record.rendering, text)


def write_up_and_ask(
    source: Source, links: Links, places: Places, desk: Desk, *, update: bool, drafts: Mapping[str, str]
) -> Iterator[Change]:
    """The changes of a source's note and pages, and what they ask of a person. ``drafts``: what the head links, by label."""
    changes = list(write_up(source, links, places, desk, update=update, drafts=drafts))
    asks = [c.record for c in changes if isinstance(c, Append) and isinstance(c.record, ProposalRecord)]
    before = {ask.id: ask for ask in desk.store.latest(ProposalRecord)}
    named = list(name_asks(links, source.id, source.title, places.note, before, desk.store.shared_stems()))
    yield from (*changes, *map(Append, named))
    yield from proposals.propose(source, links, places.note, desk, [*asks, *named])


def write_up(
    source: Source, links: Links, places: Places, desk: Desk, *, update: bool, drafts: Mapping[str, str]
) -> Iterator[Change]:
    """The changes of a source's note and of the pages concerned."""
    store, me, shared = desk.store, desk.settings.owner(), desk.store.shared_stems()
    open_tasks: dict[str, OpenTask] = {task.id: task for task in store.open_tasks() if task.id}
    note: Note = compose_note(
        source,
        links,
        places,
        me,
        shared=shared,
        open_tasks=open_tasks,
        task_tag=desk.settings.task_tag,
        drafts=drafts,
    )
    if not update:
        yield from note_changes(note, find_layout(desk, "note"))
    else:
        text = (desk.folder.read(places.note) or b"").decode("utf-8", "surrogateescape")
        yield from update_note_changes(note, text, store.lines(places.note))
    blocks = block_of(source)

    def evidence(ids: tuple[int, ...]) -> str:
        block = f"u{blocks[min(ids)]}"
        return wikilink(places.rendering, anchor_text(source, min(ids)), block=block, shared=shared)

    beside = msgspec.structs.replace(what_is_known(desk), evidence=evidence)
    for entity in concerned(links, me):
        page = desk.folder.read(entity.path or "")
        if page is not None and entity.path:
            yield from page_changes(
                entity,
                links.extraction,
                note,
                page.decode("utf-8", "replace"),
                store.lines(entity.path),
                limit=desk.settings.context_lines,
                shared=shared,
                known=beside,
            )


def _describe(source: Source) -> list[str]:
    """How the source was read, for the run log."""
    where = {
        DatedFrom.CONTENT: "from its content",
        DatedFrom.NAME: "from the file's name",
        DatedFrom.MODIFIED: "from the file's time, as nothing else says",
    }[source.dated_from]
    return [
        f"read as {source.format} ({source.sureness:.0%} sure: {source.reason})",
        f"dated {source.date.isoformat()} {where}",
        *source.warnings,
    ]
