"""What to know before meeting someone, gathered from the index and the notes."""

from collections.abc import Iterable
from datetime import date, timedelta

from minutebook.flow.outputs.brief import write_brief
from minutebook.model.book import BookNote, NoteText, Report
from minutebook.model.entity import Entity, EntityType
from minutebook.run.search import Library
from minutebook.text.names import fold

_DONE_DAYS = 90
_NOTES = 40
"""Notes that are read for one brief, the newest: what is older is found by search."""


def make_brief(library: Library, entity: Entity, today: date) -> Report:
    """The brief of one entity. What is private is left out."""
    vault, store = library.vault, library.store
    settings = vault.settings
    notes = [note for note in store.notes() if note.path not in library.hidden and _concerns(note, entity, today)]
    notes.sort(key=lambda note: (note.date, note.path), reverse=True)
    texts = [NoteText(n.path, n.title, n.date, _read(library, n.path)) for n in notes[:_NOTES]]
    since = (today - timedelta(days=_DONE_DAYS)).isoformat()
    tasks = [t for t in store.tasks(settings.task_tag, ended_since=since) if t.path not in library.hidden]
    shown = entity.path if entity.path and entity.path not in library.hidden else None
    page = _read(library, shown) if shown else None
    return write_brief(entity, texts, tasks, page, settings.owner(), today)


def _concerns(note: BookNote, entity: Entity, today: date) -> bool:
    """Whether a dated note is of a meeting with a person, or of or about anything else; one of a day to come is not yet."""
    if not is_day(note.date) or note.date > today.isoformat() or note.path == entity.path:
        return False
    names = {fold(form) for form in (entity.name, *entity.aliases)}
    told: Iterable[str] = note.people if entity.type is EntityType.PERSON else (*note.people, *note.mentioned)
    folder = f"{entity.path.rpartition('/')[0]}/" if entity.path and entity.path.count("/") > 1 else "\0"
    return note.path.startswith(folder) or any(fold(name) in names for name in told)


def is_day(text: str) -> bool:
    """Whether a note's date is one of the calendar; people write what they like into theirs."""
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _read(library: Library, path: str) -> str:
    return (library.vault.read(path) or b"").decode("utf-8", "replace")
