"""What a letter says need not, or must not, be done is no task to do it."""

import pytest
from tests.flow.extract.offline.letter.mails import mail, message, paper, read


@pytest.mark.parametrize(
    "sentence",
    [
        "Please don't send the sail numbers to the club any more.",
        "Please do not move the trailer.",
        "You no longer need to send us the weekly tide tables.",
        "There is no need to send the cradle drawing.",
        "You don't have to order the second anchor.",
        "Please never ship the masts on a Friday.",
        "I don't need to pay the berth fee any more.",
    ],
)
def test_what_is_not_to_be_done_is_no_task(sentence):
    """The verb is there, and so is its denial."""
    assert not read(mail(message(sentence))).tasks


@pytest.mark.parametrize(
    "sentence",
    [
        "Please don't forget to send the certificate by Friday.",
        "Why don't you send us the tide tables by Friday?",
        "Why don't you send us the tide tables by Friday.",
    ],
)
def test_a_denial_of_something_else_leaves_the_task(sentence):
    """What is not to be forgotten, or only asked, is work."""
    assert read(mail(message(sentence))).tasks


@pytest.mark.parametrize(
    "sentence",
    [
        "Do you need the two masts replaced, or is the discount enough?",
        "Do you still want the old mooring chain removed, or do you do that yourselves?",
        "Would you prefer the sails delivered, or do you collect them?",
    ],
)
def test_what_is_asked_to_learn_what_is_wanted_is_no_task(sentence):
    """Which of two things the reader would like is a question, and none of both is anybody's work yet."""
    assert not read(mail(message(sentence))).tasks


@pytest.mark.parametrize(
    "sentence",
    [
        "Purchasing say the anchor contract will be signed on Monday.",
        "Finance confirm that the berth fee will be paid on Friday.",
    ],
)
def test_what_others_say_is_no_task(sentence):
    """A noun that could be a verb orders nothing, and what others say will be done is theirs."""
    assert not read(mail(message(sentence))).tasks


def test_a_request_behind_such_a_question_stays():
    """What the reader is asked for after it is work."""
    (task,) = read(mail(message("Do you need the masts replaced, or could you send me the old invoice?"))).tasks
    assert "old invoice" in task.text


def test_a_right_is_no_duty():
    """What a party may do binds nobody; what it shall do does."""
    terms = """# Berth licence
    between Halden Marina Ltd ("Owner") and Tiller Boats Ltd ("Licensee")
    The Licensee may extend the licence by two months by 15 June 2026.
    The Licensee is entitled to store one trailer on the hard.
    The Licensee shall send proof of insurance to the Owner by 1 April 2026."""
    (task,) = read(paper(terms)).tasks
    assert "insurance" in task.text


def test_what_people_would_meet_for_is_no_work():
    """The proposal to meet is a question; what the meeting is for is none of its reader's tasks."""
    found = read(mail(message("Could we meet on Wednesday 18 March at 14:00 to walk through the plan?")))
    assert not found.tasks
    assert found.questions


@pytest.mark.parametrize(
    "sentence",
    [
        "You may review the berth details here: https://berths.example/mine",
        "I haven't had a chance to look at the pump yet.",
        "Thanks and talk to you on Wednesday.",
        "The closing dinner of the regatta will be on 8 May.",
        "If you'd prefer to wait for the new paint, that is due in April.",
        "I am in the yard this week, so e:mail is probably the best way to reach me.",
    ],
)
def test_what_only_sounds_like_an_order_is_no_task(sentence):
    """Links, partings, days of events and things that nobody can send."""
    assert not read(mail(message(sentence))).tasks


@pytest.mark.parametrize(
    "sentence",
    [
        "I don't have a strong view on the colour of the sails.",
        "We don't have any firm opinion about the mooring.",
        "If the chandlers do send the red ropes, I'd want them by the end of the month.",
        "Unless they do deliver the winch on Friday, we sail without it.",
        "I rang the sailmaker this morning.",
    ],
)
def test_an_opinion_a_supposition_and_what_was_done_are_no_task(sentence):
    """Nobody can send a view; what others may do is only supposed; what was done is told."""
    assert not read(mail(message(sentence))).tasks
