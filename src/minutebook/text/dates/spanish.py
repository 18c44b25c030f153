"""Days that Spanish words name, told in English: "para el viernes", "antes del quince", "el lunes que viene", "en quince días", "a finales de mes"."""

from collections.abc import Callable, Iterator

from minutebook.text import patterns as re
from minutebook.text.dates.english import MONTHS, nth_of, numbered

NONE = ""
"""For words that name no day to come: a habit, a day gone by, what something is called after."""
_English = Callable[[re.Match[str]], str]


def find_spanish(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a text names a day in Spanish, and the same in English; the longest come first."""
    if not _SPANISH.search(text.lower()):
        return
    for pattern, english in _PHRASES:
        for match in pattern.finditer(text):
            named = _SINCE.search(text, 0, match.start()) and not match[0].endswith("no pasa")
            gone = named or _GONE.search(match[0])
            yield match.start(), match.end(), NONE if gone else english(match)


def _bound(match: re.Match[str]) -> str:
    return "by " if match["by"] and _BY.search(match["by"]) else ""


def _day(words: str) -> int:
    """The day of the month that words name: "15", "1º", "veinticinco"."""
    digits = re.sub(r"[^0-9]", "", words)
    return int(digits) if digits else _SPOKEN[words.lower()]


def _dated(match: re.Match[str]) -> str:
    return f"{_bound(match)}{_day(match['day'])} {_MONTHS[match['month'].lower()]} {match['year'] or ''}".strip()


def _slashed(match: re.Match[str]) -> str:
    return f"{_bound(match)}{numbered(match)}"


def _weekday(match: re.Match[str]) -> str:
    weekday = _DAYS[match["weekday"].lower()]
    after = (match["after"] or "").lower()
    if "quince" in after:
        return f"{weekday} fortnight"
    if "ocho" in after:
        return f"{weekday} week"
    return f"{_bound(match)}{weekday}{' of next week' if 'semana' in after and 'esta' not in after else ''}"


def _numbered(match: re.Match[str]) -> str:
    return f"by {_DAYS[match['weekday'].lower()]} {nth_of(_day(match['day']))}"


def _nth(match: re.Match[str]) -> str:
    return f"by {nth_of(_day(match['day']))}"


def _near(match: re.Match[str]) -> str:
    near = re.sub(r"\s+", " ", match["near"].lower())
    return f"{_bound(match)}{next(english for spanish, english in _NEAR.items() if near.startswith(spanish))}"


def _edge(match: re.Match[str]) -> str:
    edge = _EDGES[match["edge"].lower()[:2]]
    if match["month"]:
        return f"{_bound(match)}the {edge} of {_MONTHS[match['month'].lower()]}"
    unit = next(english for spanish, english in _UNITS.items() if match["of"].lower().startswith(spanish))
    return f"{_bound(match)}the {edge} of {'next ' if match['next'] else 'the '}{unit}"


def _ahead(match: re.Match[str]) -> str:
    number, unit = match["number"].lower(), match["unit"].lower()
    if unit.startswith("hora"):
        return f"in {int(number) // 24} days" if number.isdigit() and not int(number) % 24 else "today"
    if unit.startswith("d") and number in {"ocho", "8", "quince", "15"}:
        return "in one week" if number in {"ocho", "8"} else "in two weeks"
    count = _SPOKEN.get(number, {"un": 1, "una": 1, "par de": 2, "un par de": 2}.get(number, number))
    return f"in {count} {next(english for spanish, english in _UNITS.items() if unit.startswith(spanish))}s"


_DAYS = dict(
    zip(
        "lunes martes miércoles miercoles jueves viernes sábado sabado domingo".split(),
        "Monday Tuesday Wednesday Wednesday Thursday Friday Saturday Saturday Sunday".split(),
        strict=True,
    )
)
_MONTHS = dict(
    zip(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
        MONTHS,
        strict=True,
    )
)
_SPOKEN = {
    word: number
    for number, words in enumerate(
        "primero|1º,dos,tres,cuatro,cinco,seis,siete,ocho,nueve,diez,once,doce,trece,catorce,quince,dieciséis,diecisiete,dieciocho,diecinueve,veinte,veintiuno,veintidós,veintitrés,"
        "veinticuatro,veinticinco,veintiséis,veintisiete,veintiocho,veintinueve,treinta,treinta y uno".split(","),
        1,
    )
    for word in words.split("|")
}
_UNITS = {"día": "day", "sema": "week", "mes": "month", "año": "year", "trim": "quarter"}
_EDGES = {"fi": "end", "úl": "end", "pr": "beginning", "co": "beginning", "in": "beginning", "me": "middle"}
_NEAR = {
    "pasado mañana": "the day after tomorrow", "mañana": "tomorrow", "la próxima semana": "next week", "la semana": "next week", "la siguiente semana": "next week", "esta semana": "this week", "esta misma semana": "this week", "a lo largo de la semana": "this week", "durante la semana": "this week", "entre semana": "this week",
    "el mes que viene": "next month", "el próximo mes": "next month", "el año que viene": "next year", "el próximo año": "next year", "el fin de semana": "this weekend", "este fin de semana": "this weekend", "este finde": "this weekend", "el finde": "this weekend",
    "una quincena": "in two weeks", "para entonces": "by then", "antes de que acabe el mes": "the end of the month", "antes de que termine el mes": "the end of the month", "antes de que acabe la semana": "the end of the week", "antes de que termine la semana": "the end of the week",
    "antes de que acabe el año": "the end of the year", "": "today",
}  # fmt: skip
"""By how the words begin; all others are parts of today."""
_BY = re.compile(r"\b(?:antes|hasta|para|más tardar|tardar|muy tarde|máximo|no pasa)\b", re.IGNORECASE)
_SINCE = re.compile(
    r"\b(?:desde|a partir de|después de|tras|todos|todas|cada|solo|sólo|de|hace)(?:l| el| la| los)? ?$"
    r"(?<!antes de )(?<!antes del )(?<!tarde del )(?<!tardar del )(?<!pasa del )(?<!aquí a )",
    re.IGNORECASE,
)
_GONE = re.compile(r"\bpasad[oa]s?(?! mañana)\b|^ayer|^anoche|^anteayer|^hace |^los ", re.IGNORECASE)
_SPANISH = re.compile(
    r"\b(?:el|los|la|antes|hasta|para|en|hoy|mañana|ayer|ahorita|semanas?|finde|mes(?:es)?|días?|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo|esta (?:misma )?(?:tarde|noche)|ahora mismo|enseguida|(?:principios|primeros|comienzos|mediados|finales|fin) de|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b"
)
_ON = r"(?P<by>(?:\b(?:antes del?|hasta|para|a más tardar|como muy tarde|como máximo|como tarde|no más tarde del?|de aquí al?|a (?:primera|última) hora del?|pero del)\b,? ?){0,2})(?:\b(?:el|este|próximo) ?){0,2}"
_DAY = rf"(?P<weekday>{'|'.join(_DAYS)})"
_NUMBER = rf"(?P<day>[0-3]?\dº?|{'|'.join(sorted((word for word in _SPOKEN if word != '1º'), key=len, reverse=True))})"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_LATEST = r"(?:,? (?:a más tardar|como (?:muy )?tarde|como máximo|como mucho|sin falta|no pasa))?"
_PART = r"(?:,? ?(?:mismo|misma|(?:por|en|a) la (?:mañana|tarde|noche)|(?:a|al) ?mediodía|a (?:primera|última) hora(?: de la (?:mañana|tarde))?|temprano|tempranito|(?:prontito|pronto) por la mañana)\b){0,2}"
_NO_DAY = r"(?! ?(?:h\b|horas?\b|%|€|euros?\b|:\d|[\d,.]+\d|/|(?:mil|cien|cientos|millones|personas|años|veces|por ciento|minutos|pesos)\b))"
_PHRASES: tuple[tuple[re.Pattern[str], _English], ...] = (
    (re.compile(rf"{_ON}(?:{_DAY},? )?(?:día )?\b{_NUMBER} de {_MONTH}\b(?: del? (?P<year>20\d\d))?{_PART}{_LATEST}", re.IGNORECASE), _dated),
    (re.compile(rf"{_ON}(?:{_DAY},? )?\b(?P<day>[0-3]?\d)/(?P<month>1[0-2]|0?[1-9])(?:/(?P<year>20\d\d|\d\d(?!\d)))?(?![\d/])", re.IGNORECASE), _slashed),
    (re.compile(rf"{_ON}\b{_DAY},? (?:día )?{_NUMBER}\b{_NO_DAY}(?! \w+s\b){_PART}{_LATEST}", re.IGNORECASE), _numbered),
    (re.compile(rf"{_ON}\b{_DAY}\b(?P<after>(?: mismo)? en ocho(?: días)?| en quince| de (?:la )?(?:semana que viene|próxima semana|semana próxima|siguiente semana|semana siguiente|semana entrante)| de esta semana| que viene| próximo| pasado)?{_PART}{_LATEST}", re.IGNORECASE), _weekday),
    (re.compile(rf"\b(?:antes del|hasta el|para el|a más tardar el|como muy tarde el|el|no pasa del|para|antes de)(?: día)? {_NUMBER}(?<!para dos)(?<!para tres)(?<! el dos)(?<! el tres)(?<! el cuatro)(?<! el cinco)(?<! el uno)(?<!\ben el primero)(?<!el primero)\b{_NO_DAY}(?! de \w)(?=\s*[.,;!?)]|\s*$| (?:por|a|en|de|y|o|que|como|sin|entonces|si|podemos|puedo|podéis|ya|es|lo|la|los|las|te|se|le|os|nos|me|vale|está|doy|perfecto|mejor|de)\b)(?<!para \d)(?<!para \d\d)(?<!antes de \d)(?<!antes de \d\d){_PART}{_LATEST}", re.IGNORECASE), _nth),
    (re.compile(rf"(?P<by>(?:(?:antes de|para|hasta|a lo largo de|a (?:primera|última) hora de) )?)\b(?P<near>pasado mañana|(?<!\bla )(?<!\besta )(?<!\buna )(?<!\btoda )(?<!\bpasado )mañana|hoy(?: día)?|esta (?:misma )?(?:tarde|noche)|ahora mismo|ahora(?=[.!]?$)|ahora(?= (?:(?:me|te|se|le|les|lo|la|los|las|os|nos) ){0,2}(?!tengo|vengo|estoy|creo|veo|digo|puedo|quiero|no\b|solo|como|todo|mismo)\w+o\b)|ahorita(?: mismo)?|ahoritita|enseguida|en seguida|en un rato|dentro de un rato|en cuanto (?:acab|colg|termin|salg)\w+(?: de (?:aquí|esto)| (?:el|la|los|las)(?: \w+){1,5}(?=[.,;]|$))?|(?:nada más|al) (?:colgar|acabar|terminar|salir de aquí)|antes de (?:irme|marcharme|salir)|la próxima semana|la siguiente semana|la semana (?:que viene|próxima|entrante|siguiente)|esta (?:misma )?semana|a lo largo de la semana|durante la semana|entre semana"
                rf"|el mes que viene|el próximo mes|el año que viene|el próximo año|(?:el|este) (?:fin de semana|finde)|para entonces|antes de que (?:acabe|termine) (?:el mes|la semana|el año))\b(?! pasado){_PART}{_LATEST}", re.IGNORECASE), _near),
    (re.compile(rf"(?P<by>(?:(?:antes del?|para|hasta) )?)(?:a |el |los )?\b(?P<edge>finales|final|fin|últimos|principios|primeros|comienzos|inicios|mediados)(?: de(?:l| este| esta)? | de la )(?P<next>próxim[oa] )?(?:{_MONTH}|(?:la )?(?P<of>semana|mes|año|trimestre)(?P<late> que viene)?)\b(?<!fin de semana){_LATEST}", re.IGNORECASE), lambda match: _edge(match).replace("of the", "of next") if match["late"] else _edge(match)),
    (re.compile(r"\b(?:dentro de|en(?: menos de)?|en un plazo de|de aquí a|de hoy en) (?P<number>\d{1,2}|un par de|un|una|dos|tres|cuatro|cinco|seis|siete|ocho|diez|doce|quince|veinte) (?P<unit>día|semana|mes|hora)(?:e?s)?\b", re.IGNORECASE), _ahead),
    (re.compile(r"\bde (?:hoy|aquí) en ocho(?: días)?\b", re.IGNORECASE), lambda _match: "in one week"),
    (re.compile(r"\b(?:dentro de|en) una quincena\b", re.IGNORECASE), lambda _match: "in two weeks"),
    (re.compile(rf"\b(?:anteayer|antes de ayer|ayer|anoche)\b{_PART}|\b(?:la semana|el mes|el año) pasad[oa]\b|\bhace (?:\d+|un|una|dos|tres|cuatro|cinco|unos|unas|varios) (?:días?|semanas?|mes(?:es)?|años?)|\blos (?:{'|'.join(_DAYS)})s?\b{_PART}", re.IGNORECASE), lambda _match: NONE),
)  # fmt: skip
