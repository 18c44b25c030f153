"""The bases of verbs."""

import pytest

from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.flow.extract.offline.words.verbs import base_form, base_of_third


@pytest.mark.parametrize(
    ("word", "verb"),
    [("paid", "pay"), ("painting", "paint"), ("planned", "plan"), ("written", "write"), ("blue", None)],
)
def test_base_form(word, verb):
    """Participles lead to the verb that they come from, where it names work."""
    assert base_form(word, read_lexicon()) == verb


@pytest.mark.parametrize(
    ("word", "verb"), [("books", "book"), ("carries", "carry"), ("fixes", "fix"), ("knows", None), ("table", None)]
)
def test_the_third_person_leads_to_its_base(word, verb):
    """ "She books" is the verb "book"; what only says how things are ("she knows") names no work."""
    assert base_of_third(word, read_lexicon()) == verb
