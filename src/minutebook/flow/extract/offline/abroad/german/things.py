"""What German pronouns stand for: the things that were named before, by their gender, as the articles show it."""

from collections.abc import Iterator, Sequence

import msgspec

from minutebook.text import patterns as re


class Thing(msgspec.Struct, frozen=True):
    """``genders`` of "m", "f", "n" and "p"; ``words`` are the accusative without its article; ``placed``: it stands behind a preposition."""

    genders: str
    words: str
    placed: bool


def find_things(text: str) -> Iterator[Thing]:
    """The things of a sentence, in order."""
    for match in _PHRASE.finditer(text):
        article = match["article"].lower()
        placed = (match["before"] or "").islower() or article in _JOINED
        if match["before"] and match["before"][:1].isupper() and text[: match.start()].rstrip(" .?!:"):
            continue  # a genitive: "der Entwurf der Vereinbarung"
        genders = _genders(article, placed=placed)
        adjective = match["adjective"] or ""
        noun = f"{match['noun']}{match['of'] or ''}"
        kept = adjective if article in {"den", "die", "das"} and not placed else ""
        yield Thing(genders, f"{kept}{noun}", placed)


def _genders(article: str, *, placed: bool) -> str:
    article = _POSSESSIVE.sub("ein", article)
    if article == "der":
        return "f" if placed else "m"
    if article == "den":
        return "mp" if placed else "m"
    return next(genders for ending, genders in _GENDERS.items() if article.endswith(ending))


def thing_for(pronoun: str, before: Sequence[str]) -> str:
    """The thing that a pronoun stands for, with its article: of the sentence nearest, what stands behind no preposition first; empty where none fits."""
    article, genders = PRONOUNS[pronoun]
    for text in reversed(before):
        things = [
            thing for thing in find_things(text) if thing.genders in {"m", "f", "n", "fp", "nm"} or pronoun == "ihm"
        ]
        fitting = [thing for thing in things if not set(genders).isdisjoint(thing.genders)]
        if pronoun in {"das", "es"} and things and things[-1] not in fitting:
            return ""  # "das" may mean whatever was said
        if fitting:
            free = [thing for thing in fitting if not thing.placed]
            return f"{article} {(free or fitting)[-1].words}".strip()
    return ""


def last_thing(before: Sequence[str]) -> str:
    """The thing that was spoken of last, with its article in the accusative: the first of the sentence nearest that names one."""
    for text in reversed([text for text in before if not text.endswith("?")]):
        free = [thing for thing in find_things(text) if not thing.placed]
        if free:
            article = {"m": "den", "n": "das", "nm": "das", "mn": "das"}.get(free[0].genders, "die")
            return f"{article} {free[0].words}"
    return ""


PRONOUNS = {
    "ihn": ("den", "m"),
    "den": ("den", "m"),
    "sie": ("die", "fp"),
    "die": ("die", "fp"),
    "es": ("das", "n"),
    "das": ("das", "n"),
    "ihm": ("dem", "mn"),
}
_JOINED = frozenset("im am zum beim vom ins ans aufs zur".split())
_GENDERS = {"zur": "f", "ins": "n", "ans": "n", "aufs": "n", "das": "n", "einen": "m", "einem": "mn", "einer": "f", "eine": "fp", "ein": "nm", "dem": "mn", "die": "fp", "m": "mn", "en": "mp", "er": "f", "e": "fp", "": "nm"}  # fmt: skip
"""By how an article ends."""
_POSSESSIVE = re.compile(r"^(?:mein|dein|unser|kein|sein|ihr)(?=$|e)")
_PHRASE = re.compile(
    r"(?:\b(?P<before>[A-ZÄÖÜ][a-zäöüß]+|(?i:in|an|auf|mit|von|bei|nach|aus|zu|vor|für|über|unter|um|durch|gegen|ohne|wegen|seit|neben|hinter|zwischen)) )?"
    r"\b(?P<article>(?i:der|die|das|den|dem|ein|eine|einen|einem|einer|im|am|zum|beim|vom|ins|ans|aufs|zur|mein\w{0,2}|dein\w{0,2}|unser\w{0,2}|diese[nrsm]?|kein\w{0,2}|zwei|drei|vier|fünf|sechs|acht|zehn|die zwei|die beiden)) "
    r"(?P<adjective>(?:[a-zäöüß]+(?:e|en|er|es|em) ){0,2})"
    r"(?P<noun>(?!Jahr|Uhr|Tag|Woche|Monat|Moment|Ding|Sache|Thema|Mal|Herrn?\b|Frau\b|Punkt|Anfang|Ende|Rest|Zeit\b|Fall\b|Haus\b|Recht\b|Hand\b|Problem|Januar|Februar|März|April|Mai\b|Juni|Juli|August|September|Oktober|November|Dezember|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag)[A-ZÄÖÜ][\wäöüß-]+)"
    r"(?P<of> (?:des|der|vom|von|für|zum|zur|fürs) (?:(?:den|die|das|dem|der) )?(?:[a-zäöüß]+e[nrs]? )?[A-ZÄÖÜ][\wäöüß-]+)?"
)
