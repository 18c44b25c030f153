"""Text as it stands on pages, put in reading order: columns, running heads, paragraphs, list items, tables, headings.

Lengths are in points, from the lower left corner of a page. The thresholds are those of printers' practice: a word space is at
most one em even in justified lines, gutters and cells stand further apart; lines of one paragraph share size and leading.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from statistics import median

import msgspec

from minutebook.flow.adapt.blocks import Block
from minutebook.flow.adapt.grid import Piece, Row, find_gutter, group_rows, read_tables
from minutebook.model.source import Form
from minutebook.text import patterns as re

_EDGE = 0.1
"""Of a page's height above and below: where running heads and page numbers stand."""
_REPEATS = 0.3
"""Share of the pages on which a line at the edge comes again, for it to be a running head; odd and even pages have their own."""
_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.|pág(?:ina)?\.?|pagina)\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/|von|de|sur|di)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_BULLET = re.compile(
    r"(?P<box>[☐☑☒□❏✓✔\uf0a8\uf06f\uf0fe\uf0fc]|\[[ xX]?\])\s+"
    r"|(?:(?:[•◦▪‣·●○■▸➢⁃∙*\uf0b7\uf0a7\uf076\uf0d8–—-]|o(?=\s+[A-Z]))\s+)+"
    r"|(?P<number>\(?\d{1,3}[.)]|\(?[a-z][.)])\s+"
)
_TICKED = frozenset("☑☒✓✔\uf0fe\uf0fc")
_LARGER = 1.12
"""Of the body's size: type as large as this is a heading's; smaller steps are set by accident."""
_HEADING_WORDS = 20
_BOLD_WORDS = 12
_LEVELS = 4
_END = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_FIRST_HALF = re.compile(r"[\w-]+$")
_SECOND_HALF = re.compile(r"[\w-]+")
_SPARE = 2.0  # em: a line that ends so far before the margin, beyond the next word's length, was ended on purpose


class Sheet(msgspec.Struct, frozen=True):
    """One page: how it is cited, its height, and the pieces of text on it."""

    place: str
    height: float
    pieces: tuple[Piece, ...]


class _Line(msgspec.Struct, frozen=True):
    """A row of a column that is no table's; ``margin`` are the left and right edges of the column."""

    row: Row
    place: str
    margin: tuple[float, float]


def read_sheets(sheets: Sequence[Sheet]) -> tuple[Block, ...]:
    """The blocks of a paged document in reading order."""
    sizes: Counter[float] = Counter()
    for piece in (piece for sheet in sheets for piece in sheet.pieces):
        sizes[round(piece.size, 1)] += len(piece.text)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    heads = _find_running(sheets, body)
    streams: list[Iterator[_Line | Block]] = []
    for sheet in sheets:
        kept = [piece for piece in sheet.pieces if not _runs(piece, sheet, heads)]
        streams += [_read_stream(stream, sheet.place) for stream in order_columns(kept)]
    parts = [part for stream in streams for part in stream]
    lines = [part for part in parts if isinstance(part, _Line)]
    return tuple(_Compositor(lines, body).compose(parts))


# -- what stands on every page


def _find_running(sheets: Sequence[Sheet], body: float) -> frozenset[str]:
    """What stands at the edge of so many pages that it says where one is, not what is said; a heading there is larger."""
    edges = ([p for p in sheet.pieces if _at_edge(p, sheet) and p.size < _LARGER * body] for sheet in sheets)
    seen = Counter(mark for edge in edges for mark in {_mask(piece.text) for piece in edge})
    fewest = max(2, _REPEATS * len(sheets))
    return frozenset(mark for mark, count in seen.items() if count >= fewest)


def _mask(text: str) -> str:
    """A line without its numbers, so that ``Page 3 of 9`` is the same line on each page."""
    return re.sub(r"\d+", "#", " ".join(text.split()).casefold())


def _at_edge(piece: Piece, sheet: Sheet) -> bool:
    middle = (piece.top + piece.bottom) / 2
    return not _EDGE * sheet.height < middle < (1 - _EDGE) * sheet.height


def _runs(piece: Piece, sheet: Sheet, heads: frozenset[str]) -> bool:
    if not _at_edge(piece, sheet):
        return False
    return _mask(piece.text) in heads or _NUMBER.fullmatch(piece.text.strip()) is not None


# -- columns


def order_columns(pieces: Sequence[Piece], depth: int = 3) -> list[list[Piece]]:
    """The pieces in columns, each from top to bottom; what spans a gutter ends the columns above it."""
    gutter = find_gutter(pieces) if depth else None
    if gutter is None:
        return [list(pieces)] if pieces else []
    streams: list[list[Piece]] = []
    left: list[Piece] = []
    right: list[Piece] = []
    across: list[Piece] = []

    def close() -> None:
        for column in (left, right):
            streams.extend(order_columns(column, depth - 1))
            column.clear()

    for piece in sorted(pieces, key=lambda p: -p.top):
        if piece.left < gutter < piece.right:
            close()
            across.append(piece)
            continue
        if across:
            streams.append(across)
            across = []
        (left if piece.right <= gutter else right).append(piece)
    close()
    return [*streams, across] if across else streams


def _read_stream(pieces: Sequence[Piece], place: str) -> Iterator[_Line | Block]:
    """A column's lines, and its tables' rows as blocks."""
    margin = min(p.left for p in pieces), max(p.right for p in pieces)
    for part in read_tables(group_rows(pieces, _BULLET)):
        if isinstance(part, Row):
            yield _Line(part, place, margin)
        else:
            yield Block(" | ".join(part), Form.ROW, "tr", place=place)


# -- lines to blocks


class _Compositor:
    """Joins the lines of a document into blocks, knowing its body's size and leading."""

    def __init__(self, lines: Sequence[_Line], body: float) -> None:
        self.body = body
        large = sorted({round(line.row.size) for line in lines if self._is_large(line.row)}, reverse=True)
        self.levels = {size: min(level, _LEVELS) for level, size in enumerate(large, start=1)}
        pitches: dict[float, list[float]] = defaultdict(list)
        for before, line in itertools.pairwise(lines):
            pitch = before.row.top - line.row.top
            if before.place == line.place and 0 < pitch < 3 * line.row.size:
                pitches[round(line.row.size)].append(pitch)
        self.pitch = {size: min(median(found), 1.6 * size) for size, found in pitches.items()}
        self.compounds = frozenset(word.casefold() for line in lines for word in _COMPOUND.findall(line.row.text))
        self.items: list[float] = []

    def _is_large(self, row: Row) -> bool:
        return row.size >= _LARGER * self.body

    def compose(self, parts: Iterable[_Line | Block]) -> Iterator[Block]:
        open_: list[_Line] = []
        for part in parts:
            if isinstance(part, Block):
                yield from self._close(open_)
                yield part
            elif open_ and self._goes_on(open_, part):
                open_.append(part)
            else:
                yield from self._close(open_)
                open_.append(part)
        yield from self._close(open_)

    def _goes_on(self, open_: Sequence[_Line], line: _Line) -> bool:
        """Whether a line belongs to the block that the lines before it began."""
        last, row, first = open_[-1].row, line.row, open_[0].row
        if abs(last.size - row.size) > 0.08 * last.size or last.bold != row.bold or _BULLET.match(row.text):
            return False
        turned = open_[-1].place != line.place or row.top > last.top
        if turned:
            return not self._is_large(row) and not row.bold and not _END.search(last.text) and row.text[:1].islower()
        pitch = self.pitch.get(round(row.size), 1.2 * row.size)
        if last.top - row.top > 1.35 * pitch:
            return False
        if self._is_large(row) or row.bold:
            return True
        em = row.size
        spare = open_[-1].margin[1] - last.right - row.first_word
        listed = _BULLET.match(first.text) is not None
        if listed:
            return row.left >= first.left - 0.3 * em and (
                row.left > first.left + 0.3 * em or not _END.search(last.text)
            )
        indented = row.left > last.left + em and abs(last.left - line.margin[0]) < em and len(open_) > 1
        if indented and _END.search(last.text):
            return False
        return spare < _SPARE * em or row.text[:1].islower()

    def _close(self, open_: list[_Line]) -> Iterator[Block]:
        if open_:
            yield self._make_block(open_)
        open_.clear()

    def _make_block(self, lines: Sequence[_Line]) -> Block:
        first = lines[0]
        text = join_lines([line.row.text for line in lines], self.compounds)
        lead = text if first.row.bold else ""
        words = len(text.split())
        if self._is_large(first.row) and words <= _HEADING_WORDS:
            self.items = []
            return Block(text, Form.HEADING, "h", self.levels[round(first.row.size)], lead=lead, place=first.place)
        mark = _BULLET.match(text)
        if mark and not (mark["number"] and first.row.bold):
            return self._make_item(text, mark, first)
        self.items = []
        if (
            first.row.bold
            and words <= _BOLD_WORDS
            and not re.search(r"[.,;]$", text)
            and any(c.isalpha() for c in text)
        ):
            return Block(text, Form.HEADING, "h", min(len(self.levels) + 1, _LEVELS), lead=lead, place=first.place)
        return Block(text, Form.PARAGRAPH, "p", lead=lead, place=first.place)

    def _make_item(self, text: str, mark: re.Match[str], first: _Line) -> Block:
        """A list item; its depth is how many items of the list begin further to the left."""
        left = first.row.left
        self.items = [*(edge for edge in self.items if edge < left - 0.5 * first.row.size), left]
        box = mark["box"]
        checked = None if box is None else box in _TICKED or "x" in box.lower()
        return Block(text[mark.end() :], Form.ITEM, "li", len(self.items) - 1, checked, place=first.place)


def join_lines(lines: Sequence[str], compounds: Collection[str] = ()) -> str:
    """Lines as one text: a word that a hyphen divides at a line's end is whole again, unless it is one of the compounds.

    The soft hyphen is one that the typesetter put in; it may have taken the place of a compound's own.
    """
    text = ""
    for line in lines:
        divided = text[-1:] == "\u00ad" or (text[-1:] in ("-", "‐") and text[-2:-1].islower() and line[:1].islower())
        if not divided:
            text = f"{text} {line}" if text else line
            continue
        begun, rest = _FIRST_HALF.search(text[:-1]), _SECOND_HALF.match(line)
        whole = f"{begun[0]}-{rest[0]}".casefold() if begun and rest else ""
        text = text[:-1] + ("-" if whole in compounds else "") + line
    return text.replace("\u00ad", "-")
