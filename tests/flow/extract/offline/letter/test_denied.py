"""What a letter says need not, or must not, be done is no task to do it."""

import pytest
from tests.flow.extract.offline.letter.mails import mail, message, read


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
    ],
)
def test_a_denial_of_something_else_leaves_the_task(sentence):
    """What is not to be forgotten, or only asked, is work."""
    assert read(mail(message(sentence))).tasks
