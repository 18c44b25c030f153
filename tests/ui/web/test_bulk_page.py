"""Many things decided at once on the web, by plain forms."""

import json
import re

from book import Book
from serving import Site, open_site

SECOND = """\
Odalys Brennick  0:03
The winch for the slipway came without its rope.

Pelle Strandmark  0:09
I'll buy forty metres of rope on Monday.

Odalys Brennick  0:15
Fine. And I'll call the crane firm on Wednesday about the mast.
"""


def chosen(page: str) -> dict[str, str]:
    """The boxes that are ticked, as a browser would send them."""
    return dict.fromkeys(re.findall(r'name="(id-[^"]+)" checked', page), "on")


def boxes(book: Book) -> list[str]:
    lines = [line for path in book.root.glob("People/*/*.md") for line in path.read_text(encoding="utf-8").split("\n")]
    return [line[3] for line in lines if "#task" in line]


def runs(book: Book) -> int:
    return len(json.loads(book("runs", "--json").out))


def test_all_tasks_of_a_source_are_accepted_in_one_run(site: Site, read_book: Book) -> None:
    """The page of the source lists them ticked; one run accepts them, one undo takes it back."""
    before, count = read_book.files("Minutebook"), runs(read_book)
    (alone, *_) = site.links("/review", "/review/mb-")
    (link,) = dict.fromkeys(site.links(alone, "/bulk?of="))
    page = site.get(link).text
    ticked = chosen(page)
    assert len(ticked) == boxes(read_book).count("?") > 1
    told = site.post("/bulk", act="accept", **ticked)
    assert f"{len(ticked)} accepted" in told.text
    assert set(boxes(read_book)) == {" "}
    assert runs(read_book) == count + 1
    site.post("/review/undo")
    assert read_book.files("Minutebook") == before


def test_what_is_not_ticked_waits_on(site: Site, read_book: Book) -> None:
    """Rejecting concerns the ticked ones alone; without any nothing is done, and said."""
    ticked = chosen(site.get("/bulk").text)
    left = dict(list(ticked.items())[1:])
    site.post("/bulk", act="reject", **left)
    assert sorted(boxes(read_book)) == sorted("?" + "R" * len(left))
    assert site.post("/bulk", act="reject").status == 409


def test_the_list_is_narrowed_by_person_source_and_sureness(site: Site, read_book: Book) -> None:
    """As on the command line; what cannot be understood is said."""
    read_book.drop("Winch 2026-03-19_otter_ai.txt", SECOND)
    assert read_book("ingest").code == 0
    every = chosen(site.get("/bulk").text)
    winch = site.get("/bulk?source=winch").text
    assert 0 < len(chosen(winch)) < len(every)
    assert "rope" in winch
    assert "the new seal" not in winch
    mine = site.get("/bulk?person=me").text
    assert 0 < len(chosen(mine)) < len(every)
    assert "Pelle Strandmark ·" not in mine
    assert not chosen(site.get("/bulk?above=100").text)
    assert len(chosen(site.get("/bulk?above=1+%25").text)) == len(every)
    assert "is no sureness" in site.get("/bulk?above=very").text
    assert "notice problem" in site.get("/bulk?person=Nobody+Known").text


def test_what_was_decided_elsewhere_meanwhile_is_told(site: Site, read_book: Book) -> None:
    """One of the ticked was accepted on the command line: the others are decided, and it is said."""
    ticked = chosen(site.get("/bulk").text)
    first = next(iter(ticked)).removeprefix("id-")
    assert read_book("accept", first).code == 0
    told = site.post("/bulk", act="reject", **ticked).text
    assert f"{len(ticked) - 1} rejected" in told
    assert "accepted already" in told
    assert boxes(read_book).count(" ") == 1


def test_news_says_what_is_accepted_with_it(told_book: Book) -> None:
    """Each line tells what was said of its task, and its home page that a late one is said to be done."""
    with open_site(told_book.root) as site:
        page = site.get("/bulk").text
        assert ">Done</strong>" in page
        assert ">Moved to Mon 23 Mar" in page
        assert "moved to 2026-03-23, as said on Thu 19 Mar" in site.get("/").text
