import pytest

from minutebook.flow.adapt.attendance import find_attendance
from minutebook.flow.adapt.header import read_people
from minutebook.model.source import Form


def test_people_of_a_line_keep_what_brackets_say_of_them():
    """Initials and offices in an attendance list stay with their names."""
    people = read_people("Odile Farrant (chair), Tam Ockwell (TO, minutes)")
    assert [(p.name, p.note) for p in people] == [("Odile Farrant", "chair"), ("Tam Ockwell", "TO, minutes")]


def test_people_who_are_only_counted_are_nobody():
    """Members without names, offices after a comma and visitors for an item do not spoil a list."""
    people = read_people(
        "Odile Farrant, treasurer, Tam Ockwell and 14 other members. Ines Quarrie, warden, attended for item 3."
    )
    assert [p.name for p in people] == ["Odile Farrant", "Tam Ockwell", "Ines Quarrie"]


def test_table_of_those_present():
    """A table headed "Present" names people, its other columns say more of them; who sent apologies is absent."""
    rows = ["Present | Initials", "Odile Farrant | OF", "Tam Ockwell (Brightside) | TO"]
    found = find_attendance([*((Form.ROW, row) for row in rows), (Form.PARAGRAPH, "Apologies: Ines Quarrie")])
    assert [(p.name, p.note) for p in found] == [("Odile Farrant", "OF"), ("Tam Ockwell", "TO")]


def test_one_name_is_no_attendance():
    """A document that names one person at its beginning lists nobody."""
    assert find_attendance([(Form.PARAGRAPH, "Present: Odile Farrant")]) == ()


def test_office_after_a_comma_belongs_to_the_name_before():
    """An office that stands after a name without brackets says who that is."""
    assert [(p.name, p.note) for p in read_people("Odile Farrant, Director, Tam Ockwell")] == [
        ("Odile Farrant", "Director"),
        ("Tam Ockwell", ""),
    ]


def test_the_stop_behind_the_last_brackets_is_no_part_of_a_name() -> None:
    """The sentence ends there; a name's own stop stays."""
    people = read_people("Odile Farrant Jr. (chair), Tam Ockwell (minutes). Apologies: P. Venn")
    assert [(p.name, p.note) for p in people] == [("Odile Farrant Jr.", "chair"), ("Tam Ockwell", "minutes")]


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Présents : Mme Colette Vasseur, M. Idir Benali (trésorier)", ["Colette Vasseur", "Idir Benali"]),
        (
            "Étaient présents : Colette Vasseur, Idir Benali et Lina Roux",
            ["Colette Vasseur", "Idir Benali", "Lina Roux"],
        ),
        ("**Présents** : Colette Vasseur, Idir Benali ; excusé : Marc Tol", ["Colette Vasseur", "Idir Benali"]),
        ("Asistentes: Dª Carmen Ruiz, D. Pedro Gil. No asiste: Ana Sol", ["Carmen Ruiz", "Pedro Gil"]),
        ("Anwesend: Petra Lenz (Protokoll), Jan Ott; entschuldigt: Uwe Kranz", ["Petra Lenz", "Jan Ott"]),
    ],
)
def test_minutes_in_other_languages_say_who_was_there(line: str, people: list[str]) -> None:
    """A list of those present ends where those who are not begin; forms of address are no part of a name."""
    blocks = [(Form.HEADING, "# Sitzung"), (Form.PARAGRAPH, line)]
    assert [person.name for person in find_attendance(blocks)] == people
