"""How two changes of one text come together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.flow.write.lines import OverlapError, diff, merge_lines, merge_texts

LINE = st.sampled_from(
    [
        b"",
        b"a",
        b"b",
        b"- x ^mb-1",
        b"- y ^mb-1",
        b"- z ^mb-2",
        b"## H",
        b"## K",
        b"---",
        b"k: 1",
        b"k: 2",
        b"j:",
        b"  - v",
        b"\xff\xfe",
    ]
)
TEXT = st.lists(LINE, max_size=12)


def play(old, delta):
    """Applies a delta by hand."""
    new = []
    for at in range(len(old) + 1):
        new += delta.inserted.get(at, [])
        if at < len(old) and (line := delta.changed.get(at, old[at])) is not None:
            new.append(line)
    return new


@given(TEXT, TEXT)
def test_diff_rebuilds(old, new):
    """What a diff says, applied to the old lines, gives the new ones."""
    assert play(old, diff(old, new)) == new


@given(TEXT, TEXT)
def test_one_sided_merge_is_that_side(base, text):
    """Where only one side changed, the merge is that side."""
    joined, other = b"\n".join(base), b"\n".join(text)
    assert merge_texts(joined, joined, other) == other
    assert merge_texts(joined, other, joined) == other
    assert merge_texts(joined, other, other) == other


@given(TEXT, st.data())
def test_taking_an_insertion_out_again(base, data):
    """Lines that one change brought in come out again after another change, whose lines and the old ones all stay."""
    marks = data.draw(st.lists(st.integers(0, len(base)), max_size=4))
    ours = list(base)
    for number, at in enumerate(sorted(marks, reverse=True)):
        ours.insert(at, b"- ours ^mb-m%d" % number)
    theirs = list(ours)
    for number, at in enumerate(data.draw(st.lists(st.integers(0, len(ours)), max_size=4))):
        theirs.insert(at, b"their words %d" % number)
    merged = merge_lines(ours, base, theirs)
    assert merged == [line for line in theirs if b"^mb-m" not in line]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        pytest.param(
            "---\nd: 2\n---", "---\nd: 1\n---", "---\nd: 3\n---", "---\nd: 3\n---", id="a field that was set again"
        ),
        pytest.param("a\n- m ^mb-1\nb", "a\nb", "a\nb\n- m ^mb-1", "a\nb", id="a line that moved, by its id"),
        pytest.param("a\n- long words\nb", "a\nb", "- long words\na\nb", "a\nb", id="a line that moved, word for word"),
        pytest.param(
            "a\n- m ^mb-1\nb", "a\n- o ^mb-1\nb", "a\nb\n- m ^mb-1", "a\nb\n- o ^mb-1", id="a reworded line that moved"
        ),
        pytest.param("a\n- m\nb", "a\nb", "a\nb", "a\nb", id="a line gone on both sides"),
        pytest.param("a\nx", "a\ny", "a", "a", id="a line that they removed stays removed"),
        pytest.param(
            "a\n\n## H\n- m", "a", "a\n\n## H\n- m\n- u", "a\n\n## H\n- u", id="a heading that they wrote under"
        ),
        pytest.param("a\n\n## H\n- m", "a", "u\na\n\n## H\n- m", "u\na", id="a heading that nobody else uses"),
        pytest.param(
            "---\nd: 1\n---\na",
            "a",
            "---\nd: 1\ne: 2\n---\na",
            "---\ne: 2\n---\na",
            id="frontmatter that they wrote into",
        ),
        pytest.param(
            "---\nt:\n  - m\n---",
            "---\n---",
            "---\nt:\n  - m\n  - u\n---",
            "---\nt:\n  - u\n---",
            id="a key that they gave a value",
        ),
        pytest.param("a\r\n- m\r\nb", "a\r\nb", "a\r\n- m\r\n- u\r\nb", "a\r\n- u\r\nb", id="line endings of Windows"),
        pytest.param("a\n- m", "a", "a\n- m\n- u\n", "a\n- u\n", id="no line feed at the end"),
    ],
)
def test_merge(base, ours, theirs, merged):
    """Both changes are in the result, and nothing else."""
    assert merge_texts(base.encode(), ours.encode(), theirs.encode()) == merged.encode()


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "line"),
    [
        pytest.param("a\n- m\nb", "a\nb", "a\n- mine\nb", "- m", id="our line in their words"),
        pytest.param(
            "a\n- m ^mb-1\nb", "a\nb", "a\nb\n- mine ^mb-1", "- m ^mb-1", id="our line moved and in their words"
        ),
        pytest.param("a\n- m\nb", "a\nb", "a\n- m\n    - their comment\nb", "- m", id="their words hang on our line"),
        pytest.param("x", "y", "z", "x", id="two new wordings"),
        pytest.param("a\0", "b\0", "c\0", "(not text)", id="not text"),
        pytest.param("a", None, "ab", "ab", id="a file that goes but has their words"),
        pytest.param(None, "a", "b", "b", id="a file that comes but is there"),
    ],
)
def test_overlap(base, ours, theirs, line):
    """Where both changed one line, nobody decides for the user."""
    with pytest.raises(OverlapError) as caught:
        merge_texts(*(text if text is None else text.encode() for text in (base, ours, theirs)))
    assert caught.value.line == line.encode()
