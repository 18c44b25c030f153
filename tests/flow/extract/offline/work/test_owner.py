"""Whose a piece of work is, among all who speak or are named around it."""

import pytest

from dialogues import tasks_of
from minutebook.flow.extract.offline.work.owner import likeliest

OWNERS = {
    "asked of the one who is called": (
        """
        Ana: Ben, the boathouse roof.
        Ana: Can you get three quotes for the boathouse roof by Friday?
        Ben: Yeah, I'll get them.
        Chitra: The last one leaked.
        """,
        ["Ben Okafor"],
    ),
    "taken over with a reason": (
        """
        Ana: I'll sign the permit for the regatta tomorrow.
        Chitra: You can't, Ana, it has to be the treasurer. It's me, I'll sign it tomorrow.
        Ana: Oh, fine.
        """,
        ["Chitra Rao"],
    ),
    "taken over with a wish": (
        """
        Ben: I'll record the message for the regatta on Monday.
        Ana: No, let me do the message, they know my voice.
        Ben: Fine by me.
        """,
        ["Ana Ruiz"],
    ),
    "dealt out": (
        """
        Ana: So that was the roof. It stays as it is for the winter.
        Ben: Good, I like it as it is.
        Ana: Now the next weeks. Chitra, you're gonna be working on the drawings of the slipway.
        Chitra: Fine.
        Ana: First the surveyor will present his old ones.
        """,
        ["Chitra Rao"],
    ),
    "told by what they are": (
        """
        Ben: Hello, I'm the site engineer.
        Chitra: And I'm the treasurer.
        Ana: Good. The treasurer will send the deposit for the boathouse tomorrow.
        Ben: Right.
        Ana: And the site engineer is going to measure the slipway on Monday.
        """,
        ["Chitra Rao", "Ben Okafor"],
    ),
    "left open though somebody spoke": (
        """
        Ana: Somebody has to repaint the boathouse door before the regatta.
        Ben: Don't look at me, I'm away.
        Ana: Well, it stays open then.
        """,
        [None],
    ),
}


@pytest.mark.parametrize("name", OWNERS)
def test_whose_a_task_is(name):
    """The one who has it at the end, by who is called, who agrees and who takes it over."""
    dialogue, owners = OWNERS[name]
    assert [task.owner for task in tasks_of(dialogue)] == owners


def test_nobody_has_it_where_nobody_is_likely():
    """Chances are those beside the others and nobody: two alike share theirs."""
    assert likeliest([], 0.45) is None
    assert likeliest([-2.0, -3.0], 0.45) is None
    assert likeliest([1.0, 3.0], 0.45) == 1
    assert likeliest([2.0, 2.0], 0.5) is None


def test_what_a_voice_without_a_name_takes_is_nobody_elses():
    """Side by side and in like words, yet two people's: the named one does not get the other's work."""
    found = tasks_of(
        """
        Ana: The regatta permit, then.
        Speaker 9: I'll sign the permit tonight.
        Ana: And I'll send the permit to the harbour office tomorrow.
        Ben: Good.
        """
    )
    assert [(task.text.partition(" ")[0], task.owner) for task in found] == [("Sign", None), ("Send", "Ana Ruiz")]
