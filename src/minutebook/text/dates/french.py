"""Days that French words name, told in English: "d'ici vendredi", "pour le quinze", "lundi en huit", "sous quinzaine", "fin janvier"."""

from collections.abc import Callable, Iterator

from minutebook.text import patterns as re
from minutebook.text.dates.english import MONTHS, WEEKDAYS, nth_of, numbered

NONE = ""
"""For words that name no day to come: a habit, a day gone by, what something is called after."""
_English = Callable[[re.Match[str]], str]


def find_french(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a text names a day in French, and the same in English; the longest come first."""
    if not _FRENCH.search(text.lower()):
        return
    for pattern, english in _PHRASES:
        for match in pattern.finditer(text):
            since = _SINCE.search(text, 0, match.start()) and not _AT_EVENT.search(text, 0, match.start())
            gone = since or _GONE.search(match[0])
            yield match.start(), match.end(), NONE if gone else english(match)


def _bound(match: re.Match[str]) -> str:
    return "by " if match["by"] and _BY.search(match["by"]) else ""


def _day(words: str) -> int:
    """The day of the month that words name: "15", "1er", "vingt-cinq"."""
    digits = re.sub(r"[^0-9]", "", words)
    return int(digits) if digits else _SPOKEN[re.sub(r"[ -]", " ", words.lower())]


def _dated(match: re.Match[str]) -> str:
    return f"{_bound(match)}{_day(match['day'])} {_MONTHS[match['month'].lower()]} {match['year'] or ''}".strip()


def _slashed(match: re.Match[str]) -> str:
    return f"{_bound(match)}{numbered(match)}"


def _weekday(match: re.Match[str]) -> str:
    weekday = _DAYS[match["weekday"].lower()]
    after = (match["after"] or "").lower()
    if match["only"] and not match["by"] and not after:
        return NONE
    if "huit" in after:
        return f"{weekday} week"
    if "quinze" in after:
        return f"{weekday} fortnight"
    return f"{_bound(match)}{weekday}{' of next week' if 'semaine' in after else ''}"


def _numbered(match: re.Match[str]) -> str:
    return f"by {_DAYS[match['weekday'].lower()]} {nth_of(_day(match['day']))}"


def _nth(match: re.Match[str]) -> str:
    return f"by {nth_of(_day(match['day']))}"


def _near(match: re.Match[str]) -> str:
    near = re.sub(r"\s+", " ", match["near"].lower().replace("’", "'"))
    return f"{_bound(match)}{next(english for french, english in _NEAR.items() if near.startswith(french))}"


def _edge(match: re.Match[str]) -> str:
    edge = _EDGES[match["edge"].lower()[:3]]
    if match["month"]:
        return f"{_bound(match)}the {edge} of {_MONTHS[match['month'].lower()]}"
    of = match["of"].lower()
    unit = next(english for french, english in _UNITS.items() if of.startswith(french))
    return f"{_bound(match)}the {edge} of {'next ' if match['next'] else 'the '}{unit}"


def _ahead(match: re.Match[str]) -> str:
    number, unit = match["number"].lower(), match["unit"].lower()
    if unit.startswith(("h", "heure")):
        return f"in {int(number) // 24} days" if number.isdigit() and not int(number) % 24 else "today"
    if unit.startswith("j") and number in {"huit", "8", "quinze", "15"}:
        return "in one week" if number in {"huit", "8"} else "in two weeks"
    count = _SPOKEN.get(number, number)
    return f"in {count} {next(english for french, english in _UNITS.items() if unit.startswith(french))}s"


_DAYS = dict(
    zip(
        "lundi mardi mercredi jeudi vendredi samedi dimanche".split(),
        WEEKDAYS,
        strict=True,
    )
)
_MONTHS = dict(
    zip(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
        MONTHS,
        strict=True,
    )
)
_SPOKEN = {
    word: number
    for number, words in enumerate(
        "premier|1er|un|une,deux,trois,quatre,cinq,six,sept,huit,neuf,dix,onze,douze,treize,quatorze,quinze,seize,dix sept,dix huit,dix neuf,vingt,vingt et un,vingt deux,vingt trois,"
        "vingt quatre,vingt cinq,vingt six,vingt sept,vingt huit,vingt neuf,trente,trente et un".split(","),
        1,
    )
    for word in words.split("|")
}
_UNITS = {"jour": "day", "sema": "week", "moi": "month", "an": "year", "trim": "quarter"}
_EDGES = {"fin": "end", "déb": "beginning", "mil": "middle", "mi": "middle", "mi-": "middle", "mi ": "middle"}
_NEAR = {
    "après-demain": "the day after tomorrow", "après demain": "the day after tomorrow", "demain": "tomorrow", "la semaine prochaine": "next week", "cette semaine": "this week", "dans la semaine": "this week", "courant de semaine prochaine": "next week", "courant de la semaine prochaine": "next week", "courant semaine prochaine": "next week", "courant": "this week",
 "le mois prochain": "next month", "l'année prochaine": "next year", "l'an prochain": "next year", "le week-end": "this weekend", "ce week-end": "this weekend", "ce weekend": "this weekend", "le weekend": "this weekend",
    "sous quinzaine": "in two weeks", "sous huitaine": "in one week", "d'ici une quinzaine": "in two weeks", "dans une quinzaine": "in two weeks", "d'ici là": "by then", "": "today",
}  # fmt: skip
"""By how the words begin; all others are parts of today."""
_BY = re.compile(r"\b(?:avant|d['’]ici|jusqu|plus tard|pour)\b", re.IGNORECASE)
_SINCE = re.compile(
    r"\b(?:depuis|dès|après|à (?:partir|compter) d[eu]|tous les|chaque|du|de|de la|celle de|celui de|la semaine du|le lendemain de|que)(?: le)? ?$"
    r"(?<!que le )(?<!plus tard que )(?<!plus tard que le )(?<!au cours du )",
    re.IGNORECASE,
)
_AT_EVENT = re.compile(
    r"\b(?:à la|à l['’]|au|pour la|pour le|pour l['’]|avant la|avant le|avant l['’]|lors de la|lors du) ?(?!semaine|mise|lettre|facture)\w+ (?:de|du) ?$",
    re.IGNORECASE,
)
_GONE = re.compile(r"^depuis |\b(?:derni(?:er|ère)|passée?)$|^hier|^avant[- ]hier", re.IGNORECASE)
_FRENCH = re.compile(
    r"\b(?:je|tu|nous|vous|il|les|des|du|et|merci|avant|pour|est|votre|vos|la|le|ce|cet|demain|hier|cette|ce soir|sous|dans|dès|fin|mi|début|semaine|mois|quinzaine|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|tantôt|janvier|février|avril|juin|juillet"
    r"|août|septembre|octobre|novembre|décembre)\b|\b[djlmnt]['’][a-zéèàh]|aujourd['’]hui"
)
_ON = r"(?P<by>(?:(?:avant|d['’]ici(?: au| à)?|jusqu['’](?:au|à)|au plus tard|pour|dès|ce)\b ?){0,2})(?P<only>\ble )?"
_DAY = rf"(?P<weekday>{'|'.join(_DAYS)})"
_NUMBER = rf"(?P<day>1er|[0-3]?\d|{'|'.join(sorted((re.sub(' ', '[ -]', word) for word in _SPOKEN if word not in {'un', 'une', '1er'}), key=len, reverse=True))})"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_LATEST = r"(?: au plus tard| dernier délai| sans faute)?"
_PART = r"(?:,? (?:dans la |en (?:fin|début) de |en |au |à la |à )?(?:matin(?:ée)?|soir(?:ée)?|midi|après-midi|aprem|première heure|journée)\b)?"
_NO_DAY = r"(?! ?(?:h\b|heures?\b|%|€|euros?\b|:\d|[\d,.]+\d|(?:mille|cents?|millions?|personnes|ans|pour cent)\b))"
_PHRASES: tuple[tuple[re.Pattern[str], _English], ...] = (
    (re.compile(rf"{_ON}(?:{_DAY},? )?(?:le )?\b{_NUMBER} {_MONTH}\b(?: (?P<year>20\d\d))?{_PART}{_LATEST}", re.IGNORECASE), _dated),
    (re.compile(rf"{_ON}(?:{_DAY},? )?\b(?P<day>[0-3]?\d)/(?P<month>1[0-2]|0?[1-9])(?:/(?P<year>20\d\d|\d\d(?!\d)))?(?![\d/])", re.IGNORECASE), _slashed),
    (re.compile(rf"{_ON}\b{_DAY} {_NUMBER}\b{_NO_DAY}{_PART}{_LATEST}", re.IGNORECASE), _numbered),
    (re.compile(rf"{_ON}\b{_DAY}\b(?P<after> en huit| en quinze| de la semaine prochaine| prochain| qui vient| dernier(?! délai)| passé)?{_PART}{_LATEST}", re.IGNORECASE), _weekday),
    (re.compile(rf"\b(?:avant|d['’]ici|jusqu['’]|au plus tard|pour) ?(?:le|au) {_NUMBER}\b{_NO_DAY}(?! {_MONTH})(?! \w+s\b){_LATEST}", re.IGNORECASE), _nth),
    (re.compile(rf"\ble {_NUMBER}(?= au plus tard|\s*[.,;!?)]|\s*$| (?:pour|et|on|je|tu|ça|c'est|à \d))(?<!le un)(?<!le deux){_LATEST}", re.IGNORECASE), _nth),
    (re.compile(rf"(?P<by>(?:avant |d['’]ici (?:à )?|pour |dès )?)\b(?P<near>après[- ]demain|demain|aujourd['’]hui|ce (?:soir|midi|matin|jour)|cet (?:après-midi|aprem|aprèm)|dans (?:la (?:journée|soirée|matinée|semaine)|l['’](?:après-midi|heure)|une quinzaine)|en fin de (?:journée|matinée)"
                rf"|tout à l['’]heure|tantôt|tout de suite|la semaine prochaine|cette semaine|courant (?:de )?(?:la )?semaine(?: prochaine)?|le mois prochain|l['’]année prochaine|l['’]an prochain|(?:le|ce) week-?end|sous (?:quinzaine|huitaine)|d['’]ici (?:une quinzaine|là))\b{_PART}{_LATEST}", re.IGNORECASE), _near),
    (re.compile(rf"(?P<by>(?:avant |d['’]ici (?:à )?|pour |vers )?)(?:la |le |en |au )*\b(?P<edge>fin|début|milieu|mi)[ -](?:(?:de |du |d['’])?{_MONTH}|(?:de |du )?(?:la |l['’]|ce |cette )?(?P<of>semaine|mois|année|trimestre)(?P<next> prochaine?)?)\b{_LATEST}", re.IGNORECASE), _edge),
    (re.compile(r"(?:dans|sous|d['’]ici) (?:les )?(?P<number>\d{1,2}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|une?) (?P<unit>jour|semaine|mois|heure|h|an)s?\b(?! de| et demi)", re.IGNORECASE), _ahead),
    (re.compile(r"(?:avant |d['’]ici |pour )?\b(?:la semaine |semaine |en S)(?P<week>[0-5]?\d)\b", re.IGNORECASE), lambda match: f"ISO week {match['week']}"),
    (re.compile(r"\b(?:avant[- ]hier|hier)\b(?: matin| soir| midi| après-midi)?|\b(?:la semaine|l['’]année) (?:dernière|passée)|\ble mois (?:dernier|passé)|\bl['’]an dernier", re.IGNORECASE), lambda _match: NONE),
)  # fmt: skip
