"""Days that German words name, told in English: "bis Freitag", "am 12. Mai", "Mitte nächster Woche", "heute in acht Tagen", "KW 12", "vor Ostern"."""

from collections.abc import Callable, Iterator

from minutebook.text import patterns as re
from minutebook.text.dates.english import MONTHS, nth_of, numbered

NONE = ""
"""For words that name no day to come: a habit, a day gone by."""
_English = Callable[[re.Match[str]], str]


def find_german(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a text names a day in German, and the same in English; the longest come first."""
    if not _GERMAN.search(text.lower()):
        return
    for pattern, english in _PHRASES:
        for match in pattern.finditer(text):
            gone = _SINCE.search(text, 0, match.start()) or _GONE.search(match[0])
            yield match.start(), match.end(), NONE if gone else english(match)


def _bound(match: re.Match[str]) -> str:
    return "by " if match["by"] and _BY.search(match["by"]) else ""


def _day(words: str) -> int:
    """The day of the month that words name: "20", "zwanzigsten"."""
    digits = re.sub(r"[^0-9]", "", words)
    return int(digits) if digits else next(n for stem, n in _SPOKEN.items() if words.lower().startswith(stem))


def _dated(match: re.Match[str]) -> str:
    return f"{_bound(match)}{_day(match['day'])} {_month(match['month'])} {match['year'] or ''}".strip()


def _month(word: str) -> str:
    return _MONTHS[_ALSO.get(word.lower(), word.lower())]


def _numbered(match: re.Match[str]) -> str:
    return f"{_bound(match)}{numbered(match)}"


def _nth(match: re.Match[str]) -> str:
    weekday = match.groupdict().get("weekday")
    return f"by {f'{_DAYS[weekday.lower()]} ' if weekday else ''}{nth_of(_day(match['day']))}"


def _weekday(match: re.Match[str]) -> str:
    weekday = _DAYS[match["weekday"].lower()]
    before, after = (match["which"] or "").lower(), (match["after"] or "").lower()
    if "acht tagen" in after or "in einer woche" in after:
        return f"{weekday} week"
    if "vierzehn" in after or "14" in after or "zwei wochen" in after:
        return f"{weekday} fortnight"
    if "woche" in after or "woche" in before:
        return f"{_bound(match)}{weekday}{'' if 'diese' in f'{before}{after}' else ' of next week'}"
    return f"{_bound(match)}{'next ' if 'übernächst' in before else ''}{weekday}"


def _near(match: re.Match[str]) -> str:
    near = match["near"].lower()
    return f"{_bound(match)}{next(english for german, english in _NEAR.items() if near.startswith(german))}"


def _edge(match: re.Match[str]) -> str:
    edge = {"e": "end", "a": "beginning", "m": "middle"}[match["edge"][0].lower()]
    if match["month"]:
        return f"{_bound(match)}the {edge} of {_month(match['month'])}"
    of, next_one = match["of"].lower(), bool(match["next"])
    unit = next(english for german, english in _UNITS.items() if of.startswith(german))
    return f"{_bound(match)}the {edge} of {'next ' if next_one else 'the '}{unit}"


def _ahead(match: re.Match[str]) -> str:
    number, unit = match["number"].lower(), match["unit"].lower()
    if unit.startswith("tag") and number in {"acht", "8"}:
        return "in one week"
    if unit.startswith("stunde"):
        return "tomorrow" if number in {"24", "vierundzwanzig"} else "in 2 days" if number == "48" else "today"
    count = _COUNTS.get(number, number)
    if count == 1:
        return f"in one {next(english for german, english in _UNITS.items() if unit.startswith(german))}"
    return f"in {count} {next(english for german, english in _UNITS.items() if unit.startswith(german))}s"


_DAYS = {
    "montag": "Monday", "dienstag": "Tuesday", "mittwoch": "Wednesday", "donnerstag": "Thursday", "freitag": "Friday", "samstag": "Saturday", "sonnabend": "Saturday", "sonntag": "Sunday",
}  # fmt: skip
_MONTHS = dict(
    zip(
        "januar februar märz april mai juni juli august september oktober november dezember".split(),
        MONTHS,
        strict=True,
    )
)
_ALSO = {"jänner": "januar", "feber": "februar", "juno": "juni", "julei": "juli"}
_SPOKEN = {
    stem: number
    for number, stem in reversed(
        list(
            enumerate(
                "ersten zweiten dritten vierten fünften sechsten siebten achten neunten zehnten elften zwölften dreizehnten vierzehnten fünfzehnten sechzehnten siebzehnten achtzehnten neunzehnten zwanzigsten "
                "einundzwanzigsten zweiundzwanzigsten dreiundzwanzigsten vierundzwanzigsten fünfundzwanzigsten sechsundzwanzigsten siebenundzwanzigsten achtundzwanzigsten neunundzwanzigsten dreißigsten "
                "einunddreißigsten".split(),
                1,
            )
        )
    )
}
_COUNTS = {
    word: number
    for number, words in enumerate(
        "ein|einem|einer|einen zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn".split(), 1
    )
    for word in words.split("|")
} | {"zwanzig": 20, "dreißig": 30}
_UNITS = {"tag": "day", "woche": "week", "monat": "month", "jahr": "year", "quartal": "quarter"}
_NEAR = {
    "übermorgen": "the day after tomorrow", "morgen": "tomorrow", "heute in acht": "in one week", "heute in einer": "in one week", "heute in vierzehn": "in two weeks", "heute in zwei": "in two weeks", "heut": "today", "noch diese": "this week", "nächste": "next week", "kommende": "next week",
    "übernächste": "in two weeks", "in der kommenden": "next week", "in der nächsten": "next week", "diese": "this week", "im laufe der": "this week", "wochenende": "this weekend", "sofort": "today", "gleich": "today", "": "by then",
}  # fmt: skip
"""By how the words begin."""
_BY = re.compile(r"\b(?:bis|vor|spätestens)\b", re.IGNORECASE)
_SINCE = re.compile(
    r"\b(?:seit|ab|vom|nach|jeden|jede|jedes|immer|letzten|letzte|vorigen|vergangenen)(?: dem)? ?$", re.IGNORECASE
)
_GONE = re.compile(r"^(?:seit|gestern|vorgestern)\b|\b(?:letzte|vorige|vergangene)[nrsm]?\b", re.IGNORECASE)
_GERMAN = re.compile(
    r"\b(?:bis|ich|wir|sie|ihnen|und|der|den|dem|zum|bitte|nicht|ist|mir|uns|heut|heute|spätestens|für|am(?= \d| [mdfs]| [a-zäöüß]+ten\b)|in (?:ein|zwei|drei|vier|sechs|acht)\w*|ende|anfang|mitte|gesendet|uhr|übermorgen|gestern|kw|innerhalb|binnen|woche|wochenende|tagen|wochen|wochenanfang|monatsende|jahresende|quartalsende|feierabend"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag\w*|mittwoch\w*|januar|jänner|februar|märz|juni|juli|oktober|dezember)\b|\bmorgen (?:früh|vormittag|mittag|nachmittag|abend)|^(?:gleich )?morgen\b|\b(?:erst|gleich|noch|schon|dann) morgen\b"
)
_LEAD = r"(?P<by>(?:\b(?:spätestens|noch|erst|gleich|bis|vor|am|zum|für|an(?= de[mn]\b)|der|den|dem|diesen|kommenden|nächsten)\b,? ?){0,4})"
_PART = r"(?: ?(?:in der )?(?:früh|vormittag|mittag|nachmittag|abend|morgen)\b)?"
_DAY = rf"(?P<weekday>{'|'.join(_DAYS)})(?:morgen|vormittag|mittag|nachmittag|abend|früh)?"
_MONTH = rf"(?P<month>{'|'.join((*_MONTHS, *_ALSO))})"
_SAID = rf"(?:{'|'.join(sorted(_SPOKEN, key=len, reverse=True))})"
_LATEST = r"(?: spätestens)?"
_COUNT = rf"(?P<number>\d{{1,2}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"
_PHRASES: tuple[tuple[re.Pattern[str], _English], ...] = (
    (re.compile(rf"{_LEAD}(?:{_DAY},? ?(?:de[mnr] )?)?\b(?P<day>[0-3]?\d\.|{_SAID}) ?{_MONTH}\b(?: (?P<year>20\d\d))?", re.IGNORECASE), _dated),
    (re.compile(rf"(?:{_DAY},? ?)?\b(?P<by>(?:(?:spätestens|bis|vor|am|zum|de[mnr]) ){{1,3}})(?P<day>[0-3]?\d)\.(?P<month>1[0-2]|0?[1-9])\.(?P<year>20\d\d|\d\d(?!\d))?", re.IGNORECASE), _numbered),
    (re.compile(rf"{_LEAD}\b(?:{_DAY}|(?-i:Mo|Di|Mi|Do|Fr|Sa|So)\.?),? (?:de[mn] )?(?P<day>[0-3]?\d)\.(?P<month>1[0-2]|0?[1-9])\.(?P<year>20\d\d|\d\d(?!\d))?", re.IGNORECASE), _numbered),
    (re.compile(rf"{_LEAD}\b{_DAY},? (?:de[mn] )(?P<day>[0-3]?\d\.|{_SAID})(?! ?(?:Uhr|%|€|Euro)|\d)(?!\w)", re.IGNORECASE), _nth),
    (re.compile(rf"\b(?:spätestens |noch )?(?:bis |vor )?(?:zum|am|dem|den) (?P<day>[0-3]?\d\.|{_SAID})(?= ?(?:[,;!?)]|$)| (?:um|in|bitte|ab|wär|wäre|geht|reicht|fertig|weiß|brauch\w*|liegt|steht|kommt|hab|habe|haben|ist|bin|wird|muss|müssen|kann|mach|mache|schick|schicke|und|dann|da|soll|spätestens|kriegst|bekommst|bekommen|hast)\b|\s+[A-ZÄÖÜ]\w+ (?:hab|ist|wird|muss|kann|soll))(?! {_MONTH})", re.IGNORECASE), _nth),
    (re.compile(rf"{_LEAD}(?P<which>\b(?:dieser |diese |nächste |kommende |übernächsten )?(?:woche )?)\b{_DAY}\b(?P<after> (?:in (?:acht|8|vierzehn|14) tagen|in (?:einer|zwei) wochen?|(?:der )?(?:nächste[rn]?|kommende[rn]?|diese[rn]?) woche))?{_PART}{_LATEST}", re.IGNORECASE), _weekday),
    (re.compile(rf"(?P<by>(?:(?:noch |erst |gleich |spätestens )?(?:bis |vor )?))\b(?P<near>übermorgen|heute in (?:acht|vierzehn) tagen|heute in (?:einer|zwei) wochen?|heute?(?! ist\b)|(?<!uten )(?<!am )(?<!jeden )(?<!nächsten )(?<!diesen )(?<!der )(?<![gG]uten, )morgen(?! zusammen| allerseits| alle\b| miteinander|, \w+ ?[.!]$))\b(?: noch)?{_PART}{_LATEST}", re.IGNORECASE), _near),
    (re.compile(r"(?P<by>(?:bis |noch |vor |übers? )?(?:zum |am |dem )?(?:in der )?)\b(?P<near>(?:über)?nächste[rn]? Woche|kommende[rn]? Woche|(?:noch )?diese[rn]? Woche|im Laufe der Woche|Wochenende)\b", re.IGNORECASE), _near),
    (re.compile(r"(?P<by>(?:bis )?)(?:zum )?\b(?P<near>dahin|dann)(?<=bis dahin)\b", re.IGNORECASE), _near),
    (re.compile(rf"(?P<by>(?:spätestens )?(?:bis |vor |gegen |zu )?(?:zum )?)\b(?P<edge>Ende|Anfang|Mitte)(?: (?:des|der|dieses|dieser|von))? (?:{_MONTH}|(?:de[sr] |diese[sr] )?(?P<next>nächste[rsn]? |kommende[rsn]? )?(?P<of>Woche|Monats?|Jahres?|Quartals?))\b", re.IGNORECASE), _edge),
    (re.compile(r"(?P<by>(?:spätestens )?(?:bis |vor )?)(?:zum |dem )?\b(?P<of>Woche|Monat|Quartal|Jahre)[sn]?(?P<edge>ende|anfang|mitte)(?P<month>)(?P<next>)(?<!ochenende)\b", re.IGNORECASE), _edge),
    (re.compile(rf"\b(?:in|innerhalb von|innert|binnen) (?:den nächsten )?{_COUNT} (?P<unit>Tage|Woche|Monat|Stunde)\w*", re.IGNORECASE), _ahead),
    (re.compile(r"(?:bis |in (?:der )?|vor )?(?:Ende )?\b(?:KW|Kalenderwoche) ?(?P<week>[0-5]?\d)\b", re.IGNORECASE), lambda match: f"ISO week {match['week']}"),
    (re.compile(r"(?:bis |vor |zum )?(?:heute )?(?:zum )?Feierabend\b", re.IGNORECASE), lambda _match: "today"),
    (re.compile(r"\bheut[e]? (?:früh|morgen|nacht)\b|\b(?:vorgestern|gestern)\b(?: (?:früh|vormittag|mittag|nachmittag|abend))?|\b(?:letzte|vorige|vergangene)[nrms]? (?:Woche|Monat|Jahr|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag)\b|(?:im )?letzten Jahr", re.IGNORECASE), lambda _match: NONE),
)  # fmt: skip
