"""Mail that wants money under a false name is nobody's work."""

import pytest
from tests.flow.extract.offline.letter.mails import mail, message, person, read, vault

from minutebook.flow.extract.llm import ModelEngine
from minutebook.flow.extract.offline import OfflineEngine

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


def test_nothing_follows_from_bait():
    """No report, fact, question, appointment or number of it is noted; what an honest mail beside it says stays."""
    honest = message("Could you send me the paint chart by Friday?", frm="Ben Okafor <ben@haldenboats.example>")
    bait = message(
        "Please pay the invoice of 4,800 today to the account DE12 3456.\nThe chart was sent.\nCan you meet me on Friday at 10:30?"
        "\nWe decided to change the bank details.\nKeep this confidential and confirm once it is done.",
        frm="Ben Okafor <ben.okafor@quickmail.example>",
        first=1,
        signature="Ben Okafor\nTreasurer\n+44 20 7946 0000",
    )
    found = read(mail(honest, bait), KNOWN)
    assert [task.evidence for task in found.tasks] == [(0,)]
    said = (*found.updates, *found.decisions, *found.facts, *found.questions)
    assert not [item for item in said if set(item.evidence) - {0}]
    assert found.invite is None
    assert [(c.email, c.phone) for c in found.contacts] == [("ben@haldenboats.example", None)]
    assert not found.reply.needed


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


class Unheard:
    """A model that must not be asked."""

    name = "unheard"
    window = 32_000

    def answer(self, prompt):
        raise AssertionError(prompt)


def test_a_model_is_not_asked_about_bait():
    """What is understood of it is what is understood without one."""
    source = mail(message(TEXT, frm="Cass Ode <cass@nowhere.example>"))
    found = ModelEngine(Unheard(), OfflineEngine()).extract(source, KNOWN)
    assert found == read(source, KNOWN)


def test_what_is_taken_back_or_only_asks_for_time_is_no_work():
    """A request that its sentence drops, and whether somebody is free; both leave the others."""
    said = "I asked for the keel plan as well, but it was burnt, so forget that one.\nAre you free for a call next week?\nI haven't had your sail number yet."
    assert [task.text for task in read(mail(message(said))).tasks] == ["Send Ben Ana's sail number"]


def test_a_day_for_all_is_no_question():
    """It asks for what was asked already."""
    said = "I need two things from you:\n- the keel plan\n- two fenders\nCould you let me have both by next Friday?"
    found = read(mail(message(said)))
    assert not found.questions
    assert {task.due.isoformat() for task in found.tasks} == {"2026-03-13"}


def test_the_invitation_to_what_is_drafted_is_no_work():
    """The hold stands for it; where none is made it is work like any other."""
    arranged = "Let's meet on Tuesday 10 March at ten o'clock at the yard.\nI'll send you an invite.\nPlease bring the keel plan."
    found = read(mail(message(arranged)))
    assert found.invite is not None
    assert [task.text for task in found.tasks] == ["Bring the keel plan"]
    (task,) = read(mail(message("I'll send you an invite once the slip is free."))).tasks
    assert "invite" in task.text
