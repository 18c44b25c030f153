"""One command's hold on a vault: what it reads, and how a plan is applied. A rehearsal applies plans in memory only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from minutebook.flow.write import Writer, commit_batch, dirty_paths
from minutebook.model.plan import ChangePlan
from minutebook.model.run import Run
from minutebook.settings import Settings
from minutebook.store import Store
from minutebook.vault.overlay import Overlay
from minutebook.vault.vault import Folder, Vault

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The time now, in UTC. Everything below run/ gets it as an argument."""
    return datetime.now(UTC)


class Desk(Protocol):
    """Where a command works: the vault with its index, and one way to change it."""

    settings: Settings
    store: Store
    folder: Folder
    now: datetime
    """When the command began."""

    def apply(self, plan: ChangePlan) -> Run | None: ...


class Session:
    """The vault itself, held under its lock: plans are written, and committed as one batch at the end."""

    def __init__(self, vault: Vault, store: Store, writer: Writer, clock: Clock) -> None:
        self.vault = vault
        self.settings = vault.settings
        self.folder: Folder = vault
        self.store = store
        self.writer = writer
        self.clock = clock
        self.now = clock()
        self.batch = self.now.strftime("%Y%m%dT%H%M%S%f")
        self.runs: list[Run] = []
        self._dirty: set[str] = set()

    def apply(self, plan: ChangePlan) -> Run | None:
        """Write the plan and bring the index up to date; None where it changes nothing."""
        if plan.empty:
            return None
        touched = [*(e.path for e in plan.edits), *(p for m in plan.moves for p in (m.source, m.target))]
        if self.settings.git:
            ours = {path for run in self.runs for path in run.paths}
            self._dirty |= set(dirty_paths(self.vault.root, [path for path in touched if path not in ours]))
        run = self.writer.apply(plan, self.batch, self.clock())
        self.runs.append(run)
        self.store.reread(touched, self.folder)
        return run

    def commit(self, message: str) -> str | None:
        """One git commit of the batch, where the vault is a repository; what went wrong with it, as a sentence, else None."""
        if not self.settings.git or not self.runs:
            return None
        result = commit_batch(self.vault.root, self.runs, message, self.settings.git_timeout, leave=self._dirty)
        return result.warning


class Rehearsal:
    """The vault as a dry run sees it: plans are kept and laid over it in memory."""

    def __init__(self, vault: Vault, store: Store, clock: Clock) -> None:
        self.settings = vault.settings
        self.overlay = Overlay(vault)
        self.folder: Folder = self.overlay
        self.store = store
        self.now = clock()
        self.plans: list[ChangePlan] = []

    def apply(self, plan: ChangePlan) -> Run | None:
        if plan.empty:
            return None
        self.plans.append(plan)
        self.overlay.lay(plan)
        self.store.reread([*(e.path for e in plan.edits), *(p for m in plan.moves for p in (m.source, m.target))], self.folder)
        return None


def index_path(vault: Vault) -> Path:
    """The index of this vault, in the user's cache folder."""
    from platformdirs import user_cache_path

    key = sha256(f"{vault.settings.vault_id}\n{vault.root}".encode()).hexdigest()[:16]
    return user_cache_path("minutebook", appauthor=False) / "index" / f"{key}.sqlite"


@contextmanager
def open_session(vault: Vault, clock: Clock = system_clock) -> Iterator[Session]:
    """Hold the vault: lock it, finish or take back what an interrupted run left, bring the index up to date."""
    writer = Writer(vault.root)
    with writer.hold():
        writer.recover()
        store = Store.open(index_path(vault), vault.settings.folders, vault)
        try:
            yield Session(vault, store, writer, clock)
        finally:
            store.close()


@contextmanager
def open_rehearsal(vault: Vault, clock: Clock = system_clock) -> Iterator[Rehearsal]:
    """The vault for a dry run: nothing outside ``.minutebook`` and the cache is written."""
    writer = Writer(vault.root)
    with writer.hold():
        writer.recover()
        store = Store.open(index_path(vault), vault.settings.folders, vault)
        try:
            yield Rehearsal(vault, store.copy(), clock)
        finally:
            store.close()


@contextmanager
def open_store(vault: Vault) -> Iterator[Store]:
    """The index alone, for commands that only look."""
    store = Store.open(index_path(vault), vault.settings.folders, vault)
    try:
        yield store
    finally:
        store.close()
