"""Answers about names: whom one means, what something is also called. Learned, and linked where it was asked."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date
from typing import Literal

from msgspec.structs import replace

from minutebook.errors import UserError
from minutebook.flow.outputs.accept import contexts_of, link_changes
from minutebook.flow.outputs.knowledge import plain_words
from minutebook.flow.outputs.merge import standing_contexts
from minutebook.flow.outputs.note import SECTIONS as NOTE_SECTIONS
from minutebook.flow.outputs.page import SECTIONS
from minutebook.flow.outputs.recent import place_contexts
from minutebook.flow.outputs.rename import accepted, set_aliases
from minutebook.flow.plan import make_plan
from minutebook.flow.review import Act, Order
from minutebook.model.book import BookTask
from minutebook.model.change import Append, Change, RemoveLine, WholeFile
from minutebook.model.entity import Entity, EntityState, EntityType
from minutebook.model.plan import RunKind
from minutebook.model.record import (
    AliasRecord,
    Ask,
    AskState,
    EntityRecord,
    LineKind,
    ProposalRecord,
    SourceRecord,
    TermRecord,
)
from minutebook.run.asking import answer_ask, open_asks
from minutebook.run.folding import answer_meeting
from minutebook.run.joining import absorb_changes, notes_of
from minutebook.run.proposals import entity_id, list_proposals
from minutebook.run.refiling import refile
from minutebook.run.registry import read_text
from minutebook.run.reported import news_id, open_news
from minutebook.run.session import Desk
from minutebook.run.tasks import change_tasks
from minutebook.text.names import fold, split_name
from minutebook.vault.machine import locate_lines
from minutebook.vault.note import read_note

_ACTS: Mapping[str, Act] = {"Done": "done", "Cancelled": "cancel", "In progress": "start"}


def answer(desk: Desk, ask: ProposalRecord, *, accepted: bool) -> str:
    """Do what a person answered to any question; returns a sentence that says so."""
    match ask.ask:
        case Ask.WHO:
            return _answer_who(desk, ask, accepted=accepted)
        case Ask.ALIAS:
            return _answer_alias(desk, ask, accepted=accepted)
        case Ask.TERM:
            return _answer_term(desk, ask, accepted=accepted)
        case Ask.MEETING:
            return answer_meeting(desk, ask, accepted=accepted)
        case Ask.NEWS:
            task = open_news(desk.store, desk.settings.task_tag).get(ask.id)
            return answer_news(desk, task, "accept" if accepted else "reject") if task else f"so already: {ask.value}"
        case Ask.SUPERSEDE | Ask.FIELD | Ask.LINE:
            return answer_ask(desk, ask, accepted=accepted)


def answer_news(desk: Desk, task: BookTask, act: Literal["accept", "reject", "done"]) -> str:
    """Yes: the task's line says what was told of it, or that it is done. No: it stays as it is, nothing tells it any more, and it is not asked about again. Raises UserError."""
    told = f"{task.news}: {task.text}"
    state = AskState.REJECTED if act == "reject" else AskState.ACCEPTED
    record = ProposalRecord(
        id=news_id(task), ask=Ask.NEWS, state=state, entity_id="", said=told, value=told, old=task.id or ""
    )
    names = {r.id: r for r in desk.store.latest(EntityRecord)}
    listed = (Append(record), *list_proposals(desk, names, asks=[record]))
    if act == "reject":
        said = f"not so: {told}"
        _apply(desk, said, accepted=False, changes=(*listed, *_untold(desk, task)))
        return said
    order = Order("done") if act == "done" else _order(task.news or "")
    if order.act in {"done", "cancel"} and task.recurrence:
        raise UserError(f"{task.text!r} repeats; finish it in Obsidian, where the Tasks plugin writes the next one")
    return "; ".join(change_tasks(desk, [task.id or task.handle], order, listed))


def _untold(desk: Desk, task: BookTask) -> Iterator[Change]:
    """The line of a later note that tells what became of a task goes for good, as one that was deleted there."""
    if task.news_path is None:
        return
    page = read_note(read_text(desk, task.news_path))
    lines = [r for r in desk.store.lines(task.news_path) if r.kind is LineKind.FOLLOW_UP and not r.deleted]
    places = locate_lines(page, lines)
    for was in lines:
        if was.id in places and f"#^{task.id}" in page.lines[places[was.id]].text:
            yield RemoveLine(path=task.news_path, was=was, record=replace(was, deleted=True), template=NOTE_SECTIONS)


def _order(news: str) -> Order:
    if news in _ACTS:
        return Order(_ACTS[news])
    moved = news.removeprefix("Moved to ")
    if moved != news:
        return Order("postpone", day=date.fromisoformat(moved))
    return Order("assign", owner=news.removeprefix("Reassigned to "))


def _answer_who(desk: Desk, ask: ProposalRecord, *, accepted: bool) -> str:
    entity = _entity(desk, ask)
    siblings = [
        a
        for a in open_asks(desk).values()
        if a.ask is Ask.WHO and a.id != ask.id and (fold(a.key), a.value) == (fold(ask.key), ask.value)
    ]
    answered = [replace(ask, state=AskState.ACCEPTED if accepted else AskState.REJECTED, at="")]
    changes: list[Change] = []
    names = {r.id: r for r in desk.store.latest(EntityRecord)}
    if accepted and entity is not None:
        answered += [replace(a, state=AskState.REJECTED, at="") for a in siblings]
        changes += _learned(desk, ask, entity)
    elif not siblings and entity is not None:
        changes.append(Append(AliasRecord(name=fold(ask.key), entity=entity.type, entity_id="", context=ask.value)))
        fresh = _newcomer(ask, entity.type, names)
        changes += [Append(record) for record in fresh]
        names |= {record.id: record for record in fresh}
    said = f"{'yes' if accepted else 'no'}: {plain_words(f'- {ask.said}')}"
    listed = [c for c in changes if not _is_review(c)]
    listed += [*map(Append, answered), *list_proposals(desk, names, asks=answered)]
    _apply(desk, said, accepted, listed, _sources(desk, ask))
    return said


def _sources(desk: Desk, ask: ProposalRecord) -> tuple[str, ...]:
    """The sources that an answer about a name is for: the one where it was asked, and those of that meeting's title."""
    records = desk.store.latest(SourceRecord)
    return tuple(r.source_id for r in records if r.source_id == ask.source_id or fold(r.title) == ask.value)


def _is_review(change: Change) -> bool:
    return getattr(change, "path", "") == "Review.md"


def _learned(desk: Desk, ask: ProposalRecord, entity: Entity) -> Iterator[Change]:
    """A whole name becomes another name of the entity; part of one means it in meetings of that title."""
    assert entity.path is not None
    name = EntityRecord(
        id=entity_id(entity.type, ask.key),
        entity=entity.type,
        name=ask.key,
        state="seen",
        source_ids=_sources(desk, ask),
    )
    if entity.type is EntityType.PERSON and split_name(ask.key).is_short:
        yield Append(AliasRecord(name=fold(ask.key), entity=entity.type, entity_id=entity.id, context=ask.value))
        notes = notes_of(desk, name)
        lines = [line for path in notes for line in desk.store.lines(path)]
        shared = desk.store.shared_stems()
        yield from link_changes(entity, entity.path, ask.key, notes, lines, shared)
        fresh, _ = contexts_of(entity, entity.path, ask.key, notes, lines, shared)
        page = desk.store.lines(entity.path)
        known, texts, standing = standing_contexts(read_text(desk, entity.path), page)
        new = [written for written in fresh if written.record.id not in {r.id for r in page}]
        yield from place_contexts(new, standing, known, texts, desk.settings.context_lines, SECTIONS[entity.type])
    else:
        yield from absorb_changes(desk, name, entity)


def _newcomer(ask: ProposalRecord, kind: EntityType, names: dict[str, EntityRecord]) -> list[EntityRecord]:
    """None of those known is meant: a whole name is proposed for a page."""
    key = entity_id(kind, ask.key)
    if kind is EntityType.PERSON and split_name(ask.key).is_short:
        return []
    was = names.get(key) or EntityRecord(id=key, entity=kind, name=ask.key, state="seen")
    sources = tuple(dict.fromkeys((*was.source_ids, ask.source_id)))
    return [replace(was, state=EntityState.PROPOSED, source_ids=sources, at="")] if was.state == "seen" else []


def _answer_alias(desk: Desk, ask: ProposalRecord, *, accepted: bool) -> str:
    entity = _entity(desk, ask)
    changes: list[Change] = []
    if accepted and entity is not None and entity.path is not None:
        changes += _aliased(desk, entity, ask.key)
    answered = replace(ask, state=AskState.ACCEPTED if accepted else AskState.REJECTED, at="")
    names = {r.id: r for r in desk.store.latest(EntityRecord)}
    said = f"{'yes' if accepted else 'no'}: {plain_words(f'- {ask.said}')}"
    _apply(desk, said, accepted, [*changes, Append(answered), *list_proposals(desk, names, asks=[answered])])
    return said


def _answer_term(desk: Desk, ask: ProposalRecord, *, accepted: bool) -> str:
    """An abbreviation goes into the glossary, or is not asked about again."""
    answered = replace(ask, state=AskState.ACCEPTED if accepted else AskState.REJECTED, at="")
    learned = [Append(TermRecord(short=ask.key, long=ask.value))] if accepted else []
    names = {r.id: r for r in desk.store.latest(EntityRecord)}
    said = f"{'yes' if accepted else 'no'}: {plain_words(f'- {ask.said}')}"
    _apply(desk, said, accepted, [*learned, Append(answered), *list_proposals(desk, names, asks=[answered])])
    return said


def _aliased(desk: Desk, entity: Entity, alias: str) -> Iterator[Change]:
    assert entity.path is not None
    record = accepted(entity, aliases=tuple(dict.fromkeys((*entity.aliases, alias))))
    yield WholeFile(entity.path, set_aliases(read_text(desk, entity.path), record.aliases))
    yield Append(record)


def _entity(desk: Desk, ask: ProposalRecord) -> Entity | None:
    return next((e for e in desk.store.pages() if e.id == ask.entity_id), None)


def _apply(desk: Desk, said: str, accepted: bool, changes: Iterable[Change], source_ids: Iterable[str] = ()) -> None:
    kind = RunKind.ACCEPT if accepted else RunKind.REJECT
    at = desk.now.astimezone(UTC).isoformat()
    plan = make_plan(kind, said[:120], None, changes, desk.folder.read, at=at, log=[said])
    desk.apply(refile(plan, desk, source_ids))
