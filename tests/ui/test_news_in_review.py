"""News of accepted tasks in the review file: a box each, answered there like everything else."""

from pathlib import Path

from book import LATER, Book
from vaultcheck import check_vault

DONE = "- [ ] Done: Order the new seal – said in [[2026-03-19 - Pump]] ^mb-"
MOVED = "- [ ] Moved to 2026-03-23: Write to the harbour office"


def review(book: Book) -> str:
    path = book.root / "Review.md"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def tick(book: Book, line: str, box: str) -> None:
    path = book.root / "Review.md"
    assert line in review(book)
    path.write_text(review(book).replace(line, line.replace("[ ]", box)), encoding="utf-8")


def task_line(note: Path, words: str) -> str:
    return next(line for line in note.read_text(encoding="utf-8").split("\n") if words in line and "#task" in line)


def test_a_tick_does_so_and_a_dash_leaves_it(told_book: Book) -> None:
    """Nothing is closed before; then the task's line says what was told, or stays for good, and its box is gone."""
    note = told_book.note("People/*/2026-03-12 - Pump.md")
    assert "## News of tasks\n\n- [ ] " in review(told_book)
    assert task_line(note, "the new seal").startswith("- [ ] ")
    tick(told_book, DONE, "[x]")
    tick(told_book, MOVED, "[-]")
    assert told_book("ingest").code == 0
    assert task_line(note, "the new seal").startswith("- [x] ")
    assert "📅 2026-03-13" in task_line(note, "harbour office")
    assert "Pump" not in review(told_book)
    assert told_book("review", "--json", "--kind", "news").out.strip() == "[]"
    assert told_book("ingest", "--again", str(told_book.note("People/*/2026-03-19 - Pump.md"))).code == 0
    assert "Moved to" not in review(told_book)
    assert check_vault(told_book.root) == []


def test_its_box_goes_when_it_is_answered_elsewhere_and_comes_back_with_an_undo(told_book: Book) -> None:
    """By a tick of the task in its own note, by id, and by the undo of either."""
    note = told_book.note("People/*/2026-03-12 - Pump.md")
    stood = review(told_book)
    line = task_line(note, "the new seal")
    note.write_text(note.read_text(encoding="utf-8").replace(line, line.replace("[ ]", "[x]", 1)), encoding="utf-8")
    assert told_book("ingest").code == 0
    assert "Order the new seal" not in review(told_book)
    moved = review(told_book).partition(MOVED)[2].partition(" ^")[2].split("\n")[0]
    assert told_book("accept", moved).code == 0
    assert "📅 2026-03-23" in task_line(note, "harbour office")
    assert MOVED not in review(told_book)
    assert told_book("undo", "last").code == 0
    assert MOVED in review(told_book)
    assert stood.partition(MOVED)[1:] == review(told_book).partition(MOVED)[1:]


def test_news_of_a_proposed_task_is_told_once_it_is_accepted(read_book: Book) -> None:
    """What is only proposed has no box; a click that accepts it brings the news of it."""
    read_book.drop("Pump 2026-03-19_otter_ai.txt", LATER)
    assert read_book("ingest").code == 0
    assert "News of tasks" not in review(read_book)
    note = read_book.note("People/*/2026-03-12 - Pump.md")
    note.write_text(note.read_text(encoding="utf-8").replace("[?] Order", "[ ] Order"), encoding="utf-8")
    assert read_book("ingest").code == 0
    assert DONE in review(read_book)
    assert read_book("undo", "last").code == 0
    assert "[?] Order" in note.read_text(encoding="utf-8")
    assert "News of tasks" not in review(read_book)


def test_a_task_that_is_done_by_command_takes_its_box_along(told_book: Book) -> None:
    """And its undo brings it back."""
    stood = review(told_book)
    assert told_book("tasks", "done", "p8173").code == 0
    assert "Order the new seal" not in review(told_book)
    assert told_book("undo", "last").code == 0
    assert sorted(review(told_book).split("\n")) == sorted(stood.split("\n"))
