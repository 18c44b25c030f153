"""Fit what speaks for somebody having a piece of work, on gold cases.

    python -m training.owners GOLD_DIR... --crossed FOLDER [--leave-out CASE ...] [--write]

For each candidate that score.py (of the first gold folder's parent) pairs with a gold task, those around it are the holders; the right one is the gold's
owner. Holders whom nothing names are left out of the fit. Printed: how often the choice is the gold's and how often somebody else, with the meeting's
group left out, beside the rules alone.
"""

import argparse
import json
from pathlib import Path
from types import ModuleType

import msgspec
import numpy as np
from evals.reading import load_scorer
from training import newton
from training.sense import group_of
from training.tasks import find_living

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.cast import resolve_cast
from minutebook.flow.extract.offline.owner import find_holders, name_of, ruled_owner
from minutebook.flow.extract.offline.sense import bounded
from minutebook.flow.extract.offline.tasks import cite
from minutebook.run.evaluate import open_case

WEIGHTS = Path(offline.__file__).parent / "data" / "en" / "owner_weights.toml"
PULL = 2.0
FOLDS = 6
LEAST = 0.4


class Choice(msgspec.Struct):
    """One task: the features and names of its holders, the gold's owner and the rules'."""

    group: str
    holders: list[tuple[dict[str, float], str | None]]
    gold: str | None
    ruled: str | None


def read_choices(folder: Path, score: ModuleType, senses: np.ndarray) -> list[Choice]:
    source, context = open_case(folder)
    case = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    lines, living = find_living(source, context, senses)
    people = resolve_cast(source, context)
    said = {"utterances": [{"id": u.id, "text": u.text} for u in source.utterances]}
    tasks = [{"text": c.text, "evidence": list(cite(c.lines, lines))} for c in living]
    tasks = score.renumber({"source": said, "tasks": tasks}, case["utterances"])["tasks"]
    gold = case["gold"]["tasks"]
    choices = []
    for i, j in score.pair(tasks, gold):
        thread = living[i].thread
        holders = [(h.features, name_of(h, people)) for h in find_holders(thread, lines, people, bounded(senses))]
        choices.append(
            Choice(group_of(folder.name), holders, gold[j].get("owner") or None, ruled_owner(thread, people))
        )
    return choices


def fit(choices: list[Choice], names: list[str]) -> np.ndarray:
    told = [(features, float(who == c.gold)) for c in choices for features, who in c.holders if who is not None]
    rows = np.array([[features.get(name, 0.0) for name in names] for features, _ in told])
    right = np.array([label for _, label in told])
    return newton.fit(rows, right, PULL)


def choose(choice: Choice, weights: dict[str, float], least: float) -> str | None:
    rated = [(sum(weights[n] * v for n, v in features.items()), who) for features, who in choice.holders]
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
            choices += read_choices(folder, score, np.load(args.crossed / f"{folder.name}.npy").astype(float))
    names = sorted({name for c in choices for features, _ in c.holders for name in features})
    groups = sorted({c.group for c in choices})
    wrong = sum(c.ruled is not None and c.ruled != c.gold for c in choices)
    print(f"rules alone {sum(c.ruled == c.gold for c in choices)} of {len(choices)}, somebody else {wrong}")
    for least in (0.3, LEAST, 0.5):
        right = wrong = 0
        for fold in range(FOLDS):
            apart = set(groups[fold::FOLDS])
            weights = dict(zip(names, fit([c for c in choices if c.group not in apart], names), strict=True))
            for choice in (c for c in choices if c.group in apart):
                who = choose(choice, weights, least)
                right += who == choice.gold
                wrong += who is not None and who != choice.gold
        print(f"from {least}: {right} of {len(choices)}, somebody else {wrong}")
    if args.write:
        told = "".join(f"{n} = {w:.3f}\n" for n, w in zip(names, fit(choices, names), strict=True))
        head = (
            "# What speaks for somebody having a piece of work (owner.py), as log odds; fitted by training/owners.py.\n"
        )
        WEIGHTS.write_text(f"{head}least = {LEAST}\n{told}", encoding="utf-8")


if __name__ == "__main__":
    main()
