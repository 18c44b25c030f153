"""``runs``, ``show``, ``undo``, ``recover``: what was done, and taking it back."""

from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from minutebook.flow.write import Writer
from minutebook.run.session import open_session
from minutebook.run.undoing import LEFT, undo_run
from minutebook.ui.cli.options import Json, VaultDir, here
from minutebook.ui.cli.output import note, print_json, say

RunName = Annotated[str, Parameter(help="A run's id, a beginning of one, or `last`.")]


def runs(
    *,
    limit: Annotated[int, Parameter(help="How many, newest first.", validator=Number(gte=1))] = 20,
    vault: VaultDir = None,
    json: Json = False,
) -> int:
    """List the runs, newest first."""
    listed = Writer(here(vault).root).runs(limit + 1)
    found = listed[:limit]
    if json:
        print_json(found)
        return 0
    for run in found:
        undone = f"  undone by {run.undone_by}" if run.undone_by else ""
        say(f"{run.id}  {run.kind:7} {run.title}{undone}")
    if len(listed) > limit:
        note(f"Older ones: minutebook runs --limit {10 * limit}")
    if not found:
        note("No run yet: drop transcripts into the Inbox and run `minutebook ingest`.")
    return 0


def show(run: RunName = "last", *, vault: VaultDir = None, json: Json = False) -> int:
    """Print what a run changed, and what it found worth saying."""
    writer = Writer(here(vault).root)
    found = writer.find_run(run)
    if json:
        print_json({"run": found, "diff": writer.show(found)})
        return 0
    say(f"# {found.id}  {found.kind}  {found.title}  {found.at}")
    for line in found.log:
        say(f"#   {line}")
    say(writer.show(found))
    return 0


def undo(
    run: RunName = "last",
    *,
    together: Annotated[
        bool, Parameter(negative=(), help="And all other runs of the same command, the latest first.")
    ] = False,
    vault: VaultDir = None,
) -> int:
    """Take back exactly one run, also after later ones. Its sources wait in the Inbox again and are not taken unless you ask."""
    with open_session(here(vault)) as session:
        found = session.writer.find_run(run)
        every = (
            [r for r in session.writer.runs() if r.batch == found.batch and not r.undone_by] if together else [found]
        )
        done = [(one.title, undo_run(session, one)) for one in every]
        left = sum(r.batch == found.batch and not r.undone_by and r not in every for r in session.writer.runs())
        warnings = session.commit(f"minutebook: undo {found.title}")
    for title, taken in done:
        say(
            f"undone: {title} (run {taken.id})" if taken else f"nothing of {title} stands any more; nothing was changed"
        )
        for line in taken.log if taken else ():
            if line.endswith(LEFT):
                note(line)
    if left:
        others = (
            "1 other run of the same command stands" if left == 1 else f"{left} other runs of the same command stand"
        )
        note(f"{others}; to take back all: minutebook undo {found.id} --together")
    for warning in warnings:
        note(warning)
    return 0


def recover(*, vault: VaultDir = None) -> int:
    """Finish or take back what an interrupted run left. Every writing command does this first."""
    place = here(vault)
    writer = Writer(place.root)
    with writer.hold():
        said = writer.recover()
    for line in said or ("Nothing was interrupted.",):
        say(line)
    return 0
