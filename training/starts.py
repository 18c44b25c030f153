"""With which characters a match of a pattern may begin. ``re`` passes over all others at once, but does not look for them behind a word edge or a look-around, with which most patterns begin."""

import _sre  # type: ignore[import-not-found] # what re runs on, which has no stubs
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as ops  # type: ignore[attr-defined]
from typing import Any

Chars = list[tuple[Any, Any]]
"""Characters as the parser tells them: literals, ranges, categories."""
NO_WIDTH = (ops.AT, ops.ASSERT, ops.ASSERT_NOT)
REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
LAST = 0x110000


@contextmanager
def starts_kept() -> Iterator[None]:
    """While this lasts, the compiler tells the engine of every pattern with what its matches begin, where that is known."""
    own = compiler._get_charset_prefix  # noqa: SLF001 - what it knows without us
    compiler._get_charset_prefix = lambda pattern, flags: own(pattern, flags) or find_starts(pattern, flags)  # noqa: SLF001
    try:
        yield
    finally:
        compiler._get_charset_prefix = own  # noqa: SLF001


def find_starts(parsed: Iterable[tuple[Any, Any]], flags: int) -> Chars | None:
    """The characters, each once; None where they are not known, or a match may be empty."""
    found = _of_sequence(parsed, flags)
    return None if found is None or found[1] else list(dict.fromkeys(found[0]))


def _of_sequence(parsed: Iterable[tuple[Any, Any]], flags: int) -> tuple[Chars, bool] | None:
    """The characters with which a sequence may begin, and whether it may be empty."""
    starts: Chars = []
    for op, value in parsed:
        if op not in NO_WIDTH:
            found = _of_element(op, value, flags)
            if found is None:
                return None
            starts += found[0]
            if not found[1]:
                return starts, False
    return starts, True


def _of_element(op: Any, value: Any, flags: int) -> tuple[Chars, bool] | None:
    if op is ops.LITERAL:
        found = _in_each_case([(op, value)], flags)
    elif op is ops.IN:
        found = _in_each_case(value, flags)
    elif op is ops.SUBPATTERN:
        _, more, less, inner = value
        return _of_sequence(inner, compiler._combine_flags(flags, more, less))  # noqa: SLF001 - as it does itself
    elif op is ops.ATOMIC_GROUP:
        return _of_sequence(value, flags)
    elif op in REPEATS:
        least, _, inner = value
        repeated = _of_sequence(inner, flags)
        return repeated and (repeated[0], repeated[1] or least == 0)
    elif op is ops.BRANCH:
        branches = [_of_sequence(branch, flags) for branch in value[1]]
        known = [branch for branch in branches if branch is not None]
        all_starts = [start for starts, _ in known for start in starts]
        return (all_starts, any(empty for _, empty in known)) if len(known) == len(branches) else None
    else:
        return None
    return None if found is None else (found, False)


def _in_each_case(chars: Chars, flags: int) -> Chars | None:
    """The characters with those that a pattern which heeds no case takes for them."""
    if any(op is ops.NEGATE for op, _ in chars):
        return None
    if not flags & re.IGNORECASE:
        return list(chars)
    if flags & (re.ASCII | re.LOCALE):
        return None
    found: Chars = []
    for op, value in chars:
        if op is ops.CATEGORY:
            found.append((op, value))
            continue
        first, last = value if op is ops.RANGE else (value, value)
        found += [(ops.LITERAL, other) for char in range(first, last + 1) for other in _cases(char)]
    return found


def _cases(char: int) -> list[int]:
    """The characters that are the same but for their case, by the engine's own tables."""
    lower = _sre.unicode_tolower(char)
    return [other for one in (lower, *compiler._EXTRA_CASES.get(lower, ())) for other in (one, *_uppers()[one])]  # noqa: SLF001


@cache
def _uppers() -> dict[int, list[int]]:
    """By each small letter those that become it."""
    found: dict[int, list[int]] = defaultdict(list)
    for char in range(LAST):
        if (lower := _sre.unicode_tolower(char)) != char:
            found[lower].append(char)
    return found
