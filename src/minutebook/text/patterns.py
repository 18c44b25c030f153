"""The standard ``re``, except that a pattern is compiled when it is first used: ``from minutebook.text import patterns as re``.

The package holds some 1,700 patterns, and a source needs a third of them: to compile them all takes as long as to read an hour of talk.
"""

import re
from functools import cached_property
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
from typing import Any, AnyStr, Generic, cast

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


def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:  # noqa: A001 - as in ``re``
    """The pattern, to be used as a compiled one. A mistake in it shows at its first use; a match's ``re`` is another object."""
    return cast("Pattern[AnyStr]", _Late(pattern, flags))


class _Late(Generic[AnyStr]):
    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = pattern
        self._flags = flags

    @cached_property
    def _compiled(self) -> Pattern[AnyStr]:
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        """What a compiled pattern has by this name; from then on it is found at once."""
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found
