"""Work of one person that is said in one stretch of talk, told apart."""

from test_tasks import tasks_of


def test_another_step_some_lines_later_is_work_of_its_own():
    """Who tells one person something and, with other talk between, writes to others has two things to do."""
    turns = [
        "Ben: Kit takes the pins, then.",
        "Ana: Yes. I'll tell Kit about the pins tomorrow. He's in at two. And the machine is old. It broke in May. I'll order the belt by Friday.",
        "Ben: Good.",
    ]
    texts = [task.text for task in tasks_of("\n".join(turns))]
    assert any(text.startswith("Tell Kit") for text in texts)
    assert any(text.startswith("Order the belt") for text in texts)


def test_steps_side_by_side_are_one_task():
    """What is done one after the other is told once."""
    turns = ["Ana: I'll print the labels tomorrow and then I'll stick them on the jars.", "Ben: Thanks."]
    (task,) = tasks_of("\n".join(turns))
    assert task.text.startswith("Print the labels")
