"""What a language model is to us: one function from a prompt to the text of its answer."""

from typing import Protocol

import msgspec


class Prompt(msgspec.Struct, frozen=True):
    """One request. ``instructions`` are the same for every source (a provider may cache them), ``context`` for every source of a vault."""

    instructions: str
    context: str
    source: str
    version: str
    """Changes with the instructions or with the form of the answer."""


class Model(Protocol):
    @property
    def name(self) -> str:
        """As the user wrote it in the settings: ``anthropic:…``, ``ollama:…``, a URL."""

    @property
    def window(self) -> int:
        """Tokens that one prompt and its answer may have together."""

    def answer(self, prompt: Prompt) -> str:
        """The model's answer, a JSON object in the form of ``answer.Answer``. Raises EngineError."""
