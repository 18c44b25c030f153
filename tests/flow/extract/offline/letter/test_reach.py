"""What may be work in a written sentence: every verb of doing with its subject, every thing that somebody lacks."""

from datetime import date

import pytest
from tests.flow.extract.offline.letter.mails import mail, message, paper, person, read, vault

from minutebook.flow.extract.offline.letter.bid import Bid
from minutebook.flow.extract.offline.letter.choice import Candidate, choose
from minutebook.flow.extract.offline.letter.reach import find_reaches
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import plain, read_lexicon
from minutebook.model.source import Form


def line(text: str) -> Line:
    return Line(0, text, plain(text), None, 0, (0,), (), (), Form.PARAGRAPH, checked=None, question=text.endswith("?"))


def reach(text: str, *, alone: bool = False):
    return {
        (r.trigger.bid, r.trigger.verb_text or text[r.trigger.verb : r.trigger.end].strip(" ."))
        for r in find_reaches(line(text), read_lexicon(), alone=alone)
    }


@pytest.mark.parametrize(
    ("text", "bid", "words"),
    [
        ("I send you the plan tomorrow.", Bid.PROMISE, "send you the plan tomorrow"),
        ("It would help if you found the old chart.", Bid.ASK, "find"),
        ("The rudder needs painting.", Bid.ASK, "=paint the rudder"),
        ("The lamps have to be tested before launch.", Bid.ASK, "=test the lamps before launch"),
        ("The plan should reach us by Friday.", Bid.ASK, "=send the plan by friday"),
        ("The plan should be in your inbox tonight.", Bid.PROMISE, "=send the plan tonight"),
        ("We have not seen the invoice.", Bid.NEED, "the invoice"),
        ("You still owe us the invoice.", Bid.NEED, "the invoice"),
        ("The old chart I am posting back to you.", Bid.PROMISE, "=post the old chart back to you"),
        ("Zdena relabels the crates.", Bid.GIVEN, "relabel"),
        ("Somebody has to grease the winch.", Bid.SOMEBODY, "grease the winch"),
    ],
)
def test_verbs_and_lacks_are_candidates(text, bid, words):
    """Whoever the subject is, whatever the form of the verb."""
    assert (bid, words) in {(b, w.lower() if w.startswith("=") else w) for b, w in reach(text)}


def test_in_a_memo_what_has_to_be_done_is_ones_own():
    """Nobody else is spoken to."""
    assert (Bid.OUGHT, "=paint the rudder") in {
        (b, w.lower()) for b, w in reach("The rudder needs painting.", alone=True)
    }


def test_of_two_that_claim_the_same_words_the_likelier_is_kept():
    """However sure both are."""
    first, second = (r.trigger for r in find_reaches(line("I will ask Ben to paint it."), read_lexicon(), alone=False))
    rated = [
        (0.9, Candidate(0, first, {}, "", None, (), first.end)),
        (0.8, Candidate(0, second, {}, "", None, (), second.end)),
    ]
    assert [c.trigger for c in choose(rated, 0.5)] == [first]
    assert choose(rated, 0.95) == []


def test_by_when_a_thing_is_wanted_is_no_second_task():
    """The sentence after only gives the first its day."""
    found = read(mail(message("Could you send me the paint chart?\nPlease let me have it by Friday."))).tasks
    assert [(task.due, task.evidence) for task in found] == [(date(2026, 3, 6), (0, 1))]


def test_a_list_of_next_steps_needs_no_bullets():
    """In a document a name and what it is to do is work under such a heading, each line once."""
    source = paper("# Next steps\nDov Lindgren to draft the notice by 13 March\nWilma to copy and post the rules")
    tasks = read(source, vault(person("Dov Lindgren", "dov@halden.example"))).tasks
    assert [(task.owner, task.text) for task in tasks] == [
        ("Dov Lindgren", "Draft the notice"),
        ("Wilma", "Copy and post the rules"),
    ]
