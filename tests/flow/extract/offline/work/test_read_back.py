"""What is said again of work that was agreed before."""

from datetime import date

from dialogues import tasks_of


def test_what_is_read_back_at_the_end_stands_once():
    """Who has got what, said again before everybody goes, makes no second task."""
    tasks = tasks_of("""
        Ana: Morning. The orchard first.
        Ben: I'll prune the old pear trees by Friday.
        Chitra: And I'll order the cider bottles tomorrow.
        Ana: Good, thank you.
        Ben: It rained in on the press again.
        Chitra: It always does.
        Ana: Right, let me recap then. Ben, you've got the pear trees, and Chitra's got the bottles.
    """)
    assert [(task.owner, task.due) for task in tasks] == [
        ("Ben Okafor", date(2026, 3, 6)),
        ("Chitra Rao", date(2026, 3, 5)),
    ]


def test_what_they_go_with_is_no_work():
    """Who goes with a day that was offered has nothing to do for it."""
    tasks = tasks_of("""
        Ana: I'd forgotten the inspection of the press. Shall we say Monday the ninth?
        Ben: The ninth works for me.
        Ana: Yes, let's go with the ninth.
        Ben: Good. I'll send you the delivery plan by tomorrow evening.
    """)
    assert [task.owner for task in tasks] == ["Ben Okafor"]
