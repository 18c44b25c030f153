"""Whether a thing is one that is done so with: papers are read and signed, doors are hung and moved."""

from functools import cache

import msgspec

from minutebook.flow.extract.offline.talk.noun import NounPhrase
from minutebook.flow.extract.offline.words.patterns import read_words


class Fitting(msgspec.Struct, frozen=True):
    """Nouns and base forms of verbs."""

    paper: frozenset[str]
    word: frozenset[str]
    read: frozenset[str]


@cache
def read_fitting() -> Fitting:
    return msgspec.convert({key: frozenset(words.split()) for key, words in read_words("fitting").items()}, Fitting)


def fits(verb: str, phrase: NounPhrase) -> bool:
    """Whether ``verb`` (a base form) is done with what a phrase names: nobody signs a stand."""
    known = read_fitting()
    if verb == "do":
        return not phrase.proper
    return verb not in known.read or phrase.proper or phrase.head in known.paper | known.word
