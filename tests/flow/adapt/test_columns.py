"""Names in columns of a line."""

import pytest

from minutebook.flow.adapt.columns import part_names
from minutebook.flow.adapt.header import read_people


@pytest.mark.parametrize(
    ("line", "parted"),
    [
        ("Ana Ruiz      Ben van Holm", "Ana Ruiz | Ben van Holm"),
        ("Ana Ruiz\t\tDr. Ben Holm", "Ana Ruiz | Dr. Ben Holm"),
        ("For us:   Ana Ruiz   Ben Holm", "For us: | Ana Ruiz | Ben Holm"),
        ("Present: Ana Ruiz   Ben Holm", "Present: Ana Ruiz | Ben Holm"),
        ("Birgit    Katarina", "Birgit | Katarina"),
        ("Ana Ruiz, Chair    Ben Holm (Treasurer)", "Ana Ruiz, Chair | Ben Holm (Treasurer)"),
    ],
)
def test_names_on_both_sides_of_a_gap_are_parted(line: str, parted: str):
    """A bar stands in each gap of a line that holds several names."""
    assert part_names(line) == parted


@pytest.mark.parametrize(
    "line",
    [
        "Ana Ruiz Ben Holm",
        "The Lender hands over the boat.  The Borrower pays for it.",
        "the  boat   is  red",
        "DATED    4 May 2026",
        "Ana  Ruiz",
        "It was  Ana Ruiz",
        "   Ana Ruiz",
        "",
    ],
)
def test_other_gaps_stay(line: str):
    """White space that sets no names apart says nothing."""
    assert part_names(line) == line


@pytest.mark.parametrize("gap", ["   ", "\t", " | ", " / ", " ____ "])
def test_who_was_present_in_columns(gap: str):
    """Those present are told apart however their names are set apart."""
    assert [person.name for person in read_people(gap.join(["Ana Ruiz", "Ben Holm"]))] == ["Ana Ruiz", "Ben Holm"]
