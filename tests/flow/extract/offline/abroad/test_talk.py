"""Talk in other languages than English: what holds for all of them, and one that is not read."""

from datetime import date

import pytest

from dialogues import context_of, extraction_of, source_of, tasks_of
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.model.source import SourceKind, Utterance


@pytest.mark.parametrize(
    ("dialogue", "text", "owner"),
    [
        (
            "Ana: Guten Morgen, wir reden heute über das Fest und die Halle.\nAna: Ben, kannst du bitte den Zeltverleih anrufen?\nBen: Klar, mach ich.",
            "Den Zeltverleih anrufen",
            "Ben Okafor",
        ),
        (
            "Ana: Bonjour à tous, nous parlons de la fête et de la salle.\nAna: Ben, peux-tu appeler le traiteur ?\nBen: Oui, d'accord.",
            "Appeler le traiteur",
            "Ben Okafor",
        ),
        (
            "Ana: Hola a todos, hablamos de la fiesta y de la sala.\nAna: Ben, ¿puedes llamar al proveedor de las mesas?\nBen: Vale, sin problema.",
            "Llamar al proveedor de las mesas",
            "Ben Okafor",
        ),
    ],
)
def test_what_is_asked_and_taken_is_a_task(dialogue, text, owner):
    """A request that the one asked accepts is one task, in its own language, with the passages of both."""
    (task,) = tasks_of(dialogue)
    assert (task.text, task.owner, task.evidence) == (text, owner, (1, 2))


def test_a_language_that_is_not_read_gives_nothing_but_a_warning():
    """No task is invented; one sentence says what the engine reads and what can be chosen."""
    found = extraction_of(
        "Ana: Buongiorno a tutti, oggi parliamo della festa e della sala, poi anche del cibo.\n"
        "Ben: Sì, io chiamo il fornitore domani, non è un problema, ma la sala non è ancora confermata.\n"
        "Ana: Va bene, allora mandami il preventivo per venerdì, che è più comodo."
    )
    assert (found.tasks, found.decisions, found.facts, found.questions) == ((), (), (), ())
    (warning,) = found.warnings
    assert "English, German, French and Spanish" in warning
    assert "model" in warning
    assert found.coverage == 0


def test_what_is_ordered_was_named_long_before() -> None:
    """Who answers "who orders it?" has the work, its thing is the one spoken of last; to all of several is said to nobody by name."""
    talk = """
    Ana Ruiz: Zweitens, der Gebläsemotor. Der alte brummt so, dass man ihn auf der Empore hört. Reparieren oder neu?
    Ben Okafor: Ich wär für neu. Reparieren kostet achthundert, ein neuer zwölfhundert, und der hält zwanzig Jahre.
    Ana Ruiz: Seh ich auch so. Dann nehmen wir den neuen.
    Chitra Rao: Wenn wir im Lotto gewinnen, bestellen wir gleich drei.
    Ana Ruiz: Genau. Wer bestellt ihn? Ich hab diese Woche keine Luft, ich sitz an der Abrechnung.
    Ben Okafor: Ich bestell ihn. Bis Freitag ist das raus.
    Ana Ruiz: Danke. Ich schick euch morgen noch die Termine für die Stimmwoche rum.
    """
    told = [(task.text, task.owner, task.due) for task in tasks_of(talk)]
    assert told == [
        ("Den Gebläsemotor bestellen", "Ben Okafor", date(2026, 3, 6)),
        ("Die Termine für die Stimmwoche rumschicken", "Ana Ruiz", date(2026, 3, 5)),
    ]


def test_a_memo_without_any_capital_names_whom_it_means():
    """Known people are known in small letters too, and what was agreed is told whole."""
    said = (
        "alors bon je sors de chez le fleuriste donc il faut que je lui envoie la facture demain et puis penser à rappeler la banque "
        "lundi pour le prêt ah oui et ben okafor doit livrer le carton cassé jeudi prochain on a convenu que je lui fais dix pour cent "
        "de remise voilà c'est tout"
    )
    found = OfflineEngine().extract(
        source_of([Utterance(id=0, text=said, block=0)], SourceKind.MEMO), context_of("Ana Ruiz", "Ben Okafor")
    )
    assert ("Livrer le carton cassé", "Ben Okafor") in [(task.text, task.owner) for task in found.tasks]
    assert "On a convenu que je lui fais dix pour cent de remise" in found.decisions[0].text
