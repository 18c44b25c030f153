"""A model's answers, kept on this machine before anything is made of them: one that was paid for is never paid for twice."""

import re
from pathlib import Path
from typing import TypeVar

import msgspec

from minutebook.flow.write import files

ANSWERS_VERSION = 1

T = TypeVar("T")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A request that waits for its answer: of which model, in which version of the prompt, about which source."""

    key: str
    model: str
    prompt: str
    title: str
    v: int = ANSWERS_VERSION


class KeptAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer as the model gave it, and what it took. ``tokens``: sent, of these from a cache, received; ``at``: UTC, ISO 8601."""

    key: str
    model: str
    text: str
    at: str
    tokens: tuple[int, int, int] = (0, 0, 0)
    host: str = ""
    """Where it came from; empty for one that a person brought."""
    title: str = ""
    """Of the source."""
    batch: str = ""
    """The command that asked."""
    seconds: float = 0.0
    cost: float | None = None
    """US dollars; None where the price is not known."""
    cut: bool = False
    """It ended because it was too long."""
    v: int = ANSWERS_VERSION


class Answers:
    """The answers in one folder, each a file named by its key."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, key: str) -> KeptAnswer | None:
        """The answer with this key; None where there is none that can be read."""
        return _decode(files.read(self._folder / f"{key}.json"), KeptAnswer)

    def keep(self, answer: KeptAnswer) -> None:
        """Keeps an answer; it is on disk when this returns."""
        self._write(f"{answer.key}.json", answer)

    def refuse(self, answer: KeptAnswer) -> None:
        """Keeps what an answer took that cannot be read; it may be asked for again."""
        self._write(f"{answer.key}.{re.sub(r'[^0-9]', '', answer.at)}.refused", answer)
        (self._folder / f"{answer.key}.json").unlink(missing_ok=True)

    def refused(self, key: str) -> int:
        """How many answers with this key could not be read."""
        return sum(name.startswith(f"{key}.") and name.endswith(".refused") for name in files.list_names(self._folder))

    def all(self) -> tuple[KeptAnswer, ...]:
        """Every answer that ever came, those that cannot be read among them, oldest first."""
        names = sorted(name for name in files.list_names(self._folder) if name.endswith((".json", ".refused")))
        found = (_decode(files.read(self._folder / name), KeptAnswer) for name in names)
        return tuple(sorted((answer for answer in found if answer), key=lambda answer: answer.at))

    def make_ready(self) -> None:
        """Makes the folder, so that an answer that comes is a single write away from being kept."""
        files.make_directories(self._folder)

    def ask(self, asked: Asked) -> None:
        """Notes that an answer is waited for."""
        self._write(f"{asked.key}.asked", asked)

    def waiting(self) -> dict[str, Asked]:
        """What was asked for and has no answer yet, by key."""
        names = files.list_names(self._folder)
        keys = (name.removesuffix(".asked") for name in sorted(names) if name.endswith(".asked"))
        found = (
            _decode(files.read(self._folder / f"{key}.asked"), Asked) for key in keys if f"{key}.json" not in names
        )
        return {asked.key: asked for asked in found if asked}

    def was_asked(self, key: str) -> bool:
        return f"{key}.asked" in files.list_names(self._folder)

    def _write(self, name: str, value: msgspec.Struct) -> None:
        files.make_directories(self._folder)
        files.write_whole(self._folder / name, msgspec.json.encode(value))


def _decode(data: bytes | None, kind: type[T]) -> T | None:
    try:
        return None if data is None else msgspec.json.decode(data, type=kind)
    except msgspec.MsgspecError:
        return None
