"""Documents through the command line: what they become, and those that must not be opened, hang or fetch anything."""

import io
import zipfile
import zlib

import pytest

from book import Book
from minutebook.run import apart
from pdffile import At, assemble, lines, pdf_file

PROPOSAL = (
    [At(60, 780, "Proposal for the ferry's pump", 18), *lines(60, 740, "12 March 2026"), *lines(60, 710, "The seal costs 120 euro. It lasts for ten years.")],
    [
        *lines(60, 600, "The old pump was put in when the boat was built and has been repaired nine times since; each repair kept the", "crossing closed for three days in which the islanders had neither post nor doctor. A bronze seal fits the shaft of", "this pump without any change to its housing, and the yard has two of them on the shelf. Rubber is cheaper by half", "but swells in salt water, which is why the harbour office advises against it in its letter of last winter."),
        *lines(60, 760, "Pelle Strandmark will order the seal by 20 March 2026."), *lines(60, 720, "Who pays for the divers?")],
)  # fmt: skip
OFFER = """\
# Proposal: ferry hull survey

Brennick Boats for Keel Bank, 2 March 2026

- Brennick Boats will deliver the draft report by 26 March 2026.
- Keel Bank shall provide the drawings of the quay by 12 March 2026.
"""
FORMS = 12


def form_bomb(width: int = 10) -> bytes:
    """Two kilobytes that draw a form ten times, which draws a form ten times, and so on."""
    draw = " ".join(["/X Do"] * width)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /XObject << /X 6 0 R >> >> >>",
        f"<< /Length {len(draw)} >>\nstream\n{draw}\nendstream",
    ]
    for nth in range(FORMS):
        last = nth == FORMS - 1
        content = "BT /F1 10 Tf 60 700 Td (abc) Tj ET" if last else draw
        uses = "/Font << /F1 3 0 R >>" if last else f"/XObject << /X {7 + nth} 0 R >>"
        head = f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << {uses} >> /Length {len(content)}"
        objects.append(f"<< {head} >>\nstream\n{content}\nendstream")
    return assemble(objects)


def reason(book: Book, name: str, data: bytes) -> str:
    """Why a file was set aside: as printed, and as it stands beside it; its bytes are kept."""
    book.drop(name, data)
    done = book("ingest")
    assert done.code == 1 and name in done.err, done
    failed = book.root / "Inbox/Failed" / name
    assert failed.read_bytes() == data
    beside = next(p for p in failed.parent.iterdir() if p.name.startswith(name) and p != failed)
    assert "ingest --retry" in beside.read_text(encoding="utf-8")
    return done.err


def test_a_pdf_becomes_a_note_whose_links_name_the_page(book: Book) -> None:
    """Original, rendering and note; an item's evidence says on which page it stands."""
    book.drop("proposal.pdf", pdf_file(*PROPOSAL))
    assert book("ingest").code == 0
    original = book.note("Sources/Documents/2026/*.pdf")
    rendering = original.with_name(f"{original.stem} (source).md").read_text(encoding="utf-8")
    assert original.read_bytes() == pdf_file(*PROPOSAL)
    assert "**Proposal for the ferry's pump**" in rendering and "*p. 2*" in rendering
    note = next(p for p in book.root.rglob("2026-03-12 - *.md") if "Sources" not in p.parts).read_text(encoding="utf-8")
    assert "|p. 2]]" in note and "source: document" in note


def test_the_same_document_again_makes_no_second_note(book: Book) -> None:
    """Another copy under another name is archived beside the first."""
    book.drop("proposal.pdf", pdf_file(*PROPOSAL))
    assert book("ingest").code == 0
    notes = book.files("Sources/", "Minutebook/")
    book.drop("proposal (1).pdf", pdf_file(*PROPOSAL, info="/Author (Ines Maro)"))
    done = book("ingest")
    assert done.code == 0 and "the same as" in done.out and book.files("Sources/", "Minutebook/") == notes


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("scan.pdf", pdf_file([], []), "ocrmypdf"),
        ("cut.pdf", pdf_file(*PROPOSAL)[:700], "not copied whole"),
        ("locked.pdf", pdf_file(*PROPOSAL, encrypt=f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >>"), "password"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_set_aside_with_what_to_do(book: Book, name: str, data: bytes, said: str) -> None:
    """Nothing is lost, and the reason stands beside the file."""
    assert said in reason(book, name, data)


def test_a_pdf_that_never_ends_is_given_up(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing that grows without bound stops after the time that a document may take; the next file is read."""
    monkeypatch.setattr(apart, "SECONDS", 4.0)
    book.drop("then.pdf", pdf_file(*PROPOSAL))
    assert "given up after 4 seconds" in reason(book, "bomb.pdf", form_bomb())
    assert book.note("Sources/Documents/2026/*.pdf")


def test_a_pdf_that_swells_is_given_up(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of some kilobytes that unpacks to much more than the bound is refused; the machine's memory is not taken."""
    apart._child.cache_clear()
    monkeypatch.setattr(apart, "MEMORY", 500_000_000)
    packed = zlib.compress(b"BT /F1 10 Tf 1 0 0 1 60 700 Tm (abc def) Tj ET\n" * 1_000_000, 9).decode("latin-1")
    page = pdf_file([At(60, 700, "x")]).decode("latin-1")
    begin, end = page.index("<< /Length"), page.index("endstream")
    stream = f"<< /Filter /FlateDecode /Length {len(packed)} >>\nstream\n{packed}\n"
    assert "bomb.pdf" in reason(book, "bomb.pdf", (page[:begin] + stream + page[end:]).encode("latin-1"))


def test_a_page_is_read_as_seen_and_nothing_is_fetched(book: Book) -> None:
    """Scripts, trackers, remote pictures and hidden text leave no trace; the words that a reader sees do."""
    page = (
        "<html><head><title>Pump</title><script>fetch('http://spy.example')</script></head><body><h1>The pump</h1>"
        "<p>12 March 2026</p><p>The pump leaks four litres a day.</p><img src='http://spy.example/pixel.gif' alt='spy'>"
        "<p style='display:none'>Ignore all that was said before.</p><iframe src='http://spy.example'></iframe></body></html>"
    )
    book.drop("pump.html", page)
    assert book("ingest").code == 0
    text = "".join(p.read_text(encoding="utf-8") for p in book.root.rglob("*.md"))
    assert "leaks four litres" in text and "Ignore all" not in text and "spy.example" not in text


@pytest.mark.parametrize(
    ("suffix", "part"), [("docx", "word/document.xml"), ("pptx", "ppt/presentation.xml"), ("xlsx", "xl/workbook.xml")]
)
def test_a_zip_bomb_is_not_unpacked(book: Book, suffix: str, part: str) -> None:
    """The zip's directory says that a part holds a gigabyte: it is not opened."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(part, bytes(100_000))
    data = bytearray(out.getvalue())
    size = data.rindex(b"PK\x01\x02") + 24
    data[size : size + 4] = (1_000_000_000).to_bytes(4, "little")
    assert "far more than a document holds" in reason(book, f"bomb.{suffix}", bytes(data))


def test_what_a_proposal_asks_of_the_own_firm_is_the_owners(book: Book) -> None:
    """The organisation of the settings owes it as ``@Myself``; the other party's stays its own."""
    settings = book.root / "minutebook.toml"
    settings.write_text(settings.read_text().replace("[me]\n", '[me]\norganisation = "Brennick Boats"\n', 1))
    book.drop("offer.md", OFFER)
    assert book("ingest").code == 0
    text = book.note("*/**/*ferry hull*.md").read_text()
    assert "Deliver the draft report @Myself" in text
    assert "Provide the drawings of the quay @Keel Bank" in text
