"""Misheard names are recognised, other names are not."""

import pytest

from minutebook.text.sound import is_misheard, likeness


@pytest.mark.parametrize(
    ("heard", "name"),
    [("neeve", "niamh"), ("shavawn", "siobhan"), ("wakeem", "joaquim"), ("zhofia", "zsofia"), ("voytek", "wojtek"), ("shinnade", "sinead"), ("sarah", "sara"), ("catherine", "katherine")],
)  # fmt: skip
def test_a_recorders_spelling_is_heard_as_the_name(heard, name):
    """A name written as an English ear hears it is that name."""
    assert is_misheard(heard, name)


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        ("jane", "jon"),
        ("john", "joan"),
        ("morning", "maureen"),
        ("recording", "gordon"),
        ("mark", "marco"),
        ("to", "tu"),
        ("karen", "kiran"),
    ],
)
def test_another_name_or_word_is_not(heard, name):
    """A word that is a name itself is taken at its word; other words do not sound like one."""
    assert not is_misheard(heard, name)


def test_likeness_is_between_none_and_all():
    """Equal sounds are one, nothing is nought."""
    assert likeness("sara", "sarah") == 1.0
    assert likeness("", "sarah") == 0.0
