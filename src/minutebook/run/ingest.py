"""The main job: every file that waits becomes notes, one plan a file, in order of the sources' dates."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import msgspec

from minutebook.errors import (
    EngineError,
    MinutebookError,
    NotReady,
    RecoveryNeeded,
    SourceError,
    StaleError,
    UserError,
    VaultLocked,
)
from minutebook.flow.extract.engine import Engine
from minutebook.flow.extract.ground import ground
from minutebook.flow.extract.llm.contract import Estimate, Refused, Unasked
from minutebook.model.entity import Context, Entity, EntityState
from minutebook.model.extraction import Extraction
from minutebook.model.source import Source
from minutebook.run import keeping
from minutebook.run.arrival import Arrival, gather_threads, read_arrival
from minutebook.run.arrivals import list_named
from minutebook.run.calendars import is_calendar, place_by_calendar, take_calendar
from minutebook.run.hear import Listening, allowed_mb, ignore
from minutebook.run.pipeline import Filed, Options, Understand, plan_file
from minutebook.run.session import Desk
from minutebook.run.understanding import context_of, understand
from minutebook.vault.vault import Vault

OLDEST_YEAR = 1990
TRIES = 3
"""How often a plan is made anew because a file changed under it."""


class Waiting(msgspec.Struct, frozen=True):
    """A file to take: its path in the vault, and the name under which it first arrived."""

    path: str
    name: str


class Done(msgspec.Struct, frozen=True):
    """What became of one file: its sources, or the reason why it was not taken."""

    path: str
    filed: tuple[Filed, ...] = ()
    failure: str | None = None
    set_aside: bool = False
    estimate: Estimate | None = None
    """What asking a model about it would take, where it was not asked because nothing may be spent."""


class Workers(msgspec.Struct, frozen=True):
    """How many sources are read at once: in processes, or in ``threads`` where the engine waits for somebody else."""

    count: int = 1
    threads: bool = False


class Intake(Desk, Protocol):
    """A desk that can also set a file aside, and knows why one cannot be taken now."""

    def set_aside(self, path: str, reason: str) -> None: ...

    def hindrance(self, path: str) -> str | None: ...

    def take_in(self, outside: Path) -> str: ...

    def take_back(self, path: str) -> str: ...


Progress = Callable[[str], None]
"""Called with the name of each file when it is done."""


def ingest(
    desk: Intake,
    files: Sequence[Waiting],
    engine: Engine,
    options: Options,
    *,
    workers: Workers = Workers(),  # noqa: B008 - frozen
    progress: Progress = lambda _: None,
    listening: Listening = ignore,
) -> tuple[Done, ...]:
    """Take each file; one that cannot be taken is set aside with its reason, and the others go on."""
    with _workers(workers, len(files)) as pool:
        done: list[Done] = []
        arrivals: list[Arrival] = []
        for waiting in sorted(files, key=lambda w: not is_calendar(w.name)):  # a recording may be told by one of them
            reading = (
                _read_calendar(desk, waiting) if is_calendar(waiting.name) else read_waiting(desk, waiting, listening)
            )
            if isinstance(reading, Arrival):
                arrivals.append(reading)
            elif isinstance(reading, Done):
                done.append(reading)
                progress(waiting.name)
            else:
                done.append(_fail(desk, waiting.path, reading))
                progress(waiting.name)
        entities = [e for e in desk.store.entities() if e.state is not EntityState.PROPOSED]
        reader = _Reader(desk, engine, entities, pool)
        arrivals = _told_by_calendar(desk, arrivals)
        arrivals.sort(key=_moment)
        reader.ask_ahead(arrivals)
        for group in gather_threads(arrivals, desk.settings.owner().emails):
            for one in _take_group(desk, group, engine, reader.read, options):
                done.append(one)
                progress(Path(one.path).name)
    return tuple(done)


def _moment(arrival: Arrival) -> tuple[str, str, str]:
    """Files are taken in order of what they say of their time, whatever the order in which they came."""
    first = min(arrival.sources, key=lambda s: (s.date, s.time or datetime.min.time()))
    return first.date.isoformat(), first.time.isoformat() if first.time else "", arrival.path


def _take_group(
    desk: Intake, group: Sequence[Arrival], engine: Engine, understood: Understand, options: Options
) -> Iterator[Done]:
    """Take the mails of one thread: what the first finds known is read with all that wait beside it; singly where that fails."""
    left, together = list(group), True
    while left:
        done: tuple[Done, ...] = ()
        if together and len(left) > 1:
            done = _take_together(desk, left, engine, understood, options)
            together = bool(done)
        done = done or (_take(desk, left[0], engine, understood, options),)
        yield from done
        left = left[len(done) :]


def _take_together(
    desk: Intake, group: Sequence[Arrival], engine: Engine, understood: Understand, options: Options
) -> tuple[Done, ...]:
    """What became of the first of the group and of those that it took along; nothing where they cannot be taken together."""
    try:
        settled = plan_file(group[0], desk, engine, understood, options, group[1:])
        if settled.plan is not None:
            desk.apply(settled.plan)
    except (VaultLocked, RecoveryNeeded, Refused):
        raise
    except Unasked as unasked:
        told = (Filed(group[0].sources[0].title, None, "read with the first mail of its thread that waits"),)
        return (Done(group[0].path, estimate=unasked.estimate), *(Done(each.path, told) for each in group[1:]))
    except Exception:  # noqa: BLE001 - which of them it is, and why, is said as each is taken alone
        return ()
    return tuple(Done(each.path, settled.filed) for each in group[: settled.took])


def _take(desk: Intake, arrival: Arrival, engine: Engine, understood: Understand, options: Options) -> Done:
    for attempt in range(TRIES):
        try:
            settled = plan_file(arrival, desk, engine, understood, options)
            if settled.plan is not None:
                desk.apply(settled.plan)
            return Done(arrival.path, settled.filed)
        except StaleError as error:
            if error.path == arrival.path:
                return Done(
                    arrival.path,
                    failure=f"{arrival.path} changed while it was read; it stays and is taken at the next run",
                )
            desk.store.refresh(desk.folder)
            if attempt == TRIES - 1:
                return Done(
                    arrival.path, failure=f"{error}, {TRIES} times in a row; it stays in the Inbox: run ingest again"
                )
        except Unasked as unasked:
            return Done(arrival.path, estimate=unasked.estimate)
        except EngineError as error:
            if error.retryable:
                return Done(arrival.path, failure=f"{error}; it stays in the Inbox: run ingest again")
            return _fail(desk, arrival.path, error)
        except (VaultLocked, RecoveryNeeded, Refused):
            raise
        except MinutebookError as error:  # what this file asks for cannot be written; the others go on
            return Done(arrival.path, failure=f"{error} (it stays where it is)")
        except Exception as error:  # noqa: BLE001 - one source's surprise must not keep the others from being read
            return _fail(desk, arrival.path, _surprise(error))
    raise AssertionError("every attempt returns or tries again")


def _fail(desk: Intake, path: str, error: MinutebookError) -> Done:
    if error.retryable:
        return Done(path, failure=str(error))
    try:
        desk.set_aside(path, str(error))
    except (SourceError, UserError) as hindrance:  # a name in no encoding, a link, a folder that cannot be written
        return Done(path, failure=f"{error}; it stays where it is, because: {hindrance}")
    return Done(path, failure=str(error), set_aside=True)


def _surprise(error: Exception) -> SourceError:
    return SourceError(
        f"an error of minutebook's own ({type(error).__name__}: {error}); please report it with the file's layout"
    )


# -- reading, in this process or in several


def read_waiting(desk: Intake, waiting: Waiting, listening: Listening = ignore) -> Arrival | MinutebookError:
    """One file that waits, as sources, or why it cannot be taken."""
    try:
        waiting.path.encode()
    except UnicodeEncodeError:
        return NotReady(f"{waiting.path}: its name is in no encoding; rename it")
    try:
        entry = desk.folder.entry(waiting.path)
        if entry is None:
            return NotReady(f"{waiting.path} is not there any more")
        if hindrance := desk.hindrance(waiting.path):
            return NotReady(hindrance)
        allowed = allowed_mb(waiting.name, desk.settings)
        if entry.size > allowed * 1_000_000:
            megabytes = entry.size / 1_000_000
            return SourceError(
                f"it has {megabytes:.0f} MB, more than the {allowed:g} MB that max_mb in minutebook.toml allows"
            )
        data = desk.folder.read(waiting.path)
        if data is None:
            return NotReady(f"{waiting.path} is not there any more")
        modified = _plausible(datetime.fromtimestamp(max(entry.mtime_ns, 0) / 1e9, tz=UTC), desk.now)
        return read_arrival(desk, waiting.path, waiting.name, data, modified, listening)
    except OSError as error:
        return NotReady(f"{waiting.path} cannot be read ({error.strerror}); check its permissions")
    except MinutebookError as error:
        return error
    except Exception as error:  # noqa: BLE001 - as above
        return _surprise(error)


def _read_calendar(desk: Intake, waiting: Waiting) -> Done | MinutebookError:
    """A calendar is no source: it is kept, and recordings are told by it."""
    if hindrance := desk.hindrance(waiting.path):
        return NotReady(hindrance)
    try:
        said = take_calendar(desk, waiting.path, waiting.name)
    except MinutebookError as error:
        return error
    return Done(waiting.path, (Filed(waiting.name, None, said),))


def _told_by_calendar(desk: Intake, arrivals: Sequence[Arrival]) -> list[Arrival]:
    told = place_by_calendar(desk, [source for arrival in arrivals for source in arrival.sources])
    return [
        msgspec.structs.replace(arrival, sources=tuple(told.get(source.id, source) for source in arrival.sources))
        for arrival in arrivals
    ]


def _plausible(modified: datetime, now: datetime) -> datetime:
    """The file's time, or now where no clock can have been right: before there were recorders, or in days to come."""
    return modified if modified.year >= OLDEST_YEAR and modified <= now + timedelta(days=2) else now


class _Reader:
    """Asks the engine, or what was kept of an earlier reading. With workers, the answers are asked for ahead."""

    def __init__(self, desk: Desk, engine: Engine, entities: Sequence[Entity], pool: Executor | None) -> None:
        self.desk = desk
        self.engine = engine
        self.entities = entities
        self.pool = pool
        self.asked: dict[tuple[str, tuple[str, ...]], Future[Extraction]] = {}

    def ask_ahead(self, arrivals: Iterable[Arrival]) -> None:
        if self.pool is None:
            return
        threads: set[str] = set()
        for source in (source for arrival in arrivals for source in arrival.sources):
            if not threads.isdisjoint(source.thread_ids):
                continue  # it joins a mail before it, and is understood with that
            threads |= set(source.thread_ids)
            known = self.desk.store.known_sources(source.sha256, source.date.isoformat(), source.thread_ids)
            if any(source.sha256 in record.sha256s for record in known):
                continue  # the same bytes again: nothing to understand
            context = context_of(source, self.desk, self.entities)
            if keeping.find_kept(source, context, self.engine, self.desk.folder) is None:
                self.asked[_said(source)] = self.pool.submit(self.engine.extract, source, context)

    def read(self, source: Source) -> tuple[Extraction, Context]:
        """Depends on the source, the engine and the names known when the command began, so that no order and no number of jobs matters."""
        context = context_of(source, self.desk, self.entities)
        kept = keeping.find_kept(source, context, self.engine, self.desk.folder)
        if kept is not None:
            return ground(kept, source), context
        ahead = self.asked.get(_said(source))
        if ahead is not None:
            return ground(ahead.result(), source), context
        return understand(source, context, self.engine), context


def _said(source: Source) -> tuple[str, tuple[str, ...]]:
    """What an answer depends on: a mail that joins its thread says more than its file."""
    return source.sha256, tuple(utterance.text for utterance in source.utterances)


@contextmanager
def _workers(workers: Workers, files: int) -> Iterator[Executor | None]:
    if workers.count < 2 or files < 2:
        yield None
        return
    kind: type[ThreadPoolExecutor | ProcessPoolExecutor] = (
        ThreadPoolExecutor if workers.threads else ProcessPoolExecutor
    )
    with kind(max_workers=min(workers.count, files)) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def gather(desk: Intake, vault: Vault, named: Sequence[Path], *, retry: bool) -> tuple[Waiting, ...]:
    """The files to take: those named (from outside the vault: copied in), else the whole Inbox; with ``retry`` what failed, too."""
    paths = [desk.take_in(path) for path in list_named(named)] if named else [e.path for e in vault.inbox()]
    if retry:
        paths += [desk.take_back(entry.path) for entry in vault.failed()]
    return tuple(Waiting(path, Path(path).name) for path in dict.fromkeys(paths))
