"""Days that German, French and Spanish words name, told in English: "bis Freitag", "am 12. Mai", "avant le 12", "la semaine prochaine", "antes del viernes"."""

from collections.abc import Callable, Iterator

from minutebook.text import patterns as re
from minutebook.text.dates.french import find_french
from minutebook.text.dates.spanish import find_spanish

SHORT = 2
"""Digits of a year without its century."""
_English = Callable[[re.Match[str]], str]

_DE_DAYS = {
    "montag": "Monday",
    "dienstag": "Tuesday",
    "mittwoch": "Wednesday",
    "donnerstag": "Thursday",
    "freitag": "Friday",
    "samstag": "Saturday",
    "sonnabend": "Saturday",
    "sonntag": "Sunday",
}
_MONTHS = "January February March April May June July August September October November December".split()
_DE_MONTHS = dict(
    zip(
        "januar februar märz april mai juni juli august september oktober november dezember".split(),
        _MONTHS,
        strict=True,
    )
)
_NAMES = _DE_DAYS | _DE_MONTHS
_NUMBERS = {
    **dict(
        zip(
            "ein einer einem zwei drei vier fünf sechs acht zehn vierzehn".split(),
            (1, 1, 1, 2, 3, 4, 5, 6, 8, 10, 14),
            strict=True,
        )
    ),
}
_UNITS = {"t": "days", "j": "days", "d": "days", "w": "weeks", "s": "weeks", "m": "months"}


def find_abroad(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a text names a day in German, French or Spanish, and the same in English ("" for a day gone by); the longest come first."""
    lower = text.lower()
    if _GERMAN.search(lower):
        for pattern, english in _DE:
            for match in pattern.finditer(text):
                gone = _SINCE.search(text, 0, match.start()) or _GONE.match(match[0])
                yield match.start(), match.end(), "" if gone else english(match)
    yield from find_french(text)
    yield from find_spanish(text)


def _bound(match: re.Match[str]) -> str:
    return "by " if match["by"] and _BY.search(match["by"]) else ""


def _name(word: str | None) -> str:
    return _NAMES.get((word or "").lower(), "")


def _dated(match: re.Match[str]) -> str:
    return f"{_bound(match)}{re.sub(r'[^0-9]', '', match['day'])} {_name(match['month'])} {match['year'] or ''}".strip()


def _numbered(match: re.Match[str]) -> str:
    year = match["year"] or ""
    month = _MONTHS[(int(match["month"]) - 1) % 12]
    return f"{_bound(match)}{match['day']} {month} {f'20{year}' if len(year) == SHORT else year}".strip()


def _weekday(match: re.Match[str]) -> str:
    return f"{_bound(match)}{_name(match['weekday'])}"


def _nth(match: re.Match[str]) -> str:
    day = int(re.sub(r"[^0-9]", "", match["day"]))
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day not in {11, 12, 13} else 0, "th")
    found = match.groupdict()
    lead = _bound(match) if "by" in found else "by "
    return f"{lead}{_name(found.get('weekday'))} the {day}{ending}"


def _near(match: re.Match[str]) -> str:
    near = match["near"].lower().replace("’", "'")
    return f"{_bound(match)}{_NEAR[near]}"


def _edge(match: re.Match[str]) -> str:
    edge = (
        "end"
        if match["edge"].lower().startswith(("end", "fin"))
        else "beginning"
        if match["edge"].lower().startswith(("anf", "prin", "com"))
        else "middle"
    )
    if month := _name(match["month"]):
        return f"{_bound(match)}the {edge} of {month}"
    of = match["of"].lower()
    unit = "week" if of.startswith(("woche", "sema")) else "month" if of.startswith("m") else "year"
    which = "next " if match["next"] else "the "
    return f"{_bound(match)}{'' if which == 'next ' else 'the '}{edge} of {which}{unit}"


def _ahead(match: re.Match[str]) -> str:
    number = match["number"].lower()
    return f"in {_NUMBERS.get(number, number)} {_UNITS[match['unit'][0].lower()]}"


_NEAR = {
    "heute": "today", "morgen": "tomorrow", "übermorgen": "the day after tomorrow", "heute abend": "today", "nächste woche": "next week", "kommende woche": "next week", "nächster woche": "next week", "nächsten woche": "next week",
    "diese woche": "this week", "dieser woche": "this week", "wochenende": "the weekend",
    "hoy": "today", "esta tarde": "today", "esta noche": "today", "mañana": "tomorrow", "pasado mañana": "the day after tomorrow", "la próxima semana": "next week", "la semana que viene": "next week", "la semana próxima": "next week",
    "esta semana": "this week", "el fin de semana": "the weekend", "este fin de semana": "the weekend",
}  # fmt: skip
_BY = re.compile(r"\b(?:bis|vor|spätestens)\b", re.IGNORECASE)
_SINCE = re.compile(
    r"\b(?:seit|ab|vom|nach|jeden)(?: dem)? ?$",
    re.IGNORECASE,
)
_GONE = re.compile(r"seit ", re.IGNORECASE)
_GERMAN = re.compile(
    r"\b(?:bis|ich|wir|sie|ihnen|und|der|den|dem|zum|bitte|nicht|ist|mir|uns|heute|spätestens|für|am(?= \d| [mdfs])|ende|gesendet|uhr|übermorgen|(?:mon|diens|donners|frei|sams|sonn)tag\w*|mittwoch\w*)\b"
)
_DE_BY = r"(?P<by>(?:(?:spätestens|noch|bis|vor|am|zum|für|an|der|den|dem|diesen|kommenden|nächsten)\b,? ?){0,4})"
_DE_DAY = rf"(?P<weekday>{'|'.join(d.capitalize() for d in _DE_DAYS)})(?:morgen|vormittag|mittag|nachmittag|abend)?"
_DE_MONTH = rf"(?P<month>{'|'.join(m.capitalize() for m in _DE_MONTHS)})"
_DE: tuple[tuple[re.Pattern[str], _English], ...] = (
    (re.compile(rf"{_DE_BY}(?:{_DE_DAY},? ?(?:de[mnr] )?)?(?P<day>[0-3]?\d)\. ?{_DE_MONTH}(?: (?P<year>20\d\d))?"), _dated),
    (re.compile(rf"(?:{_DE_DAY},? ?)?\b(?P<by>(?:(?:spätestens|bis|vor|am|zum|de[mnr]) ){{1,3}})(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.(?P<year>20\d\d|\d\d(?!\d))?"), _numbered),
    (re.compile(rf"{_DE_BY}\b(?:{_DE_DAY}|(?:Mo|Di|Mi|Do|Fr|Sa|So)\.?),? (?P<day>[0-3]?\d)\.(?P<month>1[0-2]|0?[1-9])\.(?P<year>20\d\d|\d\d(?!\d))?"), _numbered),
    (re.compile(rf"{_DE_BY}\b{_DE_DAY}\b"), _weekday),
    (re.compile(r"(?P<by>(?:bis )?)(?<!uten )(?<!nächsten )\b(?P<near>übermorgen|(?:H|h)eute(?: Abend)?|morgen)\b"), _near),
    (re.compile(r"(?P<by>(?:bis )?(?:zum )?)\b(?P<near>nächste[rn]? Woche|kommende Woche|diese[r]? Woche|Wochenende)\b"), _near),
    (re.compile(rf"(?P<by>(?:bis )?(?:spätestens )?(?:zum )?)\b(?P<edge>Ende|Anfang|Mitte) (?:{_DE_MONTH}|(?:de[sr] |diese[sr] )?(?P<next>nächste[rsn]? |kommende[rsn]? )?(?P<of>Woche|Monats?|Jahres?))"), _edge),
    (re.compile(r"(?:in|innerhalb von|binnen) (?P<number>\d{1,2}|zwei|drei|vier|fünf|sechs|acht|zehn|vierzehn|einem|einer) (?P<unit>Tage|Woche|Monat)\w*"), _ahead),
)  # fmt: skip
