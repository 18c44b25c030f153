"""Requests, promises and other people's work in Spanish sentences."""

from collections.abc import Iterator

from minutebook.flow.extract.offline.abroad.said import Said, Way
from minutebook.flow.extract.offline.abroad.spanish.verbs import PLAIN, Person, read_verbs
from minutebook.text import patterns as re


def read_work(text: str, *, ahead: bool, question: bool) -> Iterator[Said]:
    """The works of a sentence without its days; ``ahead``: it names a day to come."""
    if _NO_NEED.search(text):
        return
    for pattern, bid in _INFINITIVE:
        match = pattern.search(text)
        if match and (bid is Way.ASK or not question) and not _IDLE.search(match["work"]):
            words = _hung(_clean(match["work"]), match.groupdict().get("thing"))
            yield Said(bid, match.start(), match.end(), words, match.groupdict().get("who"))
            return
    if match := _THAT.search(text):
        if verb := _order(match["verb"].lower()):
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
        base, rest = read_verbs(talk=False).find(match[0].lower(), Person.FIRST, Person.WE), _rest(text, match.end())
        if base and _is_promised(text, match, ahead=ahead) and not _IDLE.search(rest):
            words = _HAVE_SENT.sub("enviar", _clean(f"{base} {rest}"))
            before = _BEFORE.search(text, 0, match.start())
            if fronted := _FRONTED.fullmatch(text, 0, match.start()):
                words = f"{words} {fronted['thing'][:1].lower()}{fronted['thing'][1:]}"
            elif before is not None:
                words = _hung(words, before["thing"])
            yield Said(Way.PROMISE, match.start(), match.end() + len(rest), words)
            return


def _is_promised(text: str, match: re.Match[str], *, ahead: bool) -> bool:
    """Whether a form of the first person tells of work to come: a future, or a present of a day to come or for the reader.

    Behind any other word "envío" is a thing; "enviamos" may be gone by.
    """
    before = _BEFORE.search(text, 0, match.start())
    if before is None or before["before"] == "no" or match[0].lower() in _DONE_SAYING:
        return False
    if match[0].lower().endswith(("ré", "remos")):
        return True
    return before["other"] is None and (ahead or (before["you"] is not None and match[0].endswith("o")))


def _hung(words: str, thing: str | None) -> str:
    """An infinitive phrase with what stood before its verb hung on it: "lo" and "validar" are "validarlo"."""
    verb, space, rest = words.partition(" ")
    return f"{verb}{thing.strip().lower()}{space}{rest}" if thing and verb.endswith("r") else words


def _rest(text: str, start: int) -> str:
    """What follows a verb in its sentence."""
    found = _WORK.match(text, start)
    return found[0] if found else ""


def _ordered(word: str) -> str | None:
    """The infinitive of an order, also with those whom it serves behind it: "mándame", "dígaselo"."""
    word = word.lower()
    if base := _order(word):
        return base
    found = _SERVED.fullmatch(word)
    if found is None:
        return None
    base = _order(found["verb"]) or _order(found["verb"].translate(PLAIN))
    return f"{base}{found['thing'] or ''}" if base else None


def _second(word: str) -> str | None:
    """The infinitive of what "you" do: "confirmas", "envías"."""
    return _order(word.removesuffix("s")) if word.endswith("s") else None


def _order(word: str) -> str | None:
    """The infinitive of a form that asks for its work, also after "que"."""
    return read_verbs(talk=False).find(word, Person.ORDER, Person.THAT)


def _clean(text: str) -> str:
    """The words of a stretch without polite words and those whom it serves; what is joined by "y" is an infinitive as well."""
    words = " ".join(_POLITE.sub(" ", f" {' '.join(text.split())} ").split()).strip(" ,.;:?!¿¡")
    words = _JOINED.sub(lambda m: f"{m['and']}{_ordered(m['verb']) or m['verb']}", words)
    return _FOR_WHOM.sub(lambda m: f"{m['verb'].translate(PLAIN)}{m['thing'] or ''}", words)


_WHOM = r"(?:me|nos|te|os|le|les|se)"
_THING = r"(?:lo|la|los|las)"
_SERVED = re.compile(rf"(?P<verb>\w{{2,}}?){_WHOM}?(?P<thing>{_THING})?")
_INF = rf"(?:(?!(?:cualquier|ayer|lugar|mujer|taller|alquiler|primer|tercer)\b)\w+[aeiáéí]r{_WHOM}?{_THING}?\b)"
_FOR_WHOM = re.compile(rf"(?:(?<=^)|(?<= y ))(?P<verb>\w+[aeiáéí]r)(?:me|nos|te|os|le|les|se)(?P<thing>{_THING})?\b")
_JOINED = re.compile(r"(?P<and>(?<=\w) y )(?P<verb>\w+)")
_NAME = r"(?P<who>(?:(?:don|doña|Sra?\.|señora?) )?[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ-]+(?: [A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ-]+)?)"
_REST = rf"(?P<work>{_INF}[^?!;]*)"
_INFINITIVE: tuple[tuple[re.Pattern[str], Way], ...] = (
    (re.compile(rf"(?i:(?:¿|, |y )(?:(?:me |nos )(?P<thing>(?:lo|la|los|las) )?)?(?:puedes?|podéis|pueden|podrías?|podríais|podrían|quieres|querrías?|te importaría|le importaría|serías? tan amable de|sería posible|te animas a)(?: por favor| usted(?:es)?| tú)?),? {_REST}\?"), Way.ASK),
    (re.compile(rf"(?i:\b(?:no (?:te )?olvid[ea]s?(?: de)?|no se olvide de|recuerd[ae](?: que (?:tiene|hay)s? que)?|acuérd[ae][a-z]* de|ha(?:z|ga)(?:me|nos)? el favor de|tienes? que|tienen que|debes?|hay que|habría que|haría falta|(?:le|te) (?:ruego|rogamos|pido|pedimos)|asegúr[ae][a-z]* de)) {_REST}"), Way.ASK),
    (re.compile(rf"(?i:\b(?:voy a|vamos a|tengo que|tenemos que|(?:te |le |les )?promet(?:o|emos)|me comprometo a|nos comprometemos a|pienso|he de)) {_REST}"), Way.PROMISE),
    (re.compile(rf"(?:^|, | y ){_NAME} (?:va a|van a|tiene que|debe|se (?:encarga|encargará|ocupa|ocupará) de) {_REST}"), Way.GIVEN),
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
    r"(?i:(?:(?P<before>^|[,;:.¿¡]|  |\bno|\byo|\bnosotr[oa]s|\bya|\btambién|\by|\bluego) ?|(?P<other>))(?:\b(?P<you>te|le|les|os) )?(?:\b(?P<thing>lo|la|los|las) )?)$"
)
"""What stands before a form of the first person: what opens its clause, or any ``other`` word; and whom it serves."""
_DONE_SAYING = frozenset({"adjunto", "adjuntamos"})
"""Done by saying it: what is attached is there."""
_HAVE_SENT = re.compile(r"^hacer llegar\b")
_FRONTED = re.compile(r"(?P<thing>(?:El|La|Los|Las) [^,;:.?!]+?),? (?:(?:te|le|les|os) )?(?:lo|la|los|las) ")
"""A thing that stands before what is done with it: "las fotos te las enviaré"."""
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
