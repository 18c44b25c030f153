import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.flow.extract.offline.fluent import fluent
from minutebook.flow.extract.offline.lexicon import plain, read_lexicon

LEXICON = read_lexicon()


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("I'll, um, I'll paint the fence.", "I'll paint the fence."),
        ("I can, um, so I can move the hens.", "so I can move the hens."),
        ("So what I'll do is I'll weigh them.", "So I'll weigh them."),
        ("I need to find the, I need to get the key.", "I need to get the key."),
        ("We want, you know, more hay.", "We want more hay."),
        ("the the barn is full", "the barn is full"),
        ("It costs 3,500, er, at 10:30.", "It costs 3,500 at 10:30."),
        ("I'm tired, and he's mad.", "I'm tired, and he's mad."),
        ("I'll feed the goats, I'll feed them now.", "I'll feed the goats, I'll feed them now."),
    ],
)
def test_stumbles_go_and_words_stay(spoken, written):
    """Pauses, restarts and asides are left out; numbers, contractions and real repetition are not."""
    assert fluent(spoken, LEXICON) == (written if written[-1] not in ".?!" else written[:1].upper() + written[1:])


@given(st.text(max_size=80))
def test_nothing_is_invented(text):
    """Every word of the result was said."""
    assert set(plain(fluent(text, LEXICON)).replace(",", " ").split()) <= set(
        plain(text).replace(",", " ").replace("…", " ").replace("...", " ").split()
    ) | {""}


def test_sounds_alone_are_kept():
    """A line that is nothing but a sound keeps it, so that no line is empty."""
    assert fluent("Mm-hm.", LEXICON) == "Mm-hm."
