"""Labelled meetings with open tasks: what was remarked in each, and which remarks are news of which task."""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from evals.series import Series, carry_on, open_before, open_meeting, people_of, read_series
from training.sense import group_of

from minutebook.flow.context import build_context
from minutebook.flow.extract.offline.letter.news import LEAST as WRITTEN
from minutebook.flow.extract.offline.letter.news import find_news, telling_lines
from minutebook.flow.extract.offline.news.remarks import LEAST, describe, find_remarks, may_report
from minutebook.flow.extract.offline.news.status import tell
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.reading import read_source
from minutebook.flow.extract.offline.talk.acts import find_acts
from minutebook.flow.extract.offline.talk.line import read_lines
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.flow.extract.offline.talk.sense import read_senses
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.model.entity import Context, OpenTask
from minutebook.model.extraction import Remark
from minutebook.model.source import Source, SourceKind
from minutebook.run.evaluate import open_case

SPEAKERS, EXCHANGED = ("Ada Holm", "Ben Krall"), "2026-03-02"
"""Who speaks in an exchange, and when."""
TRAP = 0.15
"""What something that only sounds like a task counts beside news of one."""
WHY = {"already-done": "done", "cancelled": "cancelled", "reassigned": "reassigned"}


class News(msgspec.Struct, frozen=True):
    """What is told of a task, or (None) of none that is open: how it stands, in which utterances; one that is only said again is not ``new``."""

    task: int | None
    status: str
    evidence: frozenset[int]
    counts: float = 1.0
    new: bool = True


class Meeting(msgspec.Struct, frozen=True):
    """``words``: by remark the phrases that it has."""

    group: str
    day: date
    remarks: tuple[Remark, ...]
    words: tuple[dict[str, float], ...]
    tasks: tuple[OpenTask, ...]
    news: tuple[News, ...]
    talk: dict[int, str]
    people: tuple[str, ...]
    whole: bool = True
    """Whether it is a meeting with open tasks, and no single exchange."""
    lines: tuple[tuple[dict[str, float], bool], ...] = ()
    """What tells of each line whether it is news, and whether it is."""

    def passage(self, news: News) -> list[int]:
        """The remarks of its utterances."""
        return [n for n, remark in enumerate(self.remarks) if not news.evidence.isdisjoint(remark.evidence)]


def read_meeting(
    group: str,
    source: Source,
    context: Context,
    tasks: Sequence[OpenTask],
    news: Sequence[News],
    senses: np.ndarray | None = None,
    whole: bool = True,
) -> Meeting:
    """``senses``: what was kept of the lines; by default the package reads them."""
    if source.kind is SourceKind.EMAIL:
        read = read_source(source, context)
        cast, senses = read.cast, read.senses
        lines = tuple(line for page in read.pages for line in telling_lines(page, read.lines))
        remarks, least = tuple(find_news(read.pages, read.lines, cast, senses)), WRITTEN
    else:
        cast = resolve_cast(source, context)
        lines = read_lines(segment(source), cast, source.date, read_lexicon())
        if senses is None:
            senses = read_senses(lines, find_acts(lines, read_lexicon()))
        if len(senses) != len(lines):
            raise ValueError(f"{group}: its lines are cut otherwise than when they were kept")
        remarks, least = find_remarks(lines, cast, source.date, senses), LEAST
    told = {at for each in news if each.task is not None for at in each.evidence}
    return Meeting(
        group,
        source.date,
        remarks,
        tuple(tell(lines[at]) for at, _ in may_report(lines, senses, least)),
        tuple(tasks),
        tuple(news),
        {u.id: u.text for u in source.utterances},
        tuple(p.name for p in cast.participants if p.name),
        whole,
        tuple((describe(line, senses), not told.isdisjoint(line.utterances)) for line in lines) if whole else (),
    )


def read_cases(golds: Sequence[Path], crossed: Path, without: Sequence[str]) -> Iterator[Meeting]:
    """The gold cases that have news, or what only sounds like work and was done, dropped or given away."""
    for folder in sorted(path.parent for gold in golds for path in gold.glob("*/gold.json")):
        kept = crossed / f"{folder.name}.npy"
        if folder.name in without or not kept.is_file():
            continue
        case = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        earlier = case.get("open_tasks") or []
        if not earlier and not any(trap.get("why") in WHY for trap in case["gold"]["non_tasks"]):
            continue
        source, context = open_case(folder)
        tasks = [OpenTask(t["task_text"], t["owner"], t["due"], said=_said(folder, t)) for t in earlier]
        texts = [task.text for task in tasks]
        news = [
            News(texts.index(u["task_text"]), u["status"], frozenset(u["evidence"]))
            for u in case["gold"].get("updates") or []
            if u["task_text"] in texts
        ]
        news += [
            News(None, WHY[trap["why"]], frozenset(trap["evidence"]), TRAP)
            for trap in case["gold"]["non_tasks"]
            if trap.get("why") in WHY
        ]
        try:
            yield read_meeting(
                group_of(folder.name), source, context, tasks, news, np.load(kept).astype(float), bool(tasks)
            )
        except ValueError as error:
            print(error)


def _said(folder: Path, task: dict[str, Any]) -> str:
    """What was said where an earlier case of the same folder has the task."""
    earlier = folder.parent / str(task.get("task_from"))
    if not (earlier / "gold.json").is_file():
        return ""
    gold = json.loads((earlier / "gold.json").read_text(encoding="utf-8"))["gold"]["tasks"]
    cited: list[int] = next((t["evidence"] for t in gold if t["text"] == task["task_text"]), [])
    return " ".join(u.text for u in open_case(earlier)[0].utterances if u.id in cited)


def read_all_series(folder: Path, apart: Collection[str] = ()) -> Iterator[Meeting]:
    """Every meeting of the files of a folder but those named in ``apart``."""
    for path in sorted(folder.glob("*.txt")):
        if path.name not in apart:
            yield from read_series_of(path)


def read_series_of(path: Path) -> Iterator[Meeting]:
    for series in read_series(path):
        yield from _read_series(series)


def _read_series(series: Series) -> Iterator[Meeting]:
    me, entities = people_of(series)
    opened = open_before(series)
    for day, turns in series.meetings.items():
        source, tags = open_meeting(series, day, turns)
        tagged = {
            tag: frozenset(n for n, found in tags.items() if tag in found) for found in tags.values() for tag in found
        }
        known = list(opened)
        news = [
            News(known.index(series.gold[tag][0]), (*series.gold[tag], "in-progress")[1], at, new=tag.startswith("U"))
            for tag, at in tagged.items()
            if tag in series.gold and series.gold[tag][0] in known
        ]
        if opened:
            tasks = [task for task, _ in opened.values()]
            yield read_meeting(series.name, source, build_context(source, me, entities, ()), tasks, news)
        carry_on(series, day, source, tags, opened)


def read_exchanges(path: Path) -> Iterator[Meeting]:
    """Each line of a file: its status, whose of two the work is where that is known, and what they say in turn."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if line.startswith("#"):
            continue
        head, _, said = line.partition(" | ")
        status, _, owner = head.partition(" ")
        turns = [(SPEAKERS[n % 2], ["U1"], words) for n, words in enumerate(said.split(" / "))]
        series = Series(f"exchange {number}", list(SPEAKERS), {}, {}, {EXCHANGED: turns})
        me, entities = people_of(series)
        source, _ = open_meeting(series, EXCHANGED, turns)
        tasks = [OpenTask("", SPEAKERS[int(owner) - 1])] if owner else []
        news = News(0 if owner else None, status, frozenset(u.id for u in source.utterances))
        yield read_meeting(series.name, source, build_context(source, me, entities, ()), tasks, [news], whole=False)
