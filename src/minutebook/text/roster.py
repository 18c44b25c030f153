"""The known names, ready to be looked up: which entities a written name may stand for, best first."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from minutebook.model.entity import Entity, EntityState, EntityType
from minutebook.text import patterns as re
from minutebook.text.names import PARTICLES, PersonName, are_nicknames, fold, other_forms, split_name, words
from minutebook.text.sound import is_misheard, likeness

CLEAR = 0.6
"""Scores below are too weak to link without asking: only misheard single names lie there."""
MARGIN = 0.05
"""Two candidates closer than this are not told apart: kinds of match differ by at least this much."""
HEARD = 500
"""Up to so many people are compared by sound; among more, a misheard name would nearly always fit several."""


class Candidate(msgspec.Struct, frozen=True):
    entity: Entity
    score: float
    reason: str


class Roster:
    """Entities by every word of their names, for quick look-up of a name.

    Entities with state ``never`` are left out: nothing links to them.
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities: list[Entity] = [e for e in entities if e.state is not EntityState.NEVER]
        self._exact: dict[str, list[Entity]] = {}
        self._by_word: dict[str, list[Entity]] = {}
        self._people: dict[str, tuple[Entity, PersonName]] = {}
        for entity in self.entities:
            self._add(entity)

    def _add(self, entity: Entity) -> None:
        for form in dict.fromkeys(map(fold, (entity.name, *entity.aliases, *entity.emails))):
            self._exact.setdefault(form, []).append(entity)
        if entity.type is EntityType.PERSON:
            name = split_name(entity.name)
            self._people[entity.id] = entity, name
            for word in {
                name.given,
                name.surname,
                *name.surname.split(),
                *re.split(r"[-' ]", name.given),
                *name.middle,
            }:
                if word:
                    self._by_word.setdefault(word, []).append(entity)

    def named(self, name: str, kind: EntityType | None = None) -> list[Entity]:
        """Entities that have exactly this name, alias or address (accents and case aside)."""
        return [e for e in self._exact.get(fold(name), ()) if kind in (None, e.type)]

    def candidates(self, name: str, kind: EntityType = EntityType.PERSON) -> list[Candidate]:
        """What a name may stand for, best first; of equal kinds of match all are given."""
        exact = [Candidate(e, 1.0, "name") for e in self.named(name, kind)]
        if exact or not name.strip():
            return exact
        if kind is not EntityType.PERSON:
            return self._things(name, kind)
        said = split_name(name)
        found = [Candidate(e, *match) for e, known in self._likely(said) if (match := match_person(said, known))]
        return sorted(found, key=lambda c: (-c.score, c.entity.name))

    def best(self, name: str, kind: EntityType = EntityType.PERSON) -> Candidate | None:
        """The candidate that is clearly best, or None."""
        return clear_best(self.candidates(name, kind))

    def _likely(self, said: PersonName) -> Iterable[tuple[Entity, PersonName]]:
        """People who share a word with the name, or whose name it may be short for; of few, everybody where nobody does."""
        parts = [said.given, said.surname, *said.surname.split(), *other_forms(said.given)]
        shared = {e.id: e for part in parts for e in self._by_word.get(part, ())}
        if shared:
            return [self._people[id_] for id_ in shared]
        return self._people.values() if len(self._people) <= HEARD else ()

    def _things(self, name: str, kind: EntityType) -> list[Candidate]:
        words = thing_words(name)
        found = []
        for entity in self.entities:
            if entity.type is kind and words:
                score = max(
                    (_thing_score(words, thing_words(form)) for form in (entity.name, *entity.aliases)), default=0.0
                )
                if score:
                    found.append(Candidate(entity, score, "part of the name"))
        return sorted(found, key=lambda c: (-c.score, c.entity.name))


def clear_best(candidates: Sequence[Candidate]) -> Candidate | None:
    """The first of the candidates where it is sure and stands out."""
    if not candidates or candidates[0].score < CLEAR:
        return None
    if len(candidates) > 1 and candidates[0].score - candidates[1].score < MARGIN:
        return None
    return candidates[0]


def match_person(said: PersonName, known: PersonName) -> tuple[float, str] | None:
    """How well a name said fits a known full name, and why; None where it does not."""
    if said.is_short:
        return _match_short(said, known)
    if not known.surname:
        return None
    if said.given in PARTICLES and f"{said.given} {said.surname}" == known.surname:
        return 0.85, "surname"
    if said.given == known.surname and said.surname == known.given:
        return 0.96, "surname first"
    if said.surname in (known.surname, *known.surname.split()[-1:], *known.surname.split("-")):
        return _match_given(said.given, known)
    if said.given == known.given and _INITIALS.fullmatch(said.surname):
        return (0.93, "given name and initial") if _are_initials(said.surname, known) else None
    if said.given == known.given and is_misheard(said.surname, known.surname):
        return 0.7, "surname misheard"
    return None


_INITIALS = re.compile(r"[^\W\d_](?:[-. ]+[^\W\d_])*\.?")


def _are_initials(said: str, known: PersonName) -> bool:
    """Whether letters are the first ones of a surname's parts, or of the middle names and the surname."""
    letters = re.findall(r"[^\W\d_]", said)
    parts = [part[0] for part in re.split(r"[- ]", known.surname) if part]
    return letters == parts[: len(letters)] or letters == [*(m[0] for m in known.middle), *parts][: len(letters)]


def _match_given(given: str, known: PersonName) -> tuple[float, str] | None:
    """How well the given name fits where the surname does."""
    if given == known.given or given in known.middle:
        return 0.98, "name"
    if len(given) == 1:
        return (0.93, "initial and surname") if known.given.startswith(given) else None
    if are_nicknames(given, known.given):
        return 0.92, "short form and surname"
    if is_misheard(given, known.given):
        return 0.72, "given name misheard"
    return None


def _match_short(said: PersonName, known: PersonName) -> tuple[float, str] | None:
    if said.surname:
        return (0.85, "surname") if said.surname in (known.surname, *known.surname.split()[-1:]) else None
    given = said.given
    if given == known.given:
        return 0.9, "given name"
    if are_nicknames(given, known.given):
        return 0.82, "short form"
    if given in (known.surname, *known.surname.split()[-1:]):
        return 0.8, "surname"
    if is_misheard(given, known.given):
        return 0.5 + 0.2 * likeness(given, known.given), "misheard"
    return None


_FORMS = words(
    "ltd limited inc llc plc gmbh ag sa sas srl spa bv nv ab as oy co company corp corporation group holding holdings the and"
)


def thing_words(name: str) -> tuple[str, ...]:
    """The words of an organisation's or project's name that tell it from others."""
    return tuple(word for word in re.findall(r"[^\W_]+", fold(name)) if word not in _FORMS)


def _thing_score(said: tuple[str, ...], known: tuple[str, ...]) -> float:
    """Whole words only: equal without legal forms, or the beginning of the longer name."""
    if not known:
        return 0.0
    if said == known:
        return 0.97
    shorter, longer = sorted((said, known), key=len)
    if longer[: len(shorter)] == shorter and sum(map(len, shorter)) >= 4:
        return 0.8
    return 0.0


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The folded words of texts, with the names that they may be long or short for."""
    found = set(_WORD.findall(fold(" ".join(texts))))
    found.update(word.removesuffix("'s") for word in tuple(found) if word.endswith("'s"))
    for word in tuple(found):
        found.update(other_forms(word))
    return frozenset(found)


def shared_words(entity: Entity, among: frozenset[str]) -> int:
    """The words of an entity's best-fitting name that stand among others, as a number; 0 where none tells it."""
    best = 0
    for form in (entity.name, *entity.aliases):
        if among.isdisjoint(form.lower().split()) and form.isascii() and form.replace(" ", "").isalnum():
            continue  # most of a large vault's names: the words are those between the blanks, and none is there
        own = _telling_words(form)
        hits = sum(word in among for word in own)
        if hits and (entity.type is EntityType.PERSON or hits == len(own) or own[0] in among):
            best = max(best, hits)
    return best


@lru_cache(maxsize=50_000)
def _telling_words(form: str) -> tuple[str, ...]:
    return tuple(word for word in _WORD.findall(fold(form)) if len(word) > 1 and word not in _FORMS)


_WORD = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*")
