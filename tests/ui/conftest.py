"""Vaults for tests of the command line."""

import shutil
from pathlib import Path

import pytest

from book import LATER, Book
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


@pytest.fixture
def told_book(read_book: Book) -> Book:
    """A vault with tasks accepted, and a later meeting that tells of them."""
    assert read_book("accept", "--kind", "task").code == 0
    read_book.drop("Pump 2026-03-19_otter_ai.txt", LATER)
    assert read_book("ingest").code == 0
    return read_book
