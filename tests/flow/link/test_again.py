"""One commitment in several meetings is one task; what only resembles it is another."""

from datetime import date

from msgspec.structs import replace

from casting import KNOWN, ME, conversation
from minutebook.flow.link import link
from minutebook.flow.link.again import asks_of
from minutebook.model.entity import Context, OpenTask
from minutebook.model.extraction import Extraction, NoteType, Participant, Task, Update, UpdateStatus

OPEN = (
    OpenTask("Book the cold store for the lenses", "Dario Moutinho", "2026-05-08", "mb-1", source_date="2026-05-04"),
    OpenTask("Write to the council about the loading bay", "Imke Sauer", None, "mb-2", source_date="2026-05-04"),
    OpenTask("Cancel the lease of the old workshop", "Imke Sauer", None, "mb-3", source_date="2026-05-04"),
)


def follow(text, tasks, updates=(), open_tasks=OPEN):
    """The tasks and updates of a later talk after linking."""
    extraction = Extraction(
        engine="test", note_type=NoteType.PEOPLE, subject=None, title="Talk", date=date(2026, 5, 11), tasks=tuple(tasks), updates=tuple(updates),
        participants=(Participant("Imke Sauer"), Participant("Dario Moutinho")),
    )  # fmt: skip
    found = link(conversation(text), extraction, Context(ME, KNOWN), open_tasks).extraction
    return [task.text for task in found.tasks], [(u.task_id, u.status, u.new_due) for u in found.updates]


def task(text, owner="Dario Moutinho", due=None, confidence=0.9):
    return Task(id="t1", text=text, owner=owner, due=due, evidence=(0,), confidence=confidence)


def test_the_same_promise_again_is_news_of_the_task():
    """With no later day it is under way, with one it moved; the passage is that of the second meeting."""
    said = "Dario Moutinho: I still have to book the cold store for the lenses."
    assert follow(said, [task("Book the cold store for the lenses (rain)")]) == (
        [],
        [("mb-1", UpdateStatus.IN_PROGRESS, None)],
    )
    later = date(2026, 5, 15)
    assert follow(said, [task("Book the cold store for the lenses", due=later)]) == (
        [],
        [("mb-1", UpdateStatus.SLIPPED, later)],
    )


def test_work_that_resembles_an_open_task_is_a_task_of_its_own():
    """Each has words that the other lacks, or another owner: both stand."""
    said = "Imke Sauer: I'll write to the council about the hedge."
    for other in (
        task("Write to the council about the hedge", "Imke Sauer"),
        task("Write to the council about the loading bay", "Dario Moutinho"),
    ):
        assert follow(said, [other]) == ([other.text], [])


def test_a_report_in_the_breath_of_another_promise_is_no_news():
    """What is cited for it promises other work: the promise stands, the report is dropped."""
    said = "Imke Sauer: I'll write to the council about the hedge by Friday."
    news = Update(task_text=said, status=UpdateStatus.SLIPPED, evidence=(0,), owner="Imke Sauer", confidence=0.9)
    hedge = task("Write to the council about the hedge", "Imke Sauer")
    assert follow(said, [hedge], [news]) == ([hedge.text], [])


def test_what_is_promised_again_is_not_closed():
    """A report that reads as if the work were dropped gives way to a sure promise, and stays before an unsure one."""
    said = "Dario Moutinho: I'll book the cold store for the lenses this week."
    news = Update(task_text=said, status=UpdateStatus.CANCELLED, evidence=(0,), owner="Dario Moutinho", confidence=0.2)
    again = task("Book the cold store for the lenses")
    assert follow(said, [again], [news])[1] == [("mb-1", UpdateStatus.IN_PROGRESS, None)]
    unsure = task("Book the cold store for the lenses", confidence=0.4)
    assert follow(said, [unsure], [news])[1] == [("mb-1", UpdateStatus.CANCELLED, None)]


def test_what_was_to_be_cancelled_and_is_cancelled_is_done():
    """The word is the work's own."""
    said = "Imke Sauer: The lease of the old workshop is cancelled."
    news = Update(task_text=said, status=UpdateStatus.CANCELLED, evidence=(0,), owner="Imke Sauer", confidence=0.9)
    assert follow(said, [], [news])[1] == [("mb-3", UpdateStatus.DONE, None)]


def test_what_somebody_else_promises_is_a_task_of_theirs():
    """The same words of another owner are no news of the open task, and stay a task, unless the work is given to them."""
    said = "Dario Moutinho: Sure, I'll write to the council about the loading bay."
    theirs = task("Write to the council about the loading bay")
    news = Update(task_text=said, status=UpdateStatus.SLIPPED, evidence=(0,), owner="Dario Moutinho", confidence=0.9)
    assert follow(said, [theirs], [news]) == ([theirs.text], [])
    given = replace(news, status=UpdateStatus.REASSIGNED, new_owner="Dario Moutinho")
    assert follow(said, [theirs], [given]) == ([], [("mb-2", UpdateStatus.REASSIGNED, None)])


def test_work_that_shares_a_common_word_is_not_taken_over():
    """Somebody takes other work right there: a store is not any store."""
    said = "Imke Sauer: I'll take over half of the store."
    new = task("Book half a store", "Imke Sauer")
    news = Update(
        task_text="I'll take it over.", status=UpdateStatus.REASSIGNED, new_owner="Imke Sauer", evidence=(0,), confidence=0.04
    )  # fmt: skip
    assert follow(said, [new], [news]) == ([new.text], [])


def test_a_number_that_two_tasks_share_hands_nothing_over() -> None:
    """ "One" stands for anything: who takes a price list for the new one has not taken over the Quayle one."""
    earlier = (OpenTask("Send Imke the Quayle one", "Niamh Corrigan", None, "mb-5", source_date="2026-05-04"),)
    said = "Dario Moutinho: I'll do it now. The other one has gone up."
    given = Update(
        task_text="I'll do it now.", status=UpdateStatus.REASSIGNED, new_owner="Dario Moutinho", evidence=(0,), confidence=0.1
    )  # fmt: skip
    new = task("Send Imke a price list (one)")
    assert follow(said, [new], [given], earlier) == ([new.text], [])


def test_nothing_is_taken_over_of_a_task_whose_words_name_no_thing() -> None:
    """The sending of something else to the same person takes nothing over, the whole task said again does."""
    earlier = (OpenTask("Send Imke the call", "Niamh Corrigan", None, "mb-5", source_date="2026-05-04"),)
    said = "Dario Moutinho: Sure, I'll send Imke the call."
    given = Update(
        task_text="I'll send it.", status=UpdateStatus.REASSIGNED, new_owner="Dario Moutinho", evidence=(0,), confidence=0.1
    )  # fmt: skip
    other = task("Send Imke the hinges")
    assert follow(said, [other], [given], earlier) == ([other.text], [])
    assert follow(said, [task("Send Imke the call")], [given], earlier)[1] == [("mb-5", UpdateStatus.REASSIGNED, None)]


def test_who_is_asked_for_something_does_not_take_over_the_asking():
    """The promise of whom a task asks is another task than the asking, which stays whose it is."""
    asking = OpenTask("Ask Dario for the lens drawings", "Imke Sauer", None, "mb-9", source_date="2026-05-04")
    assert asks_of(asking.text, "Dario Moutinho")
    assert not asks_of(asking.text, "Imke Sauer")
    assert not asks_of("Send Dario the lens drawings", "Dario Moutinho")
    said, thursday = "Dario Moutinho: The lens drawings you have on Thursday.", date(2026, 5, 14)
    news = Update(task_text=said, status=UpdateStatus.SLIPPED, new_due=thursday, evidence=(0,), confidence=0.9)
    promise = task("Send Imke the lens drawings", due=thursday)
    assert follow(said, [promise], [news], [asking])[1] == [("mb-9", UpdateStatus.SLIPPED, thursday)]
