"""``minutebook review`` and ``edit``: by lines where there is no terminal, by single keys on one."""

import io
import json
import os
import re
import select
import sys
import time

import pytest

from book import Book
from vaultcheck import check_vault


@pytest.fixture
def typing(read_book: Book, monkeypatch: pytest.MonkeyPatch):
    """Review with these lines on standard input, each task on a card of its own unless told otherwise."""

    def typed(*lines: str, options: tuple[str, ...] = ("--one-by-one",)):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return read_book("review", *options)

    return typed


WINCH = """\
Odalys Brennick  0:03
The winch for the slipway came without its rope.

Pelle Strandmark  0:09
I'll buy forty metres of rope on Monday.

Odalys Brennick  0:15
Fine. And I'll call the crane firm on Wednesday about the mast.
"""


@pytest.fixture
def two_meetings(read_book: Book) -> Book:
    """Of the later one a list comes first, of the earlier one another."""
    read_book.drop("Winch 2026-03-19_otter_ai.txt", WINCH)
    assert read_book("ingest").code == 0
    return read_book


def queue(book: Book, *options: str) -> list[dict]:
    done = book("review", "--json", *options)
    assert done.code == 0, done.err
    return json.loads(done.out)


def boxes(book: Book) -> str:
    return "".join(
        line.partition("[")[2][0]
        for line in book.note("People/*/*Pump.md").read_text(encoding="utf-8").splitlines()
        if "#task" in line
    )


def line_with(book: Book, words: str) -> str:
    text = book.note("People/*/*Pump.md").read_text(encoding="utf-8")
    return next(line for line in text.splitlines() if words in line and line.startswith("- ["))


def test_one_key_accepts_and_one_rejects(typing, read_book: Book) -> None:
    """Each decision is a run; the end says what was decided in how many keys, and what still waits."""
    count = len(queue(read_book))
    assert boxes(read_book).startswith("??")
    done = typing("a", "s")
    assert "1 accepted. 2 keys (2.0 a decision)" in done.out
    assert f"{count - 1} of these still wait" in done.out
    done = typing("r")
    assert done.code == 0
    assert boxes(read_book).startswith(" R")
    assert "1 rejected. 1 keys (1.0 a decision)" in done.out
    assert len(queue(read_book)) == count - 2
    check_vault(read_book.root)


def test_owner_day_and_words_are_changed_while_accepting(typing, read_book: Book) -> None:
    """What cannot be understood is said, and the item stays on the screen."""
    done = typing("d blue", "d 2026-04-01", "o me", "q")
    assert "names no day" in done.out
    assert "[ ]" in line_with(read_book, "📅 2026-04-01")
    assert boxes(read_book).startswith("  ")
    assert "2 accepted with changes" in done.out


def test_going_back_and_taking_back(typing, read_book: Book) -> None:
    """``u`` undoes the last decision; going back and answering otherwise replaces the first answer."""
    before = read_book.note("People/*/*Pump.md").read_bytes()
    typing("a", "u", "q")
    assert read_book.note("People/*/*Pump.md").read_bytes() == before
    typing("a", "b", "r", "q")
    assert boxes(read_book).startswith("R?")


def test_skipped_things_wait_until_next_time(typing, read_book: Book) -> None:
    """Nothing is changed by looking."""
    before = read_book.files("Minutebook/")
    done = typing("s", "s", "?", "z", "q")
    assert "Decided: nothing" in done.out
    assert read_book.files("Minutebook/") == before


def test_a_task_is_merged_with_the_one_that_is_chosen(typing, read_book: Book) -> None:
    """The list is offered, or found by words."""
    first, second = queue(read_book, "--kind", "task")[:2]
    word = max(second["words"].split(), key=len)
    done = typing("m", f"/ {word}", "1", "q")
    assert "1 merged" in done.out
    assert first["passages"][0] in line_with(read_book, second["id"])


def test_filters_and_all_of_which_the_engine_was_sure(typing, read_book: Book) -> None:
    """Asked once with their number; one run accepts them all."""
    assert queue(read_book, "--source", "nosuchmeeting") == []
    assert all(item["owner"] == "Pelle Strandmark" for item in queue(read_book, "--person", "Pelle", "--kind", "task"))
    assert {item["kind"] for item in queue(read_book, "--kind", "name")} <= {"name"}
    sure = [item for item in queue(read_book, "--kind", "task") if item["confidence"] >= 0.5]
    assert sure
    no = typing("n", "q", options=("--above", "0.5", "--one-by-one"))
    assert f"{len(sure)} tasks" in no.out
    assert " " not in boxes(read_book)
    yes = typing("y", options=("--above", "0.5"))
    assert f"{len(sure)} tasks accepted" in yes.out
    assert boxes(read_book).count(" ") == len(sure)
    assert read_book("undo").code == 0
    assert " " not in boxes(read_book)
    assert typing(options=("--above", "0.5", "--yes")).code == 0
    assert boxes(read_book).count(" ") == len(sure)


def test_nothing_waits(book: Book) -> None:
    """It is said, with exit code 0."""
    done = book("review")
    assert done.code == 0
    assert "Nothing waits" in done.err


def test_edit_changes_a_proposal_or_a_task_for_scripts(read_book: Book) -> None:
    """A proposal stays one; with --accept it is taken; what cannot be done says why, with exit code 2."""
    item = queue(read_book, "--kind", "task")[0]
    done = read_book("edit", item["id"], "--words", "Order two seals", "--owner", "me", "--due", "2026-05-02")
    assert done.code == 0, done.err
    line = line_with(read_book, item["id"])
    assert line.startswith("- [?] Order two seals @Myself [[")
    assert "📅 2026-05-02" in line
    assert read_book("edit", item["id"], "--priority", "high", "--due", "never", "--accept").code == 0
    line = line_with(read_book, item["id"])
    assert line.startswith("- [ ] ")
    assert "⏫" in line
    assert "📅" not in line
    assert read_book("edit", item["id"]).code == 2
    assert read_book("edit", item["id"], "--due", "blue").code == 2
    assert read_book("edit", "mb-0000000000", "--owner", "me").code == 2
    check_vault(read_book.root)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX terminal")
def test_keys_are_read_one_by_one_on_a_terminal(read_book: Book) -> None:
    """No Enter is needed, escape sequences do no harm, and the terminal is as before afterwards."""
    import pty

    child, terminal = pty.fork()
    if child == 0:
        code = (
            f"from minutebook.ui.cli import main; main(['review', '--one-by-one', '--vault', {str(read_book.root)!r}])"
        )
        os.execv(sys.executable, [sys.executable, "-c", code])
    screen = _until(terminal, b"quit")
    assert b"Task" in screen
    for keys, wanted in (
        (b"\x1b[A", b"quit"),
        (b"a", b"accepted: "),
        (b"r", b"That was all"),
        (b"q", b"Nothing of these"),
    ):
        os.write(terminal, keys)
        screen = _until(terminal, wanted)
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    assert status == 0
    assert b"1 accepted, 1 rejected" in screen
    assert boxes(read_book).startswith(" R")


def _until(terminal: int, wanted: bytes) -> bytes:
    seen, deadline = b"", time.monotonic() + 20
    while wanted not in seen and time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
    assert wanted in seen, seen.decode(errors="replace")
    return seen


def test_a_digit_accepts_with_another_owner_or_day(typing, read_book: Book) -> None:
    """The card offers who else may owe it and the days that its passage names; a second digit, after going back, adds to the first."""
    done = typing("q")
    assert re.search(r"\d Pelle Strandmark", done.out), done.out
    assert not re.search(r"(?m)(?:^|   )\d Odalys Brennick", done.out), "the vault's owner is offered as me"
    item = next(i for i in queue(read_book) if "seal" in i["words"])
    typing(*["s"] * [i["id"] for i in queue(read_book)].index(item["id"]), "1", "b", "2")
    line = line_with(read_book, "rder the new seal")
    assert "@Myself" in line
    assert "📅 2026-03-13" not in line
    assert line.startswith("- [ ]")


def test_the_tasks_of_a_source_are_decided_in_a_list(typing, read_book: Book) -> None:
    """A digit picks what is wrong, another key puts it right, one key accepts the others: one run; leaving the list decides nothing."""
    words = [item["words"] for item in queue(read_book) if item["kind"] == "task"]
    assert len(words) > 1
    assert "nothing" in typing("1", "r", "q", options=()).out
    runs = len(json.loads(read_book("runs", "--json").out))
    done = typing("1", "r", "2", "o 1", "a", options=())
    assert f"1-{len(words)} of" in done.out
    assert "“Odalys Brennick: " in done.out
    listed = [line for line in done.out.splitlines() if re.match(r" \d [+-] ", line)]
    rejected = next(line for line in listed if line.startswith(" 1 -"))[5:].partition(" · ")[0]
    assert line_with(read_book, rejected).startswith("- [R]")
    assert boxes(read_book).count(" ") == len(words) - 1
    assert len(json.loads(read_book("runs", "--json").out)) == runs + 1
    assert not [item for item in queue(read_book) if item["kind"] == "task"]
    check_vault(read_book.root)


def test_a_list_is_taken_back_left_and_taken_apart(typing, two_meetings: Book) -> None:
    """``u`` takes back all of a list, ``s`` leaves it, a line left in it waits on, ``c`` shows its tasks one by one, ``l`` makes a list of cards, ``R`` rejects all."""
    note = two_meetings.note("People/*/*Winch.md")
    before, count = note.read_bytes(), len(queue(two_meetings))
    assert count == 4
    assert "4 of these still wait" in typing("a", "u", "q", options=()).out
    assert note.read_bytes() == before
    assert "4 of these still wait" in typing("s", "q", options=()).out
    assert "1 accepted" in typing("c", "a", "q", options=()).out
    assert two_meetings("undo").code == 0
    assert "2 accepted" in typing("l", "1", "s", "3", "s", "a", "q").out
    assert two_meetings("undo").code == 0
    assert note.read_bytes() == before
    assert "4 rejected" in typing("R", "a", options=()).out
    assert "[ ]" not in note.read_text(encoding="utf-8")
    assert note.read_text(encoding="utf-8").count("- [R]") == 2
    check_vault(two_meetings.root)


def test_a_list_decided_anew_replaces_what_was_decided(typing, two_meetings: Book) -> None:
    """Going back shows the list as it was decided; picked lines are put otherwise, by a digit, by their day, as done already, as right after all."""
    note = two_meetings.note("People/*/*Winch.md")
    done = typing("a", "b", "1", "r", "2", "x", "a", "b", "1", "a", "2", "d 2026-04-02", "a", options=())
    text = note.read_text(encoding="utf-8")
    assert "3 accepted, 1 accepted with changes" in done.out
    assert text.count("- [ ] ") == 2
    assert "📅 2026-04-02" in text
    assert "accepted" in two_meetings("runs", "--limit", "1").out
    check_vault(two_meetings.root)


def test_a_number_names_an_owner_or_a_day(typing, read_book: Book) -> None:
    """After `o` and `d` the choices are numbered; 0 is nobody and no day, a number without a choice is told."""
    first = next(i for i in queue(read_book) if i["kind"] == "task")
    typing("o 0")
    assert "@" not in line_with(read_book, first["words"]).partition("[[")[0]
    second = next(i for i in queue(read_book) if i["kind"] == "task")
    assert "there is no choice 9" in typing("o 9", "q").out
    typing("d 0")
    assert "📅" not in line_with(read_book, second["words"])
