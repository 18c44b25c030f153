"""Tasks of minutes that are given to initials."""

from minutebook.flow.extract.offline.people.initials import owned_in_full
from minutebook.model.extraction import Participant, Task


def owners(*given: str) -> list[str | None]:
    people = [Participant("Ingrid Solvang"), Participant("Jonas Eek"), Participant("Jora Elming")]
    tasks = [Task(id="", text="Book the hall", evidence=(0,), confidence=0.9, owner=owner) for owner in given]
    return [task.owner for task in owned_in_full(tasks, people)]


def test_initials_stand_for_whoever_alone_has_them() -> None:
    """Also where they are a word, too; those of two people and anybody else's stay."""
    assert owners("IS", "JE", "AB", "Jonas Eek") == ["Ingrid Solvang", "JE", "AB", "Jonas Eek"]
