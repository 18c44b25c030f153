"""When people meet, as a letter says it: which day goes with which hour, and whether it is a meeting of those who write and read."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from minutebook.flow.extract.offline.letter.clock import Clock, read_clocks, read_shift
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.text.dates import DateKind, DateSpan

LABELS = 4
"""Lines below "When: …" among which the hour and the place stand."""
SEVERAL = 3
"""Times in one sentence that are a list."""
BRIEF = 9
"""Words up to which a question with a day and an hour in it asks for nothing else."""


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


def is_meeting(line: Line, when: When) -> bool:
    """Whether a time in a line is one at which its writer and reader meet, and no deadline, opening hour or meeting of others."""
    text = line.plain
    if _IS_DUE.search(text) or (_PAST.search(text) and not _AHEAD.search(text)):
        return False
    others = _OF_OTHERS.search(text)
    if (others and others.start() < when.start) or _ALONE.search(text):
        return False
    if proposes(line) or moves([line]):
        return True
    if _asks_briefly(line):
        return True
    return _is_set(line, when)


def proposes(line: Line) -> bool:
    """Whether a line says that something suits, or that those who write and read meet."""
    if _SUITS_ABROAD.search(line.plain):
        return True
    return bool(_SUITS.search(line.plain) or (_MEETS.search(line.plain) and _WE.search(line.plain)))


def suggests(line: Line) -> bool:
    """Whether a line proposes to meet at the time that it names, and asks for nothing else."""
    return _asks_briefly(line) or (proposes(line) and _ASKS.search(line.plain) is None)


def is_there(line: Line) -> bool:
    """Whether a line says that its writer is to be met, or that they would like to meet."""
    return proposes(line) or _PRESENT.search(line.plain) is not None


def _asks_briefly(line: Line) -> bool:
    """Whether a line is a question so short that a time in it is what it asks for."""
    return line.question and line.plain.count(" ") < BRIEF and _ASKS.search(line.plain) is None


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
        if not moves([line]) or (_PAST.search(line.plain) and not _AHEAD.search(line.plain)):
            continue
        days = [s for s in _days(line, day) if not _is_ruled_out(line, s.start, s.end)]
        clocks = [c for c in _clocks(line) if not _is_ruled_out(line, c.start, c.end)]
        shift = timedelta() if clocks else read_shift(line.plain)
        if days or clocks or shift:
            return When(days[-1].value if days else None, clocks[-1] if clocks else None, shift=shift)
    return None


def find_pick(own: Sequence[Line], day: date) -> When | None:
    """Which of the times that earlier mails name a mail takes: its day, its hour, or whatever they name; None where it takes none."""
    if any(_NOT_AT_ALL.search(line.plain) for line in own):
        return None
    for line in own:
        takes = _AGREES.search(line.plain) is not None
        if not takes and not (line.question and _asks_briefly(line)) and not _TAKES.search(line.plain):
            continue
        whens = find_whens(line, day)
        if len(whens) == 1:
            return whens[0]
        hour = find_hour(line)
        if not whens and (hour is not None or takes):
            return When(None, hour)
    return None


def find_picked(own: Sequence[Line], day: date, pick: When) -> tuple[Line, When] | None:
    """The time among those that a mail offers which a later one took, and where it stands."""
    for line in own:
        whens = [when for when in find_whens(line, day) if not _IS_DUE.search(line.plain)]
        hours = {when.clock.at: when.clock for when in whens if when.clock}
        for when in whens:
            clock = pick.clock or when.clock or (next(iter(hours.values())) if len(hours) == 1 else None)
            if clock is None or (pick.day is None and pick.clock is None):
                continue
            if (pick.day in {None, when.day}) and (pick.clock is None or not hours or pick.clock.at in hours):
                return line, When(when.day, clock, when.start, when.end)
    return None


def moves(own: Sequence[Line]) -> bool:
    """Whether lines put an appointment to another time."""
    return any(_MOVES.search(line.plain) for line in own)


def calls_off(own: Sequence[Line]) -> bool:
    """Whether lines call an appointment off, and put it to no other time."""
    return any(_OFF.search(line.plain) and not line.question for line in own) and not moves(own)


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
        bare = _BARE.match(line.plain, span.end)
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


def _is_set(line: Line, when: When) -> bool:
    """Whether a day and an hour that stand together are said to be when it is: "so it is Friday at three", "yes, Friday at three"."""
    text = line.plain
    if when.clock is None:
        return False
    day = next((d for d in line.dates if d.value == when.day), None)
    together = day is not None and (
        _AT.fullmatch(text, day.end, max(day.end, when.clock.start)) is not None
        or _AT.fullmatch(text, when.clock.end, max(when.clock.end, day.start)) is not None
    )
    said = _IT_IS.search(text, 0, when.start) or _IT_IS_THEN.search(text, day.end if day else when.end)
    ours = _WE.search(text) and not _NO_MEETING.search(text)
    return together and bool(said or ours)


_MEETS = re.compile(
    r"\b(?:meet|meeting|call|calls|speak|talk|chat|visit|see you|catch up|appointment|session|workshop|review|interview|demo|tour|come (?:over|by|to|round|and|in)|come on|i come|see each other|pick(?:s|ed)? (?:you|me|us) up|collect you|walk-through|handover|viewing|fitting|rehearsal|lesson|training|drop (?:in|by|round)|join|zoom|teams|lunch|dinner|breakfast|coffee|discuss|sit down|get together|walk (?:round|through)|kick-?off|inspection|site visit)\b"
)
_WE = re.compile(
    r"\b(?:we|us|ours|i|you|let's|me|our|your|i'll|we'll|you'll)\b|^(?:(?:the|next|the next) )?(?:meeting|call|appointment|visit|lunch|dinner|walk-through|handover|viewing|fitting|rehearsal|lesson|training)\b"
)
"""A meeting of writer and reader, and not of others."""
_SUITS = re.compile(
    r"\b(?:suits?|works? (?:for|well|fine)|is (?:good|fine|ok|okay|perfect|great|confirmed|agreed)|are you (?:free|available)|i(?:'m| am) (?:free|available)|would (?:suit|work)|let's say|shall we say|how about|what about|booked|scheduled|confirmed|confirm|see you"
    r"|convenient|(?:put|got|have) you (?:down|in)|pencil\w*|make it|(?:please )?be (?:in|at|here|there) (?=.*\d)|(?:would|could) you (?:do|make)|can do|look(?:ing)? forward to (?:seeing|welcoming)|expect you|have you (?:over|here)|be (?:with you|at your)|(?:could|can|would|will) you (?:be there|be here|come|attend|sit in|join)|yes to|(?:works|fine|good|great|perfect)(?=[.!]?$))\b"
)
_PRESENT = re.compile(
    r"\b(?:i|we)(?:'m|'re|'ll be| am| are| will be) (?:in|around|at|back|here|there|free|over|near)\b"
)
_ASKS = re.compile(r"\b(?:can|could|would|will) you (?!come|make|do\b|meet|join)|\bplease\b")
"""A question that asks for a deed."""
_SUITS_ABROAD = re.compile(
    r"\b(?:passt (?:ihnen|dir|es|das|ihr)|passen würde|würde (?:es )?(?:ihnen|dir|euch) passen|treffen (?:wir|uns)|wir (?:treffen|sehen|sprechen|telefonieren)|sehen wir uns|telefonieren wir|termin|gespräch|besprechung|besichtigung|übergabe|telefonat|probe|anprobe|führung|ginge es|geht es (?:bei )?(?:ihnen|dir)|ha(?:ben|tten|st|ttest) (?:sie|du|ihr) (?:da )?zeit|hätten (?:sie|ihr) zeit|erwarten? (?:wir )?(?:sie|dich|euch)|kommen? (?:wir |ich )?.{0,80}(?:zu (?:ihnen|dir|euch)|vorbei)|hol(?:en|e) (?:wir |ich )?(?:sie|dich|euch) ab|bin ich (?:bei|vor)"
    r"|êtes-vous (?:disponible|libre)|es-tu (?:disponible|libre)|seriez-vous (?:disponible|libre)|rendez-vous|réunion|entretien|visite|essayage|répétition|(?:vous|te) convien(?:t|drait)|vous conviendrait|ça (?:vous|te) (?:va|irait)|on se (?:voit|retrouve)|retrouvons-nous|voyons-nous|nous (?:passerons|serons|viendrons)|je (?:passerai|serai|viendrai)|je vous (?:attends|propose)|vous attend(?:ons|s)?)\b"
)
_OR = re.compile(r"\b(?:or|alternatively|otherwise|either|oder|ou)\b")
"""Among times of which the reader is to choose one."""
_ELSE = re.compile(r"(?:or|alternatively|otherwise|if (?:not|that)|failing that|else|oder|sonst|ansonsten|ou|sinon)\b")
_CHOOSE = re.compile(
    r"\b(?:slots?|options?|which (?:one|of|day|date|time|suits|would|do|works)|either|suits? you best|works? best|prefer|any of (?:these|those|them)|choose|pick (?:one|a)|welche[rs]?|lieber|préfér\w+|lequel|laquelle|quelle date)\b"
)
_WINDOW = re.compile(
    r"\b(?:i|we)(?:'m|'re|'ll be| am| are| will be)\b[^?]*\b(?:free|available|around|about|in|here|there|at home|in the office)\b[^?]*\b(?:from|between|after|until|till)\b|\bany ?time (?:from|between|after|before)\b|\bif you (?:want|like|fancy|would like)\b"
)
"""Hours in which somebody is to be found: no time that was agreed."""
_WHEN = re.compile(
    r"(?:when|date|day|time|hours?|start|begin\w*|datum|wann|uhrzeit|zeit|termin|date et heure|quand|heure)\s*[:|] *"
)
_WHERE = re.compile(r"(?:where|place|location|venue|room|wo|ort|raum|lieu|où)\s*[:|] *(.+)", re.IGNORECASE)
_MOVES = re.compile(
    r"\b(?:moved:?|(?:must|have to|need to) move|not the \w+ but|instead(?! of (?:me|him|her|us|them|you)\b)|rather than|(?:mov(?:e|ed|ing)|push(?:ed)?|shift(?:ed)?|postpon(?:e|ed)|delay(?:ed)?|chang(?:e|ed)|bring|brought|put) (?:(?:it|that|this|everything|us|the \w+|our \w+|your \w+|my \w+)(?: \w+)? )?(?:back |forward |off |out )?(?:by|from|to|until|till)|reschedul\w+|same (?:time|place|day)|not (?:\w+day|at \w+|on )|no longer|new (?:date|time)|make it \d|at \w+ instead|(?:half an|an|\d+|ten|fifteen|twenty|thirty) ?(?:hours?|minutes) (?:later|earlier)|stunde (?:später|früher)|minuten (?:später|früher)|(?:plus tard|plus tôt)|verschieb\w*|verschoben|verleg(?:en|t)|stattdessen|report(?:er|é|ée|ons)|décal(?:er|é|ons))\b"
)
_OFF = re.compile(
    r"\b(?:(?:have|has|had|need|must|going|forced) to (?:cancel|call off|postpone)|(?:is|are|was|were|been) (?:cancelled|canceled|called off|off)(?![\w-])(?! (?:to|on|until|from|sick|work|limits|the)\b)|cancel(?:ling)? (?:our|the|my|your) (?:meeting|call|appointment|visit|lunch|session)|can(?:'t|not| not) make (?:it|our|the)|won't be able to (?:make|come|meet|attend)|(?:sagen?|muss|müssen) [^.]*\b(?:absagen|ab)\b(?=[.,!]|$)|\b(?:ist|wurde|wird) [^.]{0,20}abgesagt|fällt [^.]{0,30}\baus\b|entfällt|annul(?:er|ons|e) (?:notre|le|la|votre)|(?:est|sont) annulée?s?|n'aura pas lieu)"
)
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
    r"\b(?:instead of|rather than|not(?: on| at)?|no longer(?: on| at)?|than|(?:by|before|until|till|after|since|no later than)(?: (?:noon|end of day|close) on)?)(?: on| at)?(?: the)? $"
)
_NO_GOOD = re.compile(
    r"[^.,;?!]{0,25}?\b(?:(?:does|do|will|would|is|are)(?:n't| not)|won't|can't|cannot|is (?:impossible|no good|off|out|taken|full))\b(?! (?:that|we|you|they|it|i)\b)"
)
_FROM = re.compile(
    r"\bfrom (?:the )?(?:[\w]+ )?$|\b(?:meeting|call|appointment|visit|session|slot|lunch|one) (?:on|at|of|for) (?:the )?$|\bour \w+ (?:on|at) (?:the )?$"
)
_LEAVES = re.compile(
    r"\b(?:leaves?|leaving|arriv\w+|opens?|closes?|departs?|lands?|starts? work|train|flight|ferry|bus|doors|shop|delivery|delivered|deadline)\b[^,.;?!]{0,24}$"
)
_AT = re.compile(r"[ ,]*(?:in the (?:morning|afternoon|evening)|on|it is|then|works|is fine)?[ ,]*(?:the )?")
_NO_MEETING = re.compile(
    r"\b(?:deliver\w*|ship\w*|open(?:s|ed|ing)?|clos(?:e|es|ed|ing)|deadline|arriv\w+|leav\w+|depart\w*|lands?|trains?|flights?|ferry|bus|coach|submit\w*|cancel\w*|called off|until|by|before|since|last|reply|send|sent|pay|post(?:ed)?|collect\w*|pick\w*|not)\b"
)
"""Beside which a day and an hour are those of something else."""
_IT_IS = re.compile(
    r"(?:\b(?:so|then|well)? ?(?:it is|it's|that's|yes|agreed|rehearsal|fitting|tasting|viewing|handover|tour|inspection|service|ceremony|training|briefing)\b(?: (?:will be|is|it is|on|for|the|now|to the [\w-]+|again))*|\b(?:set|fixed|booked|planned|scheduled|down|confirmed) for|\bappointment:?)[,:]? (?:on )?$"
)
_IT_IS_THEN = re.compile(r"\b(?:it is|it shall be|then|is settled|is agreed)\b(?=[,.!]|$)")
_IS_DUE = re.compile(
    r"\b(?:deliver(?:y|ed)?|deadline|submit|pay(?:ment)?|send (?:me|us|it)|hand in|ship(?:s|ped)?|upload|expires?|valid until|switch(?:ed)? off|close[sd]?|order) "
)
_PAST = re.compile(
    r"\b(?:was|were|had|met|spoke|talked|took place|thank(?:s| you) for (?:the|your|meeting|coming|seeing|talking))\b"
)
_AHEAD = re.compile(r"\b(?:will|shall|could we|can we|let's)\b")
_OF_OTHERS = re.compile(
    r"^(?:the|our|my) [\w-]+ (?:visits?|meets|comes?|calls?) (?:us|me|here|on|at)\b(?!.*\byou\b)|\b(?:(?:our|their|his|her|the|its) (?:[\w-]+ )?(?:board|committee|council|panel|team|club|court|jury|parliament|group) (?:meets|sits|meeting)|(?:they|he|she) (?:meets?|sees?|will meet|has|have)|(?:the|our|a) (?:crane|van|lorry|truck|skip|scaffold\w*|delivery|machine|container|courier|carrier|plumber|tiler|electrician)\b[^.]*\b(?:is|are|comes?) (?:booked|scheduled|confirmed)?)\b"
)
_ALONE = re.compile(
    r"\bi(?:'ve| have| have got|'ve got|'ve another| also have)? (?:got )?(?:a|an|another|my) (?:[\w'-]+ )?(?:appointment|meeting|call|class|shift|lesson|exam)\b(?!.*\b(?:with you|join|together|we)\b)"
)
"""What keeps the writer away."""
_AGREES = re.compile(
    r"\b(?:see you (?:then|there)|till then|until then|(?:that|this|it|the time|that time) (?:works|suits|fits|is (?:fine|good|great|perfect))|(?:works|suits|fits)(?: (?:perfectly|well|fine))? (?:for )?(?:me|us)|sounds (?:good|great|perfect|fine)|i(?:'ll| will) be there|we(?:'ll| will) be there|it's a date|confirmed"
    r"|(?:can|could|would|will) you (?:be there|go|attend|join|come|make (?:it|this|that)|do (?:this|that)|take this)|bis dann|passt (?:mir|uns|gut|perfekt|wunderbar|so)|(?:das|der termin) passt|einverstanden|ça (?:me|nous) va|(?:me|nous) convient|c'est (?:parfait|noté|bon)|d'accord)\b"
)
"""A word that takes a time which was named before."""
_TAKES = re.compile(
    r"\b(?:it is|it's|then|please|works?|suits?|fine|good|great|perfect|ok|okay|lovely|better|easier|best|prefer|rather|take|go for|see you|until|let's|lass uns|nehmen wir|lieber|passt|ginge|geht|dann|plutôt|alors|préfère|préférons|convient|parfait|va pour)\b"
)
_NOT_AT_ALL = re.compile(
    r"\b(?:neither|none of (?:them|these|those|the)|can't do either|keiner der|passt (?:mir |uns )?(?:leider )?(?:beides )?nicht|aucune? des)\b"
)
