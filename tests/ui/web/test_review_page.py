"""Deciding on the web: plain forms, one decision a run, the same queue as everywhere else."""

import json
import re
import time

import pytest

from book import Book
from minutebook.flow.write import Writer
from minutebook.model.plan import RunKind
from serving import Site, open_site


def item_of(site: Site, words: str) -> str:
    """The address of the item that has these words."""
    for path in dict.fromkeys(site.links("/", "/review/mb-") + site.links("/review", "/review/mb-")):
        page = site.get(path)
        if words in re.search(r"<h1[^>]*>(.*?)</h1>", page.text, re.DOTALL)[1]:
            return path
    raise AssertionError(words)


def line_of(book: Book, words: str) -> str:
    note = book.note("People/*/2026-03-12 - Pump.md").read_text(encoding="utf-8")
    return next(line for line in note.split("\n") if words in line and line.startswith("- ["))


def test_an_item_stands_beside_what_was_said(site: Site) -> None:
    """The words, owner and day; the passage lit, with its time and speaker, among what was said around it."""
    page = site.get(item_of(site, "rder the new seal")).text
    assert "Pelle Strandmark" in page
    assert re.search(r"0:19<.*?<mark>Yes, I&#39;ll order the seal by Friday", page, re.DOTALL)
    assert "the committee wants an answer" in page


def test_a_decision_is_written_to_the_note_and_the_next_item_shown(site: Site, read_book: Book) -> None:
    """Accepting opens the box; what was done is said with a way to take it back."""
    path = item_of(site, "rder the new seal")
    left = site.get("/").text
    page = site.post(path, act="accept", kind="task", next="")
    assert line_of(read_book, "rder the new seal").startswith("- [ ] ")
    assert "Accepted: " in page.text
    assert 'action="/review/undo"' in page.text
    assert site.get("/").text != left
    assert path not in site.links("/review", "/review/")


def test_the_last_decision_is_taken_back(site: Site, read_book: Book) -> None:
    """Undo leaves the notes as they were, and shows the item again."""
    before = read_book.files("Minutebook")
    path = item_of(site, "rder the new seal")
    site.post(path, act="reject", kind="task")
    assert line_of(read_book, "rder the new seal").startswith("- [R] ")
    page = site.post("/review/undo")
    assert read_book.files("Minutebook") == before
    assert "rder the new seal" in page.text
    assert site.post("/review/undo").status == 409


def test_words_owner_and_day_are_changed_with_one_form(site: Site, read_book: Book) -> None:
    """Only what was changed in the form changes in the line."""
    path = item_of(site, "rder the new seal")
    stood = {
        "words-was": "Order the new seal",
        "owner-was": "Pelle Strandmark",
        "due-was": "2026-03-13",
        "priority-was": "medium",
    }
    fields = {"words": "Order the bronze seal", "owner": "me", "due": "2026-03-20", "priority": "high"}
    site.post(path, act="accept", kind="task", **stood, **fields)
    line = line_of(read_book, "bronze seal @")
    assert line.startswith("- [ ] Order the bronze seal @Myself ")
    assert "⏫ 📅 2026-03-20" in line


def test_a_day_that_is_none_changes_nothing_and_says_so(site: Site, read_book: Book) -> None:
    """The item stays, with what to write instead."""
    before = read_book.files("Minutebook")
    path = item_of(site, "rder the new seal")
    page = site.post(path, act="accept", kind="task", due="soonish", **{"due-was": "2026-03-13"})
    assert "names no day" in page.text
    assert "rder the new seal" in page.text
    assert read_book.files("Minutebook") == before


def test_what_was_decided_elsewhere_is_told(site: Site, read_book: Book) -> None:
    """Two faces open at once: the second decision changes nothing."""
    path = item_of(site, "rder the new seal")
    assert read_book("accept", path.rpartition("/")[2]).code == 0
    before = read_book.files("Minutebook")
    assert "Accepted already" in site.post(path, act="reject", kind="task", next="").text
    assert read_book.files("Minutebook") == before


def test_skipping_decides_nothing(site: Site, read_book: Book) -> None:
    """The next item is shown, and all still wait."""
    before = read_book.files()
    path = item_of(site, "rder the new seal")
    assert site.post(path, act="skip", next="end").status == 200
    assert read_book.files() == before


def test_a_form_that_says_nothing_is_refused(site: Site) -> None:
    """An unknown act is an error in words."""
    answer = site.post(item_of(site, "rder the new seal"), act="burn")
    assert answer.status == 409
    assert "does not say what was decided" in answer.text


def test_our_script_gets_the_outcome_and_the_next_item_alone(site: Site) -> None:
    """With its header, a decision answers in JSON and an item without the page around it."""
    path = item_of(site, "rder the new seal")
    part = site.get(path, x_minutebook="part").text
    assert "<html" not in part
    assert 'id="card"' in part
    answer = site.send(path, headers={"x-minutebook": "part"}, act="accept", kind="task")
    outcome = json.loads(answer.text)
    assert outcome.pop("said").startswith("Accepted: Order the new seal")
    assert outcome == {"failed": False, "undoable": True}


def test_a_task_is_the_same_as_another(site: Site, read_book: Book) -> None:
    """Those that are like it are offered, others by their words; the one that is chosen keeps both passages."""
    path = item_of(site, "rder the new seal")
    page = site.get(f"{path}?same=harbour").text
    assert "harbour office" in page
    into = re.search(r'name="into" value="(mb-[^"]+)"', page)[1]
    assert "The same as" in site.post(path, act="merge", kind="task", into=into).text
    assert "rder the new seal" not in site.get("/review").text.partition("</h1>")[0]


def test_every_decision_is_a_run_of_its_own(site: Site, read_book: Book) -> None:
    """The runs list each, newest first."""
    listed = [path for path in site.links("/review", "/review/mb-") if "?" not in path]
    first, second = list(dict.fromkeys(listed))[:2]
    site.post(first, act="accept", kind="task")
    site.post(second, act="reject", kind="task")
    kinds = [run.kind for run in Writer(read_book.root).runs(2)]
    assert kinds == [RunKind.REJECT, RunKind.ACCEPT]


@pytest.mark.parametrize("path", ["/review/mb-0000000000", "/review/end"])
def test_what_does_not_wait_any_more_says_so(site: Site, path: str) -> None:
    """An old address leads to what still waits."""
    answer = site.get(path)
    assert answer.status == 200
    assert "still wait" in answer.text


def test_another_owner_is_a_button(site: Site, read_book: Book) -> None:
    """The card offers who else may owe a task and other days; one press accepts it so, also without a script."""
    path = item_of(site, "rder the new seal")
    page = site.get(path).text
    assert re.search(r'name="owner" value="me"[^>]*data-choice="1"', page)
    assert 'name="due" value="never"' in page
    site.post(path, kind="task", owner="me")
    assert re.match(r"- \[ \] Order the new seal(?: \(\w+\))? @Myself ", line_of(read_book, "rder the new seal"))


def test_what_changed_in_the_vault_is_seen_a_second_later(site: Site, read_book: Book) -> None:
    """Pages trust the index for a second; then a box that was ticked in the editor is no more asked about."""
    path = item_of(site, "rder the new seal")
    note = read_book.note("People/*/2026-03-12 - Pump.md")
    text = note.read_text(encoding="utf-8")
    line = line_of(read_book, "rder the new seal")
    note.write_text(text.replace(line, line.replace("- [?]", "- [ ]")), encoding="utf-8")
    time.sleep(1.1)
    site.get("/")
    assert path not in site.links("/review", "/review/")


COPIED = b"""\
From: Ursula Vikander <ursula@crane.example>
To: Odalys Brennick <o@brennick.example>
Cc: Pelle Strandmark <pelle@aro.example>
Subject: The crane
Date: Fri, 20 Mar 2026 09:12:00 +0100
Message-ID: <crane-1@crane.example>
Content-Type: text/plain; charset=utf-8

Hi Odalys,

Please send me the weight of the mast by Tuesday.

Best,
Ursula
"""


def test_what_no_line_says_is_not_called_gone(read_book: Book) -> None:
    """A detail that an address shows has no passage, and its card says why."""
    read_book.drop("crane.eml", COPIED)
    assert read_book("ingest").code == 0
    (detail,) = json.loads(read_book("review", "--json", "--kind", "detail").out)
    assert detail["words"] == "Pelle Strandmark: email pelle@aro.example"
    with open_site(read_book.root) as site:
        page = site.get(f"/review/{detail['id']}").text
    assert "No line of it says so" in page
    assert "gone from its source" not in page
