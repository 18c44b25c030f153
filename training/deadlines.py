"""Fit what speaks for a day being the deadline of a piece of work, on gold cases.

    python -m training.deadlines GOLD_DIR... --crossed FOLDER [--leave-out CASE ...] [--write]

For each candidate that score.py (of the first gold folder's parent) pairs with a gold task, the days around it are the options; the right one is the gold's.
Logistic regression by Newton's method. Printed: how often the choice is the gold's, with the meeting's group left out, beside the rule's alone.
"""

import argparse
import json
from collections import Counter
from pathlib import Path
from types import ModuleType

import msgspec
import numpy as np
from evals.reading import load_scorer
from training import newton
from training.sense import group_of
from training.tasks import find_living

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.deadline import Option, find_options
from minutebook.flow.extract.offline.due import find_due
from minutebook.flow.extract.offline.sense import bounded
from minutebook.flow.extract.offline.tasks import cite
from minutebook.run.evaluate import open_case

WEIGHTS = Path(offline.__file__).parent / "data" / "en" / "due_weights.toml"
PULL = 3.0
FOLDS = 6
LEAST = 0.5
OFTEN = 8
"""Options that a word beside a day must stand in to count."""


class Choice(msgspec.Struct):
    """One task: its options, the gold's day and the rule's, as ISO dates or None."""

    group: str
    options: list[Option]
    gold: str | None
    ruled: str | None


def read_choices(folder: Path, score: ModuleType, senses: np.ndarray) -> list[Choice]:
    source, context = open_case(folder)
    case = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    if source.date.isoformat() != case["gold"]["date"]:
        return []
    lines, living = find_living(source, context, senses)
    said = {"utterances": [{"id": u.id, "text": u.text} for u in source.utterances]}
    tasks = [{"text": c.text, "evidence": list(cite(c.lines, lines))} for c in living]
    tasks = score.renumber({"source": said, "tasks": tasks}, case["utterances"])["tasks"]
    gold = case["gold"]["tasks"]
    choices = []
    for i, j in score.pair(tasks, gold):
        thread, busy = living[i].thread, living[i].busy
        ruled = find_due(thread, lines, busy, source.date)
        options = find_options(thread, lines, busy, source.date, bounded(senses), ruled)
        told = ruled.span.value.isoformat() if ruled and ruled.span.value else None
        choices.append(Choice(group_of(folder.name), options, gold[j].get("due") or None, told))
    return choices


def day_of(option: Option) -> str | None:
    return option.due.span.value.isoformat() if option.due.span.value else None


def fit(choices: list[Choice], names: list[str]) -> np.ndarray:
    rows = np.array([[o.features.get(name, 0.0) for name in names] for c in choices for o in c.options])
    right = np.array([float(day_of(o) == c.gold) for c in choices for o in c.options])
    return newton.fit(rows, right, PULL)


def choose(choice: Choice, weights: dict[str, float], least: float) -> str | None:
    rated = [
        (sum(weights.get(name, 0.0) * value for name, value in o.features.items()), day_of(o)) for o in choice.options
    ]
    best = max(rated, default=(-99.0, None), key=lambda one: one[0])
    return best[1] if 1 / (1 + np.exp(-best[0])) >= least else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--crossed", type=Path, required=True)
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="CASE")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    score = load_scorer(args.gold[0].resolve().parent)
    choices: list[Choice] = []
    for folder in sorted(path.parent for each in args.gold for path in each.glob("*/gold.json")):
        if folder.name not in args.leave_out:
            senses = np.load(args.crossed / f"{folder.name}.npy").astype(float)
            choices += read_choices(folder, score, senses)
    seen = Counter(name for c in choices for o in c.options for name in o.features)
    names = sorted(name for name, count in seen.items() if "=" not in name or count >= OFTEN)
    groups = sorted({c.group for c in choices})
    print(f"rule alone {sum(c.ruled == c.gold for c in choices)} of {len(choices)}")
    print(f"a right option {sum(c.gold is None or c.gold in map(day_of, c.options) for c in choices)}")
    rated: list[tuple[Choice, dict[str, float]]] = []
    for fold in range(FOLDS):
        apart = set(groups[fold::FOLDS])
        weights = dict(zip(names, fit([c for c in choices if c.group not in apart], names), strict=True))
        rated += [(choice, weights) for choice in choices if choice.group in apart]
    for least in (0.3, 0.4, LEAST, 0.6):
        days = [(choice.gold, choose(choice, weights, least)) for choice, weights in rated]
        right, none = sum(gold == day for gold, day in days), [day for gold, day in days if gold is None]
        invented = sum(day is not None for day in none)
        print(f"from {least}: {right} of {len(days)}, invented {invented} of {len(none)}")
    if args.write:
        told = "".join(f'"{n}" = {w:.3f}\n' for n, w in zip(names, fit(choices, names), strict=True))
        head = "# What speaks for a day being the deadline of a piece of work (deadline.py), as log odds; fitted by training/deadlines.py.\n"
        WEIGHTS.write_text(f"{head}least = {LEAST}\n{told}", encoding="utf-8")


if __name__ == "__main__":
    main()
