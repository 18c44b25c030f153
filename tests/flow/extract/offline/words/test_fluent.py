import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.flow.extract.offline.words.fluent import fluent
from minutebook.flow.extract.offline.words.lexicon import plain, read_lexicon

LEXICON = read_lexicon()


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("I'll, um, I'll paint the fence.", "I'll paint the fence."),
        ("We can, um, so we can sell the hens.", "so we can sell the hens."),
        ("So what I'll do is I'll weigh them.", "So I'll weigh them."),
        ("We have to mend the, we have to paint the gate.", "we have to paint the gate."),
        ("We want, you know, more hay.", "We want more hay."),
        ("the the barn is full", "the barn is full"),
        ("It costs 3,500, er, at 10:30.", "It costs 3,500 at 10:30."),
        ("I'm tired, and he's mad.", "I'm tired, and he's mad."),
        ("I'll feed the goats, I'll feed them now.", "I'll feed the goats, I'll feed them now."),
        ("Give it, um, another minute.", "Give it another minute."),
        ("It's fast and, uh, hen-friendly.", "It's fast and hen-friendly."),
        ("Yeah, um, I'll do it.", "Yeah, I'll do it."),
        ("I painted, er, the coop, uh, he likes it.", "I painted the coop, he likes it."),
        ("the um barn", "the barn"),
        ("look into, all of the coops", "look into all of the coops"),
        ("I like the barn, of course", "I like the barn, of course"),
        ("the coop coop is cold", "the coop is cold"),
        ("this is the th- technical bit", "this is the technical bit"),
        ("w- we wait", "we wait"),
        ("the egg bas- the egg basket is full", "the egg basket is full"),
        ("pre- and post-war barns", "pre- and post-war barns"),
        ("I I'll do it", "I'll do it"),
        ("we need to we need to call", "we need to call"),
        ("he'd had had enough", "he'd had had enough"),
        ("Take the red, no, the blue pail.", "Take the blue pail."),
        ("Ask Ben, sorry, Dan about hay.", "Ask Dan about hay."),
        ("On Monday, no, Tuesday.", "On Monday, no, Tuesday."),
        ("The third, no, the fourth of May.", "The third, no, the fourth of May."),
        ("So, eh, I'll write, eh, by Monday.", "So, I'll write by Monday."),
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
