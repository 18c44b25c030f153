"""Fit what a written sentence wants of its reader (flow/extract/offline/letter/appeal.py) on labelled sentences of real mail.

    python -m training.appeal SENTENCES [--write]

SENTENCES: JSON lines with ``text`` and ``label`` (parakweet). Sentences that share two in five of their runs of three words are one group; groups are
dealt into ten folds, and each is judged by what was learned from the others. Two logistic regressions over rarity-weighted runs of unit
length are averaged, one of them with each run weighed beforehand by how much oftener the wanted have it (Wang and Manning 2012); both are linear,
so that one row of weights is kept. Zero lies where F1 of the sentences left out is best.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from evals.reading import as_mail
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.letter.appeal import Appeals, runs_of, weigh
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.talk.acts import find_acts
from minutebook.flow.extract.offline.talk.line import read_lines
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.model.entity import Context
from minutebook.model.source import Source

TABLE = Path(offline.__file__).parent / "data" / "en" / "appeal.npz"
FOLDS = 10
LEAST = 2
"""Sentences in which a run must occur to be learned."""
ALIKE = 0.4
"""Runs of three words that sentences of one group share, of all that either has."""
RUN = 3
RESTRAINT = 8.0
CUTS = np.linspace(-2, 2, 81)


class Sentences(msgspec.Struct):
    """The runs of each sentence, whether it is wanted, and its fold."""

    runs: list[list[str]]
    wanted: np.ndarray
    folds: np.ndarray


def read_runs(source: Source) -> list[str]:
    """The runs of a source of one sentence."""
    lexicon = read_lexicon()
    lines = read_lines(segment(source), resolve_cast(source, Context()), source.date, lexicon)
    return list(dict.fromkeys(run for runs in runs_of(lines, find_acts(lines, lexicon)) for run in runs))


def read_sentences(path: Path) -> Sentences:
    sentences = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [sentence["text"] for sentence in sentences]
    wanted = np.array([bool(sentence["label"]) for sentence in sentences])
    return Sentences([read_runs(as_mail(text)) for text in texts], wanted, deal(texts))


def deal(texts: list[str]) -> np.ndarray:
    """The fold of each sentence; those that are alike share theirs."""
    words = [re.findall(r"[a-z']+", text.lower()) for text in texts]
    shared = [set(zip(w, w[1:], w[2:], strict=False)) if len(w) > RUN else {tuple(w)} for w in words]
    having: dict[tuple[str, ...], list[int]] = defaultdict(list)
    group = list(range(len(texts)))
    for n, own in enumerate(shared):
        common = Counter(other for run in own for other in having[run])
        for other, count in common.items():
            if count >= ALIKE * (len(own) + len(shared[other]) - count):
                first, last = sorted((group[n], group[other]))
                group = [first if each == last else each for each in group] if first != last else group
        for run in own:
            having[run].append(n)
    order = np.random.default_rng(7).permutation(len(texts))
    return np.array([order[each] % FOLDS for each in group])


def fit(runs: list[list[str]], wanted: np.ndarray) -> Appeals:
    """What is learned from the sentences, its zero at even odds."""
    seen = Counter(run for each in runs for run in each)
    names = sorted(run for run, count in seen.items() if count >= LEAST)
    at = {run: n for n, run in enumerate(names)}
    known = [[at[run] for run in each if run in at] for each in runs]
    rarity = np.array([np.log((1 + len(runs)) / (1 + seen[run])) + 1 for run in names])
    ends = np.cumsum([0, *map(len, known)])
    columns = np.concatenate([np.array(each, dtype=int) for each in known])
    lengths = np.array([np.sqrt((rarity[each] ** 2).sum()) or 1.0 for each in known])
    rows = csr_matrix((rarity[columns] / np.repeat(lengths, np.diff(ends)), columns, ends), (len(runs), len(names)))
    has = csr_matrix((np.ones(len(columns)), columns, ends), rows.shape)
    with_, without = (np.asarray(has[chosen].sum(axis=0)).ravel() + 1 for chosen in (wanted, ~wanted))
    oftener = np.log((with_ / with_.sum()) / (without / without.sum()))
    plain = LogisticRegression(C=RESTRAINT, solver="liblinear", class_weight="balanced").fit(rows, wanted)
    raised = LogisticRegression(C=RESTRAINT / 2, solver="liblinear", class_weight="balanced")
    raised.fit(rows.multiply(oftener).tocsr(), wanted)
    weights = (plain.coef_[0] + raised.coef_[0] * oftener) / 2
    bias = float(plain.intercept_[0] + raised.intercept_[0]) / 2
    return Appeals(at, weights.astype(np.float32), rarity.astype(np.float32), bias)


def fit_without(sentences: Sentences) -> list[Appeals]:
    """By fold what was learned from the others, its zero where those are judged best by what their own folds had no part in."""
    folds = [sentences.folds == fold for fold in range(FOLDS)]
    tables = []
    for own in folds:
        others = np.flatnonzero(~own)
        tables.append(fit([sentences.runs[n] for n in others], sentences.wanted[others]))
    odds = cross(sentences, tables)
    cuts = [best_cut(odds[~own], sentences.wanted[~own]) for own in folds]
    return [msgspec.structs.replace(table, bias=table.bias - cut) for table, cut in zip(tables, cuts, strict=True)]


def cross(sentences: Sentences, tables: Sequence[Appeals]) -> np.ndarray:
    """The log odds of each sentence by the table of its fold."""
    return np.array([weigh(runs, tables[fold]) for runs, fold in zip(sentences.runs, sentences.folds, strict=True)])


def best_cut(odds: np.ndarray, wanted: np.ndarray) -> float:
    """The odds from which F1 is best."""
    return float(max(CUTS, key=lambda cut: f1(odds >= cut, wanted)))


def f1(taken: np.ndarray, wanted: np.ndarray) -> float:
    return 2 * int((taken & wanted).sum()) / int(taken.sum() + wanted.sum())


def write(appeals: Appeals) -> None:
    runs = np.frombuffer("\n".join(appeals.runs).encode(), dtype=np.uint8)
    weights, rarity = appeals.weights.astype(np.float16), appeals.rarity.astype(np.float16)
    np.savez(TABLE, allow_pickle=False, runs=runs, weights=weights, rarity=rarity, bias=np.float32(appeals.bias))
    print(f"{len(appeals.runs)} runs, {TABLE.stat().st_size / 1e6:.2f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    sentences = read_sentences(args.sentences)
    tables = fit_without(sentences)
    wanted, taken = sentences.wanted, cross(sentences, tables) >= 0
    print(f"F1 {f1(taken, wanted):.3f} ({int((taken & wanted).sum())} of {wanted.sum()}, {taken.sum()} taken)")
    if args.write:
        appeals = fit(sentences.runs, sentences.wanted)
        write(msgspec.structs.replace(appeals, bias=float(np.mean([table.bias for table in tables]))))


if __name__ == "__main__":
    main()
