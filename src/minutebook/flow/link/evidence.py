"""What tells which of several entities a name means, strongest first; what leaves more than one is asked."""

from collections.abc import Callable, Collection, Iterator, Sequence

import msgspec

from minutebook.model.entity import Entity, EntityType, Registry
from minutebook.model.extraction import Extraction
from minutebook.model.source import Source
from minutebook.text.names import fold, split_name
from minutebook.text.roster import Candidate, match_person
from minutebook.text.words import content_words

FULL = 0.8
"""Score from which a full name fits a shorter one by its own words, and not by sound."""
OFTEN = 5
"""Times oftener that one of two met those present, from which history tells them apart: less would be a guess."""
_PUBLIC = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com yahoo.com icloud.com gmx.de gmx.net web.de proton.me".split()
)

Test = Callable[[Entity], bool]


class Scene(msgspec.Struct, frozen=True):
    """What a source says beside a name: who is there, what it is about, what was said where the name stands."""

    present: frozenset[str]
    """Ids of the entities that take part."""
    full: frozenset[str]
    """Ids of the entities that it names in full."""
    strangers: tuple[str, ...]
    """Full names in it that are nobody's known."""
    organisations: frozenset[str]
    """Folded names of what it is about, and the mail domains of those who take part."""
    people: tuple[str, ...]
    """Names of those who take part."""


def names_in_full(extraction: Extraction) -> Iterator[str]:
    """The names of people with more than one part, of those present first."""
    names = [p.name for p in extraction.participants if p.name]
    names += [m.name for m in extraction.mentioned if m.type is EntityType.PERSON]
    yield from dict.fromkeys(name for name in names if not split_name(name).is_short)


def strangers_called(name: str, scene: Scene) -> list[str]:
    """The full names of people not known that a shorter name of the same source may stand for."""
    said = split_name(name)
    if not said.is_short:
        return []
    fits = ((full, match_person(said, split_name(full))) for full in scene.strangers)
    return [full for full, match in fits if match and match[0] >= FULL]


def narrow(
    candidates: Sequence[Candidate], scene: Scene, registry: Registry, said: Collection[str]
) -> tuple[tuple[Candidate, ...], str]:
    """The candidates that the source itself, and then history, leave; and what told them apart."""
    tests: tuple[tuple[str, Test], ...] = (
        ("takes part", lambda e: e.id in scene.present),
        ("named in full there", lambda e: e.id in scene.full),
        ("of the organisation that it is about", lambda e: _belongs(e, scene)),
        ("named with it", lambda e: bool(_own_words(e) & set(said))),
    )
    left = tuple(candidates)
    for reason, test in tests:
        kept = tuple(c for c in left if test(c.entity))
        if len(kept) == 1:
            return kept, reason
        left = kept or left
    usual = _usually_there(left, scene, registry)
    return ((usual,), "usually meets those present") if usual else (left, "")


def is_backed(candidate: Candidate, scene: Scene, registry: Registry) -> bool:
    """Whether anything but the first name itself speaks for a candidate; without a history to ask, the name is enough."""
    entity = candidate.entity
    if entity.id in scene.present | scene.full or _belongs(entity, scene) or registry.met is None:
        return True
    return bool(scene.people) and registry.met(entity.name, _others(entity, scene)) > 0


def contradicts(entity: Entity, email: str | None) -> bool:
    """Whether an address speaks against being somebody of whom only other addresses, of other organisations, are known."""
    if not email or not entity.emails or email.lower() in map(str.lower, entity.emails):
        return False
    return domain_of(email) not in {domain_of(known) for known in entity.emails}


def domain_of(email: str) -> str:
    """The organisation's part of an address; all of it where the domain is anybody's."""
    domain = email.lower().rpartition("@")[2]
    return email.lower() if domain in _PUBLIC else domain


def _others(entity: Entity, scene: Scene) -> tuple[str, ...]:
    own = {fold(name) for name in (entity.name, *entity.aliases)}
    return tuple(name for name in scene.people if fold(name) not in own)


def _usually_there(candidates: Sequence[Candidate], scene: Scene, registry: Registry) -> Candidate | None:
    """The candidate who met those present far oftener than the others did."""
    if registry.met is None or not scene.people:
        return None
    met = registry.met
    counts = sorted(((met(c.entity.name, _others(c.entity, scene)), n) for n, c in enumerate(candidates)), reverse=True)
    if len(counts) < 2 or counts[0][0] < max(2, OFTEN * counts[1][0]):
        return None
    return candidates[counts[0][1]]


def _belongs(entity: Entity, scene: Scene) -> bool:
    domains = {domain_of(email) for email in entity.emails}
    return (
        entity.organisation is not None and fold(entity.organisation) in scene.organisations
    ) or not domains.isdisjoint(scene.organisations)


def _own_words(entity: Entity) -> frozenset[str]:
    return frozenset(content_words(entity.organisation or ""))


def said_around(source: Source, evidence: Collection[int]) -> frozenset[str]:
    """The content words of the utterances where a name stands."""
    return frozenset(word for u in source.utterances if u.id in evidence for word in content_words(u.text))
