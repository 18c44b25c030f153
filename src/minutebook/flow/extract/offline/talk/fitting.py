"""Whether a thing is one that is done so with: papers are read and signed, doors are hung and moved."""

from functools import cache

import msgspec

from minutebook.flow.extract.offline.talk.noun import NounPhrase
from minutebook.flow.extract.offline.words.patterns import read_words
from minutebook.text import patterns as re


class Fitting(msgspec.Struct, frozen=True):
    """Nouns and base forms of verbs."""

    paper: frozenset[str]
    word: frozenset[str]
    read: frozenset[str]
    deed: frozenset[str]


_DEED = re.compile(r"(?:ing|ation|ment|al|up)s?$")
"""What nouns of doing end in."""


@cache
def read_fitting() -> Fitting:
    return msgspec.convert({key: frozenset(words.split()) for key, words in read_words("fitting").items()}, Fitting)


def is_done(phrase: NounPhrase) -> bool:
    """Whether one does what a phrase names: a letter, the counting; nobody does a college."""
    known = read_fitting()
    return not phrase.proper and (
        phrase.head in known.paper | known.word | known.deed or _DEED.search(phrase.head) is not None
    )


def fits(verb: str, phrase: NounPhrase) -> bool:
    """Whether ``verb`` (a base form) is done with what a phrase names: nobody signs a stand."""
    known = read_fitting()
    if verb == "do":
        return not phrase.proper
    return verb not in known.read or phrase.proper or phrase.head in known.paper | known.word
