"""A written name finds the entities that it may stand for, best first."""

import pytest

from casting import KNOWN, PEOPLE, account, person
from minutebook.model.entity import Entity, EntityState, EntityType
from minutebook.text.roster import Roster, shared_words, words_of

ROSTER = Roster(
    [*KNOWN, person("Jon Stone"), person("Jane Shaw"), person("Łukasz Wrona", "Luki"), person("Elizabeth Ann Hart")]
)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("imke sauer", "Imke Sauer"), ("Sauer Imke", "Imke Sauer"), ("I. Sauer", "Imke Sauer"), ("Imke S", "Imke Sauer"), ("Imke", "Imke Sauer"), ("ngozi@larkfield.example", "Ngozi Eze"),
        ("Lukasz Wrona", "Łukasz Wrona"), ("Luki", "Łukasz Wrona"), ("Mr Stone", "Jon Stone"), ("Jon S.", "Jon Stone"), ("Jane S.", "Jane Shaw"), ("Hollis Meer", "Hollis van der Meer"),
        ("van der Meer", "Hollis van der Meer"), ("Liz Hart", "Elizabeth Ann Hart"), ("Per-Olof E", "Per-Olof Ek"), ("Per Ek", "Per-Olof Ek"), ("Neeve Corrigan", "Niamh Corrigan"), ("Neeve", "Niamh Corrigan"),
    ],
)  # fmt: skip
def test_a_name_finds_its_person(said, name):
    """Order, initials, short forms, titles, accents and mishearing lead to one person."""
    best = ROSTER.best(said)
    assert best is not None
    assert best.entity.name == name


@pytest.mark.parametrize("said", ["Jane Stone", "Jon Sauer", "Ida", "", "Joan", "A"])
def test_somebody_else_finds_nobody(said):
    """Half a name in common is not enough."""
    assert ROSTER.best(said) is None


def test_two_of_one_name_are_not_told_apart():
    """Both are given, neither is best."""
    roster = Roster([person("Jon Stone"), person("Jon Adeyemi")])
    assert {c.entity.name for c in roster.candidates("Jon")} == {"Jon Stone", "Jon Adeyemi"}
    assert roster.best("Jon") is None


@pytest.mark.parametrize(
    ("said", "found"),
    [("Quayle", "Quayle Instruments"), ("Quayle Instruments Ltd", "Quayle Instruments"), ("AI", None), ("Mainz", "Mainz Robotics"), ("Bell", None), ("Instruments", None)],
)  # fmt: skip
def test_organisations_match_by_whole_words(said, found):
    """Letters inside a word never match; legal forms do not matter."""
    best = Roster([*KNOWN, account("Mainz Robotics")]).best(said, EntityType.ACCOUNT)
    assert (best.entity.name if best else None) == found


def test_never_matches_nothing():
    """An entity that was refused is not linked."""
    assert Roster([person("Ida Bloom", state=EntityState.NEVER)]).candidates("Ida Bloom") == []


def test_shared_words_tell_who_may_be_named():
    """People by any word of their name or a long form of it, things by their beginning."""
    said = words_of(["Then Bob and the Quayle people called about Sauer's lens."])
    assert shared_words(person("Robert Hale"), said)
    assert shared_words(PEOPLE[0], said)
    assert shared_words(account("Quayle Instruments"), said)
    assert not shared_words(account("Second Quayle"), said)
    assert not shared_words(person("Ida Bloom"), said)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Zoë Brück", "zoe was there"),
        ("Anne-Marie Holt", "marie called"),
        ("Seán O'Dowd", "o'dowd called"),
        ("Quay 7 Renewal", "quay 7 comes"),
        ("R&D Board", "the board of the quay"),
        ("Holt Ltd.", "mr holt, that is"),
    ],
)
def test_names_with_marks_and_signs_are_found_by_their_words(name, said):
    """What is not plain letters between blanks is looked at word by word."""
    assert shared_words(Entity("x", EntityType.PERSON, name), words_of([said]))
