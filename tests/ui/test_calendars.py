"""A calendar at ingest: dropped into the Inbox, or named in the settings."""

from pathlib import Path

import pytest

from book import Book
from vaultcheck import check_vault

CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//EN
BEGIN:VEVENT
UID:round-1
DTSTAMP:20260101T000000Z
DTSTART:20260312T090000Z
DTEND:20260312T100000Z
SUMMARY:Ferry harbour talks
ORGANIZER;CN=Odalys Brennick:mailto:o@brennick.example
ATTENDEE;CN=Pelle Strandmark:mailto:pelle@strandmark.example
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
NAME = "GMT20260312-090130_Recording.transcript.vtt"
TALK = """\
WEBVTT

1
00:00:03.000 --> 00:00:09.000
Odalys Brennick: Morning. So the pump at Aro Ferries is leaking again, and the committee wants an answer.

2
00:00:10.000 --> 00:00:20.000
Pelle Strandmark: I saw it. I'll order the seal by Friday.

3
00:20:00.000 --> 00:20:10.000
Odalys Brennick: Good, then let's go with the bronze seal.
"""


def test_a_dropped_calendar_titles_the_recording(book: Book) -> None:
    """In one run: the calendar is kept byte for byte, the recording has its title and its people, and the log says so."""
    book.drop(NAME, TALK)
    book.drop("my calendar.ics", CALENDAR)
    done = book("ingest")
    assert done.code == 0, done.err
    assert "a calendar of 1 entry, kept" in done.out
    assert (book.root / "Sources/Calendar/my calendar.ics").read_bytes() == CALENDAR.encode()
    assert list((book.root / "Sources/Transcripts/2026").glob("2026-03-12 1001 - Ferry harbour talks*"))
    note = book.note("**/2026-03-12 - Ferry harbour talks*.md").read_text(encoding="utf-8")
    assert "Pelle Strandmark" in note
    assert "the calendar says what it was: Ferry harbour talks at 10:00" in book("show").out
    assert check_vault(book.root) == []


def test_the_same_recording_again_is_still_a_twin(book: Book) -> None:
    """Also when it is read again later, with its calendar's title."""
    book.drop("c.ics", CALENDAR)
    book.drop(NAME, TALK)
    book("ingest")
    before = book.files("Minutebook/", "Sources/")
    book.drop(NAME, TALK)
    assert "the same as Ferry harbour talks of 2026-03-12" in book("ingest").out
    assert book("ingest", "--again").code == 0
    assert book.files("Minutebook/", "Sources/") == before
    assert not any("Untitled" in p for p in book.files())


def test_a_calendar_can_be_named_in_the_settings(book: Book, tmp_path: Path) -> None:
    """A file or a folder outside the vault is read where it lies; a path that is wrong is an error that names it."""
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds/work.ics").write_bytes(CALENDAR.encode())
    settings = book.root / "minutebook.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f'calendars = ["{(tmp_path / "feeds").as_posix()}"]\n{text}', encoding="utf-8")
    book.drop(NAME, TALK)
    assert book("ingest").code == 0
    assert book.note("**/2026-03-12 - Ferry harbour talks*.md")
    assert (tmp_path / "feeds/work.ics").read_bytes() == CALENDAR.encode()
    settings.write_text(f'calendars = ["{(tmp_path / "none.ics").as_posix()}"]\n{text}', encoding="utf-8")
    book.drop("GMT20260313-090130_Recording.transcript.vtt", TALK.replace("pump", "crane"))
    failed = book("ingest")
    assert failed.code == 2
    assert "none.ics" in failed.err


def test_a_dry_run_keeps_no_calendar_but_reads_it(book: Book) -> None:
    """The rehearsal tells recordings by it all the same."""
    book.drop("c.ics", CALENDAR)
    book.drop(NAME, TALK)
    before = book.files()
    assert "Ferry harbour talks" in book("ingest", "--dry-run").out
    assert book.files() == before


@pytest.mark.parametrize("text", ["not a calendar", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"])
def test_what_is_no_calendar_is_set_aside(book: Book, text: str) -> None:
    """With its reason beside it; nothing is lost."""
    book.drop("c.ics", text)
    assert book("ingest").code == 1
    assert (book.root / "Inbox/Failed/c.ics").read_bytes() == text.encode()
    assert "calendar" in (book.root / "Inbox/Failed/c.ics.reason.txt").read_text(encoding="utf-8")
