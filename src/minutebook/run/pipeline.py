"""The stages in order for one file: adapt, identify, context, extract, link, outputs, plan. Read this first.

Nothing is written here: ``plan_file`` gives the ChangePlan of one file, and the desk applies it (run/ingest).
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, time
from typing import assert_never

import msgspec

from minutebook.errors import SourceError
from minutebook.flow.adapt import open_attachments
from minutebook.flow.extract.engine import Engine
from minutebook.flow.extract.llm.discreet import find_reason
from minutebook.flow.identify import Close, Grown, New, Twin, fingerprint, identify
from minutebook.flow.link.meeting import Verdict
from minutebook.flow.outputs.begun import find_begun
from minutebook.flow.outputs.filing import Places, is_document, place_attachment, place_note, place_source, place_twin
from minutebook.flow.outputs.rendering import render_source
from minutebook.flow.outputs.together import Home
from minutebook.flow.plan import make_plan
from minutebook.model.change import Append, Change, MoveFile, NewBytes, NewFile, WholeFile
from minutebook.model.entity import Context
from minutebook.model.extraction import Extraction, NoteType
from minutebook.model.links import Links
from minutebook.model.plan import ChangePlan, RunKind
from minutebook.model.record import ProposalRecord, SourceRecord, SourceState
from minutebook.model.source import Attachment, DatedFrom, Source
from minutebook.run import keeping, known, proposals
from minutebook.run.apart import read_sources
from minutebook.run.arrival import Arrival, join_beside
from minutebook.run.describe import describe_call, describe_date, describe_held, describe_note, describe_reading
from minutebook.run.drafts import draft_source
from minutebook.run.hear import kept_path
from minutebook.run.linking import link_extraction
from minutebook.run.meetings import Found, Reading, ask_meeting, find_meeting, share_again, share_new, sharing
from minutebook.run.refiling import refile
from minutebook.run.session import Desk
from minutebook.run.writing import rendered_again, write_up_and_ask
from minutebook.text.filenames import UNTITLED, fold_stem
from minutebook.vault.frontmatter import BrokenFrontmatter, read_fields

Understand = Callable[[Source], tuple[Extraction, Context]]
"""A source as the engine understands it, checked against the source, and what the engine was told of the vault."""


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
    took: int = 1
    """How many files."""


class Options(msgspec.Struct, frozen=True):
    """What the person asked for. ``again``: sources that are known, or were undone, are read anew. ``note_type``: instead of the engine's."""

    again: bool = False
    note_type: NoteType | None = None


def plan_file(
    arrival: Arrival,
    desk: Desk,
    engine: Engine,
    understood: Understand,
    options: Options,
    beside: Sequence[Arrival] = (),
) -> Settled:
    """The one ChangePlan of a file: the original's move, and for each of its sources note, rendering, pages and records.

    A mail of a known thread takes along those ``beside`` it, of the same thread, as far as they bring something new.
    """
    filing = _Filing(arrival, desk, engine, options, set(desk.store.stems()))
    filing.beside = beside
    for source in arrival.sources:
        filing.take(source, understood)
    if filing.target is None:
        return Settled(None, tuple(filing.filed))
    heard = [WholeFile(kept_path(arrival.sha256), arrival.heard)] if arrival.heard else []
    changes = (
        *proposals.list_once(desk, filing.changes, filing.notes),
        *heard,
        MoveFile(arrival.path, filing.target, arrival.sha256),
        *(MoveFile(each.path, target, each.sha256) for each, target in filing.also),
    )
    title = filing.filed[-1].title if len(arrival.sources) == 1 and filing.filed else arrival.name
    plan = make_plan(
        RunKind.INGEST,
        title,
        arrival.sources[0].id,
        changes,
        desk.folder.read,
        at=desk.now.astimezone(UTC).isoformat(),
        log=filing.log,
    )
    plan = refile(plan, desk, filing.led) if filing.led else plan
    return Settled(plan, tuple(filing.filed), 1 + len(filing.also))


class _Filing:
    """One file on its way: the changes gathered so far, and the names that they take."""

    def __init__(
        self, arrival: Arrival, desk: Desk, engine: Engine, options: Options, taken: set[str], data: bytes = b""
    ) -> None:
        self.arrival = arrival
        self.data = data
        """Its bytes, where it is no file in the vault yet."""
        self.desk = desk
        self.engine = engine
        self.store = desk.store
        self.folders = desk.settings.folders
        self.options = options
        self.changes: list[Change] = []
        self.filed: list[Filed] = []
        self.log: list[str] = []
        self.target: str | None = None
        self.beside: Sequence[Arrival] = ()
        self.also: list[tuple[Arrival, str]] = []
        """Mails that the source takes along, and where they are archived."""
        self.taken = taken
        self.notes: dict[str, str] = {}
        """The note of each source, by its id."""
        self.begun: set[str] = set()
        """Notes of the user's own that this plan completes."""
        self.led: list[str] = []
        """Sources whose notes get another head by this plan."""
        self.placed: set[str] = set()
        """Paths that this plan gives to what came inside the file."""
        self.joined = ""
        """Why the source that was taken last tells of a known one's meeting."""
        self.drafted: tuple[str, ...] = ()
        """What is to be said of the drafts of the source that was taken last."""

    def take(self, source: Source, understood: Understand) -> None:
        """Decide what the source is, and gather its changes."""
        words = fingerprint(source) if source.dated_from is DatedFrom.MODIFIED else ""
        subject = source.title if source.messages else ""
        records = self.store.known_sources(source.sha256, source.date.isoformat(), source.thread_ids, words, subject)
        identity = identify(source, records, lambda record: known.reread(record, self.desk))
        self.drafted = ()
        self.log += describe_reading(source)
        asked = (identity.record,) if isinstance(identity, Twin) else records
        if not self.options.again and any(known.was_undone(record, source.sha256) for record in asked):
            said = "its run was undone; it stays in the Inbox. To take it all the same: minutebook ingest --again"
            self.filed.append(Filed(source.title, None, said))
            return
        match identity:
            case Twin(record) if record.state is SourceState.UNDONE:
                self._new(msgspec.structs.replace(source, id=record.source_id), understood)
            case Twin(record):
                self._again(source, record)
            case Grown(record):
                self._grown(self._take_along(identity), record, understood)
            case New(told_apart):
                self._new(told_apart, understood)
            case Close(told_apart, near, overlaps):
                self.log += [
                    f"kept apart from {record.title} of {record.date}, with which it shares {overlap.of_smaller:.0%}"
                    for record, overlap in zip(near, overlaps, strict=True)
                ]
                self._new(told_apart, understood)
            case _:
                assert_never(identity)

    def exists(self, path: str) -> bool:
        return self.store.has(path)

    # -- the three things that a source can be

    def _again(self, source: Source, record: SourceRecord) -> None:
        """The same again: archived beside the first; notes and pages stay as they are."""
        self._archive_beside(record)
        note = known.note_path(record, self.store)
        said = f"the same as {record.title} of {record.date}, which is {'noted' if note else 'known'} already; archived beside it"
        self.log.append(said)
        self.filed.append(Filed(record.title if record.called else source.title, note, said, twin=True))
        self.changes.append(
            Append(
                known.with_twin(
                    known.with_ids(record, source), self.arrival.sha256, self.target or "", self.arrival.name
                )
            )
        )

    def _take_along(self, identity: Grown) -> Grown:
        """A thread that grew, with what waits beside the mail by which it did."""
        self._archive_beside(identity.record)
        undone = () if self.options.again else identity.record.undone
        identity, count = join_beside(identity, self.beside, undone)
        taken = {self.target}
        for each in self.beside[:count]:
            target = place_twin(identity.record.originals[0], each.name, lambda p: self.exists(p) or p in taken)
            taken.add(target)
            self.also.append((each, target))
        return identity

    def _grown(self, identity: Grown, record: SourceRecord, understood: Understand) -> None:
        """More of what is known: its rendering and note are brought up to date in place; what had no note may get one."""
        source = identity.source
        extraction, context = understood(source)
        assert self.target is not None
        kept = dict(record.attachments) | self._keep_attachments(source, record.rendering or "", understood)
        files = [(self.arrival, self.target), *self.also]
        grown = known.grown(record, identity, files, kept)
        self.changes += rendered_again(source, record, known.shown_originals(grown), kept, self.desk)
        typed, note = self._type(known.as_called(extraction, record)), known.note_path(record, self.store)
        more = "more mails of" if source.messages else "a longer version of"
        said = f"{more} {record.title} of {record.date}, whose note you deleted; archived beside it"
        if note is not None:
            reading = Reading(source, typed, context, self._link(source, typed, context, note), self.desk, note)
            links, home = share_again(record, reading)
            places = Places(note, record.originals[0] if source.messages else self.target, record.rendering or "")
            self.changes += self._noted(source, links, places, update=True, home=home)
            told = f"{more} {record.title} of {record.date}; its note was brought up to date"
            said = "; ".join((told, *self.drafted))
        elif record.note_id is None and typed.note_type is None:
            said = f"{more} {record.title} of {record.date}; nothing in it asks for a note"
        elif record.note_id is None:
            note, home = self._write_note(source, typed, context, record.originals[0], record.rendering or "")
            grown = known.noted(grown, note, home)
            said = "; ".join((f"{more} {record.title} of {record.date}, now noted", *self.drafted))
        self.log.append(said)
        self.filed.append(Filed(record.title if record.called else source.title, note, said))
        self.changes += [Append(grown), keeping.keep(source, extraction, context, self.engine)]

    def _new(self, source: Source, understood: Understand) -> None:
        """A source that nothing known is: it gets its place, its rendering and, where there is something to note, a note."""
        extraction, context = understood(source)
        shown = source if source.title not in UNTITLED else msgspec.structs.replace(source, title=extraction.title)
        original, rendering = place_source(shown, self.arrival.name, self.folders, self.taken, self.exists)
        self.target = original = self.target or original
        self.taken.add(fold_stem(rendering.rpartition("/")[2].removesuffix(".md")))
        kept = self._keep_attachments(source, rendering, understood)
        self.changes.append(NewFile(rendering, render_source(shown, original, kept=kept)))
        typed = self._type(extraction)
        note, home = None, None
        if typed.note_type is not None:
            note, home = self._write_note(source, typed, context, original, rendering)
        why = "; ".join(extraction.warnings) or "nothing in it asks for one"
        noted = "your own note is completed" if note in self.begun else "noted"
        noted = f"{noted}: {gets}" if note and (gets := describe_note(self.changes, note)) else noted
        noted = f"of one meeting with what is noted already ({self.joined})" if home else noted
        said = (
            "; ".join((noted, *describe_date(source), *self.drafted))
            if note
            else f"archived without a note: {why.removeprefix('no note: ')}"
        )
        self.log += [said] if note is None else []
        self.filed.append(Filed(shown.title, note, said))
        record = known.new_record(
            shown, self.arrival, self.engine.name, original, rendering, note, kept, home, called=shown is not source
        )
        self.changes += [Append(record), keeping.keep(source, extraction, context, self.engine)]

    def _write_note(
        self, source: Source, extraction: Extraction, context: Context, original: str, rendering: str
    ) -> tuple[str, Home | None]:
        links = self._link(source, extraction, context)
        begun = self._find_begun(source, links)
        found = None if begun else find_meeting(source, links, self.desk)
        if found is not None and found.likeness.verdict is Verdict.SAME:
            note = known.note_path(found.record, self.store) or ""
            links, home = share_new(found, Reading(source, extraction, context, links, self.desk, note))
            if home is not None:
                self._join(found, home)
                self.changes += self._noted(source, links, Places(note, original, rendering), update=True, home=home)
                return note, home
        note = begun or place_note(links, self.folders, self.taken)
        self.begun |= {begun} if begun else set()
        self.taken.add(fold_stem(note.rpartition("/")[2].removesuffix(".md")))
        asked = tuple(ask_meeting(source, note, found, self.desk)) if found else ()
        self.changes += self._noted(source, links, Places(note, original, rendering), update=False, asked=asked)
        return note, None

    def _join(self, found: Found, home: Home) -> None:
        """Say that a source joins a known one's note; where it tells the head from now on, the others are beside it."""
        self.joined = found.likeness.reason
        self.log.append(f"of one meeting with {found.record.title} of {found.record.date}: {self.joined}")
        if home.leads:
            others = (found.record, *sharing(found.record, self.desk))
            self.changes += [Append(msgspec.structs.replace(r, beside=True, at="")) for r in others if not r.beside]
            self.led += [r.source_id for r in others]

    def _find_begun(self, source: Source, links: Links) -> str | None:
        """The note that the user has begun for this meeting, where that is beyond doubt and it can be read."""
        titles = (source.title, links.extraction.title)
        begun = find_begun(self.store.notes_of(source.date.isoformat()), titles, source.date.isoformat())
        if begun is None or begun.path in self.begun or self.store.lines(begun.path):
            return None
        try:
            read_fields((self.desk.folder.read(begun.path) or b"").decode())
        except (BrokenFrontmatter, UnicodeDecodeError):
            return None
        return begun.path

    def _type(self, extraction: Extraction) -> Extraction:
        """The extraction under the note type that the person asked for."""
        wanted = self.options.note_type
        return msgspec.structs.replace(extraction, note_type=wanted) if wanted else extraction

    # -- their files

    def _archive_beside(self, record: SourceRecord) -> None:
        if self.target is None:
            self.target = place_twin(record.originals[0], self.arrival.name, self.exists)

    def _keep_attachments(self, source: Source, rendering: str, understood: Understand) -> dict[str, str]:
        """Put what came with a mail beside it, a document among its own kind; where each is now, by its bytes' hash."""
        wanted = {each.sha256 for message in source.messages for each in message.attachments}
        if not wanted:
            return {}
        files = [self.arrival, *(each for each, _ in self.also)]
        opened = ((each.name, self.data or self.desk.folder.read(each.path) or b"") for each in files)
        kept: dict[str, str] = {}
        for attachment, content in (each for name, data in opened for each in open_attachments(name, data)):
            if attachment.sha256 not in wanted:
                continue
            path = self._take_document(attachment, content, source, understood)
            if path is None:
                path = place_attachment(rendering, attachment.name, lambda p: self.exists(p) or p in self.placed)
                self.placed.add(path)
                self.changes.append(NewBytes(path, content))
            kept[attachment.sha256] = path
        return kept

    def _take_document(self, attachment: Attachment, data: bytes, mail: Source, understood: Understand) -> str | None:
        """A document that came with a mail is a source of its own, dated by the mail where it says nothing; None for what is none."""
        if not is_document(attachment):
            return None
        known_as = next(
            (r for r in self.store.known_sources(attachment.sha256, "") if attachment.sha256 in r.sha256s), None
        )
        if known_as is not None and known_as.state is not SourceState.UNDONE:
            return known_as.originals[known_as.sha256s.index(attachment.sha256)]
        sent = datetime.combine(mail.date, mail.time or time(12), self.desk.settings.zone()).astimezone()
        try:
            sources = read_sources(attachment.name, data, sent, self.desk.settings.zone(), len(data))
        except SourceError as error:
            self.log.append(f"{attachment.name} is kept as it came: {error}")
            return None
        if find_reason(mail, self.desk.settings.llm.private):
            replace = msgspec.structs.replace
            sources = tuple(replace(source, private="it came with a private mail") for source in sources)
        inside = Arrival("", attachment.name, attachment.sha256, sources)
        filing = _Filing(inside, self.desk, self.engine, self.options, self.taken, data)
        for source in sources:
            filing.take(source, understood)
        self.filed += filing.filed
        self.log += filing.log
        self.notes |= filing.notes
        if filing.target is not None:
            self.changes += [*filing.changes, NewBytes(filing.target, data)]
        return filing.target

    def _link(self, source: Source, extraction: Extraction, context: Context, note: str | None = None) -> Links:
        links = link_extraction(source, extraction, context, self.desk, note)
        self.log += [
            f"read by {extraction.engine}, coverage {extraction.coverage:.0%}",
            *map(describe_call, extraction.sent),
            *links.extraction.warnings,
            *(f"not linked, because it could be several: {a.name} ({a.reason})" for a in links.asked),
            *map(describe_held, links.held),
        ]
        return links

    def _noted(
        self,
        source: Source,
        links: Links,
        places: Places,
        *,
        update: bool,
        home: Home | None = None,
        asked: Sequence[ProposalRecord] = (),
    ) -> Iterator[Change]:
        self.notes[source.id] = places.note
        drafted = draft_source(source, links, places.note, places.rendering, self.desk, self.taken)
        self.log += drafted.log
        self.drafted = drafted.log
        if links.held:
            self.drafted += (f"{len(links.held)} left out, as you keep few like it (minutebook learned)",)
        yield from drafted.changes
        yield from write_up_and_ask(
            source, links, places, self.desk, update=update, drafts=drafted.shown, home=home, asked=asked
        )
