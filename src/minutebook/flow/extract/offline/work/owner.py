"""Whose a piece of work is: each who speaks or is named around it is weighed against the others and against nobody; the one that the thread's rules give speaks for itself."""

from collections.abc import Sequence

import msgspec
import numpy as np

from minutebook.flow.extract.offline.talk.acts import OFFERS, REQUESTS, Act, Kind, find_vocative
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.sense import MINE, YOURS
from minutebook.flow.extract.offline.words.patterns import read_weights
from minutebook.flow.extract.offline.work.thread import State, Thread
from minutebook.text import patterns as re

LINES_BEFORE, LINES_AFTER = 2, 3
ANSWERING = 6
"""Lines after a request in which somebody answers it."""
AT_ONCE = 4
"""Lines from "you can't" to "it's me"."""
_FIRM = frozenset({Kind.WILL, Kind.MINE, Kind.YOU, Kind.SOON})


class Holder(msgspec.Struct, frozen=True):
    """One who may have the work: a speaker's label or, where ``named``, a full name; what speaks for them."""

    who: str
    named: bool
    features: dict[str, float]


def choose_owners(
    threads: Sequence[Thread], mains: Sequence[Act | None], lines: Sequence[Line], people: People, odds: np.ndarray
) -> list[str | None]:
    """The full name of the likeliest holder of each thread; None where nobody is likely or nothing says who the speaker is.

    ``mains`` are the acts whose words the tasks take; ``odds`` (lines, senses) are bounded.
    """
    owners = Owners(lines, people, odds)
    return [owners.choose(thread, main) for thread, main in zip(threads, mains, strict=True)]


def likeliest(rated: Sequence[float], least: float) -> int | None:
    """The place of the highest odds, where its chance beside the others and nobody, whose odds are 0, is at least that."""
    chances = np.exp(np.array([*rated, 0.0]) - max([*rated, 0.0]))
    best = int(chances[:-1].argmax()) if len(rated) else 0
    return best if len(rated) and chances[best] >= least * chances.sum() else None


def name_of(holder: Holder, people: People) -> str | None:
    return holder.who if holder.named else people.name(holder.who)


def ruled_owner(thread: Thread, people: People) -> str | None:
    """The full name that the thread's own rules give."""
    if thread.owner is not None:
        return thread.owner if thread.named else people.name(thread.owner)
    return thread.to if thread.state in {State.ASKED, State.ACCEPTED} else None


class Owners:
    """Chooses among the people of one talk."""

    def __init__(self, lines: Sequence[Line], people: People, odds: np.ndarray) -> None:
        self._lines = lines
        self._people = people
        self._mine, self._yours = odds[:, MINE].tolist(), odds[:, YOURS].tolist()
        self._signs = {
            sign: frozenset(line.id for line in lines if pattern.search(line.plain)) for sign, pattern in _SIGNS.items()
        }
        self._called = [find_vocative(line) if line.names else None for line in lines]
        self._told = [find_tellings(line) for line in lines]

    def choose(self, thread: Thread, main: Act | None) -> str | None:
        weights = read_weights("owner_weights")
        holders = self.find(thread, main)
        rated = [sum(weights[name] * value for name, value in holder.features.items()) for holder in holders]
        chosen = likeliest(rated, weights["least"])
        if chosen is None:
            return ruled_owner(thread, self._people) if thread.first.kind is Kind.THIRD and thread.first.to else None
        return name_of(holders[chosen], self._people)

    def find(self, thread: Thread, main: Act | None) -> list[Holder]:
        """Who speaks from a little before a thread's first act to a little after its last, and whom its acts name."""
        acts = sorted({act.line for act in thread.acts})
        near = range(max(0, acts[0] - LINES_BEFORE), min(len(self._lines), acts[-1] + LINES_AFTER + 1))
        told = sorted({n for at in acts for n in range(at - LINES_AFTER, at + LINES_AFTER + 1) if n in near})
        speakers = list(dict.fromkeys(self._lines[n].speaker for n in told))
        known = {self._people.name(label) for label in speakers if label}
        tellings: dict[str, set[str]] = {}
        for n in told:
            for name, signs in self._told[n].items():
                tellings.setdefault(name, set()).update(signs)
        named = {act.to for act in thread.acts} | {thread.to, *tellings}
        named |= {thread.owner} if thread.named else set()
        holders = [(label, self._people.name(label), False) for label in speakers if label]
        holders += [(name, name, True) for name in sorted(filter(None, named)) if name not in known]
        return [
            Holder(
                who,
                by_name,
                self._of_acts(who, name, thread, main)
                | self._of_lines(who, told)
                | self._of_talk(who, name, thread, main, told)
                | {"named": float(by_name), **dict.fromkeys(tellings.get(name or "", ()), 1.0)},
            )
            for who, name, by_name in holders
        ]

    def _of_acts(self, who: str, name: str | None, thread: Thread, main: Act | None) -> dict[str, float]:
        """What somebody does in a thread, and what its rules say of them."""
        own = [act for act in thread.acts if self._lines[act.line].speaker == who]
        offers = [act for act in own if act.kind in OFFERS]
        ruled = thread.owner if thread.owner is not None else thread.to
        is_ruled = ruled is not None and ruled in {who, name}
        addressed = name is not None and any(act.to == name and act.kind in REQUESTS for act in thread.acts)
        return {
            "bias": 1.0,
            "ruled": float(is_ruled),
            "ruled_other": float(ruled is not None and not is_ruled),
            f"ruled_{thread.state}": float(is_ruled),
            "offers": min(len(offers), 2) / 2,
            "firm": float(any(act.kind in _FIRM for act in offers)),
            "first_offer": float(thread.first in offers),
            "main_firm": float(main is not None and main.kind in _FIRM and self._lines[main.line].speaker == who),
            "main_to": float(main is not None and name is not None and main.to == name),
            "asks": float(any(act.kind in REQUESTS for act in own)),
            "addressed": float(addressed),
            "silent": float(not own),
            "answers": float(self._next_speaker(thread.first) == who),
            "someone": float(thread.first.kind is Kind.SOMEONE),
            "someone_offers": float(thread.first.kind is Kind.SOMEONE and bool(offers)),
        }

    def _of_lines(self, who: str, told: Sequence[int]) -> dict[str, float]:
        """What the lines of somebody are read as."""
        said = [n for n in told if self._lines[n].speaker == who]
        return {
            "mine": max((self._mine[n] for n in said), default=-1.0),
            "yours": max((self._yours[n] for n in said), default=-1.0),
            "takes": float(not self._signs["takes"].isdisjoint(said)),
            "left_open": float(not self._signs["left_open"].isdisjoint(told)),
        }

    def _of_talk(
        self, who: str, name: str | None, thread: Thread, main: Act | None, told: Sequence[int]
    ) -> dict[str, float]:
        """How somebody is spoken to around a thread, and answers: called, agreeing, taking over what another offered."""
        begun = min(act.line for act in (thread.first, main or thread.first))
        offer = next((act.line for act in thread.acts if act.kind in OFFERS), None)
        others = [n for n in told if self._lines[n].speaker != who]
        asked = next((act.line for act in thread.acts if act.kind in REQUESTS and act.line in others), None)
        after = {n for n in told if self._lines[n].speaker == who and n > begun}
        called = [n for n in others if name is not None and self._called[n] == name]
        agreed = after & self._signs["agrees"]
        barred = {
            n for n in after & self._signs["bars"] if not self._signs["instead"].isdisjoint(range(n, n + AT_ONCE))
        }
        over = (after & self._signs["takes_over"]) | barred
        return {
            "called_before": float(any(n <= begun for n in called)),
            "called_after": float(any(n > begun for n in called)),
            "agrees": float(bool(agreed)),
            "agrees_asked": float(asked is not None and any(n > asked for n in agreed)),
            "takes_over": float(offer is not None and offer in others and any(n > offer for n in over)),
            "is_told_you": float(any(n > begun and n in self._signs["you_do"] for n in others)),
        }

    def _next_speaker(self, act: Act) -> str | None:
        """Who speaks next after an act."""
        first = self._lines[act.line]
        after = self._lines[first.id + 1 : first.id + 1 + ANSWERING]
        return next((line.speaker for line in after if line.speaker != first.speaker), None)


def find_tellings(line: Line) -> dict[str, set[str]]:
    """How people are talked about, as who will do it: by full name."""
    found: dict[str, set[str]] = {}
    for name in line.names:
        for sign, before, after in _TELLING:
            if before.search(line.plain, 0, name.start) and after.match(line.plain, name.end):
                found.setdefault(name.name, set()).add(sign)
    return found


_DOES = re.compile(
    r"(?:'ll|'d| will| can| could| would| does| is going to| is doing| has)\b(?! (?:been|said|told|asked)\b)"
)
_IS_THAT = re.compile(r"\b(?:that's|that is|that'd be|it's|it'd be|that can|one for|that goes to|up to|down to) $")
_ENDS = re.compile(r"[.,;?!]|$|'s (?:job|department|thing|one)\b")
_SENDS = re.compile(r"\b(?:ask|tell|get|have|let|make|see that|remind|put) $")
_TO_DO = re.compile(r" (?:to|do|on|have|send|look|on to)\b")
_TELLING = (
    ("told_does", re.compile(""), _DOES),
    ("told_is_that", _IS_THAT, _ENDS),
    ("told_to_do", _SENDS, _TO_DO),
)
_SIGNS = {
    "takes": re.compile(
        r"\blet me\b|\b(?:leave|give) (?:it|that|this|them|those) (?:with|to) me\b|\bthat's (?:me|mine|my job|on me)\b|\bi'd better\b|\bi'm on it\b|\bput me down\b"
    ),
    "left_open": re.compile(
        r"\b(?:don't look at me|(?:^|[,.] )not me\b|nobody,? then|come back to (?:it|that|this)|stays? open|find an owner|without a name|leave it on the list|who(?:ever)? (?:has|is) time)"
    ),
    "takes_over": re.compile(
        r"^(?:(?:no|oh|actually|well|wait|but|sorry|hang on),? )*let me(?:,| do\b)|^no,? (?:let me|i'll|i will|i'd (?:rather|better)|that's (?:me|mine))\b"
    ),
    "bars": re.compile(r"^(?:(?:no|oh|but),? )*you (?:can't|cannot|shouldn't|mustn't)\b"),
    "instead": re.compile(r"\b(?:it's me|i am|i'm the one|(?:come )?from me|i'll)\b"),
    "agrees": re.compile(
        r"^(?:(?:oh|ah|well|um|and),? )*(?:yes|yeah|yep|aye|sure|okay|ok|of course|course|will do|can do|i will|i can|i do|no problem|no bother|fine|done|right|absolutely"
        r"|certainly|go on|leave it|consider it|gladly|happy to|with pleasure|all right|alright|good)\b"
    ),
    "you_do": re.compile(
        r"\b(?:you(?:'ll| will| do| can| could| take| write| send| ask| have)|would you|will you|could you|can you)\b"
    ),
}
