"""Summaries: clauses as they are told, key phrases, the choice among them, what a summary may say."""

import re

import pytest

from meetings import LEXICON, meeting, read
from minutebook.flow.extract.offline.gist.matter import find_matters
from minutebook.flow.extract.offline.gist.minuted import minuted
from minutebook.flow.extract.offline.gist.once import say_once
from minutebook.flow.extract.offline.gist.phrase import find_phrases
from minutebook.flow.extract.offline.gist.spelling import Prose
from minutebook.flow.extract.offline.gist.summary import WORDS, Statement, choose_statements, find_weak, write_summary
from minutebook.flow.extract.offline.items.decisions import find_decisions
from minutebook.flow.extract.offline.items.salience import describe_stems, stems_in, weigh_stems
from minutebook.flow.extract.offline.talk.acts import find_acts
from minutebook.flow.extract.offline.talk.clause import lower_first, read_clauses, read_days
from minutebook.flow.extract.offline.talk.sense import read_senses
from minutebook.flow.extract.offline.talk.topics import Topic, find_headers, find_topics
from minutebook.flow.extract.offline.words.figures import figures
from minutebook.flow.extract.offline.work.tasks import find_tasks
from minutebook.model.extraction import Decision

TALK = """
Tove Lindahl: Morning, did you see the rain? Lovely weather for ducks.
Marek Osei: Ha, I love it.
Tove Lindahl: OK. Cold store. So, um, the cold store compressor failed on Sunday, and we lost four hundred crates of plums.
Marek Osei: I've rung the insurer, and, you know, they pay for the plums but not for the compressor.
Tove Lindahl: Could we mend the compressor?
Marek Osei: It would cost nine thousand euros, because the compressor is twelve years old.
Tove Lindahl: OK, then let's buy a new compressor for the cold store.
Marek Osei: Agreed. I'll get two quotes for the compressor by Friday.
Tove Lindahl: Right. Harbour stall. The harbour stall opens on the third of May.
Marek Osei: The harbour stall permit runs until October.
Tove Lindahl: And Ines Duarte runs the harbour stall this year, not me.
Marek Osei: Can you send Ines the permit?
Tove Lindahl: Sure, I'll send Ines the harbour stall permit tomorrow.
"""


def summarise(source):
    talk, lines, cast = read(source)
    acts = find_acts(lines, LEXICON)
    found = {
        "tasks": find_tasks(source, lines, cast, LEXICON, acts, read_senses(lines, acts)),
        "decisions": find_decisions(source, talk, lines, cast, LEXICON),
        "topics": find_topics(lines, (), LEXICON),
    }
    chosen = choose_statements(lines, cast, LEXICON, read_senses(lines, acts), **found)
    return write_summary(chosen), lines, chosen


def test_a_summary_names_the_speaker_and_drops_fillers():
    """No "I", no "um", no "you know"."""
    summary, _, _ = summarise(meeting(TALK))
    assert not re.search(r"\b(?:I|I've|I'll|me|um|you know)\b", summary)
    assert "Tove sends Ines the harbour stall permit" in summary


@pytest.mark.parametrize(
    ("told", "once"),
    [
        ("Tove has had Tove's van for years", "Tove has had their van for years"),
        ("Tove will ring when Tove has got the keys", "Tove will ring when they have got the keys"),
        ("Tove asks when Tove goes home", "Tove asks when they go home"),
        ("Tove would have the board behind Tove", "Tove would have the board behind them"),
        ("Marek pays; Tove needs Tove's half", "Marek pays; Tove needs their half"),
        ("the van is Tove's, Tove says", "the van is Tove's, Tove says"),
    ],
)
def test_a_name_is_said_once_in_a_clause(told, once):
    """From then on it is "they", with the verb that goes with it; where another word begins the clause it stays."""
    assert say_once(told, {"Tove"}, LEXICON) == once


def test_years_are_no_numbers():
    """After a preposition; a count is a count."""
    assert figures("from twenty twenty-two, in two thousand nine") == "from 2022, in 2009"
    assert figures("in twenty minutes, out of twenty forty") == "in 20 minutes, out of twenty forty"


def test_decisions_and_promises_are_carried():
    """What was settled and who does what stand in the summary."""
    summary, _, _ = summarise(meeting(TALK))
    assert "buy a new compressor" in summary
    assert "Tove sends" in summary


def test_small_talk_is_not_told():
    """Neither weather nor laughter."""
    summary, _, _ = summarise(meeting(TALK))
    assert "weather" not in summary
    assert "rain" not in summary


def test_a_summary_says_only_what_was_said():
    """Every content stem comes from the talk, from its figures, from a name, or opens a list."""
    summary, lines, _ = summarise(meeting(TALK))
    said = stems_in(" ".join(line.text for line in lines)) | stems_in(
        "Tove Lindahl Marek Osei decided next open also by 12 March"
    )
    assert stems_in(summary) <= said


def test_a_summary_reads_as_sentences():
    """A matter's decision and tasks stand with what was said of it."""
    summary, _, _ = summarise(meeting(TALK))
    decided, stall = summary.index("Decided"), summary.lower().index("harbour stall")
    assert decided < stall < summary.index("Tove sends")
    assert summary.endswith((".", "?"))


def statement(text, kind=None, matter=0, line=0, part=0):
    return Statement(text, line, matter, part, 1.0, stems_in(text), text.count(" ") + 1, kind)


def test_a_matter_is_told_after_what_it_is_about():
    """Two phrases that name something stand before, what says how much or when behind in brackets; what nothing is told of comes last."""
    chosen = [
        statement("forty metres", Topic, part=9),
        statement("harbour wall", Topic, part=10),
        statement("crane", Topic, part=11),
        statement("blue paint", Topic, part=12),
        statement("cracked since March"),
        statement("firm comes in May", part=1),
        statement("old pier", Topic, matter=1, line=5, part=13),
    ]
    assert write_summary(chosen) == (
        "Harbour wall, crane: Cracked since March; firm comes in May (forty metres, blue paint).\nAlso: old pier."
    )


def test_a_decision_alone_stands_after_what_it_is_about():
    """Its own head is the head of its line."""
    assert write_summary([statement("Ferry, pier: two boats", Decision)]) == "Ferry, pier: Decided: two boats."
    told = write_summary([statement("harbour wall", Topic, part=9), statement("ferry: two boats", Decision)])
    assert told == "Harbour wall: Decided on ferry: two boats."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("There's a leak in the north tank", "There's a leak in the north tank"),
        ("Ana will clean the tank and tell the board", "Ana cleans the tank and tells the board"),
        ("Ana will send the quote and plan for May", "Ana will send the quote and plan for May"),
        ("Ana will try the key, and ask Bo", "Ana tries the key, and asks Bo"),
    ],
)
def test_what_somebody_will_do_is_told_as_minutes_have_it(text, told):
    """As what they do, where every verb of it is known for one; what is so stays as it was said."""
    assert minuted(text, LEXICON) == told


def test_a_task_is_told_with_its_day():
    """What is due "tomorrow" gets its date, for who reads it weeks later."""
    summary, _, _ = summarise(meeting(TALK))
    assert "Tove sends Ines the harbour stall permit by 12 March" in summary


def test_a_question_without_its_mark_is_not_told():
    """A recorder that sets no question marks makes no statement of a question."""
    summary, _, _ = summarise(meeting(f"{TALK}Marek Osei: What's the harbour stall gate made of these days."))
    assert "made of" not in summary


def test_every_statement_names_a_line_that_it_rests_on():
    """The words of a statement stand near its line."""
    _, lines, chosen = summarise(meeting(TALK))
    assert chosen
    for statement in chosen:
        near = " ".join(line.text for line in lines[max(0, statement.line - 2) : statement.line + 4])
        assert stems_in(statement.text) & stems_in(near)


def test_a_long_talk_keeps_the_budget():
    """However long a talk is, its summary is read in under a minute."""
    towns = "Alsen Brevik Corvane Dunholm Estrup Farlow Gislev Hadsund Ingle Jorvik".split()
    things = "boats ovens pallets lamps saddles kettles bricks organs tractors violins".split()
    deeds = "sold lost mended painted bought weighed stored polished borrowed counted".split()
    turns = [
        f"{who}: The {town} depot {deeds[(n + m) % 10]} {12 * n + m + 13} {things[(3 * n + m) % 10]} in {month}."
        for m, month in enumerate(("January", "February", "March", "June", "July", "October"))
        for n, (town, who) in enumerate(zip(towns, ["Tove Lindahl", "Marek Osei"] * 5, strict=True))
    ]
    summary, _, _ = summarise(meeting("\n".join(turns)))
    assert 60 < len(summary.split()) <= WORDS


def test_a_summary_says_nothing_twice():
    """No part of a summary is said again in full by another."""
    summary, _, _ = summarise(meeting(TALK))
    parts = [stems_in(part) for part in re.split(r"[.;:] ", summary)]
    assert not any(m != n and one <= other for m, one in enumerate(parts) for n, other in enumerate(parts))


def test_a_summary_follows_the_talk():
    """What came first is told first."""
    summary, _, _ = summarise(meeting(TALK))
    assert summary.lower().index("compressor") < summary.lower().index("harbour stall")


def test_where_a_layout_cuts_its_cues_does_not_matter():
    """The same words in shorter cues make the same summary."""
    cut = []
    for line in TALK.strip().splitlines():
        name, _, words = line.partition(": ")
        half = words.find(", ") + 1
        cut += [f"{name}: {part.strip()}" for part in (words[:half], words[half:]) if part.strip()]
    assert summarise(meeting("\n".join(cut)))[0] == summarise(meeting(TALK))[0]


def clauses(text):
    _, lines, cast = read(meeting(text))
    return read_clauses(lines, cast, LEXICON)


def test_a_clause_is_told_with_its_reason_or_in_short():
    """The reason never stands alone; what only adds to a clause can go."""
    (clause,) = clauses("Tove Lindahl: The mill closes in June because the river is too low.")
    assert clause.texts == (
        "The mill closes in June, because the river is too low",
        "The mill closes in June",
        "The mill closes",
    )


@pytest.mark.parametrize(
    "said",
    [
        "The barge sails if the lock is mended by June.",
        "The barge is not loaded on Sunday.",
        "We could sail with the ferry in June.",
    ],
)
def test_what_holds_under_conditions_is_told_in_full(said):
    """Without its "if" or "not" a clause would say something else."""
    assert [clause.texts for clause in clauses(f"Tove Lindahl: {said}")] == [(said.rstrip("."),)]


@pytest.mark.parametrize("said", ["You always bring the ladder.", "That works for the bakery.", "Because the river"])
def test_what_needs_somebody_who_was_there_is_no_clause(said):
    """Neither what is said to somebody, nor what only points back, nor half a sentence."""
    assert clauses(f"Tove Lindahl: {said}") == ()


def test_questions_are_not_told_as_statements():
    """A question states nothing."""
    assert clauses("Tove Lindahl: Does the mill close in June?") == ()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("The review is on the nineteenth.", "19 March"),
        ("The owners signed it on the nineteenth.", "the 19th"),
        ("The review has been running since the third.", "the third"),
    ],
)
def test_a_bare_day_gets_its_month_only_where_the_talk_looks_ahead(said, told):
    """A day to come is written with its month; of a day gone by the month is not known."""
    assert told in " ".join(clause.texts[0] for clause in clauses(f"Tove Lindahl: {said}"))


def test_days_of_the_talk_are_known_where_they_mean_one_date():
    """ "the nineteenth" is 19 March in a talk of 11 March."""
    _, lines, _ = read(meeting("Tove Lindahl: The review is on the nineteenth."))
    assert read_days(lines)["the nineteenth"] == "19 March"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mill closes", "the mill closes"),
        ("Tove rings", "Tove rings"),
        ("I see", "I see"),
        ("It's shut", "it's shut"),
    ],
)
def test_only_small_words_lose_their_capital_inside_a_sentence(text, expected):
    """Names and "I" keep it."""
    assert lower_first(text) == expected


def test_key_phrases_are_subjects_figures_and_people_talked_about():
    """Nouns that are named, numbers with their unit, absent people; not verbs, nor those present."""
    _, lines, _ = read(meeting(TALK))
    found = {phrase.text.lower() for phrase in find_phrases(lines, LEXICON, [0] * len(lines), lines)}
    assert {"harbour stall", "400 crates", "9,000 euros"} <= found
    assert not {"failed", "marek", "marek osei"} & found


@pytest.mark.parametrize("said", ["With the heron.", "It's the boathouse, then."])
def test_half_a_phrase_opens_no_subject(said):
    """A fragment that goes on with what was said before names nothing."""
    _, lines, _ = read(meeting(f"Tove Lindahl: OK. {said}"))
    assert find_headers(lines) == ()


def test_a_talk_is_cut_where_its_words_change():
    """Each of two subjects is a matter of its own."""
    boats = [
        "The boat needs paint.",
        "Paint for the boat is dear.",
        "The boat paint is blue.",
        "We paint the boat in May.",
    ]
    bread = ["The oven burns bread.", "Bread from the oven is black.", "The oven man comes.", "New oven, new bread."]
    _, lines, _ = read(meeting("\n".join(f"Tove Lindahl: {said}" for said in boats * 3 + bread * 3)))
    weights = dict.fromkeys(stems_in("boat paint oven bread"), 0.5)
    assert find_matters(lines, weights) == [0] * 12 + [1] * 12


def test_what_is_talked_about_weighs_more_than_what_is_said_in_passing():
    """The subject of a stretch outweighs a word of the small talk."""
    _, lines, _ = read(meeting(TALK))
    weights = weigh_stems(lines, read_senses(lines, find_acts(lines, LEXICON)), (), find_topics(lines, (), LEXICON))
    (compressor,), (ducks,) = stems_in("compressor"), stems_in("ducks")
    assert weights[compressor] > 2 * weights[ducks]
    assert all(0 < weight < 1 for weight in weights.values())


def test_numbers_said_in_words_are_the_same_stem_as_figures():
    """ "four hundred crates" and "400 crates" are alike."""
    assert stems_in("four hundred crates") == stems_in(figures("400 crates"))
    _, lines, _ = read(meeting(TALK))
    table = describe_stems(lines, read_senses(lines, find_acts(lines, LEXICON)), (), ())
    assert table.features["figure"][table.stems.index("400")] == 1.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("41 dogs for 36 places", "forty-one dogs for thirty-six places"),
        ("the new number is +46 555 010 23", "the new number is +46 555 010 23"),
        ("40% of 412 answers by 8 May", "40 per cent of 412 answers by 8 May"),
        ("30 days in Hall 12 for £50", "30 days in Hall 12 for £50"),
        ("the budget of 2027/28", "the budget of 2027/28"),
        ("at 9:30 in 2,000 flats and 1.5 of the 20th", "at 9:30 in 2,000 flats and 1.5 of the 20th"),
    ],
)
def test_counts_stand_in_words_and_measures_in_figures(text, expected):
    """As prose has them: a count up to a hundred in words; dates, units, names and amounts in figures."""
    assert Prose("per cent", frozenset()).tell(text) == expected


def test_a_matter_of_which_nearly_nothing_is_told_has_no_line():
    """Its place goes to what matters more, unless something was decided in it."""
    weights = dict.fromkeys(stems_in("harbour wall crane repair"), 0.3) | dict.fromkeys(stems_in("soup"), 0.05)
    wall, soup = statement("harbour wall repair crane"), statement("soup is hot", matter=1, line=9)
    assert find_weak([wall, soup], weights) == {1}
    assert find_weak([wall, statement("soup is hot", Decision, matter=1)], weights) == set()


def test_clauses_about_somebody_keep_their_hedge():
    """Nothing is told of a person as certain that was only thought; of a thing "I think" goes."""
    _, lines, cast = read(
        meeting(
            "Tove Lindahl: I think Simon Hale is selling the mill, apparently to the town.\nMarek Osei: I think the weir is leaking."
        )
    )
    person, thing = read_clauses(lines, cast, LEXICON)
    assert all("Tove thinks" in text and "apparently" in text for text in person.texts)
    assert thing.texts == ("The weir is leaking",)
