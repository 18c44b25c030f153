"""What needs no decision today."""

from datetime import date

import msgspec
import pytest

from minutebook.model.book import BookTask
from minutebook.model.entity import Me
from minutebook.model.extraction import Participant, Task
from minutebook.model.queue import Waiting, WaitKind
from minutebook.model.source import SourceKind
from minutebook.run.later import Involved, is_theirs_alone, part, say_later

ME = Me("Odalys Brennick", ("Oda",))
GROUP = tuple(map(Participant, ("Odalys Brennick", "Pelle Strandmark", "Wilma Aro")))


def owed(
    words: str = "Order the new seal",
    owner: str | None = "Pelle Strandmark",
    *,
    asked_by: str | None = None,
    owed_to: str | None = None,
    there: tuple[Participant, ...] = GROUP,
    kind: SourceKind = SourceKind.CONVERSATION,
    sure: float = 0.9,
) -> bool:
    task = BookTask(handle="x", path="Notes/Pump.md", line=1, status="?", text=words, owner=owner, owed_to=owed_to)
    rated = Task(id="mb-x", text=words, evidence=(1,), owner=owner, asked_by=asked_by)
    return is_theirs_alone(task, rated, sure, Involved(ME, kind, there))


def test_what_others_owe_others_can_wait():
    """A task of a meeting of several that nothing ties to me."""
    assert owed()
    assert owed("Will Pelle's rope hold", asked_by="Wilma Aro", owed_to="Wilma Aro")


@pytest.mark.parametrize(
    "tied",
    [
        {"asked_by": "Odalys Brennick"},
        {"owed_to": "Myself"},
        {"words": "Send Odalys the tide tables"},
        {"words": "Send the tables to Oda"},
        {"owner": "Odalys"},
        {"owner": "Myself"},
        {"there": GROUP[:2]},
        {"kind": SourceKind.MEMO},
    ],
)
def test_what_is_mine_or_owed_to_me_cannot(tied):
    """Asked for by me, for me, naming me, between two of us, out of my own memo; or its owner may be me."""
    assert not owed(**tied)


def test_what_is_hardly_likely_of_others_can_wait():
    """And nobody's, but not where it may be mine."""
    assert owed(owner=None, sure=0.4)
    assert not owed(owner=None)
    assert owed(asked_by="Odalys Brennick", sure=0.4)
    assert not owed(owner="Odalys", sure=0.4)


def test_between_two_of_us_only_what_the_other_owes_is_owed_to_me():
    """Somebody whom they name owes it to them."""
    assert owed(owner="Wilma Aro", there=GROUP[:2])


def test_what_can_wait_is_said_in_a_line():
    """How much of each, and how much of it became late within the week."""
    items = [
        Waiting(id=str(n), kind=WaitKind.TASK, words="", path="", owner="Wilma Aro", due=due, can_wait=True)
        for n, due in enumerate((None, "2026-03-10", "2026-03-01", "2026-03-12"))
    ]
    name = Waiting(id="n", kind=WaitKind.NAME, words="Wilma Aro", path="", can_wait=True)
    today = date(2026, 3, 12)
    assert (
        say_later([*items, name], today) == "4 tasks that others owe others (1 of them late), 1 person who was met once"
    )
    loose = Waiting(id="l", kind=WaitKind.TASK, words="", path="", can_wait=True)
    assert say_later([loose, name], today) == "1 hardly likely task of nobody, 1 person who was met once"
    assert say_later([name, name], today) == "2 people who were met once"
    house = msgspec.structs.replace(name, what="account")
    assert say_later([name, house], today) == "1 person who was met once, 1 organisation of one mail"
    assert not say_later((), today)
    asked = Waiting(id="a", kind=WaitKind.TASK, words="", path="")
    assert part([name, asked]) == ([asked], [name])
