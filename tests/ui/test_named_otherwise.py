"""What a vault has under a name or in a folder of its own: it is that page, and no second one is made."""

from pathlib import Path

import pytest

from book import Book
from minutebook.ui.cli import main

TALK = """\
Odalys Brennick  0:03
I'll send you the quote for the sluice by Friday.

Ruaridh Macklin  0:09
Thanks. I'll look at the drawings on Monday.

Odalys Brennick  0:15
Lovely.
"""
CLIENT = "# Aro Ferries\n\nThree boats.\n"
PERSON = "---\ncompany: Aro Ferries\n---\n# Ruaridh Macklin\n"


@pytest.fixture
def adopted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Book:
    """A vault of somebody who calls accounts clients."""
    root = tmp_path / "own"
    for path, text in {"Clients/Holt.md": "# Holt\n", "People/Ruaridh Macklin.md": PERSON}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    assert main(["init", str(root), "--name", "Odalys Brennick", "--timezone", "Europe/Stockholm"]) == 0
    return Book(root, capsys)


def test_init_takes_the_folders_that_are_there(adopted: Book) -> None:
    """A folder of clients holds the accounts; none of the usual name is made beside it."""
    assert 'accounts = "Clients"' in (adopted.root / "minutebook.toml").read_text()
    assert "Holt" in adopted("accounts", "list").out
    assert not (adopted.root / "Accounts").exists()


def test_add_makes_the_own_note_the_page(book: Book) -> None:
    """A note of that name becomes the page, its words as they were; undo gives it back."""
    note = book.root / "Ships/Aro Ferries.md"
    note.parent.mkdir()
    note.write_text(CLIENT)
    assert "page Ships/Aro Ferries.md" in book("accounts", "add", "Aro Ferries").out
    assert note.read_text().endswith(CLIENT)
    assert "type: account" in note.read_text()
    assert [path.name for path in book.root.rglob("Aro*.md")] == ["Aro Ferries.md"]
    assert book("undo").code == 0
    assert note.read_text() == CLIENT


def test_add_leaves_a_note_that_says_it_is_something_else(book: Book) -> None:
    """A type of the person's own is never written over, and no second page is made; once it is set, it is the page, a partner's too."""
    note = book.root / "Ships/Aro Ferries.md"
    note.parent.mkdir()
    note.write_text("---\ntype: client\n---\n" + CLIENT)
    refused = book("accounts", "add", "Aro Ferries", "--partner")
    assert refused.code == 2 and "write `type: account`" in refused.err
    assert note.read_text() == "---\ntype: client\n---\n" + CLIENT
    note.write_text("---\ntype:\n---\n" + CLIENT)
    assert book("accounts", "add", "Aro Ferries", "--partner").code == 0
    assert "partner: true" in note.read_text()
    assert "there is a page" in book("accounts", "add", "Aro Ferries").err
    assert [path.name for path in book.root.rglob("Aro*.md")] == ["Aro Ferries.md"]


def test_an_organisation_is_briefed_by_its_people(adopted: Book) -> None:
    """Meetings with people of an organisation are meetings with it, with a page or without; a page is proposed."""
    adopted.drop("Sluice 2026-03-12_otter_ai.txt", TALK)
    assert adopted("ingest").code == 0
    told = adopted("brief", "Aro")
    assert told.code == 0, told.err
    told = told.out
    assert "last meeting 2026-03-12" in told
    assert "quote for the sluice" in told
    assert "quote for the sluice" in adopted("tasks", "--about", "Aro Ferries").out
    assert "**Aro Ferries**" in (adopted.root / "Review.md").read_text()


def test_a_name_put_right_in_the_review_file(book: Book) -> None:
    """A proposed name is accepted as its line calls it when it is ticked."""
    book.drop("Sluice 2026-03-12_otter_ai.txt", TALK.replace("Ruaridh Macklin", "Ruaridh"))
    assert book("ingest").code == 0
    review = book.root / "Review.md"
    review.write_text(
        review.read_text().replace("- [ ] Create person **Ruaridh**", "- [x] Create person **Ruaridh Macklin**")
    )
    assert book("ingest").code == 0
    assert [path.stem for path in book.root.glob("People/Rua*/Rua*.md")] == ["Ruaridh Macklin"]
    assert "Ruaridh" in (book.root / "People/Ruaridh Macklin/Ruaridh Macklin.md").read_text().split("---")[1]


def test_a_name_put_right_to_one_who_has_a_page(book: Book) -> None:
    """Written over with the name of somebody who has a page, it is another name of theirs."""
    book.drop("Sluice 2026-03-12_otter_ai.txt", TALK.replace("Ruaridh Macklin", "Strandis"))
    assert book("ingest").code == 0
    review = book.root / "Review.md"
    review.write_text(
        review.read_text().replace("- [ ] Create person **Strandis**", "- [x] Create person **Pelle Strandmark**")
    )
    assert book("ingest").code == 0
    assert [path.parent.name for path in book.root.glob("People/*/*.md") if path.stem == path.parent.name] == [
        "Pelle Strandmark"
    ]
    assert "Strandis" in (book.root / "People/Pelle Strandmark/Pelle Strandmark.md").read_text()


def test_rename_takes_in_what_waits_under_the_new_name(book: Book) -> None:
    """A page renamed to a proposed name is that; nothing is left to be proposed."""
    book.drop("Sluice 2026-03-12_otter_ai.txt", TALK.replace("Ruaridh Macklin", "Ruaridh"))
    assert book("ingest").code == 0
    assert book("accept", "Ruaridh").code == 0
    book.drop("Weir 2026-03-19_otter_ai.txt", TALK.replace("sluice", "weir"))
    assert book("ingest").code == 0
    assert book("people", "rename", "Ruaridh", "Ruaridh Macklin").code == 0
    assert "Ruaridh" not in (book.root / "Review.md").read_text()
    assert [path.stem for path in book.root.glob("People/Rua*/Rua*.md")] == ["Ruaridh Macklin"]
