"""``minutebook`` alone: what waits."""

import os
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from minutebook.errors import RecoveryNeeded
from minutebook.flow.outputs.agenda import is_mine, urgency
from minutebook.flow.write import Writer
from minutebook.model.book import BookTask
from minutebook.model.entity import Me
from minutebook.run.later import part, say_later
from minutebook.run.queue import list_waiting, say_kinds
from minutebook.run.session import open_store
from minutebook.ui.cli.output import say
from minutebook.vault.vault import find_vault

_DUE = 7
"""Due tasks that are told in words."""


def status() -> int:
    """Print what waits: sources, proposals, failures, open items due, and what to do next."""
    vault = find_vault(None, Path.cwd(), os.environ)
    if Writer(vault.root).interrupted():
        raise RecoveryNeeded("an earlier run was interrupted; finish it or take it back with: minutebook recover")
    waiting, failed = len(vault.inbox()), len(vault.failed())
    day = datetime.now(vault.settings.zone()).date()
    today = day.isoformat()
    with open_store(vault) as store:
        tasks = store.count_tasks(today, vault.settings.task_tag)
        everything = store.tasks(vault.settings.task_tag) if tasks.due else ()
        now, later = part(list_waiting(store, vault, vault.settings))
    asked = Counter(item.kind for item in now)
    due = due_first(everything, vault.settings.owner(), today) if tasks.due else ()
    rows = [
        (waiting, "in the Inbox", "minutebook ingest"),
        (
            failed,
            "set aside",
            f"read the reasons in {vault.settings.folders.inbox}/Failed, then: minutebook ingest --retry",
        ),
        (len(now), "to decide", f"{say_kinds(asked)}: minutebook review, or tick them in Obsidian"),
        (len(later), "can wait", f"{say_later(later, day)}: minutebook review --later"),
        (tasks.due, f"open tasks due ({tasks.open} open in all)", "minutebook tasks"),
    ]
    shown = [row for row in rows if row[0]]
    for count, what, how in shown:
        say(f"{count:5}  {what:32} {how}")
    for task in due[:_DUE]:
        who = "" if is_mine(task, vault.settings.owner()) else f" @{task.owner}" if task.owner else ""
        late = "today" if task.due == today else task.due
        say(f"       {late:10}  {task.text}{who}")
    if not shown:
        say(
            f"Nothing waits. Drop a transcript into {vault.root / vault.settings.folders.inbox} and run: minutebook ingest"
        )
    return 0


def due_first(tasks: Iterable[BookTask], me: Me, today: str) -> tuple[BookTask, ...]:
    """The accepted tasks that are due or late: mine first, then by day."""
    due = (task for task in tasks if task.is_open and task.due and task.due <= today)
    return tuple(sorted(due, key=lambda task: (not is_mine(task, me), urgency(task))))
