"""What waits but needs no decision today: it stands where it is, is told in a line, and is asked for once it is spoken of again."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from minutebook.model.book import BookTask
from minutebook.model.entity import Me
from minutebook.model.extraction import Participant, Task
from minutebook.model.queue import Waiting, WaitKind
from minutebook.model.source import SourceKind
from minutebook.text import patterns as re
from minutebook.text.names import fold

_WORD = re.compile(r"\w+")
_OWN_NOTES = frozenset({SourceKind.MEMO, SourceKind.CHECKLIST})
SURE = 0.46
"""Chance below which most tasks are to be rejected (evals/day: 16 of 26 that wait, of nobody's 5 of 8 and none of those mine): such ones of others and of nobody are not asked for."""
_LATE = timedelta(days=7)
"""For so long after its day a task of others is told to be late."""


class Involved(NamedTuple):
    """The vault's owner at a source: what kind it is, and who took part in it."""

    me: Me
    kind: SourceKind
    there: Sequence[Participant]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.me.name, *self.me.aliases) if name)

    @property
    def mine(self) -> frozenset[str]:
        return frozenset({"myself", "me", *map(fold, self.names)})


def is_theirs_alone(task: BookTask, rated: Task, sure: float, at: Involved) -> bool:
    """Whether somebody else owes a task to somebody else: it was not promised to me, not asked for by me, does not name me. Or it is hardly likely, nobody's, too; never where its owner may be me."""
    owner = fold(task.owner or "")
    if _may_be_me(owner, at.mine) or at.kind in _OWN_NOTES:
        return False
    if not owner:
        return sure < SURE
    concerns_me = (
        (task.owed_to is not None and fold(task.owed_to) in at.mine)
        or (rated.asked_by is not None and fold(rated.asked_by) in at.mine)
        or _names(task.text, at.names)
        or _is_between_us({owner, fold(rated.owner or "")}, at)
    )
    return sure < SURE or not concerns_me


def _may_be_me(owner: str, mine: Iterable[str]) -> bool:
    """Whether a name is a part of mine: its first name may mean me."""
    return bool(owner) and any(set(owner.split()) <= set(name.split()) for name in mine)


def _names(text: str, names: Iterable[str]) -> bool:
    """Whether words name me: in full, or by the first name as it is written, which at their beginning may be a verb."""
    words = _WORD.findall(text)
    folded = f" {' '.join(map(fold, words))} "
    first = {name.split()[0] for name in names}
    return any(f" {fold(name)} " in folded for name in names) or not first.isdisjoint(words[1:])


def _is_between_us(owner: set[str], at: Involved) -> bool:
    """Whether only its owner and I were there."""
    there = {fold(p.name) if p.name else p.speaker for p in at.there if p.present}
    others = there - at.mine
    return len(others) == 1 and not owner.isdisjoint(others)


def part(items: Iterable[Waiting]) -> tuple[list[Waiting], list[Waiting]]:
    """What is to be decided today, and what can wait."""
    today: list[Waiting] = []
    later: list[Waiting] = []
    for item in items:
        (later if item.can_wait else today).append(item)
    return today, later


def say_later(items: Iterable[Waiting], today: date) -> str:
    """``12 tasks that others owe others (2 of them late), 3 people who were met once``; empty for nothing."""
    some = list(items)
    tasks = [item for item in some if item.kind is WaitKind.TASK and item.owner]
    unlikely = sum(item.kind is WaitKind.TASK and not item.owner for item in some)
    houses = sum(item.kind is WaitKind.NAME and item.what in {"account", "partner"} for item in some)
    late = sum(is_just_late(item, today) for item in tasks)
    counts = (
        (len(tasks), "task that others owe others", "tasks that others owe others"),
        (unlikely, "hardly likely task of nobody", "hardly likely tasks of nobody"),
        (len(some) - len(tasks) - unlikely - houses, "person who was met once", "people who were met once"),
        (houses, "organisation of one mail", "organisations of one mail each"),
    )
    said = [f"{number} {one if number == 1 else several}" for number, one, several in counts if number]
    return ", ".join(said).replace("owe others", f"owe others ({late} of them late)" if late else "owe others", 1)


def is_just_late(item: Waiting, today: date) -> bool:
    """Whether its day passed within the last week."""
    return item.due is not None and (today - _LATE).isoformat() <= item.due < today.isoformat()
