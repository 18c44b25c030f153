"""What became of it: cancelled, taken over, repeated, read back at the end. The last state stands, once."""

from minutebook.flow.extract.offline.talk.acts import Act, Kind
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.stems import overlap, stem, stems_of
from minutebook.flow.extract.offline.work.recap import Read, Recap, find_recap
from minutebook.flow.extract.offline.work.share import Share
from minutebook.flow.extract.offline.work.thread import LIVE, State, Thread

_CALLING_OFF = frozenset(
    stem(word)
    for word in "forget scrap scratch need bother drop leave cancel stop mind worry actually hang list table".split()
)
LINES_NEAR = 6
LINES_FAR = 80
SAME = 0.6
"""Shared stems of the smaller wording above which two threads are one piece of work."""


def settle(threads: list[Thread], lines: tuple[Line, ...], people: People, lexicon: Lexicon) -> list[Thread]:
    """The threads that remain at the end of the talk, in order of their first line."""
    ordered = sorted(threads, key=lambda thread: (thread.first.line, thread.first.start))
    said = [stems_of(line.plain, lexicon) for line in lines]
    apart = find_recap(lines, ordered, people, lexicon, said).lines
    _cancel(ordered, lines, lexicon)
    kept = _merge([thread for thread in ordered if not _is_read_back(thread, apart)])
    recap = find_recap(lines, kept, people, lexicon, said) if apart else Recap()
    _read_back(kept, recap, lines, lexicon)
    opened = [_opened(read.share, lines) for read in recap.reads if _opens(read, lines, lexicon)]
    return kept + opened


def _is_read_back(thread: Thread, apart: frozenset[int]) -> bool:
    """Whether a thread begins in the read-back, or says nothing before it ("Okay. Ben has the van, and I ask Ana.")."""
    said = any(act.phrase for act in thread.acts if act.line not in apart)
    return thread.first.line in apart or (not said and any(act.line in apart for act in thread.acts))


def _read_back(threads: list[Thread], recap: Recap, lines: tuple[Line, ...], lexicon: Lexicon) -> None:
    """What a recap says of each thread; its holder and date stand where it is clear which thread it means."""
    for read in recap.reads:
        thread, share = read.thread, read.share
        if thread is None:
            continue
        thread.echo = share.who or thread.echo
        if not read.clear:
            thread.signs.add("echoed")
            continue
        thread.signs.add("recapped")
        thread.touch(lines[share.line])
        if not _is_disputed(share, lines, lexicon):
            thread.told = share.text
            thread.retold = _act(share) if share.phrase else thread.retold
            if share.who:
                thread.owner, thread.named = share.who, True
                thread.state = State.ACCEPTED if thread.state in {State.ASKED, State.OPEN} else thread.state
    for thread in threads:
        if recap.lines and thread.signs.isdisjoint({"recapped", "echoed"}):
            thread.signs.add("unrecapped")


def _opens(read: Read, lines: tuple[Line, ...], lexicon: Lexicon) -> bool:
    """Whether a share is of work that was not heard before: somebody's, with a day or a verb."""
    share = read.share
    told = bool(share.day or share.phrase)
    return read.thread is None and share.who is not None and told and not _is_disputed(share, lines, lexicon)


def _opened(share: Share, lines: tuple[Line, ...]) -> Thread:
    thread = Thread([_act(share)], State.ASSIGNED, lines[share.line].speaker, share.stems, lines[share.line])
    thread.owner, thread.named, thread.told = share.who, True, share.text
    thread.signs |= {"recapped", "only_recapped"}
    thread.touch(lines[share.line])
    return thread


def _act(share: Share) -> Act:
    """What is read back, as an act of its own."""
    phrase = share.phrase or f"do {share.text[share.after - share.start :]}"
    return Act(Kind.THIRD, share.line, share.start, share.verb or share.after, share.end, phrase, share.who)


def _is_disputed(share: Share, lines: tuple[Line, ...], lexicon: Lexicon) -> bool:
    """Whether what was read back is put right just after: "No, that's with me"."""
    after = [line for line in lines[share.line + 1 : share.line + 6] if line.turn != lines[share.line].turn]
    return any(
        line.plain.startswith(("no", "not ", "i thought", "wasn't", "actually"))
        and stems_of(line.plain, lexicon) & share.stems
        for line in after
    )


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
    kept: list[Thread] = []
    for thread in threads:
        earlier = next((t for t in reversed(kept) if _same(t, thread)), None)
        if earlier is None:
            kept.append(thread)
            continue
        earlier.acts += thread.acts
        earlier.stems |= thread.stems
        earlier.signs |= thread.signs | {"repeated"}
        earlier.lines += [n for n in thread.lines if n not in earlier.lines]
        if thread.last.id > earlier.last.id:
            earlier.last = thread.last
        if _stronger(thread, earlier):
            earlier.state, earlier.owner, earlier.named, earlier.to = (
                thread.state,
                thread.owner,
                thread.named,
                thread.to,
            )
    return kept


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
    if near <= 14 and shared >= 2 and overlap(left, right) >= 0.5:
        return True
    return shared >= 3 and overlap(left, right) >= SAME
