"""How far confidences can be trusted: `python -m evals.calibration SHARED_EVAL [--set dev --set dev-long]`.

Every item of the engine over the gold cases falls into a bin by its confidence. It is right where score.py pairs it with a gold item of
its kind (owner and due date apart). As in score.py, of tasks only open ones count, and those that may stand or fall (optional tasks,
followed ones that are also reported) are left out. "told" is the mean confidence of a bin, "right" the share that was; the error is
their distance, weighted by count.

Below the table stands what lies under the engine's own threshold: candidates of tasks that it weighed and left out.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from evals.reading import every_candidate, load_scorer, ratio, task_threshold

from minutebook.flow.extract.offline import OfflineEngine
from minutebook.run.evaluate import read_case
from minutebook.run.publish import publish_json

KINDS = ("tasks", "decisions", "facts", "questions")
BINS = 10
Judged = tuple[float, bool]
"""The confidence of an item, and whether it is right."""


def judge_tasks(score: ModuleType, pred: dict[str, Any], gold: dict[str, Any]) -> Iterator[Judged]:
    """As score.score_tasks pairs them: what is neither right nor wrong is left out."""
    preds = [t for t in pred["tasks"] if t["status"] not in score.CLOSED]
    right = {i for i, _ in score.pair(preds, gold.get("tasks") or [])}
    loose = score.without(preds, right)
    excused = list(gold.get("optional_tasks") or [])
    reported = [dict(u, text=u["task_text"]) for u in pred["updates"]]
    for update in gold.get("updates") or []:
        followed = dict(update, text=update["task_text"])
        if update["status"] not in score.CLOSED and score.pair(reported, [followed]):
            excused.append(followed)
    wrong = score.without(loose, {i for i, _ in score.pair(loose, excused)})
    yield from ((preds[i]["confidence"], True) for i in right)
    yield from ((item["confidence"], False) for item in wrong)


def judge(score: ModuleType, pred: dict[str, Any], gold: dict[str, Any], kind: str) -> Iterator[Judged]:
    if kind == "tasks":
        yield from judge_tasks(score, pred, gold)
        return
    right = {i for i, _ in score.pair(pred[kind], gold.get(kind) or [])}
    yield from ((item["confidence"], i in right) for i, item in enumerate(pred[kind]))


def read_folder(score: ModuleType, folder: Path) -> dict[str, list[Judged]]:
    """The items of every case in a folder of gold cases, judged, by kind."""
    judged: dict[str, list[Judged]] = {kind: [] for kind in KINDS}
    for path in sorted(folder.glob("*/gold.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        written = json.loads(publish_json(*read_case(path.parent, OfflineEngine())))
        pred = score.renumber(written, case.get("utterances") or [])
        for kind in KINDS:
            judged[kind] += judge(score, pred, case["gold"], kind)
    return judged


def tabulate(judged: Sequence[Judged]) -> Iterator[str]:
    """A line a bin that holds something, then the expected error and the Brier score."""
    error = 0.0
    for low in range(BINS):
        inside = [(c, right) for c, right in judged if min(int(c * BINS), BINS - 1) == low]
        if inside:
            told = sum(c for c, _ in inside) / len(inside)
            right = sum(right for _, right in inside)
            error += abs(told * len(inside) - right)
            yield f"  {low / BINS:.1f}–{(low + 1) / BINS:.1f}  told {told:.2f}  right {right / len(inside):.2f}  ({right} of {len(inside)})"
    brier = sum((c - right) ** 2 for c, right in judged)
    right = sum(right for _, right in judged)
    yield f"  all      expected error {ratio(error, len(judged)):.3f}, Brier {ratio(brier, len(judged)):.3f}  ({right} of {len(judged)})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument(
        "--set", action="append", dest="sets", help="a folder of gold cases (default: dev and dev-long)"
    )
    args = parser.parse_args()
    score = load_scorer(args.shared)
    folders = [args.shared / name for name in args.sets or ("dev", "dev-long")]
    judged: dict[str, list[Judged]] = {kind: [] for kind in KINDS}
    weighed: list[Judged] = []
    for folder in folders:
        for kind, items in read_folder(score, folder).items():
            judged[kind] += items
        with every_candidate():
            weighed += read_folder(score, folder)["tasks"]
    for kind, items in judged.items():
        print(kind, *tabulate(items), sep="\n")
    print(f"candidates of tasks below the threshold of {task_threshold():.2f}")
    print(*tabulate([(c, right) for c, right in weighed if c < task_threshold()]), sep="\n")


if __name__ == "__main__":
    main()
