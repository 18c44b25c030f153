"""An invented report as a PDF: text set in lines, chapters, running heads and page numbers."""

import random
from collections.abc import Iterator

WORDS = "harbour boat pump seal crossing winter committee office ferry timetable insurance contract lighthouse keeper engine reserve notice".split()
LINES = 48


def as_pdf(pages: int, seed: int = 1) -> bytes:
    """A PDF of so many full pages (48 lines, 600 words each)."""
    dice = random.Random(seed)
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
    ]
    for page in range(1, pages + 1):
        content = "\n".join(_draw(page, dice))
        resources = "<< /Font << /F1 3 0 R /F2 4 0 R >> >>"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {4 + 2 * page} 0 R /Resources {resources} >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    return _assemble(objects)


def _draw(page: int, dice: random.Random) -> Iterator[str]:
    yield from (_line(1, 8, 60, 815, "Annual report"), _line(1, 8, 290, 20, str(page)))
    yield _line(2, 16, 60, 780, f"Chapter {page}")
    for number in range(LINES):
        text = " ".join(dice.choices(WORDS, k=13))
        text = f"{text}." if number % 3 == 2 else text.capitalize() if number % 3 == 0 else text
        yield _line(1, 11, 60, 755 - 14 * number, text)


def _line(font: int, size: int, x: int, y: int, text: str) -> str:
    return f"BT /F{font} {size} Tf {x} {y} Td ({text}) Tj ET"


def _assemble(objects: list[str]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    begin = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010} 00000 n \n" for place in places).encode()
    return bytes(out + f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{begin}\n%%EOF\n".encode())
