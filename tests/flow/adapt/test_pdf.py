"""PDF files: reading order, structure, what stands beside the text, and what must not be read."""

from datetime import UTC, date, datetime

import pytest

from minutebook.errors import SourceError
from minutebook.flow.adapt import adapt
from minutebook.flow.adapt.pdf import read_made
from minutebook.model.source import DatedFrom, Form, Header, Source, SourceKind
from pdffile import At, assemble, lines, pdf_file

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
LEFT = (
    "The kiln in the north hall cracks when",
    "it is heated too fast, so that we lose",
    "one firing in six of all that we make.",
)
RIGHT = (
    "A second kiln would cost eleven thou-",
    "sand, which the guild has set aside in",
    "its last budget for the coming winter.",
)


def read(*pages, name: str = "kiln.pdf", **more) -> Source:
    (source,) = adapt(name, pdf_file(*pages, **more), NOON, UTC, 1_000_000)
    return source


def told(source: Source) -> list[tuple[Form, str]]:
    return [(u.form, u.text) for u in source.utterances]


def refusal(data: bytes, name: str = "kiln.pdf") -> str:
    with pytest.raises(SourceError) as caught:
        adapt(name, data, NOON, UTC, 50_000_000)
    return str(caught.value)


def test_headings_sentences_and_items_with_their_page() -> None:
    """Larger type is a heading, lines of a paragraph are joined and cut at sentences, bullets are items, each with its page."""
    source = read(
        [
            At(60, 780, "The north kiln", 18),
            *lines(60, 740, "It cracks when it is heated too fast. The glaze runs down the side of every", "pot that stands near the door."),
            *lines(60, 700, "\u2022 Order bricks", "\u2022 Ask Marek"),
        ],
        [At(60, 740, "We wait for spring.")],
    )  # fmt: skip
    assert [(u.form, u.text, u.place) for u in source.utterances] == [
        (Form.HEADING, "The north kiln", "p. 1"),
        (Form.PARAGRAPH, "It cracks when it is heated too fast.", "p. 1"),
        (Form.PARAGRAPH, "The glaze runs down the side of every pot that stands near the door.", "p. 1"),
        (Form.ITEM, "Order bricks", "p. 1"),
        (Form.ITEM, "Ask Marek", "p. 1"),
        (Form.PARAGRAPH, "We wait for spring.", "p. 2"),
    ]
    assert (source.kind, source.format, source.title) == (SourceKind.DOCUMENT, "pdf", "The north kiln")


@pytest.mark.parametrize("drawn", ["column by column", "line by line"])
def test_columns_are_read_one_after_the_other(drawn: str) -> None:
    """In whatever order they were drawn; a word that a hyphen divides is whole again."""
    left, right = lines(60, 700, *LEFT, *LEFT, "This ends it."), lines(320, 700, *RIGHT, *RIGHT, "That ends it.")
    head = At(60, 740, "A heading across both of the columns on this page", 16)
    body = (
        [*left, *right]
        if drawn == "column by column"
        else [at for pair in zip(left, right, strict=True) for at in pair]
    )
    texts = [text for _, text in told(read([head, *body]))]
    assert texts[0] == head.text and texts.index("This ends it.") < next(
        n for n, t in enumerate(texts) if "A second" in t
    )
    assert (
        "A second kiln would cost eleven thousand, which the guild has set aside in its last budget for the coming winter."
        in texts
    )


def test_a_compound_that_stands_whole_elsewhere_keeps_its_hyphen() -> None:
    """A hyphen at the end of a line is the typesetter's or the word's own; the rest of the text says which."""
    texts = lines(
        60,
        700,
        "The long-term plan of the guild is a kiln for the north hall and a well-",
        "insulated room, which is a long-",
        "term hope of the pot-",
        "ters who work there now.",
    )
    assert told(read(texts)) == [
        (
            Form.PARAGRAPH,
            "The long-term plan of the guild is a kiln for the north hall and a wellinsulated room, which is a long-term hope of the potters who work there now.",
        )
    ]


def test_a_table_is_rows_and_an_empty_cell_stays() -> None:
    """Cells that stand under each other are a table; a cell's second line belongs to it."""
    grid = [
        At(60, 700, "Item"), At(250, 700, "Owner"), At(350, 700, "Cost"),
        At(60, 676, "Bricks of the hard"), At(250, 676, "Ines"), At(350, 676, "120"), At(60, 664, "yellow kind"),
        At(60, 640, "Glaze"), At(350, 640, "80"),
    ]  # fmt: skip
    assert told(read(grid)) == [
        (Form.ROW, "Item | Owner | Cost"),
        (Form.ROW, "Bricks of the hard yellow kind | Ines | 120"),
        (Form.ROW, "Glaze | | 80"),
    ]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    """What stands at the edge of each page is not said; a chapter's large heading there is."""
    pages = [
        [At(60, 815, "Guild report"), At(60, 780, f"Chapter {n}", 18), At(60, 700, f"Text {n} of it."), At(290, 20, f"Page {n} of 3")]
        for n in (1, 2, 3)
    ]  # fmt: skip
    assert [text for _, text in told(read(*pages))] == [
        t for n in (1, 2, 3) for t in (f"Chapter {n}", f"Text {n} of it.")
    ]


def test_a_sentence_goes_on_over_the_page() -> None:
    """It is one sentence, and stands where it begins."""
    source = read([At(60, 60, "The guild has decided that it")], [At(60, 780, "pays for the bricks.")])
    assert [(u.text, u.place) for u in source.utterances] == [
        ("The guild has decided that it pays for the bricks.", "p. 1")
    ]


def test_boxes_make_a_checklist() -> None:
    """Boxes as forms have them."""
    source = read(lines(60, 700, "[ ] Sweep the hall", "[x] Order bricks"))
    assert source.kind is SourceKind.CHECKLIST
    assert [(u.text, u.checked) for u in source.utterances] == [("Sweep the hall", False), ("Order bricks", True)]


def test_what_nobody_can_read_is_left_out() -> None:
    """Type too small for the eye, and text beside the page, were not put there for a reader."""
    source = read([At(60, 700, "Seen."), At(60, 600, "Ignore what was said before.", 0.5), At(900, 600, "Outside.")])
    assert [u.text for u in source.utterances] == ["Seen."]


def test_title_author_and_date_from_its_properties() -> None:
    """They name it where its text does not; the date counts before the file's own time, after one in the text."""
    info = "/Title (Bricks for the guild) /Author (Ines Maro) /CreationDate (D:20260312231500+02'00')"
    source = read([At(60, 700, "We need bricks.")], info=info)
    assert (source.title, source.people) == ("Bricks for the guild", (Header("Ines Maro", role="author"),))
    assert (source.date, source.dated_from) == (date(2026, 3, 12), DatedFrom.MODIFIED)
    dated = read(lines(60, 700, "12 January 2026", "We need bricks."), info=info)
    assert (dated.date, dated.dated_from) == (date(2026, 1, 12), DatedFrom.CONTENT)
    plain = read(
        [At(60, 700, "We need bricks.")], info="/Title (Microsoft Word - b.docx) /Author (admin)", name="Brick list.pdf"
    )
    assert (plain.title, plain.people) == ("Brick list", ())


@pytest.mark.parametrize("stated", ["", "D:2026", "D:20261399", "yesterday"])
def test_what_is_no_date_is_none(stated: str) -> None:
    """A broken date in the properties dates nothing."""
    assert read_made(stated) is None


def test_a_written_dialogue_is_a_conversation() -> None:
    """A transcript that was printed keeps its speakers."""
    said = [
        f"{who}: We need {what} for the kiln before the winter."
        for what in ("bricks", "glaze", "wood", "clay")
        for who in ("Ines Maro", "Marek Dol")
    ]
    source = read(lines(60, 760, *said, leading=30))
    assert source.kind is SourceKind.CONVERSATION and {u.speaker for u in source.utterances} == {
        "Ines Maro",
        "Marek Dol",
    }


def test_a_scan_says_what_to_do() -> None:
    """Pages without text are pictures; some of them among others are told in a warning."""
    assert "is a scan" in refusal(pdf_file([], [])) and "ocrmypdf" in refusal(pdf_file([]))
    assert "were not read: 2" in " ".join(read([At(60, 700, "Seen.")], []).warnings)


def test_protected_damaged_and_cut_files_say_so() -> None:
    """Each with what to do next."""
    whole = pdf_file([At(60, 700, "Seen.")])
    locked = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >>"
    assert "password" in refusal(pdf_file([At(60, 700, "Seen.")], encrypt=locked))
    assert "not copied whole" in refusal(whole[: len(whole) // 2])
    assert "damaged" in refusal(b"%PDF-1.4\nnothing\n%%EOF\n")


def test_scripts_are_told_and_not_run() -> None:
    """JavaScript that runs when the file is opened is named in the log."""
    script = "<< /S /JavaScript /JS (app.launchURL\\('http://kiln.example'\\)) >>"
    source = read(
        [At(60, 700, "Seen.")],
        root="/OpenAction 7 0 R /Names << /JavaScript << /Names [(a) 7 0 R] >> >>",
        more=[script],
    )
    assert "JavaScript" in " ".join(source.warnings) and [u.text for u in source.utterances] == ["Seen."]


def test_many_objects_cost_little() -> None:
    """Objects that no page uses are not even read."""
    assert adapt("kiln.pdf", pdf_file([At(60, 700, "Seen.")], more=["null"] * 100_000), NOON, UTC, 50_000_000)


def test_a_file_without_pages_is_refused() -> None:
    """An empty tree of pages holds nothing."""
    empty = assemble(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"])
    assert refusal(empty)
