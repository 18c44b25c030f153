"""Extractions are kept in the vault, so that planning again needs no engine; one file a source and engine."""

import msgspec

from minutebook.flow.context import registry_digest
from minutebook.flow.extract.engine import Engine
from minutebook.model.change import WholeFile
from minutebook.model.entity import Context
from minutebook.model.extraction import Extraction
from minutebook.model.source import Source
from minutebook.text import patterns as re
from minutebook.vault.vault import Folder

KEPT_VERSION = 1
_FOLDER = "Minutebook/extractions"
_UNSAFE = re.compile(r"[^\w.+-]+")


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """An extraction and everything that it depends on."""

    v: int = KEPT_VERSION
    sha256: str
    engine: str
    engine_version: str
    registry: str
    extraction: Extraction


def kept_path(source_id: str, engine: str) -> str:
    """Where the extraction of a source is kept."""
    return f"{_FOLDER}/{source_id}.{_UNSAFE.sub('-', engine)}.json"


def keep(source: Source, extraction: Extraction, context: Context, engine: Engine) -> WholeFile:
    """The change that keeps an extraction."""
    kept = Kept(
        sha256=source.sha256,
        engine=engine.name,
        engine_version=engine.version,
        registry=registry_digest(context),
        extraction=extraction,
    )
    text = msgspec.json.format(msgspec.json.encode(kept), indent=1).decode() + "\n"
    return WholeFile(kept_path(source.id, engine.name), text)


def last_kept(source_id: str, engine: str, folder: Folder) -> Extraction | None:
    """What was last understood of a source, whatever names were known then."""
    kept = _read_kept(source_id, engine, folder)
    return kept.extraction if kept else None


def find_kept(source: Source, context: Context, engine: Engine, folder: Folder) -> Extraction | None:
    """The kept extraction, where the source, the engine and the names known are the same as then."""
    kept = _read_kept(source.id, engine.name, folder)
    if kept is None:
        return None
    now = (source.sha256, engine.version, registry_digest(context))
    return kept.extraction if (kept.sha256, kept.engine_version, kept.registry) == now else None


def _read_kept(source_id: str, engine: str, folder: Folder) -> Kept | None:
    """What is kept of a source; None where it is nothing, broken, or of another version."""
    data = folder.read(kept_path(source_id, engine))
    if data is None:
        return None
    try:
        kept = msgspec.json.decode(data, type=Kept)
    except msgspec.MsgspecError:
        return None
    return kept if kept.v == KEPT_VERSION else None
