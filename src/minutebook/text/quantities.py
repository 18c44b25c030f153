"""What a statement says in values: numbers, days, times, addresses, and words that exclude each other.

``read_values`` takes them out of a text and gives what is left; two values of one kind that differ cannot both hold.
"""

from collections.abc import Callable, Iterator

import msgspec

from minutebook.text import patterns as re
from minutebook.text.dates.numerals import (
    CARDINAL,
    MONTH,
    MONTHS,
    ORDINALS,
    SPOKEN_ORDINAL,
    WEEKDAYS,
    cardinal,
    month,
)

Value = tuple[str, str]
"""(kind, value): ``("month", "3")``, ``("number", "40000")``, ``("channel", "mail")``."""


class Valued(msgspec.Struct, frozen=True):
    """A value and where it stands in the text."""

    kind: str
    value: str
    start: int


_MAGNITUDES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mio": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_CURRENCIES = {"€": "eur", "$": "usd", "£": "gbp", "euro": "eur", "eur": "eur", "dollar": "usd", "usd": "usd"}
_CURRENCIES |= {"pound": "gbp", "gbp": "gbp", "franc": "chf", "chf": "chf", "kroner": "nok", "nok": "nok", "sek": "sek"}
_MONTH_NAME = "(?:january|february|march|april|june|july|august|september|october|november|december|(?-i:May))"
_WEEKDAY_NAME = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_AMOUNT = (
    r"(?P<sign>[€$£]) ?(?P<signed>\d[\d.,]*) ?(?P<size1>k|m|bn|thousand|million|billion)?\b"
    r"|(?P<plain>\d[\d.,]*\d|\d)(?: ?(?P<size2>k|m|mio|bn)\b| (?P<size3>thousand|million|billion)\b)?"
    r"(?: ?(?P<unit>%|percent\b|per cent\b|€|\$|£|(?:euro|dollar|pound|franc)s?\b|eur\b|usd\b|gbp\b|chf\b|kroner\b|nok\b|sek\b))?"
)
_WORD_AMOUNT = rf"\b(?P<spelled>{CARDINAL})(?: (?P<size4>hundred|thousand|million))?\b(?: (?P<unit2>percent\b|per cent\b|(?:euro|dollar|pound|franc)s?\b))?"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("email", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
        ("phone", r"(?<![\w.,-])(?:\+|00|0)\d(?:[ ()./-]{0,2}\d){6,13}\b"),
        ("iso", r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b"),
        (
            "day",
            (
                rf"\b(?:the )?(?P<d1>[0-3]?\d)(?:st|nd|rd|th)? (?:of )?(?P<m1>{MONTH})(?:,? (?P<y1>(?:19|20)\d\d)\b)?(?!\w)"
                rf"|\b(?P<m2>{_MONTH_NAME})\b\.? (?:the )?(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?\b(?:,? (?P<y2>(?:19|20)\d\d)\b)?(?![,.\d]*\d)"
            ),
        ),
        ("month", rf"\b(?P<m>{_MONTH_NAME})\b(?: (?P<y>(?:19|20)\d\d)\b)?"),
        ("quarter", r"\bq(?P<q>[1-4])\b|\b(?P<w>first|second|third|fourth|last) quarter\b"),
        ("weekday", rf"\b(?P<w>{_WEEKDAY_NAME})\b"),
        (
            "time",
            r"\b(?P<h1>[012]?\d)[:.](?P<n>[0-5]\d)(?: ?(?P<p1>[ap])\.?m\b\.?)?(?!\.?\d)|\b(?P<h2>[01]?\d) ?(?P<p2>[ap])\.?m\b",
        ),
        ("ordinal", rf"\b(?P<n>\d+)(?:st|nd|rd|th)\b|\b(?P<w>{SPOKEN_ORDINAL})\b"),
        ("amount", _AMOUNT),
        ("amount", _WORD_AMOUNT),
        ("year", r"(?<!\d)(?P<y>(?:19|20)\d\d)(?!\d)"),
    )
)

_EXCLUSIVE = {
    "rhythm": {
        "day": "daily|every day|each day|day by day",
        "week": "weekly|every week|each week|once a week|per week",
        "fortnight": "fortnightly|biweekly|bi-weekly|every two weeks|every second week|every other week|every fortnight",
        "month": "monthly|every month|each month|once a month",
        "quarter": "quarterly|every quarter|each quarter|once a quarter",
        "year": "yearly|annually|every year|each year|once a year",
        "second": "every second|every other",
    },
    "daypart": {
        "morning": "mornings?|before noon",
        "afternoon": "afternoons?|after lunch",
        "evening": "evenings?",
        "night": "nights?",
    },
    "channel": {
        "mail": "e-?mails?|by mail|in writing|written",
        "phone": "phone calls?|by phone|to be called|on the phone",
        "chat": "chat|slack|instant messages?",
        "person": "in person|face to face",
    },
    "course": {
        "good": "on track|on schedule|on time|in time",
        "bad": "delayed|late|behind schedule|off track|overdue",
        "risk": "at risk|in danger|shaky",
        "stuck": "blocked|stuck|on hold|paused|frozen",
        "over": "finished|completed|done|closed out",
        "off": "cancelled|canceled|called off|scrapped",
    },
    "verdict": {
        "yes": "approved|approves|approve|accepted|accepts|accept|agreed to",
        "no": "rejected|rejects|reject|declined|declines|decline|refused|refuses|turned down",
    },
    "open": {
        "open": "opens?|opened",
        "shut": "closes?|closed|shuts?",
    },
    "place": {"site": "on-?site|in the office", "remote": "remote(?:ly)?|from home"},
}
_EXCLUSIVE_PATTERNS = tuple(
    (kind, value, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for kind, group in _EXCLUSIVE.items()
    for value, words in group.items()
)


def read_values(text: str) -> tuple[tuple[Valued, ...], str]:
    """The values of a text, in order, and the text with each of them blanked."""
    found: list[Valued] = []
    for kind, value, pattern in _EXCLUSIVE_PATTERNS:
        for match in pattern.finditer(text):
            found.append(Valued(kind, value, match.start()))
            text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            values = list(_READERS[kind](match))
            if values:
                found += [Valued(k, v, match.start()) for k, v in values]
                text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return tuple(sorted(found, key=lambda v: v.start)), text


def _read_iso(found: re.Match[str]) -> Iterator[Value]:
    yield from (("year", found["y"]), ("month", str(int(found["m"]))), ("day", str(int(found["d"]))))


def _read_day(found: re.Match[str]) -> Iterator[Value]:
    name, day, year = (
        (found["m1"], found["d1"], found["y1"]) if found["d1"] else (found["m2"], found["d2"], found["y2"])
    )
    yield "month", str(month(name))
    yield "day", str(int(day))
    if year:
        yield "year", year


def _read_month(found: re.Match[str]) -> Iterator[Value]:
    yield "month", str(MONTHS[found["m"][:3].lower()])
    if found["y"]:
        yield "year", found["y"]


def _read_quarter(found: re.Match[str]) -> Iterator[Value]:
    word = (found["w"] or "").lower()
    yield "quarter", found["q"] or str(4 if word == "last" else ORDINALS[word])


def _read_weekday(found: re.Match[str]) -> Iterator[Value]:
    yield "weekday", str(WEEKDAYS[found["w"][:3].lower()])


def _read_time(found: re.Match[str]) -> Iterator[Value]:
    hour, minute = int(found["h1"] or found["h2"]), int(found["n"] or 0)
    half = (found["p1"] or found["p2"] or "").lower()
    hour += 12 if half == "p" and hour < 12 else 0
    if hour < 24:
        yield "time", f"{hour % 24}:{minute:02}"


def _read_ordinal(found: re.Match[str]) -> Iterator[Value]:
    yield "ordinal", found["n"] or str(ORDINALS[found["w"].lower().replace("-", " ")])


def _read_amount(found: re.Match[str]) -> Iterator[Value]:
    groups = found.groupdict()
    unit = (groups.get("unit") or groups.get("unit2") or groups.get("sign") or "").lower()
    size = next((groups[k] for k in ("size1", "size2", "size3", "size4") if groups.get(k)), "") or ""
    if groups.get("spelled"):
        if groups["spelled"].lower() == "one" and not size and not unit:
            return  # mostly "one of them", "the first one"
        number = float(cardinal(groups["spelled"]))
    else:
        number = read_number(groups.get("signed") or groups.get("plain") or "0")
    number *= 100 if size.lower() == "hundred" else _MAGNITUDES.get(size.lower(), 1)
    if 1900 <= number < 2100 and not unit and not size and number == int(number) and "," not in found[0]:
        return  # a year
    if unit.startswith(("%", "per")):
        yield "percent", f"{number:g}"
        return
    yield "number", f"{number:.10g}"
    currency = _CURRENCIES.get(unit.rstrip("s") if len(unit) > 3 else unit)
    if currency:
        yield "currency", currency


def read_number(text: str) -> float:
    """A written number, its separators of thousands dropped: ``40,000`` and ``40.000`` are forty thousand, ``1.5`` one and a half."""
    text = text.strip(".,")
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text):
        return float(re.sub(r"[.,]", "", text))
    whole, _, part = text.replace(",", ".").rpartition(".")
    return float(f"{whole.replace('.', '') or 0}.{part}") if "." in text.replace(",", ".") else float(part)


_READERS: dict[str, Callable[[re.Match[str]], Iterator[Value]]] = {
    "email": lambda m: iter([("email", m[0].lower())]),
    "phone": lambda m: iter([("phone", "".join(c for c in m[0] if c.isdigit()))]),
    "iso": _read_iso,
    "day": _read_day,
    "month": _read_month,
    "quarter": _read_quarter,
    "weekday": _read_weekday,
    "time": _read_time,
    "ordinal": _read_ordinal,
    "amount": _read_amount,
    "year": lambda m: iter([("year", m["y"])]),
}
