"""Appointments that mails make, propose, move and call off."""

from datetime import datetime

import pytest
from tests.flow.extract.offline.letter.mails import mail, message, read

LATER = datetime.fromisoformat("2026-03-05T09:00:00+00:00")


def start(*texts: str) -> str | None:
    """When the appointment of a thread begins, to the minute; all mails are Ben's, the first of a Wednesday, the others of the day after."""
    first, *others = texts
    parts = [message(first)]
    for text in others:
        parts.append(message(text, first=sum(part[0].count for part in parts), sent=LATER))
    invite = read(mail(*parts)).invite
    return invite.start[:16] if invite else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I've put you down for Monday the 9th, 9.15 to 10.45, in the Birch room.", "2026-03-09T09:15"),
        ("Confirmed: 19 March, 10-12, your office.", "2026-03-19T10:00"),
        ("Call Friday 16h?", "2026-03-06T16:00"),
        ("Drinks on Thursday 12 March at eight?", "2026-03-12T20:00"),
        ("Let's meet at 2:30 on Friday.", "2026-03-06T14:30"),
        ("We will be with you at ten past nine on Monday.", "2026-03-09T09:10"),
        ("Could you and I sit together on Monday at a quarter to eleven?", "2026-03-09T10:45"),
        ("The doctor can see you on Tuesday at 9.40, be there early.", "2026-03-10T09:40"),
        ("Tuesday 10th works for us - 2-4pm?", "2026-03-10T14:00"),
        ("Would Monday 9 March at half past two be convenient for the fitting?", "2026-03-09T14:30"),
        ("The 12th it is, at 11.", "2026-03-12T11:00"),
        ("The train leaves at 8:12 on Monday, let us meet at 8:00 at the station.", "2026-03-09T08:00"),
        ("Yes, Friday works.\nSee you at 10.", "2026-03-06T10:00"),
        ("I'm in town on the 20th.\nCoffee at 3?", "2026-03-20T15:00"),
        ("When: Tuesday, 10 March 2026\nTime: 10:00 - 11:00\nWhere: Meeting room 2", "2026-03-10T10:00"),
        ("The meeting on Tuesday 10 March is moved to Thursday 12 March, same time, 10:30.", "2026-03-12T10:30"),
        (
            "Tuesday at 10 doesn't work for me any more.\nWhat about Wednesday the 11th at 11 instead?",
            "2026-03-11T11:00",
        ),
        ("The surveyor comes on Tuesday at ten, could you be there?", "2026-03-10T10:00"),
    ],
)
def test_a_day_and_an_hour_that_belong_together(text, expected):
    """However they are put, also in two sentences, beside another hour, or below each other behind labels."""
    assert start(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Slots I have: Mon 9 March 10:00, Tue 10 March 14:00, Thu 12 March 9:00. Which suits you?",
        "Could we do either Tuesday at 10 or Thursday at 3 for the viewing?",
        "Can we talk on Friday?\nI am free from 10 until 12 and after 15:00.",
        "Our board meets on 20 March at 18:30 and will decide on your offer.",
        "I have a dentist's appointment on Friday at 9 so I'll be in late.",
        "Thanks for meeting us on Monday at 10.",
        "Please hand in the form by Monday 9 March at 12:00.",
        "Unfortunately I have to cancel our meeting on Tuesday 10 March at 10:30.",
        "The workshop is on 20 March, all day.",
    ],
)
def test_what_is_no_appointment(text):
    """A choice, a stretch of time, a meeting of others, a deadline, what was, what is called off, a day without an hour."""
    assert start(text) is None


def test_a_moved_appointment_keeps_what_was_said_of_it():
    """Its length, its place and its people; the day alone, or the hour alone, may be new."""
    first = "Shall we meet on Tuesday 10 March at 10:30 at our yard?\nIt should take an hour."
    moved = message("Could we move it to Thursday 12 March at 14:00?", first=2, sent=LATER)
    invite = read(mail(message(first), moved)).invite
    assert invite is not None
    assert (invite.start[:16], invite.end and invite.end[:16]) == ("2026-03-12T14:00", "2026-03-12T15:00")
    assert invite.location == "our yard"
    assert start(first, "Can we move our meeting to Thursday 12 March, same time?") == "2026-03-12T10:30"
    assert start(first, "Could we make it at 11 instead?") == "2026-03-10T11:00"


def test_a_later_mail_calls_it_off():
    """Then there is none, unless it names another time."""
    first = "Shall we meet on Tuesday 10 March at 10:30 at our yard?"
    assert start(first, "I am sorry, I have to cancel our meeting.") is None
    assert start(first, "I can't make it on Tuesday.\nHow about Thursday 12 March at 9 instead?") == "2026-03-12T09:00"
