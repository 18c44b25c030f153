"""Dates and times as headers and file names write them."""

import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

import msgspec

from minutebook.text import patterns as re
from minutebook.text.dates import find_dates
from minutebook.text.dates.calendar import month_day

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier janv enero ene gennaio gen janeiro januari jaenner",
            "february feb februar fevrier fevr fev febrero febbraio febr fevereiro februari",
            "march mar maerz marz mars marzo marco maart mrz mrt",
            "april apr avril avr abril abr aprile",
            "may mai mayo maggio mag maio mei",
            "june jun juni juin junio giugno giu junho",
            "july jul juli juillet juil julio luglio lug julho",
            "august aug aout agosto ago augustus",
            "september sep sept septembre septiembre settembre set setembro",
            "october oct oktober okt octobre octubre ottobre ott outubro out",
            "november nov novembre noviembre novembro",
            "december dec dezember dez decembre diciembre dic dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_NUMERIC = re.compile(
    rf"(?<!\d)(?P<gmt>GMT)?{_YEAR}(?:(?P<s>[-_./ ])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})|(?P<m2>\d\d)(?P<d2>\d\d))(?=\D|\d{{4}}(?!\d)|\d{{6}}(?!\d)|$)"
)
_DAY_FIRST = re.compile(rf"(?<!\d)(?P<a>\d{{1,2}})(?P<s>[-./_])(?P<b>\d{{1,2}})(?P=s){_YEAR}(?!\d)")
_DAY_MONTH = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[ _-]{{0,2}}(?:of |de |di )?(?P<month>[^\W\d_]{{3,10}})\.?,?[ _-]{{0,2}}(?:of |de |di )?{_YEAR}(?!\d)",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"(?<![^\W\d_])(?P<month>[^\W\d_]{{3,10}})\.?[ _-]{{0,2}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?[ _-]{{1,2}}{_YEAR}(?!\d)",
    re.IGNORECASE,
)
_SHAPES = (_NUMERIC, _DAY_MONTH, _MONTH_DAY, _DAY_FIRST)
_TIME = re.compile(
    r"(?:T|[ ,_@–-]{0,3}(?:\b(?:at|um|a las|à|alle)\b)?[ _]{0,2}|[ ]*[•·|][ ]*)"
    r"(?:(?P<h>\d{1,2})[:._ h-](?P<m>\d\d)(?:[:._ -](?P<s>\d\d)(?:\.\d{1,6})?)?|(?P<h2>\d\d)(?P<m2>\d\d)(?P<s2>\d\d)?)(?!\d)"
    r"(?:[ ]?(?P<half>[AP])\.?M\b\.?)?"
    r"(?:[ ]?(?P<zone>Z\b|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d\d)?\b|UTC\b|GMT\b|(?-i:CES?T|MES?Z|EES?T|WES?T|BST|[ECMP][SD]T|JST|AE[SD]T|NZ[SD]T)\b))?",
    re.IGNORECASE,
)
_HOURS = {
    "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "JST": 9, "AEST": 10, "AEDT": 11,
    "NZST": 12, "NZDT": 13, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
"""Zones as mail programs shorten them, in hours east of Greenwich."""
_AS_OF = re.compile(
    r"\W*(?:as (?:of|at)|status|state|stand|updated|last (?:updated|changed|edited)|written(?: on)?|dated)\b:?\s*",
    re.IGNORECASE,
)
_YEAR_BEFORE = 364  # days: an event is not planned earlier
_LINE = 400  # characters: no header line that states a date is longer
_FIRST_YEAR = 1990  # no recorder's transcript is older; a smaller year is a number that looks like one


class Stamp(msgspec.Struct, frozen=True):
    """A date found in a text at ``begin`` to ``end``; ``zone`` is None where none is stated."""

    day: date
    begin: int
    end: int
    clock: time | None = None
    zone: tzinfo | None = None

    @property
    def moment(self) -> datetime | None:
        """The instant, where both time and zone are stated."""
        if self.clock is None or self.zone is None:
            return None
        return datetime.combine(self.day, self.clock, self.zone)


def find_stamp(text: str) -> Stamp | None:
    """The first full date (with its year) in a short text; a day and month whose order is open are not used."""
    text = text[:_LINE]
    found = [stamp for shape in _SHAPES if (stamp := _first(shape, text))]
    return min(found, key=lambda stamp: stamp.begin, default=None)


def find_status(texts: Iterable[str], event: Stamp | None) -> Stamp | None:
    """The day of which lines say that they tell how things stood: "As of 24 August"; ``event`` has the year where they have none."""
    for text in texts:
        if not (says := _AS_OF.match(text)):
            continue
        if stamp := find_stamp(text):
            return stamp
        before = event.day - timedelta(days=_YEAR_BEFORE) if event else None
        told = find_dates(text[says.end() :], before)[:1] if before else ()
        if event and told and told[0].value is not None and told[0].value <= event.day:
            return Stamp(told[0].value, says.end(), len(text))
    return None


def _first(shape: re.Pattern[str], text: str) -> Stamp | None:
    for match in shape.finditer(text):
        day = _read_day(match.groupdict())
        if day is not None and day.year >= _FIRST_YEAR:
            return _with_time(day, match, text)
    return None


def _read_day(parts: dict[str, str | None]) -> date | None:
    year = int(parts["y"] or 0)
    if parts.get("a"):
        first, second = int(parts["a"] or 0), int(parts["b"] or 0)
        if first <= 12 and second <= 12 and first != second and parts["s"] != ".":
            return None
        day, month = (second, first) if second > 12 else (first, second)
    elif parts.get("month"):
        day, month = int(parts["d"] or 0), _MONTHS.get(_fold(parts["month"] or ""), 0)
    else:
        day, month = int(parts.get("d") or parts.get("d2") or 0), int(parts.get("m") or parts.get("m2") or 0)
    return month_day(year, month, day)


def _with_time(day: date, match: re.Match[str], text: str) -> Stamp:
    begin, end = match.span()
    follow = _TIME.match(text, end)
    if follow is None or _NUMERIC.match(text, max(follow.start("h"), follow.start("h2"))):
        return Stamp(day, begin, end)
    hour, minute, second = (
        int(follow["h"] or follow["h2"]),
        int(follow["m"] or follow["m2"]),
        int(follow["s"] or follow["s2"] or 0),
    )
    if follow["half"]:
        hour = hour % 12 + (12 if follow["half"].upper() == "P" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return Stamp(day, begin, end)
    zone = UTC if match.groupdict().get("gmt") else _read_zone(follow["zone"])
    return Stamp(day, begin, follow.end(), time(hour, minute, second), zone)


def _read_zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if (hours := _HOURS.get(text.strip())) is not None:
        return timezone(timedelta(hours=hours))
    offset = re.search(r"([+-])(\d{1,2}):?(\d\d)?$", text)
    if offset is None:
        return UTC
    delta = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    return timezone(-delta if offset[1] == "-" else delta) if delta < timedelta(hours=15) else None


def _fold(word: str) -> str:
    lowered = word.casefold().replace("ä", "ae") if word.casefold().startswith(("mä", "jä")) else word.casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
