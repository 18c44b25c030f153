"""Logistic regression by Newton's method over a matrix: drawn towards a prior, each column with its own strength."""

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
