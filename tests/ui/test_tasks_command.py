"""``minutebook tasks``: the list, and what becomes of a task, from the command line to the file."""

import json
import re
from pathlib import Path

import pytest

from book import Book
from vaultcheck import check_vault

OWN = """\
# Friday

- [ ] Paint the buoy #task 📅 2026-03-20
- [ ] no task of the plugin's
- [/] Count the ropes @Pelle Strandmark 📅 2026-03-10 #task
  keep me  
> - [ ] Call the harbour for [[Pelle Strandmark]] #task

```
- [ ] an example #task
```
"""  # noqa: W291


@pytest.fixture
def with_own(read_book: Book) -> Book:
    """A meeting read, and a note of the user's own with tasks and Windows line ends."""
    (read_book.root / "Journal/2026-03-13.md").write_bytes(OWN.replace("\n", "\r\n").encode())
    return read_book


def listed(book: Book, *words: str) -> list[dict]:
    done = book("tasks", *words, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def texts(book: Book, *words: str) -> set[str]:
    return {task["text"] for task in listed(book, *words)}


def test_tasks_of_every_note_are_listed_and_proposed_ones_apart(with_own: Book) -> None:
    """The user's own lines with the task tag count, those in code and without the tag do not; proposals come last."""
    out = with_own("tasks").out
    assert "Paint the buoy" in out
    assert "no task of" not in out
    assert "an example" not in out
    assert out.index("Paint the buoy") < out.index("Proposed")
    proposed = [task for task in listed(with_own) if task["proposed"]]
    assert proposed
    assert all(task["link"].endswith(f"#^{task['id']}]]") and task["evidence"] for task in proposed)


def test_filters_combine(with_own: Book) -> None:
    """Whose, by when, with whom: what is asked for must all fit."""
    assert texts(with_own, "--mine") >= {"Paint the buoy", "Call the harbour for Pelle Strandmark"}
    assert "Count the ropes" in texts(with_own, "--theirs", "--overdue")
    assert texts(with_own, "--waiting") == {"Count the ropes"}
    assert texts(with_own, "--mine", "--person", "Pelle") == {"Call the harbour for Pelle Strandmark"}
    assert texts(with_own, "--due", "2026-03-19", "--waiting") == {"Count the ropes"}
    assert texts(with_own, "--stale", "--mine", "--due", "2026-03-20") >= {"Paint the buoy"}
    assert all(task["proposed"] for task in listed(with_own, "--proposed"))


def test_a_name_that_is_not_clear_is_answered_with_all_it_may_be(with_own: Book) -> None:
    """Exit code 2, and both are shown."""
    page = with_own.root / "People/Pelle Oskarsson/Pelle Oskarsson.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntype: person\ntitle: Pelle Oskarsson\n---\n\n# Pelle Oskarsson\n", encoding="utf-8")
    done = with_own("tasks", "--person", "Pelle")
    assert done.code == 2
    assert "Pelle Strandmark" in done.err
    assert "Pelle Oskarsson" in done.err
    assert with_own("tasks", "--person", "Quintus").code == 2


def test_a_person_is_found_under_every_name_on_task_lines(with_own: Book) -> None:
    """In full and for short, whichever is asked for; a short name of two people counts for both."""
    (with_own.root / "Boat.md").write_text(
        "- [ ] Tar the hull @Wolter Haspel #task\n- [ ] Mend the sail @Wolter #task\n", encoding="utf-8"
    )
    both = {"Tar the hull", "Mend the sail"}
    assert texts(with_own, "--person", "Wolter") == texts(with_own, "--person", "Wolter Haspel") == both
    (with_own.root / "Pier.md").write_text("- [ ] Scrub the pier @Wolter Zuidema #task\n", encoding="utf-8")
    assert texts(with_own, "--person", "Wolter Zuidema") == {"Scrub the pier", "Mend the sail"}
    assert with_own("tasks", "--person", "Wolter").code == 2


def test_a_task_is_ticked_off_in_its_note_and_undone(with_own: Book) -> None:
    """The box and the day are all that changes; undo restores every byte."""
    path = with_own.root / "Journal/2026-03-13.md"
    before = path.read_bytes()
    assert with_own("tasks", "done", "buoy").code == 0
    after = path.read_bytes()
    assert re.sub(rb"\[x\](.*?) \xe2\x9c\x85 \d{4}-\d\d-\d\d", rb"[ ]\1", after) == before
    assert "Paint the buoy" not in texts(with_own)
    assert with_own("undo").code == 0
    assert path.read_bytes() == before


def test_a_day_in_words_and_another_owner(with_own: Book) -> None:
    """`postpone` resolves the words against today, `assign` finds the full name; a wrong word changes nothing."""
    path = with_own.root / "Journal/2026-03-13.md"
    assert with_own("tasks", "postpone", "buoy", "to", "2026-04-02").code == 0
    assert with_own("tasks", "assign", "buoy", "pelle").code == 0
    assert "- [ ] Paint the buoy @Pelle Strandmark #task 📅 2026-04-02\r\n" in path.read_bytes().decode()
    before = path.read_bytes()
    assert with_own("tasks", "postpone", "buoy", "whenever").code == 2
    assert with_own("tasks", "done", "the").code == 2
    assert with_own("tasks", "done", "no such thing").code == 2
    assert path.read_bytes() == before


def test_a_proposed_task_ticked_off_is_accepted_and_done(with_own: Book) -> None:
    """The line of the machine follows, its tag goes, the id stays, and the next run has nothing to read back."""
    task = next(task for task in listed(with_own, "--proposed") if "seal" in task["text"])
    assert with_own("tasks", "done", task["id"]).code == 0
    note = with_own.root / task["path"]
    line = next(line for line in note.read_text(encoding="utf-8").splitlines() if task["id"] in line)
    assert line.startswith("- [x] ")
    assert "#proposed" not in line
    assert re.search(r" ✅ \d{4}-\d\d-\d\d \^mb-\w+$", line)
    runs = with_own("runs").out
    with_own("ingest")
    assert with_own("runs").out == runs
    assert with_own("tasks", "reopen", task["handle"]).code == 0
    assert task["text"] in texts(with_own)
    assert check_vault(with_own.root) == []


def test_a_repeating_task_is_left_to_the_plugin(with_own: Book) -> None:
    """Ticking it here would lose the next one."""
    path = with_own.root / "Journal/Plants.md"
    path.write_text("- [ ] Water the ferns #task 🔁 every week 📅 2026-03-20\n", encoding="utf-8")
    done = with_own("tasks", "done", "ferns")
    assert done.code == 2
    assert "repeats" in done.err
    assert with_own("tasks", "postpone", "ferns", "2026-03-27").code == 0
    assert path.read_text(encoding="utf-8").endswith("📅 2026-03-27\n")


def test_accepted_tasks_leave_as_a_file(with_own: Book, tmp_path: Path) -> None:
    """The name says the form; proposals stay unless asked for; a file that cannot be written is said."""
    assert with_own("tasks", "--mine", "--export", str(tmp_path / "mine.txt")).code == 0
    written = (tmp_path / "mine.txt").read_text(encoding="utf-8")
    assert "Paint the buoy" in written
    assert "harbour office" not in written
    assert with_own("tasks", "--proposed", "--export", str(tmp_path / "all.ics")).code == 0
    assert b"harbour office" in (tmp_path / "all.ics").read_bytes()
    assert with_own("tasks", "--export", str(tmp_path / "x.pdf")).code == 2
    assert with_own("tasks", "--export", str(tmp_path / "none/x.csv")).code == 2


def test_what_is_due_is_told_without_a_command(with_own: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """`minutebook` alone names the tasks that are due or late, mine first."""
    monkeypatch.chdir(with_own.root)
    out = with_own(vault=False).out
    assert "2  open tasks due" in out
    assert out.index("Paint the buoy") < out.index("Count the ropes @Pelle Strandmark")


@pytest.mark.parametrize("width", [40, 72, 140])
def test_it_is_readable_at_any_width(with_own: Book, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal no line is wider than it is, and no word is lost."""
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    out = re.sub(r"\x1b\[[0-9;]*m", "", with_own("tasks", "--mine").out)
    assert all(len(line) <= width for line in out.splitlines())
    assert {"Paint", "the", "buoy"} <= set(out.split())


def test_another_tag_marks_the_users_tasks(with_own: Book) -> None:
    """The settings' task tag says which lines count."""
    settings = with_own.root / "minutebook.toml"
    settings.write_text('task_tag = "#todo"\n' + settings.read_text(encoding="utf-8"), encoding="utf-8")
    Path(with_own.root / "Journal/Other.md").write_text("- [ ] Oil the winch #todo\n- [ ] x #task\n", encoding="utf-8")
    assert texts(with_own, "--mine") >= {"Oil the winch"}
    assert "Paint the buoy" not in texts(with_own, "--mine")


def test_what_only_a_private_page_tells_leads_nowhere(read_book: Book) -> None:
    """A house that a private page alone names is nothing of the book; on an open page it leads to its people's tasks."""
    page = read_book.root / "People/Pelle Strandmark/Pelle Strandmark.md"
    page.write_text("---\ntype: person\norganisation: Aro Ferries\n---\n\n# Pelle Strandmark\n", encoding="utf-8")
    assert any("seal" in text for text in texts(read_book, "--about", "Aro Ferries"))
    page.write_text(page.read_text(encoding="utf-8").replace("---\n", "---\nprivate: true\n", 1), encoding="utf-8")
    told = read_book("tasks", "--about", "Aro Ferries")
    assert told.code == 2
    assert "nobody and nothing in the book is called 'Aro Ferries'" in told.err


def test_a_box_that_a_person_put_into_a_meetings_note_is_a_task(read_book: Book) -> None:
    """Without any tag, by its own words; it is done by its handle, and counted like others."""
    note = read_book.note("People/*/2026-03-12 - Pump.md")
    text = note.read_text(encoding="utf-8")
    note.write_text(
        text.replace("## Action Items\n\n", "## Action Items\n\n- [ ] Oil the hinge of the gate\n"), encoding="utf-8"
    )
    listed = json.loads(read_book("tasks", "--json").out)
    (own,) = [task for task in listed if task["text"] == "Oil the hinge of the gate"]
    assert read_book("tasks", "done", own["handle"]).code == 0
    assert "- [x] Oil the hinge of the gate" in note.read_text(encoding="utf-8")
