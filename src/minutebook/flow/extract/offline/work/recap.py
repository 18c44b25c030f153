"""The read-back at the end: who has got what. It confirms what was agreed, and its names and dates stand."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import fsum

import msgspec

from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.work.share import JOINT, Share, find_shares
from minutebook.flow.extract.offline.work.thread import LIVE, Thread

FROM = 0.7
"""A recap stands in what is left of a talk from here on."""
LEAST = 0.35
"""Weight of shared words from which a share reads a thread back."""
SEVERAL = 3
"""Pieces of work that a line reads back at once, where nobody announced it."""
LINES_MARKED, LINES_TOLD = 10, 6
"""Lines after "let me read that back", and after one that reads something back, that may belong to the recap."""
APART = 6
"""Lines between a piece of work and a recap of it, at least."""
NEIGHBOURS = 2
"""Lines around those of a thread whose words say what it is about, too."""
IN_LINE, BESIDE = 0.75, 0.4
"""What a word of a thread's own lines counts, and one around them."""
COMMON = 0.2
"""How much less a word says for each time that it was said before the recap."""
SAME_HOLDER, OTHER_HOLDER, SAME_DAY = 0.25, -0.25, 0.3
OWN = 0.3
"""What words of its own lines must weigh for a share to tell a thread beyond doubt."""
CLEAR = 0.6
"""The share of the best thread's value that the next one may have at most."""


class Read(msgspec.Struct, frozen=True):
    """A share with the thread that it reads back, None for one that opens a thread; ``clear``: beyond doubt."""

    share: Share
    thread: Thread | None
    clear: bool


class Recap(msgspec.Struct, frozen=True):
    reads: tuple[Read, ...] = ()
    lines: frozenset[int] = frozenset()


Rating = tuple[float, int, Thread, float]
"""How much speaks for a thread, its place, the thread, and how much of that are words of its own lines."""


class _About(msgspec.Struct, frozen=True):
    """What a thread is about: the weight of each stem in it; the stems of its own lines; whose it is, and the days that stand in its lines."""

    thread: Thread
    last: int
    """The line of its last act."""
    stems: dict[str, float]
    own: frozenset[str]
    owner: str | None
    days: frozenset[object]


def find_recap(
    lines: tuple[Line, ...],
    threads: Sequence[Thread],
    people: People,
    lexicon: Lexicon,
    said: Sequence[frozenset[str]],
) -> Recap:
    """The recap of a talk; empty where nobody read anything back. ``said``: the stems of each line."""
    begin = int(len(lines) * FROM)
    marks = [line.id for line in lines[begin:] if lexicon.signs["recap"].search(line.plain)]
    if not marks and not any(len(JOINT.findall(line.plain)) >= SEVERAL for line in lines[begin:]):
        return Recap()
    about = [_about(thread, lines, said, people) for thread in threads if thread.state in LIVE]
    known = Counter(stem for each in about for stem in each.stems)
    common = Counter(stem for stems in said[:begin] for stem in stems)
    pair = _pair(lines)
    rated: list[tuple[Share, list[Rating]]] = []
    told: list[int] = []
    before: tuple[int, str | None] = (-1, None)
    for line in lines[begin:]:
        marked = any(0 <= line.id - mark <= LINES_MARKED for mark in marks)
        marked = marked or bool(told and line.id - told[-1] <= LINES_TOLD)
        default = before[1] if before[0] == line.turn else people.name(line.speaker) if told else None
        shares = find_shares(line, people, lexicon, pair, default)
        found = [(share, _rate(share, about, known, common)) for share in shares]
        if _is_recap(line, found, marked):
            told.append(line.id)
            rated += found
            before = (line.turn, shares[-1].who if shares else None)
    return Recap(tuple(_assigned(rated)), frozenset(told))


def _is_recap(line: Line, found: Sequence[tuple[Share, list[Rating]]], marked: bool) -> bool:
    """Whether a line reads back: several pieces of work at once, or one after a recap was announced or begun."""
    telling = [rated[0] for share, rated in found if rated and (share.day or share.said)]
    threads = {order for _, order, _, _ in telling}
    if line.question and len(threads) < 2:
        return False
    return (marked and bool(threads)) or len(threads) >= SEVERAL


def _assigned(rated: Sequence[tuple[Share, list[Rating]]]) -> Iterator[Read]:
    """Each share with the thread that it reads back, each thread once: the likeliest pairs first, of two alike the earlier."""
    pairs = [(value, n, order, thread) for n, (_, found) in enumerate(rated) for value, order, thread, _ in found]
    chosen: dict[int, tuple[float, Thread]] = {}
    taken: set[int] = set()
    for value, n, _, thread in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if n not in chosen and id(thread) not in taken:
            chosen[n] = (value, thread)
            taken.add(id(thread))
    for n, (share, found) in enumerate(rated):
        if n not in chosen:
            yield Read(share, None, clear=False)
            continue
        value, thread = chosen[n]
        others = [v for v, _, other, _ in found if other is not thread]
        own = next(own for _, _, other, own in found if other is thread)
        yield Read(share, thread, clear=own >= OWN and max(others, default=0.0) <= CLEAR * value)


def _about(thread: Thread, lines: tuple[Line, ...], said: Sequence[frozenset[str]], people: People) -> _About:
    own = set(thread.lines)
    near = {n for at in own for n in range(at - NEIGHBOURS, at + NEIGHBOURS + 1) if 0 <= n < len(lines)}
    weights = dict.fromkeys((s for n in near for s in said[n]), BESIDE)
    mine = frozenset[str]().union(*(said[n] for n in own))
    weights |= dict.fromkeys(mine, IN_LINE)
    weights |= dict.fromkeys(thread.stems, 1.0)
    owner = thread.owner if thread.named else people.name(thread.owner)
    days = frozenset(d.value for n in near for d in lines[n].dates if d.value)
    return _About(thread, max(act.line for act in thread.acts), weights, mine | thread.stems, owner or thread.to, days)


def _rate(share: Share, about: Sequence[_About], known: Counter[str], common: Counter[str]) -> list[Rating]:
    """The threads that a share may read back, the likeliest first: rare words that both have, the same holder, the same day."""
    rated: list[Rating] = []
    for n, each in enumerate(about):
        if share.line - each.last < APART:
            continue
        value = fsum(each.stems[s] / (known[s] + COMMON * common[s]) for s in share.stems if s in each.stems)
        holder = (SAME_HOLDER if share.who == each.owner else OTHER_HOLDER) if share.who and each.owner else 0.0
        day = SAME_DAY if share.day is not None and share.day.value in each.days else 0.0
        if (value or (day and holder > 0)) and value + holder + day >= LEAST:
            own = fsum(1 / (known[s] + COMMON * common[s]) for s in share.stems & each.own)
            rated.append((value + holder + day, n, each.thread, own))
    return sorted(rated, key=lambda r: (-r[0], r[1]))


def _pair(lines: tuple[Line, ...]) -> tuple[str, str] | None:
    """The two speakers of a talk that has no third."""
    labels = sorted({line.speaker for line in lines if line.speaker is not None})
    return (labels[0], labels[1]) if len(labels) == 2 and all(line.speaker for line in lines) else None
