"""Fit what speaks for somebody having a piece of work, on gold cases.

    python -m training.owners GOLD_DIR... --crossed FOLDER [--leave-out CASE ...] [--write]

For each candidate that score.py (of the first gold folder's parent) pairs with a gold task, those around it are the holders; the right one is the gold's
owner, or nobody. A task whose owner may be one whom nothing names is left out of the fit. Printed: how often the choice is the gold's and how often
somebody else, with the meeting's group left out, beside the rules alone.
"""

from pathlib import Path

import msgspec
import numpy as np
from training import newton
from training.paired import Case, Rated, leave_groups_out, read_arguments, read_cases

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.talk.sense import bounded
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.flow.extract.offline.work.owner import Owners, likeliest, name_of, ruled_owner
from minutebook.flow.extract.offline.work.wording import Wording

WEIGHTS = Path(offline.__file__).parent / "data" / "en" / "owner_weights.toml"
PULL = 4.0
KNOWN, HARD = {"takes_over": 4.0}, 20.0
"""Who says "no, let me do that" has it, and too few do for a fit beside all the rest: drawn here, hard."""
LEAST = 0.45


class Choice(msgspec.Struct):
    """One task: the features and names of its holders, the gold's owner and the rules'."""

    group: str
    holders: list[tuple[dict[str, float], str | None]]
    gold: str | None
    ruled: str | None


def read_choices(case: Case) -> list[Choice]:
    people = resolve_cast(case.source, case.context)
    owners = Owners(case.lines, people, bounded(case.senses))
    wording = Wording(case.lines, people, read_lexicon())
    choices = []
    for candidate, gold in case.pairs:
        thread = candidate.thread
        holders = [(h.features, name_of(h, people)) for h in owners.find(thread, wording.main(thread))]
        choices.append(Choice(case.group, holders, gold.get("owner") or None, ruled_owner(thread, people)))
    return choices


def fit(choices: list[Choice], names: list[str]) -> dict[str, float]:
    told = [(_matrix(c, names), right, 1.0) for c in choices if (right := _right(c)) is not None]
    prior = np.array([KNOWN.get(name, 0.0) for name in names])
    weights = newton.fit_choices(told, np.array([HARD if name in KNOWN else PULL for name in names]), prior)
    return dict(zip(names, weights, strict=True))


def _matrix(choice: Choice, names: list[str]) -> np.ndarray:
    """(holders and nobody, features)"""
    return np.array([[has.get(name, 0.0) for name in names] for has in (*(f for f, _ in choice.holders), {})])


def _right(choice: Choice) -> int | None:
    """The place of the gold's owner, that after the last for nobody; None where it may be a holder without a name."""
    told = [who for _, who in choice.holders]
    if choice.gold in told and choice.gold is not None:
        return told.index(choice.gold)
    return None if choice.gold and None in told else len(told)


def pick(choice: Choice, weights: Rated, least: float) -> str | None:
    rated = [sum(weights.get(name, 0.0) * value for name, value in has.items()) for has, _ in choice.holders]
    place = likeliest(rated, least)
    return None if place is None else choice.holders[place][1]


def main() -> None:
    args = read_arguments(__doc__)
    choices = [choice for case in read_cases(args) for choice in read_choices(case)]
    names = sorted({name for c in choices for features, _ in c.holders for name in features})
    wrong = sum(c.ruled is not None and c.ruled != c.gold for c in choices)
    print(f"rules alone {sum(c.ruled == c.gold for c in choices)} of {len(choices)}, somebody else {wrong}")
    rated = leave_groups_out(choices, lambda others: fit(others, names))
    for least in (0.3, LEAST, 0.5):
        owners = [(c.gold, pick(c, weights, least)) for c, weights in rated]
        right = sum(gold == who for gold, who in owners)
        wrong = sum(who is not None and gold != who for gold, who in owners)
        print(f"from {least}: {right} of {len(choices)}, somebody else {wrong}")
    if args.write:
        told = "".join(f"{n} = {w:.3f}\n" for n, w in fit(choices, names).items())
        head = "# What speaks for somebody having a piece of work (owner.py), as log odds against nobody; fitted by training/owners.py.\n"
        WEIGHTS.write_text(f"{head}least = {LEAST}\n{told}", encoding="utf-8")


if __name__ == "__main__":
    main()
