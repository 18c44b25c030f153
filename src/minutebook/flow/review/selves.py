"""Items of a source that is read again meet their earlier selves, so that what a person decided of them stands.

An item's id is made of its first evidence. Another engine may rest the same promise on the answer instead of the question: then it
takes the id that it had before, found by passage and words.
"""

from collections.abc import Sequence
from typing import TypeVar

from msgspec.structs import replace

from minutebook.model.extraction import Decision, Extraction, Fact, Question, Task
from minutebook.text.names import fold

_SHARED = 50.0
"""Likeness of words (0 to 100) asked of two items that share an utterance: enough to tell two promises in one breath apart."""
_NEAR = 80.0
"""And of two that share none but lie within ``_STEPS`` utterances. Both were set by hand on invented pairs (tests/flow/review)."""
_STEPS = 3
_I = TypeVar("_I", Task, Decision, Fact, Question)


def meet_earlier(now: Extraction, earlier: Extraction | None) -> Extraction:
    """The extraction with the ids that its items had in an ``earlier`` one of the same utterances."""
    if earlier is None:
        return now
    return replace(
        now,
        tasks=_met(now.tasks, earlier.tasks),
        decisions=_met(now.decisions, earlier.decisions),
        facts=_met(now.facts, earlier.facts),
        questions=_met(now.questions, earlier.questions),
    )


def _met(now: Sequence[_I], earlier: Sequence[_I]) -> tuple[_I, ...]:
    """Those without a namesake take the ids of those that vanished, the likeliest pairs first."""
    known, kept = {item.id for item in earlier}, {item.id for item in now}
    fresh = [item for item in now if item.id not in known]
    vanished = [item for item in earlier if item.id not in kept]
    if not fresh or not vanished:
        return tuple(now)
    likely = [(likeness, a.id, b.id) for a in fresh for b in vanished if (likeness := _likeness(a, b))]
    ids: dict[str, str] = {}
    for _, new, old in sorted(likely, reverse=True):
        if new not in ids and old not in ids.values():
            ids[new] = old
    return tuple(replace(item, id=ids.get(item.id, item.id)) for item in now)


def _likeness(one: _I, other: _I) -> float:
    """How sure it is that two items say the same; 0: they do not."""
    from rapidfuzz.fuzz import token_set_ratio

    words = token_set_ratio(_content(one.text), _content(other.text))
    if set(one.evidence) & set(other.evidence):
        return 100 + words if words >= _SHARED else 0
    apart = min(abs(a - b) for a in one.evidence for b in other.evidence)
    return words if words >= _NEAR and apart <= _STEPS else 0


def _content(text: str) -> str:
    """The words that tell something: short ones would make everything alike."""
    words = fold(text).split()
    return " ".join([word for word in words if len(word) > 3] or words)
