"""Days that are told by another day."""

import pytest
from tests.flow.extract.offline.letter.mails import paper, person, read, vault

from minutebook.model.source import SourceKind


def days(text, kind=SourceKind.DOCUMENT):
    return [str(task.due) for task in read(paper(text, kind=kind), vault(person("Ben Okafor"))).tasks]


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("The fair is on 20 March. I must print the list two days before.", "2026-03-18"),
        ("The fair is on 20 March. I must print the list three days before that.", "2026-03-17"),
        ("The fair is on 20 March. I must print the list the evening before.", "2026-03-19"),
        ("The fair is on 20 March. I must print the list the week before.", "2026-03-13"),
        ("The fair is on 20 March. I must print the list the weekend before.", "2026-03-15"),
        ("The fair is on 20 March. I must return the tent by the Tuesday after.", "2026-03-24"),
        ("The fair is on 20 March. I must return the tent the day after.", "2026-03-21"),
        ("The fair is on 20 March. I must return the tent the same day.", "2026-03-20"),
        ("We leave for the fair on 20 March. I must print the list the evening before we leave.", "2026-03-19"),
        ("The fair is on 20 March. I must print the list a week before that, so by the 12th.", "2026-03-12"),
        ("I must give Ben the keys when I see him on Thursday.", "2026-03-05"),
    ],
)
def test_a_memo_tells_a_day_by_another(said, due):
    """Before, after and on the day named last, or on which somebody does something; what "so" leads to counts."""
    assert days(said, SourceKind.MEMO)[-1:] == [due]


def test_what_another_does_the_day_after_is_no_day_of_the_first():
    """ "On Thursday" stays that of the work beside which the other's is told."""
    assert (
        days("I must pack the tents on Thursday and the carrier comes the day after.", SourceKind.MEMO)[0]
        == "2026-03-05"
    )


def test_a_listed_task_has_the_day_that_its_sentence_counts():
    """The day of the meeting stands in another item."""
    text = """
    # Roof
    ## Actions
    - Ben Okafor to obtain two quotes by the board meeting on 15 April.
    - Ben Okafor to send round the forecast a week before the board meeting.
    """
    assert days(text) == ["2026-04-15", "2026-04-08"]


def test_what_is_joined_has_the_day_behind_it():
    """Of two things asked for in one breath the day at the end is that of both."""
    assert days("I must redo the load sheet and send it to Ben by Friday.", SourceKind.MEMO)[0] == "2026-03-06"
