"""``accept`` and ``reject`` of all that fits: by source, person, kind and sureness, for scripts."""

import json

import pytest

from book import Book
from vaultcheck import check_vault

TALK = """\
Odalys Brennick  0:03
The winch for the slipway came without its rope.

Pelle Strandmark  0:09
I'll buy forty metres of rope on Monday.

Odalys Brennick  0:15
Fine. And I'll call the crane firm on Wednesday about the mast.
"""
MAIL = b"""\
From: Ursula Vikander <ursula@crane.example>
To: Odalys Brennick <o@brennick.example>
Subject: The crane
Date: Fri, 20 Mar 2026 09:12:00 +0100
Message-ID: <crane-1@crane.example>
Content-Type: text/plain; charset=utf-8

Hi Odalys,

Please send me the weight of the mast by Tuesday.

Best,
Ursula
"""


@pytest.fixture
def full(read_book: Book) -> Book:
    """Two meetings and a mail of somebody unknown."""
    read_book.drop("Winch 2026-03-19_otter_ai.txt", TALK)
    read_book.drop("crane.eml", MAIL)
    assert read_book("ingest").code == 0
    return read_book


def queue(book: Book, *options: str) -> list[dict]:
    return json.loads(book("review", "--json", *options).out)


def files(book: Book) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in book.root.rglob("*.md")} | book.files("Minutebook/")


@pytest.mark.parametrize(
    ("options", "rest"),
    [
        (["--source", "winch"], lambda item: item["title"] != "Winch"),
        (["--source", "19 mar"], lambda item: item["date"] != "2026-03-19"),
        (["--person", "me", "--kind", "task"], lambda item: item["owner"] != "Myself"),
        (["--person", "others"], lambda item: item["owner"] in {None, "Myself"}),
        (["--kind", "name"], lambda item: item["kind"] != "name"),
        (["--below", "1"], lambda item: item["kind"] != "task"),
    ],
)
def test_what_fits_is_rejected_and_the_rest_waits(full: Book, options: list[str], rest) -> None:
    """Each filter takes what it says and nothing else; what was done is said, with how to take it back."""
    before = queue(full)
    left = [item["id"] for item in before if rest(item)]
    assert len(left) < len(before)
    done = full("reject", *options)
    assert done.code == 0, done.err
    assert done.out.count("rejected: ") == len(before) - len(left)
    assert "minutebook undo " in done.out
    assert [item["id"] for item in queue(full)] == left
    check_vault(full.root)


def test_a_dry_run_shows_what_would_be_decided_and_writes_nothing(full: Book) -> None:
    """In words and as a diff, which is that of the run which follows."""
    before = files(full)
    shown = full("accept", "--source", "winch", "--above", "0.01", "--dry-run")
    assert shown.code == 0
    assert shown.err.count("would be accepted: ") == 2
    assert shown.out.count("+- [ ] ") == 2
    assert files(full) == before
    done = full("accept", "--source", "winch", "--above", "0.01")
    assert done.out.count("accepted: ") == 2
    run = full("show").out
    assert all(line in run for line in shown.out.splitlines() if line.startswith("+- [ ] "))


def test_all_kinds_at_once_are_taken_back_by_one_command(full: Book) -> None:
    """Tasks are one run, each page another: `undo RUN --together` takes back all of them."""
    before = files(full)
    kinds = {item["kind"] for item in queue(full)}
    assert kinds >= {"task", "name"}
    done = full("accept", "--source", "20")
    assert queue(full) == []
    told = next(line for line in done.out.splitlines() if line.startswith("To take that back"))
    assert full(*told.partition("minutebook ")[2].split()).code == 0
    after = files(full)
    notes = {name for name in before if name.endswith(".md")}
    assert {name: after[name] for name in notes} == {name: before[name] for name in notes}
    assert {item["kind"] for item in queue(full)} == kinds


def test_nothing_that_fits_is_said(full: Book) -> None:
    """With exit code 0: a script that finds nothing to do has done it."""
    done = full("reject", "--source", "nosuchmeeting")
    assert done.code == 0
    assert "Nothing that waits fits this" in done.err
    assert done.out == ""


@pytest.mark.parametrize("words", [[], ["mb-0000000000", "--source", "winch"], ["--into", "Pelle", "--source", "x"]])
def test_what_is_meant_must_be_clear(full: Book, words: list[str]) -> None:
    """Neither names nor filters, or both: nothing is done, and it is said what to give."""
    done = full("accept", *words)
    assert done.code == 2
    assert "--source" in done.err or "--into" in done.err
