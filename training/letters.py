"""Fit what weighs the candidates of letters, documents and memos, and say what leaving a part of the sources out costs.

    python -m training.letters GOLD_DIR... --score SHARED [--leave-out CASE ...] [--write] [--crossed OUT]

Each folder's cases are read by the offline engine, whose candidates (``letter/works.py``) are kept on the way: right is one that is like enough a gold
task by score.py's own measure, and hardly less so than the best of them; what the gold calls defensible either way counts for nothing. Logistic
regression by Newton's method, drawn towards nothing; seven folds by source. ``--crossed`` writes the predictions of each case by weights that were
fitted without its fold, for score.py. ``--write`` replaces the weights of the package.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import numpy as np
from evals.reading import load_scorer, replaced
from training import newton

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.letter.choice import Candidate, choose
from minutebook.flow.extract.offline.words.patterns import read_weights
from minutebook.model.extraction import Task
from minutebook.model.source import Source
from minutebook.run.evaluate import read_case
from minutebook.run.publish import publish_json

WEIGHTS = Path(offline.__file__).parent / "data" / "en" / "letter_weights.toml"
PULL = 8.0
FRESH = 2
"""What a candidate counts of a source that nobody had seen who wrote the rules: on the others rules are right more often than elsewhere."""
FRESH_SETS = frozenset({("letters", "o"), *(("letters-tasks", kind) for kind in "fgh")})
"""Folders and first letters of the sources that nobody had seen."""
FOLDS = 7
LEAST = 4
"""Sources in which a feature must be seen."""
LIKE = 0.4
"""Likeness to a gold task, by score.py, from which a candidate is right."""
WORSE = 0.12
"""How much less like it than the best candidate may be."""
THRESHOLDS = (0.30, 0.35, 0.40, 0.45, 0.50, 0.55, 0.60)


class Paper(msgspec.Struct):
    """One source: its pages' candidates, which are right (1 to 0), what each counts, and the gold."""

    folder: Path
    pages: list[list[Candidate]]
    tasks: list[dict[str, Any]]
    written: list[dict[str, Any]]
    """What is told whatever is chosen: boxes, tables, lists."""
    right: np.ndarray
    counts: np.ndarray
    gold: dict[str, Any]


def read_paper(folder: Path, score: ModuleType) -> Paper:
    pages: list[list[Candidate]] = []

    def keep(rated: Sequence[tuple[float, Candidate]], threshold: float | None = None) -> list[Candidate]:  # noqa: ARG001
        pages.append([candidate for _, candidate in rated])
        return []

    with replaced("letter.works.choose", keep):
        source, extraction = read_case(folder, offline.OfflineEngine())
    case = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    candidates = [candidate for page in pages for candidate in page]
    tasks = _numbered(source, candidates, case, score)
    written = _numbered(source, extraction.tasks, case, score)
    gold = case["gold"].get("tasks") or []
    optional = case["gold"].get("optional_tasks") or []
    fresh = (folder.parent.name, folder.name[0]) in FRESH_SETS
    right, counts = np.zeros(len(tasks)), np.full(len(tasks), FRESH if fresh else 1)
    if gold and tasks:
        like = np.array([[_likeness(task, one, score) for one in gold] for task in tasks])
        right = (like >= np.maximum(LIKE, like.max(axis=0) - WORSE)).any(axis=1).astype(float)
    for n, task in enumerate(tasks):
        if not right[n] and any(score.similarity(task, one) >= LIKE for one in optional):
            counts[n] = 0
    return Paper(folder, pages, tasks, written, right, counts, case["gold"])


def _likeness(task: dict[str, Any], gold: dict[str, Any], score: ModuleType) -> float:
    owned = score.fold_name(task.get("owner")) == score.fold_name(gold.get("owner"))
    return float(score.similarity(task, gold)) - (0.0 if owned else WORSE)


def _numbered(
    source: Source, candidates: Sequence[Candidate | Task], case: dict[str, Any], score: ModuleType
) -> list[dict[str, Any]]:
    """The candidates as score.py reads tasks, with evidence in the gold's numbers."""
    said = {"utterances": [{"id": u.id, "text": u.text} for u in source.utterances]}
    tasks = [{"text": c.text, "owner": c.owner, "evidence": list(c.evidence)} for c in candidates]
    found: list[dict[str, Any]] = score.renumber({"source": said, "tasks": tasks}, case["utterances"])["tasks"]
    return found


class Model:
    """The candidates of all sources as one matrix, a column a feature and the last one the bias."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self.papers = papers
        seen: Counter[str] = Counter()
        for paper in papers:
            seen.update({name for page in paper.pages for c in page for name in c.features})
        self.names = [*sorted(name for name, count in seen.items() if count >= LEAST), "bias"]
        at = {name: n for n, name in enumerate(self.names)}
        candidates = [(n, c) for n, paper in enumerate(papers) for page in paper.pages for c in page]
        self.rows = np.zeros((len(candidates), len(self.names)))
        self.rows[:, -1] = 1
        for row, (_, candidate) in zip(self.rows, candidates, strict=True):
            for name, value in candidate.features.items():
                if name in at:
                    row[at[name]] = value
        self.paper = np.array([n for n, _ in candidates])
        self.right = np.concatenate([paper.right for paper in papers])
        self.counts = np.concatenate([paper.counts for paper in papers])

    def fit(self, chosen: np.ndarray) -> np.ndarray:
        taken = np.repeat(np.flatnonzero(chosen), self.counts[chosen])
        pull = np.full(len(self.names), PULL)
        pull[-1] = 1e-6
        return newton.fit(self.rows[taken], self.right[taken], pull, rounds=10)

    def left_out(self) -> tuple[np.ndarray, list[np.ndarray]]:
        """The chances of all candidates by weights fitted without their fold, and the weights of each fold."""
        chances, weights = np.zeros(len(self.right)), []
        for fold in range(FOLDS):
            mine = self.paper % FOLDS == fold
            weights.append(self.fit(~mine))
            chances[mine] = 1 / (1 + np.exp(-self.rows[mine] @ weights[-1]))
        return chances, weights


def report(model: Model, chances: np.ndarray, score: ModuleType) -> float:
    """Print what thresholds give with folds left out, by folder; the best of all."""
    best = (0.0, 0.0)
    groups = sorted({paper.folder.parent.name for paper in model.papers})
    for threshold in THRESHOLDS:
        hits: Counter[str] = Counter()
        told: Counter[str] = Counter()
        gold: Counter[str] = Counter()
        for n, paper in enumerate(model.papers):
            own = chances[model.paper == n]
            at, kept = 0, list(paper.written)
            for page in paper.pages:
                rated = list(zip(own[at : at + len(page)], page, strict=True))
                names = {id(c) for c in choose(rated, threshold)}
                kept += [paper.tasks[at + i] for i, c in enumerate(page) if id(c) in names]
                at += len(page)
            wanted = paper.gold.get("tasks") or []
            pairs = score.pair(kept, wanted)
            loose = [task for i, task in enumerate(kept) if i not in {a for a, _ in pairs}]
            excused = len(score.pair(loose, paper.gold.get("optional_tasks") or []))
            for group in (paper.folder.parent.name, "all"):
                hits[group] += len(pairs)
                told[group] += len(kept) - excused
                gold[group] += len(wanted)
        f1 = {g: 2 * hits[g] / max(1, told[g] + gold[g]) for g in (*groups, "all")}
        best = max(best, (f1["all"], threshold))
        print(f"{threshold:.2f}", *(f"{g} {f1[g]:.3f} ({hits[g]} / {gold[g]} / {told[g]})" for g in f1), sep="  ")
    return best[1]


def read_arguments(doc: str | None) -> argparse.Namespace:
    """What a fit on written pages is asked for; ``folders``: its cases."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--score", type=Path, required=True, help="the folder that holds score.py")
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="CASE")
    parser.add_argument("--crossed", type=Path)
    parser.add_argument("--threshold", type=float)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    every = (path.parent for each in args.gold for path in sorted(each.glob("*/gold.json")))
    args.folders = [folder for folder in every if not folder.name.startswith(tuple(args.leave_out or ["-"]))]
    return args


def main() -> None:
    args = read_arguments(__doc__)
    score = load_scorer(args.score)
    papers = [read_paper(folder, score) for folder in args.folders]
    model = Model(papers)
    print(
        f"{len(papers)} sources, {len(model.right)} candidates, {int(model.right.sum())} right, {len(model.names)} features"
    )
    reached = sum(len(score.pair([*p.written, *p.tasks], p.gold.get("tasks") or [])) for p in papers)
    print(f"gold tasks that some candidate is like: {reached} of {sum(len(p.gold.get('tasks') or []) for p in papers)}")
    chances, weights = model.left_out()
    threshold = args.threshold or report(model, chances, score)
    if args.crossed:
        args.crossed.mkdir(parents=True, exist_ok=True)
        for n, paper in enumerate(papers):
            told = dict(zip(model.names, weights[n % FOLDS], strict=True)) | {"threshold": threshold}
            with replaced("letter.choice.read_weights", lambda _, told=told: _with_nought(told)):
                source, extraction = read_case(paper.folder, offline.OfflineEngine())
            (args.crossed / f"{paper.folder.name}.json").write_bytes(publish_json(source, extraction))
    if args.write:
        fitted = model.fit(np.ones(len(model.right), dtype=bool))
        WEIGHTS.write_text(_as_toml(dict(zip(model.names, fitted, strict=True)), threshold), encoding="utf-8")
        read_weights.cache_clear()


def _with_nought(weights: dict[str, float]) -> Any:
    class Weights(dict[str, float]):
        def __missing__(self, key: str) -> float:
            return 0.0

    return Weights(weights)


def _as_toml(weights: dict[str, float], threshold: float) -> str:
    told = "".join(
        f'"{name}" = {value:.3f}\n' for name, value in sorted(weights.items()) if name != "bias" and abs(value) >= 0.02
    )
    return (
        "# Weights of what may be work in a letter, a document or a memo: log odds for each feature of letter/signs.py. Made by training/letters.py.\n"
        f"bias = {weights['bias']:.3f}\nthreshold = {threshold:.2f}\n{told}"
    )


if __name__ == "__main__":
    main()
