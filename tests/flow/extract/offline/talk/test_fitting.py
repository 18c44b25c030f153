"""What is done with what."""

import pytest

from minutebook.flow.extract.offline.talk.fitting import fits
from minutebook.flow.extract.offline.talk.noun import NounPhrase, in_sentence


@pytest.mark.parametrize(
    ("verb", "head", "expected"),
    [("sign", "ladder", False), ("sign", "contract", True), ("move", "ladder", True), ("email", "lunch", False)],
)
def test_papers_are_read_signed_and_sent(verb, head, expected):
    """What is read, signed or mailed is a paper; other verbs take any thing."""
    assert fits(verb, NounPhrase(f"the {head}", 4, 9, plural=False, definite=True, head=head)) is expected


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        (NounPhrase("Two trestles", 0, 12, plural=True, definite=False), "two trestles"),
        (NounPhrase("Petra's ladder", 0, 14, plural=False, definite=True), "Petra's ladder"),
        (NounPhrase("Orchard", 9, 16, plural=False, definite=True, proper=True), "Orchard"),
        (NounPhrase("Orchard", 9, 16, plural=False, definite=True, proper=True, article=True), "the Orchard"),
    ],
)
def test_a_phrase_inside_a_sentence(phrase, said):
    """The capital of a sentence that a phrase began is none inside another; a name keeps its own and its article."""
    assert in_sentence(phrase) == said
