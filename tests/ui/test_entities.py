"""People, accounts, projects and forums through the real command line."""

import json
import re

import pytest

from book import TALK as PUMP
from book import Book

PAGE = "People/Pelle Strandmark/Pelle Strandmark.md"
MINE = (
    "Mine  \r\n[[Pelle Strandmark]], [[pelle strandmark|Pelle]] and ![[People/Pelle Strandmark/Pelle Strandmark]]\r\n"
    "`[[Pelle Strandmark]]` @Pelle Strandmark\t\r\nno end"
)


@pytest.fixture
def filled(read_book: Book) -> Book:
    """A meeting read, and a note of the user's own that links to its people."""
    (read_book.root / "mine.md").write_bytes(MINE.encode())
    return read_book


def notes(book: Book) -> dict[str, bytes]:
    return book.files("Minutebook/", "Review.md")


def untouched(book: Book) -> None:
    """Reading back finds nothing that a person is taken to have done."""
    assert "read back" not in book("ingest").err


def test_rename_and_undo(filled):
    """A rename moves the page with its notes, leads every link there, keeps the old name, and is one run."""
    before = notes(filled)
    told = filled("people", "rename", "Pelle Strandmark", "Pelle O'Strand")
    assert told.code == 0, told.err
    page = (filled.root / "People/Pelle O'Strand/Pelle O'Strand.md").read_text()
    assert 'title: "Pelle O\'Strand"' in page or "title: Pelle O'Strand" in page
    assert "Pelle Strandmark" in page.split("---")[1]
    assert "# Pelle O'Strand\n\nLikes boats.\n" in page
    assert not (filled.root / "People/Pelle Strandmark").exists()
    note = filled.note("People/Pelle O'Strand/2026*.md").read_text()
    assert "[[Pelle O'Strand]]" in note
    assert "@Pelle O'Strand " in note
    assert "Strandmark" not in re.sub(r"(?m)^(\w.*|- (?!\[).*)$", "", note)
    assert (filled.root / "mine.md").read_bytes().decode() == MINE.replace(
        "[[Pelle Strandmark]],", "[[Pelle O'Strand]],"
    ).replace("[[pelle strandmark|", "[[Pelle O'Strand|").replace(
        "[[People/Pelle Strandmark/Pelle Strandmark]]", "[[People/Pelle O'Strand/Pelle O'Strand]]"
    )
    untouched(filled)
    assert filled("undo").code == 0
    assert notes(filled) == before
    untouched(filled)


def test_rename_then_more_of_the_same(filled):
    """After a rename the person is known by the old name: reading again writes nothing twice."""
    filled("people", "rename", "Pelle Strandmark", "Pelle Havn")
    assert filled("ingest", "--again").code == 0
    page = (filled.root / "People/Pelle Havn/Pelle Havn.md").read_text()
    assert page.count("## Recent Context") == 1
    assert page.count("^mb-") == len(set(re.findall(r"\^mb-\w+", page)))
    assert filled("people", "list").out.startswith("Pelle Havn")
    assert not (filled.root / "People/Pelle Strandmark").exists()


def test_rename_to_a_name_that_is_taken(filled):
    """Another page of that name is named, with what to do."""
    assert filled("people", "add", "Rikka Aune").code == 0
    told = filled("people", "rename", "Pelle Strandmark", "rikka aune")
    assert told.code == 2
    assert "merge" in told.err


def test_two_of_one_name(book):
    """A second person of a name is told apart by the organisation; a name alone then means both."""
    assert book("people", "add", "Chitra Rao").code == 0
    assert book("people", "add", "Chitra Rao").code == 2
    assert book("people", "add", "Chitra Rao", "--organisation", "Halden").code == 0
    assert (book.root / "People/Chitra Rao (Halden)/Chitra Rao (Halden).md").exists()
    found = json.loads(book("people", "show", "Chitra Rao (Halden)", "--json").out)
    assert found["entity"]["aliases"] == ["Chitra Rao"]
    assert book("people", "merge", "Chitra Rao (Halden)", "Chitra Rao").code == 0
    assert not (book.root / "People/Chitra Rao (Halden)").exists()


def test_merge_and_undo(filled):
    """A merge keeps names, addresses, lines, files and the user's words of both; undone, every byte is back."""
    filled("people", "add", "P. Strandmark", "--email", "p@aro.example", "--role", "Mate", "--alias", "Pelle the mate")
    other = filled.root / "People/P. Strandmark"
    page = next(other.glob("*.md"))
    page.write_text(page.read_text() + "\n## My own\n\nkeep me  \n")
    (other / "map.png").write_bytes(b"\x89PNG")
    (filled.root / "mine2.md").write_text(f"[[{page.stem}]] ![[People/P. Strandmark/map.png]]\n")
    before = notes(filled)
    told = filled("people", "merge", "Pelle Strandmark", "P. Strandmark")
    assert told.code == 0, told.err
    merged = page.read_text()
    for kept in (
        "keep me  \n",
        "Likes boats.",
        "p@aro.example",
        "Pelle the mate",
        "Pelle Strandmark",
        "## Recent Context",
    ):
        assert kept in merged, kept
    assert not (filled.root / PAGE).exists()
    assert "Strandmark/Pelle" not in (filled.root / "mine.md").read_text()
    assert filled.note("People/P. Strandmark/2026*.md")
    untouched(filled)
    filled("ingest", "--again")
    again = page.read_text()
    assert len(re.findall(r"(?m)^- \[\[2026", again)) == 1, again
    for _ in range(2 if "read again" in filled("runs").out else 1):
        assert filled("undo").code == 0
    assert notes(filled) == before


def test_merge_of_a_proposal(book):
    """A proposed name becomes another name of somebody known, and is linked where it stands."""
    book.drop(
        "Pump 2026-03-12_otter_ai.txt",
        "Odalys Brennick  0:03\nHello.\n\nRikka Aune  0:09\nI will order the seal by Friday.\n",
    )
    book("ingest")
    assert "Rikka Aune" in book("people", "list").out
    before = notes(book)
    assert book("people", "merge", "Rikka Aune", "Pelle Strandmark").code == 0
    assert "Rikka" not in (book.root / "Review.md").read_text()
    assert "Rikka Aune" in (book.root / PAGE).read_text()
    assert any(b"[[Pelle Strandmark" in text for path, text in notes(book).items() if "2026-03-12" in path)
    untouched(book)
    assert book("undo").code == 0
    assert notes(book) == before
    assert "Rikka Aune" in (book.root / "Review.md").read_text()


def test_split_and_undo(filled):
    """A split lists what the page holds, gives what is named to a page of its own, and never takes the two for one again."""
    listed = filled("people", "split", "Pelle Strandmark")
    rows = [line.split(maxsplit=2) for line in listed.out.splitlines()]
    note = next(row[0] for row in rows if row[1] == "note" and "2026" in row[2])
    before = notes(filled)
    told = filled("people", "split", "Pelle Strandmark", "--give", note, "--to", "Pelle Strandmark (Divers)")
    assert told.code == 0, told.err
    fresh = (filled.root / "People/Pelle Strandmark (Divers)/Pelle Strandmark (Divers).md").read_text()
    assert "- [[2026-03-12" in fresh
    assert "[[2026-03-12" not in (filled.root / PAGE).read_text()
    assert filled.note("People/Pelle Strandmark (Divers)/2026*.md")
    assert (filled.root / "mine.md").read_bytes().decode() == MINE
    untouched(filled)
    assert "never the same" in filled("people", "merge", "Pelle Strandmark (Divers)", "Pelle Strandmark").err
    assert filled("undo").code == 0
    assert notes(filled) == before
    assert filled("people", "show", "Pelle Strandmark").out.count("never the same") == 0


@pytest.mark.parametrize("give", ["9", "0", "x", "2-"])
def test_split_of_what_is_not_there(filled, give):
    """Wrong numbers change nothing."""
    before = filled.files()
    assert filled("people", "split", "Pelle Strandmark", "--give", give, "--to", "Somebody Else").code == 2
    assert filled.files() == before


def test_alias_and_never(filled):
    """An alias is known from then on; a name that is never a page is not proposed; a pair is never one."""
    assert filled("people", "alias", "Pelle Strandmark", "Skipper").code == 0
    assert filled("people", "show", "skipper").out.startswith("name               Pelle Strandmark")
    assert "has a page" in filled("people", "never", "Pelle Strandmark").err
    assert filled("people", "never", "Somebody").code == 0
    filled("people", "add", "Rikka Aune")
    assert filled("people", "never", "Rikka Aune", "Pelle Strandmark").code == 0
    assert filled("people", "merge", "Rikka Aune", "Pelle Strandmark").code == 2
    assert filled("undo").code == 0
    assert filled("people", "merge", "Rikka Aune", "Pelle Strandmark").code == 0


def test_readme_pages(book):
    """Pages called README are renamed with their folder; links carry the path and show the new name."""
    old = book.root / "Accounts/Aro Ferries/README.md"
    old.parent.mkdir(parents=True)
    old.write_text("---\ntype: account\n---\n\n# Aro Ferries\n")
    (book.root / "mine.md").write_text(
        "[[Accounts/Aro Ferries/README|Aro Ferries]] [[Accounts/Aro Ferries/README|them]]\n"
    )
    assert book("accounts", "rename", "Aro Ferries", "Aro Lines").code == 0
    assert (book.root / "Accounts/Aro Lines/README.md").read_text().endswith("# Aro Lines\n")
    assert (
        book.root / "mine.md"
    ).read_text() == "[[Accounts/Aro Lines/README|Aro Lines]] [[Accounts/Aro Lines/README|them]]\n"


@pytest.mark.parametrize(
    "words", [("show", "Nobody"), ("rename", "Nobody", "X"), ("merge", "Nobody", "Pelle Strandmark"), ("add", "  ")]
)
def test_unknown_names(book, words):
    """A name that nothing has is said, and nothing changes."""
    before = book.files()
    told = book("people", *words)
    assert told.code == 2
    assert told.err.startswith("minutebook: ")
    assert book.files() == before


def test_broken_page(filled):
    """A page whose frontmatter cannot be parsed is named and left alone."""
    page = filled.root / PAGE
    page.write_text(page.read_text().replace("type: person", "type: [person"))
    before = notes(filled)
    assert filled("people", "rename", "Pelle Strandmark", "Pelle Havn").code == 2
    assert notes(filled) == before


TALK = """\
Odalys Brennick  0:03
Morning Pelle. {name} will send the drawings by Friday, I heard.

Pelle Strandmark  0:09
Good. The Aro Ferries Board (AFB) wants them too.
"""


@pytest.fixture
def asked(book: Book) -> Book:
    """A meeting that speaks of one of two known by their first name."""
    for name in ("Rikka Aune", "Rikka Holm"):
        assert book("people", "add", name).code == 0
    assert book("accounts", "add", "Aro Ferries Board").code == 0
    book.drop("Yard talk 2026-03-12_otter_ai.txt", TALK.format(name="Rikka"))
    assert book("ingest").code == 0
    return book


def tick(book: Book, words: str, box: str) -> None:
    review = book.root / "Review.md"
    lines = review.read_text().splitlines(keepends=True)
    found = [n for n, line in enumerate(lines) if words in line]
    assert len(found) == 1, "".join(lines)
    lines[found[0]] = lines[found[0]].replace("- [ ]", f"- [{box}]")
    review.write_text("".join(lines))


def test_two_of_a_first_name_are_asked_and_the_answer_is_learned(asked):
    """Both are shown with the reason; a tick links the note, goes with its rival, and holds for that meeting from then on."""
    review = (asked.root / "Review.md").read_text()
    assert "“Rikka” in [[2026-03-12 - Yard talk]] is **Rikka Aune** (given name)" in review
    before = notes(asked)
    tick(asked, "is **Rikka Holm**", "x")
    assert asked("ingest").code == 0
    note = asked.note("**/2026-03-12 - Yard talk*.md").read_text()
    assert "[[Rikka Holm" in note
    assert "@Rikka Holm " in note
    assert "Rikka" not in (asked.root / "Review.md").read_text()
    assert "2026-03-12" in (asked.root / "People/Rikka Holm/Rikka Holm.md").read_text()
    asked.drop("Yard talk 2026-03-19_otter_ai.txt", TALK.format(name="Rikka").replace("drawings", "spare keys"))
    asked("ingest")
    assert "[[Rikka Holm" in asked.note("**/2026-03-19 - Yard talk*.md").read_text()
    runs = [line.split()[0] for line in asked("runs").out.splitlines() if "yes: “Rikka”" in line]
    assert asked("undo", runs[0]).code == 0
    after = notes(asked)
    assert {path: after[path] for path in before if "Rikka Aune" in path or "2026-03-12" in path} == {
        path: text for path, text in before.items() if "Rikka Aune" in path or "2026-03-12" in path
    }


def test_none_of_those_known(asked):
    """Struck out one by one, nobody known is meant, and that name is not asked about again in that meeting."""
    for name in ("Aune", "Holm"):
        tick(asked, f"is **Rikka {name}**", "-")
        asked("ingest")
    asked.drop("Yard talk 2026-03-19_otter_ai.txt", TALK.format(name="Rikka").replace("drawings", "spare keys"))
    asked("ingest")
    assert "Rikka" not in (asked.root / "Review.md").read_text()


def test_an_abbreviation_spelled_out_is_proposed(asked):
    """What a source spells out is proposed as another name; accepted by its id, it is an alias."""
    line = next(x for x in (asked.root / "Review.md").read_text().splitlines() if "“AFB”" in x)
    assert asked("accept", line.rpartition("^")[2]).code == 0
    assert "AFB" in (asked.root / "Accounts/Aro Ferries Board/Aro Ferries Board.md").read_text()
    assert asked("accounts", "show", "AFB").out.startswith("name               Aro Ferries Board")


def test_accept_into(book):
    """A proposed name is accepted into somebody known in one step."""
    book.drop("Pump 2026-03-12_otter_ai.txt", TALK.format(name="Rikka").replace("Pelle Strandmark", "Rikka Aune"))
    book("ingest")
    assert book("accept", "Rikka Aune", "--into", "Pelle Strandmark").code == 0
    assert "Rikka Aune" in (book.root / PAGE).read_text()
    assert book("accept", "Nobody", "--into", "Pelle Strandmark").code == 2


def test_a_page_asked_for_tells_what_the_notes_do(book: Book) -> None:
    """Somebody who is only proposed, or was only mentioned, gets a page with the notes that name them, and what was given with it."""
    book.drop("Pump 2026-03-12.txt", PUMP.replace("the harbour office", "Wilma Tornquist"))
    assert book("ingest").code == 0
    assert book("people", "add", "Wilma Tornquist", "--role", "Harbour master").code == 0
    page = (book.root / "People/Wilma Tornquist/Wilma Tornquist.md").read_text(encoding="utf-8")
    assert "role: Harbour master" in page and "|2026-03-12]]" in page
    assert "[[Wilma Tornquist]]" in book.note("People/Pelle Strandmark/2026-03-12 - *.md").read_text(encoding="utf-8")


def test_what_a_split_lists(book: Book) -> None:
    """Notes and pages that link there, each called what it is, without the review file; nothing where nothing does."""
    (book.root / "Mine.md").write_text("[[Pelle Strandmark]]\n", encoding="utf-8")
    (book.root / "Review.md").write_text("[[Pelle Strandmark]]\n", encoding="utf-8")
    (book.root / "Projects/Quay.md").write_text("---\ntype: project\n---\n[[Pelle Strandmark]]\n", encoding="utf-8")
    assert [line.split(maxsplit=2)[2] for line in book("people", "split", "Pelle Strandmark").out.splitlines()] == [
        "Quay (page of a project)",
        "Mine",
    ]
    assert book("people", "add", "Ebba Lund").code == 0
    assert "there is nothing to give" in book("people", "split", "Ebba Lund").err


def test_a_template_in_another_case_is_used_and_a_misnamed_one_is_told(book: Book) -> None:
    """The doctor names what is never used."""
    folder = book.root / "Minutebook/Templates"
    folder.mkdir(parents=True)
    (folder / "Person.md").write_text("# {{ name }}\n\nMine.\n", encoding="utf-8")
    (folder / "persons.md").write_text("# {{ name }}\n", encoding="utf-8")
    assert book("people", "add", "Ebba Lund").code == 0
    assert "Mine." in (book.root / "People/Ebba Lund/Ebba Lund.md").read_text(encoding="utf-8")
    said = book("doctor").out
    assert "Templates/persons.md is never used" in said and "Person.md is never" not in said


def test_a_word_too_many_is_said_in_words(book: Book) -> None:
    """Not as a list of tokens."""
    done = book("glossary", "list")
    assert done.code == 2 and "'list' is one word too many here" in done.err
