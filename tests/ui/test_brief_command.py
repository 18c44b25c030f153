"""``minutebook brief``: what a person is told before a meeting."""

import json
import re

import pytest

from book import Book

LATER = """\
Odalys Brennick  0:03
Morning Pelle. How is the seal?

Pelle Strandmark  0:07
I ordered the new seal on Friday, that's done.

Odalys Brennick  0:14
Great. Pelle, can you send me the invoice for the divers by Tuesday?

Pelle Strandmark  0:20
I'll send you the invoice for the divers by Tuesday.

Odalys Brennick  0:26
Let's go with the grey paint for the deck, agreed?

Pelle Strandmark  0:31
Agreed, the grey paint it is.

Odalys Brennick  0:35
Who takes the night watch in June? I don't know yet.
"""


@pytest.fixture
def met_twice(read_book: Book) -> Book:
    read_book.drop("Pump again 2026-03-19_otter_ai.txt", LATER)
    assert read_book("ingest").code == 0
    return read_book


def brief(book: Book, *words: str) -> dict:
    done = book("brief", *words, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def lines(report: dict, title: str) -> list[dict]:
    return next((section["lines"] for section in report["sections"] if section["title"] == title), [])


def test_every_line_has_its_source(met_twice: Book) -> None:
    """Each link leads to a note of the vault, and to a block in it where it names one."""
    report = brief(met_twice, "pelle")
    assert report["title"] == "Pelle Strandmark"
    assert "2026-03-19" in report["said"]
    links = [line["link"] for section in report["sections"] for line in section["lines"]]
    assert links
    for link in links:
        stem, _, block = link.strip("[]").partition("|")[0].partition("#^")
        note = next(met_twice.root.rglob(f"{stem}.md")).read_text(encoding="utf-8")
        assert not block or re.search(rf"\^{block}\s*$", note, re.MULTILINE)


def test_who_owes_what_and_what_was_left_open(met_twice: Book) -> None:
    """Their tasks and mine stand apart, decisions and meetings newest first, late things are raised first."""
    report = brief(met_twice, "Pelle")
    assert any("invoice" in line["text"] for line in lines(report, "Pelle Strandmark owes"))
    assert any("harbour office" in line["text"] for line in lines(report, "You owe"))
    assert [line["day"] for line in lines(report, "Last times")] == ["2026-03-19", "2026-03-12"]
    assert any("bronze" in line["text"] for line in lines(report, "Decided"))
    assert lines(report, "To raise")[0]["text"].startswith("Ask after: ")


def test_what_is_said_to_be_done_is_not_asked_after(met_twice: Book) -> None:
    """A later meeting's news stands with the task, here and in the list of tasks, and the task stays open."""
    tasks = json.loads(met_twice("tasks", "--json").out)
    seal = next(task for task in tasks if "seal" in task["text"].lower() and task["since"] == "2026-03-12")
    assert (seal["news"], seal["news_day"]) == ("Done", "2026-03-19")
    assert seal["proposed"]
    report = brief(met_twice, "pelle")
    assert seal["evidence"] not in {line["link"] for line in lines(report, "To raise")}
    assert any("done, as said on" in line["text"] for line in lines(report, "Pelle Strandmark owes"))


def test_who_has_it_now_is_told_by_name(met_twice: Book) -> None:
    """A page that the news links to is shown as its name, here and in the digest, without brackets or backslashes."""
    note = met_twice.note("People/*/2026-03-19 - *.md")
    told = note.read_text(encoding="utf-8").replace("- Done: ", "- Reassigned to [[People/Runa Ek|Runa Ek]]: ", 1)
    note.write_text(told, encoding="utf-8")
    for words in (("brief", "pelle"), ("digest", "--json"), ("tasks",)):
        out = met_twice(*words).out
        assert "eassigned to Runa Ek" in out
        assert not re.search(r"eassigned to \W*\[", out)


def test_names_that_are_not_clear(met_twice: Book) -> None:
    """Exit code 2: both are shown, or that there is nobody."""
    page = met_twice.root / "People/Pelle Oskarsson/Pelle Oskarsson.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntype: person\ntitle: Pelle Oskarsson\n---\n\n# Pelle Oskarsson\n", encoding="utf-8")
    done = met_twice("brief", "pelle")
    assert done.code == 2
    assert "Pelle Oskarsson" in done.err and "Pelle Strandmark" in done.err
    assert met_twice("brief", "pelle strandmark").code == 0
    assert met_twice("brief", "nobody at all").code == 2


def test_a_private_page_has_no_brief(met_twice: Book) -> None:
    """What is marked private is not told, and neither is what is filed with it."""
    page = met_twice.root / "People/Pelle Strandmark/Pelle Strandmark.md"
    page.write_text(page.read_text(encoding="utf-8").replace("---\n", "---\nprivate: true\n", 1), encoding="utf-8")
    assert brief(met_twice, "pelle")["sections"] == []


def test_it_reads_well_at_a_terminal(met_twice: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sources are numbered below, and no line is wider than the terminal; piped it is Markdown."""
    assert met_twice("brief", "pelle").out.startswith("# Pelle Strandmark\n")
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    out = re.sub(r"\x1b\[[0-9;]*m", "", met_twice("brief", "pelle").out)
    assert "\n[1] " in out
    assert all(len(line) <= 60 for line in out.splitlines())


def test_the_list_of_tasks_says_what_was_said_of_them_since(met_twice: Book) -> None:
    """Also where it is piped: what is reported as done does not read as merely late."""
    told = [task for task in json.loads(met_twice("tasks", "--json").out) if task["news"]]
    assert told
    out = met_twice("tasks").out
    assert all(any(task["text"] in line and "as said on" in line for line in out.splitlines()) for task in told)


def test_nobody_is_asked_after_work_that_is_in_other_hands(read_book: Book) -> None:
    """What a later talk gave to somebody else is not raised with who had it."""
    page = read_book.root / "People/Maeve Stack/Maeve Stack.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntype: person\n---\n\n# Maeve Stack\n", encoding="utf-8")
    assert read_book("accept", "--kind", "task").code == 0
    read_book.drop("Pump 2026-03-19_otter_ai.txt", HANDED)
    assert read_book("ingest").code == 0
    assert "Reassigned to Maeve Stack: Order the new seal" in read_book("brief", "Pelle Strandmark").out
    assert "Ask after: Order the new seal" not in read_book("brief", "Pelle Strandmark").out


HANDED = """\
Odalys Brennick  0:03
Morning all. Pelle, what about the new seal for the pump?

Pelle Strandmark  0:15
I can't order the new seal for the pump, I'm away. Maeve, can you take it over?

Maeve Stack  0:18
Sure, I'll take over the new seal.

Pelle Strandmark  0:22
Thanks, Maeve.

Odalys Brennick  0:29
Good.
"""
