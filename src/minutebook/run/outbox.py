"""Drafts on demand: the reply to a mail, the recap of a meeting, the calendar file of a time that was named."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date

import msgspec

from minutebook.errors import UserError
from minutebook.flow.extract.engine import Engine
from minutebook.flow.extract.ground import ground
from minutebook.flow.extract.llm import Model
from minutebook.flow.outputs.compose import link_draft
from minutebook.flow.outputs.invite import Method, compose_booking
from minutebook.flow.outputs.letter import Letter, find_address
from minutebook.flow.outputs.recap import compose_recap
from minutebook.flow.outputs.reply import compose_reply, own_addresses
from minutebook.flow.plan import make_plan
from minutebook.model.change import Change, InsertLine, ReplaceLine
from minutebook.model.entity import EntityState, EntityType
from minutebook.model.links import Links
from minutebook.model.plan import RunKind
from minutebook.model.record import LineKind, LineRecord, SourceRecord, SourceState
from minutebook.model.source import Header, Source, SourceKind
from minutebook.run import keeping, known
from minutebook.run.consult import shield
from minutebook.run.drafts import (
    ASKED,
    WRITTEN,
    Draft,
    Purpose,
    calendar_draft,
    find_written,
    letter_draft,
    reply_draft,
    settle_draft,
)
from minutebook.run.linking import link_extraction
from minutebook.run.prose import Prose
from minutebook.run.replying import write_reply
from minutebook.run.search import read_words
from minutebook.run.session import Desk, Session
from minutebook.run.understanding import context_of, understand
from minutebook.store.reading import plain, read_properties
from minutebook.text.ids import stable_id
from minutebook.text.names import fold
from minutebook.vault.meaning import line_digest


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the wish for a draft. ``draft`` None: none could be made, and ``said`` is why."""

    source: str
    purpose: Purpose
    said: tuple[str, ...]
    draft: str | None = None
    unreached: tuple[str, ...] = ()
    """Who should get it but has no known address."""
    prose: Prose = Prose()
    """What a model wrote of it."""


def draft_letter(
    desk: Session, record: SourceRecord, engine: Engine, model: Model | None = None, *, proposed: bool = False
) -> Made:
    """The reply to a mail, which a ``model`` writes as far as the book knows the answers, or the recap of any other source."""
    source, note = _read(desk, record), known.note_path(record, desk.store)
    if source.kind is SourceKind.EMAIL:
        links = _understand(desk, source, engine, note)
        reply = compose_reply(source, links.extraction, desk.settings.owner())
        if isinstance(reply, str):
            return Made(source=record.title, purpose=Purpose.REPLY, said=(reply,))
        return _reply(desk, record, source, links, reply, model)
    if note is None:
        said = f"{record.title} has no note (any more); a recap says what its note says"
        return Made(source=record.title, purpose=Purpose.RECAP, said=(said,))
    text = (desk.folder.read(note) or b"").decode("utf-8", "replace")
    people, unreached = _find_people(desk, source, text)
    recap = compose_recap(*_head(text, record), desk.settings.owner(), people, unreached, proposed=proposed)
    if isinstance(recap, str):
        return Made(source=record.title, purpose=Purpose.RECAP, said=(recap,))
    made = _make(desk, record, note, letter_draft(Purpose.RECAP, source, recap, note, desk), ASKED)
    return msgspec.structs.replace(made, unreached=unreached)


def _reply(
    desk: Session, record: SourceRecord, source: Source, links: Links, letter: Letter, model: Model | None
) -> Made:
    """The draft of a reply; where a model cannot write it now, one that it wrote before stays."""
    note, rendering = known.note_path(record, desk.store), record.rendering or ""
    if model is None:
        return _make(desk, record, note, reply_draft(source, links, letter, note, rendering, desk), ASKED)
    with read_words(desk.vault, desk.store) as library:
        wrote = write_reply(source, links, letter, (rendering, note or ""), shield(library), model)
    if wrote.written is None and (standing := find_written(source.id, letter, desk)):
        said = (f"{standing} stays, as a model wrote it before",)
        return Made(source=record.title, purpose=Purpose.REPLY, said=said, draft=standing, prose=wrote.prose)
    written = compose_reply(source, links.extraction, desk.settings.owner(), wrote.written)
    assert not isinstance(written, str)
    draft = reply_draft(source, links, written, note, rendering, desk, wrote.passages)
    made = _make(desk, record, note, draft, ASKED if wrote.written is None else WRITTEN)
    return msgspec.structs.replace(made, prose=wrote.prose)


def draft_invite(desk: Desk, record: SourceRecord, engine: Engine, method: Method | None) -> Made:
    """The calendar file of the time that a source names."""
    source, note = _read(desk, record), known.note_path(record, desk.store)
    links = _understand(desk, source, engine, note)
    about = (note or record.title).rpartition("/")[2].removesuffix(".md")
    owner, zone, invite = desk.settings.owner(), desk.settings.zone(), links.extraction.invite
    booking = compose_booking(source, invite, owner, zone, about=about, method=method)
    if isinstance(booking, str):
        return Made(source=record.title, purpose=Purpose.CALENDAR, said=(booking,))
    draft = calendar_draft(source, booking, desk, invite.number if invite else 0)
    return _make(desk, record, note, draft, booking.method.value)


def _read(desk: Desk, record: SourceRecord) -> Source:
    source = known.reread(record, desk) if record.state is not SourceState.UNDONE else None
    if source is None:
        raise UserError(
            f"{record.title} ({record.originals[record.shown]}) is missing, was changed, or its run was undone; restore it, or ingest it again"
        )
    return source


def _understand(desk: Desk, source: Source, engine: Engine, note: str | None) -> Links:
    entities = [e for e in desk.store.entities() if e.state is not EntityState.PROPOSED]
    context = context_of(source, desk, entities)
    kept = keeping.find_kept(source, context, engine, desk.folder)
    extraction = understand(source, context, engine) if kept is None else ground(kept, source)
    return link_extraction(source, extraction, context, desk, note)


def _head(text: str, record: SourceRecord) -> tuple[str, str, date]:
    """The note's text, title and date as they are now."""
    title = read_properties(text).get("title")
    return text, title if isinstance(title, str) and title else record.title, date.fromisoformat(record.date)


def _find_people(desk: Desk, source: Source, text: str) -> tuple[tuple[Header, ...], tuple[str, ...]]:
    """Those present by the note's participants: who has a known address, and who has none."""
    listed = read_properties(text).get("participants") or ()
    names = [plain(name) for name in ((listed,) if isinstance(listed, str) else listed)]
    me = desk.settings.owner()
    mine = {fold(name) for name in (me.name, *me.aliases) if name}
    addresses = dict(_addresses(desk, source))
    own = own_addresses(source, me)
    others = [name for name in names if fold(name) not in mine]
    found = {name: addresses.get(fold(name)) for name in others}
    people = tuple(Header(name, a, "to") for name, a in found.items() if a and a.lower() not in own)
    return people, tuple(name for name, address in found.items() if address is None)


def _addresses(desk: Desk, source: Source) -> Iterator[tuple[str, str]]:
    """Folded names with the address that the source or, before it, their page gives. A name of two people gives none."""
    pages = [e for e in desk.store.pages() if e.type is EntityType.PERSON]
    said = [(p.name, p.email) for p in source.people]
    for name, email in (*said, *((n, e.emails[0] if e.emails else None) for e in pages for n in (e.name, *e.aliases))):
        address = find_address(email)
        shared = sum(fold(name or "") in map(fold, (e.name, *e.aliases)) for e in pages) > 1
        if name and address and not shared:
            yield fold(name), address


def _make(desk: Desk, record: SourceRecord, note: str | None, draft: Draft, wish: str) -> Made:
    drafted = settle_draft(draft, desk, set(desk.store.stems()), wish)
    path = drafted.shown.get(draft.label)
    changes: Sequence[Change] = (*drafted.changes, *(_linked(desk, record, note, draft, path) if note and path else ()))
    plan = make_plan(
        RunKind.DRAFT,
        f"{draft.purpose.lower()} drafted: {record.title}",
        record.source_id,
        changes,
        desk.folder.read,
        at=desk.now.astimezone(UTC).isoformat(),
        log=drafted.log,
    )
    desk.apply(plan)
    said = drafted.log or (f"{path} says all this already",)
    return Made(source=record.title, purpose=draft.purpose, said=said, draft=path)


def _linked(desk: Desk, record: SourceRecord, note: str, draft: Draft, path: str) -> Iterator[Change]:
    """The line of the note's head that leads to the draft; one that the user took out or changed stays so."""
    anchor = f"**{draft.label}**:"
    line = f"{anchor} {link_draft(path, desk.store.shared_stems())}"
    written = LineRecord(
        id=stable_id(record.source_id, "header", anchor),
        path=note,
        digest=line_digest(line),
        kind=LineKind.HEADER,
        source_id=record.source_id,
        anchor=anchor,
    )
    was = next((r for r in desk.store.lines(note) if r.id == written.id), None)
    if was is None or not was.digest:
        yield InsertLine(path=note, section="", line=line, record=written)
    elif not was.deleted and not was.owned and was.digest != written.digest:
        yield ReplaceLine(path=note, was=was, line=line, record=written)
