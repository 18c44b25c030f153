"""Which sentences the items that they cite show."""

from datetime import date

import pytest

from minutebook.flow.extract.llm.answer import Cited
from minutebook.flow.extract.llm.cited import Item
from minutebook.flow.extract.llm.shown import find_shown

TODAY = date(2026, 11, 28)
ITEMS = (
    Item("Send Maren the names (due Thu 5 Nov, 23 days late)", "Pelle Strandmark owes", "2026-11-05"),
    Item("The board approved it yesterday, so we go ahead with two boats.", "Decided", "2026-11-10"),
    Item("We can freeze on 11 November. Everybody happy with that.", "Decided", "2026-11-02"),
    Item("Who's bringing the spare boat to the fair?", "Open questions", "2026-11-09"),
    Item("Pelle has been the only one on call since September", "Last times", "2026-11-05"),
)
NAMES, BOARD, FREEZE, FAIR, CALL = (
    "Send Maren the names",
    "The board approved it",
    "We can freeze on 11 November",
    "bringing the spare boat",
    "the only one on call",
)


@pytest.mark.parametrize(
    ("text", "cited", "quote"),
    [
        ("Pelle is 23 days late with the names for Maren, due on 5 November.", [0], NAMES),
        ("Pelle Strandmark still owes Maren the names, due on Thursday 5 November.", [0], NAMES),
        ("The board approved it, so you go ahead with 2 boats.", [1], BOARD),
        ("You freeze on 11 November, and the board approved it.", [2, 1], FREEZE),
        ("Nobody has said who brings the spare boat to the fair.", [3], FAIR),
        ("Pelle’s been the only one on call since September.", [4], CALL),
    ],
)
def test_what_the_items_say_stands(text: str, cited: list[int], quote: str) -> None:
    """In other words, with short names of days in full, over several items; it cites them all."""
    assert find_shown(Cited(text=text, u=cited, quote=quote), ITEMS, TODAY) == tuple(cited)


@pytest.mark.parametrize(
    ("text", "cited", "quote"),
    [
        ("Pelle is 32 days late with the names.", [0], NAMES),
        ("Jorunn is late with the names for Maren.", [0], NAMES),
        ("Pelle owes Maren and Jorunn the names.", [0], NAMES),
        ("Pelle owes Maren the names, due on 6 November.", [0], NAMES),
        ("Pelle owes Maren the names, due on Monday.", [0], NAMES),
        ("The board approved it, so you go ahead with three boats.", [1], BOARD),
        ("The board of Halmont approved it, so you go ahead.", [1], BOARD),
        ("You can freeze tomorrow, everybody is happy with that.", [2], FREEZE),
        ("The fair was cancelled for want of money.", [3], FAIR),
        ("Pelle has been the only one on call since October.", [4], CALL),
        ("Pelle has been the only one on call since September.", [3], FAIR),
        ("Pelle has been the only one on call since September.", [], CALL),
        ("Pelle has been the only one on call since September.", [4], "never said by anybody"),
        ("Pelle has been the only one on call since September.", [4], ""),
    ],
)
def test_what_they_do_not_say_is_shown_by_nothing(text: str, cited: list[int], quote: str) -> None:
    """Another name, number or day, another matter, no item, or a quote that stands in none."""
    assert find_shown(Cited(text=text, u=cited, quote=quote), ITEMS, TODAY) == ()


def test_in_another_language_the_quote_stands_for_the_words() -> None:
    """Names, numbers and days must be those of the items all the same."""
    said = "Pelle schuldet Maren die Namen seit 23 Tagen."
    german = {"items": ITEMS, "day": TODAY, "language": "German"}
    assert find_shown(Cited(text=said, u=[0], quote=NAMES), **german) == (0,)
    assert find_shown(Cited(text=said, u=[0], quote=NAMES), ITEMS, TODAY) == ()
    assert find_shown(Cited(text=said.replace("23", "24"), u=[0], quote=NAMES), **german) == ()
    assert find_shown(Cited(text=said.replace("Pelle", "Heinrich"), u=[0], quote=NAMES), **german) == ()
