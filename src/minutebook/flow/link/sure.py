"""Whether a passage that seems news of an open task is: words of a task turn up in talk of other things, are asked for, or come up without news of it.

A wrong follow-up is worse than none, so what is told of a task must be likely by itself, however the meeting goes through its list.
"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from minutebook.flow.link.follow import Passage
from minutebook.flow.link.spoken import OF_TASK, Spoken
from minutebook.flow.link.standing import STATUSES
from minutebook.model.entity import OpenTask
from minutebook.model.extraction import Remark, Sign, UpdateStatus
from minutebook.text.names import fold

ENOUGH = 0.0
"""Log odds from which a passage of what is written is told as news."""
CLEAR = 3.0
"""Log odds between the likeliest status and the next, in full."""
CLOSING = ("no statement", "reports", "undone", "muses", "covered", "unnamed", "owner tells", "confirms", "long")
"""What counts more, or otherwise, where work is told to be over."""
TELLING = (Sign.REPORTS, Sign.UNDONE, Sign.CONFIRMS, Sign.GIVES_UP, Sign.REQUESTS, Sign.MUSES)
"""Signs that count wherever they stand in a passage."""
FOREIGN = 3.0
"""What a remark may tell of other things, in full."""
WORDS, MORE, VERBS, AKIN, OTHERS, FROM = map(
    OF_TASK.index, ("words", "more words", "verbs", "akin", "other tasks", "passage")
)


def is_sure(found: Mapping[str, float]) -> bool:
    """Whether what tells of a passage says that it is news, and rightly how its work stands."""
    weights = read_sure_weights()
    return weights["bias"] + sum(value * weights.get(name, 0.0) for name, value in found.items()) > ENOUGH


def describe_news(
    passage: Passage,
    remarks: Sequence[Remark],
    spoken: Spoken,
    at: int,
    task: OpenTask,
    open_tasks: int,
    stands: np.ndarray,
) -> dict[str, float]:
    """What tells whether a passage is news of the task with an index, and says how it stands: how much of the task it says, who says it, what else it is about.

    ``stands``: the log odds of each of ``STATUSES``.
    """
    found = _describe_words(passage, remarks, spoken, at) | _describe_telling(passage, remarks, task)
    found |= {
        "odds": math.log(max(passage.chance, 1e-4) / (1 - min(passage.chance, 0.9999))),
        "many open": math.log(open_tasks),
    }
    status = STATUSES[int(stands.argmax())]
    closes = status in {UpdateStatus.DONE, UpdateStatus.CANCELLED}
    found |= {f"closed, {name}": found[name] for name in CLOSING if closes}
    second, first = np.sort(stands)[-2:]
    found |= {status.value: 1.0, f"{status.value} clearly": min(float(first - second), CLEAR) / CLEAR}
    return {name: value for name, value in found.items() if value}


def _describe_words(passage: Passage, remarks: Sequence[Remark], spoken: Spoken, at: int) -> dict[str, float]:
    """How much of the task the words of a passage say, and of what else they tell."""
    states = _stating(passage, remarks)
    rows = spoken.of_task[list(passage.remarks), at]
    says = rows[:, WORDS] + rows[:, MORE]
    stated = spoken.of_task[states, at][:, [WORDS, MORE]].sum(1) if states else np.zeros(1)
    best = max(states, key=lambda n: (remarks[n].chance, -n)) if states else passage.remarks[0]
    return {
        "words": min(float(says.max()), 3.0),
        "stated": min(float(stated.max()), 3.0),
        "covered": float(spoken.covered[list(passage.remarks), at].max()),
        "akin": float(rows[:, AKIN].max() > 0),
        "verb": float(rows[:, VERBS].max() > 0),
        "passage": float(rows[:, FROM].max()),
        "rival": float(rows[:, OTHERS].max()),
        "foreign": min(float(spoken.foreign[best, at]), FOREIGN) / FOREIGN,
        "unnamed": float(says.max() <= 0),
        "no statement": float(not states),
    }


def _describe_telling(passage: Passage, remarks: Sequence[Remark], task: OpenTask) -> dict[str, float]:
    """Who tells of the task in a passage, and how."""
    told = [remarks[n] for n in passage.remarks]
    signs = {sign for remark in told for sign in remark.signs}
    owner = fold(task.owner or "")
    speakers = {fold(remarks[n].speaker or "") for n in _stating(passage, remarks)}
    return {sign.value: float(sign in signs) for sign in TELLING} | {
        "chance": math.log(max(*(remark.chance for remark in told), 0.001)),
        "day": float(any(remark.day for remark in told)),
        "long": min(len(told), 6) / 6,
        "owner tells": float(bool(owner) and owner in speakers),
        "others tell": float(bool(owner) and bool(speakers) and owner not in speakers),
    }


def _stating(passage: Passage, remarks: Sequence[Remark]) -> list[int]:
    """The remarks of a passage that neither ask nor only name a matter."""
    return [n for n in passage.remarks if not {Sign.ASKS, Sign.NAMES}.intersection(remarks[n].signs)]


@cache
def read_sure_weights() -> dict[str, float]:
    return tomllib.loads((files(__package__) / "data" / "sure.toml").read_text(encoding="utf-8"))
