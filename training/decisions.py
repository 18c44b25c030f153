"""Fit the weights of the decisions model, and say how it does on groups of cases that are left out.

    python -m training.decisions GOLD_DIR... --calls CALLS_DIR --crossed FOLDER [--leave-out CASE ...] [--write]

GOLD_DIR: gold cases; a ``score.py`` stands beside one of the folders. A telling of a sentence is right as far as it is paired with a gold decision and shares
its words. CALLS_DIR: public calls with ``utterances``, in which the decisions of decided.toml are right. FOLDER holds what ``training.sense --crossed`` kept of
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
from evals.reading import load_scorer, open_text

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.items.decisions import choose, find_marks, reads_alone
from minutebook.flow.extract.offline.items.telling import Teller, Telling, cite
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.talk.acts import find_acts
from minutebook.flow.extract.offline.talk.line import Line, read_lines
from minutebook.flow.extract.offline.talk.segment import Talk, is_unpunctuated, segment
from minutebook.flow.extract.offline.talk.sense import read_senses
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.model.entity import Context
from minutebook.run.evaluate import open_case

WEIGHTS = Path(offline.__file__).parent / "data" / "en" / "decisions_weights.toml"
DECIDED = Path(__file__).parent / "decided.toml"
PULL = 200.0
"""Towards 0, of features of spread 1: F1 of left-out groups is .684 with 20, .687 with 200, .673 with 1000."""
PAIRED = 0.4
"""Similarity to a gold decision from which a telling is paired with it."""
THERE_AT_ALL = 0.25
"""What telling a gold decision counts, whatever the words: one said beside it would else count as much as itself."""
UNLIKE, ALIKE = 0.15, 0.6
"""Share of words in common with the gold one from which a telling gets something of the rest, and all of it."""
THERE = 0.5
"""Share of its evidence that lies where the gold one's lies."""
CALL, DECIDED_COUNTS = 2.0, 3.0
"""What a sentence of a call counts beside a telling of a gold case, of which a sentence has several, and one that was read as a decision."""
NEAR = 3
FOLDS = 6
LEVELS = (0.26, 0.3, 0.34, 0.38)


class Meeting(msgspec.Struct):
    """The tellings of one meeting, how far each is right and what it counts; ``gold`` and ``number`` (predictions as score.py reads them) of cases only."""

    group: str
    tellings: list[Telling]
    labels: list[float]
    counts: list[float]
    talk: Talk
    lines: tuple[Line, ...]
    marked: bool
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
    teller = Teller(lines, cast, lexicon, senses, marks)
    said = {"utterances": [{"id": u.id, "text": u.text} for u in source.utterances]}

    def number(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        found = scorer.renumber({"source": said, "decisions": items}, case.get("utterances") or [])["decisions"]
        return list(found)

    tellings = [
        each
        for mark in marks
        for telling in teller.tellings(mark)
        for each in (telling, teller.headed(telling))
        if each is not None
    ]
    gold = case["gold"]["decisions"]
    told = number([as_item(each, lines) for each in tellings])
    labels = [rightness(item, gold, scorer) for item in told]
    group = re.sub(r"-\d+$", "", folder.name)
    marked = not is_unpunctuated(source.utterances)
    return Meeting(group, tellings, labels, [1.0] * len(labels), talk, lines, marked, gold, number)


def as_item(telling: Telling, lines: tuple[Line, ...]) -> dict[str, Any]:
    return {"text": telling.text, "evidence": list(cite(lines, telling))}


def rightness(item: dict[str, Any], gold: Sequence[dict[str, Any]], scorer: ModuleType) -> float:
    """How far a telling is right: a quarter for telling a gold decision at all, the rest for its words."""
    paired = any(scorer.similarity(item, one) >= PAIRED for one in gold)
    alike = max(
        (
            scorer.text_similarity(item["text"], one["text"])
            for one in gold
            if scorer.evidence_similarity(item["evidence"], one["evidence"]) >= THERE
        ),
        default=0.0,
    )
    return THERE_AT_ALL * paired + (1 - THERE_AT_ALL) * min(1.0, max(0.0, (alike - UNLIKE) / (ALIKE - UNLIKE)))


def read_call(path: Path, decided: Mapping[str, float]) -> Meeting:
    """A public call: its sentences told alone; those next to a decision count for nothing."""
    meeting = json.loads(path.read_text(encoding="utf-8"))
    source = open_text(f"{meeting['date']} {path.stem}.vtt", as_vtt(meeting["utterances"]))
    numbers = [u["i"] for u in meeting["utterances"] if (u["text"] or "").strip()]
    lexicon, talk, cast = read_lexicon(), segment(source), resolve_cast(source, Context())
    lines = read_lines(talk, cast, source.date, lexicon)
    senses = read_senses(lines, find_acts(lines, lexicon))
    marks = find_marks(source, talk, lines, senses)
    teller = Teller(lines, cast, lexicon, senses, marks)
    tellings, labels, counts = [], [], []
    for telling in (each for mark in marks for each in teller.tellings(mark) if len(each.ids) == 1):
        at = numbers[lines[telling.mark.sentence].utterances[0]]
        label = max((sure for n, sure in decided.items() if abs(int(n) - at) <= 1), default=0.0)
        near = any(abs(int(n) - at) <= NEAR + 1 for n in decided)
        tellings.append(telling)
        labels.append(label)
        counts.append(DECIDED_COUNTS if label else 0.0 if near else CALL)
    return Meeting(path.stem, tellings, labels, counts, talk, lines, not is_unpunctuated(source.utterances))


class Model:
    """The tellings of all meetings as one matrix, a column a feature and the last one the bias."""

    def __init__(self, meetings: Sequence[Meeting]) -> None:
        self.meetings = meetings
        every = [each.mark.features | each.features for m in meetings for each in m.tellings]
        self.names = [*sorted({name for features in every for name in features}), "bias"]
        at = {name: n for n, name in enumerate(self.names)}
        self.lengths = [len(m.tellings) for m in meetings]
        self.rows = np.zeros((len(every), len(self.names)), dtype=np.float32)
        self.rows[:, -1] = 1
        for row, features in zip(self.rows, every, strict=True):
            row[[at[name] for name in features]] = list(features.values())
        self.labels = np.array([label for m in meetings for label in m.labels])
        self.counts = np.array([counts for m in meetings for counts in m.counts])

    def fit(self, chosen: np.ndarray) -> np.ndarray:
        """The likeliest weights for the chosen rows, by Newton's method."""
        rows, labels, counts = self.rows[chosen], self.labels[chosen], self.counts[chosen]
        pull = PULL * rows.var(axis=0, dtype=np.float64) + 1e-6
        weights = np.zeros(len(self.names))
        for _ in range(8):
            chances = _chance(rows @ weights)
            gradient = rows.T @ (counts * (chances - labels)) + pull * weights
            curvature = (rows.T * (counts * chances * (1 - chances)).astype(np.float32)) @ rows + np.diag(pull)
            weights -= np.linalg.solve(curvature, gradient)
        return weights

    def cross(self) -> list[np.ndarray]:
        """The chances of each meeting's tellings by what was learned from the other folds."""
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
    lexicon = read_lexicon()
    for meeting, found in zip(meetings, chances, strict=True):
        if meeting.gold is None:
            continue
        rated = [
            (float(chance), telling)
            for chance, telling in zip(found, meeting.tellings, strict=True)
            if chance >= least and reads_alone(telling, meeting.talk, lexicon, marked=meeting.marked)
        ]
        told = [as_item(telling, meeting.lines) for _, telling in choose(rated, meeting.lines)]
        total += (len(scorer.pair(meeting.number(told), meeting.gold)), len(told), len(meeting.gold))
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
    print(f"{len(model.rows)} tellings of {len(meetings)} meetings, {(model.labels > 0.5).sum()} of them right")
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
