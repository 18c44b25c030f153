"""A run: one applied ChangePlan. A batch is the runs of one command."""

import msgspec

from minutebook.model.plan import RunKind

RUN_VERSION = 1


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What was applied. ``id`` sorts by time."""

    id: str
    batch: str
    kind: RunKind
    title: str
    at: str
    v: int = RUN_VERSION
    source_id: str | None = None
    paths: tuple[str, ...] = ()
    moves: tuple[tuple[str, str], ...] = ()
    log: tuple[str, ...] = ()
    undoes: str | None = None
    undone_by: str | None = None
    commit: str | None = None
