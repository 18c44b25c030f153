"""Pattern tables of one ability, read from its data file: ``data/<language>/<ability>.toml``, each key a list of patterns over ``plain`` text."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from minutebook.flow.extract.offline.lexicon import any_of


@cache
def read_patterns(ability: str, language: str = "en") -> dict[str, re.Pattern[str]]:
    """Each key's patterns as one, anchored at word edges; a pattern that begins with ``^`` must begin the text."""
    text = (files(__package__) / "data" / language / f"{ability}.toml").read_text(encoding="utf-8")
    return {key: re.compile(rf"(?<![\w'-]){any_of(patterns)}(?![\w'-])") for key, patterns in tomllib.loads(text).items()}


@cache
def read_table(name: str, language: str = "en") -> Mapping[str, float]:
    """A table of numbers: the weights of a linear model, 0 for what it does not name."""
    text = (files(__package__) / "data" / language / f"{name}.toml").read_text(encoding="utf-8")
    return defaultdict(float, tomllib.loads(text))
