"""Whose a piece of work is: each who speaks or is named around it is weighed, and the one that the thread's rules give speaks for itself."""

import re
from collections.abc import Sequence
from math import log

import msgspec
import numpy as np

from minutebook.flow.extract.offline.talk.acts import OFFERS, REQUESTS, Kind
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.sense import MINE, YOURS
from minutebook.flow.extract.offline.words.patterns import read_weights
from minutebook.flow.extract.offline.work.thread import State, Thread

LINES_BEFORE, LINES_AFTER = 2, 3
ANSWERING = 6
"""Lines after a request in which somebody answers it."""
_FIRM = frozenset({Kind.WILL, Kind.MINE, Kind.YOU, Kind.SOON})


class Holder(msgspec.Struct, frozen=True):
    """One who may have the work: a speaker's label or, where ``named``, a full name; what speaks for them."""

    who: str
    named: bool
    features: dict[str, float]


def choose_owner(thread: Thread, lines: Sequence[Line], people: People, odds: np.ndarray) -> str | None:
    """The full name of the likeliest holder; None where nobody is likely or nothing says who the speaker is."""
    weights = read_weights("owner_weights")
    rated = [
        (sum(weights[name] * value for name, value in holder.features.items()), holder)
        for holder in find_holders(thread, lines, people, odds)
    ]
    best = max(rated, key=lambda one: one[0], default=None)
    if best is None or best[0] < log(weights["least"] / (1 - weights["least"])):
        return ruled_owner(thread, people) if thread.first.kind is Kind.THIRD and thread.first.to else None
    return name_of(best[1], people)


def name_of(holder: Holder, people: People) -> str | None:
    return holder.who if holder.named else people.name(holder.who)


def ruled_owner(thread: Thread, people: People) -> str | None:
    """The full name that the thread's own rules give."""
    if thread.owner is not None:
        return thread.owner if thread.named else people.name(thread.owner)
    return thread.to if thread.state in {State.ASKED, State.ACCEPTED} else None


def find_holders(thread: Thread, lines: Sequence[Line], people: People, odds: np.ndarray) -> list[Holder]:
    """Who speaks from a little before a thread's first act to a little after its last, and whom its acts name."""
    acts = sorted({act.line for act in thread.acts})
    near = range(max(0, acts[0] - LINES_BEFORE), min(len(lines), acts[-1] + LINES_AFTER + 1))
    told = [n for n in near if any(abs(n - at) <= LINES_AFTER for at in acts)]
    speakers = dict.fromkeys(lines[n].speaker for n in told if lines[n].speaker)
    known = {people.name(label): label for label in speakers if label}
    tellings = _tellings(told, lines)
    named = {act.to for act in thread.acts if act.to} | {thread.to} | ({thread.owner} if thread.named else set())
    named |= tellings.keys() | {thread.echo}
    holders = [(label, False) for label in speakers if label]
    holders += [(name, True) for name in sorted(filter(None, named)) if name not in known]
    best = {label: max(float(odds[n, MINE]) for n in told if lines[n].speaker == label) for label in speakers}
    return [
        Holder(who, by_name, _describe(who, by_name, thread, told, lines, people, odds, best, tellings))
        for who, by_name in holders
    ]


def _describe(
    who: str,
    named: bool,
    thread: Thread,
    told: Sequence[int],
    lines: Sequence[Line],
    people: People,
    odds: np.ndarray,
    best: dict[str | None, float],
    tellings: dict[str, set[str]],
) -> dict[str, float]:
    name = who if named else people.name(who)
    own = [] if named else [act for act in thread.acts if lines[act.line].speaker == who]
    offers = [act for act in own if act.kind in OFFERS]
    said = [] if named else [n for n in told if lines[n].speaker == who]
    ruled = thread.owner if thread.owner is not None else thread.to
    is_ruled = ruled is not None and ruled in {who, name}
    mine = max((float(odds[n, MINE]) for n in said), default=-1.0)
    acting = max((float(odds[act.line, MINE]) for act in own), default=-1.0)
    others = [value for label, value in best.items() if label != who]
    return {
        "bias": 1.0,
        "ruled": float(is_ruled),
        "ruled_other": float(ruled is not None and not is_ruled),
        f"ruled_{thread.state}": float(is_ruled),
        "offers": min(len(offers), 2) / 2,
        "firm": float(any(act.kind in _FIRM for act in offers)),
        "first_offer": float(thread.first in offers),
        "asks": float(any(act.kind in REQUESTS for act in own)),
        "asks_first": float(thread.first in own and thread.first.kind in REQUESTS),
        "addressed": float(name is not None and any(act.to == name and act.kind in REQUESTS for act in thread.acts)),
        "given": float(name is not None and any(act.to == name and act.kind is Kind.THIRD for act in thread.acts)),
        "somebody_else": float(any(act.to and act.to != name for act in thread.acts)),
        "named": float(named),
        "silent": float(not own and not named),
        "mine": mine,
        "mine_acting": acting,
        "mine_more": mine - max(others, default=-1.0),
        "yours": max((float(odds[n, YOURS]) for n in said), default=-1.0),
        "speaks_last": float(bool(said) and said[-1] == told[-1]),
        "alone": float(len(best) == 1),
        "mine_first": float(odds[thread.first.line, MINE]) if own and thread.first in own else -1.0,
        "yours_first": float(odds[thread.first.line, YOURS]) if thread.first not in own else -1.0,
        "answers": float(not named and _next_speaker(thread, lines) == who),
        "declines": float(any(_DECLINES.search(lines[n].plain) for n in said)),
        "takes": float(any(_TAKES.search(lines[n].plain) for n in said)),
        "echoed": float(name is not None and name == thread.echo),
        "someone": float(thread.first.kind is Kind.SOMEONE),
        "someone_offers": float(thread.first.kind is Kind.SOMEONE and bool(offers)),
        "left_open": float(any(_LEFT_OPEN.search(lines[n].plain) for n in told)),
        "hands_on": float(any("handed" in signs for other, signs in tellings.items() if other != name) and bool(said)),
        **dict.fromkeys(tellings.get(name or "", ()), 1.0),
    }


def _next_speaker(thread: Thread, lines: Sequence[Line]) -> str | None:
    """Who speaks next after a thread's first act."""
    first = lines[thread.first.line]
    after = lines[first.id + 1 : first.id + 1 + ANSWERING]
    return next((line.speaker for line in after if line.speaker != first.speaker), None)


def _tellings(told: Sequence[int], lines: Sequence[Line]) -> dict[str, set[str]]:
    """How people are talked about there, as who will do it: by full name. ``handed``: who says so promises it of them."""
    found: dict[str, set[str]] = {}
    last, by = "", -1
    for n in told:
        line = lines[n]
        for name in line.names:
            signs = {
                sign
                for sign, before, after in _TELLING
                if before.search(line.plain, 0, name.start) and after.match(line.plain, name.end)
            }
            if signs:
                last, by = name.name, n
                found.setdefault(last, set()).update(signs)
        if last and lines[by].speaker == line.speaker and _OF_ANOTHER.search(line.plain):
            found[last].add("handed")
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
_OF_ANOTHER = re.compile(
    r"\b(?:he|she)(?:'ll| will| can| could| has (?:till|until)| does)\b|\bfrom (?:him|her)\b|\b(?:his|her) behalf\b|\b(?:tell|ask|get|let) (?:him|her)\b"
)
_DECLINES = re.compile(
    r"\bi (?:can't|cannot|couldn't|won't|shan't)\b|(?:^|[,.] )not me\b|\bi'm (?:off|away|on leave|not)\b"
)
_TAKES = re.compile(
    r"\blet me\b|\b(?:leave|give) (?:it|that|this|them|those) (?:with|to) me\b|\bthat's (?:me|mine|my job|on me)\b|\bi'd better\b|\bi'm on it\b|\bput me down\b"
)
_LEFT_OPEN = re.compile(
    r"\b(?:don't look at me|(?:^|[,.] )not me\b|nobody,? then|come back to (?:it|that|this)|stays? open|find an owner|without a name|leave it on the list|who(?:ever)? (?:has|is) time)"
)
