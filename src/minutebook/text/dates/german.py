"""Days that German words name, told in English: "bis Freitag", "am 12. Mai", "Mitte nächster Woche", "heute in acht Tagen", "KW 12", "vor Ostern"."""

from minutebook.text import patterns as re
from minutebook.text.dates.english import (
    MONTHS,
    NONE,
    WEEKDAYS,
    Reader,
    Words,
    ahead,
    always,
    dated,
    edge,
    in_figures,
    iso_week,
    near,
    nth,
    weekday,
)

_DAYS = dict(
    zip(
        "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag".split(),
        (*WEEKDAYS[:6], *WEEKDAYS[5:]),
        strict=True,
    )
)
_MONTHS = dict(
    zip(
        "januar februar märz april mai juni juli august september oktober november dezember jänner feber juno julei".split(),
        (*MONTHS, "January", "February", "June", "July"),
        strict=True,
    )
)
_SPOKEN = {
    word: number
    for number, word in enumerate(
        "ersten zweiten dritten vierten fünften sechsten siebten achten neunten zehnten elften zwölften dreizehnten vierzehnten fünfzehnten sechzehnten siebzehnten achtzehnten neunzehnten zwanzigsten "
        "einundzwanzigsten zweiundzwanzigsten dreiundzwanzigsten vierundzwanzigsten fünfundzwanzigsten sechsundzwanzigsten siebenundzwanzigsten achtundzwanzigsten neunundzwanzigsten dreißigsten "
        "einunddreißigsten".split(),
        1,
    )
}
_COUNTS = {
    word: number
    for number, words in enumerate(
        "ein|einem|einer|einen zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn".split(), 1
    )
    for word in words.split("|")
} | {"zwanzig": 20, "dreißig": 30}
_LEAD = r"(?P<by>(?:\b(?:spätestens|noch|erst|gleich|bis|vor|am|zum|für|an(?= de[mn]\b)|der|den|dem|diesen|kommenden|nächsten)\b,? ?){0,4})"
_PART = r"(?: ?(?:in der )?(?:früh|vormittag|mittag|nachmittag|abend|morgen)\b)?"
_DAY = rf"(?P<weekday>{'|'.join(_DAYS)})(?:morgen|vormittag|mittag|nachmittag|abend|früh)?"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_SAID = rf"(?:{'|'.join(sorted(_SPOKEN, key=len, reverse=True))})"
_LATEST = r"(?: spätestens)?"
_COUNT = rf"(?P<number>\d{{1,2}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"
_HERE = re.compile(
    r"\b(?:bis|ich|wir|sie|ihnen|und|der|den|dem|zum|bitte|nicht|ist|mir|uns|heut|heute|spätestens|für|am(?= \d| [mdfs]| [a-zäöüß]+ten\b)|in (?:ein|zwei|drei|vier|sechs|acht)\w*|ende|anfang|mitte|gesendet|uhr|übermorgen|gestern|kw|innerhalb|binnen|woche|wochenende|tagen|wochen|wochenanfang|monatsende|jahresende|quartalsende|feierabend"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag\w*|mittwoch\w*|januar|jänner|februar|märz|juni|juli|oktober|dezember)\b|\bmorgen (?:früh|vormittag|mittag|nachmittag|abend)|^(?:gleich )?morgen\b|\b(?:erst|gleich|noch|schon|dann) morgen\b"
)
_SINCE = re.compile(
    r"\b(?:seit|ab|vom|nach|jeden|jede|jedes|immer|letzten|letzte|vorigen|vergangenen)(?: dem)? ?$", re.IGNORECASE
)
_GONE = re.compile(r"^(?:seit|gestern|vorgestern)\b|\b(?:letzte|vorige|vergangene)[nrsm]?\b", re.IGNORECASE)
_BY = re.compile(r"\b(?:bis|vor|spätestens)\b", re.IGNORECASE)
_WEEKDAY_OF = {
    "acht tagen": "{day} week",
    "in einer woche": "{day} week",
    "vierzehn": "{day} fortnight",
    "14": "{day} fortnight",
    "zwei wochen": "{day} fortnight",
    "diese": "{by}{day}",
    "woche": "{by}{day} of next week",
    "übernächst": "{by}next {day}",
}
_NEAR = {
    "übermorgen": "the day after tomorrow", "morgen": "tomorrow", "heute in acht": "in one week", "heute in einer": "in one week", "heute in vierzehn": "in two weeks", "heute in zwei": "in two weeks", "heut": "today", "noch diese": "this week", "nächste": "next week", "kommende": "next week",
    "übernächste": "in two weeks", "in der kommenden": "next week", "in der nächsten": "next week", "diese": "this week", "im laufe der": "this week", "wochenende": "this weekend", "sofort": "today", "gleich": "today", "": "by then",
}  # fmt: skip
_PHRASES: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(rf"{_LEAD}(?:{_DAY},? ?(?:de[mnr] )?)?\b(?P<day>[0-3]?\d\.|{_SAID}) ?{_MONTH}\b(?: (?P<year>20\d\d))?", re.IGNORECASE), dated),
    (re.compile(rf"(?:{_DAY},? ?)?\b(?P<by>(?:(?:spätestens|bis|vor|am|zum|de[mnr]) ){{1,3}})(?P<day>[0-3]?\d)\.(?P<month>1[0-2]|0?[1-9])\.(?P<year>20\d\d|\d\d(?!\d))?", re.IGNORECASE), in_figures),
    (re.compile(rf"{_LEAD}\b(?:{_DAY}|(?-i:Mo|Di|Mi|Do|Fr|Sa|So)\.?),? (?:de[mn] )?(?P<day>[0-3]?\d)\.(?P<month>1[0-2]|0?[1-9])\.(?P<year>20\d\d|\d\d(?!\d))?", re.IGNORECASE), in_figures),
    (re.compile(rf"{_LEAD}\b{_DAY},? (?:de[mn] )(?P<day>[0-3]?\d\.|{_SAID})(?! ?(?:Uhr|%|€|Euro)|\d)(?!\w)", re.IGNORECASE), nth),
    (re.compile(rf"\b(?:spätestens |noch )?(?:bis |vor )?(?:zum|am|dem|den) (?P<day>[0-3]?\d\.|{_SAID})(?= ?(?:[,;!?)]|$)| (?:um|in|bitte|ab|wär|wäre|geht|reicht|fertig|weiß|brauch\w*|liegt|steht|kommt|hab|habe|haben|ist|bin|wird|muss|müssen|kann|mach|mache|schick|schicke|und|dann|da|soll|spätestens|kriegst|bekommst|bekommen|hast)\b|\s+[A-ZÄÖÜ]\w+ (?:hab|ist|wird|muss|kann|soll))(?! {_MONTH})", re.IGNORECASE), nth),
    (re.compile(rf"{_LEAD}(?P<which>\b(?:dieser |diese |nächste |kommende |übernächsten )?(?:woche )?)\b{_DAY}\b(?P<after> (?:in (?:acht|8|vierzehn|14) tagen|in (?:einer|zwei) wochen?|(?:der )?(?:nächste[rn]?|kommende[rn]?|diese[rn]?) woche))?{_PART}{_LATEST}", re.IGNORECASE), weekday),
    (re.compile(rf"(?P<by>(?:(?:noch |erst |gleich |spätestens )?(?:bis |vor )?))\b(?P<near>übermorgen|heute in (?:acht|vierzehn) tagen|heute in (?:einer|zwei) wochen?|heute?(?! ist\b)|(?<!uten )(?<!am )(?<!jeden )(?<!nächsten )(?<!diesen )(?<!der )(?<![gG]uten, )morgen(?! zusammen| allerseits| alle\b| miteinander|, \w+ ?[.!]$))\b(?: noch)?{_PART}{_LATEST}", re.IGNORECASE), near),
    (re.compile(r"(?P<by>(?:bis |noch |vor |übers? )?(?:zum |am |dem )?(?:in der )?)\b(?P<near>(?:über)?nächste[rn]? Woche|kommende[rn]? Woche|(?:noch )?diese[rn]? Woche|im Laufe der Woche|Wochenende)\b", re.IGNORECASE), near),
    (re.compile(r"(?P<by>(?:bis )?)(?:zum )?\b(?P<near>dahin|dann)(?<=bis dahin)\b", re.IGNORECASE), near),
    (re.compile(rf"(?P<by>(?:spätestens )?(?:bis |vor |gegen |zu )?(?:zum )?)\b(?P<edge>Ende|Anfang|Mitte)(?: (?:des|der|dieses|dieser|von))? (?:{_MONTH}|(?:de[sr] |diese[sr] )?(?P<next>nächste[rsn]? |kommende[rsn]? )?(?P<of>Woche|Monats?|Jahres?|Quartals?))\b", re.IGNORECASE), edge),
    (re.compile(r"(?P<by>(?:spätestens )?(?:bis |vor )?)(?:zum |dem )?\b(?P<of>Woche|Monat|Quartal|Jahre)[sn]?(?P<edge>ende|anfang|mitte)(?P<month>)(?P<next>)(?<!ochenende)\b", re.IGNORECASE), edge),
    (re.compile(rf"\b(?:in|innerhalb von|innert|binnen) (?:den nächsten )?{_COUNT} (?P<unit>Tage|Woche|Monat|Stunde)\w*", re.IGNORECASE), ahead),
    (re.compile(r"(?:bis |in (?:der )?|vor )?(?:Ende )?\b(?:KW|Kalenderwoche) ?(?P<week>[0-5]?\d)\b", re.IGNORECASE), iso_week),
    (re.compile(r"(?:bis |vor |zum )?(?:heute )?(?:zum )?Feierabend\b", re.IGNORECASE), always("today")),
    (re.compile(r"\bheut[e]? (?:früh|morgen|nacht)\b|\b(?:vorgestern|gestern)\b(?: (?:früh|vormittag|mittag|nachmittag|abend))?|\b(?:letzte|vorige|vergangene)[nrms]? (?:Woche|Monat|Jahr|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag)\b|(?:im )?letzten Jahr", re.IGNORECASE), always(NONE)),
)  # fmt: skip
GERMAN = Words(
    here=_HERE,
    since=_SINCE,
    gone=_GONE,
    by=_BY,
    weekdays=_DAYS,
    weekday_of=_WEEKDAY_OF,
    months=_MONTHS,
    spoken=_SPOKEN,
    counts=_COUNTS,
    weeks={"acht": "in one week", "8": "in one week"},
    units={"tag": "day", "woche": "week", "monat": "month", "jahr": "year", "quartal": "quarter", "stunde": "hour"},
    edges={"e": "end", "a": "beginning", "m": "middle"},
    near=_NEAR,
    phrases=_PHRASES,
)
