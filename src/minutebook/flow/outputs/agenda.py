"""Who owes what by when: the book's tasks chosen, sorted and grouped for a person to read."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

import msgspec

from minutebook.model.book import BookTask
from minutebook.model.entity import Entity, Me
from minutebook.text.names import fold

STALE_DAYS = 30
"""Days after which an open task of which nothing was heard is stale."""
_PRIORITIES = ("highest", "high", "medium", "low", "lowest")


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which tasks are asked for; what is not set leaves none out, and everything that is set must fit."""

    mine: bool = False
    theirs: bool = False
    """Somebody else's."""
    waiting: bool = False
    """Accepted ones of somebody else, for nobody but me."""
    people: tuple[Entity, ...] = ()
    """They owe it or are owed it."""
    about: tuple[Entity, ...] = ()
    """Projects, accounts, forums whose notes hold it or whom it names."""
    members: tuple[Entity, ...] = ()
    """The people of the accounts that it is about."""
    until: date | None = None
    """Due on that day or earlier."""
    overdue: bool = False
    stale: bool = False
    proposed: bool = False


class Group(msgspec.Struct, frozen=True):
    title: str
    tasks: tuple[BookTask, ...]


def own_names(me: Me) -> frozenset[str]:
    """What the vault's owner is called on a task line, folded."""
    return frozenset({"myself", "me", *(fold(name) for name in (me.name, *me.aliases) if name)})


def is_mine(task: BookTask, me: Me) -> bool:
    """Whether a task is the vault owner's: by name, or a line that they wrote without any."""
    return fold(task.owner) in own_names(me) if task.owner else task.id is None


def is_owed_to(task: BookTask, entity: Entity) -> bool:
    """Whether the words end in "for" the entity."""
    words = fold(task.text)
    names = [fold(name) for name in (entity.name, *entity.aliases)]
    return (task.owed_to is not None and fold(task.owed_to) in names) or any(words.endswith(f" for {n}") for n in names)


def is_owned_by(task: BookTask, entity: Entity) -> bool:
    return task.owner is not None and fold(task.owner) in {fold(name) for name in (entity.name, *entity.aliases)}


def is_about(task: BookTask, entity: Entity, people: Iterable[Entity] = ()) -> bool:
    """Whether a task's note is filed with the entity or concerns it, its words name it, or one of its ``people`` owes it or is owed it."""
    names = [fold(name) for name in (entity.name, *entity.aliases)]
    concerned = {fold(name) for name in task.people}
    words = f" {fold(task.text)} "
    return (
        is_filed_with(task.path, entity)
        or any(n in concerned or f" {n} " in words for n in names)
        or any(is_owned_by(task, each) or is_owed_to(task, each) for each in people)
    )


def is_filed_with(path: str, entity: Entity) -> bool:
    """Whether a note lies in the folder of an entity's page, where that has one of its own."""
    own = entity.path is not None and entity.path.count("/") > 1
    return own and path.startswith(f"{(entity.path or '').rpartition('/')[0]}/")


def is_overdue(task: BookTask, today: date) -> bool:
    return task.due is not None and task.due < today.isoformat()


def is_stale(task: BookTask, today: date) -> bool:
    """Whether an open task's day, or else its note's, lies more than a month back."""
    heard = max((day for day in (task.due, task.since) if day), default=None)
    return task.is_open and heard is not None and heard < (today - timedelta(days=STALE_DAYS)).isoformat()


def choose(tasks: Iterable[BookTask], wanted: Wanted, me: Me, today: date) -> tuple[BookTask, ...]:
    """The tasks that are asked for, the most urgent first."""
    tests: list[Callable[[BookTask], bool]] = []
    if wanted.mine:
        tests.append(lambda t: is_mine(t, me))
    if wanted.theirs or wanted.waiting:
        tests.append(lambda t: t.owner is not None and not is_mine(t, me))
    if wanted.waiting:
        mine = own_names(me)
        tests.append(lambda t: t.is_open and (t.owed_to is None or fold(t.owed_to) in mine))
    if wanted.people:
        tests.append(lambda t: any(is_owned_by(t, p) or is_owed_to(t, p) for p in wanted.people))
    if wanted.about:
        tests.append(lambda t: any(is_about(t, thing, wanted.members) for thing in wanted.about))
    if wanted.until:
        until = wanted.until.isoformat()
        tests.append(lambda t: t.due is not None and t.due <= until)
    if wanted.overdue:
        tests.append(lambda t: is_overdue(t, today))
    if wanted.stale:
        tests.append(lambda t: is_stale(t, today))
    if wanted.proposed:
        tests.append(lambda t: t.is_proposed)
    return tuple(sorted((t for t in tasks if all(test(t) for test in tests)), key=urgency))


def urgency(task: BookTask) -> tuple[str, int, str, str, int]:
    """What sorts tasks: by day (none last), priority, age, place."""
    return task.due or "9999", _PRIORITIES.index(task.priority), task.since or "9999", task.path, task.line


def group_by_day(tasks: Sequence[BookTask], today: date) -> tuple[Group, ...]:
    """Accepted tasks by when they are due; the proposed ones last, apart."""
    sunday = today + timedelta(days=6 - today.weekday())
    limits = (
        ("Overdue", (today - timedelta(days=1)).isoformat()),
        ("Today", today.isoformat()),
        ("Tomorrow", (today + timedelta(days=1)).isoformat()),
        ("This week", sunday.isoformat()),
        ("Next week", (sunday + timedelta(days=7)).isoformat()),
        ("Later", "9998"),
        ("No day", "9999"),
    )
    found: dict[str, list[BookTask]] = {}
    for task in tasks:
        title = next(title for title, limit in limits if (task.due or "9999") <= limit)
        title = "Proposed" if task.is_proposed else title if task.is_open else "Finished"
        found.setdefault(title, []).append(task)
    order = [title for title, _ in limits] + ["Finished", "Proposed"]
    return tuple(Group(title, tuple(found[title])) for title in order if title in found)


def group_by_person(tasks: Sequence[BookTask], me: Me) -> tuple[Group, ...]:
    """Accepted tasks by who owes them: mine first, nobody's last; the proposed ones apart."""
    found: dict[str, list[BookTask]] = {}
    for task in tasks:
        who = "Mine" if is_mine(task, me) else task.owner or "Nobody named"
        found.setdefault("Proposed" if task.is_proposed else who, []).append(task)
    ranks = {"Mine": 0, "Nobody named": 2, "Proposed": 3}
    return tuple(Group(who, tuple(found[who])) for who in sorted(found, key=lambda who: (ranks.get(who, 1), who)))
