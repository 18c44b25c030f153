"""How much a line sounds like work dealt out among people who talk without a script and hardly ever say "I'll".

Linear over the runs of its words and its place in the talk, learned from recorded design meetings (training/unscripted.py). A line is read
where somebody asks for it: most of a talk never is.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from math import sqrt

import msgspec
import numpy as np

from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.sense import RUN, tokens_of
from minutebook.flow.extract.offline.words.data import DATA

PLACES = (0.05, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98)
"""Shares of a talk behind which a line may lie."""
LONG_TALK = 40
"""Lines from which a talk has places that tell something."""


class Table(msgspec.Struct, frozen=True):
    """``runs``: the place of each run; ``weights`` of the runs and of ``PLACES``."""

    runs: dict[str, int]
    weights: np.ndarray
    places: np.ndarray
    bias: float


class Unscripted:
    """Hears the lines of one talk: the log odds that one deals out work, by its number."""

    def __init__(self, lines: Sequence[Line]) -> None:
        table = read_table()
        self.hear = cache(lambda number: weigh(runs_of(lines[number]), places_of(number, len(lines)), table))


def weigh(runs: Sequence[str], places: Sequence[bool], table: Table) -> float:
    known = [at for at in map(table.runs.get, runs) if at is not None]
    said = float(table.weights[known].sum()) / sqrt(max(1, len(known)))
    return round(said + float(table.places @ np.array(places)) + table.bias, 4)


def places_of(number: int, total: int) -> tuple[bool, ...]:
    """Behind which shares of the talk a line lies; a short talk has none."""
    return tuple(total >= LONG_TALK and number >= share * total for share in PLACES)


def runs_of(line: Line) -> list[str]:
    """The runs of words of a line, each once."""
    return list(dict.fromkeys(_runs(tokens_of(line))))


def _runs(tokens: list[str]) -> Iterator[str]:
    for size in range(1, RUN + 1):
        yield from map(" ".join, zip(*(tokens[start:] for start in range(size)), strict=False))


@cache
def read_table() -> Table:
    with (DATA / "en" / "unscripted.npz").open("rb") as file:
        kept = dict(np.load(file))
    runs = bytes(kept["runs"]).decode().split("\n")
    weights, places = kept["weights"].astype(np.float32), kept["places"].astype(np.float32)
    return Table({run: n for n, run in enumerate(runs)}, weights, places, float(kept["bias"]))
