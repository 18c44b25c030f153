"""Which voice is whose: labels that name nobody are matched to people by who is called and who answers.

What speaks for each pair of label and person is weighed as `training/seats.py` learned it; a label is named where one person is likely over all
seatings of different people.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log1p
from types import MappingProxyType

import msgspec
import numpy as np

from minutebook.flow.extract.offline.people.address import Call
from minutebook.flow.extract.offline.words.patterns import read_weights
from minutebook.text import patterns as re

SURE, SURE_SIDE = 0.75, 0.85
"""The chance from which a label is named, and that of a far end, which may be several people's: of 2,376 hidden labels of left-out meetings
1,848 are named right then and 39 wrong; from .9 on 1,644 and 24."""
MOST = 10
"""People that are seated together: those for whom most speaks."""
START, END = 25, 80
"""Letters of a turn before, or after, a name up to which the turn begins, or ends, with it."""
NEAR = 4
"""Turns away in which the next other voice is looked for."""


REPLIES = 0.08
"""Share of replies to itself at which a far end is of several: of single people's none has more than .04, of 235 far ends of several the middle one has .14,
.06 without marks."""


class Naming(msgspec.Struct, frozen=True):
    """A person's name said in a turn of one voice: called or talked about. ``before`` and ``after``: the turn's letters on either side."""

    turn: int
    label: str
    person: str
    call: Call | None = None
    itself: bool = False
    """The speaker says who they are ("Ana here")."""
    told: bool = False
    """What stands around the name tells of that person: "ask Ana", "Ana's"."""
    before: int = 0
    after: int = 0


class Company(msgspec.Struct, frozen=True):
    """The people who may be behind a label: all who are named, those whom the file's head or title names, those of the title, those who seem to be there without a label.

    ``me`` is the vault's owner.
    ``pair``: the title says that two met. ``sides``: labels that stand for the far end of a call, where several may sit.
    """

    people: tuple[str, ...]
    expected: frozenset[str] = frozenset()
    titled: frozenset[str] = frozenset()
    there: frozenset[str] = frozenset()
    me: str | None = None
    pair: bool = False
    sides: frozenset[str] = frozenset()
    replies: Mapping[str, float] = MappingProxyType({})
    """By label, as `find_replies` counts."""


Pairs = Mapping[str, Sequence[Mapping[str, float]]]
"""By label, what speaks for each person of a company, in its order."""


def match_voices(pairs: Pairs, sides: frozenset[str] = frozenset()) -> dict[str, int]:
    """The labels that can be named, each with the place of its person in the company; ``sides`` as a company has them."""
    weights = read_weights("voice_weights")
    odds = np.array(
        [[sum(weights[name] * value for name, value in row.items()) for row in rows] for rows in pairs.values()]
    )
    if not odds.size:
        return {}
    likely = seat(odds)
    best = likely.argmax(axis=1)
    return {
        label: int(n)
        for label, n, chances in zip(pairs, best, likely, strict=True)
        if chances[n] >= (SURE_SIDE if label in sides else SURE)
    }


def seat(odds: np.ndarray) -> np.ndarray:
    """The chance (labels, people) of each pair over all seatings of different people, where a label may also be nobody's.

    ``odds`` (labels, people) are log odds against the latter.
    """
    chosen = np.argsort(-odds.max(axis=0), kind="stable")[:MOST]
    top = np.maximum(odds.max(axis=1), 0.0)
    rows = np.exp(odds[:, chosen] - top[:, None]).tolist()
    ways = [
        [(0, -1, nobody), *((1 << n, n, row[n]) for n in range(len(row)))]
        for row, nobody in zip(rows, np.exp(-top), strict=True)
    ]
    before: list[dict[int, float]] = [{0: 1.0}]
    for options in ways:
        step: dict[int, float] = defaultdict(float)
        for used, chance in before[-1].items():
            for person, _, weight in options:
                if not used & person:
                    step[used | person] += chance * weight
        before.append(step)
    likely = np.zeros_like(odds)
    after = dict.fromkeys(before[-1], 1.0)
    for label in reversed(range(len(ways))):
        step = defaultdict(float)
        for used, chance in before[label].items():
            for person, n, weight in ways[label]:
                if not used & person:
                    rest = weight * after[used | person]
                    step[used] += rest
                    if n >= 0:
                        likely[label, chosen[n]] += chance * rest
        after = step
    return likely / after[0]


def describe_pairs(turns: Sequence[str], labels: Iterable[str], namings: Iterable[Naming], company: Company) -> Pairs:
    """What speaks for each of ``labels`` being each person. ``turns`` are all labels in order of speaking."""
    heard = _hear(turns, namings)
    called = {person for _, person, sign in heard if sign in _CALLED}
    spoken = Counter(turns)
    return {
        label: [
            {
                "bias": 1.0,
                **_heard_of(heard, label, person),
                "uncalled": float(person not in called),
                "new": float(person.startswith("new:") and person != company.me),
                "expected": float(person in company.expected),
                "there": float(person in company.there),
                "titled": float(person in company.titled),
                **(_of_two(heard, label, person, company) if len(spoken) == 2 else {}),
                **(_opens(label, turns, spoken) if person == company.me else {}),
            }
            for person in company.people
        ]
        for label in labels
    }


Heard = Mapping[tuple[str, str, str], float]
"""By label, person and sign: how often it was heard, less for a voice that speaks all the time, as it also speaks after other people's names."""


def _hear(turns: Sequence[str], namings: Iterable[Naming]) -> Heard:
    heard: defaultdict[tuple[str, str, str], float] = defaultdict(float)
    spoken = Counter(turns)
    for naming in namings:
        if naming.itself:
            heard[naming.label, naming.person, "itself"] = 1.0
            continue
        call = naming.call or ("told" if naming.told else "named")
        heard[naming.label, naming.person, f"says_{call}"] += 1
        ends, starts = naming.after < END, naming.before < START
        place = "_end" if ends else "_start" if starts else "_inside"
        for sign, step in (
            (f"{call}_after" + place * (call in {"named", "told", Call.ASKED}), 1),
            (f"{call}_before", -1),
        ):
            voice = _neighbour(turns, naming.turn, step)
            if voice is not None:
                heard[voice, naming.person, sign] += 1 - spoken[voice] / len(turns) * (len(spoken) > 2)
    return heard


_CALLED = frozenset(f"says_{call}" for call in (Call.GREETED, Call.ASKED, Call.ANSWERED))


def _neighbour(turns: Sequence[str], turn: int, step: int) -> str | None:
    """The next other voice before or after a turn."""
    near = range(turn + step, turn + step * (NEAR + 1), step)
    return next((turns[n] for n in near if 0 <= n < len(turns) and turns[n] != turns[turn]), None)


def _heard_of(heard: Heard, label: str, person: str) -> dict[str, float]:
    return {sign: log1p(count) for (of, who, sign), count in heard.items() if of == label and who == person}


def _of_two(heard: Heard, label: str, person: str, company: Company) -> dict[str, float]:
    """What speaks for the other of two voices; people who are called by turns share a microphone."""
    answers: defaultdict[str, float] = defaultdict(float)
    for (of, who, sign), count in heard.items():
        if of == label and sign in _ANSWERS:
            answers[who] += count
    first, second = (*sorted(answers.values(), reverse=True), 0.0, 0.0)[:2]
    end = "side" if label in company.sides else "two"
    there = company.there - {company.me}
    replies = company.replies.get(label, 0.0)
    return {
        f"of_{end}": 1.0,
        f"sole_of_{end}": float(first > second == 0.0),
        f"shared_by_{end}": second / first if first else 0.0,
        "titled_of_two": float(person in company.titled),
        "pair": float(company.pair),
        f"only_there_of_{end}": float(there == {person}),
        f"several_there_of_{end}": float(len(there) > 1),
        f"replies_of_{end}": min(replies / REPLIES, 1.0),
        f"never_replies_of_{end}": float(replies < REPLIES / 4),
    }


def find_replies(said: Iterable[tuple[str, str]]) -> dict[str, float]:
    """By label, the share of its utterances that answer one of its own: several people behind one label talk to each other. ``said``: label and text."""
    replies: Counter[str] = Counter()
    total: Counter[str] = Counter()
    before: tuple[str, str] = ("", "")
    for label, text in said:
        total[label] += 1
        replies[label] += label == before[0] and (before[1].rstrip().endswith("?") or bool(_REPLIES.match(text)))
        before = (label, text)
    return {label: replies[label] / count for label, count in total.items()}


_REPLIES = re.compile(
    r"(?:yes|yeah|yep|aye|no|nope|okay|ok|oh|ah|well|thanks|thank you|sorry|why|what|how|who|you|it's not|i'm not|don't|exactly|sure|ha)\b",
    re.IGNORECASE,
)
_ANSWERS = frozenset(
    {"asked_after_start", "asked_after_inside", "asked_after_end", "answered_after", "answered_before", "greeted_after"}
)


def _opens(label: str, turns: Sequence[str], spoken: Mapping[str, int]) -> dict[str, float]:
    """What makes a voice that of whoever records: it opens the talk and speaks most."""
    return {
        "me": 1.0,
        "me_first": float(turns[0] == label),
        "me_most": float(spoken[label] == max(spoken.values())),
        "me_share": spoken[label] * len(spoken) / len(turns) - 1,
    }


def introduces_itself(text: str, start: int, end: int, *, first: bool) -> bool:
    """Whether the speaker gives the name at ``start`` to ``end`` as their own; ``first``: in this voice's first turn."""
    before, after = text[max(0, start - 40) : start], text[end : end + 30]
    if _I_AM.search(before) and not re.match(r"['’]s\b", after):
        return True
    if re.match(r" (?:here|speaking)\b", after, re.IGNORECASE) and _OPENING.search(before):
        return True
    if not first:
        return False
    if _OPENS_ABROAD.search(before) and (_ENDS_ABROAD.match(after) or _THERE_ABROAD.match(after)):
        return True
    if _START.search(before) and _THERE_ABROAD.match(after):
        return True
    if _JUST.search(before):
        return True
    if _THIS_IS.search(before):
        return bool(_AFTER_THIS_IS.match(after))
    if not _ALONE.search(before):
        return False
    return bool(_IS_HERE.match(after)) or (" " in text[start:end] and bool(_AFTER_WHOLE.match(after)))


_I_AM = re.compile(
    r"\b(?:my name is|my name's|i am|i'm called|(?:it['’]s|there['’]s|just|only)(?: just| only)? me,?|call me|name here is|ich bin|je suis|soy|me llamo) $|(?:^|[.!?,] )i['’]m $",
    re.IGNORECASE,
)
_OPENS_ABROAD = re.compile(
    r"(?:^|[.!?,] )(?:(?:sí|y|hola|buenas|buenos días)[,.]? )?(?:aquí|acá|habla|l[ae]s? habla|les saluda|yo,|hier(?: ist| spricht)?|ici) $",
    re.IGNORECASE,
)
"""How people say who speaks in Spanish, German and French: "Aquí Ana, de logística", "Hier ist Ana", "Ici Ana"."""
_ENDS_ABROAD = re.compile(r"\s*(?:[.,!]|$)| (?:sí|también|auch|aussi)\b", re.IGNORECASE)
_THERE_ABROAD = re.compile(
    r",? (?:por (?:aquí|acá)|al (?:habla|aparato)|aquí|am apparat|à l['’]appareil)\b", re.IGNORECASE
)
_START = re.compile(r"(?:^|[.!?] )$")
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
