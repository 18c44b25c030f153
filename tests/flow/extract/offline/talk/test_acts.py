"""What people do with their sentences."""

import pytest

from meetings import LEXICON, meeting, read
from minutebook.flow.extract.offline.talk.acts import find_acts


def phrases_of(said):
    _, lines, _ = read(meeting(f"Ana Ruiz: {said}"))
    return [act.phrase for act in find_acts(lines, LEXICON) if act.phrase]


@pytest.mark.parametrize(
    "said",
    [
        "For the eighty staff who'll ring us on Sunday? No.",
        "Then somebody has pasted the new page in the middle.",
        "Do the drivers get it on paper?",
    ],
)
def test_what_asks_nobody_for_anything(said):
    """A clause about people, something that was done, a question in "do"."""
    assert phrases_of(said) == []


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("Who'll ring the baker?", "ring the baker"),
        ("Somebody has to ring the baker.", "ring the baker"),
        ("The baker will need telling.", "tell the baker"),
        ("The order's got to be cut.", "cut the order"),
        ("Then I order the plums.", "order the plums"),
        ("I'd do it, wasn't I supposed to?", "do it"),
    ],
)
def test_what_is_to_be_done(said, phrase):
    """Asked of anybody, needed, or promised in the present after "then"; tags are no part of it."""
    assert phrase in phrases_of(said)


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("You're gonna be working on the look of the casing.", "work on the look of the casing"),
        ("You two are going to be building the model together.", "build the model together"),
        ("The industrial designer will draw three sketches.", "draw three sketches"),
        ("Our two engineers are going to test the hinge.", "test the hinge"),
        ("And everybody has to fill in the form.", "fill in the form"),
    ],
)
def test_who_is_told_what_to_do(said, phrase):
    """Work that is dealt out: to those spoken to, to a role, to everybody."""
    assert phrase in phrases_of(said)


@pytest.mark.parametrize(
    "said",
    [
        "If you're going to be working late, the door locks at six.",
        "You'll be waiting for weeks.",
        "The designer's sketch is good.",
    ],
)
def test_what_is_dealt_out_to_nobody(said):
    """A condition, a state, what somebody in a role has."""
    assert phrases_of(said) == []
