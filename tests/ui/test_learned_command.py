"""What is learned from decisions, through the command line."""

import json
from pathlib import Path

import pytest

from book import TALK, Book
from vaultcheck import check_vault

VAGUE = TALK.replace("Pelle, can you order the new seal by Friday?", "Somebody has to order the seal.").replace(
    "Yes, I'll order the seal by Friday.", "I'll order the seal."
)
"""The same meeting, of whose work for somebody else the engine is less sure."""


def lessons(book: Book) -> dict[tuple[str, str], tuple[int, int]]:
    """(kept, of) by kind and trait."""
    done = book("learned", "--json")
    assert done.code == 0, done.err
    return {(each["kind"], each["trait"]): (each["kept"], each["of"]) for each in json.loads(done.out)}


def proposed(book: Book) -> list[dict]:
    return [item for item in json.loads(book("review", "--json").out) if item["kind"] == "task"]


def reject_of_others(root: Path, count: int = 40) -> None:
    """As another machine's file would say it: so many tasks of others were rejected, and as many of the owner's kept."""
    lines = []
    for n in range(count):
        whose, kept = (("of somebody else", False), ("of your own", True))[n % 2]
        record = {
            "type": "verdict",
            "v": 1,
            "at": f"2026-03-01T10:00:{n:02}+00:00",
            "id": f"mb-old{n:07}",
            "item": "task",
        }
        traits = [whose, "in a conversation", "promised", "with a day"]
        lines.append(json.dumps(record | {"kept": kept, "traits": traits, "sure": 0.7}))
    (root / "Minutebook").mkdir(exist_ok=True)
    (root / "Minutebook" / "learned-2026-02.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_decisions_are_counted_and_undone(read_book: Book) -> None:
    """Accepting and rejecting count by what a person sees of a task; an undo takes the count back."""
    first, second = proposed(read_book)[:2]
    assert lessons(read_book) == {}
    assert read_book("accept", first["id"]).code == 0
    assert read_book("reject", second["id"]).code == 0
    found = lessons(read_book)
    assert found["task", ""] == (1, 2)
    assert found["task", "in a conversation"] == (1, 2)
    assert read_book("undo", "last").code == 0
    assert lessons(read_book)["task", ""] == (1, 1)
    check_vault(read_book.root)


def test_a_line_deleted_in_the_editor_counts_with_those_that_stay(read_book: Book) -> None:
    """Deleting a question says that it was not wanted, and that the lines left in the note were."""
    note = read_book.note("People/*/*Pump.md")
    lines = note.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.startswith("## Open Questions")) + 2
    note.write_text("".join(lines[:at] + lines[at + 1 :]), encoding="utf-8")
    found = lessons(read_book)
    kept, of = found["question", ""]
    assert (kept, of) == (of - 1, of)
    assert found["decision", ""][0] == found["decision", ""][1] > 0
    assert ("task", "") not in found


def test_what_is_always_rejected_is_left_out_and_said(book: Book) -> None:
    """A task that the person would hardly keep is not proposed; ingest says so, and the run's log names it with the reason."""
    reject_of_others(book.root)
    book.drop("Pump 2026-03-12_otter_ai.txt", VAGUE)
    done = book("ingest")
    assert "left out, as you keep few like it (minutebook learned)" in done.out
    assert all(item["owner"] == "Myself" for item in proposed(book))
    run = json.loads(book("runs", "--json").out)[0]["id"]
    assert "you kept 0 of 20 tasks of somebody else" in book("show", run).out
    check_vault(book.root)


@pytest.mark.parametrize("way", ["command", "file"])
def test_what_was_learned_is_forgotten(book: Book, way: str) -> None:
    """By the command, which an undo takes back, or by deleting the file: everything is proposed again."""
    reject_of_others(book.root)
    assert lessons(book)["task", ""] == (20, 40)
    if way == "command":
        done = book("learned", "--forget")
        run = done.out.split()[-1]
        assert lessons(book) == {}
        assert book("undo", run).code == 0
        assert lessons(book)["task", ""] == (20, 40)
        book("learned", "--forget")
    else:
        (book.root / "Minutebook" / "learned-2026-02.jsonl").unlink()
    assert lessons(book) == {}
    book.drop("Pump 2026-03-12_otter_ai.txt", VAGUE)
    assert "left out" not in book("ingest").out
    assert any(item["owner"] == "Pelle Strandmark" for item in proposed(book))


def test_what_stands_stays_when_it_is_read_again(read_book: Book) -> None:
    """Reading a source again takes nothing out that was proposed before the person's taste was known."""
    before = {item["id"] for item in proposed(read_book)}
    reject_of_others(read_book.root)
    assert read_book("ingest", "--again").code == 0
    assert {item["id"] for item in proposed(read_book)} == before


def test_a_sureness_that_moved_says_why(read_book: Book) -> None:
    """The queue shows the chance in the light of what was decided, and what moved it."""
    before = {item["id"]: item["confidence"] for item in proposed(read_book)}
    reject_of_others(read_book.root)
    moved = [item for item in proposed(read_book) if item["owner"] == "Pelle Strandmark"]
    assert moved
    for item in moved:
        assert item["confidence"] < before[item["id"]]
        assert "you kept 0 of 20 tasks of somebody else" in item["learned"]


def test_what_was_learned_is_told_in_words(book: Book) -> None:
    """The list says how often each kind was kept, and what comes of it."""
    assert "Nothing yet" in book("learned").out
    reject_of_others(book.root)
    told = book("learned").out
    assert "tasks of somebody else" in told
    assert "kept    0 of   20  less sure than the engine" in told
    assert "minutebook learned --forget" in told
