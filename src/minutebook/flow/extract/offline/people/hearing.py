"""One listening through a source: every name said in it, whom it may mean, and whether somebody is called by it.

The first pass finds known names and capitalised words; from these come misheard names and strangers, which the second
pass knows too.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from minutebook.flow.extract.offline.people.address import Call, find_call
from minutebook.flow.extract.offline.people.idiom import Idiom, read_idiom
from minutebook.flow.extract.offline.people.pool import PERSON, Pool
from minutebook.flow.extract.offline.people.spot import FULL, NOT_NAMES, SURNAME, Spot, Spotter, Token, tokenize
from minutebook.flow.extract.offline.people.stranger import ENOUGH, Sighting, find_strangers, is_told_of, may_be_person
from minutebook.model.entity import Entity, EntityType
from minutebook.model.source import Source, Utterance
from minutebook.text import patterns as re
from minutebook.text.language import Language
from minutebook.text.names import fold, lexicon, split_name, words
from minutebook.text.roster import Candidate
from minutebook.text.sound import CLOSE, likeness, sounds

CALLED = 0.6
"""Likeness that is enough where somebody present is called: one of a few people is meant, and no other name fits."""
CASED = 0.02
"""Share of capitalised words above which a source is taken to write names with capitals: English prose has about 8 %."""
SHOUTED = 0.6
"""Share of capital letters from which they say nothing: captions in capitals throughout."""
NOUNS = 0.12
"""Share of words with a capital inside a sentence from which nouns have one, as in German: a capital is then no sign of a name."""

SHORT = 3
"""Letters from which the beginning of a given name is somebody who is called by it: "Vik" for Vikram."""
LONG = 6
"""Letters from which a thing's name may be found by its sound alone."""

MANY = 80
"""Words from which a share of them means anything."""

Keys = tuple[str, ...]


class Heard(msgspec.Struct, frozen=True):
    """The names in one utterance."""

    utterance: Utterance
    spots: tuple[Spot, ...]


class Hearing:
    """``heard`` are all utterances with their names; ``in_full`` the ids of people whose whole name is said somewhere."""

    def __init__(self, source: Source, pool: Pool, language: Language | None = None) -> None:
        """``language``: None for English."""
        self.language = language
        self._idiom = read_idiom(language)
        utterances = [
            (u, tokenize(u.text, continues=c))
            for u, c in zip(source.utterances, _continuing(source.utterances), strict=True)
        ]
        self.cased = _is_cased(utterances) and not _is_shouted(source.utterances)
        self._small = (
            frozenset(t.key for _, tokens in utterances for t in tokens if not t.capital) if self.cased else frozenset()
        )
        self._common = self._idiom.common if self._idiom else frozenset()
        self._small |= self._common
        self._meant = frozenset() if self.cased else frozenset(_meant(utterances, pool))
        sightings = self._sight(utterances, pool.entities)
        inside = sum(t.capital and not t.initial for _, tokens in utterances for t in tokens)
        nouns = inside > NOUNS * max(MANY, sum(len(tokens) for _, tokens in utterances))
        self.entities = _complete(pool, sightings, self._small, ENOUGH + nouns, self._idiom)
        self._spotter = Spotter(self.entities, cased=self.cased, small=self._small, meant=self._meant)
        self.heard = [Heard(u, tuple(self._spotter.spots(u.text, tokens))) for u, tokens in utterances]
        self._by_text = {h.utterance.text: h.spots for h in self.heard}
        self.in_full = {s.entities[0].id for h in self.heard for s in h.spots if s.score >= FULL and " " in s.said}

    def _sight(
        self, utterances: Iterable[tuple[Utterance, list[Token]]], entities: Sequence[Entity]
    ) -> dict[Keys, list[Sighting]]:
        spotter = Spotter(entities, cased=self.cased, small=self._small, meant=self._meant)
        sightings: dict[Keys, list[Sighting]] = defaultdict(list)
        for utterance, tokens in utterances:
            text = utterance.text
            for bare in spotter.runs(text, tokens):
                run = self._idiom.titled(text, bare) if self._idiom else bare
                if len(run.keys) == 1 and run.keys[0] in (self._small if run.initial else self._common):
                    continue  # a common word, as with a sentence's capital
                before, after = text[max(0, run.start - 45) : run.start], text[run.end : run.end + 60]
                call = find_call(text, run.start, run.end, cased=self.cased)
                sightings[run.keys].append(Sighting(utterance.id, run, text[run.start : run.end], before, after, call))
        return sightings

    def spots(self, text: str) -> tuple[Spot, ...]:
        """The names in a text, of people and things."""
        found = self._by_text.get(text)
        return found if found is not None else tuple(self._spotter.find(text))

    def call(self, text: str, spot: Spot) -> Call | None:
        """How a person is called by a name there; by a surname alone people are talked about."""
        if spot.score == SURNAME and " " not in spot.said:
            return None
        return find_call(text, spot.start, spot.end, cased=self.cased)

    def full(self, person: Entity) -> Entity:
        """A person as this source completes them: "Pelle" of a label is "Pelle Strandmark" where the talk says so."""
        return next((e for e in self.entities if e.id == person.id), person)


def _continuing(utterances: Sequence[Utterance]) -> Iterable[bool]:
    """For each utterance whether it goes on with the sentence of the one before."""
    before: Utterance | None = None
    for utterance in utterances:
        yield before is not None and before.speaker == utterance.speaker and before.text.rstrip()[-1:].isalnum()
        before = utterance


def _meant(utterances: Iterable[tuple[Utterance, list[Token]]], pool: Pool) -> Iterable[str]:
    """The given names of known people that are words too ("dean"), but in this talk without capitals stand where somebody acts or is asked."""
    names = lexicon()
    givens = {split_name(e.name).given for e in pool.entities if e.type is PERSON} & names.doubtful - NOT_NAMES
    seen: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for utterance, tokens in utterances:
        for token in tokens:
            if token.key in givens:
                before, after = utterance.text[max(0, token.start - 45) : token.start], utterance.text[token.end :]
                called = find_call(utterance.text, token.start, token.end, cased=False) is not None
                seen[token.key] += 1
                told[token.key] += called or is_told_of(before, after)
    return (given for given, count in told.items() if count > 1 and 4 * count >= seen[given])


def _is_cased(utterances: Iterable[tuple[Utterance, list[Token]]]) -> bool:
    total = capital = 0
    for _, tokens in utterances:
        total += len(tokens)
        capital += sum(t.capital for t in tokens if t.key not in {"i", "i'm", "i'll"})
    return capital > CASED * total


def _is_shouted(utterances: Sequence[Utterance]) -> bool:
    """Whether the talk is written in capitals throughout."""
    letters = [c for u in utterances[:100] for c in u.text[:200] if c.isalpha()]
    return sum(map(str.isupper, letters)) > SHOUTED * len(letters)


def _complete(
    pool: Pool, sightings: Mapping[Keys, list[Sighting]], small: frozenset[str], enough: float, idiom: Idiom | None
) -> list[Entity]:
    """The pool's entities with misheard names as aliases and new people in full; and the strangers of the talk."""
    heard_as = _misheard(pool, sightings) if enough == ENOUGH else _Misheard(set(), defaultdict(list))
    for entity, said in _called_by_kind(pool):
        heard_as.aliases[entity.id].append(said)
    for entity, keys, said in _misheard_things(pool, sightings):
        heard_as.keys.add(keys)
        heard_as.aliases[entity.id].append(said)
    givens = frozenset(split_name(e.name).given for e in pool.entities if e.type is PERSON)
    left = {k: s for k, s in sightings.items() if k not in heard_as.keys}
    strangers = find_strangers(left, small, givens, enough, idiom)
    names = {keys: said for keys, said in strangers.items() if len(keys) > 1}
    names |= {
        keys: said
        for keys, said in strangers.items()
        if len(keys) == 1 and not any(keys[0] in other for other in names)
    }
    completed: list[Entity] = []
    for entity in pool.entities:
        longer = [keys for keys in names if _is_fuller(keys, entity, sightings[keys])]
        aliases = (*entity.aliases, *heard_as.aliases.get(entity.id, ()))
        name = entity.name
        if len(longer) == 1:
            name, aliases = names.pop(longer[0]), (*aliases, entity.name)
        completed.append(msgspec.structs.replace(entity, name=name, aliases=aliases))
    for keys, heard in names.items():
        said = heard if any(map(str.isupper, heard)) else heard.title()
        title_and_surname = " " in said and len(keys) == 1
        completed.append(
            Entity("new:" + " ".join(keys), PERSON, said, aliases=(said.split()[-1],) if title_and_surname else ())
        )
    return completed


def _is_fuller(keys: Keys, person: Entity, seen: Sequence[Sighting]) -> bool:
    """Whether a stranger's full name is that of a new person of whom only the given name was known.

    Its second word is a usual surname, or somebody is introduced by it: two words that only stand side by side are not enough.
    """
    if len(keys) < 2 or not person.id.startswith("new:") or keys[0] != fold(person.name):
        return False
    return lexicon().can_be_name(keys[-1]) or any(_INTRODUCED.search(s.before) and _CLOSED.match(s.after) for s in seen)


_INTRODUCED = re.compile(r"(?:^|[.!?,] |\b(?:this is|i'm|i am|my name is|my name's|meet|introduce) )$", re.IGNORECASE)
_CLOSED = re.compile(r"[.!]|$|,? (?:from|here|our|my|the|who|he's|she's)\b", re.IGNORECASE)


class _Misheard(msgspec.Struct):
    keys: set[Keys]
    aliases: dict[str, list[str]]


def _misheard(pool: Pool, sightings: Mapping[Keys, list[Sighting]]) -> _Misheard:
    """Words that are no names themselves and sound like one known person's."""
    result = _Misheard(set(), defaultdict(list))
    for keys, seen in sightings.items():
        if len(keys) > 2 or any(key in NOT_NAMES for key in keys) or not may_be_person(seen):
            continue
        said = seen[0].said
        best = pool.roster.best(said) or _sounding(pool, keys, called=any(s.call is not None for s in seen))
        if best is not None:
            result.keys.add(keys)
            result.aliases[best.entity.id].append(said)
    return result


def _called_by_kind(pool: Pool) -> Iterable[tuple[Entity, str]]:
    """The organisations that are the only one of their kind: "the council" is the one council of the vault, unless the owner is of one."""
    kinds: dict[str, list[Entity]] = defaultdict(list)
    for entity in pool.entities:
        if entity.type is EntityType.ACCOUNT:
            kinds[fold(entity.name).split()[-1]].append(entity)
    own = fold(pool.me.organisation or "") if pool.me else ""
    for kind, entities in kinds.items():
        if len(entities) == 1 and kind in _KINDS and kind not in own and " " in entities[0].name:
            yield entities[0], f"the {kind}"


_KINDS = words(
    "council bank school hospital university college mill museum library trust festival clinic brewery academy"
)


def _misheard_things(pool: Pool, sightings: Mapping[Keys, list[Sighting]]) -> Iterable[tuple[Entity, Keys, str]]:
    """Words that sound to the letter like the name of one organisation or project."""
    by_sound: dict[str, list[Entity]] = defaultdict(list)
    for entity in pool.entities:
        if entity.type is not PERSON:
            for form in {fold(f) for f in (entity.name, *entity.aliases) if len(f) >= LONG}:
                by_sound[_sound(form.split())].append(entity)
    for keys, seen in sightings.items():
        named = by_sound.get(_sound(keys), [])
        if len(named) == 1 and sum(map(len, keys)) >= LONG and not any(s.run.title for s in seen):
            yield named[0], keys, seen[0].said


def _sound(words: Iterable[str]) -> str:
    return " ".join(sounds(word)[0] for word in words)


def _sounding(pool: Pool, keys: Keys, *, called: bool) -> Candidate | None:
    """A person whose given name was heard as one word or two; where somebody is called by it, only those with labels may be meant."""
    heard = "".join(keys)
    near = called and bool(pool.labelled)
    if near and len(keys) == 1 and len(heard) >= SHORT:
        short = [e for e in pool.labelled if split_name(e.name).given.startswith(heard)]
        if len(short) == 1:
            return Candidate(short[0], 0.65, "shortened")
    if len(heard) < 4 or (len(keys) == 1 and lexicon().can_be_name(heard)):
        return None
    if len(keys) > 1 and lexicon().is_name(keys[0]) and lexicon().can_be_name(keys[1]):
        return None
    people = pool.labelled if near else [e for e in pool.entities if e.type is PERSON]
    scored = sorted(
        ((likeness(heard, given), e) for e in people if len(given := split_name(e.name).given) > 2),
        key=lambda s: (-s[0], s[1].name),
    )
    floor = CALLED if near and not lexicon().is_name(keys[0]) else CLOSE
    if not scored or scored[0][0] < floor or (len(scored) > 1 and scored[0][0] - scored[1][0] < 0.1):
        return None
    return Candidate(scored[0][1], 0.65, "misheard")
