"""Logistic regression by Newton's method over a matrix, or between the rows of many: drawn towards a prior, each column with its own strength."""

from collections.abc import Sequence

import numpy as np


def fit(
    rows: np.ndarray, right: np.ndarray, pull: float | np.ndarray, prior: np.ndarray | None = None, rounds: int = 15
) -> np.ndarray:
    """The weights, one a column of ``rows``, that make ``right`` (0 to 1) likeliest."""
    prior = np.zeros(rows.shape[1]) if prior is None else prior
    pulls = np.broadcast_to(np.asarray(pull, dtype=float), prior.shape)
    weights = prior.copy()
    for _ in range(rounds):
        likely = 1 / (1 + np.exp(-rows @ weights))
        curvature = (rows * (likely * (1 - likely))[:, None]).T @ rows + np.diag(pulls)
        weights = weights - np.linalg.solve(curvature, rows.T @ (likely - right) + pulls * (weights - prior))
    return weights


def fit_choices(
    choices: Sequence[tuple[np.ndarray, int, float]], pull: np.ndarray, prior: np.ndarray, rounds: int = 25
) -> np.ndarray:
    """The weights that make the right row of each choice likeliest among its rows; ``choices``: (rows, the right one's place, what it counts)."""
    weights = prior.copy()
    for _ in range(rounds):
        slope, curvature = pull * (prior - weights), np.diag(pull)
        for rows, right, counts in choices:
            likely = np.exp(rows @ weights - (rows @ weights).max())
            likely /= likely.sum()
            mean = likely @ rows
            slope += counts * (rows[right] - mean)
            curvature += counts * ((rows * likely[:, None]).T @ rows - np.outer(mean, mean))
        weights += np.linalg.solve(curvature, slope)
    return weights
