"""``minutebook search``, from the command line to the passage."""

import json

from book import Book


def found(book: Book, *words: str) -> list[dict]:
    done = book("search", *words, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_a_meeting_is_found_once_with_its_passages(read_book: Book) -> None:
    """Note and transcript are one finding; its passages lead to blocks that exist."""
    hits = [hit for hit in found(read_book, "bronze", "seal") if "/2026-03-12 - " in hit["path"]]
    assert len(hits) == 1
    assert hits[0]["type"] == "people"
    links = [passage["link"] for passage in hits[0]["passages"]]
    spoken = [link.strip("[]").split("#^") for link in links if "(source)#^u" in link]
    rendering = next(read_book.root.rglob(f"{spoken[0][0]}.md")).read_text(encoding="utf-8").splitlines()
    lines = [next(line for line in rendering if line.endswith(f" ^{block}")) for _, block in spoken]
    assert any("bronze seal" in line for line in lines)


def test_words_that_stand_together_come_first(book: Book) -> None:
    """In quotes of the shell two words are looked for as a phrase before they are looked for apart."""
    notes = {
        "Apart": "# Pilot\n\nThe pilot sails; its scope is small. Pilot. Scope.",
        "Together": "# T\n\nThe pilot scope is named once.",
    }
    for name, text in notes.items():
        (book.root / f"Journal/{name}.md").write_text(text, encoding="utf-8")
    assert found(book, "pilot scope")[0]["path"] == "Journal/Together.md"


def test_what_is_not_there_is_looked_for_more_loosely_and_said(read_book: Book) -> None:
    """Beginnings of words, then some of the words; nothing at all is said as well."""
    assert "beginnings" in read_book("search", "lightho").err
    assert "some have" in read_book("search", "lighthouse", "zebra").err
    assert "Nothing" in read_book("search", "zebra").err
    assert read_book("search", "lighthouse", "--since", "whenever").code == 2


def test_private_pages_and_sources_never_appear(read_book: Book) -> None:
    """Marking the rendering hides its note, marking a page hides what is filed with it, at once."""
    assert found(read_book, "lighthouse")
    rendering = next(read_book.root.glob("Sources/Transcripts/2026/*(source).md"))
    text = rendering.read_text(encoding="utf-8")
    rendering.write_text(f"---\nprivate: true\n---\n{text}", encoding="utf-8")
    assert found(read_book, "lighthouse") == []
    assert found(read_book, "bronze") == []
    rendering.write_text(text, encoding="utf-8")
    assert found(read_book, "bronze")
    page = read_book.root / "People/Pelle Strandmark/Pelle Strandmark.md"
    page.write_text(page.read_text(encoding="utf-8").replace("---\n", "---\nprivate: true\n", 1), encoding="utf-8")
    assert found(read_book, "bronze") == []
    assert found(read_book, "boats") == []


def test_a_source_that_says_it_is_private_is_never_found(book: Book) -> None:
    """Its note and its rendering are there to read, and told by no search, brief or digest."""
    book.drop("2026-03-12 Pay.md", "---\nprivate: true\n---\n# Pay\n\nOdalys will settle the zebra bonus by Friday.\n")
    assert book("ingest").code == 0
    note = book.note("Journal/*.md").read_text(encoding="utf-8")
    assert "zebra" in note
    assert "\nprivate: true\n" in note.split("\n---\n")[0]
    assert found(book, "zebra") == []
    assert "zebra" not in book("digest").out


def test_who_and_what_type(read_book: Book) -> None:
    """Filters take a name as people write it."""
    assert found(read_book, "seal", "--person", "pelle", "--type", "people", "--since", "2026-03")
    assert found(read_book, "seal", "--person", "pelle", "--type", "customer") == []
    assert found(read_book, "seal", "--since", "2026-04-01") == []


def test_queries_of_pages_are_no_passages(read_book: Book) -> None:
    """A task is shown in words, and the code by which Obsidian lists it is not found."""
    found = read_book("search", "seal")
    assert "Order the new seal" in found.out
    assert "📅" not in found.out
    assert "group by filename" in (read_book.root / "Tasks.md").read_text(encoding="utf-8")
    assert "Nothing in the book has these words" in read_book("search", "filename").err
