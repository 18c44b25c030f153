"""The queue as the app holds it between requests: listed anew when the book changed, not for each decision of its own."""

import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import msgspec

from minutebook.model.queue import Waiting
from minutebook.run.choosing import Screens, looks, seconds
from minutebook.run.queue import list_waiting, say_kinds
from minutebook.run.session import index_path
from minutebook.store import Store
from minutebook.vault.vault import Vault

_FRESH = 60.0
"""Seconds after which the list is read again even where only this app seems to have changed the book."""


class Group(msgspec.Struct, frozen=True):
    """What waits of one source; ``first`` is the id of the item to begin with."""

    title: str
    date: str
    first: str
    items: tuple[Waiting, ...]

    @property
    def said(self) -> str:
        """``4 proposed tasks, 1 name without a page``."""
        return say_kinds(Counter(item.kind for item in self.items))


class Queue:
    """What waits, in the order of run/queue, less what was decided here since it was listed."""

    def __init__(self) -> None:
        self._items: tuple[Waiting, ...] = ()
        self._screens: Screens = ()
        self._screened: tuple[Waiting, ...] | None = None
        self._state: tuple[int, ...] = ()
        self._at = 0.0
        self._turn = threading.Lock()
        self._deciding = 0

    @contextmanager
    def deciding(self) -> Iterator[None]:
        """While a decision of ours is written the list stands: what it changes in the index is no news until it is told."""
        with self._turn:
            self._deciding += 1
        try:
            yield
        finally:
            with self._turn:
                self._deciding -= 1

    def items(self, vault: Vault, store: Store) -> tuple[Waiting, ...]:
        """All that waits."""
        with self._turn:
            if self._deciding and self._items:
                return self._items
            state = _state(vault)
            if state != self._state or time.monotonic() - self._at > _FRESH:
                self._items = list_waiting(store, vault, vault.settings)
                self._state, self._at = state, time.monotonic()
            return self._items

    def screens(self, vault: Vault, store: Store) -> Screens:
        """All that waits, as a person looks at it, what can wait last; what was decided goes, and the lists that pages fetched ahead show stay as they are, until something comes."""
        items = self.items(vault, store)
        with self._turn:
            if self._screened is not items:
                self._screens, self._screened = less_decided(self._screens, items) or looks(items), items
            return self._screens

    def drop(self, vault: Vault, ids: Iterable[str]) -> None:
        """These tasks were decided here, and nothing else followed from it."""
        gone = set(ids)
        with self._turn:
            self._items = tuple(item for item in self._items if item.id not in gone)
            self._state = _state(vault)

    def forget(self) -> None:
        """More may have changed than what was decided: list it anew."""
        with self._turn:
            self._state = ()


def _state(vault: Vault) -> tuple[int, ...]:
    """What changes when the index does."""
    path = index_path(vault)
    state: list[int] = []
    for each in (path, path.with_name(f"{path.name}-wal")):
        try:
            stat = each.stat()
        except OSError:
            continue
        state += [stat.st_size, stat.st_mtime_ns]
    return tuple(state)


def group(items: Sequence[Waiting]) -> list[Group]:
    """What waits by source, in its order."""
    groups: dict[tuple[str, str], list[Waiting]] = {}
    for item in items:
        groups.setdefault((item.source_id or item.title, item.date), []).append(item)
    return [Group(g[0].title, g[0].date, g[0].id, tuple(g)) for g in groups.values()]


def say_minutes(some: Iterable[Sequence[Waiting]]) -> str:
    """How long so many looks take."""
    minutes = max(1, round(seconds(some) / 60))
    return "About a minute" if minutes == 1 else f"About {minutes} minutes"


def less_decided(shown: Iterable[Sequence[Waiting]], items: Sequence[Waiting]) -> Screens:
    """The looks with what still waits of each; none where something waits that is in no look, or can no longer wait."""
    waiting = {(item.id, item.can_wait): item for item in items}
    left = [tuple(waiting[key] for item in look if (key := (item.id, item.can_wait)) in waiting) for look in shown]
    return tuple(filter(None, left)) if sum(map(len, left)) == len(waiting) else ()
