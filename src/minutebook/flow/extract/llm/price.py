"""What a model's answers cost: from the package's list with its date, or from the user's own."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

from minutebook.flow.extract.llm.gateway.address import Address
from minutebook.flow.extract.llm.gateway.reply import Tokens
from minutebook.settings import Price
from minutebook.text import patterns as re

_DATED = re.compile(r"[-@]\d{4}[-\d]*$")


class PriceList(msgspec.Struct, frozen=True):
    """``models``: by engine name. ``date``: when the providers' pages said so."""

    date: str
    models: dict[str, Price]


@cache
def read_prices() -> PriceList:
    """The package's own list."""
    text = (files(__package__) / "data" / "prices.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), PriceList)


def find_price(address: Address, own: Mapping[str, Price]) -> Price | None:
    """The price of a model: the user's own, nothing for one on this machine, else the list's; None where it is not known."""
    if address.local and address.name not in own:
        return Price()
    known = {**read_prices().models, **own}
    same = {"azure": "openai", "openai-chat": "openai"}.get(address.provider)
    names = [address.name, f"{same}:{address.model}"] if same else [address.name]
    return next((known[name] for each in names for name in (each, _DATED.sub("", each)) if name in known), None)


def cost_of(tokens: Tokens, price: Price) -> float:
    """US dollars."""
    cached = price.sent if price.cached is None else price.cached
    stored = price.sent if price.stored is None else price.stored
    fresh = tokens.sent - tokens.cached - tokens.stored
    total = fresh * price.sent + tokens.cached * cached + tokens.stored * stored + tokens.received * price.received
    return total / 1_000_000
