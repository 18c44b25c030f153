"""Whether a report says in a task's own verb that it has been done."""

import pytest

from minutebook.flow.link.finished import says_done, says_ended


@pytest.mark.parametrize(
    ("task", "said"),
    [
        ("Ask the bursar about the pavilion", "I asked the bursar about the pavilion, she wants a drawing first."),
        ("Translate the second leaflet", "The second leaflet is translated."),
        ("Write to the bell founder", "I've written to the bell founder."),
        ("Order the bell rope", "The bell rope is ordered, it comes on Monday."),
        ("File the accounts at the registry", "Weir: accounts filed, they thanked us."),
        ("Review the mooring plan", "Well. I reviewed the mooring plan, two remarks. The rest next week."),
    ],
)
def test_the_tasks_verb_in_the_past_says_that_it_is_done(task: str, said: str) -> None:
    """Of somebody who did it, of a thing that is so, or right behind the thing."""
    assert says_done(task, [said])


@pytest.mark.parametrize(
    ("task", "said"),
    [
        ("Ask the bursar about the pavilion", "Did you ask the bursar about the pavilion?"),
        ("Ask the bursar about the pavilion", "I haven't asked the bursar yet."),
        ("Translate the second leaflet", "Half of the second leaflet is translated."),
        ("Translate the second leaflet", "Once the second leaflet is translated, we print."),
        ("Ring the bell founder", "I rang the bell founder, nobody there; I'll try again."),
        ("Write to the bell founder", "I wrote to the council."),
        ("Paint the gate", "The painted gate looks odd."),
        ("Book the hall", "The hall is fully booked until May."),
        (
            "Ask the bursar about the pavilion",
            "So I asked the bursar about the pavilion. He's thinking, so it's still open.",
        ),
        ("Sign the estimate", "You'll get the estimate signed."),
        ("Sign the estimate", "We're going to have the estimate signed."),
        ("Sign the estimate", "I promise you the estimate signed."),
        ("", "It is done."),
    ],
)
def test_what_is_asked_denied_half_or_of_something_else_is_not_done(task: str, said: str) -> None:
    """Nothing that may still wait is said to be done."""
    assert not says_done(task, [said])


@pytest.mark.parametrize(
    ("task", "said", "ended"),
    [
        ("Take the blue ladder out of use", "The blue ladder has been withdrawn.", True),
        ("Stop the milk deliveries", "Good. The deliveries are stopped.", True),
        ("Cancel the lease of the kiosk", "The kiosk is cancelled.", True),
        ("Take the blue ladder out of use", "We don't need to, the ladder isn't withdrawn.", False),
        ("Stop the milk deliveries", "Forget the milk.", False),
        ("Order a blue ladder", "The blue ladder has been withdrawn.", False),
    ],
)
def test_what_was_to_be_ended_and_is_ended_is_done(task: str, said: str, ended: bool) -> None:
    """Words of the end of its thing close such a task; of any other task they do not."""
    assert says_ended(task, said) is ended
