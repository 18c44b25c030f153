"""Whether what ends a task is news of it: something is stated, and not only the task's verb of another thing, or the task itself said again."""

from collections.abc import Sequence

from minutebook.flow.link.again import without_context
from minutebook.flow.link.standing import STATUSES
from minutebook.flow.link.telling import stem, stems
from minutebook.flow.link.weigh import COMMON, TIMES
from minutebook.model.entity import OpenTask
from minutebook.model.extraction import Remark, Sign, UpdateStatus
from minutebook.text import patterns as re
from minutebook.text.names import fold

CALLED_OFF = 1.0
"""Log odds that a remark's words alone tell of work that is dropped, where no phrase does."""
_UNTOLD = frozenset({Sign.ASKS, Sign.NAMES})
_ANSWERS = frozenset({Sign.CONFIRMS, Sign.REPORTS})
_DROPS = frozenset({Sign.REPORTS, Sign.GIVES_UP})
_DENIED = re.compile(r"(?:\b(?:not|never|avoid|stop\w*)|n['’]t) (?:(?:to|be|been|being|yet|let \w+) )*(\w+)")
_REMINDS = re.compile(r"\b(?:don['’]t|do not|never) forget\b")
_NOT_YET = re.compile(r"(?:\bnot|n't)\b[^.;?!]*\byet\b")


def names_task(passage: Sequence[Remark], task: OpenTask, present: frozenset[str], *, given: bool = False) -> bool:
    """Whether a passage states something, and not only the task's verb where somebody asks for another thing: "Did you pay the rent?", "Paid it on Friday".

    ``present``: the stems of the names of those who take part, which tell no work. What is ``given`` to another is named by its thing or its verb.
    """
    stated = [remark.text for remark in passage if _states(remark)]
    verb, _, rest = without_context(task.text).partition(" ")
    said, deed = stems(" ".join(remark.text for remark in passage)), stems(verb)
    thing = stems(rest) - TIMES - present
    asked = stems(" ".join(remark.text for remark in passage if Sign.ASKS in remark.signs))
    done = stems(" ".join(stated))
    if deed & asked and not deed & done and not any(_ANSWERS.intersection(remark.signs) for remark in passage):
        return False
    if not stated or not thing or said & (thing - COMMON - deed or thing):
        return bool(stated)
    if not said & deed:
        return not given
    return bool(done & deed) and asked <= deed | thing | TIMES | COMMON | present | stems(task.said)


def calls_off(passage: Sequence[Remark], task: OpenTask) -> bool:
    """Whether a remark states that something is dropped; what is "not yet" so is not, nor does "don't cut it" drop "Tell Ann not to cut it"."""
    forbidden = _denied(task.text)
    return any(_drops(remark) and forbidden.isdisjoint(_denied(remark.text)) for remark in passage)


def _drops(remark: Remark) -> bool:
    likely = bool(remark.weighs) and remark.weighs[STATUSES.index(UpdateStatus.CANCELLED)] >= CALLED_OFF
    denies = _DENIED.search(fold(remark.text)) is not None
    reminds = _REMINDS.search(fold(remark.text)) is not None
    return not reminds and _states(remark) and (likely or denies or not _DROPS.isdisjoint(remark.signs))


def _denied(text: str) -> frozenset[str]:
    """The stems of the verbs that words say not to do, or not to be so."""
    return frozenset(stem(found[1]) for found in _DENIED.finditer(fold(text)))


def _states(remark: Remark) -> bool:
    told = _UNTOLD.isdisjoint(remark.signs) or Sign.REPORTS in remark.signs
    return told and not _NOT_YET.search(remark.text.lower())
