"""Fit the weights of open questions on labelled meetings, and say how well those of others are found.

    python -m training.questions GOLD_DIR... --crossed FOLDER [--leave-out CASE ...] [--write]

A candidate is right where its words and evidence are those of a gold question, as score.py of the first gold folder's parent pairs them. Logistic
regression by Newton's method. Cases of one series are one group, and groups are dealt into folds. ``--crossed`` holds what ``training.sense``
read of each case with its own fold left out. ``--write`` replaces the weights of the package.
"""

import argparse
import json
from pathlib import Path
from types import ModuleType

import numpy as np
from evals.reading import load_scorer
from training import newton
from training.sense import group_of

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.items.heading import Headings
from minutebook.flow.extract.offline.items.questions import cite, find_candidates, word
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.talk.line import read_lines
from minutebook.flow.extract.offline.talk.segment import is_unpunctuated, segment
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.run.evaluate import open_case

WEIGHTS = Path(offline.__file__).parent / "data" / "en" / "questions_weights.toml"
RIDGE = 10.0
FOLDS = 10
LIKE = 0.35
"""Similarity from which score.py pairs two items."""

Sample = tuple[dict[str, float], bool]


def read_samples(folder: Path, senses: np.ndarray, score: ModuleType) -> list[Sample]:
    """The candidates of one case with their features, and whether each is a gold question."""
    source, context = open_case(folder)
    case = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    talk, cast, lexicon = segment(source), resolve_cast(source, context), read_lexicon()
    if not talk.spoken:
        return []
    lines = read_lines(talk, cast, source.date, lexicon)
    headings = Headings(lines, lexicon, senses, "question")
    found = [
        (candidate, headings.head(words, (candidate.line.id,)))
        for candidate in find_candidates(lines, senses, is_unpunctuated(source.utterances))
        if (words := word(candidate, cast, lexicon))
    ]
    said = {"utterances": [{"id": u.id, "text": u.text} for u in source.utterances]}
    items = [{"text": words, "evidence": list(cite(lines, candidate))} for candidate, words in found]
    items = score.renumber({"source": said, "questions": items}, case["utterances"])["questions"]
    gold = case["gold"]["questions"]
    return [
        (candidate.features, any(score.similarity(item, question) >= LIKE for question in gold))
        for (candidate, _), item in zip(found, items, strict=True)
    ]


def fit(rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The weights that make the labels likeliest, drawn towards 0; the last one, the bias, is free."""
    pull = np.append(np.full(rows.shape[1] - 1, RIDGE), 1e-6)
    return newton.fit(rows, labels, pull, rounds=12)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--crossed", type=Path, required=True)
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="CASE")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    score = load_scorer(args.gold[0].resolve().parent)
    samples: list[Sample] = []
    groups: list[str] = []
    for folder in sorted(path.parent for each in args.gold for path in each.glob("*/gold.json")):
        kept = args.crossed / f"{folder.name}.npy"
        if folder.name not in args.leave_out and kept.is_file():
            found = read_samples(folder, np.load(kept).astype(float), score)
            samples += found
            groups += [group_of(folder.name)] * len(found)
    names = [*samples[0][0], "bias"]
    rows = np.array([[*features.values(), 1.0] for features, _ in samples])
    labels = np.array([label for _, label in samples], dtype=float)
    order = sorted(set(groups))
    folds = np.array([order.index(group) % FOLDS for group in groups])
    chances = np.zeros(len(labels))
    for fold in range(FOLDS):
        chances[folds == fold] = 1 / (
            1 + np.exp(-rows[folds == fold] @ fit(rows[folds != fold], labels[folds != fold]))
        )
    for least in (0.2, 0.28, 0.36):
        print(
            f"from {least}: {int(labels[chances >= least].sum())} of {(chances >= least).sum()} right, of {int(labels.sum())} in all"
        )
    if args.write:
        told = "".join(f"{name} = {value:.3f}\n" for name, value in sorted(zip(names, fit(rows, labels), strict=True)))
        head = "# Weights of open questions, made by training/questions.py.\n"
        WEIGHTS.write_text(head + told, encoding="utf-8")


if __name__ == "__main__":
    main()
