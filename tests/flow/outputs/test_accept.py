"""Accepting an entity makes its page and links its name in place."""

from datetime import date

import pytest

from minutebook.flow.outputs.accept import accept_changes
from minutebook.flow.outputs.note import format_note, note_changes
from minutebook.flow.review import read_back
from minutebook.model.entity import Entity, EntityType
from minutebook.model.extraction import Participant
from shelf import Shelf
from talks import FOLDERS, archived, composed, linked, talk, task, understood
from vaultcheck import check_vault

PAGE = "People/Ines Haddad/Ines Haddad.md"
INES = Entity("mb-entity0009", EntityType.PERSON, "Ines Haddad")


def shelf_of(days=(date(2026, 3, 12),), **given):
    shelf = Shelf()
    notes = []
    for number, day in enumerate(days):
        source = talk(f"mb-source{number:04}", day, f"Depot {number}")
        note, places = composed(source, linked(understood(source, title=f"Depot {number}", **given)))
        shelf.apply([*archived(source, places), *note_changes(note)])
        notes.append(note)
    return shelf, notes


def accept(shelf, entity=INES, page=PAGE):
    notes = {p: t for p, t in shelf.notes().items() if not p.startswith("Sources/")}
    return shelf.apply(accept_changes(entity, page, notes, shelf.records(), FOLDERS, limit=30))


def test_names_become_links_in_place(tmp_path):
    """In frontmatter, head, ``for`` and the first mention; nothing else of the note changes."""
    source = talk()
    tasks = (
        task(source, 5, "Book the van", owner="Ines Haddad", owed_to="Marek Osei"),
        task(source, 6, "Call Ines Haddad", owed_to="Ines Haddad"),
    )
    shelf, (note,) = shelf_of(
        participants=(Participant("Tove Lindahl"), Participant("Ines Haddad")),
        mentioned=(),
        summary="Ines Haddad left early. Ines Haddad came back.",
        tasks=tasks,
    )
    before = shelf.text(note.path)
    accept(shelf)
    expected = (
        before.replace("  - Ines Haddad\n", '  - "[[Ines Haddad]]"\n')
        .replace("**With**: Marek Osei, Ines Haddad", "**With**: Marek Osei, [[Ines Haddad]]")
        .replace("\nInes Haddad left", "\n[[Ines Haddad]] left")
    )
    assert shelf.text(note.path) == expected
    assert "last_contact: 2026-03-12" in shelf.text(PAGE)
    assert "[[2026-03-12 - Depot 0|2026-03-12]] Ines Haddad left early. ^mb-" in shelf.text(PAGE)
    assert shelf.entities()[0].state == "accepted"
    assert check_vault(shelf.write(tmp_path)) == []


def test_to_whom_it_is_owed_is_linked():
    """The name after ``for`` becomes a link, and the line stays the machine's."""
    shelf, (note,) = shelf_of()
    accept(shelf)
    assert "Book the van for [[Ines Haddad]] @Marek Osei" in shelf.text(note.path)
    assert read_back(shelf.notes(), shelf.records()).changes == ()


def test_a_note_reads_as_if_the_page_had_been_there():
    """Linking in place gives what composing with the page gives."""
    from talks import MAREK

    shelf, (note,) = shelf_of()
    accept(shelf, Entity(MAREK.entity_id, EntityType.PERSON, "Marek Osei"), MAREK.path)
    source = talk("mb-source0000", date(2026, 3, 12), "Depot 0")
    assert shelf.text(note.path) == format_note(composed(source, linked(understood(source, title="Depot 0"), MAREK))[0])


def test_lines_of_the_users_stay():
    """An edited value, an edited line and the user's own words keep the plain name."""
    shelf, (note,) = shelf_of()
    shelf.edit(note.path, "  - Ines Haddad", "  - Ines Haddad\n  - Somebody")
    shelf.edit(note.path, "Book the van for Ines", "Book two vans for Ines")
    shelf.edit(note.path, "## Decisions", "Ask Ines Haddad.\n\n## Decisions")
    shelf.apply(read_back(shelf.notes(), shelf.records()).changes)
    before = shelf.text(note.path)
    accept(shelf)
    assert shelf.text(note.path) == before
    assert PAGE in shelf.files


def test_an_accepted_task_is_linked_too():
    """A ticked box is an answer, not an edit."""
    shelf, (note,) = shelf_of()
    shelf.edit(note.path, "- [?] Book", "- [ ] Book")
    accept(shelf)
    assert "- [ ] Book the van for [[Ines Haddad]]" in shelf.text(note.path)


def test_a_page_lists_its_notes_newest_first(tmp_path):
    """Whatever their order, and links to all of them resolve."""
    shelf, _ = shelf_of([date(2026, 3, 12), date(2026, 3, 20), date(2026, 1, 2)])
    accept(shelf)
    days = [line[: line.index("]]")][-10:] for line in shelf.text(PAGE).split("\n") if line.startswith("- [[")]
    assert days == ["2026-03-20", "2026-03-12", "2026-01-02"]
    assert "last_contact" not in shelf.text(PAGE)
    assert check_vault(shelf.write(tmp_path)) == []


def test_notes_that_are_not_ours_are_left():
    """A note without records, one that cannot be parsed, one that does not name the entity."""
    shelf, (note,) = shelf_of()
    shelf.files["Journal/Mine.md"] = b"Ines Haddad called.\n"
    shelf.files["Journal/Other.md"] = shelf.text(note.path).replace("Ines Haddad", "Somebody").encode()
    shelf.edit(note.path, "type: people", "type: people\ntype: x")
    before = {path: shelf.files[path] for path in (note.path, "Journal/Mine.md", "Journal/Other.md")}
    accept(shelf)
    assert {path: shelf.files[path] for path in before} == before
    assert "Recent Context" not in shelf.text(PAGE)


def test_an_organisation_with_a_page_is_linked():
    """Else it stands as text."""
    entity = Entity("mb-entity0009", EntityType.PERSON, "Ines Haddad", organisation="Canal [Yards]", role="Lead: ops")
    for page, line in (
        ("Accounts/Canal Yards/Canal Yards.md", '"[[Canal Yards|Canal (Yards)]]"'),
        (None, "Canal (Yards)"),
    ):
        shelf = Shelf()
        shelf.apply(accept_changes(entity, PAGE, {}, [], FOLDERS, limit=30, organisation_page=page))
        assert f'organisation: {line}\nrole: "Lead: ops"\n' in shelf.text(PAGE)


@pytest.mark.parametrize("name", ['Eve "]] | <b>#1', "C++ [x]", "A_b*c", "Ines (Haddad)", "مرحبا بالعالم", "x" * 200])
def test_names_with_anything_in_them(tmp_path, name):
    """The link resolves, whatever the page may be called."""
    from minutebook.flow.outputs.filing import place_page

    shelf, (note,) = shelf_of(
        participants=(Participant("Tove Lindahl"), Participant(name)), mentioned=(), summary=f"Here {name} spoke."
    )
    entity = Entity("mb-entity0009", EntityType.PERSON, name)
    path = place_page(entity, FOLDERS, "", set(), lambda path: False)
    accept(shelf, entity, path)
    assert shelf.text(note.path).count(f"[[{path.rsplit('/', 1)[1][:-3]}") == 3
    assert check_vault(shelf.write(tmp_path)) == []
