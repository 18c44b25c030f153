"""Pieces of text with their places on a page: rows of them, the gutter between columns, the cells of tables."""

import itertools
import re
from collections.abc import Iterator, Sequence
from statistics import median

import msgspec

_NEAR = 40  # pieces from top to bottom among which a neighbour on the same line is looked for
_PAIRS = 4  # lines that stand beside each other: fewer are a letter's head or a signature
_PROSE = 3.5  # words: lines of a column have more on the average, cells of a table fewer
_ALIGNED = 0.6  # em
_WRAPPED = 0.35  # em: rows of a table stand so much further apart than the lines in a cell


class Piece(msgspec.Struct, frozen=True):
    """Words that stand together on one line; ``size`` is the height of their type."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool = False


class Row(msgspec.Struct, frozen=True):
    """The pieces of one line of a column, from left to right."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)

    @property
    def left(self) -> float:
        return self.pieces[0].left

    @property
    def right(self) -> float:
        return self.pieces[-1].right

    @property
    def top(self) -> float:
        return max(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        return min(piece.bottom for piece in self.pieces)

    @property
    def size(self) -> float:
        return max(self.pieces, key=lambda piece: len(piece.text)).size

    @property
    def bold(self) -> bool:
        return all(piece.bold for piece in self.pieces)

    @property
    def first_word(self) -> float:
        """The length of the first word in points, by the mean length of the line's characters."""
        word = self.text.split(" ", 1)[0]
        return (self.right - self.left) * len(word) / max(1, len(self.text))


def overlap(a: Piece, b: Piece) -> float:
    """How much of the lower of two pieces stands on the line of the other, 0 to 1."""
    shared = min(a.top, b.top) - max(a.bottom, b.bottom)
    return shared / max(0.1, min(a.top - a.bottom, b.top - b.bottom))


def find_gutter(pieces: Sequence[Piece]) -> float | None:
    """Where the white space between two columns of prose is; None where there is none, or a table."""
    pairs = list(_list_neighbours(sorted(pieces, key=lambda p: -p.top)))
    if len(pairs) < _PAIRS:
        return None
    best: list[tuple[Piece, Piece]] = []
    gutter = 0.0
    for a, b in pairs:
        x = (a.right + b.left) / 2
        beside = [(c, d) for c, d in pairs if c.right < x < d.left]
        if len(beside) > len(best):
            best, gutter = beside, x
    if len(best) < _PAIRS or any(_mean_words(side) < _PROSE for side in zip(*best, strict=True)):
        return None
    across = sum(piece.left < gutter < piece.right for piece in pieces)
    return gutter if across < len(best) else None


def _list_neighbours(ordered: Sequence[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """Each piece with the nearest one to its right on the same line."""
    for nth, piece in enumerate(ordered):
        around = ordered[max(0, nth - _NEAR) : nth + _NEAR]
        beside = [other for other in around if other.left >= piece.right and overlap(piece, other) > 0.3]
        if beside:
            yield piece, min(beside, key=lambda other: other.left)


def _mean_words(pieces: Sequence[Piece]) -> float:
    return sum(len(piece.text.split()) for piece in pieces) / len(pieces)


def group_rows(pieces: Sequence[Piece], bullet: re.Pattern[str]) -> list[Row]:
    """The lines of one column from top to bottom; a bullet is one piece with what follows it."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: -(p.top + p.bottom)):
        if rows and overlap(rows[-1][0], piece) > 0.5:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [Row(tuple(_join_bullet(sorted(row, key=lambda p: p.left), bullet))) for row in rows]


def _join_bullet(row: list[Piece], bullet: re.Pattern[str]) -> list[Piece]:
    if len(row) < 2 or not bullet.fullmatch(row[0].text + " "):
        return row
    mark, text = row[0], row[1]
    joined = msgspec.structs.replace(
        text, text=f"{mark.text} {text.text}", left=mark.left, top=max(mark.top, text.top), bottom=text.bottom
    )
    return [joined, *row[2:]]


def read_tables(rows: Sequence[Row]) -> Iterator[Row | tuple[str, ...]]:
    """The rows as they are, those of a table as its cells, one for each column (empty where there is none)."""
    nth = 0
    while nth < len(rows):
        end = _end_of_table(rows, nth)
        if end - nth > 1 and sum(len(row.pieces) > 1 for row in rows[nth:end]) > 1:
            yield from _read_table(rows[nth:end])
            nth = end
        else:
            yield rows[nth]
            nth += 1


def _end_of_table(rows: Sequence[Row], begin: int) -> int:
    """Where the table that may begin with a row ends: with the last row of several cells that stand under those before."""
    if len(rows[begin].pieces) < 2:
        return begin
    end = begin + 1
    widest = rows[begin]
    for nth in range(begin + 1, len(rows)):
        row, before = rows[nth], rows[nth - 1]
        if before.bottom - row.top > 2.5 * row.size:
            break
        if len(row.pieces) > 1 and _count_aligned(row, widest) >= 2:
            end = nth + 1
            widest = row if len(row.pieces) > len(widest.pieces) else widest
        elif not _stands_under(row, widest):
            break
    return end


def _count_aligned(row: Row, other: Row) -> int:
    return sum(any(_is_aligned(a, b) for b in other.pieces) for a in row.pieces)


def _is_aligned(a: Piece, b: Piece) -> bool:
    near = _ALIGNED * a.size
    middles = abs(a.left + a.right - b.left - b.right) / 2
    return min(abs(a.left - b.left), abs(a.right - b.right), middles) < near


def _stands_under(row: Row, other: Row) -> bool:
    """Whether each piece begins where a cell of the other row does: the next line of a cell."""
    return all(any(abs(a.left - b.left) < _ALIGNED * a.size for b in other.pieces) for a in row.pieces)


def _read_table(rows: Sequence[Row]) -> Iterator[tuple[str, ...]]:
    widest = max(rows, key=lambda row: len(row.pieces))
    cells: list[list[str]] = []
    gaps = [above.bottom - below.top for above, below in itertools.pairwise(rows)]
    size = median(row.size for row in rows)
    close = (min(gaps) + max(gaps)) / 2 if max(gaps) - min(gaps) > _WRAPPED * size else float("-inf")
    for gap, row in zip([float("inf"), *gaps], rows, strict=True):
        placed = [""] * len(widest.pieces)
        for piece in row.pieces:
            column = min(range(len(placed)), key=lambda n: _distance(piece, widest.pieces[n]))
            placed[column] = f"{placed[column]} {piece.text}".strip()
        if cells and (gap < close or not placed[0]) and len(row.pieces) <= len(widest.pieces):
            cells[-1] = [" ".join(filter(None, pair)) for pair in zip(cells[-1], placed, strict=True)]
        else:
            cells.append(placed)
    yield from map(tuple, cells)


def _distance(piece: Piece, column: Piece) -> float:
    """How far a piece is from a column: nothing where they overlap, less where they begin or end together."""
    apart = max(0.0, piece.left - column.right, column.left - piece.right)
    return 10 * apart + min(abs(piece.left - column.left), abs(piece.right - column.right))
