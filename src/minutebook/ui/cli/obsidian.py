"""``minutebook obsidian``: one click accepts a proposal, and views of the notes."""

import sys
from typing import Annotated

from cyclopts import Parameter

from minutebook.run.obsidian import prepare_obsidian
from minutebook.run.session import open_session
from minutebook.ui.cli.options import VaultDir, here
from minutebook.ui.cli.output import note, say


def obsidian(
    *,
    yes: Annotated[bool, Parameter(name=("--yes", "-y"), negative=(), help="Do not ask.")] = False,
    vault: VaultDir = None,
) -> int:
    """Register the boxes [?] and [R] in the Tasks plugin, and write Bases views. Close Obsidian first."""
    with open_session(here(vault), patience=10) as session:
        prepared = prepare_obsidian(session)
        for line in prepared.notes:
            note(line)
        if prepared.plan.empty:
            say("Nothing to do: Obsidian knows the boxes and the views are there.")
            return 0
        say("This would be set up:")
        for line in prepared.said:
            say(f"  {line}")
        if not yes and not _agrees():
            note("Nothing was changed.")
            return 0
        run = session.apply(prepared.plan)
    say(f"Done. Open Obsidian again. To take it back: minutebook undo {run.id if run else ''}")
    return 0


def _agrees() -> bool:
    """Asked on the terminal; without one nobody said yes."""
    if not sys.stdin.isatty():
        note("to set it up without being asked: minutebook obsidian --yes")
        return False
    answer = input("Obsidian should be closed: it writes its settings over those on disk. Set it up now? [y/N] ")
    return answer.strip().lower() in {"y", "yes"}
