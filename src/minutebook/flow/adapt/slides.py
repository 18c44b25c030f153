"""Presentations: each slide's title, text, tables and speaker's notes, by python-pptx (extra ``documents``)."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from minutebook.errors import SourceError
from minutebook.flow.adapt.adapter import Adapter, Draft, Guess, Sample
from minutebook.flow.adapt.blocks import Block, draft_document
from minutebook.flow.adapt.package import list_parts, open_package, read_properties, refuse_doctypes
from minutebook.model.source import Form

PRESENTATION = "ppt/presentation.xml"
MISSING = "{name} is {what}; to read it: pip install 'minutebook[documents]', then minutebook ingest --retry"
_FURNITURE = frozenset({"DATE", "FOOTER", "HEADER", "SLIDE_NUMBER"})
_TITLES = frozenset({"TITLE", "CENTER_TITLE", "VERTICAL_TITLE"})
_LISTS = frozenset({"BODY", "OBJECT", "VERTICAL_BODY", "VERTICAL_OBJECT"})
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DEEPEST = 20
"""Groups in groups; deeper ones are nobody's."""


class SlidesAdapter:
    """Reads .pptx; what a hidden slide holds is kept beside the text, as nobody was shown it."""

    format = "pptx"

    def identify(self, sample: Sample) -> Guess | None:
        if sample.text is not None or not sample.data.startswith(b"PK\x03\x04"):
            return None
        return Guess(0.98, "a zip with a presentation inside") if PRESENTATION in list_parts(sample.data) else None

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        try:
            import pptx
        except ImportError as error:
            raise SourceError(MISSING.format(name=sample.name, what="a presentation")) from error
        refuse_doctypes(open_package(sample.data, sample.name, "PowerPoint", ".pptx"), sample.name)
        shown: list[Block] = []
        hidden: list[Block] = []
        try:
            for number, slide in enumerate(pptx.Presentation(BytesIO(sample.data)).slides, start=1):
                blocks = _read_slide(slide, f"slide {number}")
                (hidden if slide.element.get("show") in ("0", "false") else shown).extend(blocks)
        except Exception as error:  # what python-pptx raises on a damaged file is not documented
            raise SourceError(
                f"{sample.name} is damaged and could not be read ({type(error).__name__}: {error}); save it again"
            ) from error
        aside = "\n".join(f"{block.place} (hidden): {' '.join(block.text.split())}" for block in hidden)
        if not shown:
            raise SourceError(f"{sample.name} holds no text (pictures are not read); save what matters as a note")
        return (draft_document(self.format, shown, read_properties(sample.data, sample.name), aside=aside),)


def _read_slide(slide: Any, place: str) -> Iterator[Block]:
    """Its title first, then what else is on it, then what the speaker noted."""
    shapes = list(_list_shapes(slide.shapes))
    titles = [shape for shape in shapes if _kind(shape) in _TITLES]
    for shape in titles:
        if text := " ".join(shape.text_frame.text.split()):
            yield Block(
                text, Form.HEADING, "h1" if place == "slide 1" else "h2", 1 if place == "slide 1" else 2, place=place
            )
    for shape in shapes:
        if shape not in titles and _kind(shape) not in _FURNITURE:
            yield from _read_shape(shape, place)
    if slide.has_notes_slide and (notes := slide.notes_slide.notes_text_frame):
        for paragraph in notes.paragraphs:
            if text := _text_of(paragraph):
                yield Block(text, Form.PARAGRAPH, place=f"{place}, notes")


def _list_shapes(shapes: Any, depth: int = 0) -> Iterator[Any]:
    """Every shape, those of groups in the group's place."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _list_shapes(shape.shapes, depth + 1) if depth < _DEEPEST else ()
        else:
            yield shape


def _kind(shape: Any) -> str:
    """What a placeholder is for; empty for a shape that is none."""
    return str(shape.placeholder_format.type.name) if shape.is_placeholder and shape.placeholder_format.type else ""


def _read_shape(shape: Any, place: str) -> Iterator[Block]:
    if getattr(shape, "has_table", False):
        for row in shape.table.rows:
            cells = [" ".join(cell.text_frame.text.split()) for cell in row.cells]
            if any(cells):
                yield Block(" | ".join(cells), Form.ROW, "tr", place=place)
    elif shape.has_text_frame:
        listed = _kind(shape) in _LISTS
        for paragraph in shape.text_frame.paragraphs:
            if text := _text_of(paragraph):
                item = (listed or _has_bullet(paragraph)) and not _lacks_bullet(paragraph)
                yield Block(
                    text, Form.ITEM if item else Form.PARAGRAPH, "li" if item else "p", paragraph.level, place=place
                )


def _text_of(paragraph: Any) -> str:
    """A paragraph's text; a line break in it is one."""
    return str(paragraph.text).replace("\v", "\n").strip()


def _has_bullet(paragraph: Any) -> bool:
    return any(paragraph._p.find(f"{_DRAWING}pPr/{_DRAWING}{mark}") is not None for mark in ("buChar", "buAutoNum"))  # noqa: SLF001 - no public way


def _lacks_bullet(paragraph: Any) -> bool:
    return paragraph._p.find(f"{_DRAWING}pPr/{_DRAWING}buNone") is not None  # noqa: SLF001 - no public way


ADAPTERS: tuple[Adapter, ...] = (SlidesAdapter(),)
