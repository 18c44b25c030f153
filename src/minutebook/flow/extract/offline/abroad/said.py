"""A piece of work as a sentence tells of it, in whatever language."""

from enum import StrEnum

import msgspec


class Way(StrEnum):
    """``OFFER``: "shall I …?". ``NEED``: somebody has to, and nobody is named; ``TOGETHER``: "let's …"."""

    ASK = "ask"
    PROMISE = "promise"
    GIVEN = "given"
    OFFER = "offer"
    NEED = "need"
    TOGETHER = "together"


class Said(msgspec.Struct, frozen=True):
    """``text[start:end]`` tells of it; ``who`` is the name, as it stands there, of the one to whom it is ``GIVEN``; ``words`` an infinitive phrase."""

    way: Way
    start: int
    end: int
    words: str
    who: str | None = None
    leans: bool = False
    """Whether its thing was named before: "I'll do that"."""
    tail: int = 0
    """Where a clause begins that goes on with its words, and whose days are its own: "prévenir Jeanne que c'est lundi"; 0 for none."""
    loose: bool = False
    """It may as well tell what somebody always does: work only where it has a day or answers something."""
    thing: bool = False
    """Only a thing is said to be needed, not what is to be done about it."""


class Voices(msgspec.Struct, frozen=True):
    """Who "I" and "you" are in a sentence, by name, and who is to do its work; None where not known."""

    speaker: str | None
    other: str | None
    owner: str | None
    before: tuple[str, ...] = ()
    """What was said just before, the nearest last: there stands what a pronoun means."""
    named: tuple[str, ...] = ()
    """The people named there and in the sentence itself, the nearest last."""
