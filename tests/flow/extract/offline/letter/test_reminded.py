"""What somebody notes as still to do, in so many words, is a task."""

import pytest
from tests.flow.extract.offline.letter.mails import paper, read

from minutebook.model.source import SourceKind


@pytest.mark.parametrize("said", ["Remind me to buy varnish.", "The mast is up. Remind me to buy varnish. It rains."])
def test_what_a_memo_asks_to_be_reminded_of_is_a_task(said):
    """However short it is."""
    (task,) = read(paper(said, title="Memo", kind=SourceKind.MEMO)).tasks
    assert task.text == "Buy varnish"


@pytest.mark.parametrize("before", ["", "- ", "- **"])
def test_todo_before_a_verb_marks_a_task(before):
    """No colon is needed."""
    mark = "TODO** " if "*" in before else "TODO "
    (task,) = read(paper(f"# Berth notes\n{before}{mark}ask Ben whether 90 is realistic")).tasks
    assert task.text == "Ask Ben whether 90 is realistic"


@pytest.mark.parametrize("said", ["Todo lists are too long here.", "- todo list of last year"])
def test_a_sentence_about_todos_is_none(said):
    """The word alone marks nothing."""
    assert not read(paper(f"# Berth notes\n{said}")).tasks
