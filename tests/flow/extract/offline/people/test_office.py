from minutebook.flow.extract.offline.people.office import claimed, offices
from minutebook.model.entity import Entity, EntityType
from minutebook.model.source import Utterance


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


def said(*lines):
    return [Utterance(id=n, text=text, speaker=label, block=n) for n, (label, text) in enumerate(lines)]


def test_what_somebody_says_that_they_are():
    """Who says "I'm the marketing expert" is called that; what a condition supposes or two claim is nobody's."""
    lines = said(
        ("Odile", "Hello, I'm the marketing expert."),
        ("Tam", "If I'm the treasurer, who counts? And I'm the clerk."),
        ("Odile", "No, I'm the clerk."),
    )
    assert claimed(lines, {"Odile": ODILE, "Tam": TAM}) == {"o": ("the marketing expert", "our marketing expert")}


def test_who_is_meant_by_what_somebody_else_is():
    """What another house has, what nobody known says, and what is no office call nobody."""
    lines = said(("Odile", "I'm the manager of the other house."), ("", "I'm the clerk."), ("Tam", "I am the best."))
    assert claimed(lines, {"Odile": ODILE, "Tam": TAM}) == {}
