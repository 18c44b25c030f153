from datetime import UTC, date, datetime

import pytest

from minutebook.flow.adapt import adapt
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.model.entity import Context

HEAD = """# Mill pond society

Present: Odile Farrant (chair), Tam Ockwell (treasurer), Ines Quarrie (IQ, minutes)

"""


def tasks_of(body):
    """The tasks of minutes, as text, owner and due."""
    text = (HEAD + body).encode()
    (source,) = adapt("2026-03-11 Mill pond society.md", text, datetime(2026, 3, 12, tzinfo=UTC), None, 1 << 20)
    return [(t.text, t.owner, t.due) for t in OfflineEngine().extract(source, Context()).tasks]


@pytest.mark.parametrize(
    "told",
    [
        "Tam is to order the netting by 20 March.",
        "The treasurer will order the netting by 20 March.",
        "It was agreed that Tam would order the netting by 20 March.",
        "Tam was asked to order the netting by 20 March.",
        "Tam knows the shop and will order the netting by 20 March.",
        "The herons are back; Tam to order the netting by 20 March.",
    ],
)
def test_what_somebody_took_on(told):
    """What minutes say that a member is to do is a task, with owner and day."""
    assert tasks_of(f"## 2. Herons\n\n{told}\n") == [
        ("Order the netting (Herons)", "Tam Ockwell", date(2026, 3, 20))
    ] or (tasks_of(f"## 2. Herons\n\n{told}\n") == [("Order the netting", "Tam Ockwell", date(2026, 3, 20))])


def test_pronoun_is_who_was_told_of_last():
    """ "She" in minutes is the member whom the sentence before tells of."""
    (task,) = tasks_of("## 2. Herons\n\nInes has seen the warden. She will write to the council about the sluice.\n")
    assert task[:2] == ("Write to the council about the sluice", "Ines Quarrie")


def test_mark_after_the_work():
    """A mark that only names somebody and a day says whose the sentence before is."""
    (task,) = tasks_of("## 2. Sluice\n\nThe sluice gate needs fresh grease. **Action: IQ, by 20 March.**\n")
    assert task == ("The sluice gate needs fresh grease", "Ines Quarrie", date(2026, 3, 20))


def test_offer_that_was_withdrawn():
    """An offer that the next sentence takes back is no task."""
    assert tasks_of("## 2. Sluice\n\nTam offered to paint the sluice gate. The offer was declined.\n") == []


def test_earlier_tasks_are_no_new_ones():
    """What minutes tell of earlier actions under their heading is no task of this meeting."""
    assert (
        tasks_of("## 2. Actions carried forward\n\n- Netting: Tam will bring it to the next meeting.\n- Closed.\n")
        == []
    )


def test_habit_is_no_task():
    """What somebody does all the time is no task."""
    assert tasks_of("## 2. Sluice\n\nTam will check the sluice every Monday, as always.\n") == []


def test_work_that_nobody_took():
    """What is needed and has no owner is a task without one."""
    (task,) = tasks_of("## 2. Gate\n\nA new padlock is needed for the towpath gate. Owner to be found.\n")
    assert task[1] is None
    assert "padlock" in task[0]


def test_table_and_text_tell_one_task():
    """A row of the table of actions and the sentence that it sums up are one task."""
    rows = "| Action | Owner | Due |\n|---|---|---|\n| Order netting | Tam Ockwell | 20 March |\n"
    found = tasks_of(f"## 2. Herons\n\nTam will order the netting.\n\n## Actions\n\n{rows}")
    assert found == [("Order netting", "Tam Ockwell", date(2026, 3, 20))]


def decisions_of(body):
    """The decisions of minutes."""
    text = (HEAD + body).encode()
    (source,) = adapt("2026-03-11 Mill pond society.md", text, datetime(2026, 3, 12, tzinfo=UTC), None, 1 << 20)
    return [d.text for d in OfflineEngine().extract(source, Context()).decisions]


@pytest.mark.parametrize(
    "told",
    [
        "Resolved to drain the upper pond in October.",
        "Voted: drain the upper pond in October, 4 in favour.",
        "The society settled on draining the upper pond, with effect from October.",
        "The draining of the upper pond was moved to October.",
        "Draining the upper pond approved, to be paid from reserves.",
    ],
)
def test_what_minutes_call_decided(told):
    """Minutes say in many ways that something was decided."""
    (decision,) = decisions_of(f"## 2. Ponds\n\n{told}\n")
    assert "upper pond" in decision


def test_short_ruling_is_told_with_its_matter():
    """A ruling of a word or two gets the sentence that it rules on."""
    (decision,) = decisions_of("## 2. Planning\n\n(a) Boathouse extension at Weir Cottage. No objection.\n")
    assert decision == "(a) Boathouse extension at Weir Cottage. No objection."


def test_when_the_next_meeting_is():
    """The day under the heading of the next meeting was settled too."""
    assert decisions_of("## 9. Date of next meeting\n\nWednesday 8 April at 7 pm.\n") == [
        "Next meeting: Wednesday 8 April at 7 pm."
    ]


@pytest.mark.parametrize(
    "told",
    ["The minutes of 11 February were approved.", "It was agreed that Tam would order the netting."],
)
def test_what_is_no_decision_of_minutes(told):
    """Earlier minutes approved are no decision, and what somebody is to do is a task."""
    assert decisions_of(f"## 2. Ponds\n\n{told}\n") == []


def test_two_people_in_one_sentence():
    """What two people take on in one sentence are two tasks."""
    found = tasks_of(
        "## 2. Sluice\n\nTam to confirm the quote by 20 March and Ines will tell the anglers about the sluice.\n"
    )
    assert [(owner, due) for _, owner, due in found] == [
        ("Tam Ockwell", date(2026, 3, 20)),
        ("Ines Quarrie", None),
    ]


def test_motion_is_no_pledge():
    """Who moves something does not take it on, and how the vote went is told with it."""
    told = "## 2. Sluice\n\nMotion by Tam to buy the new sluice wheel from Orrin. Motion carried 3-0.\n"
    assert tasks_of(told) == []
    assert decisions_of(told) == ["Motion by Tam to buy the new sluice wheel from Orrin. Motion carried 3-0."]
