"""When a thread is due: the deadline in its own words, else the one agreed in the short replies."""

from collections.abc import Container, Iterable, Sequence
from datetime import date

import msgspec

from minutebook.flow.extract.offline.talk.acts import Act
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.work.thread import State, Thread
from minutebook.text import patterns as re
from minutebook.text.dates import DateKind, DateSpan, resolve_due

LINES_AFTER = 5
TURNS_AFTER = 3
LINES_THEN = 4
"""Lines back to the date that "then" means."""
REACH_BACK = 40
"""Characters from a day to the act after it in one sentence: in unpunctuated talk what stands farther off belongs to other work."""
WORDS_BESIDE = 3
LINES_BEFORE = 2
SHORT = 9
"""Words of a reply that is about the date itself ("Friday's fine", "by the thirteenth then")."""


class Due(msgspec.Struct, frozen=True):
    """A deadline and the line that says it."""

    span: DateSpan
    line: int
    own: bool
    """Said in the words of the work itself, not in a reply."""


def find_due(thread: Thread, lines: tuple[Line, ...], busy: Container[int], reference: date) -> Due | None:
    """The deadline of a thread that is still alive. ``busy`` are lines where other threads act: their dates are theirs."""
    if thread.state in {State.DECLINED, State.CANCELLED, State.DONE}:
        return None
    mine: dict[int, list[Act]] = {}
    for act in thread.acts:
        mine.setdefault(act.line, []).append(act)
    last = max(mine)
    found: Due | None = None
    for number in _near(mine, len(lines)):
        line = lines[number]
        if number > last and (number in busy or line.turn - lines[last].turn > TURNS_AFTER):
            break
        if number in busy and number not in mine:
            continue
        span = _of_acts(lines, line, mine[number], reference) if number in mine else _of_reply(line, reference)
        if span is not None and (
            _prevails(found, span, line, own=number in mine) or (span.value and _puts_right(line, lines[last], thread))
        ):
            found = Due(span, number, number in mine)
    found = found or _of_day_before(lines, min(mine), busy)
    if found is None or (found.own and found.span.value is None):
        return _of_end(lines, mine, reference) or found
    return found


def _of_end(lines: tuple[Line, ...], mine: Iterable[int], reference: date) -> Due | None:
    """The day of the talk itself, where the work is for when it ends: "when we hang up", "as soon as you've gone"."""
    for number in sorted(mine, reverse=True):
        match = _END_OF_TALK.search(lines[number].plain)
        if match:
            text = lines[number].text[match.start() : match.end()]
            return Due(DateSpan(match.start(), match.end(), text, reference, DateKind.DAY), number, own=True)
    return None


def _puts_right(line: Line, act: Line, thread: Thread) -> bool:
    """Whether a line is no more than a day, said by the one who has the work ("tonight. No. Wednesday")."""
    same = line.speaker is not None and line.speaker == thread.owner
    return (line.turn == act.turn or same) and _is_day(line)


def _is_day(line: Line) -> bool:
    """Whether a line says a day to come and hardly more."""
    spans = _days(line)
    said = sum(span.text.count(" ") + 1 for span in spans)
    return bool(spans) and line.text.count(" ") + 1 - said <= WORDS_BESIDE


def _days(line: Line) -> list[DateSpan]:
    return [span for span in line.dates if span.value is not None and span.kind is not DateKind.PAST]


def _of_day_before(lines: tuple[Line, ...], first: int, busy: Container[int]) -> Due | None:
    """The day that opens the turn in which the work is taken on ("Friday, aye. I'll send it in")."""
    for number in range(first - 1, max(-1, first - 1 - LINES_BEFORE), -1):
        line = lines[number]
        if line.turn != lines[first].turn or number in busy:
            return None
        if _is_day(line):
            return Due(_days(line)[-1], number, own=False)
    return None


def _near(mine: Iterable[int], count: int) -> list[int]:
    """The lines of the acts and those soon after each, in order."""
    return sorted({n for number in mine for n in range(number, min(count, number + LINES_AFTER + 1))})


def _prevails(found: Due | None, span: DateSpan, line: Line, *, own: bool) -> bool:
    """Whether a later deadline replaces the earlier: always in the work's own words, in a reply only where it moves it."""
    if found is None:
        return True
    if own:
        return span.value is not None or found.span.value is None or not found.own
    if found.own and found.span.value is None:
        return span.value is not None and _DEADLINE.search(line.plain) is not None
    return span.value is not None and (not found.own or _MOVES.search(line.plain) is not None)


def _of_acts(lines: tuple[Line, ...], line: Line, acts: Sequence[Act], reference: date) -> DateSpan | None:
    """The deadline in an act's own sentence: in its phrase, else after it, else before it."""
    if not line.dates and not _EVENT.search(line.plain):
        return None
    for act in reversed(acts):
        previous = _previous(lines, line, act.end)
        onward = resolve_due(line.text[act.start :], reference, previous)
        if onward is not None and onward.start < act.end - act.start:
            return onward
        span = resolve_due(line.text[act.start : act.end], reference, previous) or onward or _then(lines, line, act)
        if span is not None:
            return span
        span = resolve_due(line.text, reference, previous)
        if span is not None and act.start - span.end <= REACH_BACK:
            return span
    return None


def _then(lines: tuple[Line, ...], line: Line, act: Act) -> DateSpan | None:
    """The day of a "then" at the end of an act, where it stands just before: "I see him tomorrow so I'll grab him then"."""
    match = _THEN.search(line.plain, act.verb, act.end)
    if not match:
        return None
    before = [span for span in _days(line) if span.end <= act.start]
    if not before and line.id and lines[line.id - 1].speaker == line.speaker:
        before = _days(lines[line.id - 1])
    return DateSpan(match.start(1), match.end(1), "then", before[-1].value, DateKind.THEN) if before else None


def _previous(lines: tuple[Line, ...], line: Line, position: int) -> date | None:
    """The day named last before ``position``: what "then" means."""
    for back in range(line.id, max(-1, line.id - LINES_THEN), -1):
        for span in reversed(lines[back].dates):
            if span.value is not None and span.kind is not DateKind.PAST and (back < line.id or span.end <= position):
                return span.value
    return None


def _of_reply(line: Line, reference: date) -> DateSpan | None:
    if not line.dates or _ASIDE.match(line.plain):
        return None
    span = resolve_due(line.text, reference)
    if span is None or span.value is None:
        return None
    words = line.text.count(" ") + 1
    rest = words - span.text.count(" ") - 1
    if words <= SHORT and rest <= 5:
        return span
    if _DEADLINE.search(line.plain) and words <= 25:
        return span
    return None


_ASIDE = re.compile(
    r"(?:(?:(?:yeah|yes|no|well|right),? )?because|if|when's|when is|since|and would you|and could you|(?:and |so |but )?(?:it|that|there|he|she|they|we|i)(?:'s|'re|'m| is| are| was| were)\b(?! (?:fine|good|ok|okay|great|perfect|better)))\b"
)
_END_OF_TALK = re.compile(
    r"(?:(?:when|once|(?:as )?soon as|the (?:second|minute|moment)(?: that)?|after) (?:we|i|you)(?:'re|'m|'ve| are| am| have)? (?:hang up|hung up|(?:all )?(?:done|finished|finish)(?: here)?(?=[,.;!?]|$| and\b)|(?:come |get |got |all )?off (?:here|this|the (?:call|phone|line))|off|gone)"
    r"|(?:straight |right )?after (?:this|the|our) (?:call|meeting|huddle|session)|(?:straight |right )?after this(?=[,.;!?]|$| and\b)|on my way (?:home|out)|(?:this|before) lunch(?:time)?(?=[,.;!?]|$))(?![\w'])"
)
_THEN = re.compile(r"[a-z] (then)[ .!]*$")
_MOVES = re.compile(r"\b(?:make (?:it|that)|instead|rather|actually|could it be|can it be|i meant|push|move)\b")
_EVENT = re.compile(r"\b(?:before|once|as soon as|when|soon|some point|ahead of|then|time for)\b")
_DEADLINE = re.compile(
    r"\b(?:by|you'll have|i'll have|have it|i could do|i can do|let's say|make it|no later|would be (?:good|great|fine)|(?:need|want|needs|wants) it)\b"
)
