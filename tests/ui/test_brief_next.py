"""``minutebook brief --next``: the next meeting of a calendar."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from book import Book

START = (datetime.now(UTC) + timedelta(days=2)).replace(hour=9, minute=0, second=0, microsecond=0)
PELLE = "ATTENDEE;CN=Pelle Strandmark:mailto:pelle@strandmark.example"
WILMA = "ATTENDEE;CN=Wilma Tornquist:mailto:wilma@harbour.example"
ME = "ATTENDEE;CN=Odalys Brennick:mailto:o@brennick.example"


def entry(title: str, after: timedelta, *more: str, uid: str = "") -> str:
    start = START + after
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid or title}",
        "DTSTAMP:20260101T000000Z",
        f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
        f"DTEND:{start + timedelta(hours=1):%Y%m%dT%H%M%SZ}",
        f"SUMMARY:{title}",
        *more,
        "END:VEVENT",
    ]
    return "\r\n".join(lines) + "\r\n"


def calendar(*entries: str) -> str:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n{''.join(entries)}END:VCALENDAR\r\n"


def brief(book: Book, *words: str) -> dict:
    done = book("brief", *words, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def texts(report: dict, title: str) -> list[str]:
    return next(([line["text"] for line in s["lines"]] for s in report["sections"] if s["title"] == title), [])


@pytest.fixture
def feed(read_book: Book, tmp_path: Path) -> Path:
    path = tmp_path / "feed" / "work.ics"
    path.parent.mkdir()
    path.write_bytes(
        calendar(
            entry("Gone by", timedelta(days=-5), ME, PELLE),
            entry("Focus", timedelta(hours=-3)),
            entry("Refused", timedelta(hours=-2), PELLE, f"{ME}".replace("ATTENDEE;", "ATTENDEE;PARTSTAT=DECLINED;")),
            entry("Pump and paint", timedelta(), ME, PELLE, WILMA, "LOCATION:Shed 4"),
            entry("Later", timedelta(days=4), ME, WILMA),
        ).encode()
    )
    return path


def test_the_next_meeting_with_somebody(read_book: Book, feed: Path) -> None:
    """Past, declined and lonely entries are passed over; each guest is named, and what is owed stands by person."""
    report = brief(read_book, "--next", "--calendar", str(feed.parent))
    assert report["title"] == "Pump and paint"
    assert f"{START.year}, " in report["said"] and report["said"].endswith("Shed 4")
    present = texts(report, "Who comes")
    assert present[0].startswith("Pelle Strandmark: last together 2026-03-12")
    assert present[1].startswith("Wilma Tornquist: not in the book yet")
    assert any("seal" in text for text in texts(report, "Pelle Strandmark owes"))
    assert any("harbour office" in text for text in texts(report, "You owe Pelle Strandmark"))
    assert texts(report, "Last times") and texts(report, "Decided")
    assert read_book("brief", "--next", "--calendar", str(feed)).out.startswith("# Pump and paint\n")


def test_a_calendar_of_the_vault_is_known(read_book: Book, feed: Path) -> None:
    """One that was dropped into the Inbox serves without being named, also by an entry's title."""
    read_book.drop("work.ics", feed.read_bytes())
    assert read_book("ingest").code == 0
    assert brief(read_book, "--next")["title"] == "Pump and paint"
    assert brief(read_book, "pump", "and paint")["title"] == "Pump and paint"
    assert brief(read_book, "pelle")["title"] == "Pelle Strandmark"
    assert brief(read_book, "later", "--calendar", str(feed))["title"] == "Later"


def test_a_series_with_a_moved_and_a_dropped_day(read_book: Book, tmp_path: Path) -> None:
    """What was moved is told at its new time, what was taken out not at all."""
    weekly = entry(
        "Round", timedelta(days=-14), ME, PELLE, "RRULE:FREQ=WEEKLY", f"EXDATE:{START:%Y%m%dT%H%M%SZ}", uid="r"
    )
    next_week = START + timedelta(days=7)
    moved = entry("Round", timedelta(days=9), ME, PELLE, f"RECURRENCE-ID:{next_week:%Y%m%dT%H%M%SZ}", uid="r")
    path = tmp_path / "c.ics"
    path.write_bytes(calendar(weekly, moved).encode())
    day = START + timedelta(days=9)
    assert f"{day.day} {day:%b %Y}" in brief(read_book, "--next", "--calendar", str(path))["said"]


def test_a_title_names_whom_it_is_with(read_book: Book, tmp_path: Path) -> None:
    """Where nobody is invited, a page's name in the title tells."""
    path = tmp_path / "c.ics"
    path.write_bytes(calendar(entry("1:1 Pelle", timedelta())).encode())
    report = brief(read_book, "--next", "--calendar", str(path))
    assert texts(report, "Who comes")[0].startswith("Pelle Strandmark")


def test_a_private_page_stays_untold(read_book: Book, feed: Path) -> None:
    """The guest's name is the calendar's; nothing that the book has of them is said."""
    page = read_book.root / "People/Pelle Strandmark/Pelle Strandmark.md"
    page.write_text(page.read_text(encoding="utf-8").replace("---\n", "---\nprivate: true\n", 1), encoding="utf-8")
    report = brief(read_book, "--next", "--calendar", str(feed))
    assert [section["title"] for section in report["sections"]] == ["Who comes"]
    assert texts(report, "Who comes")[0] == "Pelle Strandmark"


def test_what_cannot_be_read_is_named(read_book: Book, tmp_path: Path) -> None:
    """Exit code 2, with the file and the next step."""
    bad = tmp_path / "bad.ics"
    bad.write_text("hello", encoding="utf-8")
    for words, said in (
        (("--next",), "no calendar is known"),
        ((), "--next"),
        (("--next", "--calendar", str(tmp_path / "none.ics")), "none.ics"),
        (("--next", "--calendar", str(bad)), "bad.ics"),
        (("--next", "--calendar", str(tmp_path / "vault" / "Inbox")), "holds no .ics"),
    ):
        done = read_book("brief", *words)
        assert done.code == 2
        assert said in done.err
