"""Times that a letter names: which day goes with which hour, which are ruled out or offered to choose from, what moves and what is called off."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from minutebook.flow.extract.offline.letter.clock import Clock, read_clocks, read_shift
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.text import patterns as re
from minutebook.text.dates import DateKind, DateSpan, weekday_named

LABELS = 4
"""Lines below "When: …" among which the hour and the place stand."""
DAYS_OF_WEEK = 7
SEVERAL = 3
"""Times in one sentence that are a list."""


class When(msgspec.Struct, frozen=True):
    """A day and an hour that belong together; ``start`` and ``end`` are where they stand. One of the two may be missing.

    ``shift``: by how much the hour that was said before is put off, where no other is named.
    """

    day: date | None
    clock: Clock | None
    start: int = 0
    end: int = 0
    shift: timedelta = timedelta()


def find_whens(line: Line, day: date) -> list[When]:
    """The times to come that a line offers, in order, each day with its hours; those that it rules out are none. ``day`` is when it was written."""
    days = [span for span in _days(line, day) if not _is_ruled_out(line, span.start, span.end)]
    days = [span for span in days if _FIRST_OF.search(line.plain, 0, span.start)] or days
    clocks = [c for c in _clocks(line) if not _is_ruled_out(line, c.start, c.end) and not _is_of_else(line, c)]
    if any(_YOURS.match(line.plain, clock.end) for clock in clocks):
        clocks = [clock for clock in clocks if _OURS.match(line.plain, clock.end)] or clocks
    found = []
    for span in days:
        mine = [clock for clock in clocks if _nearest(days, clock) is span]
        found += [
            When(span.value, clock, min(span.start, clock.start), max(span.end, clock.end)) for clock in mine
        ] or [When(span.value, None, span.start, span.end)]
    return found


def in_next_week(found: date, line: Line, before: Sequence[Line], today: date) -> date:
    """A day with its weekday in the next week, where that week was just spoken of: "Next week? Thursday at ten?"."""
    bare = any(span.value == found and weekday_named(span.text) is not None for span in line.dates)
    near = bare and (found - today).days < DAYS_OF_WEEK - today.weekday()
    return found + timedelta(DAYS_OF_WEEK) if near and any(_NEXT_WEEK.search(o.plain) for o in before) else found


def find_hour(line: Line) -> Clock | None:
    """The hour of a line that names no day."""
    clocks = [c for c in _clocks(line) if not _is_ruled_out(line, c.start, c.end) and not _is_of_else(line, c)]
    return clocks[0] if clocks and not line.dates else None


def leaves_open(line: Line, onward: Line | None, whens: Sequence[When]) -> bool:
    """Whether a line offers several times to choose from, or a stretch in which some time will do."""
    text = line.plain
    hours = {(when.day, when.clock.at) for when in whens if when.clock}
    if len(hours) > 1 and not moves([line]) and _OR.search(text):
        return True
    if _WINDOW.search(text):
        return True
    return onward is not None and _ELSE.match(onward.plain) is not None and bool(read_clocks(onward.plain))


def find_slots(own: Sequence[Line], day: date) -> bool:
    """Whether the lines of a mail list times of which one is to be chosen."""
    offers = {line.id: sum(when.clock is not None for when in find_whens(line, day)) for line in own}
    beside = {near for number, count in offers.items() if count for near in (number - 1, number, number + 1)}
    choice = any(line.id in beside and _CHOOSE.search(line.plain) for line in own)
    return choice and (sum(count > 0 for count in offers.values()) > 1 or max(offers.values()) >= SEVERAL)


def find_label(own: Sequence[Line], day: date) -> tuple[Line, When, str | None] | None:
    """The time and place that stand below each other behind their labels: "When: …", "Time: …", "Where: …"."""
    for at, line in enumerate(own):
        dated = _days(line, day) if _WHEN.match(line.plain) else []
        if not dated:
            continue
        below = own[at : at + LABELS]
        hours = [c for other in below if _WHEN.match(other.plain) for c in _labelled_clocks(other)]
        places = (place[1].strip() for other in below if (place := _WHERE.match(other.text)))
        if hours:
            return line, When(dated[0].value, hours[0]), next(places, None)
    return None


def _labelled_clocks(line: Line) -> list[Clock]:
    return read_clocks(f"at {line.plain[match.end() :]}") if (match := _WHEN.match(line.plain)) else []


def find_change(own: Sequence[Line], day: date) -> When | None:
    """The day or the hour to which a mail moves an appointment without saying the rest of it again."""
    for line in own:
        if not moves([line]) or (PAST.search(line.plain) and not AHEAD.search(line.plain)):
            continue
        days = [s for s in _days(line, day) if not _is_ruled_out(line, s.start, s.end)]
        clocks = [c for c in _clocks(line) if not _is_ruled_out(line, c.start, c.end)]
        shift = timedelta() if clocks else read_shift(line.plain)
        if days or clocks or shift:
            return When(days[-1].value if days else None, clocks[-1] if clocks else None, shift=shift)
    return None


def moves(own: Sequence[Line]) -> bool:
    """Whether lines put an appointment to another time."""
    return any(_MOVES.search(line.plain) for line in own)


def calls_off(own: Sequence[Line]) -> bool:
    """Whether lines call an appointment off, and put it to no other time."""
    stands = moves(own) or any(_STANDS.search(line.plain) for line in own)
    return any(_OFF.search(line.plain) and not line.question for line in own) and not stands


def _days(line: Line, day: date) -> list[DateSpan]:
    return [
        s for s in _dates(line) if s.value is not None and s.kind in {DateKind.DAY, DateKind.WEEKDAY} and s.value >= day
    ]


def _dates(line: Line) -> list[DateSpan]:
    """The dates of a line without those that are hours: "12 May, 10-12", "Monday, 9.15 to 10.45"."""
    days: list[DateSpan] = []
    for span in line.dates:
        hours = _LIKE_HOURS.fullmatch(span.text) and (
            (days and _BESIDE.fullmatch(line.plain, days[-1].end, span.start)) or _TO_HOUR.match(line.plain, span.end)
        )
        if not hours:
            days.append(span)
    return days


def _clocks(line: Line) -> list[Clock]:
    """The hours of a line that are no part of a date; right behind a day a bare number is one too: "12 May, 10-12"."""
    clocks, days = read_clocks(line.plain), _dates(line)
    for span in days:
        ahead = (match for match in _BEFORE.finditer(line.plain) if span.start <= match.end() <= span.end)
        bare = _BARE.match(line.plain, span.end) or next(ahead, None)
        if bare is None:
            continue
        start, end = bare.span("hours")
        clocks = [c for c in clocks if c.end <= start or c.start >= end]
        read = next(iter(read_clocks(f"at {line.plain[start:]}")))
        clocks.append(msgspec.structs.replace(read, start=start, end=start + read.end - len("at ")))
    inside = [
        c
        for c in clocks
        if not any(d.start < c.end and c.start < d.end and not _HOLDS_HOUR.search(d.text) for d in days)
    ]
    return sorted(inside, key=lambda clock: clock.start)


def _nearest(days: Sequence[DateSpan], clock: Clock) -> DateSpan:
    return min(days, key=lambda span: max(span.start - clock.end, clock.start - span.end))


def _is_ruled_out(line: Line, start: int, end: int) -> bool:
    """Whether a day or an hour is the old one, one that does not suit, or a deadline."""
    text = line.plain
    if _NOT_THEN.search(text, max(0, start - 24), start) or _NO_GOOD.match(text, end):
        return True
    return moves([line]) and _FROM.search(text, 0, start) is not None


def _is_of_else(line: Line, clock: Clock) -> bool:
    """Whether an hour is when something leaves, opens or is due."""
    return _LEAVES.search(line.plain, 0, clock.start) is not None


_FIRST_OF = re.compile(
    r"\b(?:every|each|weekly|fortnightly|monthly)\b.*\b(?:first (?:time|one|meeting|call|session|of (?:them|these|which))|starting|beginning|commencing|starts|begins) (?:is |will be |being |from )?(?:on )?(?:the )?$"
)
"""Before the day on which what is held again and again is held first."""
_OR = re.compile(r"\b(?:or|alternatively|otherwise|either|oder|ou)\b")
"""Among times of which the reader is to choose one."""
_ELSE = re.compile(r"(?:or|alternatively|otherwise|if (?:not|that)|failing that|else|oder|sonst|ansonsten|ou|sinon)\b")
_CHOOSE = re.compile(
    r"\b(?:slots?|options?|which (?:one|of|day|date|time|suits|would|do|works)|either|suits? you best|works? best|prefer|any of (?:these|those|them)|choose|pick (?:one|a)|welche[rs]?|lieber|préfér\w+|lequel|laquelle|quelle date)\b"
)
_WINDOW = re.compile(
    r"\b(?:i|we)(?:'m|'re|'ll be| am| are| will be)\b[^?]*\b(?:free|available|around|about|in|here|there|at home|in the office)\b[^?]*\b(?:from|between|after|until|till)\b|\bany ?time (?:from|between|after|before)\b|\bif you (?:want|like|fancy|would like)\b|\bwhen(?:ever)? (?:it )?(?:suits|you like|you can|you please|you have time)\b"
)
"""Hours in which somebody is to be found: no time that was agreed."""
_WHEN = re.compile(
    r"(?:when|date|day|time|hours?|start|begin\w*|datum|wann|uhrzeit|zeit|termin|date et heure|quand|heure)\s*[:|] *"
)
_WHERE = re.compile(r"(?:where|place|location|venue|room|wo|ort|raum|lieu|où)\s*[:|] *(.+)", re.IGNORECASE)
_MOVES = re.compile(
    r"\b(?:moved:?|(?:must|have to|need to) move|not the \w+ but|becomes (?=\d|at \d|half |quarter |noon|\w+ o'clock)|(?:push|move|put|shift|bring)(?: [\w']+){1,3} (?:back|out|forward) (?=(?:by )?(?:half an|an?|one|two|\d+|ten|fifteen|twenty|thirty) )|instead(?! of (?:me|him|her|us|them|you)\b)|rather than|(?:mov(?:e|ed|ing)|push(?:ed)?|shift(?:ed)?|postpon(?:e|ed)|delay(?:ed)?|chang(?:e|ed)|bring|brought|put) (?:(?:it|that|this|everything|us|the \w+|our \w+|your \w+|my \w+)(?: \w+)? )?(?:back |forward |off |out )?(?:by|from|to|until|till)|reschedul\w+|same (?:time|place|day)|not (?:\w+day|at \w+|on )|no longer|new (?:date|time)|make it \d|at \w+ instead|(?:half an|an|\d+|ten|fifteen|twenty|thirty) ?(?:hours?|minutes) (?:later|earlier)|stunde (?:später|früher)|minuten (?:später|früher)|(?:plus tard|plus tôt)|verschieb\w*|verschoben|verleg(?:en|t)|stattdessen|report(?:er|é|ée|ons)|décal(?:er|é|ons))\b"
)
_OFF = re.compile(
    r"\b(?:(?:have|has|had|need|must|going|forced) to (?:cancel|call off|postpone)|(?:is|are|was|were|been) (?:cancelled|canceled|called off|off)(?![\w-])(?! (?:to|on|until|from|sick|work|limits|the)\b)|cancel(?:ling)? (?:our|the|my|your) (?:meeting|call|appointment|visit|lunch|session)|can(?:'t|not| not) make (?:it|our|the)|won't be able to (?:make|come|meet|attend)|(?:sagen?|muss|müssen) [^.]*\b(?:absagen|ab)\b(?=[.,!]|$)|\b(?:ist|wurde|wird) [^.]{0,20}abgesagt|fällt [^.]{0,30}\baus\b|entfällt|annul(?:er|ons|e) (?:notre|le|la|votre)|(?:est|sont) annulée?s?|n'aura pas lieu)"
)
_NEXT_WEEK = re.compile(r"\bnext week\b(?! (?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun))")
_STANDS = re.compile(r"\b(?:stands|stays as it (?:is|was)|is still on|goes ahead)\b")
_BEFORE = re.compile(
    r"\b(?:do|make|manage|say|for) (?P<hours>(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?(?: ?(?:-|–|to|until) ?(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?)?) on (?:the )?"
)
"""A bare number before a day: "could you do 11 on Tuesday"."""
_BARE = re.compile(
    r",? (?P<hours>(?:(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)? ?(?:-|–|to|until) ?(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?(?: ?[ap]\.?m\b)?|(?:[01]?\d|2[0-4]) ?(?:h|hrs|uhr)\b|(?:[01]?\d|2[0-4])(?:[.:][0-5]\d|(?=\?|\.?$))))(?![\w/.-]\d)(?! ?(?:%|per|people|days|weeks|euro|pound|st\b|nd\b|rd\b|th\b))"
)
_YOURS, _OURS = re.compile(r" (?:your time|for you)\b"), re.compile(r" (?:our time|my time|for us|for me|here)\b")
"""Whose clock shows an hour."""
_LIKE_HOURS = re.compile(r"(?:[01]?\d|2[0-4])[.-]\d{1,2}")
_BESIDE = re.compile(r",? ?(?:from )?")
_TO_HOUR = re.compile(r" ?(?:to|until|till|-|–) ?\d{1,2}[.:]\d\d")
_HOLDS_HOUR = re.compile(r"\d[:.]\d\d|\b(?:am|pm|noon)\b")
_NOT_THEN = re.compile(
    r"\b(?:instead of|rather than|(?:can't|cannot|can not|couldn't|won't|unable to|not able to) (?:do|make|manage|come|meet|be there)|not(?: on| at)?|no longer(?: on| at)?|than|(?:(?<!come )(?<!drop )(?<!stop )(?<!pop )(?<!pass )by|before|until|till|after|since|no later than)(?: (?:noon|end of day|close) on)?)(?: on| at)?(?: the)? $"
)
_NO_GOOD = re.compile(
    r"(?:(?!\bif\b)[^.,;?!]){0,25}?\b(?:(?:does|do|will|would|is|are)(?:n't| not)|won't|can't|cannot|(?:is|'s) (?:impossible|no good|off|out|taken|full|packed|gone|difficult))\b(?! (?:that|we|you|they|it|i)\b)"
)
_FROM = re.compile(
    r"\bfrom (?:the )?(?:[\w]+ )?$|\b(?:meeting|call|appointment|visit|session|slot|lunch|one) (?:on|at|of|for) (?:the )?$|\bour \w+ (?:on|at) (?:the )?$"
)
_LEAVES = re.compile(
    r"\b(?:(?<!we )leaves?|leaving|arriv\w+|opens?|closes?|departs?|lands?|starts? work|train|flight|ferry|bus|doors|shop|delivery|delivered|deadline)\b[^,.;?!]{0,24}$"
)
PAST = re.compile(
    r"\b(?:(?:was|were)(?! (?:hoping|wondering|thinking|going|planning|to be)\b)|had(?! to\b)|met|spoke|talked|saw|rang|visited|took place|thank(?:s| you) for (?:the|your|meeting|coming|seeing|talking))\b"
)
AHEAD = re.compile(r"\b(?:will|shall|could we|can we|let's)\b")
