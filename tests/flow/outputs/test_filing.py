"""Where notes, pages and sources go."""

from datetime import date

import msgspec
import pytest

from minutebook.flow.outputs.filing import entity_folder, place_note, place_page, place_source, place_twin
from minutebook.model.entity import Entity, EntityType
from minutebook.model.extraction import NoteType, Subject
from minutebook.model.source import SourceKind
from talks import BRISK, FOLDERS, MAREK, linked, talk, understood


def nowhere(path):
    return False


@pytest.mark.parametrize(
    ("kind", "subject", "folder"),
    [
        (NoteType.PEOPLE, Subject(EntityType.PERSON, "Ines Haddad"), "People/Ines Haddad"),
        (NoteType.CUSTOMER, Subject(EntityType.ACCOUNT, "Brisk: Freight"), "Accounts/Brisk - Freight"),
        (NoteType.PARTNERS, Subject(EntityType.ACCOUNT, "Canal Yards"), "Accounts/Canal Yards"),
        (NoteType.PROJECTS, Subject(EntityType.PROJECT, "Ramp"), "Projects/Ramp"),
        (NoteType.ROB, Subject(EntityType.FORUM, "Monday round"), "Forums/Monday round"),
        (NoteType.CUSTOMER, Subject(EntityType.PERSON, "Ines Haddad"), "People/Ines Haddad"),
        (NoteType.JOURNAL, Subject(EntityType.PERSON, "Ines Haddad"), "Journal"),
        (NoteType.TRAVEL, None, "Travel"),
        (NoteType.PEOPLE, None, "People"),
    ],
)
def test_a_note_lies_with_its_subject(kind, subject, folder):
    """In the folder that the subject has or will have; journal and travel notes have one folder."""
    links = linked(understood(talk(), note_type=kind, subject=subject))
    assert place_note(links, FOLDERS, set()) == f"{folder}/2026-03-12 - Depot plan.md"


def test_a_note_lies_beside_its_subjects_page():
    """Wherever the user keeps that page."""
    for page, folder in (
        ("Team/Osei/README.md", "Team/Osei"),
        ("People/Marek Osei/Marek Osei.md", "People/Marek Osei"),
        ("People/Marek Osei.md", "People/Marek Osei"),
        ("Marek.md", "Marek"),
    ):
        subject = Entity("mb-entity0001", EntityType.PERSON, "Marek Osei", path=page)
        links = msgspec.structs.replace(linked(understood(talk()), MAREK), subject_entity=subject)
        assert entity_folder(page) == folder
        assert place_note(links, FOLDERS, set()).startswith(f"{folder}/2026")


def test_stems_are_unique_in_the_vault():
    """A second note of one day and title, and a second source, get other names, whatever their case."""
    links = linked(understood(talk()))
    assert place_note(links, FOLDERS, {"2026-03-12 - depot plan"}).endswith("/2026-03-12 - Depot plan (2).md")
    first = place_source(talk(), "a.VTT", FOLDERS, set(), nowhere)
    stem = "Sources/Transcripts/2026/2026-03-12 1000 - Depot plan"
    assert first == (f"{stem}.VTT", f"{stem} (source).md")
    rendered = place_source(talk(), "a.vtt", FOLDERS, {"2026-03-12 1000 - depot plan (source)"}, nowhere)
    assert rendered == (f"{stem} (2).vtt", f"{stem} (2) (source).md")
    standing = place_source(talk(), "a.vtt", FOLDERS, set(), {f"{stem}.vtt"}.__contains__)
    assert standing == rendered


def test_the_year_is_the_sources():
    """Of its date, not of today; each kind has its folder."""
    source = talk(day=date(1999, 12, 31), kind=SourceKind.EMAIL)
    assert place_source(source, "a.eml", FOLDERS, set(), nowhere)[0].startswith("Sources/Email/1999/1999-12-31 1000 - ")


def test_what_obsidian_would_read_as_a_note_is_kept_as_text():
    """And its twin beside it."""
    original, _ = place_source(talk(), "a.md", FOLDERS, set(), nowhere)
    assert original.endswith("Depot plan.md.txt")
    assert place_twin(original, "b.md", nowhere) == original.replace("plan.md", "plan (2).md")
    assert place_twin(original, "b.srt", {original.replace("plan.md.txt", "plan (2).srt")}.__contains__).endswith(
        "plan (3).srt"
    )


def test_pages_of_one_name_are_told_apart():
    """By the organisation, else by a number; with a page name of the settings, by the folder."""
    person = Entity("mb-entity0001", EntityType.PERSON, "Marek Osei", organisation="Brisk/Co")
    assert place_page(person, FOLDERS, "", set(), nowhere) == "People/Marek Osei/Marek Osei.md"
    assert (
        place_page(person, FOLDERS, "", {"marek osei"}, nowhere)
        == "People/Marek Osei (Brisk-Co)/Marek Osei (Brisk-Co).md"
    )
    taken = {"marek osei", "marek osei (brisk-co)"}
    assert place_page(person, FOLDERS, "", taken, nowhere) == "People/Marek Osei (2)/Marek Osei (2).md"
    assert place_page(person, FOLDERS, "README.md", taken, nowhere) == "People/Marek Osei/README.md"
    exists = {"People/Marek Osei/README.md"}.__contains__
    assert place_page(person, FOLDERS, "README.md", set(), exists) == "People/Marek Osei (Brisk-Co)/README.md"
    assert place_page(Entity("x", EntityType.ACCOUNT, BRISK.name), FOLDERS, "", set(), nowhere) == BRISK.path
