"""The queue: everything that waits for a person, and what a person may answer."""

from enum import StrEnum
from typing import Literal

import msgspec


class WaitKind(StrEnum):
    """What kind of thing waits."""

    TASK = "task"
    """A task that was proposed."""
    NEWS = "news"
    """A later source said that an accepted task is done, dropped, moved, somebody else's or begun."""
    WHO = "who"
    """Which of those known a name means."""
    ALIAS = "alias"
    """Whether something known goes by another name, too."""
    CHANGED = "changed"
    """Whether a line of a page is struck, because another says otherwise."""
    DETAIL = "detail"
    """Whether a page gets a value or a line."""
    NAME = "name"
    """Whether a name gets a page."""


class Choice(msgspec.Struct, frozen=True):
    """One of several answers. ``id``: of an entity, a task, or the question that this answer says yes to."""

    id: str
    words: str
    detail: str = ""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that waits for a person. Days are ISO dates."""

    id: str
    kind: WaitKind
    words: str
    """What is proposed, in plain text."""
    what: str = ""
    """Of a name: person, account, partner, project or forum."""
    about: str = ""
    """The id of the entity that a question is about, or of the task that news is of."""
    owner: str | None = None
    due: str | None = None
    priority: str = "medium"
    confidence: float | None = None
    """How likely it is right (0 to 1), by the engine and by what the person decided before; None where nothing says."""
    learned: str = ""
    """Why that is another chance than the engine's; empty where it is about the same."""
    source_id: str = ""
    title: str = ""
    """Of its source, else of its note."""
    date: str = ""
    path: str
    """The note or page that it stands on or is about."""
    passages: tuple[str, ...] = ()
    """Links (without brackets) to what it rests on; of news and changed facts the earlier first, the later last."""
    lit: tuple[tuple[int, ...], ...] = ()
    """For each passage the blocks that show it; none where only the link says."""
    news: str | None = None
    """What a later source said of the task."""
    choices: tuple[Choice, ...] = ()
    """Of ``who``: each of those who may be meant."""
    can_wait: bool = False
    """It needs no decision today: it stands where it is until somebody asks for it, or until it is spoken of again (run/later)."""


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """One block of a source's rendering."""

    block: int
    text: str
    speaker: str | None = None
    time: str | None = None
    """As it is shown: ``12:31``."""
    lit: bool = False
    """Whether the item rests on it."""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """What was said around an item. ``path``: the rendering; empty ``heard``: it is gone, or says nothing there."""

    title: str
    path: str
    heard: tuple[Heard, ...] = ()


class Shown(msgspec.Struct, frozen=True):
    """A thing that waits with what it rests on: of news and changed facts the earlier passage first."""

    item: Waiting
    passages: tuple[Passage, ...]


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What a person answered, in their own words.

    ``accept`` takes the changes along; ``edit`` makes them and leaves the item proposed. ``into``: of ``merge`` the task's id or
    the entity's name that it is the same as; of ``accept`` the choice that is meant.
    """

    act: Literal["accept", "reject", "edit", "done", "merge", "skip"]
    words: str | None = None
    owner: str | None = None
    """A name, ``me`` or ``nobody``."""
    due: str | None = None
    """``friday``, ``in two weeks``, ``2026-03-20``; ``never``: no day."""
    priority: Literal["highest", "high", "medium", "low", "lowest"] | None = None
    into: str | None = None


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a decision. ``runs``: the ids to undo, newest last; empty where nothing was changed."""

    id: str
    said: str
    runs: tuple[str, ...] = ()
    standing: bool = False
    """It had been decided elsewhere before; nothing was changed."""
    failed: bool = False
    """It could not be done, ``said`` says why; it still waits."""
