"""The overviews: queries by status, and a box for each name that waits."""

import re

from minutebook.flow.outputs.dashboard import REVIEW_PATH, TASKS_PATH, review_changes, tasks_file
from minutebook.flow.outputs.query import entity_query
from minutebook.flow.review import read_back
from minutebook.model.change import NewFile
from minutebook.model.entity import EntityType
from minutebook.model.record import EntityRecord
from minutebook.settings import Folders
from shelf import Shelf
from talks import FOLDERS
from vaultcheck import check_vault

INES = EntityRecord(id="mb-entity0001", entity=EntityType.PERSON, name="Ines Haddad", state="proposed")
YARDS = EntityRecord(
    id="mb-entity0002", entity=EntityType.ACCOUNT, name="Canal *Yards*", state="proposed", partner=True
)
SEEN = {INES.id: ["Journal/A.md", "Journal/B.md", "Journal/C.md", "Journal/D.md"]}


def review(shelf, *proposed, seen=SEEN):
    text = shelf.text(REVIEW_PATH) if REVIEW_PATH in shelf.files else None
    return shelf.apply(review_changes(proposed, seen, text, shelf.records(REVIEW_PATH)))


def shelf_with_notes():
    return Shelf({f"Journal/{stem}.md": b"x\n" for stem in "ABCD"})


def owners(query, lines):
    (pattern,) = re.findall(r"description regex matches /(.*)/u", query)
    return [bool(re.search(pattern, line)) for line in lines]


def test_the_dashboard_holds_queries_only(tmp_path):
    """Each section is one query that leaves sources and the Inbox out; what is proposed is only where it is asked for."""
    shelf = Shelf()
    shelf.apply([tasks_file(FOLDERS)])
    sections = shelf.text(TASKS_PATH).split("\n## ")[1:]
    assert len(sections) == 5
    for section in sections:
        assert re.fullmatch(r"[A-Z][a-z ]+\n\n```tasks\n[^`]+\n```\n*", section)
        assert r"path regex does not match /^((Sources|Inbox)\/|Review\.md$)/u" in section
        assert ('symbol === "?"' in section) != ('!"?R".includes' in section)
    assert check_vault(shelf.write(tmp_path)) == []


def test_folders_of_the_settings_are_left_out():
    """Whatever they are called."""
    query = entity_query(EntityType.PERSON, "A", "People/A", Folders(sources="In (all)/src", inbox="Drop.box"))
    assert r"/^((In \(all\)\/src|Drop\.box)\/|" in query


def test_a_person_owes_and_is_owed():
    """Exactly their name: as owner, and after ``for`` with and without link; no longer name that begins with it."""
    query = entity_query(EntityType.PERSON, "Ana (Lee)", "People/Ana (Lee)", FOLDERS)
    lines = [
        "Do it @Ana (Lee) [[S#^u1|0:01]] #task",
        "Do it for [[Ana (Lee)]] @Bo [[S#^u1|0:01]]",
        "Do it for [[People/Ana/README|Ana (Lee)]] [[S#^u1|0:01]]",
        "Do it for Ana (Lee) @Bo [[S#^u1|0:01]]",
        "My own @Ana (Lee)",
        "Do it @Ana (Lee) Novak [[S#^u1|0:01]]",
        "Ask Ana (Lee) about it @Bo [[S#^u1|0:01]]",
    ]
    assert owners(query, lines) == [True] * 5 + [False] * 2


def test_a_query_cannot_be_broken_by_a_name():
    """Quotes, braces of placeholders, slashes and line breaks stay inside their string."""
    query = entity_query(EntityType.PROJECT, 'A "b" {{query.file.path}}', "Projects/A {{x}}", FOLDERS)
    assert "{{" not in query
    assert r"A \"b\" \u007b" in query
    assert len(query.split("\n")) == len(entity_query(EntityType.PROJECT, "A", "Projects/A", FOLDERS).split("\n"))


def test_proposed_names_have_a_box_each(tmp_path):
    """With the notes that name them; nothing is written where nothing is proposed."""
    shelf = shelf_with_notes()
    review(shelf)
    assert REVIEW_PATH not in shelf.files
    review(shelf, INES, YARDS)
    text = shelf.text(REVIEW_PATH)
    assert "- [ ] Create partner **Canal ∗Yards∗** ^mb-entity0002\n" in text
    assert "- [ ] Create person **Ines Haddad** – seen in [[A]], [[B]], [[C]] and 1 more ^mb-entity0001\n" in text
    assert check_vault(shelf.write(tmp_path)) == []


def test_a_ticked_box_is_an_answer(tmp_path):
    """Tick: accepted; struck out: never. Then the line goes, and what else stands in the file stays."""
    shelf = shelf_with_notes()
    review(shelf, INES, YARDS)
    shelf.edit(REVIEW_PATH, "[ ] Create person", "[x] Create person")
    shelf.edit(REVIEW_PATH, "[ ] Create partner", "[-] Create partner")
    shelf.edit(REVIEW_PATH, "# Review\n", "# Review\n\nMine.\n")
    ticked = shelf.text(REVIEW_PATH)
    for _ in range(2):  # an answer stands until it was acted on
        back = read_back(shelf.notes(), shelf.records())
        assert (back.accepted, back.never) == (("mb-entity0001",), ("mb-entity0002",))
        assert {a.words for a in back.answers} == {"Create person Ines Haddad", "Create partner Canal ∗Yards∗"}
        shelf.apply(back.changes)
        review(shelf, INES, YARDS)
        assert shelf.text(REVIEW_PATH) == ticked
    review(shelf)
    assert shelf.text(REVIEW_PATH).startswith("# Review\n\nMine.\n\nTick")
    assert "mb-" not in shelf.text(REVIEW_PATH)
    assert "## " not in shelf.text(REVIEW_PATH)
    assert check_vault(shelf.write(tmp_path)) == []
    review(shelf, YARDS)
    assert "## New names\n\n- [ ] Create partner" in shelf.text(REVIEW_PATH)


def test_a_box_that_was_deleted_stays_away():
    """Until the entity is proposed no more, and again."""
    shelf = shelf_with_notes()
    review(shelf, INES, YARDS)
    line = next(line for line in shelf.text(REVIEW_PATH).split("\n") if "Ines" in line)
    shelf.edit(REVIEW_PATH, line + "\n", "")
    shelf.apply(read_back(shelf.notes(), shelf.records()).changes)
    review(shelf, INES, YARDS)
    assert "Ines" not in shelf.text(REVIEW_PATH)


def test_more_notes_are_added_to_a_line_that_waits():
    """While its box is untouched."""
    shelf = shelf_with_notes()
    review(shelf, INES, seen={INES.id: ["Journal/A.md"]})
    review(shelf, INES)
    assert "seen in [[A]], [[B]], [[C]] and 1 more" in shelf.text(REVIEW_PATH)


def test_an_own_review_file_is_kept():
    """A file of that name that was there before gets a section."""
    shelf = Shelf({REVIEW_PATH: b"My reviews\r\n"})
    review(shelf, YARDS)
    assert shelf.files[REVIEW_PATH].startswith(b"My reviews\r\n\r\n## New names\r\n\r\n- [ ] Create partner")
    assert isinstance(tasks_file(FOLDERS), NewFile)
