"""What each line may carry, from its words and those around it: a linear model over runs of words, learned from labelled meetings.

A line is read as tokens: its words, with names, days and figures replaced by what they are, and marks for its acts, length and place.
Runs of up to three tokens count for the line itself, of up to two for the lines around it, told apart by whether the same person speaks.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np

from minutebook.flow.extract.offline.acts import Act
from minutebook.flow.extract.offline.line import Line
from minutebook.text.dates import DateKind

LABELS = ("mine", "yours", "decision", "fact", "question", "trap", "update")
"""``mine``: part of how a task came about, said by the one who has it; ``yours``: said by another."""
MINE, YOURS = LABELS.index("mine"), LABELS.index("yours")
SURE = 4.0
"""Log odds beyond which a line says no more."""
AROUND = (-2, -1, 1, 2)
PLACES = 1 + 2 * len(AROUND)
"""Where a run may stand: in the line, or in one of those around it, said by another or by the same."""
RUN, RUN_AROUND = 3, 2
LONG_TALK = 40
"""Lines from which a talk has a beginning and an end that tell something."""


class Reader(msgspec.Struct, frozen=True):
    """``table``: by run, then by place and label, the weight in steps of ``step``."""

    runs: dict[str, int]
    table: np.ndarray
    step: np.ndarray
    bias: np.ndarray
    absent: np.ndarray
    """What a line around says on average, for those that a talk does not have at its ends."""


def read_senses(lines: Sequence[Line], acts: Iterable[Act]) -> np.ndarray:
    """Log odds, one row a line and one column a label."""
    return weigh(runs_of(lines, acts), [line.speaker for line in lines], read_reader())


def bounded(senses: np.ndarray) -> np.ndarray:
    """The log odds as -1 to 1, what lies beyond ``SURE`` cut off."""
    scaled: np.ndarray = np.clip(senses / SURE, -1, 1)
    return scaled


def weigh(runs: Sequence[list[str]], speakers: Sequence[str | None], reader: Reader) -> np.ndarray:
    """As ``read_senses``, of lines whose runs are known."""
    sums = np.zeros((len(runs), PLACES, len(LABELS)))
    for n, mine in enumerate(runs):
        known = [at for at in map(reader.runs.get, mine) if at is not None]
        sums[n] = reader.table[known].sum(axis=0, dtype=np.int32) * reader.step
    odds: np.ndarray = sums[:, 0] + reader.bias
    missing = np.ones((len(runs), len(AROUND)))
    for n, (other, place) in places(speakers):
        odds[n] += sums[other, place]
        missing[n, (place - 1) // 2] = 0
    odds += missing @ reader.absent
    return odds


def places(speakers: Sequence[str | None]) -> Iterator[tuple[int, tuple[int, int]]]:
    """For each line those around it: (line, (the other line, the place that it takes))."""
    for n, speaker in enumerate(speakers):
        for at, away in enumerate(AROUND):
            if 0 <= n + away < len(speakers):
                yield n, (n + away, 1 + 2 * at + (speakers[n + away] == speaker))


def runs_of(lines: Sequence[Line], acts: Iterable[Act]) -> list[list[str]]:
    """The runs of tokens of each line, each once."""
    kinds: dict[int, set[str]] = {}
    for act in acts:
        kinds.setdefault(act.line, set()).add(f"~{act.kind}")
    return [
        [
            *dict.fromkeys(_runs(tokens_of(line))),
            *sorted(kinds.get(line.id, ())),
            *_place(n, len(lines)),
            f"#{_length(line)}",
        ]
        for n, line in enumerate(lines)
    ]


def _place(number: int, total: int) -> tuple[str, ...]:
    """Where in the talk a line stands, in tenths; a short talk has no places that tell."""
    return (f"%{10 * number // total}",) if total >= LONG_TALK else ()


def tokens_of(line: Line) -> list[str]:
    """The words of a line in lower case; a name, a day ahead, another time and a figure stand as what they are."""
    text = line.plain
    spans = [(name.start, name.end, "<here>" if name.present else "<name>") for name in line.names]
    spans += [
        (d.start, d.end, "<past>" if d.kind is DateKind.PAST else "<day>" if d.value else "<time>") for d in line.dates
    ]
    pieces, at = ["<s>"], 0
    for start, end, what in sorted(spans):
        if start >= at:
            pieces += _TOKEN.findall(text[at:start])
            pieces.append(what)
            at = end
    pieces += _TOKEN.findall(text[at:])
    return [*("<figure>" if piece[0].isdigit() else piece for piece in pieces), "</s>"]


def _runs(tokens: list[str]) -> Iterator[str]:
    for size in range(1, RUN + 1):
        for start in range(len(tokens) - size + 1):
            yield " ".join(tokens[start : start + size])


def _length(line: Line) -> int:
    return min((line.text.count(" ") + 1).bit_length(), 6)


_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[?!]|…")


@cache
def read_reader() -> Reader:
    folder = files(__package__) / "data" / "en"
    with (folder / "sense.npz").open("rb") as file:
        kept = np.load(file)
        table, step, bias, absent = kept["table"], kept["step"], kept["bias"], kept["absent"]
        runs = bytes(kept["runs"]).decode().split("\n")
    return Reader({run: n for n, run in enumerate(runs)}, table, step, bias, absent)
