"""Days that German, French and Spanish words name, told in English: "bis Freitag", "am 12. Mai", "avant le 12", "la semaine prochaine", "antes del viernes"."""

from collections.abc import Iterator

from minutebook.text.dates.french import find_french
from minutebook.text.dates.german import find_german
from minutebook.text.dates.spanish import find_spanish
from minutebook.text.patterns import ALIKE


def find_abroad(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a text names a day in German, French or Spanish, and the same in English ("" for a day gone by); the longest come first."""
    text = text.translate(ALIKE)
    yield from find_german(text)
    yield from find_french(text)
    yield from find_spanish(text)
