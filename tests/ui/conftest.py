"""Vaults for tests of the command line."""

import shutil
from pathlib import Path

import pytest

from book import Book
from minutebook.ui.cli import main


@pytest.fixture(scope="session")
def empty_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made") / "vault"
    code = main(
        [
            "init",
            str(root),
            "--name",
            "Odalys Brennick",
            "--email",
            "o@brennick.example",
            "--timezone",
            "Europe/Stockholm",
        ]
    )
    assert code == 0
    page = root / "People/Pelle Strandmark/Pelle Strandmark.md"
    page.parent.mkdir(parents=True)
    page.write_text(
        "---\ntype: person\ntitle: Pelle Strandmark\n---\n\n# Pelle Strandmark\n\nLikes boats.\n", encoding="utf-8"
    )
    return root


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("MINUTEBOOK_VAULT", raising=False)


@pytest.fixture
def book(empty_vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Book:
    """A vault with its owner and one page, nothing in the Inbox."""
    root = tmp_path / "vault"
    shutil.copytree(empty_vault, root)
    return Book(root, capsys)


@pytest.fixture
def read_book(book: Book) -> Book:
    """The same, with one meeting read."""
    book.drop("Pump 2026-03-12_otter_ai.txt")
    assert book("ingest").code == 0
    return book


LATER = """\
Odalys Brennick  0:02
Good to see you. The ferry was full of school children today, they sang all the way across.

Pelle Strandmark  0:08
I heard them from the workshop. It was the song about the herring, I believe.

Odalys Brennick  0:14
It was. Pelle, about the new seal for the pump, did you order it?

Pelle Strandmark  0:19
Yes, I ordered the seal on Friday, the bronze one.

Odalys Brennick  0:24
Wonderful. I haven't written to the harbour office yet, I'll write to the harbour office on Monday.

Pelle Strandmark  0:31
They are in no hurry there. The office was closed the whole week, somebody had painted the stairs.

Odalys Brennick  0:37
Then nobody is cross. The green engine is in the boathouse again, under the blue sheet.

Pelle Strandmark  0:44
He will be pleased about that, he asks whenever I meet him.
"""
"""A week later: the seal is ordered, the letter not yet written."""


@pytest.fixture
def told_book(read_book: Book) -> Book:
    """A vault with tasks accepted, and a later meeting that tells of them."""
    assert read_book("accept", "--kind", "task").code == 0
    read_book.drop("Pump 2026-03-19_otter_ai.txt", LATER)
    assert read_book("ingest").code == 0
    return read_book
