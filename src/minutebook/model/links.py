"""Links: which entities and open tasks an extraction speaks of, and what a person must be asked."""

import msgspec

from minutebook.model.entity import Entity, EntityType, Term
from minutebook.model.extraction import Extraction


class Resolved(msgspec.Struct, frozen=True):
    """A name of the extraction that links to an accepted entity. ``score`` (0 to 1) and ``reason`` say how it was matched."""

    name: str
    entity_id: str
    type: EntityType
    path: str | None = None
    score: float = 1.0
    reason: str = ""


class Asked(msgspec.Struct, frozen=True):
    """A name that may be one of several entities: a person decides, nothing is guessed."""

    name: str
    candidates: tuple[Resolved, ...]
    reason: str


class Proposal(msgspec.Struct, frozen=True):
    """Somebody or something without a page that should be proposed as an entity."""

    type: EntityType
    name: str
    reason: str
    email: str | None = None
    organisation: str | None = None
    role: str | None = None
    partner: bool = False
    evidence: tuple[int, ...] = ()


class Discovered(msgspec.Struct, frozen=True):
    """Another name that something with a page turned out to go by, and how that was seen."""

    alias: str
    entity_id: str
    type: EntityType
    name: str
    reason: str


class Held(msgspec.Struct, frozen=True):
    """An item that is not proposed because the person would hardly keep it, and why."""

    kind: str
    text: str
    why: str


class Links(msgspec.Struct, frozen=True, kw_only=True):
    """The extraction with names as the registry has them and updates bound to open tasks; what its names link to."""

    extraction: Extraction
    resolved: tuple[Resolved, ...] = ()
    asked: tuple[Asked, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    discovered: tuple[Discovered, ...] = ()
    terms: tuple[Term, ...] = ()
    """Abbreviations that the source spells out and that are not known."""
    subject_entity: Entity | None = None
    held: tuple[Held, ...] = ()
    told: tuple[str, ...] = ()
    """Ids of earlier tasks whose news an earlier reading told: it stands as it is."""
