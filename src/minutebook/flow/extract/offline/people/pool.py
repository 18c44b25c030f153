"""Everybody who may be meant in one source: known people, its owner, the names in its header and its labels."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from minutebook.flow.extract.offline.people.office import offices
from minutebook.model.entity import Context, Entity, EntityState, EntityType, Me
from minutebook.model.source import Header, Source, SourceKind
from minutebook.text.labels import Label, is_generic, read_label
from minutebook.text.names import fold
from minutebook.text.roster import Candidate, Roster, clear_best

PERSON = EntityType.PERSON


class Pool:
    """Known people and those whom the source itself names in full; the latter have an id that begins with ``new:``."""

    def __init__(self, source: Source, context: Context) -> None:
        self.entities: list[Entity] = [e for e in context.entities if e.state is not EntityState.NEVER]
        self.me = self._owner(context.me)
        self.headed: list[Entity] = []
        self.labelled: list[Entity] = []
        self._labels = [(s.label, s.name) for s in sorted(context.speakers, key=lambda s: s.source_id is None)]
        self.roster = Roster(self.entities)
        notes: dict[str, str] = {}
        for header in source.people:
            person = self.of_header(header)
            if person is not None and person not in self.headed:
                self.headed.append(person)
                notes[person.id] = header.note
        if source.kind is SourceKind.DOCUMENT:
            self.call(offices(self.entities, self.headed, notes, self.me))

    def call(self, forms: Mapping[str, Sequence[str]]) -> None:
        """People have these forms, by id, beside their names."""
        self.entities = [_also(entity, forms) for entity in self.entities]
        self.headed = [_also(entity, forms) for entity in self.headed]
        self.me = _also(self.me, forms) if self.me else None

    def _owner(self, me: Me) -> Entity | None:
        """The vault's owner as an entity; a known person of that name gets the settings' aliases and addresses too."""
        if not me.name:
            return None
        for index, entity in enumerate(self.entities):
            if entity.type is PERSON and (fold(entity.name) == fold(me.name) or set(entity.emails) & set(me.emails)):
                both = dict.fromkeys((*entity.aliases, *me.aliases)), dict.fromkeys((*entity.emails, *me.emails))
                organisation = entity.organisation or me.organisation
                merged = msgspec.structs.replace(
                    entity, aliases=tuple(both[0]), emails=tuple(both[1]), organisation=organisation
                )
                self.entities[index] = merged
                return merged
        owner = Entity("new:me", PERSON, me.name, me.aliases, me.emails, me.organisation)
        self.entities.append(owner)
        return owner

    def add(self, name: str, email: str | None = None) -> Entity:
        """A person whom only the source knows."""
        person = Entity(f"new:{fold(name)}", PERSON, name, emails=(email,) if email else ())
        if all(e.id != person.id for e in self.entities):
            self.entities.append(person)
            self.roster = Roster(self.entities)
        return person

    def at(self, address: str) -> Entity | None:
        """The known person who has an address."""
        folded = address.lower()
        return next((e for e in self.entities if e.type is PERSON and folded in map(str.lower, e.emails)), None)

    def of_header(self, header: Header) -> Entity | None:
        """The person whom a header names, by address first; one whom nobody knows becomes a new person."""
        known = self.roster.best(header.email) if header.email else None
        if known is None and header.name:
            label = read_label(header.name)
            known = self._best(label, ()) if label.name else None
            if known is None and label.name and not is_generic(label.name):
                return self.add(label.name, header.email)
        if known is None and header.email:
            name = read_label(header.email).name
            known = self.roster.best(name) if name else None
            return known.entity if known else self.add(name, header.email) if name else None
        return known.entity if known else None

    def read(self, label: str) -> tuple[Label, Entity | None]:
        """What a speaker label says, and the person that it names; a name that nobody has becomes a new person."""
        remembered = next((name for said, name in self._labels if fold(said) == fold(label)), None)
        if remembered is not None:
            known = self.roster.best(remembered)
            return Label(remembered), known.entity if known else self.add(remembered)
        read = read_label(label)
        if read.email and (by_address := self.roster.best(read.email)):
            return read, by_address.entity
        if read.name is None or self._is_place(read.name):
            return msgspec.structs.replace(read, name=None), None
        known = self._best(read, self.headed)
        person = known.entity if known else self.add(read.name, read.email)
        self.labelled.append(person)
        return read, person

    def _is_place(self, name: str) -> bool:
        """Whether a label is named for an organisation or project and not for a person: a room's or a site's device."""
        if self.roster.candidates(name):
            return False
        first = fold(name).split()
        things = (e for e in self.entities if e.type is not PERSON)
        return any(
            first[: len(words)] == words
            for e in things
            for form in (e.name, *e.aliases)
            if (words := fold(form).split())
        )

    def _best(self, label: Label, preferred: Sequence[Entity]) -> Candidate | None:
        """The person whom a label's name fits; of several, one whom the header or the note beside the name points to."""
        found = self.roster.candidates(label.name or "")
        best = clear_best(found)
        if best is not None or not found:
            return best
        tied = [c for c in found if found[0].score - c.score < 0.05]
        return _only(c for c in tied if c.entity in preferred) or _only(c for c in tied if _is_of(c.entity, label.note))


def _also(person: Entity, forms: Mapping[str, Sequence[str]]) -> Entity:
    more = forms.get(person.id)
    return msgspec.structs.replace(person, aliases=(*person.aliases, *more)) if more else person


def _is_of(person: Entity, note: str | None) -> bool:
    return bool(note and person.organisation and fold(person.organisation) == fold(note))


def _only(candidates: Iterable[Candidate]) -> Candidate | None:
    found = list(candidates)
    return found[0] if len(found) == 1 and found[0].score >= 0.6 else None
