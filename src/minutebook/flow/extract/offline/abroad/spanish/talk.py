"""What a spoken sentence in Spanish tells of work: asked, taken, given by name, offered or needed, each as an infinitive with its pronouns hung on it."""

from collections.abc import Iterator, Sequence

from minutebook.flow.extract.offline.abroad.said import Said, Way
from minutebook.flow.extract.offline.abroad.spanish.idle import HABIT, IDLE, says_nothing
from minutebook.flow.extract.offline.abroad.spanish.verbs import NOUNS, PRONOUNS, THINGS, WHOM, Person, read_verbs
from minutebook.text import patterns as re

MOST = 22
"""Words of a piece of work that are worth reading."""


FEWER = 13
"""The same where nobody punctuated what they say, so that no end of it is sure."""


def hear_work(text: str, question: bool) -> Iterator[Said]:
    """The works of a sentence without its days."""
    found = [
        *_seen_to(text),
        *_agreed(text),
        *_led(text, question),
        *_wished(text, question),
        *_told(text, question),
        *_named(text),
    ]
    if not question:
        found += [*_ordered(text), *_noted(text)]
    end = 0
    for said in sorted(found, key=lambda said: (said.start, -said.end)):
        if said.start >= end:
            end = said.end
            yield said


def _led(text: str, question: bool) -> Iterator[Said]:
    """Infinitives behind words that say what is done with them: "¿puedes …?", "hay que …", "voy a …", "me encargo de …"."""
    for pattern, way in _LEADS:
        for match in pattern.finditer(text):
            if (
                _DENIED.search(text, 0, match.start())
                or (way is Way.PROMISE and question)
                or IDLE.match(text, match.start("work"))
            ):
                continue
            if (way is Way.OFFER and _SORRY.search(text)) or (
                pattern is _MAY and not question and not _MAY_YOU.match(match[0])
            ):
                continue
            if way is Way.TOGETHER and _YET.search(text, match.end()):
                continue
            named = match.groupdict()
            if pattern is _MAY and (named.get("whom") or "").strip().lower() == "se":
                continue
            whom = "" if _NOT_HUNG.search(match[0]) else named.get("whom")
            yield from _said(way, match.start(), match.start("work"), text, "", whom, named.get("who"))


def _agreed(text: str) -> Iterator[Said]:
    """What was agreed, or goes on: "quedamos en que los apartabas tú", "los voy apartando"."""
    for match in _AGREED.finditer(text):
        if base := read_verbs().find(match["verb"].lower(), Person.WAS):
            yield from _said(Way.ASK, match.start(), match.end(), text, base, match["whom"])
    for match in _GOING_ON.finditer(text):
        yield from _said(Way.PROMISE, match.start(), match.end(), text, f"{match['stem']}ar", match["whom"])


def _wished(text: str, question: bool) -> Iterator[Said]:
    """What is wished for with "que": "necesito que me pases las horas", "que Ignacio mire …", "¿quieres que pida yo la pieza?"."""
    for match in _WISHED.finditer(text):
        base = read_verbs().find(match["verb"].lower(), Person.THAT)
        if _DENIED.search(text, 0, match.start()):
            continue
        if match["alone"] and not (match["who"] or match["after"]):
            continue
        if (match["begs"] or "").lower().startswith("le") and not _TO_ME.search(match["whom"]):
            continue
        if base and not (match["offers"] and not question):
            who = match["who"] or match["after"]
            way = Way.GIVEN if who else Way.NEED if match["anyone"] else Way.OFFER if match["offers"] else Way.ASK
            yield from _said(way, match.start(), match.end(), text, base, match["whom"], who)


def _seen_to(text: str) -> Iterator[Said]:
    """What somebody sees to: "de las flores me encargo yo", "Pablo se ocupa de las licencias", "encárgate tú del sonido"."""
    for match in _TAKES_ON.finditer(text):
        yield Said(Way.GIVEN, match.start(), match.end(), "encargarse", match["who"], leans=True)
    for pattern, way in _SEES_TO:
        for match in pattern.finditer(text):
            if not _POINTS.match(match["thing"]):
                named = match.groupdict()
                words = clean(f"encargarse {match['of'].lower()} {match['thing']}")
                yield Said(way, match.start(), match.end(), words, named.get("who"))


def _noted(text: str) -> Iterator[Said]:
    """What is noted as something to do: "y llamar a Sergio"."""
    match = _NOTED.match(text)
    if match and read_verbs().is_infinitive(match["work"].split()[0].lower()):
        yield from _said(Way.NEED, match.start("work"), match.start("work"), text, "", None)


def _ordered(text: str) -> Iterator[Said]:
    """Orders: "mándame el plano", "Tomás, pide dos presupuestos"."""
    verbs = read_verbs()
    for match in _ORDERS.finditer(text):
        word = match["verb"].lower()
        read = None if word in _NO_ORDER else read_verbs().split(word, Person.ORDER)
        plural = _TO_ALL.fullmatch(word) is not None
        only = read and verbs.find(word, Person.THIRD, Person.FIRST) is None and word not in _HELD
        sure = read and (read[1] or match["called"] or plural or only or _YOU.match(text, match.end()))
        if read and sure and (read[1] or word not in NOUNS):
            after = match.end() + len(again[0]) if (again := _AGAIN.match(text, match.end())) else match.end()
            way = Way.NEED if plural and not match["called"] else Way.ASK
            yield from _said(way, match.start("verb"), after, text, read[0], read[1])


def _named(text: str) -> Iterator[Said]:
    """What somebody else does: "Lola llama a Vicent"."""
    for match in _DOES.finditer(text):
        base = read_verbs().find(match["verb"].lower(), Person.THIRD)
        if (
            base
            and base not in _STATES | _TELLING
            and match["verb"] not in NOUNS
            and not _is_habit(text, match.start())
        ):
            yield from _said(Way.GIVEN, match.start(), match.end(), text, base, match["whom"], match["who"])


def _told(text: str, question: bool) -> Iterator[Said]:
    """What I do or you do: "te lo mando", "llamo yo al técnico", "¿me pasas las horas?", "¿quién llama?"."""
    for match in _FINITE.finditer(text):
        way = (
            None
            if match["no"]
            else _first(match, text, question) or _we(match, question) or _second(match, text, question)
        )
        word = match["verb"].lower()
        base = read_verbs().find(word, Person.FIRST, Person.WE, Person.SECOND, Person.THIRD)
        base = base or read_verbs().first(word, sure=_is_told(match))
        if way and base and not _is_habit(text, match.start()):
            yield from _said(way, match.start(), match.end(), text, base, match["whom"])


def _is_habit(text: str, start: int) -> bool:
    """Whether the clause in which a form stands tells of what is always so."""
    begin = max(text.rfind(mark, 0, start) for mark in ",.;:") + 1
    return HABIT.search(text, begin, _end(text, start)) is not None


def _first(match: re.Match[str], text: str, question: bool) -> Way | None:
    """What a form of the first person says of work: it has a pronoun with it, opens its clause or is of the future."""
    word = match["verb"].lower()
    base = read_verbs().first(word, sure=_is_told(match))
    own = match["yo"] or _I.match(text, match.end())
    goes = base in _GOING and (own or word.endswith("é")) and _WHERE.match(text, match.end())
    if (
        base is None
        or (base in _STATES and not goes and not (base == "encargar" and match["whom"].strip().lower() in THINGS))
        or (base in _TELLING and match["whom"].count(" ") < 2 and not own and not _TO_WHOM.match(text, match.end()))
    ):
        return None
    told = own or match["whom"].strip() or word.endswith("é")
    if (
        match["whom"]
        and not match["yo"]
        and _REASON.search(text, 0, match.start("whom"))
        and not _I.match(text, match.end())
    ):
        return None
    says = text.startswith(" que ", match.end())
    if says and (base not in _SENDS_WORD or match["whom"].strip() in {"te", "os"}):
        return None
    if told or (match["opens"] is not None and word not in NOUNS):
        return Way.OFFER if question else Way.PROMISE
    return None


def _is_told(match: re.Match[str]) -> bool:
    """Whether a form ending in "o" is surely one of the first person: "te lo tramito", "yo lo rotulo"."""
    served = set(match["whom"].lower().split()) & {"te", "le", "les", "os", "se"}
    return bool(served) or (match["yo"] or "").strip().lower() == "yo"


def _we(match: re.Match[str], question: bool) -> Way | None:
    """What a form of "we" promises: a future, or a present for somebody else."""
    word = match["verb"].lower()
    base = read_verbs().find(word, Person.WE)
    if base is None or base in _STATES | _TELLING or question:
        return None
    opens = match["opens"] is not None or match["whom"].strip()
    served = set(match["whom"].lower().split()) & {"te", "le", "les", "os", "se"}
    return Way.PROMISE if (word.endswith("remos") and opens) or served else None


def _second(match: re.Match[str], text: str, question: bool) -> Way | None:
    """What a form of the second or third person asks for; a polite one has "usted" with it, or does it for me."""
    verbs, word = read_verbs(), match["verb"].lower()
    you = bool(match["you"] or _YOU.match(text, match.end()))
    opens = match["opens"] is not None
    if question and match["asks"] and verbs.find(word, Person.THIRD):
        return Way.NEED
    mine = bool(_TO_ME.search(match["whom"]))
    second = verbs.find(word, Person.SECOND) is not None and verbs.find(word, Person.THIRD) is None
    if not you and match["whom"].strip().lower() in {"la", "los", "las"}:
        return None  # "¿y las vacunas?"
    if not (question or match["you"] or (mine and second)):
        return None
    if not (you or (mine and second) or (opens and (mine or second))):
        return None
    return Way.ASK if verbs.find(word, Person.SECOND, Person.THIRD) else None


def _said(
    way: Way, start: int, after: int, text: str, base: str, whom: str | None, who: str | None = None
) -> Iterator[Said]:
    """The piece of work that ``base``, or the infinitive that follows, opens, its pronouns hung on it; nothing where it says only that something is done."""
    end = _end(text, after)
    mine = _AND_I.search(text, after, end) if way in _OTHERS else None
    if mine and read_verbs().find(mine["verb"].lower(), Person.FIRST):
        end = mine.start()
    words = _AND_SEE.sub("", clean(f"{base}{text[after:end]}"))
    if not _MARKS.search(text):  # nobody punctuated it
        words = clean(" ".join(words.split()[:FEWER]))
    if look := _LOOK.match(words):
        words, whom = f"mirar {'el ' if look['al'] == 'al' else ''}{words[look.end() :]}", None
    words = _HAVE_SENT.sub("enviar", words)
    verb, space, rest = words.partition(" ")
    verb = hang(verb.rstrip(",.:"), (whom or "").split())
    if verb and not says_nothing(f"{verb}{space}{rest}"):
        leans = not rest and (_PRONOUN.search(verb) is not None or verb in read_verbs().infinitives)
        if not (leans and way is Way.GIVEN) or _PRONOUN.search(verb):
            yield Said(way, start, end, f"{verb}{space}{rest}", who, leans=leans)


def hang(verb: str, pronouns: Sequence[str]) -> str:
    """An infinitive with pronouns hung on it, where none are: "mandar" and "se", "lo" are "mandárselo"."""
    if not pronouns or not verb.endswith(("r",)):
        return verb
    stem = f"{verb[:-2]}{verb[-2].translate(_STRESSED)}r" if len(pronouns) > 1 else verb
    return f"{stem}{''.join(pronouns).lower()}"


def _end(text: str, start: int) -> int:
    """Where another thought begins."""
    found = _STOP.search(text, start)
    end = found.start() if found else len(text)
    for match in _AND_HE.finditer(text, start, end):
        if read_verbs().find(match["verb"].lower(), Person.THIRD):
            end = match.start()
            break
    for match in _CLAUSE.finditer(text, start, end):
        if match["may"] or match["not"] or read_verbs().find((match["verb"] or "").lower(), Person.FIRST):
            return match.start()
    return end


def clean(work: str) -> str:
    """The words of a stretch without polite and pointing ones; what "y" joins is an infinitive as well."""
    words = _ASIDE.sub(" ", f" {' '.join(work.split())} ")
    words = _JOINED.sub(_as_infinitive, " ".join(words.split()))
    words = " ".join(words.split()[:MOST]).strip(_EDGES)
    return re.sub(r" (?=[,.;:])", "", _TAIL.sub("", words).strip(_EDGES))


def _as_infinitive(match: re.Match[str]) -> str:
    base = read_verbs().find(match["verb"].lower(), Person.FIRST, Person.WE, Person.SECOND, Person.ORDER)
    noun = match["verb"].lower() in NOUNS and not match["whom"]
    return f"{match['and']}{hang(base, match['whom'].split())}" if base and not noun else match[0]


_EDGES = " ,.;:?!¿¡…-"
_STRESSED = str.maketrans("aeií", "áéíí")
_CLITIC = rf"(?:{'|'.join((*WHOM, *THINGS))})"
_WHOM = rf"(?P<whom>(?:\b{_CLITIC} ){{0,2}})"
_PRONOUN = re.compile(r"r(?:me|nos|te|os|le|les|se)?(?:lo|la|los|las)$")
"""A verb with what stands for its thing."""
_TO_ME = re.compile(r"\b(?:me|nos) ", re.IGNORECASE)
_I = re.compile(r" (?:mism[oa] |ya |personalmente )?(?:yo|nosotros)\b")
_REASON = re.compile(r", que +$")
_YOU = re.compile(r" (?:ya )?(?:tú|usted|ustedes|vosotr[oa]s|vos)\b")
_NAME = r"(?P<who>(?!(?:El|La|Lo|Los|Las|Un|Una|Me|Te|Se|Le|Les|Nos|Os|Yo|Tú|Él|Ella|Ya|Que|Qué|No|Sí|Si|En|De|Del|Al|Es|Eso|Esto|Ese|Esta|Este|Mi|Tu|Su|Con|Por|Para|Pues|Pero|Hoy|Y|Como|Cuando|Donde|Ahora|Luego|Así|Aquí|Ahí|Allí|Hay|Todo|Nadie|Alguien|Quién|Cada|Otra|Otro)\b)[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?: [A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)?)"
_INF = rf"(?:(?!(?:cualquier|ayer|lugar|mujer|taller|alquiler|primer|tercer|hogar|par|mar|bar|ser|estar|poder|haber|tener|lunar|militar|familiar|escolar|particular|similar|popular|celular|dólar)\b)\w+[aeiáéí]r{PRONOUNS}\b)"
_ADV = r"(?:(?:ya|también|tú|usted|ustedes|vosotros|vos|yo|alguien|alguno|alguna|luego|después|ahora|entonces|por favor|de nuevo|otra vez|quizás?|mejor|antes|nosotros),? )*"


def _lead(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?i:{_WHOM}\b(?:{words}),?\s+{_ADV}(?P<work>{_INF}))")


_MAY = _lead(r"puede|podría|pueden|podrían|puedes|podés|podéis")
_MAY_YOU = re.compile(r"(?i:(?:me|nos)(?: (?:lo|la|los|las))? (?:puedes|podéis|podés)\b)")
"""What asks though nobody hears the mark."""
_LEADS: tuple[tuple[re.Pattern[str], Way], ...] = (
    (_lead(r"(?:alguien|alguno de (?:vosotros|ustedes)) (?:(?:me|te|se|le|les|lo|la|los|las|nos) ){0,2}(?:tiene que|tendrá que|tendría que|debería|puede|podría|quiere|se (?:encarga|ocupa) de|va a)|quién (?:puede|podría|quiere|se (?:encarga|ocupa) de|va a)|hay que|habría que|habrá que|hace falta|haría falta|faltan?(?:ría)?(?: por)?|quedan?(?:ría)?(?: pendiente)?(?: por)?|tocaría|toca|conviene|convendría|urge"), Way.NEED),
    (_lead(r"podrías|podríais|quieres|querrías?|querés|te importaría|le importaría|les importaría|os importaría|te importa|le importa|serías? tan amable de|sería posible|te animas a|te encargas(?: tú)? de|se encarga usted de|te ocupas(?: tú)? de|te acuerdas de|hazme el favor de|me haces el favor de|tienes que|tenés que|tenéis que|ustedes tienen que|usted tiene que|tendrías que|tendríais que|deberías|debes|no (?:te )?olvid[ea]s?(?: de)?|no se olvide de|no os olvidéis de|acuérda(?:te|os) de|acuérdese de|recuerda|encárgate de|ocúpate de|encargate de|procura|te toca(?: a ti)?|me lo puedes|usted(?: \w+)? (?:puede|podría)"), Way.ASK),
    (_MAY, Way.ASK),
    (_lead(r"me (?:encargo|ocupo|encargaré|ocuparé)(?: yo)?(?: personalmente)? de|me comprometo a|quedo en|voy a(?: tener que)?|voy yo a|tengo que|tendré que|debo|he de|prometo|me toca(?: a mí)?|me falta|me queda|pienso|paso a|intentaré|intento|me pongo a|vuelvo a|volveré a|no (?:me )?olvidar(?:me)?(?: de)?|acordarme de|apunto|(?:apuntar|anotar)(?: para mí)?:?|pendiente:?|lo que (?:sí )?(?:haré|voy a hacer|hago) es(?: volver a)?"), Way.PROMISE),
    (_lead(r"puedo|podría yo|puedo yo|me ofrezco a"), Way.OFFER),
    (_lead(r"tenemos que|tendremos que|tendríamos que|deberíamos|debemos|podemos|hemos de|vamos a(?: tener que)?|necesitamos"), Way.TOGETHER),
    (re.compile(rf"(?i:le toca a) {_NAME} (?P<work>{_INF})"), Way.GIVEN),
    (re.compile(rf"(?:^|, | y |: |; ){_NAME}(?i: {_WHOM}(?:va a|tiene que|tendrá que|debe|queda en|se (?:encarga|ocupa|encargará|ocupará|compromete|ofrece)(?: de| a)) (?P<work>{_INF}))"), Way.GIVEN),
)  # fmt: skip
"""The words that lead to an infinitive, and what they say of it."""
_WISHED = re.compile(
    rf"(?:(?i:\b(?:(?P<offers>quieres|queréis|quiere|quieren|querés|prefieres|preferís)|necesit(?:o|amos|aría)|quiero|quería|querría|quisiera|me gustaría|(?P<begs>(?:te|le|os|les) (?:pido|pediría|agradezco|agradecería|ruego|rogaría))|me (?:vendría|iría) (?:muy )?bien|hace falta|haría falta|necesito es|convendría|conviene|estaría bien|(?:sería|es|será) (?:bueno|mejor|conveniente|ideal|importante|necesario|urgente)|me interesa(?:ría)?) que|(?P<alone>^(?:(?:pues|y|entonces|vale|perfecto),? )?que))"
    rf" (?:{_NAME} )?(?:(?:tú|usted|yo|(?P<anyone>alguien|alguno de (?:vosotros|ustedes))) )?(?i:{_WHOM})(?P<verb>\w+)(?: {_NAME.replace('who', 'after')})?)"
)
_AND_HE = re.compile(rf" (?:y|e|,) {_NAME} (?:{_CLITIC} ){{0,2}}(?P<verb>[^\W\d_]+)\b")
"""Where what somebody else does follows: "Elena prepara la cena y Pablo lleva las mesas"."""
_OTHERS = frozenset({Way.ASK, Way.GIVEN, Way.NEED})
_AND_SEE = re.compile(r"^ver y (?=\w+[aei]r)")
_MARKS = re.compile(r"[,.;:?!]")
_AND_I = re.compile(rf"(?i: y (?:yo )?(?:{_CLITIC} ){{0,2}}(?P<verb>[^\W\d_]+)\b)")
"""Where what I do follows what another is to do: "mándame las fotos y hago el reclamo"."""
_POINTS = re.compile(r"(?:eso|esto|ello|todo|lo mío|lo demás)\b|\w+[aeiáéí]r(?:\w{2,5})?\b", re.IGNORECASE)
_TAKES_ON = re.compile(rf"{_NAME} (?i:se (?:encarga|ocupa|encargará|ocupará))(?=[,.;)]| de (?:eso|ello|esto)\b|$)")
_SEES_TO: tuple[tuple[re.Pattern[str], Way], ...] = (
    (re.compile(r"(?:^|[,.] |\b[Yy] )(?P<of>[Dd]el?) (?P<thing>[^,.?!]{3,60}?),? (?:ya )?(?i:me (?:encargo|ocupo|encargaré|ocuparé))\b"), Way.PROMISE),
    (re.compile(r"\b(?i:me (?:encargo|ocupo|encargaré|ocuparé))(?: yo)?(?: personalmente)? (?P<of>del?) (?P<thing>[^,.?!;]{3,60})"), Way.PROMISE),
    (re.compile(rf"{_NAME} (?i:se (?:encarga|ocupa|encargará|ocupará)) (?P<of>del?) (?P<thing>[^,.?!;]{{3,60}}?)(?=[,.?!;]|$| y [A-Z])"), Way.GIVEN),
    (re.compile(r"\b(?i:enc[áa]rgate|oc[úu]pate|encárguese|encargaos|encárguense)(?: tú| usted| vos)? (?P<of>del?) (?P<thing>[^,.?!;]{3,60})"), Way.ASK),
)  # fmt: skip
_AGREED = re.compile(rf"(?i:\b(?:quedamos|habíamos quedado|acordamos|dijimos) en? ?que (?:tú )?{_WHOM}(?P<verb>\w+)\b)")
_GOING_ON = re.compile(rf"(?i:{_WHOM}\bvoy (?P<stem>\w+)ando\b)")
_NOTED = re.compile(
    rf"(?i:(?:[-•] )?(?:(?:y|ah|ah y|nada|luego|también|después|además|pendiente|nota|tarea|acción|apuntar|otra cosa)[,:]? )*(?P<work>{_INF}))"
)
_ORDERS = re.compile(
    r"(?:^|[.:;] |, |\b(?i:y|pues|entonces) )(?:(?P<called>[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+, (?:por favor,? )?|(?i:por favor,? ))|(?i:(?:entonces|pues|y|vale|venga|bueno|sí),? ))?(?P<verb>[A-Za-zÁÉÍÓÚÑáéíóúñ]+)\b"
)
_DOES = re.compile(
    rf"(?:^|, | y |: |; |[Qq]ue |[Ee]ntonces |[Pp]ues ){_NAME} (?P<whom>(?:{_CLITIC} ){{0,2}})(?P<verb>[^\W\d_]+)\b"
)
_LEAD = r"(?:pues|entonces|hecho|vale|venga|luego|y|que|perfecto|genial|ahora|después|hoy|bueno|sí|claro|altiro|enseguida|también)"
_FINITE = re.compile(
    rf"(?i:(?:(?P<opens>^ *|[,.;:¿¡] *|\b{_LEAD} +|\b(?=quién ))(?:(?P<asks>quién|alguien) |(?P<you>tú|usted|ustedes|vosotros|vos) |(?P<yo>(?:yo|nosotros|ya|yo ya|yo mismo|yo misma|yo también|yo ahorita|ahorita) +))?|\b)(?P<no>(?:no|nunca|tampoco) )?{_WHOM}\b(?!{_LEAD}\b|ya\b|yo\b)(?P<verb>[^\W\d_]+)\b)"
)
_HELD = frozenset("di sal ven ve da den dé des vaya vayas vayan sea venga".split())
"""Orders that are mostly said for something else."""
_TO_ALL = re.compile(r"\w{2,}(?:ad|ed|id)")
"""An order to several: "traed"."""
_LOOK = re.compile(r"^echar\w* un (?:ojo|vistazo) (?P<al>al?) ")
_HAVE_SENT = re.compile(r"^hacer llegar\b")
_AGAIN = re.compile(r",? \w+l[oa]s?(?=[.,]|$)")
"""An order said twice: "ponlo, ponlo"."""
_NOT_HUNG = re.compile(r"(?i:\b(?:toca|falta|queda|importa|encarg|ocup|olvid|acu[eé]rd|hace|haría|gust)\w*)")
"""Before what the pronoun belongs to: "me toca abrir"."""
_DENIED = re.compile(r"(?i:\b(?:no|tampoco|nunca|ya no) (?:me |te |lo |la |se )*$)")
_YET = re.compile(r", pero\b")
"""What keeps from what we should do: "deberíamos pagarlo, pero tengo que consultarlo"."""
_SORRY = re.compile(r"(?i:\b(?:no puedo|pero (?:estoy|no|ahora)|imposible|ojalá)\b)")
_STATES = frozenset(
    "ir ver pensar esperar quedar venir proponer empezar salir volver mantener encargar ocupar conseguir encontrar informar presentar comentar obtener".split()
)
"""Verbs whose forms tell of no work by themselves: "voy", "lo veo bien"."""
_SENDS_WORD = frozenset({"decir", "pedir", "avisar", "preguntar", "recordar"})
"""What is work though only words follow: "le digo que venga"."""
_GOING = frozenset("ir venir salir volver quedar".split())
_WHERE = re.compile(r"(?: yo)? (?:al?|con|en|por) (?!\w+[aei]r\b)")
"""Where somebody goes, and with whom: then going is the work."""
_TO_WHOM = re.compile(r"(?: \w+)? al? (?!l[ao]s? \w+ de )")
"""Whom somebody tells or asks who is not there: "le pregunto al comercial"."""
_TELLING = frozenset(
    "decir contar comentar explicar preguntar indicar calcular añadir enseñar asegurar prometer advertir anunciar recordar recomendar demostrar señalar mencionar garantizar recomendar insistir".split()
)
"""What somebody does by saying it: "te cuento", "te pregunto"; work only with a thing: "se lo digo"."""
_NO_ORDER = frozenset(
    "mira mire miren mirad oye oiga oigan oíd perdona perdone perdonad espera espere esperad venga ven toma anda cuenta cuente cuenten dime dígame decidme cuéntame cuénteme contadme pasa pase pasad para siéntate siéntese fíjate fíjense imagínate imaginaos disculpa disculpe escucha deja déjame déjeme déjanos dejadme déjamelo dejámelo déjemelo déjalo dejalo déjala déjalos déjalas dejalas piensa vale pon ve vente acuérdate acuérdese acordaos encárgate ocúpate pónganse adelante llámame llámeme dame toca queda dale dele seguro".split()
)
"""What looks like an order and is none, or has a meaning of its own."""
_STOP = re.compile(
    r"(?i: (?:oye|oiga|vale|bueno|venga|perfecto|genial|estupendo|de acuerdo|gracias|entonces|no te preocupes|si querés|alguien (?:se|puede|tiene))\b|[?!;…]|\.(?!\d)| – |,? (?:porque|ya que|puesto que|pues|que si no|si no|pero|aunque|mientras|en cuanto|(?<!avisas )(?<!avisar )(?<!avisarme )(?<!aviso )(?<!avísame )cuando|apenas|a ver si|así que|por si acaso|y así|antes de (?:irme|nada)|o sea|es que|que (?:es cuando|(?:me he|nos hemos|me) quedad?[oa]? sin|ella|él|ellos|ellas|yo|quiere|es que|luego)|y ya(?: está| veremos| vemos)?|si (?:quieres|queréis|quieren|quiere|os parece|te parece|hiciera falta))\b"
    r"|(?:,|(?<!\b(?:mi|tu|su|el|la|al|un))(?<!\b(?:del|una))) (?:ingenier[oa]|doctora?|jefe|jefa|señora?|licenciad[oa]|compañer[oa]s?|chic[oa]s|muchachos)(?=[.,!?]|$)|, (?:que|si|no|eh|para que (?:lo |la |te |os |le |les )?(?:teng|sep|ve|est)\w+|vale|verdad|de acuerdo|sin falta|anda|hombre|mujer|majo|maja|claro|entonces|y (?:tú|vosotros|usted|ella|él|ellos|ellas|yo|nosotros|si|que salga|los|las|lo vemos)|a ser posible|como|por fa|con eso|gracias|o|ya|mejor|creo|digo|cuente|cuenta con)\b)"
    r"|, (?:(?:don|doña) )?[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?: [A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)?(?=[,.?!]|$| (?:el|la|los|las|lo) )"
)
_CLAUSE = re.compile(
    rf"(?i:(?P<not> no (?:tengo|puedo|hay|me|sé|creo|pasa)\b)|(?<!\by)(?<!\bque)(?<!\bsi)(?<!\bcomo)(?<!\bdonde),? (?:{_CLITIC} ){{1,2}}(?:(?P<may>puedes|podrías|podéis|puede)|(?P<verb>[^\W\d_]+))\b)"
)
_ASIDE = re.compile(
    r"(?i:(?<= )(?:por favor|por fa|porfa|yo mism[oa]|yo|tú|usted|nosotros|vosotros|ustedes|vos|cada un[oa]|todos|personalmente|ya|también|entonces|luego|pues|ahorita|ahora mismo|ahora|enseguida|cuanto antes|lo antes posible|si (?:puedes?|es posible|puede ser)(?! \w+[aei]r\b)|un momento|sin falta|a primera hora|de momento|por cierto|hoy mismo|mismo|eh)(?=[ ,.]))"
)
_TAIL = re.compile(
    r"(?i:(?:[ ,]+(?:y|o|que|de|del|a|al|el|la|los|las|para|por|en|con|como|antes|hasta|ya|si|se|muy tarde|a más tardar|mismo|misma|(?<!r )un|(?<!r )una))+$)"
)
_JOINED = re.compile(rf"(?i:(?P<and>(?<=\w) y (?:luego |después |ya )?){_WHOM}(?P<verb>[^\W\d_]+)\b)")
