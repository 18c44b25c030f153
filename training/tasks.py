"""Fit the weights of the task scorer on gold cases, and say what leaving a group of cases out costs.

    python training/tasks.py GOLD_DIR... [--leave-out CASE ...] [--write]

A candidate thread is right where score.py of the gold folder's parent pairs it with a gold task. Logistic regression by Newton's method, drawn
towards the weights in PRIOR, which were set by hand before any fitting: there are a few hundred candidates, too few to learn sixty weights from
nothing. Cases of one series (``series-a-1``) are one group. ``--write`` replaces the weights of the package.
"""

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from importlib import import_module
from math import exp
from pathlib import Path
from types import ModuleType

import msgspec
from facts import solve

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.cast import resolve_cast
from minutebook.flow.extract.offline.lexicon import read_lexicon
from minutebook.flow.extract.offline.line import read_lines
from minutebook.flow.extract.offline.segment import segment
from minutebook.flow.extract.offline.tasks import cite, find_candidates
from minutebook.flow.extract.offline.thread import LIVE
from minutebook.run.evaluate import open_case

WEIGHTS = Path(offline.__file__).parent / "data" / "scorer.toml"
PULL = 15.0
"""Strength of the pull towards PRIOR: 8 and 30 are equally good with groups left out, 1 is worse."""
THRESHOLD = 0.40
"""Between .34 and .44 the F1 of left-out groups is flat; higher takes fewer traps, but misses plain requests of tests."""
PRIOR = {
    "bias": -1.4, "firm": 1.0, "settled": 1.0, "dated": 1.0, "taken": 0.5, "agreed": 0.3, "thanked": 0.4, "recipient": 0.5, "recapped": 1.2,
    "unrecapped": -0.5, "repeated": 0.2, "due_day": 0.3, "due_vague": 0.3, "owned": 0.3, "named": 0.3, "urgent": 0.3, "strong_verb": 0.3,
    "content": 0.8, "no_content": -0.7, "state_assigned": 1.2, "somebody_must": 0.6, "who_question": -0.8, "narration": -2.5, "if_before": -2.0,
    "if_line": -0.7, "habit": -1.2, "reported": -0.8, "joke": -1.5, "laugh": -1.0, "past": -0.5, "past_plan": -1.0, "vague": -0.3, "negated": -1.0,
    "unanswered": -0.5, "opening": -0.8, "closing": -0.8, "group_only": -1.3, "only_can": -0.4, "only_would": -0.6, "only_order": -0.6,
    "only_suggest": -1.0, "only_someone": 0.2, "only_obtain": -0.3, "only_ask": -0.3, "only_need": -0.6, "only_soon": 0.0,
}  # fmt: skip

Sample = tuple[dict[str, float], bool]


class Meeting(msgspec.Struct):
    """One case: its living candidates' features, the same as score.py reads them, which are right, and the gold tasks."""

    features: list[dict[str, float]]
    tasks: list[dict]
    right: set[int]
    gold: list[dict]

    def samples(self) -> list[Sample]:
        return [(features, n in self.right) for n, features in enumerate(self.features)]


def read_meeting(folder: Path, score: ModuleType) -> Meeting:
    lexicon = read_lexicon()
    source, context = open_case(folder)
    case = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    cast = resolve_cast(source, context)
    lines = read_lines(segment(source), cast, source.date, lexicon)
    living = [c for c in find_candidates(lines, cast, source.date, lexicon) if c.text and c.thread.state in LIVE]
    said = {"utterances": [{"id": u.id, "text": u.text} for u in source.utterances]}
    tasks = [{"text": c.text, "evidence": list(cite(c.lines, lines))} for c in living]
    tasks = score.renumber({"source": said, "tasks": tasks}, case["utterances"])["tasks"]
    gold = case["gold"]["tasks"]
    return Meeting([c.features for c in living], tasks, {i for i, _ in score.pair(tasks, gold)}, gold)


def fit(samples: list[Sample]) -> dict[str, float]:
    """The weights that make the samples likeliest, drawn towards PRIOR."""
    names = [*sorted({name for features, _ in samples for name in features}), "bias"]
    at = {name: n for n, name in enumerate(names)}
    pull = [*([PULL] * (len(names) - 1)), 1e-6]
    weights = [PRIOR.get(name, 0.0) for name in names]
    for _ in range(25):
        gradient = [p * (w - PRIOR.get(name, 0.0)) for p, w, name in zip(pull, weights, names, strict=True)]
        curvature = [[pull[n] if n == m else 0.0 for m in range(len(names))] for n in range(len(names))]
        for features, right in samples:
            row = [(at[name], value) for name, value in features.items() if value] + [(at["bias"], 1.0)]
            chance = 1 / (1 + exp(-sum(weights[i] * value for i, value in row)))
            for i, value in row:
                gradient[i] += (chance - right) * value
                for j, other in row:
                    curvature[i][j] += chance * (1 - chance) * value * other
        weights = [w - step for w, step in zip(weights, solve(curvature, gradient), strict=True)]
    return dict(zip(names, weights, strict=True))


def chance_of(features: dict[str, float], weights: dict[str, float]) -> float:
    return 1 / (1 + exp(-weights["bias"] - sum(weights.get(name, 0.0) * value for name, value in features.items())))


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
    rated: list[tuple[Meeting, list[float]]] = []
    for name, left_out in groups.items():
        weights = fit(_samples(meeting for other, meetings in groups.items() if other != name for meeting in meetings))
        rated += [(meeting, [chance_of(features, weights) for features in meeting.features]) for meeting in left_out]
    for threshold in (0.30, 0.34, THRESHOLD, 0.44, 0.48):
        hits = given = gold = 0
        for meeting, chances in rated:
            kept = [task for task, chance in zip(meeting.tasks, chances, strict=True) if chance >= threshold]
            hits += len(score.pair(kept, meeting.gold))
            given += len(kept)
            gold += len(meeting.gold)
        print(f"threshold {threshold:.2f}: F1 {2 * hits / (given + gold):.3f} ({hits} of {gold} gold, {given} given)")
    if args.write:
        everything = fit(_samples(meeting for meetings in groups.values() for meeting in meetings))
        WEIGHTS.write_text(_as_toml(everything), encoding="utf-8")


def _samples(meetings: Iterable[Meeting]) -> list[Sample]:
    return [sample for meeting in meetings for sample in meeting.samples()]


def _as_toml(weights: dict[str, float]) -> str:
    told = "".join(
        f"{name} = {value:.3f}\n" for name, value in sorted(weights.items()) if name != "bias" and abs(value) >= 0.02
    )
    return (
        "# Weights of the task scorer: log odds for each feature of features.py. Fitted by training/tasks.py.\n"
        f"bias = {weights['bias']:.3f}\nthreshold = {THRESHOLD:.2f}\n\n[weights]\n{told}"
    )


if __name__ == "__main__":
    main()
