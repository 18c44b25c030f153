"""What each line may carry, from its words and those around it: a small network over runs of words, learned from labelled meetings.

A line is read as tokens: its words, with names, days and figures replaced by what they are, and marks for its acts, length and place.
Each run of up to three tokens has a vector; their sum is what a line says. Two layers mix in what the lines around say, told apart by
whether the same person speaks; several networks that began otherwise are averaged.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import msgspec
import numpy as np

from minutebook.flow.extract.offline.talk.acts import Act
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.data import DATA
from minutebook.text import patterns as re
from minutebook.text.dates import DateKind

LABELS = ("mine", "yours", "decision", "fact", "question", "trap", "update")
"""``mine``: part of how a task came about, said by the one who has it; ``yours``: said by another."""
MINE, YOURS = LABELS.index("mine"), LABELS.index("yours")
SURE = 4.0
"""Log odds beyond which a line says no more."""
AROUND = (-3, -2, -1, 1, 2, 3)
PLACES = 1 + 2 * len(AROUND)
"""Where what is said may stand: in the line, or in one of those around it, said by another or by the same."""
RUN = 3
DIGITS = 4
"""Of the log odds: what a machine's way of adding up changes lies below."""
LONG_TALK = 40
"""Lines from which a talk has a beginning and an end that tell something."""
Beside = tuple[tuple[np.ndarray, np.ndarray], ...]
"""By place around a line: the lines that have another there, and those others."""


class Network(msgspec.Struct, frozen=True):
    """Weights, of float32; a width each of vectors and layers. ``near`` and ``far``: from all places of the layer before to the next; ``out``: from ``far`` and the line's own vector to the labels."""

    begin: np.ndarray
    near: np.ndarray
    near_bias: np.ndarray
    far: np.ndarray
    far_bias: np.ndarray
    out: np.ndarray
    out_bias: np.ndarray


class Reader(msgspec.Struct, frozen=True):
    """``table``: by run its vectors for all networks, side by side, in steps of ``step``."""

    runs: dict[str, int]
    table: np.ndarray
    step: np.ndarray
    networks: tuple[Network, ...]


def read_senses(lines: Sequence[Line], acts: Iterable[Act]) -> np.ndarray:
    """Log odds, one row a line and one column a label."""
    return weigh(runs_of(lines, acts), [line.speaker for line in lines], read_reader())


def bounded(senses: np.ndarray) -> np.ndarray:
    """The log odds as -1 to 1, what lies beyond ``SURE`` cut off."""
    scaled: np.ndarray = np.clip(senses / SURE, -1, 1)
    return scaled


def weigh(runs: Sequence[list[str]], speakers: Sequence[str | None], reader: Reader) -> np.ndarray:
    """As ``read_senses``, of lines whose runs are known."""
    steps = np.empty((len(runs), reader.table.shape[1]), dtype=np.int32)
    for mine, row in zip(runs, steps, strict=True):
        known = [at for at in map(reader.runs.get, mine) if at is not None]
        np.add.reduce(reader.table.take(known, axis=0), axis=0, dtype=np.int32, out=row)
    said = (steps * reader.step).astype(np.float32)
    beside = neighbours(speakers)
    parts = np.split(said, len(reader.networks), axis=1)
    odds = [_odds(part, beside, network) for part, network in zip(parts, reader.networks, strict=True)]
    mean: np.ndarray = np.stack(odds).mean(axis=0, dtype=np.float64)
    return mean.round(DIGITS)


def _odds(said: np.ndarray, beside: Beside, network: Network) -> np.ndarray:
    own = np.maximum(said + network.begin, 0)
    near = np.maximum(spread(own, beside) @ network.near + network.near_bias, 0)
    far = near + np.maximum(spread(near, beside) @ network.far + network.far_bias, 0)
    odds: np.ndarray = np.hstack([far, own]) @ network.out + network.out_bias
    return odds


def spread(values: np.ndarray, beside: Beside) -> np.ndarray:
    """What stands at each place of each line, side by side; zero where no line is."""
    wide = np.zeros((len(values), PLACES, values.shape[1]), dtype=values.dtype)
    wide[:, 0] = values
    for place, (lines, others) in enumerate(beside, 1):
        wide[lines, place] = values[others]
    return wide.reshape(len(values), PLACES * values.shape[1])


def neighbours(speakers: Sequence[str | None]) -> Beside:
    """For each place around a line, which lines have another there, and which that is."""
    number: dict[str | None, int] = {}
    who = np.array([number.setdefault(speaker, len(number)) for speaker in speakers], dtype=np.int64)
    found = []
    for away in AROUND:
        lines = np.arange(max(0, -away), min(len(who), len(who) - away))
        same = who[lines] == who[lines + away]
        found += [(lines[~same], lines[~same] + away), (lines[same], lines[same] + away)]
    return tuple(found)


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


_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[?!]|…")


def tokens_of(line: Line, token: re.Pattern[str] = _TOKEN) -> list[str]:
    """The words of a line in lower case; a name, a day ahead, another time and a figure stand as what they are."""
    text = line.plain
    spans = [(name.start, name.end, "<here>" if name.present else "<name>") for name in line.names]
    spans += [
        (d.start, d.end, "<past>" if d.kind is DateKind.PAST else "<day>" if d.value else "<time>") for d in line.dates
    ]
    pieces, at = ["<s>"], 0
    for start, end, what in sorted(spans):
        if start >= at:
            pieces += token.findall(text[at:start])
            pieces.append(what)
            at = end
    pieces += token.findall(text[at:])
    pieces.append("</s>")
    return ["<figure>" if piece[0].isdigit() else piece for piece in pieces]


def _runs(tokens: list[str]) -> Iterator[str]:
    for size in range(1, RUN + 1):
        yield from map(" ".join, zip(*(tokens[start:] for start in range(size)), strict=False))


def _length(line: Line) -> int:
    return min((line.text.count(" ") + 1).bit_length(), 6)


@cache
def read_reader() -> Reader:
    folder = DATA / "en"
    with (folder / "sense.npz").open("rb") as file:
        kept = dict(np.load(file))
    runs = bytes(kept.pop("runs")).decode().split("\n")
    table, step = kept.pop("table"), kept.pop("step")
    networks = zip(*(kept[name].astype(np.float32) for name in Network.__struct_fields__), strict=True)
    return Reader({run: n for n, run in enumerate(runs)}, table, step, tuple(Network(*each) for each in networks))
