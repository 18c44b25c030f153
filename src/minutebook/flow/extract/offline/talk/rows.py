"""Rows of tables as sentences."""

from collections.abc import Sequence

from minutebook.flow.extract.offline.talk.line import Line
from minutebook.model.source import Form
from minutebook.text import patterns as re

PAIR = 2
"""Cells of a row that says one thing of another and needs no heading for it."""


def tell_row(lines: Sequence[Line], row: Line) -> str | None:
    """What a row says with its table's headings: "Rope: Metres 40, Price 61"; None for the headings, and where they do not fit."""
    top = row.id
    while top and lines[top - 1].form is Form.ROW:
        top -= 1
    heads, cells = _cells(lines[top]), _cells(row)
    if len(cells) != len(heads) or len(cells) < PAIR or not cells[0]:
        return None
    if top == row.id and (len(cells) == PAIR or _are_heads(heads, _below(lines, top))):
        return None
    if len(cells) == PAIR:
        return f"{cells[0]}: {cells[1]}." if cells[1] else None
    if any(char.isdigit() for head in heads for char in head):
        return None
    if not _are_heads(heads, _below(lines, top)):
        return f"{cells[0]}: {', '.join(filter(None, cells[1:]))}." if any(cells[1:]) else None
    told = [f"{head} {cell}".strip() for head, cell in zip(heads[1:], cells[1:], strict=True) if cell]
    return f"{cells[0]}: {', '.join(told)}." if told else None


def _below(lines: Sequence[Line], top: int) -> list[list[str]]:
    """The cells of the rows below the first of a table."""
    rows = []
    for line in lines[top + 1 :]:
        if line.form is not Form.ROW:
            break
        rows.append(_cells(line))
    return rows


def _are_heads(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row of a table names its columns: by a usual name, or because figures stand below words; a cell that comes again below names nothing."""
    columns = list(zip(*(row for row in rows if len(row) == len(heads)), strict=True))
    if any(head and head in column for head, column in zip(heads, columns, strict=False)):
        return False
    usual = any(_HEAD.search(head.lower()) for head in heads)
    figures = any(any(map(_FIGURE.match, column)) for column in columns)
    return usual or figures or not heads[0]


def _cells(row: Line) -> list[str]:
    return [cell.strip(" .") for cell in row.text.split("|")]


_FIGURE = re.compile(r"[^\w]*\d")
_HEAD = re.compile(
    r"\b(?:names?|items?|what|who|when|where|why|how|dates?|days?|times?|owners?|tasks?|actions?|status|state|notes?|remarks?|comments?|prices?|costs?|amounts?|totals?|sum|eur|usd|gbp|pieces|quantity|qty|units?|numbers?|no|rooms?|places?|locations?|sites?|roles?|titles?|types?|kinds?|descriptions?|details|steps?|phases?|areas?|topics?|subjects?|results?|findings?|risks?|owner|lead|due|deadline|start|end|from|to|by|customers?|suppliers?|clients?|products?|models?|size|weight|length|colou?rs?|material|person|people|company|contact|phone|e-?mail|address|role|responsible|version|reference|ref|year|month|week|hours?|duration|target|measure|value|option|pros?|cons?|question|answer|decision)\b"
)
