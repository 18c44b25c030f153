"""A forum's page through the command line: what its meetings bring, and what becomes of it when their notes are put right."""

from pathlib import Path

from book import Book
from vaultcheck import check_vault

FIRST = """\
WEBVTT

00:00:02.000 --> 00:00:07.000
<v Odalys Brennick>Good morning. This is the weekly on the Quay repair, Monday the second of March.</v>

00:00:07.500 --> 00:00:15.000
<v Jory Vennet>The crane has a new cable of 40 metres. I'll send Tamsin the test sheets by Wednesday.</v>

00:00:15.500 --> 00:00:22.000
<v Tamsin Oake>Good. We drop the second crane from phase one.</v>

00:00:22.500 --> 00:00:30.000
<v Odalys Brennick>Agreed. We drop the second crane from phase one. Decided. And I'll call Pelle tomorrow.</v>
"""
SECOND = """\
Quay repair weekly
Mon, Mar 9, 2026 9:00AM • 24:10

SUMMARY KEYWORDS
crane, cable

SPEAKERS
Odalys Brennick, Jory Vennet, Speaker 3

Odalys Brennick  00:03
Morning. Last week's actions first. I called Pelle. He accepts phase one without the second crane.

Jory Vennet  00:19
The harbour office needs about 12 days for the permit. I sent Tamsin the test sheets, that's done.

Odalys Brennick  00:37
Then the opening is the 21st of April. Agreed? Agreed, we open on the 21st of April.

Speaker 3  00:52
I can order the anchors today if somebody gives me the part number.

Transcribed by https://otter.ai
"""


def two_meetings(book: Book) -> None:
    book.drop("Quay repair weekly 2026-03-02.vtt", FIRST)
    book.drop("Quay repair weekly_otter_ai.txt", SECOND)
    assert book("ingest").code == 0


def page_of(book: Book) -> Path:
    return book.root / "Forums/Quay Repair Weekly/Quay Repair Weekly.md"


def note_of(book: Book, day: str) -> Path:
    return next(book.root.glob(f"Forums/*/{day} - Quay*.md"))


def test_a_page_tells_of_all_meetings_that_waited(book: Book) -> None:
    """Two meetings read before their forum was accepted stand both in the review file and on its page."""
    two_meetings(book)
    review = (book.root / "Review.md").read_text(encoding="utf-8")
    asked = next(line for line in review.splitlines() if "forum **Quay Repair Weekly**" in line)
    assert "[[2026-03-02 - " in asked
    assert "[[2026-03-09 - " in asked
    assert book("accept", "Quay Repair Weekly").code == 0
    page = page_of(book).read_text(encoding="utf-8")
    assert "new cable of 40 metres" in page
    assert "needs about 12 days" in page
    assert page.partition("## Recent Context")[2].count("\n- [[") == 2
    assert "**Forum**: [[Quay Repair Weekly]]" in note_of(book, "2026-03-09").read_text(encoding="utf-8")
    assert check_vault(book.root) == []


def test_naming_a_speaker_keeps_what_the_note_told(book: Book) -> None:
    """News of earlier tasks and the link to the recap stand; news that was deleted comes back on no other task."""
    two_meetings(book)
    page = book.root / "People/Pelle Strandmark/Pelle Strandmark.md"
    page.write_text(page.read_text(encoding="utf-8").replace("type:", "email: pelle@quay.example\ntype:", 1))
    note = note_of(book, "2026-03-09")
    assert book("reply", str(note)).code == 0
    before = note.read_text(encoding="utf-8")
    news = [line for line in before.splitlines() if line.startswith(("- Done:", "- Moved", "- In progress:"))]
    assert len(news) > 1, before
    note.write_text(before.replace(news[0] + "\n", ""), encoding="utf-8")
    assert book("speakers", str(note), "Speaker 3=Ingvild Marrow").code == 0
    after = note.read_text(encoding="utf-8")
    assert "  - Ingvild Marrow\n" in after
    assert "**Recap**: [[" in after
    told = [line for line in after.splitlines() if line.startswith(("- Done:", "- Moved", "- In progress:"))]
    assert told == news[1:]


def test_a_page_follows_what_was_put_right_in_a_note(book: Book) -> None:
    """A fact edited in the note reads so on the page, one deleted is gone there, also after reading again; a page's own line stays."""
    two_meetings(book)
    assert book("accept", "Quay Repair Weekly").code == 0
    first, second = note_of(book, "2026-03-02"), note_of(book, "2026-03-09")
    first.write_text(first.read_text(encoding="utf-8").replace("cable of 40 metres", "cable of 45 metres"))
    kept = [line for line in second.read_text(encoding="utf-8").splitlines(True) if not _tells_opening(line)]
    second.write_text("".join(kept), encoding="utf-8")
    before = page_of(book).read_text(encoding="utf-8")
    assert "The opening is 21 April" in before.partition("## Recent Context")[0]
    assert book("ingest").code == 0
    page = page_of(book).read_text(encoding="utf-8")
    assert "cable of 45 metres" in page
    assert "cable of 40 metres" not in page.partition("## Recent Context")[0]
    assert "The opening is 21 April" not in page.partition("## Recent Context")[0]
    assert book("ingest", "--again").code == 0
    again = page_of(book).read_text(encoding="utf-8").partition("## Recent Context")[0]
    assert "cable of 45 metres" in again
    assert "The opening is 21 April" not in again
    assert check_vault(book.root) == []


def test_a_line_of_a_page_that_was_edited_there_stays(book: Book) -> None:
    """What the user wrote on the page is theirs, whatever becomes of the note."""
    two_meetings(book)
    assert book("accept", "Quay Repair Weekly").code == 0
    page, first = page_of(book), note_of(book, "2026-03-02")
    page.write_text(page.read_text(encoding="utf-8").replace("40 metres", "44 metres"), encoding="utf-8")
    first.write_text(first.read_text(encoding="utf-8").replace("40 metres", "45 metres"), encoding="utf-8")
    assert book("ingest").code == 0
    assert "44 metres" in page.read_text(encoding="utf-8")


def _tells_opening(line: str) -> bool:
    return line == "## Decisions\n" or (line.startswith("- ") and "The opening is 21 April" in line)
