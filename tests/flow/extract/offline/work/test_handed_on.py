"""Work that one does not take and another does."""

import pytest

from dialogues import tasks_of


@pytest.mark.parametrize(
    ("dialogue", "owner"),
    [
        ("Ana: I can't ring the cider mill today, can you?\nBen: Sure.\nAna: Thanks.", "Ben Okafor"),
        ("Ana: Can you take the minutes, Ben?\nBen: I'd rather not. Chitra?\nChitra: I'll do it.", "Chitra Rao"),
        ("Ana: I'll book the barn. No wait, Ben, can you book it?\nBen: Sure.", "Ben Okafor"),
    ],
)
def test_whoever_takes_it_has_it(dialogue, owner):
    """What its speaker cannot do, another declines or its speaker takes back is one task, of the one who says yes."""
    assert [task.owner for task in tasks_of(dialogue)] == [owner]


def test_a_bare_cannot_declines():
    """ "Can't, sorry" is a no, whatever is said after it."""
    assert not tasks_of(
        "Ana: Ben, could you do a drawing of the new press?\nBen: Can't, sorry, the plotter is down till Friday.\nAna: Pity."
    )
