"""Whether what ends a task is news of it: something is stated, and not only the task's verb of another thing."""

from collections.abc import Sequence

from minutebook.flow.link.again import without_context
from minutebook.flow.link.telling import stems
from minutebook.flow.link.weigh import COMMON, TIMES
from minutebook.model.entity import OpenTask
from minutebook.model.extraction import Remark, Sign
from minutebook.text import patterns as re

_UNTOLD = frozenset({Sign.ASKS, Sign.NAMES})
_ANSWERS = frozenset({Sign.CONFIRMS, Sign.REPORTS})
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


def _states(remark: Remark) -> bool:
    told = _UNTOLD.isdisjoint(remark.signs) or Sign.REPORTS in remark.signs
    return told and not _NOT_YET.search(remark.text.lower())
