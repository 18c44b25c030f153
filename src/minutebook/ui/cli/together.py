"""Several tasks together: a digit picks one to put right, one key accepts all the others."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from minutebook.model.queue import Decision, Waiting
from minutebook.run.queue import PassageReader
from minutebook.ui.cli.card import draw_list
from minutebook.ui.cli.keys import ESCAPE, Keys

if TYPE_CHECKING:
    from rich.console import Console

_MARKS = {"accept": "+", "reject": "-", "done": "x"}
Amend = Callable[[Waiting, str], Decision | None]
"""Asks a person for other words (e), another owner (o) or day (d) of an item."""


class Together:
    """A list on the screen, and what is to become of each of its lines: accepted, unless it was put otherwise."""

    def __init__(
        self,
        console: "Console",
        keys: Keys,
        reader: PassageReader,
        items: Sequence[Waiting],
        today: date,
        amend: Amend,
        *,
        clear: bool,
    ) -> None:
        self.console = console
        self.keys = keys
        self.reader = reader
        self.items = items
        self.today = today
        self.amend = amend
        self.clear = clear
        self.at: int | None = None
        self.decisions = {item.id: Decision(act="accept") for item in items}

    def run(self) -> dict[str, Decision]:
        """Until they are decided; nothing is, where the person leaves the list."""
        while True:
            self._show()
            key = self.keys.key()
            if key in {"q", ESCAPE, "b"}:
                return {}
            if key in {"a", "y", "\r", "\n"}:
                return self.decisions
            if key.isdigit() and 0 < int(key) <= len(self.items):
                self.at = int(key) - 1
            elif self.at is not None:
                self._put(self.items[self.at], key)

    def _put(self, item: Waiting, key: str) -> None:
        """What becomes of the picked line."""
        stands = self.decisions[item.id]
        if key in {"r", "n", "x"}:
            put = Decision(act="done") if key == "x" else Decision(act="reject")
            self.decisions[item.id] = Decision(act="accept") if stands.act == put.act else put
        elif key in {"e", "o", "d"}:
            amended = self.amend(item, key)
            if amended is not None:
                given = {
                    name: value for name in ("words", "owner", "due") if (value := getattr(amended, name)) is not None
                }
                self.decisions[item.id] = replace(stands, act="accept", **given)

    def _show(self) -> None:
        if self.clear:
            self.console.clear()
        shown = self.reader.show(self.items[self.at]) if self.at is not None else None
        rows = [(_MARKS[self.decisions[item.id].act], _changed(item, self.decisions[item.id])) for item in self.items]
        draw_list(self.console, rows, self.at, shown, self.today)


def _changed(item: Waiting, decision: Decision) -> Waiting:
    """The item as it will be."""
    owner, due = decision.owner, decision.due
    return replace(
        item,
        words=decision.words or item.words,
        owner=item.owner if owner is None else {"me": "Myself", "nobody": None}.get(owner, owner),
        due=item.due if due is None else None if due == "never" else due,
    )
