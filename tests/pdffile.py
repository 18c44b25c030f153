"""PDF files made by hand: text at places on pages, and what may be wrong with them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class At(NamedTuple):
    """A line of text: points from the left and from the lower edge, its size and weight."""

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False


def pdf_file(
    *pages: Iterable[At], info: str = "", more: Sequence[str] = (), root: str = "", encrypt: str = ""
) -> bytes:
    """A PDF of these pages (A4). ``more``: further objects, numbered from 5 + 2 × pages; ``root``: more of the catalogue."""
    kids = " ".join(f"{5 + 2 * nth} 0 R" for nth in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {root} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for nth, page in enumerate(pages):
        content = "\n".join(_draw(at) for at in page)
        fonts = "<< /Font << /F1 3 0 R /F2 4 0 R >> >>"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * nth} 0 R /Resources {fonts} >>",
            f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream",
        ]
    objects += [*more, f"<< {info} >>"]
    return assemble(objects, f"/Info {len(objects)} 0 R {encrypt}")


def assemble(objects: Sequence[str], trailer: str = "") -> bytes:
    """The objects, numbered from 1 (the catalogue), as a file with its table of places."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    begin = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010} 00000 n \n" for place in places).encode()
    out += f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R /ID [<00112233445566778899aabbccddeeff> <00>] {trailer} >>\n".encode()
    return bytes(out + f"startxref\n{begin}\n%%EOF\n".encode())


def _draw(at: At) -> str:
    text = at.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F{2 if at.bold else 1} {at.size} Tf 1 0 0 1 {at.x} {at.y} Tm ({text}) Tj ET"


def lines(x: float, y: float, *texts: str, leading: float = 12) -> list[At]:
    """Lines under each other."""
    return [At(x, y - leading * nth, text) for nth, text in enumerate(texts)]
