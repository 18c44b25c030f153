"""How much a written sentence wants of its reader."""

import pytest
from evals.reading import as_mail

from minutebook.flow.extract.offline.letter.appeal import read_appeals
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.talk.acts import find_acts
from minutebook.flow.extract.offline.talk.line import read_lines
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.model.entity import Context


def appeal(text: str) -> float:
    source, lexicon = as_mail(text), read_lexicon()
    lines = read_lines(segment(source), resolve_cast(source, Context()), source.date, lexicon)
    (told,) = read_appeals(lines, find_acts(lines, lexicon))
    return float(told)


@pytest.mark.parametrize(
    "text",
    [
        "Could you send me the drawings of the keel by Friday?",
        "Please call the rigger to discuss the mast.",
        "Let me know which of the two sails you prefer.",
        "I would be happy to meet you at the yard next week.",
    ],
)
def test_what_asks_or_offers_speaks_for_itself(text: str):
    """Requests, questions and offers lie above nought."""
    assert 0 < appeal(text) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "The varnish arrived yesterday in four tins.",
        "He told them that the mast was older than the boat.",
        "Last year the regatta was sold out within a day.",
    ],
)
def test_what_only_tells_lies_below(text: str):
    """Statements lie below nought."""
    assert -1 <= appeal(text) < 0
