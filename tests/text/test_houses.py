"""Organisations by their names."""

import pytest

from minutebook.text.houses import is_house


@pytest.mark.parametrize(
    ("name", "own", "email", "expected"),
    [
        ("Tiller Boats", "Tiller Boats", "ana@post.example", True),
        ("Tiller Boats Ltd", "Tiller Boats", "ana@post.example", True),
        ("Tiller Boats", "Tiller", "ana@post.example", False),
        ("Keel Bank", "Tiller Boats", "ana@keel-bank.example", False),
        ("Tiller Boats", None, "ana@tiller-boats.example", True),
        ("Tiller Boats", None, "ana@post.example", False),
        ("Gmail", None, "ana@gmail.com", False),
        ("Ana Ruiz", None, "ana@ana.example", False),
    ],
)
def test_an_own_house_is_told_by_its_name_or_by_an_address(name, own, email, expected):
    """Its legal form aside; an address counts only where the organisation is not known, and spells no given name."""
    assert is_house(name, own, (email,)) is expected
