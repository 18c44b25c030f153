"""What takes a task off somebody's list states something of the task's own thing."""

import pytest
from msgspec.structs import replace

from minutebook.flow.link.named import calls_off, names_task
from minutebook.model.entity import OpenTask
from minutebook.model.extraction import Remark, Sign

BILL = OpenTask(
    "Pay the invoice of the sawmill", "Jory Vennet", None, "mb-1", said="The sawmill wants 90 euros by May."
)


def remark(text: str) -> Remark:
    signs = (Sign.ASKS,) if text.endswith("?") else (Sign.REPORTS,) if "aid" in text else ()
    return Remark(text=text, evidence=(0,), turn=0, chance=0.8, weighs=(1.0, 0.0, 0.0, 0.0), speaker="X", signs=signs)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (("The sawmill's invoice is paid.",), True),
        (("And the sawmill?", "Paid on Friday."), True),
        (("Have you paid?", "Paid on Friday."), True),
        (("That one is off the list.",), True),  # bound by what was said before
        (("It isn't paid?",), False),
        (("It isn't paid?", "The sawmill says it was due on the tenth."), False),
        (("Did anybody pay the rent?", "Paid it on Friday."), False),
        (("The sawmill's invoice is not paid yet, I think.",), False),
        (("The deposit?", "It was paid to the harbour."), False),
    ],
)
def test_another_things_news_and_a_question_alone_close_nothing(said: tuple[str, ...], named: bool) -> None:
    """The task's verb of what somebody else asks for is no news of it, nor is what nobody states."""
    assert names_task(tuple(map(remark, said)), BILL, frozenset()) is named


def test_what_goes_to_another_is_named() -> None:
    """By its thing or its verb: "Leave it to me" of a passage that says neither gives nothing away."""
    left, taken = (remark("Leave that to me."),), (remark("I'll pay the sawmill."),)
    assert not names_task(left, BILL, frozenset(), given=True)
    assert names_task(taken, BILL, frozenset(), given=True)


HOLD = OpenTask("Tell Anouk not to drill the quay wall", "Jory Vennet", None, "mb-2")


@pytest.mark.parametrize(
    ("said", "dropped"),
    [
        (remark("The quay wall, they looked at it."), False),
        (remark("It's not drilled yet, I think."), False),
        (remark("Don't drill the quay wall, please."), False),
        (remark("Don't forget the quay wall, Anouk is there."), False),
        (remark("You needn't tell Anouk about the quay wall."), True),
        (replace(remark("We can do without that."), weighs=(-1.0, 0.0, 1.9, 0.0)), True),
        (replace(remark("The quay wall is off the list."), signs=(Sign.REPORTS,)), True),
    ],
)
def test_only_what_says_so_drops_a_task_and_its_own_words_do_not(said: Remark, dropped: bool) -> None:
    """Talk of its thing is not enough, and what a task forbids may be forbidden again."""
    assert calls_off((said,), HOLD) is dropped
