"""Unscripted talk: what deals out work though nobody promises any."""

import numpy as np
import pytest

from meetings import LEXICON, meeting, read
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.extract.offline.talk.acts import Kind
from minutebook.flow.extract.offline.talk.sense import LABELS
from minutebook.flow.extract.offline.talk.unscripted import PLACES, Table, Unscripted, places_of, runs_of, weigh
from minutebook.flow.extract.offline.work.loose import find_loose
from minutebook.model.entity import Context

CHAT = [f"{who}: {said}" for who in ("Ana Ruiz", "Ben Okafor") for said in ("The kettle is heavy.", "Yeah, it is.")]
DEALS = "Ana Ruiz: So Ben, you're gonna be working on the lid design for the next meeting."


def lines_of(*turns):
    return read(meeting("\n".join(turns)))[1]


def test_a_line_is_weighed_by_its_runs_and_its_place():
    """Runs count by their number, what nobody learned says nothing, and a place adds its own."""
    table = Table({"you": 0, "work": 1}, np.array([1.0, 3.0]), np.arange(len(PLACES)), -0.5)
    here = [share == PLACES[1] for share in PLACES]
    assert weigh(["you", "work", "kettles"], here, table) == pytest.approx(4 / 2**0.5 + 1 - 0.5, abs=1e-3)


@pytest.mark.parametrize(("number", "total", "behind"), [(0, 100, 0), (99, 100, len(PLACES)), (29, 30, 0)])
def test_only_a_long_talk_has_places(number, total, behind):
    """The end of a long talk is told from its beginning; a short talk has neither."""
    assert sum(places_of(number, total)) == behind


def test_dealing_out_work_is_heard_at_the_end_of_a_meeting():
    """What is given out at the end sounds more like work dealt out than small talk, and than the same words at the beginning."""
    last = lines_of(*CHAT * 15, DEALS)
    first = lines_of(DEALS, *CHAT * 15)
    heard = Unscripted(last).hear
    assert heard(len(last) - 1) > max(0.0, heard(len(last) - 2), Unscripted(first).hear(0))
    assert runs_of(last[0])[1:3] == ["the", "kettle"]


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("So the designer over here is gonna work on the lid design.", "work on the lid design"),
        ("So you will work on the lid design and the buyer is gonna rest.", "work on the lid design"),
        ("And you guys will be working together on the working prototype.", "work together on the working prototype"),
    ],
)
def test_what_is_dealt_out_is_an_act(words, phrase):
    """A line that tells what somebody is to do, and sounds like it, is an act where no other is known."""
    lines = lines_of(*CHAT * 15, f"Ana Ruiz: {words}")
    senses = np.full((len(lines), len(LABELS)), -5.0)
    (act,) = find_loose(lines, (), senses, LEXICON, Unscripted(lines))
    assert (act.kind, act.phrase, act.line) == (Kind.LOOSE_YOURS, phrase, len(lines) - 1)
    assert find_loose(lines, (), senses, LEXICON) == ()


def test_each_gets_work_of_their_own():
    """Work dealt out in one breath to several is a task for each."""
    dealt = (
        "Ana Ruiz: So the designer is gonna work on the look and feel design.",
        "Ana Ruiz: And the engineer is gonna work on the working design for the next meeting.",
    )
    source = meeting("\n".join((*CHAT * 15, *dealt)))
    told = [task.text.partition(" (")[0] for task in OfflineEngine().extract(source, Context()).tasks]
    assert told == [
        "Have the designer work on the look and feel design",
        "Have the engineer work on the working design for the next meeting",
    ]
