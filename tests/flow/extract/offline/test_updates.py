"""What people report on earlier work, before it is bound to open tasks."""

from datetime import date

import pytest

from minutebook.flow.extract.offline import OfflineEngine
from minutebook.model.entity import Context, Entity, EntityType, Me
from minutebook.model.extraction import UpdateStatus
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance

NAMES = ("Ana Ruiz", "Ben Okafor", "Chitra Rao")


def updates_of(*turns):
    source = Source(
        id="invented",
        kind=SourceKind.CONVERSATION,
        format="test",
        parts=(Part("talk.txt", "0" * 64, 1),),
        date=date(2026, 3, 4),
        dated_from=DatedFrom.CONTENT,
        title="Talk",
        utterances=tuple(Utterance(id=n, text=text, speaker=who, block=n) for n, (who, text) in enumerate(turns)),
    )
    people = tuple(Entity(id=name, type=EntityType.PERSON, name=name) for name in NAMES)
    return OfflineEngine().extract(source, Context(me=Me(name="Ana Ruiz"), entities=people)).updates


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("I sent it on Tuesday.", UpdateStatus.DONE),
        ("I haven't finished it, I'm sorry.", UpdateStatus.SLIPPED),
        ("We dropped that, the client said no.", UpdateStatus.CANCELLED),
        ("I've started it, about a page so far.", UpdateStatus.IN_PROGRESS),
    ],
)
def test_status_is_heard(answer, status):
    """A report on the work that was asked about carries its status, its words and who reports."""
    (update,) = updates_of(("Ana Ruiz", "The brochure for the mill?"), ("Ben Okafor", answer))
    assert (update.status, update.owner, update.evidence) == (status, "Ben Okafor", (1,))
    assert "brochure" in update.task_text


def test_new_date_of_what_slipped():
    """What slipped carries the day that was agreed after it."""
    updates = updates_of(
        ("Ana Ruiz", "And the price list?"),
        ("Ben Okafor", "I didn't get to it. Can I have till Friday?"),
        ("Ana Ruiz", "Friday's fine."),
    )
    assert [(u.status, u.new_due) for u in updates] == [(UpdateStatus.SLIPPED, date(2026, 3, 6))]


def test_new_owner_of_what_changed_hands():
    """What somebody took over carries their name."""
    updates = updates_of(("Ana Ruiz", "Who rings the council?"), ("Ben Okafor", "Chitra has taken it over."))
    assert [(u.status, u.new_owner) for u in updates] == [(UpdateStatus.REASSIGNED, "Chitra Rao")]


def test_talk_without_news_has_none():
    """Plans and small talk report nothing."""
    assert updates_of(("Ana Ruiz", "Shall we begin?"), ("Ben Okafor", "Please.")) == ()
