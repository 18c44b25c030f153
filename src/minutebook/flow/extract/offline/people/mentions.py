"""Who and what is talked about: people who are not present, projects, accounts (those of people present too), forums."""

from collections.abc import Iterable
from itertools import chain

from minutebook.flow.extract.offline.people.cast import Cast
from minutebook.flow.extract.offline.talk.segment import Talk
from minutebook.model.entity import Context, Entity, EntityType
from minutebook.model.extraction import Mention, Subject
from minutebook.model.source import Source
from minutebook.text.names import fold


def find_mentions(talk: Talk, source: Source, context: Context, cast: Cast) -> tuple[Mention, ...]:
    """Each person or thing talked about once, where first named. The owner and their own organisation are left out."""
    said = {i for sentence in talk.sentences for i in sentence.utterances}
    own = fold(context.me.organisation or "")
    found: dict[tuple[EntityType, str], Mention] = {}
    for heard in cast.hearing.heard:
        if heard.utterance.id not in said:
            continue
        for spot in heard.spots:
            kind = spot.entities[0].type
            entity = cast.choose(spot)
            name = entity.name if entity else spot.said
            if kind is EntityType.PERSON and (cast.is_present(name) or name == cast.me):
                continue
            if kind is EntityType.ACCOUNT and entity is not None and _is_own(entity, own):
                continue
            found.setdefault((kind, name), Mention(kind, name, (heard.utterance.id,)))
    for account, first in _find_present(source, context, cast):
        if not _is_own(account, own):
            found.setdefault((account.type, account.name), Mention(account.type, account.name, (first,)))
    return tuple(found.values())


def _find_present(source: Source, context: Context, cast: Cast) -> Iterable[tuple[Entity, int]]:
    """The accounts of known people who take part, each with the utterance in which one of them first speaks or is named."""
    house = {e.name: fold(e.organisation) for e in context.entities if e.type is EntityType.PERSON and e.organisation}
    accounts = {
        fold(form): e for e in context.entities if e.type is EntityType.ACCOUNT for form in (e.name, *e.aliases)
    }
    for participant in cast.participants:
        name = participant.name or ""
        account = accounts.get(house.get(name, ""))
        if account is not None:
            spoke = (u.id for u in source.utterances if cast.name(u.speaker) == name)
            named = (
                h.utterance.id for h in cast.hearing.heard for s in h.spots if (e := cast.choose(s)) and e.name == name
            )
            first = next(chain(spoke, named), None)
            if first is not None:
                yield account, first


def without_subject(mentions: tuple[Mention, ...], subject: Subject | None) -> tuple[Mention, ...]:
    """What an extraction lists as mentioned: not what its note is filed under."""
    return tuple(m for m in mentions if subject is None or (m.type, m.name) != (subject.type, subject.name))


def _is_own(account: Entity, own: str) -> bool:
    return bool(own) and own in map(fold, (account.name, *account.aliases))
