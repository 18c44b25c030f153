"""What becomes of earlier work is heard in every language that is read."""

from datetime import date

import pytest
from tests.dialogues import extraction_of

from minutebook.model.extraction import UpdateStatus

GERMAN = "Berta Quandt: Was ist eigentlich mit dem Angebot für die Markise?\nOle Dirksen: "
FRENCH = "Solène Vauquier: Et la clôture du jardin, ça en est où, on l'a prévue ?\nBastien Lorgnac: "
SPANISH = "Elvira Montaner: ¿Y la persiana del almacén, cómo está?\nRufino Calderer: "


@pytest.mark.parametrize(
    ("talk", "said", "status"),
    [
        (GERMAN, "Das hab ich gestern verschickt.", UpdateStatus.DONE),
        (GERMAN, "Da bin ich noch dran, das ist halb fertig.", UpdateStatus.IN_PROGRESS),
        (GERMAN, "Das verschiebt sich auf den 20. März.", UpdateStatus.SLIPPED),
        (GERMAN, "Das hat sich erledigt, wir brauchen keine mehr.", UpdateStatus.CANCELLED),
        (FRENCH, "Elle a été réparée mardi.", UpdateStatus.DONE),
        (FRENCH, "J'y travaille, j'en suis à la moitié.", UpdateStatus.IN_PROGRESS),
        (FRENCH, "C'est repoussé au 20 mars.", UpdateStatus.SLIPPED),
        (SPANISH, "Ya está arreglada, la cambiaron el martes.", UpdateStatus.DONE),
        (SPANISH, "Estoy en ello, va a medias.", UpdateStatus.IN_PROGRESS),
        (SPANISH, "Se aplaza al 20 de marzo.", UpdateStatus.SLIPPED),
    ],
)
def test_an_answer_says_how_the_work_stands(talk: str, said: str, status: UpdateStatus) -> None:
    """Who answers reports: the question before names the work, a day ahead in the answer is the new one."""
    told = extraction_of(talk + said).updates
    assert [update.status for update in told] == [status]
    asker, asked, teller = talk.replace("\n", ": ").split(": ")[:3]
    assert asker and asked in told[0].task_text
    assert told[0].owner == teller
    assert told[0].new_due == (date(2026, 3, 20) if status is UpdateStatus.SLIPPED else None)


def test_what_is_supposed_or_asked_reports_nothing() -> None:
    """A question and what would be if are no news of any work."""
    asked = "Berta Quandt: Hast du das Angebot schon verschickt?"
    assert extraction_of(f"{asked}\nOle Dirksen: Das sollten wir morgen bereden.").updates == ()


@pytest.mark.parametrize(
    "talk",
    [
        "Solène Vauquier: On vend six cents paniers par mois en tout.\nBastien Lorgnac: Ah oui, c'est bien.\nSolène Vauquier: Par contre, le budget est serré.",
        "Solène Vauquier: On reste avec le même imprimeur pour le moment.\nBastien Lorgnac: Oui, c'est décidé, pas de souci pour moi.",
    ],
)
def test_how_something_is_reports_nothing(talk: str) -> None:
    """A state is no deed, whatever its ending."""
    assert extraction_of(talk).updates == ()
