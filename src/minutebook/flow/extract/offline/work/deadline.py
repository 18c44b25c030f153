"""Which of the days that a talk names is the deadline of a piece of work, or that none is: a small network learned from labelled meetings weighs each.

It is one row of hidden values over what speaks for a day, beside a linear part; the chances of a thread's days and of none sum up to one.
"""

from collections.abc import Container, Sequence
from datetime import date
from functools import cache

import msgspec
import numpy as np

from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.salience import count
from minutebook.flow.extract.offline.talk.sense import MINE, YOURS
from minutebook.flow.extract.offline.words.data import DATA
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.work.belonging import Claims, Features
from minutebook.flow.extract.offline.work.claim import lay_claim
from minutebook.flow.extract.offline.work.days import WHEN, Day, find_days
from minutebook.flow.extract.offline.work.due import Due, find_due
from minutebook.flow.extract.offline.work.thread import Busy, Thread, find_acting
from minutebook.text import patterns as re
from minutebook.text.dates import DateKind

MANY = 6
NEAR = 4
"""Lines from each act in which something may say that there is no hurry."""
SAID_AT_ONCE = 3
"""Lines from a term that is counted from something in which its day may be said."""
_EASY = re.compile(
    r"\b(?:no (?:rush|hurry)|not urgent|whenever|when (?:you|i|we) (?:get|have|can|find)|one day|some ?(?:day|time|point|evening|morning|afternoon|night)|in the meantime|as (?:they|it) come)\b"
)
_FROM_EVENT = re.compile(r"\bwithin (?:[\w-]+ ){1,3}(?:days?|weeks?|months?|hours?) (?:of|after|from|following)\b")
_FOLLOWS = re.compile(r"\b(?:once|when|after|as soon as|if|until)\b")
_TELLING = ("own", "ruled", "ruled_vague", "shared_any", "asked_when", "by")
"""What, where it speaks for any day, tells whether a thread has one at all."""


class Option(msgspec.Struct, frozen=True):
    """A day that may be a thread's deadline, None for none, and what speaks for it."""

    day: Day | None
    features: Features


class Weights(msgspec.Struct, frozen=True):
    """``names``: the row of each feature; ``hidden``: a column a hidden value; ``plain``: the linear part; several networks one after the other. ``times``: how many times as likely as none a day must be."""

    names: dict[str, int]
    hidden: np.ndarray
    bias: np.ndarray
    out: np.ndarray
    plain: np.ndarray
    times: float


def choose_dues(
    threads: Sequence[Thread],
    owners: Sequence[str | None],
    lines: tuple[Line, ...],
    people: People,
    reference: date,
    odds: np.ndarray,
    lexicon: Lexicon,
    asked: Container[int],
) -> list[Due | None]:
    """The likeliest deadline of each thread of a talk that is ``asked`` for, None where none is likely; words without a day where the rule finds nothing else. ``owners``: full names."""
    ruled = rule(threads, lines, reference, asked)
    options = find_options(threads, owners, ruled, lines, people, reference, odds, lexicon, asked)
    return [
        _choose(thread, told, due) if told and not _counts_from_event(thread, lines) else None
        for thread, told, due in zip(threads, options, ruled, strict=True)
    ]


def _counts_from_event(thread: Thread, lines: Sequence[Line]) -> bool:
    """Whether the work's own words count its term from something that has no day here: "within five days of signature".

    What follows may say which day that is: "So that's the twentieth."
    """
    counted = [act.line for act in thread.acts if _FROM_EVENT.search(lines[act.line].plain)]
    return any(not any(line.dates for line in lines[number : number + SAID_AT_ONCE]) for number in counted)


def _choose(thread: Thread, options: Sequence[Option], ruled: Due | None) -> Due | None:
    weights = read_weights()
    day = likeliest(options, chances(options, weights), weights.times)
    if day is not None:
        return Due(day.span, day.line, any(act.line == day.line for act in thread.acts))
    return ruled if ruled is not None and ruled.span.value is None else None


def rule(
    threads: Sequence[Thread], lines: tuple[Line, ...], reference: date, asked: Container[int]
) -> list[Due | None]:
    """What due.py says of each thread of a talk that is ``asked`` for."""
    acting = find_acting(threads)
    return [
        find_due(thread, lines, Busy(thread, acting), reference) if n in asked else None
        for n, thread in enumerate(threads)
    ]


def find_options(
    threads: Sequence[Thread],
    owners: Sequence[str | None],
    ruled: Sequence[Due | None],
    lines: tuple[Line, ...],
    people: People,
    reference: date,
    odds: np.ndarray,
    lexicon: Lexicon,
    asked: Container[int],
) -> list[list[Option]]:
    """For each thread that is ``asked`` for the days that may be its deadline, and last that it has none; nothing for the others."""
    said = count(lines, lexicon).told
    days = find_days(lines, said, reference, odds, lexicon)
    names = {label: people.name(label) for label in {line.speaker for line in lines} if label}
    acting = find_acting(threads)
    claims = [
        lay_claim(thread, Busy(thread, acting), owner, told, said, lexicon)
        for thread, owner, told in zip(threads, owners, ruled, strict=True)
    ]
    weighed = Claims(claims, days, lines, said, names, odds[:, [MINE, YOURS]].max(axis=1).tolist())
    return [_with_none(weighed.weighed(n), thread, lines) if n in asked else [] for n, thread in enumerate(threads)]


def _with_none(weighed: Sequence[tuple[Day, Features]], thread: Thread, lines: tuple[Line, ...]) -> list[Option]:
    options = [Option(day, features | day.features) for day, features in weighed]
    shown = {name for option in options for name in option.features}
    last = thread.acts[-1]
    near = [
        lines[n] for n in sorted({n for act in thread.acts for n in range(act.line, act.line + NEAR)}) if n < len(lines)
    ]
    found = {
        "none": 1.0,
        "none_of_none": float(not options),
        "none_of_many": min(len(options), MANY) / MANY,
        "none_unruled": float(shown.isdisjoint({"ruled", "ruled_other", "ruled_vague"})),
        "none_vague": float(any(span.kind is DateKind.VAGUE for line in near for span in line.dates)),
        "none_easy": float(any(_EASY.search(line.plain) for line in near)),
        "none_asked": float(any(WHEN.search(line.plain) for line in near)),
        "none_follows": float(_FOLLOWS.search(lines[last.line].plain) is not None),
        f"none_state_{thread.state}": 1.0,
        f"none_kind_{last.kind}": float(bool(options)),
        **{f"none_{name}": float(name in shown) for name in _TELLING},
        **{f"none_sign_{sign}": 1.0 for sign in sorted(thread.signs)},
    }
    return [*options, Option(None, {name: value for name, value in found.items() if value})]


def chances(options: Sequence[Option], weights: Weights) -> list[float]:
    """How likely each option is."""
    width = len(weights.bias) // len(weights.plain[0])
    names = weights.names
    known = [{names[name]: value for name, value in option.features.items() if name in names} for option in options]
    rows = list({row for found in known for row in found})
    column = {row: n for n, row in enumerate(rows)}
    table = np.zeros((len(options), len(rows)), dtype=np.float32)
    for n, found in enumerate(known):
        table[n, [column[row] for row in found]] = list(found.values())
    hidden = np.maximum(table @ weights.hidden[rows] + weights.bias, 0) * weights.out
    spread = hidden.reshape(len(options), -1, width).sum(axis=2) + table @ weights.plain[rows]
    likely = np.exp(spread - spread.max(axis=0))
    mean: list[float] = (likely / likely.sum(axis=0)).mean(axis=1).tolist()
    return mean


def likeliest(options: Sequence[Option], chance: Sequence[float], times: float) -> Day | None:
    """The day whose readings are likeliest together, where it is so many times as likely as none; said where it is likeliest."""
    together: dict[date, float] = {}
    for option, value in zip(options, chance, strict=True):
        if option.day is not None:
            together[option.day.value] = together.get(option.day.value, 0.0) + value
    best = max(together, key=lambda day: together[day], default=None)
    if best is None or together[best] < chance[-1] * times:
        return None
    return max(
        (
            (value, option.day)
            for option, value in zip(options, chance, strict=True)
            if option.day and option.day.value == best
        ),
        key=lambda one: one[0],
    )[1]


@cache
def read_weights() -> Weights:
    with (DATA / "en" / "due.npz").open("rb") as file:
        kept = dict(np.load(file))
    names = bytes(kept.pop("names")).decode().split("\n")
    times = float(kept.pop("times"))
    return Weights(
        {name: n for n, name in enumerate(names)}, **{k: v.astype(np.float32) for k, v in kept.items()}, times=times
    )
