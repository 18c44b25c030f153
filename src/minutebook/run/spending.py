"""What models cost: every answer with its tokens and price, and budgets that are never passed."""

from collections.abc import Callable, Iterable
from datetime import datetime, tzinfo
from enum import StrEnum
from threading import Condition

import msgspec

from minutebook.errors import EngineError
from minutebook.flow.write.answers import KeptAnswer


class By(StrEnum):
    """What costs are added up by."""

    DAY = "day"
    MONTH = "month"
    MODEL = "model"
    SOURCE = "source"
    RUN = "run"


class Spent(msgspec.Struct, frozen=True):
    """What some calls took. ``cost``: US dollars; ``unpriced``: calls whose price is not known and which are not in it."""

    name: str
    calls: int = 0
    sent: int = 0
    cached: int = 0
    received: int = 0
    seconds: float = 0.0
    cost: float = 0.0
    unpriced: int = 0


class OverBudget(EngineError):
    """Asking could pass a budget; the source waits."""

    def __init__(self, message: str) -> None:
        super().__init__(message, retryable=True)


def add_up(answers: Iterable[KeptAnswer], by: By, zone: tzinfo | None) -> tuple[Spent, ...]:
    """The costs of all answers that were asked for over a network, by name."""
    found: dict[str, Spent] = {}
    for answer in answers:
        if answer.host:
            name = _name(answer, by, zone)
            found[name] = _plus(found.get(name, Spent(name)), answer)
    return tuple(found[name] for name in sorted(found))


def total(parts: Iterable[Spent]) -> Spent:
    """All of them together."""
    parts = tuple(parts)
    sums = {key: sum(getattr(part, key) for part in parts) for key in Spent.__struct_fields__ if key != "name"}
    return Spent("total", **sums)


def _name(answer: KeptAnswer, by: By, zone: tzinfo | None) -> str:
    match by:
        case By.DAY | By.MONTH:
            day = datetime.fromisoformat(answer.at).astimezone(zone).date().isoformat()
            return day if by is By.DAY else day[:7]
        case By.MODEL:
            return answer.model
        case By.SOURCE:
            return answer.title
        case By.RUN:
            return answer.batch


def _plus(spent: Spent, answer: KeptAnswer) -> Spent:
    sent, cached, received = answer.tokens
    return Spent(
        spent.name,
        spent.calls + 1,
        spent.sent + sent,
        spent.cached + cached,
        spent.received + received,
        spent.seconds + answer.seconds,
        spent.cost + (answer.cost or 0.0),
        spent.unpriced + (answer.cost is None),
    )


class Purse:
    """What may still be spent today and this month; what is asked for and not answered yet counts at its most."""

    def __init__(
        self,
        day: float | None,
        month: float | None,
        answers: Iterable[KeptAnswer],
        clock: Callable[[], datetime],
        zone: tzinfo | None,
    ) -> None:
        self._limits = {By.DAY: day, By.MONTH: month}
        self._limited = day is not None or month is not None
        self._zone = zone
        self._clock = clock
        answers = tuple(answers) if self._limited else ()
        self._spent = {by: {part.name: part.cost for part in add_up(answers, by, zone)} for by in self._limits}
        self._held = 0.0
        self._asking = 0
        self._settled = Condition()

    def hold(self, most: float | None) -> None:
        """Set aside the most that a call can cost, waiting for others under way that may leave room. Raises OverBudget, for a call of unknown price, too."""
        if not self._limited or most == 0:
            return
        if most is None:
            raise OverBudget(
                "a budget is set and its price is not known: give it under [llm.prices] in minutebook.toml, or remove the budget"
            )
        with self._settled:
            while self._asking and self._passed(self._held + most) and not self._passed(most):
                self._settled.wait()
            for by, limit in self._passed(self._held + most).items():
                spent = self._spent[by].get(self._now(by), 0.0)
                raise OverBudget(
                    f"the budget of ${_plain(limit)} a {by} could be passed (${spent:.4f} spent, up to ${most:.4f} for this call);"
                    f" raise llm.budget_{by} in minutebook.toml or wait"
                )
            self._held += most
            self._asking += 1

    def settle(self, held: float | None, cost: float) -> None:
        """Take what a call cost in the place of what was set aside for it."""
        if not self._limited or not held:
            return
        with self._settled:
            self._asking -= 1
            self._held = self._held - held if self._asking else 0.0
            for by in self._limits:
                self._spent[by][self._now(by)] = self._spent[by].get(self._now(by), 0.0) + cost
            self._settled.notify_all()

    def _passed(self, more: float) -> dict[By, float]:
        """The limits that so much more than what is spent would pass."""
        return {
            by: limit
            for by, limit in self._limits.items()
            if limit is not None and self._spent[by].get(self._now(by), 0.0) + more > limit
        }

    def _now(self, by: By) -> str:
        day = self._clock().astimezone(self._zone).date().isoformat()
        return day if by is By.DAY else day[:7]


def _plain(dollars: float) -> str:
    """An amount as people write it, however small."""
    return f"{dollars:.10f}".rstrip("0").rstrip(".")
