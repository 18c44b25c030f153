"""What comes with a letter, or is thanked for, closes the task that was to bring it, and no other."""

from datetime import UTC, date, datetime, time

import pytest
from msgspec.structs import replace

from casting import KNOWN, ME, conversation
from minutebook.flow.link import link
from minutebook.model.entity import Context, EntityType, OpenTask
from minutebook.model.extraction import Extraction, NoteType, Participant, Remark, Sign, Subject
from minutebook.model.source import Message, SourceKind

OPEN = (
    OpenTask("Do the photos (bench)", "Dario Moutinho", None, "mb-1", source_date="2026-04-20"),
    OpenTask("Write the coating plan for Dario", "Imke Sauer", None, "mb-2", source_date="2026-04-20"),
    OpenTask(
        "Ask accounts about the freight",
        "Imke Sauer",
        None,
        "mb-3",
        source_date="2026-04-20",
        said="I'll ask them.",
        before="Is there duty on it?",
    ),
    OpenTask("Check the invoice", "Dario Moutinho", None, "mb-4", source_date="2026-04-20"),
    OpenTask("Send Imke the Quayle one", "Dario Moutinho", None, "mb-5", source_date="2026-04-20"),
)


def news(
    said: str, *signs: Sign, chance: float = 0.02, weighs: tuple[float, ...] = (), sent: date = date(2026, 5, 6)
) -> list[tuple[str | None, str]]:
    """What a mail of Dario's tells of the open tasks."""
    remark = Remark(
        text=said, evidence=(0,), turn=0, chance=chance, speaker="Dario Moutinho", signs=signs, weighs=weighs
    )
    extraction = Extraction(
        engine="test", note_type=NoteType.CUSTOMER, subject=Subject(EntityType.ACCOUNT, "Quayle Instruments"), title="Mail", date=date(2026, 5, 6),
        remarks=(remark,), participants=(Participant("Imke Sauer"), Participant("Dario Moutinho")),
    )  # fmt: skip
    mail = Message(sent=datetime.combine(sent, time(9), UTC), count=1)
    source = replace(conversation(f"Dario Moutinho: {said}", kind=SourceKind.EMAIL), messages=(mail,))
    found = link(source, extraction, Context(ME, KNOWN), OPEN).extraction.updates
    return [(update.task_id, update.status.value) for update in found]


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("Photos of the polishing bench attached, nine pages.", "mb-1"),
        ("Please find attached the photos.", "mb-1"),
        ("The photos will be attached to the next one.", None),
        ("Photos are not attached, sorry.", None),
        ("Thanks for the coating plan, just right.", "mb-2"),
        ("Thanks for the plan of the car park.", None),
        ("Thanks for the photos.", None),
        ("Accounts confirm that we pay no duty.", "mb-3"),
        ("Accounts confirm that the office is shut.", None),
        ("The invoice is attached.", None),
        ("Half years for Quayle attached to the shared link.", "mb-5"),
        ("The photos attached to the door are faded.", None),
    ],
)
def test_the_thing_of_a_task_has_come(said: str, task: str | None) -> None:
    """From its owner or thanked for by another; not another thing, not one to come, and no work that its coming only begins."""
    assert news(said) == ([(task, "done")] if task else [])


def test_the_name_of_whom_a_letter_is_with_tells_no_work() -> None:
    """All that the sentence shares with the task is the account's name."""
    assert news("It was agreed to meet at Quayle.", Sign.REPORTS, chance=0.9, weighs=(4.0, -1.0, -1.0, -1.0)) == []


def test_a_mail_tells_nothing_of_what_was_asked_after_it() -> None:
    """Of a thread that grows the earlier mails are read again."""
    assert news("Photos attached.", sent=date(2026, 4, 19)) == []
    assert news("Photos attached.", sent=date(2026, 4, 20)) == [("mb-1", "done")]
