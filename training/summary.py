"""Fit what the words of a talk weigh in its summary, and say how well words of cases that are left out are ranked.

    python -m training.summary GOLD_DIR... --crossed FOLDER [--listed GOLD_DIR...] [--leave-out CASE...] [--write]

A sample is a stem of a case; sought are those that stand in the gold's summary points. Cases whose names differ in a last number alone are one group.
The stems of the ``--listed`` folders are counted: how many groups say them, and how much more often they are told than a regression on their place in
the talk expects; told are the summary points, and for half as much the gold's items. What a case is told of its own words comes from other groups.
``--crossed`` holds what ``training.sense`` read of each case with its own fold left out. Only words of the listed folders come into the package.

Model card. Use: which words, figures and names a summary of a meeting should carry. Data: the gold cases given; the lists of stems are counted in
invented meetings alone. Size: networks of 24 hidden values over some 70 features; some 7,000 stems in steps. Limits: English; meetings of a few people at work.
"""

import argparse
import json
import re
import textwrap
import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log, log1p
from pathlib import Path
from unittest.mock import patch

import msgspec
import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import average_precision_score
from sklearn.neural_network import MLPClassifier
from training import newton
from training.crossed import as_kept

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.engine import OfflineEngine
from minutebook.flow.extract.offline.items.salience import Table, Weights, chances_of, describe_stems, stems_in
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.people.mentions import find_mentions
from minutebook.flow.extract.offline.talk.acts import find_acts
from minutebook.flow.extract.offline.talk.line import read_lines
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.flow.extract.offline.talk.topics import find_topics
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.model.entity import EntityType
from minutebook.run.evaluate import open_case

DATA = Path(offline.__file__).parent / "data" / "en"
PULL = 5.0
"""Penalty on the squared weights of the regression that says what is expected."""
FOLDS = 4
STEP, MOST = 0.25, 2.0
"""The stems' values are kept in steps, none beyond the most."""
HEARD_STEP = 0.5
PRIOR = 1.0
"""Tellings added to those seen and expected of a stem, so that rare ones say little."""
ITEMS = 0.5
"""What a stem told by an item counts beside one told by a summary point."""
GROUPS, HEARD = 3, 2
"""Groups that must say a stem for its tellings to be listed, and for it to count as heard."""
COUNTED = ("told", "heard", "unheard")
NETWORKS, WIDTH, ROUNDS, RATE, BATCH, DECAY = 3, 24, 8, 0.002, 512, 0.03
TOLD_HEAD = """# Stems by the logarithm of how much more often they are told than their place in a talk says, in steps.
# Counted in invented meetings by training/summary.py; each is said in at least three.
"""
HEARD_HEAD = "# Stems by the logarithm of the number of invented meetings that say them, in steps; made by training/summary.py.\n"


class Case(msgspec.Struct, frozen=True):
    """The stems of one case with their features, and which of them its points and its items tell."""

    group: str
    listed: bool
    table: Table
    points: np.ndarray
    items: np.ndarray

    def counted(self, told: Mapping[str, float], heard: Mapping[str, float]) -> "Case":
        """With what other meetings do with its stems."""
        names = self.table.stems
        features = self.table.features | {
            "told": [told.get(name, 0.0) for name in names],
            "heard": [heard.get(name, 0.0) for name in names],
            "unheard": [float(name not in heard) for name in names],
        }
        return msgspec.structs.replace(self, table=Table(names, features))

    def rows(self, names: Sequence[str]) -> np.ndarray:
        return np.array([self.table.features[name] for name in names], dtype=float).T


def read_case(folder: Path, kept: Path, listed: bool) -> Case:
    """What the engine knows of the stems of a gold case."""
    source, context = open_case(folder)
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["gold"]
    with patch("minutebook.flow.extract.offline.reading.read_senses", as_kept(kept)):
        found = OfflineEngine().extract(source, context)
    talk, cast, lexicon = segment(source), resolve_cast(source, context), read_lexicon()
    lines = read_lines(talk, cast, source.date, lexicon)
    mentions = find_mentions(talk, source, context, cast)
    known = tuple(mention.name for mention in mentions if mention.type is not EntityType.PERSON)
    items = (*found.tasks, *found.decisions, *found.facts, *found.questions)
    senses = as_kept(kept)(lines, find_acts(lines, lexicon))
    table = describe_stems(lines, senses, items, find_topics(lines, known, lexicon), known)
    texts = [item["text"] for kind in ("tasks", "decisions", "facts", "questions") for item in gold.get(kind) or ()]
    points = {name for point in gold["summary_points"] for name in stems_in(point)}
    told = {name for text in texts for name in stems_in(text)}
    return Case(
        group=re.sub(r"-\d+$", "", folder.name),
        listed=listed,
        table=table,
        points=np.array([name in points for name in table.stems], dtype=float),
        items=np.array([name in told for name in table.stems], dtype=float),
    )


def count(cases: Sequence[Case]) -> tuple[dict[str, float], dict[str, float]]:
    """Of the stems that the cases say: how much more often they are told than expected, and how many groups say them; logarithms in steps."""
    names = sorted(set(cases[0].table.features) - set(COUNTED))
    rows = {id(case): np.hstack([case.rows(names), np.ones((len(case.points), 1))]) for case in cases}
    all_rows = np.vstack(list(rows.values()))
    scale = np.maximum(np.abs(all_rows).max(axis=0), 1e-9)
    pull = np.array([PULL] * len(names) + [1e-6])
    sought = ([case.points for case in cases], [case.items for case in cases])
    fitted = [newton.fit(all_rows / scale, np.concatenate(right), pull, rounds=8) for right in sought]
    seen: dict[str, float] = defaultdict(lambda: PRIOR)
    expected: dict[str, float] = defaultdict(lambda: PRIOR)
    groups: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        of_points, of_items = (1 / (1 + np.exp(-(rows[id(case)] / scale) @ weights)) for weights in fitted)
        for n, name in enumerate(case.table.stems) if case.listed else ():
            if len(name) > 1 and name.isalpha():
                seen[name] += case.points[n] + ITEMS * case.items[n]
                expected[name] += of_points[n] + ITEMS * of_items[n]
                groups[name].add(case.group)
    told = {
        name: max(-MOST, min(MOST, round(log(seen[name] / expected[name]) / STEP) * STEP))
        for name, members in groups.items()
        if len(members) >= GROUPS
    }
    heard = {
        name: round(log1p(len(members)) / HEARD_STEP) * HEARD_STEP
        for name, members in groups.items()
        if len(members) >= HEARD
    }
    return {name: step for name, step in told.items() if step}, heard


def learn(cases: Sequence[Case]) -> tuple[Weights, dict[str, float], dict[str, float]]:
    """The networks, and the lists of stems; each case is learned from with the lists that other groups make."""
    ready = []
    for mine, others in folds(cases):
        told, heard = count(others)
        ready += [case.counted(told, heard) for case in mine]
    names = sorted(ready[0].table.features)
    rows = np.vstack([case.rows(names) for case in ready])
    right = np.concatenate([case.points for case in ready])
    usual, spread = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
    scaled = np.clip((rows - usual) / spread, -4, 4)
    networks = []
    for seed in range(NETWORKS):
        network = MLPClassifier(
            (WIDTH,), alpha=DECAY, batch_size=BATCH, learning_rate_init=RATE, max_iter=ROUNDS, random_state=seed
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # it stops after its rounds on purpose
            networks.append(network.fit(scaled, right))
    weights = Weights(
        names,
        usual=usual,
        spread=spread,
        hidden=np.array([network.coefs_[0] for network in networks]),
        bias=np.array([network.intercepts_[0] for network in networks]),
        out=np.array([network.coefs_[1][:, 0] for network in networks]),
        last=np.array([network.intercepts_[1][0] for network in networks]),
    )
    return weights, *count(cases)


def folds(cases: Sequence[Case]) -> list[tuple[list[Case], list[Case]]]:
    """For each fold of the groups, its cases and the others."""
    groups = sorted({case.group for case in cases})
    left = [set(groups[n::FOLDS]) for n in range(FOLDS)]
    return [([c for c in cases if c.group in own], [c for c in cases if c.group not in own]) for own in left]


def write(weights: Weights, told: Mapping[str, float], heard: Mapping[str, float]) -> None:
    """The data files of salience.py."""
    arrays = {name: getattr(weights, name).astype(np.float32) for name in Weights.__struct_fields__ if name != "names"}
    names = np.frombuffer("\n".join(weights.names).encode(), dtype=np.uint8)
    with (DATA / "summary.npz").open("wb") as file:
        np.savez_compressed(file, names=names, **arrays)
    for path, head, steps in (("told", TOLD_HEAD, told), ("heard", HEARD_HEAD, heard)):
        (DATA / f"{path}.toml").write_text(head + _lists(steps), encoding="utf-8")


def _lists(values: Mapping[str, float]) -> str:
    """The stems of each step."""
    steps: dict[float, list[str]] = defaultdict(list)
    for name in sorted(values):
        steps[values[name]].append(name)
    wrap = textwrap.TextWrapper(158, break_on_hyphens=False)
    return "".join(f'"{step}" = """\n{wrap.fill(" ".join(steps[step]))}\n"""\n' for step in sorted(steps))


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
    print(f"{sum(len(case.points) for case in cases)} stems of {len({case.group for case in cases})} groups")
    quality = []
    for mine, others in folds(cases):
        weights, told, heard = learn(others)
        quality += [
            average_precision_score(case.points, chances_of(case.counted(told, heard).table, weights))
            for case in mine
            if case.points.any()
        ]
    print(f"average precision in cases left out: {np.mean(quality):.4f}")
    if args.write:
        write(*learn(cases))


if __name__ == "__main__":
    main()
