"""Names side by side on one line, and names run together: through the real command line."""

import pytest

from book import Book
from minutebook.ui.cli import main

PAPER = """\
LOAN OF A BOAT

dated 4 May 2026

1. The Lender hands over the boat by 12 May 2026.
2. The Borrower pays the deposit of EUR 300.

Signed

______________________            ______________________
{names}
"""
ROUND = """\
Harbour round 6 May 2026

Odalys Brennick: Morning. I will order the rope by Friday.
Pelle Strandmark: Good. The jetty is dry again since Monday.
Odalys Brennick: And I'll call the painter tomorrow.
Pelle Strandmark: Thanks, that is all.
"""
WRONG = "Marit Solheim Odalys Brennick"


@pytest.fixture
def mine(book: Book) -> Book:
    """A vault of Odalys Brennick's."""
    assert main(["config", "me.name", "Odalys Brennick", "--vault", str(book.root)]) == 0
    return book


@pytest.mark.parametrize(
    "names",
    [
        "Marit Solheim                     Odalys Brennick",
        "Marit Solheim\tOdalys Brennick",
        "Marit Solheim  Odalys Brennick",
        "Marit Solheim ____ Odalys Brennick",
        "Marit Solheim / Odalys Brennick",
        "Marit Solheim | Odalys Brennick",
        "Odalys Brennick, Lender        Marit Solheim, Borrower",
    ],
)
def test_who_signs_beside_the_owner_does_not_take_over_their_name(mine: Book, names: str):
    """Names set apart on a line are several people, and what the owner says later is theirs."""
    mine.drop("loan.txt", PAPER.format(names=names))
    mine.drop("round.txt", ROUND)
    assert mine("ingest").code == 0
    every = "".join(text.decode() for name, text in mine.files().items() if name.endswith(".md"))
    assert WRONG not in every
    assert "Odalys Brennick Marit" not in every
    assert "Marit Solheim" in every
    own = mine("tasks", "--mine").out
    assert "Order the rope" in own
    assert "Call the painter" in own


@pytest.fixture
def mistaken(book: Book) -> Book:
    """A vault in which two were taken for one person before it knew whose it is."""
    assert book("config", "me.name", "").code == 0
    book.drop("loan.txt", PAPER.format(names=WRONG))
    assert book("ingest").code == 0
    assert f"  - {WRONG}\n" in book.note("Journal/*Loan*.md").read_text()
    assert WRONG in book("people", "list").out
    assert book("config", "me.name", "Odalys Brennick").code == 0
    return book


def test_a_longer_name_proposed_does_not_take_over_the_owners(mistaken: Book):
    """Work under the owner's own name is theirs, also where a longer name that holds it is proposed."""
    mistaken.drop("round.txt", ROUND)
    assert mistaken("ingest").code == 0
    own = mistaken("tasks", "--mine").out
    assert "Order the rope" in own
    assert "Call the painter" in own
    assert WRONG not in mistaken.note("**/*ound.md").read_text()


def test_never_and_reading_again_repair_the_notes(mistaken: Book):
    """A wrong name that is refused goes from the note's people once it is read again; those whom it held are told apart."""
    assert "is you" in mistaken("people", "merge", WRONG, "Odalys Brennick").err
    assert mistaken("people", "never", WRONG).code == 0
    assert mistaken("ingest", "--again").code == 0
    head = mistaken.note("Journal/*Loan*.md").read_text().split("---")[1]
    assert WRONG not in head
    assert WRONG not in mistaken("people", "list").out
    before = mistaken.files("Minutebook/")
    assert mistaken("ingest", "--again").code == 0
    assert mistaken.files("Minutebook/") == before


def test_a_known_person_within_a_longer_name_stays_who_they_are(book: Book):
    """Two names run together are told apart where one of them has a page."""
    book.drop("loan.txt", PAPER.format(names="Marit Solheim Pelle Strandmark"))
    assert book("ingest").code == 0
    assert "Solheim Pelle" not in book.note("**/*Loan*.md").read_text().split("---")[1]
    assert "Solheim Pelle" not in book("people", "list").out
