"""Titles out of file names and header lines: stamps, recorders' words and ids taken away."""

from minutebook.flow.adapt.dating import find_stamp
from minutebook.text import patterns as re
from minutebook.text.brackets import without_halves

_EXTENSIONS = re.compile(
    r"(?:\.(?:transcript|captions?|chat|cc|[a-z]{2}(?:-[A-Z]{2})?|txt|md|markdown|vtt|srt|tsv|json|docx?|docm|pdf|pptx?|pptm|xlsx?|xlsm|odt|ods|odp|rtf|epub|html?|xml|log|m4a|mp3|mp4|wav|ogg|opus|oga|flac|webm|mkv|mov|aac|wma))+$",
    re.IGNORECASE,
)
_UUID = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![^\W_])[0-9A-HJKMNP-TV-Z]{26}(?![^\W_])",
    re.IGNORECASE,
)
_RECORDER = (
    r"(?:meeting[ _-]recording|(?:zoom|gmt|rec|audio|video|voice|new)?[ _-]?recording|rec|gmt|audio|zoom_\d+|video\d{6,}|"
    r"(?:new )?voice[ _-]memos?|(?:ai |meeting |auto(?:matic)? )?transcripts?|transcription|transcribed|captions?|subtitles|"
    r"otter[ ._-]ai|fireflies(?:[ ._-]ai)?|granola|macwhisper|whisper|source|untitled(?: note)?|sprachmemo|aufzeichnung|transkript|notas? de voz|grabaci[oó]n|transcripción)(?:[ _-]?\d{1,4}|[ ]?\(\d{1,3}\))?"
)
_LEADING = re.compile(rf"^{_RECORDER}(?=$|[ ]*[-_–—:(.|])", re.IGNORECASE)
_TRAILING = re.compile(rf"(?:^|[-_–—:.|(\[ ]+){_RECORDER}[)\]]?$", re.IGNORECASE)
_EDGES = " \t_-–—:.,|•·#*"
_GENERIC = re.compile(
    r"(?:meeting|call|notes|meeting notes|transcript(?:ion)?|chat|summary|document|untitled|attendees|minutes|new note|my notes|note)",
    re.IGNORECASE,
)


def clean_title(text: str) -> str:
    """A heading or stem without its stamps and recorders' words; empty where nothing else is in it."""
    title = _UUID.sub(" ", " ".join(text.split()))
    while (stamp := find_stamp(title)) is not None:
        title = _cut(title, stamp.begin, stamp.end)
    before = None
    while before != title:
        before = title
        title = _TRAILING.sub("", _LEADING.sub("", title.strip(_EDGES)).strip(_EDGES)).strip(_EDGES)
    title = without_halves(title).strip(_EDGES)
    return "" if _GENERIC.fullmatch(title) else title


def title_of_name(name: str) -> str:
    """The title that a file's name gives; empty where the name is only a stamp or an id."""
    stem = _EXTENSIONS.sub("", name.replace("\\", "/").rsplit("/", 1)[-1])
    title = clean_title(stem)
    title = re.sub(r" _ ", " / ", title)
    title = re.sub(r"(?<=\d)_(?=\d)", ":", title).replace("_", " ")
    if " " not in stem and any(c.isalpha() for c in title) and not re.search(r"[A-Z]\w*-[A-Z]", stem):
        title = title.replace("-", " ")
    title = " ".join(title.split())
    return title[:1].upper() + title[1:]


def _cut(text: str, begin: int, end: int) -> str:
    """The text without one stamp, nor the brackets or the zone's name around it."""
    before, after = text[:begin], text[end:]
    after = re.sub(r"^[ ]?(?:GMT|UTC|CES?T|BST|[ECMP][SD]T)(?:[+-]\d{1,2})?\b", "", after)
    if before.rstrip().endswith(("(", "[")) and after.lstrip().startswith((")", "]")):
        before, after = before.rstrip()[:-1], after.lstrip()[1:]
    before = re.sub(
        r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s*$", "", before, flags=re.IGNORECASE
    )
    joint = " - " if before.endswith((" - ", " – ")) or after.startswith((" - ", " – ")) else " "
    return joint.join(part for part in (before.strip(_EDGES), after.strip(_EDGES)) if part)
