"""Several sources of one meeting say the same things: which item of one is said by which item of another."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from msgspec.structs import replace

from minutebook.flow.link.again import is_same_work
from minutebook.flow.link.weigh import Weighing
from minutebook.model.entity import EntityType, OpenTask
from minutebook.model.extraction import Extraction, Fact, Item, Task
from minutebook.model.source import Source
from minutebook.text.names import fold, split_name
from minutebook.text.relation import Relation, compare

_I = TypeVar("_I", bound=Item)
_J = TypeVar("_J", bound=Item)


def pair_items(extraction: Extraction, source: Source, earlier: Iterable[Extraction]) -> Mapping[str, str]:
    """By id each item of a source that earlier ones of its meeting say, with the id of theirs; of each at most one.

    Tasks are one where the work, the owner and the day are, as far as both say them; statements where neither says other than the other.
    """
    said = {u.id: u.text for u in source.utterances}
    pairs: dict[str, str] = {}
    for other in earlier:
        weigh = Weighing([OpenTask(task.text) for task in other.tasks], said, extraction)
        pairs |= _pair(extraction.tasks, other.tasks, partial(_one_task, weigh), pairs)
        pairs |= _pair(extraction.decisions, other.decisions, _one_statement, pairs)
        pairs |= _pair(extraction.facts, other.facts, _one_statement, pairs)
        pairs |= _pair(extraction.questions, other.questions, _one_statement, pairs)
        told = [fact for fact in extraction.facts if fact.id not in pairs]
        pairs |= _pair(told, other.tasks, partial(_is_work, weigh), {})
    return pairs


def name_in_full(extraction: Extraction, earlier: Iterable[Extraction]) -> Extraction:
    """The extraction with the given names in it as other sources of the meeting say them in full, where only one person there has that name."""
    full: dict[str, set[str]] = {}
    for other in earlier:
        for name in (
            *(p.name for p in other.participants),
            *(m.name for m in other.mentioned if m.type is EntityType.PERSON),
        ):
            if name and not split_name(name).is_short:
                full.setdefault(fold(name).split()[0], set()).add(name)
    known = {short: next(iter(names)) for short, names in full.items() if len(names) == 1}

    def whole(name: str | None) -> str | None:
        return known.get(fold(name), name) if name else name

    present = {whole(p.name) for p in extraction.participants if p.present}
    mentioned = [
        replace(m, name=whole(m.name) or "") if m.type is EntityType.PERSON else m for m in extraction.mentioned
    ]
    return replace(
        extraction,
        participants=tuple(replace(p, name=whole(p.name)) for p in extraction.participants),
        mentioned=tuple(m for m in mentioned if m.name not in present),
        tasks=tuple(replace(t, owner=whole(t.owner), owed_to=whole(t.owed_to)) for t in extraction.tasks),
        facts=tuple(replace(f, about=tuple(whole(a) or "" for a in f.about)) for f in extraction.facts),
        updates=tuple(replace(u, owner=whole(u.owner), new_owner=whole(u.new_owner)) for u in extraction.updates),
        remarks=tuple(replace(r, speaker=whole(r.speaker), new_owner=whole(r.new_owner)) for r in extraction.remarks),
    )


def with_mentions(extraction: Extraction, earlier: Iterable[Extraction]) -> Extraction:
    """The extraction with those whom other sources of the meeting speak of and who were not there; they are no evidence in this one."""
    present = {fold(p.name) for p in extraction.participants if p.name}
    known = {(m.type, fold(m.name)) for m in extraction.mentioned}
    more = {
        (m.type, fold(m.name)): replace(m, evidence=())
        for other in earlier
        for m in other.mentioned
        if fold(m.name) not in present
    }
    return replace(extraction, mentioned=(*extraction.mentioned, *(m for key, m in more.items() if key not in known)))


def _pair(
    ours: Sequence[_I], theirs: Sequence[_J], same: Callable[[_I, _J], bool], taken: Mapping[str, str]
) -> dict[str, str]:
    """Each item with the only one that it says again; what several may be stays apart."""
    found: dict[str, str] = {}
    used = set(taken.values())
    for item in ours:
        fits = [] if item.id in taken else [other.id for other in theirs if other.id not in used and same(item, other)]
        if len(fits) == 1:
            found[item.id] = fits[0]
            used.add(fits[0])
    return found


def _one_task(weigh: Weighing, new: Task, old: Task) -> bool:
    """Whether two tasks are one: nobody else's, and due on no other day, unless the next day's mail still says "by Friday"."""
    owners = {fold(task.owner) for task in (new, old) if task.owner}
    days = {task.due for task in (new, old) if task.due}
    spoken = {fold(task.due_text or "") for task in (new, old)}
    alike = new.status is old.status and len(owners) < 2 and (len(days) < 2 or (len(spoken) == 1 and "" not in spoken))
    return alike and is_same_work(new.text, old.text, weigh)


def _is_work(weigh: Weighing, fact: Fact, task: Task) -> bool:
    """Whether a statement tells a task: notes say who does what without saying that it is to be done."""
    return is_same_work(fact.text, f"{task.owner or ''} {task.text}", weigh)


def _one_statement(new: Item, old: Item) -> bool:
    return compare(old.text, new.text) in {Relation.SAME, Relation.RESTATED}
