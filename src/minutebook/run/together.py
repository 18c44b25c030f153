"""Several decisions as one run: each is made on what the one before it leaves, and what they come to is done at once."""

from collections.abc import Callable, Iterator
from datetime import datetime

from msgspec.structs import replace

from minutebook.model.plan import ChangePlan, Edit, Move, digest
from minutebook.model.run import Run
from minutebook.run.session import Desk
from minutebook.settings import Settings
from minutebook.store import Store
from minutebook.vault.overlay import Overlay
from minutebook.vault.vault import Folder


class _Draft:
    """A desk whose plans are kept, each laid over what the one before it leaves."""

    def __init__(self, desk: Desk) -> None:
        self.settings: Settings = desk.settings
        self.store: Store = desk.store.copy()
        self.overlay = Overlay(desk.folder)
        self.folder: Folder = self.overlay
        self.now: datetime = desk.now
        self.plans: list[ChangePlan] = []

    def apply(self, plan: ChangePlan) -> Run | None:
        self.plans.append(plan)
        self.overlay.lay(plan)
        touched = [*(e.path for e in plan.edits), *(p for m in plan.moves for p in (m.source, m.target))]
        self.store.reread(touched, self.folder)
        return None


def as_one(desk: Desk, work: Callable[[Desk], object], title: str = "") -> Run | None:
    """Do ``work``, which may apply several plans, as one run of this ``title``, else called as the last of them. Raises what ``work`` raises, nothing done then."""
    draft = _Draft(desk)
    try:
        work(draft)
    finally:
        draft.store.close()
    if not draft.plans:
        return None
    joined = _joined(draft.plans, desk.folder, draft.folder)
    return desk.apply(replace(joined, title=title or joined.title))


def _joined(plans: list[ChangePlan], before: Folder, after: Folder) -> ChangePlan:
    came: dict[str, str] = {}
    for move in (move for plan in plans for move in plan.moves):
        came[move.target] = came.pop(move.source, move.source)
    moves = {
        path: was
        for path, was in came.items()
        if before.read(was) is not None and before.read(path) is None and after.read(was) is None
    }
    touched = {edit.path for plan in plans for edit in plan.edits}
    touched |= {path for move in (m for plan in plans for m in plan.moves) for path in (move.source, move.target)}
    return replace(
        plans[-1],
        edits=tuple(_edits(sorted(touched), {was: path for path, was in moves.items()}, before, after)),
        moves=tuple(Move(was, path, str(digest(after.read(path)))) for path, was in sorted(moves.items())),
        log=tuple(dict.fromkeys(line for plan in plans for line in plan.log)),
    )


def _edits(touched: list[str], moves: dict[str, str], before: Folder, after: Folder) -> Iterator[Edit]:
    """What becomes of each file; ``moves``: those that are moved as they were edited, where to."""
    arrived = set(moves.values())
    for path in touched:
        was, now = before.read(path), after.read(moves.get(path, path))
        if path not in arrived and was != now:
            yield Edit(path, was, now)
