"""What people agree in a talk stands ready for the calendar, unless it is there."""

from book import Book

TALK = """\
Odalys Brennick  0:03
Shall we meet again on the 19th of March at ten?

Pelle Strandmark  0:09
The nineteenth at ten works.

Odalys Brennick  0:15
Lovely, I'll send the invite.
"""
CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Invented//EN
BEGIN:VEVENT
UID:quay-1
DTSTAMP:20260301T090000Z
DTSTART:20260319T090000Z
DTEND:20260319T100000Z
SUMMARY:Quay
END:VEVENT
END:VCALENDAR
"""


def test_an_agreed_time_is_held(book: Book) -> None:
    """The hour is that of the vault's zone; nobody is invited by a hold."""
    book.drop("Quay 2026-03-12_otter_ai.txt", TALK)
    assert "Outbox/Calendar/2026-03-19" in book("ingest").out
    (entry,) = book.root.glob("Outbox/Calendar/*.ics")
    text = entry.read_text()
    assert "DTSTART;TZID=Europe/Stockholm:20260319T100000" in text or "DTSTART:20260319T090000Z" in text
    assert "METHOD:PUBLISH" in text


def test_what_the_calendar_has_is_not_drafted(book: Book) -> None:
    """An entry of the vault's calendars at that very time is the appointment."""
    (book.root / "Inbox/own.ics").write_text(CALENDAR)
    book.drop("Quay 2026-03-12_otter_ai.txt", TALK)
    assert book("ingest").code == 0
    assert not list(book.root.glob("Outbox/Calendar/*.ics"))


def test_something_else_at_that_time_hides_nothing(book: Book) -> None:
    """The dentist at the same hour is no reason to leave the meeting out."""
    (book.root / "Inbox/own.ics").write_text(CALENDAR.replace("SUMMARY:Quay", "SUMMARY:Dentist"))
    book.drop("Quay 2026-03-12_otter_ai.txt", TALK)
    assert book("ingest").code == 0
    assert len(list(book.root.glob("Outbox/Calendar/*.ics"))) == 1
