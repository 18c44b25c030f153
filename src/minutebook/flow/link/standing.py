"""How a task stands by the remarks that are news of it: what their words say, who speaks and takes, which day is named.

Work that is neither done, dropped nor in other hands has slipped where a later day is named for it, and is under way where none is.
"""

import tomllib
from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from minutebook.flow.link.again import asks_of, without_context
from minutebook.flow.link.finished import says_done
from minutebook.flow.link.telling import stems
from minutebook.model.entity import OpenTask
from minutebook.model.extraction import Remark, Sign, Update, UpdateStatus
from minutebook.text import patterns as re
from minutebook.text.names import fold

STATUSES = (UpdateStatus.DONE, UpdateStatus.IN_PROGRESS, UpdateStatus.CANCELLED, UpdateStatus.REASSIGNED)
"""In the order of ``Remark.weighs``."""
ASKED, FAINT = 0.5, 0.6
"""What a remark counts that only asks or names the matter, and one that hardly reads as news beside the surest."""
MUCH_FAINTER = 0.3
MOST_EVIDENCE = 6
LATER, TURNS_LATER = 8, 5
"""Remarks and turns after a passage in which the day may be agreed to which its work has moved."""
CERTAIN = 10.0
"""Log odds of what its owner says in a task's own verb."""
SHORT = 4
"""Words of a remark that says little more than a day: "Friday, then."."""
_MAKE_IT = re.compile(
    r"(?:^|[,;.:] |\b(?:no|let's|better|then|actually|rather) )make (?:that|it) (?:(?:the|on|for|by|next) )*(?:mon|tues|wednes|thurs|fri|satur|sun|today|tomorrow|end of|\d+ (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\w+(?:st|nd|rd|th)\b)"
)

_NOT_BEGUN = re.compile(
    r"\b(?:ha(?:ve|s)(?: not|n't) (?:been )?(?:even )?(?:started|begun|touched|looked at)|not (?:yet )?(?:started|begun))\b"
)


def judge(passage: Sequence[Remark], task: OpenTask, after: Sequence[Remark] = ()) -> Update:
    """The news of a task that a passage of remarks tells; ``after`` it the day may be agreed to which work has moved."""
    passage = _where_not_begun(passage, task) or passage
    taker = _taker(passage, task)
    status = _likeliest(passage, task, taken_over=taker is not None)
    if status is UpdateStatus.DONE and _where_not_begun(passage, task):
        status = UpdateStatus.IN_PROGRESS
    if status is UpdateStatus.REASSIGNED and asks_of(task.text, taker):
        status = UpdateStatus.IN_PROGRESS  # whom "Ask Ben for the keys" asks does not take over the asking
    day = None
    if status is UpdateStatus.IN_PROGRESS and has_moved(passage, task, after):
        day = find_day((*passage, *after))
    open_still = status is UpdateStatus.DONE and not any(reports_deed(remark, task) for remark in passage)
    if open_still or status is UpdateStatus.IN_PROGRESS:
        day = next((remark.day for remark in (*passage, *after) if remark.day and puts_right(remark.text)), day)
    told = [remark for remark in passage if counts(remark, passage) == 1] or list(passage)
    surest = max(told, key=lambda remark: remark.chance)
    return Update(
        task_text=task.text,
        task_id=task.id,
        status=UpdateStatus.SLIPPED if day else status,
        evidence=tuple(dict.fromkeys(at for remark in passage for at in remark.evidence))[:MOST_EVIDENCE],
        new_due=day,
        new_owner=taker if status is UpdateStatus.REASSIGNED else None,
        owner=surest.speaker,
        words=" ".join(remark.text for remark in passage),
        confidence=surest.chance,
    )


def _where_not_begun(passage: Sequence[Remark], task: OpenTask) -> Sequence[Remark]:
    """The remark that says of a task's own thing that nothing is begun, with the next one, where the day may be; what else a memo runs through counts no more."""
    thing = stems(without_context(task.text).partition(" ")[2])
    for at, remark in enumerate(passage):
        if (denied := _NOT_BEGUN.search(remark.text.lower())) and thing & stems(remark.text[: denied.start()]):
            return passage[at : at + 2]
    return ()


def puts_right(text: str) -> bool:
    """Whether words say another day than was said before: "no, make that Thursday"."""
    return _MAKE_IT.search(text.lower()) is not None


def _likeliest(passage: Sequence[Remark], task: OpenTask, *, taken_over: bool) -> UpdateStatus:
    """The status that a passage tells; nothing is reassigned where nobody takes it over."""
    odds = weigh_standing(passage, task)
    if not taken_over:
        odds[STATUSES.index(UpdateStatus.REASSIGNED)] = -np.inf
    return STATUSES[int(odds.argmax())]


def weigh_standing(passage: Sequence[Remark], task: OpenTask) -> np.ndarray:
    """The log odds of each of ``STATUSES`` by what a passage says."""
    table = read_standing_weights()
    sums: np.ndarray = table["at all"] + sum_words(passage)
    for name, value in describe_standing(passage, task).items():
        sums = sums + value * table[name]
    if any(reports_deed(remark, task) for remark in passage):
        sums[STATUSES.index(UpdateStatus.DONE)] += CERTAIN
    return sums


def reports_deed(remark: Remark, task: OpenTask) -> bool:
    """Whether its owner says of a task's own verb that they have done it: "I told Leeds" of "Tell Leeds"; who was asked has to answer yet."""
    if task.text.startswith("Ask "):
        return False
    own = task.owner and remark.speaker and fold(remark.speaker) == fold(task.owner)
    open_still = {Sign.UNDONE, Sign.ASKS, Sign.GIVES_UP}.intersection(remark.signs)
    return bool(own) and not open_still and says_done(without_context(task.text), [remark.text])


def go_on(remarks: Sequence[Remark], passage: Sequence[int], taken: Collection[int]) -> list[Remark]:
    """The remarks after a passage, by their index, up to one that is news of other work (``taken``) or turns to something else."""
    found: list[Remark] = []
    last = remarks[passage[-1]]
    for at in range(passage[-1] + 1, min(len(remarks), passage[-1] + 1 + LATER)):
        remark = remarks[at]
        turns = Sign.OPENS in remark.signs and not remark.day
        if at in taken or turns or Sign.NAMES in remark.signs or remark.turn - last.turn > TURNS_LATER:
            break
        found.append(remark)
    return found


def has_moved(passage: Sequence[Remark], task: OpenTask, after: Sequence[Remark] = ()) -> bool:
    """Whether the day that is named for work under way is the one to which it has moved."""
    weights = read_move_weights()
    return sum(value * weights[name] for name, value in describe_move(passage, task, after).items()) > 0


def describe_move(passage: Sequence[Remark], task: OpenTask, after: Sequence[Remark] = ()) -> dict[str, float]:
    """What tells whether work has moved to the day that is named for it, in a passage or after it; nothing where none is."""
    said = (*passage, *after)
    day = find_day(said)
    if day is None:
        return {}
    named = next(remark for remark in reversed(said) if remark.day == day)
    before = {sign for remark in passage if remark is not named for sign in remark.signs}
    found = {
        "at all": True,
        "late": task.due is not None and day.isoformat() > task.due,
        "no day before": task.due is None,
        "firm": Sign.FIRM in named.signs,
        "reports": Sign.REPORTS in named.signs,
        "leans": Sign.LEANS in named.signs,
        "asks": Sign.ASKS in named.signs,
        "promises": Sign.PROMISES in named.signs,
        "offers": Sign.OFFERS in named.signs,
        "owner tells": bool(task.owner and named.speaker and fold(named.speaker) == fold(task.owner)),
        "unsaid": sum(len(remark.text.split()) for remark in passage if remark is named) <= SHORT,
        "reported before": Sign.REPORTS in before,
        "gives up": Sign.GIVES_UP in before,
        "afterwards": not any(named is remark for remark in passage),
    }
    return {name: 1.0 for name, holds in found.items() if holds}


def sum_words(passage: Sequence[Remark]) -> np.ndarray:
    """What the words of a passage say for each of ``STATUSES``, statements in full."""
    sums = np.zeros(len(STATUSES))
    for remark in passage:
        if remark.weighs:
            sums += counts(remark, passage) * np.array(remark.weighs)
    return sums


def counts(remark: Remark, passage: Sequence[Remark]) -> float:
    """What the words of a remark count in its passage."""
    if Sign.ASKS in remark.signs or Sign.NAMES in remark.signs:
        return ASKED
    return FAINT if remark.chance < MUCH_FAINTER * max(other.chance for other in passage) else 1.0


def describe_standing(passage: Sequence[Remark], task: OpenTask) -> dict[str, float]:
    """What beside its words tells how a passage says that a task stands."""
    day = find_day(passage)
    found = {
        "day": day is not None,
        "no day": day is None,
        "late": day is not None and task.due is not None and day.isoformat() > task.due,
        "in time": day is not None and task.due is not None and day.isoformat() <= task.due,
        "firm": any(Sign.FIRM in remark.signs for remark in passage),
        "gives up": any(Sign.GIVES_UP in remark.signs for remark in passage),
        "confirmed": any(Sign.CONFIRMS in remark.signs for remark in passage),
        "hands over": any(Sign.HANDS_OVER in remark.signs for remark in passage),
        "undone": all(Sign.UNDONE in remark.signs for remark in passage if counts(remark, passage) == 1),
        "own verb": says_done(without_context(task.text), [remark.text for remark in passage]),
    }
    return {name: 1.0 for name, holds in (found | _describe_people(passage, task)).items() if holds}


def _describe_people(passage: Sequence[Remark], task: OpenTask) -> dict[str, bool]:
    """Who speaks of the task, who offers to do it, and whether another than its owner agrees to what was asked of them."""
    owner = fold(task.owner or "")
    if not owner or not any(remark.speaker for remark in passage):
        return {}
    own = [remark for remark in passage if fold(remark.speaker or "") == owner]
    others = [remark for remark in passage if remark.speaker and fold(remark.speaker) != owner]
    return {
        "owner tells": bool(own),
        "others tell": not own,
        "owner asks": any(Sign.ASKS in remark.signs for remark in own),
        "owner promises": any(Sign.PROMISES in remark.signs for remark in own),
        "other promises": any(Sign.PROMISES in remark.signs for remark in others),
        "other offers": any(Sign.OFFERS in remark.signs for remark in others),
        "other agrees": _who_agrees(passage, owner) is not None,
        "given to another": any(remark.new_owner and fold(remark.new_owner) != owner for remark in passage),
        "asked of another": any(_asked(remark, owner) for remark in passage),
    }


def _asked(remark: Remark, owner: str) -> list[str]:
    """Others than the owner whom a remark calls while it asks for something."""
    asks = Sign.ASKS in remark.signs or Sign.REQUESTS in remark.signs
    return [name for name in remark.names if asks and fold(name) != owner]


def _who_agrees(passage: Sequence[Remark], owner: str) -> str | None:
    """Another than the owner who agrees to what was asked of them right before."""
    asked: set[str] = set()
    for remark in passage:
        agrees = Sign.AGREES in remark.signs or Sign.OFFERS in remark.signs
        if remark.speaker and fold(remark.speaker) in asked and agrees:
            return remark.speaker
        asked |= {fold(name) for name in _asked(remark, owner)}
    return None


def _taker(passage: Sequence[Remark], task: OpenTask) -> str | None:
    """Who has the work now: the one to whom it was given, who agreed or who offered."""
    owner = fold(task.owner or "")
    given = [r.new_owner for r in passage if r.new_owner and fold(r.new_owner) != owner]
    offers = [r.speaker for r in passage if Sign.OFFERS in r.signs and r.speaker and fold(r.speaker) != owner]
    asked = [name for r in passage for name in _asked(r, owner)]
    return next((name for name in (*given[-1:], _who_agrees(passage, owner), *offers, *asked) if name), None)


def find_day(passage: Sequence[Remark]) -> date | None:
    """The day ahead that a passage names last, one that is promised before one that is only mentioned."""
    days = {Sign.FIRM in remark.signs: remark.day for remark in passage if remark.day}
    return days.get(True, days.get(False))


@cache
def read_standing_weights() -> dict[str, np.ndarray]:
    return {name: np.array(values) for name, values in _read_table()["standing"].items()}


def read_move_weights() -> dict[str, float]:
    return _read_table()["move"]


@cache
def _read_table() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files(__package__) / "data" / "standing.toml").read_text(encoding="utf-8"))
