"""Work of gold cases as the engine finds it, beside the gold's: what `training.owners` and `training.deadlines` learn from."""

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol, TypeVar

import msgspec
import numpy as np
from evals.reading import load_scorer
from training.sense import group_of
from training.tasks import as_told, find_living

from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.work.candidates import Candidate
from minutebook.model.entity import Context
from minutebook.model.source import Source
from minutebook.run.evaluate import open_case

FOLDS = 6

Rated = Mapping[str, float]
"""Weights of features, as log odds."""


class Grouped(Protocol):
    """What is learned from; ``group``: the series of meetings that it is of."""

    group: str


C = TypeVar("C", bound=Grouped)


class Case(msgspec.Struct):
    """One case: its candidates that score.py pairs with a gold task, each with that task. ``senses``: the lines as read by what was learned from others."""

    group: str
    source: Source
    context: Context
    lines: tuple[Line, ...]
    senses: np.ndarray
    pairs: list[tuple[Candidate, dict[str, Any]]]
    gold: dict[str, Any]


def read_arguments(doc: str | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--crossed", type=Path, required=True)
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="CASE")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def read_cases(args: argparse.Namespace) -> Iterator[Case]:
    score = load_scorer(args.gold[0].resolve().parent)
    for folder in sorted(path.parent for each in args.gold for path in each.glob("*/gold.json")):
        if folder.name not in args.leave_out:
            yield _read_case(folder, score, np.load(args.crossed / f"{folder.name}.npy").astype(float))


def _read_case(folder: Path, score: ModuleType, senses: np.ndarray) -> Case:
    source, context = open_case(folder)
    case = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    lines, living = find_living(source, context, senses)
    tasks = as_told(source, lines, living, case, score)
    gold = case["gold"]["tasks"]
    pairs = [(living[i], gold[j]) for i, j in score.pair(tasks, gold)]
    return Case(group_of(folder.name), source, context, lines, senses, pairs, case["gold"])


def leave_groups_out(choices: Sequence[C], fit: Callable[[list[C]], dict[str, float]]) -> list[tuple[C, Rated]]:
    """Each choice with the weights that were fitted without its group's fold."""
    groups = sorted({choice.group for choice in choices})
    rated: list[tuple[C, Rated]] = []
    for fold in range(FOLDS):
        apart = set(groups[fold::FOLDS])
        weights = fit([choice for choice in choices if choice.group not in apart])
        rated += [(choice, weights) for choice in choices if choice.group in apart]
    return rated
