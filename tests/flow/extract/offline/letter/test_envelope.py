"""Who a mail is from and to, whether it wants a note and an answer, and what it says of people."""

from datetime import datetime

import pytest
from tests.flow.extract.offline.letter.mails import account, mail, message, person, read, vault

from minutebook.model.extraction import NoteType
from minutebook.model.source import Event, Header


def names(extraction):
    return [p.name for p in extraction.participants]


def test_people_are_known_by_their_address():
    """An address decides who somebody is, whatever name stands beside it."""
    source = mail(
        message("Could you call?", frm="B. O. <ben@halden.example>", cc=("Rao, Chitra (Yard) <chitra@halden.example>",))
    )
    extraction = read(source, vault(person("Ben Okafor", "BEN@halden.example")))
    assert names(extraction) == ["Ben Okafor", "Ana Ruiz", "Chitra Rao"]


@pytest.mark.parametrize(
    "address",
    [
        "crew@lists.harbour.example",
        "Harbour Office <info@harbour.example>",
        "no-reply@harbour.example",
        "Harbour <office@harbour.example>",
    ],
)
def test_lists_and_desks_are_nobody(address):
    """Who stands behind a list or a desk is not a person who takes part."""
    assert names(read(mail(message("Could you call?", cc=(address,))))) == ["Ben Okafor", "Ana Ruiz"]


def test_behind_a_desk_stands_who_answers():
    """A mail from a desk's address is from the person of its Reply-To, or who signs it."""
    source = mail(
        message(
            "Could you call?",
            frm="Halden, Sales <sales@halden.example>",
            reply_to=("Dov Lindgren <dov@halden.example>",),
        )
    )
    extraction = read(source)
    assert names(extraction) == ["Dov Lindgren", "Ana Ruiz"]
    assert extraction.reply.to == ("dov@halden.example",)
    signed = mail(message("Could you call?", frm="sales@halden.example", signature="Dov Lindgren\nHalden Marina"))
    assert names(read(signed)) == ["Dov Lindgren", "Ana Ruiz"]


def test_an_outside_organisation_is_the_subject():
    """Mail with people of an account is filed under it, by their hosts too."""
    extraction = read(mail(message("Could you call?")), vault(account("Halden")))
    assert (extraction.note_type, extraction.subject.name) in {
        (NoteType.CUSTOMER, "Halden"),
        (NoteType.PARTNERS, "Halden"),
    }


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("Rye is cheap. Book your stand by Friday.", {"automatic": "List-Unsubscribe: <x>"}),
        ("Your code is here.", {"automatic": "Auto-Submitted: auto-generated", "frm": "no-reply@x.example"}),
        ("Thank you for your payment.\nTotal: £14.00", {"frm": "Lottie at Quill <billing@quill.example>"}),
        ("We froze ours.", {"automatic": "List-Id: <crew.harbour.example>", "to": ("crew@lists.harbour.example",)}),
    ],
)
def test_mail_of_machines_and_lists_gets_no_note(text, more):
    """Newsletters, receipts, notices and list mail: no note, no task, no answer, and the log says why."""
    source = mail(message(text, **more))
    extraction = read(source)
    assert extraction.note_type is None
    assert not extraction.tasks and not extraction.reply.needed
    assert extraction.warnings[0].startswith("no note: ")
    assert read(source, vault(every_mail=True)).note_type is not None


BILL = "You have received invoice QR-118 from Quill Chandlery.\nAmount due: GBP 84.00\nDue date: 20 March 2026"
BILLING = {"frm": "Quill (via PayPost) <no-reply@paypost.example>", "automatic": "From: no-reply@paypost.example"}


def test_a_bill_that_a_machine_sends_is_to_be_paid():
    """By its day, with its number, and nothing else is asked; a paid, a collected and somebody else's bill, and one without a day, ask for nothing."""
    found = read(mail(message(BILL, **BILLING)))
    assert found.note_type is not None
    assert [(t.text, t.owner, str(t.due)) for t in found.tasks] == [
        ("Pay invoice QR-118 from Quill Chandlery", "Ana Ruiz", "2026-03-20")
    ]
    assert not found.reply.needed
    for text in (
        f"{BILL}\nThis is your receipt.",
        f"{BILL}\nIt will be collected by direct debit.",
        BILL.replace("Due date: 20 March 2026", "Thank you for your business."),
        BILL.replace("20 March 2026", "2 March 2026"),
    ):
        assert read(mail(message(text, **BILLING))).note_type is None
    assert read(mail(message(BILL, to=("crew@lists.harbour.example",), **BILLING))).note_type is None


def test_somebody_who_writes_through_a_list_by_name_gets_a_note():
    """A colleague's mail to the owner that went through a group's address is mail."""
    source = mail(message("Dear Ana,\nCould you call the yard?", automatic="List-Id: <tiller.example>"))
    assert read(source).note_type is not None


@pytest.mark.parametrize(
    ("more", "needed"),
    [
        ({}, True),
        ({"to": ("Chitra Rao <chitra@x.example>",), "cc": ("Ana Ruiz <ana@tiller.example>",)}, False),
        ({"frm": "Ana Ruiz <ana@tiller.example>", "to": ("Ben Okafor <ben@halden.example>",)}, False),
    ],
)
def test_an_answer_is_needed_by_whom_it_was_asked_of(more, needed):
    """Asked of the owner: yes. Copied in, or written by them: no."""
    reply = read(mail(message("Which slip do you want?", **more))).reply
    assert reply.needed is needed
    assert reply.to == (("ben@halden.example",) if needed else ())
    assert reply.questions == (("Which slip do you want?",) if needed else ())


def test_thanks_want_no_answer():
    """A mail that asks nothing is not to be answered."""
    assert not read(mail(message("Thank you, the hull looks lovely."))).reply.needed


def test_a_signature_tells_who_somebody_is():
    """Title, organisation and telephone from the block, closing formula and legal lines left aside; the owner is no contact."""
    block = """Mit freundlichen Grüßen

    Ben Okafor
    Leiter Werft
    Halden Marina GmbH
    Fax: +49 40 5550 1100
    Tel.: +49 40 5550 1188
    Geschäftsführer: Ida Halden, Amtsgericht Musterhafen HRB 1"""
    contacts = read(mail(message("Could you call?", signature=block))).contacts
    assert [(c.name, c.email, c.title, c.org, c.phone) for c in contacts] == [
        ("Ben Okafor", "ben@halden.example", "Leiter Werft", "Halden Marina GmbH", "+49 40 5550 1188")
    ]


@pytest.mark.parametrize(
    ("block", "title"),
    [
        ("Viele Grüße\nBen Okafor\nHerstellung\nHalden Marina", "Herstellung"),
        ("Ben Okafor | Account Handler\nHalden Insurance Brokers Ltd | 01792 496 0101", "Account Handler"),
        ("Ben Okafor\nLeeds", None),
        ("Ben Okafor, Halden Marina, 12 Corve Lane", None),
    ],
)
def test_an_office_that_no_list_knows(block, title):
    """It stands right under or beside the name, and an organisation after it."""
    assert read(mail(message("Could you call?", signature=block))).contacts[0].title == title


@pytest.mark.parametrize(
    ("text", "start", "end", "place"),
    [
        ("Could we meet next Tuesday, 10 March, at 3 pm?", "2026-03-10T15:00:00+00:00", None, None),
        (
            "Can we speak on Thursday 12 March at 11:00 Eastern?\nHalf an hour is enough, on Zoom.",
            "2026-03-12T11:00:00-04:00",
            "2026-03-12T11:30:00-04:00",
            "Zoom",
        ),
        (
            "Thursday, 2 April from 10:00 to 11:30 is good for us.",
            "2026-04-02T10:00:00+01:00",
            "2026-04-02T11:30:00+01:00",
            None,
        ),
    ],
)
def test_a_day_and_an_hour_make_an_appointment(text, start, end, place):
    """The zone is the one that is said, else the sender's, right across a clock change."""
    invite = read(mail(message(text))).invite
    assert (invite.start, invite.end, invite.location) == (start, end, place)
    assert invite.attendees == ("ben@halden.example", "ana@tiller.example")


@pytest.mark.parametrize(
    "text",
    [
        "Shall we meet sometime next week?",
        "Could we meet on Friday?",
        "Please send it by Friday at 10:00.",
        "The board meets on 9 July at 61 Quay Street.",
        "We met on Monday at 10:00.",
    ],
)
def test_without_day_and_hour_there_is_no_appointment(text):
    """A day alone, a deadline, other people's meetings and past ones are no appointment."""
    assert read(mail(message(text))).invite is None


def test_a_calendar_part_is_the_appointment_unless_it_cancels():
    """The event's own title, hours, people and place; a cancelled one is none."""
    people = (
        Header("Ben Okafor", "ben@halden.example", "organiser"),
        Header("Ana Ruiz", "ana@tiller.example", "attendee"),
    )
    event = Event("1@x", "Sea trial", "2026-03-20T09:00:00+01:00", None, "Europe/Oslo", "REQUEST", people, "Pier 2")
    invite = read(mail(message("See you there.", events=(event,)))).invite
    assert (invite.title, invite.start, invite.location) == ("Sea trial", "2026-03-20T09:00:00+01:00", "Pier 2")
    off = Event("1@x", "Sea trial", "2026-03-20T09:00:00+01:00", None, "Europe/Oslo", "CANCEL", people)
    assert read(mail(message("It is off.", events=(off,)))).invite is None


def test_a_thread_is_answered_where_it_ends():
    """Of several mails the last one says whether an answer is due."""
    asked = message("Could you send the tide table?")
    answer = message(
        "Here it is.",
        frm="Ana Ruiz <ana@tiller.example>",
        to=("Ben Okafor <ben@halden.example>",),
        first=1,
        sent=datetime.fromisoformat("2026-03-05T09:00:00+00:00"),
    )
    extraction = read(mail(asked, answer))
    assert not extraction.reply.needed
