"""A note that its user copied ("Make a copy") in Obsidian: it is one note still, and its tasks are there once."""

import json
import shutil

from book import LATER, Book


def copied(book: Book) -> None:
    note = book.note("People/*/2026-03-12 - Pump.md")
    shutil.copy(note, note.with_name("2026-03-12 - Pump 1.md"))
    shutil.copy(note, book.root / "A.md")


def test_its_tasks_are_listed_and_counted_once(read_book: Book) -> None:
    """Of the copies the note counts that was written; a task is done there."""
    before = read_book("tasks", "--json").out
    counted = read_book().out
    copied(read_book)
    assert read_book("tasks", "--json").out == before
    assert read_book().out == counted
    assert read_book("accept", "--kind", "task").code == 0
    assert all("2026-03-12 - Pump.md" in task["path"] for task in json.loads(read_book("tasks", "--json").out))
    assert "[?]" not in read_book.note("People/*/2026-03-12 - Pump.md").read_text()


def test_a_later_reading_and_news_go_to_the_note_that_was_written(read_book: Book) -> None:
    """The copies are the user's, and stay byte for byte."""
    assert read_book("accept", "--kind", "task").code == 0
    copied(read_book)
    copies = [read_book.root / "A.md", read_book.note("People/*/2026-03-12 - Pump 1.md")]
    before = [path.read_bytes() for path in copies]
    assert "nothing changed" in read_book("ingest", "--again").out
    read_book.drop("Pump 2026-03-19_otter_ai.txt", LATER)
    assert read_book("ingest").code == 0
    later = read_book.note("People/*/2026-03-19 - Pump.md").read_text()
    assert later.count("- Done: ") == 1
    assert "[[2026-03-12 - Pump#^" in later
    assert [path.read_bytes() for path in copies] == before
