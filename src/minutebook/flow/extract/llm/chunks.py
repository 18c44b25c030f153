"""A source in parts that fit one request each, cut where somebody opens a subject, overlapping so that no exchange is split."""

from collections.abc import Sequence

from minutebook.flow.extract.llm.prompt import tokens_of
from minutebook.model.source import Utterance

OVERLAP = 12
"""Utterances that two neighbouring parts share: an offer and its acceptance."""
ANSWER = 4000
"""Tokens kept free for the answer."""
MARK = 6
"""Tokens of an utterance's number and speaker."""
SLACK = 0.25
"""Share of a part in which a better place for its cut is looked for."""


def cut(said: Sequence[Utterance], room: int) -> tuple[tuple[Utterance, ...], ...]:
    """The utterances of a source in parts of at most ``room`` tokens each; every utterance is in one part or two."""
    sizes = [_size(u) for u in said]
    parts: list[tuple[Utterance, ...]] = []
    start = 0
    while start < len(said):
        end, used = start, 0
        while end < len(said) and (used + sizes[end] <= room or end == start):
            used += sizes[end]
            end += 1
        if end < len(said):
            end = _best_cut(said, start, end)
        parts.append(tuple(said[start:end]))
        if end >= len(said):
            break
        start = max(start + 1, end - OVERLAP)
    return tuple(parts) or ((),)


def size_of(part: Sequence[Utterance]) -> int:
    """About how many tokens a part takes."""
    return sum(map(_size, part))


def _size(utterance: Utterance) -> int:
    return tokens_of(utterance.text) + MARK


def _best_cut(said: Sequence[Utterance], start: int, end: int) -> int:
    """The end of a part: before the longest pause near its limit, else where the speaker changes last."""
    first = max(start + OVERLAP + 1, end - max(1, round((end - start) * SLACK)))
    places = range(first, end + 1)
    paused = [(_pause(said, n), n) for n in places if n < len(said)]
    longest = max(paused, default=(0.0, end))
    if longest[0] > 0:
        return longest[1]
    changes = [n for n in places if n < len(said) and said[n].speaker != said[n - 1].speaker]
    return changes[-1] if changes else end


def _pause(said: Sequence[Utterance], place: int) -> float:
    """Seconds of silence before an utterance, 0 where times are not stated."""
    before, after = said[place - 1].end, said[place].start
    return max(0.0, after - before) if before is not None and after is not None else 0.0
