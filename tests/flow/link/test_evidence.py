"""Which of several a name means: told by the source, then by history, else asked; never guessed."""

import pytest
from evals.identity import Case, judge, suite

from casting import conversation
from minutebook.flow.link import link
from minutebook.model.entity import Confirmed, Context, Entity, EntityType, Me, Registry
from minutebook.model.extraction import Extraction, Mention, NoteType, Participant

PERSON = EntityType.PERSON
SOURCE = conversation("Ana Ruiz: Sam will do it.")


def person(name: str, **given) -> Entity:
    return Entity(name.lower(), PERSON, name, path=f"People/{name}.md", **given)


ANA, FOX, HART = person("Ana Ruiz"), person("Sam Fox"), person("Sam Hart")


def meant(name: str, *known: Entity, registry: Registry | None = None, present=("Ana Ruiz",), mentioned=()):
    extraction = Extraction(
        engine="x",
        note_type=NoteType.PEOPLE,
        subject=None,
        title="Weekly",
        date=SOURCE.date,
        participants=tuple(map(Participant, present)),
        mentioned=(Mention(PERSON, name, (0,)), *(Mention(PERSON, m) for m in mentioned)),
    )
    return link(SOURCE, extraction, Context(Me(), known), (), known, registry=registry or Registry())


@pytest.mark.parametrize("case", tuple(suite()), ids=lambda case: f"{case.kind}-{case.name}")
def test_no_wrong_merge(case: Case):
    """In no situation of the suite does a name become somebody else; what cannot be told is asked."""
    outcome = judge(case)
    assert outcome in ({"right", "asked", "none"} if case.want else {"asked", "none"})
    if case.want == "?":
        assert outcome == "asked"


def test_history_tells_when_it_is_clear():
    """Of two Sams the one who meets Ana often is meant; a little oftener is not enough."""
    often = {"Sam Fox": 6, "Sam Hart": 1}
    links = meant("Sam", ANA, FOX, HART, registry=Registry(met=lambda name, _: often.get(name, 0)))
    assert [m.name for m in links.extraction.mentioned] == ["Sam Fox"]
    often = {"Sam Fox": 6, "Sam Hart": 2}
    links = meant("Sam", ANA, FOX, HART, registry=Registry(met=lambda name, _: often.get(name, 0)))
    assert [a.name for a in links.asked] == ["Sam"]


def test_a_first_name_alone_needs_more_than_the_name():
    """One Sam known, but never with those present: asked; met before: linked."""
    assert [a.name for a in meant("Sam", ANA, FOX, registry=Registry(met=lambda *_: 0)).asked] == ["Sam"]
    assert not meant("Sam", ANA, FOX, registry=Registry(met=lambda *_: 1)).asked


def test_named_in_full_in_the_same_source():
    """A first name is that of the one named in full elsewhere in the source, known or not."""
    links = meant("Sam", ANA, FOX, HART, mentioned=["Sam Hart"])
    assert [m.name for m in links.extraction.mentioned] == ["Sam Hart"]
    links = meant("Sam", ANA, FOX, mentioned=["Sam Novotny"])
    assert [m.name for m in links.extraction.mentioned] == ["Sam Novotny"]
    assert not links.asked


def test_what_a_person_said_holds_in_its_meetings():
    """An answer holds for meetings of that title; one without a title everywhere; "none of them" is not asked again."""
    here = Confirmed("sam", PERSON, HART.id, SOURCE.title.casefold())
    assert [m.name for m in meant("Sam", ANA, FOX, HART, registry=Registry((here,))).extraction.mentioned] == [
        "Sam Hart"
    ]
    elsewhere = Confirmed("sam", PERSON, HART.id, "another meeting")
    assert meant("Sam", ANA, FOX, HART, registry=Registry((elsewhere,))).asked
    nobody = Confirmed("sam", PERSON, "")
    assert not meant("Sam", ANA, FOX, HART, registry=Registry((nobody,))).asked
