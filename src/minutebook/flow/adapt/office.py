"""Other documents: OpenDocument text and EPUB as they are, workbooks and rich text by the extra ``documents``."""

import posixpath
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import msgspec

from minutebook.errors import SourceError
from minutebook.flow.adapt import prose
from minutebook.flow.adapt.adapter import Adapter, Draft, Guess, Sample
from minutebook.flow.adapt.blocks import Block, Properties, draft_document, read_page
from minutebook.flow.adapt.package import (
    clean_author,
    list_parts,
    open_package,
    read_properties,
    read_xml,
    refuse_doctypes,
)
from minutebook.flow.adapt.slides import MISSING
from minutebook.model.source import Form
from minutebook.text import patterns as re

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _OFFICE = f"{{{_ODF}text:1.0}}", f"{{{_ODF}table:1.0}}", f"{{{_ODF}office:1.0}}"
_STYLE = f"{{{_ODF}style:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_OPF = "{http://www.idpf.org/2007/opf}"
_MAX_ROWS = 20_000
"""Of all sheets: a larger workbook is data, which nobody reads as a text."""
_SKIPPED = frozenset({f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}table-of-content"})
_DEEPEST = 60
_CELLS = re.compile(r"^[^|\n]*(?:\|[^|\n]*)+\|$", re.MULTILINE)


def _is_zip_with(sample: Sample, part: str) -> bool:
    return sample.text is None and sample.data.startswith(b"PK\x03\x04") and part in list_parts(sample.data)


def _read_part(package: zipfile.ZipFile, part: str, name: str) -> bytes:
    try:
        return package.read(part)
    except (KeyError, zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise SourceError(f"{name} is damaged and could not be read ({error}); save it again") from error


class OpenDocument:
    """Text of LibreOffice and its kin (.odt)."""

    format = "odt"

    def identify(self, sample: Sample) -> Guess | None:
        head = sample.data[:200]
        known = b"mimetypeapplication/vnd.oasis.opendocument.text" in head and _is_zip_with(sample, "content.xml")
        return Guess(0.98, "a zip that says it is OpenDocument text") if known else None

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        package = open_package(sample.data, sample.name, "LibreOffice", ".odt")
        content = read_xml(package, "content.xml", sample.name)
        body = content.find(f"{_OFFICE}body/{_OFFICE}text")
        blocks = tuple(_read_odf(body, _rank_styles(content))) if body is not None else ()
        if not blocks:
            raise SourceError(f"{sample.name} holds no text (pictures are not read)")
        return (draft_document(self.format, blocks, _odf_properties(package, sample.name)),)


def _rank_styles(content: ET.Element) -> dict[str, int]:
    """The levels of styles that make a paragraph a heading: title and headings, and what the document derives from them."""
    ranks = {"Title": 1, **{f"Heading_20_{level}": level for level in range(1, 7)}}
    for style in content.iter(f"{_STYLE}style"):
        parent = ranks.get(style.get(f"{_STYLE}parent-style-name") or "")
        if parent is not None:
            ranks[style.get(f"{_STYLE}name") or ""] = parent
    return ranks


def _read_odf(parent: ET.Element, ranks: dict[str, int], depth: int = 0, level: int = -1) -> Iterator[Block]:
    """The blocks below an element; ``level`` is the depth of the list that it stands in, -1 outside lists."""
    if depth > _DEEPEST:
        return
    for element in parent:
        if element.tag in _SKIPPED:
            continue
        if element.tag == f"{_TEXT}h":
            number = element.get(f"{_TEXT}outline-level", "1")
            rank = int(number) if number.isdecimal() else 1
            yield from _odf_block(element, Form.HEADING, f"h{rank}", rank)
        elif element.tag == f"{_TEXT}p" and (rank := ranks.get(element.get(f"{_TEXT}style-name") or "", 0)):
            yield from _odf_block(element, Form.HEADING, f"h{rank}", rank)
        elif element.tag == f"{_TEXT}p":
            yield from _odf_block(element, Form.ITEM if level >= 0 else Form.PARAGRAPH, "p", max(0, level))
        elif element.tag == f"{_TEXT}list":
            yield from _read_odf(element, ranks, depth + 1, level + 1)
        elif element.tag == f"{_TABLE}table-row":
            cells = [_odf_text(cell) for cell in element if cell.tag == f"{_TABLE}table-cell"]
            if any(cells):
                yield Block(" | ".join(cells), Form.ROW, "tr")
        else:
            yield from _read_odf(element, ranks, depth + 1, level)


def _odf_block(element: ET.Element, form: Form, tag: str, level: int) -> Iterator[Block]:
    if text := _odf_text(element):
        yield Block(text, form, tag, level)


def _odf_text(element: ET.Element) -> str:
    return " ".join("".join(_odf_words(element, 0)).split())


def _odf_words(element: ET.Element, depth: int) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag not in _SKIPPED and depth < _DEEPEST:
            yield " " if child.tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break", f"{_TEXT}p") else ""
            yield from _odf_words(child, depth + 1)
        yield child.tail or ""


def _odf_properties(package: zipfile.ZipFile, name: str) -> Properties:
    try:
        meta = read_xml(package, "meta.xml", name).find(f"{_OFFICE}meta")
    except SourceError:
        return Properties()
    if meta is None:
        return Properties()
    creator = meta.findtext(f"{{{_ODF}meta:1.0}}initial-creator") or meta.findtext(f"{_DC}creator") or ""
    return Properties(" ".join((meta.findtext(f"{_DC}title") or "").split()), clean_author(creator))


class Epub:
    """Books and articles in EPUB: their chapters in order."""

    format = "epub"

    def identify(self, sample: Sample) -> Guess | None:
        return Guess(0.98, "a zip with a book inside") if _is_zip_with(sample, "META-INF/container.xml") else None

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        package = open_package(sample.data, sample.name, "EPUB", ".epub")
        container = read_xml(package, "META-INF/container.xml", sample.name)
        root = next((e.get("full-path") or "" for e in container.iter() if e.tag.endswith("rootfile")), "")
        book = read_xml(package, root, sample.name)
        files = {item.get("id"): unquote(item.get("href") or "") for item in book.iter(f"{_OPF}item")}
        spine = [files.get(entry.get("idref"), "") for entry in book.iter(f"{_OPF}itemref")]
        blocks: list[Block] = []
        for nth, chapter in enumerate(filter(None, spine), start=1):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(root), chapter))
            page = read_page(_read_part(package, path, sample.name).decode("utf-8", "replace"))
            blocks += (msgspec.structs.replace(block, place=f"ch. {nth}") for block in page.blocks)
        if not blocks:
            raise SourceError(f"{sample.name} holds no text (pictures are not read)")
        title, author = (next((e.text or "" for e in book.iter(f"{_DC}{key}")), "") for key in ("title", "creator"))
        return (draft_document(self.format, blocks, Properties(" ".join(title.split()), clean_author(author))),)


class Workbook:
    """Excel's .xlsx: each sheet under its name, row by row, as the cells were last computed."""

    format = "xlsx"

    def identify(self, sample: Sample) -> Guess | None:
        return Guess(0.98, "a zip with a workbook inside") if _is_zip_with(sample, "xl/workbook.xml") else None

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        try:
            import openpyxl
        except ImportError as error:
            raise SourceError(MISSING.format(name=sample.name, what="a workbook")) from error
        refuse_doctypes(open_package(sample.data, sample.name, "Excel", ".xlsx"), sample.name)
        try:
            book = openpyxl.load_workbook(BytesIO(sample.data), read_only=True, data_only=True)
            blocks = tuple(_read_sheets(book, sample.name))
            book.close()
        except SourceError:
            raise
        except Exception as error:  # what openpyxl raises on a damaged file is not documented
            raise SourceError(
                f"{sample.name} is damaged and could not be read ({type(error).__name__}: {error}); save it again"
            ) from error
        if not any(block.form is Form.ROW for block in blocks):
            raise SourceError(f"{sample.name} is a workbook without a filled cell; there is nothing to note")
        return (draft_document(self.format, blocks, read_properties(sample.data, sample.name)),)


def _read_sheets(book: Any, name: str) -> Iterator[Block]:
    rows = 0
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        yield Block(sheet.title, Form.HEADING, "h2", 2, place=sheet.title)
        for row in sheet.iter_rows(values_only=True):
            cells = [_show(value) for value in row]
            while cells and not cells[-1]:
                cells.pop()
            if not cells:
                continue
            rows += 1
            if rows > _MAX_ROWS:
                raise SourceError(
                    f"{name} has more than {_MAX_ROWS:,} rows: that is data, not a text; save the part that matters"
                )
            yield Block(" | ".join(cells), Form.ROW, "tr", place=sheet.title)


def _show(value: Any) -> str:
    """A cell as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ", "minutes")
    if isinstance(value, float):
        return f"{value:.10g}"
    return " ".join(str(value).replace(" | ", " / ").split())


class RichText:
    """RTF, as WordPad and TextEdit write it."""

    format = "rtf"

    def identify(self, sample: Sample) -> Guess | None:
        return Guess(0.98, "it begins as rich text does") if sample.data.startswith(b"{\\rtf") else None

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        try:
            from striprtf import striprtf
        except ImportError as error:
            raise SourceError(MISSING.format(name=sample.name, what="rich text")) from error
        text = str(striprtf.rtf_to_text(sample.data.decode("latin-1"), errors="ignore"))  # type: ignore[no-untyped-call]
        blocks = [
            Block(block.text, block.form, "p", block.level, block.checked)
            for block in prose.read_blocks(_CELLS.sub(_to_row, text.replace("\xa0", " ").replace("\r", "")).split("\n"))
            if block.text
        ]
        if not blocks:
            raise SourceError(f"{sample.name} holds no text (pictures are not read)")
        return (draft_document(self.format, blocks, Properties()),)


def _to_row(cells: re.Match[str]) -> str:
    """A table's row, whose cells the library ends with bars, as one of Markdown."""
    return f"| {' | '.join(cell.strip() for cell in cells[0].rstrip('|').split('|'))} |"


ADAPTERS: tuple[Adapter, ...] = (OpenDocument(), Epub(), Workbook(), RichText())
