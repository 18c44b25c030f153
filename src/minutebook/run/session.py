"""One command's hold on a vault: what it reads, and how a plan is applied. A rehearsal applies plans in memory only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from minutebook.errors import UserError
from minutebook.flow.write import Writer, commit_batch, dirty_paths
from minutebook.model.plan import ChangePlan
from minutebook.model.run import Run
from minutebook.run.arrivals import find_hindrance
from minutebook.settings import Settings
from minutebook.store import Store, plainly
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
        self._dirty: frozenset[str] = frozenset()

    def apply(self, plan: ChangePlan) -> Run | None:
        """Write the plan and bring the index up to date; None where it changes nothing."""
        if plan.empty:
            return None
        touched = [*(e.path for e in plan.edits), *(p for m in plan.moves for p in (m.source, m.target))]
        if self.settings.git:
            ours = {path for run in self.runs for path in run.paths}
            theirs = [path for path in touched if path not in ours]
            self._dirty |= dirty_paths(self.vault.root, theirs, self.settings.git_timeout)
        run = self.writer.apply(plan, self.batch, self.clock())
        self.runs.append(run)
        self.store.reread(touched, self.folder)
        return run

    def set_aside(self, path: str, reason: str) -> None:
        """Move a file that cannot be taken out of the way, its reason beside it."""
        failed = f"{self.settings.folders.inbox}/Failed"
        if path.startswith(f"{failed}/"):
            return  # it is there already, with the reason of last time
        next_step = "repair or convert the file and drop it into the Inbox again, or run: minutebook ingest --retry"
        self.apply(self.writer.set_aside_plan(path, failed, reason, next_step))

    def hindrance(self, path: str) -> str | None:
        return find_hindrance(self.vault.root, path)

    def take_in(self, outside: Path) -> str:
        """Copy a file from outside the vault into its Inbox; its path there. A note of the vault itself is not taken."""
        refuse_notes(self.vault, outside)
        path = self.writer.take_in(outside, self.settings.folders.inbox)
        self.store.reread([path], self.folder)
        return path

    def take_back(self, path: str) -> str:
        """Move a failed source back to where it was, for another try; its path there."""
        plan = self.writer.take_back_plan(path, self.settings.folders.inbox)
        self.apply(plan)
        return plan.moves[0].target

    def tidy(self) -> None:
        """Forget what can no longer be undone, by the settings' age."""
        self.writer.prune(self.now - timedelta(days=self.settings.undo_days))

    def commit(self, message: str) -> tuple[str, ...]:
        """One git commit of the batch, where the vault is a repository; what went wrong with it, as sentences."""
        if not self.settings.git or not self.runs:
            return ()
        result = commit_batch(self.vault.root, self.runs, message, self.settings.git_timeout, self._dirty)
        left = [f"git: {path} held changes of yours; it is left for you to commit" for path in result.left]
        return result.warnings or tuple(left)


class Rehearsal:  # its writer only makes plans
    """The vault as a dry run sees it: plans are kept and laid over it in memory."""

    def __init__(self, vault: Vault, store: Store, writer: Writer, clock: Clock) -> None:
        self.settings = vault.settings
        self.vault = vault
        self.writer = writer
        self.overlay = Overlay(vault)
        self.folder: Folder = self.overlay
        self.store = store
        self.now = clock()
        self.plans: list[ChangePlan] = []

    def set_aside(self, path: str, reason: str) -> None:
        """Nothing moves in a rehearsal; the report says what would."""

    def hindrance(self, path: str) -> str | None:
        return None if self.vault.entry(path) is None else find_hindrance(self.vault.root, path)

    def take_in(self, outside: Path) -> str:
        """As if the file had been copied into the Inbox; its path there."""
        refuse_notes(self.vault, outside)
        inbox = self.settings.folders.inbox
        inside = outside.resolve()
        if inside.is_relative_to(self.vault.root):
            return inside.relative_to(self.vault.root).as_posix()
        path = f"{inbox}/{outside.name}"
        try:
            self.overlay.put(path, outside.read_bytes(), outside.stat().st_mtime_ns)
        except OSError as error:
            raise UserError(f"{outside} cannot be read ({error.strerror}); check the path") from error
        self.store.reread([path], self.folder)
        return path

    def take_back(self, path: str) -> str:
        """As if the failed source had been moved back to where it was; its path there."""
        plan = self.writer.take_back_plan(path, self.settings.folders.inbox)
        self.apply(plan)
        return plan.moves[0].target

    def apply(self, plan: ChangePlan) -> Run | None:
        if plan.empty:
            return None
        self.plans.append(plan)
        self.overlay.lay(plan)
        self.store.reread(
            [*(e.path for e in plan.edits), *(p for m in plan.moves for p in (m.source, m.target))], self.folder
        )
        return None


def refuse_notes(vault: Vault, path: Path) -> None:
    """Raise UserError for a file that is not there, and for one of the vault outside its Inbox: taking it in would move the user's own note."""
    real, inbox = path.resolve(), vault.settings.folders.inbox
    if not real.exists():
        raise UserError(f"there is no file {path}; check the path, or drop the file into {inbox}/")
    if real.is_relative_to(vault.root) and not real.is_relative_to(vault.root / inbox):
        raise UserError(f"{path} is part of your vault; to have it read, copy it into {inbox}/ (nothing was moved)")


def index_path(vault: Vault) -> Path:
    """The index of this vault, in the user's cache folder."""
    from platformdirs import user_cache_path

    key = sha256(f"{vault.settings.vault_id}\n{vault.root}".encode()).hexdigest()[:16]
    return user_cache_path("minutebook", appauthor=False) / "index" / f"{key}.sqlite"


@contextmanager
def open_session(vault: Vault, clock: Clock = system_clock, patience: float = 0) -> Iterator[Session]:
    """Hold the vault: lock it (waiting up to ``patience`` seconds), finish or take back what an interrupted run left, bring the index up to date."""
    writer = Writer(vault.root)
    with plainly(), writer.hold(patience):
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
    with plainly(), writer.hold():
        writer.recover()
        store = Store.open(index_path(vault), vault.settings.folders, vault)
        try:
            yield Rehearsal(vault, store.copy(), writer, clock)
        finally:
            store.close()


@contextmanager
def open_store(vault: Vault, *, trusted: bool = False) -> Iterator[Store]:
    """The index alone, for commands that only look. ``trusted``: it was found true a moment ago."""
    with plainly():
        store = Store.open(index_path(vault), vault.settings.folders, vault, trusted=trusted)
        try:
            yield store
        finally:
            store.close()
