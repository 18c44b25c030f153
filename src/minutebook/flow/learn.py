"""What a person's decisions say of the next proposals: how often they kept what has a trait, and how sure to be in that light.

Each trait is something that a person sees on a proposal (whose it is, where it was said, how, whether it has a day), and gets a shift of
the log odds beside the engine's own confidence: logistic regression with that confidence as its offset, drawn towards no shift.
"""

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

import msgspec

from minutebook.model.extraction import Extraction, Item, Task, TaskStatus
from minutebook.model.links import Held
from minutebook.model.record import VerdictRecord
from minutebook.model.source import SourceKind
from minutebook.text.names import fold

MOST = 1000
"""Decisions that count, the newest: tastes change."""
LEAST, LEAST_TASKS = 10, 20
"""Decisions on a kind of item below which nothing of it is held back; more on tasks, which have more traits."""
HELD_BELOW, MOVED = 0.3, 2.0
"""An item is held back that seems less likely than this to be kept, where that is the person's doing: by so many log odds (evals/taste.py)."""
SURE_ENOUGH = 0.95
"""What the engine is so sure of is always proposed."""
_PRIOR = 1.0
_ROUNDS, _STILL = 25, 1e-3
_PLACES = {
    SourceKind.CONVERSATION: "in a conversation",
    SourceKind.EMAIL: "in an e-mail",
    SourceKind.DOCUMENT: "in a document",
    SourceKind.MEMO: "in a memo",
    SourceKind.CHECKLIST: "in a checklist",
}
I = TypeVar("I", bound=Item)  # noqa: E741 - the field's own letter for an item


class Lesson(msgspec.Struct, frozen=True):
    """What was learned of one trait of a kind of item (``trait`` empty: of all): kept ``kept`` of ``of``; ``shift`` in log odds."""

    kind: str
    trait: str
    kept: int
    of: int
    shift: float


class Taste(msgspec.Struct, frozen=True):
    """What a person tends to keep. Empty: nothing is known of it, and nothing changes."""

    lessons: Mapping[tuple[str, str], Lesson] = {}

    def shift(self, kind: str, traits: Iterable[str]) -> float:
        """By how much the log odds of an item move."""
        found = (self.lessons.get((kind, trait)) for trait in ("", *traits))
        return sum(lesson.shift for lesson in found if lesson)

    def weigh(self, kind: str, traits: Iterable[str], sure: float) -> float:
        """How likely the person is to keep an item of which the engine is ``sure``."""
        shift = self.shift(kind, traits)
        return sure if not shift else round(_chance(_log_odds(sure) + shift), 3)

    def explain(self, kind: str, traits: Iterable[str], sure: float) -> str:
        """Why that is another chance than the engine's, by the trait that moves it most; empty where it is about the same."""
        if abs(self.weigh(kind, traits, sure) - sure) < 0.1:
            return ""
        found = [lesson for trait in ("", *traits) if (lesson := self.lessons.get((kind, trait)))]
        most = max(found, key=lambda lesson: abs(lesson.shift))
        what = f"{kind}s{f' {most.trait}' if most.trait else ''}"
        return f"you kept {most.kept} of {most.of} {what}; the engine is {sure:.0%} sure"

    def holds_back(self, kind: str, traits: Sequence[str], sure: float) -> bool:
        """Whether an item is not proposed, because the person would hardly keep it."""
        known = self.lessons.get((kind, ""))
        if known is None or known.of < (LEAST_TASKS if kind == "task" else LEAST) or sure >= SURE_ENOUGH:
            return False
        return self.shift(kind, traits) <= -MOVED and self.weigh(kind, traits, sure) < HELD_BELOW


def traits_of(item: Item, kind: SourceKind, mine: Collection[str]) -> tuple[str, ...]:
    """What a person sees of an item of a source of this kind; ``mine``: their own names, folded."""
    place = _PLACES[kind]
    if not isinstance(item, Task):
        return (place,)
    whose = "of nobody" if not item.owner else "of your own" if fold(item.owner) in mine else "of somebody else"
    return (whose, place, *([item.cue.value] if item.cue else []), "with a day" if item.due else "without a day")


def learn(verdicts: Iterable[VerdictRecord]) -> Taste:
    """The taste that decisions show, the newest of them."""
    listed = sorted((v for v in verdicts if v.item and not v.withdrawn), key=lambda v: v.at)[-MOST:]
    counts = Counter(((v.item, ("", *v.traits)), round(v.sure, 1), v.kept) for v in listed)
    rows = [_Row(kind, traits, _log_odds(sure), kept, n) for ((kind, traits), sure, kept), n in counts.items()]
    return _fit(tuple(rows))


class _Row(msgspec.Struct, frozen=True):
    """Decisions that are alike."""

    kind: str
    traits: tuple[str, ...]
    odds: float
    kept: bool
    count: int


@lru_cache(maxsize=4)
def _fit(rows: tuple[_Row, ...]) -> Taste:
    """Newton's method, one trait after the other, until none moves."""
    having: dict[tuple[str, str], list[_Row]] = {}
    for row in rows:
        for trait in row.traits:
            having.setdefault((row.kind, trait), []).append(row)
    shifts = dict.fromkeys(having, 0.0)
    for _ in range(_ROUNDS):
        moved = 0.0
        for key, some in having.items():
            slope, curve = -_PRIOR * shifts[key], _PRIOR
            for row in some:
                chance = _chance(row.odds + sum(shifts[row.kind, trait] for trait in row.traits))
                slope += row.count * (row.kept - chance)
                curve += row.count * chance * (1 - chance)
            shifts[key] += slope / curve
            moved = max(moved, abs(slope / curve))
        if moved < _STILL:
            break
    return Taste(
        {
            key: Lesson(*key, sum(r.count for r in some if r.kept), sum(r.count for r in some), round(shifts[key], 3))
            for key, some in having.items()
        }
    )


def hold_back(
    extraction: Extraction, taste: Taste, kind: SourceKind, mine: Collection[str], stands: Callable[[str], bool]
) -> tuple[Extraction, tuple[Held, ...]]:
    """The extraction without what the person would hardly keep, and that. What ``stands`` in a note already (by its id) is left alone."""
    held: list[Held] = []

    def sift(name: str, items: tuple[I, ...]) -> Iterator[I]:
        for item in items:
            traits = traits_of(item, kind, mine)
            is_closed = isinstance(item, Task) and item.status is not TaskStatus.OPEN
            if is_closed or not taste.holds_back(name, traits, item.confidence) or stands(item.id):
                yield item
            else:
                held.append(Held(name, item.text, taste.explain(name, traits, item.confidence)))

    sifted = msgspec.structs.replace(
        extraction,
        tasks=tuple(sift("task", extraction.tasks)),
        decisions=tuple(sift("decision", extraction.decisions)),
        facts=tuple(sift("fact", extraction.facts)),
        questions=tuple(sift("question", extraction.questions)),
    )
    return (sifted, tuple(held)) if held else (extraction, ())


def _log_odds(chance: float) -> float:
    bounded = min(max(chance, 0.02), 0.98)
    return math.log(bounded / (1 - bounded))


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
