"""People spoken of in German, French and Spanish are told from other words with a capital."""

import pytest
from tests.dialogues import extraction_of

from minutebook.model.entity import EntityType

GERMAN = """
Ana Ruiz: Könntest du mit Viktor klären, ob wir beim Papier noch umschwenken können?
Ben Okafor: Klar, das mache ich morgen. Der Drucker hat gestern den Auftrag für die Broschüre verschoben.
"""
FRENCH = """
Ana Ruiz: Chloé m'a dit que les enceintes sont à la mairie, il faut les chercher. Cher, ce transport.
Ben Okafor: D'accord, je passe les prendre demain. Le Conseil avait promis une camionnette pour le matériel.
"""
SPANISH = """
Ana Ruiz: Habría que avisar a Noelia, la de prensa, del cambio de fecha. Cierra el viernes la imprenta.
Ben Okafor: La doctora Luján me lo pregunta cada día. Pero yo la llamo mañana y se lo digo también.
"""


@pytest.mark.parametrize(
    ("talk", "people"), [(GERMAN, ["Viktor"]), (FRENCH, ["Chloé"]), (SPANISH, ["Noelia", "doctora Luján"])]
)
def test_who_is_spoken_of(talk: str, people: list[str]) -> None:
    """A name stands where people do; nouns and words that begin a sentence name nobody."""
    mentioned = extraction_of(talk).mentioned
    assert [mention.name for mention in mentioned if mention.type is EntityType.PERSON] == people
