"""Fit what speaks for a noun phrase being what a pronoun stands for, or what a piece of work is about, on gold cases.

    python -m training.referents GOLD_DIR... --crossed FOLDER [--leave-out CASE ...] [--write]

For each thread that score.py (of the first gold folder's parent) pairs with a gold task, the noun phrases around it are the candidates; the part of a
phrase's words that the gold's sentence has is what is to be foretold. Logistic regression by Newton's method, drawn towards PRIOR. Printed: how much
of the best phrase the gold has, with the meeting's series left out.
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from importlib import import_module
from math import exp, log
from pathlib import Path
from textwrap import fill
from types import ModuleType
from typing import Any

import msgspec
import numpy as np
from training import newton
from training.tasks import find_living

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.talk.refer import Surroundings
from minutebook.flow.extract.offline.talk.sense import bounded
from minutebook.flow.extract.offline.words.lexicon import plain, read_lexicon
from minutebook.flow.extract.offline.words.stems import stems_of
from minutebook.flow.extract.offline.work.tasks import cite
from minutebook.run.evaluate import open_case

DATA = Path(offline.__file__).parent / "data" / "en"
PULL = 15.0
FOLDS = 6
PRIOR = {
    "topic": {"bias": -1.2, "again": 1.0, "often": 0.5, "once": -0.7, "near": 0.5, "asked": 0.4, "act": 0.5, "aside": -0.4, "number": -0.6, "words": 0.3},
    "pronoun": {
        "bias": -1.5, "near": 2.0, "again": 0.8, "act": 0.8, "asked": 0.4, "aside": -0.7, "definite": 0.3, "words": 0.4, "once": -0.5, "number": -0.6,
        "number_wrong": -1.5,
    },
}  # fmt: skip
"""What speaks for a phrase by all that is known of pronouns; the cases are too few to learn it from nothing."""
WORKED_HEAD = """# Stems by the logarithm of how much more often a task is told by them than by others that stand as near, in steps.
# Counted by training/referents.py; each stood near work at least six times.
"""
THRESHOLDS = {"topic": 0.2, "pronoun": 0.4}
"""Chance from which a phrase is taken."""
NEAR = 0.5
"""Share of a candidate's evidence that must be the gold's."""
PRONOUN = re.compile(r"\b(?:it|that|this|them|those|these|one|ones|some)\b")
PLURAL = frozenset({"them", "those", "these", "ones", "some"})


class Sample(msgspec.Struct):
    """A candidate of one place: its features, the part of its stems that the gold has, and the stems."""

    features: dict[str, float]
    part: float
    stems: frozenset[str]


Choice = list[Sample]
"""The candidates of one place."""
LEAST_SEEN = 6
"""Places at which a stem must have stood to be counted."""
HELD = 6.0
"""Places of the mean that each is taken to have stood at beside."""
STEP = 0.5


class Meeting(msgspec.Struct):
    """One case's places by kind, and at how many of them each stem stood and was told, where that may be listed."""

    choices: dict[str, list[Choice]]
    stood: Counter[str]
    told: Counter[str]


def read_meeting(folder: Path, score: ModuleType, senses: np.ndarray, *, ours: bool) -> Meeting:
    """``ours``: its words may be listed in the package."""
    lexicon = read_lexicon()
    source, context = open_case(folder)
    case = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    lines, living = find_living(source, context, senses)
    around = Surroundings(lines, lexicon, bounded(senses), (candidate.thread.stems for candidate in living))
    said = {"utterances": [{"id": u.id, "text": u.text} for u in source.utterances]}
    tasks = [{"text": c.text, "evidence": list(cite(c.lines, lines))} for c in living]
    tasks = score.renumber({"source": said, "tasks": tasks}, case["utterances"])["tasks"]
    gold = case["gold"]["tasks"]
    choices: dict[str, list[Choice]] = {"topic": [], "pronoun": []}
    stood, told = Counter[str](), Counter[str]()
    for i, j in nearest(tasks, gold, score):
        thread = living[i].thread
        wanted = stems_of(gold[j]["text"], lexicon)
        acts = {act.line for act in thread.acts}
        own = frozenset().union(*(stems_of(act.phrase, lexicon) for act in thread.acts))
        found = [c for c in around.around(acts, thread.lines) if not c.stems & own]
        near = frozenset().union(*(c.stems for c in found))
        if ours:
            stood.update(near)
            told.update(near & wanted)
        choices["topic"].append([Sample(c.features, len(c.stems & wanted) / len(c.stems), c.stems) for c in found])
        for act in thread.acts:
            word = PRONOUN.search(plain(act.phrase))
            if act.phrase and not word:
                continue
            plural = word is not None and word[0] in PLURAL
            whole = act.start == 0 and act.verb == len(lines[act.line].text)
            found = [
                c for c in around.candidates(act.line, act.verb if whole else act.start, acts) if not c.phrase.human
            ]
            choices["pronoun"].append(
                [
                    Sample(
                        c.features | {"number_wrong": float(c.phrase.plural != plural)},
                        len(c.stems & wanted) / len(c.stems),
                        c.stems,
                    )
                    for c in found
                ]
            )
    return Meeting(choices, stood, told)


def nearest(tasks: list[dict[str, Any]], gold: list[dict[str, Any]], score: ModuleType) -> Iterator[tuple[int, int]]:
    """For each gold task the candidate that rests most on the same passage, however it is worded."""
    for j, wanted in enumerate(gold):
        near = [
            (score.evidence_similarity(task["evidence"], wanted["evidence"]), score.similarity(task, wanted), -i)
            for i, task in enumerate(tasks)
        ]
        best = max(near, default=(0.0, 0.0, 0))
        if best[0] >= NEAR:
            yield -best[2], j


class Counted(msgspec.Struct):
    """At how many places each stem stood, and was told."""

    stood: Counter[str]
    told: Counter[str]

    def without(self, meeting: Meeting) -> "Counted":
        return Counted(self.stood - meeting.stood, self.told - meeting.told)

    def often(self) -> dict[str, float]:
        """By stem the logarithm of how much more often it is told than stems that stand near work are, in steps."""
        mean = self.told.total() / self.stood.total()
        held = HELD * mean
        seen = {each: n for each, n in self.stood.items() if n >= LEAST_SEEN}
        return {s: STEP * round(log((self.told[s] + held) / (n * mean + held)) / STEP) for s, n in seen.items()}


def count(meetings: Sequence[Meeting]) -> Counted:
    stood, told = Counter[str](), Counter[str]()
    for meeting in meetings:
        stood.update(meeting.stood)
        told.update(meeting.told)
    return Counted(stood, told)


def with_worked(meetings: Sequence[Meeting], kind: str, often: dict[str, float] | None = None) -> Choice:
    """All samples of a kind, told how often work is told by their stems: by ``often``, or counted in the other meetings."""
    found = []
    counted = count(meetings)
    for meeting in meetings:
        steps = often if often is not None else counted.without(meeting).often()
        for sample in (sample for choice in meeting.choices[kind] for sample in choice):
            mean = sum(steps.get(each, 0.0) for each in sample.stems) / len(sample.stems)
            found.append(msgspec.structs.replace(sample, features=sample.features | {"worked": mean}))
    return found


def fit(samples: Choice, kind: str) -> dict[str, float]:
    """The weights that make the parts likeliest."""
    names = sorted({name for sample in samples for name in sample.features})
    rows = np.array([[sample.features.get(name, 0.0) for name in names] for sample in samples])
    parts = np.array([sample.part for sample in samples])
    prior = np.array([PRIOR[kind].get(name, 0.0) for name in names])
    weights = newton.fit(rows, parts, PULL, prior)
    return dict(zip(names, map(float, weights), strict=True))


def chance_of(features: dict[str, float], weights: dict[str, float]) -> float:
    return 1 / (1 + exp(-sum(weights.get(name, 0.0) * value for name, value in features.items())))


def judge(groups: dict[str, list[Meeting]], kind: str) -> Iterator[tuple[float, float]]:
    """Of each place the best candidate's chance, and the part of it that the gold has; fitted without its own group."""
    names = sorted(groups)
    for fold in range(FOLDS):
        apart = names[fold::FOLDS]
        others = [m for name in names if name not in apart for m in groups[name]]
        weights = fit(with_worked(others, kind), kind)
        often = count(others).often()
        for meeting in (m for name in apart for m in groups[name]):
            for choice in filter(None, meeting.choices[kind]):
                told = with_worked([Meeting({kind: [choice]}, Counter(), Counter())], kind, often)
                yield max((chance_of(sample.features, weights), sample.part) for sample in told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="CASE")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--crossed", type=Path, required=True)
    args = parser.parse_args()
    sys.path.insert(0, str(args.gold[0].resolve().parent))
    score = import_module("score")
    groups: dict[str, list[Meeting]] = defaultdict(list)
    for folder in sorted(path.parent for each in args.gold for path in each.glob("*/gold.json")):
        if folder.name not in args.leave_out:
            senses = np.load(args.crossed / f"{folder.name}.npy").astype(float)
            ours = not folder.resolve().is_relative_to(args.gold[0].resolve().parent)
            groups[re.sub(r"-\d+$", "", folder.name)].append(read_meeting(folder, score, senses, ours=ours))
    everything = [meeting for meetings in groups.values() for meeting in meetings]
    if args.write:
        (DATA / "worked.toml").write_text(WORKED_HEAD + _listed(count(everything).often()), encoding="utf-8")
    for kind, least in THRESHOLDS.items():
        best = list(judge(groups, kind))
        for threshold in (0.2, 0.3, 0.4, 0.5, 0.6):
            kept = [part for chance, part in best if chance >= threshold]
            print(
                f"{kind} from {threshold}: {len(kept)} of {len(best)} chosen, {sum(kept) / max(len(kept), 1):.3f} of their words right"
            )
        if args.write:
            weights = fit(with_worked(everything, kind), kind)
            (DATA / f"{kind}_weights.toml").write_text(_as_toml(weights, kind, least), encoding="utf-8")


def _listed(often: dict[str, float]) -> str:
    steps: dict[float, list[str]] = defaultdict(list)
    for each, step in often.items():
        if step:
            steps[step].append(each)
    return "".join(f'"{step}" = """\n{fill(" ".join(sorted(steps[step])), 150)}\n"""\n' for step in sorted(steps))


def _as_toml(weights: dict[str, float], kind: str, least: float) -> str:
    told = "".join(f"{name} = {value:.3f}\n" for name, value in weights.items())
    return f"# What speaks for a noun phrase ({kind}), as log odds: fitted by training/referents.py.\nleast = {least}\n{told}"


if __name__ == "__main__":
    main()
