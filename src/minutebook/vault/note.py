r"""The text of one note, edited line by line; every byte outside the touched lines stays.

Headings inside code, comments and frontmatter are no headings. A line break is ``\n``, ``\r\n`` or ``\r``, as Obsidian
has it; an inserted line gets the break of its neighbour, and a note without a final break keeps being one.
"""

from collections.abc import Sequence
from typing import Literal

import msgspec

from minutebook.text import patterns as re
from minutebook.vault.frontmatter import find_block as find_frontmatter

Place = Literal["end", "first", "dated"]

_BREAK = re.compile(r"(\r\n|\n|\r)")
_ATX = re.compile(r" {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<title>.*?))?(?:[ \t]+#+)?[ \t]*\Z")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*\Z")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_FENCE = re.compile(r"(?P<lead>(?:[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)*) {0,3}(?P<fence>`{3,}(?=[^`]*\Z)|~{3,})")
_LIST = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|\Z)")
_NO_PARAGRAPH = re.compile(r"[ \t]*(?:[-*+>|#]|\d{1,9}[.)])")
_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_DATED = re.compile(r"[-*+] .*?\|(\d{4}-\d{2}-\d{2})\]\]")


_ENDS_PARAGRAPH = re.compile(
    r" {0,3}(?:#{1,6}(?:\s|\Z)|>|```|~~~|(?:-[ \t]*){3,}\Z|(?:\*[ \t]*){3,}\Z|(?:_[ \t]*){3,}\Z|<!--|%%)"
)


class Line(msgspec.Struct, frozen=True):
    """One line and its break (empty at the end of a note without a final one). ``plain``: outside frontmatter, code and comments."""

    text: str
    ending: str
    plain: bool = True


class Section(msgspec.Struct, frozen=True):
    """A heading's line and the lines of its own body, up to the next heading of any level, a rule, or the note's end."""

    heading: int
    level: int
    start: int
    end: int


class Note(msgspec.Struct, frozen=True):
    """A note's lines. ``closed`` is how many of them stand before a code block or comment that is never closed."""

    lines: tuple[Line, ...]
    closed: int

    @property
    def text(self) -> str:
        return "".join(line.text + line.ending for line in self.lines)

    @property
    def newline(self) -> str:
        return next((line.ending for line in self.lines if line.ending), "\n")


def read_note(text: str) -> Note:
    """The lines of a note's text."""
    pieces = _BREAK.split(text)
    raw = list(zip(pieces[::2], [*pieces[1::2], ""], strict=True))
    if raw[-1] == ("", ""):
        raw.pop()
    hidden, closed = _hidden([line for line, _ in raw], _frontmatter_lines(text))
    return Note(tuple(Line(line, ending, number not in hidden) for number, (line, ending) in enumerate(raw)), closed)


def _frontmatter_lines(text: str) -> int:
    span = find_frontmatter(text)
    return len(_BREAK.findall(text[: span[1]])) + 1 if span else 0


def _hidden(lines: Sequence[str], first: int) -> tuple[set[int], int]:
    """The lines inside frontmatter, code and comments, and the first line of a block that is never closed."""
    hidden = set(range(min(first, len(lines))))
    number = first
    while number < len(lines):
        end = _block_end(lines, number)
        if end is None:
            number += 1
        elif end >= len(lines):
            hidden.update(range(number, len(lines)))
            return hidden, number
        else:
            hidden.update(range(number, end + 1))
            number = end + 1
    return hidden, len(lines)


def _block_end(lines: Sequence[str], number: int) -> int | None:
    """The last line of the code block or comment that this line opens (beyond the note's end: never closed); None: it opens none."""
    line = lines[number]
    fence = _FENCE.match(line)
    if fence:
        return _fence_end(lines, number, fence)
    if line.lstrip(" ").startswith("<!--"):
        return next((n for n in range(number, len(lines)) if "-->" in lines[n]), len(lines))
    if _CODE_SPAN.sub("", line).count("%%") % 2:
        end = next((n for n in range(number + 1, len(lines)) if "%%" in lines[n]), None)
        if end is not None:
            return end
        return len(lines) if line.lstrip().startswith("%%") else None
    return None


def _fence_end(lines: Sequence[str], number: int, fence: re.Match[str]) -> int:
    mark, lead = fence["fence"], len(fence["lead"].expandtabs(4))
    close = re.compile(rf"[ \t]*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*\Z")
    for n in range(number + 1, len(lines)):
        text = lines[n].expandtabs(4)
        if lead and text.strip() and len(text) - len(text.lstrip(" ")) < lead:
            return n - 1  # the list item ends, and its code with it
        if close.match(lines[n]) and (lead or len(text) - len(text.lstrip(" ")) <= 3):
            return n
    return len(lines)


def find_sections(note: Note) -> tuple[tuple[str, Section], ...]:
    """(title, section) of every heading, in order."""
    heads = [(number, *head) for number in range(len(note.lines)) if (head := _heading(note, number))]
    found = []
    for at, (number, title, level, start) in enumerate(heads):
        limit = heads[at + 1][0] if at + 1 < len(heads) else len(note.lines)
        rule = (n for n in range(start, limit) if note.lines[n].plain and _RULE.match(note.lines[n].text))
        found.append((title, Section(number, level, start, next(rule, limit))))
    return tuple(found)


def _heading(note: Note, number: int) -> tuple[str, int, int] | None:
    """(title, level, first line of the body) of the heading that begins on this line."""
    line = note.lines[number]
    if not line.plain:
        return None
    atx = _ATX.match(line.text.removeprefix("\ufeff"))
    if atx:
        return (atx["title"] or "").strip(), len(atx["marks"]), number + 1
    following = note.lines[number + 1] if number + 1 < len(note.lines) else None
    under = _SETEXT.match(following.text) if following and following.plain else None
    if under and line.text.strip() and not _NO_PARAGRAPH.match(line.text) and not _SETEXT.match(line.text):
        return line.text.strip(), 1 if under[1][0] == "=" else 2, number + 2
    return None


def find_section(note: Note, title: str) -> Section | None:
    """The first section of this title, judged without case, emphasis and a final colon."""
    wanted = _fold_title(title)
    return next((section for name, section in find_sections(note) if _fold_title(name) == wanted), None)


def find_head(note: Note) -> Section | None:
    """The note's title: its first heading of level 1."""
    return next((section for _, section in find_sections(note) if section.level == 1), None)


def _fold_title(title: str) -> str:
    return title.strip(" *_:").casefold()


def find_block(note: Note, block_id: str) -> tuple[int, ...]:
    """The lines that end in this block id."""
    tail = f" ^{block_id}"
    return tuple(
        n
        for n, line in enumerate(note.lines)
        if block_id in line.text and line.plain and line.text.rstrip().replace("\t", " ").endswith(tail)
    )


def has_children(note: Note, number: int) -> bool:
    """Whether indented lines hang on the list item of this line."""
    after = note.lines[number + 1] if number + 1 < len(note.lines) else None
    return after is not None and after.text[:1] in {" ", "\t"} and bool(after.text.strip())


def insert_line(
    text: str, title: str, line: str, *, order: Sequence[str] = (), place: Place = "end", opener: str = ""
) -> str:
    """The text with one line in a section: at its end, at its top, or among dated lines, newest first.

    An empty title is the note's head: what stands under its first heading of level 1, which must be there.
    A missing section is made where ``order`` (the template's titles) puts it. ``opener`` is a line that stands at the
    section's top before every inserted line (a callout's head); it is written where it is missing.
    """
    note, lines = read_note(text), line.split("\n")
    section = find_section(note, title) if title else find_head(note)
    if section is None and not title:
        raise ValueError("a note without a title has no head to insert into")
    if section is None:
        return _insert_section(note, title, [opener, *lines] if opener else lines, order)
    body = range(section.start, min(section.end, max(note.closed, section.start)))
    if opener:
        head = next((n for n in body if note.lines[n].text.strip() == opener.strip()), None)
        if head is None:
            return _insert(note, _end_of(note, body), ["", opener, *lines])
        return _insert(note, _folded_position(note, head, body, line) if place == "dated" else head + 1, lines)
    at = _position(note, body, line, place)
    before = note.lines[at - 1].text if at > section.start else ""
    labelled = not title and line.startswith("**") and before.startswith("**")  # one paragraph of the head's lines
    alone = place == "end" and not labelled and not _continues_list(before)
    apart = at < section.end and _would_join(note.lines[at].text)
    return _insert(note, at, [*([""] if alone else []), *lines, *([""] if apart else [])])


def _would_join(text: str) -> bool:
    """Whether a line below a list item would be read as the item's own words."""
    return bool(text.strip()) and not _continues_list(text) and not _ENDS_PARAGRAPH.match(text)


def _position(note: Note, body: range, line: str, place: Place) -> int:
    """The line before which a new one goes."""
    if place == "end":
        return _end_of_list(note, body) or _end_of(note, body)
    dated = _dated_position(note, body, line) if place == "dated" else None
    if dated is not None:
        return dated
    first = next((n for n in body if note.lines[n].text.strip()), None)
    return _end_of(note, body) if first is None else first


def _continues_list(text: str) -> bool:
    return bool(_LIST.match(text)) or text[:1] in {" ", "\t"} or not text.strip()


def _end_of(note: Note, body: range) -> int:
    """After the last line of a body that is not blank; in an empty one after the blank line that follows its heading."""
    filled = [n for n in body if note.lines[n].text.strip()]
    if filled:
        return filled[-1] + 1
    return body.start + 1 if len(body) > 1 or (len(body) == 1 and body.stop == len(note.lines)) else body.start


def _end_of_list(note: Note, body: range) -> int | None:
    """After the last item of the body's lists, with what hangs on it."""
    at = max((n for n in body if note.lines[n].plain and _LIST.match(note.lines[n].text)), default=None)
    if at is None:
        return None
    return _skip_children(note, at + 1, body.stop)


def _skip_children(note: Note, at: int, stop: int) -> int:
    while at < stop and note.lines[at].text[:1] in {" ", "\t"} and note.lines[at].text.strip():
        at += 1
    return at


def _dated_position(note: Note, body: range, line: str) -> int | None:
    found = _DATED.match(line)
    dated = [(n, d[1]) for n in body if note.lines[n].plain and (d := _DATED.match(note.lines[n].text))]
    if not found or not dated:
        return None
    older = next((n for n, day in dated if day < found[1]), None)
    if older is not None:
        return older
    return _skip_children(note, dated[-1][0] + 1, body.stop)


def _folded_position(note: Note, head: int, body: range, line: str) -> int:
    """The place of a dated line in the callout that begins at ``head``: above the first that is older, else at its end."""
    stop = next((n for n in range(head + 1, body.stop) if not note.lines[n].text.startswith(">")), body.stop)
    found = _DATED.match(line.lstrip("> "))
    dated = [(n, d[1]) for n in range(head + 1, stop) if (d := _DATED.match(note.lines[n].text.lstrip("> ")))]
    if not found or not dated:
        return head + 1
    return next((n for n, day in dated if day < found[1]), dated[-1][0] + 1)


def _insert_section(note: Note, title: str, lines: Sequence[str], order: Sequence[str]) -> str:
    following = [_fold_title(name) for name in order[order.index(title) + 1 :]] if title in order else []
    at = next((s.heading for name, s in find_sections(note) if _fold_title(name) in following), None)
    block = [f"## {title}", "", *lines]
    if at is None:
        at = _footer(note)
    if at is not None:
        before = [""] if at and note.lines[at - 1].text.strip() else []
        return _insert(note, at, [*before, *block, ""])
    at = note.closed
    while at and not note.lines[at - 1].text.strip() and note.lines[at - 1].plain:
        at -= 1
    after = [""] if at < len(note.lines) and note.lines[at].text.strip() else []
    return _insert(note, at, [*([""] if at else []), *block, *after])


def _footer(note: Note) -> int | None:
    """The rule above the line that names the source."""
    source = next((n for n, line in enumerate(note.lines) if line.plain and line.text.startswith("*Source: [[")), None)
    if source is None:
        return None
    rule = next((n for n in range(source - 1, -1, -1) if note.lines[n].text.strip()), None)
    return rule if rule is not None and note.lines[rule].plain and _RULE.match(note.lines[rule].text) else source


def _insert(note: Note, at: int, lines: Sequence[str]) -> str:
    """The text with lines before line ``at``; nothing else changes."""
    newline = (note.lines[at - 1].ending if at else "") or note.newline
    before = "".join(line.text + line.ending for line in note.lines[:at])
    after = "".join(line.text + line.ending for line in note.lines[at:])
    if before and not note.lines[at - 1].ending:
        return before + "".join(newline + line for line in lines)
    return before + "".join(line + newline for line in lines) + after


def replace_line(text: str, number: int, line: str) -> str:
    """The text with another line at this place, its line break kept."""
    note = read_note(text)
    return "".join((line if n == number else old.text) + old.ending for n, old in enumerate(note.lines))


def remove_line(text: str, number: int) -> str:
    """The text without this line and its break."""
    note = read_note(text)
    return "".join(old.text + old.ending for n, old in enumerate(note.lines) if n != number)


def remove_empty_section(text: str, title: str) -> str:
    """The text without a section that holds nothing, neither a line nor a heading below it."""
    note = read_note(text)
    section = find_section(note, title)
    if section is None or any(note.lines[n].text.strip() for n in range(section.start, section.end)):
        return text
    nested = next((s for _, s in find_sections(note) if s.heading >= section.end), None)
    if nested and nested.heading == section.end and nested.level > section.level:
        return text
    first, stop = section.heading, section.end
    if stop == len(note.lines):  # it was put at the note's end, below a blank line; what follows its own is the user's
        first -= bool(first and not note.lines[first - 1].text.strip())
        stop = min(stop, section.heading + 2)
    return "".join(line.text + line.ending for n, line in enumerate(note.lines) if not first <= n < stop)
