"""The readable rendering of a source: what a person opens to check an item, block by block.

A block ends with its id (``^u<n>``) where Obsidian looks for it: at the end of a paragraph or list item after a space, and
on a line of its own between blank lines after a table.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from minutebook.model.source import Form, Source, SourceKind, Utterance
from minutebook.text.escape import escape_inline, escape_lines, escape_title

_OPENED_SAFELY = (".vtt", ".srt", ".txt", ".json", ".csv", ".docx", ".pdf")
"""Originals that a link may open; a mail or a page may load what is in it from outside."""
_BREAKS_LINK = frozenset("[]|#^\n")
_CELL = re.compile(r"(?:(?<=\s)|^)\|(?=\s|$)")
"""What stands between two cells of a row; a cell may be empty."""
_BOXES = {None: "", False: "☐ ", True: "☑ "}
_ASIDE = "Also in the file"


def render_source(source: Source, original: str) -> str:
    """The text of ``(source).md``; ``original`` is the vault-relative path of the archived file."""
    parts = [_render_header(source, original)]
    speaker: str | None = None
    place = ""
    above: list[int] = []
    for passage in _list_passages(source):
        first = passage[0]
        if first.place != place:
            parts.append(f"\n*{escape_inline(first.place) or '—'}*\n")
            place, above = first.place, []
        if first.speaker != speaker:
            parts.append(f"\n**{escape_inline(first.speaker or '') or '—'}**\n")
            speaker, above = first.speaker, []
        if _is_item(first):
            parts.append("" if above else "\n")
            above = [*(level for level in above if level < first.level), first.level]
        else:
            parts.append("\n")
            above = []
        parts.append(_render_passage(passage, source, depth=len(above) - 1))
    return "".join(parts) + _render_aside(source.aside)


def block_of(source: Source) -> dict[int, int]:
    """The number of the rendered block that holds each utterance, by the utterance's id."""
    return {utterance.id: _number(passage) for passage in _list_passages(source) for utterance in passage}


def anchor_text(source: Source, utterance_id: int) -> str:
    """What an evidence link shows: the time, the date of a mail, ``p. 4``, or ``§3`` for the third passage of what has neither times nor pages."""
    if source.kind is SourceKind.EMAIL:
        return source.date.isoformat()
    for place, passage in enumerate(_list_passages(source), start=1):
        for utterance in passage:
            if utterance.id == utterance_id:
                if utterance.start is not None:
                    return format_clock(utterance.start)
                return utterance.place or f"§{place}"
    raise KeyError(utterance_id)


def format_clock(seconds: float) -> str:
    """Seconds from the beginning as ``12:31``, from an hour on as ``1:02:03``."""
    minutes, second = divmod(int(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"


def _list_passages(source: Source) -> list[tuple[Utterance, ...]]:
    """The utterances of each block: one in talk; in what is written a paragraph's or item's sentences, a table's rows."""
    passages: list[list[Utterance]] = []
    for utterance in source.utterances:
        last = passages[-1][-1] if passages else None
        if last and source.kind is not SourceKind.CONVERSATION and _continues(last, utterance):
            passages[-1].append(utterance)
        else:
            passages.append([utterance])
    return [tuple(passage) for passage in passages]


def _continues(last: Utterance, utterance: Utterance) -> bool:
    if last.form is not utterance.form or last.speaker != utterance.speaker:
        return False
    return utterance.joins or utterance.form is Form.ROW


def _number(passage: Sequence[Utterance]) -> int:
    """The block's number: the lowest, so that sentences put before those already rendered do not take their place."""
    return min(utterance.block for utterance in passage)


def _render_header(source: Source, original: str) -> str:
    date = source.date.isoformat() + (f" {source.time:%H:%M}" if source.time else "")
    lines = [f"# {escape_inline(source.title)}\n", f"**Date**: {date}"]
    who = ", ".join(map(escape_inline, _list_people(source)))
    if who:
        lines.append(f"**With**: {who}")
    return "\n".join([*lines, f"**Original**: {_link_original(original)}"]) + "\n"


def _list_people(source: Source) -> Iterable[str]:
    named = [person.name or person.email or "" for person in source.people]
    spoken = [utterance.speaker or "" for utterance in source.utterances]
    return dict.fromkeys(name for name in (*named, *spoken) if name.strip())


def _link_original(path: str) -> str:
    name = path.rpartition("/")[2]
    if path.lower().endswith(_OPENED_SAFELY) and not _BREAKS_LINK.intersection(path):
        return f"[[{path}|{escape_title(name)}]]"
    return escape_inline(path)


def _is_item(utterance: Utterance) -> bool:
    return utterance.form is Form.ITEM or (utterance.checked is not None and utterance.form is not Form.ROW)


def _render_passage(passage: tuple[Utterance, ...], source: Source, depth: int) -> str:
    first, anchor = passage[0], f"^u{_number(passage)}"
    if first.form is Form.ROW and source.kind is not SourceKind.CONVERSATION:
        return "".join(_render_table(passage)) + f"\n{anchor}\n"
    text = escape_inline(" ".join(utterance.text for utterance in passage)) or "…"
    if _is_item(first):
        return f"{'    ' * depth}- {_BOXES[first.checked]}{text} {anchor}\n"
    if first.form is Form.HEADING:
        text = f"**{text}**"
    if first.start is not None:
        text = f"*{format_clock(first.start)}* {text}"
    return f"{text} {anchor}\n"


def _render_table(rows: Sequence[Utterance]) -> Iterator[str]:
    cells = [[escape_inline(cell.strip()) for cell in _CELL.split(row.text)] for row in rows]
    width = max(map(len, cells))
    for number, row in enumerate(cells):
        yield f"| {' | '.join(row + [''] * (width - len(row)))} |\n"
        if number == 0:
            yield f"|{' --- |' * width}\n"


def _render_aside(aside: str) -> str:
    """A folded callout at the end with what the file holds beside the talk."""
    lines = escape_lines(aside)
    return "\n> [!note]- " + _ASIDE + "\n" + "".join(f"> {line}\n" for line in lines) if lines else ""
