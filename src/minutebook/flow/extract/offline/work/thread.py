"""Threads: what becomes of an offer, a request or an assignment in the turns after it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from minutebook.flow.extract.offline.talk.acts import OFFERS, REQUESTS, Act, Kind
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.refer import find_person
from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.words.stems import overlap, stems_of
from minutebook.text import patterns as re

TURNS_PENDING = 3
"""Turns in which an answer still belongs to a request: nine in ten answers of dev come in the first, all in the third."""
LINES_PENDING = 9
LINES_OF_PERSON = 4
"""Lines of one turn in which "him" is still the one just named."""
WORDS_OF_DAY = 8
"""Words of a reply that says no more than a day."""


class State(StrEnum):
    """``ASKED`` waits for an answer, ``OFFERED`` was said by its owner, ``OPEN`` is somebody's."""

    ASKED = "asked"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    OPEN = "open"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    DONE = "done"


_TAKEN = frozenset({State.OFFERED, State.ACCEPTED})
LIVE = frozenset({State.ASKED, State.OFFERED, State.ACCEPTED, State.ASSIGNED, State.OPEN})


_PERSONAL = re.compile(r"\b(?:him|her|them)\b")
_WISHES = frozenset({Kind.OBTAIN, Kind.SUGGEST})
"""What its speaker may take on after all: "I want a slide … I'll make that"."""
_PRONOUN = re.compile(r"\b(?:it|that|this|them|those|these|one|him|her)\b")
_PROMISES = frozenset({Kind.WILL, Kind.MINE, Kind.YOU})
"""After such an offer nobody asks "could you do it?": that is about something else."""
_ADVISES = frozenset({Kind.ASK, Kind.SUGGEST})
_PREPARES = frozenset({Kind.MUST, Kind.CAN, Kind.WOULD, Kind.PLAN})
"""What leads up to an offer: "I have to see if the hall is open, then I'll write to you"."""
_PERSON_OBJECT = re.compile(r"^\w+ (?:to |with )?(?:him|her|them)\b")
_DOES = re.compile(
    r"(?:(?:oh|aye|yes|yeah|sure|okay|ok|right|well),? )*(?:i|it|we|that) (?:will|can|do|could|would|shall)\b(?! (?:you|have|be|get|not)\b)"
)
"""An answer in the verb of a question: "I will", "It would"."""
_OF_THING = re.compile(r"\w+ (?:it|that|them|those)\b")
_CORRECTS = re.compile(
    r"\b(?:no,? wait|wait,? no|actually|hang on|no,? hold on|on second thoughts?|or rather|no,? sorry)\b"
)
"""What takes back what its speaker has just offered: "no wait, can you book it?"."""


@dataclass(eq=False)
class Thread:
    """One piece of work as talked about. ``owner`` is a speaker label or, where ``named``, a full name."""

    acts: list[Act]
    state: State
    speaker: str | None
    stems: frozenset[str]
    last: Line
    owner: str | None = None
    named: bool = False
    to: str | None = None
    lines: list[int] = field(default_factory=list)
    signs: set[str] = field(default_factory=set)

    def touch(self, line: Line) -> None:
        self.last = line
        if line.id not in self.lines:
            self.lines.append(line.id)

    @property
    def first(self) -> Act:
        return self.acts[0]

    def is_pending(self, line: Line, patience: int = 1) -> bool:
        """Whether a line is near enough to what was last said of it to go on with it."""
        turns, lines = line.turn - self.last.turn, line.id - self.last.id
        return turns <= patience * TURNS_PENDING and lines <= patience * LINES_PENDING


def find_acting(threads: Iterable[Thread]) -> dict[int, Thread]:
    """The thread that acts in each line, the last of several."""
    return {act.line: thread for thread in threads for act in thread.acts}


class Busy:
    """The lines in which other threads than one act."""

    def __init__(self, thread: Thread, acting: Mapping[int, Thread]) -> None:
        self._thread, self._acting = thread, acting

    def __contains__(self, line: object) -> bool:
        return self._acting.get(line, self._thread) is not self._thread  # type: ignore[call-overload]


class Follower:
    """Reads lines in order and keeps the threads; a thread's state is always the last one heard."""

    def __init__(self, lines: tuple[Line, ...], acts: tuple[Act, ...], lexicon: Lexicon) -> None:
        self._lines = lines
        self._lexicon = lexicon
        self._acts: dict[int, list[Act]] = {}
        for act in acts:
            self._acts.setdefault(act.line, []).append(act)
        self._starts: dict[int, int] = {}
        for line in lines:
            self._starts.setdefault(line.turn, line.id)
        self.threads: list[Thread] = []

    def follow(self) -> list[Thread]:
        for line in self._lines:
            self._answer(line)
            for act in self._acts.get(line.id, ()):
                self._take(act, line)
        return self.threads

    def _answer(self, line: Line) -> None:
        """What the first words of a turn say to what was asked or offered before it."""
        if line.id - self._starts[line.turn] > 1:
            return
        thread = self._pending(line)
        if thread is None or self._is_speaker(thread, line):
            return
        offers = any(act.kind in OFFERS for act in self._acts.get(line.id, ()))
        yes, no = self._lexicon.yes.match(line.plain), self._lexicon.no.match(line.plain)
        state = self._lexicon.state.search(line.plain)
        if state and state.lastgroup == "done" and thread.state is State.ASKED and not offers:
            thread.state = State.DONE
            thread.touch(line)
        elif no and not (yes and len(yes[0]) > len(no[0])):
            proposed = thread.state is State.OFFERED and self._lines[thread.last.id].question
            if not offers and (thread.state is State.ASKED or proposed):
                thread.state = State.DECLINED
                thread.touch(line)
        elif thread.state is State.ASKED and (yes or self._names_day(line)):
            thread.state, thread.owner = State.ACCEPTED, line.speaker
            thread.signs.add("agreed")
            thread.touch(line)
        elif yes:
            thread.signs.add("agreed")

    def _names_day(self, line: Line) -> bool:
        """Whether a reply is only about when: "Tuesday. By Tuesday.", "Could we make it Monday?"."""
        return any(span.value is not None for span in line.dates) and line.text.count(" ") < WORDS_OF_DAY

    def _is_speaker(self, thread: Thread, line: Line) -> bool:
        return line.speaker is not None and line.speaker == thread.last.speaker == thread.speaker

    def _pending(self, line: Line) -> Thread | None:
        for thread in reversed(self.threads):
            if not thread.is_pending(line):
                return None
            if thread.last.turn < line.turn and thread.state in LIVE:
                return self._asked_with(thread) if _DOES.match(line.plain) else thread
        return None

    def _asked_with(self, thread: Thread) -> Thread:
        """What was asked in the same turn as an offer: "I will" answers the question, not "and I'll tell her"."""
        asked = (t for t in reversed(self.threads) if t.state is State.ASKED and t.last.turn == thread.last.turn)
        return thread if thread.state is State.ASKED else next(asked, thread)

    def _take(self, act: Act, line: Line) -> None:
        stems = stems_of(act.phrase, self._lexicon)
        if _PERSONAL.search(plain(act.phrase)):
            stems |= stems_of(find_person(self._lines, line, act.verb) or "", self._lexicon)
        if act.kind in OFFERS:
            self._offer(act, line, stems)
        elif act.kind in REQUESTS:
            self._request(act, line, stems)
        elif act.kind is Kind.THIRD:
            self._assign(act, line, stems)
        else:
            self._need(act, line, stems)

    def _offer(self, act: Act, line: Line, stems: frozenset[str]) -> None:
        bare = self._is_bare(act, stems)
        waiting = self._waiting(act, line, bare)
        if waiting is not None:
            waiting.state, waiting.owner, waiting.named = State.ACCEPTED, line.speaker, False
            waiting.signs.add("taken")
            self._join(waiting, act, line, stems)
            return
        mine = self._own(act, line, stems, bare)
        if mine is not None:
            if mine.state is State.ACCEPTED:
                mine.signs.add("taken")
            self._join(mine, act, line, stems)
            return
        thread = self._open(act, line, stems, State.OFFERED)
        thread.owner = line.speaker

    def _waiting(self, act: Act, line: Line, bare: bool) -> Thread | None:
        """The thread that an offer answers: asked of somebody, left to anybody, or offered by another and now taken over."""
        for thread in reversed(self.threads):
            if not thread.is_pending(line, patience=2 if thread.state is State.ASKED and bare else 1):
                return None
            related = bare or self._alike(act, thread) or not thread.stems
            if thread.state is State.ASKED and thread.speaker == line.speaker and bare and thread.first.kind in _WISHES:
                return thread
            if thread.state is State.ASKED and thread.speaker != line.speaker and thread.last.turn < line.turn:
                near = line.turn - thread.last.turn <= 1 and not self._is_advice(thread)
                return thread if related or near else None
            if thread.state is State.OPEN and related:
                return thread
            if self._is_left(thread, line) and bare:
                return thread
            if thread.state in LIVE and thread.owner == line.speaker and bare:
                return None
        return None

    def _is_left(self, thread: Thread, line: Line) -> bool:
        """Whether somebody else has just declined what was asked: "I'd rather not. Ingrid?" – "I'll do it."."""
        near = line.turn - thread.last.turn == 1
        return thread.state is State.DECLINED and near and line.speaker not in {thread.last.speaker, thread.speaker}

    def _is_advice(self, thread: Thread) -> bool:
        """Whether a request may be an explanation: "you need to pay for that", said to nobody by name."""
        act = thread.first
        stated = not self._lines[act.line].question and self._lines[act.line].plain.startswith("you", act.start)
        return act.kind in _ADVISES and stated and thread.to is None

    def _alike(self, act: Act, thread: Thread) -> bool:
        """Whether an act is about what a thread is about: they share a thing, or all that either of them says."""
        mine = self._things(act)
        theirs = frozenset[str]().union(*map(self._named_in, {other.phrase for other in thread.acts}))
        if mine and theirs:
            return overlap(mine, theirs) >= 0.34
        return bool(stems_of(act.phrase, self._lexicon) & thread.stems)

    def _is_bare(self, act: Act, stems: frozenset[str]) -> bool:
        """Whether an act names no thing: "I'll do it", "I'll send that round"."""
        if act.kind is Kind.OBTAIN:
            return _PRONOUN.match(plain(act.phrase)) is not None
        return not stems - self._lexicon.weak_verbs or (
            not self._things(act) and _PRONOUN.search(plain(act.phrase)) is not None
        )

    def _things(self, act: Act) -> frozenset[str]:
        """The stems of a phrase without its verb."""
        return self._named_in(act.phrase)

    def _named_in(self, phrase: str) -> frozenset[str]:
        return stems_of(phrase.partition(" ")[2], self._lexicon)

    def _own(self, act: Act, line: Line, stems: frozenset[str], bare: bool) -> Thread | None:
        """The speaker's own thread that an offer goes on with."""
        for thread in reversed(self.threads):
            if not thread.is_pending(line, patience=2 if self._lexicon.companion.match(plain(act.phrase)) else 1):
                return None
            unnamed = (
                thread.owner is None
                and line.speaker is None
                and thread.state is not State.ASKED
                and line.turn - thread.last.turn <= 1
            )
            if (
                (unnamed or (thread.owner is not None and thread.owner == line.speaker))
                and not thread.named
                and thread.state in LIVE
            ):
                return thread if self._continues(thread, act, line, stems, bare) else None
        return None

    def _continues(self, thread: Thread, act: Act, line: Line, stems: frozenset[str], bare: bool) -> bool:
        """Whether an offer is a step of its speaker's last one: it names nothing new, says the same again, or says what that leads to."""
        companion = self._lexicon.companion.match(plain(act.phrase)) is not None
        if thread.last.turn == line.turn:
            said_nothing = not any(self._things(other) for other in thread.acts)
            prepared = act.kind in {Kind.WILL, Kind.MINE} and all(
                other.kind in _PREPARES and not self._is_dated(other) for other in thread.acts
            )
            last = thread.acts[-1]
            taken = last.kind is Kind.MINE and last.line in {line.id, line.id - 1}
            taken = taken or (last.line == line.id and not self._things(last) and not self._is_dated(act))
            same_person = (
                line.id - thread.last.id <= LINES_OF_PERSON and _PERSON_OBJECT.search(plain(act.phrase)) is not None
            )
            if said_nothing or taken or same_person or (prepared and line.id - thread.last.id <= 1):
                return True
        if companion or (_OF_THING.match(plain(act.phrase)) and line.turn - thread.last.turn <= 2):
            return True
        if bare:
            return line.turn - thread.last.turn <= 1 or not stems - self._lexicon.weak_verbs
        return self._alike(act, thread)

    def _is_dated(self, act: Act) -> bool:
        return any(act.verb <= span.start < act.end for span in self._lines[act.line].dates)

    def _request(self, act: Act, line: Line, stems: frozenset[str]) -> None:
        bare = self._is_bare(act, stems)
        for thread in reversed(self.threads):
            if not thread.is_pending(line):
                break
            mine = thread.owner is not None and thread.owner == line.speaker
            promised = thread.state in _TAKEN and any(other.kind in _PROMISES for other in thread.acts)
            if bare and mine and line.turn == thread.last.turn and _CORRECTS.search(line.plain, 0, act.start):
                thread.state, thread.owner, thread.to = State.ASKED, None, act.to
                handed = msgspec.structs.replace(act, kind=Kind.ASK, phrase=thread.acts[-1].phrase or act.phrase)
                thread.acts.clear()
                self._join(thread, handed, line, stems)
                return
            if bare and ((act.kind is not Kind.ORDER and mine) or (act.kind is Kind.YOURS and promised)):
                break
            if thread.state in LIVE and (bare or self._goes_on(act, thread, line) or self._alike(act, thread)):
                if thread.state is State.OPEN:
                    thread.state, thread.speaker = State.ASKED, line.speaker
                thread.to = act.to or thread.to
                if thread.state is State.OFFERED and line.turn != thread.last.turn and thread.speaker != line.speaker:
                    thread.signs.add("urged")
                self._join(thread, act, line, stems)
                return
            if bare and thread.state in LIVE:
                break
        thread = self._open(act, line, stems, State.ASKED)
        thread.to = act.to

    def _goes_on(self, act: Act, thread: Thread, line: Line) -> bool:
        """Whether a request goes on with the thread just before: "… And let me know", "And copy in the director?", "Could you draft that?"."""
        near = line.turn - thread.last.turn <= 1 and line.id - thread.last.id <= 1
        if act.kind is Kind.ORDER:
            goes_on = act.to is None and line.plain.startswith("and ")
            same = thread.last.turn == line.turn and (goes_on or thread.owner is None or thread.owner != line.speaker)
            again = _PRONOUN.search(plain(act.phrase)) is not None and line.id - thread.last.id <= 3
            return (same and (near or again)) or (near and (again or line.question) and thread.owner != line.speaker)
        return False

    def _assign(self, act: Act, line: Line, stems: frozenset[str]) -> None:
        thread = self._open(act, line, stems, State.ASSIGNED)
        thread.owner, thread.named = act.to, True

    def _need(self, act: Act, line: Line, stems: frozenset[str]) -> None:
        """What somebody should do, or all of us; "we'll do that" takes on what was asked."""
        asked = self._waiting(act, line, bare=True) if act.kind is Kind.GROUP and self._is_bare(act, stems) else None
        if asked is not None and asked.state is State.ASKED and asked.last.turn < line.turn:
            asked.state, asked.owner, asked.named = State.ACCEPTED, line.speaker, False
            asked.signs.add("taken")
            self._join(asked, act, line, stems)
            return
        self._open(act, line, stems, State.OPEN)

    def _open(self, act: Act, line: Line, stems: frozenset[str], state: State) -> Thread:
        thread = Thread([act], state, line.speaker, stems, line)
        thread.touch(line)
        self.threads.append(thread)
        return thread

    def _join(self, thread: Thread, act: Act, line: Line, stems: frozenset[str]) -> None:
        thread.acts.append(act)
        thread.stems |= stems
        thread.touch(line)
        self.threads.remove(thread)
        self.threads.append(thread)
