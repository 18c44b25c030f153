"""``minutebook ingest``: the main job."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from msgspec.structs import replace

from minutebook.flow.extract.engine import Engine
from minutebook.flow.extract.llm.contract import Estimate
from minutebook.flow.review import Answer
from minutebook.flow.write import explain
from minutebook.model.extraction import NoteType
from minutebook.model.plan import ChangePlan, Edit
from minutebook.run.again import find_known, read_again
from minutebook.run.engines import OFFLINE
from minutebook.run.ingest import Done, Intake, Workers, gather
from minutebook.run.ingest import ingest as take
from minutebook.run.pipeline import Options
from minutebook.run.session import open_rehearsal, open_session
from minutebook.run.triage import read_answers
from minutebook.ui.cli.options import Json, VaultDir, Yes, engine_for, here
from minutebook.ui.cli.output import note, print_json, say
from minutebook.ui.cli.progress import show_listening, show_progress
from minutebook.vault.vault import Vault

_DryRun = Annotated[
    bool,
    Parameter(
        negative=(),
        help="Print what would change, in words and as a diff (with --json: the records, too); write nothing.",
    ),
]
_Again = Annotated[
    bool,
    Parameter(
        negative=(),
        help="Read known sources anew (all, or those named), keeping what you decided; take undone ones, too.",
    ),
]
_RECORDS = "Minutebook/"
MANY = 4
"""From so many files on, several are read at once."""


def ingest(
    *paths: Annotated[Path, Parameter(help="Files or folders; without any, the whole Inbox.")],
    dry_run: _DryRun = False,
    engine: Annotated[str | None, Parameter(help="Instead of the settings' engine.")] = None,
    retry: Annotated[bool, Parameter(negative=(), help="Take what was set aside in Inbox/Failed, too.")] = False,
    again: _Again = False,
    jobs: Annotated[int | None, Parameter(help="How many files are read at once.")] = None,
    spend: Annotated[
        bool, Parameter(negative=(), help="With --dry-run: ask a model where no answer is kept, and keep what it says.")
    ] = False,
    yes: Yes = False,
    type: Annotated[NoteType | None, Parameter(help="Give the notes this type instead of the engine's.")] = None,  # noqa: A002 - the option's name
    vault: VaultDir = None,
    json: Json = False,
) -> int:
    """Turn what waits in the Inbox into notes."""
    place = here(vault)
    chosen = engine_for(engine or place.settings.engine, place, yes=yes, spend=spend or not dry_run)
    options = Options(again=again, note_type=type)
    if dry_run:
        return _rehearse(place, paths, chosen, options, retry, jobs, json)
    with open_session(place) as session:
        answers = read_answers(session)
        done = _take(session, place, paths, chosen, options, retry, jobs, json)
        taken = [f.title for d in done for f in d.filed if f.note and not f.twin]
        warnings = session.commit(name_commit(taken))
        session.tidy()
    report(done, answers, json, ())
    for warning in warnings:
        note(warning)
    return _code(done)


def _rehearse(
    place: Vault,
    paths: Sequence[Path],
    engine: Engine,
    options: Options,
    retry: bool,
    jobs: int | None,
    json: bool,
) -> int:
    """Say what taking these files would change."""
    with open_rehearsal(place) as rehearsal:
        answers = read_answers(rehearsal)
        done = _take(rehearsal, place, paths, engine, options, retry, jobs, json)
        report(done, answers, json, rehearsal.plans)
    return _code(done)


def _take(
    desk: Intake,
    vault: Vault,
    paths: Sequence[Path],
    engine: Engine,
    options: Options,
    retry: bool,
    jobs: int | None,
    json: bool,
) -> tuple[Done, ...]:
    known: tuple[Done, ...] = ()
    if options.again:
        records, paths_left = find_known(desk, vault, paths)
        known = read_again(desk, records, engine)
        if paths and not paths_left:
            return known
        paths = paths_left
    files = gather(desk, vault, paths, retry=retry)
    waits = engine.name != OFFLINE
    several = vault.settings.llm.at_once if waits else (os.cpu_count() or 1) if len(files) >= MANY else 1
    workers = Workers(jobs if jobs is not None else several, threads=waits)
    with show_progress(len(files), silent=json) as step:
        done = take(desk, files, engine, options, workers=workers, progress=step, listening=show_listening(silent=json))
    return (*known, *done)


def report(done: Sequence[Done], answers: Sequence[Answer], json: bool, plans: Sequence[ChangePlan]) -> None:
    if json:
        diff = {"diff": "".join(explain(plan) for plan in plans)} if plans else {}
        print_json({"files": done, "answers": answers, **diff})
        return
    for plan in plans:
        say(f"# {plan.title}")
        for line in plan.log:
            say(f"#   {line}")
        print_plan(plan)
    for answer in answers:
        note(f"read back: {answer.outcome}: {answer.words or f'a line ({answer.kind}) of {answer.path}'}")
    for one in done:
        if one.estimate:
            said = "# " + one.path if plans else one.path
            say(f"{said}: no answer is kept; {tell_estimate(one.estimate)}. To buy and keep it: --dry-run --spend")
        if one.failure:
            note(f"{'set aside: ' if one.set_aside else ''}{one.path}: {one.failure}")
        for filed in one.filed:
            say(f"{filed.note or one.path}: {filed.said}" if not plans else f"# {filed.note or one.path}: {filed.said}")
    if estimates := [one.estimate for one in done if one.estimate]:
        say(f"In all: {tell_estimate(sum(estimates[1:], estimates[0]))}. Nothing was spent.")
    if not done and not answers:
        note("Nothing waits in the Inbox.")


def print_plan(plan: ChangePlan) -> None:
    """What a plan does to the files that a person reads: in words, then as a diff; the records are only counted."""
    seen = [edit for edit in plan.edits if not edit.path.startswith(_RECORDS)]
    for move in plan.moves:
        say(f"# moves {move.source} to {move.target}")
    for edit in seen:
        say(
            f"# {'writes' if edit.before is None else 'removes' if edit.after is None else 'changes'} {edit.path}{_tasks(edit)}"
        )
    say(explain(replace(plan, edits=tuple(seen))))
    kept = len(plan.edits) - len(seen)
    if kept:
        say(
            f"# and what is remembered of it, in {kept} file{'s' if kept > 1 else ''} of {_RECORDS} (--json shows them)"
        )


def _tasks(edit: Edit) -> str:
    """How many more tasks are proposed in a file by an edit."""
    more = (edit.after or b"").count(b"\n- [?] ") - (edit.before or b"").count(b"\n- [?] ")
    return f" ({more} task{'s' if more > 1 else ''} proposed)" if more > 0 else ""


def tell_estimate(estimate: Estimate) -> str:
    """About what asking would take, in words."""
    price = "of unknown price" if estimate.cost is None else f"${estimate.cost:.4f}"
    return f"about {estimate.sent:,} tokens to send, {estimate.received:,} to receive, {price}"


def name_commit(titles: Sequence[str]) -> str:
    """The message of a batch's commit."""
    if not titles:
        return "minutebook: decisions read back"
    shown = ", ".join(titles[:3]) + (f" and {len(titles) - 3} more" if len(titles) > 3 else "")
    return f"minutebook: {shown}"


def _code(done: Sequence[Done]) -> int:
    return 1 if any(one.failure for one in done) else 0
