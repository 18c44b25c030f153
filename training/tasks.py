"""Fit the weights of the task scorer on gold cases, and say what leaving a group of cases out costs.

    python -m training.tasks GOLD_DIR... --crossed FOLDER [--calls FOLDER] [--leave-out CASE ...] [--write]

A candidate thread is right where score.py of the first gold folder's parent pairs it with a gold task. ``--calls`` adds public calls (JSON with
``utterances``), of which ``calls.toml`` says what a person called a task: in gold meetings a third of the candidates are tasks, in a long call one
in twenty, and a scorer that has never seen one takes its logistics and explanations for tasks. Logistic regression by Newton's method, drawn
towards the weights in PRIOR, which were set by hand before any fitting: there are too few candidates to learn ninety weights from nothing.
Cases of one series (``series-a-1``) are one group. What unscripted talk adds is weighed on top of these (training/dealt.py). ``--crossed`` holds what ``training.sense`` read of each case with its own fold left out.
``--write`` replaces the weights of the package.
"""

import argparse
import json
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import numpy as np
from evals.corpora import as_vtt
from evals.reading import load_scorer, open_text
from training import newton

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.talk.acts import find_acts
from minutebook.flow.extract.offline.talk.line import Line, read_lines
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.flow.extract.offline.talk.sense import read_senses
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.flow.extract.offline.work.candidates import Candidate, choose_once, find_candidates, is_sentence
from minutebook.flow.extract.offline.work.features import UNSCRIPTED
from minutebook.flow.extract.offline.work.tasks import cite
from minutebook.flow.extract.offline.work.thread import LIVE
from minutebook.flow.extract.offline.work.written import find_written
from minutebook.model.entity import Context
from minutebook.model.source import Source, SourceKind
from minutebook.run.evaluate import open_case

WEIGHTS = Path(offline.__file__).parent / "data" / "scorer.toml"
PULL = 15.0
"""Strength of the pull towards PRIOR: 8 and 30 are equally good with groups left out, 1 is worse."""
THRESHOLD = 0.38
"""Where precision of left-out groups is .82. From .30 to .45 their F1 falls from .770 to .750 and precision rises from .79 to .85; in meetings that nobody reads it is .08 lower."""
PRIOR = {
    "bias": -1.4, "firm": 1.0, "settled": 1.0, "dated": 1.0, "taken": 0.5, "agreed": 0.3, "thanked": 0.4, "recipient": 0.5, "repeated": 0.2, "due_day": 0.3, "due_vague": 0.3, "owned": 0.3, "named": 0.3, "urgent": 0.3, "strong_verb": 0.3,
    "content": 0.8, "no_content": -0.7, "state_assigned": 1.2, "somebody_must": 0.6, "who_question": -0.8, "narration": -2.5, "if_before": -2.0,
    "if_line": -0.7, "habit": -1.2, "reported": -0.8, "joke": -1.5, "laugh": -1.0, "past": -0.5, "past_plan": -1.0, "vague": -0.3, "negated": -1.0,
    "unanswered": -0.5, "opening": -0.8, "closing": -0.8, "group_only": -1.3, "only_can": -0.4, "only_would": -0.6, "only_order": -0.6,
    "only_suggest": -1.0, "only_someone": 0.2, "only_obtain": -0.3, "only_ask": -0.3, "only_need": -0.6, "only_soon": 0.0,
    "firm_weak": 0.3, "to_oneself": 1.5, "asked_when": 0.4, "journey": -0.8, "granted": 1.0, "companion_only": -0.5, "afterwards": 0.4, "here": -0.5, "talking": -0.3, "talked": -0.8, "broken": -0.4, "embedded": -0.4, "deep": -0.2,
    "dealt": 2.5, "you_stated": -0.4, "long_turn": -0.4, "talk_length": -0.6, "terse": -0.2, "wordy": -0.2,
}  # fmt: skip

CALLS = Path(__file__).with_name("calls.toml")
FOLDS = 7
"""Parts into which meetings and calls are cut to leave one out."""


class Meeting(msgspec.Struct):
    """One meeting: its living candidates, the same as score.py reads them, which are right, and the gold tasks, None of a call."""

    group: str
    candidates: list[Candidate]
    tasks: list[dict[str, Any]]
    right: set[int]
    gold: list[dict[str, Any]] | None


def find_living(
    source: Source, context: Context, senses: np.ndarray | None = None
) -> tuple[tuple[Line, ...], list[Candidate]]:
    """The lines of a source and the candidates that are neither written as tasks nor called off; ``senses`` as those that the package reads, where not given."""
    lexicon = read_lexicon()
    cast = resolve_cast(source, context)
    lines = read_lines(segment(source), cast, source.date, lexicon)
    apart = frozenset(item.line for item in find_written(lines, source.date, lexicon))
    alone = source.kind is SourceKind.MEMO
    acts = find_acts(lines, lexicon)
    if senses is None:
        senses = read_senses(lines, acts)
    found = find_candidates(lines, cast, source.date, lexicon, acts, senses, apart, alone=alone)
    return lines, [
        candidate for candidate in found if is_sentence(candidate.text, lexicon) and candidate.thread.state in LIVE
    ]


def as_told(
    source: Source, lines: tuple[Line, ...], living: Sequence[Candidate], case: dict[str, Any], score: ModuleType
) -> list[dict[str, Any]]:
    """Candidates as tasks, with their evidence by the numbers of the gold's utterances."""
    said = {"utterances": [{"id": u.id, "text": u.text} for u in source.utterances]}
    tasks = [{"text": c.text, "evidence": list(cite(c.lines, lines))} for c in living]
    told: list[dict[str, Any]] = score.renumber({"source": said, "tasks": tasks}, case["utterances"])["tasks"]
    return told


def read_case(folder: Path, score: ModuleType, senses: np.ndarray) -> Meeting:
    source, context = open_case(folder)
    case = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    lines, living = find_living(source, context, senses)
    tasks = as_told(source, lines, living, case, score)
    gold = case["gold"]["tasks"]
    right = {i for i, _ in score.pair(tasks, gold)}
    return Meeting(re.sub(r"-\d+$", "", folder.name), living, tasks, right, gold)


def read_call(path: Path, judged: Sequence[int], fold: int) -> Meeting:
    meeting = json.loads(path.read_text(encoding="utf-8"))
    source = open_text(f"{meeting['date']} {path.stem}.vtt", as_vtt(meeting["utterances"]))
    lines, living = find_living(source, Context())
    right = {n for n, c in enumerate(living) if any(lines[act.line].utterances[0] in judged for act in c.thread.acts)}
    return Meeting(f"call {fold % FOLDS}", living, [{"text": c.text} for c in living], right, None)


class Model:
    """The candidates of all meetings as one matrix, a column a feature and the last one the bias."""

    def __init__(self, meetings: list[Meeting]) -> None:
        self.meetings = meetings
        found = [candidate.features for m in meetings for candidate in m.candidates]
        self.names = [*sorted({name for each in found for name in each}.difference(UNSCRIPTED)), "bias"]
        at = {name: n for n, name in enumerate(self.names)}
        self.rows = np.zeros((len(found), len(self.names)))
        self.rows[:, -1] = 1
        self.right = np.array([n in m.right for m in meetings for n in range(len(m.candidates))], dtype=float)
        self.groups = np.array([m.group for m in meetings for _ in m.candidates])
        for row, each in zip(self.rows, found, strict=True):
            for name, value in each.items():
                if name in at:
                    row[at[name]] = value
        self.prior = np.array([PRIOR.get(name, 0.0) for name in self.names])

    def fit(self, chosen: np.ndarray) -> np.ndarray:
        """The weights that make the chosen rows likeliest, drawn towards PRIOR; the bias is free."""
        rows, right = self.rows[chosen], self.right[chosen]
        pull = np.full(len(self.names), PULL)
        pull[-1] = 1e-6
        return newton.fit(rows, right, pull, self.prior, rounds=12)

    def left_out(self) -> list[np.ndarray]:
        """For each meeting the chances of its candidates by weights that were fitted without its group."""
        chances = np.zeros(len(self.right))
        groups = sorted(set(self.groups))
        for fold in range(FOLDS):
            mine = np.isin(self.groups, groups[fold::FOLDS])
            chances[mine] = 1 / (1 + np.exp(-self.rows[mine] @ self.fit(~mine)))
        ends = np.cumsum([len(m.candidates) for m in self.meetings])
        return np.split(chances, ends[:-1])


def report(model: Model, score: ModuleType) -> None:
    """Print F1 of the gold meetings and precision of the calls, groups left out, at some thresholds."""
    left_out = model.left_out()
    for threshold in (0.30, 0.35, THRESHOLD, 0.40, 0.42, 0.45):
        report_from(threshold, model.meetings, left_out, score)


def report_from(
    threshold: float, meetings: Sequence[Meeting], left_out: Sequence[np.ndarray], score: ModuleType
) -> None:
    hits = given = gold = called = right = 0
    for meeting, chances in zip(meetings, left_out, strict=True):
        kept = choose(meeting.candidates, chances, threshold)
        if meeting.gold is None:
            called += len(kept)
            right += len(meeting.right.intersection(kept))
            continue
        hits += len(score.pair([meeting.tasks[n] for n in kept], meeting.gold))
        given += len(kept)
        gold += len(meeting.gold)
    print(
        f"threshold {threshold:.2f}: F1 {2 * hits / (given + gold):.3f}  P {hits / given:.3f}  R {hits / gold:.3f}"
        f" ({hits} of {gold} gold, {given} given); calls {right} right of {called} given"
    )


def choose(candidates: Sequence[Candidate], chances: np.ndarray, threshold: float) -> list[int]:
    """The places of the candidates that are told from a threshold on, each piece of work once."""
    rated = [(chance, c) for chance, c in zip(chances, candidates, strict=True) if chance >= threshold]
    once = {id(c.thread) for _, c in choose_once(rated, read_lexicon())}
    return [n for n, c in enumerate(candidates) if id(c.thread) in once]


def read_arguments(description: str | None) -> argparse.ArgumentParser:
    """What this and training/dealt.py are told: where meetings lie."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--crossed", type=Path, required=True)
    parser.add_argument("--calls", type=Path)
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="CASE")
    parser.add_argument("--write", action="store_true")
    return parser


def read_meetings(args: argparse.Namespace, score: ModuleType) -> list[Meeting]:
    folders = sorted(path.parent for each in args.gold for path in each.glob("*/gold.json"))
    meetings = [
        read_case(folder, score, np.load(args.crossed / f"{folder.name}.npy").astype(float))
        for folder in folders
        if folder.name not in args.leave_out
    ]
    if args.calls:
        judged = tomllib.loads(CALLS.read_text(encoding="utf-8"))
        meetings += [read_call(args.calls / f"{name}.json", judged[name], n) for n, name in enumerate(sorted(judged))]
    return meetings


def main() -> None:
    args = read_arguments(__doc__).parse_args()
    score = load_scorer(args.gold[0].resolve().parent)
    model = Model(read_meetings(args, score))
    report(model, score)
    if args.write:
        weights = model.fit(np.ones(len(model.right), dtype=bool))
        WEIGHTS.write_text(as_toml(dict(zip(model.names, weights, strict=True))), encoding="utf-8")


def as_toml(weights: dict[str, float]) -> str:
    told = "".join(
        f"{name} = {value:.3f}\n" for name, value in sorted(weights.items()) if name != "bias" and abs(value) >= 0.02
    )
    return (
        "# Weights of the task scorer: log odds for each feature of features.py. Fitted by training/tasks.py (python -m training.tasks).\n"
        f"bias = {weights['bias']:.3f}\nthreshold = {THRESHOLD:.2f}\n\n[weights]\n{told}"
    )


if __name__ == "__main__":
    main()
