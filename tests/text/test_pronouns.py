"""Who is called by a name may be "he" or "she"."""

import pytest

from minutebook.text.pronouns import may_be


@pytest.mark.parametrize(
    ("name", "he", "she"),
    [
        ("Oonagh Vale", False, True),
        ("Gareth Pool", True, False),
        ("Perpetua", False, True),
        ("Luca Moss", True, False),
        ("Devrim", True, True),
        ("Robin Marsh", True, True),
        ("Sam", True, True),
    ],
)
def test_a_name_of_one_sex_alone_is_not_the_other(name: str, he: bool, she: bool) -> None:
    """What both are called, or nobody knows, may be either."""
    assert (may_be(name, "him"), may_be(name, "her")) == (he, she)
