"""Pages: made once, a dated line for each note, facts once, dates that never move back."""

from datetime import date, timedelta

import msgspec
import pytest

from minutebook.flow.outputs.note import note_changes
from minutebook.flow.outputs.page import concerned, new_page, page_changes
from minutebook.flow.outputs.sentence import pick_sentence
from minutebook.flow.review import read_back
from minutebook.model.entity import Entity, EntityType, Me
from minutebook.model.extraction import Participant
from shelf import Shelf
from talks import BRISK, FOLDERS, MAREK, ME, archived, composed, fact, linked, talk, understood
from vaultcheck import check_vault

PERSON = Entity(
    "mb-entity0001",
    EntityType.PERSON,
    "Marek Osei",
    aliases=("Marek",),
    emails=("marek@brisk.example",),
    organisation="Brisk Freight",
)
ACCOUNT = Entity("mb-entity0002", EntityType.ACCOUNT, "Brisk Freight")


def shelf_with_pages():
    shelf = Shelf()
    shelf.apply(
        [*new_page(PERSON, MAREK.path, FOLDERS, organisation_page=BRISK.path), *new_page(ACCOUNT, BRISK.path, FOLDERS)]
    )
    return shelf


def ingest(shelf, number, day, limit=30, **given):
    """A talk that is filed, with the lines that it brings to the pages concerned."""
    source = talk(f"mb-source{number:04}", day, f"Depot {number}")
    links = linked(understood(source, title=f"Depot {number}", **given), MAREK, BRISK)
    note, places = composed(
        source, links, taken={p.rsplit("/", 1)[-1].removesuffix(".md").casefold() for p in shelf.notes()}
    )
    shelf.apply([*archived(source, places), *note_changes(note)])
    return update(shelf, links, note, limit)


def update(shelf, links, note, limit=30):
    log = []
    for entity in concerned(links, ME):
        log += shelf.apply(
            page_changes(
                entity, links.extraction, note, shelf.text(entity.path), shelf.records(entity.path), limit=limit
            )
        )
    return log


def test_a_page_as_it_is_made(tmp_path):
    """Frontmatter without empty keys, a title, and the query of what the person owes and is owed."""
    shelf = shelf_with_pages()
    text = shelf.text(MAREK.path)
    assert text.startswith(
        "---\nid: mb-entity0001\ntype: person\ntitle: Marek Osei\naliases: [Marek]\nemail: marek@brisk.example\n"
        'organisation: "[[Brisk Freight]]"\ntags: [type/person]\n---\n\n# Marek Osei\n\n## Open Items\n\n```tasks\n'
    )
    assert check_vault(shelf.write(tmp_path)) == []


def test_a_note_leaves_its_lines(tmp_path):
    """Context with the sentence that names the entity, the facts about it, the date of contact."""
    shelf = shelf_with_pages()
    ingest(shelf, 1, date(2026, 3, 12))
    person, account = shelf.text(MAREK.path), shelf.text(BRISK.path)
    link = "[[2026-03-12 - Depot 1|2026-03-12]]"
    assert f"- {link} Marek Osei moved the depot to the canal. ^mb-" in person
    assert f"- {link} Brisk Freight pays for the ramp. ^mb-" in account
    assert f"## Key Facts\n\n- Marek prefers mornings. {link} ^mb-" in person
    assert "renews" not in person
    assert "last_contact: 2026-03-12" in person
    assert "last_contact" not in account
    assert check_vault(shelf.write(tmp_path)) == []


def test_the_owner_has_no_line():
    """The owner's own page is not concerned by the owner's own talks."""
    source = talk()
    links = linked(
        understood(source),
        MAREK,
        BRISK,
        msgspec.structs.replace(MAREK, name="Tove Lindahl", entity_id="mb-me", path="x.md"),
    )
    assert [r.name for r in concerned(links, ME)] == ["Marek Osei", "Brisk Freight"]
    assert "Tove Lindahl" in [r.name for r in concerned(links, Me())]


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_lines_stand_newest_first_whatever_comes_first(order):
    """A late old talk takes its place below, and does not move the last contact back."""
    shelf = shelf_with_pages()
    for number in order:
        ingest(shelf, number, date(2026, 3, 10 + number))
    days = [line[: line.index("]]")][-10:] for line in shelf.text(MAREK.path).split("\n") if "Marek Osei moved" in line]
    assert days == ["2026-03-13", "2026-03-12", "2026-03-11"]
    assert "last_contact: 2026-03-13" in shelf.text(MAREK.path)


def test_older_lines_fold(tmp_path):
    """Only so many stand open; the others are kept in a folded callout, in order, and none is lost."""
    shelf = shelf_with_pages()
    for number in range(1, 7):
        ingest(shelf, number, date(2026, 3, 1) + timedelta(days=number), limit=3)
    text = shelf.text(MAREK.path)
    recent, _, earlier = text.partition("## Earlier Context\n\n> [!note]- Earlier\n")
    assert [f"2026-03-0{n}" in recent.partition("## Recent Context")[2] for n in range(2, 8)] == [False] * 3 + [
        True
    ] * 3
    assert [line[:40] for line in earlier.strip().split("\n")] == [
        f"> - [[2026-03-0{n} - Depot {n - 1}|2026-03-0{n}]] "[:40] for n in (4, 3, 2)
    ]
    assert check_vault(shelf.write(tmp_path)) == []


def test_a_folded_line_follows_its_note():
    """Also where it is folded it says what the longer talk says."""
    shelf = shelf_with_pages()
    for number in (1, 2):
        ingest(shelf, number, date(2026, 3, number), limit=1)
    source = talk("mb-source0001", date(2026, 3, 1), "Depot 1")
    links = linked(understood(source, title="Depot 1", summary="Marek Osei sold the whole depot."), MAREK)
    update(shelf, links, composed(source, links)[0], limit=1)
    assert "> - [[2026-03-01 - Depot 1|2026-03-01]] Marek Osei sold the whole depot. ^mb-" in shelf.text(MAREK.path)


def test_the_same_again_changes_nothing():
    """A second time the same lines are there already."""
    shelf = shelf_with_pages()
    ingest(shelf, 1, date(2026, 3, 12))
    before = dict(shelf.files)
    source = talk("mb-source0001", date(2026, 3, 12), "Depot 1")
    links = linked(understood(source, title="Depot 1"), MAREK, BRISK)
    update(shelf, links, composed(source, links)[0])
    assert shelf.files == before


def test_a_fact_is_stated_once():
    """A restatement joins the line that states it, newest source first; another value is a line of its own, the newest on top."""
    shelf = shelf_with_pages()
    for number, day, words in (
        (1, 12, "Marek prefers mornings."),
        (2, 20, "marek prefers mornings"),
        (3, 15, "Marek prefers mornings!"),
        (4, 21, "Marek prefers evenings."),
    ):
        source = talk(f"mb-source{number:04}", date(2026, 3, day), f"Depot {number}")
        ingest(shelf, number, date(2026, 3, day), facts=(fact(source, 9, words, "Marek Osei"),))
    facts = [line for line in shelf.text(MAREK.path).split("\n") if "prefers" in line]
    assert [line.rpartition(" ^")[0] for line in facts] == [
        "- Marek prefers evenings. [[2026-03-21 - Depot 4|2026-03-21]]",
        (
            "- Marek prefers mornings. [[2026-03-20 - Depot 2|2026-03-20]] [[2026-03-15 - Depot 3|2026-03-15]]"
            " [[2026-03-12 - Depot 1|2026-03-12]]"
        ),
    ]


def test_what_the_user_did_to_a_page_stays():
    """Edited and deleted lines, own words and odd frontmatter survive the next talk."""
    shelf = shelf_with_pages()
    ingest(shelf, 1, date(2026, 3, 12))
    shelf.edit(MAREK.path, "Marek prefers mornings.", "Marek prefers mornings, never Mondays.")
    shelf.edit(MAREK.path, "title: Marek Osei\n", "title:   Marek Osei  # short\nmine: {a: [1, 2]}\n")
    line = next(line for line in shelf.text(MAREK.path).split("\n") if "moved the depot" in line)
    shelf.edit(MAREK.path, line + "\n", "My own words.\n")
    shelf.apply(read_back(shelf.notes(), shelf.records()).changes)
    before = shelf.text(MAREK.path)
    source = talk("mb-source0001", date(2026, 3, 12), "Depot 1")
    links = linked(understood(source, title="Depot 1", summary="Marek Osei left."), MAREK)
    update(shelf, links, composed(source, links)[0])
    assert shelf.text(MAREK.path) == before


def test_a_broken_page_is_left_alone():
    """Nothing is written to it, and the log says why."""
    shelf = shelf_with_pages()
    shelf.edit(MAREK.path, "type: person", "type: person\n\tbad: x")
    before = shelf.files[MAREK.path]
    log = ingest(shelf, 1, date(2026, 3, 12))
    assert shelf.files[MAREK.path] == before
    assert log[0].startswith(f"{MAREK.path}: left alone: its frontmatter is not valid YAML")


def test_a_talk_about_somebody_is_no_contact():
    """Only those present, and the subject, were met."""
    shelf = shelf_with_pages()
    ingest(shelf, 1, date(2026, 3, 12), subject=None, participants=(Participant("Tove Lindahl"),))
    assert "last_contact" not in shelf.text(MAREK.path)


@pytest.mark.parametrize(
    ("summary", "sentence"),
    [
        ("We met. Marek Osei left for the yard. Marek stayed.", "Marek Osei left for the yard."),
        ("We met at 3 p.m. sharp. Marek counted the pallets.", "Marek counted the pallets."),
        ("About Marek Osei. All left.", "Then Marek Osei wrote the letter."),
        ("Next: Ines to call; Marek to order twelve bolts; Ines to pay.", "Marek to order twelve bolts."),
        (
            "Next: Marek to order twelve bolts; Ines to pay; Marek to wait.",
            "Marek to order twelve bolts; Marek to wait.",
        ),
        ("We met. All left.", "Then Marek Osei wrote the letter."),
        ("", "Then Marek Osei wrote the letter."),
    ],
)
def test_a_sentence_about_somebody(summary, sentence):
    """One that names them and says something; of a list of clauses only theirs."""
    assert (
        pick_sentence(summary, ["No name here at all.", "Then Marek Osei wrote the letter."], "Marek Osei") == sentence
    )


def test_of_whom_a_note_only_mentions_its_first_sentence_says_nothing():
    """Of those who were there, and of what the note is about, it does."""
    told = "The two of them parked beside the boathouse at six. The keel is mended."
    assert pick_sentence(told, [], "Marek Osei", concerned=False) == ""
    assert pick_sentence(told, [], "Marek Osei") == "The two of them parked beside the boathouse at six."
    assert (
        pick_sentence(f"{told} Marek mended it alone.", [], "Marek Osei", concerned=False) == "Marek mended it alone."
    )


@pytest.mark.parametrize(
    ("summary", "sentence"),
    [
        (
            "Garden, 80 euros, Marek Osei: the yard went; Marek Osei is based.",
            "Marek Osei is based in Graz for a year.",
        ),
        ("70 pallets: Marek Osei visited the shed.", "Marek Osei visited the shed."),
        ("The price went up; Marek Osei counted the till.", "Marek Osei counted the till."),
        ("Ines Vork: Marek Osei is based.", "Marek Osei is based in Graz for a year."),
        ("Next: Marek Osei to call Ines.", "Next: Marek Osei to call Ines."),
        ("Garden, Marek Osei: the yard is closed; all left.", "Garden, Marek Osei: the yard is closed."),
    ],
)
def test_a_clause_that_the_summary_cut_short_is_told_in_full(summary, sentence):
    """As the one fact says it that begins so, and without the topics before it; two that begin alike tell nothing."""
    items = [
        "Marek Osei is based in Graz for a year.",
        "Marek Osei counted the till on Monday.",
        "Marek Osei counted the till on Friday.",
    ]
    assert pick_sentence(summary, items, "Marek Osei") == sentence


def test_a_sentence_where_nobody_is_named():
    """The first that says something, or the summary's first, or none; never longer than two lines."""
    long = "Something was said of all that was there; " + "and more of it; " * 30
    assert (
        pick_sentence("About yards. We met and left and came back again.", [], "Marek Osei")
        == "We met and left and came back again."
    )
    assert pick_sentence("About yards.", ["The gate of the yard is painted red."], "Marek Osei").startswith("The gate")
    assert pick_sentence(long, [], "Marek Osei").endswith("and more of it.")
    assert len(pick_sentence("word " * 99, [], "Marek Osei")) <= 241
    assert pick_sentence("We met. All left.", [], "Marek Osei") == "We met."
    assert pick_sentence("About Marek Osei.", [], "Marek Osei") == "About Marek Osei."
    assert pick_sentence("", [], "Marek Osei") == ""
