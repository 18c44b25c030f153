"""A request that leaves to a list what it asks for gives a task for each item."""

import pytest
from tests.flow.extract.offline.letter.mails import mail, message, read


def test_each_item_is_asked_for():
    """The request's verb goes before each, and a day behind an item is its own."""
    asked = """Dear Ana,
    Please let me have:
    - a signed copy of the berth licence by 13 March
    - the keel drawing
    - your proposal how the leak is closed
    Regards
    Ben"""
    first, second, third = read(mail(message(asked))).tasks
    assert first.text == "Send Ben a signed copy of the berth licence"
    assert (first.due.isoformat(), second.due, first.owner) == ("2026-03-13", None, "Ana Ruiz")
    assert second.text == "Send Ben the keel drawing"
    assert "your proposal" in third.text or "proposal" in third.text


@pytest.mark.parametrize(
    ("opens", "text"),
    [
        ("Could you please bring the following:", "Bring two fenders"),
        ("Please order by Friday:", "Order two fenders"),
        ("Please send us the following items:", "Send Ben two fenders"),
    ],
)
def test_the_requests_own_verb_is_kept(opens, text):
    """What is brought is not sent."""
    (task, other) = read(mail(message(f"{opens}\n- two fenders\n- a mooring line"))).tasks
    assert task.text == text
    assert (task.due is not None, other.due) == ("Friday" in opens, task.due)


def test_a_notice_over_a_list_asks_for_nothing():
    """What is only to be noted is no work."""
    assert not read(mail(message("Please note the following:\n- the slip is closed\n- the crane is away"))).tasks


@pytest.mark.parametrize(
    ("opens", "due"),
    [
        ("Before we start I need two things from you by Friday:", "2026-03-06"),
        ("What we still need from you:", None),
        ("Could I have the following from you by Friday please:", "2026-03-06"),
        ("Outstanding from your side:", None),
        ("We're only missing a few things from you now:", None),
        ("The following are still open on your side:", None),
    ],
)
def test_what_somebody_lacks_is_sent_to_them(opens, due):
    """Each thing is a task of the reader by the head's day; what is said of a thing, and the day it is from, are none of it."""
    first, second = read(
        mail(message(f"{opens}\n- the berth licence from 2 January, ours is unsigned\n- two fenders"))
    ).tasks
    assert [first.text, second.text] == ["Send Ben the berth licence", "Send Ben two fenders"]
    assert {(task.owner, task.due and task.due.isoformat()) for task in (first, second)} == {("Ana Ruiz", due)}


def test_entries_may_be_run_in():
    """Numbered in one sentence, as things or as orders."""
    said = "I need the following: (a) the berth licence, (b) two fenders and (c) a key."
    assert [t.text for t in read(mail(message(said))).tasks] == [
        "Send Ben the berth licence",
        "Send Ben two fenders",
        "Send Ben a key",
    ]
    said = "Could you do two things for me: (1) book the slip and (2) ring the crane driver about the mast?"
    assert [t.text for t in read(mail(message(said))).tasks] == [
        "Book the slip",
        "Ring the crane driver about the mast",
    ]


def test_a_head_may_name_whose_it_is():
    """ "What I need from Bob" is his, whatever stands before."""
    tasks = read(mail(message("What I need from Bob is:\n- the sail plan\n- two fenders"))).tasks
    assert [(t.text, t.owner) for t in tasks] == [("Send Ben the sail plan", "Bob"), ("Send Ben two fenders", "Bob")]


def test_each_head_has_its_own_list():
    """What comes "from Bob" is his, where a list before was asked of the reader."""
    said = "From you:\n- the sail plan\nFrom Bob:\n- two fenders\nAgenda:\n- the mast\n- the bill"
    tasks = read(mail(message(said))).tasks
    assert [(t.text, t.owner) for t in tasks] == [
        ("Send Ben the sail plan", "Ana Ruiz"),
        ("Send Ben two fenders", "Bob"),
    ]
