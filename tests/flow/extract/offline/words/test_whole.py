"""Whole sentences told from fragments, and the commas of pauses."""

import pytest

from meetings import LEXICON
from minutebook.flow.extract.offline.talk.statement import unpause
from minutebook.flow.extract.offline.words.whole import is_cut, is_whole


@pytest.mark.parametrize(
    "text",
    [
        "The ferry leaves at nine.",
        "We moved three hundred pallets in February.",
        "If the ramp is mended, we open on Monday.",
        "Keep the yard open until six.",
        "From noon they bill us for every crate.",
    ],
)
def test_a_main_clause_makes_a_sentence_whole(text):
    """A subject with a finite verb, or an imperative, whatever depends on it."""
    assert is_whole(text, LEXICON)


@pytest.mark.parametrize(
    "text",
    [
        "If the ramp is mended.",
        "Instead of the old crates.",
        "Than the one from the harbour office.",
        "The boxes that we.",
        "Having the crates on the quay.",
        "Is to be, moving the crates to the annex.",
    ],
)
def test_fragments_are_not_whole(text):
    """Dependent clauses alone, phrases, and what stops or begins in the middle."""
    assert not is_whole(text, LEXICON)


def test_a_sentence_is_cut_where_the_recorder_shows_it():
    """Three dots, a dash, a small letter at the beginning or no mark at the end; unmarked talk shows only words that cannot end."""
    assert is_cut("So we move the…")
    assert is_cut("and the crates stay here.")
    assert not is_cut("The crates stay here.")
    assert not is_cut("and the crates stay here", marked=False)
    assert is_cut("we move it to the", marked=False)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("We can, start on Monday.", "We can start on Monday."),
        ("We can, if the ramp holds, start on Monday.", "We can, if the ramp holds, start on Monday."),
        ("Crates, boxes and sacks.", "Crates, boxes and sacks."),
    ],
)
def test_commas_of_pauses_go(said, written):
    """A comma after a word that ends no phrase goes, one that opens an aside stays."""
    assert unpause(said) == written
