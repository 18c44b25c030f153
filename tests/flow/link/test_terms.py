"""Abbreviations that a source spells out."""

from datetime import date

import pytest

from minutebook.flow.link.terms import find_terms
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance


def spelled(text: str) -> list[tuple[str, str]]:
    utterances = (Utterance(0, text, block=0),)
    part = Part("a", "a", 1)
    source = Source("s", SourceKind.CONVERSATION, "text", (part,), date(2026, 5, 4), DatedFrom.NAME, "Quay", utterances)
    return [(term.short, term.long) for term in find_terms(source)]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("The Harbour Access Plan (HAP) goes to the board.", "HAP", "Harbour Access Plan"),
        ("So the Harbour Access Plan, HAP, goes to the board.", "HAP", "Harbour Access Plan"),
        ("Then there is the harbour access plan, or HAP.", "HAP", "harbour access plan"),
        ("We wrote the Harbour Access Plan – HAP for short – in May.", "HAP", "Harbour Access Plan"),
        ("The Harbour Access Plan, which we call HAP from now on, is late.", "HAP", "Harbour Access Plan"),
        ("HAP stands for Harbour Access Plan, by the way.", "HAP", "Harbour Access Plan"),
        ("HAP, that's the Harbour Access Plan, comes first.", "HAP", "Harbour Access Plan"),
        ("SOW (Statement of Work) attached.", "SOW", "Statement of Work"),
        ("The Department of Quay Works (DQW) said no.", "DQW", "Department of Quay Works"),
        ("The Ministry of Ports and Roads (MPR) said no.", "MPR", "Ministry of Ports and Roads"),
        ("R&D (research and development) is full.", "R&D", "research and development"),
        ("Unser Hafen-Zugangs-Plan (HZP) kommt, also der Hafen Zugangs Plan, HZP.", "HZP", "Hafen Zugangs Plan"),
    ],
)
def test_it_is_found_with_what_it_stands_for(text: str, short: str, long: str):
    """In brackets, after a comma or a dash, and where it is said in so many words."""
    assert (short, long) in spelled(text)


@pytest.mark.parametrize(
    "text",
    [
        "The board (HAP) goes on.",
        "We met Ana, Ben, and they all said OK.",
        "Halden Clinics, HR, and the rest of them come.",
        "It is a long way to the harbour, HAP is not there.",
        "Send it to the CEO, the plan is ready.",
        "HAP, the ferry and the dock.",
        "In the USA, the harbours are larger.",
    ],
)
def test_what_has_other_letters_stands_for_nothing(text: str):
    """Capitals beside words are no abbreviation of them."""
    assert spelled(text) == []
