"""Text in disguise: hidden characters, look-alike letters, messages in base64 or hexadecimal."""

import base64
import binascii
import unicodedata

from minutebook.flow.extract.offline.words.lexicon import plain
from minutebook.text import patterns as re

SHORTEST_MESSAGE = 8
"""Letters that a decoded message has at least: shorter ones come about by chance."""

SHORTEST_RUN = 12
"""Characters in which that many letters are written at least."""


def unmask(text: str) -> str:
    """The text in lower case as a reader sees it: nothing hidden, look-alike letters of other scripts as Latin ones."""
    if text.isascii():
        return plain(text)
    shown = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    return plain(_MIXED.sub(lambda word: word[0].translate(_LOOK_ALIKES), shown))


def hides_text(text: str) -> bool:
    """Whether text is hidden in tag characters (flags apart) or turned round for the reader."""
    return not text.isascii() and (_TURNED.search(text) is not None or _TAGS.search(_FLAG.sub("", text)) is not None)


def holds_message(text: str) -> bool:
    """Whether a run of base64 or hexadecimal in the text is a readable message."""
    if all(len(word) < SHORTEST_RUN for word in text.split()):
        return False
    return any(_is_message(_decode(run[0])) for run in _ENCODED.finditer(text))


def _decode(run: str) -> bytes:
    try:
        if _HEX.fullmatch(run):
            return bytes.fromhex(run[2:] if run[:2].lower() == "0x" else run)
        return base64.b64decode(run + "=" * (-len(run) % 4), validate=True)
    except (ValueError, binascii.Error):
        return b""


def _is_message(data: bytes) -> bool:
    """Words with a space between, of letters nearly all."""
    if not data.isascii() or b" " not in data.strip():
        return False
    text = data.decode("ascii")
    letters = sum(c.isalpha() or c == " " for c in text)
    return text.isprintable() and letters >= SHORTEST_MESSAGE and letters >= 0.8 * len(text)


_UNSEEN = re.compile(
    "[\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff\\U000e0000-\\U000e007f]"
)
_TURNED = re.compile("[\\u202d\\u202e]")
_TAGS = re.compile("[\\U000e0020-\\U000e007e]")
_FLAG = re.compile("\\U0001f3f4[\\U000e0020-\\U000e007f]+")
_CYRILLIC_AND_GREEK = "АВЕКМНОРСТХУаеорсухіјѕԁһӏгΑΒΕΖΗΙΚΜΝΟΡΤΥΧαορνι"
_LATIN = "ABEKMHOPCTXYaeopcyxijsdhlrABEZHIKMNOPTYXaopvi"
_LOOK_ALIKES = str.maketrans(_CYRILLIC_AND_GREEK, _LATIN)
_MIXED = re.compile(rf"(?=\w*[A-Za-z])(?=\w*[{_CYRILLIC_AND_GREEK}])\w+")
_HEX = re.compile(r"(?:0[xX])?(?:[0-9a-fA-F]{2}){8,}")
_ENCODED = re.compile(r"(?<![\w/+])(?:0[xX])?[A-Za-z0-9+/]{12,}={0,2}(?![\w/+])")
