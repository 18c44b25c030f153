"""Meetings in German, French and Spanish are called what their titles say, in their own spelling."""

from datetime import date

import pytest
from tests.dialogues import context_of

from minutebook.flow.extract.offline import OfflineEngine
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance

GERMAN = (
    "Guten Morgen zusammen, wir fangen mit dem Lager an.",
    "Ja, das machen wir so, ich habe die Liste schon.",
    "Und ich schaue nach dem Tor.",
)
FRENCH = (
    "Bonjour à tous, on commence par le dépôt.",
    "Oui, je vous ai apporté la liste des clés.",
    "Et moi je regarde pour le portail.",
)
SPANISH = (
    "Buenos días, empezamos con el almacén.",
    "Sí, ya tengo la lista de las llaves.",
    "Y yo miro lo de la puerta.",
)


@pytest.mark.parametrize(
    ("talk", "title", "forum"),
    [
        (GERMAN, "Protokoll der Vorstandssitzung vom 4. März", "Vorstandssitzung"),
        (GERMAN, "2026-03-04 Montagsrunde", "Montagsrunde"),
        (FRENCH, "Compte rendu du conseil syndical du 4 mars", "Conseil syndical"),
        (FRENCH, "Compte rendu – Comité commercial du 24 novembre 2026", "Comité commercial"),
        (FRENCH, "Point équipe", "Point équipe"),
        (SPANISH, "Seguimiento semanal", "Seguimiento semanal"),
    ],
)
def test_a_forum_has_the_name_that_its_title_gives(talk: tuple[str, ...], title: str, forum: str) -> None:
    """No word gets a capital that its language does not give it, and no date or "minutes of" stays with the name."""
    people = ("Ana Ruiz", "Ben Okafor", "Chitra Rao")
    said = tuple(Utterance(id=n, text=text, speaker=people[n], block=n) for n, text in enumerate(talk))
    source = Source(
        id="invented",
        kind=SourceKind.CONVERSATION,
        format="test",
        parts=(Part(f"{title}.txt", "0" * 64, 1),),
        date=date(2026, 3, 4),
        dated_from=DatedFrom.CONTENT,
        title=title,
        utterances=said,
    )
    subject = OfflineEngine().extract(source, context_of(*people)).subject
    assert subject is not None and subject.name == forum
