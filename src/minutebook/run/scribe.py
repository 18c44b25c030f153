"""Decisions written while a person already looks at the next thing."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Self

from minutebook.errors import MinutebookError
from minutebook.model.queue import Outcome
from minutebook.run.settling import Answer, decide
from minutebook.vault.vault import Vault


class Scribe:
    """Writes decisions in the order in which they were made, in a thread of its own; leaving its ``with`` waits for the last.

    What waits together is written under one lock. ``told`` is called from that thread with what became of each.
    """

    def __init__(self, vault: Vault, told: Callable[[Outcome], None]) -> None:
        self._vault = vault
        self._told = told
        self._orders: SimpleQueue[tuple[str, Answer] | None] = SimpleQueue()
        self._thread = Thread(target=self._write, name="scribe")
        self._thread.start()

    def order(self, key: str, answer: Answer) -> None:
        """Have one decision written soon, or what was decided of several tasks together."""
        self._orders.put((key, answer))

    def finish(self) -> None:
        """Wait until everything is written."""
        self._orders.put(None)
        self._thread.join()
        self._thread = Thread(target=self._write, name="scribe")
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._orders.put(None)
        self._thread.join()

    def _write(self) -> None:
        ended = False
        while not ended:
            orders = [self._orders.get()]
            while not self._orders.empty():
                orders.append(self._orders.get())
            ended = None in orders
            wanted = [order for order in orders if order is not None]
            try:
                outcomes = decide(self._vault, wanted) if wanted else ()
            except (MinutebookError, OSError) as error:
                outcomes = tuple(Outcome(id=key, said=str(error), failed=True) for key, _ in wanted)
            for outcome in outcomes:
                self._told(outcome)
