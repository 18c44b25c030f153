"""Hours of the day as letters name them, with their zones, and how long something takes."""

from datetime import time, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import msgspec

from minutebook.text import patterns as re

EARLY, EVENING = 6, 5
"""Hours without their half of the day: up to six means the afternoon, "6:45" may be the morning; of what is in the evening from five on."""
LONGEST = timedelta(hours=12)
"""Beyond which two hours named together are no beginning and end."""
NOON = 12
SHORTEST, MOST_MINUTES = 5, 600
LAST, SIXTY = 24, 60


class Clock(msgspec.Struct, frozen=True):
    """Hours found in a line; ``zone`` where it is said."""

    at: time
    until: time | None
    start: int
    zone: str | None
    end: int = 0


def read_zone(name: str) -> tzinfo:
    """The zone of a word that ``Clock.zone`` holds."""
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
        if until is not None and not match["am"] and not timedelta() < _apart(at, until) <= LONGEST:
            at = _read(match["a"] or match["a2"], "a" if match["bm"] else "", text) or at
        if until is not None and not timedelta() < _apart(at, until) <= LONGEST:
            until = None
        found.append(Clock(at, until, match.start(), _said_zone(text, match.end()), match.end()))
    spoken = [
        Clock(at, None, match.start(), None, match.end())
        for match in _SPOKEN_ABROAD.finditer(text)
        if (at := _read_abroad(match, text)) is not None
    ]
    found = [clock for clock in found if all(clock.end <= s.start or clock.start >= s.end for s in spoken)]
    return sorted((*found, *spoken), key=lambda clock: clock.start)


def _read_abroad(match: re.Match[str], text: str) -> time | None:
    """An hour as German and French say it: "halb drei" is half past two, "neuf heures et demie", "14 uhr 30"."""
    said = match["hour"]
    hour = int(said) if said.isdigit() else _NUMBERS_ABROAD[said]
    told = match["minute"] or "0"
    minute = int(told) if told.isdigit() else _NUMBERS_ABROAD[told]
    lead, tail = match["lead"] or "", match["tail"] or ""
    if lead.startswith("halb"):
        hour, minute = hour - 1, 30
    elif lead:
        minute = _NUMBERS_ABROAD.get(lead.split()[0], 15)
        hour, minute = (hour, minute) if lead.endswith("nach ") else (hour - 1, 60 - minute)
    elif tail:
        minute = 30 if "demi" in tail or "media" in tail else 15
        hour, minute = (hour - 1, 45) if "moins" in tail or "menos" in tail else (hour, minute)
    late = _IN_AFTERNOON.search(text) is not None and hour < NOON
    if late or (not said.isdigit() and 1 <= hour < EARLY and not _IN_MORNING.search(text)):
        hour += NOON
    return time(hour % 24, minute) if hour <= LAST and minute < SIXTY else None


def of_evening(clock: Clock, text: str) -> Clock:
    """The clock in the evening where what is spoken of is of the evening: "Supper tomorrow? 7.15 at the Anchor?"."""
    late = _IN_EVENING.search(text) and EVENING <= clock.at.hour < NOON
    return msgspec.structs.replace(clock, at=time(clock.at.hour + NOON, clock.at.minute)) if late else clock


def _apart(at: time, until: time) -> timedelta:
    return timedelta(hours=until.hour - at.hour, minutes=until.minute - at.minute)


def _read(said: str, half: str, text: str) -> time | None:
    """One hour as a time of day; small ones without "am" or "pm" are in the afternoon from one to six, unless the morning is named."""
    said, half = said.strip(), half.strip()
    if said in {"noon", "midday"}:
        return time(12)
    spoken = _SPOKEN.fullmatch(said)
    if spoken:
        hour, minute = _NUMBERS[spoken["hour"]], 30 if spoken["thirty"] else 0
        lead = spoken["lead"] or ""
        if lead.startswith("half"):
            minute = 30
        elif lead:
            minute = _NUMBERS[lead.split()[0]]
        if lead.endswith(" to "):
            hour, minute = hour - 1, 60 - minute
    else:
        digits = [int(part) for part in re.findall(r"\d+", said)]
        hour, minute = digits[0], digits[1] if len(digits) > 1 else 0
    if hour > 24 or minute > 59:
        return None
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    elif not half and _is_afternoon(hour, said, text):
        hour += 12
    return time(hour % 24, minute)


def _is_afternoon(hour: int, said: str, text: str) -> bool:
    """Whether an hour that does not say which half of the day it is in is in the later: from one to six, and in what is of the evening."""
    if not 1 <= hour < 12 or said.startswith("0") or _IN_MORNING.search(text):
        return False
    exact = re.search(r"\d[:.h]\d\d", said) is not None
    if _IN_EVENING.search(text):
        return not exact or hour >= EVENING
    return hour < EARLY if exact else hour <= EARLY


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
        return _read_length_abroad(text)
    if match["half"]:
        return 30
    amount = match["number"]
    number = float(amount) if amount and amount[0].isdigit() else float(_NUMBERS.get(amount or "one", 1))
    minutes = number * (60 if match["unit"].startswith("h") else 1) + (30 if match["and_half"] or match["more"] else 0)
    return int(minutes) if SHORTEST <= minutes <= MOST_MINUTES else None


def _read_length_abroad(text: str) -> int | None:
    """The same in German and French: "anderthalb Stunden", "une heure et demie", "45 Minuten"."""
    match = _LENGTH_ABROAD.search(text)
    if match is None:
        return None
    if match["halves"]:
        return 30
    said = match["number"].replace(",", ".")
    number = float(said) if said[0].isdigit() else 1.5 if said.endswith("halb") else float(_NUMBERS_ABROAD[said])
    minutes = number * (60 if match["unit"].startswith(("stunde", "heure")) else 1) + (30 if match["and_half"] else 0)
    return int(minutes) if SHORTEST <= minutes <= MOST_MINUTES else None


def read_shift(text: str) -> timedelta:
    """By how much a text puts a meeting off, negative where it comes earlier: "half an hour later"."""
    match = _SHIFT.search(text) or _PUT.search(text)
    minutes = read_length(match["length"]) if match else None
    later = timedelta(minutes=minutes or 0)
    return -later if match and match["way"].endswith(("earlier", "früher", "tôt", "forward")) else later


_IN_MORNING = re.compile(r"\b(?:morning|breakfast|a\.m|früh|morgens|vormittags?|matin|de la mañana|por la mañana)\b")
_IN_AFTERNOON = re.compile(r"\b(?:de la tarde|de la noche|du soir|de l['’]après-midi|abends|nachmittags?)\b")
_IN_EVENING = re.compile(r"\b(?:evening|tonight|dinner|supper|drinks?|pub|concert|party|table|night)\b")
_NUMBERS = {
    word: n for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {
    "quarter": 15,
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
    rf"(?P<lead>half past |half |(?:a )?(?:five|ten|quarter|twenty) (?:past|to) )?(?P<hour>{_HOUR_WORDS})(?P<thirty> thirty)?"
)
_LEAD = r"(?:half past |half |(?:five|ten|quarter|twenty) (?:past|to) )"
_TIME = rf"(?:[01]?\d|2[0-4])(?:[:.h][0-5]\d)|(?:[01]?\d|2[0-4])|noon|midday|{_LEAD}?(?:{_HOUR_WORDS})(?!(?!ish)[a-z])(?: thirty)?"
_CLOCK = re.compile(
    rf"(?<![\w£€$.,:/-])(?:(?:(?:at|from|around|about|between|make it|say|towards?|circa|ca\.|@|to|um|gegen|zwischen|von(?= \d{{1,2}}(?:[:.]\d\d)? bis )|à|vers|entre|a las)(?: |(?=\d))|(?={_LEAD}(?:{_HOUR_WORDS})\b)(?!half (?:one|two|three|four|five|six|seven|eight|nine|ten) (?:of|per)))(?P<a>{_TIME})(?!\d|,\d)(?! ?(?:%|per|of|euro|pound|dollar|copies|more|pieces|people|days?|weeks?|months?|years?|minutes?|hours?|st\b|nd\b|rd\b|th\b))"
    rf"|(?P<a2>(?:[01]?\d|2[0-4])[:h][0-5]\d|(?:1[0-2]|[1-9])(?:[.:][0-5]\d)?(?= ?(?:-|–|to|until) ?(?:1[0-2]|[1-9])(?:[.:][0-5]\d)? ?[ap]\.?m\b)|(?:1[0-2]|[1-9])(?:[.:][0-5]\d)?(?= ?[ap]\.?m\b| for (?:1[0-2]|[1-9])[.:][0-5]\d)|(?:[01]?\d|2[0-4])(?= ?(?:o'clock|uhr|heures?|ish|sharp)\b)|(?:1\d|2[0-4]|[789])(?=h\b)|(?:^(?:or |what about |how about )?|(?<=instead, ))(?:1[0-2]|[1-9])[.:][0-5]\d(?=[?,]|\.?$| (?:on|instead|is|would|works|suits|at (?:the|my|your|mine|yours)|the (?:day|next|following))\b)|(?:{_HOUR_WORDS})(?= ?(?:o'clock|ish|sharp)\b)|noon|midday))(?P<am> ?[ap]\.?m\b\.?)?(?: ?(?:h|hrs|uhr|heures?|o'clock|ish|sharp)\b)?"
    rf"(?: ?(?:-|–|—|to|till|until|and|bis|und|à|et) ?(?P<b>{_TIME})(?P<bm> ?[ap]\.?m\b\.?)?(?: ?(?:h|hrs|uhr|heures?)\b)?)?"
)
_NUMBERS_ABROAD = {
    **{w: n for n, w in enumerate("eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split(), 1)},
    **{w: n for n, w in enumerate("une deux trois quatre cinq six sept huit neuf dix onze".split(), 1)},
    **{w: n for n, w in enumerate("una dos tres cuatro cinco seis siete ocho nueve diez once doce".split(), 1)},
    **{w: n for n, w in enumerate("treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt".split(), 13)},
    **{w: n for n, w in enumerate("dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig".split(), 13)},
    "ein": 1, "eine": 1, "einer": 1, "zwanzig": 20, "fünfzehn": 15, "dreißig": 30, "vierzig": 40, "quinze": 15, "vingt": 20, "trente": 30, "quarante": 40,
}  # fmt: skip
_DE_HOURS = "dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn|zwanzig|eins|ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf"
_FR_HOURS = "treize|quatorze|quinze|seize|dix-sept|dix-huit|dix-neuf|vingt|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze"
_ES_HOURS = "una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce"
_SPOKEN_ABROAD = re.compile(
    rf"(?<!\w)(?:(?:um|gegen|ab|à|vers|a las|a la) )?(?:(?P<lead>halb |viertel (?:nach|vor) |(?:fünf|zehn|zwanzig) (?:nach|vor) )(?=(?:{_DE_HOURS})\b)|(?=\d{{1,2}} (?:uhr|heures?|h) [0-5]\d\b)|(?=(?:{_DE_HOURS}) uhr\b)|(?<=um )(?=(?:{_DE_HOURS})\b)|(?<=gegen )(?=(?:{_DE_HOURS})\b)|(?<=a las )(?=(?:{_ES_HOURS})\b)|(?<=a la )(?=una\b)|(?<=à |s )(?=(?:\d{{1,2}}|{_FR_HOURS}) heures?\b)|^(?=(?:neuf|onze|treize|quatorze|quinze|seize|dix-sept|dix-huit|dix-neuf) heures\b))"
    rf"(?P<hour>\d{{1,2}}|{_DE_HOURS}|{_FR_HOURS}|{_ES_HOURS})(?: (?:uhr|heures?|h)\b)?(?: (?P<minute>[0-5]\d|trente|quinze)\b)?(?P<tail> et (?:demie?|quart)| moins le quart| y (?:media|cuarto)| menos cuarto)?"
)
_LENGTH_ABROAD = re.compile(
    r"(?<!à )(?<!vers )(?<!\w)(?:(?P<halves>eine? halbe stunde|une demi-heure)|(?P<number>\d+(?:,5)?|anderthalb|eineinhalb|eine?|zwei|drei|une|deux|trois|fünfzehn|zwanzig|dreißig|vierzig|quinze|vingt|trente|quarante) ?-?(?P<unit>stunden?|minuten|heures?|minutes)\b(?P<and_half> et demie)?)(?! (?:später|früher|vorher|plus t|avant|du matin))",
    re.IGNORECASE,
)
_SHIFT = re.compile(
    r"\b(?P<length>(?:half an|an?|one|two|\d+)(?: half)? (?:hours?|minutes|mins)|ten minutes|fifteen minutes|twenty minutes|thirty minutes|eine halbe stunde|eine stunde|\d+ minuten|une heure|une demi-heure)(?P<way> later| earlier| back| forward| später| früher| plus tard| plus tôt)\b"
)
_PUT = re.compile(
    r"\b(?:push|move|put|shift|bring|shove)(?: [\w']+){1,3} (?P<way>back|out|forward)(?: by)? (?P<length>(?:half an|an?|one|two|\d+)(?: half)? (?:hours?|minutes|mins)|(?:ten|fifteen|twenty|thirty) minutes)\b"
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
    r"\b(?:(?P<half>half an hour)|(?P<number>\d+(?:\.5)?|an?|one|two|three|five|ten|fifteen|twenty|thirty|forty-five|forty|fifty|sixty|ninety)(?P<and_half> and a half)?[ -](?P<unit>hours?|hrs?|minutes?|mins?)(?P<more> and a half)?(?! (?:late|early|ago|before|after|away|longer|from|drive|walk|delay)))\b(?!,? (?:late|early|ago|before|after|away|longer))"
)
