"""What comes with a letter, and what somebody thanks for: the open task that was to bring it is done, and so is the one that asked for an answer which is told.

The chain over remarks has learned from talk, where nothing is attached and nobody acknowledges receipt.
"""

from collections.abc import Callable, Iterator, Sequence

from minutebook.flow.link.again import is_same_work, without_context
from minutebook.flow.link.telling import stems
from minutebook.flow.link.weigh import Weighing
from minutebook.model.entity import OpenTask
from minutebook.model.extraction import Extraction, Remark, Sign, Update, UpdateStatus
from minutebook.text import patterns as re
from minutebook.text.names import fold

COVERED = 0.6
"""Share of the words of a task's thing that what has come must have."""
STRANGE = 0.4
"""Share of the words of what has come that may stand neither in the task nor where it came about."""
CONFIDENCE = 0.7
"""What is attached may still be only a part."""
BRINGING = frozenset(
    "send get share give forward do dig find write draft prepare make provide bring upload mail email post return finish take attach put pull".split()
)
"""Verbs whose work is done when its thing has come."""
_SENT = re.compile(
    r"^(?:(?:and|so|also|the|your|my) )*(?!please\b|(?:i|we)\b)(?P<before>[^.,;:?!()]{3,90}?) (?:is |are )?(?<!to be )(?:attached|enclosed)\b(?! (?:is|are|you|please|find)\b| to (?!this\b|(?:the|my) (?:\w+ )?(?:e-?mail|mail|message|link|invite)\b))"
    r"|\b(?:(?:attached|enclosed)(?: (?:is|are|you(?:'ll| will) find|please find))?|please find(?: attached| enclosed)?|here (?:is|are|comes?)):? (?P<after>[^.,;:?!()]{3,90})"
)
"""What the writer sends along with the letter."""
_GOT = re.compile(
    r"\b(?:(?:thanks|thank you|thx|cheers)(?: \w+)?(?: very much| a lot)? for|(?:i|we)(?:'ve| have)? (?:just |already )?(?:got|received)|^(?:just )?(?:got|received)) (?:sending |sharing |forwarding )?(?:me |us |over )?([^.,;:?!()]{3,90})"
)
"""What the writer has had from whom they write to."""
_ANSWERED = re.compile(
    r"^(?:so |and )?(?P<who>(?:the )?(?:[\w'-]+ ){1,2}?)(?:ha(?:s|ve) )?(?:confirm(?:s|ed)?|answered|replied|came back|come back|got back)\b(?P<what>[^.?!]+)"
)
"""What somebody who was asked has answered."""
_ASK = re.compile(r"^(?:ask|check with|chase) (?:the )?(?P<who>[\w'-]+)")
_OF = re.compile(r"\b(?:of|for|from|on|about|that|which)\b")
_ONE = re.compile(r"\bthe (?:\w+ ){1,2}ones?\b")
_NOT_YET = re.compile(r"\b(?:\w+n't|not|will|would|once|if|when|until|no)\b")


def bind_received(
    extraction: Extraction,
    open_tasks: Sequence[OpenTask],
    recall: Callable[[OpenTask], OpenTask],
    weigh: Weighing,
) -> Iterator[tuple[Update, OpenTask]]:
    """The tasks whose thing has come with a letter, was thanked for or was answered, each once."""
    told: set[int] = set()
    for remark in extraction.remarks:
        if Sign.ASKS in remark.signs:
            continue
        fits = [at for at, task in enumerate(open_tasks) if _brings(remark, task, recall, weigh)]
        named = stems(remark.speaker or "")
        fits = [at for at in fits if named & stems(open_tasks[at].text)] or fits  # "Send Ann the plan", and Ann has it
        one = bool(fits) and all(is_same_work(open_tasks[at].text, open_tasks[fits[0]].text, weigh) for at in fits[1:])
        for at in fits if one else ():
            if at not in told and min(remark.evidence) >= open_tasks[at].since:
                told.add(at)
                yield _done(remark, open_tasks[at]), open_tasks[at]


def _done(remark: Remark, task: OpenTask) -> Update:
    return Update(
        task_text=task.text,
        task_id=task.id,
        status=UpdateStatus.DONE,
        evidence=remark.evidence,
        owner=remark.speaker or task.owner,
        words=remark.text,
        confidence=CONFIDENCE,
    )


def _brings(remark: Remark, task: OpenTask, recall: Callable[[OpenTask], OpenTask], weigh: Weighing) -> bool:
    """Whether a remark says that the thing of a task has come from its owner, or that whom it asks has answered."""
    text, owner, writer = remark.text.lower(), fold(task.owner or ""), fold(remark.speaker or "")
    if (answer := _ANSWERED.search(text)) and (asked := _ASK.match(task.text.lower())):
        known = recall(task)
        rest = weigh.telling(stems(f"{task.text} {known.said} {known.before}")) - stems(asked["who"])
        return asked["who"] in answer["who"].split() and not rest.isdisjoint(stems(answer["what"]))
    if not owner or not writer or fold(task.text.partition(" ")[0]) not in BRINGING:
        return False
    sent, got = _SENT.search(text), _GOT.search(text)
    found = sent if owner == writer else got
    if found is None or _NOT_YET.search(text[: found.end()]):
        return False
    thing = next(group for group in found.groups() if group is not None)
    return _is_of(thing, recall(task), weigh)


def _is_of(come: str, task: OpenTask, weigh: Weighing) -> bool:
    """Whether what has come is a task's thing: the very thing, or most of its words, and little that neither the task nor the talk of it has."""
    own, thing = weigh.telling(stems(without_context(task.text))), weigh.telling(stems(come))
    shared = thing & own
    if shared and own == weigh.telling(stems(_OF.split(come)[0])):
        return True  # "photos of the dam" where photos were promised
    if shared == own and _ONE.search(task.text):
        return bool(shared)  # "the Quayle one" leaves to what has come what it is
    strange = thing - own - stems(task.text) - stems(task.said)
    enough = len(shared) > 1 or len(thing - strange) > 1
    return bool(shared) and enough and len(shared) >= COVERED * len(own) and len(strange) <= STRANGE * len(thing)
