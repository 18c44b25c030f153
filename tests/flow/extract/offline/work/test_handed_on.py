"""Work that one does not take and another does."""

from datetime import date

import pytest

from minutebook.flow.extract.offline import OfflineEngine
from minutebook.model.entity import Context, Me
from minutebook.model.extraction import TaskStatus
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance

ANA, BEN, CHITRA = "Ana Ruiz", "Ben Okafor", "Chitra Rao"


def owners_of(*turns):
    """Whose each open task is."""
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
    found = OfflineEngine().extract(source, Context(me=Me(name=ANA))).tasks
    return [task.owner for task in found if task.status is TaskStatus.OPEN]


@pytest.mark.parametrize(
    ("turns", "owner"),
    [
        (((ANA, "I can't ring the cider mill today, can you?"), (BEN, "Sure."), (ANA, "Thanks.")), BEN),
        (((ANA, "Can you take the minutes, Ben?"), (BEN, "I'd rather not. Chitra?"), (CHITRA, "I'll do it.")), CHITRA),
        (((ANA, "I'll book the barn. No wait, Ben, can you book it?"), (BEN, "Sure.")), BEN),
    ],
)
def test_whoever_takes_it_has_it(turns, owner):
    """What its speaker cannot do, another declines or its speaker takes back is one task, of the one who says yes."""
    assert owners_of(*turns) == [owner]


def test_a_bare_cannot_declines():
    """ "Can't, sorry" is a no, whatever is said after it."""
    assert not owners_of(
        (ANA, "Ben, could you do a drawing of the new press?"),
        (BEN, "Can't, sorry, the plotter is down till Friday."),
        (ANA, "Pity."),
    )
