"""Numbers said in words as figures: "three hundred and twelve" is 312, "six point two per cent" 6.2%, "the third of April" 3 April, "the forty-third" the 43rd."""

from collections.abc import Iterator
from functools import lru_cache

from minutebook.text import patterns as re
from minutebook.text.dates.numerals import ORDINAL, ORDINALS, SPOKEN_ORDINAL, ordinal

_UNITS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_UNIT_ORDINALS = {word: number for word, number in ORDINALS.items() if number < 10}
_SPOKEN = _UNITS | _TENS | ORDINALS
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_WORD = "|".join(sorted({*_UNITS, *_TENS}, key=len, reverse=True))
_SCALE = "|".join(_SCALES)
_NUMBER = re.compile(
    rf"\b(?<!half )(?<!quarter of )(?<!hundred )(?<!thousand )(?<!million )(?<!billion )(?:an? (?=(?:{_SCALE})\b))?(?:{_WORD}|(?<=\ba )(?<!half a )(?<!quarter of a )(?:{_SCALE}))(?:(?:[- ]| and )(?:{_WORD}|{_SCALE})\b)*+(?: point (?:{_WORD})(?: (?:{_WORD}))*+)?+\b(?!-(?:{'|'.join(ORDINALS)})\b)",
    re.IGNORECASE,
)
_ONWARD = re.compile(
    rf"(?:,? (?:or|to)|,) (?:an? )?(?:(?:{_WORD})[- ](?:and )?)*(?:and a half |and a quarter )?(?:{_SCALE})\b",
    re.IGNORECASE,
)
"""Another number that lends its scale: "ten or twelve thousand"."""
_BEFORE = re.compile(rf"\b(?:{_WORD})(?:,? (?:or|to)|,) $", re.IGNORECASE)
_ITS_SCALE = re.compile(rf"\b(?:{_SCALE})\b")
_LOOSE_END = re.compile(r"(?:thousand|million|billion) (?:one|two|three|four|five|six|seven|eight|nine)$")
"""What may be 4,005 and 4,500."""
_PERCENT = re.compile(r"(?<=\d) ?per ?cent\b", re.IGNORECASE)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY_OF_MONTH = re.compile(rf"\b(?:the )?(?P<day>{ORDINAL}) of (?P<month>{_MONTHS})\b", re.IGNORECASE)
_MONTH_THE_DAY = re.compile(rf"\b(?P<month>{_MONTHS}) the (?P<day>{ORDINAL})\b", re.IGNORECASE)
_THE_DAY = re.compile(
    r"\bthe (?P<day>(?:twenty|thirty)[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|twentieth|thirtieth|\w+teenth)\b(?! century| floor)",
    re.IGNORECASE,
)
_UP_TO_99 = rf"(?:oh[- ])?(?:{_WORD})(?:-(?:{_WORD}))?"
_MONTH_DAY = re.compile(
    rf"\b(?P<month>{_MONTHS.replace('May', '(?-i:May)')}) (?P<day>{SPOKEN_ORDINAL})\b(?:(?<=th)|(?=[.,;:?!]|$| (?:and|or|at|to|is|was|until|in)\b))(?!-)",
    re.IGNORECASE,
)
_ORDER = re.compile(
    rf"\b(?<!hundred and )(?<!thousand and )(?P<tens>{'|'.join(_TENS)})-(?P<unit>{'|'.join(_UNIT_ORDINALS)})\b(?<!second)(?!-| century| floor)",
    re.IGNORECASE,
)
"""A place in a row from the twenties on, "the forty-third visitor"; a "twenty-second break" lasts so long."""
_YEAR = re.compile(
    rf"\b(?P<before>in|since|from|until|till|(?<!out )(?<!price )(?<!cost )(?<!fee )(?<!rate )(?<!total )(?<!quote )(?<!sum )of|{_MONTHS}) (?P<century>nineteen|twenty|two thousand)(?: and)?[- ](?P<year>{_UP_TO_99})\b(?![- ](?:{_WORD}|{_SCALE}|each|pounds|euros|dollars|quid|an? |per|plus)\b)",
    re.IGNORECASE,
)
LEAST = 10
"""Smaller numbers stay words, except with a unit: that is how people write."""
_LARGE = (word for word, number in _SPOKEN.items() if number >= LEAST)
_COUNTS = re.compile(rf"\d|\b(?:{'|'.join([*_LARGE, *ORDINALS, *_SCALES])})|teenth|tieth|point|cent")
"""What a text has, in lower case, in which a number is told otherwise as a figure."""


def figures(text: str) -> str:
    """The text with its spoken numbers from ten on, percentages and dates as figures."""
    if not _COUNTS.search(text.lower()):
        return text
    text = _DAY_OF_MONTH.sub(lambda m: f"{ordinal(m['day'])} {m['month'].capitalize()}", text)
    text = _MONTH_THE_DAY.sub(lambda m: f"{ordinal(m['day'])} {m['month'].capitalize()}", text)
    text = _THE_DAY.sub(lambda m: f"the {_with_ending(ordinal(m['day']))}", text)
    text = _MONTH_DAY.sub(lambda m: f"{ordinal(m['day'])} {m['month'].capitalize()}", text)
    text = _ORDER.sub(lambda m: _with_ending(_TENS[m["tens"].lower()] + _UNIT_ORDINALS[m["unit"].lower()]), text)
    text = _YEAR.sub(_year, text)
    text = _NUMBER.sub(_figure, text)
    return _PERCENT.sub("%", text)


def splits_number(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` takes a part of a number that the whole text spells: "thousand five" of "four thousand five hundred"."""
    return any(first < edge < last for first, last in _spelled(text) for edge in (start, end))


@lru_cache(maxsize=256)
def _spelled(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text spells numbers."""
    return tuple(found.span() for found in _NUMBER.finditer(text))


def _with_ending(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _year(match: re.Match[str]) -> str:
    """A year: "in twenty twenty-two", "since two thousand nine"."""
    year = read_number(match["year"].lower().removeprefix("oh").strip(" -"))
    if year is None or (
        year < LEAST and match["century"].lower() == "twenty" and not match["year"].lower().startswith("oh")
    ):
        return match[0]
    return f"{match['before']} {'19' if match['century'].lower() == 'nineteen' else '20'}{year:02}"


def _figure(match: re.Match[str]) -> str:
    words = match[0].lower()
    whole, _, fraction = words.partition(" point ")
    number = read_number(whole)
    percent = re.match(r" ?per ?cent\b", match.string[match.end() :], re.IGNORECASE)
    if number is None or (number < LEAST and not fraction and not percent) or _shares_scale(match):
        return match[0]
    digits = "".join(str(_UNITS.get(word, "")) for word in fraction.split())
    return f"{number:,}" + (f".{digits}" if digits else "")


def _shares_scale(match: re.Match[str]) -> bool:
    """Whether a number lacks the scale that comes with another, or lends its own: "ten or twelve thousand" is neither 10 nor 12,000."""
    if _ITS_SCALE.search(match[0].lower()):
        before = match.string[max(0, match.start() - 30) : match.start()].lower()
        return _BEFORE.search(before) is not None and not _ITS_SCALE.search(before)
    return _ONWARD.match(match.string, match.end()) is not None


def read_number(words: str) -> int | None:
    """The number that the words spell; None where they spell none or may mean two, as "eleven twenty", "two five" or "four thousand five"."""
    total = current = 0
    last, least = 10_000, 10**12
    for word in re.split(r"[- ]|(?<=\w) and ", words.lower()):
        if word in {"and", "a", "an", ""}:
            continue
        if word in _SCALES:
            scale = _SCALES[word]
            if scale >= least or (scale == 100 and current >= 100):
                return None
            current = max(current, 1) * scale
            if scale > 100:
                total, current, least = total + current, 0, scale
            last = scale
            continue
        value = _UNITS.get(word, _TENS.get(word, -1))
        size = 10 if word in _TENS else 1
        if value < 0 or size >= last or (last == 10 and value >= 10):
            return None
        current += value
        last = size
    return None if _LOOSE_END.search(words.lower()) else total + current


def spoken_numbers(text: str) -> Iterator[str]:
    """Each number below a hundred that is spoken, as its figure, also in a row: of "eight thirty-one" 8, 30, 1 and 31."""
    before = 0
    for word in re.findall(r"[a-z]+", text.lower()):
        value = _SPOKEN.get(word, -1)
        if value >= 0:
            yield str(value)
            if before in _TENS.values() and 0 < value < 10:
                yield str(before + value)
        before = value
