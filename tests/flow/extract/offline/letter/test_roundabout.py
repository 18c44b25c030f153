"""Work that a letter or a paper says in other ways than "please send" and "I will send": what is to be where, what is lacking, what goes before."""

from datetime import date

import pytest
from tests.flow.extract.offline.letter.mails import mail, message, paper, person, read, vault

from minutebook.model.extraction import TaskStatus

ANA, BEN, DOV = "Ana Ruiz", "Ben Okafor", "Dov Lindgren"


def told(extraction):
    return [(t.owner, t.due, t.text) for t in extraction.tasks if t.status is TaskStatus.OPEN]


def of_mail(*sentences):
    """The tasks of sentences in the midst of a letter."""
    before, after = ("Dear Ana,", "The harbour is quiet.", "The berths are full."), ("It rains.", "We had cake.", "Bye")
    sentences = (*before, *sentences, *after)
    return told(read(mail(message("\n".join(sentences))), vault(person(DOV, "dov@halden.example"))))


@pytest.mark.parametrize(
    ("sentence", "owner", "due", "words"),
    [
        ("The file has to be with the printer by the 10th.", ANA, date(2026, 3, 10), "the file to the printer"),
        ("Our welder cannot start without the approved drawing.", ANA, None, "the approved drawing"),
        ("You are obliged to close both valves by tonight.", ANA, date(2026, 3, 4), "Close both valves"),
        ("You will have to do the slipway survey yourself tomorrow.", ANA, date(2026, 3, 5), "slipway survey"),
        ("The list of moorings I'll get to you by Friday.", BEN, date(2026, 3, 6), "list of moorings"),
        ("The spare anchor we want back, please.", ANA, None, "Return the spare anchor"),
        ("You get three drafts of the sail plan by Friday.", BEN, date(2026, 3, 6), "Send Ana three drafts"),
        ("The berth list is then with you on Friday.", BEN, date(2026, 3, 6), "Send the berth list"),
        ("Dov will be in touch with the yard about the crane licence.", DOV, None, "Contact the yard"),
        ("The splice is beyond me, would you have a go at that by Friday?", ANA, date(2026, 3, 6), "Have a go"),
        (
            "Dov paints the hull, and I've asked him to send the bill straight to you.",
            DOV,
            None,
            "bill straight to Ana",
        ),
    ],
)
def test_work_is_said_in_other_ways(sentence, owner, due, words):
    """What has to be somewhere, what is lacking, what is due, and things that stand before whoever brings them."""
    tasks = [task for task in of_mail(sentence) if words.lower() in task[2].lower()]
    assert [task[:2] for task in tasks] == [(owner, due)]


@pytest.mark.parametrize(
    "sentence",
    ["I attach the list of the moorings.", "I am writing about the slipway.", "We can't leave the crane outside."],
)
def test_what_a_letter_does_or_cannot_is_no_work(sentence):
    """It encloses, it is written, and what is impossible is not to be done."""
    assert of_mail(sentence) == []


def test_one_deed_leaves_the_next_its_own_day():
    """Two that are joined, by one person."""
    found = {
        task[2]: task[1]
        for task in of_mail("I am repainting both rudders tomorrow and will photograph the keel on Friday.")
    }
    assert set(found.values()) == {date(2026, 3, 5), date(2026, 3, 6)}


def test_what_must_come_first_is_somebody_elses():
    """Who waits for whom: each has a task."""
    owners = {
        task[0]
        for task in of_mail("The anchors I order once Dov confirms the load.", "Dov, would you do that by Friday?")
    }
    assert owners == {BEN, DOV}


def test_what_others_want_is_theirs_who_say_that_they_will_do_it():
    """With the day on which they will."""
    assert [t[:2] for t in of_mail("They want a map of the moorings, I'll do that tonight.")] == [
        (BEN, date(2026, 3, 4))
    ]


def test_a_wish_to_have_it_gives_the_day():
    """It is no second task, and not the writer's."""
    found = of_mail("We still need the mooring certificates from your side.", "Ideally I'd have them by Friday.")
    assert [task[:2] for task in found] == [(ANA, date(2026, 3, 6))]


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (
            (
                "Please supply a current certificate.",
                "Kindly restate the price.",
                "All of these must be here by Friday.",
            ),
            {(ANA, date(2026, 3, 6))},
        ),
        (("The mast came without a cap.", "Could it be sent on before Friday?"), {(ANA, date(2026, 3, 6))}),
        (
            ("Your chart lacks a scale.", "Would you resend it?", "No hurry, but before Friday."),
            {(ANA, date(2026, 3, 6))},
        ),
        (("Please return the key so that it is here by Friday.",), {(ANA, date(2026, 3, 6))}),
        (("They fund it, subject to a new budget, which Dov is to let us have by Friday.",), {(DOV, date(2026, 3, 6))}),
        (("I need three things: the tide table, the spare oar and a date.",), {(ANA, None)}),
        (("We need a berth from Friday morning till Sunday night.",), {(ANA, date(2026, 3, 6))}),
    ],
)
def test_what_belongs_together_is_read_together(sentences, expected):
    """A day for all, a day in the next sentence or in a purpose, several things of one sentence."""
    assert {task[:2] for task in of_mail(*sentences)} >= expected


def test_each_thing_of_a_list_in_a_sentence_is_wanted():
    """However they are joined."""
    assert len(of_mail("I need three things: the tide table, the spare oar and a date.")) == 3


TWO = ("Ana Ruiz <ana@tiller.example>", "Dov Lindgren <dov@tiller.example>")


@pytest.mark.parametrize(
    "text",
    [
        "Dear both,\nThe wall plan is nearly done.\nCould you send it round by Friday, Dov, so that we all see it?",
        "Dear both,\nDov:\n- send the wall plan round by Friday",
    ],
)
def test_of_several_the_one_who_is_called_is_asked(text):
    """In the midst of a request, or by a name over a list."""
    assert [task[:2] for task in told(read(mail(message(text, to=TWO))))] == [(DOV, date(2026, 3, 6))]


CONTRACT = """
# Agreement
made on 2 March 2026 between Keel Roofing Ltd ("the Contractor") and Tiller Trust ("the Client").
The Contractor shall start the works on 7 April 2026.
"""


@pytest.mark.parametrize(
    ("clause", "owner", "due"),
    [
        ("The Client is to get the mooring permit before the works begin.", "Tiller Trust", date(2026, 4, 7)),
        ("The rent is payable by the Client within 30 days of 1 June 2026.", "Tiller Trust", date(2026, 7, 1)),
        (
            "The Contractor collects the slates on 20 March 2026 and shall insure them.",
            "Keel Roofing Ltd",
            date(2026, 3, 20),
        ),
    ],
)
def test_a_clause_obliges_a_party_by_a_day(clause, owner, due):
    """The day on which the paper says that something begins is one by which other things are due."""
    assert (owner, due) in [task[:2] for task in told(read(paper(f"{CONTRACT}{clause}\n")))]


def test_a_list_counts_from_the_day_of_what_it_prepares():
    """Its title says the day; an item or a heading says how far from it."""
    plan = paper(
        """
        # Open day, Saturday 12 September 2026
        # To do
        - Grease the gates - Ana Ruiz, the day before
        # To do on the day
        - Put the barrier up - Ana Ruiz
        """
    )
    assert [task.due for task in read(plan).tasks] == [date(2026, 9, 11), date(2026, 9, 12)]
