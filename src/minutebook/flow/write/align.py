"""Which lines of two texts are the same ones: a shortest edit script, so that a pure insertion is seen as nothing else.

Eugene W. Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1 (1986).
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_MOST_CHANGES = 600
"""Beyond so many changed lines the quadratic search would be felt (a tenth of a second), and a good script will do."""


def align(old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """The pairs of line numbers that match, rising in both."""
    head = _count_common(old, new)
    tail = _count_common(old[head:][::-1], new[head:][::-1])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    yield from ((at, at) for at in range(head))
    yield from ((one + head, other + head) for one, other in _match(middle_old, middle_new))
    yield from ((len(old) - at, len(new) - at) for at in range(tail, 0, -1))


def _count_common(one: Sequence[bytes], other: Sequence[bytes]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _match(old: Sequence[bytes], new: Sequence[bytes]) -> list[tuple[int, int]]:
    if not old or not new:
        return []
    frontiers = _search(old, new)
    if frontiers is not None:
        return _walk_back(frontiers, len(old), len(new))
    blocks = SequenceMatcher(None, old, new).get_matching_blocks()
    return [(one + at, other + at) for one, other, size in blocks for at in range(size)]


def _search(old: Sequence[bytes], new: Sequence[bytes]) -> list[dict[int, int]] | None:
    """For each number of edits, how far into ``old`` each diagonal had come before it; None where it takes too many."""
    reach = {1: 0}
    frontiers = []
    for edits in range(min(len(old) + len(new), _MOST_CHANGES) + 1):
        frontiers.append(reach.copy())
        for diagonal in range(-edits, edits + 1, 2):
            one = _step(reach, diagonal, edits)
            other = one - diagonal
            while one < len(old) and other < len(new) and old[one] == new[other]:
                one, other = one + 1, other + 1
            reach[diagonal] = one
            if one >= len(old) and other >= len(new):
                return frontiers
    return None


def _step(reach: dict[int, int], diagonal: int, edits: int) -> int:
    """Where a diagonal begins: an insertion from the one above, or a deletion from the one below."""
    return reach[diagonal + 1] if _inserts(reach, diagonal, edits) else reach[diagonal - 1] + 1


def _inserts(reach: dict[int, int], diagonal: int, edits: int) -> bool:
    return diagonal == -edits or (diagonal != edits and reach[diagonal - 1] < reach[diagonal + 1])


def _walk_back(frontiers: list[dict[int, int]], one: int, other: int) -> list[tuple[int, int]]:
    pairs = []
    for edits in range(len(frontiers) - 1, -1, -1):
        diagonal = one - other
        start = _step(frontiers[edits], diagonal, edits)
        while one > start:
            one, other = one - 1, other - 1
            pairs.append((one, other))
        if _inserts(frontiers[edits], diagonal, edits):
            other -= 1
        else:
            one -= 1
    return pairs[::-1]
