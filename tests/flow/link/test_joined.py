"""Names run together."""

import pytest

from minutebook.flow.link.joined import Joined
from minutebook.model.entity import Entity, EntityState, EntityType, Me

PELLE = Entity("p", EntityType.PERSON, "Pelle Strandmark", path="People/Pelle Strandmark.md")
BOTH = Entity("b", EntityType.PERSON, "Marit Solheim Odalys Brennick", state=EntityState.PROPOSED)
JOINED = Joined(Me("Odalys Brennick"), [PELLE, BOTH])


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Marit Solheim Odalys Brennick", ("Odalys Brennick", "Marit Solheim")),
        ("Pelle Strandmark Marit Solheim", ("Pelle Strandmark", "Marit Solheim")),
        ("Pelle Strandmark Odalys Brennick", ("Odalys Brennick", "Pelle Strandmark")),
        ("Dr. Marit Solheim Odalys Brennick", ("Odalys Brennick", "Marit Solheim")),
        ("Odalys Brennick", None),
        ("Odalys Maria Brennick", None),
        ("Dr. Odalys Brennick MBA PhD", None),
        ("Odalys Brennick Holm", None),
        ("Rosa Maria del Carmen Ruiz", None),
    ],
)
def test_whom_a_long_name_names(name: str, parts: tuple[str, ...] | None):
    """Who is known in full comes first, the owner before all; a middle name or a title makes no second person."""
    assert JOINED.parts(name) == parts


def test_what_is_proposed_of_two_is_nobody():
    """A proposed name that runs two together is none of those known."""
    assert JOINED.known() == (PELLE,)
