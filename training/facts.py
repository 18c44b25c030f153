"""Fit the weights of the facts model on gold cases, and say what leaving a group of cases out costs.

    python training/facts.py GOLD_DIR... [--write]

A line of a case is worth keeping as far as its words are those of a gold fact whose evidence it lies in. Logistic regression by Newton's method;
cases whose names share the part before the last hyphen and number (``series-a-1``) are one group. ``--write`` replaces the weights of the package.
"""

import argparse
import json
import re
from collections import defaultdict
from pathlib import Path

import logistic

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.cast import resolve_cast
from minutebook.flow.extract.offline.facts import describe
from minutebook.flow.extract.offline.lexicon import read_lexicon
from minutebook.flow.extract.offline.line import read_lines
from minutebook.flow.extract.offline.segment import segment
from minutebook.flow.extract.offline.stems import stems_of
from minutebook.run.evaluate import open_case

WEIGHTS = Path(offline.__file__).parent / "data" / "en" / "facts_weights.toml"
RIDGE = 10.0
"""Penalty on squared weights: best of 3 and 10 with groups left out."""
LIKE, SAME = 0.2, 0.4
"""Similarity from which a line tells a gold fact at all, and fully."""
CEILINGS = {"has_meta": -1.5, "has_teach": -0.4, "points": -0.5, "very_long": -0.8, "question": -0.5}
"""Weights no higher than these: talk about the meeting itself and long explanations are too rare in the gold cases to be learnt."""

Sample = tuple[dict[str, float], float]


def read_samples(folder: Path) -> list[Sample]:
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
        samples.append((describe(lines, line), min(1.0, likeness / SAME) if likeness >= LIKE else 0.0))
    return samples


def _overlap(left: frozenset[str], right: frozenset[str]) -> float:
    total = len(left) + len(right)
    return 2 * len(left & right) / total if total else 0.0


def fit(samples: list[Sample]) -> dict[str, float]:
    """The weights of the model, those set by hand no higher than their ceilings."""
    found = logistic.fit([(features, label, 1.0) for features, label in samples], RIDGE)
    return found | {name: min(found[name], ceiling) for name, ceiling in CEILINGS.items() if name in found}


def rank_quality(samples: list[Sample], weights: dict[str, float]) -> float:
    """The share of pairs of a fact and another line in which the fact weighs more."""
    scored = [
        (sum(weights.get(name, 0.0) * value for name, value in features.items()), label) for features, label in samples
    ]
    facts = [score for score, label in scored if label >= 0.5]
    others = [score for score, label in scored if label == 0]
    return sum(fact > other for fact in facts for other in others) / max(1, len(facts) * len(others))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--leave", nargs="*", default=[], help="cases that are not looked at")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    groups: dict[str, list[Sample]] = defaultdict(list)
    for path in sorted(path for folder in args.folders for path in folder.glob("*/gold.json")):
        name = path.parent.name
        if name not in args.leave:
            groups[re.sub(r"-\d+$", "", name)] += read_samples(path.parent)
    everything = [sample for samples in groups.values() for sample in samples]
    print(f"{len(everything)} lines of {len(groups)} groups, {sum(label > 0 for _, label in everything)} tell a fact")
    for name, samples in groups.items():
        weights = fit([sample for other, group in groups.items() if other != name for sample in group])
        print(f"{name:32} ranked right {rank_quality(samples, weights):.3f}")
    if args.write:
        weights = fit(everything)
        lines = [f"{name} = {value:.3f}" for name, value in sorted(weights.items())]
        WEIGHTS.write_text(
            "# Weights of the facts model, made by training/facts.py.\n" + "\n".join(lines) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
