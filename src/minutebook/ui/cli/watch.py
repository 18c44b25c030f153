"""``minutebook watch``: ingest what arrives."""

import os
import signal
import threading

from minutebook.run.ingest import Done
from minutebook.run.watch import watch as look
from minutebook.ui.cli.ingest import name_commit, report
from minutebook.ui.cli.options import VaultDir, here
from minutebook.ui.cli.output import note
from minutebook.ui.cli.progress import show_listening


def watch(*, vault: VaultDir = None) -> int:
    """Ingest what arrives in the Inbox, until Ctrl-C. A file is taken when it is whole; trouble with one keeps no other."""
    place = here(vault)
    stop = threading.Event()
    busy = _stop_on_signals(stop)
    note(f"Watching {place.root / place.settings.folders.inbox}; Ctrl-C ends it.")
    rounds = look(place.root, dict(os.environ), show_listening(silent=False), _name, stop)
    for outcome in rounds:
        if outcome.trouble:
            note(f"{outcome.trouble} (still watching)")
        if outcome.done:
            report(outcome.done, (), json=False, plans=())
        for warning in outcome.warnings:
            note(warning)
    note("Stopped; what was written is whole, the rest waits in the Inbox." if busy else "Stopped.")
    return 0


def _stop_on_signals(stop: threading.Event) -> list[int]:
    """Set ``stop`` at the first Ctrl-C or termination, so that the file in hand is finished; the second one interrupts at once."""
    seen: list[int] = []

    def end(number: int, _frame: object) -> None:
        if seen:
            raise KeyboardInterrupt
        seen.append(number)
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    return seen


def _name(done: tuple[Done, ...]) -> str:
    return name_commit([f.title for d in done for f in d.filed if f.note and not f.twin])
