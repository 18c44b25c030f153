"""An organisation without a page that the title of a talk names."""

from datetime import date

import pytest

from minutebook.flow.link.titled import titled_account
from minutebook.model.entity import Me
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance

ME = Me("Odalys Brennick", organisation="Brennick Yards")
SAID = "We at Quillfeather Marine run forty berths, and the mooring is ours."
SILENT = "We run forty berths, and the mooring is ours."


def titled(title: str, said: str = SAID, kind: SourceKind = SourceKind.CONVERSATION, known=("Halden Clinics",)):
    source = Source(
        "s", kind, "text", (Part("a", "a", 1),), date(2026, 5, 4), DatedFrom.NAME, title, (Utterance(0, said, block=0),)
    )
    return titled_account(source, ME, known, ("Tarek Ommen",))


@pytest.mark.parametrize(
    "title",
    [
        "Call with Quillfeather Marine",
        "Quillfeather Marine kickoff",
        "Quillfeather Marine - mooring demo",
        "Customer call: Quillfeather Marine",
        "Brennick Yards x Quillfeather Marine",
        "Quillfeather Marine / Brennick",
    ],
)
def test_it_is_named_by_the_occasion_or_beside_our_own(title: str):
    """And the talk says the name, too."""
    assert titled(title) == "Quillfeather Marine"


def test_beside_our_own_it_needs_no_other_proof():
    """Elsewhere a title that nothing in the talk bears out names nothing."""
    assert titled("Brennick Yards x Quillfeather Marine", SILENT) == "Quillfeather Marine"
    assert titled("Call with Quillfeather Marine", SILENT) is None


def test_a_firm_as_firms_are_called_needs_no_other_proof():
    """Two names or a legal form; two matters, or people, are no firm."""
    assert titled("Quillfeather & Rowan catch up", SILENT) == "Quillfeather & Rowan"
    assert titled("Quillfeather Ltd check-in", SILENT) == "Quillfeather Ltd"
    assert titled("Quillfeather catch up", SILENT) is None
    assert titled("Design & Build catch up", SILENT) is None
    assert titled("Tarek & Susan catch up", SILENT) is None


@pytest.mark.parametrize(
    "title",
    [
        "Weekly Sync",
        "Call with Tarek",
        "Call with Halden Clinics",
        "Mooring demo",
        "Renewal of the contract",
        "Call with Susan",
        "Quillfeather Marine",
        "Brennick Yards kickoff",
    ],
)
def test_occasions_people_and_what_is_known_are_none(title: str):
    """Nor is a bare name, which may be a project's or a place's."""
    assert titled(title, f"{SAID} Halden and Susan and Tarek say hello. Weekly.") is None


def test_only_talks_have_another_side():
    """A document's title is its own."""
    assert titled("Call with Quillfeather Marine", kind=SourceKind.DOCUMENT) is None
