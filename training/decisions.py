"""Fit the weights of the decisions model, and say how it does on groups of cases that are left out.

    python -m training.decisions GOLD_DIR... --calls CALLS_DIR --crossed FOLDER [--leave-out CASE ...] [--write]

GOLD_DIR: gold cases; a ``score.py`` stands beside one of the folders. A sentence is right where the decision that it would make is paired with a gold
one. CALLS_DIR: public calls with ``utterances``, in which the decisions of decided.toml are right. FOLDER holds what ``training.sense --crossed`` kept of
each case: its lines as read by what was learned from others. Cases of one series are one group; groups are dealt into folds, and each is told, as the
engine would, by what was learned from the others.
"""

import argparse
import json
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import numpy as np
from evals.corpora import as_vtt
from evals.reading import load_scorer, open_text, replaced

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.items.decisions import along, cite, extent, find_marks, tell, word
from minutebook.flow.extract.offline.items.heading import Headings
from minutebook.flow.extract.offline.items.settle import Mark
from minutebook.flow.extract.offline.people.cast import Cast, resolve_cast
from minutebook.flow.extract.offline.talk.acts import find_acts
from minutebook.flow.extract.offline.talk.line import Line, read_lines
from minutebook.flow.extract.offline.talk.segment import Talk, segment
from minutebook.flow.extract.offline.talk.sense import read_senses
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.model.entity import Context
from minutebook.model.source import Source
from minutebook.run.evaluate import open_case

WEIGHTS = Path(offline.__file__).parent / "data" / "en" / "decisions_weights.toml"
DECIDED = Path(__file__).parent / "decided.toml"
PULL = 400.0
"""Towards 0, of features of spread 1: from 100 to 800 the F1 of left-out groups is flat."""
RIGHT, LIKE = 0.55, 0.45
"""Similarity to a gold decision from which a sentence is right, and half right: at .4 and .35, where it is paired, the best of an exchange is told less often."""
CALL, DECIDED_COUNTS = 0.6, 1.0
"""What a sentence of a call counts beside one of a gold case, and one that was read as a decision."""
NEAR = 3
FOLDS = 12
LEVELS = (0.25, 0.3, 0.35, 0.4, 0.45)


class Meeting(msgspec.Struct):
    """The marks of one meeting, how far each is right and what it counts; ``gold`` and ``number`` (a prediction as score.py reads it) of cases only."""

    group: str
    marks: Sequence[Mark]
    labels: list[float]
    counts: list[float]
    read: tuple[Source, Talk, tuple[Line, ...], Cast]
    senses: np.ndarray
    gold: list[dict[str, Any]] | None = None
    number: Callable[[list[dict[str, Any]]], list[dict[str, Any]]] = list


def read_case(folder: Path, scorer: ModuleType, senses: np.ndarray) -> Meeting | None:
    """A gold case; None where nobody talks in it."""
    source, context = open_case(folder)
    case = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    lexicon, talk, cast = read_lexicon(), segment(source), resolve_cast(source, context)
    if not talk.spoken:
        return None
    lines = read_lines(talk, cast, source.date, lexicon)
    marks = find_marks(source, talk, lines, senses)
    chances = along(_by_sense(marks))
    headings = Headings(lines, lexicon, senses, "decision")
    said = {"utterances": [{"id": u.id, "text": u.text} for u in source.utterances]}

    def number(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        found = scorer.renumber({"source": said, "decisions": items}, case.get("utterances") or [])["decisions"]
        return list(found)

    told = []
    for mark in marks:
        ids = extent(lines, mark, chances)
        told.append({"text": word(lines, ids, cast, lexicon, headings), "evidence": list(cite(lines, mark, ids))})
    gold = case["gold"]["decisions"]
    likeness = [max((scorer.similarity(item, one) for one in gold), default=0.0) for item in number(told)]
    labels = [1.0 if like >= RIGHT else 0.5 * (like >= LIKE) for like in likeness]
    group = re.sub(r"-\d+$", "", folder.name)
    return Meeting(group, marks, labels, [1.0] * len(marks), (source, talk, lines, cast), senses, gold, number)


def _by_sense(marks: Sequence[Mark]) -> list[Mark]:
    """The marks with the chances that the reader of lines alone gives them: before any fitting there are no others."""
    return [msgspec.structs.replace(m, chance=float(_chance(4 * m.features.get("sense", 0.0)))) for m in marks]


def read_call(path: Path, decided: Mapping[str, float]) -> Meeting:
    """A public call; sentences next to a decision count for nothing."""
    meeting = json.loads(path.read_text(encoding="utf-8"))
    source = open_text(f"{meeting['date']} {path.stem}.vtt", as_vtt(meeting["utterances"]))
    numbers = [u["i"] for u in meeting["utterances"] if (u["text"] or "").strip()]
    lexicon, talk, cast = read_lexicon(), segment(source), resolve_cast(source, Context())
    lines = read_lines(talk, cast, source.date, lexicon)
    senses = read_senses(lines, find_acts(lines, lexicon))
    marks = find_marks(source, talk, lines, senses)
    labels, counts = [], []
    for mark in marks:
        at = numbers[lines[mark.sentence].utterances[0]]
        label = max((sure for n, sure in decided.items() if abs(int(n) - at) <= 1), default=0.0)
        near = any(abs(int(n) - at) <= NEAR + 1 for n in decided)
        labels.append(label)
        counts.append(DECIDED_COUNTS if label else 0.0 if near else CALL)
    return Meeting(path.stem, marks, labels, counts, (source, talk, lines, cast), senses)


class Model:
    """The marks of all meetings as one matrix, a column a feature and the last one the bias."""

    def __init__(self, meetings: Sequence[Meeting]) -> None:
        self.meetings = meetings
        self.names = [*sorted({name for m in meetings for mark in m.marks for name in mark.features}), "bias"]
        at = {name: n for n, name in enumerate(self.names)}
        self.lengths = [len(m.marks) for m in meetings]
        self.rows = np.zeros((sum(self.lengths), len(self.names)))
        self.rows[:, -1] = 1
        for row, mark in zip(self.rows, (mark for m in meetings for mark in m.marks), strict=True):
            for name, value in mark.features.items():
                row[at[name]] = value
        self.labels = np.array([label for m in meetings for label in m.labels])
        self.counts = np.array([counts for m in meetings for counts in m.counts])

    def fit(self, chosen: np.ndarray) -> np.ndarray:
        """The likeliest weights for the chosen rows, by Newton's method."""
        rows, labels, counts = self.rows[chosen], self.labels[chosen], self.counts[chosen]
        pull = PULL * rows.var(axis=0) + 1e-6
        weights = np.zeros(len(self.names))
        for _ in range(15):
            chances = _chance(rows @ weights)
            gradient = rows.T @ (counts * (chances - labels)) + pull * weights
            curvature = (rows.T * (counts * chances * (1 - chances))) @ rows + np.diag(pull)
            weights -= np.linalg.solve(curvature, gradient)
        return weights

    def cross(self) -> list[np.ndarray]:
        """The chances of each meeting's marks by what was learned from the other folds."""
        groups = sorted({m.group for m in self.meetings})
        order = np.random.default_rng(7).permutation(len(groups))
        fold_of = {group: int(n) % FOLDS for group, n in zip(groups, order, strict=True)}
        folds = np.repeat([fold_of[m.group] for m in self.meetings], self.lengths)
        chances = np.zeros(len(self.rows))
        for fold in range(FOLDS):
            chances[folds == fold] = _chance(self.rows[folds == fold] @ self.fit(folds != fold))
        return np.split(chances, np.cumsum(self.lengths)[:-1])


def _chance(odds: Any) -> Any:
    return 1 / (1 + np.exp(-odds))


def count(meetings: Sequence[Meeting], chances: Sequence[np.ndarray], least: float, scorer: ModuleType) -> np.ndarray:
    """Decisions paired, told and gold of the cases among the meetings, told from a chance of ``least`` on."""
    total = np.zeros(3, dtype=int)
    with replaced("items.decisions.THRESHOLD", least):
        for meeting, found in zip(meetings, chances, strict=True):
            if meeting.gold is None:
                continue
            marks = [msgspec.structs.replace(m, chance=float(p)) for m, p in zip(meeting.marks, found, strict=True)]
            told = tell(*meeting.read, read_lexicon(), meeting.senses, marks)
            items = meeting.number([{"text": item.text, "evidence": list(item.evidence)} for item in told])
            total += (len(scorer.pair(items, meeting.gold)), len(items), len(meeting.gold))
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--calls", type=Path, required=True)
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="CASE")
    parser.add_argument("--crossed", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    scorer = load_scorer(next(f.resolve().parent for f in args.folders if (f.resolve().parent / "score.py").exists()))
    cases = sorted(path.parent for folder in args.folders for path in folder.glob("*/gold.json"))
    cases = [folder for folder in cases if folder.name not in args.leave_out]
    meetings = []
    for folder in cases:
        senses = np.load(args.crossed / f"{folder.name}.npy").astype(float)
        if meeting := read_case(folder, scorer, senses):
            meetings.append(meeting)
    for name, decided in tomllib.loads(DECIDED.read_text(encoding="utf-8")).items():
        meetings.append(read_call(args.calls / f"{name}.json", decided))
    model = Model(meetings)
    print(f"{len(model.rows)} sentences of {len(meetings)} meetings, {model.labels.sum():.0f} settle something")
    chances = model.cross()
    for least in LEVELS:
        hit, told, gold = count(meetings, chances, least, scorer)
        print(f"left out, from {least} on: F1 {2 * hit / (told + gold):.3f}, {hit} right of {told} told, {gold} gold")
    if args.write:
        weights = model.fit(np.ones(len(model.rows), dtype=bool))
        lines = [f"{name} = {value:.3f}" for name, value in sorted(zip(model.names, weights, strict=True))]
        head = "# Weights of the decisions model, made by training/decisions.py.\n"
        WEIGHTS.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
