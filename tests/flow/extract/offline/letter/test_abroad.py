"""Mails in German and French: who is asked for what by when, what is promised, whether an answer is needed."""

import tomllib
from pathlib import Path

import pytest
from tests.flow.extract.offline.letter.mails import mail, message, read

MAILS = tomllib.loads((Path(__file__).parent / "abroad.toml").read_text(encoding="utf-8"))["mail"]


@pytest.mark.parametrize("case", MAILS, ids=[f"{case['lang']}-{case['from'].split()[0]}" for case in MAILS])
def test_a_mail_in_another_language(case):
    """Each labelled mail gives its tasks with owner and day, says whether it wants an answer, and its appointment."""
    found = read(mail(message(case["text"], frm=case["from"])))
    told = [f"{task.owner} | {task.due or '-'} | {task.text}" for task in found.tasks]
    assert told == case["tasks"]
    assert found.reply.needed == case["reply"]
    assert (found.invite and found.invite.start[:16]) == case.get("start")


def test_the_summary_of_a_mail_in_another_language():
    """Says whose each work is without forming an English sentence of it; greetings are no facts, polite words nobody."""
    found = read(mail(message(MAILS[0]["text"], frm=MAILS[0]["from"])))
    assert "Ana: die Maße der Treppe schicken" in found.summary
    assert not [fact.text for fact in found.facts if "geehrte" in fact.text or "Grüßen" in fact.text]
    assert [mention.name for mention in found.mentioned] == []


@pytest.mark.parametrize(
    ("text", "task", "words"),
    [
        (
            "Liebe Ana,\n\nfür den Antrag fehlt uns noch der Kostenvoranschlag für das Gebläse.\nKönnten Sie ihn uns bis zum 13. März zukommen lassen?\n\nHerzliche Grüße\nJonas Weidt",
            "Den Kostenvoranschlag für das Gebläse zukommen lassen",
            "Als Nächstes:",
        ),
        (
            "Bonjour Ana,\n\nil nous manque encore le devis pour la toiture.\nPourriez-vous nous l'envoyer avant le 13 mars ?\n\nCordialement\nJonas Weidt",
            "Envoyer le devis pour la toiture",
            "À faire :",
        ),
        (
            "Hola, Ana:\n\nNos falta todavía el presupuesto de la caldera.\n¿Podrías enviarlo antes del 13 de marzo?\n\nUn saludo\nJonas Weidt",
            "Enviar el presupuesto de la caldera",
            "Por hacer:",
        ),
    ],
)
def test_a_pronoun_of_a_mail_is_what_it_spoke_of(text, task, words):
    """What is asked for is named by the sentence before; the summary has no English word, and an ask is no news."""
    found = read(mail(message(text, frm="Jonas Weidt <jonas@weidt.example>")))
    assert [told.text for told in found.tasks] == [task]
    assert words in found.summary
    assert "Next:" not in found.summary
    assert found.updates == () and found.remarks == ()


def test_a_spanish_mail_names_the_things_of_its_pronouns():
    """A pronoun before "puedes" or behind an infinitive, and a thing put before its verb, are named; what is attached is there already."""
    text = "Hola, Ana:\n\nTe adjunto el plano del tejado.\n¿Me lo puedes firmar antes del 13 de marzo?\n\nLas llaves del almacén te las haré llegar mañana.\nJonas se encargará de duplicarlas en la ferretería.\n\nUn saludo\nMarta Weidt"
    found = read(mail(message(text, frm="Marta Weidt <marta@weidt.example>")))
    assert [task.text for task in found.tasks] == [
        "Firmar el plano del tejado",
        "Enviar las llaves del almacén",
        "Duplicar las llaves del almacén en la ferretería",
    ]
    assert found.questions == ()


@pytest.mark.parametrize(
    "text",
    [
        "Hola, Ana:\n\nEl albañil viene el lunes y trae las baldosas.\nAl final hemos decidido no cambiar el suelo del taller este año.\n\nUn saludo\nMarta Weidt",
        "Bonjour Ana,\n\nle maçon vient lundi avec les dalles.\nNous avons finalement décidé de garder le sol de l'atelier cette année.\n\nCordialement\nMarta Weidt",
        "Liebe Ana,\n\nder Maurer kommt am Montag mit den Platten.\nWir haben uns gegen einen neuen Boden in der Werkstatt entschieden.\n\nViele Grüße\nMarta Weidt",
    ],
)
def test_what_a_mail_in_another_language_calls_decided(text):
    """Is its decision and no fact of it."""
    found = read(mail(message(text, frm="Marta Weidt <marta@weidt.example>")))
    assert [told.text for told in found.decisions] == [text.split("\n")[3]]
    assert text.split("\n")[3] not in [fact.text for fact in found.facts]


def test_a_pronoun_that_nothing_explains_stays_as_said():
    """A promise of "lo" keeps it where nothing before says what it is."""
    text = "Hola, Ana:\n\nEsta semana estamos fuera.\nTe lo mando mañana.\n\nUn saludo\nMarta Weidt"
    found = read(mail(message(text, frm="Marta Weidt <marta@weidt.example>")))
    assert [task.text for task in found.tasks] == ["Mandarlo"]
