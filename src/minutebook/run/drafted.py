"""Where the files of a draft are now, also where its user put them."""

from collections.abc import Iterator
from hashlib import sha256

from msgspec.structs import replace

from minutebook.flow.outputs.draft import PAGE
from minutebook.model.record import DraftRecord
from minutebook.settings import Folders
from minutebook.store import Store
from minutebook.vault.vault import Folder

MOVED = ""
"""In place of the hash of a file that was moved: it is the user's, whatever its bytes."""


def find_draft(draft_id: str, store: Store, folder: Folder, folders: Folders) -> DraftRecord | None:
    """The record of a draft, as long as any of its files is where it was written; else with the places where they are now.

    A page is known by its id, the letter or calendar file beside it by its name, or wherever it is by its bytes.
    """
    record = store.record(DraftRecord, draft_id)
    if record is None or any(folder.read(path) is not None for path in record.paths):
        return record
    page = store.note_path(draft_id)
    found = [
        place
        for path, sha in zip(record.paths, record.sha256s, strict=True)
        if (place := _place(path, sha, page, folder, folders))
    ]
    return replace(record, paths=tuple(found), sha256s=(MOVED,) * len(found)) if found else record


def where_now(
    record: DraftRecord, store: Store, folder: Folder, folders: Folders, *, everywhere: bool = True
) -> DraftRecord:
    """The record with the places where its files are now; those that are gone are left out. ``everywhere``: looked for by their bytes, too."""
    page = store.note_path(record.id)
    listed = folders if everywhere else None
    places = {
        path: path if folder.read(path) is not None else _place(path, sha, page, folder, listed)
        for path, sha in zip(record.paths, record.sha256s, strict=True)
    }
    found = [(place, sha) for path, sha in zip(record.paths, record.sha256s, strict=True) if (place := places[path])]
    return replace(record, paths=tuple(p for p, _ in found), sha256s=tuple(sha for _, sha in found))


def _place(path: str, sha: str, page: str | None, folder: Folder, folders: Folders | None) -> str | None:
    return page if path.endswith(PAGE) else _find_file(path, sha, page, folder, folders)


def _find_file(path: str, sha: str, page: str | None, folder: Folder, folders: Folders | None) -> str | None:
    suffix = path[path.rindex(".") :]
    beside = page.removesuffix(PAGE) + suffix if page else None
    if beside and folder.read(beside) is not None:
        return beside
    if folders is None:
        return None
    return next(
        (p for p in _files(suffix, folder, folders) if sha256(folder.read(p) or b"").hexdigest() == sha),
        None,
    )


def _files(suffix: str, folder: Folder, folders: Folders) -> Iterator[str]:
    """The files of a kind that neither wait in the Inbox nor are sources."""
    apart = (f"{folders.inbox}/", f"{folders.sources}/")
    return (e.path for e in folder.entries() if e.path.endswith(suffix) and not e.path.startswith(apart))
