"""What is written of one source: its rendering brought up to date, its note and pages, and what they ask."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from minutebook.flow.outputs.begun import complete_changes
from minutebook.flow.outputs.carry import carry_edits
from minutebook.flow.outputs.compose import compose_note
from minutebook.flow.outputs.filing import Places
from minutebook.flow.outputs.links import wikilink
from minutebook.flow.outputs.note import Note, as_it_stands, note_changes, update_note_changes
from minutebook.flow.outputs.page import concerned, page_changes
from minutebook.flow.outputs.rendering import anchor_text, block_of, render_source
from minutebook.flow.outputs.retold import as_told, read_tellings, retold
from minutebook.flow.outputs.together import Home, join_changes, join_note
from minutebook.flow.outputs.told import news_asks
from minutebook.flow.outputs.who import name_asks
from minutebook.model.change import Append, Change, WholeFile
from minutebook.model.links import Links
from minutebook.model.record import LineRecord, ProposalRecord, SourceRecord
from minutebook.model.source import Source
from minutebook.run import known, proposals
from minutebook.run.asking import what_is_known
from minutebook.run.layouts import find_layout
from minutebook.run.session import Desk


def rendered_again(
    source: Source, record: SourceRecord, originals: Sequence[str], kept: Mapping[str, str], desk: Desk
) -> Iterator[Change]:
    """The change that brings a known source's rendering up to date; what a person wrote into it stays."""
    standing = desk.folder.read(record.rendering or "")
    if record.rendering is None or standing is None:
        return

    def shown(source: Source) -> Source:
        return msgspec.structs.replace(source, title=record.title) if record.called else source

    text = render_source(shown(source), *originals, kept=kept)
    before = known.reread(record, desk)
    if before is not None:
        old = render_source(shown(before), *known.shown_originals(record), kept=dict(record.attachments))
        text = carry_edits(old, standing.decode("utf-8", "replace"), text)
    yield WholeFile(record.rendering, text)


def write_up_and_ask(
    source: Source,
    links: Links,
    places: Places,
    desk: Desk,
    *,
    update: bool,
    drafts: Mapping[str, str],
    home: Home | None = None,
    asked: Sequence[ProposalRecord] = (),
) -> Iterator[Change]:
    """The changes of a source's note and pages, and what they ask of a person, after what is ``asked`` of the source itself.

    ``drafts``: what the head links, by label. ``home``: the note that the source shares with others.
    """
    changes = [*map(Append, asked), *write_up(source, links, places, desk, update=update, drafts=drafts, home=home)]
    asks = [c.record for c in changes if isinstance(c, Append) and isinstance(c.record, ProposalRecord)]
    before = {ask.id: ask for ask in desk.store.latest(ProposalRecord)}
    named = list(name_asks(links, source.id, source.title, places.note, before, desk.store.shared_stems()))
    if updates := links.extraction.updates:
        tasks = {task.id: task for task in desk.store.open_tasks() if task.id}
        day, shared = source.date.isoformat(), desk.store.shared_stems()
        named += news_asks(updates, tasks, source.id, day, places.note, before, shared)
    yield from (*changes, *map(Append, named))
    yield from proposals.propose(source, links, places.note, desk, [*asks, *named])


def write_up(
    source: Source,
    links: Links,
    places: Places,
    desk: Desk,
    *,
    update: bool,
    drafts: Mapping[str, str],
    home: Home | None = None,
) -> Iterator[Change]:
    """The changes of a source's note and of the pages concerned."""
    store, shared = desk.store, desk.store.shared_stems()
    note = compose_note(
        source,
        links,
        places,
        desk.settings.owner(),
        shared=shared,
        open_tasks={task.id: task for task in store.open_tasks() if task.id},
        task_tag=desk.settings.task_tag,
        drafts=drafts,
    )
    note = note if home is None else join_note(note, home, wikilink(places.rendering, shared=shared))
    standing = desk.folder.read(places.note)
    text, records = (standing or b"").decode("utf-8", "surrogateescape"), store.lines(places.note)
    tellings = read_tellings(links.extraction, text, records, desk.settings.owner(), {})
    note = as_told(note, tellings, records)
    yield from _of_note(note, standing, desk, update=update, home=home)
    links = msgspec.structs.replace(links, extraction=retold(links.extraction, tellings))
    yield from _of_pages(source, links, places, as_it_stands(note, text, records), desk)


def _of_note(note: Note, standing: bytes | None, desk: Desk, *, update: bool, home: Home | None) -> Iterator[Change]:
    """The changes of the note itself, ``standing`` as its file is."""
    store, text = desk.store, (standing or b"").decode("utf-8", "surrogateescape")
    ids = {line.record.id for line in note.lines}
    moved = {key for key in ids if (r := store.record(LineRecord, key)) and r.digest and r.path != note.path}
    if home is not None:
        yield from join_changes(note, home, text, store.lines(note.path), moved)
    elif not update and standing is not None:
        yield from complete_changes(note, text)
    elif not update:
        yield from note_changes(note, find_layout(desk, "note"))
    else:
        yield from update_note_changes(note, text, store.lines(note.path), moved)


def _of_pages(source: Source, links: Links, places: Places, told: Note, desk: Desk) -> Iterator[Change]:
    """The changes that a note, as it will stand, brings to the pages concerned."""
    store, shared, blocks = desk.store, desk.store.shared_stems(), block_of(source)

    def evidence(ids: tuple[int, ...]) -> str:
        block = f"u{blocks[min(ids)]}"
        return wikilink(places.rendering, anchor_text(source, min(ids)), block=block, shared=shared)

    beside = msgspec.structs.replace(what_is_known(desk), evidence=evidence)
    for entity in concerned(links, desk.settings.owner()):
        page = desk.folder.read(entity.path or "")
        if page is not None and entity.path:
            yield from page_changes(
                entity,
                links.extraction,
                told,
                page.decode("utf-8", "replace"),
                store.lines(entity.path),
                limit=desk.settings.context_lines,
                shared=shared,
                known=beside,
            )
