"""Who is called in a talk in another language."""

import pytest

from minutebook.flow.extract.offline.abroad.company import is_called
from minutebook.flow.extract.offline.people.cast import NameSpan


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Ben, machst du das?", True),
        ("Machst du das, Ben?", True),
        ("Et Ben, tu t'en occupes ?", True),
        ("Ben machst du das", True),
        ("Das macht Ben morgen.", False),
        ("Ben macht das morgen, denke ich.", False),
    ],
)
def test_a_name_at_the_edge_of_a_sentence_or_between_marks_is_called(text, called):
    """Inside a sentence with marks somebody is only spoken of."""
    start = text.index("Ben")
    assert is_called(text, NameSpan(start, start + 3, "Ben Okafor", present=True, known=True)) is called
