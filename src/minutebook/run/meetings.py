"""One meeting from several sources: which known one a new source tells of, too, and what of theirs it says again."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from minutebook.flow.link.meeting import Account, Likeness, Verdict, may_be_one, same_meeting, telling_title
from minutebook.flow.link.merge import name_in_full, pair_items, with_mentions
from minutebook.flow.outputs.links import wikilink
from minutebook.flow.outputs.note import note_id
from minutebook.flow.outputs.together import Home
from minutebook.model.entity import Context, EntityType
from minutebook.model.extraction import Extraction
from minutebook.model.links import Links
from minutebook.model.record import Ask, AskState, ProposalRecord, SourceRecord, SourceState
from minutebook.model.source import Source, SourceKind
from minutebook.run import keeping, known
from minutebook.run.linking import link_extraction
from minutebook.run.session import Desk
from minutebook.run.understanding import understood_again
from minutebook.text.escape import escape_title
from minutebook.text.ids import stable_id
from minutebook.text.names import fold

LEAD = 0.1
"""Share of words by which one meeting must lead another for it to be meant."""


class Found(msgspec.Struct, frozen=True):
    """A known source that may tell of the same meeting, and how like the two are."""

    record: SourceRecord
    likeness: Likeness


class Reading(msgspec.Struct, frozen=True):
    """A source as it was understood, and linked on its way into the ``note`` at that path."""

    source: Source
    extraction: Extraction
    context: Context
    links: Links
    desk: Desk
    note: str


def find_meeting(source: Source, links: Links, desk: Desk) -> Found | None:
    """The noted source whose meeting a new one tells of; one to ask about where that is not certain."""
    ours = _account(source, links.extraction, desk)
    best: dict[str, Found] = {}
    for record in _candidates(source, desk):
        theirs = _known_account(record, desk)
        if theirs is None or not may_be_one(source, theirs.source) or not _is_near(ours, theirs):
            continue
        likeness = same_meeting(ours, theirs)
        if likeness.verdict is not Verdict.APART:
            best[record.note_id or ""] = max(
                [Found(record, likeness), *filter(None, [best.get(record.note_id or "")])], key=_rank
            )
    ranked = sorted(best.values(), key=_rank, reverse=True)
    if not ranked:
        return None
    first = ranked[0]
    clear = len(ranked) == 1 or first.likeness.words - ranked[1].likeness.words >= LEAD
    if clear or first.likeness.verdict is Verdict.ASK:
        return first
    return Found(first.record, msgspec.structs.replace(first.likeness, verdict=Verdict.ASK))


def _rank(found: Found) -> tuple[bool, float]:
    return found.likeness.verdict is Verdict.SAME, found.likeness.words


def _candidates(source: Source, desk: Desk) -> Iterator[SourceRecord]:
    """The noted sources of the day, and of the days around it where a mail may follow a meeting."""
    after = 0 if source.kind is SourceKind.EMAIL else 1
    before = 1 if source.kind is SourceKind.EMAIL else 0
    for days in range(-before, after + 1):
        day = (source.date + timedelta(days=days)).isoformat()
        for record in desk.store.known_sources("", day):
            noted = record.state is SourceState.NOTED and record.source_id != source.id
            if noted and record.note_id and record.date == day and known.note_path(record, desk.store):
                yield record


def _is_near(one: Account, other: Account) -> bool:
    """Whether two sources are worth comparing word for word: a mail that has neither title nor people of a talk is not."""
    if SourceKind.EMAIL not in {one.source.kind, other.source.kind}:
        return True
    people = {fold(name) for name in one.people} & {fold(name) for name in other.people}
    return bool(people) or bool(telling_title(one.source.title) & telling_title(other.source.title))


def _account(source: Source, extraction: Extraction, desk: Desk) -> Account:
    me = desk.settings.owner()
    mine = {fold(name) for name in (me.name, *me.aliases) if name}
    people = [p.name for p in extraction.participants if p.name and p.present]
    if source.kind not in {SourceKind.CONVERSATION, SourceKind.EMAIL}:  # notes name those who were there
        people += [m.name for m in extraction.mentioned if m.type is EntityType.PERSON]
    present = [name for name in people if fold(name) not in mine]
    return Account(source, tuple(present), tuple(m.name for m in extraction.mentioned))


def _known_account(record: SourceRecord, desk: Desk) -> Account | None:
    source, extraction = known.reread(record, desk), keeping.last_kept(record.source_id, record.engine, desk.folder)
    if source is None or extraction is None:
        return None
    told = _account(source, extraction, desk)
    note = next((n for n in desk.store.notes_of(record.date) if n.id == record.note_id), None)
    me = desk.settings.owner()
    mine = {fold(name) for name in (me.name, *me.aliases) if name}
    linked = [name for name in note.people if fold(name) not in mine] if note else []
    return msgspec.structs.replace(told, people=tuple(dict.fromkeys((*told.people, *linked))))


def share_again(record: SourceRecord, reading: Reading) -> tuple[Links, Home | None]:
    """A known source linked in the light of those that it shares its note with, and that note; None where it has one of its own."""
    others = sharing(record, reading.desk)
    return _share(record.note_id or "", _maker(record, others), others, reading, leads=not record.beside)


def share_new(found: Found, reading: Reading) -> tuple[Links, Home | None]:
    """The same of a new source and the note of its meeting, whose head it tells where it is a talk and no other one is."""
    others = (found.record, *sharing(found.record, reading.desk))
    talks = [r for r in others if r.kind == SourceKind.CONVERSATION]
    leads = reading.source.kind is SourceKind.CONVERSATION and not talks
    return _share(found.record.note_id or "", _maker(found.record, others), others, reading, leads=leads)


def _share(
    of: str, maker: str, others: Iterable[SourceRecord], reading: Reading, *, leads: bool
) -> tuple[Links, Home | None]:
    earlier = tuple(filter(None, (understood_again(record, reading.desk) for record in others)))
    if not earlier:
        return reading.links, None
    full = name_in_full(reading.extraction, earlier)
    earlier = tuple(name_in_full(each, [full]) for each in earlier)
    if leads:
        full = with_mentions(full, earlier)
    links = link_extraction(
        reading.source, full, reading.context, reading.desk, reading.note
    )  # what the note's other sources promise is no earlier task
    pairs = pair_items(links.extraction, reading.source, earlier)
    return links, Home(note_id=of, source_id=maker, leads=leads, pairs=pairs)


def sharing(record: SourceRecord, desk: Desk) -> tuple[SourceRecord, ...]:
    """The other noted sources of a source's note."""
    if not record.note_id:
        return ()
    days = {(date.fromisoformat(record.date) + timedelta(days=n)).isoformat() for n in (-1, 0, 1)}
    near = {r.source_id: r for day in sorted(days) for r in desk.store.known_sources("", day)}
    return tuple(
        r
        for r in near.values()
        if r.note_id == record.note_id and r.source_id != record.source_id and r.state is SourceState.NOTED
    )


def _maker(record: SourceRecord, others: Iterable[SourceRecord]) -> str:
    """The source that the note was made of, whose id its own comes from."""
    made = (r.source_id for r in (record, *others) if note_id(r.source_id) == record.note_id)
    return next(made, record.source_id)


def ask_meeting(source: Source, note: str, found: Found, desk: Desk) -> Iterator[ProposalRecord]:
    """The question whether a new source tells of the meeting of a known one, once."""
    key = stable_id("meeting", *sorted((source.id, found.record.source_id)))
    was, there = desk.store.record(ProposalRecord, key), known.note_path(found.record, desk.store)
    if there is None or (was is not None and was.state is not AskState.WITHDRAWN):
        return
    shared = desk.store.shared_stems()
    words = f"{wikilink(note, shared=shared)} and {wikilink(there, shared=shared)} are of one meeting ({escape_title(found.likeness.reason)})"
    yield ProposalRecord(
        id=key,
        ask=Ask.MEETING,
        state=AskState.PROPOSED,
        entity_id="",
        said=words,
        source_id=source.id,
        key=source.id,
        value=found.record.source_id,
    )
