"""Dialogues and the words that their one task must have."""

import pytest

from dialogues import tasks_of
from minutebook.flow.extract.offline.work.imperative import in_full

DIALOGUES = [
    (
        ["Ana: The model costs too much.", "Ben: A sketch I can do. Give me until Friday.", "Ana: Perfect."],
        "Draw the sketch (model)",
    ),
    (
        ["Ben: The hall is free in June.", "Ana: I'll send you both the hall contract by Friday.", "Dov: Thanks."],
        "Send Ben and Dov the hall contract",
    ),
    (
        ["Ana: I'll get the scaffolder to give me two dates for the west tower.", "Ben: Good."],
        "Get the scaffolder to give Ana two dates for the west tower",
    ),
    (
        ["Ana: Ben, I need the lifting plan from the crane firm though.", "Ben: I'll get it on Friday."],
        "Send Ana the lifting plan from the crane firm",
    ),
    (
        ["Ana: Could you send me the seating plan, Chitra?", "Chitra: Yes, I'll send it on Friday."],
        "Send Ana the seating plan",
    ),
    (
        ["Ana: The oven is broken.", "Ben: I'll ring the electrician about the oven tomorrow."],
        "Ring the electrician about the oven",
    ),
    (
        ["Ana: We need a quote for the greenhouse glass.", "Dov: Leave it with me. You'll have it by Monday."],
        "Send Ana the quote for the greenhouse glass",
    ),
    (["Ana: The surveyor will measure the jetty by Friday.", "Ben: Right."], "Have the surveyor measure the jetty"),
    (["Ana: I'll mail the pump manual to all of you tonight.", "Ben: Thanks."], "Mail the pump manual to everyone"),
    (["Ana: I'll mail the pump manual to you both tonight.", "Ben: Thanks."], "Mail the pump manual to them both"),
    (["Ana: I'll mail you two manuals tonight.", "Ben: Thanks."], "Mail two manuals"),
    (["Ana: Ben, can you get the two pumps tested by Thursday?", "Ben: Sure."], "Test the two pumps"),
    (["Dov: I'll get the rota over to Ana by Friday, it's a mess.", "Ana: Thanks."], "Send the rota to Ana"),
    (["Ana: I'll dig the blue folder out and scan it tonight.", "Ben: Great."], "Dig the blue folder out and scan it"),
    (["Ana: I'll, um, I'll paint the the fence on Saturday, whatever happens.", "Ben: Good."], "Paint the fence"),
    (["Ana: I'll, um, I'll paint the the fence on Saturday, never mind the rain.", "Ben: Good."], "Paint the fence"),
    (["Ana: I'll hand the form in tonight before I forget.", "Ben: Good."], "Hand the form in"),
    (["Ana: I'll clean the counter myself on Monday.", "Ben: Thanks."], "Clean the counter"),
    (["Ana: Would you mind proofreading the brochure by Friday, Ben?", "Ben: Not at all."], "Proofread the brochure"),
    (
        ["Ana: I'd better tell the caterers then that nothing starts without them.", "Ben: Yes."],
        "Tell the caterers that nothing starts without them",
    ),
    (
        ["Ana: I'll ring the quarry tomorrow and see if they'd lend us a crane.", "Ben: Good."],
        "Ring the quarry and see if they'd lend us a crane",
    ),
    (
        ["Ana: Ben, can you find out how the survey is getting on?", "Ben: Sure."],
        "Find out how the survey is getting on",
    ),
    (
        ["Ana: Dov, I'd like from the workshop the spare keys by Friday.", "Dov: Sure."],
        "Get Ana the spare keys from the workshop",
    ),
    (["Ana: Ben, I need the fuel receipts in my inbox by Friday.", "Ben: Okay."], "Send Ana the fuel receipts"),
    (
        [
            "Ana: I'll let the warehouse know about the new hours.",
            "Ana: I'll talk to them this afternoon.",
            "Ben: Good.",
        ],
        "Let the warehouse know about the new hours",
    ),
    (["Ana: could you dig the old floor plan out dov", "Dov: yes"], "Dig the old floor plan out"),
    (
        ["Ana: i'll ask mrs pettibone for a key it normally takes her a week", "Ben: good"],
        "Ask Mrs Pettibone for a key",
    ),
    (
        ["Ana: Is the inspection form ready?", "Ben: Leave that with me. Thursday it's signed."],
        "Sign the inspection form",
    ),
    (["Ana: I'll dig the P and ID out by Friday.", "Ben: Great."], "Dig the P and ID out"),
    (["Ana: I'll dig the P&ID out by Friday.", "Ben: Great."], "Dig the P&ID out"),
    (
        ["Ana: I'll ask St. Bride's about the no. 7 bus by Friday.", "Ben: Great."],
        "Ask St. Bride's about the no. 7 bus",
    ),
    (
        ["Ana: I'll ask Reed and Spicer for the T and Cs by Monday.", "Ben: Great."],
        "Ask Reed and Spicer for the T and Cs",
    ),
    (
        ["Ana: Is the stall permit ready?", "Ben: Leave that with me, consider it printed by Friday."],
        "Print the stall permit",
    ),
    (
        ["Dov: The spreadsheet is a mess.", "Ana: I'll send you the readings, Ben, by Friday.", "Ben: Thanks."],
        "Send Ben the readings (spreadsheet)",
    ),
    (["Ana: Ben, could you record wave one by Friday?", "Ben: Sure."], "Record wave one"),
    (["Ana: I need the floor plan redone by Friday, Ben.", "Ben: Okay, will do."], "Redo the floor plan"),
    (
        ["Ana: What I need from you for the second house is a fuse list by Friday.", "Ben: You'll have it."],
        "Send Ana a fuse list for the second house",
    ),
    (
        ["Ana: The geese are on the runway again.", "Ben: Leave it with me. I'll do it by Friday.", "Ana: Thanks."],
        "See to the geese (runway)",
    ),
    (
        [
            "Ana: Somebody has to tell them. The ferry rota is wrong.",
            "Ben: I've got the harbour master at ten anyway. I'll ring him by Friday about the rota.",
        ],
        "Ring him about the ferry rota",
    ),
    (
        ["Ana: The museum wants to borrow the anchor.", "Ben: I'll ring them on Friday.", "Ana: Good."],
        "Ring the museum about the anchor",
    ),
    (
        [
            "Ana: Right, site visits.",
            "Ben: I'll do two and five in one trip on Friday.",
            "Ana: Good. The visits are always long.",
        ],
        "Do two and five in one trip (site visits)",
    ),
    (
        ["Ana: There was a cat in the yard.", "Ben: I'll order the ink for the parish office by Friday.", "Ana: Good."],
        "Order the ink for the parish office",
    ),
    (
        ["Ana: I'll talk to Tom Reeve on Friday about the hours. I'll take Tom Reeve for a walk then.", "Ben: Good."],
        "Talk to Tom Reeve about the hours and take Tom for a walk",
    ),
    (["Ana: I'll fill the grant form in this week.", "Ben: Good."], "Fill the grant form in"),
    (["Ana: I'll find out what she can live with by Friday.", "Ben: Good."], "Find out what she can live with"),
    (
        ["Ana: Ben, can you check the timetable against that by Friday? I mean the ferry list.", "Ben: Sure."],
        "Check the timetable against that",
    ),
    (["Ana: I'll do you a page by Friday, Ben.", "Ben: Thanks."], "Write Ben a page"),
    (["Ana: I'll have him put the boiler in by Friday.", "Ben: Good."], "Have him put the boiler in"),
    (
        ["Ana: I'll ask Tom Reeve tomorrow how much more money it costs.", "Ben: Good."],
        "Ask Tom Reeve how much more money it costs",
    ),
    (["Ana: Ben, we need the toolbox talk done.", "Ben: I'll do a toolbox talk on Friday."], "Give a toolbox talk"),
    (["Ana: i'll do a new seating plan it won't take me long", "Ben: good"], "Do a new seating plan"),
]


DIALOGUES_WITH_PRONOUNS = [
    (
        [
            "Ben: What about the sprinklers in Larkham?",
            "Ana: Later. And I still owe Chitra the amended lease. I will send it to her by Friday.",
            "Ben: Right.",
        ],
        "Send the amended lease to Chitra",
    ),
    (
        [
            "Ana: This is the weekly on the Orchard rollout.",
            "Ben: The pump drops out. I'll send Chitra the meter readings by Wednesday.",
            "Chitra: Good. I'll analyse them and tell you by Friday whether it's the valve.",
        ],
        "Analyse the meter readings and tell Ben",
    ),
    (
        [
            "Ana: The old hooks fit here, but in the attic we need spacers. It's nine spacers in all.",
            "Ben: Can you order them?",
            "Ana: I'll order them tomorrow.",
        ],
        "Order spacers",
    ),
]


@pytest.mark.parametrize(("turns", "words"), DIALOGUES_WITH_PRONOUNS)
def test_a_pronoun_means_the_object_just_named(turns, words):
    """A pronoun means the object of the sentence before, never a topic's name."""
    assert any(task.text.startswith(words) for task in tasks_of("\n".join(turns)))


def test_who_is_said_to_do_work_owns_it():
    """What somebody else says that one of those present will do is theirs."""
    (task,) = tasks_of(
        "Chitra: What about the drains?\nAna: Ben will do a site survey in Larkham on the 24th.\nBen: Yes, flights are booked."
    )
    assert task.owner == "Ben Okafor"


@pytest.mark.parametrize(("turns", "words"), DIALOGUES)
def test_the_words_of_a_task(turns, words):
    """A task says who, what and for whom, and nothing that only the talk needed."""
    assert [task.text for task in tasks_of("\n".join(turns))] == [words]


def test_what_breaks_off_says_no_task():
    """An offer that is broken off has no words of its own."""
    assert tasks_of("Ana: I'll let you…\nBen: Right.") == []


def test_steps_name_a_person_once():
    """A second step for the same person has a pronoun."""
    (task,) = tasks_of(
        "Ana: I'll ring the roof surveyor on Monday and I'll send the roof surveyor the plans.\nBen: Thanks."
    )
    assert task.text == "Ring the roof surveyor and send them the plans"


def test_no_task_has_its_deadline_in_its_words():
    """The deadline stands in its own field."""
    (task,) = tasks_of("Ana: I'll book the barn by Friday for the harvest supper.\nBen: Thanks.")
    assert task.text == "Book the barn for the harvest supper"
    assert task.due_text == "by Friday"


def test_what_a_sentence_has_just_named_stays_it():
    """ "It" after its own thing in the same sentence is clear, whatever the talk dwells on."""
    found = tasks_of("""
        Ana: The boiler grant is the big one. The boiler grant closes in May.
        Ben: I'll put a rota together and send it to you next Tuesday.
        Ana: That would help a lot.
    """)
    assert [task.text.partition(" (")[0] for task in found] == ["Put a rota together and send it to Ana"]


def test_two_things_for_one_person_on_two_days_are_two_tasks():
    """A common verb and recipient make no one task of two dates."""
    found = tasks_of("""
        Ana: Delivery on the twenty-third then. I'll send you the floor plan by tomorrow evening, Ben.
        Ben: Thank you. Could you also send me the updated price list? With the new rates.
        Ana: Of course. You'll have it by the end of next week.
    """)
    assert len(found) == 2
    assert len({task.due for task in found}) == 2


@pytest.mark.parametrize(
    ("text", "said", "name", "told"),
    [
        ("ask Alistair Voss for the key", "Ali", "Alistair Voss", "ask Alistair Voss for the key"),
        ("tell Alicia and Ali about it", "Ali", "Alistair Voss", "tell Alicia and Alistair Voss about it"),
        ("ring Dov Lindgren, then Dov's clerk", "Dov", "Dov Lindgren", "ring Dov Lindgren, then Dov Lindgren's clerk"),
        ("write to Ali-Tech", "Ali", "Alistair Voss", "write to Ali-Tech"),
    ],
)
def test_a_short_name_is_told_in_full_as_a_whole_word_alone(text, said, name, told):
    """A name that begins another word, or stands in full already, stays as it is."""
    assert in_full(text, said, name) == told
