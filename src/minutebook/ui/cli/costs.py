"""``minutebook costs``: what language models took."""

from typing import Annotated

from cyclopts import Parameter

from minutebook.flow.extract.llm.price import read_prices
from minutebook.run.engines import answers_of
from minutebook.run.spending import By, Spent, add_up, total
from minutebook.ui.cli.options import Json, VaultDir, here
from minutebook.ui.cli.output import print_json, say


def costs(
    *,
    by: Annotated[By, Parameter(help="What they are added up by.")] = By.DAY,
    vault: VaultDir = None,
    json: Json = False,
) -> int:
    """Print what language models took: calls, tokens, seconds and US dollars, as far as prices are known."""
    place = here(vault)
    parts = add_up(answers_of(place).all(), by, place.settings.zone())
    whole = total(parts)
    if json:
        print_json({"by": by, "parts": parts, "total": whole, "prices": read_prices().date})
        return 0
    if not parts:
        say("No model was asked from this vault on this machine.")
        return 0
    width = max(len(part.name) for part in (*parts, whole))
    say(f"{by:{width}}  calls    sent  cached  received  seconds         $")
    for part in (*parts, whole):
        say(_row(part, width))
    if whole.unpriced:
        say(f"{whole.unpriced} calls are of unknown price and not in the sum; give it under [llm.prices]")
    say(f"Prices as of {read_prices().date}; your provider's bill counts.")
    return 0


def _row(part: Spent, width: int) -> str:
    tokens = f"{part.calls:5}  {part.sent:6,}  {part.cached:6,}  {part.received:8,}"
    return f"{part.name:{width}}  {tokens}  {part.seconds:7.1f}  {part.cost:8.4f}"
