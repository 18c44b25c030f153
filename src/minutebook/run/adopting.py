"""A note of the person's own that is called like somebody or something: it becomes the page."""

from pathlib import PurePosixPath

from minutebook.errors import UserError
from minutebook.model.record import EntityRecord
from minutebook.run.registry import read_text
from minutebook.run.session import Desk
from minutebook.store.pages import read_page
from minutebook.text.filenames import fold_stem, safe_stem
from minutebook.vault.frontmatter import BrokenFrontmatter, Value, read_fields, set_field


def own_note(desk: Desk, name: str) -> str | None:
    """The only note that is called so, where a person wrote it and it is no page of anything."""
    pages = {e.path for e in desk.store.entities()}
    stem = fold_stem(safe_stem(name))
    found = [note for note in desk.store.notes() if fold_stem(PurePosixPath(note.path).stem) == stem]
    free = [note.path for note in found if note.path not in pages and not note.id and not note.date]
    return free[0] if len(found) == 1 and free else None


def adopted_text(desk: Desk, wanted: EntityRecord, path: str) -> str:
    """The note's text as a page: its properties say so, nothing else of it changes. Raises UserError where it says that it is something else."""
    text = read_text(desk, path)
    fields: dict[str, Value] = {
        "type": wanted.entity.value,
        "id": wanted.id,
        "aliases": wanted.aliases,
        "email": wanted.emails,
    }
    fields |= {"organisation": wanted.organisation or "", "role": wanted.role or "", "partner": wanted.partner}
    try:
        for key, value in fields.items():
            text = set_field(text, key, value, keep="missing") if value else text
    except BrokenFrontmatter as error:
        raise UserError(f"{path}: {error}; repair it, then try again") from error
    page = read_page(path, read_fields(text), desk.settings.folders, text)
    if page is None or page.type is not wanted.entity:
        raise UserError(
            f"{path} is called {wanted.name} but says that it is something else; write `type: {wanted.entity}` into its properties, or rename it, then try again (nothing was changed)"
        )
    return text
