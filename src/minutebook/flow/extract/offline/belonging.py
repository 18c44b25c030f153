"""What speaks for a day belonging to one piece of work rather than to another: who says it, how near, in what words, and what else is near."""

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from minutebook.flow.extract.offline.acts import OFFERS, REQUESTS, Act
from minutebook.flow.extract.offline.days import Day
from minutebook.flow.extract.offline.due import Due
from minutebook.flow.extract.offline.lexicon import Lexicon
from minutebook.flow.extract.offline.line import Line
from minutebook.flow.extract.offline.stems import stems_of
from minutebook.flow.extract.offline.thread import LIVE, Thread

LINES_BEFORE, LINES_AFTER = 4, 14
"""Lines before the first act of a thread and after each of its acts in which any day may be its own."""
SHARED = 0.3
"""What the words that both have must weigh for a day elsewhere in the talk to be one that tells a thread again."""
MOST_SHARED = 2.0
FAR = 60
"""Characters beyond which a day no longer stands by the work in its sentence."""
AFTER = (1, 2, 3, 5, 8, 14)
"""Lines after the last act from which it counts as so far."""
HALF = 0.5

Features = dict[str, float]


class Claim(msgspec.Struct, frozen=True):
    """A thread with what is asked of every day: the lines of its acts and of other threads', what it is about, whose it is, what the rule says."""

    thread: Thread
    acts: list[int]
    busy: frozenset[int]
    stems: frozenset[str]
    around: frozenset[str]
    main: Act
    """The act that says most of what is to be done; ``about``: what it is about."""
    about: frozenset[str]
    owner: str | None
    ruled: Due | None


def lay_claim(
    thread: Thread,
    busy: frozenset[int],
    owner: str | None,
    ruled: Due | None,
    said: Sequence[frozenset[str]],
    lexicon: Lexicon,
) -> Claim:
    """``busy``: lines where other threads act; ``owner``: a full name; ``ruled``: the rule's choice; ``said``: the stems of each line."""
    acts = sorted({act.line for act in thread.acts})
    stems = thread.stems - lexicon.weak_verbs
    main = max(thread.acts, key=lambda act: _says(act, thread, lexicon))
    return Claim(
        thread,
        acts,
        busy,
        stems,
        stems.union(*(said[n] for n in acts)),
        main,
        stems_of(main.phrase, lexicon) - lexicon.weak_verbs,
        owner,
        ruled,
    )


def _says(act: Act, thread: Thread, lexicon: Lexicon) -> tuple[float, int]:
    """How much an act says of what is to be done, the earlier first among equals."""
    content = len(stems_of(act.phrase, lexicon) - lexicon.weak_verbs)
    return min(content, 6) + (act.kind in OFFERS and thread.first.kind in OFFERS), -act.line


class Claims:
    """The threads of a talk and the days that it names, each beside all others. ``names``: the full name behind each label."""

    def __init__(
        self,
        claims: Sequence[Claim],
        days: Sequence[Day],
        lines: tuple[Line, ...],
        said: Sequence[frozenset[str]],
        names: Mapping[str, str | None],
    ) -> None:
        self._claims = claims
        self._days = days
        self._lines = lines
        self._names = names
        counts = Counter(stem for stems in said for stem in stems)
        self._shared = _shared(claims, days, {stem: 1 / count for stem, count in counts.items()})

    def weighed(self, nth: int) -> list[tuple[Day, Features]]:
        """The days that may be the deadline of a thread, with what speaks for each; none of one that is not alive."""
        claim = self._claims[nth]
        if claim.thread.state not in LIVE:
            return []
        near = set(range(claim.acts[0] - LINES_BEFORE, claim.acts[0]))
        near |= {n for at in claim.acts for n in range(at, at + LINES_AFTER + 1)}
        chosen = [m for m, day in enumerate(self._days) if day.line in near or self._shared[nth, m, 1] >= SHARED]
        mine = [self._days[m] for m in chosen]
        told = []
        for place, (m, day) in enumerate(zip(chosen, mine, strict=True)):
            found = self._of_place(claim, day) | self._of_words(nth, m) | self._of_speakers(claim, day)
            found |= _of_rule(claim, day) | _of_others(claim, mine, place)
            found |= self._of_line(claim, day, [other for other in mine if other.line == day.line])
            told.append((day, {name: float(value) for name, value in found.items() if value}))
        return told

    def _of_place(self, claim: Claim, day: Day) -> Features:
        """How near a day is to the acts of the thread, and what other threads do between."""
        acts, main, line = claim.acts, claim.main, self._lines[day.line]
        own = day.line in acts
        nearest = min(acts, key=lambda at: (abs(at - day.line), -at))
        after, before = day.line - acts[-1], acts[0] - day.line
        since = max(0, day.line - max((at for at in acts if at <= day.line), default=day.line))
        low, high = min(nearest, day.line), max(nearest, day.line)
        between = sum(low < n < high for n in claim.busy)
        away = abs(nearest - day.line)
        others = [other for other in self._claims if other is not claim]
        nearer = sum(min(abs(at - day.line) for at in other.acts) < away for other in others)
        later = sum(any(0 <= day.line - at < since for at in other.acts) for other in others)
        turns = line.turn - self._lines[main.line].turn
        return {
            "own": own,
            "rests": day.line in claim.thread.lines,
            "next": 0 < day.line - nearest <= 2,
            "same_turn": line.turn == self._lines[nearest].turn and not own,
            "turns": min(abs(line.turn - self._lines[nearest].turn), 8) / 8,
            "before": min(max(before, 0), 4) / 4,
            "outside": after > LINES_AFTER or before > LINES_BEFORE,
            "since": min(since, 14) / 14,
            "amid": before < 0 < -after and not own,
            **{f"after_{n}": after >= n for n in AFTER},
            "between": min(between, 4) / 4,
            "between_any": between > 0,
            "nearer": min(nearer, 3) / 3,
            "nearest_of_all": nearer == 0,
            "nearer_before": min(later, 3) / 3,
            "busy": day.line in claim.busy and not own,
            "busy_own": day.line in claim.busy and own,
            "main": day.line == main.line,
            "main_after": min(max(day.line - main.line, 0), 10) / 10,
            "main_before": min(max(main.line - day.line, 0), 6) / 6,
            "main_turns": min(abs(turns), 6) / 6,
            "main_same_turn": turns == 0,
            "main_next_turn": turns == 1,
            "acts_between": min(sum(low < at < high for at in acts), 3) / 3,
            "acts": min(len(acts), 5) / 5,
            "spread": min(acts[-1] - acts[0], 12) / 12,
            f"verb={main.phrase.partition(' ')[0].lower()}": HALF,
            f"state_{claim.thread.state}": 1.0,
            f"kind_{claim.thread.acts[-1].kind}": HALF,
        }

    def _of_words(self, nth: int, m: int) -> Features:
        """What the day's clause and line have in common with the thread, and whether they have more with another."""
        shared, rest = self._shared[nth, m], np.delete(self._shared[:, m], nth, axis=0)
        clause, line, around, main = (float(value) for value in shared)
        best = rest.max(axis=0) if len(rest) else np.zeros(4)
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

    def _of_speakers(self, claim: Claim, day: Day) -> Features:
        """Whether the one who has the work says the day, and of whom."""
        thread, said_by = claim.thread, self._lines[day.line].speaker
        name = self._names.get(said_by) if said_by else None
        mine = (name is not None and name == claim.owner) or (
            claim.owner is None and said_by is not None and said_by == thread.owner
        )
        other = not mine and (claim.owner is not None or thread.owner is not None)
        asking = {self._lines[act.line].speaker for act in thread.acts if act.kind in REQUESTS}
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
        mine = [act for act in claim.thread.acts if act.line == day.line]
        rivals = [a for c in self._claims if c is not claim for a in c.thread.acts if a.line == day.line]
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
    for n, claim in enumerate(claims):
        for m, day in enumerate(days):
            if not claim.around.isdisjoint(day.around):
                pairs = (
                    (day.stems, claim.stems),
                    (day.around, claim.stems),
                    (day.around, claim.around),
                    (day.around, claim.about),
                )
                table[n, m] = [sum(weights.get(stem, 0.0) for stem in left & right) for left, right in pairs]
    return np.minimum(table, MOST_SHARED)


def _of_rule(claim: Claim, day: Day) -> Features:
    """Whether the rule and the recap say this day."""
    ruled, thread = claim.ruled, claim.thread
    same = ruled is not None and ruled.span.value == day.span.value
    retold = bool(thread.told) and day.line == thread.last.id and day.span.text in thread.told
    return {
        "ruled": same,
        "ruled_here": same and ruled is not None and ruled.line == day.line,
        "ruled_other": ruled is not None and ruled.span.value is not None and not same,
        "ruled_vague": ruled is not None and ruled.span.value is None,
        "retold": retold,
        "retold_other": bool(thread.told) and not retold,
    }


def _of_others(claim: Claim, mine: Sequence[Day], place: int) -> Features:
    """How a day stands to the others that may be the thread's."""
    day = mine[place]
    values = [other.value for other in mine]
    nearest = min(claim.acts, key=lambda at: (abs(at - day.line), -at))
    close = [n for n, other in enumerate(mine) if abs(other.line - nearest) <= LINES_AFTER]
    differ = [n for n in close if values[n] != day.value]
    return {
        "again": values.count(day.value) > 1,
        "often": min(values.count(day.value), 4) / 4,
        "first": place == 0,
        "last": place == len(mine) - 1,
        "first_close": bool(close) and place == close[0],
        "last_close": bool(close) and place == close[-1],
        "later_other": any(n > place for n in differ),
        "later_others": min(sum(n > place for n in differ), 4) / 4,
        "earlier_others": min(sum(n < place for n in differ), 4) / 4,
        "own_other": any(mine[n].line in claim.acts for n in differ),
        "soonest": day.value == min(values),
        "latest": day.value == max(values),
        "others": min(len(set(values)) - 1, 6) / 6,
        "only": len(set(values)) == 1,
    }


def _holds(act: Act, day: Day) -> bool:
    return act.start <= day.span.start < act.end


def _gap(act: Act, day: Day) -> int:
    """Characters between an act and a day in its line."""
    return min(max(day.span.start - act.end, act.start - day.span.end, 0), FAR)
