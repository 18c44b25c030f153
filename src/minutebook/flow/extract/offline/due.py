"""When a thread is due: the deadline in its own words, else the one agreed in the short replies after it."""

import re
from datetime import date

from minutebook.flow.extract.offline.acts import Act
from minutebook.flow.extract.offline.line import Line
from minutebook.flow.extract.offline.thread import State, Thread
from minutebook.text.dates import DateSpan, resolve_due

LINES_AFTER = 5
SHORT = 9
"""Words of a reply that is about the date itself ("Friday's fine", "by the thirteenth then")."""


def find_due(
    thread: Thread, lines: tuple[Line, ...], busy: frozenset[int], reference: date
) -> tuple[DateSpan, int] | None:
    """The deadline of a thread and the line that says it. ``busy`` are lines where other threads act."""
    found: tuple[DateSpan, int] | None = None
    mine = {act.line: act for act in thread.acts}
    last = max(mine)
    if thread.state in {State.DECLINED, State.CANCELLED, State.DONE}:
        return None
    for number in range(thread.first.line, min(len(lines), last + LINES_AFTER + 1)):
        line = lines[number]
        if not line.dates and not _EVENT.search(line.plain):
            continue
        if number in mine:
            span = _in_act(line, mine[number], reference)
        elif number > thread.first.line and (number in busy or line.turn - lines[last].turn > 3) and number > last:
            break
        elif number in busy:
            continue
        else:
            span = _in_reply(
                line,
                reference,
                found[0].value if found else None,
                number == mine.get(number, number) and line.turn == lines[last].turn,
            )
        if span is None or (found is not None and span.value is None):
            continue
        if (
            found is not None
            and found[1] in mine
            and number not in mine
            and found[0].value
            and not _MOVES.search(line.plain)
        ):
            continue
        found = (span, number)
    return found


def _in_act(line: Line, act: Act, reference: date) -> DateSpan | None:
    """The deadline in an act's own sentence: in its phrase, else anywhere after it, else before it."""
    for text in (line.text[act.start : act.end], line.text[act.start :], line.text):
        span = resolve_due(text, reference)
        if span is not None:
            return span
    return None


def _in_reply(line: Line, reference: date, previous: date | None, same_turn: bool) -> DateSpan | None:
    span = resolve_due(line.text, reference, previous)
    if span is None or line.plain.startswith(("if ", "because ", "when's", "when is")):
        return None
    words = line.text.count(" ") + 1
    rest = words - span.text.count(" ") - 1
    if words <= SHORT and rest <= 5:
        return span
    if _DEADLINE.search(line.plain) and span.value is not None and words <= 25:
        return span
    return span if same_turn and rest <= 6 else None


_MOVES = re.compile(
    r"\b(?:make (?:it|that)|instead|rather|actually|no|not|better|or|say|could it be|can it be|i meant|till|until)\b"
)
_EVENT = re.compile(r"\b(?:before|once|as soon as|when|soon|some point|ahead of)\b")
_DEADLINE = re.compile(
    r"\b(?:by|you'll have|i'll have|have it|i could do|i can do|say|let's say|make it|no later|would be (?:good|great|fine)|need it|want it|needs it|wants it)\b"
)
