"""What a language model is to us: one function from a prompt to the text of its answer."""

from typing import Protocol

import msgspec

from minutebook.errors import EngineError, UserError
from minutebook.model.extraction import Call


class Prompt(msgspec.Struct, frozen=True):
    """One request. ``instructions`` are the same for every source (a provider may cache them), ``context`` for every source of a vault."""

    instructions: str
    context: str
    source: str
    version: str
    """Changes with the instructions or with the form of the answer."""
    title: str = ""
    """Of the source, for what is told of it here; never sent."""


class Answered(msgspec.Struct, frozen=True):
    """What a model said. ``call``: what was sent where for it; None where a person brought it."""

    text: str
    call: Call | None = None


class Estimate(msgspec.Struct, frozen=True):
    """About what answers would take: tokens sent and received, and their price in US dollars, None where that is not known."""

    sent: int
    received: int
    cost: float | None

    def __add__(self, other: "Estimate") -> "Estimate":
        known = self.cost is not None and other.cost is not None
        cost = (self.cost or 0) + (other.cost or 0) if known else None
        return Estimate(self.sent + other.sent, self.received + other.received, cost)


class TooMuch(EngineError):
    """The model cannot take so much at once, or its answer was cut off: ``answered`` is then what came."""

    def __init__(self, message: str, answered: Answered | None = None) -> None:
        super().__init__(message, retryable=True)
        self.answered = answered


class Refused(UserError):
    """No source can be read with this model until the person does something: the run ends."""


class Unasked(EngineError):
    """The model was not asked, because nothing may be spent now; what asking it would take."""

    def __init__(self, estimate: Estimate) -> None:
        price = "" if estimate.cost is None else f", about ${estimate.cost:.4f}"
        super().__init__(
            f"not asked yet: about {estimate.sent:,} tokens to send and {estimate.received:,} to receive{price}",
            retryable=True,
        )
        self.estimate = estimate


class Model(Protocol):
    @property
    def name(self) -> str:
        """As the user wrote it in the settings: ``anthropic:…``, ``ollama:…``, a URL."""

    @property
    def window(self) -> int:
        """Tokens that one prompt and its answer may have together."""

    def answer(self, prompt: Prompt) -> Answered:
        """The model's answer, a JSON object in the form of ``answer.Answer``. Raises EngineError (TooMuch, Unasked)."""
