"""Boxes of the review file that cannot be done as they stand: said, and everything else goes on."""

from pathlib import Path

import pytest

from book import Book
from minutebook.ui.cli import main

TALK = """\
Odalys Brennick  0:03
I'll send you the quote for the sluice by Friday.

ruaridh  0:09
Thanks. I'll look at the drawings on Monday.

Odalys Brennick  0:15
Lovely.
"""
OTHER = "Wenda Sorrel  0:20\nI'll bring the ladder on Tuesday.\n"


def tick(book: Book, was: str, now: str | None = None, box: str = "x") -> str:
    """Tick the line of a proposed name, rewritten first; returns the review file as it was."""
    path = book.root / "Review.md"
    before = path.read_text(encoding="utf-8")
    line = f"- [ ] Create person **{was}**"
    assert line in before
    path.write_text(before.replace(line, f"- [{box}] Create person **{now or was}**"), encoding="utf-8")
    return before


def pages(book: Book) -> set[str]:
    found = book.root.glob("People/*/*.md")
    return {path.stem for path in found if path.stem == path.parent.name}


@pytest.fixture
def met(book: Book) -> Book:
    """One meeting with two whom nobody knows."""
    book.drop("Sluice 2026-03-12_otter_ai.txt", f"{TALK}\n{OTHER}")
    assert book("ingest").code == 0
    return book


def test_a_tick_for_a_task_that_repeats_stops_nothing(told_book: Book) -> None:
    """It is said which line and why; the Inbox is read, and the tick is tried again until it is taken out."""
    note = told_book.note("People/*/2026-03-12 - Pump.md")
    text = note.read_text(encoding="utf-8")
    line = next(line for line in text.split("\n") if "the new seal" in line and "#task" in line)
    assert "📅" in line
    note.write_text(text.replace(line, line.replace(" 📅", " 🔁 every week 📅")), encoding="utf-8")
    review = told_book.root / "Review.md"
    told = "- [ ] Done: Order the new seal"
    assert told in review.read_text(encoding="utf-8")
    review.write_text(review.read_text(encoding="utf-8").replace(told, told.replace("[ ]", "[x]")), encoding="utf-8")
    told_book.drop("Sluice 2026-03-26_otter_ai.txt", TALK)
    done = told_book("ingest")
    assert done.code == 0
    assert "cannot be done: “Done: Order the new seal" in done.err
    assert "repeats; finish it in Obsidian" in done.err and "untick it in Review.md" in done.err
    assert list(told_book.root.rglob("2026-03-26*Sluice.md"))
    assert "cannot be done" in told_book("ingest").err
    review.write_text(review.read_text(encoding="utf-8").replace("- [x] Done", "- [ ] Done"), encoding="utf-8")
    assert "cannot be done" not in told_book("ingest").err


def test_a_name_that_may_not_be_another_is_left_and_the_rest_is_done(met: Book) -> None:
    """Two that are never the same stay two; the other tick makes its page."""
    assert met("people", "never", "ruaridh", "Pelle Strandmark").code == 0
    tick(met, "ruaridh", "Pelle Strandmark")
    tick(met, "Wenda Sorrel")
    done = met("ingest")
    assert done.code == 0 and "are never the same; undo that run first" in done.err
    assert pages(met) == {"Pelle Strandmark", "Wenda Sorrel"}


@pytest.mark.parametrize(
    ("written", "page"),
    [("Ruaridh", "Ruaridh"), ("Rúaridh", "Rúaridh"), ("[[Ruaridh Macklin]]", "Ruaridh Macklin")],
)
def test_a_name_is_taken_as_it_is_written(met: Book, written: str, page: str) -> None:
    """Also where only its case or accents changed, or it is written as a link."""
    tick(met, "ruaridh", written)
    assert met("ingest").code == 0
    assert pages(met) == {"Pelle Strandmark", page}
    note = met.note("**/2026-03-12 - Sluice.md").read_text(encoding="utf-8")
    assert f"[[{page}]]" in note and "[[ruaridh" not in note


def test_a_tick_of_a_rewritten_name_is_one_run(met: Book) -> None:
    """One undo takes the page back, and its name."""
    before = met.files("Minutebook/", "Review.md")
    tick(met, "ruaridh", "Ruaridh Macklin")
    assert met("ingest").code == 0
    assert met("undo").code == 0
    assert met.files("Minutebook/", "Review.md") == before


def test_a_rename_of_case_alone_is_undone(met: Book) -> None:
    """The old name is there again, byte for byte."""
    assert met("accept", "ruaridh").code == 0
    before = met.files("Minutebook/")
    assert met("people", "rename", "ruaridh", "Ruaridh").code == 0
    assert met("undo").code == 0
    assert met.files("Minutebook/") == before


def test_a_link_to_a_page_joins_it(met: Book) -> None:
    """By the page's name, whatever it shows."""
    tick(met, "ruaridh", "[[People/Pelle Strandmark/Pelle Strandmark|Pelle Strandmark]]")
    assert met("ingest").code == 0
    assert pages(met) == {"Pelle Strandmark"}


@pytest.mark.parametrize(("written", "why"), [("###", "is no name"), ("odalys brennick", "is you and has no page")])
def test_what_is_no_name_for_a_page_makes_none(met: Book, written: str, why: str) -> None:
    """Signs alone, and one's own name."""
    tick(met, "ruaridh", written)
    done = met("ingest")
    assert done.code == 0 and why in done.err
    assert pages(met) == {"Pelle Strandmark"}


def test_a_rename_that_takes_in_a_waiting_name_is_one_run(met: Book) -> None:
    """One undo brings both back, byte for byte."""
    assert met("accept", "ruaridh").code == 0
    before = met.files("Minutebook/")
    assert met("people", "rename", "ruaridh", "Wenda Sorrel").code == 0
    assert pages(met) == {"Pelle Strandmark", "Wenda Sorrel"}
    assert "Wenda" not in ((met.root / "Review.md").read_text() if (met.root / "Review.md").exists() else "")
    assert met("undo").code == 0
    assert met.files("Minutebook/") == before


def test_the_house_of_a_private_page_is_not_briefed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing tells that the book knows it."""
    page = tmp_path / "own/People/Wenda Sorrel.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntype: person\ncompany: Hazel Foundry\nprivate: true\n---\n# Wenda Sorrel\n")
    assert main(["init", str(tmp_path / "own"), "--name", "Odalys Brennick", "--timezone", "Europe/Stockholm"]) == 0
    told = Book(tmp_path / "own", capsys)("brief", "Hazel Foundry")
    assert told.code == 2 and "is called 'Hazel Foundry'" in told.err


@pytest.mark.parametrize("ticked", [True, False])
def test_a_name_with_a_note_of_its_own_gets_that_as_its_page(met: Book, ticked: bool) -> None:
    """Ticked or added: its words stay, the meeting is told on it and linked to it, and undo gives it back."""
    note = met.root / "Crew/Wenda Sorrel.md"
    note.parent.mkdir()
    note.write_text("# Wenda Sorrel\n\nHas a ladder.\n", encoding="utf-8")
    if ticked:
        tick(met, "Wenda Sorrel")
        assert met("ingest").code == 0
    else:
        assert met("people", "add", "Wenda Sorrel").code == 0
    text = note.read_text(encoding="utf-8")
    assert "type: person" in text and "Has a ladder.\n" in text
    assert "## Recent Context" in text and "[[2026-03-12 - Sluice|2026-03-12]]" in text and "## Open Items" in text
    assert "[[Wenda Sorrel]]" in met.note("**/2026-03-12 - Sluice.md").read_text(encoding="utf-8")
    assert [path.name for path in met.root.rglob("Wenda*.md")] == ["Wenda Sorrel.md"]
    assert met("undo").code == 0
    assert note.read_text(encoding="utf-8") == "# Wenda Sorrel\n\nHas a ladder.\n"


def test_what_waits_in_the_inbox_under_a_name_is_not_its_page(met: Book) -> None:
    """The name gets its page where pages lie, and no note moves into the Inbox."""
    met.drop("ruaridh.md", "# ruaridh\n\nHe has the drawings.\n")
    tick(met, "ruaridh")
    assert met("ingest").code == 0
    assert "ruaridh" in pages(met)
    assert not [path for path in met.files() if path.startswith("Inbox/")]


@pytest.mark.parametrize("written", ["Ruaridh", "RUARIDH"])
def test_a_tick_that_changes_the_case_alone_is_one_run(met: Book, written: str) -> None:
    """One undo takes back the page and what was filed under the name."""
    before = met.files("Minutebook/", "Review.md")
    tick(met, "ruaridh", written)
    assert met("ingest").code == 0
    assert pages(met) == {"Pelle Strandmark", written}
    assert met("undo").code == 0
    assert met.files("Minutebook/", "Review.md") == before
