"""What an item is about, before its words."""

from test_items import FILLER, asked

from minutebook.flow.extract.offline.words.weight import content


def test_a_short_question_is_told_after_what_it_is_about():
    """Who was not there reads of what somebody asks "who has the hall"; what it says itself is not said twice."""
    talk = (
        "Tove Lindahl: Next, the harbour festival. The harbour festival needs a hall.\n"
        "Marek Osei: The harbour festival was in the annex last year.\n"
        "Tove Lindahl: Who pays?\nMarek Osei: I don't know. Let's leave it open.\n"
    )
    found = asked(FILLER + talk + FILLER)
    assert [item.text for item in found if "arbour festival" in item.text and item.text.endswith("Who pays?")]


def test_a_long_question_needs_no_heading():
    """A question that says enough by itself stands alone."""
    question = "Whether the insurance covers the broken crane on the eastern quay of the ferry terminal, that has to stay open."
    found = asked(f"{FILLER}Tove Lindahl: {question}\nMarek Osei: Fine.\n{FILLER}")
    assert len(content(found[0].text)) > 5
    assert ":" not in found[0].text
