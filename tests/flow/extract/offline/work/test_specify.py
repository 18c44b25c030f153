"""Work that is said in pieces, the other way round, or is none."""

import pytest

from dialogues import tasks_of

WORDED = [
    (
        ["Ana: Could you write me a list, Ben? With the sizes, in red.", "Ben: Yes, by Friday."],
        "Write Ana a list with the sizes, in red",
    ),
    (["Ana: I'll do a letter to the tram company by Friday.", "Ben: Good."], "Write a letter to the tram company"),
    (["Ana: I'll give the roofer a ring tomorrow.", "Ben: Good."], "Ring the roofer"),
    (["Ana: I'll send the plan to you by Friday, Mister Okafor.", "Ben: Thanks."], "Send the plan"),
]


@pytest.mark.parametrize(("turns", "words"), WORDED)
def test_what_is_said_in_pieces_is_one_order(turns, words):
    """What its speaker goes on to say of it, or said before it, is part of the work; what is said to somebody is not."""
    (task,) = tasks_of("\n".join(turns))
    assert task.text.startswith(words)
    assert "Okafor" not in task.text


@pytest.mark.parametrize(
    "turns",
    [
        ["Ana: When can you paint the hall, Ben?", "Ben: I'd need two days."],
        ["Ana: The new desk is free.", "Ben: He's only free Wednesdays.", "Ana: Oh."],
        ["Ana: You'll have got the parcel with the lamps.", "Ben: I have."],
    ],
)
def test_time_that_somebody_needs_is_no_work(turns):
    """Who needs two days asks nobody to get them; nor is what somebody has got, or when they are free, work."""
    assert not [
        t
        for t in tasks_of("\n".join(turns))
        if "days" in t.text.lower() or "free" in t.text.lower() or "got" in t.text.lower()
    ]
