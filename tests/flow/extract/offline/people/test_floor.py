"""Where no label tells, each utterance has those who may have said it, each with a chance."""

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casting import context, conversation
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.people.floor import pass_on

CALLED = """Morning, Imke. It's Niamh. Is Dario on?
Hi, Niamh. I am, it's Dario.
Good. Imke, can you order the lenses?
Yes, I'll order them on Monday.
And Dario, could you ring the clinic?
I'll ring them today."""


def told(text, **given):
    """Who is likeliest to say each line, with the chance."""
    cast = resolve_cast(conversation(text, **given), context())
    assert cast.speakers is not None
    best = cast.speakers.chances[:, :-1].argmax(axis=1)
    return [(cast.speakers.names[n], float(row[n])) for n, row in zip(best, cast.speakers.chances, strict=True)]


def test_who_is_asked_by_name_speaks_next():
    """The lines after "Imke, can you" and "Dario, could you" are theirs."""
    lines = told(CALLED)
    assert [name for name, _ in lines[3::2]] == ["Imke Sauer", "Dario Moutinho"]
    assert min(chance for _, chance in lines[3::2]) > 0.7


def test_nobody_says_their_own_name_to_somebody_else():
    """Who is called is not who calls."""
    speakers = resolve_cast(conversation(CALLED), context()).speakers
    assert speakers.chances[2, speakers.names.index("Imke Sauer")] < 0.2


def test_the_owner_keeps_their_own_lines():
    """Of a recording with two channels only the far side is shared out."""
    text = "Me: Niamh, can you order them?\nThem: Yes.\nMe: And Dario, what do you think?\nThem: Fine by me. Thanks, Niamh."
    cast = resolve_cast(conversation(text), context())
    me = cast.speakers.names.index(cast.me)
    assert cast.speakers.chances[::2, me].tolist() == [1.0, 1.0]
    assert cast.speakers.chances[1::2, me].tolist() == [0.0, 0.0]


def test_a_device_with_two_people_before_it_is_shared_out():
    """The only label without a name, and two who are there without one."""
    text = (
        "Imke Sauer: Morning. I've got Niamh and Dario in the room.\nMeeting Room 2: Morning.\nImke Sauer: Niamh, can you order the lenses?\n"
        "Meeting Room 2: Yes.\nImke Sauer: And Dario, could you ring the clinic?\nMeeting Room 2: I'll ring them today."
    )
    assert [name for name, _ in told(text)[1::2]][1:] == ["Niamh Corrigan", "Dario Moutinho"]


@pytest.mark.parametrize("text", ["Imke: Hello.\nDario: Hello.", "Hello.\nHello.", ""])
def test_where_labels_tell_or_nobody_is_named_nothing_is_shared_out(text):
    """A floor needs lines that several people may have said."""
    assert resolve_cast(conversation(text), context()).speakers is None


def test_a_file_that_lists_attendees_and_holds_no_talk_is_read():
    """Nobody speaks in an empty recording, whoever was invited."""
    empty = conversation("", people=[("Niamh Corrigan", None), ("Dario Moutinho", None)])
    assert resolve_cast(msgspec.structs.replace(empty, utterances=()), context()).speakers is None


odds = st.floats(-4, 4)


@given(st.data(), st.integers(1, 5), st.integers(2, 4))
def test_chances_are_those_over_all_ways_in_which_the_talk_may_have_gone(data, total, size):
    """The chain gives what counting every way gives."""
    says, into, out = (
        np.array(data.draw(st.lists(st.lists(odds, min_size=size, max_size=size), min_size=total, max_size=total)))
        for _ in range(3)
    )
    stays, back = (np.array(data.draw(st.lists(odds, min_size=total, max_size=total))) for _ in range(2))
    counted, fresh, every = np.zeros((total, size)), np.zeros(total), 0.0
    for way in np.ndindex(*[size] * total):
        weight, before = says[0, way[0]], -1
        for n in range(1, total):
            weight += says[n, way[n]]
            if way[n] == way[n - 1]:
                weight += stays[n]
            else:
                weight += into[n, way[n]] + out[n, way[n - 1]] + back[n] * (way[n] == before)
                before = way[n - 1]
        every += np.exp(weight)
        counted[range(total), way] += np.exp(weight)
        fresh[1:] += np.exp(weight) * (np.array(way[1:]) != np.array(way[:-1]))
    chances, begins = pass_on(says, into, out, stays, back)
    assert np.allclose(chances, counted / every)
    assert np.allclose(begins[1:], fresh[1:] / every)
