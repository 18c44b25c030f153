"""What spoken French tells of work."""

import pytest

from minutebook.flow.extract.offline.abroad.french.talk import hear_work
from minutebook.flow.extract.offline.abroad.french.wording import state, word_work
from minutebook.flow.extract.offline.abroad.said import Voices, Way

ASK, PROMISE, GIVEN, NEED, OFFER = Way.ASK, Way.PROMISE, Way.GIVEN, Way.NEED, Way.OFFER


@pytest.mark.parametrize(
    ("text", "way", "words"),
    [
        ("Tu pourrais appeler le traiteur ?", ASK, "appeler le traiteur"),
        ("Pourriez-vous m'adresser la liste, Madame ?", ASK, "m'adresser la liste"),
        ("Est-ce que tu peux me les renvoyer ?", ASK, "me les renvoyer"),
        ("Demande-lui s'il peut livrer.", ASK, "lui demander s'il peut livrer"),
        ("N'oublie pas de fermer le portail.", ASK, "fermer le portail"),
        ("Il faudrait que tu relances le loueur.", ASK, "relancer le loueur"),
        ("Il me manque les cotes de la chambre.", ASK, "me fournir les cotes de la chambre"),
        ("Je vais prévenir les parents, donc pas de souci.", PROMISE, "prévenir les parents"),
        ("Faut que je refasse le devis.", PROMISE, "refaire le devis"),
        ("J'appelle le garage.", PROMISE, "appeler le garage"),
        ("C'est moi qui commande les tables.", PROMISE, "commander les tables"),
        ("Nous allons reprendre les images floues.", PROMISE, "reprendre les images floues"),
        ("Je m'occupe de réserver la salle.", PROMISE, "réserver la salle"),
        ("Il faudrait que quelqu'un range la réserve.", NEED, "ranger la réserve"),
        ("Qui peut porter les chaises ?", NEED, "porter les chaises"),
        ("Il faut une affiche pour la vitrine.", NEED, "prévoir une affiche pour la vitrine"),
        ("Lucie s'engage à livrer les tables.", GIVEN, "livrer les tables"),
        ("Lucie relance le prestataire par courrier.", GIVEN, "relancer le prestataire par courrier"),
        ("Il a été convenu que Samira demande trois devis.", GIVEN, "demander trois devis"),
        ("Tu veux que je prépare les étiquettes ?", OFFER, "préparer les étiquettes"),
        ("Si tu veux, je peux appeler la mairie.", OFFER, "appeler la mairie"),
        ("Seriez-vous en mesure de relire la note ?", ASK, "relire la note"),
        ("N'oublie pas la clé.", ASK, "penser à la clé"),
        ("Je compte sur toi pour les gâteaux.", ASK, "s'occuper des gâteaux"),
        ("Je lui passe un coup de fil.", PROMISE, "l'appeler"),
        ("Je vais réserver le car pour les invités.", PROMISE, "réserver le car pour les invités"),
        ("Faudrait que l'un de nous appelle l'élue.", NEED, "appeler l'élue"),
        ("- Hugo : chercher un frigo d'occasion", GIVEN, "chercher un frigo d'occasion"),
        ("C'est à Lise de répondre au maire.", GIVEN, "répondre au maire"),
        ("Mme Hébrard rédige l'affiche et la met dans le hall.", GIVEN, "rédiger l'affiche et la mettre dans le hall"),
        ("M. Zerouali se propose de relire le tableau.", GIVEN, "relire le tableau"),
    ],
)
def test_work_is_heard_as_an_infinitive(text, way, words):
    """Whoever is to do it, and however it is said, its words are an infinitive phrase with its pronouns."""
    (said,) = hear_work(text, text.endswith("?"))
    assert (said.way, said.words) == (way, words)


@pytest.mark.parametrize(
    "text",
    [
        "J'ai appelé le traiteur.",
        "Je ne peux pas venir.",
        "Si le budget le permettait, je ferais les portes.",
        "S'il pleut, je rentre les chaises.",
        "Je pense que c'est bon.",
        "Je te rappelle qu'on ferme à midi.",
        "Le devis que je dois envoyer est long.",
        "On part sur le chêne.",
        "Je vous montre le plan.",
        "Merci de prendre mon appel.",
        "Je vous fais confiance.",
        "Comment tu fais pour ranger ?",
        "On laisse la question ouverte, je veux le regoûter.",
        "On a convenu que je lui fais dix pour cent de remise.",
        "Et on se voit pour goûter, ou bien vous goûtez entre vous ?",
    ],
)
def test_what_is_past_supposed_or_only_said_is_no_work(text):
    """No sentence of these asks or promises anything."""
    assert not list(hear_work(text, text.endswith("?")))


@pytest.mark.parametrize(
    ("words", "before", "text"),
    [
        ("me l'envoyer", "Je voudrais ta liste de souhaits.", "envoyer la liste de souhaits à Ana Ruiz"),
        ("les désactiver", "Coupez les messages automatiques.", "désactiver les messages automatiques"),
        ("en commander six", "Il manque des tapis de repos.", "commander six tapis de repos"),
        ("s'en occuper", "Il faut avertir les communes.", "s'occuper des communes"),
        ("te rappeler", "", "rappeler Ben Okafor"),
        ("lui demander s'il vient", "On attend Madame Roux.", "demander à Madame Roux s'il vient"),
        ("relire ton contrat", "", "relire le contrat de Ben Okafor"),
        ("ranger mes outils", "", "ranger ses outils"),
        ("le faire", "", ""),
        ("lui demander deux propositions", "Et le fleuriste ?", "demander deux propositions au fleuriste"),
        ("te préparer le kit", "", "préparer le kit pour Ben Okafor"),
        ("t'inscrire à la formation", "", "inscrire Ben Okafor à la formation"),
        ("demander à Agnès de te libérer du standard", "", "demander à Agnès de libérer Ben Okafor du standard"),
        ("le renvoyer", "Le loueur dit qu'il manque le constat d'entrée.", "renvoyer le constat d'entrée"),
        ("la commander", "Une courroie neuve, voilà.", "commander une courroie neuve"),
    ],
)
def test_pronouns_become_what_they_stand_for(words, before, text):
    """The thing that was spoken of last and agrees, and the people who talk; nothing where all that is left points elsewhere."""
    voices = Voices("Ana Ruiz", "Ben Okafor", "Ana Ruiz", (before,) if before else ())
    assert word_work(words, voices) == text


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("On garde le gâteau au citron alors ?", "On garde le gâteau au citron."),
        ("Je propose de commencer le lundi 14.", "Commencer le lundi 14."),
        ("On ferme du 24 au 2.", "On ferme du 24 au 2."),
    ],
)
def test_a_decision_is_told_as_a_statement(text, statement):
    """What was asked or proposed when it was settled stands as what is so now."""
    assert state(text) == statement


def test_the_days_of_a_clause_stay_in_it():
    """A clause that goes on with work ("… que la visite est mercredi") tells no term of it: where it begins is told."""
    (said,) = hear_work("Je vais prévenir Jeanne que la visite est décalée.", False)
    assert (said.words, said.tail) == ("prévenir Jeanne", 24)
