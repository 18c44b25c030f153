"""A bracket never stands without its partner."""

import pytest

from minutebook.text.brackets import until_open, without_halves


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Call with Inke (Harbour Office)", "Call with Inke (Harbour Office)"),
        ("Call with Inke (Harbour Office", "Call with Inke Harbour Office"),
        ("Lease (draft 2 )", "Lease (draft 2)"),
        ("Lease ) of the quay [v3]", "Lease of the quay [v3]"),
        ("Lease ()", "Lease"),
    ],
)
def test_a_title_keeps_whole_brackets_alone(text: str, whole: str) -> None:
    """Halves go, their words stay."""
    assert without_halves(text) == whole


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Buy a new pump (approx", "Buy a new pump"),
        ("Buy a new pump (approx. £400)", "Buy a new pump (approx. £400)"),
        ("Buy (or hire) a pump, (if", "Buy (or hire) a pump"),
        ("(approx", "(approx"),
    ],
)
def test_words_end_before_an_aside_that_was_cut(text: str, whole: str) -> None:
    """Unless nothing else is said."""
    assert until_open(text) == whole
