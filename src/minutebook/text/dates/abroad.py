"""Days that German, French and Spanish words name, told in English: "bis Freitag", "am 12. Mai", "avant le 12", "la semaine prochaine", "antes del viernes"."""

from collections.abc import Iterator

from minutebook.text import patterns as re
from minutebook.text.dates.english import NONE, Words
from minutebook.text.dates.french import FRENCH
from minutebook.text.dates.german import GERMAN
from minutebook.text.dates.spanish import SPANISH


def find_abroad(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a text names a day in German, French or Spanish, and the same in English ("" for a day gone by); the longest come first."""
    text = text.translate(re.ALIKE)
    lower = text.lower()
    for words in (GERMAN, FRENCH, SPANISH):
        if words.here.search(lower):
            for pattern, read in words.phrases:
                for match in pattern.finditer(text):
                    yield match.start(), match.end(), NONE if _is_gone(match, words) else read(match, words)


def _is_gone(match: re.Match[str], words: Words) -> bool:
    """Whether a phrase names no day to come, by its own words or by those before it."""
    if words.gone.search(match[0]):
        return True
    before = (match.string, 0, match.start())
    if words.since.search(*before) is None:
        return False
    to_come = (words.after_event and words.after_event.search(*before)) or (words.firm and words.firm.search(match[0]))
    return not to_come
