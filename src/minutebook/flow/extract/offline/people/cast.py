"""Who is present, what each speaker label is called, and whom a name in the talk means."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import msgspec
import numpy as np

from minutebook.flow.extract.offline.people.floor import Floor, find_chances, read_floor
from minutebook.flow.extract.offline.people.hearing import Hearing
from minutebook.flow.extract.offline.people.office import claimed
from minutebook.flow.extract.offline.people.pool import Pool
from minutebook.flow.extract.offline.people.presence import Presence
from minutebook.flow.extract.offline.people.seat import (
    LOCAL,
    Seating,
    find_houses,
    find_seating,
    find_unlabelled,
    seat_voices,
)
from minutebook.flow.extract.offline.people.spot import Spot
from minutebook.flow.extract.offline.talk.line import Speakers
from minutebook.model.entity import Context, Entity, EntityType
from minutebook.model.extraction import Participant
from minutebook.model.source import Source, SourceKind
from minutebook.text import patterns as re
from minutebook.text.labels import Side
from minutebook.text.language import Language


class NameSpan(msgspec.Struct, frozen=True):
    """A person's name in a text: ``name`` in full where one person is clearly meant, else as it was said.

    ``known``: the vault knows that person. ``present``: they take part.
    """

    start: int
    end: int
    name: str
    present: bool
    known: bool


class Cast:
    """The people of one source. ``me`` is the vault's owner by full name, None where not known."""

    def __init__(
        self,
        hearing: Hearing,
        me: str | None,
        names: Mapping[str | None, str | None],
        participants: tuple[Participant, ...],
        floor: Floor | None = None,
    ) -> None:
        self.me = me
        self.participants = participants
        self.hearing = hearing
        self._names = names
        self._present = {p.name for p in participants if p.name}
        self._spans: dict[str, tuple[NameSpan, ...]] = {}
        self.floor = floor

    def name(self, label: str | None) -> str | None:
        """The full name behind a speaker label; None for one that nothing identifies."""
        return self._names.get(label)

    @cached_property
    def speakers(self) -> Speakers | None:
        """Who may say each utterance, where several share a label or nobody has one; None where labels tell."""
        if self.floor is None:
            return None
        names = {e.id: e.name for e in self.hearing.entities}
        chances, begins = find_chances(self.floor)
        return Speakers(tuple(names[id_] for id_ in self.floor.people[:-1]), chances, begins)

    @property
    def begins(self) -> frozenset[int]:
        """The utterances with which another voice begins though no label tells, more likely than not."""
        found = self.speakers
        return frozenset(np.flatnonzero(found.begins > 0.5).tolist()) if found else frozenset()

    def is_present(self, name: str) -> bool:
        return name in self._present

    def find(self, text: str) -> tuple[NameSpan, ...]:
        """The names of people in a text, in order."""
        spans = self._spans.get(text)
        if spans is None:
            spans = self._spans[text] = tuple(self._find(text))
        return spans

    def _find(self, text: str) -> Iterable[NameSpan]:
        for spot in self.hearing.spots(text):
            if spot.entities[0].type is EntityType.PERSON:
                person = self.choose(spot)
                name = person.name if person else spot.said
                known = person is not None and not person.id.startswith("new:")
                yield NameSpan(spot.start, spot.end, name, name in self._present, known)

    def choose(self, spot: Spot) -> Entity | None:
        """The one person meant: of several, who is present, then who was named in full, else nobody."""
        if len(spot.entities) == 1:
            return spot.entities[0]
        for chosen in (
            [e for e in spot.entities if e.name in self._present],
            [e for e in spot.entities if e.id in self.hearing.in_full],
        ):
            if len(chosen) == 1:
                return chosen[0]
        return None


UNLABELLED = 0.1
"""Share of lines without a label that makes a voice: fewer are slips of the recorder."""
_MACHINE = re.compile(r"\b(?:bot|note ?taker|recorder|fireflies|otter\.ai|read\.ai|fathom)\b", re.IGNORECASE)


class Labels(msgspec.Struct, frozen=True):
    """What the labels of a source say: ``every`` in order, those ``named`` with their people, and those that are ``open``, some as a side."""

    every: list[str]
    named: dict[str, Entity]
    open: dict[str, Side | None]


def resolve_cast(source: Source, context: Context, language: Language | None = None) -> Cast:
    """Names labels where the evidence is clear, and says who is present; a wrong name poisons everything, so doubt leaves None. ``language``: None for English."""
    pool = Pool(source, context)
    labels, hearing = _listen(source, pool, language)
    presence = Presence(hearing, find_houses(source, hearing, pool))
    named = labels.named | seat_voices(source, hearing, pool, presence, labels.named, labels.open)
    people = [label for label in labels.every if not _MACHINE.search(label)]
    present = tuple(_present(source, hearing, pool, presence, named, people))
    names: dict[str | None, str | None] = {
        label: named[label].name if label in named else None for label in labels.every
    }
    if LOCAL in named:
        names[None] = named[LOCAL].name
    floor = _floor(source, hearing, pool.me, labels, named, {p.name for p in present if p.name})
    return Cast(hearing, pool.me.name if pool.me else None, names, present, floor)


def seat_open(source: Source, context: Context) -> Seating:
    """What is known of the labels that name nobody, before they are named."""
    pool = Pool(source, context)
    labels, hearing = _listen(source, pool)
    presence = Presence(hearing, find_houses(source, hearing, pool))
    return find_seating(source, hearing, pool, presence, labels.named, labels.open)


def _floor(
    source: Source, hearing: Hearing, me: Entity | None, labels: Labels, named: Mapping[str, Entity], names: set[str]
) -> Floor | None:
    """What speaks for who says each utterance where several of those present (``names``) share a label; None where labels tell."""
    left = {label: side for label, side in labels.open.items() if label not in named}
    shared: set[str | None] = {label for label, side in left.items() if side is Side.THEM or len(left) == 1}
    shared |= set() if labels.every else {None}
    if source.kind is not SourceKind.CONVERSATION or not (shared and source.utterances):
        return None
    people = {e.name: e for e in reversed(hearing.entities) if e.type is EntityType.PERSON and e.name in names}
    taken: dict[str | None, str] = {label or None: person.id for label, person in named.items()}
    if len({e.id for e in people.values()}.difference(taken.values())) < 2:
        return None
    return read_floor(
        source.utterances, hearing, list(people.values()), taken, frozenset(shared), me.id if me else None
    )


def _listen(source: Source, pool: Pool, language: Language | None = None) -> tuple[Labels, Hearing]:
    every = list(dict.fromkeys(u.speaker for u in source.utterances if u.speaker))
    read = {label: pool.read(label) for label in every}
    if source.kind is SourceKind.CONVERSATION:
        pool.call(claimed(source.utterances, {label: person for label, (_, person) in read.items() if person}))
    hearing = Hearing(source, pool, language)
    named: dict[str, Entity] = {}
    for label, (said, person) in read.items():
        owner = pool.me if said.side is Side.ME else person
        if owner is not None:
            named[label] = hearing.full(owner)
    if pool.me and _is_local(source, [said.side for said, _ in read.values()]):
        named[LOCAL] = pool.me
    left = {label: said.side for label, (said, _) in read.items() if label not in named and not _MACHINE.search(label)}
    return Labels(every, named, left), hearing


def _is_local(source: Source, sides: Sequence[Side | None]) -> bool:
    """Whether lines without a label are the owner's: a recorder of two channels that labels the far one only."""
    bare = sum(u.speaker is None for u in source.utterances)
    return bool(sides) and all(side is Side.THEM for side in sides) and bare >= UNLABELLED * len(source.utterances)


def _present(
    source: Source,
    hearing: Hearing,
    pool: Pool,
    presence: Presence,
    named: Mapping[str, Entity],
    labels: list[str],
) -> Iterable[Participant]:
    """Who spoke, in order; then those of the header, and those who were spoken to in the room without a label of their own."""
    seen: set[str] = set()
    for label in [LOCAL, *labels] if LOCAL in named else labels:
        person = named.get(label)
        if person is None:
            yield Participant(None, speaker=label)
        elif person.id not in seen:
            seen.add(person.id)
            yield Participant(person.name, speaker=label or None, email=_address(person))
    for person in map(hearing.full, find_unlabelled(source, hearing, pool, presence, named, labels)):
        if person.id not in seen:
            seen.add(person.id)
            yield Participant(person.name, email=_address(person))


def _address(person: Entity) -> str | None:
    return person.emails[0] if person.emails else None
