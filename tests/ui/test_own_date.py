"""The day of a recording that no file name or header dates, and what a person puts right."""

import os
from datetime import UTC, datetime

from book import Book
from vaultcheck import check_vault

TALK = """\
WEBVTT

00:00:02.000 --> 00:00:05.000
<v Odalys Brennick>I'll send you the sluice drawings tomorrow.

00:00:06.000 --> 00:00:08.000
<v Pelle Strandmark>Lovely, thank you.
"""
LONG = (
    TALK
    + """
00:00:09.000 --> 00:00:19.000
<v Odalys Brennick>The upper gate leaks at both hinges, the oak beam has split along its whole length and the paddle gear needs new grease.

00:00:20.000 --> 00:00:30.000
<v Pelle Strandmark>The divers found gravel under the sill, two old bicycles and a shopping trolley, so the apron has to be dredged before the frost.

00:00:31.000 --> 00:00:44.000
<v Odalys Brennick>The council pays half of the dredging, the angling club lends its punt for a fortnight, and the boatyard stores the old beams behind the chandlery until somebody wants the timber.

00:00:45.000 --> 00:00:58.000
<v Pelle Strandmark>Fine. The lock keeper asked whether the towpath stays open for cyclists, and whether the winter stoppage notice goes up on the bridge as well as at the marina office.
"""
)
MEMO = "ok so quick memo friday the twentieth of november i need to call the mill on monday about the weir"
CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Invented//EN
BEGIN:VEVENT
UID:sluice-1
DTSTAMP:20261101T090000Z
DTSTART:20261117T090000Z
DTEND:20261117T100000Z
SUMMARY:Sluice review
END:VEVENT
END:VCALENDAR
"""


def drop(book: Book, name: str, text: str, day: datetime = datetime(2026, 11, 28, 12, tzinfo=UTC)) -> None:
    """Put a file of that time into the Inbox."""
    path = book.root / "Inbox" / name
    path.write_text(text)
    os.utime(path, (day.timestamp(), day.timestamp()))


def test_the_calendar_dates_what_is_called_after_its_entry(book: Book) -> None:
    """A recording that only its file dates is of the one meeting of its title in the weeks before."""
    drop(book, "calendar.ics", CALENDAR)
    drop(book, "Sluice review.vtt", TALK)
    assert book("ingest").code == 0
    assert "📅 2026-11-18" in book.note("People/*/2026-11-17 - Sluice review.md").read_text()


def test_two_meetings_of_a_title_date_nothing(book: Book) -> None:
    """Of several meetings of that title none is taken; it is said that the date is the file's."""
    again = CALENDAR.replace("sluice-1", "sluice-2").replace("20261117", "20261110").partition("BEGIN:VEVENT")[2]
    drop(book, "calendar.ics", CALENDAR.replace("END:VCALENDAR", "BEGIN:VEVENT" + again))
    drop(book, "Sluice review.vtt", TALK)
    assert "dated by its file" in book("ingest").out
    assert book.note("People/*/2026-11-28 - Sluice review.md")


def test_a_memo_says_what_day_it_is(book: Book) -> None:
    """The day in its first words, which lies before the file's own time, is its date."""
    drop(book, "memo.txt", MEMO)
    told = book("ingest")
    assert "dated by its file" not in told.out
    assert "📅 2026-11-23" in book.note("*/2026-11-20*.md").read_text()


def test_a_name_without_a_year_dates_a_file(book: Book) -> None:
    """A day at the end of a file's name is the last one of that date before the file's own time."""
    drop(book, "Sluice 17 Nov.vtt", TALK)
    assert book("ingest").code == 0
    assert "📅 2026-11-18" in book.note("People/*/2026-11-17*.md").read_text()


def test_days_are_counted_from_the_date_that_a_person_gave(book: Book) -> None:
    """Read again, a note whose date was put right has its tasks' days, its rendering and its record by that."""
    drop(book, "Sluice review.vtt", TALK)
    assert book("ingest").code == 0
    note = book.note("People/*/2026-11-28*.md")
    note.write_text(note.read_text().replace("date: 2026-11-28", "date: 2026-11-17"))
    assert book("ingest").code == 0
    assert book("ingest", "--again", str(note)).code == 0
    note = book.note("People/*/2026-11-17*.md")
    assert "📅 2026-11-18" in note.read_text()
    assert "**Date**: 2026-11-17" in next(book.root.glob("Sources/Transcripts/2026/*.md")).read_text()
    assert "nothing changed" in book("ingest", "--again", str(note)).out


def test_a_date_put_right_is_put_right_once(book: Book) -> None:
    """The rendering has one head, a second reading changes nothing, and the same file again is known."""
    drop(book, "2026-11-28 Sluice review.vtt", LONG)
    assert book("ingest").code == 0
    note = book.note("People/*/2026-11-28*.md")
    note.write_text(note.read_text().replace("date: 2026-11-28", "date: 2026-11-17"))
    assert book("ingest").code == 0
    assert book("ingest", "--again", str(note)).code == 0
    note = book.note("People/*/2026-11-17*.md")
    rendering = next(book.root.glob("Sources/Transcripts/2026/*.md"))
    assert rendering.read_text().count("**Date**") == 1
    assert "nothing changed" in book("ingest", "--again", str(note)).out
    assert rendering.read_text().count("**Date**") == 1
    drop(book, "2026-11-28 Sluice review (1).vtt", LONG + "\n")
    assert book("ingest").code == 0
    assert len(list(book.root.glob("People/*/2026-11-*.md"))) == 1


def test_names_links_and_pages_follow_the_date_that_a_person_gave(book: Book) -> None:
    """Read again, the note is called after its day, what led to it leads there, its page tells that day, and undo takes it all back."""
    drop(book, "Weir repair.vtt", TALK, datetime(2026, 11, 10, 12, tzinfo=UTC))
    drop(book, "Sluice review.vtt", LONG)
    assert book("ingest").code == 0
    page = book.note("People/**/Pelle Strandmark.md")
    assert "last_contact: 2026-11-28" in page.read_text()
    note = book.note("People/*/2026-11-28*.md")
    own = book.root / "My list.md"
    own.write_text("- [[2026-11-28 - Sluice review|the review]]\n")
    note.write_text(note.read_text().replace("date: 2026-11-28", "date: 2026-11-03"))
    assert book("ingest").code == 0
    before = page.read_text()
    assert book("ingest", "--again", str(note)).code == 0
    assert not note.exists()
    assert "date: 2026-11-03" in book.note("People/*/2026-11-03 - Sluice review.md").read_text()
    assert own.read_text() == "- [[2026-11-03 - Sluice review|the review]]\n"
    assert "last_contact: 2026-11-10" in page.read_text()
    assert "2026-11-28" not in page.read_text()
    assert check_vault(book.root) == []
    assert book("undo").code == 0
    assert note.exists()
    assert page.read_text() == before
    assert own.read_text() == "- [[2026-11-28 - Sluice review|the review]]\n"


def test_the_files_of_a_source_follow_its_day(book: Book) -> None:
    """Rendering and original move to that year under that day, links of the user's own follow, one undo takes it back byte for byte."""
    drop(book, "Sluice review.vtt", LONG)
    assert book("ingest").code == 0
    own = book.root / "My list.md"
    own.write_text(
        "[[2026-11-28 - Sluice review (source)#^u1|there]], [[Sources/Transcripts/2026/2026-11-28 - Sluice review.vtt]]\n"
    )
    note = book.note("People/*/2026-11-28*.md")
    note.write_text(note.read_text().replace("date: 2026-11-28", "date: 2025-12-30"))
    assert book("ingest").code == 0
    before = book.files("Minutebook/")
    assert book("ingest", "--again", "--dry-run", str(note)).code == 0
    assert book.files("Minutebook/") == before
    assert book("ingest", "--again", str(note)).code == 0
    assert (
        own.read_text()
        == "[[2025-12-30 - Sluice review (source)#^u1|there]], [[Sources/Transcripts/2025/2025-12-30 - Sluice review.vtt]]\n"
    )
    assert (book.root / "Sources/Transcripts/2025/2025-12-30 - Sluice review.vtt").read_text() == LONG
    assert not any("2026-11-28" in name for name in book.files("Minutebook/"))
    note = book.note("People/*/2025-12-30*.md")
    assert "source_ref: Sources/Transcripts/2025/2025-12-30 - Sluice review.vtt" in note.read_text()
    assert check_vault(book.root) == []
    assert "nothing changed" in book("ingest", "--again", str(note)).out
    drop(book, "Sluice review (1).vtt", LONG)
    assert "the same as" in book("ingest").out
    assert book("undo").code == 0
    assert book("undo").code == 0
    assert {name: data for name, data in book.files("Minutebook/").items() if not name.startswith("Inbox/")} == before


def test_the_first_contact_follows_a_later_date(book: Book) -> None:
    """It is the day that holds now, or that of another note before it."""
    page = book.note("People/**/Pelle Strandmark.md")
    page.write_text(page.read_text().replace("type: person", "id: mb-pe11e00000\ntype: person"))
    drop(book, "Sluice review.vtt", LONG, datetime(2026, 11, 10, 12, tzinfo=UTC))
    drop(book, "Weir repair.vtt", TALK)
    assert book("ingest").code == 0
    assert "first_contact: 2026-11-10" in page.read_text()
    for day, first in (("2026-11-20", "2026-11-20"), ("2026-11-29", "2026-11-28")):
        note = book.note("People/*/2026-11-?? - Sluice review.md")
        note.write_text(note.read_text().replace(f"date: {note.name[:10]}", f"date: {day}"))
        assert book("ingest", "--again", str(note)).code == 0
        assert f"first_contact: {first}" in page.read_text()


def test_a_note_that_a_person_named_keeps_its_name(book: Book) -> None:
    """Its days follow the date that they gave it; what they called it stays."""
    drop(book, "Sluice review.vtt", TALK)
    assert book("ingest").code == 0
    note = book.note("People/*/2026-11-28*.md")
    own = note.with_name("2026-11-28 - My talk.md")
    note.rename(own)
    own.write_text(own.read_text().replace("date: 2026-11-28", "date: 2026-11-17"))
    assert book("ingest", "--again", str(own)).code == 0
    assert "📅 2026-11-18" in own.read_text()


def test_a_day_that_is_talked_about_is_not_the_day(book: Book) -> None:
    """ "The launch date: 3 November" says when the launch is."""
    drop(book, "memo.txt", "the launch date: 3 november and i need to call the mill tomorrow about the weir")
    assert book("ingest").code == 0
    assert list(book.root.glob("*/2026-11-28*.md"))
