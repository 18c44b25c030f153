"""What decisions teach."""

from datetime import date

import pytest

from minutebook.flow.learn import LEAST, LEAST_TASKS, SURE_ENOUGH, Taste, hold_back, learn, traits_of
from minutebook.model.extraction import Cue, Extraction, Fact, Item, Question, Task, TaskStatus
from minutebook.model.record import VerdictRecord
from minutebook.model.source import SourceKind

MINE = frozenset({"dorte halm"})


def task(key: str, owner: str | None, sure: float = 0.7, status: TaskStatus = TaskStatus.OPEN) -> Task:
    return Task(
        id=key, text=f"Paint boat {key}", evidence=(0,), owner=owner, confidence=sure, cue=Cue.PROMISED, status=status
    )


def decided(item: Item, kind: str, *, kept: bool, nth: int = 0) -> VerdictRecord:
    traits = traits_of(item, SourceKind.CONVERSATION, MINE)
    return VerdictRecord(
        id=f"{item.id}{nth}", at=f"{nth:04}", item=kind, kept=kept, traits=traits, sure=item.confidence
    )


def taste_for_own(count: int = 20) -> Taste:
    """Of somebody who keeps their own tasks and rejects those of others."""
    own = [decided(task("a", "Dorte Halm"), "task", kept=True, nth=n) for n in range(count)]
    others = [decided(task("b", "Ulf Prahm"), "task", kept=False, nth=count + n) for n in range(count)]
    return learn([*own, *others])


def extraction(*tasks: Task, questions: tuple[Question, ...] = ()) -> Extraction:
    return Extraction(
        engine="offline",
        note_type=None,
        subject=None,
        title="",
        date=date(2026, 3, 2),
        tasks=tasks,
        questions=questions,
    )


def keeps(taste: Taste, *tasks: Task, stands: frozenset[str] = frozenset()) -> list[str]:
    sifted, _ = hold_back(extraction(*tasks), taste, SourceKind.CONVERSATION, MINE, stands.__contains__)
    return [each.id for each in sifted.tasks]


def test_tasks_of_others_that_are_always_rejected_are_held_back() -> None:
    """Who keeps their own and rejects those of others sees their own; the reason says how often."""
    sifted, held = hold_back(
        extraction(task("mine", "Dorte Halm"), task("theirs", "Ulf Prahm")),
        taste_for_own(),
        SourceKind.CONVERSATION,
        MINE,
        lambda _: False,
    )
    assert [each.id for each in sifted.tasks] == ["mine"]
    assert [(each.kind, each.text) for each in held] == [("task", "Paint boat theirs")]
    assert "you kept 0 of 20 tasks of somebody else" in held[0].why


def test_what_the_engine_is_sure_of_is_never_held_back() -> None:
    """A task of which the engine is sure enough is proposed whatever was rejected before."""
    assert keeps(taste_for_own(), task("theirs", "Ulf Prahm", SURE_ENOUGH)) == ["theirs"]


def test_what_stands_in_a_note_and_what_is_done_is_left_alone() -> None:
    """Neither an item that was proposed before nor one that asks for nothing is held back."""
    theirs = task("theirs", "Ulf Prahm")
    assert keeps(taste_for_own(), theirs, stands=frozenset({"theirs"})) == ["theirs"]
    assert keeps(taste_for_own(), task("done", "Ulf Prahm", status=TaskStatus.DONE)) == ["done"]


def test_few_decisions_hold_nothing_back() -> None:
    """Below the least number of decisions everything is proposed."""
    assert keeps(taste_for_own(LEAST_TASKS // 2 - 1), task("theirs", "Ulf Prahm")) == ["theirs"]


def test_decisions_as_the_engine_expects_them_change_nothing() -> None:
    """Seven kept of ten at a confidence of .7 leave it as it is."""
    taste = learn(decided(task("a", None), "task", kept=n % 10 < 7, nth=n) for n in range(100))
    assert taste.weigh("task", traits_of(task("a", None), SourceKind.CONVERSATION, MINE), 0.7) == pytest.approx(
        0.7, abs=0.01
    )
    assert not taste.explain("task", (), 0.7)


def test_one_kind_teaches_nothing_of_another() -> None:
    """Who deletes every question still sees facts and tasks."""
    question = Question(id="q", text="Who pays?", evidence=(0,), confidence=0.6)
    taste = learn(decided(question, "question", kept=False, nth=n) for n in range(2 * LEAST))
    fact = Fact(id="f", text="It rains.", evidence=(0,), confidence=0.6)
    assert taste.holds_back("question", traits_of(question, SourceKind.CONVERSATION, MINE), 0.6)
    assert not taste.holds_back("fact", traits_of(fact, SourceKind.CONVERSATION, MINE), 0.6)
    assert taste.weigh("fact", traits_of(fact, SourceKind.CONVERSATION, MINE), 0.6) == 0.6


def test_decisions_taken_back_teach_nothing() -> None:
    """A withdrawn decision does not count; nor does the order in which they are read."""
    gone = VerdictRecord(id="x", item="task", kept=False, traits=("of nobody",), sure=0.9, withdrawn=True)
    assert learn([gone]).lessons == {}
    verdicts = [decided(task("a", "Ulf Prahm"), "task", kept=n % 3 == 0, nth=n) for n in range(30)]
    assert learn(verdicts) == learn(reversed(verdicts))
