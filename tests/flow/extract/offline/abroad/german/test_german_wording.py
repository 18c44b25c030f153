"""German infinitive phrases with names and things for their pronouns; what decisions read like."""

import pytest

from minutebook.flow.extract.offline.abroad.german.things import last_thing, thing_for
from minutebook.flow.extract.offline.abroad.german.wording import state, word_work
from minutebook.flow.extract.offline.abroad.said import Voices

ASKED = Voices("Nora Brandl", "Jonas Tietz", "Jonas Tietz")
PROMISED = Voices("Nora Brandl", "Jonas Tietz", "Nora Brandl")


@pytest.mark.parametrize(
    ("words", "voices", "told"),
    [
        ("mir die Liste schicken", ASKED, "Nora die Liste schicken"),
        ("die Liste mir schicken", ASKED, "Nora die Liste schicken"),
        ("dir die Liste schicken", PROMISED, "Jonas die Liste schicken"),
        ("mich um den Saal kümmern", PROMISED, "sich um den Saal kümmern"),
        ("deinen Entwurf kürzen", ASKED, "den Entwurf kürzen"),
        ("meinen Entwurf kürzen", ASKED, "Noras Entwurf kürzen"),
        ("das machen", PROMISED, ""),
    ],
)
def test_people_for_pronouns(words, voices, told):
    """ "Me" and "you" are the ones who speak and are spoken to; a verb with nothing but pronouns says nothing."""
    assert word_work(words, voices) == told


@pytest.mark.parametrize(
    ("pronoun", "before", "thing"),
    [
        ("ihn", "Da liegt der Entwurf der Vereinbarung.", "den Entwurf der Vereinbarung"),
        ("sie", "Die Pläne liegen beim Wirt.", "die Pläne"),
        ("ihn", "Unser Monteur kommt mit der Leiter.", "den Monteur"),
        ("es", "Das Angebot von der Druckerei ist da.", "das Angebot"),
        ("das", "Der Wirt hat angerufen.", ""),
        ("ihn", "Die Pläne liegen dort.", ""),
    ],
)
def test_a_pronoun_means_the_last_thing_of_its_gender(pronoun, before, thing):
    """As articles show it; where none fits it stays."""
    assert thing_for(pronoun, [before]).removesuffix(" von der Druckerei") == thing


def test_the_thing_that_was_only_named():
    """ "I'll see to it" is about the thing that the sentence before begins with."""
    assert last_thing(["Der Kopierer im Keller spinnt."]) == "den Kopierer"
    voices = Voices("Nora Brandl", None, "Nora Brandl", ("Der Kopierer im Keller spinnt.",))
    assert word_work("mich drum kümmern", voices) == "sich um den Kopierer kümmern"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Nehmen wir Recycling.", "Wir nehmen Recycling."),
        ("Bleibt's bei vier Gängen.", "Es bleibt bei vier Gängen."),
        ("Wollen wir Eintritt nehmen?", "Wollen wir Eintritt nehmen?"),
    ],
)
def test_decisions_are_statements(said, told):
    """The verb of "we" comes second."""
    assert state(said) == told
