"""What a pronoun stands for, and what a stretch of talk is about: the noun phrase near by that most speaks for."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import exp, log

import msgspec
import numpy as np

from minutebook.flow.extract.offline.talk.fitting import fits
from minutebook.flow.extract.offline.talk.line import Line, Named
from minutebook.flow.extract.offline.talk.noun import NounPhrase, bare, find_alone, find_noun_phrases
from minutebook.flow.extract.offline.talk.salience import NUMBERS, Salience
from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.words.patterns import read_weights
from minutebook.flow.extract.offline.words.stems import stem, stems_of
from minutebook.flow.extract.offline.words.verbs import base_form
from minutebook.text import patterns as re
from minutebook.text.pronouns import may_be

GROUPS = frozenset(
    "team crew staff committee board council bank union agency garage plant family office department company firm library".split()
)
"""Of people together: "them" in the singular."""

HOUSES = frozenset(
    "authority brewery charity church clinic club coastguard college depot factory foundry gallery harbour hospital hotel insurer lab laboratory library mill ministry museum press regulator school shop society station studio theatre trust university workshop yard".split()
)
"""Where people are who are rung and asked: "them" of those who answer there."""

MANY = 24
"""Lines of a piece of work around which its phrases are looked for."""
LINES_BACK = 14
"""How many lines a pronoun looks back: a referent further back is more often wrong than right."""
LINES_JUST_SAID = 2
"""Lines back within which the object of a sentence, where it is plural, is what "them" means."""
LINES_ONWARD = 3
LINES_FULLER = 12
MOST_FULLER = 4
LINES_PERSON = 16
"""People named are remembered longer than things, those told by what they are not as long."""
LINES_SOMEBODY = 8
LINES_JUST_NAMED, LINES_SOLE = 4, 8
"""Lines in which the one who is called "he" in a statement was named, and in which nobody else was: further back they are too often somebody else."""
MOST_STEMS = 5
NEEDED = 0.12
"""Chance from which a referent is taken where a task would say nothing without it."""


class Candidate(msgspec.Struct, frozen=True):
    """A noun phrase near a piece of work; ``back`` counts lines from it, negative for those after it."""

    phrase: NounPhrase
    line: int
    back: int
    stems: frozenset[str]
    features: dict[str, float]


class Topic(msgspec.Struct, frozen=True):
    """What work may be about, the ``chance`` that it is, and how much ``likelier`` that is than of anything that the work names itself."""

    candidate: Candidate
    chance: float
    likelier: float


class Surroundings:
    """The noun phrases of a talk, read once."""

    def __init__(
        self,
        lines: tuple[Line, ...],
        lexicon: Lexicon,
        odds: np.ndarray | None = None,
        works: Iterable[frozenset[str]] = (),
        *,
        alone: bool = False,
    ) -> None:
        """``odds``: what the lines may carry, bounded (sense.py); ``works``: the stems of each piece of work of the talk; ``alone``: with the noun phrases that are a line of their own."""
        self._lines = lines
        self._lexicon = lexicon
        self._phrases: dict[int, tuple[NounPhrase, ...]] = {}
        self._own: dict[tuple[int, int], tuple[frozenset[str], dict[str, float]]] = {}
        self._people = {word for line in lines for name in line.names for word in plain(name.name).split()}
        said = [phrase for line in (lines if alone else ()) for phrase in find_noun_phrases(line, lexicon)]
        proper = {word for phrase in said if phrase.proper for word in plain(phrase.text).split()}
        self._heads = frozenset(phrase.head for phrase in said if not phrase.proper) - proper
        self._salience = Salience(lines, lexicon, odds, works)

    def phrases(self, number: int) -> tuple[NounPhrase, ...]:
        """The noun phrases of one line."""
        found = self._phrases.get(number)
        if found is None:
            line = self._lines[number]
            found = find_noun_phrases(line, self._lexicon)
            if self._heads and not found and (phrase := find_alone(line, self._heads, self._lexicon)):
                found = (phrase,)
            self._phrases[number] = found
        return found

    def referent(
        self, number: int, position: int, plural: bool, acts: Collection[int], *, verb: str = "", needed: bool = False
    ) -> Candidate | None:
        """The noun phrase that a pronoun at ``position`` of a line stands for; ``acts`` are the lines of its thread, ``verb`` what is done with it.

        Where nothing else says what the work is (``needed``), a smaller chance will do, and what is not usually done so.
        """
        weights = read_weights("pronoun_weights")
        least = NEEDED if needed else weights["least"]
        before = [c for c in self.candidates(number, position, acts) if c.back >= 0]
        found = [
            c
            for c in before
            if not (c.phrase.human or c.phrase.alone) and not any(_is_within(c, other) for other in before)
        ]
        if plural:
            found = [c for c in found if c.phrase.plural or not c.phrase.proper]
        likely = [c for c in found if fits(verb, c.phrase) and (plural or not _COUNTED.match(plain(c.phrase.text)))]
        best = self._object_before(number, likely, acts, plural=plural) or _best(likely, weights, plural, least)
        return best or (_best(found, weights, plural, least) if needed else None)

    def _object_before(
        self, number: int, found: Sequence[Candidate], acts: Collection[int], *, plural: bool
    ) -> Candidate | None:
        """The object of the sentence just before, which goes before any other noun: of the same turn for "it", the last plural one for "them" before what is said of the same work."""
        if any(c.back == 0 for c in found):
            return None
        first = number
        while plural and first - 1 in acts:
            first -= 1
        for at in range(first - 1, max(-1, first - 1 - (LINES_JUST_SAID if plural else 1)), -1):
            line = self._lines[at]
            if not plural and line.turn != self._lines[number].turn:
                return None
            said = (c for c in found if c.line == at and c.phrase.plural == plural and not c.features["after_it"])
            said = (c for c in said if self._is_object(line, c.phrase))
            if (one := next(said, None)) is not None:
                return one
        return None

    def _is_object(self, line: Line, phrase: NounPhrase) -> bool:
        """Whether a noun phrase stands right after a verb, or after the person to whom it is done."""
        before = line.plain[: phrase.start].rstrip()
        given = next((n for n in line.names if n.end == len(before)), None)
        word = (before[: given.start] if given else before).rstrip().rpartition(" ")[2]
        counted = phrase.plural and _COUNTS.search(before) is not None
        return base_form(word, self._lexicon) is not None or word in _OWES or counted

    def topics(
        self, said: frozenset[str], acts: Collection[int], rests_on: Collection[int], *, chance: float | None = None
    ) -> Iterator[Topic]:
        """The noun phrases that say what work is about, the likeliest first, each of words that ``said`` and those before it lack; ``chance``: another than what was fitted."""
        weights = read_weights("topic_weights")
        least = chance or weights["least"]
        rated = [(1 / (1 + exp(-_weigh(c.features, weights))), c) for c in self.around(acts, rests_on)]
        own = max((chance for chance, c in rated if c.stems & said), default=0.0)
        told = set(said)
        for value, candidate in sorted(rated, key=lambda one: -one[0]):
            if value >= least and not candidate.stems & told:
                told |= candidate.stems
                yield Topic(candidate, value, value - own)

    def around(self, acts: Collection[int], rests_on: Collection[int]) -> list[Candidate]:
        """The noun phrases around all acts of a piece of work, each once, as seen from the nearest."""
        found: dict[tuple[int, int], Candidate] = {}
        times: Counter[tuple[int, int]] = Counter()
        for number in sorted(acts)[:MANY]:
            for candidate in self.candidates(number, None, acts):
                key = (candidate.line, candidate.phrase.start)
                times[key] += 1
                if key not in found or found[key].features["near"] < candidate.features["near"]:
                    found[key] = candidate
        for (at, _), candidate in found.items():
            candidate.features["seen"] = times[at, candidate.phrase.start] / len(acts)
            candidate.features["human"] = float(candidate.phrase.human)
            candidate.features["rests"] = float(at in rests_on)
            candidate.features["work"] = self._salience.work(at)
        return list(found.values())

    def fuller(self, number: int, noun: str) -> str | None:
        """How a thing that is called by its head alone ("the letter") was called in full near by: "reference letter"."""
        near = range(number, max(-1, number - LINES_FULLER - 1), -1)
        for at in (*near, *range(number + 1, min(len(self._lines), number + LINES_ONWARD))):
            for phrase in self.phrases(at):
                words = _LINK.split(bare(phrase.text), maxsplit=1)[0].split()
                told = stems_of(" ".join(words[:-1]), self._lexicon) - NUMBERS
                fits = phrase.head == noun and 1 < len(words) <= MOST_FULLER and self._is_thing(at, phrase)
                if fits and told and not _HOLLOW & set(words):
                    return " ".join(words)
        return None

    def person(self, number: int, position: int, word: str, *, houses: bool = False) -> str | None:
        """Whom "him", "her" or "them" at ``position`` of a line means: an absent person named, or people by what they are, with ``houses`` by where they are."""
        for at in range(number, max(-1, number - LINES_PERSON - 1), -1):
            line = self._lines[at]
            found = [
                (p.start, p.text)
                for p in self.phrases(at)
                if (houses and p.head in HOUSES) or (p.human and _MEANS[word](p))
                if number - at <= LINES_SOMEBODY and not _BEING.search(line.plain, max(0, p.start - 20), p.start)
            ]
            if word != "them":
                found += [(n.start, n.name) for n in line.names if not n.present and may_be(n.name, word)]
            before = [one for one in found if at < number or one[0] < position]
            if before:
                return max(before)[1]
        return None

    def candidates(self, number: int, position: int | None, acts: Collection[int]) -> list[Candidate]:
        """What a piece of work in a line may be about: the noun phrases around it with what speaks for each.

        Where ``position`` is the line's end, the line as a whole takes the work on ("A list by the sixth.") and may name it ``itself``.
        """
        near = list(self._near(number, position))
        heads = Counter(stem(phrase.head) for _, phrase in near)
        found = []
        for at, phrase in near:
            stems, own = self._read(at, phrase)
            if stems:
                features = own | self._salience.place(number, at, acts, stems)
                whole = at == number and position == len(self._lines[at].text)
                features["itself"] = float(whole)
                features["same_line"] -= float(whole)
                features["again"] = min(heads[stem(phrase.head)] - 1, 3) / 3
                found.append(Candidate(phrase, at, number - at, stems, features))
        return found

    def _read(self, at: int, phrase: NounPhrase) -> tuple[frozenset[str], dict[str, float]]:
        """The stems of a phrase and what speaks for it wherever the work stands; no stems where it is nothing to work on."""
        key = (at, phrase.start)
        found = self._own.get(key)
        if found is None:
            stems = stems_of(bare(plain(phrase.text)), self._lexicon)
            if len(stems) > MOST_STEMS or stems <= NUMBERS or not self._is_thing(at, phrase):
                stems = frozenset()
            found = self._own[key] = (stems, self._describe(at, phrase, stems) if stems else {})
        return found

    def _describe(self, at: int, phrase: NounPhrase, stems: frozenset[str]) -> dict[str, float]:
        last = self.phrases(at)[-1].start == phrase.start
        return self._salience.describe(at, phrase, stems) | {"last": float(last)}

    def _near(self, number: int, position: int | None) -> Iterator[tuple[int, NounPhrase]]:
        onward = min(len(self._lines), number + LINES_ONWARD) if position is None else number + 1
        for at in range(max(0, number - LINES_BACK), onward):
            for phrase in self.phrases(at):
                if position is None or at < number or phrase.end <= position:
                    yield at, phrase

    def _is_thing(self, number: int, phrase: NounPhrase) -> bool:
        """Whether a phrase may be what work is about: no name of a person, no predicate ("you're a star"), no time."""
        line = self._lines[number]
        if any(n.present and n.start < phrase.end and phrase.start < n.end for n in line.names):
            return False
        words = set(plain(phrase.text).split())
        if words & _TIMES or words - {"the", "a", "some"} <= _LANGUAGES or (phrase.proper and words & self._people):
            return False
        return _YOU_ARE.search(line.plain, max(0, phrase.start - 30), phrase.start) is None


@lru_cache(maxsize=1)  # decisions and questions look at the same talk
def look_around(lines: tuple[Line, ...], lexicon: Lexicon) -> Surroundings:
    """The surroundings of a talk of which nothing else is known."""
    return Surroundings(lines, lexicon)


def find_person(lines: tuple[Line, ...], line: Line, position: int, word: str = "") -> str | None:
    """The absent person named last before ``position`` whom the ``word`` "him" or "her" may mean."""
    for back in range(line.id, max(-1, line.id - LINES_PERSON - 1), -1):
        before = [n for n in lines[back].names if not n.present and (back < line.id or n.end <= position)]
        if before := [n for n in before if may_be(n.name, word)]:
            return before[-1].name
    return None


def find_somebody(line: Line, position: int, word: str, lexicon: Lexicon) -> NounPhrase | None:
    """Who is told by what they are last before ``position`` and may be "him" or "her": "the boiler man"."""
    before = (p for p in find_noun_phrases(line, lexicon) if p.human and p.end <= position and not p.proper)
    return max((p for p in before if _MEANS[word](p)), key=lambda p: p.end, default=None)


def sole_person(lines: tuple[Line, ...], line: Line, word: str, lexicon: Lexicon) -> str | None:
    """Whom the ``word`` "he" or "she" that a line tells of means, where it can be but one: an absent person named just before, and nobody else was."""
    near = lines[max(0, line.id - LINES_SOLE) : line.id]
    other_sex, titled = (_HERS, _MADAM) if word == "he" else (_HIS, _SIR)
    named = {
        other.id: [n for n in other.names if not (_is_spoken_to(other, n) or titled.match(n.name))] for other in near
    }
    names = {name.name for found in named.values() for name in found}
    last = next((other for other in reversed(near) if named[other.id]), None)
    if (
        last is None
        or len(names) != 1
        or not may_be(min(names), word)
        or named[last.id][0].present
        or line.id - last.id > LINES_JUST_NAMED
    ):
        return None
    if any(p.human and not p.plural and p.head not in GROUPS for n in near for p in find_noun_phrases(n, lexicon)):
        return None
    since = [last, *lines[last.id + 1 : line.id + 1]]
    begins = _LEADS.fullmatch(last.plain, 0, named[last.id][0].start) is not None
    return None if any(other_sex.search(n.plain) for n in since) or _bound(last, begins=begins) else names.pop()


def _bound(line: Line, *, begins: bool) -> bool:
    """Whether a line that names somebody speaks of "his" or "her" as well, and who is named does not begin it: "talk to Ana about his pay"."""
    return not begins and (_HIS.search(line.plain) or _HERS.search(line.plain)) is not None


def _is_spoken_to(line: Line, name: Named) -> bool:
    """Whether a name only calls somebody: "Ana, can you …", "…, Ana?"."""
    before, after = line.text[: name.start].rstrip(), line.text[name.end :]
    return name.present and (not before or before[-1] in ",.") and (not after or after[0] in ",.?!:")


def _is_within(one: Candidate, other: Candidate) -> bool:
    """Whether a noun phrase is part of another: of "the quote for Brackenford", "it" is the quote."""
    a, b = one.phrase, other.phrase
    return one.line == other.line and b.start <= a.start and a.end <= b.end and a is not b


def _best(found: list[Candidate], weights: Mapping[str, float], plural: bool | None, least: float) -> Candidate | None:
    """The candidate that most speaks for, where its chance is at least ``least``; of two alike the nearer."""
    best, most = None, log(least / (1 - least))
    for candidate in found:
        value = _weigh(candidate.features, weights)
        if plural is not None and candidate.phrase.plural != plural:
            value += weights["number_wrong"]
        if value >= most:
            best, most = candidate, value
    return best


def _weigh(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return sum([weights[name] * value for name, value in features.items()])


_HIS, _HERS = re.compile(r"\b(?:he|him|his)\b"), re.compile(r"\b(?:she|hers?)\b")
_SIR, _MADAM = re.compile(r"(?:Mr|Sir|Lord)\b"), re.compile(r"(?:Mrs|Ms|Miss|Lady|Dame)\b")
_LEADS = re.compile(r"(?:(?:so|and|but|well|ok|okay|right|yes|yeah|no|now|then|also|oh),? )*")
_ANYBODY = re.compile(
    r"(?:the|a|this|that|these|those|any|some|my|our|your) (?:other |poor |old |new )?(?:man|men|guy|guys|bloke|blokes|chap|chaps|fella|fellas|lad|lads|woman|women|lady|ladies|girl|boy|person|friend|kids?|children|staff|somebody|anybody)"
)
_MEN = frozenset("lad guy bloke man boy husband father dad brother son uncle priest".split())
_WOMEN = frozenset("woman lady girl wife mother mum mom sister daughter aunt".split())
_MEANS: dict[str, Callable[[NounPhrase], bool]] = {
    "him": lambda phrase: (
        not phrase.plural and not _ANYBODY.fullmatch(plain(phrase.text)) and phrase.head not in _WOMEN | GROUPS
    ),
    "her": lambda phrase: (
        not phrase.plural and not _ANYBODY.fullmatch(plain(phrase.text)) and phrase.head not in _MEN | GROUPS
    ),
    "them": lambda phrase: (phrase.plural or phrase.head in GROUPS) and not _ANYBODY.fullmatch(plain(phrase.text)),
}
_OWES = frozenset({"owe", "owes", "need", "needs", "want", "wants"})
_COUNTS = re.compile(r"\b(?:it's|it is|that's|there's|there are|they're)$")
"""Before what is only counted: "it's twelve spacers in all"."""
_TIMES = frozenset(
    "mondays tuesdays wednesdays thursdays fridays saturdays sundays january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday"
    " holiday holidays weekend christmas easter".split()
)
_LANGUAGES = frozenset(
    "english french german spanish italian dutch welsh polish portuguese chinese japanese russian arabic norwegian danish swedish finnish vietnamese".split()
)
_YOU_ARE = re.compile(
    r"\b(?:you're|you are|he's|she's|i'm|i am|he is|she is|we're|they're) (?:such |a |just |not |really )*$"
)
_COUNTED = re.compile(
    r"(?:the |a )?(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty|hundred|\d+)\b(?!-)"
)
"""Several things, by their number: none of them is "it"."""
_LINK = re.compile(r" (?:of|for|on|from|about) ")
_HOLLOW = frozenset(
    "new old other same whole next last first second right wrong good bad better best big small long short wide narrow real actual proper nice lovely horrible awful terrible great damn bloody very little".split()
)
_BEING = re.compile(r"(?:\b(?:is|was|are|were|be|being|like|as)|'(?:s|re|m)) (?:not |such |just |really )?$")
