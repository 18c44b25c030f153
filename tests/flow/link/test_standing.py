"""How a task stands by what is said of it."""

from datetime import date

from minutebook.flow.link.standing import judge, puts_right
from minutebook.model.entity import OpenTask
from minutebook.model.extraction import Remark, Sign, UpdateStatus

STARTED = (-2.0, 2.0, -2.0, -2.0)
DONE = (2.0, -2.0, -2.0, -2.0)
HANDED = (-2.0, -2.0, -2.0, 4.0)
"""What words say for done, in progress, cancelled, reassigned."""


def remark(text: str, speaker: str, weighs: tuple[float, ...], *signs: Sign, day: date | None = None) -> Remark:
    return Remark(text=text, evidence=(0,), turn=0, chance=0.8, weighs=weighs, speaker=speaker, signs=signs, day=day)


def test_what_its_owner_says_to_have_done_is_done() -> None:
    """The task's own verb in the past goes before whatever is promised beside it."""
    said = (
        remark("I told the harbour office.", "Ana Ruiz", STARTED),
        remark("The quote still has to go out, I'll do it on Wednesday.", "Ana Ruiz", STARTED, day=date(2026, 3, 11)),
    )
    assert judge(said, OpenTask("Tell the harbour office", "Ana Ruiz", "2026-03-04")).status is UpdateStatus.DONE


def test_whom_a_task_asks_does_not_take_it_over() -> None:
    """ "Ask Ben for the keys" is not Ben's when he answers."""
    said = (remark("I'll have them on Thursday.", "Ben Okafor", HANDED, Sign.OFFERS),)
    found = judge(said, OpenTask("Ask Ben for the keys", "Ana Ruiz", "2026-03-04"))
    assert found.status is UpdateStatus.IN_PROGRESS
    assert found.new_owner is None


def test_what_nobody_takes_over_is_not_reassigned() -> None:
    """Words of handing over without one to whom are no news of a new owner; with one they are."""
    task = OpenTask("Paint the lock gate", "Ana Ruiz", "2026-03-04")
    assert judge((remark("Not me. Not you.", "Ana Ruiz", HANDED),), task).status is not UpdateStatus.REASSIGNED
    found = judge((remark("I'll do the gate.", "Ben Okafor", HANDED, Sign.OFFERS),), task)
    assert (found.status, found.new_owner) == (UpdateStatus.REASSIGNED, "Ben Okafor")


def test_a_day_that_is_put_right_moves_the_work() -> None:
    """Also to a sooner one, and where the words by themselves read as done; what its owner reports done stays so."""
    task, thursday = OpenTask("Send the gate plan", "Ben Okafor", "2026-03-10"), date(2026, 3, 5)
    said = (remark("No, make that Thursday, the gate plan.", "Ana Ruiz", DONE, day=thursday),)
    found = judge(said, task)
    assert (found.status, found.new_due) == (UpdateStatus.SLIPPED, thursday)
    sent = remark("I sent the gate plan.", "Ben Okafor", DONE)
    assert judge((sent, *said), task).status is UpdateStatus.DONE
    late = (remark("I can't make it on Thursday.", "Ana Ruiz", STARTED, day=thursday),)
    assert not puts_right(late[0].text)


def test_what_is_not_begun_is_not_done_whatever_a_memo_runs_through() -> None:
    """Only what stands with the denial counts: neither what was done before nor the days of other work after."""
    said = (
        remark("I have sent the lock plan last week too", "Ana Ruiz", DONE),
        remark("and the weir page I have not started", "Ana Ruiz", DONE),
        remark("I need to do that on Sunday", "Ana Ruiz", DONE, day=date(2026, 3, 8)),
        remark("they come on the twentieth", "Ana Ruiz", DONE, Sign.FIRM, day=date(2026, 3, 20)),
    )
    found = judge(said, OpenTask("Send Ben a page on the weir", "Ana Ruiz", "2026-03-09"))
    assert found.status is not UpdateStatus.DONE
    assert found.new_due in {None, date(2026, 3, 8)}
