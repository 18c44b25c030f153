"""Decisions, open questions and facts of invented meetings."""

import pytest

from meetings import LEXICON, meeting, read, senses_of
from minutebook.flow.extract.offline.items.decisions import find_decisions
from minutebook.flow.extract.offline.items.facts import find_facts
from minutebook.flow.extract.offline.items.questions import find_questions


def decided(text):
    source = meeting(text)
    talk, lines, cast = read(source)
    return find_decisions(source, talk, lines, cast, LEXICON)


def asked(text):
    source = meeting(text)
    talk, lines, cast = read(source)
    return find_questions(source, talk, lines, cast, LEXICON, senses_of(lines))


def kept(text):
    source = meeting(text)
    talk, lines, cast = read(source)
    return find_facts(source, talk, lines, cast, LEXICON, senses_of(lines))


FILLER = (
    "Tove Lindahl: The kettle is on again.\nMarek Osei: I noticed the noise.\nTove Lindahl: It whistled right through Monday.\n"
    "Marek Osei: The radiator hums, too.\nTove Lindahl: And the window rattles.\nMarek Osei: It's a whole orchestra.\n"
    "Tove Lindahl: With a drum.\nMarek Osei: That's the door, in the wind.\n"
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            (
                "Tove Lindahl: We could paint the van green or leave it white.\nMarek Osei: Green shows the dirt less.\n"
                "Tove Lindahl: OK, let's go with green for the van.\nMarek Osei: Agreed."
            ),
            "green",
        ),
        (
            "Tove Lindahl: Shall we say no more night deliveries until the ramp is mended?\nMarek Osei: Yes, I'm happy with that.",
            "night deliveries",
        ),
        (
            "Tove Lindahl: So the ferry stays on Thursdays, and the second crossing is dropped. Everyone OK with that?\nMarek Osei: Fine.",
            "ferry stays",
        ),
        (
            (
                "Marek Osei: The wooden crates or the plastic crates?\nTove Lindahl: Plastic crates, two sizes, no lids.\n"
                "Marek Osei: OK, let's do that."
            ),
            "Plastic crates",
        ),
        (
            (
                "Marek Osei: North entrance or south entrance?\nTove Lindahl: The north one is nearer the lift.\n"
                "Marek Osei: OK, then it's the north entrance for the whole of May.\nTove Lindahl: Agreed."
            ),
            "north entrance",
        ),
        (
            (
                "Tove Lindahl: What do we give the drummers, eighty?\nMarek Osei: I could live with ninety.\n"
                "Tove Lindahl: Ninety, then. Done.\nMarek Osei: Done."
            ),
            "90",
        ),
    ],
)
def test_what_was_settled_is_a_decision(text, words):
    """A course put into words and nodded to is found, in words that say what it is."""
    found = decided(FILLER + text)
    assert [words.lower() in item.text.lower() for item in found] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Tove Lindahl: Let's move on to the roof.\nMarek Osei: Sure.",
        "Tove Lindahl: Shall we buy the second truck?\nMarek Osei: I don't know, let me think about it.",
        "Tove Lindahl: If we moved the depot we would have to sell the yard.\nMarek Osei: Yes.",
        "Tove Lindahl: They said they were going with the other supplier last year.\nMarek Osei: OK.",
        "Tove Lindahl: Let's see what the weather does.\nMarek Osei: Yes, let's.",
        "Tove Lindahl: Let's give people another minute or two, and then we'll get started.\nMarek Osei: Sure.",
        "Tove Lindahl: We realised that the crane is heavier than we thought.\nMarek Osei: OK.",
        "Tove Lindahl: And then the second pump starts because the first one fills the tank.\nMarek Osei: Right.",
    ],
)
def test_what_was_not_settled_is_no_decision(text):
    """Moving on, wondering, hypotheses and what others did settle nothing."""
    assert decided(FILLER + text) == ()


def test_a_decision_that_is_reversed_later_stands_in_its_last_state():
    """What the meeting came back to is told once, as it ended."""
    text = (
        "Tove Lindahl: OK, let's go with the blue boxes for the harbour stall.\nMarek Osei: Agreed.\n"
        + FILLER
        + "Marek Osei: About the harbour stall, the boxes.\nTove Lindahl: OK, then it's no blue boxes for the harbour stall, we use sacks.\nMarek Osei: Agreed."
    )
    found = decided(FILLER + text)
    assert len(found) == 1
    assert "sacks" in found[0].text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Tove Lindahl: So we decided to keep the price list as it is. Thanks everybody, talk soon.\nMarek Osei: Agreed.",
            "We decided to keep the price list as it is.",
        ),
    ],
)
def test_a_decision_ends_where_talk_about_the_talk_begins(text, told):
    """Thanks and farewells are no part of it, each of its sentences has a capital, and one that says its matter is put under no other."""
    (found,) = decided(FILLER + text)
    assert found.text.endswith(told)
    assert ":" not in found.text and "soon" not in found.text


def test_going_on_is_no_decision():
    """Whoever leads a talk settles nothing by it."""
    assert decided(FILLER + "Tove Lindahl: Fine, then let us go on.\nMarek Osei: Sure.") == ()


def test_a_fact_in_the_first_person_is_about_who_says_it():
    """It stands on their page, not on that of the meeting."""
    (found,) = kept(FILLER + "Marek Osei: My new number is +46 70 555 01 02, from 3 May.\n" + FILLER)[:1]
    assert "Marek" in found.text and found.about == ("Marek Osei",)


def test_a_remark_is_no_part_of_the_fact_before_it():
    """A few figures that follow are; a sentence that points back without any is not."""
    (found,) = kept(
        FILLER
        + "Marek Osei: The lease of the north quay costs 4,200 euros a month. It was quite a week, to be honest.\n"
        + FILLER
    )[:1]
    assert "4,200" in found.text and "week" not in found.text


def test_a_decision_shows_where_it_was_proposed_and_agreed():
    """The evidence are the few utterances of proposal and assent, and the id is that of the first."""
    found = decided("Tove Lindahl: OK, let's drop the Thursday round from April.\nMarek Osei: Agreed.")
    assert found[0].evidence == (0, 1)
    assert found[0].id.startswith("mb-")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            (
                "Tove Lindahl: Who pays for the second pump at the quay?\nMarek Osei: I don't know. It's not in my budget.\n"
                "Tove Lindahl: OK, let's leave it open for now."
            ),
            "second pump",
        ),
        (
            "Marek Osei: The alarm rang again at the annex. I don't know who pays for the repairs now, that's the trouble.\nTove Lindahl: Right.",
            "pays for the repairs",
        ),
        (
            "Tove Lindahl: Whether we refund the March order or not, that has to stay open.\nMarek Osei: Fine.",
            "refund the March order",
        ),
    ],
)
def test_what_stays_open_is_a_question(text, words):
    """A question that nobody answers is found, ends with a question mark somewhere and names its matter."""
    found = asked(FILLER + text + "\n" + FILLER)
    assert len(found) == 1
    assert words in found[0].text
    assert "?" in found[0].text


@pytest.mark.parametrize(
    "text",
    [
        "Tove Lindahl: Who has the keys to the annex?\nMarek Osei: Ines has them.",
        "Tove Lindahl: Can you hear me?\nMarek Osei: I don't know, it's faint.",
        "Tove Lindahl: What time does the ferry go?\nMarek Osei: I don't know, I'll ask them. I'll find out today.",
    ],
)
def test_answered_or_idle_questions_are_not_open(text):
    """Answered at once, about the line, or taken on by somebody: nothing stays open."""
    assert asked(FILLER + text + "\n" + FILLER) == ()


def test_a_question_is_told_without_what_leads_up_to_it():
    """The words before the question go, and its verb stands where a question has it."""
    found = asked(
        FILLER
        + "Tove Lindahl: It is still to be worked out what the price of the second pump is.\nMarek Osei: We don't know yet.\n"
        + FILLER
    )
    assert [item.text.split(": ")[-1] for item in found] == ["What is the price of the second pump?"]


def test_facts_are_the_sentences_with_most_to_remember():
    """Of small talk and figures the figures are kept, in figures."""
    found = kept(
        FILLER
        + "Marek Osei: In February we moved three hundred and twelve pallets, up from two hundred and ninety in January.\n"
        + FILLER
        + "Tove Lindahl: The lease on the yard ends on the thirtieth of September.\n"
        + FILLER
    )
    texts = " ".join(item.text for item in found)
    assert "312 pallets" in texts
    assert "30 September" in texts
    assert "kettle" not in texts


def test_a_short_answer_is_told_with_its_question():
    """A figure alone says nothing, so the question stands with it, and both are evidence."""
    found = kept(
        FILLER
        + "Tove Lindahl: How long does the crossing to Brenholm take?\nMarek Osei: Forty minutes in March.\n"
        + FILLER
    )
    best = max(found, key=lambda item: item.confidence)
    assert "crossing to Brenholm" in best.text
    assert best.evidence == (8, 9)


def test_nothing_said_gives_nothing():
    """A source without talk has no items."""
    source = meeting("Tove Lindahl: Hello.\nMarek Osei: Hello.")
    talk, lines, cast = read(source)
    assert find_decisions(source, talk, lines, cast, LEXICON) == ()
    assert find_questions(source, talk, lines, cast, LEXICON, senses_of(lines)) == ()


def test_items_do_not_depend_on_how_cues_are_cut():
    """The same words in other cues give the same items."""
    whole = "Tove Lindahl: OK. Let's drop the Thursday round from April, and we keep the van.\nMarek Osei: Agreed."
    cut = "Tove Lindahl: OK.\nTove Lindahl: Let's drop the Thursday round\nTove Lindahl: from April, and we keep the van.\nMarek Osei: Agreed."
    assert [item.text for item in decided(whole)] == [item.text for item in decided(cut)]


def test_a_proposal_is_told_as_what_was_concluded():
    """What somebody proposes and then concludes is told in the words of the conclusion."""
    said = [
        d.text
        for d in decided(
            FILLER
            + "Tove Lindahl: Then the opening moves. I'd propose the 21st of May instead of the 14th. Any objections? No? Then the opening is the 21st of May.\n"
            "Marek Osei: What about the ramp in Larkham?\n"
        )
    ]
    assert len(said) == 1
    assert "The opening is 21 May." in said[0]
    assert "propose" not in said[0]


def test_what_nobody_promises_is_no_decision():
    """A course that its speaker won't promise is not told as decided."""
    said = decided(
        FILLER
        + "Tove Lindahl: Maybe we'd do a survey of the ramp, but I won't promise it.\nTove Lindahl: The opening stays on the 14th of May.\nMarek Osei: Agreed.\n"
    )
    assert not [d for d in said if "survey" in d.text]


def test_a_question_is_no_fact():
    """What is asked is not kept as if it had been stated."""
    facts = kept(
        FILLER
        + "Marek Osei: Do we know yet whether the Larkham barn has enough power for 40 pumps? That's still open.\nTove Lindahl: No, nobody knows.\n"
    )
    assert not [f for f in facts if "know yet" in f.text]


def test_how_things_usually_go_is_no_part_of_a_decision():
    """Why something is moved is not what was settled."""
    text = (
        f"{FILLER}Tove Lindahl: Should we move the harbour walk to ten? The early ferry never gets in on time.\n"
        "Marek Osei: Fine with me.\nTove Lindahl: OK, the harbour walk is at ten from May."
    )
    told = " ".join(decision.text for decision in decided(text))
    assert "harbour walk" in told
    assert "never" not in told
    assert "Should we" not in told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "I wrote to Simon Hale about his rent.\nMarek Osei: He's sold the mill to the town for 90,000 euros, I think.",
            "He's sold the mill to the town for 90,000 euros, Marek thinks.",
        ),
        (
            "I wrote to Simon Hale about the rent.\nMarek Osei: He's sold the mill to the town for 90,000 euros.",
            "Simon Hale's sold the mill to the town for 90,000 euros.",
        ),
        (
            "The mill is shut.\nMarek Osei: I heard Simon Hale sold it to the town for 90,000 euros. It's not confirmed.",
            "Marek heard Simon Hale sold it to the town for 90,000 euros. It's not confirmed.",
        ),
    ],
)
def test_what_is_said_of_somebody_is_no_more_certain_than_it_was(said, told):
    """ "He" stays where another may be meant, and "I think", "I heard", "not confirmed" stay with what they are said of."""
    assert told in [fact.text for fact in kept(f"{FILLER}Tove Lindahl: {said}\n{FILLER}")]


def test_what_somebody_thinks_of_another_is_not_about_them():
    """A fact that only its hedge names the speaker for is not theirs."""
    facts = kept(f"{FILLER}Marek Osei: She gets 4,000 euros a month from May, I think.\n{FILLER}")
    (fact,) = (fact for fact in facts if "4,000" in fact.text)
    assert fact.text.endswith("Marek thinks.")
    assert "Marek Osei" not in fact.about


@pytest.mark.parametrize(
    "said",
    ["Three things today, the mill, the 40 sheep and the ferry.", "So there are four items, the 12 permits first."],
)
def test_what_is_only_announced_is_no_fact(said):
    """What is to be talked about tells nothing yet."""
    facts = kept(
        f"Tove Lindahl: {said}\nMarek Osei: The ferry licence costs 400 euros and runs out on 3 May.\n{FILLER}"
    )
    assert facts
    assert not [f.text for f in facts if "sheep" in f.text or "permits" in f.text]


def test_a_sentence_that_says_all_is_a_decision_alone():
    """What stands beside it, and who is happy with it, is no part of it."""
    (found,) = decided(
        f"{FILLER}Tove Lindahl: The pallets are heavy. OK, then let's move the flour store to the east barn. Happy?\nMarek Osei: Agreed.\n"
    )
    assert found.text == "Move the flour store to the east barn."


def test_a_fact_begins_with_no_bare_mark():
    """A question that only calls somebody leaves nothing to tell, and no mark before what follows."""
    text = (
        "Tove Lindahl: Sorry?\nMarek Osei: Not yet, the lab hasn't signed it, I'll chase them on Thursday.\n"
        "Tove Lindahl: Thursday, fine. The quarry is waiting for it. Marek?\n"
        "Marek Osei: Washers are ordered, they come tomorrow. I'm still working on the night rota.\n"
    )
    assert "Washers are ordered, they come tomorrow." in [fact.text for fact in kept(text)]
