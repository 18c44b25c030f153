"""What became of it: cancelled, taken over, repeated. The last state stands, once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from minutebook.flow.extract.offline.talk.acts import Kind
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.stems import overlap, stem, stems_of
from minutebook.flow.extract.offline.work.thread import LIVE, State, Thread

_CALLING_OFF = frozenset(
    stem(word)
    for word in "forget scrap scratch need bother drop leave cancel stop mind worry actually hang list table".split()
)
LINES_NEAR = 6
LINES_FAR = 80
SHARED = 2
"""Stems that two threads near each other share at least where they are one piece of work."""
SAME = 0.6
"""Shared stems of the smaller wording above which two threads are one piece of work."""
SAME_DEALT = 0.8
"""Shared stems of the longer wording from which it is one piece of work that one breath deals out twice, to nobody by name: else "you work on the case design, and you on the box design" are two."""
_DEALING = frozenset({Kind.THIRD, Kind.ASSIGN, Kind.LOOSE_YOURS})


def settle(threads: list[Thread], lines: tuple[Line, ...], lexicon: Lexicon) -> list[Thread]:
    """The threads that remain at the end of the talk, in order of their first line."""
    ordered = sorted(threads, key=lambda thread: (thread.first.line, thread.first.start))
    _cancel(ordered, lines, lexicon)
    return _merge(ordered)


def _cancel(threads: list[Thread], lines: tuple[Line, ...], lexicon: Lexicon) -> None:
    for line in lines:
        match = lexicon.state.search(line.plain)
        if not match or match.lastgroup != "cancel" or line.plain.startswith("if "):
            continue
        target = _target(threads, line, stems_of(line.plain, lexicon) - _CALLING_OFF, lexicon)
        if target is not None:
            target.state = State.CANCELLED
            target.touch(line)


def _target(threads: list[Thread], line: Line, stems: frozenset[str], lexicon: Lexicon) -> Thread | None:
    """The thread that a line calls off: the last one that shares its words, else the last one near by."""
    before = [t for t in threads if t.state in LIVE and t.first.line < line.id and line.id - t.last.id <= LINES_FAR]
    for thread in sorted(before, key=lambda t: t.last.id, reverse=True):
        own = thread.stems - lexicon.weak_verbs
        shared = own & stems
        if line.id - thread.last.id <= LINES_NEAR and (shared or not stems):
            return thread
        if len(shared) >= 2 or (shared and len(own) <= 2):
            return thread
    return None


def _merge(threads: list[Thread]) -> list[Thread]:
    """The threads, each once: what is said again goes to the last one that is the same work."""
    kept: list[Thread] = []
    holding: dict[str, list[int]] = defaultdict(list)
    for thread in threads:
        place = next((n for n in _likely(thread, len(kept), holding) if _same(kept[n], thread)), len(kept))
        new = thread.stems if place == len(kept) else thread.stems - kept[place].stems
        for name in new:
            holding[name].append(place)
        if place == len(kept):
            kept.append(thread)
        else:
            _add(kept[place], thread)
    return kept


def _add(earlier: Thread, thread: Thread) -> None:
    """What is said of a piece of work later."""
    earlier.acts += thread.acts
    earlier.stems |= thread.stems
    earlier.signs |= thread.signs | {"repeated"}
    earlier.lines += [n for n in thread.lines if n not in earlier.lines]
    if thread.last.id > earlier.last.id:
        earlier.last = thread.last
    if _stronger(thread, earlier):
        earlier.state, earlier.owner, earlier.named, earlier.to = thread.state, thread.owner, thread.named, thread.to


def _likely(thread: Thread, kept: int, holding: Mapping[str, Sequence[int]]) -> Iterable[int]:
    """Which of so many threads may be the same work, the last one first: any where a thread says nothing of its own."""
    if not thread.stems:
        return reversed(range(kept))
    shared = Counter(n for name in thread.stems for n in holding.get(name, ()))
    return sorted((n for n, count in shared.items() if count >= SHARED), reverse=True)


def _stronger(later: Thread, earlier: Thread) -> bool:
    """Whether the later state stands: a need or a bare request does not undo an acceptance."""
    if later.state in {State.DECLINED, State.CANCELLED, State.DONE}:
        return later.last.id >= earlier.last.id and earlier.state is not State.ACCEPTED
    if later.state in {State.OPEN, State.ASKED}:
        return earlier.state in {State.OPEN, State.ASKED, State.DECLINED}
    return not (earlier.owner and later.state is State.ASSIGNED and later.owner == earlier.owner)


def _same(earlier: Thread, later: Thread) -> bool:
    left = earlier.stems
    right = later.stems
    shared = len(left & right)
    near = later.first.line - earlier.last.id
    if earlier.state not in LIVE and later.state in LIVE and later.first.kind not in {Kind.MINE, Kind.YOURS}:
        return False
    if near <= 3 and not right:
        return later.first.kind is not Kind.YOURS
    if earlier.last.turn == later.last.turn and _deals(earlier) and _deals(later):
        return shared >= SAME_DEALT * max(len(left), len(right))
    if near <= 14 and shared >= SHARED and overlap(left, right) >= 0.5:
        return True
    return shared >= 3 and overlap(left, right) >= SAME


def _deals(thread: Thread) -> bool:
    """Whether work is dealt out to somebody without a name."""
    return thread.first.kind in _DEALING and thread.first.to is None
