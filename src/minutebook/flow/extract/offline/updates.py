"""News of earlier work: what was said to be done, late, under way, dropped or in other hands. The link stage binds it to open tasks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from math import exp

import msgspec
import numpy as np

from minutebook.flow.extract.offline.line import Line, People
from minutebook.flow.extract.offline.patterns import read_weights
from minutebook.flow.extract.offline.sense import LABELS
from minutebook.flow.extract.offline.status import Told, find_day, heard, leans, opens_matter, tell_known, weigh_status
from minutebook.flow.extract.offline.tasks import cite
from minutebook.model.extraction import Update, UpdateStatus

LEAST = 0.03
"""Chance of news from which a line may report: below it, the words of an open task turn up by accident more often."""
NEAR = 2
"""Lines on each side that tell whether one is in the midst of news."""
LINES_TOGETHER = 3
WORDS_BEFORE, WORDS_AFTER = 25, 12
TURNS_BEFORE = 2
"""How far before and after a report people say what it is about."""


class Mark(msgspec.Struct, frozen=True):
    """A line that may be a report. ``leans``: it says "it" or nothing of what it reports on, and so goes on with what stands before."""

    line: Line
    chance: float
    leans: bool


def find_updates(lines: tuple[Line, ...], people: People, reference: date, senses: np.ndarray) -> tuple[Update, ...]:
    """Every report on some earlier work, in order: many more than there is open work, so that none is missed."""
    told = cache(lambda n: tell_known(lines[n]))
    marks = [
        Mark(line, chance, leans(line.plain))
        for line in lines
        if may_be_news(line, senses) and (chance := chance_of_news(describe(line, senses))) >= LEAST
    ]
    groups = list(_reports(lines, marks))
    ends = [*(group[0].line.id for group in groups[1:]), len(lines)]
    return tuple(_report(lines, group, end, people, reference, told) for group, end in zip(groups, ends, strict=False))


def may_be_news(line: Line, senses: np.ndarray) -> bool:
    """Whether a line could be news with all the words of reports: a quick look before the slow one."""
    return chance_of_news(_read(line, senses) | {"sure": 1.0}) >= LEAST


def chance_of_news(features: dict[str, float]) -> float:
    """The chance that a line reports on earlier work."""
    weights = read_weights("updates_weights")
    return 1 / (1 + exp(-weights["bias"] - sum([weights[name] * value for name, value in features.items()])))


def describe(line: Line, senses: np.ndarray) -> dict[str, float]:
    """What tells whether a line is news: how it and those around it read, and the words of reports."""
    families = heard(line)
    sure, may = (any(name.startswith(level) for name in families) for level in ("sure", "may"))
    return _read(line, senses) | {"sure": float(sure), "may": float(may and not sure)}


def _read(line: Line, senses: np.ndarray) -> dict[str, float]:
    news = senses[:, LABELS.index("update")]
    around = news[max(0, line.id - NEAR) : line.id + NEAR + 1]
    return {"sense": float(news[line.id]), "around": float(around.max()), "question": float(line.question)}


def _reports(lines: tuple[Line, ...], marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Marks of one report: each says what it is about, or leans on the one before."""
    group: list[Mark] = []
    for mark in marks:
        near = group and mark.line.id - group[-1].line.id <= LINES_TOGETHER
        if group and not (near and mark.leans and not _turns_away(lines, group[-1].line, mark.line)):
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _turns_away(lines: tuple[Line, ...], before: Line, after: Line) -> bool:
    return any(opens_matter(line) and line.turn != before.turn for line in lines[before.id + 1 : after.id + 1])


def _report(
    lines: tuple[Line, ...], group: list[Mark], end: int, people: People, reference: date, told: Told
) -> Update:
    surest = max(group, key=lambda mark: mark.chance)
    day = find_day(lines, surest.line, reference)
    status = weigh_status(lines, surest.line, day, told)
    first, last = group[0].line, group[-1].line
    said = [mark.line for mark in group]
    cited = cite(tuple(line.id for line in said[:4]), lines)
    about = _around(reversed(lines[: first.id]), WORDS_BEFORE, first.turn, cited)[::-1]
    after = _around(lines[last.id + 1 : end], WORDS_AFTER, last.turn, cited)
    return Update(
        task_text=" ".join(line.text for line in (*about, *lines[first.id : last.id + 1], *after)),
        status=status,
        evidence=cited,
        new_due=day if status is UpdateStatus.SLIPPED else None,
        new_owner=_new_owner(said) if status is UpdateStatus.REASSIGNED else None,
        owner=people.name(surest.line.speaker),
        confidence=round(surest.chance, 3),
    )


def _around(lines: Iterable[Line], enough: int, turn: int, cited: tuple[int, ...]) -> list[Line]:
    """The lines next to a report, until there are enough words or others have taken over; what it cites itself goes without saying."""
    found: list[Line] = []
    for line in lines:
        if enough <= 0 or abs(line.turn - turn) > TURNS_BEFORE:
            break
        enough -= len(line.plain.split())
        if not set(line.utterances) <= set(cited):
            found.append(line)
    return found


def _new_owner(said: list[Line]) -> str | None:
    return next((name.name for line in reversed(said) for name in line.names), None)
