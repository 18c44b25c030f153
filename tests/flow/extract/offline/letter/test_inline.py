"""Questions that a later mail answers under their quoted lines."""

from minutebook.flow.extract.offline.letter.inline import answers_below
from minutebook.model.source import Quote
from threads import mail, thread

ASKED = "What size of cable does the logger need?"
OTHER = "Can the meter stay over the weekend?"


def answered(*said: str, asked: str = ASKED) -> bool:
    """Whether the question of a first mail is answered by a second one that quotes both and says something under each."""
    quotes = (Quote(0, f"> 1. {ASKED}"), Quote(len(said), f"> 2. {OTHER}"))
    first = mail(ASKED, OTHER)
    second = mail(*said, "Fine.", number=2, first=2, inline=quotes)
    return answers_below(thread(first, second), asked, 0 if asked == ASKED else 1)


def test_what_stands_under_a_question_answers_it():
    """Whatever its words; each question has its own lines."""
    assert answered("20 mm, he brings his own.")
    assert answered("20 mm, he brings his own.", asked=OTHER)


def test_an_answer_to_come_leaves_it_open():
    """Who will find out has not answered yet, and a question back is no answer."""
    assert not answered("Should be fine, I'll check with him.")
    assert not answered("No idea, sorry.")
    assert not answered("Which logger do you mean?")
    assert not answered()


def test_a_question_that_nobody_quotes_is_not_answered_so():
    """Other words that are quoted answer nothing of it."""
    assert not answered("20 mm.", asked="Who brings the gland?")
