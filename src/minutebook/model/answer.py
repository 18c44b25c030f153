"""What the book answers to a question: passages, and the sentences that rest on them."""

import msgspec

from minutebook.model.extraction import Call


class Excerpt(msgspec.Struct, frozen=True, kw_only=True):
    """Some words of a note or source. ``link`` leads to their block; ``text`` has more around what is ``shown``."""

    text: str
    shown: str
    finds: tuple[tuple[int, int], ...]
    """Where words of the question stand in ``shown``."""
    title: str
    day: str | None
    path: str
    link: str
    at: str
    """The time in a recording; empty elsewhere."""


class Sentence(msgspec.Struct, frozen=True):
    """One sentence of an answer, and the numbers (0-based) of the passages that show it; never none."""

    text: str
    cited: tuple[int, ...]


class Reply(msgspec.Struct, frozen=True):
    """A model's answer: what stands, what it said that its passages do not show, and what was sent where."""

    sentences: tuple[Sentence, ...] = ()
    dropped: tuple[str, ...] = ()
    sent: tuple[Call, ...] = ()
