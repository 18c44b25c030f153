"""An independent look at Markdown: what of it Obsidian or one of its usual plugins would act upon, and what a reader sees."""

import html
import re
import unicodedata
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

PLAIN = {"paragraph_open", "paragraph_close", "inline", "text", "softbreak", "text_special"}
ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
RAW = {
    "wikilink or embed": r"\[\[",
    "tag": r"(?:^|\s)#\S",
    "block id": r"(?:^|\s)\^[A-Za-z0-9-]+[ \t]*$",
    "comment": r"%%",
    "Templater": r"<%|%>",
    "inline field": r"::",
    "highlight": r"==",
    "footnote": r"\[\^|\^\[",
    "callout or quote": r"^\s*>",
    "rule, frontmatter or underline": r"^\s*(?:-{3,}|={3,}|\.{3}\s*$|\*{3,}|_{3,})",
    "list or task": r"^\s*(?:[-*+]|\d{1,9}[.)])(?:\s|$)",
    "heading": r"^\s*#{1,6}(?:\s|$)",
    "date of a task": r"[\U0001f4c5\U0001f4c6\U0001f5d3⏳⌛\U0001f6eb➕✅❌]\ufe0f?\s*\d{4}-\d\d-\d\d",
    "HTML": r"(?<!\\)<[a-zA-Z/!?]",
    "address": r"\b[a-zA-Z][a-zA-Z0-9+.-]*://|\bwww\.\w|[\w.+-]@\w",
    "line separator": r"[\r\v\f\x1c-\x1f\x85\u2028\u2029]",
    "reordering": r"[\u202a-\u202e\u2066-\u2069]",
    "hidden": r"[\x00-\x08\u200b\ufeff\U000e0000-\U000e007f]",
}
KEPT = "\u200c\u200d\u200e\u200f"
HIDDEN = (
    (0xAD, 0xAD), (0x61C, 0x61C), (0x180E, 0x180E), (0x200B, 0x200B), (0x2060, 0x2064), (0x202A, 0x202E), (0x2066, 0x206F),
    (0xFEFF, 0xFEFF), (0xE0000, 0xE007F),
)  # fmt: skip
BARE = "`*_[]<>|$~^@#\\"


def parse(markdown: str) -> list[Token]:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(markdown)


def walk(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from walk(token.children or [])


def find_active(markdown: str) -> list[str]:
    """The names of everything in the Markdown that does more than stand there, one paragraph being expected."""
    found = [name for name, pattern in RAW.items() if re.search(pattern, markdown, re.MULTILINE)]
    bare = ESCAPE.sub("", markdown)
    found += [f"unescaped {character}" for character in BARE if character in bare]
    found += [] if html.unescape(bare) == bare else ["entity"]
    return found + sorted({token.type for token in walk(parse(markdown))} - PLAIN)


def read_text(tokens: list[Token]) -> str:
    """What a reader sees of these tokens, blanks folded."""
    pieces = (
        "\n" if token.type in ("softbreak", "hardbreak") else token.content
        for token in walk(tokens)
        if token.type != "inline"
    )
    return " ".join("".join(pieces).split())


def as_seen(text: str) -> str:
    """What a reader sees of plain text, blanks folded: without control characters, reordering and hidden marks."""
    shown = ("\ufffd" if unicodedata.category(c) == "Cs" else "" if _is_hidden(c) else c for c in text)
    return " ".join("".join(shown).split())


def _is_hidden(character: str) -> bool:
    if character.isspace() or character in KEPT:
        return False
    return unicodedata.category(character) == "Cc" or any(first <= ord(character) <= last for first, last in HIDDEN)
