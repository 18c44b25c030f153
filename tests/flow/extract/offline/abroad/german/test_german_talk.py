"""What spoken German sentences tell of work, each as an infinitive."""

import pytest

from minutebook.flow.extract.offline.abroad.german.talk import hear_work


def heard(text):
    return [(said.way.value, said.who, said.words) for said in hear_work(text, text.endswith("?"))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kannst du bitte den Glaser anrufen?", "den Glaser anrufen"),
        ("Könnten Sie uns die Maße durchgeben?", "uns die Maße durchgeben"),
        ("Jakob, bringst du die Leiter mit?", "die Leiter mitbringen"),
        ("Und du, Jakob, bringst die Leiter mit.", "die Leiter mitbringen"),
        ("Ruf doch mal bei der Mühle an.", "bei der Mühle anrufen"),
        ("Schicken Sie mir das Muster einfach zu.", "mir das Muster zuschicken"),
        ("Vergiss nicht, die Schlüssel abzuholen.", "die Schlüssel abholen"),
        ("Bitte die Rechnung an Frau Lohr schicken.", "die Rechnung an Frau Lohr schicken"),
        ("Hättest du Zeit, die Texte gegenzulesen?", "die Texte gegenlesen"),
        ("Wärst du so nett und würdest das Protokoll schreiben?", "das Protokoll schreiben"),
        ("Es wäre schön, wenn du die Tafel putzen könntest.", "die Tafel putzen"),
        ("Ich hätte gern eine Übersicht von Ihnen.", "mir eine Übersicht schicken"),
    ],
)
def test_requests(text, words):
    """Whoever asks, in whatever form, asks for an infinitive; the prefix that stands apart is joined."""
    assert heard(text) == [("ask", None, words)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Den Flyer mach ich.", "den Flyer machen"),
        ("Gut, dann bestell ich halt noch zwei Paletten.", "zwei Paletten bestellen"),
        ("Da ruf ich beim Marktamt an.", "beim Marktamt anrufen"),
        ("Ich muss noch das Dach abdichten.", "das Dach abdichten"),
        ("Wir schicken Ihnen das Muster zu.", "Ihnen das Muster zuschicken"),
        ("Ich ruf den Wirt an und frag nach dem Saal.", "den Wirt anrufen und nach dem Saal fragen"),
        ("Der Antrag für die Prämie, den muss ich abgeben.", "den Antrag für die Prämie abgeben"),
        ("Der Kurs, da muss ich mich noch anmelden.", "mich anmelden"),
        ("Milch kaufen nicht vergessen.", "Milch kaufen"),
        ("Ich versuche, einen Termin zu bekommen.", "einen Termin bekommen"),
        ("Lass mich das mit dem Wirt besprechen.", "das mit dem Wirt besprechen"),
    ],
)
def test_promises(text, words):
    """What a speaker takes on, whatever stands first."""
    assert heard(text) == [("promise", None, words)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Eva soll den Raum reservieren.", ("given", "Eva", "den Raum reservieren")),
        ("Die Einladungen verschickt Nadine.", ("given", "Nadine", "die Einladungen verschicken")),
        ("Das Essen bestellt dann der Kai.", ("given", "Kai", "das Essen bestellen")),
        ("Jemand muss noch die Plakate aufhängen.", ("need", None, "die Plakate aufhängen")),
        ("Der Vertrag muss noch unterschrieben werden.", ("need", None, "den Vertrag unterschreiben")),
        ("Wer von euch holt die Bänke ab?", ("need", None, "die Bänke abholen")),
        ("Soll ich die Handwerker fragen?", ("offer", None, "die Handwerker fragen")),
        ("Lass uns die Preise vergleichen.", ("together", None, "die Preise vergleichen")),
    ],
)
def test_other_ways(text, told):
    """Work that is given by name, that somebody has to do, that is offered or done together."""
    assert heard(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "Ich hab den Wirt gestern angerufen.",
        "Ich finde den Entwurf gut.",
        "Ich muss sagen, das war schön.",
        "Ich lese gerade den Bericht.",
        "Kannst du mich hören?",
        "Kannst du das bitte wiederholen?",
        "Wie machen wir das?",
        "Weißt du, wann der Zug fährt?",
        "Ich mach mir Sorgen um die Kosten.",
        "Sie können mich jederzeit anrufen.",
        "Nehmen Sie Platz.",
        "Ich schlage vor, wir nehmen keinen Eintritt.",
        "Das kann ich nur bestätigen.",
        "So, kurz bevor ich es vergesse.",
    ],
)
def test_no_work(text):
    """What was done, is thought, is said in passing or only allowed is none."""
    assert heard(text) == []


def test_what_lasts_is_loose():
    """What somebody does for long as well as once is work only where something else says so."""
    (said,) = hear_work("Ich betreue die Lehrlinge.", False)
    assert said.loose
