"""The appointment that a mail makes or proposes: its calendar part, else a day and an hour said together."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import msgspec

from minutebook.flow.extract.offline.letter.envelope import Mail
from minutebook.flow.extract.offline.line import Line
from minutebook.model.extraction import Invite
from minutebook.model.source import Event
from minutebook.text.dates import DateKind, DateSpan

LONGEST = timedelta(hours=12)
"""Beyond which two hours named together are no beginning and end."""
MOST_MINUTES = 600
_COMMON = (
    "Europe/London Europe/Paris Europe/Athens Europe/Istanbul America/New_York America/Chicago America/Denver America/Los_Angeles America/Sao_Paulo"
    " Asia/Dubai Asia/Kolkata Asia/Shanghai Asia/Tokyo Australia/Sydney Pacific/Auckland"
).split()
"""Zones in the order in which they are guessed from the offset of a mail, so that an hour across a clock change is right."""


class Clock(msgspec.Struct, frozen=True):
    """Hours found in a line; ``zone`` where it is said."""

    at: time
    until: time | None
    start: int
    zone: str | None
    end: int = 0


def find_invite(mails: Sequence[Mail], lines: Sequence[Line], title: str) -> Invite | None:
    """The appointment of the newest mail that has one, with what earlier mails said of that day's; None where a day or an hour is missing, or it was called off."""
    newest: Invite | None = None
    for mail in reversed(mails):
        if mail.message.events:
            event = mail.message.events[-1]
            found = None if event.method == "CANCEL" else _of_event(event, mail, title)
            return _carried(newest, found) if newest and found else newest or found
        own = [line for line in lines if line.utterances[0] in mail.utterances]
        found = next((invite for line in own if (invite := _of_line(line, own, mail, title))), None)
        newest = _carried(newest, found) if newest and found else newest or found
    return newest


def _carried(invite: Invite, before: Invite) -> Invite:
    """An appointment with what an earlier mail said of it and it leaves unsaid: its length, its place, who else comes."""
    start, then = datetime.fromisoformat(invite.start), datetime.fromisoformat(before.start)
    if start.date() != then.date():
        return invite
    end = invite.end
    if end is None and before.end is not None:
        end = (start + (datetime.fromisoformat(before.end) - then)).isoformat()
    people = tuple(dict.fromkeys((*invite.attendees, *before.attendees)))
    return msgspec.structs.replace(invite, end=end, attendees=people, location=invite.location or before.location)


def _of_event(event: Event, mail: Mail, title: str) -> Invite:
    people = [h.email for h in event.people if h.email] or list(_addresses(mail))
    return Invite(event.title or title, event.start, event.end, tuple(dict.fromkeys(people)), event.location)


def _of_line(line: Line, own: Sequence[Line], mail: Mail, title: str) -> Invite | None:
    """The appointment that a line states, with what the lines around it say of its hour, length and place."""
    days = [
        s
        for s in line.dates
        if s.value is not None and s.kind in {DateKind.DAY, DateKind.WEEKDAY} and s.value >= mail.day
    ]
    clocks = [c for c in read_clocks(line.plain) if not any(d.start < c.end and c.start < d.start for d in line.dates)]
    if not days or _IS_DUE.search(line.plain) or _PAST.search(line.plain):
        return None
    if len(days) > 1 and len(clocks) > 1 and _OR.search(line.plain, days[0].end, days[1].start):
        return None
    at = own.index(line)
    if not clocks and at + 1 < len(own) and _MEETS.search(line.plain) and not own[at + 1].dates:
        clocks = read_clocks(own[at + 1].plain)
    ours = (
        _SUITS.search(line.plain)
        or (_MEETS.search(line.plain) and _WE.search(line.plain))
        or _is_set(line, days, clocks)
    )
    if not clocks or not ours:
        return None
    day, clock = days[-1].value if _CORRECTS.search(line.plain) else days[0].value, clocks[0]
    if day is None:
        return None
    near = " ".join(other.plain for other in own[max(0, at - 1) : at + 4])
    start = _moment(day, clock.at, clock.zone, mail)
    end = _moment(day, clock.until, clock.zone, mail) if clock.until else None
    if end is None and (minutes := read_length(near)):
        end = start + timedelta(minutes=minutes)
    place = next(filter(None, (find_place(other.text) for other in (line, *own[max(0, at - 1) : at + 4]))), None)
    named = {name.name for other in own[max(0, at - 2) : at + 5] for name in other.names}
    people = tuple(_addresses(mail, named))
    return Invite(title, start.isoformat(), end.isoformat() if end else None, people, place)


def _is_set(line: Line, days: Sequence[DateSpan], clocks: Sequence[Clock]) -> bool:
    """Whether a day and an hour that stand together are said to be when it is: "so it is Friday at three", "yes, Friday at three"."""
    for day in days:
        together = any(_AT.fullmatch(line.plain, day.end, max(day.end, clock.start)) for clock in clocks)
        said = _IT_IS.search(line.plain, 0, day.start) or _IT_IS_THEN.search(line.plain, day.end)
        if together and (said or (_WE.search(line.plain) and not _NO_MEETING.search(line.plain))):
            return True
    return False


def _addresses(mail: Mail, named: Collection[str] | None = None) -> Iterator[str]:
    """The addresses of a mail; with ``named`` those copied in only where the words around name them."""
    found = (
        h.email
        for h in mail.message.people
        if h.email and (h.role in {"from", "to"} or (h.role == "cc" and (named is None or h.name in named)))
    )
    yield from dict.fromkeys(found)


def _moment(day: date, clock: time, zone: str | None, mail: Mail) -> datetime:
    return datetime.combine(day, clock, _zone(zone) if zone else _zone_of(mail))


def _zone_of(mail: Mail) -> tzinfo | None:
    """The sender's zone, guessed from the offset at which the mail was sent: a common zone that had it then, else the offset itself."""
    sent = mail.message.sent
    if sent is None or sent.tzinfo is None:
        return None
    for name in _COMMON:
        if sent.astimezone(ZoneInfo(name)).utcoffset() == sent.utcoffset():
            return ZoneInfo(name)
    return sent.tzinfo


def _zone(name: str) -> tzinfo:
    return ZoneInfo(_ZONES.get(name) or _cities()[name])


@cache
def _cities() -> dict[str, str]:
    """The cities that zones are named for, in small letters."""
    found = {}
    for zone in sorted(available_timezones()):
        area, _, city = zone.rpartition("/")
        if area in {"Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic"}:
            found[city.replace("_", " ").lower()] = zone
    return found


def read_clocks(text: str) -> list[Clock]:
    """The hours that a text in small letters names, in order: "11:00", "3 pm", "at half past nine", "10 to 11".

    >>> [str(clock.at) for clock in read_clocks("at 3.30pm")]
    ['15:30:00']
    """
    found = []
    for match in _CLOCK.finditer(text):
        at = _read(match["a"] or match["a2"], match["am"] or match["bm"] or "", text)
        until = _read(match["b"], match["bm"] or "", text) if match["b"] else None
        if at is None:
            continue
        if until is not None and not timedelta() < _apart(at, until) <= LONGEST:
            until = None
        found.append(Clock(at, until, match.start(), _said_zone(text, match.end()), match.end()))
    return found


def _apart(at: time, until: time) -> timedelta:
    return timedelta(hours=until.hour - at.hour, minutes=until.minute - at.minute)


def _read(said: str, half: str, text: str) -> time | None:
    """One hour as a time of day; small ones without "am" or "pm" are in the afternoon from one to six, unless the morning is named."""
    said, half = said.strip(), half.strip()
    if said in {"noon", "midday"}:
        return time(12)
    spoken = _SPOKEN.fullmatch(said)
    if spoken:
        hour = _NUMBERS[spoken["hour"]]
        lead = spoken["lead"] or ""
        minute = 30 if "half" in lead else 15 if "quarter" in lead else 30 if spoken["thirty"] else 0
        if lead == "quarter to ":
            hour, minute = hour - 1, 45
    else:
        digits = [int(part) for part in re.findall(r"\d+", said)]
        hour, minute = digits[0], digits[1] if len(digits) > 1 else 0
    if hour > 24 or minute > 59:
        return None
    stated = re.search(r"\d[:.h]\d\d|^0|^1[3-9]|^2\d", said) is not None
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    elif (not half and not stated and 1 <= hour <= 6 and "morning" not in text) or (
        not half and 1 <= hour <= 11 and re.search(r"\b(?:in the evening|tonight|evening)\b", text) and not stated
    ):
        hour += 12
    return time(hour % 24, minute)


def _said_zone(text: str, end: int) -> str | None:
    """The zone that is said right after an hour: "Eastern", "UK time", "(CET)", "in Leeds" is none."""
    match = _ZONE.match(text, end)
    if match is None:
        return None
    said = match["zone"].strip()
    return said if said in _ZONES or said in _cities() else None


def read_length(text: str) -> int | None:
    """How many minutes a meeting is to take, where a text says it."""
    match = _LENGTH.search(text)
    if match is None:
        return None
    if match["half"]:
        return 30
    amount = match["number"]
    number = float(amount) if amount and amount[0].isdigit() else float(_NUMBERS.get(amount or "one", 1))
    minutes = number * (60 if match["unit"].startswith("h") else 1) + (30 if match["and_half"] else 0)
    return int(minutes) if 5 <= minutes <= MOST_MINUTES else None


def find_place(text: str) -> str | None:
    """Where a meeting is to be, where a text says it."""
    online = _ONLINE.search(text)
    if online:
        return online[1]
    place = _PLACE.search(text)
    return place["place"].strip(" .,") if place else None


_NUMBERS = {
    word: n for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "forty-five": 45,
    "ninety": 90,
    "an": 1,
    "a": 1,
    "fifty": 50,
    "sixty": 60,
}
_HOUR_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_SPOKEN = re.compile(
    rf"(?P<lead>half past |half |quarter past |quarter to )?(?P<hour>{_HOUR_WORDS})(?P<thirty> thirty)?"
)
_TIME = rf"(?:[01]?\d|2[0-4])(?:[:.h][0-5]\d)|(?:[01]?\d|2[0-4])|noon|midday|(?:half past |quarter past |quarter to |half )?(?:{_HOUR_WORDS})(?: thirty)?"
_CLOCK = re.compile(
    rf"(?<![\w£€$.,:/-])(?:(?:(?:at|from|around|about|between|@|to|um|à|a las) ?|(?=(?:half|quarter) (?:past|to) ))(?P<a>{_TIME})(?![\d,])(?! ?(?:%|per|of|euro|pound|dollar|people|days?|weeks?|months?|years?|minutes?|hours?|st\b|nd\b|rd\b|th\b))"
    rf"|(?P<a2>(?:[01]?\d|2[0-4])[:h][0-5]\d|(?:1[0-2]|[1-9])(?:[.:][0-5]\d)?(?= ?[ap]\.?m\b)|noon|midday))(?P<am> ?[ap]\.?m\b\.?)?(?: ?(?:h|hrs|uhr|o'clock)\b)?"
    rf"(?: ?(?:-|–|—|to|till|until|and) ?(?P<b>{_TIME})(?P<bm> ?[ap]\.?m\b\.?)?(?: ?(?:h|hrs|uhr)\b)?)?"
)
_ZONES = {
    "eastern": "America/New_York", "et": "America/New_York", "est": "America/New_York", "edt": "America/New_York",
    "central": "America/Chicago", "ct": "America/Chicago", "cst": "America/Chicago", "cdt": "America/Chicago",
    "mountain": "America/Denver", "mt": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver",
    "pacific": "America/Los_Angeles", "pt": "America/Los_Angeles", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
    "uk": "Europe/London", "british": "Europe/London", "bst": "Europe/London", "gmt": "Etc/GMT", "utc": "Etc/UTC", "irish": "Europe/Dublin",
    "cet": "Europe/Paris", "cest": "Europe/Paris", "central european": "Europe/Paris", "german": "Europe/Berlin", "french": "Europe/Paris", "spanish": "Europe/Madrid",
    "eet": "Europe/Athens", "eest": "Europe/Athens", "japan": "Asia/Tokyo", "jst": "Asia/Tokyo", "india": "Asia/Kolkata", "ist": "Asia/Kolkata",
    "singapore": "Asia/Singapore", "china": "Asia/Shanghai", "korea": "Asia/Seoul", "aest": "Australia/Sydney", "aedt": "Australia/Sydney", "new york": "America/New_York",
    "portuguese": "Europe/Lisbon", "italian": "Europe/Rome", "dutch": "Europe/Amsterdam", "swiss": "Europe/Zurich",
}  # fmt: skip
_ZONE = re.compile(
    r" ?\(?(?P<zone>central european|new york|los angeles|[a-z]+)(?:(?: standard| daylight| summer)? time\b|\)|(?=[,.;?!]|$| (?:on|and|if|for|or|next|this|which|so)\b))"
)
_LENGTH = re.compile(
    r"\b(?:(?P<half>half an hour)|(?P<number>\d+(?:\.5)?|an?|one|two|three|five|ten|fifteen|twenty|thirty|forty-five|forty|fifty|sixty|ninety)(?P<and_half> and a half)?[ -](?P<unit>hours?|hrs?|minutes?|mins?)(?! (?:late|early|ago|before|after|away|longer|from|drive|walk|delay)))\b(?!,? (?:late|early|ago|before|after|away|longer))"
)
_MEETS = re.compile(
    r"\b(?:meet|meeting|call|calls|speak|talk|chat|visit|see you|catch up|appointment|session|workshop|review|interview|demo|tour|come (?:over|by|to|round|and)|come on|i come|drop (?:in|by|round)|join|zoom|teams|lunch|dinner|breakfast|coffee|discuss|sit down|get together|walk (?:round|through)|kick-?off|inspection|site visit)\b"
)
_WE = re.compile(
    r"\b(?:we|us|i|you|let's|me|our|your|i'll|we'll|you'll)\b|^(?:meeting|call|appointment|visit|lunch|dinner)\b"
)
"""A meeting of writer and reader, and not of others."""
_SUITS = re.compile(
    r"\b(?:suits?|works? (?:for|well|fine)|is (?:good|fine|ok|okay|perfect|great|confirmed|agreed)|are you (?:free|available)|i(?:'m| am) (?:free|available)|would (?:suit|work)|let's say|shall we say|how about|what about|booked|scheduled|confirmed|confirm|see you)\b"
)
_OR = re.compile(r"\b(?:or|alternatively|otherwise)\b")
"""Between two days of which the reader is to choose one."""
_AT = re.compile(r"[ ,]*(?:in the (?:morning|afternoon|evening))?[ ,]*")
_NO_MEETING = re.compile(
    r"\b(?:deliver\w*|ship\w*|open(?:s|ed|ing)?|clos(?:e|es|ed|ing)|deadline|arriv\w+|leav\w+|depart\w*|lands?|trains?|flights?|ferry|bus|coach|submit\w*|cancel\w*|called off|until|by|before|since|last|reply|send|sent|pay|post(?:ed)?|collect\w*|pick\w*|not)\b"
)
"""Beside which a day and an hour are those of something else."""
_IT_IS = re.compile(
    r"(?:\b(?:so|then|well)? ?(?:it is|it's|that's|yes|agreed|rehearsal|fitting|tasting|viewing|handover|tour|inspection|service|ceremony|training|briefing)\b(?: (?:will be|is|it is|on|for|the|now|to the [\w-]+|again))*|\b(?:set|fixed|booked|planned|scheduled|down|confirmed) for)[,:]? (?:on )?$"
)
_IT_IS_THEN = re.compile(r"\b(?:it is|it shall be|then|is settled|is agreed)\b(?=[,.!]|$)")
_IS_DUE = re.compile(
    r"\b(?:deliver(?:y|ed)?|deadline|submit|pay(?:ment)?|send (?:me|us|it)|ship(?:s|ped)?|upload|expires?|valid until|switch(?:ed)? off|close[sd]?|order) "
)
_PAST = re.compile(
    r"\b(?:was|were|had|met|spoke|talked|took place|thank you for (?:the|your))\b(?!.*\b(?:will|shall|could we|can we)\b)"
)
_CORRECTS = re.compile(
    r"\b(?:instead|rather than|mov(?:e|ed|ing) (?:it |(?:the|our|your|my) [\w-]+ )?(?:from|to)|not \w+day|no longer)\b"
)
_ONLINE = re.compile(
    r"\b(?:on|via|by|over|use|using|through) ((?:Microsoft |MS |Google )?(?:Teams|Zoom|Meet|Webex|Skype|WhatsApp|Jitsi))\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:at|in) (?P<place>(?:our|your|my|the) (?:[A-ZÀ-Þ]?[\w'’-]+ ){0,3}(?:office|offices|room(?: \w+)?|site|hall|works|workshop|studio|café|cafe|restaurant|canteen|reception|building|yard|gate|headquarters|HQ|depot|plant|factory|museum|library|school|hospital|clinic)(?: (?:in|on|at) [A-ZÀ-Þ][\w'’-]+)?|(?:Room|Hall|Unit|Suite|Building) [\w.-]+)"
)
