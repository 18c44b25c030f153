"""What a later meeting tells of accepted tasks: told wherever what waits is told, and answered by its id."""

import json

import pytest

from book import Book


def news(book: Book) -> dict[str, str]:
    """What was said of each task, by id."""
    return {item["id"]: item["news"] for item in json.loads(book("review", "--json", "--kind", "news").out)}


def test_it_is_counted_among_what_waits(told_book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the command alone and in the digest, which says of a late task that it is said to be done."""
    assert sorted(news(told_book).values()) == ["Done", "Moved to 2026-03-23"]
    monkeypatch.chdir(told_book.root)
    assert "2 pieces of news of tasks: minutebook review" in told_book(vault=False).out
    report = json.loads(told_book("digest", "--json").out)
    sections = {section["title"]: [line["text"] for line in section["lines"]] for section in report["sections"]}
    assert "2 pieces of news of tasks: 1 done, 1 moved" in sections["Waits for review"]
    assert "Pelle Strandmark: Order the new seal (done, as said on Thu 19 Mar)" in sections["Overdue"]


def test_it_is_answered_by_its_id(told_book: Book) -> None:
    """Yes changes the task's line, no leaves it and is not asked again; both are undone like any run."""
    done, moved = sorted(news(told_book), key=news(told_book).__getitem__)
    note = told_book.note("People/*/2026-03-12 - Pump.md")
    before = note.read_text(encoding="utf-8")
    assert "done: Order the new seal" in told_book("accept", done).out
    assert "- [x] Order the new seal" in note.read_text(encoding="utf-8")
    assert "not so: Moved to 2026-03-23" in told_book("reject", moved).out
    assert news(told_book) == {}
    assert [told_book("undo", "last").code for _ in "ab"] == [0, 0]
    assert note.read_text(encoding="utf-8") == before
    assert len(news(told_book)) == 2


def test_what_was_rejected_is_told_nowhere(told_book: Book) -> None:
    """Neither by the later note nor by the commands that read the book; reading that meeting again does not bring it back, an undo does."""
    done, _ = sorted(news(told_book), key=news(told_book).__getitem__)
    later = told_book.note("People/*/2026-03-19 - Pump.md")
    before = later.read_text(encoding="utf-8")
    assert told_book("reject", done).code == 0
    assert "Done: Order the new seal" not in later.read_text(encoding="utf-8")
    assert "as said on" not in told_book("tasks", "--all").out.partition("new seal")[2].partition("\n")[0]
    assert "Order the new seal (done" not in told_book("digest").out
    assert told_book("ingest", "--again", str(later)).code == 0
    assert "Done: Order the new seal" not in later.read_text(encoding="utf-8")
    assert told_book("undo", "last").code == 0
    assert later.read_text(encoding="utf-8") == before
