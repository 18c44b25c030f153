from minutebook.flow.extract.offline.people.office import offices
from minutebook.model.entity import Entity, EntityType


def person(id_, name, role=None, organisation=None):
    return Entity(id_, EntityType.PERSON, name, role=role, organisation=organisation)


ODILE = person("o", "Odile Farrant")
TAM = person("t", "Tam Ockwell", role="treasurer", organisation="Pond Society")


def test_offices_and_initials_of_those_present():
    """Minutes call people by the office and the initials that their attendance list or the vault gives them."""
    forms = offices([ODILE, TAM], [ODILE, TAM], {"o": "OFa, chair"}, None)
    assert {"the chair", "the chairman"} <= set(forms["o"])
    assert forms["t"] == ("Treasurer", "the treasurer")


def test_what_two_people_are_called_names_neither():
    """An office or initials that two people share name nobody."""
    other = person("x", "Tilda Ogg", role="treasurer")
    forms = offices([TAM, other], [TAM, other], {}, None)
    assert forms == {}


def test_initials_that_are_a_word_are_none():
    """Initials that read as a common word are no form."""
    inez = person("i", "Inez Tolland")
    assert offices([inez], [inez], {}, None) == {}


def test_note_that_is_no_office():
    """What an attendance list says otherwise of a person is no way to call them."""
    forms = offices([ODILE], [ODILE], {"o": "minutes, flat 9"}, None)
    assert forms == {}
