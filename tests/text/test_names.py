"""Names in parts, folded, short and long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.text.names import PersonName, are_nicknames, fold, lexicon, split_name, title_case


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Zoë  Müller", "zoe muller"), ("Łukasz Żak", "lukasz zak"), ("Søren Ærø", "soren aero"), ("Straße", "strasse"), ("O’Neill", "o'neill"), ("Đặng", "dang"), ("ΑΝΝΑ", "αννα")],
)  # fmt: skip
def test_folding_leaves_what_two_spellings_share(text, folded):
    """Case, accents, special letters and spaces go."""
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text):
    """Folded text stays as it is."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ana Ruiz", PersonName("ana", (), "ruiz")),
        ("Ana María Ruiz", PersonName("ana", ("maria",), "ruiz")),
        ("Hollis van der Meer", PersonName("hollis", (), "van der meer")),
        ("Dr. Ana Ruiz, PhD", PersonName("ana", (), "ruiz", "dr")),
        ("Mr Stone", PersonName("", (), "stone", "mr")),
        ("Ana", PersonName("ana")),
        ("", PersonName()),
        ("J. Smith Jr.", PersonName("j", (), "smith")),
    ],
)
def test_a_name_is_split_into_parts(text, parts):
    """Titles, particles and degrees are told from names."""
    assert split_name(text) == parts


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("bob", "robert"),
        ("liz", "elizabeth"),
        ("gosia", "malgorzata"),
        ("sasha", "oleksandr"),
        ("paco", "francisco"),
        ("lars", "lars-erik"),
    ],
)
def test_short_forms_are_known_in_many_languages(short, long):
    """Usual short forms stand for their names."""
    assert are_nicknames(short, long)


@pytest.mark.parametrize(("one", "other"), [("jane", "jon"), ("ai", "mainz"), ("ben", "bertha"), ("an", "ana")])
def test_other_names_are_no_short_forms(one, other):
    """Likeness of letters makes nobody the same."""
    assert not are_nicknames(one, other)


def test_words_that_are_also_names_are_doubtful():
    """A word of the language or a place counts as a name only where the talk says so."""
    names = lexicon()
    assert names.is_name("katarzyna")
    assert {"mark", "grace", "london", "may"} <= names.doubtful
    assert not names.is_name("the")


def test_capitals_are_written_as_usual():
    """Shouted names are written like others."""
    assert title_case("O'BRIEN-LEE") == "O'Brien-Lee"
