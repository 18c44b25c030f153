r"""Escaping: text of a source made inactive in Obsidian and its plugins, reading as it was.

Backslashes before ASCII punctuation are Markdown's own escapes: readers see the character alone. What matters beside
Markdown is that plugins look at raw text (Templater for ``<%``, Dataview for ``::``), so pairs are broken up as well.
"""

from minutebook.text import patterns as re

_ALWAYS = r"\\`*_\[\]<>#|$~^@"
_ACTIVE = re.compile(
    rf"[{_ALWAYS}]"
    r"|(?<=[<%])%|%(?=[%>])"  # comments, Templater
    r"|(?<==)=|=(?==)"  # highlights
    r"|(?<=:):|:(?=:)|:(?=//)"  # inline fields, bare addresses
    r"|(?<=www)\.(?=\S)"
    r"|&(?=#?\w)",
    re.IGNORECASE,
)
_AT_START = re.compile(r"([-+=:]|\.(?=\.\.\s*\Z)|\d{1,9}(?=[.)]))")  # "..." alone ends a YAML document
_SIGNIFIED_DATE = re.compile(r"(?<=[📅📆🗓⏳⌛🛫➕✅❌])(\ufe0f?\s*\d{4})-(\d\d)-(\d\d)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BREAKS = re.compile(r"[\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x9f\xad\u061c\u180e\u200b\u2060-\u2064\u202a-\u202e\u2066-\u206f\ufeff\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LOOK_ALIKES = str.maketrans(
    {
        "[": "(",
        "]": ")",
        "|": "/",
        "#": "＃",
        "^": "＾",
        "<": "‹",
        ">": "›",
        "`": "ˋ",
        "*": "∗",
        "_": "＿",
        "$": "＄",
        "~": "∼",
        "\\": "＼",
        "@": "＠",
    }
)


def clean(text: str) -> str:
    """The text without what no reader sees (control characters, reordering, hidden tags), one line break for each kind."""
    return _SURROGATE.sub("\ufffd", _UNSEEN.sub("", _BREAKS.sub("\n", text)))


def escape_inline(text: str) -> str:
    """The text on one line, nothing in it active wherever it stands: in a paragraph, list item or heading."""
    return _escape_line(" ".join(clean(text).split()))


def escape_lines(text: str) -> list[str]:
    """The same for each line of the text that says something."""
    return [_escape_line(" ".join(line.split())) for line in clean(text).split("\n") if line.split()]


def escape_title(text: str) -> str:
    """The text for a link's alias, where a backslash would be seen: active characters become others that look alike."""
    line = " ".join(clean(text).split()).translate(_LOOK_ALIKES)
    return re.sub(r"%(?=%)", "% ", re.sub(r":(?=:)", ": ", re.sub(r"=(?==)", "= ", line)))


def unescape(text: str) -> str:
    """What a reader sees of an escaped line."""
    return _ESCAPED.sub(r"\1", text)


def _escape_line(line: str) -> str:
    escaped = _SIGNIFIED_DATE.sub(r"\1\\-\2\\-\3", _ACTIVE.sub(r"\\\g<0>", line))
    start = _AT_START.match(escaped)
    if not start:
        return escaped
    marker = start.group()
    return f"{marker}\\{escaped[len(marker) :]}" if marker.isdigit() else f"\\{escaped}"
