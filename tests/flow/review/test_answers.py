"""Answers read back from the vault, and given as a command."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.flow.outputs.note import note_changes
from minutebook.flow.review import Outcome, decide, never_changes, read_back
from minutebook.model.entity import Entity, EntityType
from minutebook.model.record import LineKind
from shelf import Shelf
from talks import MAREK, ME, archived, composed, linked, talk, understood
from tasksplugin import problems_of


def shelf_of_one():
    source = talk()
    shelf = Shelf()
    note, places = composed(source, linked(understood(source), MAREK), ME)
    shelf.apply([*archived(source, places), *note_changes(note)])
    return shelf, note


def back(shelf, notes=None):
    found = read_back(shelf.notes() if notes is None else notes, shelf.records())
    shelf.apply(found.changes)
    return found


def line_of(shelf, path, words):
    return next(line for line in shelf.text(path).split("\n") if words in line)


def test_nothing_happened():
    """A vault that nobody touched gives no change and no answer."""
    shelf, _ = shelf_of_one()
    found = back(shelf)
    assert found == type(found)((), ())


@pytest.mark.parametrize(
    ("box", "outcome"),
    [
        (" ", Outcome.ACCEPTED),
        ("/", Outcome.ACCEPTED),
        ("!", Outcome.ACCEPTED),
        ("x", Outcome.DONE),
        ("-", Outcome.CANCELLED),
        ("R", Outcome.REJECTED),
    ],
)
def test_a_box_is_an_answer(box, outcome):
    """It is told once; of the line only the ``#proposed`` tag goes, even where the plugin added a date."""
    shelf, note = shelf_of_one()
    before = line_of(shelf, note.path, "Book the van")
    ticked = before.replace("[?]", f"[{box}]").replace(" ^mb-", " ✅ 2026-03-15 ^mb-" if box == "x" else " ^mb-")
    shelf.edit(note.path, before, ticked)
    kept = shelf.text(note.path)
    (answer,) = back(shelf).answers
    assert (answer.outcome, answer.kind, answer.words) == (outcome, LineKind.TASK, "Book the van for Ines Haddad")
    assert shelf.text(note.path) == kept.replace(ticked, ticked.replace(" #proposed", ""))
    assert problems_of(line_of(shelf, note.path, "Book the van")) == []
    assert back(shelf).answers == ()


def test_edited_words_make_the_line_the_users():
    """The id and the tag stay the machine's: the tag goes when the box is answered."""
    shelf, note = shelf_of_one()
    shelf.edit(note.path, "Book the van", "Book *two*  vans")
    (answer,) = back(shelf).answers
    assert answer.outcome is Outcome.EDITED
    (record,) = [r for r in shelf.records() if r.id == answer.id]
    assert record.owned
    assert "#proposed" in line_of(shelf, note.path, "Book")
    shelf.edit(note.path, "[?] Book", "[ ] Book")
    (answer,) = back(shelf).answers
    assert answer.outcome is Outcome.ACCEPTED
    assert "Book *two*  vans" in shelf.text(note.path)
    assert "#proposed" not in line_of(shelf, note.path, "Book")


@given(st.sampled_from(["space", "order", "marker", "indent", "crlf"]))
def test_what_is_no_edit(kind):
    """Spaces, the order of signifiers, another list mark, indentation, line endings."""
    shelf, note = shelf_of_one()
    line = line_of(shelf, note.path, "Send the")
    changed = {
        "space": line.replace("Send the", "Send  the") + "  ",
        "order": line.replace("⏫ 📅 2026-03-16", "📅 2026-03-16 ⏫"),
        "marker": "*" + line[1:],
        "indent": "\t" + line,
        "crlf": line + "\r",
    }[kind]
    shelf.edit(note.path, line, changed)
    assert back(shelf).answers == ()


@pytest.mark.parametrize(
    "words", ["Book the van", "Two depots", "Marek prefers", "Who signs", "moved the depot", "**With**"]
)
def test_a_deleted_line_is_told_once(words):
    """Every kind of line; its record says that it does not come back."""
    shelf, note = shelf_of_one()
    shelf.edit(note.path, line_of(shelf, note.path, words) + "\n", "")
    (answer,) = back(shelf).answers
    assert answer.outcome is Outcome.DELETED
    assert [r.deleted for r in shelf.records() if r.id == answer.id] == [True]
    assert back(shelf).answers == ()


def test_a_line_put_back_is_known_again():
    """Undone in the editor, or pasted elsewhere a day later: its box is read as before."""
    for path in ("People/Marek Osei/2026-03-12 - Depot plan.md", "Journal/Mine.md"):
        shelf, note = shelf_of_one()
        shelf.files["Journal/Mine.md"] = b"# Mine\n"
        line = line_of(shelf, note.path, "Book the van")
        shelf.edit(note.path, line + "\n", "")
        back(shelf)
        shelf.files[path] += f"\n{line.replace('[?]', '[ ]')}\n".encode()
        assert Outcome.ACCEPTED in [a.outcome for a in back(shelf).answers]
        assert "#proposed" not in line_of(shelf, path, "Book the van")
        assert back(shelf).changes == ()


@pytest.mark.parametrize("words", ["Two depots", "Marek prefers", "Who signs", "moved the depot"])
def test_an_edited_line_without_id_is_found_by_its_passage(words):
    """Decisions, facts and questions by the link, the summary by its section."""
    shelf, note = shelf_of_one()
    shelf.edit(note.path, words, "Quite other words")
    (answer,) = back(shelf).answers
    assert answer.outcome is Outcome.EDITED


def test_a_line_moved_to_another_note_is_found():
    """By its id; its answer too."""
    shelf, note = shelf_of_one()
    line = line_of(shelf, note.path, "Book the van")
    shelf.edit(note.path, line + "\n", "")
    shelf.files["Journal/Mine.md"] = f"Mine\n\n{line.replace('[?]', '[ ]')}\n".encode()
    outcomes = [a.outcome for a in back(shelf).answers]
    assert outcomes == [Outcome.MOVED, Outcome.ACCEPTED]
    assert "#proposed" not in shelf.text("Journal/Mine.md")
    assert {r.path for r in shelf.records() if r.digest and r.kind is LineKind.TASK} == {note.path, "Journal/Mine.md"}


def test_a_moved_note_takes_its_lines_along():
    """It is found by its frontmatter's id, and nothing counts as deleted."""
    shelf, note = shelf_of_one()
    shelf.files["Archive/Renamed.md"] = shelf.files.pop(note.path)
    found = back(shelf, {**shelf.notes(), note.path: None})
    assert [(a.outcome, a.kind, a.path) for a in found.answers] == [
        (Outcome.MOVED, LineKind.NOTE, "Archive/Renamed.md")
    ]
    assert {r.path for r in shelf.records()} == {"Archive/Renamed.md"}
    assert back(shelf).answers == ()


def test_a_deleted_note_takes_its_lines_with_it():
    """It is told once, and none of them comes back."""
    shelf, note = shelf_of_one()
    del shelf.files[note.path]
    found = back(shelf, {**shelf.notes(), note.path: None})
    assert [(a.outcome, a.words) for a in found.answers] == [(Outcome.DELETED, "2026-03-12 - Depot plan")]
    assert all(r.deleted for r in shelf.records())


def test_notes_that_are_not_given_stand_as_they_did():
    """Only what changed need be looked at."""
    shelf, note = shelf_of_one()
    shelf.edit(note.path, "[?] Book", "[ ] Book")
    assert back(shelf, {"Journal/Other.md": "x"}).changes == ()


def test_a_changed_field_is_the_users():
    """And one that was taken out does not come back; a broken block is not judged."""
    shelf, note = shelf_of_one()
    shelf.edit(note.path, "title: Depot plan\n", "title: Mine\n")
    shelf.edit(note.path, "mentioned:\n  - Brisk Freight\n  - Ines Haddad\n", "")
    back(shelf)
    fields = {r.anchor: r for r in shelf.records() if r.kind is LineKind.FIELD}
    assert [fields["title"].owned, fields["mentioned"].deleted, fields["date"].owned] == [True, True, False]
    shelf.edit(note.path, "type: people", "type: people\ntype: x")
    assert back(shelf).changes == ()


@pytest.mark.parametrize(("verdict", "box"), [("accept", " "), ("reject", "R")])
def test_a_command_does_what_a_click_does(verdict, box):
    """The box and the tag of the lines that were named; nothing is left to read back."""
    shelf, note = shelf_of_one()
    ids = [r.id for r in shelf.records() if r.kind is LineKind.TASK]
    before = shelf.text(note.path)
    shelf.apply(decide(ids, verdict, shelf.notes(), shelf.records()))
    assert shelf.text(note.path) == before.replace("[?]", f"[{box}]").replace(" #proposed", "")
    assert back(shelf).changes == ()
    assert decide(ids, verdict, shelf.notes(), shelf.records()) == ()


def test_an_edited_proposal_can_be_accepted():
    """The words stay as the user wrote them."""
    shelf, note = shelf_of_one()
    shelf.edit(note.path, "Book the van", "Book two vans")
    (record,) = [r for r in shelf.records() if f"^{r.id}" in line_of(shelf, note.path, "Book")]
    shelf.apply(decide([record.id], "accept", shelf.notes(), shelf.records()))
    assert line_of(shelf, note.path, "Book").startswith("- [ ] Book two vans for")


def test_never_is_recorded():
    """An entity that was refused is kept with all that is known of it."""
    shelf = Shelf()
    shelf.apply(never_changes(Entity("mb-entity0001", EntityType.PERSON, "Ines Haddad", emails=("i@x.example",))))
    assert [(e.state, e.emails) for e in shelf.entities()] == [("never", ("i@x.example",))]


def test_dates_are_no_surprise():
    """The fixture's task has the date that its line shows."""
    shelf, note = shelf_of_one()
    assert str(date(2026, 3, 16)) in line_of(shelf, note.path, "Send the")
