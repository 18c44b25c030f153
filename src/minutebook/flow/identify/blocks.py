"""Block numbers of a source that comes again: passages already rendered keep theirs, new ones get the next free ones."""

from collections import Counter, deque
from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from minutebook.flow.identify.align import RUN, align

ALIKE = 2 / 3
"""Share of words from which two passages in the same place are one, corrected."""


def carry_blocks(
    old: Sequence[Sequence[str]], old_blocks: Sequence[int], new: Sequence[Sequence[str]], next_block: int
) -> tuple[tuple[int, ...], int]:
    """The block of each new utterance, and the first number still unused.

    ``old`` and ``new`` are the words of each utterance, ``old_blocks`` the blocks that the old ones have (empty: their own
    index). A new utterance takes the block in which it begins or, where an earlier one has that, the first block that it
    goes on with; next to a passage that was found again, those without a common run pair off while they are alike.
    """
    if not old_blocks:
        old_blocks = range(len(old))
    elif len(old_blocks) != len(old):
        old, old_blocks = (), tuple(old_blocks)
    free = max(next_block, max(old_blocks, default=-1) + 1)
    shared = _count_shared(old, new)
    taken = _take_begun(old, new, shared)
    _pair_alike(old, new, taken, {passage for passage, _ in shared})
    blocks: list[int] = []
    for passage in taken:
        blocks.append(free if passage is None else old_blocks[passage])
        free += passage is None
    return tuple(blocks), free


def _count_shared(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> Counter[tuple[int, int]]:
    """How many aligned words each old and each new utterance share, the pairs in order."""
    old_owner, new_owner = _list_owners(old), _list_owners(new)
    return Counter(
        (old_owner[run.left + step], new_owner[run.right + step])
        for run in align(tuple(chain.from_iterable(old)), tuple(chain.from_iterable(new)))
        for step in range(run.length)
    )


def _take_begun(
    old: Sequence[Sequence[str]], new: Sequence[Sequence[str]], shared: Counter[tuple[int, int]]
) -> list[int | None]:
    """For each new utterance the first old one, not taken yet, of which it has a run; of shorter ones, all words."""
    taken: list[int | None] = [None] * len(new)
    last = -1
    for (passage, utterance), count in shared.items():
        enough = min(RUN, len(old[passage]), len(new[utterance]))
        if taken[utterance] is None and passage > last and count >= enough:
            taken[utterance] = last = passage
    return taken


def _list_owners(utterances: Sequence[Sequence[str]]) -> list[int]:
    return [index for index, words in enumerate(utterances) for _ in words]


def _pair_alike(
    old: Sequence[Sequence[str]], new: Sequence[Sequence[str]], taken: list[int | None], found: Collection[int]
) -> None:
    """Pair off what was not found between two neighbours that were: from the front, then from the back, while alike."""
    for left, right in _find_openings(len(old), taken):
        passages, utterances = deque(passage for passage in left if passage not in found), deque(right)
        while passages and utterances and _are_alike(old[passages[0]], new[utterances[0]]):
            taken[utterances.popleft()] = passages.popleft()
        while passages and utterances and _are_alike(old[passages[-1]], new[utterances[-1]]):
            taken[utterances.pop()] = passages.pop()


def _find_openings(size: int, taken: Sequence[int | None]) -> Iterator[tuple[range, range]]:
    """The old and the new utterances between matched neighbours, also before the first and after the last."""
    matched = [(passage, utterance) for utterance, passage in enumerate(taken) if passage is not None]
    left, right = 0, 0
    for passage, utterance in [*matched, (size, len(taken))]:
        yield range(left, passage), range(right, utterance)
        left, right = passage + 1, utterance + 1


def _are_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    if not one and not other:
        return True
    common = len(set(one) & set(other))
    return common >= ALIKE * max(len(set(one)), len(set(other)))
