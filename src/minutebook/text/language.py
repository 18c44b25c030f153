"""The language of a text that may be German, French or Spanish, by its commonest words."""

from collections.abc import Iterable
from enum import StrEnum

FEWEST = 3
"""Words of a language that a text holds at least, and more than of English."""


class Language(StrEnum):
    GERMAN = "de"
    FRENCH = "fr"
    SPANISH = "es"


def find_language(words: Iterable[str]) -> Language | None:
    """The language of words in small letters where it is German, French or Spanish."""
    told = list(words)
    counts = {language: sum(word in common for word in told) for language, common in _COMMON.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] >= FEWEST and counts[best] > sum(word in _ENGLISH for word in told) else None


_COMMON = {
    Language.GERMAN: frozenset(
        "ich wir sie ihnen und der die das den dem ist nicht bitte mit für auf ein eine einen zu zum von uns mir dir du am bis haben hat wird werden noch schon auch nach bei wenn dass grüße grüßen sehr".split()
    ),
    Language.FRENCH: frozenset(
        "je nous vous le la les des du de et est une un pour avec votre vos merci dans que qui sur ne pas au aux en il elle mon notre par bonjour cordialement avant".split()
    ),
    Language.SPANISH: frozenset(
        "el la los las de del que y en un una por para con no se le les me te nos su sus lo al es está están muy gracias hola saludos saludo usted favor antes más pero hay tu tus mi estimado estimada hasta yo".split()
    ),
}
_ENGLISH = frozenset(
    "the and you to of is in for it we i on that with please your be have will can this are at".split()
)
