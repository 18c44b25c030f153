"""What a mail reports on earlier work."""

import pytest
from tests.flow.extract.offline.letter.mails import mail, message, paper, read

from minutebook.flow.extract.offline.letter.news import read_status
from minutebook.model.extraction import UpdateStatus


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("here are the figures for the slipway.", UpdateStatus.DONE),
        ("here is the invitation for the slipway test.", None),
        ("here is the agenda for the board meeting.", None),
    ],
)
def test_an_invitation_to_something_does_not_say_that_it_was_done(sentence, status):
    """What is handed over is done; what is only announced is not."""
    assert read_status(sentence) is status


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("keep this quiet and confirm once it is done.", None),
        ("please order the rope and make sure it was sent.", None),
        ("we can confirm that the anchor has been delivered.", UpdateStatus.DONE),
        ("the anchor has been delivered, let me know if it fits.", UpdateStatus.DONE),
    ],
)
def test_what_is_only_to_be_reported_is_no_report(sentence, status):
    """To confirm once a thing is done says of nothing that it was."""
    assert read_status(sentence) is status


def test_each_sentence_of_a_paper_reports_for_itself():
    """A log says in so many words what became of work; what a mail may tell is weighed with its neighbours."""
    said = "Rang the harbour and told them to ship the ropes.\nThe corrected charts are still not here."
    found = read(paper(said, title="Log")).updates
    assert [update.status for update in found] == [UpdateStatus.DONE, UpdateStatus.SLIPPED]
    assert not read(mail(message(said))).updates
