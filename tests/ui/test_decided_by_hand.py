"""What was decided in the notes themselves, taken back and reversed."""

import json
from pathlib import Path

from book import Book


def lesson(book: Book) -> tuple[int, int]:
    """How many tasks were kept, of how many decided."""
    (found,) = [
        each for each in json.loads(book("learned", "--json").out) if (each["kind"], each["trait"]) == ("task", "")
    ]
    return found["kept"], found["of"]


def rewrite(note: Path, old: str, new: str) -> None:
    text = note.read_text(encoding="utf-8")
    assert old in text
    note.write_text(text.replace(old, new), encoding="utf-8")


def test_an_undone_click_stays_undone(read_book: Book) -> None:
    """The box is as it was, with its tag and without the day of a tick; the next run takes nothing of it again."""
    note = read_book.note("People/*/2026-03-12 - Pump.md")
    before = note.read_bytes()
    for click, dated in (("[ ]", ""), ("[x]", " ✅ 2026-03-14")):
        rewrite(note, "- [?] Order the new seal", f"- {click} Order the new seal")
        rewrite(note, " 📅 2026-03-13 ^mb-p8173esd4y", f" 📅 2026-03-13{dated} ^mb-p8173esd4y")
        assert "Order the new seal" in read_book("ingest").err
        assert read_book("undo", "last").code == 0
        assert note.read_bytes() == before
        assert "Order the new seal" not in read_book("ingest").err
        assert note.read_bytes() == before


def test_what_an_undo_takes_away_nobody_deleted(read_book: Book) -> None:
    """Also where a later decision was undone before: the next run does not read the note's going back as the user's."""
    note = read_book.note("People/*/2026-03-12 - Pump.md")
    (taken,) = [run["id"] for run in json.loads(read_book("runs", "--json").out) if run["kind"] == "ingest"]
    rewrite(note, "- [?] Order the new seal", "- [ ] Order the new seal")
    read_book("ingest")
    assert read_book("undo", "last").code == 0
    assert read_book("undo", taken).code == 0
    assert not note.exists()
    assert "deleted" not in read_book("ingest").err


def test_an_undo_leaves_what_was_written_by_hand_and_says_so(read_book: Book) -> None:
    """Words and deletions of the user's own are not ours to take back, and are not read anew by the next run."""
    note = read_book.note("People/*/2026-03-12 - Pump.md")
    rewrite(note, "Order the new seal", "Order two new seals")
    lines = note.read_text(encoding="utf-8").split("\n")
    note.write_text(
        "\n".join(line for line in lines if "winter timetable starts" not in line or line[:1] != "-"), encoding="utf-8"
    )
    stands = note.read_bytes()
    assert "two new seals" in read_book("ingest").err
    undone = read_book("undo", "last")
    assert "2 lines stay as you wrote or deleted them yourself" in undone.out + undone.err
    assert note.read_bytes() == stands
    assert "read back" not in read_book("ingest").err
    assert note.read_bytes() == stands


def test_the_last_verdict_counts(read_book: Book) -> None:
    """Rejected, then accepted after all in the note: kept."""
    note = read_book.note("People/*/2026-03-12 - Pump.md")
    assert read_book("reject", "mb-p8173esd4y").code == 0
    assert lesson(read_book) == (0, 1)
    rewrite(note, "- [R] Order the new seal", "- [ ] Order the new seal")
    assert read_book("tasks").code == 0
    assert lesson(read_book) == (1, 1)
    assert read_book("edit", "mb-p8173esd4y", "--words", "Order it", "--accept").code == 0
    assert lesson(read_book) == (1, 1)
