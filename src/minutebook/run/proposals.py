"""Names without a page: counted over sources, proposed when the settings say so, listed in the review file."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec.structs import replace

from minutebook.flow.outputs.dashboard import review_changes
from minutebook.flow.outputs.query import REVIEW_PATH
from minutebook.model.change import Append, Change
from minutebook.model.entity import EntityState, EntityType
from minutebook.model.links import Links
from minutebook.model.record import Ask, AskState, EntityRecord, LineRecord, ProposalRecord, SourceRecord, SourceState
from minutebook.model.source import Source
from minutebook.run import known
from minutebook.run.reported import open_news
from minutebook.run.session import Desk
from minutebook.store import Store
from minutebook.text.ids import stable_id
from minutebook.text.names import fold

SEEN = "seen"
"""State of a name that was mentioned, but not often enough to be proposed."""


def entity_id(kind: EntityType, name: str) -> str:
    """The id that a name without a page has, and keeps when it gets one."""
    return stable_id("entity", kind, fold(name))


def mentioned_before(store: Store, source_id: str) -> Mapping[str, int]:
    """In how many other sources each folded name without a page was seen."""
    return {fold(r.name): len(set(r.source_ids) - {source_id}) for r in store.latest(EntityRecord)}


def propose(
    source: Source, links: Links, note: str, desk: Desk, asks: Iterable[ProposalRecord] = ()
) -> Iterator[Change]:
    """The changes that count the source's unknown names, propose those that are due, and list them for review.

    ``asks`` are the questions that the same plan records.
    """
    asked = list(asks)
    store = desk.store
    before = {r.id: r for r in store.latest(EntityRecord)}
    due = {entity_id(p.type, p.name): p for p in links.proposals}
    coming: dict[str, EntityRecord] = {}
    me = desk.settings.owner()
    mine = {fold(name) for name in (me.name, *me.aliases, *me.emails, me.organisation or "") if name}
    for kind, name in _unknown(links):
        if fold(name) in mine:
            continue
        key = entity_id(kind, name)
        if key not in due:
            coming[key] = _seen(before.get(key), key, kind, name, source.id)
    for key, proposal in due.items():
        seen = _seen(before.get(key), key, proposal.type, proposal.name, source.id)
        if proposal.type is EntityType.FORUM:
            earlier = (record.source_id for path, _ in store.titled(proposal.name) for record in store.lines(path))
            seen = replace(seen, source_ids=tuple(dict.fromkeys(filter(None, (*earlier, *seen.source_ids)))))
        coming[key] = replace(
            seen,
            state=EntityState.PROPOSED if seen.state in {SEEN, EntityState.PROPOSED} else seen.state,
            emails=tuple(dict.fromkeys([*seen.emails, *([proposal.email] if proposal.email else [])])),
            organisation=seen.organisation or proposal.organisation,
            role=seen.role or proposal.role,
            partner=seen.partner or proposal.partner,
        )
    changed = {key: record for key, record in coming.items() if record != before.get(key)}
    yield from (Append(record) for record in changed.values())
    if asked or any(record.state == EntityState.PROPOSED for record in changed.values()):
        yield from list_proposals(desk, before | changed, {source.id: note}, asked)


def list_proposals(
    desk: Desk,
    records: Mapping[str, EntityRecord],
    notes: Mapping[str, str] | None = None,
    asks: Iterable[ProposalRecord] = (),
) -> Iterator[Change]:
    """The changes that make the review file list exactly what is proposed.

    ``notes``: of sources that the ledger does not have yet; ``asks``: questions as the same plan records them.
    """
    coming = {ask.id: ask for ask in asks}
    every = {ask.id: ask for ask in desk.store.latest(ProposalRecord)} | coming
    waiting = [ask for ask in every.values() if ask.state is AskState.PROPOSED]
    told = open_news(desk.store, desk.settings.task_tag) if any(ask.ask is Ask.NEWS for ask in waiting) else {}
    asked = [ask for ask in waiting if ask.ask is not Ask.NEWS and (ask.id in coming or _stands(ask, desk.store))]
    asked += [ask for ask in waiting if ask.ask is Ask.NEWS and (ask.id in told or _is_told(ask, coming, desk.store))]
    proposed = [r for r in records.values() if r.state == EntityState.PROPOSED]
    seen_in = {r.id: _notes(r, desk.store, notes or {}) for r in proposed}
    data = desk.folder.read(REVIEW_PATH)
    text = None if data is None else data.decode("utf-8", "surrogateescape")
    yield from review_changes(proposed, seen_in, text, desk.store.lines(REVIEW_PATH), desk.store.shared_stems(), asked)


def list_news(desk: Desk) -> Iterator[Change]:
    """The changes by which the review file lists the news of tasks that waits now: of some a task was accepted, of some closed."""
    if any(ask.ask is Ask.NEWS and ask.state is AskState.PROPOSED for ask in desk.store.latest(ProposalRecord)):
        yield from list_proposals(desk, {r.id: r for r in desk.store.latest(EntityRecord)})


def list_once(desk: Desk, changes: Iterable[Change], notes: Mapping[str, str]) -> tuple[Change, ...]:
    """The changes of several sources of one file, names counted over all of them and the review file made once.

    ``notes``: the note of each source by its id.
    """
    gathered = list(changes)
    if len(notes) < 2:
        return tuple(gathered)
    kept = [
        c for c in gathered if not _is_review(c) and not (isinstance(c, Append) and isinstance(c.record, EntityRecord))
    ]
    seen: dict[str, EntityRecord] = {}
    for change in gathered:
        if isinstance(change, Append) and isinstance(record := change.record, EntityRecord):
            seen[record.id] = _both(seen[record.id], record) if record.id in seen else record
    asks = [c.record for c in kept if isinstance(c, Append) and isinstance(c.record, ProposalRecord)]
    known_names = {r.id: r for r in desk.store.latest(EntityRecord)}
    listed = any(map(_is_review, gathered))
    review = list_proposals(desk, known_names | seen, notes, asks) if listed else ()
    return (*kept, *map(Append, seen.values()), *review)


def _is_review(change: Change) -> bool:
    record = change.record if isinstance(change, Append) else change
    return getattr(record, "path", None) == REVIEW_PATH


def _both(one: EntityRecord, other: EntityRecord) -> EntityRecord:
    """What two sources of one file say of a name."""
    states = {one.state, other.state}
    return replace(
        other,
        state=EntityState.PROPOSED if EntityState.PROPOSED in states else other.state,
        source_ids=tuple(dict.fromkeys((*one.source_ids, *other.source_ids))),
        emails=tuple(dict.fromkeys((*one.emails, *other.emails))),
        organisation=other.organisation or one.organisation,
        partner=one.partner or other.partner,
    )


def _is_told(ask: ProposalRecord, coming: Collection[str], store: Store) -> bool:
    """Whether news that the same plan records is of an accepted task, or one that it opens again: that of a proposed one is told with it."""
    return ask.id in coming and not any(task.is_proposed for task in store.tasks_called(ask.old.removeprefix("mb-")))


def _stands(ask: ProposalRecord, store: Store) -> bool:
    """Whether the lines that a question is about are still there."""
    lines = [store.record(LineRecord, line_id) for line_id in (ask.old, ask.new) if line_id]
    return all(line is not None and line.digest and not line.deleted for line in lines)


def _notes(record: EntityRecord, store: Store, coming: Mapping[str, str]) -> list[str]:
    """The notes that name an entity, newest first."""
    found = []
    for source_id in record.source_ids:
        record_of = store.record(SourceRecord, source_id)
        stands = record_of is not None and record_of.state is SourceState.NOTED
        path = coming.get(source_id) or (known.note_path(record_of, store) if record_of and stands else None)
        if path:
            day = record_of.date if record_of else path.rpartition("/")[2][: len("2026-03-12")]
            found.append((day, path))
    return [path for _, path in sorted(found, reverse=True)]


def _unknown(links: Links) -> Iterator[tuple[EntityType, str]]:
    """The people and organisations of a source that link to nothing."""
    linked = {r.name for r in links.resolved} | {a.name for a in links.asked}
    for participant in links.extraction.participants:
        if participant.name and participant.name not in linked:
            yield EntityType.PERSON, participant.name
    for mention in links.extraction.mentioned:
        if mention.name not in linked:
            yield mention.type, mention.name


def _seen(before: EntityRecord | None, key: str, kind: EntityType, name: str, source_id: str) -> EntityRecord:
    record = before or EntityRecord(id=key, entity=kind, name=name, state=SEEN)
    record = replace(record, at="")
    return record if source_id in record.source_ids else replace(record, source_ids=(*record.source_ids, source_id))
