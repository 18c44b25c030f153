"""The appointment that people make while they talk."""

import pytest

from dialogues import PEOPLE, context_of, source_of
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.model.source import Utterance


def start_of(*turns):
    """When and where two people, on Wednesday 4 March 2026, agree to meet."""
    source = source_of(Utterance(id=n, text=text, speaker=PEOPLE[n % 2], block=n) for n, text in enumerate(turns))
    invite = OfflineEngine().extract(source, context_of(PEOPLE[0])).invite
    return invite and (invite.start, invite.location)


@pytest.mark.parametrize(
    ("turns", "start"),
    [
        (("Shall we meet on 10 March at 14:00?", "Yes, that works."), "2026-03-10T14:00:00"),
        (
            ("Shall we do the twelfth of March, same place?", "The twelfth at ten, at your office. I'll send the invite.", "Perfect."),
            "2026-03-12T10:00:00",
        ),
        (("When do we see each other again?", "Next Thursday?", "Thursday, half past nine.", "Good."), "2026-03-12T09:30:00"),
        (("Same time next Friday?", "Could we do Thursday at ten?", "Thursday at ten's fine.", "Lovely."), "2026-03-05T10:00:00"),
    ],
)  # fmt: skip
def test_what_both_agree_on_is_an_appointment(turns, start):
    """A day and an hour that one proposes and the other takes, in one line or in two."""
    assert start_of(*turns)[0] == start


def test_the_place_is_told():
    """Where they meet, as the lines around say it."""
    assert start_of("Can we meet on Monday at nine in our boardroom?", "Yes, fine.")[1] == "our boardroom"


@pytest.mark.parametrize(
    "turns",
    [
        ("Shall we meet on 10 March at 14:00?", "No, I can't.", "Pity.", "Well."),
        ("I'll send you the drawings by Thursday at ten.", "Perfect."),
        ("The lorry comes on Monday at nine.", "Good."),
        ("Shall we meet again in April?", "Yes, let's.", "I'll write to you.", "Good."),
        ("I'd say Thursday for the fence.", "What's that, about nine hundred?", "Near enough.", "Go on."),
        ("I logged it on Sunday at ten.", "Did you?"),
        ("Shall we meet on Thursday at ten?", "Thursday is my day off."),
        ("Shall we meet on Thursday at ten?", "Hm, that's not great for me."),
        ("Shall we meet on Thursday at ten?", "Yes.", "Lovely.", "Oh, I have to cancel that, sorry."),
    ],
)
def test_what_nobody_agreed_on_is_none(turns):
    """What is refused, due, of somebody else, over, or has no hour makes no appointment."""
    assert start_of(*turns) is None
