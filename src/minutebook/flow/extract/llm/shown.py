"""Whether the items that a sentence cites show it: its quote stands in one of them, its words, names, numbers and days in them together."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from itertools import pairwise

from minutebook.flow.extract.ground import CAPITALISING, bare_words, numbers_of
from minutebook.flow.extract.llm.answer import Cited
from minutebook.flow.extract.llm.cited import Item
from minutebook.flow.extract.llm.passage import carries
from minutebook.text import patterns as re
from minutebook.text.dates import DateKind, find_dates
from minutebook.text.names import fold, lexicon
from minutebook.text.words import STOP_WORDS, split_words

WORDS_SHOWN = 0.5
"""Share of a sentence's content words that must stand in the items that it cites."""
_SMALL = dict(zip("two three four five six seven eight nine".split(), range(2, 10), strict=True))
_SPOKEN = re.compile(rf"(?<![\w-])(?:{'|'.join(_SMALL)})(?![\w-])", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STARTS = re.compile(r"(?:\A|[.!?:;]\s+)[\"“‘(]*")
_DAYS = frozenset("mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec".split())
"""Beginnings of the names of weekdays and months, which items write short."""
_DOES = frozenset(
    "is was has had will would can could shall should must may owes wants asks asked says said needs promised".split()
)
"""What follows a name that a sentence begins with."""
_ANYBODY = frozenset(
    "nobody nothing none neither either everybody everyone everything somebody someone something anybody anyone another others".split()
)


def find_shown(
    said: Cited, items: Sequence[Item], day: date, known: Sequence[str] = (), language: str = ""
) -> tuple[int, ...]:
    """The cited items that show a sentence; none where they do not.

    ``known``: texts whose words, names and numbers it may use besides; ``day``: on which it is written;
    ``language``: in which it was asked for, where the items need not be in it: then its quote stands for its plain words.
    """
    cited = [n for n in dict.fromkeys(said.u) if 0 <= n < len(items)]
    quoted = [n for n in cited if carries(items[n].text, said.quote)]
    if not quoted or not said.text.strip():
        return ()
    texts = [*known, *(part for n in cited for part in (items[n].about, items[n].day, items[n].text))]
    words = _words([said.text])
    fits = (
        len(words & _words(texts)) >= WORDS_SHOWN * len(words) or _is_other(language),
        find_figures([_without_days(said.text, day)]) <= find_figures(texts),
        not any(_strange_names(said.text, texts, nouns=bool(CAPITALISING.search(language)))),
        not any(_strange_days(said.text, texts, day, [items[n] for n in cited])),
    )
    if not all(fits):
        return ()
    own = _words(known)
    return tuple(n for n in cited if n in quoted or words & _words([items[n].text]) - own)


def _is_other(language: str) -> bool:
    return bool(language) and not fold(language).startswith("english")


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in bare_words(text))


def find_figures(texts: Iterable[str]) -> frozenset[int]:
    """The numbers that texts have, spoken ones too, from two on."""
    return frozenset(number for text in texts for number in _numbers(text))


def _without_days(text: str, day: date) -> str:
    """A text without the days that it names: they are compared as days."""
    for span in reversed(find_dates(text, day)):
        text = f"{text[: span.start]}…{text[span.end :]}" if span.value else text
    return text


def _numbers(text: str) -> Iterator[int]:
    yield from numbers_of(text)
    yield from (_SMALL[found.lower()] for found in _SPOKEN.findall(text))


def _strange_names(text: str, texts: Iterable[str], *, nouns: bool) -> Iterator[str]:
    """Words of a sentence that are names by their capital, or that can only be names, and that the texts do not have.

    ``nouns``: a capital says nothing, as every noun has one.
    """
    told = frozenset(_form(word) for each in texts for word in _WORD.findall(each))
    short = frozenset(word[:3] for word in told)
    starts = {match.end() for match in _STARTS.finditer(text)}
    for match, following in pairwise((*_WORD.finditer(text), None)):
        assert match is not None
        word = _form(match[0])
        if (
            not match[0][0].isupper()
            or word in told
            or word.replace("'", "") in STOP_WORDS | _ANYBODY
            or len(word) == 1
        ):
            continue
        if word[:3] in _DAYS & short and word.startswith(tuple(_LONG_DAYS)):
            continue
        after = following[0].lower() if following else ""
        if lexicon().is_name(word) or (not nouns and (match.start() not in starts or after in _DOES)):
            yield match[0]


_LONG_DAYS = "mon tue wed thu fri sat sun january february march april may june july august september october november december".split()


@cache
def _form(word: str) -> str:
    """A word as two spellings of it have it in common: without what says that something is somebody's."""
    return fold(word).replace("’", "'").removesuffix("'s").removesuffix("'")


def _strange_days(text: str, texts: Sequence[str], day: date, items: Sequence[Item]) -> Iterator[str]:
    """Days that a sentence names and the texts do not, read as of its own day or of theirs."""
    told = {(found.month, found.day) for found in (*find_days(texts, day), *_own_days(items))}
    names = {word[:3] for each in texts for word in split_words(each)} & _DAYS
    for span in find_dates(text, day):
        if span.value is None or (span.value.month, span.value.day) in told:
            continue
        named = {word[:3] for word in split_words(span.text)} & _DAYS
        if span.kind is not DateKind.WEEKDAY or not named <= names:
            yield span.text


def _own_days(items: Iterable[Item]) -> Iterator[date]:
    for item in items:
        with suppress(ValueError):  # people write what they like for a note's day
            yield from find_days([item.text], date.fromisoformat(item.day))


def find_days(texts: Iterable[str], day: date) -> frozenset[date]:
    """The days that texts name, as said on ``day``."""
    return frozenset(span.value for text in texts for span in find_dates(text, day) if span.value)
