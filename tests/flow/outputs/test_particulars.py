"""Contact details are questions: nothing is written over what a page says without a yes."""

import msgspec
from test_page import shelf_with_pages

from minutebook.flow.outputs.page import Known, page_changes
from minutebook.flow.outputs.particulars import field_value
from minutebook.model.extraction import Contact, Participant
from minutebook.model.record import Ask, AskState, ProposalRecord
from talks import MAREK, composed, linked, talk, understood


def asked(shelf, *contacts, known=(), **given):
    source = talk()
    links = linked(understood(source, contacts=contacts, **given), MAREK)
    note, _ = composed(source, links)
    changes = page_changes(
        MAREK,
        links.extraction,
        note,
        shelf.text(MAREK.path),
        shelf.records(MAREK.path),
        limit=30,
        known=Known(asks={a.id: a for a in known}, evidence=lambda ids: f"[[S#^u{ids[0]}|0:01]]"),
    )
    return [c.record for c in changes if isinstance(getattr(c, "record", None), ProposalRecord)]


def test_each_detail_is_a_question_once():
    """With what stands there now and the passage; what the page says already is none."""
    shelf = shelf_with_pages()
    contact = Contact(
        name="Marek Osei",
        email="marek@brisk.example",
        phone="+46 555 1",
        title="Dock lead",
        org="Fenwick",
        evidence=(4,),
    )
    found = asked(shelf, contact, contact, Contact(name="Somebody", phone="1"))
    assert {(a.ask, a.key, a.value) for a in found} == {
        (Ask.FIELD, "phone", "+46 555 1"),
        (Ask.FIELD, "role", "Dock lead"),
        (Ask.FIELD, "organisation", "Fenwick"),
    }
    said = {a.key: a.said for a in found}
    assert said["organisation"] == "[[Marek Osei]]: organisation Fenwick (now: Brisk Freight) [[S#^u4|0:01]]"


def test_an_answered_question_is_not_asked_again():
    """Unless nothing spoke for it any more in between."""
    shelf = shelf_with_pages()
    (ask,) = asked(shelf, Contact(name="Marek Osei", phone="+46 555 1"))
    for state, times in ((AskState.REJECTED, 0), (AskState.ACCEPTED, 0), (AskState.WITHDRAWN, 1)):
        known = [msgspec.structs.replace(ask, state=state)]
        assert len(asked(shelf, Contact(name="Marek Osei", phone="+46 5551"), known=known)) == times


def test_an_address_of_the_header_is_a_question_too():
    """Where the page has another."""
    shelf = shelf_with_pages()
    people = (Participant("Marek Osei", email="m.osei@fenwick.example"),)
    assert [(a.key, a.value) for a in asked(shelf, participants=people)] == [("email", "m.osei@fenwick.example")]


def test_what_a_key_becomes():
    """An address joins those that are there; an organisation with a page is linked."""
    assert field_value("email", "b@x.example", "a@x.example", None) == ("a@x.example", "b@x.example")
    assert field_value("email", "b@x.example", None, None) == "b@x.example"
    assert field_value("organisation", "Fenwick", None, "Accounts/Fenwick/Fenwick.md") == "[[Fenwick]]"
    assert field_value("role", "Lead", "Chief", None) == "Lead"
