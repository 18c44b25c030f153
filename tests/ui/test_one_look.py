"""What one look at the review file decided is one run, and a look that decided nothing is none."""

import json

from book import Book

SHED = """\
Odalys Brennick  0:03
Wenda, can you bring the ladder to the shed on Tuesday?

Wenda Sorrel  0:09
Yes, I'll bring the ladder on Tuesday.

Ruari Kemp  0:15
And I'll look at the drawings of the shed on Monday.
"""
MEMO = "I met Wenda Sorrel at the quay. I need to call Wenda Sorrel on Friday about the ladder.\n"


def runs(book: Book) -> list[dict[str, str]]:
    return json.loads(book("runs", "--json").out)


def test_notes_of_one_day_are_listed_in_one_order(book: Book) -> None:
    """Whichever came last: else the next look would turn them round, and be a run in which nobody decided anything."""
    book.drop("Shed 2026-03-12_otter_ai.txt", SHED)
    book("ingest")
    book.drop("Boat 2026-03-12_otter_ai.txt", SHED.replace("shed", "boat").replace("Tuesday", "Thursday"))
    book("ingest")

    def listed() -> list[str]:
        review = (book.root / "Review.md").read_text(encoding="utf-8")
        return [line for line in review.splitlines() if "Wenda Sorrel" in line]

    before = listed()
    assert before[0].count("[[2026-03-12") == 2
    assert book("reject", "Ruari Kemp").code == 0
    assert listed() == before


def test_names_ticked_together_are_one_run(book: Book) -> None:
    """One undo takes all of their pages back, and asks about them again."""
    book.drop("Shed 2026-03-12_otter_ai.txt", SHED)
    book("ingest")
    review = book.root / "Review.md"
    asked = review.read_text(encoding="utf-8")
    assert asked.count("- [ ] Create person") == 2
    review.write_text(asked.replace("- [ ]", "- [x]"), encoding="utf-8")
    book("ingest")
    assert book.note("People/Wenda Sorrel/Wenda Sorrel.md")
    assert runs(book)[0]["title"] == "2 answers in Review.md"
    assert book("undo").code == 0
    assert not list(book.root.glob("People/*/Wenda Sorrel.md"))
    assert review.read_text(encoding="utf-8").count("- [ ] Create person") == 2


def test_undo_says_which_other_runs_its_command_made(book: Book) -> None:
    """And how to take back all; nothing where there is none."""
    book.drop("Shed 2026-03-12_otter_ai.txt", SHED)
    book.drop("Voice memo 2026-03-13 10-20.txt", MEMO)
    book("ingest")
    told = book("undo").err
    assert "1 other run of the same command stands" in told
    again = book(*told.partition("minutebook ")[2].split())
    assert again.code == 0
    assert "other run" not in again.err
    assert not list(book.root.glob("*/**/2026-03-1* - *.md"))
