"""The appointment that a talk makes: a day and an hour that one says and another agrees to."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from minutebook.flow.extract.offline.letter.clock import read_length, read_zone
from minutebook.flow.extract.offline.letter.meeting import is_meeting, proposes, stands_alone
from minutebook.flow.extract.offline.letter.place import find_place
from minutebook.flow.extract.offline.letter.when import (
    AHEAD,
    PAST,
    When,
    calls_off,
    find_hour,
    find_whens,
    leaves_open,
    moves,
)
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.model.extraction import Invite
from minutebook.text import patterns as re
from minutebook.text.dates import weekday_named

BEFORE, AFTER = 4, 5
"""Lines around an hour among which the question before it, and the answer to it, stand."""


def find_agreed(lines: Sequence[Line], day: date, title: str, lexicon: Lexicon) -> Invite | None:
    """The last appointment that those who talk agree on for a day to come; None where a day or an hour is missing, or nobody agreed."""
    meets = [_MEET.search(line.plain) is not None for line in lines]
    sends = [_SENDS.search(line.plain) is not None for line in lines]
    for line in reversed(lines):
        asked, sent = any(meets[max(0, line.id - BEFORE) : line.id + 1]), any(sends[line.id : line.id + AFTER])
        if not (asked or sent or line.question) or (when := _when(lines, line, day)) is None:
            continue
        ours = not _is_else(line) and (asked or sent or is_meeting(line, when))
        if ours and _is_taken(lines, line, when, day, lexicon):
            return _invite(lines, line, when, title)
    return None


def _when(lines: Sequence[Line], line: Line, day: date) -> When | None:
    """The day and the hour of a line, or the hour with the day that another named just before."""
    whens = find_whens(line, day)
    if leaves_open(line, None, whens):
        return None
    full = [when for when in whens if when.clock and when.day and when.day > day]
    if full:
        best = full[-1] if moves([line]) else full[0]
        return replace(best, day=_as_before(lines, line, day, best.day or day))
    hour = find_hour(line) if not whens else None
    if hour is None or _AMOUNT.match(line.plain, hour.end):
        return None
    for before in reversed(lines[max(0, line.id - BEFORE) : line.id]):
        named = [when for when in find_whens(before, day) if when.day and when.day > day]
        if named:
            alone = len(named) == 1 and (proposes(before) or before.question or stands_alone(before, named[0]))
            return When(named[0].day, hour, hour.start, hour.end) if alone else None
    return None


def _as_before(lines: Sequence[Line], line: Line, day: date, said: date) -> date:
    """The day meant by a bare weekday: "Thursday, half past nine" after "next Thursday?" is that one."""
    if not any(weekday_named(span.text) is not None for span in line.dates):
        return said
    before = (w.day for other in lines[max(0, line.id - BEFORE) : line.id] for w in find_whens(other, day))
    return max((d for d in before if d and d > day and d.weekday() == said.weekday()), default=said)


def _is_else(line: Line) -> bool:
    """Whether a line tells the hour of something or somebody else, or of what is over."""
    return _ELSE.search(line.plain) is not None or (
        PAST.search(line.plain) is not None and not AHEAD.search(line.plain)
    )


def _is_taken(lines: Sequence[Line], line: Line, when: When, day: date, lexicon: Lexicon) -> bool:
    """Whether another voice proposed it, says it again or says yes, and nobody refuses it or calls it off."""
    before = [other for other in lines[max(0, line.id - BEFORE) : line.id] if other.speaker != line.speaker]
    onward = lines[line.id + 1 : line.id + 1 + 2 * AFTER]
    after = [other for other in onward[:AFTER] if other.speaker != line.speaker]
    refused = any(_NO.match(other.plain) or _REFUSES.search(other.plain) for other in after[:2])
    if refused or any(calls_off([other]) for other in onward):
        return False
    named = [other for other in (*before, *after) if not _REFUSES.search(other.plain)]
    same = any(found.day == when.day for other in named for found in find_whens(other, day))
    return same or any(lexicon.yes.match(other.plain) or _FINE.search(other.plain) for other in after[:2])


def _invite(lines: Sequence[Line], line: Line, when: When, title: str) -> Invite | None:
    assert when.day is not None
    assert when.clock is not None
    zone = read_zone(when.clock.zone) if when.clock.zone else None
    start = datetime.combine(when.day, when.clock.at, zone)
    end = datetime.combine(when.day, when.clock.until, zone) if when.clock.until else None
    minutes = read_length(line.plain)
    if end is None and minutes:
        end = start + timedelta(minutes=minutes)
    near = (line, *lines[max(0, line.id - BEFORE) : line.id + AFTER])
    place = next(filter(None, (find_place(other.text) for other in near)), None)
    return Invite(title, start.isoformat(), end.isoformat() if end else None, (), place)


_MEET = re.compile(
    r"\b(?:meet|shall we (?:do|say|make)|let's (?:do|say|make it)|next (?:meeting|call|one|session)|see you|see each other|get together|sit down|come (?:over|by|round|to)|visit (?:us|you)|i'll (?:ring|call|phone|see|come and see) you|same (?:time|place)|catch up)\b"
)
_SENDS = re.compile(
    r"\b(?:send|put|pop) (?:\w+ ){0,3}?(?:invite|invitation|calendar|diary)\b|\bin the (?:calendar|diary)\b"
)
_ELSE = re.compile(
    r"\b(?:by|before|until|till|deliver\w*|arriv\w+|collect\w*|picks?|open\w*|clos\w+|runs?|deadline|train|flight|ferry|bus|lorry|van|court|exam|he|she|they|him|her|them|every|each|always|on call|rota|shift)\b"
)
"""Beside which an hour is that of something or somebody else."""
_AMOUNT = re.compile(
    r" (?:hundred|thousand|million|percent|per cent|%|pounds|euros?|dollars|people|of (?:them|us|those))\b"
)
"""What makes a number no hour."""
_NO = re.compile(r"(?:oh |well |hm |sorry )*(?:no|not|can't|i can't|that's (?:no good|too)|could we|can we|or)\b")
_REFUSES = re.compile(
    r"n't\b|\b(?:not|cannot|day off|on leave|on holiday|away|busy|clash\w*|booked|no good|afraid|cancel\w*|rather not)\b"
)
"""What takes a time out of the question, whatever else is said of it."""
_FINE = re.compile(
    r"\b(?:works|perfect|great|lovely|fine|good|suits|agreed|deal|see you (?:then|there)|i'll send|i'll be there|looking forward)\b"
)
