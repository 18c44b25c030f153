"""What to know before meeting someone, gathered from the index and the notes."""

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec.structs import replace

from minutebook.flow.outputs.agenda import is_filed_with
from minutebook.flow.outputs.brief import write_brief
from minutebook.flow.outputs.meeting import Guest, write_meeting
from minutebook.model.book import BookNote, NoteText, Report
from minutebook.model.entity import Entity, EntityType
from minutebook.model.source import Event
from minutebook.run.guests import find_guests, is_met, say_when
from minutebook.run.naming import people_of
from minutebook.run.search import Library
from minutebook.text.names import fold

_DONE_DAYS = 90
_BRIEFED = 12
"""Guests of one meeting that are briefed; the others are named."""
_NOTES = 40
"""Notes that are read for one brief, the newest: what is older is found by search."""


def make_brief(library: Library, entity: Entity, today: date) -> Report:
    """The brief of one entity. What is private is left out."""
    vault, store = library.vault, library.store
    settings = vault.settings
    people = people_of(entity, [e for e in store.entities() if e.path not in library.hidden])
    notes = [n for n in store.notes() if n.path not in library.hidden and _concerns(n, entity, people, today)]
    notes.sort(key=lambda note: (note.date, note.path), reverse=True)
    texts = [NoteText(n.path, n.title, n.date, _read(library, n.path)) for n in notes[:_NOTES]]
    since = (today - timedelta(days=_DONE_DAYS)).isoformat()
    tasks = [t for t in store.tasks(settings.task_tag, ended_since=since) if t.path not in library.hidden]
    shown = entity.path if entity.path and entity.path not in library.hidden else None
    page = _read(library, shown) if shown else ""
    page = "\n".join(line for line in page.split("\n") if not library.comes_from_hidden(line))
    return write_brief(_by_given_name(entity, library), texts, tasks, page or None, settings.owner(), today, people)


def _by_given_name(entity: Entity, library: Library) -> Entity:
    """A person who also goes by the given name alone, where nobody else of the book has it."""
    given, _, rest = entity.name.partition(" ")
    people = [e.name for e in library.store.entities() if e.type is EntityType.PERSON and e.id != entity.id]
    others = (*people, library.vault.settings.owner().name)
    shared = any(fold(name).split()[:1] == [fold(given)] for name in others)
    if entity.type is not EntityType.PERSON or not rest or shared:
        return entity
    return replace(entity, aliases=tuple(dict.fromkeys((*entity.aliases, given))))


def choose_meeting(library: Library, coming: Iterable[Iterable[Event]], title: str = "") -> Event | None:
    """The first meeting among what comes: of this title (or that has its words), else one with somebody; None where there is none."""
    me, entities = library.vault.settings.owner(), library.store.entities()
    said = set(fold(title).split())
    alone: Event | None = None
    for events in coming:
        for event in events:
            if said:
                if said <= set(fold(event.title).split()):
                    return event
            elif is_met(event, me):
                if find_guests(event, entities, me):
                    return event
                alone = alone or event
    return alone


def brief_meeting(library: Library, event: Event, today: date) -> Report:
    """The brief of an entry of the calendar: of those who come, and of what its title names."""
    settings = library.vault.settings
    guests: list[Guest] = []
    for name, entity in find_guests(event, library.store.entities(), settings.owner()):
        seen = entity is not None and entity.path not in library.hidden
        told = sum(guest.brief is not None for guest in guests) < _BRIEFED
        brief = make_brief(library, entity, today) if entity and seen and told else None
        guests.append(Guest(name, entity, brief))
    return write_meeting(event.title or "Untitled entry", say_when(event, settings.zone()), guests)


def _concerns(note: BookNote, entity: Entity, people: Iterable[Entity], today: date) -> bool:
    """Whether a dated note is of a meeting with a person or an account's ``people``, or of or about anything else; one of a day to come is not yet."""
    if not is_day(note.date) or note.date > today.isoformat() or note.path == entity.path:
        return False
    names = {fold(form) for form in (entity.name, *entity.aliases)}
    told: Iterable[str] = note.people if entity.type is EntityType.PERSON else (*note.people, *note.mentioned)
    met = {fold(form) for person in people for form in (person.name, *person.aliases)}
    return (
        is_filed_with(note.path, entity)
        or any(fold(name) in names for name in told)
        or any(fold(name) in met for name in note.people)
    )


def is_day(text: str) -> bool:
    """Whether a note's date is one of the calendar; people write what they like into theirs."""
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _read(library: Library, path: str) -> str:
    return (library.vault.read(path) or b"").decode("utf-8", "replace")
