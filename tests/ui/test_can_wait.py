"""What needs no decision today is told in a line, and one key or option away."""

import io
import json
import re

import pytest

from book import Book
from minutebook.ui.cli import main
from serving import open_site

COMMITTEE = """\
Odalys Brennick  0:03
So, the lighthouse. The lamp is out again and the council has written to us.

Wilma Aro  0:09
Pelle, could you send me the drawings of the lamp room by Friday?

Pelle Strandmark  0:14
Yes, I'll send you the drawings of the lamp room on Thursday.

Odalys Brennick  0:20
Wilma, can you order the new lens by Monday?

Wilma Aro  0:26
I'll order the lens on Monday.

Odalys Brennick  0:31
And I'll answer the council tomorrow.

Pelle Strandmark  0:37
Good, then we have it all.
"""
LATER = "1 task that others owe others, 1 person who was met once"


@pytest.fixture
def committee(book: Book) -> Book:
    book.drop("Lighthouse 2026-03-12_otter_ai.txt", COMMITTEE)
    assert book("ingest").code == 0
    return book


def listed(book: Book, *options: str) -> dict[str, bool]:
    """Whether each thing can wait, by its words."""
    return {item["words"].lower(): item["can_wait"] for item in json.loads(book("review", "--json", *options).out)}


def can_wait(book: Book, words: str) -> bool:
    return next(waits for said, waits in listed(book).items() if words in said)


def test_others_tasks_for_others_and_people_met_once_can_wait(committee: Book) -> None:
    """What I promised or asked for is to be decided; Wilma has no page and was met once."""
    assert can_wait(committee, "drawings")
    assert can_wait(committee, "wilma aro")
    assert not can_wait(committee, "lens")
    assert not can_wait(committee, "answer the")
    assert all(listed(committee, "--later").values())


def test_the_review_asks_for_the_rest_and_offers_what_can_wait(
    committee: Book, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """At the end `l` goes on with it; without that, it is told how to look at it later."""
    count = sum(not waits for waits in listed(committee).values())
    monkeypatch.setattr("sys.stdin", io.StringIO("a\n" * count + "q\n"))
    done = committee("review", "--one-by-one")
    assert f"{count} accepted" in done.out
    assert f"{LATER} can wait. l look at them" in " ".join(done.out.split())
    assert "can wait: minutebook review --later" in " ".join(done.out.split())
    monkeypatch.chdir(committee.root)
    assert main([]) == 0
    assert f"{LATER}: minutebook review --later" in capsys.readouterr().out
    assert "1 proposed, counting what can wait: minutebook review --all" in committee("tasks").err
    assert f"Nothing waits for you today. {LATER} can wait" in committee("review").err
    monkeypatch.setattr("sys.stdin", io.StringIO("a\na\n"))
    assert "2 accepted" in committee("review", "--later").out
    assert "Nothing waits for you." in committee("review").err


def test_it_is_reached_from_the_end_of_a_review(committee: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """One key at the end, one each."""
    count = sum(not waits for waits in listed(committee).values())
    monkeypatch.setattr("sys.stdin", io.StringIO("s\n" * count + "l\na\nr\nq\n"))
    assert "1 accepted, 1 rejected" in committee("review", "--one-by-one").out


def test_all_is_asked_for_where_a_filter_or_the_settings_say_so(
    committee: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--all`, a person, a source; `[review]` in the settings."""
    for options in (("--all",), ("--source", "lighthouse")):
        monkeypatch.setattr("sys.stdin", io.StringIO("s\n" * 9))
        assert "drawings" in committee("review", *options, "--one-by-one").out.lower()
    settings = committee.root / "minutebook.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n[review]\nothers = true\nmet_once = true\n", "utf-8")
    assert not any(listed(committee).values())


def test_what_is_spoken_of_again_is_asked_for(committee: Book) -> None:
    """News of a task of others, a second meeting with somebody."""
    committee.drop(
        "Lighthouse 2026-03-19_otter_ai.txt",
        "Odalys Brennick  0:03\nPelle, did you send Wilma the drawings of the lamp room?\n\nPelle Strandmark  0:09\n"
        "Yes, I sent the drawings of the lamp room on Thursday.\n\nWilma Aro  0:15\nI have them here, thank you, Pelle.\n",
    )
    assert committee("ingest").code == 0
    assert not can_wait(committee, "drawings")
    assert not can_wait(committee, "wilma aro")


def test_the_web_says_so_at_the_end(committee: Book) -> None:
    """The overview counts what is to be decided and says what can wait; the end of the review leads on to it, and it to the end."""
    count = sum(not waits for waits in listed(committee).values())
    with open_site(committee.root) as site:
        begin = site.get("/").text
        assert f"{count} things wait" in begin
        assert LATER in begin
        later = site.links("/review/end", "/review/")[-1]
        page = site.get(later).text
        assert "drawings" in page
        assert "2 to go" in page
        following = re.search(r'data-next="([^"]+)"', page)[1]
        last = site.get(f"/review/{following}").text
        assert "Wilma Aro" in last
        assert 'data-next="end"' in last


def test_an_organisation_that_one_mail_was_signed_with_can_wait(book: Book) -> None:
    """It is proposed, with whoever signed; of two mails it is asked for today."""
    mail = (
        "From: Tamsin Quill <tamsin@{host}.example>\nTo: o@brennick.example\nSubject: Lamp room {n}\n"
        "Date: Thu, {n} Mar 2026 10:00:00 +0000\nMessage-ID: <m{n}@{host}.example>\nContent-Type: text/plain; charset=utf-8\n\n"
        "Hello Odalys,\n\nCould you send me the drawings of the lamp room number {n} by Friday?\n\nKind regards\nTamsin\n\n"
        "Tamsin Quill\nInspector | Orrdale Racking Ltd\nT 01289 555 0100\n"
    )
    book.drop("one.eml", mail.format(n=12, host="orrdale"))
    book("ingest")
    assert can_wait(book, "orrdale racking ltd")
    book.drop("two.eml", mail.format(n=19, host="orrdale"))
    book("ingest")
    assert not can_wait(book, "orrdale racking ltd")
