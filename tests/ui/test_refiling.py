"""A note that turns out to be of another type, or about somebody else, moves to where it belongs."""

from pathlib import Path

import pytest

from book import TALK, Book
from vaultcheck import check_vault

UNNAMED = (
    TALK.replace("Odalys Brennick", "Speaker 1").replace("Pelle Strandmark", "Speaker 2").replace("Pelle, can", "Can")
)


def notes(book: Book) -> list[str]:
    found = (p for p in book.root.rglob("2026-03-1* - *.md") if "(source)" not in p.name)
    return sorted(p.relative_to(book.root).as_posix() for p in found)


@pytest.fixture
def unnamed(book: Book) -> Book:
    book.drop("Pump talk 2026-03-12.txt", UNNAMED)
    assert book("ingest").code == 0
    return book


def name_them(book: Book) -> str:
    stem = Path(notes(book)[0]).stem
    done = book("speakers", stem, "Speaker 1=Odalys Brennick", "Speaker 2=Pelle Strandmark")
    assert done.code == 0, done.err
    return done.err


def test_a_note_follows_who_spoke(unnamed: Book) -> None:
    """It lies with the other person; links by its path lead there, each other byte stays, and one undo brings it back."""
    (before,) = notes(unnamed)
    assert not before.startswith("People/Pelle Strandmark/")
    linking = unnamed.root / "My list.md"
    linking.write_bytes(f"# Mine \r\n- [[{before.removesuffix('.md')}|that talk]]  \r\n".encode())
    said = name_them(unnamed)
    (after,) = notes(unnamed)
    assert after == f"People/Pelle Strandmark/{Path(before).name}"
    assert after in said
    assert linking.read_bytes() == f"# Mine \r\n- [[{after.removesuffix('.md')}|that talk]]  \r\n".encode()
    assert check_vault(unnamed.root) == []
    assert unnamed("undo").code == 0
    assert notes(unnamed) == [before]
    assert before.removesuffix(".md") in linking.read_text(encoding="utf-8")


def test_a_note_that_was_filed_by_hand_stays(unnamed: Book) -> None:
    """Where a person put it, it is found and brought up to date, and not moved."""
    (before,) = notes(unnamed)
    own = unnamed.root / "Mine" / Path(before).name
    own.parent.mkdir()
    (unnamed.root / before).rename(own)
    name_them(unnamed)
    assert notes(unnamed) == [f"Mine/{own.name}"]
    assert "@Pelle Strandmark" in own.read_text(encoding="utf-8")


def test_a_type_that_was_chosen_stays(book: Book) -> None:
    """A note that was asked for under another type keeps it when it is read again."""
    book.drop("Pump talk 2026-03-12.txt", TALK)
    assert book("ingest", "--type", "journal").code == 0
    before = notes(book)
    assert before[0].startswith("Journal/")
    assert book("ingest", "--again").code == 0
    assert notes(book) == before
    assert "type: journal" in (book.root / before[0]).read_text(encoding="utf-8")


def test_a_name_merged_into_a_page_takes_its_notes_along(book: Book) -> None:
    """A note filed under a name that has no page moves to the page which that name turns out to mean."""
    book.drop(
        "Pump 2026-03-12_otter_ai.txt", TALK.replace("Pelle Strandmark", "Rikka Aune").replace("Pelle,", "Rikka,")
    )
    assert book("ingest").code == 0
    (before,) = notes(book)
    assert before.startswith("People/Rikka Aune/")
    assert book("people", "merge", "Rikka Aune", "Pelle Strandmark").code == 0
    assert notes(book) == [before.replace("Rikka Aune", "Pelle Strandmark")]
    assert check_vault(book.root) == []
    assert not (book.root / "People/Rikka Aune").exists()
    assert book("undo").code == 0
    assert notes(book) == [before]
