"""Mails saved as text or Markdown, as the mail programs write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from minutebook.flow.adapt import adapt
from minutebook.model.source import SourceKind

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
HEADS = {
    "outlook.txt": "From:\tPelle Strandmark <pelle@aro.example>\nSent:\tThursday, March 12, 2026 9:11 AM\nTo:\tOdalys Brennick; Jörg Wendt\n"
    "Subject:\tRE: Spare engine\nAttachments:\tcrate.pdf\n",
    "apple.txt": "From: Pelle Strandmark <pelle@aro.example>\nSubject: Re: Spare engine\nDate: 12 March 2026 at 09:11:04 CET\n"
    "To: Odalys Brennick <o@brennick.example>, Jörg Wendt <j@divers.example>\n",
    "deutsch.md": "# Spare engine\n\n**Von:** Pelle Strandmark <pelle@aro.example>\n**Gesendet:** Donnerstag, 12. März 2026 09:11\n"
    "**An:** Odalys Brennick; Jörg Wendt\n\n---\n",
    "francais.txt": "De : Pelle Strandmark <pelle@aro.example>\nObjet : Rép : Spare engine\nDate : 12 mars 2026 à 09:11:04\n"
    "À : Odalys Brennick <o@brennick.example>, Jörg Wendt\n",
    "front.md": "---\nfrom: Pelle Strandmark <pelle@aro.example>\nto:\n  - Odalys Brennick\n  - '[[Jörg Wendt]]'\nsubject: Spare engine\n"
    "date: 2026-03-12 09:11\n---\n",
    "table.md": "| Field | Value |\n| --- | --- |\n| From | Pelle Strandmark <pelle@aro.example> |\n| Date | 2026-03-12 09:11 |\n"
    "| To | Odalys Brennick, Jörg Wendt |\n| Subject | Spare engine |\n",
}


def read(name: str, text: str, zone=UTC):
    return adapt(name, text.encode(), NOON, zone, 10_000_000)[0]


@pytest.mark.parametrize("name", HEADS)
def test_a_saved_mail_is_a_mail(name: str) -> None:
    """Sender, people, subject and date are read in each layout; the text below is the sender's."""
    source = read(name, HEADS[name] + "\nThe crate is 2 m wide.\n\nBest regards\nPelle\n")
    (message,) = source.messages
    assert source.kind is SourceKind.EMAIL
    assert source.title == "Spare engine"
    assert source.date == date(2026, 3, 12)
    assert [(p.role, p.name) for p in message.people] == [
        ("from", "Pelle Strandmark"),
        ("to", "Odalys Brennick"),
        ("to", "Jörg Wendt"),
    ]
    assert [(u.speaker, u.text) for u in source.utterances] == [("Pelle Strandmark", "The crate is 2 m wide.")]
    assert message.signature == "Best regards\nPelle"


def test_a_saved_mail_was_sent_by_the_clock_of_the_settings() -> None:
    """Where the file states no offset, the moment is that of the vault's zone."""
    (message,) = read("a.txt", HEADS["outlook.txt"] + "\nHello.\n", ZoneInfo("Europe/Stockholm")).messages
    assert message.sent == datetime(2026, 3, 12, 9, 11, tzinfo=ZoneInfo("Europe/Stockholm"))


def test_a_printed_conversation_has_its_mails() -> None:
    """Each line of sender and date begins a mail."""
    text = (
        "Spare engine\n2 messages\n"
        "Pelle Strandmark <pelle@aro.example>\tThu, Mar 12, 2026 at 9:11 AM\nTo: Odalys Brennick <o@brennick.example>\n\nIt is 2 m wide.\n\n"
        "Odalys Brennick <o@brennick.example>\tFri, Mar 13, 2026 at 8:00 AM\nTo: Pelle Strandmark <pelle@aro.example>\n\nThank you!\n"
        "[Quoted text hidden]\n"
    )
    source = read("print.txt", text)
    assert [(u.speaker, u.text) for u in source.utterances] == [
        ("Pelle Strandmark", "It is 2 m wide."),
        ("Odalys Brennick", "Thank you!"),
    ]
    assert source.date == date(2026, 3, 13)


@pytest.mark.parametrize(
    "text",
    [
        "# Plan\n\nDate: 2026-03-12\n\n- from the quay to the pier\n- paint\n",
        "From: 10:00\nTo: 11:00\nDate: 2026-03-12\n\nThe pier is closed.\n",
        "Odalys Brennick  0:03\nFrom here to the pier it is a mile.\n\nPelle Strandmark  0:09\nI know.\n",
    ],
)
def test_what_only_has_such_lines_is_none(text: str) -> None:
    """Plans, timetables and talk stay what they are."""
    assert read("a.md", text).kind is not SourceKind.EMAIL


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        ("12.03.26, 09:11", "2026-03-12T09:11:00"),
        ("12.3.26 um 21:11:30", "2026-03-12T21:11:30"),
        ("3/12/26, 9:11 PM", "2026-03-12T21:11:00"),
        ("3/2/26, 9:11 AM", "2026-03-02T09:11:00"),
        ("Thu, 3/19/26 9:11", "2026-03-19T09:11:00"),
        ("02/03/26 09:11", "2026-03-02T09:11:00"),
        ("02/03/2026 09:11", "2026-03-02T09:11:00"),
        ("19-03-26 09:11", "2026-03-19T09:11:00"),
    ],
)
def test_a_short_date_dates_a_saved_mail(stated: str, moment: str) -> None:
    """As a mail program's list shows it: the clock says whether the month stands first."""
    text = f"Subject: Buoy\nFrom: Pelle <p@aro.example>\nDate: {stated}\nTo: Odalys <o@brennick.example>\n\nPlease paint the buoy."
    source = read("buoy.txt", text)
    assert source.format == "mail-text"
    assert source.messages[0].sent.isoformat()[:19] == moment
