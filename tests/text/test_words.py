"""Words: folding and content."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.text.words import content_words, fold, split_words, without_ending


@pytest.mark.parametrize(
    ("one", "other"),
    [("CAFÉ", "cafe"), ("Straße", "STRASSE"), ("ﬁle", "file"), ("Ｗ３Ｃ", "w3c"), ("e\u0301te\u0301", "été")],
)
def test_spellings_of_one_word_fold_alike(one: str, other: str) -> None:
    """Case, Latin accents and compatible forms make no difference."""
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded text is its own folding."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don’t wait, it's 10:30!", ["dont", "wait", "its", "10", "30"]),
        ("snake_case twenty-one", ["snake", "case", "twenty", "one"]),
        ("会議 notes", ["会", "議", "notes"]),
        ("", []),
        ("… — !", []),
    ],
)
def test_words_stand_in_order(text: str, words: list[str]) -> None:
    """Apostrophes join, everything else parts; Chinese and Japanese characters stand alone."""
    assert split_words(text) == words


def test_content_words_leave_out_what_every_text_has() -> None:
    """Function words, hesitations and single letters go, numbers stay."""
    assert content_words("Um, so I think that we should ship the 3 pumps by Friday, OK?") == [
        "ship",
        "3",
        "pumps",
        "friday",
    ]


@given(st.text())
def test_content_words_are_some_of_the_words(text: str) -> None:
    """None is made up, their order stays."""
    words = iter(split_words(text))
    assert all(word in words for word in content_words(text))


@pytest.mark.parametrize(("word", "left"), [("planning", "plan"), ("boxes", "box"), ("red", "red"), ("tried", "tri")])
def test_a_word_loses_its_ending(word: str, left: str) -> None:
    """The first ending that fits goes where three letters are left ("tried" has no "ied" to lose); a doubled letter at the end is one."""
    assert without_ending(word, ("ing", "ied", "es", "ed")) == left
