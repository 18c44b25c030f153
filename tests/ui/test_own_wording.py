"""What a user says of types of note and of what deserves attention reaches the model."""

import json

import pytest

from modelserver import Said, serving

ANSWER = json.dumps({"title": "Pump figures"})


@pytest.fixture
def talk(book):
    """A vault with one meeting in its Inbox."""
    book.drop("2026-11-03 Pump talk.txt", "Odalys Brennick: The pump stays off.\nSilvan Moray: Until Friday, yes.\n")
    return book


def own(book, name, text):
    path = book.root / "Minutebook/prompts" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_types_and_emphasis_of_ones_own_are_sent(talk):
    """They stand in the place of the package's; what they leave out stays as it was."""
    own(talk, "types.toml", 'customer = "a harbour that rents pumps"\nrob = ""\n')
    own(talk, "emphasis.toml", 'conversation = "Every pressure counts."\ncustomer = "Name the rent."\n')
    with serving([Said(ANSWER)]) as model:
        assert talk("ingest", "--engine", model.engine()).code == 0
        (request,) = model.requests
    system, asked = (message["content"] for message in request.body["messages"])
    assert "customer (a harbour that rents pumps), partners (an outside organisation takes part)" in system
    assert ", rob, " in system
    assert "Every pressure counts.\nIn a customer note: Name the rent.\n" in asked
    assert "Follow work across turns" not in asked


def test_what_was_answered_under_other_words_is_asked_again(talk):
    """Another wording is another question."""
    with serving([Said(ANSWER)]) as model:
        assert talk("ingest", "--dry-run", "--spend", "--engine", model.engine()).code == 0
        own(talk, "emphasis.toml", 'conversation = "Every pressure counts."\n')
        assert talk("ingest", "--dry-run", "--spend", "--engine", model.engine()).code == 0
        assert len(model.requests) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('supplier = "who sells to us"', "speaks of supplier, which there is not; it may be people, customer"),
        ("customer = 3", "is not lines of the form"),
        ("customer: rented", "is not lines of the form"),
    ],
)
def test_a_file_that_says_nothing_readable_is_named(talk, text, told):
    """Nothing is sent."""
    own(talk, "types.toml", text)
    with serving([Said(ANSWER)]) as model:
        done = talk("ingest", "--engine", model.engine())
        assert model.requests == []
    assert done.code == 2
    assert "Minutebook/prompts/types.toml" in done.err
    assert told in " ".join(done.err.split())
