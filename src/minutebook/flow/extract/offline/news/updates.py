"""News of earlier work: what was said to be done, late, under way, dropped or in other hands. The link stage binds it to open tasks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from math import exp

import msgspec
import numpy as np

from minutebook.flow.extract.offline.news.scope import content, follow_matter, leans, names_matter
from minutebook.flow.extract.offline.news.status import (
    STATUSES,
    Passage,
    Told,
    changes_hands,
    find_day,
    find_new_day,
    gives_up,
    is_handed_over,
    is_undone,
    read_passage,
    says_yes,
    tell_known,
    weigh_status,
)
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.reported import LEVELS, heard
from minutebook.flow.extract.offline.talk.sense import LABELS
from minutebook.flow.extract.offline.words.patterns import read_weights
from minutebook.flow.extract.offline.work.tasks import cite
from minutebook.model.extraction import Update, UpdateStatus
from minutebook.text import patterns as re

LEAST = 0.03
"""Chance of news from which a line may report: below it, the words of an open task turn up by accident more often."""
NEAR = 2
"""Lines on each side that tell whether one is in the midst of news."""
NAMED_BEFORE = 2
"""Lines after one that only names a matter, or asks for it, in which a report on it begins."""
NEARLY = 0.5
"""Of the surest line's chance, that from which another line of a report says how the work stands, too."""
WORDS_BEFORE, WORDS_AFTER = 25, 12
UPDATE = LABELS.index("update")
TURNS_BEFORE = 2
"""How far before and after a report people say what it is about."""


class Mark(msgspec.Struct, frozen=True):
    """A line that may be a report."""

    line: Line
    chance: float


def find_updates(lines: tuple[Line, ...], people: People, reference: date, senses: np.ndarray) -> tuple[Update, ...]:
    """Every report on some earlier work, in order: many more than there is open work, so that none is missed."""
    told = cache(lambda n: tell_known(lines[n]))
    marks = [
        Mark(line, chance)
        for line in lines
        if may_be_news(line, senses)
        and (chance := chance_of_news(describe(line, senses))) >= LEAST
        and not _is_bare(lines, line)
    ]
    groups = (_with_answer(lines, group, senses) for group in _reports(lines, marks, senses))
    return tuple(_report(lines, group, people, reference, senses, told) for group in groups)


def _is_bare(lines: Sequence[Line], line: Line) -> bool:
    """Whether a line says nothing of how any work stands: "Perfect." does not, unless it answers a question, nor does what was decided."""
    families = heard(line)
    if _DECIDED.search(line.plain) and not any(name.startswith("sure") for name in families):
        return True
    if content(line) or line.dates or families:
        return False
    before = (other for other in lines[max(0, line.id - 2) : line.id] if other.turn == line.turn - 1)
    return not any(other.question or names_matter(other) for other in before)


def may_be_news(line: Line, senses: np.ndarray) -> bool:
    """Whether a line could be news with all the words of reports: a quick look before the slow one."""
    return chance_of_news(_read(line, senses) | {"sure": 1.0}) >= LEAST


def chance_of_news(features: dict[str, float]) -> float:
    """The chance that a line reports on earlier work."""
    weights = read_weights("updates_weights")
    return 1 / (1 + exp(-weights["bias"] - sum([weights[name] * value for name, value in features.items()])))


def describe(line: Line, senses: np.ndarray) -> dict[str, float]:
    """What tells whether a line is news: how it and those around it read, and the words of reports."""
    levels = {name.partition(":")[0] for name in heard(line)}
    surest = next((level for level in LEVELS if level in levels), "none")
    return _read(line, senses) | {surest: 1.0}


def _read(line: Line, senses: np.ndarray) -> dict[str, float]:
    around: list[float] = senses[max(0, line.id - NEAR) : line.id + NEAR + 1, UPDATE].tolist()
    return {
        "sense": float(senses[line.id, UPDATE]),
        "around": max(around),
        "question": float(line.question),
        "decided": float(bool(_DECIDED.search(line.plain))),
        "might": float(bool(_MIGHT.search(line.plain))),
    }


def _reports(lines: tuple[Line, ...], marks: Sequence[Mark], senses: np.ndarray) -> Iterator[list[Mark]]:
    """Marks of one report: each goes on with the matter of the one before, or with what was asked for or named."""
    group: list[Mark] = []
    for mark in marks:
        if group and _is_of_its_own(group, mark.line):
            yield _without_nods(group, mark.line)
            group = []
        elif group and not _goes_on(lines, group[-1].line, mark.line, senses):
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _with_answer(lines: tuple[Line, ...], group: list[Mark], senses: np.ndarray) -> list[Mark]:
    """A report that only asks for a matter or names it, with what another answers, however little that reads as news."""
    last = group[-1].line
    if not all(mark.line.question or names_matter(mark.line) for mark in group):
        return group
    answer = next((line for line in follow_matter(lines, last, senses) if line.turn != last.turn), None)
    if answer is None or answer.turn - last.turn > 1:
        return group
    return [*group, Mark(answer, chance_of_news(describe(answer, senses)))]


def _is_of_its_own(group: Sequence[Mark], line: Line) -> bool:
    """Whether a line after a report by somebody else tells what its own speaker did, and with whom: "I rang Mara."."""
    before = group[0].line
    return line.turn != before.turn and not before.question and bool(line.names) and _DID.match(line.plain) is not None


def _without_nods(group: Sequence[Mark], line: Line) -> list[Mark]:
    """A report without the words of the turn in which ``line`` begins another: "Good. I rang Mara."."""
    return [mark for mark in group if mark.line.turn != line.turn]


def _goes_on(lines: tuple[Line, ...], before: Line, line: Line, senses: np.ndarray) -> bool:
    if names_matter(before) and line.id - before.id <= NAMED_BEFORE:
        return True
    return (leans(line) or before.question) and line in follow_matter(lines, before, senses)


def _report(
    lines: tuple[Line, ...], group: list[Mark], people: People, reference: date, senses: np.ndarray, told: Told
) -> Update:
    said = [mark.line for mark in group]
    stated = [mark for mark in group if not mark.line.question]
    surest = max(stated or group, key=lambda mark: mark.chance)
    passages = [
        (read_passage(lines, mark.line, senses), mark.chance)
        for mark in stated or group
        if mark.chance >= NEARLY * surest.chance
    ]
    days = [find_day(passage, reference) for passage, _ in passages]
    weighed = [chance * weigh_status(passage, day, told) for (passage, chance), day in zip(passages, days, strict=True)]
    first, last = said[0], said[-1]
    about = _around(reversed(lines[: first.id]), WORDS_BEFORE, first.turn)[::-1]
    status, day = _likeliest(np.sum(weighed, axis=0), [passage for passage, _ in passages], about), None
    closing = _closing([mark.line for mark in stated])
    if closing is not None or any(says_yes(passage) for passage, _ in passages):
        status = UpdateStatus.DONE
    elif any(is_handed_over(passage) for passage, _ in passages):
        status = UpdateStatus.REASSIGNED
    if status is UpdateStatus.IN_PROGRESS:
        later = (find_new_day(lines, passage.line, senses, reference) for passage, _ in reversed(passages))
        day = next((day for day in later if day), None)
        status = UpdateStatus.SLIPPED if day else status
    cited = cite(tuple(line.id for line in said[:4]), lines)
    after = _around([line for line in passages[-1][0].after if line.id > last.id], WORDS_AFTER, last.turn)
    return Update(
        task_text=" ".join(line.text for line in (*about, *lines[first.id : last.id + 1], *after)),
        status=status,
        evidence=cited,
        new_due=day,
        new_owner=_new_owner((*said, *passages[-1][0].after), people) if status is UpdateStatus.REASSIGNED else None,
        owner=people.name((closing or surest.line).speaker),
        words=" ".join(line.text for line in said),
        confidence=round(surest.chance, 3),
    )


def _likeliest(weighed: np.ndarray, passages: Sequence[Passage], about: Iterable[Line]) -> UpdateStatus:
    """The status that weighs most; work is under way where that needs somebody to give or take it and nobody does, or is done and what is said promises or denies."""
    status = STATUSES[int(weighed.argmax())]
    told = [passage.line for passage in passages if not names_matter(passage.line)]
    undone = bool(told) and all(map(is_undone, told))
    handed = any(map(changes_hands, passages)) or any(map(gives_up, about))
    kept = status is UpdateStatus.REASSIGNED and not handed
    return UpdateStatus.IN_PROGRESS if kept or (status is UpdateStatus.DONE and undone) else status


def _closing(said: Sequence[Line]) -> Line | None:
    """The line of a report that says its work is done, where none says that it is not: days that are named later belong to other work."""
    families = {name for line in said for name in heard(line)}
    return next((line for line in said if _CLOSED.search(line.plain) and families.isdisjoint(_UNFINISHED)), None)


def _around(lines: Iterable[Line], enough: int, turn: int) -> list[Line]:
    """The lines next to a report, until there are enough words or others have taken over."""
    found: list[Line] = []
    for line in lines:
        if enough <= 0 or abs(line.turn - turn) > TURNS_BEFORE:
            break
        enough -= len(line.plain.split())
        found.append(line)
    return found


def _new_owner(said: Sequence[Line], people: People) -> str | None:
    """Who has work now, as the lines say that hand it over: the one to whom it is given, or the speaker who takes it, or whom they name."""
    for line in reversed([line for line in said if "sure:reassigned" in heard(line)] or said):
        given = [name.name for name in line.names if _GIVES.search(line.plain[: name.start])]
        if given:
            return given[-1]
        if _TAKES.search(line.plain):
            return people.name(line.speaker)
        if line.names:
            return line.names[-1].name
    return None


_GIVES = re.compile(r"\b(?:to|with|let|have|under|on)(?: \w+)? $")
_TAKES = re.compile(r"\b(?:i'll|i will|i can|i could|i'd be|let me|i've got|i'm doing)\b")
_DECIDED = re.compile(
    r"\b(?:we|they|board|committee)(?:'ve| have|'d)?(?: also| now| just)? (?:decided|agreed|settled|said|voted)\b"
)
_DID = re.compile(
    r"(?:(?:good|right|okay|ok|and|so|yes|well)[,.]? )*(?:i|we)(?:'ve| have)? (?:already |just |also )?(?:called|rang|rung|phoned|met|wrote|written|spoke|spoken|emailed|told|asked|saw|visited|talked)\b"
)
_CLOSED = re.compile(
    r"\b(?:i|we)(?:'ve| have)? (?:already |just |now )?(?:sent|booked|ordered|paid|posted|submitted|finished|filed|delivered|signed)\b(?! (?:half|most|some|part|one|two|three|the first)\b)"
    r"|\b(?:that's|it's|that is|they're|all) (?:all |now |already )?(?:done|sent|sorted|finished|booked|paid)\b"
)
_UNFINISHED = frozenset(f"sure:{status}" for status in ("slipped", "in-progress", "cancelled", "reassigned"))
_MIGHT = re.compile(r"\b(?:if|could|would|should|might|suppose|imagine|in theory|some day|some time|i'd|we'd)\b")
