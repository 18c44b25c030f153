"""Items read again meet their earlier selves."""

from datetime import date

from minutebook.flow.review import meet_earlier
from minutebook.model.extraction import Extraction, NoteType, Question, Task


def understood(*tasks: Task, questions: tuple[Question, ...] = ()) -> Extraction:
    return Extraction(
        engine="e",
        note_type=NoteType.PEOPLE,
        subject=None,
        title="Pump",
        date=date(2026, 3, 12),
        tasks=tasks,
        questions=questions,
    )


def task(key: str, text: str, *evidence: int) -> Task:
    return Task(id=key, text=text, evidence=evidence)


EARLIER = understood(
    task("mb-a", "Order the new seal", 4, 5),
    task("mb-b", "Write to the harbour office", 9),
    task("mb-c", "Call the diver", 9),
    task("mb-d", "Paint the buoy", 20),
)


def ids(*tasks: Task) -> list[str]:
    return [t.id for t in meet_earlier(understood(*tasks), EARLIER).tasks]


def test_the_same_promise_on_other_evidence_keeps_its_id() -> None:
    """The answer instead of the question, and other words for it."""
    assert ids(task("mb-x", "Order a seal for the pump", 5)) == ["mb-a"]
    assert ids(task("mb-x", "Paint the buoy again", 22)) == ["mb-d"]


def test_two_promises_of_one_breath_are_told_apart() -> None:
    """By their words; one that says something else is new."""
    found = ids(task("mb-x", "Call the diver today", 9, 10), task("mb-y", "Write the harbour office a letter", 9, 11))
    assert found == ["mb-c", "mb-b"]
    assert ids(task("mb-z", "Sell the winch", 9)) == ["mb-z"]


def test_what_kept_its_id_and_what_is_far_away_is_left_alone() -> None:
    """An id is taken once; the same words elsewhere are another promise; a question is no task."""
    assert ids(task("mb-a", "Order the new seal", 4), task("mb-x", "Order the new seal", 5)) == ["mb-a", "mb-x"]
    assert ids(task("mb-x", "Paint the buoy", 60)) == ["mb-x"]
    asked = understood(questions=(Question(id="mb-q", text="Order the new seal", evidence=(4,)),))
    assert meet_earlier(asked, EARLIER) == asked
    assert meet_earlier(asked, None) == asked
