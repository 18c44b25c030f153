"""Many ways to say that somebody will do something: each gives one task of the right person."""

from datetime import date

import pytest

from minutebook.flow.extract.offline import OfflineEngine
from minutebook.model.entity import Context, Entity, EntityType, Me
from minutebook.model.extraction import TaskStatus
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance

PEOPLE = {"Ana": "Ana Ruiz", "Ben": "Ben Okafor", "Chitra": "Chitra Rao", "Dov": "Dov Lindgren"}


def owners_of(*turns):
    lines = []
    for n, turn in enumerate(turns):
        who, _, words = turn.partition(": ")
        lines.append(Utterance(id=n, text=words, speaker=PEOPLE[who], block=n))
    source = Source(
        id="invented",
        kind=SourceKind.CONVERSATION,
        format="test",
        parts=(Part("talk.txt", "0" * 64, 1),),
        date=date(2026, 3, 4),
        dated_from=DatedFrom.CONTENT,
        title="Talk",
        utterances=tuple(lines),
    )
    people = tuple(Entity(id=name, type=EntityType.PERSON, name=name) for name in PEOPLE.values())
    found = OfflineEngine().extract(source, Context(me=Me(name="Ana Ruiz"), entities=people)).tasks
    return [task.owner for task in found if task.status is TaskStatus.OPEN]


@pytest.mark.parametrize(
    ("turns", "owner"),
    [
        (["Ana: I'll get that invoice over to the museum by Thursday.", "Ben: Thanks."], "Ana"),
        (["Ana: Who's going to collect the keys from the caretaker?", "Ben: I'll do it.", "Ana: Great."], "Ben"),
        (["Ana: Ben, would you mind proofreading the brochure?", "Ben: Not at all."], "Ben"),
        (["Ana: I need the attendance numbers from you by Monday, Ben.", "Ben: You'll have them."], "Ben"),
        (["Ana: Ben, you're going to talk to the landlord, right?", "Ben: Yes, tomorrow."], "Ben"),
        (["Ana: Chitra, please update the wiki page before Friday.", "Chitra: Will do."], "Chitra"),
        (["Ana: Dov's going to renew the insurance by the end of March.", "Dov: I am."], "Dov"),
        (["Ana: Can I ask you to look into the parking permits, Dov?", "Dov: Of course."], "Dov"),
        (["Ana: I was hoping you could review my slides.", "Ben: Happy to. I'll do it tonight."], "Ben"),
        (["Ana: The heating invoice needs paying.", "Ben: I'm on it.", "Ana: Thanks."], "Ben"),
        (["Ana: We still haven't heard from the council.", "Ben: I'll chase them.", "Ana: Please do."], "Ben"),
        (["Ana: I'm sending the samples to the lab on Monday.", "Ben: Good."], "Ana"),
        (["Ana: My job is to find a caterer by next week.", "Ben: Yes."], "Ana"),
        (["Ana: Ben, can you and Chitra draw up a budget?", "Ben: Yes, we'll do that by the tenth."], "Ben"),
        (["Ana: Can somebody book the hall?", "Chitra: I'll book it tomorrow.", "Ana: Thanks, Chitra."], "Chitra"),
        (["Ana: Ben, don't forget to sign the timesheets.", "Ben: I'll sign them tonight."], "Ben"),
        (["Ana: Let me check with the supplier and get back to you by Friday.", "Ben: Great."], "Ana"),
        (["Ana: When will you send the drawings, Ben?", "Ben: By Thursday."], "Ben"),
        (["Ana: Someone has to tell the tenants about the water.", "Dov: I'll tell them tomorrow."], "Dov"),
        (["Ana: It's on my list to fix the gate this week.", "Ben: Right."], "Ana"),
    ],
)
def test_one_task_of_the_right_person(turns, owner):
    """However it is put, the work has one owner: the one who said or took it."""
    assert owners_of(*turns) == [PEOPLE[owner]]
