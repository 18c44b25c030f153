"""File names that Windows, macOS, Linux and Obsidian's links all take, unique whatever their case."""

import unicodedata
from collections.abc import Collection, Sequence
from datetime import date

from minutebook.model.source import Source
from minutebook.text import patterns as re
from minutebook.text.escape import clean

RENDERING = " (source)"
"""What the stem of a rendering has after that of its source."""
STEM_BYTES = 120 - len(RENDERING + ".md")
"""So that the longest name made of a stem has at most 120 bytes in UTF-8."""
FALLBACK = "Untitled"
UNTITLED = ("Untitled conversation", "Untitled e-mail", "Untitled document", "Untitled memo", "Untitled checklist")
"""What a source is called whose file says no title, by its kind."""

_REFUSED = str.maketrans(
    {
        "\\": "-",
        "/": "-",
        ":": " -",
        "*": "",
        "?": "",
        '"': "'",
        "`": "'",
        "<": "(",
        ">": ")",
        "|": "-",
        "#": "",
        "^": "",
        "[": "(",
        "]": ")",
    }
    | dict.fromkeys("\u200e\u200f")
)
_TIGHT_COLON = re.compile(r"(?<=\S):(?=\S)")
_COMMENT = re.compile(r"%{2,}")
_DEVICE = re.compile(r"(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(?=\.|$)", re.IGNORECASE)
_NOTE_SUFFIXES = (".md", ".canvas", ".base")
_SUFFIX = re.compile(r"\.(?=[0-9]*[A-Za-z])[A-Za-z0-9]{1,10}\Z")
_JOINER = "\u200d"
_EDGE = " .-\u200c\u200d"


def safe_stem(text: str, max_bytes: int = STEM_BYTES) -> str:
    """A file name without suffix that reads like the text; a fallback word where nothing of it can be kept."""
    readable = _TIGHT_COLON.sub("-", clean(text)).translate(_REFUSED)
    stem = _shorten(unicodedata.normalize("NFC", " ".join(_COMMENT.sub("%", readable).split())), max_bytes) or FALLBACK
    return _shorten(f"{FALLBACK} {stem}", max_bytes) if _DEVICE.match(stem) else stem


def cut_bytes(text: str, max_bytes: int) -> str:
    """The longest beginning that takes at most this many bytes in UTF-8 and splits no accented letter or joined emoji."""
    if len(text.encode()) <= max_bytes:
        return text
    end = len(text.encode()[: max(max_bytes, 0)].decode(errors="ignore"))
    while end and _continues(text, end):
        end -= 1
    return text[:end]


def fold_stem(stem: str) -> str:
    """The stem as file systems compare it: two that fold alike cannot stand in one vault."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", stem).casefold())


def unique_stem(
    wanted: str, taken: Collection[str], endings: Sequence[str] = ("",), max_bytes: int = STEM_BYTES
) -> str:
    """The wanted stem, or with `` (2)``, `` (3)`` … where it is taken.

    ``taken`` holds folded stems. The stem must be free with each of the endings: a source's also with ``RENDERING``.
    """
    stem, number = wanted, 1
    while any(fold_stem(stem + ending) in taken for ending in endings):
        number += 1
        mark = f" ({number})"
        stem = _shorten(wanted, max_bytes - len(mark)) + mark
    return stem


def note_stem(day: date, title: str) -> str:
    """The stem of a note: ``2026-03-12 - Pilot scope``."""
    return safe_stem(f"{day.isoformat()} - {safe_stem(title)}")


def source_stem(source: Source) -> str:
    """The stem of a source: ``2026-03-12 1000 - Pilot scope``, without the time where none is known."""
    moment = source.date.isoformat() + (f" {source.time:%H%M}" if source.time else "")
    return safe_stem(f"{moment} - {safe_stem(source.title)}")


def rendering_stem(stem: str) -> str:
    """The stem of the readable rendering beside an original."""
    return stem + RENDERING


def archive_name(stem: str, original_name: str) -> str:
    """The name under which an original is kept: its own suffix, with ``.txt`` after one that Obsidian reads as a note."""
    found = _SUFFIX.search(original_name.rstrip(" ."))
    name = stem + (found.group() if found else "")
    return name + ".txt" if name.lower().endswith(_NOTE_SUFFIXES) else name


def _shorten(name: str, max_bytes: int) -> str:
    """The name cut to size, without what may not stand at either end."""
    return cut_bytes(name.strip(_EDGE), max_bytes).strip(_EDGE)


def _continues(text: str, at: int) -> bool:
    """Whether the character at this place belongs to the one before."""
    character = text[at]
    return (
        unicodedata.combining(character) > 0
        or unicodedata.category(character) in ("Mn", "Mc", "Me")
        or character == _JOINER
        or text[at - 1] == _JOINER
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )
