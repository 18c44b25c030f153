"""Trains the network of the reader of lines (flow/extract/offline/talk/sense.py) in numpy: gradients by hand, AdamW, one thread's worth of work.

A talk is cut into pieces at another place each round; runs and values of layers are left out by chance, so that none is relied on alone.
"""

from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
from scipy.sparse import csr_matrix

from minutebook.flow.extract.offline.talk.sense import PLACES, Beside, Network, neighbours, spread

WIDTH = 64
ROUNDS = 11
PIECE, BATCH = 60, 1200
"""Lines of a piece of talk, and of what is learned from at once."""
RATE, RATE_LAYERS = 0.005, 0.0035
DECAY, DECAY_LAYERS = 1e-3, 0.02
LEFT_OUT = 0.3
RUNS_LEFT_OUT = 0.6
WARM, LAST = 0.1, 0.02
"""The share of steps in which the rate rises, and what of it is left in the end."""
RARE = 0.5
"""How much more a rare label counts: the power of how rare it is."""
VECTORS = "vectors"
Weights = dict[str, np.ndarray]


class Talks(msgspec.Struct):
    """All lines one below the other: their runs (a row a line, ones), ``labels`` with what each counts, and for each talk its first line and speakers."""

    runs: csr_matrix
    labels: np.ndarray
    counts: np.ndarray
    firsts: list[int]
    speakers: list[Sequence[str | None]]


def train(talks: Talks, chosen: Sequence[int], seed: int) -> tuple[np.ndarray, Network]:
    """The vectors of the runs and the layers over them, learned from the chosen talks."""
    chance = np.random.default_rng(seed)
    weights = _begin(talks, chance)
    total = ROUNDS * sum(len(talks.speakers[n]) for n in chosen) // BATCH + 1
    adam = Adam(weights, total)
    for _ in range(ROUNDS):
        for spans in _batches(talks, chosen, chance):
            rows = np.concatenate([np.arange(first, last) for first, last, _ in spans])
            runs = _thinned(talks.runs[rows], chance)
            beside = _joined([neighbours(speakers) for *_, speakers in spans], [last - a for a, last, _ in spans])
            adam.step(weights, _gradients(weights, runs, beside, talks.labels[rows], talks.counts[rows], chance))
    layers = {name: weights[name] for name in Network.__struct_fields__}
    return weights[VECTORS] * (1 - RUNS_LEFT_OUT), Network(**layers)


def counts_of(labels: np.ndarray, known: np.ndarray) -> np.ndarray:
    """What each label of each line counts where it is ``known``: a rare one more, one on average."""
    share = labels.mean(axis=0)
    weight = (share.mean() / share) ** RARE
    counts: np.ndarray = (known * weight / weight.mean()).astype(np.float32)
    return counts


def _begin(talks: Talks, chance: np.random.Generator) -> Weights:
    labels = talks.labels.shape[1]
    wide = PLACES * WIDTH

    def layer(rows: int, columns: int) -> np.ndarray:
        return chance.uniform(-1, 1, (rows, columns)).astype(np.float32) / np.float32(np.sqrt(rows))

    return {
        VECTORS: chance.normal(0, 0.05, (talks.runs.shape[1], WIDTH)).astype(np.float32),
        "begin": np.zeros(WIDTH, np.float32),
        "near": layer(wide, WIDTH),
        "near_bias": np.zeros(WIDTH, np.float32),
        "far": layer(wide, WIDTH),
        "far_bias": np.zeros(WIDTH, np.float32),
        "out": layer(2 * WIDTH, labels),
        "out_bias": np.full(labels, -2.5, np.float32),
    }


def _batches(
    talks: Talks, chosen: Sequence[int], chance: np.random.Generator
) -> Iterator[list[tuple[int, int, Sequence[str | None]]]]:
    """Pieces of the chosen talks, mixed: first line, the line after the last, speakers."""
    pieces = []
    for talk in chosen:
        first, speakers = talks.firsts[talk], talks.speakers[talk]
        start = -int(chance.integers(PIECE)) if len(speakers) > PIECE else 0
        for at in range(start, len(speakers), PIECE):
            begin, end = max(0, at), min(at + PIECE, len(speakers))
            pieces.append((first + begin, first + end, speakers[begin:end]))
    batch, size = [], 0
    for n in chance.permutation(len(pieces)):
        batch.append(pieces[n])
        size += pieces[n][1] - pieces[n][0]
        if size >= BATCH:
            yield batch
            batch, size = [], 0


def _thinned(runs: csr_matrix, chance: np.random.Generator) -> csr_matrix:
    kept = chance.random(runs.nnz) >= RUNS_LEFT_OUT
    before = np.concatenate([[0], np.cumsum(kept)])
    return csr_matrix((runs.data[kept], runs.indices[kept], before[runs.indptr]), runs.shape)


def _joined(parts: Sequence[Beside], sizes: Sequence[int]) -> Beside:
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])

    def beside(place: Sequence[tuple[np.ndarray, np.ndarray]], side: int) -> np.ndarray:
        return np.concatenate([each[side] + start for each, start in zip(place, starts, strict=True)])

    return tuple((beside(place, 0), beside(place, 1)) for place in zip(*parts, strict=True))


def _gathered(wide: np.ndarray, beside: Beside) -> np.ndarray:
    """The gradient of ``spread``: what each line gets back from all places at which it stood."""
    places = wide.reshape(len(wide), PLACES, -1)
    back: np.ndarray = places[:, 0].copy()
    for place, (lines, others) in enumerate(beside, 1):
        back[others] += places[lines, place]
    return back


def _gradients(
    weights: Weights,
    runs: csr_matrix,
    beside: Beside,
    labels: np.ndarray,
    counts: np.ndarray,
    chance: np.random.Generator,
) -> Weights:
    """Of the cross entropy of a batch, forward as sense.py and back."""

    def mask(values: np.ndarray) -> np.ndarray:
        kept = chance.random(values.shape, dtype=np.float32) >= LEFT_OUT
        return (kept / np.float32(1 - LEFT_OUT)) * (values > 0)

    own = np.maximum(runs @ weights[VECTORS] + weights["begin"], 0)
    own_mask = mask(own)
    own = own * own_mask
    own_wide = spread(own, beside)
    near = np.maximum(own_wide @ weights["near"] + weights["near_bias"], 0)
    near_mask = mask(near)
    near = near * near_mask
    near_wide = spread(near, beside)
    mixed = np.maximum(near_wide @ weights["far"] + weights["far_bias"], 0)
    far = near + mixed
    far_mask = (chance.random(far.shape, dtype=np.float32) >= LEFT_OUT) / np.float32(1 - LEFT_OUT)
    told = np.hstack([far * far_mask, own])
    odds = told @ weights["out"] + weights["out_bias"]

    d_odds = (1 / (1 + np.exp(-odds)) - labels) * counts / counts.sum()
    d_told = d_odds @ weights["out"].T
    d_far = d_told[:, :WIDTH] * far_mask
    d_mixed = d_far * (mixed > 0)
    d_near = (d_far + _gathered(d_mixed @ weights["far"].T, beside)) * near_mask
    d_own = (d_told[:, WIDTH:] + _gathered(d_near @ weights["near"].T, beside)) * own_mask
    return {
        VECTORS: runs.T @ d_own,
        "begin": d_own.sum(axis=0),
        "near": own_wide.T @ d_near,
        "near_bias": d_near.sum(axis=0),
        "far": near_wide.T @ d_mixed,
        "far_bias": d_mixed.sum(axis=0),
        "out": told.T @ d_odds,
        "out_bias": d_odds.sum(axis=0),
    }


class Adam:
    """Adam with decay apart from the gradient; the rate rises, then falls to nearly nothing."""

    def __init__(self, weights: Weights, total: int) -> None:
        self._total = total
        self._done = 0
        self._mean = {name: np.zeros_like(value) for name, value in weights.items()}
        self._square = {name: np.zeros_like(value) for name, value in weights.items()}

    def step(self, weights: Weights, gradients: Weights) -> None:
        share = max(LAST, min((self._done + 1) / (WARM * self._total), 1 - self._done / self._total))
        self._done += 1
        for name, gradient in gradients.items():
            rate, decay = (RATE, DECAY) if name == VECTORS else (RATE_LAYERS, DECAY_LAYERS)
            mean, square = self._mean[name], self._square[name]
            mean += 0.1 * (gradient - mean)
            square += 0.001 * (gradient * gradient - square)
            scale = np.float32(rate * share / (1 - 0.9**self._done))
            slow = np.float32(1 / np.sqrt(1 - 0.999**self._done))
            weights[name] *= np.float32(1 - rate * share * decay)
            weights[name] -= scale * mean / (np.sqrt(square) * slow + np.float32(1e-8))
