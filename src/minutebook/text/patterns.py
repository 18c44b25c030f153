"""The standard ``re``, except that a pattern is compiled when it is first used: ``from minutebook.text import patterns as re``.

The package holds some 1,700 patterns, and a source needs a third of them: to compile them all takes as long as to read an hour of talk. Before those that
take long to look for stands a sieve.
"""

import re
from collections.abc import Callable
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from re import (
    ASCII,
    DOTALL,
    IGNORECASE,
    MULTILINE,
    Match,
    Pattern,
    escape,
    findall,
    finditer,
    fullmatch,
    match,
    search,
    split,
    sub,
)
from sys import intern
from typing import Any, AnyStr, Generic, cast

from minutebook.text import compiled

__all__ = [
    "ASCII",
    "DOTALL",
    "IGNORECASE",
    "MULTILINE",
    "Match",
    "Pattern",
    "compile",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "search",
    "split",
    "sub",
]


SIEVED = ("search", "finditer", "findall", "sub")
"""What a pattern does in a text that may hold it anywhere."""
KEPT = 1 << 12
"""Texts whose words are kept for the next pattern: those of an hour of talk."""


def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:  # noqa: A001 - as in ``re``
    """The pattern, to be used as a compiled one. A mistake in it shows at its first use; a match's ``re`` is another object."""
    return cast("Pattern[AnyStr]", _Late(pattern, flags))


class _Late(Generic[AnyStr]):
    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = pattern
        self._flags = flags

    @cached_property
    def _compiled(self) -> Pattern[AnyStr]:
        return cast("Pattern[AnyStr]", compiled.compile_or_read(self.pattern, self._flags))

    def __getattr__(self, name: str) -> Any:
        """What a compiled pattern has by this name; from then on it is found at once."""
        found = getattr(self._compiled, name)
        if name in SIEVED and isinstance(self.pattern, str):
            needed = read_sieves().get(compiled.key_of(self.pattern, self._flags))
            found = found if needed is None else sieve(found, frozenset(needed.split()), self._flags)
        setattr(self, name, found)
        return found


def sieve(found: Callable[..., Any], needed: frozenset[str], flags: int) -> Callable[..., Any]:
    """What a pattern does, ``found``, but at once where a whole text holds none of the words that the pattern needs: a word is sooner looked up than a pattern is searched for."""
    words = words_in_any_case if flags & IGNORECASE else words_in
    lacks = needed.isdisjoint

    def search(text: str, *where: int) -> Any:
        return None if not where and lacks(words(text)) else found(text, *where)

    def findall(text: str, *where: int) -> Any:
        return [] if not where and lacks(words(text)) else found(text, *where)

    def finditer(text: str, *where: int) -> Any:
        return iter(()) if not where and lacks(words(text)) else found(text, *where)

    def sub(by: Any, text: str, count: int = 0) -> Any:
        return text if lacks(words(text)) else found(by, text, count)

    sieved: dict[str, Callable[..., Any]] = {"search": search, "findall": findall, "finditer": finditer, "sub": sub}
    return sieved[found.__name__]


@lru_cache(KEPT)
def words_in(text: str) -> frozenset[str]:
    """The words of a text, as a pattern's word edges part them."""
    return frozenset(map(intern, text.translate(_GAPS).split() if text.isascii() else _WORD.findall(text)))


@lru_cache(KEPT)
def words_in_any_case(text: str) -> frozenset[str]:
    """The words of a text in small letters, those in ASCII as a pattern finds them that heeds no case."""
    return words_in((text if text.isascii() else text.translate(ALIKE)).lower())


@cache
def read_sieves() -> dict[str, str]:
    """The words that patterns need, by the pattern's key; which patterns have some, and which, training/sieve.py tells."""
    text = files("minutebook.text").joinpath("data", "sieve.txt").read_text(encoding="utf-8")
    lines = (line.partition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {key: words for key, _, words in lines}


_WORD = re.compile(r"\w+")
_GAPS = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")}
ALIKE = str.maketrans("\u212a\u017f\u0130\u0131", "ksii")
"""Letters that a pattern which heeds no case takes for others, as those others."""
