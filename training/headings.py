"""Fit what tells whether a phrase near a decision or a question is what it is about, and say how well those of other meetings are ranked.

    python -m training.headings GOLD_DIR... --crossed FOLDER [--leave-out CASE ...] [--write]

A sample is a noun phrase around an item that lies where a gold one lies; sought are those of whose words at least half stand in the gold's and not in
the item's own. Cases of one series are one group, and groups are dealt into folds. ``--crossed`` holds what ``training.sense`` read of each case with
its own fold left out. ``--write`` replaces the weights of the package.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
from evals.reading import load_scorer
from training import newton
from training.logistic import rank_quality
from training.sense import group_of

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.items.decisions import find_decisions
from minutebook.flow.extract.offline.items.heading import Headings
from minutebook.flow.extract.offline.items.questions import find_questions
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.talk.line import read_lines
from minutebook.flow.extract.offline.talk.noun import bare
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.model.extraction import Decision, Question
from minutebook.run.evaluate import open_case

DATA = Path(offline.__file__).parent / "data" / "en"
FIND: dict[str, Callable[..., Sequence[Decision | Question]]] = {"decision": find_decisions, "question": find_questions}
PULL = 5.0
FOLDS = 6
NEAR = 0.5
"""Share of an item's evidence that lies within one utterance of a gold one's."""

Sample = tuple[dict[str, float], bool]


def read_samples(folder: Path, senses: np.ndarray, kind: str, score: ModuleType) -> Iterator[Sample]:
    """The phrases around the items of one case, with what is known of them and whether they are what the item is about."""
    source, context = open_case(folder)
    case = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    talk, cast, lexicon = segment(source), resolve_cast(source, context), read_lexicon()
    lines = read_lines(talk, cast, source.date, lexicon)
    headings = Headings(lines, lexicon, senses, kind)
    first = {utterance: line.id for line in reversed(lines) for utterance in line.utterances}
    found = FIND[kind](source, talk, lines, cast, lexicon, senses)
    said = {"utterances": [{"id": u.id, "text": u.text} for u in source.utterances]}
    items = [{"text": item.text, "evidence": list(item.evidence)} for item in found]
    numbered = score.renumber({"source": said, f"{kind}s": items}, case["utterances"])[f"{kind}s"]
    for item, number in zip(found, numbered, strict=True):
        gold = max(case["gold"][f"{kind}s"], key=lambda one: score.similarity(number, one), default=None)
        if gold and score.evidence_similarity(number["evidence"], gold["evidence"]) >= NEAR:
            ids = [first[utterance] for utterance in item.evidence]
            own = score.content_stems(" ".join(lines[n].text for n in ids))
            told = score.content_stems(gold["text"])
            for one, features in headings.candidates(ids):
                stems = score.content_stems(bare(one.phrase.text))
                if stems and not stems & own:
                    yield features, 2 * len(stems & told) >= len(stems)


def fit(samples: Sequence[Sample]) -> dict[str, float]:
    names = [*sorted(set(samples[0][0]) - {"bias"}), "bias"]
    rows = np.array([[features[name] for name in names] for features, _ in samples])
    labels = np.array([float(label) for _, label in samples])
    weights = newton.fit(rows, labels, np.array([PULL] * (len(names) - 1) + [1e-6]), rounds=12)
    return dict(zip(names, map(float, weights), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--crossed", type=Path, required=True)
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="CASE")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    score = load_scorer(args.gold[0].resolve().parent)
    cases = sorted(path.parent for each in args.gold for path in each.glob("*/gold.json"))
    for kind in FIND:
        samples: list[tuple[str, Sample]] = []
        for folder in cases:
            kept = args.crossed / f"{folder.name}.npy"
            if folder.name not in args.leave_out and kept.is_file():
                senses = np.load(kept).astype(float)
                samples += [(group_of(folder.name), sample) for sample in read_samples(folder, senses, kind, score)]
        groups = sorted({group for group, _ in samples})
        quality = []
        for fold in range(FOLDS):
            left = set(groups[fold::FOLDS])
            weights = fit([sample for group, sample in samples if group not in left])
            others = [(features, float(label), 1.0) for group, (features, label) in samples if group in left]
            quality.append(rank_quality(others, weights))
        print(f"{kind}: {len(samples)} phrases, ranked right of others' {sum(quality) / FOLDS:.3f}")
        if args.write:
            weights = fit([sample for _, sample in samples])
            told = "".join(f"{name} = {value:.3f}\n" for name, value in sorted(weights.items()))
            head = f"# What speaks for a phrase before a {kind}, as log odds; made by training/headings.py.\n"
            (DATA / f"{kind}_headings.toml").write_text(head + told, encoding="utf-8")


if __name__ == "__main__":
    main()
