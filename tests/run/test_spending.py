"""Budgets, pace and keys: what a model may be asked, how fast, and with what."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime

import pytest

from minutebook.errors import UserError
from minutebook.flow.extract.llm.gateway.address import find_address
from minutebook.flow.extract.llm.gateway.reply import Tokens
from minutebook.flow.extract.llm.price import cost_of, find_price
from minutebook.flow.write.answers import KeptAnswer
from minutebook.run.keys import find_secret
from minutebook.run.pace import Pace
from minutebook.run.spending import By, OverBudget, Purse, add_up, total
from minutebook.settings import Price

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)


def answer(day, cost, model="openai:gpt-5-mini"):
    return KeptAnswer(key=day, model=model, text="{}", at=f"2026-{day}T12:00:00+00:00", cost=cost, host="h.invalid")


def test_a_budget_counts_what_was_spent_and_what_is_asked_for():
    """The day's and the month's: what is set aside counts at its most until its cost is known."""
    spent = [answer("11-03", 0.5), answer("11-01", 2.0), answer("10-30", 50.0)]
    purse = Purse(1.0, 3.0, spent, lambda: NOW, UTC)
    purse.hold(0.3)
    with pytest.raises(OverBudget, match="a day"):
        purse.hold(0.6)
    with ThreadPoolExecutor(1) as aside:
        second = aside.submit(purse.hold, 0.3)  # would fit, once the first call is known to cost less
        assert not wait([second], 0.05).done
        purse.settle(0.3, 0.1)
        second.result(5)
    purse.settle(0.3, 0.3)
    with pytest.raises(OverBudget, match=r"\$1 a day could be passed \(\$0.9000 spent"):
        purse.hold(0.3)
    with pytest.raises(OverBudget, match="a month"):
        Purse(None, 3.0, spent, lambda: NOW, UTC).hold(0.6)


def test_a_budget_refuses_what_has_no_price():
    """Unless the model is this machine's own."""
    purse = Purse(1.0, None, (), lambda: NOW, UTC)
    with pytest.raises(OverBudget, match="price is not known"):
        purse.hold(None)
    purse.hold(0.0)
    Purse(None, None, (), lambda: NOW, UTC).hold(None)


@pytest.mark.parametrize(
    ("by", "names"),
    [(By.DAY, ["2026-10-30", "2026-11-03"]), (By.MONTH, ["2026-10", "2026-11"]), (By.MODEL, ["a:x", "b:y"])],
)
def test_costs_add_up(by, names):
    """By whatever is asked for; what has no price is counted apart, what a person brought not at all."""
    kept = [
        answer("11-03", 1.0, "a:x"),
        answer("10-30", None, "b:y"),
        KeptAnswer(key="k", model="imported:z", text="", at=""),
    ]
    parts = add_up(kept, by, UTC)
    assert [part.name for part in parts] == names
    assert (total(parts).calls, total(parts).cost, total(parts).unpriced) == (2, 1.0, 1)


def test_prices_are_found_by_name():
    """A dated name has the price of its model, Azure's that of OpenAI's, the user's own list comes first, this machine is free."""
    known = find_price(find_address("openai:gpt-5-mini", {}), {})
    assert known == find_price(find_address("openai:gpt-5-mini-2025-08-07", {}), {})
    assert known == find_price(find_address("azure:gpt-5-mini", {"AZURE_OPENAI_ENDPOINT": "https://x.invalid"}), {})
    own = Price(1.0, 2.0)
    assert find_price(find_address("openai:gpt-5-mini", {}), {"openai:gpt-5-mini": own}) == own
    assert find_price(find_address("openai:unheard-of", {}), {}) is None
    assert find_price(find_address("ollama:some", {}), {}) == Price()


def test_a_cost_tells_cached_tokens_apart():
    """Those read from the provider's cache, those written to it, and the rest."""
    price = Price(sent=3.0, received=15.0, cached=0.3, stored=3.75)
    assert cost_of(Tokens(1_000_000, 400_000, 100_000, 10_000), price) == pytest.approx(1.5 + 0.12 + 0.375 + 0.15)


def test_the_pace_holds_requests_and_tokens():
    """A minute's worth at once, then as fast as the bucket fills; and not before a busy server said."""
    now, slept = [0.0], []
    pace = Pace(2, 0, lambda: now[0], slept.append)
    for _ in range(3):
        pace.take(10)
    assert slept == [30.0]
    tokens = Pace(0, 6000, lambda: now[0], slept.append)
    tokens.take(6000)
    tokens.take(600)
    assert slept[1:] == [6.0]
    held = Pace(0, 0, lambda: now[0], slept.append)
    held.hold(5.0)
    held.take(1)
    assert slept[2:] == [5.0]


def test_a_key_comes_from_the_environment_or_the_keyring(monkeypatch):
    """Else what to do is said; a server on this machine needs none."""
    address = find_address("openai:gpt-5-mini", {})
    assert find_secret(address, {"OPENAI_API_KEY": " k \n"}) == "k"
    keyring = pytest.importorskip("keyring")
    from keyring.backend import KeyringBackend

    class Ring(KeyringBackend):
        priority = 1

        def get_password(self, service, username):
            return {("minutebook", "openai"): "from-the-ring"}.get((service, username))

        def set_password(self, service, username, password):
            raise NotImplementedError

        def delete_password(self, service, username):
            raise NotImplementedError

    before = keyring.get_keyring()
    keyring.set_keyring(Ring())
    try:
        assert find_secret(address, {}) == "from-the-ring"
        with pytest.raises(UserError, match="ANTHROPIC_API_KEY"):
            find_secret(find_address("anthropic:claude-haiku-4-5", {}), {})
    finally:
        keyring.set_keyring(before)
    assert find_secret(find_address("ollama:some", {}), {}) == ""
