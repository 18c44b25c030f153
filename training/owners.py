"""Fit what speaks for somebody having a piece of work, on gold cases.

    python -m training.owners GOLD_DIR... --crossed FOLDER [--leave-out CASE ...] [--write]

For each candidate that score.py (of the first gold folder's parent) pairs with a gold task, those around it are the holders; the right one is the gold's
owner. Holders whom nothing names are left out of the fit. Printed: how often the choice is the gold's and how often somebody else, with the meeting's
group left out, beside the rules alone.
"""

from pathlib import Path

import msgspec
import numpy as np
from training import newton
from training.paired import Case, leave_groups_out, pick, read_arguments, read_cases

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.talk.sense import bounded
from minutebook.flow.extract.offline.work.owner import find_holders, name_of, ruled_owner

WEIGHTS = Path(offline.__file__).parent / "data" / "en" / "owner_weights.toml"
PULL = 2.0
LEAST = 0.45


class Choice(msgspec.Struct):
    """One task: the features and names of its holders, the gold's owner and the rules'."""

    group: str
    holders: list[tuple[dict[str, float], str | None]]
    gold: str | None
    ruled: str | None


def read_choices(case: Case) -> list[Choice]:
    people = resolve_cast(case.source, case.context)
    choices = []
    for candidate, gold in case.pairs:
        thread = candidate.thread
        found = find_holders(thread, case.lines, people, bounded(case.senses))
        holders = [(h.features, name_of(h, people)) for h in found]
        choices.append(Choice(case.group, holders, gold.get("owner") or None, ruled_owner(thread, people)))
    return choices


def fit(choices: list[Choice], names: list[str]) -> dict[str, float]:
    told = [(features, float(who == c.gold)) for c in choices for features, who in c.holders if who is not None]
    rows = np.array([[features.get(name, 0.0) for name in names] for features, _ in told])
    right = np.array([label for _, label in told])
    return dict(zip(names, newton.fit(rows, right, PULL), strict=True))


def main() -> None:
    args = read_arguments(__doc__)
    choices = [choice for case in read_cases(args) for choice in read_choices(case)]
    names = sorted({name for c in choices for features, _ in c.holders for name in features})
    wrong = sum(c.ruled is not None and c.ruled != c.gold for c in choices)
    print(f"rules alone {sum(c.ruled == c.gold for c in choices)} of {len(choices)}, somebody else {wrong}")
    rated = leave_groups_out(choices, lambda others: fit(others, names))
    for least in (0.3, LEAST, 0.5):
        owners = [(c.gold, pick(c.holders, weights, least)) for c, weights in rated]
        right = sum(gold == who for gold, who in owners)
        wrong = sum(who is not None and gold != who for gold, who in owners)
        print(f"from {least}: {right} of {len(choices)}, somebody else {wrong}")
    if args.write:
        told = "".join(f"{n} = {w:.3f}\n" for n, w in fit(choices, names).items())
        head = (
            "# What speaks for somebody having a piece of work (owner.py), as log odds; fitted by training/owners.py.\n"
        )
        WEIGHTS.write_text(f"{head}least = {LEAST}\n{told}", encoding="utf-8")


if __name__ == "__main__":
    main()
