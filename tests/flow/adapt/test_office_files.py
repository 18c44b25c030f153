"""Presentations, workbooks, OpenDocument, EPUB and rich text: structure, places, and what must not be opened."""

import builtins
import io
import zipfile
from datetime import UTC, date, datetime

import pytest

from minutebook.errors import SourceError
from minutebook.flow.adapt import adapt, package
from minutebook.model.source import Form, Header, Source, SourceKind

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODT = (
    f'<office:document-content xmlns:office="{ODF}office:1.0" xmlns:text="{ODF}text:1.0" xmlns:table="{ODF}table:1.0" xmlns:style="{ODF}style:1.0">'
    '<office:automatic-styles><style:style style:name="P1" style:parent-style-name="Title"/></office:automatic-styles><office:body><office:text>%s'
    "</office:text></office:body></office:document-content>"
)
CONTAINER = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
BOOK = (
    '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Kiln lore</dc:title><dc:creator>Ines Maro</dc:creator>'
    '</metadata><manifest><item id="a" href="one.xhtml"/><item id="b" href="two%20b.xhtml"/></manifest><spine><itemref idref="b"/><itemref idref="a"/></spine></package>'
)


def read(name: str, data: bytes) -> Source:
    (source,) = adapt(name, data, NOON, UTC, 1_000_000)
    return source


def told(source: Source) -> list[tuple[Form, int, str, str]]:
    return [(u.form, u.level, u.text, u.place) for u in source.utterances]


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read(name, data)
    return str(caught.value)


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def odt(body: str) -> bytes:
    return zipped(**{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ODT % body})


@pytest.fixture
def deck():
    return pytest.importorskip("pptx").Presentation()


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_slides_give_titles_bullets_tables_and_notes(deck) -> None:
    """In the order of the slides, each with its number; the footer and the template's date say nothing."""
    from pptx.util import Inches

    first = deck.slides.add_slide(deck.slide_layouts[0])
    first.shapes.title.text, first.placeholders[1].text = "The north kiln", "Guild meeting, 12 March 2026"
    second = deck.slides.add_slide(deck.slide_layouts[1])
    second.shapes.title.text = "Steps"
    frame = second.placeholders[1].text_frame
    frame.text = "Order bricks"
    nested = frame.add_paragraph()
    nested.text, nested.level = "yellow ones", 1
    grid = second.shapes.add_table(2, 2, 0, 0, Inches(3), Inches(1)).table
    for nth, text in enumerate(("Item", "Cost", "Brick", "2")):
        grid.cell(nth // 2, nth % 2).text = text
    second.notes_slide.notes_text_frame.text = "Say that Marek pays."
    deck.core_properties.author = "Ines Maro"
    source = read("deck.pptx", saved(deck))
    assert told(source) == [
        (Form.HEADING, 1, "The north kiln", "slide 1"),
        (Form.PARAGRAPH, 0, "Guild meeting, 12 March 2026", "slide 1"),
        (Form.HEADING, 2, "Steps", "slide 2"),
        (Form.ITEM, 0, "Order bricks", "slide 2"),
        (Form.ITEM, 1, "yellow ones", "slide 2"),
        (Form.ROW, 0, "Item | Cost", "slide 2"),
        (Form.ROW, 0, "Brick | 2", "slide 2"),
        (Form.PARAGRAPH, 0, "Say that Marek pays.", "slide 2, notes"),
    ]
    assert (source.title, source.date, source.people) == (
        "The north kiln",
        date(2026, 3, 12),
        (Header("Ines Maro", role="author"),),
    )


def test_a_hidden_slide_is_kept_beside_the_text(deck) -> None:
    """Nobody was shown it: it is there to read, and nothing is taken from it."""
    for text in ("Shown", "Secret"):
        deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = text
    deck.slides[1].element.set("show", "0")
    source = read("deck.pptx", saved(deck))
    assert [u.text for u in source.utterances] == ["Shown"] and source.aside == "slide 2 (hidden): Secret"


def test_a_workbook_gives_rows_under_its_sheets() -> None:
    """Cells as a person reads them; an empty one keeps its column, a hidden sheet is left out."""
    book = pytest.importorskip("openpyxl").Workbook()
    sheet = book.active
    sheet.title = "Bricks"
    for row in (["Item", "Due", "Cost"], ["Yellow", date(2026, 3, 12), 2.5], [], ["Red", None, 3]):
        sheet.append(row)
    book.create_sheet("Prices").sheet_state = "hidden"
    source = read("bricks.xlsx", saved(book))
    assert [(u.text, u.place) for u in source.utterances] == [
        ("Bricks", "Bricks"), ("Item | Due | Cost", "Bricks"), ("Yellow | 2026-03-12 | 2.5", "Bricks"), ("Red | | 3", "Bricks"),
    ]  # fmt: skip


def test_opendocument_text_keeps_its_structure() -> None:
    """Titles, headings, nested lists and tables; tracked deletions and comments are not read."""
    body = (
        '<text:tracked-changes><text:p>Deleted.</text:p></text:tracked-changes><text:p text:style-name="P1">The kiln</text:p>'
        '<text:h text:outline-level="2">Steps</text:h><text:p>Heat<text:s/>slowly.<office:annotation><text:p>No!</text:p></office:annotation> Wait.</text:p>'
        "<text:list><text:list-item><text:p>Bricks</text:p><text:list><text:list-item><text:p>yellow</text:p></text:list-item></text:list></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Item</text:p></table:table-cell><table:table-cell><text:p>Cost</text:p></table:table-cell></table:table-row></table:table>"
    )
    source = read("kiln.odt", odt(body))
    assert [(u.form, u.level, u.text) for u in source.utterances] == [
        (Form.HEADING, 1, "The kiln"), (Form.HEADING, 2, "Steps"), (Form.PARAGRAPH, 0, "Heat slowly."), (Form.PARAGRAPH, 0, "Wait."),
        (Form.ITEM, 0, "Bricks"), (Form.ITEM, 1, "yellow"), (Form.ROW, 0, "Item | Cost"),
    ]  # fmt: skip


def test_a_book_is_read_in_the_order_of_its_spine() -> None:
    """Chapters as the book orders them, whatever their files are called."""
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": BOOK,
        "OEBPS/one.xhtml": "<p>Then glaze.</p>",
        "OEBPS/two b.xhtml": "<h1>Begin</h1><p>Heat first.</p>",
    }
    source = read("lore.epub", zipped(**parts))
    assert [(u.text, u.place) for u in source.utterances] == [
        ("Begin", "ch. 1"),
        ("Heat first.", "ch. 1"),
        ("Then glaze.", "ch. 2"),
    ]
    assert source.people == (Header("Ines Maro", role="author"),)


def test_rich_text_is_read() -> None:
    """Paragraphs, bullets and letters beyond ASCII."""
    pytest.importorskip("striprtf")
    source = read(
        "kiln.rtf",
        rb"{\rtf1\ansi\ansicpg1252 The kiln cracks.\par Gl\'fchen bei 900 Grad.\par \bullet\tab Order bricks\par}",
    )
    assert [u.text for u in source.utterances] == ["The kiln cracks.", "Glühen bei 900 Grad.", "Order bricks"]
    assert source.kind is SourceKind.DOCUMENT


@pytest.mark.parametrize(
    ("name", "part", "library", "what"),
    [
        ("deck.pptx", "ppt/presentation.xml", "pptx", "a presentation"),
        ("book.xlsx", "xl/workbook.xml", "openpyxl", "a workbook"),
    ],
)
def test_a_missing_extra_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, name: str, part: str, library: str, what: str
) -> None:
    """One sentence names the file, what it is, and the command that helps."""
    there = builtins.__import__

    def absent(wanted, *rest, **more):
        if wanted.split(".")[0] == library:
            raise ImportError(wanted)
        return there(wanted, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", absent)
    assert refusal(name, zipped(**{part: "<x/>"})) == (
        f"{name} is {what}; to read it: pip install 'minutebook[documents]', then minutebook ingest --retry"
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("deck.pptx", zipped(**{"ppt/presentation.xml": "<p>"})),
        ("book.xlsx", zipped(**{"xl/workbook.xml": "<p>"})),
        ("kiln.odt", zipped(**{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<p>"})),
        ("kiln.odt", odt("<text:p/>")),
        ("lore.epub", zipped(**{"META-INF/container.xml": CONTAINER})),
    ],
)
def test_damaged_and_empty_files_say_so(name: str, data: bytes) -> None:
    """A reason that names the file, and no crash."""
    pytest.importorskip("pptx")
    assert name in refusal(name, data)


@pytest.mark.parametrize("part", ["ppt/presentation.xml", "xl/workbook.xml", "content.xml"])
def test_entities_are_refused(part: str) -> None:
    """What could grow without bound when it is parsed is not parsed."""
    pytest.importorskip("pptx")
    data = zipped(
        **{"mimetype": "application/vnd.oasis.opendocument.text", part: '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'}
    )
    assert "document type" in refusal("a.bin", data)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would unpack to more than a document holds is known from the zip's directory alone."""
    monkeypatch.setattr(package, "MAX_UNPACKED", 1000)
    assert refusal("deck.pptx", zipped(**{"ppt/presentation.xml": "a" * 2000}))
