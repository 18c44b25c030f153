"""A piece of work as it is set beside the days that a talk names."""

from collections.abc import Container, Iterable, Sequence
from typing import TypeVar

import msgspec

from minutebook.flow.extract.offline.talk.acts import OFFERS, Act
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.stems import stems_of
from minutebook.flow.extract.offline.work.due import Due
from minutebook.flow.extract.offline.work.thread import Thread

T = TypeVar("T")


class Claim(msgspec.Struct, frozen=True):
    """A thread with what is asked of every day: the lines of its acts and of other threads', what it is about, whose it is, what the rule says."""

    thread: Thread
    acts: list[int]
    busy: Container[int]
    stems: frozenset[str]
    around: frozenset[str]
    main: Act
    """The act that says most of what is to be done; ``about``: what it is about."""
    about: frozenset[str]
    owner: str | None
    ruled: Due | None
    here: dict[int, list[Act]]
    """Its acts by line."""


def lay_claim(
    thread: Thread,
    busy: Container[int],
    owner: str | None,
    ruled: Due | None,
    said: Sequence[frozenset[str]],
    lexicon: Lexicon,
) -> Claim:
    """``busy``: lines where other threads act; ``owner``: a full name; ``ruled``: the rule's choice; ``said``: the stems of each line."""
    acts = sorted({act.line for act in thread.acts})
    stems = thread.stems - lexicon.weak_verbs
    main = max(thread.acts, key=lambda act: _says(act, thread, lexicon))
    return Claim(
        thread,
        acts,
        busy,
        stems,
        stems.union(*(said[n] for n in acts)),
        main,
        stems_of(main.phrase, lexicon) - lexicon.weak_verbs,
        owner,
        ruled,
        by_line((act.line, act) for act in thread.acts),
    )


def by_line(placed: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for line, each in placed:
        found.setdefault(line, []).append(each)
    return found


def _says(act: Act, thread: Thread, lexicon: Lexicon) -> tuple[float, int]:
    """How much an act says of what is to be done, the earlier first among equals."""
    content = len(stems_of(act.phrase, lexicon) - lexicon.weak_verbs)
    return min(content, 6) + (act.kind in OFFERS and thread.first.kind in OFFERS), -act.line
