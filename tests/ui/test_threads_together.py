"""Mails of one thread that wait together, each in a file of its own, are read together."""

import json
import shutil
from pathlib import Path

import pytest

from book import TALK, Book

SAID = (
    ("Pelle Strandmark <pelle@strandmark.example>", "Could you send me the drawing of the housing by Friday?"),
    ("Odalys Brennick <o@brennick.example>", "I will send you the drawing on Thursday. Which seal do you need?"),
    ("Pelle Strandmark <pelle@strandmark.example>", "The bronze one. I will order the gasket by 20 March."),
    ("Odalys Brennick <o@brennick.example>", "Good. Could you also measure the shaft before Wednesday?"),
)


def mail(number: int, sender: str, words: str, thread: str = "seal") -> bytes:
    answers = "".join(f" <{thread}-{n}@brennick.example>" for n in range(1, number))
    to = SAID[1][0] if "Odalys" not in sender else SAID[0][0]
    head = [
        f"From: {sender}",
        f"To: {to}",
        f"Subject: {'Re: ' if number > 1 else ''}The {thread}",
        f"Date: {'Thu' if number < 3 else 'Fri'}, {12 if number < 3 else 13} Mar 2026 {8 + number:02}:00:00 +0100",
        f"Message-ID: <{thread}-{number}@brennick.example>",
        *([f"References:{answers}"] if answers else []),
        "Content-Type: text/plain; charset=utf-8",
    ]
    return (
        "\r\n".join(head) + f"\r\n\r\nHello,\r\n\r\n{words}\r\n\r\nBest\r\n{sender.split(maxsplit=1)[0]}\r\n"
    ).encode()


MAILS = {f"mail {n}.eml": mail(n, *said) for n, said in enumerate(SAID, start=1)}


@pytest.fixture
def waiting(book: Book) -> Book:
    for name, data in MAILS.items():
        book.drop(name, data)
    return book


def ingested(book: Book) -> list[str]:
    return [run["id"] for run in json.loads(book("runs", "--json").out) if run["kind"] == "ingest"]


def test_what_waits_of_a_thread_is_one_run_beside_its_first_mail(waiting: Book) -> None:
    """Four files, two runs; each original is kept byte for byte, and one note tells all of it."""
    done = waiting("ingest")
    assert (done.code, done.out.count("more mails of The seal")) == (0, 3)
    assert len(ingested(waiting)) == 2
    kept = [data for name, data in waiting.files().items() if name.endswith(".eml") and name.startswith("Sources/")]
    assert sorted(kept) == sorted(MAILS.values())
    note = waiting.note("*/**/2026-03-12 - The seal.md").read_text(encoding="utf-8")
    for words in ("drawing", "gasket", "shaft"):
        assert words in note


def test_together_or_one_by_one_the_note_is_the_same(
    waiting: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """How the mails came makes no difference to what their note and its pages say once all are read."""
    other = Book(tmp_path / "other", capsys)
    shutil.copytree(waiting.root, other.root)
    waiting("ingest")
    mails = {path.name: path.read_bytes() for path in sorted((other.root / "Inbox").glob("*.eml"))}
    for name in mails:
        (other.root / "Inbox" / name).unlink()
    for name, data in mails.items():
        other.drop(name, data)
        other("ingest")
    assert (len(ingested(waiting)), len(ingested(other))) == (2, 4)
    assert waiting.files("Minutebook/") == other.files("Minutebook/")


def test_one_undo_puts_all_that_came_with_a_run_back(waiting: Book) -> None:
    """The three later mails wait again, byte for byte, and are not taken unless asked; asked, they are there as before."""
    waiting("ingest")
    files = waiting.files("Minutebook/", "Sources/")
    assert waiting("undo", "last").code == 0
    back = {path.name: path.read_bytes() for path in (waiting.root / "Inbox").glob("*.eml")}
    assert sorted(back.values()) == sorted(data for name, data in MAILS.items() if name != "mail 1.eml")
    assert "its run was undone" in waiting("ingest").out
    assert waiting("ingest", "--again", *(str(path) for path in (waiting.root / "Inbox").glob("*.eml"))).code == 0
    assert waiting.files("Minutebook/", "Sources/") == files


def test_a_dry_run_of_a_thread_writes_nothing(waiting: Book) -> None:
    """It shows the note with what all of them say."""
    before = waiting.files()
    assert "shaft" in waiting("ingest", "--dry-run").out
    assert waiting.files() == before


def test_a_meeting_in_between_is_read_in_its_turn(waiting: Book) -> None:
    """Mails of the day after it come after it."""
    waiting.drop("Pump 2026-03-13_otter_ai.txt", TALK)
    waiting("ingest")
    assert len(ingested(waiting)) == 4


def test_mails_between_others_do_not_part_a_thread(waiting: Book) -> None:
    """Only somebody of the thread may tell of its work."""
    other = "Jöns Åkerblad <jons@harbour.example>"
    waiting.drop("other.eml", mail(2, other, "Could you open the gate on Monday?", "gate"))
    waiting.drop("same.eml", mail(3, SAID[0][0], "Could you paint the mast on Monday?", "mast"))
    waiting("ingest")
    assert [run["title"] for run in json.loads(waiting("runs", "--json").out)][::-1][1:] == [
        "The seal",
        "The seal",
        "The gate",
        "The mast",
        "The seal",
    ]


def test_a_mail_that_waits_twice_parts_no_thread(waiting: Book) -> None:
    """The copy is archived beside the others."""
    (waiting.root / "Inbox/mail 3.eml").write_bytes(MAILS["mail 2.eml"])
    done = waiting("ingest")
    assert done.code == 0
    assert not list((waiting.root / "Inbox").glob("*.eml"))


def test_a_thread_whose_runs_were_all_undone_waits_until_asked_for(waiting: Book) -> None:
    """Taken one by one, undone one by one: no mail is archived without a note; asked for, all make one note again."""
    mails = {path.name: path.read_bytes() for path in sorted((waiting.root / "Inbox").glob("*.eml"))}
    for name in mails:
        (waiting.root / "Inbox" / name).unlink()
    for name, data in mails.items():
        waiting.drop(name, data)
        waiting("ingest")
    told = waiting.note("*/**/2026-03-12 - The seal.md").read_bytes()
    for run in ingested(waiting):
        assert waiting("undo", run).code == 0
    assert not list(waiting.root.glob("People/*/2026-*.md"))
    assert waiting("ingest").out.count("its run was undone") == 4
    assert len(list((waiting.root / "Inbox").glob("*.eml"))) == 4
    assert not list(waiting.root.glob("Sources/Email/*/*"))
    for path in sorted((waiting.root / "Inbox").glob("*.eml")):
        assert waiting("ingest", "--again", str(path)).code == 0
    assert waiting.note("*/**/2026-03-12 - The seal.md").read_bytes() == told
