"""The data files of one ability: ``data/<language>/<ability>.toml`` as patterns, weights or words."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from minutebook.flow.extract.offline.lexicon import any_of


@cache
def read_patterns(ability: str, language: str = "en") -> dict[str, re.Pattern[str]]:
    """Each key's patterns over ``plain`` text as one, anchored at word edges; a pattern that begins with ``^`` must begin the text."""
    return {key: re.compile(rf"(?<![\w'-]){any_of(patterns)}(?![\w'-])") for key, patterns in _read(ability, language).items()}


@cache
def read_weights(ability: str, language: str = "en") -> Mapping[str, float]:
    """The weights of a linear model, 0 for a feature that the file does not name."""
    return defaultdict(float, _read(ability, language))


@cache
def read_words(ability: str, language: str = "en") -> dict[str, str]:
    """Words by what they stand for."""
    return dict(_read(ability, language))


def _read(ability: str, language: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data" / language / f"{ability}.toml").read_text(encoding="utf-8"))
