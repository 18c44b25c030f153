"""How a piece of work that somebody spoke of in Spanish is worded for a reader: names and things for the pronouns that hang on its verb."""

from collections.abc import Sequence
from functools import partial

from minutebook.flow.extract.offline.abroad.said import Voices
from minutebook.flow.extract.offline.abroad.spanish.verbs import THINGS, WHOM, bare, read_verbs
from minutebook.text import patterns as re

NEAR = 4
"""Sentences back in which stands what "lo" or "la" means."""


def refer_work(words: str, before: Sequence[str]) -> str:
    """The words of a piece of work with the thing for "lo", "la", "los" or "las", where one was named just before."""
    verb, _, rest = words.partition(" ")
    base, whom, thing = unhang(verb)
    if not thing and _ONE.fullmatch(rest):
        meant = _meant("la" if rest.endswith("a") else "lo", before)
        return f"{verb} {rest} {meant.partition(' ')[2]}" if meant else words
    if not thing or _HAS_OBJECT.match(rest):
        return words
    if base in _PEOPLE:
        somebody = _meant(thing, before, _SOMEBODY)
        return f"{base} {_to(somebody)} {rest}".strip() if somebody else words
    if base in _ASKING and thing == "lo" and (asked := _whether(before)):
        return " ".join(part for part in (f"{base}{whom}", rest, asked) if part)
    if base in _SAYING and thing == "lo":
        told = next(filter(None, (_TOLD.search(sentence) for sentence in reversed(before[-NEAR:]))), None)
        to = rest if rest.startswith(("a ", "al ")) else f"a {told['who']}" if told and told["who"] else ""
        return f"{base} {to} que {told['work'].strip(' .')}" if told and to else ""
    meant = _meant(thing, before)
    return " ".join(part for part in (f"{base}{whom}", meant, rest) if part) if meant else words


def word_work(words: str, voices: Voices) -> str:
    """The words of a piece of work with names for pronouns, as far as sure; empty where nothing is left that stands by itself."""
    verb, _, rest = words.partition(" ")
    base, whom, thing = unhang(verb)
    if base == "venir" and _WITH_ME.match(rest):
        base = "ir"
    rest = _with_names(rest, voices)
    to = _receiver(whom, rest, voices) if base in _REACHES else None
    itself = whom in _SELF and to is None and (base in _ONESELF or (voices.owner and _self(whom, voices)))
    told = " ".join(part for part in (f"{base}{'se' if itself else ''}{thing}", f"a {to}" if to else "", rest) if part)
    return _AND.sub(lambda match: f"{match['and']}{_bare_verb(match['verb'])}", told)


def unhang(verb: str) -> tuple[str, str, str]:
    """An infinitive without its pronouns, whom it serves, and what it is done to: "mandárselo" is "mandar", "se", "lo"."""
    match = _HUNG.fullmatch(verb)
    if match is None:
        return verb, "", ""
    hung = f"{match['whom'] or ''}{match['thing'] or ''}"
    return (bare(verb, hung) if hung else verb), match["whom"] or "", match["thing"] or ""


def _self(whom: str, voices: Voices) -> bool:
    """Whether the one who does the work is the one whom a pronoun means."""
    return voices.owner == (voices.speaker if whom == "me" else voices.other if whom == "te" else None)


def _receiver(whom: str, rest: str, voices: Voices) -> str | None:
    """The name of the one for whom something is done, where the words do not name them."""
    if not whom or _TO.search(rest):
        return None
    if whom == "me":
        return voices.speaker if voices.speaker != voices.owner else None
    if whom == "te":
        return voices.other if voices.other != voices.owner else None
    if whom in {"le", "se"}:
        named = [name for name in voices.named if name not in {voices.speaker, voices.owner}]
        return named[-1] if named else (voices.other if voices.other != voices.owner else None)
    return None


def _bare_verb(verb: str) -> str:
    base, _, thing = unhang(verb)
    return f"{base}{thing}"


def _with_names(rest: str, voices: Voices) -> str:
    for pattern, name in ((_ME, voices.speaker), (_YOU, voices.other)):
        rest = pattern.sub(partial(_named, name), rest) if name else rest
    return rest


def _named(name: str, match: re.Match[str]) -> str:
    return f"{match['to'] or 'con'} {name}"


def _to(somebody: str) -> str:
    return f"al {somebody[3:]}" if somebody.startswith("el ") else f"a {somebody}"


def _meant(thing: str, before: Sequence[str], kind: re.Pattern[str] | None = None) -> str | None:
    """The thing that "lo", "la", "los" or "las" means: the nearest one said before of its gender and number."""
    for sentence in reversed(before[-NEAR:]):
        found = [match for match in _THING.finditer(sentence) if _agrees(match, thing)]
        found = [match for match in found if kind is None or kind.fullmatch(match["noun"].lower())]
        if found:
            return _definite(found[-1], thing)
        if kind is None and (object_ := _OBJECT.match(sentence)) and object_["noun"].endswith(_PLURALS.get(thing, "?")):
            return f"{thing} {object_['noun']}"
    return None


def _whether(before: Sequence[str]) -> str | None:
    """What somebody said that they do not know: "no sé si el camión viene o no" is "si el camión viene"."""
    found = (_UNKNOWN.search(sentence) for sentence in reversed(before[-NEAR:]))
    return next((match["asked"] for match in found if match), None)


def _agrees(match: re.Match[str], thing: str) -> bool:
    noun = match["noun"].lower()
    article = match["article"].lower()
    if article in _CLITICS and (read_verbs().is_form(noun) or (article != "la" and not noun.endswith("s"))):
        return False
    if noun in _NO_THINGS or _FORM.search(noun) or _NOT_OF.search(match.string, 0, match.start()):
        return False
    if article in _AMBIGUOUS:
        ending = "os" if thing == "los" else "as"
        return thing in {"los", "las"} and match["noun"].lower().endswith((ending, "es"))
    return _ARTICLES.get(article) == thing


def _definite(match: re.Match[str], thing: str) -> str:
    """A thing as one speaks of it the second time: "una lona" is "la lona"."""
    rest = match[0][len(match["article"]) :]
    return f"{'el' if thing == 'lo' else thing}{rest}"


_HUNG = re.compile(rf"\w+?[aeiáéí]r(?P<whom>{'|'.join(WHOM)})?(?P<thing>{'|'.join(THINGS)})?")
_SELF = frozenset({"me", "te", "se"})
_HAS_OBJECT = re.compile(r"(?:el|la|los|las|un|una|unos|unas) ", re.IGNORECASE)
_TO = re.compile(r"(?:^| )(?:al?|con) (?!las? \w+ de la (?:mañana|tarde)|las? (?:una|dos|tres|diez))", re.IGNORECASE)
_ME = re.compile(r"\b(?:(?P<to>a|para|de|por) mí|conmigo)\b", re.IGNORECASE)
_YOU = re.compile(r"\b(?:(?P<to>a|para|de|por) (?:ti|usted|vos)|contigo)\b", re.IGNORECASE)
_PEOPLE = frozenset({"llamar", "avisar", "ver", "invitar", "acompañar", "convencer", "ayudar", "visitar"})
"""What is done to people: "lo" and "la" are somebody."""
_ONE = re.compile(r"una|uno|otra|otro")
"""What stands for a thing of a kind: "buscar una"."""
_SOMEBODY = re.compile(
    r"\w+(?:or|ora|ista|ero|era|nte|nta|logo|loga)s?|hij[oa]s?|madre|padre|padres|herman[oa]s?|marido|mujer|señora?s?|clientes?|técnic[oa]s?|médic[oa]s?|vecin[oa]s?|abogad[oa]s?|jef[ea]s?|chic[oa]s?|familias?|socio|socia|notari[oa]|arquitect[oa]s?|alcalde|alcaldesa|alumn[oa]s?"
)
"""Nouns of people."""
_SAYING = frozenset({"decir", "comentar", "pedir", "explicar", "preguntar"})
_ASKING = frozenset({"confirmar", "preguntar", "consultar", "averiguar", "comprobar", "verificar"})
_UNKNOWN = re.compile(
    r"(?i:\bno (?:lo )?(?:sé|sabemos|tengo claro|tenemos claro)\b(?: todavía| aún)?(?: es)?,? (?P<asked>si [^,.?!;]{6,60}?))(?: o no)?(?=[,.?!;]|$)"
)
_REACHES = frozenset(
    "mandar enviar pasar dar decir entregar avisar contar explicar enseñar llamar escribir pedir confirmar devolver reenviar traer facilitar prestar comentar preguntar responder contestar presentar consultar indicar marcar compartir pagar ofrecer proponer recordar notificar informar adelantar mostrar hablar transferir cubrir sustituir acompañar ayudar invitar subir llevar cotizar despachar remitir".split()
)
"""What is done to somebody, whom a reader wants named."""
_ONESELF = frozenset({"quedar", "ocupar", "encargar", "ir", "reunir", "acercar", "escapar"})
"""What one does with oneself."""
_TOLD = re.compile(
    r"(?:^|[,.:] )[Qq]ue (?:(?P<who>[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+) )?(?P<work>(?:l[aeo]s? |nos |me |se )*[a-záéíóúñ]+(?:en?|an?)\b[^.?!,]*)"
)
_WITH_ME = re.compile(r"conmigo\b", re.IGNORECASE)
_FORM = re.compile(r"(?:áis|éis|[aei]mos|aron|ieron|aban|íamos|aría[ns]?|ería[ns]?|[aei]ría[ns]?)$")
"""How forms of verbs end before which "los" is no article: "los necesitáis"."""
_NOT_OF = re.compile(r"\b(?:al?|(?<!\blo )de|es|eres|son|soy) $", re.IGNORECASE)
"""Before what is no thing that something is done to: a person, a place, a name for something."""
_AND = re.compile(r"(?P<and> y )(?P<verb>\w+[aeiáéí]r(?:me|nos|te|os|le|les|se)(?:lo|la|los|las)?)\b")
_ARTICLES = {
    "el": "lo", "un": "lo", "este": "lo", "ese": "lo", "aquel": "lo", "nuestro": "lo",
    "la": "la", "una": "la", "esta": "la", "esa": "la", "nuestra": "la",
    "los": "los", "unos": "los", "estos": "los", "esos": "los", "nuestros": "los",
    "las": "las", "unas": "las", "estas": "las", "esas": "las", "nuestras": "las",
}  # fmt: skip
_CLITICS = frozenset({"la", "los", "las"})
"""Articles that stand before verbs as well, for what was spoken of."""
_AMBIGUOUS = frozenset("dos tres cuatro cinco seis diez mis tus sus varios varias".split())
_OBJECT = re.compile(r"\w+[aeiáéí]r (?P<noun>[a-záéíóúñ]{4,}s)\b")
"""What is done to several things without an article: "presentar alternativas"."""
_PLURALS = {"los": "os", "las": "as"}
_NO_THINGS = frozenset(
    "poco mucho bastante par montón rato lunes martes miércoles jueves viernes sábado domingo día días semana semanas mes año mañana tarde noche vez veces cosa cosas verdad favor momento parte reunión gente ocho diez once doce trece catorce quince veinte dos tres cuatro cinco seis siete nueve treinta cuarenta cincuenta cien doscientos trescientos cuatrocientos quinientos mil resto sol año pasado idea problema tema resto menos que de es mí ti otro otra punto lado final principio mismo misma hora minuto minutos".split()
)
_KIND = r"(?: [a-záéíóúñ]{2,}(?:(?:iv|ic|ari|os|ad|id|evi|nuev|tern|ntig)[oa]s?|(?:al|ble|ante|ente)(?:es|s)?)\b)?"
"""What kind of thing: "la memoria anual", "el contrato firmado"."""
_OF = r"(?: (?:de los|de las|de la|del|de|para (?:el|la|los|las)) (?!l[ao]s? |una? )(?:(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez) )?[a-záéíóúñ]{3,}(?<!lunes)(?<!martes)(?<!jueves)(?<!viernes)(?<!mañana))?"
_THING = re.compile(
    rf"\b(?P<article>{'|'.join(sorted((*_ARTICLES, *_AMBIGUOUS), key=len, reverse=True))}) (?:(?:nuev|primer|últim|otr|mism)[oa]s? )?(?P<noun>[a-záéíóúñ]{{3,}}){_KIND}{_OF}",
    re.IGNORECASE,
)
