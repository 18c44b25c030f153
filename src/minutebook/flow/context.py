"""What the vault already knows that matters for reading one source."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from operator import itemgetter

import msgspec

from minutebook.model.entity import Context, Entity, EntityState, Me, SpeakerLabel, Term
from minutebook.model.source import Source
from minutebook.text import patterns as re
from minutebook.text.names import fold
from minutebook.text.roster import shared_words, words_of

BOUND = 400
"""Entities that an engine is given at most: a vault of hundreds of pages is given whole, so that misheard names are found too."""

_CAPITALS = re.compile(r"[A-Z][A-Z0-9&]+")
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")


def build_context(
    source: Source,
    me: Me,
    entities: Sequence[Entity],
    speakers: Sequence[SpeakerLabel],
    *,
    every_mail: bool = False,
    terms: Sequence[Term] = (),
) -> Context:
    """The owner, the entities that the source may speak of, and what was said of its speaker labels.

    Within the bound all entities are kept; beyond it those whose names or addresses occur, most words first. What is not to be proposed
    again (state ``never``) is kept only where it occurs.
    """
    if len(entities) <= BOUND and all(e.state is not EntityState.NEVER for e in entities):
        chosen: Iterable[Entity] = entities
    else:
        chosen = _occurring(source, entities)
    labels = tuple(
        s for s in speakers if s.source_id == source.id or (s.source_id is None and s.title in (None, source.title))
    )
    return Context(me, tuple(chosen), labels, every_mail, _used(source, terms))


def _used(source: Source, terms: Sequence[Term]) -> tuple[Term, ...]:
    """The abbreviations that a source has, as they are written."""
    if not terms:
        return ()
    said = {word for text in (source.title, *(u.text for u in source.utterances)) for word in _CAPITALS.findall(text)}
    return tuple(term for term in terms if term.short in said)


def _occurring(source: Source, entities: Sequence[Entity]) -> list[Entity]:
    """Entities whose names or addresses occur in the source, then others up to the bound, each group in the order given."""
    texts = [source.title, *(u.text for u in source.utterances), *{u.speaker for u in source.utterances if u.speaker}]
    texts += [f"{p.name or ''} {p.email or ''}" for p in source.people] + [part.name for part in source.parts]
    said = words_of(texts)
    addresses = {a.lower() for text in texts if "@" in text for a in _ADDRESS.findall(text)}
    ranked: list[tuple[int, int, Entity]] = []
    others: list[tuple[int, int, Entity]] = []
    for order, entity in enumerate(entities):
        addressed = addresses and not addresses.isdisjoint(map(str.lower, entity.emails))
        hits = 9 if addressed else shared_words(entity, said)
        if hits:
            ranked.append((-hits, order, entity))
        elif len(others) < BOUND and entity.state is not EntityState.NEVER:
            others.append((0, order, entity))
    ranked.sort(key=itemgetter(0, 1))
    return [entity for _, _, entity in sorted([*ranked, *others][:BOUND], key=itemgetter(1))]


def registry_digest(context: Context) -> str:
    """A hash of what an engine is told of the vault: part of the key under which extractions are kept."""
    known = sorted(context.entities, key=lambda e: (e.type, fold(e.name), e.id))
    told = [(e.type, e.name, e.aliases, e.emails, e.organisation, e.role, e.state, e.partner) for e in known]
    labels = [(s.label, s.name) for s in context.speakers]
    terms = [[(t.short, t.long) for t in context.terms]] if context.terms else []
    return blake2b(
        msgspec.json.encode((context.me, told, labels, *([True] if context.every_mail else []), *terms)), digest_size=16
    ).hexdigest()
