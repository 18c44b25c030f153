"""Fit how lines of unscripted talk deal out work (flow/extract/offline/talk/unscripted.py) on AMI, whole series left out.

    python -m training.unscripted SHARED_EVAL [--write]

A line is right where the annotators' summary rests an action on one of its utterances. Logistic regression over runs of words and the place in the talk;
the runs that weigh most are kept, and it is fitted again on them. Series are dealt into folds, and each is heard by
what was learned from the others.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
from evals.corpora import as_vtt
from evals.reading import open_text
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.talk.line import Line, read_lines
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.flow.extract.offline.talk.unscripted import Table, places_of, runs_of
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.model.entity import Context
from minutebook.model.source import Source

TABLE = Path(offline.__file__).parent / "data" / "en" / "unscripted.npz"
FOLDS = 6
LEAST = 4
"""Lines in which a run must occur to be learned."""
KEPT = 6000
"""Runs that are kept: with all 38,000 average precision is the same."""
RESTRAINT = 10.0


class Talk(msgspec.Struct):
    """One meeting: the utterances that its actions rest on, and which of its lines hold one."""

    name: str
    group: str
    source: Source
    lines: tuple[Line, ...]
    gold: set[int]
    runs: list[list[str]]
    places: list[tuple[bool, ...]]
    labels: np.ndarray


def read_talks(shared: Path) -> list[Talk]:
    """The meetings of data/ami whose summary is linked to utterances."""
    found = (read_talk(path) for path in sorted((shared / "data/ami/meetings").glob("*.json")))
    return [talk for talk in found if talk is not None]


def read_talk(path: Path) -> Talk | None:
    meeting = json.loads(path.read_text(encoding="utf-8"))
    if not meeting["has_evidence_links"]:
        return None
    gold = {i for item in meeting["actions"] for i in item["evidence"]}
    source = open_text(f"{meeting['date']} {meeting['id']}.vtt", as_vtt(meeting["utterances"]))
    lines = read_lines(segment(source), resolve_cast(source, Context()), source.date, read_lexicon())
    labels = np.array([not gold.isdisjoint(line.utterances) for line in lines])
    places = [places_of(line.id, len(lines)) for line in lines]
    return Talk(meeting["id"], series_of(meeting["id"]), source, lines, gold, [*map(runs_of, lines)], places, labels)


def series_of(name: str) -> str:
    """ES2002 of ES2002a; all of IB4 is one."""
    return name[:3] if name.startswith("IB") else name[:-1]


def deal(talks: Sequence[Talk]) -> list[int]:
    """The fold of each meeting; those of one series share theirs."""
    groups = sorted({talk.group for talk in talks})
    order = np.random.default_rng(7).permutation(len(groups))
    fold = {group: int(n) % FOLDS for group, n in zip(groups, order, strict=True)}
    return [fold[talk.group] for talk in talks]


def fit(talks: Sequence[Talk]) -> Table:
    seen = Counter(run for talk in talks for runs in talk.runs for run in runs)
    proper = proper_of(talks)
    names = sorted(run for run, count in seen.items() if count >= LEAST and proper.isdisjoint(run.split()))
    labels = np.concatenate([talk.labels for talk in talks])
    weights, _ = _weights(matrix(talks, names), labels)
    often = np.sqrt([seen[name] for name in names])
    heaviest = np.argsort(-np.abs(weights[: len(names)]) * often, kind="stable")[:KEPT]
    names = [names[n] for n in sorted(heaviest)]
    weights, bias = _weights(matrix(talks, names), labels)
    return Table({name: n for n, name in enumerate(names)}, weights[: len(names)], weights[len(names) :], bias)


def proper_of(talks: Sequence[Talk]) -> set[str]:
    """Words that are never written small within a sentence: names of people and makes, which no other talk has."""
    words = [word for talk in talks for line in talk.lines for word in _WORD.findall(line.text)[1:]]
    return {word.lower() for word in words if word[0].isupper()}.difference(words, ["i"])


_WORD = re.compile(r"[^\W\d_]+(?:'[^\W_]+)?")


def matrix(talks: Sequence[Talk], names: Sequence[str]) -> csr_matrix:
    """A row a line: its runs, of unit length, and its places."""
    at = {run: n for n, run in enumerate(names)}
    known = [[at[run] for run in runs if run in at] for talk in talks for runs in talk.runs]
    sizes = np.array([len(each) for each in known])
    values = 1 / np.sqrt(np.repeat(np.maximum(sizes, 1), sizes))
    columns = np.array([column for each in known for column in each])
    said = csr_matrix((values, columns, np.cumsum([0, *sizes])), (len(known), len(names)))
    return hstack([said, csr_matrix([place for talk in talks for place in talk.places], dtype=float)]).tocsr()


def _weights(rows: csr_matrix, labels: np.ndarray) -> tuple[np.ndarray, float]:
    model = LogisticRegression(C=RESTRAINT, solver="liblinear").fit(rows, labels)
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


def fit_without(talks: Sequence[Talk]) -> list[Table]:
    """By fold what was learned from the others."""
    folds = deal(talks)
    return [fit([talk for talk, other in zip(talks, folds, strict=True) if other != fold]) for fold in range(FOLDS)]


def tables_without(talks: Sequence[Talk]) -> dict[str, Table]:
    """By the name of each meeting what was learned without its fold."""
    tables = fit_without(talks)
    return {talk.name: tables[fold] for talk, fold in zip(talks, deal(talks), strict=True)}


def cross(talks: Sequence[Talk], tables: Mapping[str, Table]) -> np.ndarray:
    """The log odds of all lines, by the tables of their folds."""
    heard = []
    for talk in talks:
        table = tables[talk.name]
        rows = matrix([talk], list(table.runs))
        heard.append(rows @ np.concatenate([table.weights, table.places]) + table.bias)
    return np.concatenate(heard)


def write(table: Table) -> None:
    runs = np.frombuffer("\n".join(table.runs).encode(), dtype=np.uint8)
    weights, places = table.weights.astype(np.float16), table.places.astype(np.float16)
    np.savez(TABLE, allow_pickle=False, runs=runs, weights=weights, places=places, bias=np.float32(table.bias))
    print(f"{len(table.runs)} runs, {TABLE.stat().st_size / 1e6:.2f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    talks = read_talks(args.shared)
    odds, labels = cross(talks, tables_without(talks)), np.concatenate([talk.labels for talk in talks])
    order = np.argsort(-odds, kind="stable")
    right, gold = np.cumsum(labels[order]), int(labels.sum())
    f1 = 2 * right / (np.arange(1, len(order) + 1) + gold)
    best = int(f1.argmax())
    print(
        f"lines: F1 at best {f1[best]:.3f} ({right[best]} right of {best + 1} told, {gold} of {len(order)} gold),"
        f" average precision {average_precision_score(labels, odds):.3f}"
    )
    if args.write:
        write(fit(talks))


if __name__ == "__main__":
    main()
