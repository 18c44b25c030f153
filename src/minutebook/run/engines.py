"""Which engine a name means: ``offline``, a language model, or both together (``…+offline``)."""

from hashlib import blake2b

import msgspec

from minutebook.errors import EngineError, UserError
from minutebook.flow.extract.engine import Engine
from minutebook.flow.extract.llm import ModelEngine, Prompt
from minutebook.flow.extract.llm.together import Together
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.write.answers import Answers
from minutebook.vault.vault import Vault

IMPORTED = "imported:"
"""Before the name of a model that is asked by hand: its answers come by ``minutebook batch import``."""
WINDOW = 100_000
"""Tokens that a model asked by hand may have at once."""


class MissingAnswer(EngineError):
    """A model that is asked by hand has not answered ``prompt`` yet; its answer will be kept under ``key``."""

    def __init__(self, model: str, key: str, prompt: Prompt) -> None:
        super().__init__(f"{model} has not been asked about it yet: minutebook batch export", retryable=True)
        self.model = model
        self.key = key
        self.prompt = prompt


def answers_of(vault: Vault | None) -> Answers:
    """Where a model's answers are kept on this machine: with the vault, or without one in the user's cache."""
    if vault is not None:
        return Answers(vault.root / ".minutebook" / "answers")
    from platformdirs import user_cache_path

    return Answers(user_cache_path("minutebook", appauthor=False) / "answers")


def choose_engine(name: str, vault: Vault | None = None) -> Engine:
    """The engine called ``name``, for a vault. Raises UserError for one that there is not."""
    offline = OfflineEngine()
    first, plus, second = name.rpartition("+")
    if name == offline.name:
        return offline
    if plus and second == offline.name:
        return Together(_ask(first, offline, vault), offline)
    return _ask(name, offline, vault)


def _ask(name: str, offline: Engine, vault: Vault | None) -> Engine:
    if not name.startswith(IMPORTED) or name == IMPORTED:
        raise UserError(
            f"there is no engine {name!r}; the one that is built in is called {offline.name}, and {IMPORTED}NAME is a model that you ask by hand"
        )
    return ModelEngine(Remembering(name, answers_of(vault)), offline)


class Remembering:
    """A model whose answers are kept: what it has answered once is not asked again."""

    window = WINDOW

    def __init__(self, name: str, answers: Answers) -> None:
        self.name = name
        self._answers = answers

    def answer(self, prompt: Prompt) -> str:
        """Raises MissingAnswer where there is none yet."""
        key = key_of(self.name, prompt)
        kept = self._answers.find(key)
        if kept is None:
            raise MissingAnswer(self.name, key, prompt)
        return kept.text


def key_of(model: str, prompt: Prompt) -> str:
    """What an answer is kept under: the model, the version of the prompt, the source; not the names known, which change from day to day."""
    asked = (model, prompt.version, prompt.source)
    return f"mb-{blake2b(msgspec.json.encode(asked), digest_size=12).hexdigest()}"
