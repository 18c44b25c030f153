"""What a search found in one note, as passages that lead to their blocks."""

from collections.abc import Sequence

import msgspec

from minutebook.flow.outputs.links import wikilink
from minutebook.text import patterns as re
from minutebook.vault.note import read_note

Place = tuple[int, int]
_WIDTH = 220
"""Characters of a passage that are shown."""
_BLOCK = re.compile(r"\s\^([a-zA-Z0-9-]+)\s*\Z|\A\^([a-zA-Z0-9-]+)\s*\Z")
_HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*\s*\Z")
_LEAD = re.compile(r"#+\s+|[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?(?:\[.\]\s+)?(?:\*\d+(?::\d\d){1,2}\*\s+)?(?:\*\*)?")
_CLOCK = re.compile(r"\A\*(\d+(?::\d\d){1,2})\*\s")
_DAYS = {"📅": "due", "✅": "done", "❌": "cancelled", "⏳": "scheduled", "🛫": "from", "➕": "made"}
_SIGNS = re.compile(
    rf"\*\*|(?P<of>[{''.join(_DAYS)}])\ufe0f? *(?P<day>\d{{4}}-\d\d-\d\d)|(?P<me>@Myself\b)|[🔺⏫🔼🔽⏬]\ufe0f? ?"
)
"""What stands in a line for Markdown and the Tasks plugin, and is no words."""
_SPEAKER = re.compile(r"\*\*([^*]+)\*\*\s*\Z")


class Passage(msgspec.Struct, frozen=True):
    """Some words of a note, where the finds stand in them, and the link to their block or heading."""

    text: str
    finds: tuple[Place, ...]
    link: str
    at: str
    """The time in a recording; empty elsewhere."""


def pick_passages(
    path: str, text: str, lines: Sequence[tuple[int, str, tuple[Place, ...]]], *, most: int, shared: frozenset[str]
) -> tuple[Passage, ...]:
    """The passages with the most different finds, in the note's order. ``lines``: (number, as read, finds); ``text``: the note's own."""
    raw = [line.text for line in read_note(text).lines]
    told = [line for line in lines if line[0] < len(raw) and not _is_title(raw, line[0])]
    ranked = sorted(told, key=lambda line: (-len({line[1][a:b].casefold() for a, b in line[2]}), line[0]))
    chosen = sorted(ranked[:most], key=lambda line: line[0])
    return tuple(_make(path, raw, number, line, finds, shared) for number, line, finds in chosen)


def _is_title(raw: Sequence[str], number: int) -> bool:
    """Whether a line only names the note, its file or a speaker."""
    return raw[number].startswith(("# ", "*Source: ", "**Original**", "**Date**", "**With**")) or bool(
        _SPEAKER.match(raw[number])
    )


def _make(
    path: str, raw: Sequence[str], number: int, line: str, finds: tuple[Place, ...], shared: frozenset[str]
) -> Passage:
    line, finds = _as_read(line, finds)
    clock = _CLOCK.match(line)
    lead = _LEAD.match(line)
    begin = lead.end() if lead else 0
    first, last = finds[0] if finds else (begin, begin)
    start = min(begin, first)
    if first - start > _WIDTH // 2:
        start = line.rfind(" ", 0, first - _WIDTH // 4) + 1
    end = len(line.rstrip()) if len(line) - start <= _WIDTH else max(line.rfind(" ", 0, start + _WIDTH), last)
    who = _speaker(raw, number) if clock else ""
    before = f"{who} {clock[1]}: " if who and clock else ""
    before += "… " if start > begin else ""
    shift = len(before) - start
    return Passage(
        text=before + line[start:end] + (" …" if end < len(line.rstrip()) else ""),
        finds=tuple((a + shift, b + shift) for a, b in finds if b <= end),
        link=_link(path, raw, number, shared),
        at=clock[1] if clock else "",
    )


def _as_read(line: str, finds: tuple[Place, ...]) -> tuple[str, tuple[Place, ...]]:
    """A line without its stars and signs, its day and owner in words, and where the finds then stand."""
    parts: list[str] = []
    ends: list[tuple[int, int, int]] = []  # of each sign: where it ended, then where it begins and ends as it is read
    at = length = 0
    for sign in _SIGNS.finditer(line):
        said = _said(sign)
        parts += [line[at : sign.start()], said]
        length += sign.start() - at + len(said)
        at = sign.end()
        ends.append((at, length - len(said), length))
    if not ends:
        return line, finds

    def place(old: int, *, last: bool) -> int:
        """Where a place is now; inside of a sign it is an end of what is read for it."""
        before = [end for end in ends if end[0] <= old]
        inside = next((s for s in _SIGNS.finditer(line) if s.start() < old < s.end()), None)
        if inside:
            return ends[len(before)][1 + last]
        return old + (before[-1][2] - before[-1][0] if before else 0)

    return "".join(parts) + line[at:], tuple((place(a, last=False), place(b, last=True)) for a, b in finds)


def _said(sign: "re.Match[str]") -> str:
    if sign["day"]:
        return f"({_DAYS[sign['of']]} {sign['day']})"
    return "(you)" if sign["me"] else ""


def _speaker(raw: Sequence[str], number: int) -> str:
    above = (found[1] for n in range(number - 1, -1, -1) if (found := _SPEAKER.match(raw[n])))
    return next(above, "").replace("\\", "")


def _link(path: str, raw: Sequence[str], number: int, shared: frozenset[str]) -> str:
    """To the block that holds the line, else to the heading above it, else to the note."""
    for n in range(number, len(raw)):
        block = _BLOCK.search(raw[n])
        if block:
            return wikilink(path, block=block[1] or block[2], shared=shared)
        if not raw[n].strip() and not raw[number].startswith("|"):
            break
    for n in range(number, -1, -1):
        heading = _HEADING.match(raw[n])
        if heading and not raw[n].startswith("# ") and not re.search(r"[\[\]|#^]", heading[1]):
            return wikilink(path, shared=shared).replace("]]", f"#{heading[1]}]]")
    return wikilink(path, shared=shared)
