"""Whom an entry of the calendar concerns: those invited, and what its title names, as the book knows them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo

from minutebook.flow.adapt.schedule import span_of
from minutebook.model.entity import Entity, EntityState, EntityType, Me
from minutebook.model.source import Event, Header
from minutebook.text.names import fold, split_name
from minutebook.text.roster import CLEAR, Roster, thing_words

_THINGS = (EntityType.FORUM, EntityType.PROJECT, EntityType.ACCOUNT)


def find_guests(event: Event, entities: Sequence[Entity], me: Me) -> tuple[tuple[str, Entity | None], ...]:
    """Each one invited but the owner, then what the title names; with the entity where one is clearly meant."""
    roster = Roster(e for e in entities if e.state in {EntityState.ACCEPTED, EntityState.PROPOSED})
    found: dict[str, tuple[str, Entity | None]] = {}
    for person in event.people:
        if not _is_me(person, me):
            known = _find_person(person, roster)
            name = known.name if known else person.name or person.email or ""
            if known and known.emails and person.email and person.email not in map(str.lower, known.emails):
                name += " (known by another address)"
            found.setdefault(known.id if known else fold(name), (name, known))
    for entity in _named(event.title, roster.entities, me, people=not found):
        found.setdefault(entity.id, (entity.name, entity))
    return tuple(found.values())


def is_met(event: Event, me: Me) -> bool:
    """Whether the owner goes there: they did not decline."""
    return not set(event.declined) & {email.lower() for email in me.emails}


def say_when(event: Event, zone: tzinfo | None) -> str:
    """``Thu 12 Mar 2026, 10:00 to 11:00, Blue room``, in the vault's zone."""
    start, end = (moment.astimezone(zone) for moment in span_of(event, zone))
    until = f" to {_hour(end)}" if event.end else ""
    where = f", {event.location}" if event.location else ""
    return f"{start:%a} {start.day} {start:%b %Y}, {_hour(start)}{until}{where}"


def _hour(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def _is_me(person: Header, me: Me) -> bool:
    emails = {email.lower() for email in me.emails}
    names = {fold(name) for name in (me.name, *me.aliases) if name}
    return (person.email or "").lower() in emails or bool(person.name and fold(person.name) in names)


def _find_person(person: Header, roster: Roster) -> Entity | None:
    """By the address; else by the name, where it is written in full and one alone has it."""
    email = (person.email or "").lower()
    by_email = [e for e in roster.entities if e.type is EntityType.PERSON and email in map(str.lower, e.emails)]
    if len(by_email) == 1:
        return by_email[0]
    if not person.name or split_name(person.name).is_short:
        return None
    exact = roster.named(person.name, EntityType.PERSON)
    best = roster.best(person.name)
    if len(exact) == 1 or (best and best.score >= CLEAR and not (best.entity.emails and email)):
        return best.entity if best else None
    return None


def _named(title: str, entities: Sequence[Entity], me: Me, *, people: bool) -> Iterator[Entity]:
    """The pages whose whole name, or another that they go by, stands in the title; a person by the first name only where one has it."""
    words = f" {' '.join(thing_words(title))} "
    paged = [e for e in entities if e.path]
    for entity in paged:
        forms = (entity.name, *entity.aliases)
        if (entity.type in _THINGS or people) and any(f" {' '.join(thing_words(f))} " in words for f in forms if f):
            yield entity
    if people:
        mine = {fold(form).split()[0] for form in (me.name, *me.aliases) if form}
        for word in set(words.split()) - mine:
            called = [e for e in paged if e.type is EntityType.PERSON and fold(e.name).split()[:1] == [word]]
            if len(called) == 1:
                yield called[0]
