"""Pages through the command line: what two meetings say of one person, and what the user answers."""

from book import TALK, Book
from vaultcheck import check_vault

FERRY = """\
Odalys Brennick  0:03
Morning Jory. How is the ferry doing since we last met?

Jory Vennet  0:09
Fine. The dock lease of Pelle Strandmark runs until 2029, that is in the contract with the harbour.

Odalys Brennick  0:15
Good. Can you send me the list by Friday?

Jory Vennet  0:19
Yes, I'll send the list by Friday. By the way, Pelle Strandmark works at Aro Ferries as head of the workshop.
"""
LATER = FERRY.replace("2029", "2027").replace("list", "plan")
PAGE = "People/Pelle Strandmark/Pelle Strandmark.md"


def two_meetings(book: Book) -> str:
    book.drop("Ferry 2026-03-12.txt", FERRY)
    book.drop("Ferry again 2026-04-16.txt", LATER)
    assert book("ingest").code == 0
    return (book.root / PAGE).read_text(encoding="utf-8")


def answer(book: Book, box: str) -> None:
    review = book.root / "Review.md"
    review.write_text(
        review.read_text(encoding="utf-8").replace("- [ ] [[Pelle", f"- [{box}] [[Pelle"), encoding="utf-8"
    )


def test_a_fact_told_twice_is_one_line_and_a_changed_one_is_asked(book: Book) -> None:
    """Both sources stand on the line; both values stand on the page, with a box that shows both passages."""
    book.drop(
        "Ferry once more 2026-03-26.txt", FERRY.replace("list", "invoice").replace("The dock", "As I said, the dock")
    )
    page = two_meetings(book)
    once = "- The dock lease of Pelle Strandmark runs until 2029, that is in the contract with the harbour."
    assert f"{once} [[2026-03-26 - Ferry once more|2026-03-26]] [[2026-03-12 - Ferry|2026-03-12]] ^mb-" in page
    assert page.count("- The dock lease") == 2
    review = (book.root / "Review.md").read_text(encoding="utf-8")
    assert "## Changed facts" in review
    assert "2029, that is in the contract with the harbour.” [[2026-03-12 - Ferry (source)#^u1|" in review
    assert "2027, that is in the contract with the harbour.” [[2026-04-16 - Ferry again (source)#^u1|" in review
    assert check_vault(book.root) == []


def test_a_ticked_box_strikes_the_older_line(book: Book) -> None:
    """It stays, struck and dated, with its own link; undo brings line and question back."""
    page = two_meetings(book)
    answer(book, "x")
    assert book("ingest").code == 0
    struck = (book.root / PAGE).read_text(encoding="utf-8")
    assert "- ~~The dock lease of Pelle Strandmark runs until 2029" in struck
    assert "[[2026-03-12 - Ferry|2026-03-12]] superseded [[2026-04-16 - Ferry again|2026-04-16]] ^mb-" in struck
    assert "Changed facts" not in (book.root / "Review.md").read_text(encoding="utf-8")
    assert check_vault(book.root) == []
    assert book("undo").code == 0
    assert (book.root / PAGE).read_text(encoding="utf-8") == page
    assert "Changed facts" in (book.root / "Review.md").read_text(encoding="utf-8")


def test_a_refused_question_leaves_both_and_is_not_asked_again(book: Book) -> None:
    """Also when both sources are read anew; a command answers as the box does."""
    page = two_meetings(book)
    review = (book.root / "Review.md").read_text(encoding="utf-8")
    asked = next(line for line in review.split("\n") if "strike" in line).rpartition("^")[2]
    assert book("reject", asked).code == 0
    assert book("ingest", "--again", *map(str, sorted(book.root.glob("Sources/**/*.txt")))).code == 0
    assert (book.root / PAGE).read_text(encoding="utf-8") == page
    assert "Changed facts" not in (book.root / "Review.md").read_text(encoding="utf-8")


def test_an_undone_source_takes_its_question_along(book: Book) -> None:
    """What only it told goes from the page and from the review file."""
    two_meetings(book)
    book("undo")
    page = (book.root / PAGE).read_text(encoding="utf-8")
    assert page.count("- The dock lease") == 1
    assert "Changed facts" not in (book.root / "Review.md").read_text(encoding="utf-8")
    assert check_vault(book.root) == []


def test_an_accepted_name_has_what_its_notes_told(book: Book) -> None:
    """The page is made with the facts that were known already."""
    talk = FERRY.replace("Pelle Strandmark", "Benno Aalto")
    book.drop("Ferry 2026-03-12.txt", talk)
    book.drop("Ferry again 2026-04-16.txt", talk.replace("list", "plan"))
    book("ingest")
    assert book("accept", "Benno Aalto").code == 0
    page = (book.root / "People/Benno Aalto/Benno Aalto.md").read_text(encoding="utf-8")
    assert page.count("- The dock lease of Benno Aalto runs until 2029") == 1
    assert "[[2026-04-16 - Ferry again|2026-04-16]] [[2026-03-12 - Ferry|2026-03-12]] ^mb-" in page
    assert check_vault(book.root) == []


CALL = """\
Odalys Brennick  0:03
Morning Pelle. Did you get the new phone for the workshop?

Pelle Strandmark  0:09
I did. My new number is +46 555 010 234, the old one is dead.

Odalys Brennick  0:15
Good, then I can call you about the ramp next week.
"""


def test_a_new_number_is_asked_and_set_when_ticked(book: Book) -> None:
    """The user's value stays until then, byte for byte beside it."""
    page = book.root / PAGE
    page.write_text(page.read_text(encoding="utf-8").replace("title:", "phone: '112'  # old\ntitle:"), encoding="utf-8")
    book.drop("Call 2026-03-12.txt", CALL)
    assert book("ingest").code == 0
    assert "phone: '112'  # old" in page.read_text(encoding="utf-8")
    review = (book.root / "Review.md").read_text(encoding="utf-8")
    assert "## Details\n\n- [ ] [[Pelle Strandmark]]: phone +46 555 010 234 (now: 112) [[2026-03-12 - " in review
    assert check_vault(book.root) == []
    answer(book, "x")
    book("ingest")
    assert 'phone: "+46 555 010 234"  # old' in page.read_text(encoding="utf-8")
    assert "Details" not in (book.root / "Review.md").read_text(encoding="utf-8")


def test_templates_of_the_users_own_lay_out_pages_and_notes(book: Book) -> None:
    """Later notes find their sections there; the note's lines stay the machine's."""
    folder = book.root / "Minutebook/templates"
    folder.mkdir(parents=True)
    (folder / "person.md").write_text(
        "---\nstatus: new\n---\n# {{ name }}\n\nMine.\n\n## Key Facts\n\n- none yet\n", encoding="utf-8"
    )
    (folder / "note.md").write_text(
        "---\n{{ frontmatter }}---\n{{ head|join('\n') }}\n{% for s in sections %}\n### {{ s.title }}\n\n{{ s.lines|join('\n') }}\n{% endfor %}\n\n{{ foot }}\n",
        encoding="utf-8",
    )
    talk = FERRY.replace("Pelle Strandmark", "Benno Aalto")
    book.drop("Ferry 2026-03-12.txt", talk)
    book.drop("Ferry again 2026-04-16.txt", talk.replace("list", "plan"))
    assert book("ingest").code == 0
    note = book.note("People/Jory Vennet/2026-03-12 - *.md").read_text(encoding="utf-8")
    assert "### Action Items\n\n- [?] " in note
    assert book("accept", "Benno Aalto", "Jory Vennet").code == 0
    page = (book.root / "People/Benno Aalto/Benno Aalto.md").read_text(encoding="utf-8")
    assert "status: new\nid: mb-" in page
    assert "Mine.\n\n## Key Facts\n\n- The dock lease of Benno Aalto" in page
    assert "read back" not in book("ingest").err


def test_a_broken_template_names_its_line_and_writes_nothing(book: Book) -> None:
    """The source stays in the Inbox; a page is not made by half."""
    folder = book.root / "Minutebook/templates"
    folder.mkdir(parents=True)
    (folder / "note.md").write_text("# {{ title }}\n{% for x in %}\n", encoding="utf-8")
    (folder / "person.md").write_text("# {{ name }}\n{{ nobody }}\n", encoding="utf-8")
    book.drop("Ferry 2026-03-12.txt", FERRY)
    before = book.files()
    done = book("ingest")
    assert done.code == 1
    assert "Minutebook/templates/note.md, line 2: " in done.err + done.out
    assert book.files() == before
    (folder / "note.md").unlink()
    book("ingest")
    before = book.files()
    refused = book("accept", "Jory Vennet")
    assert refused.code == 2
    assert "Minutebook/templates/person.md, line 2: 'nobody' is undefined" in refused.err
    assert book.files() == before


def test_a_forum_told_of_in_one_batch_is_as_of_its_last_meeting(book: Book) -> None:
    """Rhythm and members carry the newest link, although all meetings were read in one run of the command."""
    assert book("forums", "add", "Yard Council").code == 0
    for day in ("2026-03-03", "2026-03-10", "2026-03-17", "2026-03-24", "2026-03-31"):
        book.drop(f"Yard Council {day}.txt", FERRY.replace("list", f"plan {day[-2:]}"))
    assert book("ingest").code == 0
    page = (book.root / "Forums/Yard Council/Yard Council.md").read_text(encoding="utf-8")
    assert "- Weekly, mostly Tuesdays; 5 meetings since 2026-03-03 [[2026-03-31 - " in page
    assert "- Jory Vennet [[2026-03-31 - " in page
    assert check_vault(book.root) == []


def test_a_thin_page_is_filled_from_all_sources(book: Book) -> None:
    """Questions with the notes that they rest on; a ticked one is a line or a property, a struck one is not asked again."""
    for day in ("2026-03-03", "2026-03-10", "2026-03-17"):
        book.drop(f"Call {day}.txt", CALL.replace("ramp", f"ramp {day[-2:]}"))
    assert book("ingest").code == 0
    asked = book("enrich", "Pelle Strandmark")
    assert asked.code == 0
    assert "Met 3 times from 2026-03-03 to 2026-03-17, weekly, mostly Tuesdays. [[2026-03-17 - " in asked.out
    met = next(line for line in asked.out.split("\n") if "Met 3 times" in line).rpartition("^")[2]
    assert check_vault(book.root) == []
    assert book("accept", met).code == 0
    page = (book.root / PAGE).read_text(encoding="utf-8")
    facts = page.partition("## Key Facts")[2].partition("## Open Items")[0]
    assert "\n- Met 3 times from 2026-03-03 to 2026-03-17" in facts
    answer(book, "-")
    again = book("enrich", "Pelle Strandmark")
    assert "nothing that was not asked already" in again.out
    assert book("enrich", "Nobody at all").code == 2
    assert check_vault(book.root) == []


def test_a_page_of_ones_own_gets_the_query_of_open_items_once(book: Book) -> None:
    """With its first lines, in its own line endings; deleted it stays away; where it has such a section nothing is added."""
    page = book.root / "People/Pelle Strandmark/Pelle Strandmark.md"
    own = b"---\r\ntype: person\r\n---\r\n# Pelle Strandmark\r\n\r\nLikes boats.\r\n"
    page.write_bytes(own)
    book.drop("Pump 2026-03-12_otter_ai.txt")
    assert book("ingest").code == 0
    text = page.read_bytes()
    assert text.count(b"## Open Items\r\n\r\n```tasks\r\n") == 1
    assert text.count(b"\n") == text.count(b"\r\n")
    assert b"Likes boats.\r\n" in text
    assert book("undo").code == 0
    assert page.read_bytes() == own
    assert book("ingest", "--again", str(next((book.root / "Inbox").glob("Pump*")))).code == 0
    start = page.read_bytes().index(b"## Open Items")
    end = page.read_bytes().index(b"## Recent Context")
    page.write_bytes(page.read_bytes()[:start] + page.read_bytes()[end:])
    book.drop("Pump 2026-03-19_otter_ai.txt", TALK.replace("seal", "rope"))
    assert book("ingest").code == 0
    assert b"## Open Items" not in page.read_bytes()


def test_a_page_that_has_open_items_keeps_its_own(book: Book) -> None:
    """What stands under that heading is the user's."""
    page = book.root / "People/Pelle Strandmark/Pelle Strandmark.md"
    page.write_text("---\ntype: person\n---\n# Pelle Strandmark\n\n## Open items\n\n- mine\n", encoding="utf-8")
    book.drop("Pump 2026-03-12_otter_ai.txt")
    assert book("ingest").code == 0
    assert "```tasks" not in page.read_text(encoding="utf-8")
