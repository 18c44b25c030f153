"""Forms of Spanish verbs and their infinitives."""

import pytest

from minutebook.flow.extract.offline.abroad.spanish.verbs import Person, read_verbs, root


@pytest.mark.parametrize(
    ("form", "person", "infinitive"),
    [
        ("pido", Person.FIRST, "pedir"),
        ("recojo", Person.FIRST, "recoger"),
        ("conduzco", Person.FIRST, "conducir"),
        ("haré", Person.FIRST, "hacer"),
        ("propondré", Person.FIRST, "proponer"),
        ("mandás", Person.SECOND, "mandar"),
        ("abrís", Person.SECOND, "abrir"),
        ("incluya", Person.THAT, "incluir"),
        ("organicen", Person.THAT, "organizar"),
        ("hicieras", Person.THAT, "hacer"),
        ("trajera", Person.THAT, "traer"),
        ("apartabas", Person.WAS, "apartar"),
    ],
)
def test_a_form_has_its_infinitive(form, person, infinitive):
    """Regular forms, those with another stem and irregular ones, of each person."""
    assert read_verbs().find(form, person) == infinitive


@pytest.mark.parametrize(
    ("order", "infinitive", "hung"),
    [
        ("mándame", "mandar", "me"),
        ("hacelo", "hacer", "lo"),
        ("dejámelo", "dejar", "melo"),
        ("dígaselo", "decir", "selo"),
        ("mándanoslo", "mandar", "noslo"),
        ("traed", "traer", ""),
    ],
)
def test_an_order_with_what_is_hung_on_it(order, infinitive, hung):
    """Those who say tú, vos and usted hang pronouns on an order, which moves its accent."""
    assert read_verbs().split(order, Person.ORDER) == (infinitive, hung)


def test_a_first_person_of_a_verb_that_no_list_has():
    """Where it is sure to be one, its verb ends as most do; nouns and verbs that do no work are none."""
    verbs = read_verbs()
    assert verbs.first("precinto", sure=True) == "precintar"
    assert verbs.first("precinto", sure=False) is None
    assert verbs.first("cuadro", sure=True) is not None
    assert verbs.first("creo", sure=True) is None


def test_words_of_one_verb_have_one_root():
    """A form, its infinitive and that with pronouns hung on it are the same word."""
    assert {root("pido"), root("pedir"), root("pedirla"), root("pedírselo")} == {"pedir"}
