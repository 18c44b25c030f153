"""What a text weighs: its content words, and the details (numbers, names, dates) that make it worth keeping."""

from functools import cache, lru_cache

from minutebook.flow.extract.offline.words.lexicon import plain, read_lexicon
from minutebook.text import patterns as re

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_NUMBER_WORDS = frozenset(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million "
    "billion half quarter percent per cent double dozen".split()
)
_DATE = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december|\w+(?:teenth|tieth|ty-(?:first|second|third|\w+th))|(?:\d+(?:st|nd|rd|th))"
    r"|the (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)(?= of\b|[.,;?!]|$)|weeks?|months?|years?|easter|christmas)\b"
)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]+")


@lru_cache(maxsize=8192)
def content(text: str) -> tuple[str, ...]:
    """The content words of a text, folded, in order."""
    skip = _function_words()
    return tuple(word for word in _words(text) if word not in skip and len(word) > 1)


@lru_cache(maxsize=8192)
def numbers(text: str) -> int:
    """How many number words and figures a text has."""
    return sum(word[0].isdigit() or word in _NUMBER_WORDS for word in _words(text))


@lru_cache(maxsize=8192)
def detail(text: str) -> int:
    """How many details a text has: numbers, dates, names inside it."""
    return min(numbers(text), 3) + min(len(_DATE.findall(plain(text))), 2) + min(len(_NAME.findall(text)), 2)


@cache
def _function_words() -> frozenset[str]:
    return read_lexicon().function_words


def _words(text: str) -> list[str]:
    return _WORD.findall(plain(text))
