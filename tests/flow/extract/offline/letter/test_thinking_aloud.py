"""Memos of one person thinking aloud: where a thought ends, and what is only said again."""

from datetime import UTC, datetime

import pytest
from tests.flow.extract.offline.letter.mails import ME

from minutebook.flow.adapt import adapt
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.model.entity import Context, Entity, EntityType
from minutebook.model.extraction import Task

FRIDAY = datetime(2026, 3, 6, 18, tzinfo=UTC)
REST = (
    "the keel is in and it looks good and we had tea with the owner he's fine with it and it rained all afternoon "
    "so that was a long day and i'm glad it's over the yard cat has had her kittens in the sail loft again"
)


def dictated(said: str) -> list[Task]:
    """The tasks of a memo that says this, and nothing else to do."""
    (source,) = adapt("Voice memo.txt", f"okay so {said} {REST}".encode(), FRIDAY, UTC, 10_000)
    people = tuple(Entity(name, EntityType.PERSON, name) for name in ("Roddy Mace", "Gwen Tolley"))
    return list(OfflineEngine().extract(source, Context(ME, people)).tasks)


def test_the_day_of_what_is_done_again_is_the_works_own() -> None:
    """One task, by the day that the next breath gives it."""
    (task,) = dictated("i need to ring the sailmaker about the mast i'll do that monday morning so")
    assert (task.text, task.due and task.due.isoformat()) == ("Ring the sailmaker about the mast", "2026-03-09")


def test_what_nobody_said_before_stays() -> None:
    """ "That" may be something else than work."""
    tasks = dictated("there's the varnish on the deck i'll do that tomorrow okay")
    assert all("varnish" in task.text.lower() or task.text.startswith("Do that") for task in tasks)


@pytest.mark.parametrize(
    "said", ["i must not forget dad's new spectacles is that all", "oh and mustn't forget dad's new spectacles so"]
)
def test_what_must_not_be_forgotten_is_work(said: str) -> None:
    """Though no verb says what is done."""
    assert [task.text for task in dictated(said)] == ["See to dad's new spectacles"]


def test_somebody_who_does_something_begins_a_thought() -> None:
    """Also after a particle: "with the radio on | Roddy wants …"."""
    tasks = dictated("i need to paint the hull tomorrow with the radio on roddy wants the key by tuesday okay")
    assert [task.text.partition(" (")[0] for task in tasks] == [
        "Paint the hull with the radio",
        "Give Roddy the key",
    ]


def test_what_another_does_is_no_part_of_an_order() -> None:
    """It may be told without a pause."""
    (task,) = dictated("remind me to cancel the mooring and gwen owes me forty quid okay")
    assert task.text == "Cancel the mooring"


def test_a_short_memo_is_cut_too() -> None:
    """A few words suffice to see that nobody set a mark."""
    said = b"okay driving home lena rang about the mast it's fine i've told her also the bilge pump's gone i need to order one tomorrow"
    (source,) = adapt("Voice memo.txt", said, FRIDAY, UTC, 10_000)
    (task,) = OfflineEngine().extract(source, Context(ME)).tasks
    assert (task.text.partition(" (")[0], task.due and task.due.isoformat()) == ("Order one", "2026-03-07")


def test_what_somebody_wants_is_written_once() -> None:
    """Who wants it and "I'll write that" are one task."""
    tasks = dictated(
        "but let's see gwen wants a note for the members i'll write that monday and put the sign up roddy's got the sign"
    )
    found = {task.text: task.due and task.due.isoformat() for task in tasks}
    assert found == {"Give Gwen a note for the members": "2026-03-09", "Put the sign up": None}
