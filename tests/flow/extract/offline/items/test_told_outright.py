"""What somebody says in so many words was decided."""

from dialogues import PEOPLE, context_of, source_of
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.model.source import Utterance

TALK = (
    ("Ana Ruiz", "What about the opening hours of the mill in winter?"),
    ("Ben Okafor", "We decided: the mill closes at four until the first of March."),
    ("Ana Ruiz", "Fine with me."),
    ("Chitra Rao", "And the cider sale?"),
    ("Ben Okafor", "We agreed with the landlord that the cider sale moves to the second of May."),
    ("Chitra Rao", "Good."),
)


def test_two_told_beside_each_other_are_two():
    """Each is a decision of its own, without words before it from what is said around."""
    source = source_of(Utterance(id=n, text=text, speaker=who, block=n) for n, (who, text) in enumerate(TALK))
    found = [d.text for d in OfflineEngine().extract(source, context_of(PEOPLE[0])).decisions]
    assert len(found) == 2
    assert found[0].startswith("We decided: the mill closes at four")
    assert "cider sale moves to" in found[1]


def test_what_will_not_be_settled_now_is_no_decision():
    """Whoever nods to it agrees that it stays open."""
    talk = (
        ("Ana Ruiz", "Who looks after the key register once the mill opens?"),
        ("Ben Okafor", "Not the cider people."),
        ("Chitra Rao", "Well, it can't just be me."),
        ("Ana Ruiz", "Okay. I don't think we'll solve that now. Let's put it on the agenda for the next one."),
        ("Ben Okafor", "Agreed."),
    )
    source = source_of(Utterance(id=n, text=text, speaker=who, block=n) for n, (who, text) in enumerate(talk))
    found = OfflineEngine().extract(source, context_of(PEOPLE[0])).decisions
    assert not [d.text for d in found if "solve" in d.text]
