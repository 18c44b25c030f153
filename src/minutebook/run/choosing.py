"""What of the queue a person means; whom or what a thing that waits may be the same as: offered, never taken by itself."""

from collections.abc import Iterable, Iterator, Sequence

from minutebook.model.entity import Entity, EntityState, EntityType
from minutebook.model.queue import Choice, Waiting, WaitKind
from minutebook.run.naming import find_entity, find_owner
from minutebook.run.settling import owners
from minutebook.settings import Settings
from minutebook.store import Store
from minutebook.text.names import fold

_FEW = 8
_ALIKE = 45.0
"""Of 100: names and tasks less alike than this are offered only where they were typed."""


def choose(
    items: Iterable[Waiting],
    store: Store,
    settings: Settings,
    *,
    source: str | None = None,
    person: str | None = None,
    kinds: Sequence[WaitKind] = (),
    above: float | None = None,
) -> list[Waiting]:
    """What fits all filters: words of its source, whose it is or whom it names, what it is, tasks that are at least so sure. Raises UserError."""
    words = fold(source or "").split()
    owner = _person(person, store, settings) if person else None
    return [
        item
        for item in items
        if (not kinds or item.kind in kinds)
        and all(word in fold(f"{item.title} {item.path} {item.date}") for word in words)
        and (owner is None or fold(item.owner or "") == fold(owner) or fold(owner) in fold(item.words))
        and (above is None or (item.kind is WaitKind.TASK and (item.confidence or 0) >= above))
    ]


def _person(name: str, store: Store, settings: Settings) -> str:
    known = owners(store)
    found = find_owner(name, known, settings.owner())
    return found if found == "Myself" else find_entity(name, known, (EntityType.PERSON,)).name


def find_alike(store: Store, settings: Settings, item: Waiting, typed: str = "") -> tuple[Choice, ...]:
    """The known tasks or names that an item may be the same as, likeliest first; with ``typed`` those that have these words."""
    if item.kind is WaitKind.NAME:
        candidates = list(_names(store.pages(), item))
    elif item.kind is WaitKind.TASK:
        candidates = list(_tasks(store, settings, item))
    else:
        return item.choices
    from rapidfuzz import fuzz, process

    wanted = fold(typed or item.words)
    forms = [fold(words) for _, words in candidates]
    if typed:
        forms = [form if all(word in form for word in wanted.split()) else "" for form in forms]
    found = process.extract(
        wanted, forms, scorer=fuzz.token_set_ratio, limit=4 * _FEW, score_cutoff=1 if typed else _ALIKE
    )
    return tuple(dict.fromkeys(candidates[at][0] for _, _, at in found))[:_FEW]


def _tasks(store: Store, settings: Settings, item: Waiting) -> Iterator[tuple[Choice, str]]:
    for task in store.tasks(settings.task_tag):
        if task.id and task.id != item.id:
            state = "proposed" if task.is_proposed else "open"
            detail = ", ".join(filter(None, [f"@{task.owner}" if task.owner else "", task.due, state, task.since]))
            yield Choice(task.id, task.text, detail), task.text


def _names(pages: Iterable[Entity], item: Waiting) -> Iterator[tuple[Choice, str]]:
    kind = EntityType.ACCOUNT if item.what == "partner" else EntityType(item.what)
    for entity in pages:
        if entity.type is kind and entity.state is EntityState.ACCEPTED:
            detail = ", ".join(part for part in (entity.role, entity.organisation, *entity.emails[:1]) if part)
            for form in (entity.name, *entity.aliases):
                yield Choice(entity.name, entity.name, detail), form
