"""Numbers and days said in words, and what stays as it was said."""

import pytest

from minutebook.flow.extract.offline.words.figures import figures, splits_number


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("The lease ends on October thirty-first.", "The lease ends on 31 October."),
        ("We open by the twenty-second of June.", "We open by 22 June."),
        ("April third is fine", "3 April is fine"),
        ("from May twelfth to June second", "from 12 May to 2 June"),
        ("our forty-third visitor", "our 43rd visitor"),
        ("one hundred and twenty-first", "one hundred and twenty-first"),
        ("from four hundred and ten to four hundred and thirty-five pounds", "from 410 to 435 pounds"),
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


@pytest.mark.parametrize(
    "said",
    [
        "ten or twelve thousand",
        "three to four thousand tiles",
        "two or three hundred",
        "eleven, twelve thousand",
        "half a million",
        "two and a half thousand",
        "several thousand two hundred",
        "seven thousand five",
        "six hundred six hundred",
        "ten thousand million",
        "a price of nineteen ninety-nine",
        "they cost nineteen ninety",
    ],
)
def test_a_part_of_a_number_is_no_figure(said):
    """What lends its scale to another, breaks off, or may be two numbers stays as it was said."""
    assert figures(said) == said


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("seven thousand five hundred", "7,500"),
        ("seven thousand and five", "7,005"),
        ("since nineteen ninety", "since 1990"),
        ("from six hundred to nine hundred", "from 600 to 900"),
        ("twelve and a half thousand", "12 and a half thousand"),
    ],
)
def test_a_whole_number_is_a_figure(said, told):
    """Next to what is left in words, numbers that are complete are told as figures."""
    assert figures(said) == told


def test_a_phrase_that_cuts_a_number_is_known():
    """It begins or ends inside of one; the number as a whole is not cut."""
    text = "cap it at seven thousand five hundred"
    assert splits_number(text, text.index("thousand"), text.index(" hundred"))
    assert splits_number(text, 0, text.index(" hundred"))
    assert not splits_number(text, text.index("seven"), len(text))
