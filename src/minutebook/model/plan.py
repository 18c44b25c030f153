"""A ChangePlan: every file change that one source (or one decision) causes, as data.

The planner builds it, the writer applies it, the explainer prints it: a dry run is another reader of the same plan.
Paths are vault-relative with forward slashes.
"""

from enum import StrEnum
from hashlib import sha256

import msgspec


class Edit(msgspec.Struct, frozen=True):
    """One file before and after. ``before`` None: it must not exist; ``after`` None: it is deleted."""

    path: str
    before: bytes | None
    after: bytes | None


class Move(msgspec.Struct, frozen=True):
    """One file moved byte for byte; ``target`` must not exist. ``sha256`` is that of the bytes (hex), after the plan's edit of ``source``."""

    source: str
    target: str
    sha256: str


class RunKind(StrEnum):
    INGEST = "ingest"
    REVIEW = "review"
    ACCEPT = "accept"
    REJECT = "reject"
    TASK = "task"
    """A task completed, moved to another day, given to somebody …"""
    ENTITY = "entity"
    """A decision about a person, account, project or forum: renamed, merged, split …"""
    DIGEST = "digest"
    SETTINGS = "settings"
    UNDO = "undo"
    DRAFT = "draft"
    INIT = "init"


class ChangePlan(msgspec.Struct, frozen=True, kw_only=True):
    """What one run will do. Applied wholly or not at all."""

    kind: RunKind
    title: str
    """What the run is about, for `runs` and the commit message: a source's title, a decision."""
    source_id: str | None = None
    edits: tuple[Edit, ...] = ()
    moves: tuple[Move, ...] = ()
    log: tuple[str, ...] = ()
    """What a person should know of this run: how the date was found, coverage, what was left alone and why."""
    undoes: str | None = None

    @property
    def empty(self) -> bool:
        return not self.edits and not self.moves


def digest(content: bytes | None) -> str | None:
    """SHA-256 (hex) of a file's bytes; None for a file that is not there."""
    return None if content is None else sha256(content).hexdigest()
