"""Which voice is whose: labels that name nobody are matched to people by who is called and who answers.

Evidence is added up for every pair of label and person; a label is named only where one person clearly stands out.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from minutebook.flow.extract.offline.address import Call

SURE = 2.0
"""Evidence from which a label is named: two calls that were answered, or one in talk of two."""
LAST = 1.25
"""Evidence from which the only label left is named: one greeting that was answered."""
LEAD = 1.0
"""How far the best person must lead the next, and the best label the next: less is one call heard wrongly."""


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
) -> dict[str, str]:
    """The open labels that can be named. ``turns`` are labels in order of speaking, ``people`` may be behind a label, ``taken`` are named ones."""
    labels = list(dict.fromkeys(open_labels))
    voices = list(dict.fromkeys(turns))
    scores = _score(turns, voices, namings)
    free = [person for person in dict.fromkeys(people) if person not in set(taken.values())]
    named: dict[str, str] = {}
    while len(named) < len(labels):
        left = [label for label in labels if label not in named]
        people_left = [person for person in free if person not in named.values()]
        best = _clearest(scores, left, people_left, SURE if len(left) > 1 else LAST)
        if best is None:
            break
        named[best[0]] = best[1]
    return named


def _clearest(
    scores: Mapping[tuple[str, str], float], labels: Sequence[str], people: Sequence[str], sure: float
) -> tuple[str, str] | None:
    """The pair with most evidence, where it is enough and stands out on both sides."""
    pairs = sorted(
        ((scores.get((label, person), 0.0), label, person) for label in labels for person in people),
        key=lambda p: (-p[0], p[1], p[2]),
    )
    for score, label, person in pairs:
        if score < sure:
            return None
        rival = max((s for s, other, who in pairs if (other == label) != (who == person)), default=0.0)
        if score - rival >= LEAD:
            return label, person
    return None


def _score(turns: Sequence[str], voices: Sequence[str], namings: Iterable[Naming]) -> Mapping[tuple[str, str], float]:
    scores: dict[tuple[str, str], float] = defaultdict(float)
    for naming in namings:
        if naming.itself:
            scores[naming.label, naming.person] += 5.0
            continue
        if naming.call is None:
            scores[naming.label, naming.person] -= 1.0
            if len(voices) == 2:
                scores[_other(voices, naming.label), naming.person] -= 0.5
            continue
        scores[naming.label, naming.person] -= 4.0
        if len(voices) == 2:
            scores[_other(voices, naming.label), naming.person] += 2.5
            continue
        before, after = _neighbours(turns, naming.turn)
        for voice, weight in ((after, _AFTER[naming.call]), (before, _BEFORE[naming.call])):
            if voice is not None:
                scores[voice, naming.person] += weight
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
    if _THIS_IS.search(before):
        return bool(re.match(r"[,.]?(?: (?:from|at|speaking|calling|here|in)\b|\s*$)", after, re.IGNORECASE))
    return (
        " " in text[start:end]
        and bool(_ALONE.search(before))
        and bool(re.match(r"\s*(?:[.!]|$|,? (?:from|at)\b)", after))
    )


_I_AM = re.compile(
    r"\b(?:my name is|my name's|i am|i'm called|it's just me,?|call me|name here is|ich bin|je suis|soy|me llamo) $|(?:^|[.!?,] )i['’]m $",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:^|[.!?,:] |\b(?:hi|hello|hey|morning|and|so|yes|yeah),? (?:it's )?)$", re.IGNORECASE)
_THIS_IS = re.compile(r"\b(?:this is|it's) $", re.IGNORECASE)
_ALONE = re.compile(r"(?:^|[.!?] )(?:(?:hi|hello|morning|good morning|hey|afternoon)[,!.]? )?$", re.IGNORECASE)
