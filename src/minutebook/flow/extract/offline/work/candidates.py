"""Threads of talk that may be tasks: settled, held, dated and worded, with what speaks for each."""

from collections.abc import Container, Iterable, Sequence
from datetime import date

import msgspec
import numpy as np

from minutebook.flow.extract.offline.talk.acts import Act, Kind
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.sense import bounded
from minutebook.flow.extract.offline.talk.unscripted import Unscripted
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.scorer import read_scorer
from minutebook.flow.extract.offline.words.stems import stems_of
from minutebook.flow.extract.offline.work.deadline import choose_dues
from minutebook.flow.extract.offline.work.due import Due
from minutebook.flow.extract.offline.work.features import describe, describe_hold, is_narration, read_odds
from minutebook.flow.extract.offline.work.loose import find_loose
from minutebook.flow.extract.offline.work.owed import find_owed
from minutebook.flow.extract.offline.work.owner import choose_owners
from minutebook.flow.extract.offline.work.parting import part
from minutebook.flow.extract.offline.work.resolve import settle
from minutebook.flow.extract.offline.work.thread import LIVE, Busy, Follower, Thread, find_acting
from minutebook.flow.extract.offline.work.unnamed import Unnamed
from minutebook.flow.extract.offline.work.wording import Wording
from minutebook.model.source import Form
from minutebook.text import patterns as re

MOST_LINES = 6
LINES_BESIDE, LINES_NEAR = 1, 10
ALIKE = 0.2
"""Share of their stems that two pieces of work near each other have in common from which they are one; see training/tasks.py."""
DEALT, SAME = 0.3, 0.6
"""How much two pieces of work are dealt out one after the other, each to somebody else, and the share from which they are one all the same."""
_TO_ONESELF = frozenset({Kind.MUST, Kind.WILL, Kind.NEED, Kind.PLAN, Kind.ORDER})
_WAYS = [
    {"owned": owned, "due": due, "day": day}
    for owned in (False, True)
    for due, day in ((False, False), (True, False), (True, True))
]
"""How a thread may be held and dated."""


class Candidate(msgspec.Struct, frozen=True):
    """A thread that may be a task, with what the scorer sees of it. ``lines`` are what it rests on."""

    thread: Thread
    text: str
    owner: str | None
    owed_to: str | None
    due: Due | None
    lines: tuple[int, ...]
    features: dict[str, float]
    busy: Container[int]
    """Lines where other threads act."""
    voice: str | None = None
    """The label of who has it, where nothing says who that is."""


def find_candidates(
    lines: tuple[Line, ...],
    people: People,
    reference: date,
    lexicon: Lexicon,
    acts: tuple[Act, ...],
    senses: np.ndarray,
    apart: frozenset[int] = frozenset(),
    least: float = 0.0,
    *,
    alone: bool = False,
) -> list[Candidate]:
    """Every thread that could be a task, in the order of the talk. Lines ``apart`` are read otherwise.

    Threads less probable than ``least``, whoever has them and whatever their day, are left out before these are chosen, and the others before
    they are worded: that takes most of the time. ``alone``: its speaker talks to nobody, so that what they say they must do is for them to do.
    """
    threads = find_threads(lines, lexicon, acts, senses, apart)
    odds, scorer = bounded(senses), read_scorer()
    described = _describe(threads, lines, odds, lexicon, alone=alone)
    likely = [n for n, thread in enumerate(threads) if _chance_at_best(thread, described[n]) >= least]
    wording = Wording(lines, people, lexicon, odds, (thread.stems for thread in threads if thread.state in LIVE))
    held = dict(zip(likely, _choose_holders([threads[n] for n in likely], wording, lines, people, odds), strict=True))
    owners = [held.get(n) for n in range(len(threads))]
    dues = choose_dues(threads, owners, lines, people, reference, odds, lexicon, held)
    acting = find_acting(threads)
    found = []
    for n in likely:
        thread, owner, due, features = threads[n], owners[n], dues[n], described[n]
        day = due is not None and due.span.value is not None
        features |= describe_hold(thread, features, owned=owner is not None, due=due is not None, day=day)
        if scorer.probability(features) < least:
            continue
        text = wording.word(thread, due.span.text if due else None)
        owed, voice = _owed_to_another(thread, owner, lines, people), _voice_of(thread, owner, people)
        rests = _rests_on(thread, due)
        found.append(Candidate(thread, text, owner, owed, due, rests, features, Busy(thread, acting), voice))
    return found


def _owed_to_another(thread: Thread, owner: str | None, lines: tuple[Line, ...], people: People) -> str | None:
    """To whom a thread is owed, if not to the one who has it."""
    owed = find_owed(thread, lines, people)
    return owed if owed != owner else None


def _voice_of(thread: Thread, owner: str | None, people: People) -> str | None:
    """The label of who has a thread, where nothing says who that is."""
    return None if owner or thread.named or people.name(thread.owner) else thread.owner


def _describe(
    threads: Sequence[Thread], lines: tuple[Line, ...], odds: np.ndarray, lexicon: Lexicon, *, alone: bool
) -> list[dict[str, float]]:
    """What speaks for each thread, whoever has it and whatever its day."""
    reading = read_odds(odds, Unscripted(lines))
    described = [describe(thread, lines, reading, lexicon) for thread in threads]
    for thread, features in zip(threads, described, strict=True):
        if alone and not {act.kind for act in thread.acts}.isdisjoint(_TO_ONESELF):
            features["to_oneself"] = 1.0
    return described


def _chance_at_best(thread: Thread, features: dict[str, float]) -> float:
    """How probable a thread is with the holder and the day that would speak for it most."""
    return read_scorer().probability(features, *(describe_hold(thread, features, **way) for way in _WAYS))


def _choose_holders(
    threads: list[Thread], wording: Wording, lines: tuple[Line, ...], people: People, odds: np.ndarray
) -> list[str | None]:
    """Who has each thread, by full name; None where nobody is likely."""
    chosen = choose_owners(threads, [wording.main(thread) for thread in threads], lines, people, odds)
    if speakers := people.speakers:
        unnamed = Unnamed(lines, speakers, odds)
        return [unnamed.choose(thread) or other for thread, other in zip(threads, chosen, strict=True)]
    return chosen


def find_threads(
    lines: tuple[Line, ...],
    lexicon: Lexicon,
    acts: tuple[Act, ...],
    senses: np.ndarray,
    apart: frozenset[int] = frozenset(),
) -> list[Thread]:
    """The pieces of work of a talk as they stand at its end, in order. Lines ``apart`` are read otherwise."""
    spoken = tuple(
        act
        for act in find_loose(lines, acts, senses, lexicon, Unscripted(lines))
        if act.line not in apart and lines[act.line].form is not Form.HEADING and not is_narration(act, lexicon)
    )
    settled = settle(Follower(lines, spoken, lexicon).follow(), lines, lexicon)
    return [piece for thread in settled for piece in part(thread, lines, lexicon)]


def _rests_on(thread: Thread, due: Due | None) -> tuple[int, ...]:
    """The lines of a thread: its acts and answers in order, and where the deadline is said."""
    shown = list(dict.fromkeys(thread.lines))[:MOST_LINES]
    return tuple(sorted({*shown, *([due.line] if due else [])}))


def choose_once(rated: Iterable[tuple[float, Candidate]], lexicon: Lexicon) -> list[tuple[float, Candidate]]:
    """The candidates with their chances in order, the surest of those that tell one piece of work; it takes the day and the owner that only another has."""
    kept: list[tuple[float, Candidate]] = []
    for chance, candidate in sorted(rated, key=lambda one: -one[0]):
        twin = next((n for n, (_, other) in enumerate(kept) if _tells_same(other, candidate, lexicon)), None)
        if twin is None:
            kept.append((chance, candidate))
            continue
        surer, other = kept[twin]
        fuller = msgspec.structs.replace(other, owner=other.owner or candidate.owner, due=other.due or candidate.due)
        kept[twin] = (surer, fuller)
    return sorted(kept, key=lambda one: (one[1].thread.first.line, one[1].thread.first.start))


def _tells_same(one: Candidate, other: Candidate, lexicon: Lexicon) -> bool:
    """Whether two candidates near each other are one piece of work: side by side, or in like words."""
    if one.thread.state not in LIVE or other.thread.state not in LIVE:
        return False
    theirs = {one.owner or one.voice, other.owner or other.voice} - {None}
    if len(theirs) > 1:
        return False
    apart = min(abs(a - b) for a in one.lines for b in other.lines)
    dated = one.due and other.due and one.due.span.value != other.due.span.value
    dealt = all(each.features.get("unscripted", 0.0) >= DEALT for each in (one, other))
    left, right = (stems_of(each.text.partition(" (")[0], lexicon) for each in (one, other))
    shared = left & right
    if dated:  # to send one person two things on two days is no one thing
        shared -= lexicon.weak_verbs | stems_of(" ".join(_NAMES.findall(one.text)), lexicon)
    if apart < LINES_NEAR and 2 * len(shared) > (SAME if dealt else ALIKE) * (len(left) + len(right)):
        return True
    if dealt:
        return False
    firm = "firm" in one.features and "firm" in other.features
    return apart <= LINES_BESIDE and not dated and not (firm and not left & right)


def is_sentence(text: str, lexicon: Lexicon) -> bool:
    """Whether the words of a task stand as an order: a verb, what it is done to, and no end broken off."""
    words = text.partition(" (")[0].split()
    said = stems_of(text, lexicon)
    if len(words) < 2 or words[0].lower() in _NO_VERBS or words[1].lower() in _WHO or _PERFECT.match(text):
        return False
    return len(said) >= 2 and not _BROKEN.search(text)


_BROKEN = re.compile(r"…|\.\.\.|-$|^[^\"]*\"[^\"]*$")
_NO_VERBS = frozenset(
    "a an the this that these those my your our his her their its some any it they we you i he she him them us me and or but of in on at for to with from".split()
)
_WHO = frozenset("i we you he she they".split())
_PERFECT = re.compile(r"Have (?:decided|been|done|had|got|gone|finished|left|seen)\b")
_NAMES = re.compile(r"(?<=\w )[A-ZÀ-Þ][\w'’-]+")
