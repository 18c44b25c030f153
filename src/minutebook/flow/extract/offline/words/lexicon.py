"""The words of a language, read from data files: patterns by what they do, each group compiled into one alternation.

All patterns match ``plain`` text: lower case, straight apostrophes, as long as the original.
"""

import tomllib
from functools import cache

import msgspec

from minutebook.flow.extract.offline.words.data import DATA
from minutebook.text import patterns as re

_SOFT = "(?:(?:just|also|really|still|probably|definitely|then|actually|now|maybe|certainly|obviously) )?"
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})


def plain(text: str) -> str:
    """The text in lower case with straight apostrophes, character for character."""
    lower = text.lower()
    if text.isascii():
        return lower
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.translate(_QUOTES)


class Lexicon(msgspec.Struct, frozen=True, eq=False):
    """One language, read once: equal to itself alone. Patterns with named groups say by ``lastgroup`` which family matched."""

    act: re.Pattern[str]
    """An act that a verb follows, or one that stands alone (``mine``, ``yours``)."""
    yes: re.Pattern[str]
    no: re.Pattern[str]
    thanks: re.Pattern[str]
    companion: re.Pattern[str]
    state: re.Pattern[str]
    signs: dict[str, re.Pattern[str]]
    speaking: re.Pattern[str]
    talking: re.Pattern[str]
    narration: re.Pattern[str]
    aside: re.Pattern[str]
    priority: dict[str, re.Pattern[str]]
    pauses: re.Pattern[str]
    """Sounds of hesitation with the commas around them."""
    asides: re.Pattern[str]
    """Words set off by commas that say nothing."""
    verbs: frozenset[str]
    weak_verbs: frozenset[str]
    function_words: frozenset[str]


def any_of(patterns: list[str]) -> str:
    """The patterns as one group, longest first, so that no pattern hides a longer one."""
    return "(?:" + "|".join(sorted(patterns, key=len, reverse=True)) + ")"


@cache
def read_lexicon(language: str = "en") -> Lexicon:
    """The lexicon of a language that has data files here."""
    acts, markers = _table(language, "acts.toml"), _table(language, "markers.toml")
    starts = r"(?:(?:oh|ah|aye|well|um|sorry|right|so|and|but|okay|ok|look|hm|mm|ooh|ha)[,.]? )*"
    return Lexicon(
        act=re.compile(rf"(?<![\w'])(?:{_families(acts['bare'])}|(?:{_families(_loosen(acts['lead']))}) )"),
        yes=re.compile(rf"^{starts}{any_of(acts['answer']['yes'])}(?![\w'])"),
        no=re.compile(rf"^{starts}{any_of(acts['answer']['no'])}(?![\w'])"),
        thanks=re.compile(rf"^{starts}{any_of(acts['answer']['thanks'])}(?![\w'])"),
        companion=re.compile(rf"{any_of(acts['companion']['tell'])}(?![\w'])"),
        state=re.compile(rf"(?<![\w'])(?:{_families(acts['state'])})(?![\w'])"),
        signs={k: re.compile(rf"(?<![\w]){any_of(v)}(?![\w'])") for k, v in markers["sign"].items()},
        speaking=re.compile(rf"{any_of(markers['about']['speaking'])}(?![\w'])"),
        talking=re.compile(rf"{any_of(markers['about']['talking'])}(?![\w'])"),
        narration=re.compile(rf"{any_of(markers['talk']['narration'])}(?![\w'])"),
        aside=re.compile(rf"{any_of(markers['talk']['aside'])}(?![\w'])"),
        priority={k: re.compile(rf"(?<![\w']){any_of(v)}(?![\w'])") for k, v in markers["priority"].items()},
        pauses=re.compile(
            rf"(?:, )?(?<![^\s,.?!…(]){any_of(markers['filler']['sounds'])}(?:,|(?=[ .?!])|$)", re.IGNORECASE
        ),
        asides=re.compile(rf"(?:^|, ){any_of(markers['filler']['asides'])}(?=,)", re.IGNORECASE),
        verbs=_words(language, "verbs.txt"),
        weak_verbs=_words(language, "weak_verbs.txt"),
        function_words=_words(language, "function_words.txt"),
    )


def _families(table: dict[str, list[str]]) -> str:
    return "|".join(f"(?P<{name}>{any_of(patterns)})" for name, patterns in table.items())


def _loosen(table: dict[str, list[str]]) -> dict[str, list[str]]:
    """The patterns with room for a word between theirs that changes nothing: "I'm just going to"."""
    return {
        name: [p if "(?<" in p else p.replace(" ", rf" {_SOFT}") for p in patterns] for name, patterns in table.items()
    }


def _table(language: str, name: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_read(language, name))


def _words(language: str, name: str) -> frozenset[str]:
    lines = (line.split("#")[0] for line in _read(language, name).splitlines())
    return frozenset(word for line in lines for word in line.split())


def _read(language: str, name: str) -> str:
    return (DATA / language / name).read_text(encoding="utf-8")
