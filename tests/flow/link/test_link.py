"""Names of an extraction link to accepted entities, are asked about, or become proposals; nothing is guessed."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casting import KNOWN, ME, account, conversation, person, project, thing
from minutebook.flow.link import link
from minutebook.model.entity import Context, EntityState, EntityType
from minutebook.model.extraction import Contact, Extraction, Fact, Mention, NoteType, Participant, Subject, Task
from minutebook.text.labels import is_generic

PERSON, ACCOUNT, PROJECT, FORUM = EntityType.PERSON, EntityType.ACCOUNT, EntityType.PROJECT, EntityType.FORUM
SOURCE = conversation("Imke Sauer: Hello.")


def understood(*present, mentioned=(), **given):
    """An extraction of who was present and what was mentioned."""
    values = {
        "engine": "test",
        "note_type": NoteType.PEOPLE,
        "subject": None,
        "title": "Talk",
        "date": date(2026, 5, 6),
    }
    participants = tuple(Participant(p) if isinstance(p, str | None) else p for p in present)
    return Extraction(
        **(values | {"participants": participants, "mentioned": tuple(Mention(k, n) for k, n in mentioned)} | given)
    )


def linked(extraction, *entities, **given):
    known = entities or KNOWN
    return link(SOURCE, extraction, Context(ME, known), (), known, **given)


def test_names_become_those_of_the_registry():
    """In participants, mentions, subject, owners and facts alike."""
    extraction = understood(
        "imke sauer",
        "Dario M",
        mentioned=[(ACCOUNT, "Quayle"), (PROJECT, "the move")],
        subject=Subject(PERSON, "Dario"),
        tasks=(Task(id="t", text="Send it", evidence=(0,), owner="Imke", owed_to="Dario"),),
        facts=(Fact(id="f", text="It moves.", evidence=(0,), about=("the move", "Quayle", "the moon")),),
    )
    found = linked(extraction).extraction
    assert [p.name for p in found.participants] == ["Imke Sauer", "Dario Moutinho"]
    assert [m.name for m in found.mentioned] == ["Quayle Instruments", "Clean Room Move"]
    assert found.subject == Subject(PERSON, "Dario Moutinho")
    assert (found.tasks[0].owner, found.tasks[0].owed_to) == ("Imke Sauer", "Dario Moutinho")
    assert found.facts[0].about == ("Clean Room Move", "Quayle Instruments", "the moon")


def test_accepted_entities_are_resolved_once_with_their_page():
    """Each with how it was matched."""
    links = linked(
        understood(
            "Imke Sauer",
            mentioned=[(PERSON, "Dario"), (ACCOUNT, "Quayle")],
            subject=Subject(ACCOUNT, "Quayle Instruments"),
        )
    )
    assert [(r.name, r.type.value, r.path) for r in links.resolved] == [
        ("Imke Sauer", "person", "People/Imke Sauer/Imke Sauer.md"),
        ("Dario Moutinho", "person", "People/Dario Moutinho/Dario Moutinho.md"),
        ("Quayle Instruments", "account", "X/Quayle Instruments/Quayle Instruments.md"),
    ]
    assert links.subject_entity is not None
    assert links.subject_entity.name == "Quayle Instruments"
    assert links.proposals == ()


def test_an_address_links_before_a_name():
    """Somebody who writes under another name is known by address."""
    found = linked(understood(Participant("N. E.", email="NGOZI@larkfield.example")))
    assert [r.name for r in found.resolved] == ["Ngozi Eze"]
    assert found.extraction.participants[0].name == "Ngozi Eze"


def test_a_proposed_entity_gives_its_name_but_no_link():
    """A page is only there once it is accepted; until then each source that speaks of it does so for the proposal."""
    found = linked(understood("Ida Bloom"), *KNOWN, person("Ida Bloom", state=EntityState.PROPOSED))
    assert found.resolved == ()
    assert [p.name for p in found.proposals] == ["Ida Bloom"]


def test_homonyms_go_to_who_is_present_else_are_asked():
    """Two of one given name."""
    known = (*KNOWN, person("Dario Conti"))
    there = linked(understood("Dario Conti", mentioned=[(PERSON, "Dario")]), *known)
    assert there.asked == ()
    absent = linked(understood("Imke Sauer", mentioned=[(PERSON, "Dario")]), *known)
    assert [(a.name, {c.name for c in a.candidates}) for a in absent.asked] == [
        ("Dario", {"Dario Conti", "Dario Moutinho"})
    ]
    assert "Dario" in [m.name for m in absent.extraction.mentioned]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Jane S.", "Jon Stone"), ("AI", "Mainz"), ("Ida Bloom", "Ida Bloomfield-Hart"), ("Tom Reed", "Tom Hale")],
)
def test_other_people_are_never_merged(one, other):
    """A name in part like another's stays its own."""
    found = linked(understood(one), person(other), account(other))
    assert found.extraction.participants[0].name == one
    assert found.resolved == ()


def test_nearly_the_same_name_is_asked():
    """One letter may be a slip or somebody else: a person decides, and nobody is proposed."""
    found = linked(understood("Darla Moutinho", mentioned=[(ACCOUNT, "Quale Instruments")]), propose_mentions=1)
    asked = {a.name: [c.name for c in a.candidates] for a in found.asked}
    assert asked == {"Darla Moutinho": ["Dario Moutinho"], "Quale Instruments": ["Quayle Instruments"]}
    assert found.proposals == ()


def test_unknown_participants_and_subjects_are_proposed():
    """With the address and organisation that the source gives."""
    extraction = understood(
        "Imke Sauer", Participant("Ida Bloom", email="ida@halden.example"), None, "Speaker 2",
        subject=Subject(FORUM, "Monday Huddle"), contacts=(Contact("Ida Bloom", "ida@halden.example", org="Halden"),),
    )  # fmt: skip
    found = linked(extraction).proposals
    assert [(p.type.value, p.name, p.email, p.organisation) for p in found] == [
        ("person", "Ida Bloom", "ida@halden.example", "Halden"),
        ("forum", "Monday Huddle", None, None),
        ("account", "Halden", None, None),
    ]


def test_the_mentioned_are_proposed_from_enough_sources_on():
    """By full name only: a given name alone may be anybody."""
    extraction = understood("Imke Sauer", mentioned=[(PERSON, "Ida Bloom"), (PERSON, "Tom"), (ACCOUNT, "Halden")])
    assert linked(extraction).proposals == ()
    again = linked(extraction, mentioned_before={"ida bloom": 1, "tom": 5, "halden": 1}).proposals
    assert [p.name for p in again] == ["Ida Bloom", "Halden"]
    assert linked(extraction, propose_mentions=0, mentioned_before={"ida bloom": 9}).proposals == ()


def test_what_was_refused_and_ones_own_is_not_proposed():
    """Never entities, the owner and the owner's organisation; and no proposals at all where that is set."""
    refused = (
        *KNOWN,
        person("Ida Bloom", "Idy", state=EntityState.NEVER),
        thing(ACCOUNT, "Halden", state=EntityState.NEVER),
    )
    extraction = understood("Imke Sauer", "Idy", mentioned=[(ACCOUNT, "Halden"), (ACCOUNT, "Larkfield Optics")])
    assert linked(extraction, *refused, propose_mentions=1).proposals == ()
    assert linked(extraction, project("Other"), propose_mentions=1).proposals != ()
    assert linked(understood("Ida Bloom"), propose_present=False).proposals == ()


def test_somebody_present_is_not_also_mentioned():
    """However an engine wrote the name."""
    found = linked(understood("Dario Moutinho", mentioned=[(PERSON, "Dario"), (PERSON, "Niamh")]))
    assert [m.name for m in found.extraction.mentioned] == ["Niamh Corrigan"]


NAMES = st.one_of(
    st.text(min_size=1, max_size=30),
    st.sampled_from(["Dario", "Speaker 1", "Me", "Quayle", "Remote", "A", "SPEAKER_00"]),
)


@given(st.lists(NAMES, max_size=6), st.lists(NAMES, max_size=6))
def test_any_names_can_be_linked(present, mentioned):
    """Nothing raises; no generic name is ever proposed."""
    extraction = understood(*present, mentioned=[(PERSON, name) for name in mentioned])
    for proposal in linked(extraction, propose_mentions=1).proposals:
        assert proposal.type is not PERSON or not is_generic(proposal.name)


def test_ten_thousand_entities_are_linked_quickly():
    """Only those that share a word with the extraction are looked at closely."""
    many = [person(f"Given{n % 900} Family{n}") for n in range(7000)] + [
        account(f"Firm{n} Holdings Ltd") for n in range(3000)
    ]
    extraction = understood(
        "Given7 Family7", *(f"Given{n} Family{n}" for n in range(20, 40)), mentioned=[(ACCOUNT, "Firm12 Holdings")]
    )
    start = time.process_time()
    found = link(SOURCE, extraction, Context(ME, KNOWN), (), many)
    assert time.process_time() - start < 0.5
    assert len(found.resolved) == 22
