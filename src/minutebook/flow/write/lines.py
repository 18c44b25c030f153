"""Pure work on the lines of one file's versions: how two differ, and how two changes of one text come together."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from minutebook.flow.write import blocks
from minutebook.flow.write.align import align
from minutebook.text import patterns as re

Lines = Sequence[bytes]
Region = tuple[int, int, int, int]
"""From and to (excluded) in the old lines, then in the new ones."""

_BLOCK_ID = re.compile(rb"\s\^([A-Za-z0-9-]+)\s*$")
_WORD = re.compile(rb"[0-9A-Za-z\x80-\xff]")
_FIELD = re.compile(rb"([A-Za-z0-9_][^:\s]*):(\s|$)")


class OverlapError(Exception):
    """Two changes of one text touch the same line; ``line`` is that line as both found it."""

    def __init__(self, line: bytes) -> None:
        super().__init__(line)
        self.line = line


class Delta(NamedTuple):
    """How a text becomes another: new words (None: gone) by line number, and what comes in by gap, 0 before the first line."""

    changed: dict[int, bytes | None]
    inserted: dict[int, list[bytes]]


def merge_texts(base: bytes | None, ours: bytes | None, theirs: bytes | None) -> bytes | None:
    """The text with both changes of ``base``; None is a file that is not there.

    Where both set the same frontmatter field theirs stands; a line that they removed stays removed; a line that moved is found
    where it is. Raises OverlapError where both change the same line otherwise.
    """
    if theirs in {base, ours}:
        return ours
    if base == ours or theirs is None:
        return theirs
    if base is None or ours is None:
        raise OverlapError(_first_difference(base or b"", theirs))
    if b"\0" in base + ours + theirs:
        raise OverlapError(b"(not text)")
    mark = _separator(base, ours, theirs)
    return mark.join(merge_lines(base.split(mark), ours.split(mark), theirs.split(mark)))


def merge_lines(base: Lines, ours: Lines, theirs: Lines) -> list[bytes]:
    """``merge_texts`` for texts that are there, as lines without their endings."""
    mine, other = diff(base, ours), diff(base, theirs)
    mine = _keep_openings(base, mine, other)
    _follow_moved(base, mine, other)
    merged: list[bytes] = []
    for at in range(len(base) + 1):
        merged += _join(mine.inserted.get(at, []), other.inserted.get(at, []))
        if at < len(base) and (line := _settle(base, at, mine, other)) is not None:
            merged.append(line)
    return merged


def diff(old: Lines, new: Lines) -> Delta:
    """The changes that make ``new`` of ``old``, line by line: a line with the same block id or frontmatter key is the same line."""
    changed: dict[int, bytes | None] = {}
    inserted: dict[int, list[bytes]] = {}
    for start, stop, first, last in _slide(old, new, _regions(old, new)):
        paired = min(stop - start, last - first)
        for offset in range(paired):
            before, after = old[start + offset], new[first + offset]
            if _is_rewording(before, after):
                changed[start + offset] = after
            else:
                changed[start + offset] = None
                inserted.setdefault(start + offset, []).append(after)
        changed.update(dict.fromkeys(range(start + paired, stop)))
        if first + paired < last:
            inserted.setdefault(stop, []).extend(new[first + paired : last])
    return Delta(changed, inserted)


def block_id(line: bytes) -> bytes | None:
    found = _BLOCK_ID.search(line)
    return found[1] if found else None


def _regions(old: Lines, new: Lines) -> Iterator[Region]:
    """The stretches that differ."""
    start = first = 0
    for here, there in [*align(_identities(old), _identities(new)), (len(old), len(new))]:
        if (start, first) != (here, there):
            yield start, here, first, there
        if here < len(old) and old[here] != new[there]:
            yield here, here + 1, there, there + 1
        start, first = here + 1, there + 1


def _slide(old: Lines, new: Lines, regions: Iterator[Region]) -> Iterator[Region]:
    """Puts what only comes in or only goes as far up as it may stand: so two diffs of one text agree on which of two equal lines is new."""
    end = 0
    for start, stop, first, last in regions:
        up = 0
        if start == stop:
            while start - up > end and old[start - up - 1] == new[last - up - 1]:
                up += 1
        elif first == last:
            while start - up > end and old[start - up - 1] == old[stop - up - 1]:
                up += 1
        yield start - up, stop - up, first - up, last - up
        end = stop - up


def _identities(lines: Lines) -> list[bytes]:
    """What each line is, whatever its words: its block id, its frontmatter key, or itself."""
    fields = blocks.frontmatter(lines)
    names = []
    for at, line in enumerate(lines):
        key = _FIELD.match(line) if at in fields else None
        identity = block_id(line)
        names.append(b"\0:" + key[1] if key else b"\0^" + identity if identity else line)
    return names


def _is_rewording(before: bytes, after: bytes) -> bool:
    """Whether one line in another's place may be that line in new words: not where it had an id, which is gone, nor for a blank."""
    return block_id(before) == block_id(after) and bool(before.strip()) == bool(after.strip())


def _settle(base: Lines, at: int, mine: Delta, other: Delta) -> bytes | None:
    if at not in mine.changed:
        return other.changed.get(at, base[at])
    if at not in other.changed:
        return mine.changed[at]
    ours, theirs = mine.changed[at], other.changed[at]
    if theirs is None or ours == theirs or _is_field(base, at):
        return theirs
    raise OverlapError(base[at])


def _is_field(base: Lines, at: int) -> bool:
    return at in blocks.frontmatter(base) and _FIELD.match(base[at]) is not None


def _join(ours: list[bytes], theirs: list[bytes]) -> list[bytes]:
    return ours if ours == theirs else ours + theirs


def _follow_moved(base: Lines, mine: Delta, other: Delta) -> None:
    """Carries our change of a line over to where they moved it."""
    for at, words in mine.changed.items():
        line, identity = base[at], block_id(base[at])
        if other.changed.get(at, line) is not None or not _WORD.search(line):
            continue
        for lines in other.inserted.values():
            if line in lines:
                place = lines.index(line)
                lines[place : place + 1] = [] if words is None else [words]
                mine.changed[at] = None
                break
            if identity and any(block_id(moved) == identity for moved in lines):
                raise OverlapError(line)


def _keep_openings(base: Lines, mine: Delta, other: Delta) -> Delta:
    """Leaves a heading, fence or key that we would remove but under which they wrote, with the blank lines that set it off."""
    changed = dict(mine.changed)
    gone = {at for at, words in mine.changed.items() if words is None}
    for at in sorted(gone):
        scope = blocks.scope(base, at) if other.changed.get(at, b"") is not None else None
        if scope is None or not _wrote_in(base, scope, mine, other):
            continue
        if scope.indent is not None:
            raise OverlapError(base[at])
        for kept in scope.frame(base, gone):
            if kept in gone:
                changed.pop(kept, None)
    return Delta(changed, mine.inserted)


def _wrote_in(base: Lines, scope: blocks.Scope, mine: Delta, other: Delta) -> bool:
    """Whether they put words between the scope's first line and its end."""
    for gap in range(scope.start + 1, scope.stop + 1):
        if any(line.strip() for line in scope.own(other.inserted.get(gap, []))):
            return True
    return any(
        other.changed.get(at) is not None and mine.changed.get(at, b"") is None and _is_field(base, at)
        for at in range(scope.start + 1, scope.stop)
    )


def _separator(*texts: bytes) -> bytes:
    ends = sum(text.count(b"\n") for text in texts)
    return b"\r\n" if ends and ends == sum(text.count(b"\r\n") for text in texts) else b"\n"


def _first_difference(base: bytes, theirs: bytes) -> bytes:
    old, new = base.split(b"\n"), theirs.split(b"\n")
    differing = (there or here for here, there in zip_longest(old, new) if here != there)
    return next(differing, b"")
