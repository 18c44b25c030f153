"""Names of one extraction matched to entities: linked where one is clearly meant, asked where several or a close one may be."""

from collections.abc import Iterable, Sequence

from minutebook.flow.link.evidence import (
    FULL,
    Scene,
    contradicts,
    domain_of,
    is_backed,
    names_in_full,
    narrow,
    said_around,
    strangers_called,
)
from minutebook.model.entity import Context, Entity, EntityState, EntityType, Registry
from minutebook.model.extraction import Extraction
from minutebook.model.links import Asked, Resolved
from minutebook.model.source import Source
from minutebook.text.ids import stable_id
from minutebook.text.labels import is_generic
from minutebook.text.names import are_names_apart, are_nicknames, fold, split_name
from minutebook.text.roster import CLEAR, MARGIN, Candidate, Roster, clear_best, shared_words, thing_words, words_of
from minutebook.text.sound import likeness

PERSON = EntityType.PERSON
Key = tuple[EntityType, str]
EXACT = 0.99
"""Score from which a name is the entity's own, an alias of it, or was said to mean it."""
NOTHING = Registry()


class Matcher:
    """What each name of an extraction stands for. Names of ``never`` entities match nothing and are not proposed."""

    def __init__(
        self,
        extraction: Extraction,
        context: Context,
        entities: Sequence[Entity],
        registry: Registry = NOTHING,
        source: Source | None = None,
    ) -> None:
        self._own = {fold(name) for name in (context.me.name, *(a for a in context.me.aliases if " " in a)) if name}
        self._emails = {p.name: p.email for p in extraction.participants if p.name and p.email}
        said = words_of(_all_names(extraction))
        near = {e.id for e in context.entities} | {c.entity_id for c in registry.confirmed}
        addresses = {email.lower() for email in self._emails.values()}
        chosen = [
            e
            for e in entities
            if e.id in near
            or shared_words(e, said)
            or (addresses and not addresses.isdisjoint(map(str.lower, e.emails)))
        ]
        self._roster = Roster(chosen)
        self._registry = registry
        self._title = fold(source.title if source else extraction.title)
        self._source = source
        self._where = {(m.type, m.name): m.evidence for m in extraction.mentioned}
        self._never = {
            fold(form) for e in entities if e.state is EntityState.NEVER for form in (e.name, *e.aliases, *e.emails)
        }
        self._found: dict[Key, Candidate | None] = {}
        self._asked: dict[Key, Asked] = {}
        self._full: dict[str, str] = {}
        self._initials: dict[tuple[EntityType, str], list[Entity]] = {}
        self._scene = self._see(extraction)

    def _see(self, extraction: Extraction) -> Scene:
        """What the source says beside each name; names in full and addresses alone are looked up for it."""
        present: dict[str, str] = {}
        for p in extraction.participants:
            found = self._roster.best(p.email) if p.email else None
            if found is not None and found.entity.type is PERSON and p.name:
                self._found[PERSON, p.name] = found
            elif p.name and not self._is_nobody(p.name, PERSON):
                found = clear_best(self._fitting(p.name, PERSON))
                found = found if found is not None and _is_sure(p.name, found) else None
            if found is not None and p.name:
                present[found.entity.id] = found.entity.name
        full, strangers = set(), []
        for name in names_in_full(extraction):
            best = clear_best(self._fitting(name, PERSON))
            if best is not None and _is_sure(name, best):
                full.add(best.entity.id)
            elif best is None and not self._fitting(name, PERSON) and not self._is_nobody(name, PERSON):
                strangers.append(name)
        things = [(m.type, m.name) for m in extraction.mentioned if m.type is not PERSON]
        subject = extraction.subject
        things += [(subject.type, subject.name)] if subject and subject.type is not PERSON else []
        exact = [e for kind, name in things for e in self._roster.named(name, kind)]
        about = {fold(form) for e in exact if e.type is EntityType.ACCOUNT for form in (e.name, *e.aliases)}
        about |= {fold(name) for kind, name in things if kind is EntityType.ACCOUNT}
        people = [p.name for p in extraction.participants if p.name]
        return Scene(
            frozenset(present),
            frozenset(full | {e.id for e in exact}),
            tuple(strangers),
            frozenset(about | {domain_of(email) for email in self._emails.values()}),
            tuple(dict.fromkeys([*present.values(), *people])),
        )

    def person(self, name: str | None) -> str | None:
        """The full name of a person as the registry has it; the name itself where nobody is meant."""
        return self.name(name, PERSON) if name else None

    def name(self, name: str, kind: EntityType) -> str:
        found = self.find(name, kind)
        return found.entity.name if found else (self._full.get(name, name) if kind is PERSON else name)

    def any_name(self, name: str) -> str:
        """The registry's name of whatever a name means, things before people."""
        kinds = (EntityType.ACCOUNT, EntityType.PROJECT, EntityType.FORUM, PERSON)
        best = max((f for kind in kinds if (f := self._look_up(name, kind))), key=lambda f: f.score, default=None)
        return self.name(name, best.entity.type) if best else name

    def entity(self, name: str, kind: EntityType) -> Entity | None:
        found = self.find(name, kind)
        return found.entity if found else None

    def is_never(self, name: str) -> bool:
        return fold(name) in self._never

    def is_asked(self, name: str, kind: EntityType) -> bool:
        return (kind, name) in self._asked

    def find(self, name: str, kind: EntityType) -> Candidate | None:
        """The entity that a name clearly stands for; what is close instead is remembered as a question."""
        key = (kind, name)
        if key not in self._found:
            self._found[key] = None if self._is_nobody(name, kind) else self._look_up(name, kind)
            if self._found[key] is None and not self._is_nobody(name, kind):
                self._ask(name, kind)
        return self._found[key]

    def resolved(self) -> tuple[Resolved, ...]:
        """Names that link to an accepted entity, each entity once."""
        links: dict[str, Resolved] = {}
        for found in self._found.values():
            if found is not None and found.entity.state is EntityState.ACCEPTED:
                best = links.get(found.entity.id)
                if best is None or found.score > best.score:
                    links[found.entity.id] = _resolved(found)
        return tuple(links.values())

    def found(self) -> tuple[tuple[str, Candidate], ...]:
        """Each name that was linked, and to what."""
        return tuple((name, found) for (_, name), found in self._found.items() if found is not None)

    def asked(self) -> tuple[Asked, ...]:
        return tuple(self._asked.values())

    def _is_nobody(self, name: str, kind: EntityType) -> bool:
        return (kind is PERSON and is_generic(name)) or self.is_never(name)

    def _is_own(self, name: str, kind: EntityType) -> bool:
        """Whether a name is the owner's in full: nobody else's is longer by a name, misheard or misspelled."""
        return kind is PERSON and fold(name) in self._own

    def _fitting(self, name: str, kind: EntityType) -> list[Candidate]:
        """The candidates of a name, less those that its address, or a person, says are others."""
        email = self._emails.get(name) if kind is PERSON else None
        own, mine = stable_id("entity", kind, fold(name)), self._is_own(name, kind)
        return [
            c
            for c in self._roster.candidates(name, kind)
            if not contradicts(c.entity, email)
            and frozenset({own, c.entity.id}) not in self._registry.apart
            and (not mine or (c.score >= EXACT and c.entity.state is EntityState.ACCEPTED))
        ]

    def _look_up(self, name: str, kind: EntityType) -> Candidate | None:
        decided = self._decided(name, kind)
        if decided is not None:
            return decided
        candidates = self._fitting(name, kind)
        here = self._scene.present | self._scene.full
        if kind is PERSON and (strangers := strangers_called(name, self._scene)):
            if not any(c.entity.id in here for c in candidates):
                self._full.update({name: strangers[0]} if len(strangers) == 1 else {})
            return None
        best = clear_best(candidates)
        if best is None and candidates and candidates[0].score >= CLEAR:
            tied = [c for c in candidates if candidates[0].score - c.score < MARGIN]
            left, reason = narrow(tied, self._scene, self._registry, self._said(name, kind))
            return Candidate(left[0].entity, left[0].score, f"{left[0].reason}; {reason}") if len(left) == 1 else None
        if best is not None and kind is PERSON and not self._is_strong(name, best):
            return None
        return best

    def _is_strong(self, name: str, best: Candidate) -> bool:
        """Whether a single candidate may be linked: a name written in full, or a short one that more than the name speaks for."""
        if _is_sure(name, best) or best.entity.id in self._scene.present | self._scene.full:
            return True
        return split_name(name).is_short and is_backed(best, self._scene, self._registry)

    def _decided(self, name: str, kind: EntityType) -> Candidate | None:
        """Whom a person said that a name means, in meetings of this title before everywhere."""
        said = fold(name)
        for context in (self._title, ""):
            for c in self._registry.confirmed:
                if (c.name, c.type, c.context) == (said, kind, context):
                    entity = next((e for e in self._roster.entities if e.id == c.entity_id), None)
                    return Candidate(entity, EXACT, "you said so") if entity else None
        return None

    def _is_settled(self, name: str, kind: EntityType) -> bool:
        """Whether a person said that none of those known is meant."""
        said = {(c.name, c.type, c.context) for c in self._registry.confirmed if not c.entity_id}
        return bool({(fold(name), kind, self._title), (fold(name), kind, "")} & said)

    def _said(self, name: str, kind: EntityType) -> frozenset[str]:
        evidence = self._where.get((kind, name), ())
        return said_around(self._source, evidence) if self._source and evidence else frozenset()

    def _ask(self, name: str, kind: EntityType) -> None:
        if name in self._full or self._is_own(name, kind) or self._is_settled(name, kind):
            return
        several = self._fitting(name, kind)[:5]
        if several:
            why = "more than one may be meant" if len(several) > 1 else "only part of the name, and nothing else, fits"
            heard = all("misheard" in c.reason for c in several)
            self._asked[kind, name] = Asked(name, tuple(map(_resolved, several)), "may be misheard" if heard else why)
            return
        namesakes = [c for c in self._roster.candidates(name, kind) if contradicts(c.entity, self._emails.get(name))]
        own = stable_id("entity", kind, fold(name))
        apart = {other for pair in self._registry.apart if own in pair for other in pair}
        close = namesakes or [
            Candidate(e, 0.5, "nearly the same name")
            for e in self._alike(name, kind)
            if e.id not in apart and _is_close(name, e)
        ]
        if close:
            reason = "another address" if namesakes else "nearly the same name"
            self._asked[kind, name] = Asked(name, tuple(map(_resolved, close[:5])), reason)

    def _alike(self, name: str, kind: EntityType) -> Sequence[Entity]:
        """The entities that may be spelled nearly as a name: surnames, or names of things, that begin alike."""
        if not self._initials:
            for entity in self._roster.entities:
                self._initials.setdefault((entity.type, _initial(entity.name, entity.type)), []).append(entity)
        return self._initials.get((kind, _initial(name, kind)), ())


def _initial(name: str, kind: EntityType) -> str:
    if kind is PERSON:
        split = split_name(name)
        return "" if split.is_short else split.surname[:1]
    return fold(name)[:1]


def _is_sure(name: str, found: Candidate) -> bool:
    """Whether a name is written in full and fits by its own words."""
    said, known = split_name(name), split_name(found.entity.name)
    if found.score >= EXACT or said.is_short:
        return found.score >= EXACT
    return found.score >= FULL and not (
        are_nicknames(said.given, known.given) and are_names_apart(said.given, known.given)
    )


def _resolved(found: Candidate) -> Resolved:
    entity = found.entity
    return Resolved(entity.name, entity.id, entity.type, entity.path, round(found.score, 3), found.reason)


def _is_close(name: str, entity: Entity) -> bool:
    """Whether a name may be another spelling of an entity's: alike in every part."""
    if entity.type is not PERSON:
        ours, theirs = "".join(thing_words(name)), "".join(thing_words(entity.name))
        return len(ours) >= 4 and _ratio(ours, theirs) >= 0.85
    said, known = split_name(name), split_name(entity.name)
    return (
        _ratio(said.surname, known.surname) >= 0.75
        and max(likeness(said.given, known.given), _ratio(said.given, known.given)) >= 0.75
    )


def _ratio(a: str, b: str) -> float:
    from rapidfuzz.distance import JaroWinkler

    return JaroWinkler.normalized_similarity(a, b) if a and b else 0.0


def _all_names(extraction: Extraction) -> Iterable[str]:
    yield from (p.name for p in extraction.participants if p.name)
    yield from (m.name for m in extraction.mentioned)
    yield from (name for t in extraction.tasks for name in (t.owner, t.owed_to) if name)
    yield from (name for u in extraction.updates for name in (u.owner, u.new_owner) if name)
    yield from (name for f in extraction.facts for name in f.about)
    yield from (text for c in extraction.contacts for text in (c.name, c.org) if text)
    if extraction.subject:
        yield extraction.subject.name
