"""Which engine a name means: ``offline``, a language model, or both together (``…+offline``)."""

import os
from collections.abc import Mapping

import msgspec

from minutebook.errors import EngineError, UserError
from minutebook.flow.extract.engine import Engine
from minutebook.flow.extract.llm import Model, ModelEngine, Prompt
from minutebook.flow.extract.llm.contract import Answered
from minutebook.flow.extract.llm.discreet import Discreet
from minutebook.flow.extract.llm.gateway.address import PROVIDERS, Address, find_address
from minutebook.flow.extract.llm.together import Together
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.write.answers import Answers
from minutebook.run.consent import check_consent
from minutebook.run.keys import find_secret, key_of
from minutebook.run.session import Clock, system_clock
from minutebook.run.wording import wording_of
from minutebook.settings import parse_settings
from minutebook.vault.vault import Vault

OFFLINE = OfflineEngine().name
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


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """How a command may ask a model: whether it may ``spend``, whether the person ``agreed`` now that sources leave the machine, or does it ``by_hand``."""

    spend: bool = True
    agreed: bool = False
    by_hand: bool = False
    questions: bool = False
    """With passages of notes, too, which is agreed to on its own."""


def choose_engine(
    name: str,
    vault: Vault | None = None,
    asking: Asking = Asking(),  # noqa: B008 - frozen
    environment: Mapping[str, str] = os.environ,
    clock: Clock = system_clock,
) -> Engine:
    """The engine called ``name``, for a vault. Raises UserError for one that there is not, NotAgreed for one that nobody agreed to."""
    offline = OfflineEngine()
    if name == offline.name:
        return offline
    first, plus, second = name.rpartition("+")
    both = bool(plus) and second == offline.name
    settings = (vault.settings if vault else parse_settings("", environment)).llm
    model = _find_model(first if both else name, vault, asking, environment, clock)
    wording = wording_of(vault, settings)
    engine: Engine = ModelEngine(model, offline, wording, redact=settings.redact)
    return Discreet(Together(engine, offline) if both else engine, offline, settings.private)


def choose_model(
    name: str,
    vault: Vault,
    *,
    agreed: bool = False,
    environment: Mapping[str, str] = os.environ,
    clock: Clock = system_clock,
) -> Model | None:
    """The model of an engine, for questions, briefs and replies; None where it has none that can be asked now. Raises UserError, NotAgreed."""
    model = name.removesuffix(f"+{OFFLINE}")
    if model == OFFLINE or model.startswith(IMPORTED):
        return None
    return _find_model(model, vault, Asking(agreed=agreed, questions=True), environment, clock)


def _find_model(name: str, vault: Vault | None, asking: Asking, environment: Mapping[str, str], clock: Clock) -> Model:
    if name.startswith(IMPORTED) and name != IMPORTED:
        return Remembering(name, answers_of(vault))
    address = find_address(name, environment)
    if address is not None and asking.by_hand:
        return Remembering(name, answers_of(vault))
    if address is None:
        raise UserError(
            f"there is no engine {name!r}; it is {OfflineEngine().name} (built in), {', '.join(f'{p}:MODEL' for p in PROVIDERS)},"
            f" http://HOST:PORT/v1#MODEL, or {IMPORTED}NAME for a model that you ask by hand"
        )
    return _asked(address, vault, asking, environment, clock)


def _asked(
    address: Address, vault: Vault | None, asking: Asking, environment: Mapping[str, str], clock: Clock
) -> Model:
    from minutebook.flow.extract.llm.gateway.ask import Gateway
    from minutebook.run.asked import AskedModel
    from minutebook.run.spending import Purse

    settings = vault.settings if vault else parse_settings("", environment)
    llm, zone, answers = settings.llm, settings.zone(), answers_of(vault)
    secret = ""
    if asking.spend:
        check_consent(address, vault, given=asking.agreed, redact=llm.redact, questions=asking.questions)
        secret = find_secret(address, environment)
    gateway = Gateway(address, secret, llm.window, llm.timeout)
    limited = llm.budget_day is not None or llm.budget_month is not None
    purse = Purse(llm.budget_day, llm.budget_month, answers.all() if limited else (), clock, zone)
    batch = clock().strftime("%Y%m%dT%H%M%S%f")
    return AskedModel(gateway, answers, llm, purse, clock, batch=batch, spend=asking.spend)


class Remembering:
    """A model whose answers are kept: what it has answered once is not asked again."""

    window = WINDOW

    def __init__(self, name: str, answers: Answers) -> None:
        self.name = name
        self._answers = answers

    def answer(self, prompt: Prompt) -> Answered:
        """Raises MissingAnswer where there is none yet."""
        key = key_of(self.name, prompt)
        kept = self._answers.find(key)
        if kept is None:
            raise MissingAnswer(self.name, key, prompt)
        return Answered(kept.text)
