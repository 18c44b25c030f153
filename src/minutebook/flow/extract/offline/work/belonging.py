"""What speaks for a day belonging to one piece of work rather than to another: who says it, how near, in what words, and what else is near."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np

from minutebook.flow.extract.offline.talk.acts import REQUESTS, Act
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.work.claim import Claim, by_line
from minutebook.flow.extract.offline.work.days import Day
from minutebook.flow.extract.offline.work.thread import LIVE
from minutebook.text import patterns as re

LINES_BEFORE, LINES_AFTER = 4, 14
"""Lines before the first act of a thread and after each of its acts in which any day may be its own."""
SHARED = 0.3
"""What the words that both have must weigh for a day elsewhere in the talk to be one that tells a thread again."""
MOST_SHARED = 2.0
FAR = 60
"""Characters beyond which a day no longer stands by the work in its sentence."""
AFTER = {n: f"after_{n}" for n in (1, 2, 3, 5, 8, 14)}
"""Lines after the last act from which it counts as so far."""
HALF = 0.5
COMMON = 20
"""Lines that a word stands in from which it tells nothing."""
STRETCH, RIVALS = 30, 30
"""Lines between a thread and a day that are looked at, and before a day for what acts there."""
MANY = 100
"""Acts of a thread that are looked at."""
MOST = 3
"""Other threads beyond which their number says no more."""

Features = dict[str, float]


class Claims:
    """The threads of a talk and the days that it names, each beside all others. ``names``: the full name behind each label; ``work``: how likely each line is part of some work, -1 to 1."""

    def __init__(
        self,
        claims: Sequence[Claim],
        days: Sequence[Day],
        lines: tuple[Line, ...],
        said: Sequence[frozenset[str]],
        names: Mapping[str, str | None],
        work: Sequence[float],
    ) -> None:
        self._claims = claims
        self._days = days
        self._lines = lines
        self._names = names
        self._work = work
        self._turning = [_TURNS_TO.match(line.plain) is not None for line in lines]
        counts = Counter(stem for stems in said for stem in stems)
        telling = {stem: 1 / count for stem, count in counts.items() if count <= COMMON}
        self._shared = _shared(claims, days, telling)
        self._first = self._shared.argmax(axis=0) if claims else np.zeros((len(days), 4))
        self._most, self._second = _two_most(self._shared)
        self._named = by_line((day.line, m) for m, day in enumerate(days))
        self._at = by_line((line, claim) for claim in claims for line in claim.acts)
        self._acted = sorted(self._at)

    def weighed(self, nth: int) -> list[tuple[Day, Features]]:
        """The days that may be the deadline of a thread, with what speaks for each; none of one that is not alive."""
        claim = self._claims[nth]
        if claim.thread.state not in LIVE:
            return []
        near = set(range(claim.acts[0] - LINES_BEFORE, claim.acts[0]))
        near |= {n for at in claim.acts for n in range(at, at + LINES_AFTER + 1)}
        sharing: list[int] = np.flatnonzero(self._shared[nth, :, 1] >= SHARED).tolist()
        chosen = sorted({*sharing, *(m for n in near for m in self._named.get(n, ()))})
        mine = [self._days[m] for m in chosen]
        where = [day.line for day in mine]
        asking = frozenset(self._lines[act.line].speaker for act in claim.thread.acts if act.kind in REQUESTS)
        others = _Others([day.value for day in mine], where, claim)
        fixed = self._of_claim(claim)
        told = []
        for place, (m, day) in enumerate(zip(chosen, mine, strict=True)):
            beside = mine[bisect_left(where, day.line) : bisect_right(where, day.line)]
            found = fixed | self._of_place(claim, day) | self._of_words(nth, m) | self._of_speakers(claim, day, asking)
            found |= _of_rule(claim, day) | others.of(place) | self._of_line(claim, day, beside)
            told.append((day, {name: float(value) for name, value in found.items() if value}))
        return told

    def _of_claim(self, claim: Claim) -> Features:
        """What speaks of the thread itself, the same for each day."""
        acts = claim.acts
        return {
            "own_work": max(self._work[at] for at in acts[:MANY]),
            "acts": min(len(acts), 5) / 5,
            "spread": min(acts[-1] - acts[0], 12) / 12,
            f"verb={claim.main.phrase.partition(' ')[0].lower()}": HALF,
            f"state_{claim.thread.state}": 1.0,
            f"kind_{claim.thread.acts[-1].kind}": HALF,
        }

    def _of_place(self, claim: Claim, day: Day) -> Features:
        """How near a day is to the acts of the thread, and what other threads do between."""
        acts = claim.acts
        nearest = _nearest(acts, day.line)
        low, high = min(nearest, day.line), max(nearest, day.line)
        stretch = range(low + 1, min(high, low + 1 + STRETCH))
        return (
            self._of_stretch(stretch, nearest, day)
            | self._of_rival(claim, day, nearest)
            | self._of_distance(claim, day, nearest)
            | self._of_others(claim, day, nearest, stretch)
            | self._of_main(claim.main, day)
            | {"acts_between": min(max(bisect_left(acts, high) - bisect_right(acts, low), 0), 3) / 3}
        )

    def _of_stretch(self, stretch: range, nearest: int, day: Day) -> Features:
        """What is said between the nearest act and a day."""
        first, last = min(nearest, day.line), max(nearest, day.line)
        return {
            "turns_to_other": min(sum(self._turning[n] for n in (*stretch, day.line)), 3) / 3,
            "turns_to_other_here": self._turning[day.line],
            "speakers_between": min(len({self._lines[n].speaker for n in (first, *stretch, last)}), 4) / 4,
            "asked_between": any(self._lines[n].question for n in stretch),
        }

    def _of_rival(self, claim: Claim, day: Day, nearest: int) -> Features:
        """What acts last before a day without being of the thread."""
        rival = next((n for n in reversed(self._within(day.line - RIVALS + 1, day.line)) if self._others(claim, n)), -1)
        return {
            "rival_work": max(self._work[rival], 0) if rival >= 0 else 0.0,
            "rival_after": rival > nearest,
            "rival_since": min(day.line - rival, 8) / 8 if rival >= 0 else 1.0,
        }

    def _of_distance(self, claim: Claim, day: Day, nearest: int) -> Features:
        """How far a day is from the acts of the thread, in lines and turns."""
        acts, own = claim.acts, day.line in claim.here
        after, before = day.line - acts[-1], acts[0] - day.line
        turn, near = self._lines[day.line].turn, self._lines[nearest].turn
        return {
            "nearest_work": self._work[nearest],
            "answers": self._answers(claim, day),
            "own": own,
            "rests": day.line in claim.thread.lines,
            "next": 0 < day.line - nearest <= 2,
            "same_turn": turn == near and not own,
            "turns": min(abs(turn - near), 8) / 8,
            "before": min(max(before, 0), 4) / 4,
            "outside": after > LINES_AFTER or before > LINES_BEFORE,
            "since": min(_since(acts, day.line), 14) / 14,
            "amid": before < 0 < -after and not own,
            **{name: after >= n for n, name in AFTER.items()},
        }

    def _of_others(self, claim: Claim, day: Day, nearest: int, stretch: range) -> Features:
        """What other threads do between the nearest act and a day, and how many of them are nearer."""
        own, busy = day.line in claim.here, day.line in claim.busy
        between = [n for n in stretch if n in claim.busy]
        strong = [n for n in between if self._work[n] > 0]
        nearer = self._nearer(claim, day.line, abs(nearest - day.line))
        later = self._acting(claim, self._within(day.line - _since(claim.acts, day.line) + 1, day.line))
        return {
            "work_between": min(sum(self._work[n] for n in strong), 3) / 3,
            "work_between_any": bool(strong),
            "between": min(len(between), 4) / 4,
            "between_any": bool(between),
            "nearer": nearer / MOST,
            "nearest_of_all": nearer == 0,
            "nearer_before": later / MOST,
            "busy": busy and not own,
            "busy_own": busy and own,
        }

    def _of_main(self, main: Act, day: Day) -> Features:
        """Where a day is from the act that says most."""
        turns = self._lines[day.line].turn - self._lines[main.line].turn
        return {
            "main": day.line == main.line,
            "main_after": min(max(day.line - main.line, 0), 10) / 10,
            "main_before": min(max(main.line - day.line, 0), 6) / 6,
            "main_turns": min(abs(turns), 6) / 6,
            "main_same_turn": turns == 0,
            "main_next_turn": turns == 1,
        }

    def _others(self, claim: Claim, line: int) -> list[Claim]:
        """The other threads that act in a line."""
        return [other for other in self._at.get(line, ()) if other is not claim]

    def _acting(self, claim: Claim, where: Iterable[int]) -> int:
        """How many other threads act in some lines, no more than ``MOST`` counted."""
        found: set[int] = set()
        for line in where:
            found.update(id(other) for other in self._others(claim, line))
            if len(found) >= MOST:
                return MOST
        return len(found)

    def _nearer(self, claim: Claim, line: int, away: int) -> int:
        """How many other threads act nearer to a line, as far as that counts."""
        reach = min(away, STRETCH) - 1
        return self._acting(claim, self._within(line - reach, line + reach))

    def _within(self, first: int, last: int) -> list[int]:
        """The lines between two, both included, in which some thread acts."""
        return self._acted[bisect_left(self._acted, first) : bisect_right(self._acted, last)]

    def _answers(self, claim: Claim, day: Day) -> bool:
        """Whether the day answers a question about time, and no other work was spoken of between."""
        asked = "asked_when" in day.features or "asked_when_2" in day.features
        return asked and not any(n in claim.busy for n in range(max(claim.acts[-1] + 1, day.line - 2), day.line))

    def _of_words(self, nth: int, m: int) -> Features:
        """What the day's clause and line have in common with the thread, and whether they have more with another."""
        clause, line, around, main = self._shared[nth, m].tolist()
        best = np.where(self._first[m] == nth, self._second[m], self._most[m]).tolist()
        return {
            "shared": clause,
            "shared_line": line,
            "shared_around": around,
            "shared_main": main,
            "shared_any": clause > 0,
            "shared_line_any": line > 0,
            "shared_most": clause > 0 and clause >= best[0],
            "shared_line_most": line > 0 and line >= best[1],
            "shared_less": best[0] > clause,
            "shared_line_less": best[1] > line,
            "shared_around_less": best[2] > around,
            "shared_main_less": best[3] > main,
        }

    def _of_speakers(self, claim: Claim, day: Day, asking: frozenset[str | None]) -> Features:
        """Whether the one who has the work says the day, and of whom."""
        thread, said_by = claim.thread, self._lines[day.line].speaker
        name = self._names.get(said_by) if said_by else None
        says, holder = (name, claim.owner) if claim.owner is not None else (said_by, thread.owner)
        mine = says is not None and says == holder
        other = not mine and holder is not None
        return {
            "by_owner": mine,
            "by_other": other,
            "by_asker": said_by is not None and said_by in asking,
            "i_owner": "i" in day.subjects and mine,
            "i_other": "i" in day.subjects and other,
            "you_owner": "you" in day.subjects and other,
            "you_other": "you" in day.subjects and mine,
            **{f"subject_{kind}": True for kind in day.subjects},
            "no_subject": not day.subjects,
            "names_owner": claim.owner is not None and claim.owner in day.who,
            "names_other": bool(day.who - {claim.owner}),
        }

    def _of_line(self, claim: Claim, day: Day, beside: Sequence[Day]) -> Features:
        """How a day stands to the acts in its own line, this thread's and others'."""
        main = claim.main
        mine = claim.here.get(day.line, [])
        rivals = [act for other in self._others(claim, day.line) for act in other.here[day.line]]
        found: Features = {"side_act": any(_holds(act, day) for act in mine if act is not main)}
        gap = FAR
        if mine:
            act = min(mine, key=lambda a: abs(a.verb - day.span.start))
            gap = _gap(act, day)
            found["inside"] = _holds(act, day)
            found["leads"] = day.span.end <= act.start
            found["far"] = gap / FAR
            found["nearest"] = all(_gap(act, other) >= gap for other in beside)
        if main.line == day.line:
            found["main_inside"] = _holds(main, day)
            found["main_far"] = _gap(main, day) / FAR
        if rivals:
            found["rival_inside"] = any(_holds(act, day) for act in rivals)
            found["rival_closer"] = not mine or min(_gap(act, day) for act in rivals) < gap
        return found


def _shared(claims: Sequence[Claim], days: Sequence[Day], weights: Mapping[str, float]) -> np.ndarray:
    """By thread and day what the words weigh that both have: of the day's clause, of its line, of both lines, of the main act."""
    table = np.zeros((len(claims), len(days), 4))
    holding: dict[str, list[int]] = {}
    for m, day in enumerate(days):
        for stem in day.around:
            if stem in weights:
                holding.setdefault(stem, []).append(m)
    for n, claim in enumerate(claims):
        shared: dict[int, list[float]] = {}
        for stem in claim.around.intersection(holding):
            weight, in_thread, in_main = weights[stem], stem in claim.stems, stem in claim.about
            for m in holding[stem]:
                sums = shared.setdefault(m, [0.0] * 4)
                sums[0] += weight * (in_thread and stem in days[m].stems)
                sums[1] += weight * in_thread
                sums[2] += weight
                sums[3] += weight * in_main
        if shared:
            table[n, list(shared)] = list(shared.values())
    return np.minimum(table, MOST_SHARED)


def _two_most(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The highest and the next value of each column."""
    padded = np.concatenate([table, np.zeros((2, *table.shape[1:]))])
    best = np.partition(padded, len(padded) - 2, axis=0)[-2:]
    return best[1], best[0]


def _of_rule(claim: Claim, day: Day) -> Features:
    """Whether the rule says this day."""
    ruled = claim.ruled
    same = ruled is not None and ruled.span.value == day.span.value
    return {
        "ruled": same,
        "ruled_here": same and ruled is not None and ruled.line == day.line,
        "ruled_other": ruled is not None and ruled.span.value is not None and not same,
        "ruled_vague": ruled is not None and ruled.span.value is None,
    }


class _Others:
    """The days that may be one thread's, in order of their lines, beside each other."""

    def __init__(self, values: list[date], where: list[int], claim: Claim) -> None:
        self._values = values
        self._where = where
        self._claim = claim
        self._counts = Counter(values)
        self._soonest, self._latest = min(values, default=None), max(values, default=None)

    def of(self, place: int) -> Features:
        value, line = self._values[place], self._where[place]
        nearest = _nearest(self._claim.acts, line)
        first = bisect_left(self._where, nearest - LINES_AFTER)
        end = bisect_right(self._where, nearest + LINES_AFTER)
        differ = [n for n in range(first, end) if self._values[n] != value]
        later, count = sum(n > place for n in differ), self._counts[value]
        return {
            "again": count > 1,
            "often": min(count, 4) / 4,
            "first": place == 0,
            "last": place == len(self._values) - 1,
            "first_close": place == first,
            "last_close": place == end - 1,
            "later_other": later > 0,
            "later_others": min(later, 4) / 4,
            "earlier_others": min(len(differ) - later, 4) / 4,
            "own_other": any(self._where[n] in self._claim.here for n in differ),
            "soonest": value == self._soonest,
            "latest": value == self._latest,
            "others": min(len(self._counts) - 1, 6) / 6,
            "only": len(self._counts) == 1,
        }


def _since(acts: Sequence[int], line: int) -> int:
    """Lines since the last of the acts that is not after a line."""
    begun = bisect_right(acts, line)
    return line - acts[begun - 1] if begun else 0


def _nearest(acts: Sequence[int], line: int) -> int:
    """The act line nearest to a line, the later of two as near."""
    after = bisect_left(acts, line)
    near = acts[max(0, after - 1) : after + 1]
    return min(near, key=lambda at: (abs(at - line), -at))


_TURNS_TO = re.compile(
    r"(?:(?:right|okay|ok|good|so|and|then|well|now|lovely|great|fine|yes|no),? )*(?:next|what about|how about|anything else|last thing|one more|one other|another thing|the other thing|moving on|and the|then the|and then the|now,|now the|that leaves|what else|shall we|let's (?:move|go|do|talk|turn)|going on|on the|about the|as for|while we|oh,? and|\w+[.]$)"
)


def _holds(act: Act, day: Day) -> bool:
    return act.start <= day.span.start < act.end


def _gap(act: Act, day: Day) -> int:
    """Characters between an act and a day in its line."""
    return min(max(day.span.start - act.end, act.start - day.span.end, 0), FAR)
