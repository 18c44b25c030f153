"""How much a written sentence wants something of who reads it, or offers them something: weighed by its words, learned from sentences of real mail.

A sentence is read as runs of up to three tokens, those that begin a clause told apart, and as what it does (its acts). Advertising wants
something, too: what is work is for others to say.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import sqrt

import msgspec
import numpy as np

from minutebook.flow.extract.offline.talk.acts import Act
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.sense import tokens_of
from minutebook.flow.extract.offline.words.data import DATA
from minutebook.text import patterns as re

RUN = 3
SURE = 3.0
"""Log odds beyond which a sentence says no more."""


class Appeals(msgspec.Struct, frozen=True):
    """``runs``: the place of each run; by place its weight and how rare it is. Zero odds lie where as many are missed as wrongly taken."""

    runs: dict[str, int]
    weights: np.ndarray
    rarity: np.ndarray
    bias: float


def read_appeals(lines: Sequence[Line], acts: Iterable[Act]) -> np.ndarray:
    """Of each line, -1 to 1 (``SURE`` log odds): that it asks, proposes or offers."""
    appeals = read_table()
    odds = [weigh(runs, appeals) for runs in runs_of(lines, acts)]
    scaled: np.ndarray = np.clip(np.array(odds) / SURE, -1, 1)
    return scaled


def weigh(runs: Iterable[str], appeals: Appeals) -> float:
    """The log odds of a sentence whose runs are known."""
    known = [at for at in map(appeals.runs.get, runs) if at is not None]
    rare = appeals.rarity[known]
    size = sqrt(float(rare @ rare)) or 1.0
    return round(float(appeals.weights[known] @ rare) / size + appeals.bias, 4)


def runs_of(lines: Sequence[Line], acts: Iterable[Act]) -> list[list[str]]:
    """The runs of each line, each once."""
    kinds: dict[int, set[str]] = {}
    for act in acts:
        kinds.setdefault(act.line, set()).add(f"~{act.kind}")
    return [list(dict.fromkeys((*_runs(line), *sorted(kinds.get(line.id, ()))))) for line in lines]


def _runs(line: Line) -> Iterator[str]:
    tokens = [_SHORT.get(token, token) for token in tokens_of(line, _TOKEN)]
    for size in range(1, RUN + 1):
        yield from map(" ".join, zip(*(tokens[start:] for start in range(size)), strict=False))
    for n, (before, token) in enumerate(pairwise(tokens[:-1]), 1):
        if (before in _ENDS or n == 1) and token not in _ENDS:
            yield from (f"|{' '.join(tokens[n : n + size])}" for size in range(1, RUN + 1))
    if line.question:
        yield "~question"
    yield f"#{min(len(tokens).bit_length(), 6)}"


_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[?!:,.;$]")
_ENDS = frozenset(".?!:;,")
_SHORT = {"pls": "please", "plz": "please", "u": "you", "<here>": "<name>"}


@cache
def read_table() -> Appeals:
    with (DATA / "en" / "appeal.npz").open("rb") as file:
        kept = dict(np.load(file))
    runs = bytes(kept["runs"]).decode().split("\n")
    weights, rarity = kept["weights"].astype(np.float32), kept["rarity"].astype(np.float32)
    return Appeals({run: n for n, run in enumerate(runs)}, weights, rarity, float(kept["bias"]))
