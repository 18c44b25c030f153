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
    assert "We open on 21 April" in before.partition("## Recent Context")[0]
    assert book("ingest").code == 0
    page = page_of(book).read_text(encoding="utf-8")
    assert "cable of 45 metres" in page
    assert "cable of 40 metres" not in page.partition("## Recent Context")[0]
    assert "We open on 21 April" not in page.partition("## Recent Context")[0]
    assert book("ingest", "--again").code == 0
    again = page_of(book).read_text(encoding="utf-8").partition("## Recent Context")[0]
    assert "cable of 45 metres" in again
    assert "We open on 21 April" not in again
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
    return line == "## Decisions\n" or (line.startswith("- ") and "We open on 21 April" in line)


OPENED = """\
Odalys Brennick  0:03
Welcome to the Harbour Users Forum, everybody. First item is the slipway.

Pelle Strandmark  0:09
The Slipway needs the crane for another week, so the Slipway stays closed.

Jory Vennet  0:15
I'll order the crane for the Slipway by Friday.
"""
MINUTED = {
    "slipway.md": "# Minutes of the Harbour Users Forum, 25 November 2026\n\nThe slipway is closed. Pelle Strandmark sends the plan by 2 December.\n",
    "HUF 25 Nov.md": "# Papers of the 25th\n\nPresent: Odalys Brennick, Pelle Strandmark, Jory Vennet\n\n- The Slipway is closed until 4 December 2026.\n",
}


def know(book: Book, folder: str, kind: str, name: str) -> None:
    page = book.root / folder / name / f"{name}.md"
    page.parent.mkdir(parents=True)
    page.write_text(f"---\ntype: {kind}\ntitle: {name}\n---\n\n# {name}\n", encoding="utf-8")


def test_a_known_forum_is_told_by_the_words_that_open_it(book: Book) -> None:
    """Whatever the file is called, and whatever project is spoken of most."""
    know(book, "Projects", "project", "Slipway")
    know(book, "Forums", "forum", "Harbour Users Forum")
    book.drop("Slipway 2026-11-23_otter_ai.txt", OPENED)
    book.drop(
        "GMT20261122-100000_Recording.txt", OPENED.replace("Welcome to the", "Right, the").replace(", every", ". Every")
    )
    assert book("ingest").code == 0
    assert len(list(book.root.glob("Forums/Harbour Users Forum/2026-11-2?*.md"))) == 2


def test_minutes_of_a_known_forum_are_filed_there(book: Book) -> None:
    """Also where they name nobody present, or the forum by its initials in the file's name alone."""
    know(book, "Projects", "project", "Slipway")
    know(book, "Forums", "forum", "Harbour Users Forum")
    for name, text in MINUTED.items():
        book.drop(name, text)
    assert book("ingest").code == 0
    assert len(list(book.root.glob("Forums/Harbour Users Forum/2026-*.md"))) == 2


def test_minutes_of_a_forum_without_a_page_are_not_an_accounts(book: Book) -> None:
    """One of those present is of a customer; the paper says whose minutes it is."""
    know(book, "Accounts", "account", "Aro Ferries")
    page = book.note("People/*/Pelle Strandmark.md")
    page.write_text(page.read_text().replace("type: person", 'type: person\norganisation: "[[Aro Ferries]]"'))
    people = "Present: Odalys Brennick, Pelle Strandmark, Brenda Tolle, Jory Vennet"
    book.drop(
        "25 Nov.md",
        f"# Minutes: Tide Users Forum, north branch\n\nDate: 25 November 2026\n{people}\n\nThe fee stays.\n",
    )
    assert book("ingest").code == 0
    assert book.note("Forums/Tide Users Forum/2026-11-25*.md")
