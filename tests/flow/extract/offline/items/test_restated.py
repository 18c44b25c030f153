"""Sentences of a decision that say nothing new."""

import pytest

from minutebook.flow.extract.offline.items.restated import say_once


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["End of June.", "End of June, and then it stops."], ["End of June, and then it stops."]),
        (["Go with the third.", "Ferry leaves on the third."], ["Ferry leaves on the third."]),
        (["We freeze on 11 May.", "We freeze on the eleventh."], ["We freeze on 11 May."]),
        (["The small boat.", "Everybody happy with that?"], ["The small boat."]),
        (["The small boat.", "On the sixth."], ["The small boat.", "On the sixth."]),
        (["Everybody happy with that?"], ["Everybody happy with that?"]),
    ],
)
def test_a_decision_says_each_thing_once(said, told):
    """What another sentence says in full, and what only asks whether all agree, is left out."""
    assert say_once(said) == told
