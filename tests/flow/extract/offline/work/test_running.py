"""Words of tasks from dictated text that runs on."""

import pytest

from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.flow.extract.offline.work.running import order_of

NAMES = ("Mara Quill", "Dimitri Vance")


@pytest.mark.parametrize(
    ("said", "order"),
    [
        ("Check that yes i'll check six valves in the shed", "Check six valves in the shed"),
        ("Send the seed list mara did finish it", "Send the seed list"),
        ("Chase Mara (the amended lease went to mara on the 19th she hasn't signed)", "Chase Mara (the amended lease)"),
        ("Flying to the coast for the survey", "Fly to the coast for the survey"),
        ("Write up the results (soil survey)", "Write up the results (soil survey)"),
        ("Start with the seed list mara did finish it", ""),
        ("Mara Quill (Dimitri you wanted to check that yes i'll check six valves)", ""),
        ("Check that", ""),
        ("Fine the twelfth is fine then the regatta", ""),
        ("Fine the tenants for the noise", "Fine the tenants for the noise"),
        ("Order it (the blue crates)", "Order it (the blue crates)"),
        ("Write (leaflet for the harvest supper)", "Write leaflet for the harvest supper"),
        ("Ask Mara Quill does she have any crates left", "Ask Mara Quill does she have any crates left"),
    ],
)
def test_what_runs_on_is_an_order_or_nothing(said, order):
    """A task begins with what is to be done and has an object; another clause and what is no order are left out."""
    assert order_of(said, NAMES, read_lexicon()) == order
