"""Logistic regression by Newton's method, in plain Python: a sample is its features, how far it is one of those looked for, and what it counts."""

from collections.abc import Mapping
from math import exp
from types import MappingProxyType

Sample = tuple[dict[str, float], float, float]


def fit(
    samples: list[Sample], pull: float, prior: Mapping[str, float] = MappingProxyType({}), rounds: int = 15
) -> dict[str, float]:
    """The weights that make the samples likeliest, drawn towards ``prior`` (0 where it has none) with the strength ``pull``."""
    names = [*sorted({name for features, _, _ in samples for name in features}), "bias"]
    drawn = [prior.get(name, 0.0) for name in names]
    at = {name: n for n, name in enumerate(names)}
    rows = [
        ([(at[name], value) for name, value in features.items() if value] + [(at["bias"], 1.0)], label, counts)
        for features, label, counts in samples
    ]
    weights = list(drawn)
    for _ in range(rounds):
        gradient = [pull * (w - p) if name != "bias" else 0.0 for name, w, p in zip(names, weights, drawn, strict=True)]
        curvature = [[0.0] * len(names) for _ in names]
        for n, name in enumerate(names):
            curvature[n][n] = pull if name != "bias" else 1e-6
        for row, label, counts in rows:
            chance = 1 / (1 + exp(-sum(weights[i] * value for i, value in row)))
            spread = counts * chance * (1 - chance)
            for i, value in row:
                gradient[i] += counts * (chance - label) * value
                for j, other in row:
                    curvature[i][j] += spread * value * other
        step = solve(curvature, gradient)
        weights = [w - s for w, s in zip(weights, step, strict=True)]
    return dict(zip(names, weights, strict=True))


def solve(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """Gaussian elimination with pivots."""
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    size = len(rows)
    for n in range(size):
        pivot = max(range(n, size), key=lambda r: abs(rows[r][n]))
        rows[n], rows[pivot] = rows[pivot], rows[n]
        for other in range(size):
            if other != n and rows[other][n]:
                factor = rows[other][n] / rows[n][n]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[n], strict=True)]
    return [rows[n][size] / rows[n][n] for n in range(size)]


def odds(features: dict[str, float], weights: dict[str, float]) -> float:
    return weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in features.items())


def rank_quality(samples: list[Sample], weights: dict[str, float]) -> float:
    """The share of pairs of one looked for and another in which the first weighs more."""
    scored = [(odds(features, weights), label) for features, label, _ in samples]
    sought = [score for score, label in scored if label >= 0.5]
    others = [score for score, label in scored if label == 0]
    return sum(one > other for one in sought for other in others) / max(1, len(sought) * len(others))
