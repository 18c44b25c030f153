"""What is no transcript, document or memo, told by its first bytes, with what to do instead."""

import re

from minutebook.flow.adapt.adapter import Sample
from minutebook.flow.adapt.recording import is_recording

_AUDIO = "a recording: drop it into a vault's Inbox, where it is heard first (extra audio), or drop its transcript"
_MAGIC = (
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Office file: remove the password, or save it as .docx"),
    (b"\x89PNG", "a picture: only text is read"),
    (b"\xff\xd8\xff", "a picture: only text is read"),
    (b"GIF8", "a picture: only text is read"),
    (b"\x1f\x8b", "compressed (gzip): unpack it first"),
    (b"7z\xbc\xaf", "an archive (7z): unpack it first"),
    (b"Rar!", "an archive (RAR): unpack it first"),
    (b"SQLite format 3", "a database, not a transcript: export the transcript from its app"),
)
_ENCRYPTED_AT = 6  # byte of a zip entry's flags; bit 0 says that it is encrypted
_ZIP_END = b"PK\x05\x06"
_ZIP_TAIL = 22 + 65_535  # bytes of a zip's end record with the longest comment


_OUTLOOK = "__properties_version1.0".encode("utf-16-le")


def is_outlook(data: bytes) -> bool:
    """Whether these bytes are a message as Outlook saves it (``.msg``): an old Office container with its properties."""
    return data.startswith(b"\xd0\xcf\x11\xe0") and _OUTLOOK in data


def find_refusal(sample: Sample) -> str | None:
    """Why this file cannot be a source, to follow "X is …"; None where an adapter may know it."""
    data = sample.data
    if data.startswith(b"PK\x03\x04"):
        if _ZIP_END not in data[-_ZIP_TAIL:]:
            return "cut off: its end is missing. Copy or export it again"
        if data[_ENCRYPTED_AT] & 1:
            return "a password-protected archive: remove the password and drop it again"
    for magic, reason in _MAGIC:
        if data.startswith(magic) and not is_outlook(data):
            return reason
    if is_recording(data):
        return _AUDIO
    if sample.text is None:
        return None
    if re.match(r"\s*BEGIN:V(?:CALENDAR|CARD)\b", sample.text):
        return "a calendar entry or contact card, not something said or written: only transcripts, notes and documents are read"
    return None
