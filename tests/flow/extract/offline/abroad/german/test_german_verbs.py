"""German verbs by their forms."""

import pytest

from minutebook.flow.extract.offline.abroad.german.verbs import infinitive_of, read_verbs


@pytest.mark.parametrize(
    ("form", "person", "verb"),
    [("ruf", 1, "rufen"), ("schickst", 2, "schicken"), ("gibt", 3, "geben"), ("nimm", 0, "nehmen"), ("grillt", 3, "grillen"), ("knete", 1, "kneten")],
)  # fmt: skip
def test_infinitives(form, person, verb):
    """Listed forms and, by rule, those of verbs that are not."""
    assert infinitive_of(form, person) == verb


def test_prefixes_that_stand_apart():
    """A prefix and the verb are told apart, also around "zu"."""
    assert read_verbs().split("abzuholen") == ("ab", "holen")
    assert read_verbs().is_work("durchgehen")
    assert not read_verbs().is_work("gehen")
