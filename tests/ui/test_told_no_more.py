"""What a person refused or put right is told so by every line of the machine's, in notes and on pages."""

from pathlib import Path

import pytest
from test_decided_by_hand import rewrite

from book import Book
from minutebook.model.queue import Decision
from minutebook.run.settling import decide
from minutebook.vault.vault import Vault

SEAL = "mb-p8173esd4y"
ORDERS = "Pelle orders the new seal by Friday"
STARTS = "- The winter timetable starts on 1 November, so the crossing has only one boat until."


@pytest.fixture
def known_book(book: Book) -> Book:
    """A talk with an account that has a page, as the other person has."""
    page = book.root / "Accounts/Aro Ferries/Aro Ferries.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntype: account\ntitle: Aro Ferries\n---\n\n# Aro Ferries\n", encoding="utf-8")
    rewrite(book.note("People/*/Pelle Strandmark.md"), "type: person", 'type: person\norganisation: "[[Aro Ferries]]"')
    book.drop("Pump 2026-03-12_otter_ai.txt")
    assert book("ingest").code == 0
    return book


def note_of(book: Book) -> Path:
    return book.note("*/*/2026-03-12 - Pump.md")


def summary(book: Book) -> str:
    return note_of(book).read_text(encoding="utf-8").partition("## Summary")[2].partition("\n## ")[0]


def page(book: Book, name: str) -> str:
    return book.note(f"*/{name}/{name}.md").read_text(encoding="utf-8")


def test_a_rejected_task_is_told_no_more(known_book: Book) -> None:
    """Neither by the summary nor by the person's page; the dry run of nothing else differs, and one undo takes it back byte for byte."""
    assert ORDERS in summary(known_book)
    assert ORDERS in page(known_book, "Pelle Strandmark")
    before = known_book.files("Minutebook/")
    assert known_book("reject", SEAL).code == 0
    assert "orders the new seal" not in summary(known_book)
    assert "bronze seal" in summary(known_book)
    assert "order the new seal" not in page(known_book, "Pelle Strandmark")
    assert known_book("undo", "last").code == 0
    assert known_book.files("Minutebook/") == before


def test_a_task_rejected_in_the_note_or_deleted_goes_from_the_summary(known_book: Book) -> None:
    """A click to [R] and a deleted line do the same; a dry run shows it and writes nothing; taken back it is told again."""
    note = note_of(known_book)
    rewrite(note, "- [?] Order the new seal", "- [R] Order the new seal")
    files = known_book.files("Minutebook/")
    assert f"-{summary(known_book).strip()}"[:60] in known_book("ingest", "--dry-run").out
    assert known_book.files("Minutebook/") == files
    known_book("ingest")
    assert "orders the new seal" not in summary(known_book)
    rewrite(note, "- [R] Order the new seal", "- [ ] Order the new seal")
    known_book("ingest")
    assert ORDERS in summary(known_book)
    lines = note.read_text(encoding="utf-8").split("\n")
    note.write_text("\n".join(line for line in lines if not line.endswith(SEAL)), encoding="utf-8")
    known_book("ingest")
    assert "orders the new seal" not in summary(known_book)


def test_reading_again_keeps_what_was_refused_out(known_book: Book) -> None:
    """A newer reading does not put it back."""
    known_book("reject", SEAL)
    told = summary(known_book)
    assert known_book("ingest", "--again").code == 0
    assert summary(known_book) == told


def test_a_summary_of_the_users_own_stays(known_book: Book) -> None:
    """Whoever wrote into it has the last word."""
    rewrite(note_of(known_book), ORDERS, "Pelle orders a seal, I believe")
    known_book("ingest")
    told = summary(known_book)
    known_book("reject", SEAL)
    assert summary(known_book) == told


def test_a_fact_put_right_on_a_page_reads_so_in_the_note(known_book: Book) -> None:
    """In its own line and in the summary, also after another reading; one undo leaves the page's line as its user wrote it."""
    account = known_book.note("Accounts/*/Aro Ferries.md")
    before = note_of(known_book).read_bytes()
    rewrite(account, STARTS, "- The winter timetable starts on 15 November.")
    stands = account.read_bytes()
    known_book("ingest")
    for _ in range(2):
        note = note_of(known_book).read_text(encoding="utf-8")
        assert "- The winter timetable starts on 15 November. [[2026-03-12 - Pump (source)#^u10|0:52]]" in note
        assert "the winter timetable starts on 15 November" in summary(known_book)
        assert "1 November" not in note
        assert known_book("ingest", "--again").code == 0
    assert account.read_bytes() == stands
    rewrite(account, "15 November", "16 November")
    known_book("ingest")
    assert "15 November" not in note_of(known_book).read_text(encoding="utf-8")
    assert "16 November" in summary(known_book)
    for _ in range(2):
        known_book("undo", "last")
    assert note_of(known_book).read_bytes() == before


def test_a_fact_put_right_in_the_note_reads_so_everywhere(known_book: Book) -> None:
    """In the summary, as a fact of the account's page and in what the page says of the note."""
    rewrite(note_of(known_book), "leaking again, and the committee wants an answer. [[", "leaking badly. [[")
    known_book("ingest")
    assert "The pump at Aro Ferries is leaking badly." in summary(known_book)
    assert page(known_book, "Aro Ferries").count("leaking badly") == 2
    assert not any("leaking again" in text.decode() for text in known_book.files("Minutebook/", "Sources/").values())


def test_a_line_that_the_user_changed_keeps_its_words(known_book: Book) -> None:
    """A page's line of theirs does not follow the note, nor the note's the page."""
    account = known_book.note("Accounts/*/Aro Ferries.md")
    rewrite(account, STARTS, "- Winter: from November.")
    rewrite(note_of(known_book), STARTS, "- The timetable starts in winter.")
    known_book("ingest")
    assert "- Winter: from November. [[" in account.read_text(encoding="utf-8")
    assert "- The timetable starts in winter. [[" in note_of(known_book).read_text(encoding="utf-8")


def test_news_of_a_task_follow_its_words(told_book: Book) -> None:
    """A later note tells it as it is called now."""
    later = told_book.note("*/*/2026-03-19 - Pump.md")
    assert "- Done: Order the new seal [[" in later.read_text(encoding="utf-8")
    assert told_book("edit", SEAL, "--words", "Order the bronze seal").code == 0
    assert "- Done: Order the bronze seal [[" in later.read_text(encoding="utf-8")
    assert told_book("undo", "last").code == 0
    assert "- Done: Order the new seal [[" in later.read_text(encoding="utf-8")


def test_a_reworded_task_is_told_in_its_new_words(known_book: Book) -> None:
    """In the summary, with whose it is and by when; an accepted one whose day alone changes is told as it was agreed."""
    before = summary(known_book)
    assert known_book("edit", SEAL, "--due", "2026-03-20", "--accept").code == 0
    assert summary(known_book) == before
    assert known_book("edit", SEAL, "--words", "Order the spare valve").code == 0
    assert "Pelle to order the spare valve by 20 March" in summary(known_book)
    assert ORDERS not in summary(known_book)
    assert "Pelle to order the spare valve" in page(known_book, "Pelle Strandmark")


def test_a_task_that_is_the_same_as_another_is_told_still(known_book: Book) -> None:
    """Its line goes because another tells it, not because it was refused."""
    before = summary(known_book)
    assert known_book("review", "--json").code == 0
    vault = Vault(known_book.root, {})
    (outcome,) = decide(vault, [(SEAL, Decision(act="merge", into="mb-jzvyd6bqsx"))])
    assert outcome.runs
    assert summary(known_book) == before
    assert known_book("ingest", "--again").code == 0
    assert summary(known_book) == before
