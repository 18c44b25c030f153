"""Requests, promises and other people's work in Spanish sentences."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import msgspec

from minutebook.flow.extract.offline.abroad.said import Said, Way
from minutebook.text import patterns as re


class Verbs(msgspec.Struct, frozen=True):
    """Forms of verbs of doing with their infinitives: what asks for it (also after "que"), and what its writer does or will do."""

    orders: Mapping[str, str]
    wills: Mapping[str, str]


class _Written(msgspec.Struct, forbid_unknown_fields=True):
    """The data file: infinitives, the stems of some under stress, and forms that no rule tells."""

    verbs: str
    stems: dict[str, str]
    orders: dict[str, str]
    wills: dict[str, str]


@cache
def read_verbs() -> Verbs:
    """All forms, made once of ``data/es/letters.toml``."""
    text = files("minutebook.flow.extract.offline").joinpath("data/es/letters.toml").read_text(encoding="utf-8")
    written = msgspec.convert(tomllib.loads(text), _Written)
    orders: dict[str, str] = {}
    wills: dict[str, str] = {}
    for verb in written.verbs.split():
        stressed = written.stems.get(verb, verb[:-2])
        orders |= dict.fromkeys(_orders(verb, stressed), verb)
        wills |= dict.fromkeys(_wills(verb, stressed), verb)
    return Verbs(orders | written.orders, wills | written.wills)


def _orders(verb: str, stressed: str) -> Iterator[str]:
    """What asks for a verb's work: "envía, envíe, envíes, envíen, enviad, enviara, enviase"."""
    stem, kind = verb[:-2], verb[-2:]
    first = kind == "ar"
    polite = f"{_before_e(stressed)}e" if first else f"{stressed}a"
    yield from (f"{stressed}{'a' if first else 'e'}", polite, f"{polite}s", f"{polite}n", f"{stem}{kind[0]}d")
    yield from (
        f"{stem}{ending}" for ending in (("ara", "ase", "aras", "aran") if first else ("iera", "iese", "ieras"))
    )


def _wills(verb: str, stressed: str) -> Iterator[str]:
    """What its writer does or will do: "envío, enviamos, enviaré, enviaremos"."""
    yield from (f"{stressed}o", f"{verb[:-2]}{verb[-2]}mos", f"{verb}é", f"{verb}emos")


def _before_e(stem: str) -> str:
    """A stem as it is written before e: "pagar" is "pague", "sacar" is "saque", "organizar" is "organice"."""
    for letter, before_e in (("c", "qu"), ("g", "gu"), ("z", "c")):
        if stem.endswith(letter):
            return f"{stem[:-1]}{before_e}"
    return stem


def read_work(text: str, *, ahead: bool, question: bool) -> Iterator[Said]:
    """The works of a sentence without its days; ``ahead``: it names a day to come."""
    if _NO_NEED.search(text):
        return
    for pattern, bid in _INFINITIVE:
        match = pattern.search(text)
        if match and (bid is Way.ASK or not question) and not _IDLE.search(match["work"]):
            yield Said(bid, match.start(), match.end(), _clean(match["work"]), match.groupdict().get("who"))
            return
    if match := _THAT.search(text):
        if verb := read_verbs().orders.get(match["verb"].lower()):
            yield Said(Way.ASK, match.start(), match.end(), _clean(f"{verb} {match['work']}"))
        return
    if match := _NEED.search(text):
        yield Said(Way.ASK, match.start(), match.end(), f"enviar {_clean(match['work'])}")
        return
    if match := _ANSWER.search(text):
        yield Said(Way.ASK, match.start(), match.end(), f"enviar la {match['thing'].lower()}")
        return
    if match := _SEE_TO.search(text):
        yield Said(Way.PROMISE, match.start(), match.end(), f"{match['verb'].lower()}arse {_clean(match['work'])}")
        return
    yield from _finite(text, ahead=ahead, question=question)


def _finite(text: str, *, ahead: bool, question: bool) -> Iterator[Said]:
    """What is asked with an order or "do you ...?", or told in the first person."""
    if question:
        if (match := _DO_YOU.search(text)) and (base := _second(match["verb"].lower())):
            yield Said(Way.ASK, match.start(), match.end(), _clean(f"{base} {match['work']}"))
        return
    for match in _OPENS.finditer(text):
        base, rest = _ordered(match["verb"]), _rest(text, match.end())
        if base and not rest.startswith((" de ", " del ")):
            yield Said(Way.ASK, match.start("verb"), match.end() + len(rest), _clean(f"{base} {rest}"))
            return
    for match in _TOLD.finditer(text):
        base, rest = read_verbs().wills.get(match[0].lower()), _rest(text, match.end())
        if base and _is_promised(text, match, ahead=ahead) and not _IDLE.search(rest):
            yield Said(Way.PROMISE, match.start(), match.end() + len(rest), _clean(f"{base} {rest}"))
            return


def _is_promised(text: str, match: re.Match[str], *, ahead: bool) -> bool:
    """Whether a form of the first person tells of work to come: a future, or a present of a day to come or for the reader.

    Behind any other word "envío" is a thing; "enviamos" may be gone by.
    """
    before = _BEFORE.search(text, 0, match.start())
    if before is None or before["before"] == "no":
        return False
    if match[0].lower().endswith(("ré", "remos")):
        return True
    return before["other"] is None and (ahead or (before["you"] is not None and match[0].endswith("o")))


def _rest(text: str, start: int) -> str:
    """What follows a verb in its sentence."""
    found = _WORK.match(text, start)
    return found[0] if found else ""


def _ordered(word: str) -> str | None:
    """The infinitive of an order, also with those whom it serves behind it: "mándame", "dígaselo"."""
    orders, word = read_verbs().orders, word.lower()
    if word in orders:
        return orders[word]
    found = _SERVED.fullmatch(word)
    if found is None:
        return None
    base = orders.get(found["verb"]) or orders.get(found["verb"].translate(_PLAIN))
    return f"{base}{found['thing'] or ''}" if base else None


def _second(word: str) -> str | None:
    """The infinitive of what "you" do: "confirmas", "envías"."""
    return read_verbs().orders.get(word.removesuffix("s")) if word.endswith("s") else None


def _clean(text: str) -> str:
    """The words of a stretch without polite words and those whom it serves; what is joined by "y" is an infinitive as well."""
    words = " ".join(_POLITE.sub(" ", f" {' '.join(text.split())} ").split()).strip(" ,.;:?!¿¡")
    words = _JOINED.sub(lambda m: f"{m['and']}{_ordered(m['verb']) or m['verb']}", words)
    return _FOR_WHOM.sub(lambda m: f"{m['verb'].translate(_PLAIN)}{m['thing'] or ''}", words)


_PLAIN = str.maketrans("áéíóú", "aeiou")
_WHOM = r"(?:me|nos|te|os|le|les|se)"
_THING = r"(?:lo|la|los|las)"
_SERVED = re.compile(rf"(?P<verb>\w{{2,}}?){_WHOM}?(?P<thing>{_THING})?")
_INF = rf"(?:(?!(?:cualquier|ayer|lugar|mujer|taller|alquiler|primer|tercer)\b)\w+[aeiáéí]r{_WHOM}?{_THING}?\b)"
_FOR_WHOM = re.compile(rf"(?:(?<=^)|(?<= y ))(?P<verb>\w+[aeiáéí]r)(?:me|nos|te|os|le|les|se)(?P<thing>{_THING})?\b")
_JOINED = re.compile(r"(?P<and>(?<=\w) y )(?P<verb>\w+)")
_NAME = r"(?P<who>(?:(?:don|doña|Sra?\.|señora?) )?[A-ZÁÉÍÓÚÑ][a-záéíóúñ-]+(?: [A-ZÁÉÍÓÚÑ][a-záéíóúñ-]+)?)"
_REST = rf"(?P<work>{_INF}[^?!;]*)"
_INFINITIVE: tuple[tuple[re.Pattern[str], Way], ...] = (
    (re.compile(rf"(?i:(?:¿|, |y )(?:me |nos )?(?:puedes?|podéis|pueden|podrías?|podríais|podrían|quieres|querrías?|te importaría|le importaría|serías? tan amable de|sería posible|te animas a)(?: por favor| usted(?:es)?| tú)?),? {_REST}\?"), Way.ASK),
    (re.compile(rf"(?i:\b(?:no (?:te )?olvid[ea]s?(?: de)?|no se olvide de|recuerd[ae](?: que (?:tiene|hay)s? que)?|acuérd[ae][a-z]* de|ha(?:z|ga)(?:me|nos)? el favor de|tienes? que|tienen que|debes?|hay que|habría que|haría falta|(?:le|te) (?:ruego|rogamos|pido|pedimos)|asegúr[ae][a-z]* de)) {_REST}"), Way.ASK),
    (re.compile(rf"(?i:\b(?:voy a|vamos a|tengo que|tenemos que|(?:te |le |les )?promet(?:o|emos)|me comprometo a|nos comprometemos a|pienso|he de)) {_REST}"), Way.PROMISE),
    (re.compile(rf"(?:^|, | y ){_NAME} (?:va a|van a|tiene que|debe|se encarga de) {_REST}"), Way.GIVEN),
)  # fmt: skip
_THAT = re.compile(
    r"(?i:\b(?:ruego|rogamos|pido|pedimos|agradecería(?:mos)?|agradezco|agradecemos|necesit(?:o|amos)|quería|querría|quisiera|hace falta|es necesario)) que (?:(?:me|nos|le|les|lo|la|los|las|se|usted|ustedes|tú) )*(?P<verb>\w+)(?P<work>[^?!;]*)"
)
_NEED = re.compile(
    rf"(?i:\b(?:necesit(?:o|amos|aría|aríamos)|(?:me|nos) (?:hacen? falta|faltan?)|(?:me|nos) haría falta))(?: también| aún| todavía)? (?!que\b|{_INF})(?P<work>[^?!;,.]+)"
)
_ANSWER = re.compile(
    r"(?i:\b(?:agradec\w+|esper(?:o|amos)|(?:quedo|quedamos) a la espera de) (?:su|tu|vuestra) (?:pronta )?(?P<thing>respuesta|confirmación)\b)"
)
_SEE_TO = re.compile(r"(?i:\bme (?P<verb>encarg|ocup)(?:o|aré))(?P<work> de [^?!;,.]+)")
_WORK = re.compile(r"[^?!;]*")
_OPENS = re.compile(r"(?:^|[,:;.] |(?i:\bpor favor,? ))(?i:por favor,? )?(?P<verb>[A-Za-zÁÉÍÓÚÑáéíóúñ]+)\b")
_TOLD = re.compile(r"\b\w+(?:é|mos|o)\b")
_BEFORE = re.compile(
    r"(?i:(?:(?P<before>^|[,;:.¿¡]|  |\bno|\byo|\bnosotr[oa]s|\bya|\btambién|\by|\bluego) ?|(?P<other>))(?:\b(?P<you>te|le|les|os) )?(?:\b(?:lo|la|los|las) )?)$"
)
"""What stands before a form of the first person: what opens its clause, or any ``other`` word; and whom it serves."""
_DO_YOU = re.compile(r"¿(?i:me|nos|le|les) (?P<verb>\w+)(?P<work>[^?!;]*)")
_POLITE = re.compile(
    r"(?<= )(?:por favor|lo antes posible|cuanto antes|en cuanto puedas|en cuanto pueda|si es posible|si puede ser|también|a las? \d{1,2}(?:[:.]\d\d)?(?: ?h(?:oras)?\b)?)(?=[ ,.])",
    re.IGNORECASE,
)
_NO_NEED = re.compile(
    r"(?i:\bno (?:hace falta|es necesario|necesitas?|tienes? que|hay que|hay prisa|debes?)\b|\bno (?:me|nos|le|te)? ?(?:envíes?|mandes?|hagas?|llames?)\b)"
)
_IDLE = re.compile(
    r"\b(?:dudar?|dude en|preguntar(?:te|le)|saber|decir(?:te|le)s? que|agradecer|aprovechar|recibir|encontrar adjunt|comunicar|informar(?:te|le)s? (?:de )?que)\b"
)
