"""Statements, figures, summary, title and topics."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings import LEXICON, meeting, read, senses_of
from minutebook.flow.extract.offline.gist.summary import choose_statements, write_summary
from minutebook.flow.extract.offline.gist.title import write_title
from minutebook.flow.extract.offline.items.decisions import find_decisions
from minutebook.flow.extract.offline.items.facts import find_facts
from minutebook.flow.extract.offline.talk.statement import state, statement
from minutebook.flow.extract.offline.talk.topics import Topic, find_topics
from minutebook.flow.extract.offline.words.figures import figures, read_number


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("three hundred and twelve pallets", "312 pallets"),
        ("four thousand two hundred, of eleven thousand", "4,200, of 11,000"),
        ("thirteen hundred and forty", "1,340"),
        ("six point two per cent", "6.2%"),
        ("five percent", "5%"),
        ("a hundred and nine crates", "109 crates"),
        ("two million three hundred thousand", "2,300,000"),
        ("sixty-eight", "68"),
        ("three boxes", "three boxes"),
        ("the third of april", "3 April"),
        ("September the thirtieth", "30 September"),
        ("until the twenty-third", "until the 23rd"),
        ("eleven twenty in January", "eleven twenty in January"),
        ("one or two of them", "one or two of them"),
    ],
)
def test_spoken_numbers_become_figures(words, expected):
    """Numbers from ten on, percentages and dates are written in figures; what is no number stays."""
    assert figures(words) == expected


@given(st.integers(1, 999_999))
def test_every_number_that_is_spelled_out_is_read_back(number):
    """Spelling a number and reading it gives the number."""
    assert read_number(spell(number)) == number


def spell(number):
    units = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    tens = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
    if number < 20:
        return units[number]
    if number < 100:
        return tens[number // 10] + (f"-{units[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{units[number // 100]} hundred" + (f" and {spell(number % 100)}" if number % 100 else "")
    return f"{spell(number // 1000)} thousand" + (f" {spell(number % 1000)}" if number % 1000 else "")


@pytest.mark.parametrize(
    ("said", "speaker", "expected"),
    [
        ("OK so the lease ends in May, you know.", None, "The lease ends in May."),
        ("Yeah, I think that we agreed the price.", None, "We agreed the price."),
        ("Right. So it's a cold store, isn't it?", None, "It's a cold store."),
        ("I'm away from Monday.", "Ines", "Ines is away from Monday."),
        ("My brother runs the mill.", "Ines", "Ines's brother runs the mill."),
        ("I sold the boat on Sunday.", "Ines", "Ines sold the boat on Sunday."),
        ("I start in June.", "Ines", "Ines starts in June."),
        ("I'd forgotten the inspection.", "Ines", "Ines had forgotten the inspection."),
        ("Remember that Marek is head of data now.", None, "Marek is head of data now."),
        ("By the way, Marek works out of Porto, as far as I know.", "Ines", "Marek works out of Porto."),
        ("Okay, let me check the ferry times.", "Ines", "Ines will check the ferry times."),
        ("No change there.", None, "No change there."),
    ],
)
def test_statements_lose_what_carries_nothing(said, speaker, expected):
    """Lead-ins and tags go, the first person gets its name, nothing else changes."""
    assert statement(said, LEXICON, speaker) == expected


def test_the_name_called_out_is_left_out():
    """Who is spoken to is not part of what is said."""
    _, lines, cast = read(meeting("Tove Lindahl: The mill burnt down in March, Marek.\nMarek Osei: I know."))
    assert state(lines[0], cast, LEXICON) == "The mill burnt down in March."


TALK = """
Tove Lindahl: OK. Cold store. The cold store compressor failed on Sunday.
Marek Osei: The compressor is twelve years old, and the cold store lost four hundred crates.
Tove Lindahl: Could we mend the compressor?
Marek Osei: It would cost nine thousand euros.
Tove Lindahl: OK, then let's buy a new compressor for the cold store.
Marek Osei: Agreed.
Tove Lindahl: Right. Harbour stall. The harbour stall opens on the third of May.
Marek Osei: The harbour stall permit runs until October.
Tove Lindahl: And Ines Duarte runs the harbour stall this year, not me.
"""


def told(source):
    talk, lines, cast = read(source)
    topics = find_topics(lines, (), LEXICON)
    decisions = find_decisions(source, talk, lines, cast, LEXICON)
    facts = find_facts(source, talk, lines, cast, LEXICON, senses_of(lines))
    chosen = choose_statements(lines, cast, LEXICON, senses_of(lines), decisions=decisions, facts=facts, topics=topics)
    return write_summary(chosen), topics


def test_topics_are_what_the_talk_opens_and_comes_back_to():
    """The subjects, not the words that are everywhere."""
    _, topics = told(meeting(TALK))
    named = {topic.text.lower() for topic in topics}
    assert {"harbour stall"} <= named
    assert any("compressor" in name or "cold store" in name for name in named)


def test_a_known_project_that_is_mentioned_is_a_topic():
    """Names that the vault knows come under their own name."""
    _, lines, _ = read(meeting(TALK))
    assert "Harbour Stall 2026" in [topic.text for topic in find_topics(lines, ("Harbour Stall 2026", "Roof"), LEXICON)]


def test_the_summary_says_what_it_was_about_and_what_was_decided():
    """The decision, the subjects with their figures and names, in the order of the talk, in a part of its words."""
    summary, _ = told(meeting(TALK))
    assert "new compressor" in summary
    assert summary.lower().index("compressor") < summary.lower().index("harbour stall")
    assert len(summary.split()) <= 60


def test_a_talk_without_items_still_gets_a_summary():
    """What says most is told where nothing was settled."""
    summary, _ = told(meeting("Tove Lindahl: The mill in Brenholm was sold on Friday.\nMarek Osei: To whom?"))
    assert "Brenholm" in summary


TOPICS = (Topic("harbour stall", 0, 9.0), Topic("compressor", 1, 7.0), Topic("permits", 2, 5.0))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Harbour stall opening and permits 2026-03-11", "Harbour stall opening and permits"),
        ("GMT20260311-130412_Recording.transcript", "Harbour stall and compressor"),
        ("Untitled conversation", "Harbour stall and compressor"),
        ("Depot weekly", "Depot weekly: harbour stall and compressor"),
        ("Marek 1:1", "Marek 1:1: harbour stall and compressor"),
    ],
)
def test_a_title_is_the_sources_own_where_it_says_something(title, expected):
    """A recorder's name is replaced by the subjects, a standing title followed by them."""
    assert write_title(meeting(TALK, title=title), TOPICS) == expected


def test_a_title_falls_back_to_the_source_where_nothing_is_known():
    """Without subjects the source's title stays, whatever it is."""
    assert write_title(meeting(TALK, title="Untitled conversation"), ()) == "Untitled conversation"
    assert write_title(meeting(TALK, title="Untitled conversation"), (), "Ines Duarte") == "Ines Duarte"


def test_names_and_phrases_say_more_in_a_title_than_one_common_word():
    """ "roof" gives way to "harbour stall"."""
    topics = (Topic("roof", 0, 9.0), Topic("harbour stall", 1, 7.0), Topic("Corvane Mill", 2, 5.0))
    assert write_title(meeting(TALK, title="Recording"), topics) == "Harbour stall and Corvane Mill"
