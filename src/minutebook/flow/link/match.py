"""Names of one extraction matched to entities: linked where one is clearly meant, asked where several or a close one may be."""

from collections.abc import Iterable, Sequence

from minutebook.model.entity import Context, Entity, EntityState, EntityType
from minutebook.model.extraction import Extraction
from minutebook.model.links import Asked, Resolved
from minutebook.text.labels import is_generic
from minutebook.text.names import fold, split_name
from minutebook.text.roster import Candidate, Roster, clear_best, shared_words, thing_words, words_of
from minutebook.text.sound import CLOSE, likeness

PERSON = EntityType.PERSON
Key = tuple[EntityType, str]


class Matcher:
    """What each name of an extraction stands for. Names of ``never`` entities match nothing and are not proposed."""

    def __init__(self, extraction: Extraction, context: Context, entities: Sequence[Entity]) -> None:
        self._participants = [(p.name, p.email) for p in extraction.participants if p.name]
        said = words_of(_all_names(extraction))
        near = {e.id for e in context.entities}
        addresses = {email.lower() for _, email in self._participants if email}
        chosen = [
            e for e in entities if e.id in near or shared_words(e, said) or addresses & set(map(str.lower, e.emails))
        ]
        self._roster = Roster(chosen)
        self._never = {
            fold(form) for e in entities if e.state is EntityState.NEVER for form in (e.name, *e.aliases, *e.emails)
        }
        self._found: dict[Key, Candidate | None] = {}
        self._asked: dict[Key, Asked] = {}
        self._present: set[str] = set()
        for name, email in self._participants:
            found = self._roster.best(email) if email else None
            if found is not None and found.entity.type is PERSON:
                self._found[PERSON, name] = found
            found = self.find(name, PERSON)
            if found is not None:
                self._present.add(found.entity.id)
        for key in [key for key, found in self._found.items() if found is None]:
            del self._found[key]  # who else is present is known now

    def person(self, name: str | None) -> str | None:
        """The full name of a person as the registry has it; the name itself where nobody is meant."""
        return self.name(name, PERSON) if name else None

    def name(self, name: str, kind: EntityType) -> str:
        found = self.find(name, kind)
        return found.entity.name if found else name

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

    def asked(self) -> tuple[Asked, ...]:
        return tuple(self._asked.values())

    def _is_nobody(self, name: str, kind: EntityType) -> bool:
        return (kind is PERSON and is_generic(name)) or self.is_never(name)

    def _look_up(self, name: str, kind: EntityType) -> Candidate | None:
        candidates = self._roster.candidates(name, kind)
        best = clear_best(candidates)
        if best is None and candidates:
            tied = [c for c in candidates if candidates[0].score - c.score < 0.05 and c.entity.id in self._present]
            best = clear_best(tied)
        return best

    def _ask(self, name: str, kind: EntityType) -> None:
        several = self._roster.candidates(name, kind)[:5]
        if several:
            self._asked[kind, name] = Asked(
                name,
                tuple(map(_resolved, several)),
                "more than one may be meant" if len(several) > 1 else "may be misheard",
            )
            return
        close = [e for e in self._roster.entities if e.type is kind and _is_close(name, e)][:5]
        if close:
            candidates = tuple(_resolved(Candidate(e, 0.5, "close")) for e in close)
            self._asked[kind, name] = Asked(name, candidates, "nearly the same name")


def _resolved(found: Candidate) -> Resolved:
    entity = found.entity
    return Resolved(entity.name, entity.id, entity.type, entity.path, round(found.score, 3), found.reason)


def _is_close(name: str, entity: Entity) -> bool:
    """Whether a name may be another spelling of an entity's: alike in every part."""
    if entity.type is not PERSON:
        ours, theirs = "".join(thing_words(name)), "".join(thing_words(entity.name))
        return len(ours) >= 4 and _ratio(ours, theirs) >= 0.85
    said, known = split_name(name), split_name(entity.name)
    if said.is_short:
        return bool(said.given) and len(said.given) >= 4 and likeness(said.given, known.given) >= CLOSE
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
