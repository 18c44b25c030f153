"""French verbs by their forms."""

import pytest

from minutebook.flow.extract.offline.abroad.french.verbs import Tense, find_infinitive, read_verbs


@pytest.mark.parametrize(
    ("word", "infinitive", "tense", "person"),
    [
        ("appelle", "appeler", Tense.PRESENT, "je"),
        ("rappellerai", "rappeler", Tense.FUTURE, "je"),
        ("achètes", "acheter", Tense.PRESENT, "tu"),
        ("complète", "compléter", Tense.ORDER, "tu"),
        ("gérerai", "gérer", Tense.FUTURE, "je"),
        ("paie", "payer", Tense.PRESENT, "je"),
        ("nettoierez", "nettoyer", Tense.FUTURE, "vous"),
        ("commençons", "commencer", Tense.PRESENT, "nous"),
        ("enverras", "envoyer", Tense.FUTURE, "tu"),
        ("refasse", "refaire", Tense.WISH, "je"),
        ("finissez", "finir", Tense.ORDER, "vous"),
        ("rend", "rendre", Tense.PRESENT, "il"),
        ("réserve", "réserver", Tense.PRESENT, "il"),
        ("cherche", "chercher", Tense.ORDER, "tu"),
        ("règle", "régler", Tense.PRESENT, "je"),
        ("préviens", "prévenir", Tense.PRESENT, "je"),
        ("transmettrai", "transmettre", Tense.FUTURE, "je"),
        ("recueille", "recueillir", Tense.PRESENT, "il"),
        ("pourrais", "pouvoir", Tense.WOULD, "tu"),
    ],
)
def test_a_form_tells_its_infinitive(word, infinitive, tense, person):
    """Whatever its stem does before its ending, a form leads back to its verb."""
    assert (infinitive, tense, person) in {(f.infinitive, f.tense, f.person) for f in read_verbs().forms[word]}


@pytest.mark.parametrize("word", ["dossier", "hier", "premier", "soir", "affaire", "courrier"])
def test_a_noun_that_ends_like_one_is_no_infinitive(word):
    """Nothing is done by "le dossier" or "le soir"."""
    assert not find_infinitive(word)
