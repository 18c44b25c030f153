"""Overlap of two sources: how much of each is in the other, word for word and in order."""

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from minutebook.flow.identify.align import Run, align
from minutebook.flow.identify.fingerprint import DIGITS


class Overlap(msgspec.Struct, frozen=True):
    """Content words of the known and of the new source, and what became of them in an alignment of their runs."""

    known: int
    new: int
    shared: int
    """Words in runs that both have in the same order."""
    changed: int
    """Words between shared runs that stand in the place of others: a form filled in anew has them, another layout hardly."""
    ending: int
    """Words after the last shared run that stand in the place of others; also a transcript that was cut off has them."""
    numbers: bool
    """Whether a number stands in the place of another one."""
    added: int
    """Words of the longest stretch that only the new source has, put in or put at the end."""

    @property
    def of_known(self) -> float:
        """Share of the known source that the new one contains."""
        return self.shared / self.known if self.known else 0.0

    @property
    def of_new(self) -> float:
        """Share of the new source that the known one contains."""
        return self.shared / self.new if self.new else 0.0

    @property
    def of_smaller(self) -> float:
        return max(self.of_known, self.of_new)


def measure_overlap(known: Sequence[str], new: Sequence[str]) -> Overlap:
    """The overlap of two fingerprints' codes, given by utterance."""
    left, right = "".join(known), "".join(new)
    runs = align(left, right)
    gaps = _find_gaps(left, right, runs)
    return Overlap(
        known=len(left),
        new=len(right),
        shared=sum(run.length for run in runs),
        changed=sum(min(len(old), len(fresh)) for old, fresh in gaps[:-1]),
        ending=min(map(len, gaps[-1])),
        numbers=any(_has_digit(old) and _has_digit(fresh) for old, fresh in gaps[:-1]),
        added=max([len(fresh) for old, fresh in gaps[:-1] if not old] + [len(gaps[-1][1]) - len(gaps[-1][0]), 0]),
    )


def _find_gaps(left: str, right: str, runs: list[Run]) -> list[tuple[str, str]]:
    """What stands between the runs on both sides; the last one is what follows the last run."""
    bounds = [Run(0, 0, 0), *runs, Run(len(left), len(right), 0)]
    return [
        (left[run.left + run.length : following.left], right[run.right + run.length : following.right])
        for run, following in pairwise(bounds)
    ]


def _has_digit(codes: str) -> bool:
    return any(code in DIGITS for code in codes)
