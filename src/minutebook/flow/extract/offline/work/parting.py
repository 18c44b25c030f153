"""Pieces of work that were taken for one, because what is said of them is said by one person in one stretch of talk."""

from collections.abc import Iterator

from minutebook.flow.extract.offline.talk.acts import Act, Kind, word_at
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.words.stems import stems_of
from minutebook.flow.extract.offline.work.thread import Thread
from minutebook.text import patterns as re

GAP = 2
"""Lines after which another firm step with another verb is work of its own."""
_FIRM = frozenset({Kind.WILL, Kind.SOON, Kind.ASK, Kind.ORDER, Kind.PLEASE})


def part(thread: Thread, lines: tuple[Line, ...], lexicon: Lexicon) -> Iterator[Thread]:
    """A thread, cut before each firm step that is said some lines later and shares no word with what was said before it."""
    acts = sorted(thread.acts, key=lambda act: (act.line, act.start))
    cuts = [n for n in range(1, len(acts)) if _is_apart(acts[:n], acts[n], lexicon)]
    if not cuts:
        yield thread
        return
    for begin, end in zip([0, *cuts], [*cuts, len(acts)], strict=True):
        piece = acts[begin:end]
        last = acts[end].line if end < len(acts) else max(thread.lines) + 1
        own = [n for n in thread.lines if piece[0].line <= n < last] or [act.line for act in piece]
        found = Thread(
            piece,
            thread.state,
            thread.speaker,
            frozenset[str]().union(*(stems_of(act.phrase, lexicon) for act in piece)),
            lines[max(own)],
            thread.owner,
            thread.named,
            thread.to,
            own,
            set(thread.signs),
        )
        yield found


def _is_apart(before: list[Act], act: Act, lexicon: Lexicon) -> bool:
    told = [other for other in before if other.phrase]
    if not told or act.kind not in _FIRM or act.line - told[-1].line < GAP:
        return False
    verb = word_at(plain(act.phrase), 0)
    telling = verb in lexicon.verbs - lexicon.weak_verbs and not lexicon.companion.match(plain(act.phrase))
    if not telling and not _NAMES_THING.match(plain(act.phrase)):
        return False
    return all(stems_of(act.phrase, lexicon).isdisjoint(stems_of(other.phrase, lexicon)) for other in told)


_NAMES_THING = re.compile(
    r"(?:send|give|get|put|show|bring|take|make|do|write|hand|pass)(?: (?:in|out|up|over|me|you|us|him|her|them))? (?:the|a|an|my|our|your|that|those) (?!(?:lot|bit|thing|minute|moment|second|day|week|rest|word|shout|ring|call|time|chance|look|try|go)\b)[a-z]{3,}"
)
"""A step with a thing of its own, whatever its verb: "send you the wording"."""
