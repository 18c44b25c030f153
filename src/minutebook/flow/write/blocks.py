"""Which lines of a note belong to a line above them: a section to its heading, fields to the fences, values to their key."""

from collections.abc import Container, Iterator, Sequence

import msgspec

from minutebook.text import patterns as re

_HEADING = re.compile(rb"(#{1,6})\s")
_ITEM = re.compile(rb"(\s*)(?:[-*+]|\d+[.)])\s")
_BARE_KEY = re.compile(rb"[^\s#:-][^:]*:\s*$")


class Scope(msgspec.Struct, frozen=True):
    """The lines ``start + 1`` to ``stop`` (excluded) hang on line ``start``.

    Exactly one kind: a heading has its ``level``, a list item its ``indent``, fences the line that closes them, a key none of these.
    """

    start: int
    stop: int
    level: int | None = None
    indent: int | None = None
    close: int | None = None

    def own(self, lines: list[bytes]) -> list[bytes]:
        """Of lines that came in within the scope or at its end, those that belong to it."""
        for count, line in enumerate(lines):
            if line.strip() and not self._holds(line):
                return lines[:count]
        return lines

    def frame(self, base: Sequence[bytes], gone: Container[int]) -> Iterator[int]:
        """What must stay for the scope to stand: its first and closing line, and the blank ones around and in it.

        Blank lines before a heading that is ``gone`` are that heading's.
        """
        yield self.start
        if self.close is not None:
            yield self.close
        yield from _blanks(base, range(self.start - 1, -1, -1))
        if self.level is not None:
            theirs = set(_blanks(base, range(self.stop - 1, self.start, -1))) if self.stop in gone else set()
            yield from (at for at in range(self.start + 1, self.stop) if not base[at].strip() and at not in theirs)
        elif self.close is not None:
            yield from _blanks(base, range(self.close + 1, len(base)))

    def _holds(self, line: bytes) -> bool:
        if self.level is not None:
            heading = _HEADING.match(line)
            return heading is None or len(heading[1]) > self.level
        if self.indent is not None:
            return _indent(line) > self.indent
        return self.close is not None or line.startswith((b" ", b"\t", b"-"))


def _blanks(base: Sequence[bytes], at: range) -> Iterator[int]:
    """The blank lines that come first."""
    for number in at:
        if base[number].strip():
            return
        yield number


def frontmatter(lines: Sequence[bytes]) -> range:
    """The lines between the fences of a note's frontmatter; empty where there is none."""
    if lines and lines[0].rstrip().removeprefix(b"\xef\xbb\xbf") == b"---":
        for at in range(1, len(lines)):
            if lines[at].rstrip() in {b"---", b"..."}:
                return range(1, at)
    return range(0)


def scope(lines: Sequence[bytes], at: int) -> Scope | None:
    """What hangs on line ``at``; None where it opens nothing."""
    fields = frontmatter(lines)
    line = lines[at]
    if fields and at == 0:
        return Scope(0, fields.stop, close=fields.stop)
    if at in fields:
        return Scope(at, _values_end(lines, at, fields.stop)) if _BARE_KEY.match(line) else None
    if heading := _HEADING.match(line):
        return Scope(at, _section_end(lines, at, len(heading[1])), level=len(heading[1]))
    if item := _ITEM.match(line):
        return Scope(at, _children_end(lines, at, len(item[1])), indent=len(item[1]))
    return None


def _section_end(lines: Sequence[bytes], at: int, level: int) -> int:
    for below in range(at + 1, len(lines)):
        heading = _HEADING.match(lines[below])
        if heading and len(heading[1]) <= level:
            return below
    return len(lines)


def _values_end(lines: Sequence[bytes], at: int, end: int) -> int:
    below = at + 1
    while below < end and lines[below].startswith((b" ", b"\t", b"-")):
        below += 1
    return below


def _children_end(lines: Sequence[bytes], at: int, indent: int) -> int:
    below = at + 1
    while below < len(lines) and lines[below].strip() and _indent(lines[below]) > indent:
        below += 1
    return below


def _indent(line: bytes) -> int:
    return len(line) - len(line.lstrip())
