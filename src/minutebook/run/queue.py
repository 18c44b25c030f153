"""The queue of all that waits for a person: one ordered list behind every face, and each item with what it rests on.

Nothing is written here (run/settling); the list is read from the index, passages only of what is shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from minutebook.flow.learn import traits_of
from minutebook.flow.outputs.compose import update_id
from minutebook.flow.outputs.knowledge import plain_words
from minutebook.flow.review.passage import around, naming, read_passages
from minutebook.model.book import BookTask
from minutebook.model.entity import Entity, EntityState, EntityType
from minutebook.model.extraction import Participant, Task
from minutebook.model.queue import Choice, Heard, Passage, Shown, Waiting, WaitKind
from minutebook.model.record import Ask, AskState, EntityRecord, LineRecord, ProposalRecord, SourceRecord, SourceState
from minutebook.model.source import SourceKind
from minutebook.run.keeping import kept_path
from minutebook.run.later import Involved, is_theirs_alone
from minutebook.run.learning import names_of, taste_of
from minutebook.run.reported import news_id, waits
from minutebook.settings import Settings
from minutebook.store import Store
from minutebook.text import patterns as re
from minutebook.text.names import fold
from minutebook.vault.vault import Folder

_LINK = re.compile(r"\[\[([^\[\]]+)\]\]")
_PASSAGE = re.compile(r"(?P<target>[^#|]+)#\^u(?P<block>\d+)")
_KINDS = {
    Ask.WHO: WaitKind.WHO,
    Ask.ALIAS: WaitKind.ALIAS,
    Ask.SUPERSEDE: WaitKind.CHANGED,
    Ask.FIELD: WaitKind.DETAIL,
    Ask.LINE: WaitKind.DETAIL,
    Ask.TERM: WaitKind.DETAIL,
    Ask.MEETING: WaitKind.DETAIL,
}
_ORDER = list(WaitKind)
_WORDS = {
    WaitKind.TASK: ("proposed task", "proposed tasks"),
    WaitKind.NEWS: ("piece of news of a task", "pieces of news of tasks"),
    WaitKind.WHO: ("name to place", "names to place"),
    WaitKind.ALIAS: ("other name", "other names"),
    WaitKind.CHANGED: ("changed fact", "changed facts"),
    WaitKind.DETAIL: ("detail for a page", "details for pages"),
    WaitKind.NAME: ("name without a page", "names without a page"),
}


class _Extraction(msgspec.Struct):
    tasks: tuple[Task, ...] = ()
    participants: tuple[Participant, ...] = ()


class _Kept(msgspec.Struct):
    extraction: _Extraction


_decode_kept = msgspec.json.Decoder(_Kept).decode


def list_waiting(store: Store, folder: Folder, settings: Settings) -> tuple[Waiting, ...]:
    """Everything that waits: the newest source first, in each its tasks as they stand, then questions, then names."""
    reader = _Reader(store, folder, settings)
    found = [*reader.tasks(store.tasks(settings.task_tag)), *reader.asks(), *reader.names()]
    place = {item.id: n for n, item in enumerate(found)}
    found.sort(key=lambda item: item.title)
    found.sort(key=lambda item: item.date, reverse=True)
    groups: dict[tuple[str, str], list[Waiting]] = {}
    for item in found:
        groups.setdefault((item.date, item.source_id or item.path), []).append(item)
    return tuple(
        item
        for group in groups.values()
        for item in sorted(group, key=lambda item: (_ORDER.index(item.kind), place[item.id]))
    )


def say_kinds(counts: Mapping[WaitKind, int]) -> str:
    """``4 proposed tasks, 1 new name``."""
    return ", ".join(say_kind(kind, counts[kind]) for kind in WaitKind if counts.get(kind))


def say_kind(kind: WaitKind, count: int) -> str:
    """``4 proposed tasks``."""
    return f"{count} {_WORDS[kind][count != 1]}"


class _Reader:
    """One reading of the index."""

    def __init__(self, store: Store, folder: Folder, settings: Settings) -> None:
        self.store = store
        self.folder = folder
        self.asks_for = settings.review
        self.me = settings.owner()
        self.mine = names_of(settings)
        self.taste = taste_of(store)
        self.sources = {r.source_id: r for r in store.latest(SourceRecord) if r.state is not SourceState.UNDONE}
        self.by_stem = {_stem(r.rendering): r for r in self.sources.values() if r.rendering}
        self.asked = {r.id: r for r in store.latest(ProposalRecord)}
        self.kept: dict[str, _Extraction] = {}

    # -- tasks

    def tasks(self, tasks: Iterable[BookTask]) -> Iterator[Waiting]:
        for task in tasks:
            if task.is_proposed and task.id:
                yield self._task(task)
            elif waits(task, self.asked):
                yield self._news(task, news_id(task))

    def _task(self, task: BookTask) -> Waiting:
        source = self._source(task.passage)
        rated = self._rated(task, source)
        traits = traits_of(rated, SourceKind(source.kind), self.mine) if rated and source else ()
        sure = self.taste.weigh("task", traits, rated.confidence) if rated else None
        return Waiting(
            id=task.id or "",
            kind=WaitKind.TASK,
            words=task.text,
            owner=task.owner,
            due=task.due,
            priority=task.priority,
            confidence=sure,
            learned=self.taste.explain("task", traits, rated.confidence) if rated else "",
            source_id=source.source_id if source else "",
            title=source.title if source else _stem(task.path),
            date=(source.date if source else task.since) or "",
            path=task.path,
            passages=tuple(filter(None, [task.passage, task.news_passage])),
            lit=self._lit(task),
            news=task.news,
            can_wait=self._can_wait(task, rated, source, sure),
        )

    def _can_wait(self, task: BookTask, rated: Task | None, source: SourceRecord | None, sure: float | None) -> bool:
        """Whether others owe a task to others, or it is hardly likely that they owe it at all; and nothing was heard of it since."""
        if self.asks_for.others or task.news or rated is None or source is None:
            return False
        there = self._kept(source).participants
        return is_theirs_alone(task, rated, sure or 0, Involved(self.me, SourceKind(source.kind), there))

    def _news(self, task: BookTask, key: str) -> Waiting:
        source = self._source(task.news_passage)
        return Waiting(
            id=key,
            kind=WaitKind.NEWS,
            words=task.text,
            about=task.id or "",
            owner=task.owner,
            due=task.due,
            priority=task.priority,
            source_id=source.source_id if source else "",
            title=source.title if source else _stem(task.news_path or task.path),
            date=(source.date if source else task.news_day) or "",
            path=task.path,
            passages=tuple(filter(None, [task.passage, task.news_passage])),
            lit=self._lit(task),
            news=task.news,
        )

    def _source(self, passage: str | None) -> SourceRecord | None:
        found = _PASSAGE.match(passage or "")
        return self.by_stem.get(_stem(found["target"])) if found else None

    def _lit(self, task: BookTask) -> tuple[tuple[int, ...], ...]:
        """The blocks of each of the task's passages that show it, and what was said of it later."""
        lit = []
        if task.passage:
            source = self._source(task.passage)
            rated = self._rated(task, source)
            lit.append(_blocks(rated.evidence if rated else (), source))
        if task.news_passage:
            source = self._source(task.news_passage)
            told = self.store.record(LineRecord, update_id(source.source_id, task.id or "")) if source else None
            lit.append(_blocks(told.evidence if told else (), source))
        return tuple(lit)

    def _rated(self, task: BookTask, source: SourceRecord | None) -> Task | None:
        """What the engine thought of a task of this source."""
        return next((t for t in self._kept(source).tasks if t.id == task.id), None) if source else None

    def _kept(self, source: SourceRecord) -> _Extraction:
        """What the engine found in the source."""
        if source.source_id not in self.kept:
            data = self.folder.read(kept_path(source.source_id, source.engine))
            try:
                self.kept[source.source_id] = _decode_kept(data).extraction if data else _Extraction()
            except msgspec.MsgspecError:
                self.kept[source.source_id] = _Extraction()
        return self.kept[source.source_id]

    # -- questions and names

    def asks(self) -> Iterator[Waiting]:
        """The questions about pages and names; those that are answers to one question are one."""
        pages = {page.id: page for page in self.store.pages()}
        for group in _questions(self.asked.values(), self.store):
            yield self._ask(group, pages)

    def _ask(self, group: Sequence[ProposalRecord], pages: Mapping[str, Entity]) -> Waiting:
        ask = group[0]
        lines = [line for key in (ask.old, ask.new) if key and (line := self.store.record(LineRecord, key))]
        said = [found for found in _LINK.findall(ask.said) if _PASSAGE.match(found)]
        passages = [*filter(None, map(self._passage, lines))] if lines else said
        source = self.sources.get(ask.source_id) or self._source(passages[-1] if passages else None)
        page = pages.get(ask.entity_id)
        is_who = ask.ask is Ask.WHO
        return Waiting(
            id=ask.id,
            kind=_KINDS[ask.ask],
            words=f"Who is “{ask.key}”?"
            if is_who and len(group) > 1
            else plain_words(f"- {ask.said}").replace("**", ""),
            about=ask.entity_id,
            source_id=source.source_id if source else "",
            title=source.title if source else "",
            date=source.date if source else "",
            path=(page.path if page else None) or "",
            passages=tuple(passages),
            choices=tuple(_choice(a.id, pages.get(a.entity_id), a.said) for a in group) if is_who else (),
        )

    def _passage(self, line: LineRecord) -> str | None:
        source = self.sources.get(line.source_id)
        block = line.anchor.startswith("#^u")
        return f"{_stem(source.rendering)}{line.anchor}" if source and source.rendering and block else None

    def names(self) -> Iterator[Waiting]:
        for record in self.store.latest(EntityRecord):
            if record.state != EntityState.PROPOSED:
                continue
            seen = [self.sources[key] for key in record.source_ids if key in self.sources]
            source = max(seen, key=lambda r: (r.date, r.time or ""), default=None)
            yield Waiting(
                id=record.id,
                kind=WaitKind.NAME,
                words=record.name,
                what="partner" if record.partner else record.entity.value,
                source_id=source.source_id if source else "",
                title=source.title if source else "",
                date=source.date if source else "",
                path=(source.note if source else None) or "",
                can_wait=not self.asks_for.met_once and len(seen) == 1 and _passes(record, seen[0]),
            )


def _passes(record: EntityRecord, source: SourceRecord) -> bool:
    """Whether somebody who was met once, or whose organisation one mail was signed with, may never be met again."""
    return record.entity is EntityType.PERSON or (
        record.entity is EntityType.ACCOUNT and source.kind == SourceKind.EMAIL
    )


def _questions(asked: Iterable[ProposalRecord], store: Store) -> Iterable[list[ProposalRecord]]:
    """What is asked about pages and names; the answers to one question together."""
    together: dict[tuple[str, str], list[ProposalRecord]] = {}
    for ask in asked:
        if ask.state is AskState.PROPOSED and ask.ask is not Ask.NEWS and _stands(ask, store):
            key = (fold(ask.key), ask.value) if ask.ask is Ask.WHO else (ask.id, "")
            together.setdefault(key, []).append(ask)
    return together.values()


def _stands(ask: ProposalRecord, store: Store) -> bool:
    lines = [store.record(LineRecord, key) for key in (ask.old, ask.new) if key]
    return all(line is not None and line.digest and not line.deleted for line in lines)


def _choice(key: str, entity: Entity | None, said: str) -> Choice:
    if entity is None:
        return Choice(key, plain_words(f"- {said}"))
    return Choice(key, entity.name, ", ".join(part for part in (entity.role, entity.organisation) if part))


def _blocks(utterances: Iterable[int], source: SourceRecord | None) -> tuple[int, ...]:
    known = source.blocks if source else ()
    return tuple(known[n] if n < len(known) else n for n in utterances)


def _stem(path: str | None) -> str:
    return (path or "").rpartition("/")[2].removesuffix(".md")


class PassageReader:
    """Reads what was said around items; keeps the renderings that it read last."""

    def __init__(self, store: Store, folder: Folder) -> None:
        self._store = store
        self._folder = folder
        self._heard: dict[str, tuple[Heard, ...]] = {}

    def show(self, item: Waiting) -> Shown:
        """The item with its passages."""
        source = self._store.record(SourceRecord, item.source_id) if item.source_id else None
        if item.passages:
            lit = (*item.lit, *((),) * len(item.passages))
            read = (self._read(link, blocks) for link, blocks in zip(item.passages, lit, strict=False))
            return Shown(item, tuple(passage for passage in read if passage))
        if source is None or not source.rendering:
            return Shown(item, ())
        heard = self._rendering(source.rendering)
        name = item.words if item.kind is WaitKind.NAME else _quoted(item.words)
        near = around(heard, naming(heard, name))
        return Shown(item, (Passage(title=source.title, path=source.rendering, heard=near),))

    def widen(self, passage: Passage, before: int, after: int, most: int) -> Passage:
        """The passage with more of what was said before and after."""
        lit = {heard.block for heard in passage.heard if heard.lit}
        heard = around(self._rendering(passage.path), lit, before, after, most) if lit else ()
        return msgspec.structs.replace(passage, heard=heard) if heard else passage

    def _read(self, link: str, lit: tuple[int, ...]) -> Passage | None:
        found = _PASSAGE.match(link)
        path = self._store.find_document(found["target"]) if found else None
        if found is None or path is None:
            return None
        heard = around(self._rendering(path), {int(found["block"]), *lit})
        return Passage(title=_stem(path).removesuffix(" (source)"), path=path, heard=heard)

    def _rendering(self, path: str) -> tuple[Heard, ...]:
        if path not in self._heard:
            if len(self._heard) >= 32:
                self._heard.pop(next(iter(self._heard)))
            text = (self._folder.read(path) or b"").decode("utf-8", "replace")
            self._heard[path] = read_passages(text)
        return self._heard[path]


def _quoted(words: str) -> str:
    """What a question has in quotation marks."""
    found = re.search("“([^”]+)”", words)
    return found[1] if found else words
