"""Clauses of a summary follow what a person decided of the items that they tell."""

from hypothesis import given
from hypothesis import strategies as st

from minutebook.text.retell import Telling, retell

LINE = "- **Slipway, crane**: Cracked since March; a firm comes in May. Decided: two boats; no third. Ana sends the firm the drawings by Friday. Open: who pays?"
DRAWINGS = Telling("Send the drawings to the firm (slipway)", None, "Ana Ruiz")


def _stands(*told: str) -> list[Telling]:
    return [Telling(words, words) for words in told]


def test_a_refused_task_leaves_the_summary_and_nothing_else_of_it_changes():
    """The one sentence goes; every other byte stays."""
    assert retell(LINE, [DRAWINGS]) == LINE.replace(" Ana sends the firm the drawings by Friday.", "")


def test_what_was_put_right_stands_in_the_clause_that_told_it():
    """The new words take the clause's place among the others, which stay."""
    told = Telling("A firm comes in May.", "The firm comes on 3 June")
    assert retell(LINE, [told]) == LINE.replace("a firm comes in May", "the firm comes on 3 June")


def test_a_sentence_keeps_its_beginning_while_a_clause_of_it_is_left():
    """ "Decided:" goes with the last clause that it leads only."""
    one, both = Telling("No third.", None), Telling("Two boats.", None)
    assert "Decided: two boats. Ana" in retell(LINE, [one])
    assert "Decided: no third. Ana" in retell(LINE, [both])
    assert "Decided" not in retell(LINE, [one, both])


def test_a_line_of_which_nothing_is_left_is_empty():
    """What it is about does not stand alone."""
    assert retell("- **Crane**: Bo hires the crane by 5 May.", [Telling("Hire the crane", None, "Bo")]) == ""


def test_a_clause_that_two_items_tell_stays_while_one_of_them_stands():
    """A duplicate that is refused takes nothing from the one that was kept."""
    kept = Telling("Send the drawings to the firm", "Send the drawings to the firm", "Ana Ruiz")
    assert retell(LINE, [DRAWINGS, kept]) == LINE


def test_other_work_with_words_of_the_refused_stays():
    """Half of a task's words do not make a clause its own."""
    line = "Ana sends the harbour office the signed plan by May. Bo paints the boat."
    assert retell(line, [Telling("Send the plan", None)]) == line


def test_the_rest_of_what_was_put_right_goes_with_it():
    """A fact told in two clauses is told once in its new words."""
    line = "The pump leaks; the committee wants an answer. It rains."
    told = Telling("The pump leaks and the committee wants an answer", "The valve leaks")
    assert retell(line, [told]) == "the valve leaks. It rains.".capitalize().replace("it rains", "It rains")


def test_links_and_details_stay_where_they_are():
    """A linked name is read as its words, and details in brackets stay at the line's end."""
    line = "[[Ana Ruiz|Ana]] sends the drawings; the wall is wet (3 metres, blue)."
    assert retell(line, [Telling("Send the drawings", None, "Ana Ruiz")]) == "The wall is wet (3 metres, blue)."


@given(st.text(alphabet="abc .;:()[]*-É|", max_size=80), st.lists(st.text(alphabet="abc (.", max_size=20), max_size=4))
def test_nothing_changes_while_everything_stands(line: str, told: list[str]):
    """Prose of which no item changed is the same byte for byte."""
    assert retell(line, _stands(*told)) == line
    assert retell(line, [*_stands(*told), Telling("zebra crossing", None)]) == line
