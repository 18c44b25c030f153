"""Runs an engine over gold cases: adapt, context, extract, link, as for a vault that has the case's settings and pages.

A case is a folder with a ``gold.json``, of which only ``source``, ``filename``, ``me``, ``known`` and ``open_tasks`` are read, and the source
beside it. What was understood is written as ``CASE-ID.json`` for a ``score.py`` that stands beside the gold folder.
"""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import msgspec

from minutebook.errors import MinutebookError, UserError
from minutebook.flow.adapt import adapt
from minutebook.flow.context import build_context
from minutebook.flow.extract.engine import Engine
from minutebook.flow.link import link
from minutebook.model.entity import Context, Entity, EntityType, Me, OpenTask
from minutebook.model.extraction import Call, Extraction
from minutebook.model.source import Source
from minutebook.run.publish import publish_json
from minutebook.run.understanding import understand
from minutebook.text.ids import stable_id

MODIFIED = datetime(2100, 1, 1, tzinfo=UTC)
"""The time of every gold file: later than any date inside, so that it neither tells nor casts doubt on one."""
MAX_BYTES = 50_000_000
SCORER = "score.py"


class KnownPerson(msgspec.Struct, frozen=True):
    name: str
    aliases: tuple[str, ...] = ()
    email: str | None = None
    org: str | None = None
    role: str | None = None


class KnownName(msgspec.Struct, frozen=True):
    name: str
    aliases: tuple[str, ...] = ()


class Known(msgspec.Struct, frozen=True):
    people: tuple[KnownPerson, ...] = ()
    projects: tuple[KnownName, ...] = ()
    accounts: tuple[KnownName, ...] = ()


class Owner(msgspec.Struct, frozen=True):
    name: str = ""
    email: str | None = None
    org: str | None = None


class EarlierTask(msgspec.Struct, frozen=True):
    task_text: str
    owner: str | None = None
    due: str | None = None


class Case(msgspec.Struct, frozen=True):
    """What an engine may know of a gold case; every other key of ``gold.json`` is left unread."""

    source: str
    id: str = ""
    filename: str = ""
    me: Owner | None = None
    known: Known | None = None
    open_tasks: tuple[EarlierTask, ...] = ()


class CaseRun(msgspec.Struct, frozen=True):
    """One case: how long it took and how many items came out, or why it failed."""

    id: str
    seconds: float
    counts: dict[str, int] = {}
    calls: tuple[Call, ...] = ()
    """Of a language model; their tokens and cost are what they took when they were asked for."""
    error: str = ""


class Evaluation(msgspec.Struct, frozen=True):
    """``measures``: what the scorer beside the gold folder printed; empty where there is none. ``scorer`` says where it would be."""

    cases: tuple[CaseRun, ...]
    measures: str
    scorer: str

    @property
    def seconds(self) -> float:
        return sum(case.seconds for case in self.cases)

    @property
    def failed(self) -> bool:
        return any(case.error for case in self.cases)


def evaluate(gold_dir: Path, out: Path | None, engine: Engine) -> Evaluation:
    """Read every case below ``gold_dir`` with ``engine``; the predictions stay in ``out`` where one is given.

    Raises UserError where the folder holds no case.
    """
    folders = [path.parent for path in sorted(gold_dir.glob("*/gold.json"))]
    if not folders:
        raise UserError(f"{gold_dir} holds no case: expected folders with a gold.json each.")
    with TemporaryDirectory() as scratch:
        target = out or Path(scratch)
        target.mkdir(parents=True, exist_ok=True)
        cases = tuple(_run_case(folder, target, engine) for folder in folders)
        scorer = gold_dir.resolve().parent / SCORER
        return Evaluation(cases, _score(scorer, gold_dir, target), str(scorer))


def describe(evaluation: Evaluation) -> str:
    """The evaluation for people: a line a case, then the measures."""
    lines = list(_lines(evaluation))
    if evaluation.measures:
        lines += ["", evaluation.measures.rstrip()]
    else:
        lines += ["", f"No {evaluation.scorer}: nothing was scored. Give --out and score the files there."]
    return "\n".join(lines)


def open_case(folder: Path) -> tuple[Source, Context]:
    """The source of the case in ``folder`` and what its vault knows."""
    case = _read(folder)
    data = (folder / case.source).read_bytes()
    source = adapt(case.filename or case.source, data, MODIFIED, UTC, MAX_BYTES)[0]
    return source, build_context(source, _owner(case), _entities(case), ())


def read_case(folder: Path, engine: Engine) -> tuple[Source, Extraction]:
    """What ``engine`` understands of the case in ``folder``."""
    source, context = open_case(folder)
    extraction = understand(source, context, engine)
    earlier = tuple(OpenTask(task.task_text, task.owner, task.due) for task in _read(folder).open_tasks)
    return source, link(source, extraction, context, earlier).extraction


def _read(folder: Path) -> Case:
    return msgspec.json.decode((folder / "gold.json").read_bytes(), type=Case)


def _run_case(folder: Path, target: Path, engine: Engine) -> CaseRun:
    began = perf_counter()
    name = _read(folder).id or folder.name
    try:
        source, extraction = read_case(folder, engine)
    except MinutebookError as error:
        return CaseRun(name, perf_counter() - began, error=str(error))
    seconds = perf_counter() - began
    (target / f"{name}.json").write_bytes(publish_json(source, extraction))
    return CaseRun(name, seconds, _count(extraction), extraction.sent)


def _count(extraction: Extraction) -> dict[str, int]:
    return {kind: len(getattr(extraction, kind)) for kind in ("tasks", "decisions", "facts", "questions", "updates")}


def _lines(evaluation: Evaluation) -> Iterator[str]:
    for case in evaluation.cases:
        told = case.error or ", ".join(f"{count} {kind}" for kind, count in case.counts.items())
        yield f"{case.id:32} {case.seconds:6.2f} s  {told}"
    yield f"{len(evaluation.cases)} cases in {evaluation.seconds:.2f} s"
    calls = [call for case in evaluation.cases for call in case.calls]
    if calls:
        sent, cached, received = (sum(getattr(c, key) for c in calls) for key in ("sent", "cached", "received"))
        cost = "of unknown price" if any(c.cost is None for c in calls) else f"${sum(c.cost or 0 for c in calls):.4f}"
        yield f"{len(calls)} calls: {sent:,} tokens sent ({cached:,} from a cache), {received:,} received, {cost}, {sum(c.seconds for c in calls):.1f} s"


def _score(scorer: Path, gold_dir: Path, predictions: Path) -> str:
    if not scorer.is_file():
        return ""
    result = subprocess.run(
        [sys.executable, str(scorer), str(gold_dir), str(predictions)], capture_output=True, text=True, check=False
    )
    return result.stdout if result.returncode == 0 else result.stdout + result.stderr


def _owner(case: Case) -> Me:
    me = case.me or Owner()
    return Me(me.name, (), (me.email,) if me.email else (), me.org)


def _entities(case: Case) -> tuple[Entity, ...]:
    """The pages that the vault would have."""
    known = case.known or Known()
    people = [
        Entity(
            _id(EntityType.PERSON, p.name),
            EntityType.PERSON,
            p.name,
            p.aliases,
            (p.email,) if p.email else (),
            p.org,
            p.role,
            _page("People", p.name),
        )
        for p in known.people
    ]
    projects = [
        Entity(_id(EntityType.PROJECT, p.name), EntityType.PROJECT, p.name, p.aliases, path=_page("Projects", p.name))
        for p in known.projects
    ]
    accounts = [
        Entity(_id(EntityType.ACCOUNT, a.name), EntityType.ACCOUNT, a.name, a.aliases, path=_page("Accounts", a.name))
        for a in known.accounts
    ]
    return (*people, *projects, *accounts)


def _id(kind: EntityType, name: str) -> str:
    return stable_id("entity", kind.value, name)


def _page(folder: str, name: str) -> str:
    return f"{folder}/{name}/{name}.md"
