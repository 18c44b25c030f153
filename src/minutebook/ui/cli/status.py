"""``minutebook`` alone: what waits."""

import os
from datetime import datetime
from pathlib import Path

from minutebook.errors import RecoveryNeeded
from minutebook.flow.write import Writer
from minutebook.model.entity import EntityState
from minutebook.run.session import open_store
from minutebook.ui.cli.output import say
from minutebook.vault.vault import find_vault


def status() -> int:
    """Print what waits: sources, proposals, failures, open items due, and what to do next."""
    vault = find_vault(None, Path.cwd(), os.environ)
    if Writer(vault.root).interrupted():
        raise RecoveryNeeded("an earlier run was interrupted; finish it or take it back with: minutebook recover")
    waiting, failed = len(vault.inbox()), len(vault.failed())
    today = datetime.now(vault.settings.zone()).date().isoformat()
    with open_store(vault) as store:
        tasks = store.count_tasks(today, vault.settings.task_tag)
        names = [e.name for e in store.entities() if e.state is EntityState.PROPOSED]
    rows = [
        (waiting, "in the Inbox", "minutebook ingest"),
        (
            failed,
            "set aside",
            f"read the reasons in {vault.settings.folders.inbox}/Failed, then: minutebook ingest --retry",
        ),
        (tasks.proposed, "proposed tasks", "tick them in Obsidian, or: minutebook accept ID"),
        (len(names), "proposed names", f"Review.md, or: minutebook accept {_quoted(names)}"),
        (tasks.due, f"open tasks due ({tasks.open} open in all)", "Tasks.md"),
    ]
    shown = [row for row in rows if row[0]]
    for count, what, how in shown:
        say(f"{count:5}  {what:32} {how}")
    if not shown:
        say(
            f"Nothing waits. Drop a transcript into {vault.root / vault.settings.folders.inbox} and run: minutebook ingest"
        )
    return 0


def _quoted(names: list[str]) -> str:
    return f'"{names[0]}"' if names else "NAME"
