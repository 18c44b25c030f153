"""How work comes about between people, in German as the common logic hears it."""

import pytest

from dialogues import extraction_of, tasks_of

HELLO = "Ana: Guten Morgen, wir sind heute nicht viele, aber das ist ja auch nicht schlimm.\n"


@pytest.mark.parametrize(
    ("dialogue", "text", "owner", "due"),
    [
        ("Ana: Ben, machst du die Einladungen?\nBen: Geht leider nicht.\nAna: Chitra?\nChitra: Klar.", "Die Einladungen machen", "Chitra Rao", None),
        ("Ana: Wir müssen noch die Bühne aufbauen.\nBen: Ich hab am Samstag keine Zeit.\nChitra: Dann mach eben ich das.", "Die Bühne aufbauen", "Chitra Rao", None),
        ("Ana: Ich bestell die Blumen bis Mittwoch.\nBen: Mittwoch ist zu spät.\nAna: Gut, dann Montag.", "Die Blumen bestellen", "Ana Ruiz", "2026-03-09"),
        ("Ana: Wer kann die Kasse übernehmen?\nBen: Ich.", "Die Kasse übernehmen", "Ben Okafor", None),
        ("Ana: Soll ich den Vertrag prüfen lassen?\nBen: Ja, das wäre gut.", "Den Vertrag prüfen lassen", "Ana Ruiz", None),
        ("Ben: Ich bestell heute noch zwanzig Liter Lack.\nChitra: Lass mal, das kann ich machen.\nBen: Danke.", "Zwanzig Liter Lack bestellen", "Chitra Rao", "2026-03-04"),
        ("Ana: Ben, kannst du die Band buchen?\nBen: Nein, das schaffe ich nicht.\nAna: Dann ruf ich die Band selber an.", "Die Band anrufen", "Ana Ruiz", None),
    ],
)  # fmt: skip
def test_whoever_takes_it_has_it(dialogue, text, owner, due):
    """Asked, refused, handed on, taken over, moved: one task, as it stands in the end."""
    (task,) = tasks_of(HELLO + dialogue)
    assert (task.text, task.owner, task.due and task.due.isoformat()) == (text, owner, due)


@pytest.mark.parametrize(
    "dialogue",
    [
        "Ana: Ich hole die Kisten ab.\nBen: Brauchst du nicht, die werden geliefert.",
        "Ana: Ich könnte den Saal mieten.\nBen: Nicht nötig.",
        "Ana: Wenn ich mehr Zeit hätte, würde ich den Keller streichen.\nBen: Ja, wenn.",
        "Ana: Ben, hast du die Liste?\nBen: Die hab ich gestern schon verschickt.",
        "Ana: Wer zahlt das eigentlich?\nBen: Keine Ahnung.",
    ],
)
def test_what_nobody_has_to_do_is_no_task(dialogue):
    """What is called off, supposed, done already or left open."""
    assert not tasks_of(HELLO + dialogue)


def test_decisions_and_questions_are_told_as_they_fell():
    """What all agree to is decided; a question whose answer leaves it open stays one."""
    found = extraction_of(
        HELLO
        + "Ana: Wollen wir den Preis erhöhen?\nBen: Ich wäre für 8 Euro.\nAna: Einverstanden, dann machen wir 8 Euro.\n"
        "Chitra: Passt.\nBen: Was kostet der Stand dieses Jahr?\nAna: Weiß ich noch nicht."
    )
    assert [decision.text for decision in found.decisions] == ["Wir machen 8 Euro."]
    assert [question.text for question in found.questions] == ["Was kostet der Stand dieses Jahr?"]
    assert "Beschlossen: Wir machen 8 Euro." in found.summary


def test_what_answers_another_question_closes_nothing():
    """Work taken just before is not done, nor has it another day, because something else that was asked about since is."""
    (task,) = tasks_of(
        "Ana: Il faut prévenir les voisins. Ben, je te laisse rédiger la lettre ?\n"
        "Ben: Oui, je le fais pour lundi prochain.\n"
        "Chitra: Du coup, pour la chaudière, quelqu'un a rappelé le plombier ?\n"
        "Ana: Oui c'est bon, je l'ai eu vendredi. C'est réglé."
    )
    assert (task.text, task.owner, task.due and task.due.isoformat()) == (
        "Rédiger la lettre",
        "Ben Okafor",
        "2026-03-09",
    )


def test_a_proposal_that_somebody_is_against_is_not_decided():
    """What they settle instead is, though they come back to it later; few lines with "on" are French all the same."""
    found = extraction_of(
        "Ana: Bonjour, on commence.\nBen: Moi je dis, on devrait changer de traiteur, franchement.\n"
        "Chitra: Ouais, on pourrait. Mais pas avant Noël quand même.\n"
        "Ana: Non, pas avant Noël. On reste avec Delmas jusqu'à fin janvier, c'est décidé, on en reparle après.\nBen: Ça marche."
    )
    assert [decision.text for decision in found.decisions] == [
        "On reste avec Delmas jusqu'à fin janvier, c'est décidé, on en reparle après."
    ]


def test_what_is_to_be_asked_first_stays_work_though_no_answer_is_given_today():
    """The day of what cannot be said is neither that of the work nor of what was taken before."""
    found = tasks_of(
        "Ana: Bonjour à tous. Ben, tu pourras prévenir l'équipe de salle ?\nBen: Oui, je m'en occupe.\n"
        "Ana: Juste, une question, est-ce que vous voulez une exclusivité sur Nantes ?\n"
        "Ben: Bonne question. Je dois en parler à mon associé, je ne peux pas répondre aujourd'hui."
    )
    assert [(task.text, task.due) for task in found] == [
        ("Prévenir l'équipe de salle", None),
        ("Parler à son associé", None),
    ]


def test_what_is_promised_to_several_goes_to_who_is_glad_of_it():
    """Who answers the promise is meant, and not whoever spoke before it."""
    found = tasks_of(
        "Ana: Bonjour à tous, je suis avec Ben, qui gère les stocks.\nChitra: Je reviens vers vous mardi pour le prix.\nDov: Très bien.\n"
        "Ben: Moi de mon côté je vous transmets la carte actuelle.\nChitra: Ah oui, super. Quand ça ?\nBen: Demain au plus tard."
    )
    assert "Transmettre la carte actuelle à Chitra Rao" in [task.text for task in found]


def test_a_question_that_is_left_open_in_so_many_words_stays_one():
    """Whoever says so need not be the next to speak."""
    found = extraction_of(
        "Ana: Et pour le buffet, on prend le traiteur de Nantes ou pas ?\nBen: Hmm. Il est cher, je trouve.\n"
        "Chitra: On laisse la question ouverte, je veux goûter ses plats.\nAna: D'accord, merci."
    )
    assert [question.text for question in found.questions] == [
        "Pour le buffet, on prend le traiteur de Nantes ou pas ?"
    ]
