"""What a memo puts right or takes out again is no task any more."""

from tests.flow.extract.offline.letter.mails import paper, read

from minutebook.model.source import SourceKind


def _tasks(text):
    return read(paper(text, title="Memo", kind=SourceKind.MEMO)).tasks


def test_what_is_taken_out_is_no_task_nor_what_hangs_on_it():
    """The other tasks of the memo stay, and the taking out is no fact."""
    said = """I need to call the rigger on Friday, and ask whether they can do the mast first.
    I have to pay the berth fee by Monday.
    Scratch the thing about calling the rigger, Ben is talking to them anyway."""
    (task,) = _tasks(said)
    assert "berth fee" in task.text
    assert not any("Scratch" in fact.text for fact in read(paper(said, kind=SourceKind.MEMO)).facts)


def test_what_is_not_to_be_forgotten_stays():
    """The same verb takes nothing out where it is denied."""
    assert len(_tasks("I need to buy varnish by Friday.\nDon't forget the varnish, it is for the hull.")) >= 1


def test_a_corrected_day_is_the_tasks():
    """The later day counts, and to hang on is nothing to do."""
    (task,) = _tasks("I need to book the crane for the sixth, no, hang on, the ninth.")
    assert (task.due.isoformat(), "on" in task.text.split()) == ("2026-03-09", False)


def test_a_note_to_oneself_is_no_work():
    """Where a memo is spoken is nothing to do either."""
    (task,) = _tasks("Okay so, note to self, walking home. I need to order the ropes from Halden.")
    assert task.text.startswith("Order the ropes")


def test_orders_joined_in_speech_without_marks_are_each_a_task():
    """Who sets no mark joins sentences by "and"."""
    first, second = _tasks("i need to ring the harbour office about the berth and order two ropes from the chandler")
    assert first.text.startswith("Ring") and second.text.startswith("Order")
