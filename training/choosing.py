"""Trains small networks that choose one of several options (flow/extract/offline/work/deadline.py) in numpy: gradients by hand, AdamW.

The chances of all options of a choice sum up to one; several of them may be right, and what counts is how likely those are together. Features and hidden
values are left out by chance, so that none is relied on alone.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
from scipy.sparse import csr_matrix

WIDTH = 48
ROUNDS = 12
BATCH = 64
RATE, DECAY = 0.004, 0.2
FEATURES_LEFT_OUT, HIDDEN_LEFT_OUT = 0.3, 0.3
WARM, LAST = 0.1, 0.02
"""The share of steps in which the rate rises, and what of it is left in the end."""
ACTIVE = 60
"""Features that an option usually has."""
Weights = dict[str, np.ndarray]


class Choices(msgspec.Struct):
    """All options one below the other: ``rows`` of features, where each choice begins (and the last one ends), which options are right."""

    names: list[str]
    rows: csr_matrix
    begins: np.ndarray
    right: np.ndarray

    def of(self, chosen: Sequence[int] | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The rows of the chosen choices, and to which of them each belongs."""
        sizes = [self.begins[n + 1] - self.begins[n] for n in chosen]
        rows = np.concatenate([np.arange(self.begins[n], self.begins[n + 1]) for n in chosen])
        return rows, np.repeat(np.arange(len(chosen)), sizes)


def as_choices(
    told: Sequence[Sequence[tuple[Mapping[str, float], bool]]], often: int, names: Sequence[str] | None = None
) -> Choices:
    """From the features of each option of each choice and whether it is right; a word (``=`` in its name) must stand in ``often`` of them to count."""
    if names is None:
        seen = Counter(name for options in told for features, _ in options for name in features)
        names = sorted(name for name, count in seen.items() if count >= (often if "=" in name else 1))
    column = {name: n for n, name in enumerate(names)}
    options = [option for each in told for option in each]
    cells = [
        (row, column[name], value)
        for row, (features, _) in enumerate(options)
        for name, value in features.items()
        if name in column
    ]
    rows, columns, values = (np.array(each) for each in zip(*cells, strict=True))
    matrix = csr_matrix((values.astype(np.float32), (rows, columns)), (len(options), len(column)))
    begins = np.cumsum([0, *map(len, told)])
    return Choices(list(names), matrix, begins, np.array([right for _, right in options], dtype=float))


def train(choices: Choices, chosen: Sequence[int], seed: int) -> Weights:
    """Learned from the chosen choices, as far as any of their options is right."""
    told = [n for n in chosen if choices.right[choices.begins[n] : choices.begins[n + 1]].any()]
    chance = np.random.default_rng(seed)
    size = choices.rows.shape[1]
    weights = {
        "hidden": (chance.normal(0, 1, (size, WIDTH)) / np.sqrt(ACTIVE)).astype(np.float32),
        "bias": np.zeros(WIDTH, np.float32),
        "out": (chance.normal(0, 0.3, WIDTH) / np.sqrt(WIDTH)).astype(np.float32),
        "plain": np.zeros(size, np.float32),
    }
    mean = {name: np.zeros_like(value) for name, value in weights.items()}
    square = {name: np.zeros_like(value) for name, value in weights.items()}
    total, done = ROUNDS * (len(told) // BATCH + 1), 0
    for _ in range(ROUNDS):
        order = chance.permutation(told)
        for start in range(0, len(order), BATCH):
            gradients = _gradients(weights, choices, order[start : start + BATCH], chance)
            done += 1
            rate = RATE * max(LAST, min(done / (WARM * total), 1 - done / total))
            for name, gradient in gradients.items():
                mean[name] += 0.1 * (gradient - mean[name])
                square[name] += 0.001 * (gradient**2 - square[name])
                step = mean[name] / (1 - 0.9**done) / (np.sqrt(square[name] / (1 - 0.999**done)) + 1e-8)
                weights[name] = (weights[name] * (1 - rate * DECAY) - rate * step).astype(np.float32)
    return weights


def _gradients(
    weights: Weights, choices: Choices, chosen: Sequence[int] | np.ndarray, chance: np.random.Generator
) -> Weights:
    """Of how unlikely the right options of a batch are together."""
    rows, group = choices.of(chosen)
    told = choices.rows[rows]
    kept = (chance.random(told.nnz, dtype=np.float32) >= FEATURES_LEFT_OUT) / np.float32(1 - FEATURES_LEFT_OUT)
    told = csr_matrix((told.data * kept, told.indices, told.indptr), told.shape)
    hidden = told @ weights["hidden"] + weights["bias"]
    mask = (chance.random(hidden.shape, dtype=np.float32) >= HIDDEN_LEFT_OUT) / np.float32(1 - HIDDEN_LEFT_OUT)
    mask *= hidden > 0
    hidden = hidden * mask
    likely = softmax(hidden @ weights["out"] + told @ weights["plain"], group)
    right = choices.right[rows]
    together = np.bincount(group, likely * right)[group]
    back = ((likely - likely * right / (together + 1e-9)) / len(chosen)).astype(np.float32)
    back_hidden = np.outer(back, weights["out"]) * mask
    seen = told.T.tocsr()
    return {
        "hidden": seen @ back_hidden,
        "bias": back_hidden.sum(axis=0),
        "out": hidden.T @ back,
        "plain": seen @ back,
    }


def softmax(odds: np.ndarray, group: np.ndarray) -> np.ndarray:
    """The chances of options whose ``group`` is the choice that they belong to."""
    most = np.full(group[-1] + 1, -np.inf)
    np.maximum.at(most, group, odds)
    likely = np.exp(odds - most[group])
    chances: np.ndarray = likely / np.bincount(group, likely)[group]
    return chances


def chances_of(choices: Choices, chosen: Sequence[int], networks: Sequence[Weights]) -> np.ndarray:
    """How likely each option of the chosen choices is, one below the other, by several networks together."""
    rows, group = choices.of(chosen)
    dense = choices.rows[rows]
    found = [
        softmax(np.maximum(dense @ w["hidden"] + w["bias"], 0) @ w["out"] + dense @ w["plain"], group) for w in networks
    ]
    mean: np.ndarray = np.mean(found, axis=0)
    return mean
