"""Who has the floor where no label tells: who is called, who answers, who says who they are, and where one voice gives way to another.

Each utterance is said by somebody who takes part. A chain over (who speaks, who spoke before them) weighs what speaks for each, as `training/floors.py`
learned it from meetings whose labels were taken away; the chance of a speaker is that over all ways in which the talk may have gone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log1p

import msgspec
import numpy as np

from minutebook.flow.extract.offline.people.hearing import Hearing
from minutebook.flow.extract.offline.people.presence import is_told_of, only_person
from minutebook.flow.extract.offline.people.voices import introduces_itself
from minutebook.flow.extract.offline.words.patterns import read_weights
from minutebook.model.entity import Entity
from minutebook.model.source import Utterance
from minutebook.text import patterns as re

NEAR = 3
"""Utterances after a name in which its person may begin to speak, and until one in which they may have spoken."""
BEGINNING, ENDING = 25, 60
"""Letters of an utterance before, or after, a name up to which it begins, or ends, with it."""
FULL = 0.75
"""Share of the length at which a recorder cuts from which an utterance may have been cut."""
EARLY = 6
"""Utterances in which those who meet say who they are."""
SHORT = 6
"""Words of an utterance that is hardly more than an answer."""
MARKED = 0.3
"""Share of utterances that end with a mark from which a talk is punctuated."""
LONG = 16
"""Words of a mean utterance from which a recorder cuts within what one voice says more often than in the meetings that were learned from."""
MAY_GO_ON = -0.7
"""The least log odds of a voice going on then: one in three."""
MOST = 20.0
"""Log odds beyond which a sign says no more."""

Signs = dict[str, float]


class Floor(msgspec.Struct, frozen=True):
    """What speaks for whom, one entry an utterance: ``may`` have said it, places in ``people``, whose last is nobody who is known.

    ``says``: that a person says it; ``into`` and ``out``: that they begin with it, or have spoken until it; ``stays``: that the voice before goes on;
    ``back``: that the voice before that one comes back.
    """

    people: tuple[str, ...]
    may: list[tuple[int, ...]]
    says: list[dict[int, Signs]]
    into: list[dict[int, Signs]]
    out: list[dict[int, Signs]]
    stays: list[Signs]
    back: list[Signs]
    least: float = -MOST
    """Log odds that a voice goes on, at least."""


class Named(msgspec.Struct, frozen=True):
    """A person's name in an utterance: how it is said there, and where; ``itself``: they say who they are."""

    person: int
    how: str
    place: str
    itself: bool


def read_floor(
    utterances: Sequence[Utterance],
    hearing: Hearing,
    present: Sequence[Entity],
    taken: Mapping[str | None, str],
    shared: frozenset[str | None],
    me: str | None,
) -> Floor:
    """``present``: who takes part; ``taken``: whose each label is; an utterance of a ``shared`` label may be anybody's who has none of their own."""
    people = tuple(e.id for e in present)
    at = {id_: n for n, id_ in enumerate(people)}
    nobody = len(people)
    free = tuple(n for n, id_ in enumerate(people) if id_ not in taken.values())
    named = [_named(hearing, n, at) for n in range(len(hearing.heard))]
    said = [u.text for u in utterances]
    two = len(free) == len(people) == 2
    long = sum(text.count(" ") for text in said) > LONG * len(said)
    stays, back = _passes(said, [u.speaker in shared and u.speaker is not None for u in utterances], two=two)
    return Floor(
        (*people, ""),
        [free if u.speaker in shared else (at.get(taken.get(u.speaker, ""), nobody),) for u in utterances],
        _says(said, named, at.get(me or "", nobody)),
        [_around(named, range(n - NEAR, n), n, "after") for n in range(len(said))],
        [_around(named, range(n, n + NEAR), n, "before") for n in range(len(said))],
        stays,
        back,
        MAY_GO_ON if long else -MOST,
    )


def _named(hearing: Hearing, nth: int, at: Mapping[str, int]) -> list[Named]:
    text = hearing.heard[nth].utterance.text
    found = []
    for spot in hearing.heard[nth].spots:
        person = only_person(hearing, spot)
        if person is not None and person.id in at:
            ends, starts = len(text) - spot.end < ENDING, spot.start < BEGINNING
            place = "short" if ends and starts else "end" if ends else "start" if starts else "inside"
            itself = introduces_itself(text, spot.start, spot.end, first=nth < EARLY)
            how = hearing.call(text, spot) or ("told" if is_told_of(text, spot) else "named")
            if nth < EARLY and _MAY_BE_ME.search(text, 0, spot.start):
                how = "given"
            found.append(Named(at[person.id], how, place, itself))
    return found


def _says(said: Sequence[str], named: Sequence[Iterable[Named]], me: int) -> list[dict[int, Signs]]:
    found = []
    for n, text in enumerate(said):
        signs: defaultdict[int, Signs] = defaultdict(dict)
        for name in named[n]:
            signs[name.person]["itself" if name.itself else f"says_{name.how}"] = 1.0
        signs[me] |= {
            "me": 1.0,
            "me_first": float(n == 0),
            "me_asks": float(text.endswith("?")),
            "me_offers": float(bool(_OFFERS.search(text))),
            "me_to_you": float(bool(_YOU.search(text)) and not _I.search(text)),
            "me_long": min(text.count(" ") / LONG, 2.0) - 0.5,
        }
        found.append(dict(signs))
    return found


def _around(named: Sequence[Iterable[Named]], near: Iterable[int], here: int, side: str) -> dict[int, Signs]:
    """Who was called shortly before, or is called now or shortly after."""
    signs: defaultdict[int, Signs] = defaultdict(dict)
    for n in near:
        for name in named[n] if 0 <= n < len(named) else ():
            if not name.itself:
                signs[name.person][f"{name.how}_{name.place}_{side}{abs(n - here)}"] = 1.0
    return dict(signs)


def _passes(said: Sequence[str], sides: Sequence[bool], *, two: bool) -> tuple[list[Signs], list[Signs]]:
    """What speaks for the voice before going on at each utterance, and for the one before that coming back; ``sides``: of a label that several share."""
    words = [text.count(" ") + 1 for text in said]
    ranked = sorted(words)
    cut = ranked[int(0.9 * (len(ranked) - 1))]
    marked = sum(bool(_END.search(text)) for text in said) > MARKED * len(said)
    kind = "marked" if marked else "bare"
    layout = {
        f"{kind}_short": sum(n <= SHORT for n in words) / len(words) - 0.2,
        f"{kind}_cut": log1p(cut) - 3.3,
        f"{kind}_sharp": log1p(ranked[-1]) - log1p(cut),
        f"{kind}_middle": log1p(cut) - log1p(ranked[len(ranked) // 2]),
        f"{kind}_two": float(two),
    }
    stays: list[Signs] = [{}]
    back: list[Signs] = [{}]
    for n in range(1, len(said)):
        before, here = said[n - 1], said[n]
        asked = float(before.rstrip().endswith("?"))
        opening, ending = _edge(here, 0, _OPENS), _edge(before, -1, _HANGS)
        signs = {
            **layout,
            f"{kind}_side" if sides[n] else kind: 1.0,
            f"{kind}_asked": asked,
            f"{kind}_asks": float(here.rstrip().endswith("?")),
            f"{kind}_unended": float(marked and not _END.search(before)),
            f"{kind}_small": float(marked and here[:1].islower()),
            **_lengths(kind, words[n - 1], words[n], cut),
        }
        signs |= {f"opens_{opening}": 1.0} if opening else {}
        signs |= {f"ends_{ending}": 1.0} if ending else {}
        stays.append(signs)
        back.append(_returns(asked, words[n - 1], words[n], opening))
    return stays, back


def _lengths(kind: str, before: int, here: int, cut: int) -> Signs:
    """What the words of two utterances that follow each other tell, beside the number at which the recorder cuts."""
    return {
        f"{kind}_full": float(before > FULL * cut),
        f"{kind}_long": min(before / cut, 1.0) - 0.5,
        f"{kind}_same": float(before == cut),
        f"{kind}_before": log1p(before) - 2.5,
        f"{kind}_here": log1p(here) - 2.5,
    }


def _returns(asked: float, before: int, here: int, opening: str) -> Signs:
    """What speaks for the voice coming back that spoke before the last."""
    signs = {
        "back": 1.0,
        "back_asked": asked,
        "back_short": float(before <= SHORT),
        "back_here_short": float(here <= SHORT),
    }
    return signs | ({f"back_opens_{opening}": 1.0} if opening else {})


def _edge(text: str, which: int, known: frozenset[str]) -> str:
    """The first or last word of an utterance where it is one of those that tell something."""
    words = text.split()
    word = words[which].lower().strip(",.!?;:-–…").replace("’", "'") if words else ""
    return word.replace("'", "_") if word in known else ""


def find_chances(floor: Floor, weights: Mapping[str, float] | None = None) -> tuple[np.ndarray, np.ndarray]:
    """The chance that each says it (utterances, people), and that another voice begins with it; by the weights of the package where none are given."""
    told = read_weights("floor_weights") if weights is None else weights
    shape = (len(floor.may), len(floor.people))

    def weigh(signs: Signs) -> float:
        return min(MOST, sum(told[name] * value for name, value in signs.items()))

    allowed = np.full(shape, -np.inf)
    for n, places in enumerate(floor.may):
        allowed[n, list(places)] = 0.0
    says, into, out = (_table(signs, shape, weigh) for signs in (floor.says, floor.into, floor.out))
    stays, back = (np.array([weigh(signs) for signs in each]) for each in (floor.stays, floor.back))
    return pass_on(says + allowed, into, out, np.maximum(stays, floor.least), back)


def _table(signs: Sequence[Mapping[int, Signs]], shape: tuple[int, int], weigh: Callable[[Signs], float]) -> np.ndarray:
    table = np.zeros(shape)
    for n, of in enumerate(signs):
        for person, found in of.items():
            table[n, person] = weigh(found)
    return table


def pass_on(
    says: np.ndarray, into: np.ndarray, out: np.ndarray, stays: np.ndarray, back: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The chance of each speaker (utterances, people) and of another voice, by log odds of the same shape and, of ``stays`` and ``back``, one an utterance.

    Forward and backward over states (who speaks, who spoke before them), with a last place for nobody yet.
    """
    total, size = says.shape
    heard = np.exp(says - says.max(axis=1, keepdims=True))
    begins, ends, goes_on, returns = np.exp(into), np.exp(out), np.exp(stays), np.exp(back) - 1
    another = 1.0 - np.eye(size)
    forward = np.zeros((total, size, size + 1))
    forward[0, :, size] = heard[0] / heard[0].sum()
    moves = begins[:, :, None] * ends[:, None, :] * another  # (utterance, who begins, who has spoken)
    for n in range(1, total):
        last = forward[n - 1]
        now = goes_on[n] * last
        now[:, :size] += moves[n] * (last.sum(axis=1) + returns[n] * last[:, :size].T)
        now *= heard[n][:, None]
        forward[n] = now / now.sum()
    chances = forward.sum(axis=2)
    begins_anew = np.ones(total)
    ahead = np.ones((size, size + 1))
    for n in range(total - 1, 0, -1):
        ahead = ahead * heard[n][:, None]
        step = moves[n] * ahead[:, :size]
        earlier = goes_on[n] * ahead + step.sum(axis=0)[:, None]
        earlier[:, :size] += returns[n] * step.T
        both = forward[n - 1] * earlier
        begins_anew[n] = 1 - goes_on[n] * (forward[n - 1] * ahead).sum() / both.sum()
        chances[n - 1] = both.sum(axis=1) / both.sum()
        ahead = earlier / earlier.max()
    return chances, begins_anew


_OFFERS = re.compile(r"\b(?:i['’]?ll|i will|i can|let me|i['’]d)\b", re.IGNORECASE)
_YOU = re.compile(r"\b(?:you(?:['’](?:re|ll|ve|d))?|yours?)\b", re.IGNORECASE)
_I = re.compile(r"\b(?:i(?:['’](?:m|ll|ve|d))?|me|my|mine|myself)\b", re.IGNORECASE)
_MAY_BE_ME = re.compile(r"\b(?:this is|it['’]?s|i['’]?m|i am) $", re.IGNORECASE)
_END = re.compile(r"[.!?…][\"'”’)\]]*\s*$")
_OPENS = frozenset(
    "yes yeah yep aye no nope okay ok right oh ah well so and but because which that it it's i i'm i'll i've we we're we'll you what who when how why where is are do does did can could"
    " would will then thanks thank good great fine sure sorry just if for to the a there there's that's he she they not only perfect lovely brilliant hello hi morning mm hm".split()
)
_HANGS = frozenset(
    "and or but so because that if when what who how where why which the a an to of for with in on at by from as than like i we he she they is are was were be not just only it you"
    " yes no okay right".split()
)
