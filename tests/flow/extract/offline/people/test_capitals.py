"""First names in text that was heard without capitals."""

from datetime import date

import pytest

from minutebook.flow.extract.offline.people.capitals import read_capitals
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance


@pytest.mark.parametrize(
    ("said", "text", "told"),
    [
        ("i need to ring ottilie about it", "Ring ottilie about it", "Ring Ottilie about it"),
        ("ottilie's crane", "Move ottilie's crane", "Move Ottilie's crane"),
        ("i told zoë", "Tell zoë", "Tell Zoë"),
        ("i'll mark the spot for mark", "Mark the spot for mark", "Mark the spot for mark"),
        ("Ottilie says that ottilie.example is down", "Mend ottilie.example", "Mend ottilie.example"),
        ("ring the yard", "Ring ottilie", "Ring ottilie"),
        ("Book the trip.", "Book the trip", "Book the trip"),
    ],
)
def test_they_get_them(said: str, text: str, told: str) -> None:
    """Where the source has a name in small letters alone, and it is no other word."""
    source = Source(
        "s", SourceKind.MEMO, "text", (Part("a", "a", 1),), date(2026, 5, 4), DatedFrom.NAME, "", (Utterance(0, said, block=0),)
    )  # fmt: skip
    assert read_capitals(source, ["Ottilie Vance", "Mark Ode", "Trip Ode", "Zoë Ode"])(text) == told
