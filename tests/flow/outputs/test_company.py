"""Who belongs to an account, project or forum, and how often it meets."""

from datetime import date, timedelta

import pytest

from minutebook.flow.outputs.company import describe_rhythm
from minutebook.flow.outputs.page import Known, new_page, page_changes
from minutebook.model.entity import Entity, EntityType
from minutebook.model.extraction import NoteType, Participant, Subject
from minutebook.model.links import Resolved
from shelf import Shelf
from talks import BRISK, FOLDERS, ME, composed, linked, talk, understood
from vaultcheck import check_vault

BOARD = Resolved("Yard Board", "mb-entity0005", EntityType.FORUM, "Forums/Yard Board/Yard Board.md")
INES = Entity(
    "mb-entity0009",
    EntityType.PERSON,
    "Ines Haddad",
    organisation="Brisk Freight",
    role="Dock lead",
    path="People/Ines Haddad/Ines Haddad.md",
)
MAREK = Entity("mb-entity0001", EntityType.PERSON, "Marek Osei", organisation="Oakhurst")


def meet(shelf, page, number, day, kind, met=()):
    source = talk(f"mb-source{number:04}", day, f"Board {number}")
    names = ("Tove Lindahl", "Marek Osei", "Ines Haddad", "Unknown Guest")
    given = {
        "subject": Subject(page.type, page.name),
        "note_type": kind,
        "participants": tuple(map(Participant, names)),
        "facts": (),
        "decisions": (),
    }
    links = linked(understood(source, title=f"Board {number}", **given), page)
    note, places = composed(source, links)
    from minutebook.flow.outputs.note import note_changes
    from talks import archived

    shelf.apply([*archived(source, places), *note_changes(note)])
    people = {"ines haddad": INES, "marek osei": MAREK}
    known = Known(people=people, me=ME, met=lambda _: tuple(met))
    text, records = shelf.text(page.path), shelf.records(page.path)
    shelf.apply(page_changes(page, links.extraction, note, text, records, limit=30, known=known))


def shelf_of(page, kind=EntityType.FORUM):
    shelf = Shelf()
    shelf.apply(new_page(Entity(page.entity_id, kind, page.name), page.path, FOLDERS))
    shelf.apply(new_page(INES, INES.path, FOLDERS))
    return shelf


def test_a_forum_has_its_rhythm_and_members(tmp_path):
    """Each member once, with the last meeting; a late old one changes neither link."""
    shelf = shelf_of(BOARD)
    days = [date(2026, 3, 3) + timedelta(weeks=n) for n in range(4)]
    for n, day in enumerate([*days[1:], days[0]]):
        meet(shelf, BOARD, n, day, NoteType.ROB, met=[*days[1 : n + 2]])
    text = shelf.text(BOARD.path)
    last = "[[2026-03-24 - Board 2|2026-03-24]]"
    assert f"## Rhythm\n\n- Weekly, mostly Tuesdays; 4 meetings since 2026-03-03 {last} ^mb-" in text
    assert f"- [[Ines Haddad]], Dock lead {last} ^mb-" in text
    assert f"- Unknown Guest {last} ^mb-" in text
    assert "Tove" not in text.partition("## Members")[2].partition("## ")[0]
    assert "## Carried Items\n\n```tasks" in text
    titles = [line[3:] for line in text.split("\n") if line.startswith("## ")]
    assert titles == ["Rhythm", "Members", "Carried Items", "Recent Context"]
    assert check_vault(shelf.write(tmp_path)) == []


def test_an_account_lists_only_its_own_people():
    """Those whose page says that they work there."""
    shelf = shelf_of(BRISK, EntityType.ACCOUNT)
    meet(shelf, BRISK, 1, date(2026, 3, 3), NoteType.CUSTOMER)
    contacts = shelf.text(BRISK.path).partition("## Contacts")[2].partition("## ")[0]
    assert "[[Ines Haddad]], Dock lead" in contacts
    assert "Marek" not in contacts
    assert "Unknown" not in contacts


@pytest.mark.parametrize(
    ("gaps", "words"),
    [
        ((7, 7, 7), "Weekly, mostly Tuesdays; 4 meetings since 2026-03-03"),
        ((14, 14, 15), "Every two weeks, mostly Tuesdays; 4 meetings since 2026-03-03"),
        ((30, 31, 29), "Monthly; 4 meetings since 2026-03-03"),
        ((1, 1, 1), "Daily; 4 meetings since 2026-03-03"),
        ((3, 40, 9), ""),
        ((7,), ""),
    ],
)
def test_rhythms(gaps, words):
    """By the gap between meetings; none where they keep none, or are few."""
    days = [date(2026, 3, 3)]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    assert describe_rhythm(days) == words
