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
