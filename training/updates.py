"""Fit how news of earlier work is told from other talk, and how it says that the work stands, on labelled meetings.

    python -m training.updates GOLD_DIR... --crossed FOLDER [--series FOLDER] [--exchanges FILE] [--leave-out CASE ...] [--write]

Two linear models: whether a line is news (lines in the evidence of a gold update, in meetings that had open tasks), and of which status (the talk
from the line on that most reads as news). Gold non-tasks that were done, cancelled or given to somebody else teach the status too, at ``TRAP`` of the weight.
``--crossed`` holds what ``training.sense`` read of each case with its own fold left out. Cases of one series are one group; right are those of groups left out.
``--series`` holds short series (evals/series.py), which the reader of lines has not learned from; ``--exchanges`` are single reports (evals/reports).
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from evals.series import Series, open_meeting, people_of, read_series
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from training import logistic
from training.sense import group_of

import minutebook.flow.extract.offline as offline
from minutebook.flow.context import build_context
from minutebook.flow.extract.offline.news.status import STATUSES, describe_status, find_day, read_passage, tell
from minutebook.flow.extract.offline.news.updates import LEAST as MARKS
from minutebook.flow.extract.offline.news.updates import chance_of_news, describe
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.talk.acts import find_acts
from minutebook.flow.extract.offline.talk.line import Line, read_lines
from minutebook.flow.extract.offline.talk.reported import LEVELS, read_families
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.flow.extract.offline.talk.sense import read_senses
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.run.evaluate import open_case

DATA = Path(offline.__file__).parent / "data" / "en"
PULL = 3.0
TRAP = 0.15
PLAIN = {"sure": 0.3, "may": 0.1, "loose": 0.1}
"""What a report counts that is only a phrase of each level; there are ``LEAST`` of each."""
LEAST, SEEN = 12, 4
"""Reports that a phrase stands for; reports in which a word must occur to be learned."""
SPEAKERS, EXCHANGED = ("Ada Holm", "Ben Krall"), "2026-03-02"
"""Who speaks in an exchange, and when."""
STRENGTH = 1.0
EVEN = 0.3
"""How far rare statuses are favoured: the power of their share by which their chance is divided: measures count each status alike."""
SLIGHT = 0.1
"""Weights below which a word is left out."""
OPEN = {"slipped": "in-progress"}
WHY = {"already-done": "done", "cancelled": "cancelled", "reassigned": "reassigned"}


class Report(msgspec.Struct):
    """One thing said of how some work stands: its features, its status and what it counts."""

    group: str
    features: dict[str, float]
    status: int
    counts: float
    full: bool = False
    """Whether it is of a gold update."""


def read_case(folder: Path, senses: np.ndarray) -> tuple[list[logistic.Sample], list[Report]]:
    """The lines of a case as news or not, and its reports."""
    case = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    source, context = open_case(folder)
    cast = resolve_cast(source, context)
    lines = read_lines(segment(source), cast, source.date, read_lexicon())
    if len(senses) != len(lines):
        print(f"{folder.name} is cut otherwise than when it was kept: left out")
        return [], []
    news = {at for update in case["gold"].get("updates") or [] for at in update["evidence"]}
    samples = news_or_not(lines, senses, news) if case.get("open_tasks") else []
    return samples, read_reports(group_of(folder.name), lines, senses, source.date, case["gold"])


def read_meetings(path: Path) -> Iterator[tuple[list[logistic.Sample], list[Report]]]:
    """As ``read_case``, of each meeting of the short series in a file."""
    for series in read_series(path):
        yield from _read_series(series)


def _read_series(series: Series) -> Iterator[tuple[list[logistic.Sample], list[Report]]]:
    me, entities = people_of(series)
    for number, (day, turns) in enumerate(series.meetings.items()):
        source, tags = open_meeting(series, day, turns)
        cast = resolve_cast(source, build_context(source, me, entities, ()))
        lines = read_lines(segment(source), cast, source.date, read_lexicon())
        senses = read_senses(lines, find_acts(lines, read_lexicon()))
        updates: list[dict[str, Any]] = [
            {"status": told[1], "evidence": [n for n, found in tags.items() if tag in found]}
            for tag, told in series.gold.items()
            if tag.startswith("U") and any(tag in found for found in tags.values())
        ]
        news = {at for update in updates for at in update["evidence"]}
        samples = news_or_not(lines, senses, news) if number else []
        yield samples, read_reports(series.name, lines, senses, source.date, {"updates": updates, "non_tasks": []})


def read_exchanges(path: Path) -> Iterator[list[Report]]:
    """The report of each line of a file: its status, and what two people say in turn."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if line.startswith("#"):
            continue
        status, _, said = line.partition(" | ")
        turns = [(SPEAKERS[n % 2], ["U1"], words) for n, words in enumerate(said.split(" / "))]
        series = Series(f"exchange {number}", list(SPEAKERS), {"U1": ["T1", status]}, {}, {EXCHANGED: turns})
        for _, reports in _read_series(series):
            yield reports


def news_or_not(lines: Sequence[Line], senses: np.ndarray, news: set[int]) -> list[logistic.Sample]:
    return [(describe(line, senses), float(not news.isdisjoint(line.utterances)), 1.0) for line in lines]


def read_reports(
    group: str, lines: Sequence[Line], senses: np.ndarray, day: date, gold: dict[str, Any]
) -> list[Report]:
    told = cache(lambda n: tell(lines[n]))
    found = []
    for line, status, counts, full in _told(lines, gold, senses):
        passage = read_passage(lines, line, senses)
        said = describe_status(passage, find_day(passage, day), told)
        found.append(Report(group, said, status, counts, full))
    return found


def _told(lines: Sequence[Line], gold: dict[str, Any], senses: np.ndarray) -> Iterator[tuple[Line, int, float, bool]]:
    """The lines of each report that read as news, with the status and what each counts."""
    items = [
        (update["evidence"], OPEN.get(update["status"], update["status"]), 1.0) for update in gold.get("updates") or []
    ]
    items += [(trap["evidence"], WHY[trap["why"]], TRAP) for trap in gold["non_tasks"] if trap.get("why") in WHY]
    names = [status.value for status in STATUSES]
    for evidence, status, counts in items:
        cited = [line for line in lines if not set(evidence).isdisjoint(line.utterances)]
        marks = [line for line in cited if chance_of_news(describe(line, senses)) >= MARKS] or cited
        for line in marks if status in names else ():
            yield line, names.index(status), counts / len(marks), counts == 1


def plain_reports() -> list[Report]:
    """A report that says nothing but a phrase of one family, for each: what the phrases say by themselves."""
    names = [status.value for status in STATUSES]
    families = [(name, *name.split(":")) for name in read_families()[0]]
    return [
        Report("", {name: LEVELS[level]}, names.index(OPEN.get(status, status)), PLAIN[level])
        for name, level, status in families
        for _ in range(LEAST)
    ]


class Model:
    """Of the words of reports, the weight of each status."""

    def __init__(self, reports: Sequence[Report]) -> None:
        seen = Counter(name for report in reports for name in report.features)
        self.columns = DictVectorizer()
        self.rows = self.columns.fit_transform(
            [{name: value for name, value in r.features.items() if seen[name] >= SEEN} for r in reports]
        )
        self.status = np.array([r.status for r in reports])
        self.counts = np.array([r.counts for r in reports])
        self.groups = np.array([r.group for r in reports])
        self.full = np.array([r.full for r in reports])

    def fit(self, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Weights (feature, status) and biases."""
        model = LogisticRegression(C=STRENGTH, max_iter=500)
        model.fit(self.rows[chosen], self.status[chosen], self.counts[chosen])
        share = np.bincount(self.status[chosen], self.counts[chosen], len(STATUSES)) / self.counts[chosen].sum()
        return model.coef_.T, model.intercept_ - EVEN * np.log(share)

    def left_out(self) -> np.ndarray:
        """The status of each report by what was learned from other groups."""
        found = np.zeros(len(self.status), dtype=int)
        for learned, tried in GroupKFold(10).split(self.rows, self.status, self.groups):
            weights, bias = self.fit(learned)
            found[tried] = (self.rows[tried] @ weights + bias).argmax(axis=1)
        return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--crossed", type=Path, required=True)
    parser.add_argument("--series", type=Path)
    parser.add_argument("--exchanges", type=Path)
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="CASE")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    samples: list[logistic.Sample] = []
    reports: list[Report] = []
    for folder in sorted(path.parent for each in args.gold for path in each.glob("*/gold.json")):
        kept = args.crossed / f"{folder.name}.npy"
        if folder.name not in args.leave_out and kept.is_file():
            lines, told = read_case(folder, np.load(kept).astype(float))
            samples += lines
            reports += told
    for path in sorted(args.series.glob("*.txt")) if args.series else ():
        for lines, told in read_meetings(path):
            samples += lines
            reports += told
    for told in read_exchanges(args.exchanges) if args.exchanges else ():
        reports += told
    model = Model([*reports, *plain_reports()])
    found, real = model.left_out(), model.full
    print(
        f"{len(samples)} lines, {sum(label > 0 for _, label, _ in samples)} of them news; {real.sum()} updates, {len(reports)} reports"
    )
    for n, status in enumerate(STATUSES):
        right = (found == n) & (model.status == n) & real
        print(
            f"{status.value:12} {right.sum()} right of {(real & (model.status == n)).sum()}, {(real & (found == n)).sum()} given"
        )
    if args.write:
        write_news(logistic.fit(samples, PULL))
        write_status(model)


def write_news(weights: dict[str, float]) -> None:
    told = "".join(f"{name} = {value:.3f}\n" for name, value in sorted(weights.items()))
    (DATA / "updates_weights.toml").write_text(
        "# Weights of news, made by training/updates.py.\n" + told, encoding="utf-8"
    )


def write_status(model: Model) -> None:
    weights, bias = model.fit(np.ones(len(model.status), dtype=bool))
    names = model.columns.get_feature_names_out()
    rows = [
        (":bias", bias),
        *((name, row) for name, row in zip(names, weights, strict=True) if np.abs(row).max() >= SLIGHT),
    ]
    told = "".join(f"{json.dumps(name)} = [{', '.join(f'{value:.2f}' for value in row)}]\n" for name, row in rows)
    head = f"# Weights of {', '.join(STATUSES)}; made by training/updates.py.\n"
    (DATA / "status_weights.toml").write_text(head + told, encoding="utf-8")


if __name__ == "__main__":
    main()
