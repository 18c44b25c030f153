"""Bytes to text: byte order marks, UTF-8, UTF-16 and UTF-32 without a mark, then legacy charsets."""

import codecs

from minutebook.text import patterns as re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_SAMPLE = 4096
_LEGACY_SAMPLE = 32_768
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.01  # a stray control character happens in real exports; one in a hundred is a binary file
_CUT = 4  # a multi-byte character cut off at the end of a file has at most this many bytes
_JAPANESE = ("cp932", "euc_jp")
_KANA = re.compile(r"[\u3041-\u30ff]")
_ODD = re.compile(r"[\x80-\x9f\u00a4\u00a6\u00ac\u00b1\u00b6\u00b8\ufffd]")


def decode(data: bytes) -> tuple[str, str] | None:
    r"""The text (line endings ``\n``) and the name of its encoding; None for what is not text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _readable(_decode_cut(data[len(mark) :], encoding), encoding)
    if b"\x00" in data[:_SAMPLE]:
        return _decode_wide(data)
    text = _decode_cut(data, "utf-8")
    if text is not None:
        return _readable(text, "utf-8")
    return _decode_legacy(data)


def _decode_cut(data: bytes, encoding: str) -> str | None:
    """Strictly decoded, except that a character cut off by the end of the file is left out."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if len(data) - error.start >= _CUT or not error.start:
            return None
        return data[: error.start].decode(encoding)


def _decode_wide(data: bytes) -> tuple[str, str] | None:
    """UTF-16 or UTF-32 without a mark: the encoding under which the beginning is readable."""
    for encoding in reversed(_WIDE):
        head = _decode_cut(data[:_SAMPLE], encoding)
        if head and "\x00" not in head and sum(c.isascii() for c in head) > len(head) / 2:
            return _readable(_decode_cut(data, encoding), encoding)
    return None


def _decode_legacy(data: bytes) -> tuple[str, str] | None:
    """The charset that fits the lines with bytes above 127 best; Windows-1252 where it reads as well as any other."""
    if _CONTROLS.search(data[:_SAMPLE].decode("latin-1")):
        return None
    western = data.decode("cp1252", "replace")
    if not _ODD.search(western) and _mostly_letters(data):
        return _readable(western, "cp1252")
    for encoding in _JAPANESE:
        text = _decode_cut(data, encoding)
        if text and len(_KANA.findall(text)) * 5 > sum(not c.isascii() for c in text):
            return _readable(text, encoding)
    from charset_normalizer import from_bytes  # slow to import, rarely needed

    lines = [line for line in re.split(rb"[\r\n]+", data) if not line.isascii()]
    best = from_bytes(b"\n".join(lines)[:_LEGACY_SAMPLE]).best()
    encoding = best.encoding if best is not None else "cp1252"
    try:
        return _readable(data.decode(encoding, "replace"), encoding)
    except LookupError:
        return _readable(western, "cp1252")


def _mostly_letters(data: bytes) -> bool:
    """Whether bytes above 127 are as rare as accents are in a Western text (under a fifth of all letters)."""
    high = sum(byte > 0x7F for byte in data)
    letters = sum(chr(byte).isalpha() for byte in data if byte < 0x80)
    return high * 5 < letters


def _readable(text: str | None, encoding: str) -> tuple[str, str] | None:
    if text is None or "\x00" in text or len(_CONTROLS.findall(text)) > max(3, len(text) * _CONTROL_SHARE):
        return None
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), encoding
