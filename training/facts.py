"""Fit the weights of the facts model on gold cases, and say how well the lines of others are ranked.

    python -m training.facts GOLD_DIR... --crossed FOLDER [--leave-out CASE ...] [--write]

A line of a case is worth keeping as far as its words are those of a gold fact whose evidence it lies in. Logistic regression by Newton's method;
cases whose names share the part before the last hyphen and number (``series-a-1``) are one group, and groups are dealt into folds. ``--write`` replaces the weights of the package.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.items.facts import describe
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.talk.line import read_lines
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.flow.extract.offline.words.stems import stems_of
from minutebook.run.evaluate import open_case

WEIGHTS = Path(offline.__file__).parent / "data" / "en" / "facts_weights.toml"
FOLDS = 10
RIDGE = 10.0
"""Penalty on squared weights: best of 3 and 10 with groups left out."""
LIKE, SAME = 0.2, 0.4
"""Similarity from which a line tells a gold fact at all, and fully."""
CEILINGS = {"has_meta": -1.5, "has_teach": -0.4, "points": -0.5, "very_long": -0.8, "question": -0.5}
"""Weights no higher than these: talk about the meeting itself and long explanations are too rare in the gold cases to be learnt."""

Sample = tuple[dict[str, float], float]


def read_samples(folder: Path, senses: np.ndarray) -> list[Sample]:
    """The lines of one case with their features and how far each is a fact."""
    lexicon = read_lexicon()
    source, context = open_case(folder)
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["gold"]["facts"]
    lines = read_lines(segment(source), resolve_cast(source, context), source.date, lexicon)
    told = [(set(fact["evidence"]), stems_of(fact["text"], lexicon)) for fact in gold]
    samples = []
    for line in lines:
        stems = stems_of(line.text, lexicon)
        likeness = max(
            (_overlap(stems, words) for evidence, words in told if evidence & set(line.utterances)), default=0.0
        )
        samples.append((describe(lines, line, senses), min(1.0, likeness / SAME) if likeness >= LIKE else 0.0))
    return samples


def _overlap(left: frozenset[str], right: frozenset[str]) -> float:
    total = len(left) + len(right)
    return 2 * len(left & right) / total if total else 0.0


class Model:
    """The lines of all meetings as one matrix, a column a feature and the last one the bias."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        self.names = [*sorted({name for features, _ in samples for name in features}), "bias"]
        self.rows = np.array([[features.get(name, 0.0) for name in self.names] for features, _ in samples])
        self.rows[:, -1] = 1
        self.labels = np.array([label for _, label in samples])

    def fit(self, chosen: np.ndarray) -> np.ndarray:
        """The weights that make the chosen lines likeliest, by Newton's method; those set by hand no higher than their ceilings."""
        rows, labels = self.rows[chosen], self.labels[chosen]
        pull = np.full(len(self.names), RIDGE)
        pull[-1] = 1e-6
        weights = np.zeros(len(self.names))
        for _ in range(12):
            chance = 1 / (1 + np.exp(-rows @ weights))
            curvature = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(pull)
            weights -= np.linalg.solve(curvature, rows.T @ (chance - labels) + pull * weights)
        return np.minimum(weights, [CEILINGS.get(name, np.inf) for name in self.names])

    def rank_quality(self, left_out: np.ndarray) -> float:
        """The share of pairs of a fact and another line in which the fact weighs more, by what was learned from other lines."""
        weights = self.rows[left_out] @ self.fit(~left_out)
        facts, others = weights[self.labels[left_out] >= 0.5], weights[self.labels[left_out] == 0]
        return float((facts[:, None] > others).mean()) if facts.size and others.size else 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument(
        "--crossed", type=Path, required=True, help="what training.sense read of each case with its own fold left out"
    )
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="CASE")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    groups: dict[str, list[Sample]] = defaultdict(list)
    for path in sorted(path for folder in args.folders for path in folder.glob("*/gold.json")):
        name = path.parent.name
        kept = args.crossed / f"{name}.npy"
        if name not in args.leave_out and kept.is_file():
            groups[re.sub(r"-\d+$", "", name)] += read_samples(path.parent, np.load(kept).astype(float))
    model = Model([sample for samples in groups.values() for sample in samples])
    print(f"{len(model.labels)} lines of {len(groups)} groups, {(model.labels > 0).sum()} tell a fact")
    of = np.repeat(np.arange(len(groups)) % FOLDS, [len(samples) for samples in groups.values()])
    print("ranked right:", " ".join(f"{model.rank_quality(of == fold):.3f}" for fold in range(FOLDS)))
    if args.write:
        weights = model.fit(np.ones(len(model.labels), dtype=bool))
        lines = [f"{name} = {value:.3f}" for name, value in sorted(zip(model.names, weights, strict=True))]
        WEIGHTS.write_text(
            "# Weights of the facts model, made by training/facts.py.\n" + "\n".join(lines) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
