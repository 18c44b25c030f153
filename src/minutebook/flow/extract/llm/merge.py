"""The answers for the parts of one source as one: what two parts tell is one item, in the state that was told last."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import msgspec
from rapidfuzz import fuzz

from minutebook.flow.extract.llm.answer import Answer, Cited

ALIKE = 82.0
"""Similarity (0 to 100) of two wordings that rest on a common passage or stand near each other, from which they are one item."""
NEAR = 12

C = TypeVar("C", bound=Cited)


def merge(answers: Sequence[Answer]) -> Answer:
    """One answer out of those for the parts, in order."""
    if len(answers) == 1:
        return answers[0]
    return Answer(
        title=next((a.title for a in answers if a.title), ""),
        type=_first(answers, lambda a: a.type),
        subject=_first(answers, lambda a: a.subject),
        speakers=[voice for a in answers for voice in a.speakers],
        people=_each_once(name for a in answers for name in a.people),
        accounts=_each_once(name for a in answers for name in a.accounts),
        projects=_each_once(name for a in answers for name in a.projects),
        topics=_each_once(topic for a in answers for topic in a.topics)[:5],
        summary=_once([s for a in answers for s in a.summary]),
        tasks=_once([t for a in answers for t in a.tasks]),
        decisions=_once([d for a in answers for d in a.decisions]),
        facts=_once([f for a in answers for f in a.facts]),
        questions=_once([q for a in answers for q in a.questions]),
        updates=_once([u for a in answers for u in a.updates]),
        contacts=[c for a in answers for c in a.contacts],
        reply=_first(answers, lambda a: a.reply if a.reply and a.reply.needed else None),
        invite=_first(answers, lambda a: a.invite),
    )


V = TypeVar("V")


def _first(answers: Sequence[Answer], read: Callable[[Answer], V | None]) -> V | None:
    return next((value for answer in answers if (value := read(answer)) is not None), None)


def _each_once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _once(items: list[C]) -> list[C]:
    """Each item once: of two alike the later stands, with the passages of both."""
    kept: list[C] = []
    for item in items:
        twin = next((n for n, other in enumerate(kept) if is_same(other, item)), None)
        if twin is None:
            kept.append(item)
        else:
            both = sorted({*kept[twin].u, *item.u})
            kept[twin] = msgspec.structs.replace(item, u=both)
    return kept


def is_same(one: Cited, other: Cited) -> bool:
    """Whether two items tell the same: alike in words, and from passages that touch or are near."""
    alike = fuzz.token_set_ratio(one.text.lower(), other.text.lower())
    shared = bool(set(one.u) & set(other.u))
    near = bool(one.u and other.u) and min(abs(a - b) for a in one.u for b in other.u) <= NEAR
    return alike >= (ALIKE - 20 if shared else ALIKE if near else 95.0)
