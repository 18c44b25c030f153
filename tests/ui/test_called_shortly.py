"""Things called as a person calls them: a task by the beginning of its id, a person by the given name, a calendar by its file."""

import json

from book import Book

PELLE = """\
Odalys Brennick  0:03
Morning Jory. I'll call Pelle tomorrow about the ferry dock.

Jory Vennet  0:09
Good. And I'll send Pelle the drawings of the pump by Friday.
"""


def test_a_task_is_accepted_by_the_id_that_tasks_prints(read_book: Book) -> None:
    """A beginning that no other has is enough, as for ``edit``; one that several have is asked back."""
    listed = json.loads(read_book("tasks", "--proposed", "--json").out)
    short = listed[0]["handle"][:6]
    assert read_book("accept", short).code == 0
    assert read_book("reject", "^mb-" + listed[1]["handle"][:6]).code == 0
    assert "nothing proposed is called" in read_book("accept", "zzzz").err


def test_a_brief_lists_what_names_the_person_by_the_given_name(book: Book) -> None:
    """Tasks of mine that say "call Pelle" are owed to Pelle Strandmark, where nobody else is called so."""
    book.drop("Ferry 2026-03-12.txt", PELLE)
    assert book("ingest").code == 0
    tasks = json.loads(book("tasks", "--proposed", "--json").out)
    mine = next(task for task in tasks if "Pelle" in task["text"])
    assert book("accept", mine["handle"]).code == 0
    told = book("brief", "Pelle").out
    assert mine["text"] in told


def test_the_next_meeting_is_taken_from_a_file_named_alone(book: Book) -> None:
    """``brief --next FILE.ics`` reads that file; without one the error says how to name it."""
    assert "nothing.ics" in book("brief", "--next", str(book.root / "nothing.ics")).err
    assert "--calendar" in book("brief", "--next", "Chitra").err


def test_a_dry_run_says_what_changes_in_words(book: Book) -> None:
    """Files and tasks in words, Markdown as a diff; the machine's records only with --json."""
    book.drop("Ferry 2026-03-12.txt", PELLE)
    shown = book("ingest", "--dry-run").out
    assert "# moves Inbox/Ferry 2026-03-12.txt to Sources/" in shown
    assert "tasks proposed)" in shown or "(1 task proposed)" in shown
    assert "+- [?] " in shown
    assert '{"type":' not in shown
    assert "(--json shows them)" in shown
    assert "Minutebook/" in json.loads(book("ingest", "--dry-run", "--json").out)["diff"]
