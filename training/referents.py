"""Fit what speaks for a noun phrase being what a pronoun stands for, or what a piece of work is about, on gold cases.

    python training/referents.py GOLD_DIR... [--leave-out CASE ...] [--write]

For each thread that score.py (of the first gold folder's parent) pairs with a gold task, the noun phrases around it are the candidates; the part of a
phrase's words that the gold's sentence has is what is to be foretold. Logistic regression by Newton's method, drawn towards PRIOR. Printed: how much
of the best phrase the gold has, with the meeting's series left out.
"""

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from math import exp
from pathlib import Path
from types import ModuleType

import msgspec
from logistic import solve

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.cast import resolve_cast
from minutebook.flow.extract.offline.lexicon import plain, read_lexicon
from minutebook.flow.extract.offline.line import read_lines
from minutebook.flow.extract.offline.refer import Surroundings
from minutebook.flow.extract.offline.segment import segment
from minutebook.flow.extract.offline.stems import stems_of
from minutebook.flow.extract.offline.tasks import cite, find_candidates
from minutebook.flow.extract.offline.thread import LIVE
from minutebook.run.evaluate import open_case

DATA = Path(offline.__file__).parent / "data" / "en"
PULL = 15.0
PRIOR = {
    "topic": {"bias": -1.2, "again": 1.0, "often": 0.5, "once": -0.7, "near": 0.5, "asked": 0.4, "act": 0.5, "aside": -0.4, "number": -0.6, "words": 0.3},
    "pronoun": {
        "bias": -1.5, "near": 2.0, "again": 0.8, "act": 0.8, "asked": 0.4, "aside": -0.7, "definite": 0.3, "words": 0.4, "once": -0.5, "number": -0.6,
        "number_wrong": -1.5,
    },
}  # fmt: skip
"""What speaks for a phrase by all that is known of pronouns; the cases are too few to learn it from nothing."""
THRESHOLDS = {"topic": 0.35, "pronoun": 0.3}
"""Chance from which a phrase is taken: words in brackets must be surer than a pronoun's."""
PRONOUN = re.compile(r"\b(?:it|that|this|them|those|these|one|ones|some)\b")
PLURAL = frozenset({"them", "those", "these", "ones", "some"})

Choice = list[tuple[dict[str, float], float]]
"""The candidates of one place: features, and the part of the phrase that the gold has."""


class Meeting(msgspec.Struct):
    """One case's places by kind."""

    choices: dict[str, list[Choice]]


def read_meeting(folder: Path, score: ModuleType) -> Meeting:
    lexicon = read_lexicon()
    source, context = open_case(folder)
    case = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    cast = resolve_cast(source, context)
    lines = read_lines(segment(source), cast, source.date, lexicon)
    around = Surroundings(lines, lexicon)
    living = [c for c in find_candidates(lines, cast, source.date, lexicon) if c.text and c.thread.state in LIVE]
    said = {"utterances": [{"id": u.id, "text": u.text} for u in source.utterances]}
    tasks = [{"text": c.text, "evidence": list(cite(c.lines, lines))} for c in living]
    tasks = score.renumber({"source": said, "tasks": tasks}, case["utterances"])["tasks"]
    gold = case["gold"]["tasks"]
    choices: dict[str, list[Choice]] = {"topic": [], "pronoun": []}
    for i, j in score.pair(tasks, gold):
        thread = living[i].thread
        wanted = stems_of(gold[j]["text"], lexicon)
        acts = {act.line for act in thread.acts}
        own = frozenset().union(*(stems_of(act.phrase, lexicon) for act in thread.acts))
        found = [
            c for c in around.candidates(thread.first.line, None, acts) if not c.phrase.human and not c.stems & own
        ]
        choices["topic"].append([(c.features, len(c.stems & wanted) / len(c.stems)) for c in found])
        for act in thread.acts:
            word = PRONOUN.search(plain(act.phrase))
            if act.phrase and not word:
                continue
            plural = word is not None and word[0] in PLURAL
            found = [c for c in around.candidates(act.line, act.start, acts) if not c.phrase.human]
            choices["pronoun"].append(
                [
                    (
                        c.features | {"number_wrong": float(c.phrase.plural != plural)},
                        len(c.stems & wanted) / len(c.stems),
                    )
                    for c in found
                ]
            )
    return Meeting(choices)


def fit(samples: Choice, kind: str) -> dict[str, float]:
    """The weights that make the parts likeliest."""
    names = sorted({name for features, _ in samples for name in features})
    at = {name: n for n, name in enumerate(names)}
    prior = [PRIOR[kind].get(name, 0.0) for name in names]
    weights = list(prior)
    for _ in range(15):
        gradient = [PULL * (w - p) for w, p in zip(weights, prior, strict=True)]
        curvature = [[PULL if n == m else 0.0 for m in range(len(names))] for n in range(len(names))]
        for features, part in samples:
            row = [(at[name], value) for name, value in features.items() if value]
            chance = 1 / (1 + exp(-sum(weights[i] * value for i, value in row)))
            for i, value in row:
                gradient[i] += (chance - part) * value
                for j, other in row:
                    curvature[i][j] += chance * (1 - chance) * value * other
        weights = [w - step for w, step in zip(weights, solve(curvature, gradient), strict=True)]
    return dict(zip(names, weights, strict=True))


def chance_of(features: dict[str, float], weights: dict[str, float]) -> float:
    return 1 / (1 + exp(-sum(weights.get(name, 0.0) * value for name, value in features.items())))


def flat(meetings: Iterable[Meeting], kind: str) -> Choice:
    return [sample for meeting in meetings for choice in meeting.choices[kind] for sample in choice]


def judge(groups: dict[str, list[Meeting]], kind: str) -> Iterator[tuple[float, float]]:
    """Of each place the best candidate's chance, and the part of it that the gold has; fitted without its own group."""
    for name, left_out in groups.items():
        weights = fit(flat((m for other, ms in groups.items() if other != name for m in ms), kind), kind)
        for choice in (choice for meeting in left_out for choice in meeting.choices[kind] if choice):
            yield max((chance_of(features, weights), part) for features, part in choice)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="CASE")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    sys.path.insert(0, str(args.gold[0].resolve().parent))
    score = import_module("score")
    groups: dict[str, list[Meeting]] = defaultdict(list)
    for folder in sorted(path.parent for each in args.gold for path in each.glob("*/gold.json")):
        if folder.name not in args.leave_out:
            groups[re.sub(r"-\d+$", "", folder.name)].append(read_meeting(folder, score))
    everything = [meeting for meetings in groups.values() for meeting in meetings]
    for kind, least in THRESHOLDS.items():
        best = list(judge(groups, kind))
        for threshold in (0.2, 0.3, 0.4, 0.5, 0.6):
            kept = [part for chance, part in best if chance >= threshold]
            print(
                f"{kind} from {threshold}: {len(kept)} of {len(best)} chosen, {sum(kept) / max(len(kept), 1):.3f} of their words right"
            )
        if args.write:
            weights = fit(flat(everything, kind), kind)
            (DATA / f"{kind}_weights.toml").write_text(_as_toml(weights, kind, least), encoding="utf-8")


def _as_toml(weights: dict[str, float], kind: str, least: float) -> str:
    told = "".join(f"{name} = {value:.3f}\n" for name, value in weights.items())
    return f"# What speaks for a noun phrase ({kind}), as log odds: fitted by training/referents.py.\nleast = {least}\n{told}"


if __name__ == "__main__":
    main()
