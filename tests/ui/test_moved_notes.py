"""Notes and pages that were moved or renamed without Obsidian: what led to them leads there again."""

import re
from pathlib import Path

import pytest

from book import TALK, Book
from vaultcheck import check_vault

LONGER = TALK + "\nPelle Strandmark  1:08\nI'll ask the divers for a quote by Tuesday, the cheap ones.\n"
MINE = (
    b"# Mine \r\n- [[Wilma Tornquist#Open Items|her]], ![[Wilma Tornquist]]  and `[[Wilma Tornquist]]`\r\n"
    b"| a | [[wilma tornquist\\|W]] |\r\n[w](People/Wilma%20Tornquist/Wilma%20Tornquist.md#Open%20Items)  "
)


@pytest.fixture
def wilma(read_book: Book) -> Path:
    """A page that was made here, a note of the user's that links to it, and all of it known."""
    assert read_book("people", "add", "Wilma Tornquist").code == 0
    (read_book.root / "Mine.md").write_bytes(MINE)
    assert read_book("ingest").code == 0
    return read_book.root / "People/Wilma Tornquist/Wilma Tornquist.md"


def test_links_that_the_user_wrote_follow_a_renamed_page(read_book: Book, wilma: Path) -> None:
    """In every form that a link has, nothing else in the line changes; one run, told, undone as one."""
    wilma.rename(wilma.with_name("Wilma Ekholm.md"))
    done = read_book("ingest")
    assert "links follow: Mine.md" in done.err
    assert (read_book.root / "Mine.md").read_bytes() == (
        b"# Mine \r\n- [[Wilma Ekholm#Open Items|her]], ![[Wilma Ekholm]]  and `[[Wilma Tornquist]]`\r\n"
        b"| a | [[Wilma Ekholm\\|W]] |\r\n[w](People/Wilma%20Tornquist/Wilma%20Ekholm.md#Open%20Items)  "
    )
    assert "links follow what you moved" in read_book("runs").out
    assert read_book("undo").code == 0
    assert (read_book.root / "Mine.md").read_bytes() == MINE
    assert "links follow" not in read_book("ingest").err


def test_a_dry_run_shows_it_and_writes_nothing(read_book: Book, wilma: Path) -> None:
    """The same plan as a diff."""
    wilma.rename(wilma.with_name("Wilma Ekholm.md"))
    done = read_book("ingest", "--dry-run")
    assert "+- [[Wilma Ekholm#Open Items|her]]" in done.out
    assert (read_book.root / "Mine.md").read_bytes() == MINE


def test_a_renamed_page_is_who_it_was(read_book: Book, wilma: Path) -> None:
    """Found by its old name and by its file's, counted with all its notes, and new ones are filed beside it."""
    wilma.rename(wilma.with_name("Wilma Ekholm.md"))
    read_book.drop(
        "Rope 2026-03-19.txt", TALK.replace("Pelle Strandmark", "Wilma Tornquist").replace("Pelle,", "Wilma,")
    )
    read_book.drop(
        "Sail 2026-03-20.txt", LONGER.replace("Pelle Strandmark", "Wilma Ekholm").replace("Pelle,", "Wilma,")
    )
    assert read_book("ingest").code == 0
    assert len(list(wilma.parent.glob("2026-*.md"))) == 2
    for name in ("Wilma Tornquist", "Wilma Ekholm"):
        assert re.search(r"notes +2, last 2026-03-20", read_book("people", "show", name).out)
    assert [found for found in check_vault(read_book.root) if not found.startswith("Mine.md")] == []


def test_a_renamed_note_is_linked_where_it_was(read_book: Book, wilma: Path) -> None:
    """The pages' lines lead to it, stay the machine's, and the note still takes in what grows."""
    note = read_book.note("People/Pelle Strandmark/2026-03-12 - *.md")
    page = read_book.root / "People/Pelle Strandmark/Pelle Strandmark.md"
    before = page.read_text(encoding="utf-8")
    assert f"[[{note.stem}|2026-03-12]]" in before
    note.rename(read_book.root / "The pump.md")
    assert read_book("ingest").code == 0
    assert page.read_text(encoding="utf-8") == before.replace(f"[[{note.stem}|", "[[The pump|")
    assert [found for found in check_vault(read_book.root) if not found.startswith("Mine.md")] == []
    read_book.drop("Pump long 2026-03-12.txt", LONGER)
    done = read_book("ingest")
    assert "edited" not in done.err and "The pump.md: a longer version" in done.out
    assert "quote" in (read_book.root / "The pump.md").read_text(encoding="utf-8")


def test_what_obsidian_rewrote_is_nobodys_edit(read_book: Book, wilma: Path) -> None:
    """A page renamed in Obsidian: no run for its links, and the machine's lines that name it stay the machine's."""
    read_book.drop("Rope 2026-03-19.txt", TALK.replace("the harbour office", "Wilma Tornquist"))
    assert read_book("ingest").code == 0
    note = read_book.note("People/*/2026-03-19 - *.md")
    assert "[[Wilma Tornquist]]" in note.read_text(encoding="utf-8")
    wilma.rename(wilma.with_name("Wilma Ekholm.md"))
    for path in (note, read_book.root / "Mine.md"):
        text = (
            path.read_bytes()
            .replace(b"[[Wilma Tornquist", b"[[Wilma Ekholm")
            .replace(b"[[wilma tornquist", b"[[Wilma Ekholm")
        )
        path.write_bytes(text.replace(b"Tornquist.md", b"Ekholm.md"))
    done = read_book("ingest")
    assert "edited" not in done.err and "links follow" not in done.err


def test_a_moved_folder_keeps_what_leads_to_its_names(read_book: Book, wilma: Path) -> None:
    """Only links with the path are rewritten; the query of a project's page asks about the folder where it is now."""
    assert read_book("projects", "add", "Quay").code == 0
    (read_book.root / "Mine.md").write_bytes(b"[[Quay]] [[Projects/Quay/Quay|q]] [[Quay/Quay]] [[Other/Quay/Quay]]")
    assert read_book("ingest").code == 0
    (read_book.root / "Archive").mkdir()
    (read_book.root / "Projects/Quay").rename(read_book.root / "Archive/Quay")
    assert read_book("ingest").code == 0
    assert (
        read_book.root / "Mine.md"
    ).read_bytes() == b"[[Quay]] [[Archive/Quay/Quay|q]] [[Quay/Quay]] [[Other/Quay/Quay]]"
    page = (read_book.root / "Archive/Quay/Quay.md").read_text(encoding="utf-8")
    assert '"Archive/Quay/"' in page and "Projects/Quay" not in page


def test_a_name_that_leads_elsewhere_now_is_left(read_book: Book, wilma: Path) -> None:
    """Where another note has the old name, nobody can say which was meant."""
    wilma.rename(wilma.with_name("Wilma Ekholm.md"))
    (read_book.root / "Wilma Tornquist.md").write_text("Another.\n", encoding="utf-8")
    assert read_book("ingest").code == 0
    assert (read_book.root / "Mine.md").read_bytes() == MINE.replace(b"Wilma%20Tornquist.md", b"Wilma%20Ekholm.md")


def test_a_copy_is_no_move(read_book: Book, wilma: Path) -> None:
    """A page copied under another name, and later deleted, is not the copy."""
    wilma.with_name("Template.md").write_bytes(wilma.read_bytes())
    assert read_book("ingest").code == 0
    wilma.unlink()
    assert read_book("ingest").code == 0
    assert (read_book.root / "Mine.md").read_bytes() == MINE


def test_a_note_that_a_sync_brings_later_is_known_again(read_book: Book, wilma: Path) -> None:
    """It went with one run and came under another name with the next: its links and its lines follow all the same."""
    note = read_book.note("People/Pelle Strandmark/2026-03-12 - *.md")
    page = read_book.root / "People/Pelle Strandmark/Pelle Strandmark.md"
    data, stem = note.read_bytes(), note.stem
    note.unlink()
    assert "deleted" in read_book("ingest").err
    (read_book.root / "The pump.md").write_bytes(data)
    assert "moved: The pump" in read_book("ingest").err
    assert "[[The pump|2026-03-12]]" in page.read_text(encoding="utf-8") and stem not in page.read_text(
        encoding="utf-8"
    )
    read_book.drop("Pump long 2026-03-12.txt", LONGER)
    assert read_book("ingest").code == 0
    assert "quote" in (read_book.root / "The pump.md").read_text(encoding="utf-8")


def test_a_note_taken_from_the_bin_again_is_the_machines(read_book: Book) -> None:
    """It was deleted, read back as such, and is there again: a longer version still updates it, less what was deleted before."""
    note = read_book.note("People/Pelle Strandmark/2026-03-12 - *.md")
    kept = re.sub(r"(?m)^.*insurance.*\n", "", note.read_text(encoding="utf-8"))
    note.write_text(kept, encoding="utf-8")
    assert read_book("ingest").code == 0
    note.unlink()
    assert read_book("ingest").code == 0
    note.write_text(kept, encoding="utf-8")
    assert read_book("ingest").code == 0
    read_book.drop("Pump long 2026-03-12.txt", LONGER)
    assert read_book("ingest").code == 0
    now = note.read_text(encoding="utf-8")
    assert "quote" in now and "insurance" not in now.partition("## Action")[2]
