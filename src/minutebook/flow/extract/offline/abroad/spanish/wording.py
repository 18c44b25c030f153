"""How a piece of work that somebody spoke of in Spanish is worded for a reader: names and things for the pronouns that hang on its verb."""

from functools import partial

from minutebook.flow.extract.offline.abroad.said import Voices
from minutebook.flow.extract.offline.abroad.spanish.verbs import THINGS, WHOM, bare, read_verbs
from minutebook.text import patterns as re

NEAR = 3
"""Sentences back in which stands what "lo" or "la" means."""


def word_work(words: str, voices: Voices) -> str:
    """The words of a piece of work with names for pronouns, as far as sure; empty where nothing is left that stands by itself."""
    verb, _, rest = words.partition(" ")
    base, whom, thing = unhang(verb)
    rest = _with_names(rest, voices)
    object_ = _meant(thing, voices) if thing and not _HAS_OBJECT.match(rest) else None
    if thing and not object_:
        base = f"{base}{thing}"
    to = _receiver(whom, rest, voices)
    if whom in _SELF and to is None and (voices.owner and _self(whom, voices)):
        base = f"{base}se"
    told = " ".join(part for part in (base, f"a {to}" if to else "", object_ or "", rest) if part)
    return _inner(told)


def unhang(verb: str) -> tuple[str, str, str]:
    """An infinitive without its pronouns, whom it serves, and what it is done to: "mandárselo" is "mandar", "se", "lo"."""
    match = _HUNG.fullmatch(verb)
    if match is None or not read_verbs().is_infinitive(verb.lower()):
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


def _inner(words: str) -> str:
    """The words with bare infinitives after "y", whose pronouns nobody needs."""
    return _AND.sub(lambda match: f"{match['and']}{_bare_verb(match['verb'])}", words)


def _bare_verb(verb: str) -> str:
    base, _, thing = unhang(verb)
    return f"{base}{thing}"


def _with_names(rest: str, voices: Voices) -> str:
    for pattern, name in ((_ME, voices.speaker), (_YOU, voices.other)):
        rest = pattern.sub(partial(_named, name), rest) if name else rest
    return rest


def _named(name: str, match: re.Match[str]) -> str:
    return f"{match['to'] or 'con'} {name}"


def _meant(thing: str, voices: Voices) -> str | None:
    """The thing that "lo", "la", "los" or "las" means: the nearest one said before of its gender and number."""
    for sentence in list(reversed(voices.before))[:NEAR]:
        found = [match for match in _THING.finditer(sentence) if _agrees(match, thing)]
        if found:
            return _definite(found[-1], thing)
    return None


def _agrees(match: re.Match[str], thing: str) -> bool:
    if match["noun"].lower() in _NO_THINGS:
        return False
    article = match["article"].lower()
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
_AND = re.compile(r"(?P<and> y )(?P<verb>\w+[aeiáéí]r(?:me|nos|te|os|le|les|se)(?:lo|la|los|las)?)\b")
_ARTICLES = {
    "el": "lo", "del": "lo", "al": "lo", "un": "lo", "este": "lo", "ese": "lo", "aquel": "lo", "nuestro": "lo",
    "la": "la", "una": "la", "esta": "la", "esa": "la", "nuestra": "la",
    "los": "los", "unos": "los", "estos": "los", "esos": "los", "nuestros": "los",
    "las": "las", "unas": "las", "estas": "las", "esas": "las", "nuestras": "las",
}  # fmt: skip
_AMBIGUOUS = frozenset("dos tres cuatro cinco seis diez mis tus sus varios varias".split())
_NO_THINGS = frozenset(
    "lunes martes miércoles jueves viernes sábado domingo día días semana semanas mes año mañana tarde noche vez veces cosa cosas verdad favor momento parte reunión gente idea problema tema resto menos que de es mí ti otro otra punto lado final principio mismo misma hora minuto minutos".split()
)
_OF = r"(?: (?:de|del|de la|de los|de las|para (?:el|la|los|las)) [a-záéíóúñ]{3,}(?<!lunes)(?<!martes)(?<!jueves)(?<!viernes)(?<!mañana))?"
_THING = re.compile(
    rf"\b(?P<article>{'|'.join(sorted((*_ARTICLES, *_AMBIGUOUS), key=len, reverse=True))}) (?:(?:nuev|primer|últim|otr|mism)[oa]s? )?(?P<noun>[a-záéíóúñ]{{3,}}){_OF}",
    re.IGNORECASE,
)
