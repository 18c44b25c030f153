"""A group that meets again and again under one title is asked about as a forum; the next meeting is filed there."""

import pytest

from book import Book

SAID = (
    "The ropes at the north pier are worn through.|The harbour office closes at five.|Two buoys drifted off in the storm.",
    "The lamp on the mole burns day and night.|A diver found the old anchor.|The crane stands idle until the audit.",
    "Visitors leave their bicycles on the ramp.|The kiosk ran out of tickets twice.|Paint for the hull came in green.",
    "The cook wants a larger galley.|Nobody has the key of the engine room.|Fog stopped all crossings for a day.",
)


def talk(n: int, *people: str) -> str:
    """A talk of these people; each number says other things."""
    lines = [line for line in SAID[n].split("|") for _ in range(2)]
    turns = (
        f"{people[i % len(people)]}  0:{5 + 8 * i:02}\n{line if i % 2 else 'So, ' + line}\n"
        for i, line in enumerate(lines)
    )
    return "\n".join(turns)


GROUP = ("Odalys Brennick", "Pelle Strandmark", "Wilma Tornquist")


def meet(book: Book, title: str, *days: str, people: tuple[str, ...] = GROUP, first: int = 0) -> None:
    for n, day in enumerate(days, first):
        book.drop(f"{title} {day}.txt", talk(n, *people))
    assert book("ingest").code == 0


def proposed(book: Book) -> str:
    return book("forums", "list").out


def test_a_title_that_keeps_coming_back_is_proposed(book: Book) -> None:
    """From the third day on, with every meeting; accepted, the page tells of all of them and the next one is filed there."""
    meet(book, "Rope safety 1", "2026-03-02")
    meet(book, "Rope safety 2", "2026-03-09", first=1)
    assert "Rope" not in proposed(book)
    meet(book, "Rope safety 3", "2026-03-16", first=2)
    assert "Rope safety" in proposed(book)
    assert book("accept", "Rope safety").code == 0
    page = (book.root / "Forums/Rope safety/Rope safety.md").read_text(encoding="utf-8")
    assert all(day in page for day in ("2026-03-02", "2026-03-09", "2026-03-16"))
    meet(book, "Rope safety 4", "2026-03-23", first=3)
    assert len(list(book.root.glob("Forums/Rope safety/2026-03-23*.md"))) == 1


@pytest.mark.parametrize(
    ("title", "times", "people"),
    [
        ("Quay round table talk", 3, GROUP),
        ("Wilma and Pelle", 3, GROUP),
        ("Monday update call", 3, GROUP),
        ("Rope safety", 2, GROUP),
        ("Pump safety", 3, GROUP[:2]),
    ],
)
def test_what_names_nothing_recurring_is_not(book: Book, title: str, times: int, people: tuple[str, ...]) -> None:
    """A title with the name of something known or of people, a general one, one that came twice, and talks of two."""
    assert book("projects", "add", "Quay").code == 0
    meet(book, title, *("2026-03-02", "2026-03-09", "2026-03-16")[:times], people=people)
    assert len(list(book.root.glob("Sources/*/2026/*(source).md"))) == times
    assert title.partition(" ")[0] not in proposed(book)
