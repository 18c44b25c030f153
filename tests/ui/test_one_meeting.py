"""One meeting from several sources is one note."""

from pathlib import Path

import pytest

from book import TALK, Book
from vaultcheck import check_vault

TRANSCRIPT = "Pump 2026-03-12_otter_ai.txt"
NOTES = """\
# Pump notes

- Pelle orders the new seal by Friday
- We take the bronze seal, not the rubber one
- Insurance covers two dives a year
- Winter timetable starts on the first of November, only one boat for the crossing until then
- Send the spare engine (green) back to the lighthouse keeper
"""
NOTED = "2026-03-12 Pump notes.md"
OTHER = """\
Odalys Brennick  0:03
The hedge at the chapel is down to the wall now, so the neighbours can see the bus stop.

Pelle Strandmark  0:09
I counted forty saplings in the shed, most of them hawthorn, a few holly.

Odalys Brennick  0:15
Pelle, can you call the nursery about blackthorn by Monday?

Pelle Strandmark  0:19
Yes, I'll call the nursery by Monday.
"""


def notes(book: Book) -> list[str]:
    found = (
        p
        for p in book.root.rglob("2026-03-12*.md")
        if "(source)" not in p.name and not {"Sources", "Inbox"} & set(p.parts)
    )
    return sorted(p.relative_to(book.root).as_posix() for p in found)


def take(book: Book, *files: tuple[str, str]) -> str:
    """Ingest files one after the other; the last one's output."""
    out = ""
    for name, text in files:
        book.drop(name, text)
        done = book("ingest")
        assert done.code == 0, done.err
        out = done.out
    return out


def text_of(book: Book) -> str:
    (note,) = notes(book)
    return (book.root / note).read_text(encoding="utf-8")


FIRST_TALK = ((TRANSCRIPT, TALK), (NOTED, NOTES))


@pytest.mark.parametrize("files", [FIRST_TALK, FIRST_TALK[::-1]], ids=["talk first", "notes first"])
def test_a_talk_and_notes_of_it_are_one_note(book: Book, files: tuple[tuple[str, str], ...]) -> None:
    """Whatever comes first: filed and headed as the talk says, both sources linked, the same commitment one task with both passages."""
    out = take(book, *files)
    assert "of one meeting" in out
    text = text_of(book)
    assert notes(book)[0].startswith("People/")
    assert text.count("Order the new seal") == 1
    (task,) = [line for line in text.splitlines() if "Order the new seal" in line]
    assert "Pump (source)#^u2" in task
    assert "Pump notes (source)#^u1" in task
    assert "@Pelle Strandmark" in task
    assert "Insurance covers two dives" in text
    assert text.count("## Summary") == 1
    assert text.count("**Also from**") == 1
    assert "participants:\n  - Odalys Brennick\n" in text
    assert check_vault(book.root) == []


def test_the_same_again_changes_nothing(book: Book) -> None:
    """Each of the sources again, and both read anew, leave the note as it is."""
    take(book, *FIRST_TALK)
    before = text_of(book)
    take(book, ("copy of pump.txt", TALK), ("2026-03-12 pump copy.md", NOTES))
    assert text_of(book) == before
    assert book("ingest", "--again").code == 0
    assert text_of(book) == before


def test_undone_the_note_is_as_it_was(book: Book) -> None:
    """Undoing what joined gives back the other source's note, to the byte; undoing both leaves none."""
    take(book, FIRST_TALK[0])
    before = text_of(book)
    take(book, FIRST_TALK[1])
    assert text_of(book) != before
    assert book("undo").code == 0
    assert text_of(book) == before
    assert book("undo").code == 0
    assert notes(book) == []


def test_what_was_decided_stands(book: Book) -> None:
    """An accepted task gets the other passage and stays accepted, an edited one stays the user's, a deleted one does not come back; also read again."""
    take(book, FIRST_TALK[0])
    (path,) = notes(book)
    note = book.root / path
    lines = note.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [
        line.replace("- [?]", "- [ ]").replace("#proposed ", "") if "Order the new seal" in line else line
        for line in lines
        if "winter timetable starts on 1 November, so" not in line
    ]
    note.write_text("".join(kept), encoding="utf-8")
    take(book, FIRST_TALK[1])
    text = text_of(book)
    assert "timetable starts on 1 November, only" not in text
    (task,) = [line for line in text.splitlines() if "Order the new seal" in line]
    assert task.startswith("- [ ]")
    assert "Pump notes (source)#^u1" in task
    assert book("ingest", "--again").code == 0
    assert text_of(book) == text


def test_other_meetings_of_the_day_stay_apart(book: Book) -> None:
    """The same people and title on one day, about other things: two notes and no question."""
    take(book, (TRANSCRIPT, TALK), ("Pump (2) 2026-03-12_otter_ai.txt", OTHER))
    assert len(notes(book)) == 2
    assert not (book.root / "Review.md").exists() or "One meeting" not in (book.root / "Review.md").read_text()


def test_a_page_tells_a_meeting_once(book: Book) -> None:
    """A person's page has one line about the note that two sources made."""
    take(book, FIRST_TALK[0])
    assert book("people", "add", "Pelle Strandmark").code in {0, 2}
    book("accept", "Pelle Strandmark")
    take(book, FIRST_TALK[1])
    page = (book.root / "People/Pelle Strandmark/Pelle Strandmark.md").read_text(encoding="utf-8")
    assert page.partition("## Recent Context")[2].count("- [[2026-03-12 - Pump") == 1


VAGUE = """\
# Pump minutes

- The seal for the pump: Pelle orders it, bronze, by Friday
- Crossing stays open, tell the harbour office
- Need to think about the budget for the ramp, the moorings and the paint of the ticket booth
"""


def ask(book: Book) -> str:
    """Two notes about which a person is asked; the question's id."""
    take(book, (TRANSCRIPT, TALK), ("2026-03-12 Pump minutes.md", VAGUE))
    review = (book.root / "Review.md").read_text(encoding="utf-8")
    assert "## One meeting" in review, review
    return review.partition("## One meeting")[2].partition("^")[2].split()[0]


def test_in_doubt_a_person_is_asked_and_yes_makes_one_note(book: Book) -> None:
    """Both notes stand until then; afterwards one, with all that both said, the user's own words, and no link to the other."""
    key = ask(book)
    assert len(notes(book)) == 2
    gone = next(n for n in notes(book) if "minutes" in n)
    note: Path = book.root / gone
    note.write_text(
        note.read_text(encoding="utf-8").replace("\n---\n\n*", "\nMy own line.\n\n---\n\n*"), encoding="utf-8"
    )
    before = book.files("Minutebook/")
    assert book("accept", key).code == 0
    text = text_of(book)
    assert "My own line." in text
    assert text.count("seal") >= 2
    assert "[[2026-03-12 - Pump minutes (source)]]" in text
    assert check_vault(book.root) == []
    assert book("undo").code == 0
    assert book.files("Minutebook/") == before


def test_no_keeps_them_apart_for_good(book: Book) -> None:
    """The question goes, and is not asked again."""
    key = ask(book)
    assert book("reject", key).code == 0
    assert "One meeting" not in (book.root / "Review.md").read_text(encoding="utf-8")
    assert book("ingest", "--again").code == 0
    assert len(notes(book)) == 2


MAIL = """\
From: Odalys Brennick <odalys@ferries.example>
To: Pelle Strandmark <pelle@strandmark.example>
Date: Fri, 13 Mar 2026 08:10:00 +0000
Message-ID: <m1@ferries.example>
Subject: Follow-up: Pump
Content-Type: text/plain; charset=utf-8

Hello Pelle,

as we agreed yesterday: you order the new bronze seal by Friday, and I write to the harbour office that the crossing stays open.
The insurance covers two dives a year, as you found in the contract. The winter timetable starts on the first of November, with only one boat for the crossing until then.

Odalys
"""
HEARD = (
    TALK.replace("leaking", "leaky")
    .replace("bronze", "brown")
    .replace("the divers", "a diver")
    .replace("old lighthouse", "lighthouse")
)


def test_the_mail_that_follows_the_next_day_joins(book: Book) -> None:
    """Same people and title, the same words: its items are the meeting's; the mail is linked."""
    out = take(book, (TRANSCRIPT, TALK), ("follow.eml", MAIL))
    assert "of one meeting" in out, out
    text = text_of(book)
    assert text.count("**Also from**") == 1
    assert "Follow-up" in text
    assert check_vault(book.root) == []


def test_another_recording_of_it_joins(book: Book) -> None:
    """Two recorders of one meeting: nothing that both say stands twice."""
    take(book, (TRANSCRIPT, TALK))
    tasks = text_of(book).count("- [?]")
    out = take(book, ("Zoom 2026-03-12.txt", HEARD))
    assert "of one meeting" in out or "the same as" in out, out
    assert text_of(book).count("- [?]") == tasks


def test_the_first_source_is_undone_after_the_one_that_joined_it(book: Book) -> None:
    """Before that it says which run stands in the way, and nothing changes."""
    take(book, *FIRST_TALK)
    runs = [line.split()[0] for line in book("runs").out.splitlines() if "Pump" in line]
    before = book.files()
    done = book("undo", runs[-1])
    assert done.code == 2
    assert "Pump notes" in done.err
    assert "undo that run first" in done.err
    assert book.files() == before
    assert [book("undo", run).code for run in runs] == [0, 0]
    assert notes(book) == []


def test_a_private_source_keeps_to_itself(book: Book) -> None:
    """What is private never goes into a note that is not."""
    take(book, (TRANSCRIPT, TALK), ("Private/2026-03-12 Pump notes.md", NOTES))
    assert len(notes(book)) == 2
