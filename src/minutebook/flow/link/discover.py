"""Other names that a source shows an entity to go by: half of its name, or an abbreviation spelled out beside it."""

from collections.abc import Iterable, Iterator, Sequence

from minutebook.model.entity import Entity, EntityState, EntityType, Term
from minutebook.model.extraction import Mention
from minutebook.model.links import Discovered
from minutebook.model.source import Source
from minutebook.text import patterns as re
from minutebook.text.names import fold
from minutebook.text.roster import Candidate, thing_words

PART = "part of the name"
MIN_LETTERS = 4
"""A shorter beginning of a name is as likely another word."""


def discover(
    source: Source,
    found: Iterable[tuple[str, Candidate]],
    mentioned: Iterable[Mention],
    entities: Sequence[Entity],
    terms: Iterable[Term] = (),
) -> tuple[Discovered, ...]:
    """The new aliases that a source shows of things with a page, each once. ``found``: names and what they were linked to; ``terms``: what it spells out."""
    linked = list(found)
    taken: dict[str, str] = {}
    seen: dict[tuple[str, str], Discovered] = {}
    for alias, entity, reason in (
        *_halves(linked),
        *_beginnings(source, linked, mentioned),
        *_spelled_out(terms, entities),
    ):
        taken = taken or {fold(form): e.id for e in entities for form in (e.name, *e.aliases)}
        if entity.path and fold(alias) not in taken:
            seen.setdefault((entity.id, fold(alias)), Discovered(alias, entity.id, entity.type, entity.name, reason))
    return tuple(seen.values())


def _halves(found: Iterable[tuple[str, Candidate]]) -> Iterator[tuple[str, Entity, str]]:
    for name, candidate in found:
        shorter = len(thing_words(name)) < len(thing_words(candidate.entity.name))
        if candidate.entity.type is not EntityType.PERSON and candidate.reason.startswith(PART) and shorter:
            yield name, candidate.entity, "it was called so"


def _beginnings(
    source: Source, found: Iterable[tuple[str, Candidate]], mentioned: Iterable[Mention]
) -> Iterator[tuple[str, Entity, str]]:
    """Things whose whole name is nowhere in the source, but where they are first named its first words are."""
    texts = {u.id: u.text for u in source.utterances}
    things = [c.entity for _, c in found if c.entity.type is not EntityType.PERSON]
    known: dict[tuple[EntityType, str], Entity] = {(e.type, e.name): e for e in things}
    for mention in mentioned:
        entity = known.get((mention.type, mention.name))
        words = entity.name.split() if entity else []
        whole = re.compile(rf"\b{re.escape(' '.join(words))}\b", re.IGNORECASE)
        if entity is None or len(words) < 2 or any(whole.search(text) for text in texts.values()):
            continue
        said = " ".join(texts.get(i, "") for i in mention.evidence)
        for count in range(len(words) - 1, 0, -1):
            part = " ".join(words[:count])
            if len(part) >= MIN_LETTERS and re.search(rf"(?<!\w){re.escape(part)}(?!\w)", said):
                yield part, entity, "it was called so"
                break


def _spelled_out(terms: Iterable[Term], entities: Sequence[Entity]) -> Iterator[tuple[str, Entity, str]]:
    """``Customer Success (CS)``: the abbreviation of a name that something has."""
    listed = {fold(term.long): term for term in terms}
    if not listed:
        return
    for entity in entities:
        term = listed.get(fold(entity.name))
        if term and entity.type is not EntityType.PERSON and entity.state is EntityState.ACCEPTED:
            yield term.short, entity, f"“{term.long} ({term.short})” was said"
