"""A model's answers, kept on this machine before anything is made of them: one that was paid for is never paid for twice."""

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
    """An answer as the model gave it. ``tokens``: sent, sent from a cache, received; ``at``: UTC, ISO 8601."""

    key: str
    model: str
    text: str
    at: str
    tokens: tuple[int, int, int] = (0, 0, 0)
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
