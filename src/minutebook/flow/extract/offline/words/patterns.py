"""The data files of one ability: ``data/<language>/<ability>.toml`` as patterns, weights or words."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from minutebook.flow.extract.offline.words.data import DATA
from minutebook.flow.extract.offline.words.lexicon import any_of
from minutebook.text import patterns as re


@cache
def read_patterns(ability: str, language: str = "en") -> dict[str, re.Pattern[str]]:
    """Each key's patterns over ``plain`` text as one, anchored at word edges; a pattern that begins with ``^`` must begin the text."""
    return {
        key: re.compile(rf"(?<![\w'-]){any_of(patterns)}(?![\w'-])")
        for key, patterns in _read(ability, language).items()
    }


class Sign(msgspec.Struct, frozen=True):
    """Words and phrases that show one thing; single words are looked up, the others searched for."""

    words: frozenset[str]
    pattern: re.Pattern[str] | None

    def shows(self, plain: str, words: frozenset[str]) -> bool:
        """Whether ``plain``, whose words are ``words``, holds one of them."""
        return not self.words.isdisjoint(words) or (self.pattern is not None and self.pattern.search(plain) is not None)


@cache
def read_signs(ability: str, language: str = "en") -> dict[str, Sign]:
    """Each key's patterns over ``plain`` text as a sign."""
    return {key: _sign(patterns) for key, patterns in _read(ability, language).items()}


def _sign(patterns: list[str]) -> Sign:
    words = frozenset(pattern for pattern in patterns if _WORD.fullmatch(pattern))
    phrases = [pattern for pattern in patterns if pattern not in words]
    return Sign(words, re.compile(rf"(?<![\w'-]){any_of(phrases)}(?![\w'-])") if phrases else None)


@cache
def read_weights(ability: str, language: str = "en") -> Mapping[str, float]:
    """The weights of a linear model, 0 for a feature that the file does not name."""
    return defaultdict(float, _read(ability, language))


@cache
def read_words(ability: str, language: str = "en") -> dict[str, str]:
    """Words by what they stand for."""
    return dict(_read(ability, language))


def _read(ability: str, language: str) -> dict[str, Any]:
    return tomllib.loads((DATA / language / f"{ability}.toml").read_text(encoding="utf-8"))


_WORD = re.compile(r"[\w'-]+")
