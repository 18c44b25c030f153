"""``minutebook digest``: the last days on one page, and as a note."""

import json

from book import TALK, Book
from vaultcheck import check_vault


def test_what_came_in_was_promised_and_waits(read_book: Book) -> None:
    """Each section has its lines, each line but the counts its link."""
    (read_book.root / "Journal/Own.md").write_text("- [ ] Mend the net #task 📅 2026-03-01\n", encoding="utf-8")
    report = json.loads(read_book("digest", "--json").out)
    sections = {section["title"]: [line["text"] for line in section["lines"]] for section in report["sections"]}
    assert len(sections["Came in"]) == 1
    assert any("seal" in text for text in sections["Promised"])
    assert any(text.startswith("You: Mend the net (due Sun 1 Mar, ") for text in sections["Overdue"])
    assert sections["Waits for review"][0].startswith("2 proposed tasks")


def test_it_is_a_note_that_can_be_undone(read_book: Book) -> None:
    """Written again on the same day it is brought up to date; once changed by hand it is left alone."""
    before = read_book.files("Minutebook/")
    assert read_book("digest", "--week", "--note").code == 0
    note = read_book.note("Journal/* - Digest of the week.md")
    assert "\n## Promised\n" in note.read_text(encoding="utf-8")
    assert "- [" not in note.read_text(encoding="utf-8").replace("- [[", "")
    assert check_vault(read_book.root) == []
    read_book.drop("More 2026-03-14.txt", TALK.replace("seal", "rudder"))
    read_book("ingest")
    assert read_book("digest", "--week", "--note").code == 0
    assert "2026-03-14 - More" in note.read_text(encoding="utf-8")
    note.write_text(note.read_text(encoding="utf-8") + "\nmine\n", encoding="utf-8")
    refused = read_book("digest", "--week", "--note")
    assert refused.code == 2
    assert "changed by you" in refused.err
    note.write_text(note.read_text(encoding="utf-8").removesuffix("\nmine\n"), encoding="utf-8")
    runs = [line.split()[0] for line in read_book("runs").out.splitlines() if "digest" in line]
    assert [read_book("undo", run).code for run in runs] == [0, 0]
    assert not note.exists()
    assert set(before) <= set(read_book.files("Minutebook/"))


def test_words_of_a_source_stay_inert(read_book: Book) -> None:
    """What is text on the page that a digest quotes is text in the digest."""
    (read_book.root / "Journal/Own.md").write_text(
        r"- [ ] Ask about \[\[this\]\] and \#that #task 📅 2026-03-01" + "\n", encoding="utf-8"
    )
    assert read_book("digest", "--note").code == 0
    text = read_book.note("Journal/* - Digest.md").read_text(encoding="utf-8")
    assert r"\[\[this\]\]" in text
    assert r"\#that" in text


def test_private_notes_are_left_out(read_book: Book) -> None:
    """Neither their arrival nor their tasks are told."""
    note = read_book.note("People/Pelle Strandmark/2026-03-12 - *.md")
    note.write_text(note.read_text(encoding="utf-8").replace("---\n", "---\nprivate: true\n", 1), encoding="utf-8")
    report = json.loads(read_book("digest", "--json").out)
    assert not {"Came in", "Promised"} & {section["title"] for section in report["sections"]}
