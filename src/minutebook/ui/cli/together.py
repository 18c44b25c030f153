"""Several things together: a digit picks one to put right, one key accepts all the others."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from minutebook.model.queue import Decision, Shown, Waiting, WaitKind
from minutebook.run.choosing import Otherwise
from minutebook.ui.cli.keys import ESCAPE, Keys

MARKS = {"accept": "+", "reject": "-", "done": "x", "skip": " "}
SKIP, REJECT = Decision(act="skip"), Decision(act="reject")


class Line(NamedTuple):
    """One thing of a list as it will be, its mark and what it rests on."""

    mark: str
    item: Waiting
    shown: Shown


class Together:
    """A list on the screen, and what is to become of each of its lines: accepted, unless it was put otherwise."""

    def __init__(
        self,
        keys: Keys,
        shown: Sequence[Shown],
        otherwise: Callable[[Shown], Sequence[Otherwise]],
        amend: Callable[[Waiting, str], Decision | None],
        draw: Callable[[Sequence[Line], int | None, Sequence[Otherwise]], None],
        before: Mapping[str, Decision],
    ) -> None:
        """``otherwise``: how a digit accepts the picked line; ``amend``: asks for other words (e), another owner (o) or day (d); ``before``: what was decided of the list."""
        self.keys = keys
        self.shown = shown
        self.otherwise = otherwise
        self.amend = amend
        self.draw = draw
        self.at: int | None = None
        self.others: Sequence[Otherwise] = ()
        self.decisions = {each.item.id: before.get(each.item.id, Decision(act="accept")) for each in shown}

    def run(self) -> str:
        """The key that ended it: ``a`` where ``decisions`` are meant; any other that is nothing here."""
        while True:
            lines = [Line(MARKS[d.act], _changed(s.item, d), s) for s, d in zip(self.shown, self._each(), strict=True)]
            self.draw(lines, self.at, self.others)
            key = self.keys.key()
            if self.at is not None:
                self._put(self.shown[self.at].item, key)
            elif key.isdigit() and 0 < int(key) <= len(self.shown):
                self.at = int(key) - 1
                self.others = self.otherwise(self.shown[self.at])
            elif key == "R":
                self.decisions = dict.fromkeys(self.decisions, REJECT)
            else:
                return "a" if key == "y" else key

    def _each(self) -> list[Decision]:
        return [self.decisions[each.item.id] for each in self.shown]

    def _put(self, item: Waiting, key: str) -> None:
        """What becomes of the picked line; then none is picked."""
        stands = self.decisions[item.id]
        if key in {"x", "e", "o", "d"} and item.kind is not WaitKind.TASK:
            return
        if key.isdigit() and 0 < int(key) <= len(self.others):
            other = self.others[int(key) - 1]
            self.decisions[item.id] = both(stands, Decision(act="accept", owner=other.owner, due=other.due))
        elif key in {"a", "y"}:
            self.decisions[item.id] = both(stands, Decision(act="accept"))
        elif key in {"r", "n"}:
            self.decisions[item.id] = REJECT
        elif key == "x":
            self.decisions[item.id] = both(stands, Decision(act="done"))
        elif key == "s":
            self.decisions[item.id] = SKIP
        elif key in {"e", "o", "d"}:
            amended = self.amend(_changed(item, stands), key)
            if amended is None:
                return
            self.decisions[item.id] = both(stands, amended)
        elif key not in {ESCAPE, "b", "\r", "\n"}:
            return
        self.at = None


def both(before: Decision, now: Decision) -> Decision:
    """A task decided once more: what was put right before stays so."""
    given = {name: value for name in ("words", "owner", "due") if (value := getattr(now, name)) is not None}
    return replace(before, act=now.act, **given)


def _changed(item: Waiting, decision: Decision) -> Waiting:
    """The item as it will be."""
    owner, due = decision.owner, decision.due
    return replace(
        item,
        words=decision.words or item.words,
        owner=item.owner if owner is None else {"me": "Myself", "nobody": None}.get(owner, owner),
        due=item.due if due is None else None if due == "never" else due,
    )
