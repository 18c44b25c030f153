"""Rows of tables as sentences."""

from collections.abc import Sequence

from minutebook.flow.extract.offline.line import Line
from minutebook.model.source import Form

PAIR = 2
"""Cells of a row that says one thing of another and needs no heading for it."""


def tell_row(lines: Sequence[Line], row: Line) -> str | None:
    """What a row says with its table's headings: "Rope: Metres 40, Price 61"; None for the headings, and where they do not fit."""
    top = row.id
    while top and lines[top - 1].form is Form.ROW:
        top -= 1
    heads, cells = _cells(lines[top]), _cells(row)
    if top == row.id or len(cells) != len(heads) or len(cells) < PAIR or not cells[0]:
        return None
    if len(cells) == PAIR:
        return f"{cells[0]}: {cells[1]}." if cells[1] else None
    if any(char.isdigit() for head in heads for char in head):
        return None
    told = [f"{head} {cell}".strip() for head, cell in zip(heads[1:], cells[1:], strict=True) if cell]
    return f"{cells[0]}: {', '.join(told)}." if told else None


def _cells(row: Line) -> list[str]:
    return [cell.strip(" .") for cell in row.text.split("|")]
