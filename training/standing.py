"""Fit how remarks say that a task stands: the words of each (news/status.py), and who speaks, takes and names a day (flow/link/standing.py)."""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from training.followed import Meeting

from minutebook.flow.extract.offline.talk.reported import LEVELS, read_families
from minutebook.flow.link.standing import STATUSES, counts, describe_move, describe_standing, go_on
from minutebook.model.entity import OpenTask

OPEN = {"slipped": "in-progress"}
BESIDE = ":"
"""What begins the names of what tells beside words."""
PLAIN = {"sure": 0.3, "may": 0.1, "loose": 0.1}
"""What a report counts that is only a phrase of each level; there are ``LEAST`` of each."""
LEAST, SEEN = 12, 4
"""Reports that a phrase stands for; reports in which a word must occur to be learned."""
STRENGTH = 1.0
EVEN = 0.3
"""How far rare statuses are favoured: the power of their share by which their chance is divided: measures count each status alike."""
ALL = "at all"
NOBODYS = OpenTask("")
"""The task of which an exchange tells."""


class Report(msgspec.Struct):
    """One thing said of how some work stands: its features, its status and what it counts."""

    group: str
    features: dict[str, float]
    status: int
    counts: float
    move: dict[str, float] = {}
    moved: bool = False
    """What tells whether work under way has moved to the day that is named, and whether it has."""


def read_reports(meeting: Meeting) -> Iterator[Report]:
    names = [status.value for status in STATUSES]
    for news in meeting.news:
        at = meeting.passage(news)
        status = OPEN.get(news.status, news.status)
        if not at or status not in names or not news.new:
            continue
        task = meeting.tasks[news.task] if news.task is not None else NOBODYS
        passage = [meeting.remarks[n] for n in at]
        after = go_on(meeting.remarks, at, {n for other in meeting.news for n in meeting.passage(other)})
        move = describe_move(passage, task, after) if meeting.whole and status == "in-progress" else {}
        said = describe_passage(meeting, at, task)
        yield Report(meeting.group, said, names.index(status), news.counts, move, news.status == "slipped")


def describe_passage(meeting: Meeting, at: Sequence[int], task: OpenTask) -> dict[str, float]:
    """The words of a passage, what each counts summed, and what tells beside them."""
    passage = [meeting.remarks[n] for n in at]
    found: dict[str, float] = {}
    for n in at:
        weight = counts(meeting.remarks[n], passage)
        for name, value in meeting.words[n].items():
            found[name] = found.get(name, 0.0) + weight * value
    return found | {BESIDE + name: value for name, value in describe_standing(passage, task).items()}


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
    """Of what is said, the weight of each status."""

    def __init__(self, reports: Sequence[Report]) -> None:
        reports = [*reports, *plain_reports()]
        seen = Counter(name for report in reports for name in report.features)
        told = {name for name, count in seen.items() if count >= SEEN or name.startswith(BESIDE)}
        kept = [{name: r.features[name] for name in sorted(told & r.features.keys())} for r in reports]
        columns = DictVectorizer()
        rows = columns.fit_transform(kept)
        status, counted = np.array([r.status for r in reports]), np.array([r.counts for r in reports])
        model = LogisticRegression(C=STRENGTH, max_iter=500).fit(rows, status, counted)
        share = np.bincount(status, counted, len(STATUSES)) / counted.sum()
        self.bias = model.intercept_ - EVEN * np.log(share)
        self.weights = dict(zip(columns.get_feature_names_out(), model.coef_.T, strict=True))

        moves = [report for report in reports if report.move]
        moving = DictVectorizer()
        rows = moving.fit_transform([{name: v for name, v in r.move.items() if name != ALL} for r in moves])
        model = LogisticRegression(C=STRENGTH, max_iter=500).fit(rows, [r.moved for r in moves])
        self.moves = dict(zip(moving.get_feature_names_out(), model.coef_[0], strict=True)) | {ALL: model.intercept_[0]}

    def weigh(self, features: dict[str, float]) -> np.ndarray:
        """The log odds of each status."""
        none = np.zeros(len(STATUSES))
        sums: np.ndarray = self.bias + sum(value * self.weights.get(name, none) for name, value in features.items())
        return sums

    def likeliest(self, features: dict[str, float]) -> int:
        """The index of the status that is likeliest."""
        return int(self.weigh(features).argmax())

    def has_moved(self, move: dict[str, float]) -> bool:
        return bool(sum(value * self.moves.get(name, 0.0) for name, value in move.items()) > 0)
