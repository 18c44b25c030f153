"""Where things are in the app: no address holds a path, each names something that the index has."""

from hashlib import sha256
from pathlib import PurePosixPath

from starlette.exceptions import HTTPException

from minutebook.model.record import DraftRecord, SourceRecord
from minutebook.store import Store
from minutebook.vault.vault import Vault


def note_key(path: str) -> str:
    """What a note is called in an address."""
    return sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:20]


def find_note(store: Store, key: str) -> str:
    """The note of that key. Raises HTTPException where the book has none."""
    found = next((entry.path for entry in store.documents() if note_key(entry.path) == key), None)
    if found is None:
        raise HTTPException(404, "The book has no such note (any more).")
    return found


def find_source(store: Store, source_id: str) -> SourceRecord:
    record = store.record(SourceRecord, source_id)
    if record is None or not record.rendering:
        raise HTTPException(404, "The book has no such source.")
    return record


def place_of(path: str, store: Store, block: str = "") -> str:
    """The address of a file of the book: its source's, its draft's, its entity's, or that of the note that it is."""
    at = f"#{block}" if block else ""
    source = next((r for r in store.latest(SourceRecord) if path == r.rendering or path in r.originals), None)
    if source:
        return f"/source/{source.source_id}{f'?at={block}' if block else ''}{at}"
    draft = next((r for r in store.latest(DraftRecord) if path in r.paths), None)
    if draft:
        return f"/drafts/{draft.id}"
    entity = next((e for e in store.pages() if e.path == path), None)
    return f"/entity/{entity.id}{at}" if entity else f"/note/{note_key(path)}{at}"


def follow(link: str, store: Store) -> str:
    """The address of what stands in a wikilink. Raises HTTPException where the book has no such note."""
    target, _, block = link.partition("#")
    path = store.find_document(target.strip())
    if path is None:
        place = place_of(target.strip(), store)
        if place.startswith("/note/"):
            raise HTTPException(404, f"The book has no note called {target!r} (any more).")
        return place
    return place_of(path, store, block.removeprefix("^") if block.startswith("^") else "")


def read(vault: Vault, path: str | None) -> str:
    """A note's text; empty where it is gone."""
    return (vault.read(path) or b"").decode("utf-8", "replace") if path else ""


AUDIO = {
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".webm": "audio/webm",
    ".mp4": "audio/mp4",
    ".aac": "audio/aac",
}


def find_audio(record: SourceRecord, vault: Vault) -> str | None:
    """The recording of a source: one of its files, or one of the same name beside them, inside the vault."""
    for original in record.originals:
        bare = PurePosixPath(original)
        for path in dict.fromkeys(
            (
                original,
                *(str(bare.with_name(f"{bare.name.split('.')[0]}{end}")) for end in AUDIO),
                *(str(bare.with_suffix(end)) for end in AUDIO),
            )
        ):
            place = vault.root / path
            is_audio = PurePosixPath(path).suffix.lower() in AUDIO and place.is_file()
            if is_audio and place.resolve().is_relative_to(vault.root.resolve()):
                return path
    return None
