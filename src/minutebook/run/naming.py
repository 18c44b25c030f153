"""Whom and what a person means by a name on the command line: resolved as a name in a meeting is, and never guessed."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from minutebook.errors import UserError
from minutebook.model.entity import Entity, EntityState, EntityType, Me
from minutebook.run.proposals import entity_id
from minutebook.text.dates import find_dates
from minutebook.text.names import fold
from minutebook.text.roster import Candidate, Roster, clear_best

_MONTHS = (
    "january february march april may june july august september october november december"
    " jan feb mar apr may jun jul aug sep oct nov dec"
).split()
THINGS = (EntityType.PROJECT, EntityType.ACCOUNT, EntityType.FORUM)


def find_entity(name: str, entities: Iterable[Entity], kinds: Sequence[EntityType] = tuple(EntityType)) -> Entity:
    """The one entity that a name, an alias, an address or an unmistakable part of one stands for.

    Raises UserError that lists all it may stand for, or says that nothing is called so.
    """
    roster = Roster(entities)
    found = [c for kind in kinds for c in roster.candidates(name, kind)]
    found.sort(key=lambda c: (-c.score, c.entity.state is not EntityState.ACCEPTED, c.entity.name))
    best = clear_best(found) or _only_page(found)
    if best is not None:
        return best.entity
    beginning = [] if found else _beginning_so(name, roster, kinds)
    if len(beginning) == 1:
        return beginning[0].entity
    close = [c for c in found if c.score >= found[0].score - 0.2][:6] or beginning[:6]
    if close:
        listed = "".join(f"\n  {c.entity.name}{_described(c.entity)}" for c in close)
        raise UserError(f"{name!r} is not clear; say which you mean in full:{listed}")
    raise UserError(
        f"nobody and nothing in the book is called {name!r}; `minutebook search` looks for words in the notes"
    )


def with_houses(entities: Iterable[Entity], hidden: Collection[str] = ()) -> tuple[Entity, ...]:
    """The entities, and as accounts without a page the organisations to which known people belong; not what only ``hidden`` pages tell."""
    every = tuple(entities)
    told = {fold(form) for e in every if e.type is EntityType.ACCOUNT for form in (e.name, *e.aliases)}
    people = (e for e in every if e.type is EntityType.PERSON and e.path not in hidden)
    houses = {fold(e.organisation): e.organisation for e in people if e.organisation}
    found = (
        Entity(entity_id(EntityType.ACCOUNT, name), EntityType.ACCOUNT, name, state=EntityState.PROPOSED)
        for folded, name in houses.items()
        if folded not in told
    )
    return (*every, *found)


def people_of(entity: Entity, entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """The known people who belong to an account; nobody belongs to anything else."""
    if entity.type is not EntityType.ACCOUNT:
        return ()
    names = {fold(form) for form in (entity.name, *entity.aliases)}
    people = (e for e in entities if e.type is EntityType.PERSON and e.state is not EntityState.NEVER)
    return tuple(e for e in people if e.organisation and fold(e.organisation) in names)


def _only_page(found: Sequence[Candidate]) -> Candidate | None:
    """Among equals the only one that a person accepted."""
    tied = [c for c in found if found[0].score - c.score < 0.05 and c.score >= 0.6]
    accepted = [c for c in tied if c.entity.state is EntityState.ACCEPTED]
    return accepted[0] if len(accepted) == 1 else None


def _beginning_so(name: str, roster: Roster, kinds: Sequence[EntityType]) -> list[Candidate]:
    said = fold(name)
    return [
        Candidate(e, 0.0, "beginning")
        for e in roster.entities
        if e.type in kinds and any(word.startswith(said) for word in fold(e.name).split())
    ]


def _described(entity: Entity) -> str:
    of = ", ".join(part for part in (entity.role, entity.organisation) if part)
    return f" ({entity.type}{f', {of}' if of else ''}{'' if entity.path else ', no page yet'})"


def find_owner(name: str, entities: Iterable[Entity], me: Me) -> str | None:
    """The name that stands on a task line for what a person said: ``Myself``, a known name in full, the words as they are; None for nobody."""
    said = fold(name)
    if said in {"nobody", "none", "no one", "-"}:
        return None
    people = [e for e in entities if e.type is EntityType.PERSON]
    first = fold(me.name).split(maxsplit=1)[:1]
    alone = not any(fold(e.name).split(maxsplit=1)[:1] == [said] for e in people)
    if said in {"me", "myself", "i", *map(fold, (me.name, *me.aliases))} or (said in first and alone):
        return "Myself"
    roster = Roster(people)
    found = roster.candidates(name)
    if found and found[0].score >= 0.6:
        return find_entity(name, people, (EntityType.PERSON,)).name
    return " ".join(name.split())


def read_day(words: str, today: date) -> date:
    """The day that words name, said today. Raises UserError where they name none."""
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        days = [span.value for span in find_dates(words, today) if span.value]
    if not days:
        raise UserError(f"{words!r} names no day; say for example Friday, in two weeks, end of the month, 2026-03-20")
    return days[0]


def read_past(words: str, today: date) -> date:
    """The day from which something is asked for: a day, a month or a year gone by, or how long ago. Raises UserError."""
    said = words.strip().lower()
    part = re.fullmatch(r"(\d{4})(?:-(\d{2}))?", said)
    ago = re.fullmatch(r"(?:last |past )?(\d+)?\s*(day|week|month|year)s?(?: ago)?", said)
    try:
        if part:
            return date(int(part[1]), int(part[2] or 1), 1)
        if ago:
            return today - timedelta(days=int(ago[1] or 1) * {"day": 1, "week": 7, "month": 30, "year": 365}[ago[2]])
        if said in _MONTHS:
            month = _MONTHS.index(said) % 12 + 1
            return date(today.year - (month > today.month), month, 1)
        if said == "yesterday":
            return today - timedelta(days=1)
        return date.fromisoformat(said)
    except (ValueError, OverflowError):
        day = next((span.value for span in find_dates(words, today) if span.value and span.value <= today), None)
    if day is None:
        raise UserError(f"{words!r} names no day gone by; say for example 2026-03-01, March, 30 days")
    return day
