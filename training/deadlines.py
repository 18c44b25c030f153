"""Fit what speaks for a day being the deadline of a piece of work, on gold cases.

    python -m training.deadlines GOLD_DIR... --crossed FOLDER [--leave-out CASE ...] [--write]

For each candidate that score.py (of the first gold folder's parent) pairs with a gold task, the days around it are the options; the right one is the gold's.
Logistic regression by Newton's method. Printed: how often the choice is the gold's, with the meeting's group left out, beside the rule's alone.
"""

from collections import Counter
from pathlib import Path

import msgspec
import numpy as np
from training import newton
from training.paired import Case, leave_groups_out, pick, read_arguments, read_cases

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.deadline import Option, find_options
from minutebook.flow.extract.offline.due import find_due
from minutebook.flow.extract.offline.sense import bounded

WEIGHTS = Path(offline.__file__).parent / "data" / "en" / "due_weights.toml"
PULL = 3.0
LEAST = 0.5
OFTEN = 8
"""Options that a word beside a day must stand in to count."""


class Choice(msgspec.Struct):
    """One task: its options, the gold's day and the rule's, as ISO dates or None."""

    group: str
    options: list[Option]
    gold: str | None
    ruled: str | None


def read_choices(case: Case) -> list[Choice]:
    source, lines = case.source, case.lines
    if source.date.isoformat() != case.gold["date"]:
        return []
    choices = []
    for candidate, gold in case.pairs:
        thread, busy = candidate.thread, candidate.busy
        ruled = find_due(thread, lines, busy, source.date)
        options = find_options(thread, lines, busy, source.date, bounded(case.senses), ruled)
        told = ruled.span.value.isoformat() if ruled and ruled.span.value else None
        choices.append(Choice(case.group, options, gold.get("due") or None, told))
    return choices


def day_of(option: Option) -> str | None:
    return option.due.span.value.isoformat() if option.due.span.value else None


def fit(choices: list[Choice], names: list[str]) -> dict[str, float]:
    rows = np.array([[o.features.get(name, 0.0) for name in names] for c in choices for o in c.options])
    right = np.array([float(day_of(o) == c.gold) for c in choices for o in c.options])
    return dict(zip(names, newton.fit(rows, right, PULL), strict=True))


def main() -> None:
    args = read_arguments(__doc__)
    choices = [choice for case in read_cases(args) for choice in read_choices(case)]
    seen = Counter(name for c in choices for o in c.options for name in o.features)
    names = sorted(name for name, count in seen.items() if "=" not in name or count >= OFTEN)
    print(f"rule alone {sum(c.ruled == c.gold for c in choices)} of {len(choices)}")
    print(f"a right option {sum(c.gold is None or c.gold in map(day_of, c.options) for c in choices)}")
    rated = leave_groups_out(choices, lambda others: fit(others, names))
    for least in (0.3, 0.4, LEAST, 0.6):
        days = [(c.gold, pick([(o.features, day_of(o)) for o in c.options], weights, least)) for c, weights in rated]
        right, none = sum(gold == day for gold, day in days), [day for gold, day in days if gold is None]
        invented = sum(day is not None for day in none)
        print(f"from {least}: {right} of {len(days)}, invented {invented} of {len(none)}")
    if args.write:
        told = "".join(f'"{n}" = {w:.3f}\n' for n, w in fit(choices, names).items())
        head = "# What speaks for a day being the deadline of a piece of work (deadline.py), as log odds; fitted by training/deadlines.py.\n"
        WEIGHTS.write_text(f"{head}least = {LEAST}\n{told}", encoding="utf-8")


if __name__ == "__main__":
    main()
