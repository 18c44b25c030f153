"""Which words a text must hold for a pattern to match: one of them at least, as a whole word.

A pattern is read as the strings that it may match, as far as they can be told. In these ``EDGE`` stands for what is certain to part words (a comma, the
end of the text, ``\\b``), ``ANY`` for anything or nothing at all: a word counts only where an edge stands on both its sides.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

EDGE, ANY = "\0", "\1"
MANY = 600
"""Strings beyond which a part of a pattern is taken to match anything."""
NEAR = 9
"""Characters of a range (``a-f``) up to which each is looked at."""
Part = tuple[Any, Any]
"""One step of a parsed pattern: what it is, and of what."""
Price = Callable[[str], float]
"""How often texts hold a word."""

_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_EDGES = (codes.AT_BOUNDARY, codes.AT_BEGINNING, codes.AT_BEGINNING_STRING, codes.AT_END, codes.AT_END_STRING)
_WORD = re.compile(rf"(?<={EDGE})\w+(?={EDGE})")


def find_needed(pattern: str, flags: int, price: Price) -> frozenset[str] | None:
    """The words one of which every text holds that the pattern matches, the rarest that can be told; None where none is certain.

    Of a pattern that heeds no case the words are in small letters, and certain for texts in ASCII alone.
    """
    parsed = parser.parse(pattern, flags)
    if parsed.state.flags & (re.ASCII | re.LOCALE):
        return None
    found = _Needed(price).of(list(parsed), ANY, ANY)
    return frozenset(map(str.lower, found)) if found and parsed.state.flags & re.IGNORECASE else found


class _Needed:
    def __init__(self, price: Price) -> None:
        self._price = price

    def of(self, parts: Sequence[Part], before: str, after: str) -> frozenset[str] | None:
        """The words of which parts in a row need one, with ``EDGE`` or ``ANY`` on either side."""
        found = list(self._of_runs(parts, before, after))
        for n, (kind, of) in enumerate(parts):
            around = _last_edge(parts[:n], before), _first_edge(parts[n + 1 :], after)
            if kind is codes.SUBPATTERN and not of[1]:
                found.append(self.of(of[3], *around))
            elif kind is codes.ATOMIC_GROUP:
                found.append(self.of(of, *around))
            elif kind is codes.BRANCH:
                found.append(_union([self.of(branch, *around) for branch in of[1]]))
            elif kind in _REPEATS and of[0]:
                found.append(self.of(of[2], *(around if of[1] == 1 else (ANY, ANY))))
        certain = [words for words in found if words is not None]
        return min(certain, key=lambda words: (sum(map(self._price, words)), sorted(words)), default=None)

    def _of_runs(self, parts: Sequence[Part], before: str, after: str) -> Iterator[frozenset[str] | None]:
        """The words of each run of parts whose strings are not too many."""
        begin, told = 0, frozenset({""})
        for n, part in enumerate(parts):
            more = _strings(*part)
            if len(told) * len(more) > MANY:
                yield self._of_strings(told, _last_edge(parts[:begin], before), _first_edge(parts[n:], after))
                begin, told = n, more
            else:
                told = _joined(told, more)
        yield self._of_strings(told, _last_edge(parts[:begin], before), after)

    def _of_strings(self, strings: Iterable[str], before: str, after: str) -> frozenset[str] | None:
        """The rarest word of each string."""
        words = [_WORD.findall(before + string + after) for string in strings]
        if not all(words):
            return None
        return frozenset(min(found, key=lambda word: (self._price(word), word)) for found in words)


def _union(found: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    words = [each for each in found if each is not None]
    return frozenset().union(*words) if len(words) == len(found) else None


def strings_of(parts: Iterable[Part]) -> frozenset[str]:
    """All strings that parts in a row may match."""
    told = frozenset({""})
    for kind, of in parts:
        told = _joined(told, _strings(kind, of))
    return told


def _strings(kind: Any, of: Any) -> frozenset[str]:
    """The strings that one part may match; of what is no more than a place (``\\b``) whether it is an edge."""
    if kind is codes.LITERAL:
        return frozenset({_shown(chr(of))})
    if kind is codes.IN:
        return _of_set(of)
    if kind is codes.AT:
        return frozenset({EDGE if of in _EDGES else ""})
    if kind is codes.SUBPATTERN and not of[1]:
        return strings_of(of[3])
    if kind is codes.ATOMIC_GROUP:
        return strings_of(of)
    if kind is codes.BRANCH:
        return _within(frozenset().union(*map(strings_of, of[1])))
    if kind in _REPEATS:
        return _of_repeat(*of)
    if kind is codes.ASSERT:
        direction, inner = of
        return frozenset({EDGE if all(s[::direction][:1] == EDGE for s in strings_of(inner)) else ""})
    if kind is codes.ASSERT_NOT:
        return frozenset({EDGE if _forbids_word(of[1]) else ""})
    return frozenset({ANY})


def _of_set(of: Sequence[Part]) -> frozenset[str]:
    found: set[str] = set()
    for kind, what in of:
        if kind is codes.LITERAL:
            found.add(_shown(chr(what)))
        elif kind is codes.RANGE and what[1] - what[0] <= NEAR:
            found |= {_shown(chr(code)) for code in range(what[0], what[1] + 1)}
        elif kind is codes.CATEGORY and what is codes.CATEGORY_SPACE:
            found.add(EDGE)
        else:
            return frozenset({ANY})
    return frozenset(found)


def _of_repeat(least: int, most: int, inner: Sequence[Part]) -> frozenset[str]:
    once = strings_of(inner)
    if most != 1:
        once = frozenset({EDGE}) if once == {EDGE} else _joined(once, frozenset({ANY}))
    return once if least else once | {""}


def _forbids_word(inner: Sequence[Part]) -> bool:
    """Whether what must not stand here is any letter or digit, and perhaps more."""
    if len(inner) != 1 or inner[0][0] is not codes.IN:
        return False
    kinds = inner[0][1]
    return kinds[0][0] is not codes.NEGATE and (codes.CATEGORY, codes.CATEGORY_WORD) in kinds


def _shown(character: str) -> str:
    return character if character.isalnum() or character == "_" else EDGE


def _joined(first: frozenset[str], then: frozenset[str]) -> frozenset[str]:
    """Each of the one followed by each of the other; where these are too many, what begins them is forgotten."""
    if len(first) * len(then) > MANY:
        first = frozenset(ANY + (EDGE if s.endswith(EDGE) else "") for s in first)
    return _within(frozenset(_short(one + other) for one in first for other in then))


def _within(strings: frozenset[str]) -> frozenset[str]:
    return strings if len(strings) <= MANY else frozenset({ANY})


def _short(string: str) -> str:
    return re.sub(f"{EDGE}{EDGE}+", EDGE, re.sub(f"{ANY}{ANY}+", ANY, string))


def _last_edge(parts: Sequence[Part], before: str) -> str:
    """What stands right before the part after these: an edge, where it is certain to be one."""
    for kind, of in reversed(parts):
        strings = _strings(kind, of)
        if any(s and not s.endswith(EDGE) for s in strings):
            return ANY
        if "" not in strings:
            return EDGE
    return before


def _first_edge(parts: Sequence[Part], after: str) -> str:
    """What stands right after the part before these: an edge, where it is certain to be one."""
    for kind, of in parts:
        strings = _strings(kind, of)
        if any(s and not s.startswith(EDGE) for s in strings):
            return ANY
        if "" not in strings:
            return EDGE
    return after
