"""An extraction meets the vault: less what its owner would hardly keep, its names and news tied to what is known."""

from collections.abc import Iterable, Iterator

import msgspec

from minutebook.flow.link import link
from minutebook.flow.outputs.compose import MYSELF, update_id
from minutebook.flow.outputs.rendering import block_of
from minutebook.flow.review.passage import around, read_passages
from minutebook.model.entity import Context, Me, OpenTask
from minutebook.model.extraction import Extraction, TaskStatus, Update, UpdateStatus
from minutebook.model.links import Links
from minutebook.model.queue import Heard
from minutebook.model.record import LineKind, SourceRecord
from minutebook.model.source import Source, SourceKind
from minutebook.run import proposals
from minutebook.run.learning import sift
from minutebook.run.session import Desk
from minutebook.text import patterns as re
from minutebook.text.houses import is_house
from minutebook.text.names import fold
from minutebook.vault.machine import locate_lines
from minutebook.vault.note import read_note

_TOLD = re.compile(r"(?:- )?(?P<news>[^:]+): (?P<task>.*?)(?= \[\[|\Z)")
_TASK = re.compile(r"#\^(mb-[0-9a-z]{10})[|\]]")
_PASSAGE = re.compile(r"(?P<target>[^#|]+)#\^u(?P<block>\d+)")
_STATES = {"Done": UpdateStatus.DONE, "Cancelled": UpdateStatus.CANCELLED}

BEFORE = 2
"""Turns before a task that may say what it is about."""


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
    """What is proposed of the extraction, tied to what the vault knows now.

    The tasks of its own ``note``, where it has one, are no earlier ones but for those of a thread's earlier mails, and the news of earlier ones that it
    told stands.
    """
    extraction, held = sift(desk, source.kind, _as_mine(source, extraction, context.me))
    policy = desk.settings.proposals
    links = link(
        source,
        extraction,
        context,
        owned_by_name(_left_open(source, extraction, note, desk), desk.settings.owner()),
        desk.store.entities(),
        propose_present=policy.present,
        propose_mentions=policy.mentions,
        mentioned_before=proposals.mentioned_before(desk.store, source.id),
        registry=desk.store.registry(),
        told=tuple(told_before(source, extraction.engine, note, desk)) if note else (),
        recall=Recall(desk),
        met=lambda title: len({day for _, day in desk.store.titled(title)} - {source.date.isoformat()}),
    )
    return msgspec.structs.replace(links, held=held)


def _as_mine(source: Source, extraction: Extraction, me: Me) -> Extraction:
    """What is understood of a source; what a paper asks of the owner's own organisation is the owner's."""
    if source.kind is not SourceKind.DOCUMENT or not me.name:
        return extraction
    tasks = (
        msgspec.structs.replace(task, owner=me.name)
        if task.owner and is_house(task.owner, me.organisation, me.emails)
        else task
        for task in extraction.tasks
    )
    return msgspec.structs.replace(extraction, tasks=tuple(tasks))


def _left_open(source: Source, extraction: Extraction, note: str | None, desk: Desk) -> Iterator[OpenTask]:
    """The open tasks of other notes, and of a thread's own those of which a later mail may tell and the note does not: what is only proposed is brought up to date there."""
    told = {task.id: task for task in extraction.tasks}
    for task in desk.store.open_tasks():
        if task.path != note:
            yield task
        elif since := _answered_from(source, task, desk):
            again = told.get(task.id or "")
            changes = again and (again.status is not TaskStatus.OPEN or str(again.due or "") != (task.due or ""))
            if not (task.proposed and changes):
                yield msgspec.structs.replace(task, since=since)


def _answered_from(source: Source, task: OpenTask, desk: Desk) -> int:
    """The first utterance of the mails after that in which a task of the same thread stands; 0 where there are none."""
    link, record = _PASSAGE.match(task.passage or ""), desk.store.record(SourceRecord, source.id)
    if link is None or record is None or desk.store.find_document(link["target"]) != record.rendering:
        return 0
    at = min((u for u, block in block_of(source).items() if block == int(link["block"])), default=None)
    return next((m.first for m in source.messages if at is not None and m.first > at), 0)


class Recall:
    """Gives an open task the words in which it came about, as the rendering of its source shows them: those that its line links to, with the answer to a question."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._heard: dict[str, tuple[Heard, ...]] = {}

    def __call__(self, task: OpenTask) -> OpenTask:
        link = _PASSAGE.match(task.passage or "")
        path = self._desk.store.find_document(link["target"]) if link else None
        if link is None or path is None:
            return task
        if path not in self._heard:
            text = (self._desk.folder.read(path) or b"").decode("utf-8", "replace")
            self._heard[path] = read_passages(text)
        block = {int(link["block"])}
        heard = around(self._heard[path], block, 0, 1)
        before = " ".join(each.text for each in around(self._heard[path], block, BEFORE, 0) if not each.lit)
        asked = heard[:1] and heard[0].text.endswith("?")
        said = " ".join(each.text for each in heard[: 2 if asked else 1])
        return msgspec.structs.replace(task, said=said, before=before)


def told_before(source: Source, engine: str, note: str, desk: Desk) -> Iterator[Update]:
    """The news of earlier tasks that the same engine put into a source's note before; also what was deleted there."""
    record = desk.store.record(SourceRecord, source.id)
    lines = [
        r for r in desk.store.lines(note) if r.kind is LineKind.FOLLOW_UP and r.digest and r.source_id == source.id
    ]
    if record is None or record.engine != engine or not lines:
        return
    page = read_note((desk.folder.read(note) or b"").decode("utf-8", "surrogateescape"))
    standing = {key: page.lines[at].text for key, at in locate_lines(page, [r for r in lines if not r.deleted]).items()}
    open_ids = {update_id(source.id, task.id): task.id for task in desk.store.open_tasks() if task.id}
    said_at = {f"#^u{block}": at for at, block in reversed(block_of(source).items())}
    for line in lines:
        text = standing.get(line.id, line.words)
        found, at = _TOLD.match(text), said_at.get(line.anchor)
        linked = _TASK.search(text)
        if at is not None:
            yield Update(
                task_text=found["task"] if found else "",
                status=_STATES.get(found["news"], UpdateStatus.IN_PROGRESS) if found else UpdateStatus.DONE,
                evidence=(at,),
                task_id=linked[1] if linked else open_ids.get(line.id),
            )
