"""Who and what is talked about: people who are not present, projects, accounts, forums."""

from minutebook.flow.extract.offline.cast import Cast
from minutebook.flow.extract.offline.segment import Talk
from minutebook.model.entity import Context, Entity, EntityType
from minutebook.model.extraction import Mention, Subject
from minutebook.model.source import Source
from minutebook.text.names import fold


def find_mentions(talk: Talk, source: Source, context: Context, cast: Cast) -> tuple[Mention, ...]:  # noqa: ARG001  all parts of the engine are called alike
    """Each person or thing talked about once, where first named. The owner's own organisation is left out."""
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
            if kind is EntityType.PERSON and cast.is_present(name):
                continue
            if kind is EntityType.ACCOUNT and entity is not None and _is_own(entity, own):
                continue
            found.setdefault((kind, name), Mention(kind, name, (heard.utterance.id,)))
    return tuple(found.values())


def without_subject(mentions: tuple[Mention, ...], subject: Subject | None) -> tuple[Mention, ...]:
    """What an extraction lists as mentioned: not what its note is filed under."""
    return tuple(m for m in mentions if subject is None or (m.type, m.name) != (subject.type, subject.name))


def _is_own(account: Entity, own: str) -> bool:
    return bool(own) and own in map(fold, (account.name, *account.aliases))
