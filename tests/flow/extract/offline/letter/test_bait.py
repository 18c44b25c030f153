"""Mail that wants money under a false name is nobody's work."""

import pytest
from tests.flow.extract.offline.letter.mails import mail, message, person, read, vault

TEXT = "Please pay the invoice of 4,800 today.\nI am in a meeting, keep this confidential."
KNOWN = vault(person("Ben Okafor", "ben@haldenboats.example"))


@pytest.mark.parametrize(
    ("frm", "reply_to", "text"),
    [
        ("Ben Okafor <ben.okafor@quickmail.example>", (), "Please transfer the deposit to the new account."),
        ("Ben Okafor <ben@ha1denboats.example>", (), "Please pay the invoice below."),
        ("Ben Okafor <ben@haldenboats.example>", ("desk <ben@elsewhere.example>",), "Please pay the invoice below."),
        ("Cass Ode <cass@nowhere.example>", (), TEXT),
    ],
)
def test_what_bait_asks_for_is_no_task(frm, reply_to, text):
    """It needs no answer either, and the note says why."""
    found = read(mail(message(text, frm=frm, reply_to=reply_to)), KNOWN)
    assert found.tasks == ()
    assert not found.reply.needed
    assert "fraud" in found.warnings[0]


@pytest.mark.parametrize(
    ("frm", "text"),
    [
        ("Ben Okafor <ben@haldenboats.example>", "Please pay the invoice by Friday."),
        ("Cass Ode <cass@nowhere.example>", "Could you pay the deposit by Friday?"),
        ("Ben Okafor <ben.okafor@quickmail.example>", "Could you send me the paint chart by Friday?"),
    ],
)
def test_an_honest_bill_is_work(frm, text):
    """Neither a stranger nor a friend's other address is enough."""
    found = read(mail(message(text, frm=frm)), KNOWN)
    assert len(found.tasks) == 1
    assert found.warnings == ()
