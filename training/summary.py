"""Fit what the words of a talk weigh in its summary, and say how well words of cases that are left out are ranked.

    python -m training.summary GOLD_DIR... --crossed FOLDER [--listed GOLD_DIR...] [--leave-out CASE...] [--write]

A sample is a stem of a case; sought are those that stand in the gold's summary points. Cases whose names differ in a last number alone are one group.
Then the stems of the ``--listed`` folders that several groups say are counted: how much more often they are told than the model expects of their
place in the talk. ``--crossed`` holds what ``training.sense`` read of each case with its own fold left out. What is told: the summary points, and for half as much the gold's items. Only words of those folders come into the package.

Model card. Use: which words, figures and names a summary of a meeting should carry. Data: the gold cases given; the list of stems is counted in
invented meetings alone. Size: 30 weights, some 1,300 stems in steps. Limits: English; meetings of a few people at work.
"""

import argparse
import json
import re
import textwrap
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from math import exp, log
from pathlib import Path
from unittest.mock import patch

import msgspec
import numpy as np
from training import newton
from training.crossed import as_kept
from training.logistic import Sample, odds, rank_quality

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.engine import OfflineEngine
from minutebook.flow.extract.offline.items.salience import describe_stems, stems_in
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.people.mentions import find_mentions
from minutebook.flow.extract.offline.talk.line import read_lines
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.flow.extract.offline.talk.topics import find_topics
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.model.entity import EntityType
from minutebook.run.evaluate import open_case

DATA = Path(offline.__file__).parent / "data" / "en"
PULL = 5.0
"""Penalty on squared weights."""
ROUNDS = 7
FOLDS = 4
STEP, MOST = 0.25, 2.0
"""The stems' values are kept in steps, none beyond the most."""
PRIOR = 1.0
"""Tellings added to those seen and expected of a stem, so that rare ones say little."""
ITEMS = 0.5
"""What a stem told by an item counts beside one told by a summary point."""
GROUPS = 4
"""Groups that must say a stem for it to be listed."""
WEIGHTS_HEAD = "# What each feature of a stem weighs (salience.py); made by training/summary.py.\n"
TOLD_HEAD = """# Stems by the logarithm of how much more often they are told than their place in a talk says, in steps.
# Counted in invented meetings by training/summary.py; each is said in at least four.
"""


class Case(msgspec.Struct, frozen=True):
    """The stems of one case with their features, and which of them its points and its items tell."""

    group: str
    listed: bool
    stems: dict[str, dict[str, float]]
    points: frozenset[str]
    items: frozenset[str]

    def samples(self, told: Collection[str], often: Mapping[str, float] | None = None) -> list[Sample]:
        """A sample for each stem; ``often`` gives the feature that the list of stems will."""
        listed = often or {}
        return [
            ({**held, "told": listed.get(name, 0.0)} if often else held, float(name in told), 1.0)
            for name, held in self.stems.items()
        ]


def read_case(folder: Path, kept: Path, listed: bool) -> Case:
    """What the engine knows of the stems of a gold case, without the list of stems."""
    source, context = open_case(folder)
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["gold"]
    with patch("minutebook.flow.extract.offline.engine.read_senses", as_kept(kept)):
        found = OfflineEngine().extract(source, context)
    talk, cast, lexicon = segment(source), resolve_cast(source, context), read_lexicon()
    lines = read_lines(talk, cast, source.date, lexicon)
    mentions = find_mentions(talk, source, context, cast)
    known = tuple(mention.name for mention in mentions if mention.type is not EntityType.PERSON)
    items = (*found.tasks, *found.decisions, *found.facts)
    table = describe_stems(lines, np.load(kept).astype(float), items, find_topics(lines, known, lexicon), known)
    texts = [item["text"] for kind in ("tasks", "decisions", "facts", "questions") for item in gold.get(kind) or ()]
    return Case(
        group=re.sub(r"-\d+$", "", folder.name),
        listed=listed,
        stems={
            stem: {name: float(column[n]) for name, column in table.features.items() if name != "told"}
            for n, stem in enumerate(table.stems)
        },
        points=frozenset(name for point in gold["summary_points"] for name in stems_in(point)),
        items=frozenset(name for text in texts for name in stems_in(text)),
    )


def fit(samples: list[Sample]) -> dict[str, float]:
    """The weights that make the samples likeliest, drawn towards 0; the bias is free."""
    names = sorted(samples[0][0])
    rows = np.array([[*(features[name] for name in names), 1.0] for features, _, _ in samples])
    pull = np.array([PULL] * len(names) + [1e-6])
    found = newton.fit(rows, np.array([label for _, label, _ in samples]), pull, rounds=ROUNDS)
    return dict(zip([*names, "bias"], map(float, found), strict=True))


def learn(cases: list[Case]) -> tuple[dict[str, float], dict[str, float]]:
    """The weights of the features, and of the stems that are listed the logarithm of how much more often they are told."""
    weights = fit([sample for case in cases for sample in case.samples(case.points)])
    of_items = fit([sample for case in cases for sample in case.samples(case.items)])
    seen: dict[str, float] = defaultdict(lambda: PRIOR)
    expected: dict[str, float] = defaultdict(lambda: PRIOR)
    groups: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        for name, held in case.stems.items() if case.listed else ():
            seen[name] += (name in case.points) + ITEMS * (name in case.items)
            expected[name] += _chance(held, weights) + ITEMS * _chance(held, of_items)
            groups[name].add(case.group)
    often = {
        name: max(-MOST, min(MOST, round(log(seen[name] / expected[name]) / STEP) * STEP))
        for name, members in groups.items()
        if len(members) >= GROUPS and len(name) > 1 and name.isalpha()
    }
    return weights | {"told": 1.0}, {name: step for name, step in often.items() if step}


def _chance(held: dict[str, float], weights: dict[str, float]) -> float:
    return 1 / (1 + exp(-odds(held, weights)))


def write(weights: dict[str, float], often: dict[str, float]) -> None:
    """The data files of salience.py."""
    lines = [f"{name} = {value:.3f}" for name, value in sorted(weights.items())]
    (DATA / "summary_weights.toml").write_text(WEIGHTS_HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    steps: dict[float, list[str]] = defaultdict(list)
    for name in sorted(often):
        steps[often[name]].append(name)
    wrap = textwrap.TextWrapper(158, break_on_hyphens=False)
    lists = (f'"{step}" = """\n{wrap.fill(" ".join(steps[step]))}\n"""\n' for step in sorted(steps))
    (DATA / "told.toml").write_text(TOLD_HEAD + "".join(lists), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--listed", type=Path, nargs="*", default=[], help="folders whose words may be listed")
    parser.add_argument("--crossed", type=Path, required=True)
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="CASE")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    found = [(path.parent, folder in args.listed) for folder in args.folders for path in folder.glob("*/gold.json")]
    cases = []
    for folder, listed in sorted(found):
        kept = args.crossed / f"{folder.name}.npy"
        if folder.name not in args.leave_out and kept.is_file():
            cases.append(read_case(folder, kept, listed))
    groups = sorted({case.group for case in cases})
    print(f"{sum(len(case.stems) for case in cases)} stems of {len(groups)} groups")
    quality: dict[str, float] = defaultdict(float)
    for fold in range(FOLDS):
        left = set(groups[fold::FOLDS])
        weights, often = learn([case for case in cases if case.group not in left])
        for case in (case for case in cases if case.group in left):
            quality["with the list"] += rank_quality(case.samples(case.points, often), weights)
            quality["without"] += rank_quality(case.samples(case.points), weights)
    for name, total in quality.items():
        print(f"ranked right {name}: {total / len(cases):.4f}")
    if args.write:
        weights, often = learn(cases)
        write(weights, often)
        print({name: round(value, 2) for name, value in weights.items()}, Counter(often.values()))


if __name__ == "__main__":
    main()
