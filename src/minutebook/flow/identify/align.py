"""Alignment of two sequences by the runs that they share, in order."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

RUN = 4
"""The shortest run that ties two passages together. With 64 codes, four in a row agree by chance once in some million."""


class Run(NamedTuple):
    """``length`` equal members, from ``left`` in the one sequence and from ``right`` in the other."""

    left: int
    right: int
    length: int


def align(left: Sequence[str], right: Sequence[str]) -> list[Run]:
    """The runs shared by both, in the order of both; each begins from at least ``RUN`` equal members.

    The n-th occurrence of a run in the one is tried against the n-th in the other; of these pairs the longest chain
    that is in order on both sides is kept (patience sorting), and each run is lengthened as far as both agree.
    """
    places = _number_runs(right)
    pairs = [(at, places[run]) for run, at in _number_runs(left).items() if run in places]
    return _extend(_join(_longest_chain(pairs)), left, right)


def _number_runs(members: Sequence[str]) -> dict[tuple[Sequence[str], int], int]:
    """The place of each run by what it holds and how often that came before."""
    seen: dict[Sequence[str], int] = {}
    places: dict[tuple[Sequence[str], int], int] = {}
    for at in range(len(members) - RUN + 1):
        run = members[at : at + RUN]
        nth = seen.get(run, 0)
        seen[run] = nth + 1
        places[run, nth] = at
    return places


def _longest_chain(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence of pairs (sorted by left) in which right rises too."""
    ends: list[int] = []
    holders: list[int] = []
    before: list[int] = []
    for number, (_, right) in enumerate(pairs):
        length = bisect_left(ends, right)
        before.append(holders[length - 1] if length else -1)
        ends[length : length + 1] = [right]
        holders[length : length + 1] = [number]
    chain: list[tuple[int, int]] = []
    number = holders[-1] if holders else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _join(chain: list[tuple[int, int]]) -> list[Run]:
    """Runs of the chain's pairs, neighbours on one diagonal joined, what overlaps an earlier run cut off."""
    runs: list[Run] = []
    for left, right in chain:
        last = runs[-1] if runs else Run(0, 0, 0)
        cut = max(last.left + last.length - left, last.right + last.length - right, 0)
        if cut >= RUN:
            continue
        if runs and left - last.left == right - last.right and cut:
            runs[-1] = Run(last.left, last.right, left + RUN - last.left)
        else:
            runs.append(Run(left + cut, right + cut, RUN - cut))
    return runs


def _extend(runs: list[Run], left: Sequence[str], right: Sequence[str]) -> list[Run]:
    """Each run lengthened backwards, then forwards, up to its neighbours."""
    grown: list[Run] = []
    left_floor = right_floor = 0
    for number, (at_left, at_right, length) in enumerate(runs):
        while at_left > left_floor and at_right > right_floor and left[at_left - 1] == right[at_right - 1]:
            at_left, at_right, length = at_left - 1, at_right - 1, length + 1  # noqa: PLW2901  the run's own corner moves
        following = runs[number + 1] if number + 1 < len(runs) else Run(len(left), len(right), 0)
        room = min(following.left - at_left, following.right - at_right)
        while length < room and left[at_left + length] == right[at_right + length]:
            length += 1  # noqa: PLW2901  the run's own length grows
        grown.append(Run(at_left, at_right, length))
        left_floor, right_floor = at_left + length, at_right + length
    return grown
