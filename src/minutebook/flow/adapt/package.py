"""Office files are zips of XML: opened only where they would not unpack to more than a document holds; their properties."""

import xml.etree.ElementTree as ET
import zipfile
from datetime import datetime
from io import BytesIO

from minutebook.errors import SourceError
from minutebook.flow.adapt.blocks import Properties
from minutebook.text import patterns as re

MAX_UNPACKED = 200_000_000
"""Bytes of all parts; a 500-page report has 20 million."""
MAX_PARTS = 5_000
_CORE = "docProps/core.xml"
_TOOLS = re.compile(
    r"python-docx|steve canny|google docs?|apache poi|openpyxl|microsoft.*|windows user|user|admin.*|author|unknown|\(?anonymous\)?|\(?unspecified\)?|.*\.(?:js|net)",
    re.IGNORECASE,
)
_PURL = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_TEMPLATE = ("2013-12-23", "2013-01-27")
"""When the templates of two libraries that write such files were made; it says nothing of theirs."""
_DAMAGED = (
    KeyError,
    ET.ParseError,
    zipfile.BadZipFile,
    ValueError,
    OSError,
    RuntimeError,
    NotImplementedError,
    EOFError,
)


def open_package(data: bytes, name: str, kind: str = "Word", suffix: str = ".docx") -> zipfile.ZipFile:
    """The zip of an Office file, its central directory checked before anything is unpacked; raises SourceError."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SourceError(
            f"{name} is protected by a password, or of {kind} before 2007; save it as {suffix} without a password"
        )
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise SourceError(f"{name} is damaged or was not copied whole ({error}); export it again") from error
    parts = package.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise SourceError(f"{name} would unpack to far more than a document holds; it was not opened")
    if any(part.flag_bits & 1 for part in parts):
        raise SourceError(f"{name} is protected by a password; save it without one")
    return package


def weigh(data: bytes) -> int:
    """How many bytes a zip says that it unpacks to; 0 for what is none."""
    try:
        return (
            sum(part.file_size for part in open_package(data, "").infolist()) if data.startswith(b"PK\x03\x04") else 0
        )
    except SourceError:
        return 0


def list_parts(data: bytes) -> frozenset[str]:
    """The names of a zip's parts; none where it is no zip that can be opened."""
    try:
        return frozenset(zipfile.ZipFile(BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return frozenset()


def read_xml(package: zipfile.ZipFile, part: str, name: str) -> ET.Element:
    """One part parsed; raises SourceError for a damaged one, and for a document type, whose entities can grow without bound."""
    try:
        data = package.read(part)
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
            raise SourceError(f"{name} holds a document type, which no Office file has; it was not opened")
        return ET.fromstring(data)  # noqa: S314  no entities without a DOCTYPE
    except _DAMAGED as error:
        raise SourceError(f"{name} is damaged and could not be read ({error}); save it again") from error


def refuse_doctypes(package: zipfile.ZipFile, name: str) -> None:
    """Raise SourceError where a part declares a document type: what reads it next may let entities grow without bound."""
    for part in package.namelist():
        if part.lower().endswith((".xml", ".rels")):
            try:
                with package.open(part) as opened:
                    head = opened.read(4096)
            except _DAMAGED as error:
                raise SourceError(f"{name} is damaged and could not be read ({error}); save it again") from error
            if b"<!DOCTYPE" in head:
                raise SourceError(f"{name} holds a document type, which no Office file has; it was not opened")


def read_properties(data: bytes, name: str) -> Properties:
    """Title, author and date of last change as an Office file's properties state them."""
    try:
        root = read_xml(open_package(data, name), _CORE, name)
    except SourceError:
        return Properties()
    title, creator, modified = (
        " ".join((root.findtext(key) or "").split())
        for key in (f"{_PURL}title", f"{_PURL}creator", f"{_TERMS}modified")
    )
    return Properties(title, clean_author(creator), _read_moment(modified))


def clean_author(stated: str) -> str:
    """Who wrote a file by its properties; empty where they name a tool or an account."""
    author = " ".join(stated.split())
    return "" if _TOOLS.fullmatch(author) else author


def _read_moment(stated: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError:
        return None
    return moment if moment.tzinfo and not stated.startswith(_TEMPLATE) else None
