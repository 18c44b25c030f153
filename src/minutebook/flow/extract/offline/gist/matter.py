"""A talk cut into its matters: stretches of lines whose words tie them together more than to their neighbours."""

from collections.abc import Mapping, Sequence
from math import inf
from operator import add

from minutebook.flow.extract.offline.items.salience import stems_in
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.topics import find_headers

USUAL = 12
"""Lines of a usual matter; fewer or more cost."""
LEAST, MOST = 4, 36
REACH = 14
"""Lines across which the same word ties two together."""
UNKNOWN = 0.1
"""What a word without a weight counts."""
OPENED = 0.5
"""How much of the ties holds where somebody opens a subject."""
MID_TURN, ODD_LENGTH = 0.3, 0.5
"""Costs of a cut within a turn, and of a length twice the usual or none, by the mean of the ties."""


def find_matters(lines: Sequence[Line], weights: Mapping[str, float]) -> list[int]:
    """The number of the matter that each line belongs to: the cut of the least cost, by dynamic programming."""
    ties = _ties(lines, weights)
    mean = sum(ties) / max(1, len(lines))
    opened = {line for _, line, _ in find_headers(tuple(lines))}
    cuts = [tie * (OPENED if n in opened else 1.0) for n, tie in enumerate(ties)]
    for n in range(1, len(lines)):
        cuts[n] += MID_TURN * mean * (lines[n].turn == lines[n - 1].turn)
    odd = [ODD_LENGTH * mean * (length / USUAL - 1) ** 2 for length in range(MOST + 1)]
    begun, back = [0.0], [0]
    for end in range(1, len(lines) + 1):
        first, last = max(0, end - MOST), max(0, end - LEAST)
        costs = list(map(add, begun[first : last + 1], odd[end - last : end - first + 1][::-1]))
        best = min(costs)
        begun.append(best + cuts[end] if LEAST <= end < len(lines) else inf)
        back.append(first + costs.index(best))
    return _number(back)


def _ties(lines: Sequence[Line], weights: Mapping[str, float]) -> list[float]:
    """How strongly words tie the lines before each line to it and those after it."""
    found = [0.0] * len(lines)
    last: dict[str, int] = {}
    for n, line in enumerate(lines):
        for name in sorted(stems_in(line.text)):
            before = last.get(name)
            if before is not None and n - before <= REACH:
                tie = weights.get(name, UNKNOWN) / (n - before) ** 0.5
                for between in range(before + 1, n + 1):
                    found[between] += tie
            last[name] = n
    return found


def _number(back: Sequence[int]) -> list[int]:
    """The matter of each line, from where the last one before each end begins."""
    starts = []
    end = len(back) - 1
    while end > 0:
        end = back[end]
        starts.append(end)
    found = []
    for number, (start, stop) in enumerate(zip(starts[::-1], [*starts[-2::-1], len(back) - 1], strict=True)):
        found += [number] * (stop - start)
    return found
