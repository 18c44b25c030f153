"""Which language a source is in, asked once, and what to say of one that is not read."""

from enum import Enum
from itertools import islice

from minutebook.model.source import Source
from minutebook.text import patterns as re
from minutebook.text.language import Language, find_language, is_english, is_unread

WORDS = 1500
"""Words that are looked at, spread over the source."""
WARNING = (
    "Nothing was understood of this source: the offline engine reads English, German, French and Spanish; "
    "to have it read in its own language, choose a model (minutebook ingest --again --engine MODEL)"
)


class Unread(Enum):
    """A language of which nothing is understood."""

    UNREAD = "unread"


UNREAD = Unread.UNREAD


def tongue_of(source: Source) -> Language | Unread | None:
    """The language of a source, None for English."""
    step = 1 + sum(len(u.text) for u in source.utterances) // (6 * WORDS)
    spread = (u.text for u in islice(source.utterances, 0, None, step))
    words = list(islice((word for text in spread for word in _WORD.findall(text.lower())), WORDS))
    if is_english(words):
        return None
    return UNREAD if is_unread(words) else find_language(words)


_WORD = re.compile(r"[^\W\d_]+")
