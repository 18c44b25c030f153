"""Fit what a note is filed under, and customer or partner, on gold cases; say what leaving a group of cases out costs.

    python training/subjects.py GOLD_DIR... [--without CASE ...] [--write]

Of the claims of a meeting the gold's is to weigh most (conditional logit); of an outside organisation's sides the gold's (logit). There are fewer
meetings than words for them, so the weights are drawn to those set by hand below and move only where cases disagree. Cases whose names share the
part before the last hyphen and number are one group. Mail counts for the sides only. ``--write`` replaces the weights of the package.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from math import exp
from pathlib import Path
from typing import Any

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.gist.claim import find_claims, meet
from minutebook.flow.extract.offline.gist.subject import weigh, weigh_account
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.reading import read_source
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.model.entity import Context, Entity, EntityType
from minutebook.run.evaluate import open_case
from minutebook.text.names import fold

DATA = Path(offline.__file__).parent / "data" / "en"
PULL, SIDE_PULL = 0.7, 3.0
"""How strongly the weights are drawn to those set by hand; of the sides, of which there are few cases, more."""
ROUNDS, STEP = 600, 0.1
FEW = 50
"""Cases from which a step is the smaller the more there are: with one size for all 124 cases' weights swing."""
SUBJECT = {
    "account": 2.0, "account_share": 6.0, "account_even": 3.5, "account_titled": 1.5, "account_several": -1.0, "account_guessed": -1.0, "account_unlisted": -5.5, "account_named": 0.5, "account_pair": 0.0, "account_together": 1.0,
    "project": -0.5, "project_titled": 5.0, "project_beside": -3.0, "project_partly": 5.0, "project_stated": 3.5, "project_announced": 2.0, "project_named": 1.5,
    "project_leads": 1.0, "project_pair": -2.5,
    "forum": 0.0, "forum_titled": 1.5, "forum_known": 8.0, "forum_specific": 1.5, "forum_gathering": 2.5, "forum_pair": -3.0, "forum_house": 1.0, "forum_kindless": -3.0, "forum_minuted": 3.0,
    "person_pair": 2.0, "person_titled": 2.5, "person_called": 2.0, "person_small": 0.8, "person_many": -1.0,
    "journal_titled": 3.0, "journal": 0.5,
}  # fmt: skip
SIDE = {
    "either": -0.5, "our_seller": -2.0, "our_buyer": 1.5, "their_seller": 2.5, "their_buyer": -1.5, "partner_role": 2.0,
    "we_sell": -2.5, "they_sell": 2.5, "partner_words": 2.0, "customer_words": -2.0, "same_trade": 1.5, "project_of_theirs": -2.0, "our_public": 1.5, "their_public": -0.3, "our_end": 0.5, "their_end": -1.0,
    "titled_partner": 1.5, "titled_customer": -1.5, "several": 1.0, "our_trade": -1.0, "their_trade": 1.0,
}  # fmt: skip

Evidence = Mapping[str, float]
Choices = tuple[list[Evidence], int]
"""The claims of one meeting and which of them is the gold's."""


def read_claims(folder: Path) -> Choices | None:
    """None where the gold's subject is none of the claims, or nobody met."""
    gold = _gold(folder)["gold"]
    source, context = open_case(folder)
    if len(gold["participants"]) < 2:
        return None
    claims = find_claims(meet(source, segment(source), context, resolve_cast(source, context)))
    sought = fold(gold["subject"]["name"]) if gold["subject"] else None
    names = [fold(claim.subject.name) if claim.subject else None for claim in claims]
    return ([claim.evidence for claim in claims], names.index(sought)) if sought in names else None


def read_sides(folder: Path) -> Choices | None:
    """The two sides of an outside organisation, partner first; None where the note has neither type."""
    gold = _gold(folder)["gold"]
    if gold["note_type"] not in ("customer", "partners"):
        return None
    source, context = open_case(folder)
    read = read_source(source, context)
    meeting = meet(read.source, read.talk, context, read.cast)
    return [weigh_account(_account(gold["subject"]["name"], context), meeting), {}], int(
        gold["note_type"] == "customer"
    )


def _gold(folder: Path) -> dict[str, Any]:
    case: dict[str, Any] = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    return case


def _account(name: str, context: Context) -> Entity:
    """The account of that name, whether the vault knows it or not."""
    known = (e for e in context.entities if e.type is EntityType.ACCOUNT and fold(e.name) == fold(name))
    return next(known, Entity(name, EntityType.ACCOUNT, name))


def fit(
    cases: Sequence[Choices],
    prior: Mapping[str, float],
    pull: float,
    begin: Mapping[str, float] | None = None,
    rounds: int = ROUNDS,
) -> dict[str, float]:
    """The weights that make the gold's choices likeliest, less the pull to ``prior``: gradient ascent from ``begin``."""
    weights = dict(begin or prior)
    step = STEP / max(1.0, len(cases) / FEW)
    for _ in range(rounds):
        gradient = {name: pull * (prior[name] - weights[name]) for name in prior}
        for choices, chosen in cases:
            for n, chance in enumerate(chances(choices, weights)):
                for name, value in choices[n].items():
                    gradient[name] += ((n == chosen) - chance) * value
        weights = {name: weights[name] + step * gradient[name] for name in prior}
    return weights


def chances(choices: Sequence[Evidence], weights: Mapping[str, float]) -> list[float]:
    odds = [weigh(evidence, weights) for evidence in choices]
    parts = [exp(odd - max(odds)) for odd in odds]
    return [part / sum(parts) for part in parts]


def is_right(case: Choices, weights: Mapping[str, float]) -> bool:
    found = chances(case[0], weights)
    return found.index(max(found)) == case[1]


def leave_out(
    groups: Mapping[str, Sequence[tuple[str, Choices]]], prior: Mapping[str, float], pull: float
) -> list[str]:
    """The cases that are wrong when their group is left out; a fit without one group lies near that of all."""
    wrong = []
    near = fit([case for cases in groups.values() for _, case in cases], prior, pull)
    for group, own in groups.items():
        others = [case for other, cases in groups.items() if other != group for _, case in cases]
        weights = fit(others, prior, pull, near, ROUNDS // 6)
        wrong += [name for name, case in own if not is_right(case, weights)]
    return wrong


def run(
    title: str, file: str, folders: Sequence[Path], read: Callable[[Path], Choices | None],
    prior: Mapping[str, float], pull: float, *, write: bool,
) -> None:  # fmt: skip
    groups: defaultdict[str, list[tuple[str, Choices]]] = defaultdict(list)
    for folder in folders:
        case = read(folder)
        if case is not None:
            groups[re.sub(r"-\d+$", "", folder.name)].append((folder.name, case))
    cases = [case for own in groups.values() for _, case in own]
    by_hand = [name for own in groups.values() for name, case in own if not is_right(case, prior)]
    print(f"{title}: {len(cases)} cases; wrong by hand {by_hand}, left out {leave_out(groups, prior, pull)}")
    weights = fit(cases, prior, pull)
    if write:
        lines = [
            f"# Weights of {title}, made by training/subjects.py.",
            *(f"{k} = {v:.2f}" for k, v in sorted(weights.items())),
        ]
        (DATA / file).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--without", nargs="*", default=[], help="names of cases to leave unread")
    parser.add_argument("--write", action="store_true", help="replace the weights of the package")
    given = parser.parse_args()
    found = [
        f.parent for top in given.gold for f in sorted(top.glob("*/gold.json")) if f.parent.name not in given.without
    ]
    mail = [folder for folder in found if _gold(folder)["source"].endswith((".eml", ".pdf", ".docx"))]
    met = [folder for folder in found if folder not in mail]
    run("the subject of a note", "subject_weights.toml", met, read_claims, SUBJECT, PULL, write=given.write)
    run("the side of an organisation", "side_weights.toml", found, read_sides, SIDE, SIDE_PULL, write=given.write)


if __name__ == "__main__":
    main()
