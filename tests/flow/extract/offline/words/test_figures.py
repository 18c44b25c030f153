"""Numbers and days said in words, and what stays as it was said."""

import pytest

from minutebook.flow.extract.offline.words.figures import figures


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("The lease ends on October thirty-first.", "The lease ends on 31 October."),
        ("We open by the twenty-second of June.", "We open by 22 June."),
        ("April third is fine", "3 April is fine"),
        ("from May twelfth to June second", "from 12 May to 2 June"),
        ("our forty-third visitor", "our 43rd visitor"),
        ("one hundred and twenty-first", "one hundred and twenty-first"),
    ],
)
def test_tens_and_an_ordinal_are_one_number(said, told):
    """Neither of its words is told as a figure alone."""
    assert figures(said) == told


@pytest.mark.parametrize(
    "said",
    [
        "the twenty-first century",
        "a twenty-second break",
        "we may second that",
        "In May first we paint",
    ],
)
def test_what_is_no_day_and_no_rank_stays(said):
    """A century, how long something lasts, a verb and a word of order stay as they were said."""
    assert figures(said) == said
