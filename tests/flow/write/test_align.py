"""Which lines of two texts are the same ones."""

import itertools
import time

from hypothesis import given
from hypothesis import strategies as st

from minutebook.flow.write.align import align

TEXT = st.lists(st.sampled_from([b"", b"a", b"b", b"c"]), max_size=14)


def longest(old, new):
    """The length of a longest common subsequence, by the textbook."""
    row = [0] * (len(new) + 1)
    for one in old:
        above = row[:]
        for at, other in enumerate(new):
            row[at + 1] = above[at] + 1 if one == other else max(above[at + 1], row[at])
    return row[-1]


@given(TEXT, TEXT)
def test_as_many_lines_as_can_be_matched(old, new):
    """The pairs match, rise on both sides, and no alignment has more of them."""
    pairs = list(align(old, new))
    assert all(old[one] == new[other] for one, other in pairs)
    assert all(one < later and other < after for (one, other), (later, after) in itertools.pairwise(pairs))
    assert len(pairs) == longest(old, new)


def test_two_texts_with_nothing_in_common():
    """Long texts that differ throughout are aligned without a long search, the lines that they share found."""
    old = [b"old %d" % number for number in range(5000)]
    new = [b"new %d" % number for number in range(5000)]
    old[2500] = new[2500] = b"shared"
    begun = time.process_time()
    assert list(align(old, new)) == [(2500, 2500)]
    assert time.process_time() - begun < 5
