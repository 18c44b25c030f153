"""Bytes of a mail as text, whatever charset it claims; and its header lines, encoded words decoded."""

import binascii
import codecs
from base64 import b64decode
from quopri import decodestring

from minutebook.flow.adapt.decode import decode
from minutebook.text import patterns as re

_WIDER = {
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "iso-8859-8-i": "iso-8859-8",
    "unicode-1-1-utf-7": "utf-7",
    "cp-850": "cp850",
    "utf8mb4": "utf-8",
}
"""Charsets of which senders mean a larger one (after the WHATWG Encoding Standard)."""
_WORD = re.compile(r"=\?([^\s?*]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?\n]{0,10000})\?=")
_HIGH = re.compile(rb"[\x80-\xff]+")
_ACCENTS = 1.8
"""Bytes above 127 that stand in a row, on average, below which they are accents among Latin letters."""
_INNER = re.compile(rb"(?<=[A-Za-z])[\xc0-\xff]{1,2}(?=[a-z])")
"""One or two accents within a word: "Grüße"."""
_BETWEEN = re.compile(r"(?<=\?=)\s+(?==\?)")


def decode_text(data: bytes, charset: str | None) -> str:
    r"""The text of a part, line endings ``\n``. A charset that is unknown or plainly wrong is passed over for what the bytes are."""
    claimed = _known(charset)
    for encoding in dict.fromkeys(("utf-8", claimed) if claimed == "cp1252" else (claimed, "utf-8")):
        if encoding is None:
            continue
        try:
            return _clean(data.decode(encoding))
        except (UnicodeError, LookupError):
            continue
    mended = data.decode("utf-8", "replace")
    if mended.count("\ufffd") * 3 < sum(not c.isascii() for c in mended):
        return _clean(mended)  # UTF-8 with a character or two cut
    runs = _HIGH.findall(data)
    if sum(map(len, runs)) < _ACCENTS * len(runs) or len(_INNER.findall(data)) * 2 > len(runs):
        return _clean(data.decode("cp1252", "replace"))
    found = decode(data)
    return _clean(found[0] if found else data.decode(claimed or "cp1252", "replace"))


def _clean(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _known(charset: str | None) -> str | None:
    """The codec that reads what a sender calls by this name; None where there is none that gives text."""
    name = (charset or "").strip(" '\"").lower()
    name = _WIDER.get(name, name)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return name if info._is_text_encoding else None  # noqa: SLF001 - the codecs that give bytes say so nowhere else


def decode_header(raw: str, charset: str | None = None) -> str:
    """A header's value on one line, encoded words (RFC 2047) and stray bytes (in ``charset``) decoded; broken ones stay as they stand."""
    line = " ".join(decode_stray(raw, charset).split())
    if "=?" not in line:
        return line
    joined = _BETWEEN.sub("", line)
    for _ in range(2):  # some gateways encode what is encoded
        joined = _decode_words(joined)
    return " ".join(joined.split())


def is_stray(raw: str) -> bool:
    """Whether bytes above 127 came through undecoded, as surrogates."""
    return not raw.isascii() and any("\udc80" <= c <= "\udcff" for c in raw)


def decode_stray(raw: str, charset: str | None = None) -> str:
    """Text whose bytes above 127 came through undecoded (as surrogates) as the text that they are."""
    return decode_text(raw.encode("utf-8", "surrogateescape"), charset) if is_stray(raw) else raw


def _decode_words(line: str) -> str:
    """Neighbours of one charset are decoded together: some senders cut a character in two."""
    pieces: list[tuple[str, bytes | str]] = []
    at = 0
    for match in _WORD.finditer(line):
        if match.start() > at:
            pieces.append(("", line[at : match.start()]))
        data = _word_bytes(match[2], match[3])
        charset = match[1].lower()
        if data is None:
            pieces.append(("", match[0]))
        elif pieces and pieces[-1][0] == charset and match.start() == at:
            pieces[-1] = (charset, bytes(pieces[-1][1]) + data if isinstance(pieces[-1][1], bytes) else data)
        else:
            pieces.append((charset, data))
        at = match.end()
    pieces.append(("", line[at:]))
    return "".join(piece if isinstance(piece, str) else decode_text(piece, charset) for charset, piece in pieces)


def _word_bytes(encoding: str, text: str) -> bytes | None:
    raw = text.encode("utf-8", "surrogateescape")
    if encoding in "qQ":
        return decodestring(raw, header=True)
    try:
        return b64decode(raw + b"=" * (-len(raw) % 4))
    except (binascii.Error, ValueError):
        return None
