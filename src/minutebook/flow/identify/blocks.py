"""Block numbers of a source that comes again: passages already rendered keep theirs, new ones get the next free ones."""

from collections.abc import Iterator, Sequence
from itertools import chain

from minutebook.flow.identify.align import align

ALIKE = 0.5
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
    taken = _take_begun(old, new)
    _pair_alike(old, new, taken)
    blocks: list[int] = []
    for passage in taken:
        blocks.append(free if passage is None else old_blocks[passage])
        free += passage is None
    return tuple(blocks), free


def _take_begun(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> list[int | None]:
    """For each new utterance the index of the old one whose block it takes."""
    old_words, new_words = tuple(chain.from_iterable(old)), tuple(chain.from_iterable(new))
    old_owner, new_owner = _list_owners(old), _list_owners(new)
    taken: list[int | None] = [None] * len(new)
    last = -1
    for run in align(old_words, new_words):
        for step in range(run.length):
            utterance, passage = new_owner[run.right + step], old_owner[run.left + step]
            if taken[utterance] is None and passage > last:
                taken[utterance] = last = passage
    return taken


def _list_owners(utterances: Sequence[Sequence[str]]) -> list[int]:
    return [index for index, words in enumerate(utterances) for _ in words]


def _pair_alike(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]], taken: list[int | None]) -> None:
    """Pair off what stands unmatched between two matched neighbours: from the front, then from the back, while alike."""
    for (left_from, left_to), (right_from, right_to) in _find_openings(len(old), taken):
        while left_from < left_to and right_from < right_to and _are_alike(old[left_from], new[right_from]):
            taken[right_from] = left_from
            left_from, right_from = left_from + 1, right_from + 1  # noqa: PLW2901  the opening shrinks
        while left_from < left_to and right_from < right_to and _are_alike(old[left_to - 1], new[right_to - 1]):
            left_to, right_to = left_to - 1, right_to - 1  # noqa: PLW2901  the opening shrinks
            taken[right_to] = left_to


def _find_openings(size: int, taken: Sequence[int | None]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The ranges of old and of new utterances between matched neighbours, also before the first and after the last."""
    matched = [(passage, utterance) for utterance, passage in enumerate(taken) if passage is not None]
    left, right = 0, 0
    for passage, utterance in [*matched, (size, len(taken))]:
        yield (left, passage), (right, utterance)
        left, right = passage + 1, utterance + 1


def _are_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    if not one and not other:
        return True
    common = len(set(one) & set(other))
    return common >= ALIKE * max(len(set(one)), len(set(other)))
