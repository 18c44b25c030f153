"""Who takes part though no label says so: how a talk names those who hear it and those who do not.

Every naming of a person is a sign; what the signs of one person weigh together was learned from meetings whose labels were taken away
(``training/presence.py``).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from math import exp

from minutebook.flow.extract.offline.people.address import Call
from minutebook.flow.extract.offline.people.hearing import Hearing
from minutebook.flow.extract.offline.people.pool import PERSON
from minutebook.flow.extract.offline.people.spot import Spot
from minutebook.flow.extract.offline.people.voices import introduces_itself
from minutebook.flow.extract.offline.words.patterns import read_weights
from minutebook.model.entity import Entity
from minutebook.text import patterns as re
from minutebook.text.names import fold, split_name

OPENING = 10
"""Utterances in which a meeting says who is there."""
REACH = 160
"""Characters before a name in which the words that open a list end."""
STRANGE = 0.9
"""The same for somebody whom the vault does not know, in a meeting of people whom it knows."""
NEAR = 60
"""Characters from one name to the next in which a list may go on."""
LEAST = 0.75
"""Chance from which somebody is there: one who is not is worse than one who is only mentioned."""


class Presence:
    """Who is there by what the talk says, each in the order in which they are named first.

    ``houses`` are folded names of the organisations that meet.
    """

    def __init__(self, hearing: Hearing, houses: frozenset[str] = frozenset()) -> None:
        self._hearing = hearing
        self._houses = houses

    @cached_property
    def _there(self) -> list[tuple[Entity, Mapping[str, float]]]:
        people = {e.id: e for e in self._hearing.entities}
        rated = rate_presence(self._hearing, self._houses)
        chances = {id_: _chance(features) for id_, features in rated.items()}
        familiar = any(chance >= LEAST and not id_.startswith("new:") for id_, chance in chances.items())
        strange = STRANGE if familiar else LEAST
        return [
            (people[id_], features)
            for id_, features in rated.items()
            if chances[id_] >= (strange if id_.startswith("new:") else LEAST)
        ]

    def all(self) -> list[Entity]:
        """Everybody who is there."""
        return [person for person, _ in self._there]

    def listed(self) -> list[Entity]:
        """Those who are listed as there at the beginning, or say then who they are."""
        return [person for person, features in self._there if not _SURE.isdisjoint(features)]

    def shown(self) -> list[Entity]:
        """Those whom somebody with a label says to have beside them."""
        hearing = self._hearing
        shown = any(hearing.call(h.utterance.text, s) is Call.SHOWN for h in hearing.heard for s in h.spots)
        return [person for person, features in self._there if "shown" in features] if shown else []


_SURE = frozenset({"listed", "goes_on", "early_itself"})


def is_addressed(features: Mapping[str, float]) -> bool:
    """Whether anything was said to a person, or by them of themselves: of nobody else is it asked whether they are there."""
    return not _SPOKEN_TO.isdisjoint(features)


def _chance(features: Mapping[str, float]) -> float:
    if not is_addressed(features):
        return 0.0
    weights = read_weights("presence_weights")
    return 1 / (1 + exp(-weights["bias"] - sum(weights[name] * value for name, value in features.items())))


def rate_presence(hearing: Hearing, houses: frozenset[str] = frozenset()) -> dict[str, dict[str, float]]:
    """For each person who is named the signs of their being there, by id; ``houses`` are folded names of organisations that meet."""
    people: dict[str, Entity] = {}
    signs: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    listed = _listed(hearing)
    late = LATE * len(hearing.heard)
    for number, heard in enumerate(hearing.heard):
        text = heard.utterance.text
        for spot in heard.spots:
            person = only_person(hearing, spot)
            if person is not None:
                people[person.id] = person
                told = frozenset(_signs(text, spot, hearing.call(text, spot), listed.get((number, spot.start))))
                if number < OPENING:
                    told |= {f"early_{sign}" for sign in told & _EARLY}
                signs[person.id].append(told | ({"late"} if number > late else set()))
    return {id_: _rate(people[id_], told, houses) for id_, told in signs.items()}


_EARLY = frozenset({"called", "itself", "told"})


def _rate(person: Entity, namings: Sequence[frozenset[str]], houses: frozenset[str]) -> dict[str, float]:
    total = len(namings)
    counts = Counter(sign for signs in namings for sign in signs)
    if counts["listed"] or counts["early_itself"]:  # what is told of them then says nothing
        counts = Counter({sign: n for sign, n in counts.items() if sign not in _TOLD})
    features = dict.fromkeys(counts, 1.0)
    features |= {f"{sign}_share": counts[sign] / total for sign in _SHARES if counts[sign]}
    features |= {f"{sign}_again": 1.0 for sign in _SHARES if counts[sign] > 1}
    features["known"] = float(not person.id.startswith("new:"))
    features["house"] = float(bool(person.organisation) and fold(person.organisation or "") in houses)
    features["formal"] = float(bool(split_name(person.name).title))
    features["often"] = min(total, 8) / 8
    return features


_SHARES = ("called", "told", "past", "pronoun", "object", "full")
_TOLD = frozenset({"told", "early_told", "object", "past", "pronoun", "acts", "owns", "described"})
_SPOKEN_TO = frozenset({"listed", "goes_on", "itself", "called", "vocative", "you_after"})


def _signs(text: str, spot: Spot, call: Call | None, listed: str | None) -> Iterator[str]:
    """What one naming tells of whether its person hears it; ``listed`` is how it lists them as there."""
    before, after = text[max(0, spot.start - 60) : spot.start], text[spot.end : spot.end + 60]
    if " " in spot.said:
        yield "full"
    if introduces_itself(text, spot.start, spot.end, first=True) or _IT_IS.search(before):
        yield "itself"
    elif listed:
        yield listed
    elif call is not None and not _LETTERS.search(text[: spot.start] + text[spot.end :]):
        yield "alone"  # an answer, or a heading, as often as a call
    elif call is not None:
        yield "called"
        yield f"call_{call}"
    elif _VOCATIVE.search(before) and not _OWNS.match(after):
        yield "vocative"
    else:
        yield from _told(before, after)
    if call is Call.SHOWN:
        yield "shown"
    if _YOU.match(after) and not (_OBJECT.search(before) or _POINTS.search(before)):
        yield "you_after"
    if _END.match(after):
        yield "ends"
    if _AWAY.match(after) or _APOLOGY.search(before):
        yield "away"


def is_told_of(text: str, spot: Spot) -> bool:
    """Whether the words around a name tell of its person, more than that they were named."""
    before, after = text[max(0, spot.start - 60) : spot.start], text[spot.end : spot.end + 60]
    return len(list(_told(before, after))) > 1


def _told(before: str, after: str) -> Iterator[str]:
    """How somebody is talked about."""
    yield "told"
    if _OBJECT.search(before):
        yield "object"
    if _ACTS.match(after):
        yield "acts"
    if _PAST.match(after):
        yield "past"
    if _PRONOUN.match(after):
        yield "pronoun"
    if _OWNS.match(after):
        yield "owns"
    if _DESCRIBED.search(before) or _DESCRIBED_AFTER.match(after):
        yield "described"


LATE = 0.85
"""Part of a talk after which it is summed up."""


def _listed(hearing: Hearing) -> dict[tuple[int, int], str]:
    """Where the opening, which cues may cut, lists who is there: by utterance and place, behind the words that say so or as the list goes on."""
    found: dict[tuple[int, int], str] = {}
    text, last = "", -NEAR
    for number, heard in enumerate(hearing.heard[:OPENING]):
        begins = len(text)
        text += heard.utterance.text + " "
        for spot in heard.spots:
            start, end = begins + spot.start, begins + spot.end
            if spot.entities[0].type is not PERSON or _AWAY.match(heard.utterance.text[spot.end :]):
                continue
            before = text[max(0, start - REACH) : start]
            goes_on = start - last < NEAR and bool(_GOES_ON.fullmatch(text, last, start) or _AND.search(before))
            goes_on = goes_on and not _PAST.match(heard.utterance.text, spot.end)
            if _HERE.search(before) or goes_on:
                found[number, spot.start] = "goes_on" if goes_on else "listed"
                last = end
    return found


def only_person(hearing: Hearing, spot: Spot) -> Entity | None:
    """The one person whom a name means: of several, who is named in full somewhere."""
    people = [e for e in spot.entities if e.type is PERSON]
    if len(people) != 1:
        people = [e for e in people if e.id in hearing.in_full]
    return people[0] if len(people) == 1 else None


_IT_IS = re.compile(
    r"(?:^|\b(?:hi|hello|hey|morning|afternoon|evening|yes|yeah|here|sorry|everyone|all|so|and|okay|ok|me)[,.]? )(?:it['’]?s|it is|i['’]?m|i am) (?:me )?$",
    re.IGNORECASE,
)
_VOCATIVE = re.compile(
    r"\b(?:thank you|thanks|sorry|cheers|morning|hello|hi|well done|good|right|okay|ok|yes|no|you|please|now|then|is that|are you there|over to)[,.]? $",
    re.IGNORECASE,
)
_YOU = re.compile(
    r",? (?:you|your|you['’]?(?:re|ve|ll|d)|(?:can|could|would|will|do|did|are|were|have) you|what do you|is that (?:you|right|okay)|are you there)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\b(?:it|that|this|who|he|she)['’]?(?:s| is| was) $", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")
_END = re.compile(r"\s*[.?!]?\s*$")
_OBJECT = re.compile(
    r"\b(?:ask|asks|asked|asking|tell|tells|told|telling|ring|rang|call|called|phone|phoned|email|emailed|write to|wrote to|speak to|spoke to|spoken to|talk to|talked to|check with|with|from|to|for"
    r"|about|by|at|and|or|of|than|like|let|get|got|chase|see|saw|meet|met|poor|old|said|says|if|that|when|because|but|has|had|is|was|does|did) $",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"(?:['’]?(?:s|ll|d) (?!you\b)\w| (?:has|is|will|wants|can|does|would|needs|should|could|might|sends|gets|takes|says|thinks|knows|does|goes|brings|writes|asks|rings)\b)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r" (?:said|told|asked|was|did|had|went|rang|sent|came|wrote|promised|wanted|thought|gave|got|made|left|took|put|found|used to|never|always)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"[^.?!]{0,50}\b(?:he|she|he['’]s|she['’]s|him|her|his)\b", re.IGNORECASE)
_OWNS = re.compile(r"['’]s\b", re.IGNORECASE)
_DESCRIBED = re.compile(r"\b(?:called|named|our|my|their|his|her|the|a|an|some) $", re.IGNORECASE)
_DESCRIBED_AFTER = re.compile(r",? (?:from|at|in|over at|who|the|our|my)\b", re.IGNORECASE)
_AWAY = re.compile(
    r"(?:['’]?s| is| was)? (?:not (?:here|in|with us|coming|well)|away|off\b|on (?:leave|holiday|maternity|paternity|annual)|at (?:the|a|her|his)|ill|sick|poorly|retired|left|gone|in (?:hospital|peru|spain)|back on)\b"
    r"| (?:can['’]?t|couldn['’]?t|won['’]?t|isn['’]?t|sends|sent)\b[^.?!]{0,20}\b(?:come|be here|make it|with us|here|in|love|apologies|regrets)\b|['’]s sent apologies",
    re.IGNORECASE,
)
_APOLOGY = re.compile(
    r"\b(?:apologies (?:from|for)|without|instead of|covering for|in place of)(?: \w+ and)? $", re.IGNORECASE
)
_HERE = re.compile(
    r"\b(?:i['’]?ve(?: got)?|i got|i have|we['’]?ve got|we got|we have|joined by|(?:here |together )with|with me (?:is|are|today)|with me|it['’]?s (?:just |only )?me(?:,| and)?"
    r"|just me(?:,| and)?|in the room (?:is|are)|present are|i can (?:see|hear)|i see|that['’]?s|is that|have we got|on the (?:phone|line|screen|call)(?: (?:is|it['’]?s|there['’]?s|we have))?) (?:also |both )?$"
    r"|\b(?:i['’]?m|we['’]?re) (?:just )?(?:(?:here|sat|sitting|sat here|sitting here|sat down|sitting down) )with $"
    r"|(?:^|\b(?:so|okay|ok|right|this is|it['’]?s),? )(?:(?:the|my|our|a|another) )?(?:[\w-]+ )?(?:one[- ]to[- ]one|1[-: ]1|catch[- ]?up|call|chat|meeting|review|interview|session|supervision|appraisal) with $",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r",? (?:and |also )?(?:i['’]?ve (?:got )?|i got |we['’]?ve got |we got |also )?", re.IGNORECASE)
_AND = re.compile(r"\b(?:and|and then|plus) $", re.IGNORECASE)
