"""The phrases with which people report how work stands, by families: how surely each is a report, and of which status."""

import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache

from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.data import DATA
from minutebook.text import patterns as re

LEVELS = {"sure": 2.0, "may": 1.0, "loose": 1.0}


@lru_cache(maxsize=4096)
def heard(line: Line) -> tuple[str, ...]:
    """The families of phrases with which people report that a line has; a question has none."""
    return () if line.question else heard_or_asked(line)


def heard_or_asked(line: Line) -> tuple[str, ...]:
    """As ``heard``, of a question too: "Could you take it over?"."""
    return _heard(_without_names(line))


def _without_names(line: Line) -> str:
    """The line's words with ``@`` for each person."""
    text = line.plain
    for name in sorted(line.names, key=lambda name: -name.start):
        text = text[: name.start] + "@" + text[name.end :]
    return text


@lru_cache(maxsize=8192)
def _heard(text: str) -> tuple[str, ...]:
    families, never = read_families()
    text = never.sub(" … ", _APART.sub(r"\1n't", text))
    affirmed = _NEGATED.sub(" … ", text)
    return tuple(
        name for name, pattern in families.items() if pattern.search(affirmed if name.endswith(":done") else text)
    )


@cache
def read_families(language: str = "en") -> tuple[dict[str, re.Pattern[str]], re.Pattern[str]]:
    """The families of phrases, named ``level:status``, and what only sounds like one."""
    table = tomllib.loads((DATA / language / "updates.toml").read_text(encoding="utf-8"))
    families = {f"{level}:{status}": _any_of(patterns) for level in LEVELS for status, patterns in table[level].items()}
    return families, _any_of(table["never"])


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{'|'.join(patterns)})(?![\w'])")


_APART = re.compile(r"\b(did|do|does|have|has|had|is|are|was|were|could|would|should) not\b")
"""What people who speak with care do not contract."""
_NEGATED = re.compile(r"\b(?:\w+n't|not|never|nobody|none|neither|no)\b[^,.;:!?]*")
