"""The days that a talk names, each with what its line and those around it tell of it, whatever work it may be a deadline of."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from functools import cached_property, partial
from math import log1p

import msgspec
import numpy as np

from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.sense import LABELS
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.stems import stems_of
from minutebook.flow.extract.offline.work.moment import Moment, find_moments, find_told
from minutebook.text import patterns as re
from minutebook.text.dates import DateKind, DateSpan, resolve_due, weekday_named

BACK = 30
"""Lines back to a day that tells which week or month is spoken of."""
ANSWERED = 3
"""Lines after a day in which others take it up."""
SHORT = 9
"""Words of a reply that is about the date itself."""
BESIDE = 4
"""Words on each side of a day that tell what it is."""
BY_HALF = 0.5
CLOSING = 0.75
"""A talk is read back in what is left of it from here on."""


class Day(msgspec.Struct, frozen=True, dict=True):
    """A day that a line names. ``stems``: of its clause, ``around``: of its whole line, both without its own words; ``who``: the persons that the clause names."""

    span: DateSpan
    line: int
    manner: str
    stems: frozenset[str]
    around: frozenset[str]
    who: frozenset[str]
    subjects: frozenset[str]
    """Of ``i``, ``you``, ``we``, ``they``: who acts in its clause."""
    tell: Callable[[], dict[str, float]]

    @cached_property
    def features(self) -> dict[str, float]:
        """What its line and those around it tell of it: read for a day that some work may have."""
        return {name: value for name, value in self.tell().items() if value}

    @property
    def value(self) -> date:
        assert self.span.value is not None
        return self.span.value


def find_days(
    lines: tuple[Line, ...], said: Sequence[frozenset[str]], reference: date, odds: np.ndarray, lexicon: Lexicon
) -> tuple[Day, ...]:
    """The days to come that a talk names, in order; a day that can be read in several ways once a reading. ``said``: the stems of each line."""
    found: list[list[Moment]] = []
    named: list[tuple[int, date]] = []
    since: list[int] = []
    for line in lines:
        since.append(line.id - named[-1][0] if named else BACK)
        near = [day for number, day in named[-BACK:] if line.id - number <= BACK]
        mine = [m for m in _readings(line, reference, near) if m.span.value and m.span.value >= reference]
        found.append(mine)
        named += [(line.id, m.span.value) for m in _first_readings(mine) if m.span.value and m.span.value > reference]
    return tuple(
        day
        for line in lines
        if found[line.id]
        for day in _described(line, _Told(line, found, since[line.id], lines, reference, odds), said[line.id], lexicon)
    )


def _readings(line: Line, reference: date, named: Sequence[date]) -> Iterator[Moment]:
    """The days that a line may name, each once."""
    outright = [span for span in line.dates if span.value is not None and span.kind is not DateKind.PAST]
    due = resolve_due(line.text, reference) if outright else None
    for span in outright:
        in_full = due is not None and due.value == span.value and due.start <= span.start < due.end
        yield Moment(due if in_full and due is not None else span, "")
    seen = set()
    for moment in (*find_moments(line, reference), *find_told(line, reference, named)):
        if (moment.span.value, moment.span.start) not in seen:
            seen.add((moment.span.value, moment.span.start))
            yield moment


def _first_readings(moments: Sequence[Moment]) -> list[Moment]:
    """Of each stretch the first reading, in order; what only a time of the day names tells no other day."""
    first = {m.span.start: m for m in reversed(moments) if not m.manner or m.manner in _TELLING}
    return [first[start] for start in sorted(first)]


def _described(line: Line, told: "_Told", around: frozenset[str], lexicon: Lexicon) -> Iterator[Day]:
    """The days of a line, each with what it says of them. ``around``: stems said near it."""
    for moment in told.mine:
        span = moment.span
        start, end = _clause(line.plain, span)
        clause = f"{line.plain[start : span.start]} {line.plain[span.end : end]}"
        own = stems_of(span.text, lexicon)
        yield Day(
            span,
            line.id,
            moment.manner,
            stems_of(clause, lexicon) - own,
            around - own,
            frozenset(n.name for n in line.names if start <= n.start < end),
            frozenset(kind for kind, pattern in _SUBJECTS.items() if pattern.search(clause)),
            partial(told.of, moment, clause),
        )


class _Told:
    """What a line and those around it tell of its days. ``since``: lines since a day was said."""

    def __init__(
        self,
        line: Line,
        found: Sequence[Sequence[Moment]],
        since: int,
        lines: tuple[Line, ...],
        reference: date,
        odds: np.ndarray,
    ) -> None:
        self.mine = found[line.id]
        self._line, self._found, self._since = line, found, since
        self._lines, self._reference, self._odds = lines, reference, odds

    @cached_property
    def _shared(self) -> dict[str, float]:
        return _of_line(self._line, self._lines, self._odds)

    @cached_property
    def _deadline(self) -> DateSpan | None:
        return resolve_due(self._line.text, self._reference)

    @cached_property
    def _weekdays(self) -> list[tuple[int, int, int | None]]:
        """The weekdays that the line and those next to it name, each with its place."""
        beside = self._lines[max(0, self._line.id - 1) : self._line.id + 2]
        return [(n.id, d.start, weekday_named(d.text)) for n in beside for d in n.dates]

    def of(self, moment: Moment, clause: str) -> dict[str, float]:
        """Of one day, that stands in a ``clause``."""
        span, line = moment.span, self._line
        kind = f"as_{moment.manner}" if moment.manner else f"kind_{span.kind}"
        weekdays = {w for at, place, w in self._weekdays if w is not None and (at, place) != (line.id, span.start)}
        features = self._shared | {kind: 1.0, f"{kind}_near": 1 / (1 + self._since)} | _of_weekdays(span, weekdays)
        features |= _of_sentence(span, line, self.mine, self._deadline)
        features |= _of_turns(span, line, self._found, self._lines)
        features |= {
            "ahead": log1p((span.value - self._reference).days) / 6 if span.value else 0.0,
            "today": float(span.value == self._reference),
            "readings": float(sum(m.span.start == span.start for m in self.mine) > 1),
        }
        features |= {f"c={word}": BY_HALF for word in _WORD.findall(clause)}
        return features | words_beside(line.plain[: span.start].split(), line.plain[span.end :].split())


def _of_weekdays(span: DateSpan, weekdays: Collection[int]) -> dict[str, float]:
    """Whether a day is one of the weekdays that are named beside it."""
    if span.value is None or not weekdays:
        return {}
    return {"weekday_fits" if span.value.weekday() in weekdays else "weekday_clashes": 1.0}


def _of_sentence(span: DateSpan, line: Line, mine: Sequence[Moment], deadline: DateSpan | None) -> dict[str, float]:
    """How a day stands in its line, among ``mine``, all that the line may name."""
    words, said = line.plain.count(" ") + 1, span.text.count(" ") + 1
    lead = line.plain[max(0, span.start - 14) : span.start] + span.text.lower()
    starts = {m.span.start for m in mine}
    return {
        "deadline": float(deadline is not None and deadline.value == span.value),
        "undue": float(deadline is None or deadline.value is None),
        "by": float(_BY.search(lead) is not None),
        "till": float(_TILL.search(lead) is not None),
        "from": float(_FROM.search(lead) is not None),
        "bare": float(words - said <= 3),
        "alone": float(words - said <= 1),
        "several": float(len(starts) > 1),
        "last_in_line": float(span.start == max(starts)),
        "ends_line": float(span.end >= len(line.plain.rstrip(" .!?"))),
        "opens_line": float(span.start == 0),
    }


def _of_turns(
    span: DateSpan, line: Line, found: Sequence[Sequence[Moment]], lines: tuple[Line, ...]
) -> dict[str, float]:
    """What others say of a day right after and before: the same one, or another."""
    after, before = (
        [m.span.value for n in near if n.turn != line.turn for m in found[n.id]]
        for near in (lines[line.id + 1 : line.id + 1 + ANSWERED], lines[max(0, line.id - ANSWERED) : line.id])
    )
    return {
        "taken_up": float(span.value in after),
        "takes_up": float(span.value in before),
        "other_after": float(any(value != span.value for value in after)),
        "other_before": float(any(value != span.value for value in before)),
    }


def _of_line(line: Line, lines: tuple[Line, ...], odds: np.ndarray) -> dict[str, float]:
    """What a line and those beside it tell of any day in it."""
    before = [lines[line.id - n].plain if line.id >= n else "" for n in (1, 2)]
    after = lines[line.id + 1] if line.id + 1 < len(lines) else None
    answer = after if after is not None and after.turn != line.turn else None
    read = odds[line.id]
    words = dict.fromkeys([f"f={word}" for word in _WORD.findall(line.plain)[:2]], BY_HALF)
    words |= dict.fromkeys([f"p={word}" for word in _ends(before[0])], BY_HALF)
    words |= dict.fromkeys([f"n={word}" for word in _WORD.findall(after.plain)[:3]], BY_HALF) if after else {}
    return words | {
        "bias": 1.0,
        "short": float(line.plain.count(" ") < SHORT),
        "asked": float(line.question),
        "asked_when": float(WHEN.search(before[0]) is not None),
        "asked_when_2": float(WHEN.search(before[1]) is not None),
        "asks_when": float(WHEN.search(line.plain) is not None),
        "have": float(_HAVE.search(line.plain) is not None),
        "moves": float(_MOVES.search(line.plain) is not None),
        "event": float(_EVENT.search(line.plain) is not None),
        "reason": float(_REASON.search(line.plain) is not None),
        "agreed": float(answer is not None and _FINE.match(answer.plain) is not None),
        "denied": float(answer is not None and _NO.match(answer.plain) is not None),
        "agrees": float(_FINE.search(line.plain) is not None),
        "then": float(_THEN.search(line.plain) is not None),
        "closing": float(line.id >= CLOSING * len(lines)),
        **{f"read_{label}": float(value) for label, value in zip(LABELS, read, strict=True)},
    }


def _ends(plain: str) -> list[str]:
    """The first and last words of a line."""
    words = _WORD.findall(plain)
    return words[:2] + words[2:][-3:] + (["?"] if plain.endswith("?") else [])


def _clause(plain: str, span: DateSpan) -> tuple[int, int]:
    """Where the clause of a day begins and ends."""
    start = max((cut.end() for cut in _CUT.finditer(plain, 0, span.start)), default=0)
    end = _CUT.search(plain, span.end)
    return start, end.start() if end else len(plain)


def words_beside(before: list[str], after: list[str]) -> dict[str, float]:
    """The words on both sides of a day: those next to it count in full, in pairs and as those near it by half."""
    left = ["^", "^", *(word.strip(_STOPS) for word in before[-BESIDE:])]
    right = [*(word.strip(_STOPS) for word in after[:BESIDE]), "$", "$"]
    near = dict.fromkeys([f"l={word}" for word in left[2:]] + [f"r={word}" for word in right[:-2]], BY_HALF)
    pairs = {f"L2={left[-2]} {left[-1]}": BY_HALF, f"R2={right[0]} {right[1]}": BY_HALF}
    return near | pairs | {f"L1={left[-1]}": 1.0, f"R1={right[0]}": 1.0}


_TELLING = {"ordinal", "ordinal_of_month", "that_week", "the_weekday"}
_WORD = re.compile(r"[\w']+")
_STOPS = ".,;:!?"
_CUT = re.compile(r"[,.;:?!–—] ?|\b(?:and|so|but|because|then|if|when|which|before)\b")
_SUBJECTS = {
    "i": re.compile(r"\b(?:i|i'll|i'd|i've|i'm|me|my)\b"),
    "you": re.compile(r"\b(?:you|you'll|you'd|you've|you're|your)\b"),
    "we": re.compile(r"\b(?:we|we'll|we'd|we've|we're|us|our|let's)\b"),
    "they": re.compile(
        r"\b(?:he|she|they|he's|she's|they're|he'll|she'll|they'll|they've|he'd|she'd|they'd|him|her|them|their|his)\b"
    ),
    "it": re.compile(r"\b(?:it|it's|it'll|that|that's|this|there's|there)\b"),
    "will": re.compile(r"\b(?:\w+'ll|will|shall|'d|would|can|could)\b"),
}
WHEN = re.compile(
    r"\b(?:when|when's|what day|which day|how soon|how long|by then|what date|what time|how quick\w*)\b|^(?:by )?(?:mon|tues|wednes|thurs|fri)day\?"
)
_BY = re.compile(r"\b(?:by|before|no later than)\b")
_TILL = re.compile(r"\b(?:till|until|give me)\b")
_FROM = re.compile(r"\b(?:from|since|starting|as of|after)\b")
_HAVE = re.compile(
    r"\b(?:you'll have|i'll have|you'd have|have it|have them|have that|it'll be|they'll be|you get|that'll be|with you|to you|done|ready)\b"
)
_MOVES = re.compile(
    r"\b(?:make (?:it|that)|instead|rather|actually|could it be|can it be|i meant|push|move|sooner|earlier|too late|too soon|too early|no,|say|safe)\b"
)
_EVENT = re.compile(
    r"\b(?:meeting|call|session|review|board|workshop|demo|visit|event|launch|fair|show|festival|opening|training|committee|council|panel|holiday|on leave|wedding|party|birthday|comes?|starts?|opens?|closes?|meets?|away|back|off|lands?|arrives?|runs?)\b"
)
_REASON = re.compile(
    r"^(?:because|since|that's when|it's|that's|there's|we've|they|he|she|it)\b|\b(?:because|as it's|since)\b"
)
_FINE = re.compile(
    r"(?:(?:oh|ah|well|yes|yeah|yep|aye|okay|ok|right|and|no),? )*(?:\w+ ){0,3}?(?:fine|good|great|perfect|lovely|ok|okay|works|grand|ideal|do|done|deal|agreed|sure|will do|brilliant|easy|alright|all right|suits|yes|yeah|yep|aye)\b"
)
_NO = re.compile(
    r"(?:oh |well |hm |mm )?(?:no|not|sooner|earlier|later|too|can't|could it|could you|can it|any chance|that's a bit|actually|hang on|isn't|wait)\b"
)
_THEN = re.compile(r"\bthen[.!?]?$|^(?:so|then)\b")
