"""Numbers, weekdays and months as words: the fragments that the date patterns are made of, and what they mean."""

import re

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
).split()

CARDINALS = {word: number for number, word in enumerate(_UNITS, start=1)} | _TENS | {"a": 1, "an": 1}
ORDINALS = (
    {word: number for number, word in enumerate(_ORDINALS, start=1)}
    | {f"twenty {word}": 20 + number for number, word in enumerate(_ORDINALS[:9], start=1)}
    | {"thirtieth": 30, "thirty first": 31}
)
WEEKDAYS = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
MONTHS = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}

_ONES = "|".join(_UNITS[:9])
CARDINAL = rf"(?:\d{{1,3}}|(?:{'|'.join(_TENS)})(?:[- ](?:{_ONES}))?|{'|'.join(sorted(_UNITS, key=len, reverse=True))})"
SPOKEN_ORDINAL = "(?:" + "|".join(word.replace(" ", "[- ]") for word in sorted(ORDINALS, key=len, reverse=True)) + ")"
NUMERIC_ORDINAL = r"(?:[0-3]?\d\s?(?:st|nd|rd|th))"
ORDINAL_FROM_TWENTY = rf"(?:twenty|thirty)[- ](?:{'|'.join(_ORDINALS[:9])})\b"
ORDINAL = rf"(?:{NUMERIC_ORDINAL}|{SPOKEN_ORDINAL})"
SPOKEN_DAY = rf"(?:(?:twenty|thirty)[- ](?:{_ONES})\b|(?:twenty|thirty)\b|(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))})\b)"
DAY_NUMBER = rf"(?:{ORDINAL}|[0-3]?\d)(?![\d:.%]*\d)"

# Short forms are words of their own ("sat", "sun", "wed", "mon"), so they need a capital, or a preposition before them.
WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|(?-i:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri)\b\.?"
    r"|\A(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)\b\.?\Z"
    r"|(?:(?<=\bon )|(?<=\bby )|(?<=\bthis )|(?<=\bnext )|(?<=\buntil )|(?<=\bbefore ))(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)\b\.?)"
)
LONG_MONTH = r"(?:january|february|march|april|(?-i:May)|june|july|august|september|october|november|december)\b"
MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
)
YEAR = rf"(?:(?:19|20)\d\d\b|two thousand (?:and )?{CARDINAL}\b|twenty (?:twenty|thirty)(?:[- ](?:{_ONES}))?\b)"


def cardinal(text: str) -> int:
    """The number that a match of CARDINAL (or "a", "an") stands for."""
    if text.isdigit():
        return int(text)
    return sum(CARDINALS[word] for word in re.split(r"[- ]", text.lower()))


def ordinal(text: str) -> int:
    """The number that a match of ORDINAL or DAY_NUMBER stands for."""
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits[0])
    return ORDINALS.get(text.lower().replace("-", " ")) or cardinal(text)


def year(text: str) -> int:
    """The year that a match of YEAR stands for: "2026", "two thousand and thirty", "twenty twenty-six"."""
    if text.isdigit():
        return int(text)
    tail = re.sub(r"^(?:two thousand (?:and )?|twenty )", "", text.lower())
    return 2000 + cardinal(tail)


def weekday(text: str) -> int:
    """0 for Monday."""
    return WEEKDAYS[text[:3].lower()]


def month(text: str) -> int:
    return MONTHS[text[:3].lower()]
