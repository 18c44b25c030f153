"""Fit what unscripted talk adds to the scorer of tasks, on AMI and gold cases together, and say what it brings and costs.

    python -m training.dealt GOLD_DIR... --ami SHARED_EVAL --crossed FOLDER [--calls FOLDER] [--leave-out CASE ...] [--write]

In AMI's meetings nobody says "I'll": the chair deals out work to roles at the end. The weights of training/tasks.py stay as they are; those of UNSCRIPTED
(work/features.py) are fitted on top of them, where a candidate of AMI is right that rests an act on a labelled utterance. Reported are meetings left out, whole
series and groups, by what all tables and weights learned from the others. ``--write`` adds the weights to those of the package; run it after tasks.
"""

import tomllib
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from evals.acts import Count
from evals.reading import load_scorer, replaced
from training import newton
from training.tasks import (
    FOLDS,
    THRESHOLD,
    WEIGHTS,
    Meeting,
    Model,
    as_toml,
    choose,
    find_living,
    read_arguments,
    read_meetings,
    report_from,
)
from training.unscripted import Talk, read_talks, tables_without

from minutebook.flow.extract.offline.talk.unscripted import Table
from minutebook.flow.extract.offline.work.candidates import Candidate
from minutebook.flow.extract.offline.work.features import UNSCRIPTED
from minutebook.flow.extract.offline.work.tasks import cite
from minutebook.model.entity import Context

PULL = 2.0
FIXED = 1e9


class Dealt(msgspec.Struct):
    """The candidates of an AMI meeting, which are right, the utterances that each rests on, and the labelled ones."""

    group: str
    candidates: list[Candidate]
    right: list[bool]
    cited: list[tuple[int, ...]]
    gold: set[int]


def read_dealt(talk: Talk, table: Table) -> Dealt:
    """The meeting heard by what its own series had no part in."""
    with replaced("talk.unscripted.read_table", lambda: table):
        lines, living = find_living(talk.source, Context())
    gold = talk.gold
    right = [any(not gold.isdisjoint(lines[act.line].utterances) for act in c.thread.acts) for c in living]
    return Dealt(talk.group, living, right, [cite(c.lines, lines) for c in living], gold)


class Added:
    """The candidates of AMI and of the gold meetings, and what is weighed on top: rows of UNSCRIPTED."""

    def __init__(self, model: Model, dealt: Sequence[Dealt]) -> None:
        self.model, self.dealt = model, dealt
        own = [c for m in model.meetings for c in m.candidates]
        self.given = [c for each in dealt for c in each.candidates]
        self.groups = np.array([each.group for each in dealt for _ in each.candidates])
        self.right = np.concatenate([model.right, [right for each in dealt for right in each.right]])
        self.base = np.vstack([model.rows, [_row(c, model.names) for c in self.given]])
        self.rows = np.array([[c.features.get(name, 0.0) for name in UNSCRIPTED] for c in (*own, *self.given)])

    def fit(self, weights: np.ndarray, chosen: np.ndarray) -> np.ndarray:
        """The weights of UNSCRIPTED for the chosen rows, on top of ``weights``."""
        rows = np.hstack([(self.base @ weights)[:, None], self.rows])[chosen]
        pull, prior = np.array([FIXED, *[PULL] * len(UNSCRIPTED)]), np.array([1.0, *[0.0] * len(UNSCRIPTED)])
        added: np.ndarray = newton.fit(rows, self.right[chosen], pull, prior)[1:]
        return added

    def left_out(self) -> np.ndarray:
        """The chance of each candidate by weights fitted without its group."""
        groups = np.concatenate([self.model.groups, self.groups])
        own = np.arange(len(groups)) < len(self.model.groups)
        names = [sorted(set(self.model.groups)), sorted(set(self.groups))]
        chances = np.zeros(len(groups))
        for fold in range(FOLDS):
            apart = np.isin(groups, [group for each in names for group in each[fold::FOLDS]])
            weights = self.model.fit(~apart[own])
            odds = self.base @ weights + self.rows @ self.fit(weights, ~apart)
            chances[apart] = 1 / (1 + np.exp(-odds[apart]))
        return chances


def _row(candidate: Candidate, names: Sequence[str]) -> list[float]:
    return [1.0 if name == "bias" else candidate.features.get(name, 0.0) for name in names]


def count(dealt: Sequence[Dealt], chances: np.ndarray, threshold: float) -> Count:
    """Utterances that open tasks rest on against the labelled ones."""
    total = Count()
    for each, own in zip(dealt, _split(chances, dealt), strict=True):
        told = choose(each.candidates, own, threshold)
        total.add({u for n in told for u in each.cited[n]}, each.gold, reach=0)
    return total


def _split(chances: np.ndarray, meetings: Sequence[Dealt] | Sequence[Meeting]) -> list[np.ndarray]:
    return np.split(chances, np.cumsum([len(each.candidates) for each in meetings])[:-1])


def report(added: Added) -> None:
    chances = added.left_out()
    for threshold in (0.30, THRESHOLD, 0.42):
        print(f"AMI from {threshold:.2f}: {count(added.dealt, chances[len(added.model.right) :], threshold)}")


def main() -> None:
    parser = read_arguments(__doc__)
    parser.add_argument("--ami", type=Path, required=True)
    args = parser.parse_args()
    score = load_scorer(args.gold[0].resolve().parent)
    talks = read_talks(args.ami)
    tables = tables_without(talks)
    dealt = [read_dealt(talk, tables[talk.name]) for talk in talks]
    model = Model(read_meetings(args, score))
    added = Added(model, dealt)
    report(added)
    for chances in (np.concatenate(model.left_out()), added.left_out()[: len(model.right)]):
        report_from(THRESHOLD, model.meetings, _split(chances, model.meetings), score)
    if args.write:
        kept = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
        weights = kept["weights"] | {"bias": kept["bias"]}
        fitted = added.fit(np.array([weights.get(name, 0.0) for name in model.names]), np.ones(len(added.right), bool))
        WEIGHTS.write_text(as_toml(weights | dict(zip(UNSCRIPTED, fitted, strict=True))), encoding="utf-8")


if __name__ == "__main__":
    main()
