"""Which of the days said around a piece of work is its deadline: each is weighed, and the rule's choice (due.py) is one that speaks for it."""

import re
from collections.abc import Iterator
from datetime import date
from math import log

import msgspec
import numpy as np

from minutebook.flow.extract.offline.due import Due, find_due
from minutebook.flow.extract.offline.line import Line
from minutebook.flow.extract.offline.moment import find_moments, find_told
from minutebook.flow.extract.offline.patterns import read_weights
from minutebook.flow.extract.offline.sense import LABELS, MINE, YOURS
from minutebook.flow.extract.offline.thread import LIVE, Thread
from minutebook.text.dates import DateKind, DateSpan, resolve_due

LINES_BEFORE, LINES_AFTER = 3, 7
SHORT = 9
"""Words of a reply that is about the date itself."""
BESIDE = 4
"""Words on each side of a day that tell what it is."""
BY_HALF = 0.5
FAR = 60
"""Characters beyond which a day no longer stands by the work in its sentence."""


class Option(msgspec.Struct, frozen=True):
    """A day that may be the deadline, and what speaks for it."""

    due: Due
    features: dict[str, float]


class Named(msgspec.Struct, frozen=True):
    """A day that a line names, and in what manner: outright, or as ``moment`` tells."""

    due: Due
    manner: str = ""


def choose_due(
    thread: Thread, lines: tuple[Line, ...], busy: frozenset[int], reference: date, odds: np.ndarray
) -> Due | None:
    """The likeliest deadline of a thread, None where none is likely; ``busy`` are lines where other threads act."""
    ruled = find_due(thread, lines, busy, reference)
    if ruled is not None and thread.told and ruled.line == thread.last.id and not ruled.own:
        return ruled  # read back at the end
    weights = read_weights("due_weights")
    rated = [
        (sum(weights[name] * value for name, value in option.features.items()), option)
        for option in find_options(thread, lines, busy, reference, odds, ruled)
    ]
    best = max(rated, key=lambda one: one[0], default=None)
    if best is not None and best[0] >= log(weights["least"] / (1 - weights["least"])):
        return best[1].due
    return ruled if ruled is not None and ruled.span.value is None else None


def find_options(
    thread: Thread,
    lines: tuple[Line, ...],
    busy: frozenset[int],
    reference: date,
    odds: np.ndarray,
    ruled: Due | None,
) -> list[Option]:
    """The days named from a little before a thread's first act to a little after its last, and the one that the rule found."""
    if thread.state not in LIVE:
        return []
    acts = sorted({act.line for act in thread.acts})
    near = sorted(
        {n for at in (acts[0], *acts) for n in range(at, at + LINES_AFTER)}
        | set(range(acts[0] - LINES_BEFORE, acts[0]))
    )
    named = [one for n in near if 0 <= n < len(lines) for one in _named(lines, n, reference, own=n in acts)]
    if ruled is not None and ruled.span.value is not None:
        named = [one for one in named if not _same(one.due, ruled)] + [Named(ruled)]
    said = [one.due.span.value for one in named]
    options = [
        Option(one.due, _describe(one, n, said, thread, acts, lines, busy, reference, odds, ruled))
        for n, one in enumerate(named)
    ]
    for option in options:
        beside = [o.features["far"] for o in options if o.due.line == option.due.line and "far" in o.features]
        option.features["nearest"] = float("far" in option.features and option.features["far"] <= min(beside))
    return options


def _named(lines: tuple[Line, ...], number: int, reference: date, *, own: bool) -> Iterator[Named]:
    """The days that a line names, each once."""
    line = lines[number]
    yield from (Named(Due(_in_full(span, line, reference), number, own)) for span in _days(line))
    seen = set()
    for moment in (*find_moments(line, reference), *find_told(lines, number, reference)):
        if moment.span.value not in seen:
            seen.add(moment.span.value)
            yield Named(Due(moment.span, number, own), moment.manner)


def _in_full(span: DateSpan, line: Line, reference: date) -> DateSpan:
    """A day with the words that make it a deadline: "by Friday"."""
    due = resolve_due(line.text, reference)
    return due if due is not None and due.value == span.value and due.start <= span.start < due.end else span


def _same(due: Due, other: Due) -> bool:
    return due.span.value == other.span.value and due.line == other.line


def _days(line: Line) -> Iterator[DateSpan]:
    return (span for span in line.dates if span.value is not None and span.kind is not DateKind.PAST)


def _describe(
    named: Named,
    number: int,
    said: list[date | None],
    thread: Thread,
    acts: list[int],
    lines: tuple[Line, ...],
    busy: frozenset[int],
    reference: date,
    odds: np.ndarray,
    ruled: Due | None,
) -> dict[str, float]:
    due = named.due
    line, last = lines[due.line], lines[acts[-1]]
    nearest = min(acts, key=lambda at: (abs(at - due.line), -at))
    words = line.text.count(" ") + 1
    deadline = resolve_due(line.text, reference)
    read = odds[due.line]
    before = lines[due.line - 1].plain if due.line else ""
    lead = line.plain[max(0, due.span.start - 14) : due.span.start] + due.span.text.lower()
    found = {
        "bias": 1.0,
        "ruled": float(ruled is not None and ruled.span.value == due.span.value),
        "ruled_other": float(ruled is not None and ruled.span.value is not None and ruled.span.value != due.span.value),
        "ruled_vague": float(ruled is not None and ruled.span.value is None),
        "deadline": float(deadline is not None and deadline.value == due.span.value),
        "own": float(due.own),
        "rests": float(due.line in thread.lines),
        "after": min(max(due.line - acts[-1], 0), 6) / 6,
        "before": min(max(acts[0] - due.line, 0), 3) / 3,
        "next": float(0 < due.line - nearest <= 2),
        "same_turn": float(line.turn == lines[nearest].turn and not due.own),
        "turns": min(abs(line.turn - last.turn), 5) / 5,
        "by_owner": float(line.speaker is not None and line.speaker == thread.owner),
        "short": float(words <= SHORT),
        "bare": float(words - due.span.text.count(" ") - 1 <= 3),
        "busy": float(due.line in busy and not due.own),
        "asked": float(line.question),
        "asked_when": float(_WHEN.search(before) is not None),
        "by": float(_BY.search(lead) is not None),
        "till": float(_TILL.search(lead) is not None),
        "from": float(_FROM.search(lead) is not None),
        "have": float(_HAVE.search(line.plain) is not None),
        "again": float(said.count(due.span.value) > 1),
        "last": float(number == len(said) - 1),
        "later_other": float(any(day != due.span.value for day in said[number + 1 :])),
        "others": min(len(set(said)) - 1, 3) / 3,
        "mine": float(read[MINE]),
        "yours": float(read[YOURS]),
        "fact": float(read[LABELS.index("fact")]),
        "trap": float(read[LABELS.index("trap")]),
        f"as_{named.manner}" if named.manner else f"kind_{due.span.kind}": 1.0,
    }
    found |= words_beside(line.plain[: due.span.start].split(), line.plain[due.span.end :].split())
    if due.own:
        act = min((a for a in thread.acts if a.line == due.line), key=lambda a: abs(a.verb - due.span.start))
        found["inside"] = float(act.start <= due.span.start < act.end)
        found["leads"] = float(due.span.end <= act.start)
        found["far"] = min(max(due.span.start - act.end, act.start - due.span.end, 0), FAR) / FAR
    return found


def words_beside(before: list[str], after: list[str]) -> dict[str, float]:
    """The words on both sides of a day: those next to it count in full, in pairs and as those near it by half."""
    left = ["^", "^", *(word.strip(_STOPS) for word in before[-BESIDE:])]
    right = [*(word.strip(_STOPS) for word in after[:BESIDE]), "$", "$"]
    near = dict.fromkeys([f"l={word}" for word in left[2:]] + [f"r={word}" for word in right[:-2]], BY_HALF)
    pairs = {f"L2={left[-2]} {left[-1]}": BY_HALF, f"R2={right[0]} {right[1]}": BY_HALF}
    return near | pairs | {f"L1={left[-1]}": 1.0, f"R1={right[0]}": 1.0}


_STOPS = ".,;:!?"
_WHEN = re.compile(
    r"\b(?:when|what day|which day|how soon|how long|by then)\b|^(?:by )?(?:mon|tues|wednes|thurs|fri)day\?"
)
_BY = re.compile(r"\b(?:by|before|no later than)\b")
_TILL = re.compile(r"\b(?:till|until|give me)\b")
_FROM = re.compile(r"\b(?:from|since|starting|as of|after)\b")
_HAVE = re.compile(r"\b(?:you'll have|i'll have|you'd have|have it|have them|it'll be|they'll be|you get|that'll be)\b")
