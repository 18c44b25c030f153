"""Which voice is whose: labels that name nobody are matched to people by who is called and who answers.

Evidence is added up for every pair of label and person; a label is named only where one person clearly stands out.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from minutebook.flow.extract.offline.address import Call

SURE = 1.6
"""Evidence from which a label is named: a question by name that is answered by somebody who does not speak all the time."""
LAST = 1.2
"""Evidence from which the only label left is named: one greeting that was answered."""
STRANGE = 4.0
"""Evidence for somebody whom only the talk names: that they say their name, or several answered calls."""
LEAD = 0.8
"""How much worse every seating without a pair must be: with these four figures 9 of 70 names given to 395 hidden labels of public calls were wrong."""


MOST = 12
"""Open labels that are seated together; recorders rarely tell more voices apart."""
BREADTH = 200
"""Seatings that are followed at once: with fewer open labels than MOST this is nearly always all of them."""


SHARED = 0.6
"""Share of the evidence that a person must have to be the other of two voices."""


class Naming(msgspec.Struct, frozen=True):
    """A person's name said in an utterance: called or talked about. ``turn`` counts turns of one voice."""

    turn: int
    label: str
    person: str
    call: Call | None = None
    itself: bool = False
    """The speaker says who they are ("Ana here")."""


def match_voices(
    turns: Sequence[str],
    open_labels: Iterable[str],
    namings: Iterable[Naming],
    people: Iterable[str],
    taken: Mapping[str, str],
    strangers: Collection[str] = (),
) -> dict[str, str]:
    """The open labels that can be named.

    ``turns`` are labels in order of speaking, ``people`` may be behind a label, ``taken`` are named ones; ``strangers`` are people whom only
    the talk names, perhaps wrongly heard: they need more evidence.
    """
    labels = list(dict.fromkeys(open_labels))
    voices = list(dict.fromkeys(turns))
    scores = _score(turns, voices, namings)
    free = [person for person in dict.fromkeys(people) if person not in set(taken.values())]
    named = _assign(scores, labels, free, SHARED if len(voices) == 2 else 0.0)
    left = [label for label in labels if label not in named]
    if len(left) == 1:
        for person in free:
            rivals = [scores[left[0], other] for other in free if other != person and other not in named.values()]
            score = scores[left[0], person]
            if person not in named.values() and score >= LAST and score - max(rivals, default=0.0) >= LEAD:
                named[left[0]] = person
    return {
        label: person for label, person in named.items() if person not in strangers or scores[label, person] >= STRANGE
    }


def _assign(
    scores: Mapping[tuple[str, str], float], labels: Sequence[str], people: Sequence[str], share: float
) -> dict[str, str]:
    """The pairs of the best whole seating that are sure, and without which every other is clearly worse.

    ``share``: of the evidence for a label, what its person must have at least; people who are called by turns share a microphone.
    """
    edges = {label: {p: scores[label, p] for p in people if scores[label, p] > 0} for label in labels}
    labels = sorted((label for label in labels if edges[label]), key=lambda label: -max(edges[label].values()))[:MOST]
    total, seating = _seat(edges, labels)
    named = {}
    for label, person in seating.items():
        without = {k: {p: s for p, s in row.items() if (k, p) != (label, person)} for k, row in edges.items()}
        rivals = sum(score for other, score in edges[label].items() if other != person)
        if share and rivals > (1 - share) * edges[label][person]:
            continue
        if edges[label][person] >= SURE and total - _seat(without, labels)[0] >= LEAD:
            named[label] = person
    return named


def _seat(edges: Mapping[str, Mapping[str, float]], labels: Sequence[str]) -> tuple[float, dict[str, str]]:
    """The seating of different people on labels with the most evidence together."""
    best: dict[frozenset[str], tuple[float, dict[str, str]]] = {frozenset(): (0.0, {})}
    for label in labels:
        step = dict(best)
        for used, (total, seating) in best.items():
            for person, score in edges[label].items():
                key = used | {person}
                if person not in used and (key not in step or step[key][0] < total + score):
                    step[key] = (total + score, {**seating, label: person})
        best = dict(sorted(step.items(), key=lambda s: -s[1][0])[:BREADTH])
    return max(best.values(), key=lambda b: b[0])


def _score(
    turns: Sequence[str], voices: Sequence[str], namings: Iterable[Naming]
) -> defaultdict[tuple[str, str], float]:
    scores: defaultdict[tuple[str, str], float] = defaultdict(float)
    namings = list(namings)
    spoken = Counter(turns)
    greeting = {n.turn for n in namings if n.call is Call.GREETED}
    for naming in namings:
        if naming.itself:
            scores[naming.label, naming.person] += 5.0
            continue
        if naming.call is None or naming.call is Call.SHOWN:
            scores[naming.label, naming.person] -= 1.0
            if len(voices) == 2:
                scores[_other(voices, naming.label), naming.person] -= 0.5
            continue
        scores[naming.label, naming.person] -= 4.0
        if len(voices) == 2:
            scores[_other(voices, naming.label), naming.person] += 2.5
            continue
        before, after = _neighbours(turns, naming.turn)
        if naming.call is Call.GREETED and naming.turn + 1 in greeting and after is not None:
            scores[after, naming.person] += 1.0  # who is greeted greets back
        for voice, weight in ((after, _AFTER[naming.call]), (before, _BEFORE[naming.call])):
            if voice is not None:  # who speaks all the time also speaks after other people's names
                scores[voice, naming.person] += weight * (1 - spoken[voice] / len(turns))
    return scores


_AFTER = {Call.GREETED: 1.25, Call.ASKED: 2.0, Call.ANSWERED: 0.75}
_BEFORE = {Call.GREETED: 1.0, Call.ASKED: 0.0, Call.ANSWERED: 1.25}


def _other(voices: Sequence[str], label: str) -> str:
    return voices[1] if voices[0] == label else voices[0]


def _neighbours(turns: Sequence[str], turn: int) -> tuple[str | None, str | None]:
    """The other voice just before a turn, and just after it."""
    label = turns[turn]
    before = next((turns[n] for n in range(turn - 1, max(-1, turn - 3), -1) if turns[n] != label), None)
    after = next((turns[n] for n in range(turn + 1, min(len(turns), turn + 3)) if turns[n] != label), None)
    return before, after


def introduces_itself(text: str, start: int, end: int, *, first: bool) -> bool:
    """Whether the speaker gives the name at ``start`` to ``end`` as their own; ``first``: in this voice's first turn."""
    before, after = text[max(0, start - 40) : start], text[end : end + 30]
    if _I_AM.search(before) and not re.match(r"['’]s\b", after):
        return True
    if re.match(r" (?:here|speaking)\b", after, re.IGNORECASE) and _OPENING.search(before):
        return True
    if not first:
        return False
    if _JUST.search(before):
        return True
    if _THIS_IS.search(before):
        return bool(_AFTER_THIS_IS.match(after))
    if not _ALONE.search(before):
        return False
    return bool(_IS_HERE.match(after)) or (" " in text[start:end] and bool(_AFTER_WHOLE.match(after)))


_I_AM = re.compile(
    r"\b(?:my name is|my name's|i am|i'm called|it's just me,?|call me|name here is|ich bin|je suis|soy|me llamo) $|(?:^|[.!?,] )i['’]m $",
    re.IGNORECASE,
)
_JUST = re.compile(r"(?:^|[.!?,] )it['’]?s (?:just|only) $", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:^|[.!?,:] |\bit['’]s |\bit is |\b(?:hi|hello|hey|morning|and|so|yes|yeah|yep|sure|ok|okay|right),? (?:it's )?)$",
    re.IGNORECASE,
)
_THIS_IS = re.compile(r"\b(?:this is|it['’]?s) $", re.IGNORECASE)
_AFTER_THIS_IS = re.compile(
    r"\s*[.!](?:\s|$)|[,.]?(?: (?:from|at|speaking|calling|here|in)\b|\s*$)|,? (?:it['’]s|i['’]?(?:m|ve|ll))\b",
    re.IGNORECASE,
)
_IS_HERE = re.compile(r"(?: is|['’]s) here\b[.,]? i['’]?m\b", re.IGNORECASE)
_AFTER_WHOLE = re.compile(
    r"\s*(?:[.!]|$|,? (?:from|at)\b)|,? i['’]?(?:m|ve)\b|, i (?:look after|run|lead|work|do|manage|head|handle|keep)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?:^|[.!?] )(?:(?:hi|hello|morning|good morning|hey|afternoon)(?: (?:all|everyone|everybody|there|folks|team|both))?[,!.]? )?$",
    re.IGNORECASE,
)
