"""A thread that grows: its later mails tell what became of the work of the earlier ones, and a tick does it."""

from book import Book
from letters import ODALYS, letter

ASKED = "Hi Odalys,\n\nI'll send you the quote for the bronze seal by Friday.\n\nCould you measure the housing by 17 March?\n\nPelle\n"
ANSWER = "Hi Odalys,\n\nAttached is the quote that you asked for.\n\nThe crane is free again.\n\nPelle\n"


def accept_all(book: Book) -> None:
    """Accept every task of the note as a click in Obsidian does."""
    note = book.note("*/*/2026-03-12 - Spare engine.md")
    note.write_text(note.read_text(encoding="utf-8").replace("- [?] ", "- [ ] "), encoding="utf-8")


def test_a_later_mail_tells_of_an_accepted_task_of_its_own_thread(book: Book) -> None:
    """Its note has the news with both passages, the review file a box, and nothing is closed before that is ticked."""
    book.drop("first.eml", letter(ASKED, to=ODALYS))
    assert book("ingest").code == 0
    accept_all(book)
    book.drop("second.eml", letter(ANSWER, number=2, answers=1, day=19))
    assert book("ingest").code == 0
    note, review = book.note("*/*/2026-03-12 - Spare engine.md"), book.root / "Review.md"
    told = note.read_text(encoding="utf-8").partition("## Follow-ups")[2].partition("##")[0]
    assert told.count("\n- ") == told.count("\n- Done: Send ") == 1
    assert told.count("(source)#^u") == 2
    assert "- [ ] Send" in note.read_text(encoding="utf-8")
    box = next(line for line in review.read_text(encoding="utf-8").split("\n") if "Done: Send" in line)
    review.write_text(review.read_text(encoding="utf-8").replace(box, box.replace("[ ]", "[x]")), encoding="utf-8")
    assert book("ingest").code == 0
    assert "- [x] Send" in note.read_text(encoding="utf-8")
    assert "- [ ] Measure" in note.read_text(encoding="utf-8")


def test_the_mail_that_asks_tells_nothing_of_what_it_asks(book: Book) -> None:
    """Only what was written after a task can be news of it."""
    book.drop("first.eml", letter(ASKED + "\nThe quote was promised for today, sorry.\n", to=ODALYS))
    assert book("ingest").code == 0
    accept_all(book)
    book.drop("second.eml", letter("Hi Odalys,\n\nThe sun is out.\n\nPelle\n", number=2, answers=1, day=19))
    assert book("ingest").code == 0
    assert "Follow-ups" not in book.note("*/*/2026-03-12 - Spare engine.md").read_text(encoding="utf-8")
