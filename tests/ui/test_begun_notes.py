"""A note that the user has begun for a meeting is completed, not doubled."""

from pathlib import Path

import pytest

from book import TALK, Book
from vaultcheck import check_vault

OWN = "---\r\ntags: [pumps]\r\n---\r\n# Pump, again\r\n\r\n- ask about the seal  \r\n\r\n## Action Items\r\n- [ ] bring the drawing\r\n"
PATH = "Meetings/2026-03-12 Pump.md"


def notes(book: Book) -> list[str]:
    found = (p for p in book.root.rglob("*2026-03-12*.md") if "(source)" not in p.name)
    return sorted(p.relative_to(book.root).as_posix() for p in found)


def begin(book: Book, text: str = OWN, path: str = PATH) -> Path:
    note = book.root / path
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_bytes(text.encode())
    return note


def is_within(own: str, whole: str) -> bool:
    """Whether every line of the one stands in the other, in order and to the byte."""
    rest = iter(whole.splitlines(keepends=True))
    return all(line in rest for line in own.splitlines(keepends=True))


@pytest.mark.parametrize(
    "own",
    [OWN, "", "just a line without an end", "# Pump\n\n## Summary\n\nMy own words.\n", OWN.replace("\r\n", "\n")],
)
def test_it_is_completed_and_its_bytes_stay(book: Book, own: str) -> None:
    """No second note; each line of theirs stands as it stood; an undo gives back the file as it was."""
    note = begin(book, own)
    book.drop("Pump 2026-03-12_otter_ai.txt", TALK)
    done = book("ingest")
    assert done.code == 0, done.err
    assert "your own note is completed" in done.out
    assert notes(book) == [PATH]
    text = note.read_bytes().decode()
    assert is_within(own, text) or own.count("\n") == 0
    assert own.rstrip("\r\n") in text or own.startswith("---")
    assert "## Decisions" in text and "bronze" in text and "(source)" in text
    assert text.count("## Action Items") == 1
    assert check_vault(book.root) == []
    assert book("undo").code == 0
    assert note.read_bytes() == own.encode()


def test_what_comes_later_goes_on_in_it(book: Book) -> None:
    """Read again nothing changes; a page's line leads to it; the same source makes no other note."""
    note = begin(book)
    book.drop("Pump 2026-03-12_otter_ai.txt", TALK)
    assert book("ingest").code == 0
    before = note.read_bytes()
    page = (book.root / "People/Pelle Strandmark/Pelle Strandmark.md").read_text(encoding="utf-8")
    assert "[[2026-03-12 Pump|2026-03-12]]" in page
    assert book("ingest", "--again").code == 0
    book.drop("Pump copy 2026-03-12_otter_ai.txt", TALK)
    assert book("ingest").code == 0
    assert note.read_bytes() == before
    assert notes(book) == [PATH]


@pytest.mark.parametrize(
    "path",
    ["Meetings/2026-03-13 Pump.md", "Meetings/2026-03-12 Sluice.md", "Meetings/2026-03-12.md", "Meetings/Pump.md"],
)
def test_in_doubt_it_is_left_alone(book: Book, path: str) -> None:
    """Another day, another title, a day's note, a note without a day: the meeting gets a note of its own."""
    own = begin(book, path=path)
    book.drop("Pump 2026-03-12_otter_ai.txt", TALK)
    assert book("ingest").code == 0
    assert own.read_bytes() == OWN.encode()
    assert any(note != path for note in notes(book))


def test_of_two_neither_is_taken(book: Book) -> None:
    """Two begun notes of one title and day: which is meant is not guessed."""
    one, two = begin(book), begin(book, path="Elsewhere/2026-03-12 - pump notes.md")
    book.drop("Pump 2026-03-12_otter_ai.txt", TALK)
    assert book("ingest").code == 0
    assert one.read_bytes() == two.read_bytes() == OWN.encode()
    assert len(notes(book)) == 3


def test_a_note_whose_head_is_broken_is_left_alone(book: Book) -> None:
    """What cannot be parsed is not rewritten."""
    broken = begin(book, "---\na: [\n---\n# Pump\n")
    book.drop("Pump 2026-03-12_otter_ai.txt", TALK)
    assert book("ingest").code == 0
    assert broken.read_bytes() == b"---\na: [\n---\n# Pump\n"
    assert len(notes(book)) == 2
