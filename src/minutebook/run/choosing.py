"""What of the queue a person means; whom or what a thing that waits may be the same as: offered, never taken by itself."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from math import ceil

import msgspec

from minutebook.model.entity import Entity, EntityState, EntityType
from minutebook.model.queue import Choice, Shown, Waiting, WaitKind
from minutebook.run.later import SURE, part
from minutebook.run.learning import names_of
from minutebook.run.naming import find_entity, find_owner
from minutebook.run.settling import owners
from minutebook.settings import Settings
from minutebook.store import Store
from minutebook.store.reading import read_mentioned, read_people
from minutebook.text.dates import find_dates
from minutebook.text.names import fold
from minutebook.vault.properties import read_properties
from minutebook.vault.vault import Vault

_FEW = 8
_MOST = 9
"""Choices that a digit names."""
_OWNERS = 3
"""Of these digits on a card those that name people; the others name days."""
_USUAL = (
    ("today", "that day"),
    ("tomorrow", "the day after"),
    ("Friday", "that Friday"),
    ("next Friday", "a Friday later"),
    ("end of the month", "end of the month"),
)
"""Days of a source that are offered where its passage names few."""
OTHERS = "others"
"""Whom a filter means that asks for everybody but me."""
LISTED = 9
"""Tasks that are shown together: a digit names each."""
SITTING = 24
"""Sources that a day brings, seven meetings and seventeen mails: of so many mine comes before what others owe."""
TOGETHER = 2
"""Lists in which a person sees mine and what others owe at once: to part so few would make more of them."""
SURE_MINE = 0.38
"""Chance from which what is mine may be shown in a list; others from ``SURE`` on. Between the two most of mine is right."""
LOOK, LINE = 3, 1
"""Seconds for a card or a list, and for each line of it beyond the first."""
_OF_PAGES = frozenset({WaitKind.DETAIL, WaitKind.ALIAS})
"""What is asked about pages with a yes or no that needs no passage."""
_ALIKE = 45.0
"""Of 100: names and tasks less alike than this are offered only where they were typed."""


class Otherwise(msgspec.Struct, frozen=True):
    """A task with another owner or day, in few words."""

    words: str
    owner: str | None = None
    due: str | None = None


def choose(
    items: Iterable[Waiting],
    store: Store,
    settings: Settings,
    *,
    source: str | None = None,
    person: str | None = None,
    kinds: Sequence[WaitKind] = (),
    above: float | None = None,
    below: float | None = None,
) -> list[Waiting]:
    """What fits all filters: words of its source, whose it is or whom it names (``others``: what somebody else owes), what it is, tasks that are at least or less sure. Raises UserError."""
    words = fold(source or "").split()
    others = fold(person or "") == OTHERS
    owner = _person(person, store, settings) if person and not others else None
    return [
        item
        for item in items
        if (not kinds or item.kind in kinds)
        and all(word in fold(f"{item.title} {item.path} {_said_day(item.date)}") for word in words)
        and (not others or item.owner not in {None, "Myself"})
        and (owner is None or fold(item.owner or "") == fold(owner) or fold(owner) in fold(item.words))
        and (above is None or (item.kind is WaitKind.TASK and (item.confidence or 0) >= above))
        and (below is None or (item.kind is WaitKind.TASK and item.confidence is not None and item.confidence < below))
    ]


def _said_day(day: str) -> str:
    """A day as people say it, too: "2026-11-24 24 November Tuesday"."""
    try:
        return f"{day} {(at := date.fromisoformat(day)).day} {at:%B %A}"
    except ValueError:
        return day


Screens = tuple[tuple[Waiting, ...], ...]


def looks(items: Iterable[Waiting]) -> Screens:
    """What waits as a person looks at it: what is to be decided today, then what can wait, never both at once."""
    today, later = part(items)
    return *screens(today), *screens(later)


def seconds(some: Iterable[Sequence[Waiting]]) -> int:
    """How long so many looks take a person who finds all to be right."""
    return sum(LOOK + LINE * (len(each) - 1) for each in some)


def screens(items: Iterable[Waiting]) -> Screens:
    """Things as a person looks at them, a day's worth of sources after another; last what pages get and are called, together.

    Of these the tasks that are likely right, together, and alone what is unsure or a question. Where a few lists do not hold them, what is mine, or nobody's,
    comes first and what others owe last: who stops there has decided all that was theirs.
    """
    sources = [list(group) for _, group in groupby(items, key=lambda item: (item.date, item.source_id or item.path))]
    found: list[tuple[Waiting, ...]] = []
    for at in range(0, len(sources), SITTING):
        some = sources[at : at + SITTING]
        sure = [sorted(filter(_is_sure, waiting), key=_nearness) for waiting in some]
        parted = sum(map(len, sure)) > TOGETHER * LISTED
        found += _lists([[item for item in each if is_own(item) or not parted] for each in sure])
        found += ((item,) for each in some for item in each if not _is_sure(item) and item.kind not in _OF_PAGES)
        found += _lists([[item for item in each if not is_own(item) and parted] for each in sure])
    of_pages = [item for waiting in sources for item in waiting if item.kind in _OF_PAGES]
    return (*found, *map(tuple, _evenly(of_pages)))


def _nearness(item: Waiting) -> tuple[bool, bool]:
    """Mine before what nobody owes, and that before what others do."""
    return item.owner != "Myself", item.owner is not None


def is_own(item: Waiting) -> bool:
    """Whether a task is mine, or nobody's yet."""
    return item.owner in {None, "Myself"}


def is_theirs(screen: Iterable[Waiting]) -> bool:
    """Whether a list holds nothing but what others owe."""
    return all(item.kind is WaitKind.TASK and not is_own(item) for item in screen)


def _is_sure(item: Waiting) -> bool:
    return item.kind is WaitKind.TASK and (item.confidence or 0) >= (SURE_MINE if item.owner == "Myself" else SURE)


def _lists(groups: Iterable[list[Waiting]]) -> Iterator[tuple[Waiting, ...]]:
    """The tasks of sources in as few lists as hold them without parting what one list can hold."""
    lists: list[list[Waiting]] = []
    for some in (piece for group in groups for piece in _evenly(group)):
        room = next((each for each in lists if len(each) + len(some) <= LISTED), None)
        if room is None:
            lists.append(room := [])
        room += some
    return map(tuple, lists)


def _evenly(items: list[Waiting]) -> Iterator[list[Waiting]]:
    """In as few parts of like size as may be listed."""
    size = ceil(len(items) / max(1, ceil(len(items) / LISTED)))
    yield from (items[at : at + size] for at in range(0, len(items), max(1, size)))


def _person(name: str, store: Store, settings: Settings) -> str:
    known = owners(store)
    found = find_owner(name, known, settings.owner())
    return found if found == "Myself" else find_entity(name, known, (EntityType.PERSON,)).name


def otherwise(item: Waiting, shown: Shown, store: Store, vault: Vault) -> tuple[Otherwise, ...]:
    """How a task may be accepted with one digit: others who may owe it, then other days."""
    names = [Otherwise(name, owner=name) for name in owners_near(item, shown, store, vault)[:_OWNERS]]
    days = [
        Otherwise(f"{day:%a} {day.day} {day:%b} ({words})", due=day.isoformat())
        for day, words in days_near(item, shown)
    ]
    none = [Otherwise("no day", due="never")] if item.due else []
    return (*names, *days[: _MOST - len(names) - len(none)], *none)


def owners_near(item: Waiting, shown: Shown, store: Store, vault: Vault) -> tuple[str, ...]:
    """Who else may owe a task, as a person says it: ``me``, then those of its note, who speak or are named in its passage first."""
    properties = read_properties((vault.read(item.path) or b"").decode("utf-8", "replace"))
    no_owners = {fold(entity.name) for entity in store.entities() if entity.type is not EntityType.PERSON}
    no_owners |= names_of(vault.settings)
    named = (*read_people(properties), *read_mentioned(properties))
    there = dict.fromkeys(name for name in named if fold(name) not in no_owners)
    heard = [block for passage in shown.passages for block in passage.heard]
    told = set(fold(" ".join(f"{block.speaker or ''} {block.text}" for block in heard)).replace(",", " ").split())
    near = sorted(there, key=lambda name: told.isdisjoint(fold(name).split()[:1]))
    current = "me" if item.owner == "Myself" else item.owner
    return tuple(name for name in ("me", *near) if fold(name) != fold(current or ""))[:_MOST]


def days_near(item: Waiting, shown: Shown) -> tuple[tuple[date, str], ...]:
    """The days that a task's passage names beside its own, with the words that name them, those of what is lit first; then the usual ones."""
    try:
        said = date.fromisoformat(item.date)
    except ValueError:
        return ()
    heard = sorted((h for passage in shown.passages for h in passage.heard), key=lambda h: not h.lit)
    days: dict[date, str] = {}
    for text, words in (*((block.text, "") for block in heard), *_USUAL):
        for span in find_dates(text, said):
            if span.value and span.value >= said and span.value.isoformat() != item.due:
                days.setdefault(span.value, words or span.text)
    return tuple(days.items())[:_MOST]


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
