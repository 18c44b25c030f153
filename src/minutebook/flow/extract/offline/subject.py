"""What a note is about and which type it has: the folder that it will be filed in."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from minutebook.flow.extract.offline.cast import Cast
from minutebook.flow.extract.offline.forum import Forum, find_forum
from minutebook.flow.extract.offline.seat import is_one_to_one
from minutebook.flow.extract.offline.segment import Talk
from minutebook.flow.extract.offline.side import is_partner, shows_organisation
from minutebook.model.entity import Context, Entity, EntityType
from minutebook.model.extraction import Mention, NoteType, Subject
from minutebook.model.source import Source, SourceKind
from minutebook.text.names import fold
from minutebook.text.roster import thing_words

Choice = tuple[NoteType | None, Subject | None]

MAIN = 3
"""Utterances that must name a project before it is what a meeting of a group is about: fewer is a passing word."""


def choose_subject(source: Source, talk: Talk, context: Context, cast: Cast, mentions: Sequence[Mention]) -> Choice:  # noqa: ARG001  all parts of the engine are called alike
    """The note's type and what it is filed under.

    In this order: an outside organisation that is present, a project in the title, a forum, a talk of two, the project that the talk is mostly
    about, the person who called a small group; else a journal note.
    """
    if _is_written(source, talk):
        return _choose_written(source, cast)
    people = _present(context, cast)
    others = [name for p in cast.participants if (name := p.name) and name != cast.me]
    titled = _titled(source, cast)
    counts = _count(cast)
    account = _outside(context, cast, people, titled, counts)
    one_to_one = is_one_to_one(source)
    group = not one_to_one and len(cast.participants) > 2
    project = titled.get(EntityType.PROJECT) or (_stated(cast) if group else None)
    forum = _forum(source, talk, titled) if group else None
    ours = EntityType.ACCOUNT not in titled and _is_ours(context, people)
    if account is not None and not (ours and (project or (forum and forum.specific))):
        partner = is_partner(account, people, context.me, talk)
        return (NoteType.PARTNERS if partner else NoteType.CUSTOMER), Subject(EntityType.ACCOUNT, account.name)
    if project is not None:
        return NoteType.PROJECTS, Subject(EntityType.PROJECT, project.name)
    if forum is not None and forum.specific:
        return NoteType.ROB, Subject(EntityType.FORUM, forum.name)
    size = len(cast.participants)
    told_apart = any(u.speaker for u in source.utterances)
    if others and (one_to_one or (size <= 2 and (told_apart or any(p.name in others for p in people)))):
        person = titled.get(EntityType.PERSON)
        name = person.name if person and person.name in others else others[0]
        return NoteType.PEOPLE, Subject(EntityType.PERSON, name)
    main = _main_project(cast, counts)
    if main is not None:
        return NoteType.PROJECTS, Subject(EntityType.PROJECT, main.name)
    if forum is not None:
        return NoteType.ROB, Subject(EntityType.FORUM, forum.name)
    if others and size <= SMALL:
        return NoteType.PEOPLE, Subject(EntityType.PERSON, others[0])
    return NoteType.JOURNAL, None


OPENING = 15
"""Utterances in which a meeting says what it is about."""
SMALL = 4
"""People in a group that is still filed under one of them."""


def _is_written(source: Source, talk: Talk) -> bool:
    """Whether nobody met in it: a memo, a checklist, a document whose header does not name several people."""
    if source.kind in (SourceKind.MEMO, SourceKind.CHECKLIST):
        return True
    return not talk.spoken and source.kind is not SourceKind.EMAIL and len(source.people) < 2


def _choose_written(source: Source, cast: Cast) -> Choice:
    titled = _titled(source, cast)
    if _TRAVEL.search(source.title):
        return NoteType.TRAVEL, None
    project = titled.get(EntityType.PROJECT)
    if project is not None and source.kind is SourceKind.DOCUMENT:
        return NoteType.PROJECTS, Subject(EntityType.PROJECT, project.name)
    return NoteType.JOURNAL, None


_TRAVEL = re.compile(r"\b(?:itinerary|trip|travel plan|boarding pass|flight details)\b", re.IGNORECASE)


def _present(context: Context, cast: Cast) -> list[Entity]:
    """Known people who take part."""
    names = {p.name for p in cast.participants}
    return [e for e in context.entities if e.type is EntityType.PERSON and e.name in names]


def _titled(source: Source, cast: Cast) -> dict[EntityType, Entity]:
    """What the title names, or else the file's name: the first of each type."""
    found: dict[EntityType, Entity] = {}
    for text in (source.title, *(part.name for part in source.parts)):
        for spot in cast.hearing.spots(re.sub(r"[_/&+-]+", " ", text)):
            entity = cast.choose(spot)
            if entity is not None and not (entity.type is EntityType.PERSON and entity.name == cast.me):
                found.setdefault(entity.type, entity)
    return found


def _stated(cast: Cast) -> Entity | None:
    """The project that somebody opens the meeting with: "this is the Lens Nine review"."""
    for heard in cast.hearing.heard[:OPENING]:
        for spot in heard.spots:
            entity = cast.choose(spot)
            if entity and entity.type is EntityType.PROJECT and _THIS_IS.search(heard.utterance.text[: spot.start]):
                return entity
    return None


_THIS_IS = re.compile(
    r"\b(?:this is|welcome to|we['’]re here (?:for|about)|here to talk about)(?: the| our)? $", re.IGNORECASE
)


def _count(cast: Cast) -> Counter[str]:
    """In how many utterances each known thing is named, by entity id."""
    counts: Counter[str] = Counter()
    for heard in cast.hearing.heard:
        counts.update({e.id for s in heard.spots if (e := cast.choose(s)) and e.type is not EntityType.PERSON})
    return counts


def _outside(
    context: Context, cast: Cast, people: Iterable[Entity], titled: dict[EntityType, Entity], counts: Counter[str]
) -> Entity | None:
    """The account whose people are present: the one with most of them, then the one named most."""
    accounts = [e for e in context.entities if e.type is EntityType.ACCOUNT and not _same(e, context.me.organisation)]
    present: Counter[str] = Counter()
    for person in people:
        for account in accounts:
            if person.name != cast.me and _same(account, person.organisation):
                present[account.id] += 1
    placed = {p.name for p in people if p.organisation}
    for participant in cast.participants:
        if participant.name not in placed and participant.name != cast.me:
            present.update(a.id for a in accounts if shows_organisation(participant, a))
    here = [a for a in accounts if present[a.id]]
    if not here:
        titled_account = titled.get(EntityType.ACCOUNT)
        return titled_account if titled_account in accounts and _has_strangers(cast, people) else None
    return max(here, key=lambda a: (present[a.id], a is titled.get(EntityType.ACCOUNT), counts[a.id]))


def _has_strangers(cast: Cast, people: Iterable[Entity]) -> bool:
    """Whether somebody takes part of whom the vault knows no organisation."""
    placed = {p.name for p in people if p.organisation}
    return any(p.name not in placed and p.name != cast.me for p in cast.participants)


def _is_ours(context: Context, people: Sequence[Entity]) -> bool:
    """Whether most of those present are of the owner's own organisation."""
    own = fold(context.me.organisation or "")
    return bool(own) and sum(fold(p.organisation or "") == own for p in people) * 2 > len(people)


def _same(account: Entity, organisation: str | None) -> bool:
    return bool(organisation) and fold(organisation or "") in map(fold, (account.name, *account.aliases))


def _forum(source: Source, talk: Talk, titled: dict[EntityType, Entity]) -> Forum | None:
    known = titled.get(EntityType.FORUM)
    return Forum(known.name, specific=True) if known is not None else find_forum(source, talk)


def _count_words(cast: Cast, projects: Sequence[Entity]) -> Counter[str]:
    """In how many utterances a word stands that tells a project from the other projects ("bearings")."""
    own = {
        p.id: {_singular(w) for form in (p.name, *p.aliases) for w in thing_words(form) if len(w) > 3} for p in projects
    }
    shared = Counter(word for words in own.values() for word in words)
    counts: Counter[str] = Counter()
    for heard in cast.hearing.heard:
        said = {_singular(word) for word in thing_words(heard.utterance.text)}
        counts.update(id_ for id_, words in own.items() if any(word in said and shared[word] == 1 for word in words))
    return counts


def _singular(word: str) -> str:
    return word.removesuffix("s")


def _main_project(cast: Cast, counts: Counter[str]) -> Entity | None:
    """The project named most, where it is named often and clearly more than the next."""
    projects = {e.id: e for e in cast.hearing.entities if e.type is EntityType.PROJECT and counts[e.id]}
    counts = _count_words(cast, list(projects.values())) | counts
    opening = {e.id for h in cast.hearing.heard[:OPENING] for s in h.spots if (e := cast.choose(s))}
    ranked = sorted(((counts[id_] + MAIN * (id_ in opening), id_) for id_ in projects), reverse=True)
    if not ranked or ranked[0][0] < MAIN or (len(ranked) > 1 and ranked[0][0] < 1.5 * ranked[1][0]):
        return None
    return projects[ranked[0][1]]
