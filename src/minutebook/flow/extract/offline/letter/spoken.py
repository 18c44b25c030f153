"""When people meet as a talk says it: days and hours, bare numbers among them where a day is spoken of."""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

import msgspec
from msgspec.structs import replace

from minutebook.flow.extract.offline.letter.clock import Clock, read_clocks
from minutebook.flow.extract.offline.letter.when import When, find_whens, in_next_week, leaves_open, moves
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.model.source import Form
from minutebook.text import patterns as re
from minutebook.text.dates import DateSpan, find_dates, weekday_named

EVENING_HOURS = (7, 8)
"""Hours that are of the evening where what is spoken of is, and of the morning else."""


class Said(msgspec.Struct, frozen=True):
    """What a line says of a time, and where. ``several``: it leaves a choice, or names the times of several things."""

    day: date | None = None
    clock: Clock | None = None
    several: bool = False
    weekday: bool = False
    """The day stands there as a weekday alone."""
    start: int = 0
    end: int = 0

    @property
    def told(self) -> bool:
        return self.day is not None or self.clock is not None


def read_time(line: Line, before: Sequence[Line], today: date, *, arranging: bool, spoken: bool = False) -> Said:
    """The day and the hour of a line. ``before``: the lines above it; ``arranging``: a day was just spoken of, so that a bare number may be an hour.

    ``spoken``: one was spoken of a little before, so that what can only be an hour is one.
    """
    if not (line.dates or arranging or spoken or _SOUGHT.search(line.plain)):
        return Said()
    whens = [w for w in find_whens(line, today) if w.day and w.day > today and not _VAGUE.match(line.plain, w.start)]
    open_ = leaves_open(line, None, whens) or (whens and _OR.search(line.plain, whens[0].end))
    if any(_UNREAD.match(line.plain, span.end) for span in line.dates):
        return Said(several=True)
    if open_:
        single = {when.day for when in whens}
        return Said(whens[0].day, start=whens[0].start, end=whens[0].end) if len(single) == 1 else Said(several=True)
    day, *others = list(dict.fromkeys(when.day for when in whens)) or [
        _ordinal(line, today) if arranging or _SOUGHT.search(line.plain) else None
    ]
    asked = before[-1] if before else None
    best = _full(line, whens, asked, bare=arranging or day is not None, spoken=spoken)
    if best is None:
        return Said(several=True)
    if others and best.clock is None and not moves([line]):
        return Said(several=True)
    day = best.day or (others[-1] if others else day)
    day = in_next_week(day, line, before, today) if day else None
    weekday = not others and any(weekday_named(span.text) is not None for span in line.dates)
    return Said(day, best.clock, weekday=weekday, start=best.start, end=best.end)


def _full(line: Line, whens: Sequence[When], asked: Line | None, *, bare: bool, spoken: bool) -> When | None:
    """The day with its hour, or one of them; None where a line has several such."""
    brief = bool(whens) or line.plain.count(" ") < BRIEF or _ARRANGES.search(line.plain)
    may = (bare or spoken) and brief and line.form is Form.TURN and (whens or not line.dates or bare)
    hours = [clock for clock in _hours(line, asked) if bare or clock in read_clocks(line.plain)] if may else []
    full = [w for w in whens if w.clock and not _BY_TO.match(line.plain, w.clock.start)]
    if full and not any(clock.until for clock in hours):
        several = len({(w.day, w.clock.at if w.clock else None) for w in full}) > 1
        return None if several and not moves([line]) else full[-1] if moves([line]) else full[0]
    if hours and len({clock.at for clock in hours}) == 1:
        day = next((w for w in whens if w.day and _touches(w, hours[0])), None)
        if whens and day is None:
            return replace(whens[-1], clock=None)
        start, end = (
            (min(day.start, hours[0].start), max(day.end, hours[0].end)) if day else (hours[0].start, hours[0].end)
        )
        return When(day.day if day else None, hours[0], start, end)
    return replace(whens[-1], clock=None) if whens else When(None, None)


def _touches(when: When, clock: Clock) -> bool:
    return 0 <= clock.start - when.end <= TOUCHING or 0 <= when.start - clock.end <= TOUCHING


BRIEF = 8
"""Spaces of a line from which an hour without a day is what it speaks of only where it arranges something."""
LEAST = 7
"""Letters of "on the " that may belong to a day or stand before it."""
TOUCHING = 5
"""Letters between a day and its hour: ", at ", " on "."""


def _ordinal(line: Line, today: date) -> date | None:
    """The day of a month that is named by its number alone, in words that may be a rank as well: "I was thinking the tenth"."""
    match = _ORDINAL.search(line.plain)
    found = find_dates(f"on {match['day']}", today) if match else ()
    return next((span.value for span in found if span.value and span.value > today), None)


def names_day(line: Line, day: date) -> bool:
    """Whether a line speaks of a day, also by its number alone."""
    return any(span.value == day for span in line.dates) or _ordinal(line, day - timedelta(1)) == day


def _hours(line: Line, asked: Line | None) -> Iterator[Clock]:
    """The hours of a line, bare numbers among them at its beginning or beside a day; none where it counts something."""
    text = line.plain
    if (
        _COUNTS.search(text)
        or _FROM.match(text)
        or (asked is not None and (_HOW_MANY.search(asked.plain) or _NUMBERED.search(asked.plain)))
    ):
        return
    ends = [match for span in line.dates if (match := _BESIDE.match(text, span.end))]
    heads = [
        match for match in _AHEAD.finditer(text) if any(0 <= match.end() - span.start <= LEAST for span in line.dates)
    ]
    bare = [*ends, *heads, *filter(None, [_BARE.match(text)])]
    for match in bare:
        read = read_clocks(f"at {match['hours']}{match['half'] or ''}")
        if read:
            yield replace(read[0], start=match.start("hours"), end=match.end("hours"))
    if not bare:
        yield from (clock for clock in read_clocks(text) if _is_hour(clock, line))


def find_bare_hour(line: Line) -> Clock | None:
    """The hour of a line of few words that is a number alone: "Ok, 6 then.", "Does 3 work?"."""
    match = _ASKED.search(line.plain) or _BARE.match(line.plain)
    if match is None or line.dates or line.plain.count(" ") > BRIEF or _COUNTS.search(line.plain):
        return None
    read = read_clocks(f"at {match['hours']}")
    return read[0] if read else None


def _is_hour(clock: Clock, line: Line) -> bool:
    inside = any(_overlaps(span, clock) for span in line.dates)
    return not (inside or _AMOUNT.match(line.plain, clock.end) or _BY_TO.match(line.plain, clock.start))


def _overlaps(span: DateSpan, clock: Clock) -> bool:
    return span.start < clock.end and clock.start < span.end


def settle_half(clock: Clock, own: Sequence[Line], around: Sequence[Line]) -> Clock | None:
    """The clock in the half of the day that its own lines and those around speak of: half past seven of a club is in the evening, and elsewhere unknown."""
    early = any(_OF_MORNING.search(line.plain) for line in own)
    if clock.at.hour not in EVENING_HOURS or early:
        return clock
    if any(_OF_EVENING.search(line.plain) for line in around):
        return replace(clock, at=time(clock.at.hour + 12, clock.at.minute))
    return clock if clock.at.hour > EVENING_HOURS[0] or any(_FIGURES.search(line.plain) for line in own) else None


_HOUR = r"(?:half past |half |(?:a )?quarter (?:past|to) |(?:five|ten|twenty) (?:past|to) )?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[1-9]|noon|midday)(?:[.:][0-5]\d)?(?: (?:fifteen|thirty|forty-five))?"
_HOURS = rf"(?P<hours>{_HOUR}(?: ?(?:to|till|until|-|–) ?{_HOUR})?)(?P<half> ?[ap]\.?m\b| in the (?:morning|afternoon|evening))?"
_TAIL = r"(?=-?ish\b| ?o'clock|'s (?:good|fine|perfect|okay|ok|great|better|best|lovely|ideal)|[,.?!]|$| (?:sharp|then|is (?:good|fine|perfect|okay|ok|great|better|best)|it is|works|suits|would|on|at (?:the|my|your|mine|yours|ours)|in the|tomorrow|good|okay|fine|and (?!a half)|for (?:me|us|the)|here|there|with|so|it'll|instead|as usual)\b)"
_LEADS = r"okay|ok|yes|yeah|yep|right|so|and|then|no|well|great|good|sure|oh|or|say|maybe|perhaps|make it|let's (?:say|do|make it)|(?:could|can|shall) (?:we|i|you) (?:do|say|make it)|we (?:could|can) (?:do|say)|about|around|how about|what about|starting at|at|(?:be|come|i'll be|i'm) (?:there|here|over|round|by) (?:at|about|around|by)|all right|alright|fine|mhm|ouch|sorry|ja"
_BARE = re.compile(rf"(?:(?:{_LEADS})[,.]? )*{_HOURS}{_TAIL}")
"""A number with which a line begins."""
_BESIDE = re.compile(
    rf"(?:, the [\w-]+)?,? ?(?:then,? )?(?:(?:in the )?(?:morning|afternoon|evening|lunchtime),? ?)?(?:at |about |around |say |maybe |by )?{_HOURS}{_TAIL}"
)
"""A number that follows a day."""
_ASKED = re.compile(
    rf"\b(?:does|do|would|will|is|could you (?:do|make|manage)|can you (?:do|make)) {_HOURS} (?:work|suit|do|be|good|ok|okay|fine|all right|possible|instead)\b"
)
"""A number that is asked for: "would 4 suit you"."""
_AHEAD = re.compile(
    rf"(?:^|(?<=, )|(?<=\bat )|(?<=\bfor )|(?<=\bdo )|(?<=\bsay )|(?<=\bto )){_HOURS}(?: o'clock)? on (?:the )?"
)
"""A number right before a day."""
_BY_TO = re.compile(r"(?:to|from) ")
_FROM = re.compile(r"from (?!.* (?:to|till|until) )")
"""Before the hour from which on any will do."""
_UNREAD = re.compile(r",? de[rnm] [a-zäöü]+te[nr]?\b")
"""A number of the month behind its weekday, in German words that are not read with it."""
_VAGUE = re.compile(r"(?:the )?(?:end|start|beginning|middle) of ")
_ORDINAL = re.compile(
    r"(?:\b(?:on|say|do|about|for|be|is|thinking|it's|that's|make it|till|then)|^(?:and|so|or|maybe|okay|yes)?,?|,) ?(?P<day>the (?:first|second|third|[a-z]+th|twenty-(?:first|second|third))(?: of \w+)?)(?=[,.?!]|$| (?:at|is|then|works|suits|would|of|and)\b)"
)
_ARRANGES = re.compile(
    r"\b(?:(?:could|can|shall|should) (?:we|i|you)|how about|what about|let's|make it|we'll (?:say|meet|do)|see you|(?:be|come|meet) (?:there|here|with you|over|round|by|at|in)|i'll (?:come|be|ring|call|pick|drop|see)|works|suits?|instead|set it up|invite)\b"
)
_OR = re.compile(r"\bor (?!so\b|thereabouts|something)")
_SOUGHT = re.compile(r"\b(?:thinking|how about|what about|suits?|say)\b")
_COUNTS = re.compile(
    r"\b(?:people|kilos?|hundred|thousand|million|percent|per cent|pounds|euros?|dollars|quid|metres?|pieces|boxes|of (?:them|us|those|the)|degrees|copies|pages|each|a day|a week|a month|tonnes?|litres?|years|weeks|days)\b(?! (?:today|tomorrow|on|from))"
)
_AMOUNT = re.compile(
    r" (?:hundred|thousand|million|percent|per cent|%|pounds|euros?|dollars|people|go|time|point|stage|end|of (?:them|us|those))\b"
)
"""What makes a number no hour."""
_HOW_MANY = re.compile(r"\bhow (?:many|much|long|old|big|far|often)\b|\bwhich (?:one|page|number)\b")
_NUMBERED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+) (?:[a-z]+ )?(?!minutes|hours|weeks|months)[a-z]{3,}s\b"
)
"""A number of things, which the next line may correct: "three drug companies"."""
_FIGURES = re.compile(r"\b0?7[:.][0-5]\d|\b07")
_OF_EVENING = re.compile(
    r"\b(?:evening|tonight|night|dinner|supper|drinks|pub|after work|concert|party|committee|agm|annual general|trustees|parish|\w*club\w*|choir|rehearsal|members|society|village hall|the hall|wine|residents)\b"
)
_OF_MORNING = re.compile(
    r"\b(?:morning|breakfast|a\.m|am|before work|first thing|early|train|platform|sharp|doors|gate|site|shift)\b"
)
