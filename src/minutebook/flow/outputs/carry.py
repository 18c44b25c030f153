"""A rendering made anew, with what a person wrote into the one that stands."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from minutebook.text import patterns as re

_BLOCK = re.compile(r"\^(u\d+)\s*\Z")


def carry_edits(old: str, current: str, new: str) -> str:
    """``new`` where ``current`` is still ``old``; else ``current`` with the paragraphs that ``new`` adds or changes.

    A paragraph that a person changed stays as they left it; what they added or took out stays so.
    """
    if current == old:
        return new
    before, after, standing = _split(old), _split(new), _split(current)
    for tag, i1, i2, j1, j2 in reversed(SequenceMatcher(None, before, after, autojunk=False).get_opcodes()):
        if tag == "equal":
            continue
        at = _place(standing, before[:i1])
        for paragraph in before[i1:i2]:
            if paragraph in standing:
                at = standing.index(paragraph)
                standing.pop(at)
        taken = {block for paragraph in standing if (block := _block(paragraph))}
        coming = [p for p in after[j1:j2] if _block(p) not in taken]
        standing[at:at] = coming
    return "\n\n".join(standing) + "\n"


def _split(text: str) -> list[str]:
    return [p for p in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip("\n")) if p.strip()]


def _place(standing: Sequence[str], above: Sequence[str]) -> int:
    """Where to insert: below the last paragraph above that still stands, as it was or under its block id."""
    blocks = {_block(p): n for n, p in enumerate(standing) if _block(p)}
    for paragraph in reversed(above):
        if paragraph in standing:
            return len(standing) - 1 - list(reversed(standing)).index(paragraph) + 1
        if _block(paragraph) in blocks:
            return blocks[_block(paragraph)] + 1
    return 0


def _block(paragraph: str) -> str | None:
    found = _BLOCK.search(paragraph)
    return found[1] if found else None
