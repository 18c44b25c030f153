"""A thing in the place of a word that names none."""

import pytest

from minutebook.flow.extract.offline.talk.noun import NounPhrase
from minutebook.flow.extract.offline.talk.refer import Candidate
from minutebook.flow.extract.offline.work.placing import put_in_place

GATE = Candidate(NounPhrase("the garden gate", 0, 15, plural=False, definite=True), 0, 0, frozenset({"gat"}), {})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Sign off", "Sign off the garden gate"),
        ("Paint", "Paint the garden gate"),
        ("Paint it", "Paint the garden gate"),
        ("Paint the old one", "Paint the old garden gate"),
        ("Paint them", "Paint them"),
        ("Come over", "Come over"),
        ("Write a list and send it", "Write a list and send it"),
    ],
)
def test_a_thing_stands_where_none_was_named(text, told):
    """In the place of a pronoun that fits in number, of "one", or as the object that the talk left out."""
    assert put_in_place(text, GATE) == (told, told != text)
