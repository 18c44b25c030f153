"""Fingerprint: one character for each content word of a source, a full stop after each utterance.

It keeps the order of the words and where utterances begin, so that containment and block numbers can be worked out from
the record alone; and it is small (a 16,000-word transcript takes under 10 kB). 54 codes for words and 10 for words with
a digit tell little of one word, but runs of four nearly always tell one passage from another.
"""

from zlib import crc32

from minutebook.model.source import Source
from minutebook.text.words import content_words

VERSION = "1"
DIGITS = "0123456789"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
STOP = "."


def fingerprint(source: Source) -> str:
    """The packed content words of all utterances, in order, with their version before a colon."""
    return f"{VERSION}:" + "".join(encode(utterance.text) + STOP for utterance in source.utterances)


def unpack(packed: str) -> tuple[str, ...] | None:
    """The codes of each utterance; None for a fingerprint that is missing or of a version that this one cannot read."""
    version, colon, codes = packed.partition(":")
    if not colon or version != VERSION:
        return None
    return tuple(codes.split(STOP)[:-1])


def encode(text: str) -> str:
    """One character for each content word of the text."""
    return "".join(_code(word) for word in content_words(text))


def _code(word: str) -> str:
    alphabet = DIGITS if any(letter.isdecimal() for letter in word) else _LETTERS
    return alphabet[crc32(word.encode("utf-8", "surrogatepass")) % len(alphabet)]
