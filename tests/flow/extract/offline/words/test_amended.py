"""What somebody who dictates puts right reads as they mean it in the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.flow.extract.offline.words.amended import put_right


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Tell Nia, no, sorry, not Nia, Petr, that the mast is in.", "Tell Petr that the mast is in."),
        ("Ask Nia, sorry, ask Petr for the sails.", "Ask Petr for the sails."),
        ("Ask Nia Holm, no, Petr Vogel, for the sails.", "Ask Petr Vogel for the sails."),
        ("Book the crane for the sixth, no, hang on, the fifth.", "Book the crane for the fifth."),
        ("Book the crane for the sixth. No, hang on, the fifth.", "Book the crane for the fifth."),
        (
            "Call the yard on Monday, no wait, not Monday, Friday, about the keel.",
            "Call the yard on Friday about the keel.",
        ),
        ("pay by wednesday actually make that thursday and go", "pay by thursday and go"),
        ("answer by the ninth of, well I'd rather answer by the sixth.", "answer by the sixth."),
        ("ring the yard at nine actually no at ten", "ring the yard at ten"),
        ("Meet her at 3 pm, no, 4 pm.", "Meet her at 4 pm."),
        ("order two ropes from Halden no actually four ropes and go", "order four ropes from Halden and go"),
        ("It costs six thousand, actually six thousand three hundred.", "It costs six thousand three hundred."),
        ("den meister morgen anrufen nein warte übermorgen", "den meister übermorgen anrufen"),
    ],
)
def test_the_later_of_two_like_parts_is_meant(said, meant):
    """A name stands for a name, a day for a day, an hour for an hour, a number for a number."""
    assert put_right(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "I told Nia. Actually Petr was late.",
        "He said no Monday is fine and Tuesday too.",
        "There are two masts and no three of them fit.",
        "Ring Nia on Monday. No, wait. Nia is away, ring Petr.",
        "Give Nia the key, sorry, the lock.",
        "Nia will, actually, bring the ropes.",
    ],
)
def test_where_nothing_like_it_was_said_all_stays(said):
    """A word of correction alone changes nothing."""
    assert put_right(said) == said


@given(
    st.lists(
        st.sampled_from(["no, ", "wait ", "Nia, ", "Petr ", "six ", "the sixth ", "actually ", "Friday. ", "at nine "])
    )
)
def test_it_always_ends_in_no_more_words(parts):
    """However often somebody changes their mind."""
    said = "".join(parts)
    assert len(put_right(said)) <= len(said)
