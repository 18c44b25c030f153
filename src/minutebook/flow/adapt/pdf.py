"""PDF files: the text of their pages with its places, read by PDFium; nothing in them is run, opened or fetched."""

import ctypes
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from statistics import median
from typing import Any

import msgspec

from minutebook.errors import SourceError
from minutebook.flow.adapt.adapter import Adapter, Draft, Guess, Sample
from minutebook.flow.adapt.blocks import Block, Properties, draft_document, find_talk
from minutebook.flow.adapt.grid import Piece
from minutebook.flow.adapt.package import clean_author
from minutebook.flow.adapt.typeset import Sheet, read_sheets
from minutebook.model.source import Form
from minutebook.text import patterns as re

MAGIC = b"%PDF-"
MAX_PAGES = 3_000
MAX_CHARACTERS = 5_000_000
"""Of all pages: the longest novels have three million."""
_TAIL = 65_536
_HEAD = 1024
_GAP = 0.5  # of the type's height: words stand closer, cells and columns further apart
_WIDER = 1.6  # times the blanks of a line, which are wide where it was stretched to the margin
_USUAL = 4  # blanks that show how wide they are in a line
_SMALLEST = 2.0  # points: type that nobody can read was not put there for a reader
_BOLD = re.compile(rb"bold|black|heavy|semibd|demi", re.IGNORECASE)
_MADE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?")
_NO_TITLE = re.compile(
    r"\(?(?:untitled|anonymous|unspecified|document|title|microsoft (?:word|powerpoint|excel)\b.*|.*\.(?:docx?|pptx?|xlsx?|pdf|indd|tex|html?))\d*\)?",
    re.IGNORECASE,
)
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_TOKEN = re.compile(r"(?P<break>[\r\n]+)|[^\s\x02\ufffe]*[\x02\ufffe]|[^\s\x02\ufffe]+")
_HYPHENS = "-\x02\ufffe\u00ad"
"""The middle two stand, without a break after them, for the hyphen of a word that goes on in the next line."""
_SOFT = "\u00ad"
"""A hyphen that the typesetter put in at the end of a line."""


class PdfAdapter:
    """Reads every PDF: a written dialogue as a conversation, anything else as a document."""

    format = "pdf"

    def identify(self, sample: Sample) -> Guess | None:
        return Guess(0.99, "it begins as a PDF does") if MAGIC in sample.data[:_HEAD] else None

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        if b"%%EOF" not in sample.data[-_TAIL:]:
            raise SourceError(f"{sample.name} was not copied whole: its end is missing; copy or export it again")
        document = open_pdf(sample.data, sample.name)
        try:
            blocks, warnings = _read_blocks(document, sample.name)
            stated = document.get_metadata_dict()
        finally:
            document.close()
        if talk := find_talk(sample, blocks, "dialogue-pdf"):
            return talk
        properties = Properties(
            _find_title(blocks, stated.get("Title", "")),
            clean_author(stated.get("Author", "")),
            read_made(stated.get("CreationDate", "")),
        )
        return (draft_document(self.format, blocks, properties, warnings=warnings),)


def open_pdf(data: bytes, name: str) -> Any:
    """The document; raises SourceError where a password protects it or it is damaged."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise SourceError(f"{name} is protected by a password; save a copy without one and drop that") from error
        raise SourceError(f"{name} is damaged and cannot be opened ({error}); export it again") from error
    if len(document) > MAX_PAGES:
        document.close()
        raise SourceError(f"{name} has {len(document)} pages; above {MAX_PAGES} a PDF is not read: split it")
    return document


def _read_blocks(document: Any, name: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    import pypdfium2 as pdfium

    sheets: list[Sheet] = []
    bare: list[str] = []
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            pieces = tuple(_read_pieces(page))
            height = page.get_height()
            page.close()
        except pdfium.PdfiumError as error:
            raise SourceError(f"page {number + 1} of {name} is damaged ({error}); export it again") from error
        characters += sum(len(piece.text) for piece in pieces)
        if characters > MAX_CHARACTERS:
            raise SourceError(f"{name} holds more than {MAX_CHARACTERS:,} characters; split it")
        sheets.append(Sheet(f"p. {number + 1}", height, pieces))
        if not pieces:
            bare.append(str(number + 1))
    if len(bare) == len(sheets):
        raise SourceError(
            f"{name} is a scan: its pages are pictures without text. Put text under them (for example: ocrmypdf IN.pdf OUT.pdf) and drop the result"
        )
    warnings = [f"Pages without text (pictures?) were not read: {', '.join(bare)}."] if bare else []
    if _count_scripts(document):
        warnings.append("The PDF holds JavaScript, which was not run.")
    return read_sheets(sheets), tuple(warnings)


def _count_scripts(document: Any) -> int:
    import pypdfium2.raw as pdfium_c

    return int(pdfium_c.FPDFDoc_GetJavaScriptActionCount(document))


class _Word(msgspec.Struct, frozen=True):
    """Letters between two blanks; ``first`` is the index of the first of them on the page."""

    text: str
    first: int
    left: float
    right: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


def _read_pieces(page: Any) -> Iterator[Piece]:
    """The words of a page that stand together; what lies outside the page or is too small to be read is left out."""
    left, bottom, right, top = page.get_bbox()
    text = page.get_textpage()
    for words in _list_runs(text):
        x1, x2 = words[0].left, words[-1].right
        y1, y2 = min(word.bottom for word in words), max(word.top for word in words)
        size = median(word.height for word in words)
        if size >= _SMALLEST and x2 > left and x1 < right and y2 > bottom and y1 < top:
            bold = _is_bold(text, words[0].first) and _is_bold(text, words[-1].first)
            yield Piece(" ".join(word.text for word in words), x1, x2, y2, y1, size, bold)
    text.close()


def _list_runs(text: Any) -> Iterator[list[_Word]]:
    """The words of each line, parted where the space between two is wider than the blanks of that line."""
    line: list[_Word] = []
    for match in _TOKEN.finditer(_read_letters(text)):
        word = None if match.lastgroup == "break" else _place_word(text, match)
        if line and (word is None or _turns(line[-1], word)):
            yield from _part(line)
            line = []
        line += [word] if word else []
    if line:
        yield from _part(line)


def _turns(before: _Word, word: _Word) -> bool:
    """Whether a word stands on another line than the one before, although nothing says so."""
    return before.text.endswith(_SOFT) or word.right < before.left or abs(word.bottom - before.bottom) > word.height


def _part(line: list[_Word]) -> Iterator[list[_Word]]:
    gaps = [b.left - a.right for a, b in pairwise(line)]
    height = median(word.height for word in line)
    wide = max(_GAP * height, _WIDER * (median(gaps) if len(gaps) >= _USUAL else 0.0))
    begin = 0
    for nth, gap in enumerate(gaps, start=1):
        if gap > wide:
            yield line[begin:nth]
            begin = nth
    yield line[begin:]


def _read_letters(text: Any) -> str:
    """The page's characters, one for each that PDFium counts; at once where none is without a code, which is usual."""
    import pypdfium2.raw as pdfium_c

    count = text.count_chars()
    letters = str(text.get_text_range())
    if len(letters) == count:
        return letters
    codes = (pdfium_c.FPDFText_GetUnicode(text, index) for index in range(count))
    return "".join(chr(code) if code and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


def _place_word(text: Any, match: re.Match[str]) -> _Word:
    import pypdfium2.raw as pdfium_c

    first, last = pdfium_c.FS_RECTF(), pdfium_c.FS_RECTF()
    pdfium_c.FPDFText_GetLooseCharBox(text, match.start(), first)
    pdfium_c.FPDFText_GetLooseCharBox(text, match.end() - 1, last)
    word = match[0]
    if word[-1] in _HYPHENS[1:] or (word[-1] == "-" and pdfium_c.FPDFText_IsHyphen(text, match.end() - 1) == 1):
        word = word[:-1] + _SOFT
    return _Word(word, match.start(), first.left, max(first.right, last.right), first.top, first.bottom)


def _is_bold(text: Any, index: int) -> bool:
    import pypdfium2.raw as pdfium_c

    if pdfium_c.FPDFText_GetFontWeight(text, index) >= 600:
        return True
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium_c.FPDFText_GetFontInfo(text, index, name, 128, flags)
    return _BOLD.search(name.value) is not None


def _find_title(blocks: Sequence[Block], stated: str) -> str:
    """The largest heading of the first page, else what the file's properties say, unless that only names a file or a tool."""
    top = [block for block in blocks if block.form is Form.HEADING and block.place == blocks[0].place]
    largest = min(top, key=lambda block: block.level, default=None)
    if largest is not None and largest.level == 1:
        return largest.text
    title = " ".join(stated.split())
    return "" if _NO_TITLE.fullmatch(title) else title


def read_made(stated: str) -> datetime | None:
    """A PDF's date, ``D:20260312101500+01'00'``; without a zone it is taken for UTC. None where it is none."""
    match = _MADE.match(stated)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    offset = timedelta(hours=int(match[9] or 0), minutes=int(match[10] or 0))
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=timezone(-offset if match[8] == "-" else offset))
    except ValueError:
        return None


ADAPTERS: tuple[Adapter, ...] = (PdfAdapter(),)
