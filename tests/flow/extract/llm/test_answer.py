"""Reading a model's answer, however it comes."""

import json

import pytest

from minutebook.errors import EngineError
from minutebook.flow.extract.llm.answer import read_answer

ITEM = {"text": "Order the sand", "u": [4], "quote": "order the sand"}


def test_a_fenced_answer_with_prose_around_is_read():
    """What stands around the object does not matter."""
    text = f"Here is what I found {{as asked}}:\n```json\n{json.dumps({'tasks': [ITEM]})}\n```\nAnything else?"
    assert [task.text for task in read_answer(text).answer.tasks] == ["Order the sand"]


def test_one_bad_item_costs_one_item():
    """A null, a number for a text, a missing field: the others stay, and each fault is told with its place."""
    tasks = [ITEM, {"text": None, "u": [1]}, {"u": [2]}, {"text": 7, "u": [2]}, {**ITEM, "owner": None, "due": None}]
    read = read_answer(json.dumps({"tasks": tasks, "decisions": "none", "facts": None}))
    assert len(read.answer.tasks) == 2
    assert [fault.split(":")[0] for fault in read.faults] == ["tasks[1]", "tasks[2]", "tasks[3]", "decisions"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ([4, 5], [4, 5]),
        (4, [4]),
        ("[4]", [4]),
        (["u4", "5"], [4, 5]),
        ("4-6", [4, 5, 6]),
        ("4, 9", [4, 9]),
        (None, None),
    ],
)
def test_numbers_are_read_however_they_are_written(said, meant):
    """Utterance numbers come as lists, single numbers, words or ranges."""
    tasks = read_answer(json.dumps({"title": "T", "tasks": [{"text": "Order the sand", "u": said}]})).answer.tasks
    assert [task.u for task in tasks] == ([meant] if meant else [])


def test_one_name_is_a_list_of_one():
    """A fact about one thing may name it without brackets."""
    (fact,) = read_answer(json.dumps({"facts": [{**ITEM, "about": "the sand"}]})).answer.facts
    assert fact.about == ["the sand"]


def test_words_may_come_as_objects():
    """Where a list of names or sentences is asked for, a model may give objects; labels may be keys of their names."""
    said = {
        "people": [{"name": "Runa Vik"}, "Odd Lie"],
        "topics": [{"text": "Sand"}],
        "speakers": {"Speaker 1": "Runa Vik", "Speaker 2": None},
        "reply": {"needed": True, "questions": [{"text": "When?", "u": [3], "quote": "when"}, "How much?"]},
        "facts": [{**ITEM, "about": {"name": "the sand"}}],
    }
    read = read_answer(json.dumps(said))
    answer = read.answer
    assert read.faults == []
    assert (answer.people, answer.topics, answer.facts[0].about) == (["Runa Vik", "Odd Lie"], ["Sand"], ["the sand"])
    assert [(voice.label, voice.name) for voice in answer.speakers] == [("Speaker 1", "Runa Vik"), ("Speaker 2", None)]
    assert answer.reply is not None
    assert answer.reply.questions == ["When?", "How much?"]


def test_an_answer_cut_off_keeps_what_was_whole():
    """Of an answer that ran out of tokens the finished items count, and it is said."""
    whole = json.dumps({"title": "Sand", "tasks": [ITEM, ITEM, ITEM]})
    read = read_answer(whole[: whole.rindex('"u"')])
    assert len(read.answer.tasks) == 2
    assert "cut off" in read.faults[0]


@pytest.mark.parametrize("text", ["", "I cannot help with that.", "[1, 2]", '{"apology": true}', "{" * 50])
def test_no_object_of_ours_is_an_error_that_may_be_tried_again(text):
    """Prose, another object, nothing at all."""
    with pytest.raises(EngineError) as raised:
        read_answer(text)
    assert raised.value.retryable


def test_a_flood_of_items_is_bounded():
    """A model that runs on is read up to a bound, and that is said."""
    read = read_answer(json.dumps({"facts": [ITEM] * 900}))
    assert len(read.answer.facts) == 200
    assert "900 entries" in read.faults[0]
