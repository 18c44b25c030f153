"""What later mails of a thread make of the work and the questions of earlier ones."""

from datetime import timedelta

import pytest
from tests.flow.extract.offline.letter.mails import SENT, mail, message, person, read, vault

from minutebook.model.extraction import TaskStatus

ANA, BEN, IDA = "Ana Ruiz <ana@tiller.example>", "Ben Okafor <ben@halden.example>", "Ida Lund <ida@halden.example>"
KEEL = "Could you send me the drawing of the keel by Friday?"
FRIDAY, WEDNESDAY, TODAY = "2026-03-06", "2026-03-11", "2026-03-05"


def thread(*mails):
    """The mails of a thread, one a day: each who writes it and its lines."""
    parts, first = [], 0
    for n, (frm, text) in enumerate(mails):
        to = ANA if frm != ANA else BEN
        cc = BEN if frm == IDA else IDA
        parts.append(message(text, frm=frm, to=(to,), cc=(cc,), first=first, sent=SENT + timedelta(days=n)))
        first += len(parts[-1][1])
    known = person("Ben Okafor", "ben@halden.example"), person("Ida Lund", "ida@halden.example")
    return read(mail(*parts), vault(*known))


def stand(extraction):
    return [(t.text, t.owner, t.due.isoformat() if t.due else None, t.status) for t in extraction.tasks]


@pytest.mark.parametrize(
    ("later", "due", "status"),
    [
        (((ANA, "Hi Ben,\nDone, see attached."),), FRIDAY, TaskStatus.DONE),
        (((ANA, "I sent the drawing of the keel this morning."),), FRIDAY, TaskStatus.DONE),
        (((ANA, "I have not sent the drawing of the keel yet, sorry."),), FRIDAY, TaskStatus.OPEN),
        (((BEN, "Ana, never mind the keel drawing, the yard has one."),), FRIDAY, TaskStatus.CANCELLED),
        (((BEN, "No rush with the keel drawing, next Wednesday is fine."),), WEDNESDAY, TaskStatus.OPEN),
        (((BEN, "A gentle reminder about the drawing of the keel.\nCould you send it today?"),), TODAY, TaskStatus.OPEN),
        (((ANA, "Will do, you'll have the drawing of the keel on Friday."),), FRIDAY, TaskStatus.OPEN),
    ],
)  # fmt: skip
def test_a_request_stands_as_later_mails_leave_it(later, due, status):
    """Done, called off, put off, reminded of or promised: one task, in its last state."""
    assert stand(thread((BEN, KEEL), *later)) == [("Send Ben the drawing of the keel", "Ana Ruiz", due, status)]


def test_work_that_is_handed_on_is_theirs_who_take_it():
    """Asked of one, given to another who says yes: one task, of the last."""
    extraction = thread(
        (BEN, "Could you call the rigger about the forestay?"),
        (ANA, "I'm away this week.\nIda, can you call the rigger instead?"),
        (IDA, "Sure, I'll call the rigger tomorrow."),
    )
    assert [(t.owner, t.evidence) for t in extraction.tasks] == [("Ida Lund", (0, 2, 3))]


def test_work_asked_twice_in_one_mail_is_one():
    """The same thing wanted in other words is no second task; another thing is."""
    twice = thread((BEN, f"{KEEL}\nSo please let me have the drawing by Friday at the latest."))
    assert len(twice.tasks) == 1
    other = thread((BEN, f"{KEEL}\nPlease send me the drawing of the mast too."))
    assert len(other.tasks) == 2


def test_a_choice_between_two_is_answered_by_one_of_them():
    """A few words that take one of what was offered answer; what is not spoken of stays open."""
    extraction = thread((BEN, "Which paint do you want for the hull, blue or grey?\nHow long is the trailer?"), (ANA, "Blue, please."))  # fmt: skip
    assert [question.text for question in extraction.questions] == ["How long is the trailer?"]


def test_a_request_is_answered_by_what_was_asked():
    """Whoever was to tell something has told it; what is only announced is still to come."""
    asked = (BEN, "Could you send me the weight of the hull with a full tank?")
    told = thread(asked, (ANA, "The weight of the hull with a full tank is 84 kg."))
    assert [t.status for t in told.tasks] == [TaskStatus.DONE]
    later = thread(asked, (ANA, "You will have the weight of the hull with the full tank tomorrow."))
    assert TaskStatus.DONE not in {t.status for t in later.tasks}


def test_who_was_promised_something_can_do_without_it():
    """No need to do what somebody offered."""
    spared = thread((BEN, "I shall book the training room for Friday."), (ANA, "No need to book the training room."))
    assert [t.status for t in spared.tasks] == [TaskStatus.CANCELLED]
