"""A model over a network whose answers are kept: paced, tried again, within a budget, and never paid for twice."""

import time
from collections.abc import Callable
from datetime import datetime

from minutebook.errors import EngineError
from minutebook.flow.extract.llm.answer import read_answer
from minutebook.flow.extract.llm.contract import Answered, Estimate, Prompt, TooMuch, Unasked
from minutebook.flow.extract.llm.gateway.ask import Gateway
from minutebook.flow.extract.llm.gateway.reply import Busy, Reply
from minutebook.flow.extract.llm.gateway.request import MOST_TOKENS
from minutebook.flow.extract.llm.price import cost_of, find_price
from minutebook.flow.extract.llm.prompt import tokens_of
from minutebook.flow.write.answers import Answers, KeptAnswer
from minutebook.model.extraction import Call
from minutebook.run.keys import key_of
from minutebook.run.pace import Pace
from minutebook.run.spending import Purse
from minutebook.settings import ModelSettings

MOST_WAIT = 60.0
"""Seconds; a server that asks for more is asked at the next run."""
MOST_REFUSED = 2
"""Answers to one prompt that may be paid for without being readable."""
FORM = 1500
"""Tokens of the form that goes with every request (evals/tokens.py)."""
BYTES_A_TOKEN = 2.0
"""At the fewest: what a budget must allow for."""


class AskedModel:
    """Asks through ``gateway`` where no answer is kept, if ``spend``; keeps what comes before anything is made of it."""

    def __init__(
        self,
        gateway: Gateway,
        answers: Answers,
        settings: ModelSettings,
        purse: Purse,
        clock: Callable[[], datetime],
        *,
        batch: str = "",
        spend: bool = True,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = gateway.address.name
        self.window = gateway.window
        self._gateway = gateway
        self._answers = answers
        self._settings = settings
        self._purse = purse
        self._clock = clock
        self._batch = batch
        self._spend = spend
        self._sleep = sleep
        self._price = find_price(gateway.address, settings.prices)
        self._pace = Pace(settings.requests_a_minute, settings.tokens_a_minute, time.monotonic, sleep)

    def answer(self, prompt: Prompt) -> Answered:
        """Raises EngineError: Unasked, OverBudget, TooMuch, or why the source waits; Refused where no source can be read."""
        key = key_of(self.name, prompt)
        kept = self._answers.find(key)
        if kept is None:
            if self._answers.refused(key) >= MOST_REFUSED:
                raise EngineError(
                    f"{self.name}: {MOST_REFUSED} answers could not be read; it is not asked again. Choose another engine",
                    retryable=True,
                )
            if not self._spend:
                raise Unasked(self._estimate(prompt))
            kept = self._buy(key, prompt)
        answered = Answered(kept.text, _call(kept))
        if kept.cut:
            raise TooMuch(f"{self.name}: its answer was cut off", answered)
        try:
            read_answer(kept.text)
        except EngineError as error:
            self._answers.refuse(kept)
            said = "nothing" if not kept.text.strip() else f"“{' '.join(kept.text.split())[:80]}”"
            raise EngineError(f"{self.name}: {error} ({said})", retryable=True) from error
        return answered

    def _buy(self, key: str, prompt: Prompt) -> KeptAnswer:
        most = self._most(prompt)
        self._answers.make_ready()
        self._purse.hold(most)
        cost: float | None = 0.0
        try:
            began = time.monotonic()
            reply = self._ask(prompt)
            cost = None if self._price is None else cost_of(reply.tokens, self._price)
            kept = KeptAnswer(
                key=key,
                model=self.name,
                text=reply.text,
                at=self._clock().isoformat(),
                tokens=(reply.tokens.sent, reply.tokens.cached, reply.tokens.received),
                host=self._gateway.address.host,
                title=prompt.title,
                batch=self._batch,
                seconds=round(time.monotonic() - began, 3),
                cost=None if cost is None else round(cost, 8),
                cut=reply.cut,
            )
            self._answers.keep(kept)
        finally:
            self._purse.settle(most, cost or 0.0)
        return kept

    def _ask(self, prompt: Prompt) -> Reply:
        """The reply, in as many tries as the settings allow while the server is busy."""
        for attempt in range(self._settings.tries):
            self._pace.take(self._sent(prompt))
            try:
                return self._gateway.ask(prompt)
            except Busy as busy:
                wait = self._settings.wait * 2**attempt if busy.wait is None else busy.wait
                if attempt == self._settings.tries - 1:
                    raise
                if wait > MOST_WAIT:
                    raise EngineError(f"{busy}; it asks to wait {wait:.0f} s", retryable=True) from busy
                self._pace.hold(wait)
        raise AssertionError("the last try returns or raises")

    def _sent(self, prompt: Prompt) -> int:
        return FORM + sum(tokens_of(text) for text in (prompt.instructions, prompt.context, prompt.source))

    def _estimate(self, prompt: Prompt) -> Estimate:
        sent = self._sent(prompt)
        received = min(MOST_TOKENS, 400 + tokens_of(prompt.source) // 4)
        price = self._price
        cost = None if price is None else (sent * price.sent + received * price.received) / 1_000_000
        return Estimate(sent, received, cost)

    def _most(self, prompt: Prompt) -> float | None:
        """US dollars that the call can cost at most."""
        if self._price is None:
            return None
        size = sum(len(text.encode()) for text in (prompt.instructions, prompt.context, prompt.source))
        dearest = max(self._price.sent, self._price.stored or 0.0)
        most = min(MOST_TOKENS, self.window // 4)
        return ((FORM + size / BYTES_A_TOKEN) * dearest + most * self._price.received) / 1_000_000


def _call(kept: KeptAnswer) -> Call:
    sent, cached, received = kept.tokens
    return Call(
        host=kept.host,
        model=kept.model,
        day=kept.at[:10],
        sent=sent,
        cached=cached,
        received=received,
        seconds=kept.seconds,
        cost=kept.cost,
    )
