"""Two engines on one source: what both find is surer, what only one finds less so; the offline engine catches what a model missed."""

import msgspec

from minutebook.flow.extract.engine import Engine
from minutebook.flow.extract.llm.answer import Cited
from minutebook.flow.extract.llm.merge import is_same
from minutebook.model.entity import Context
from minutebook.model.extraction import Extraction, Task, TaskStatus
from minutebook.model.source import Source

SURER = 0.97
"""Confidence of a task that both engines found."""
ALONE = 0.85
"""What the confidence of a task is multiplied by where only the model found it."""
MISSED = 0.7
"""What the offline engine must be sure of by itself for a task to be taken that the model does not have, and what is left of that."""


class Together:
    """A model's reading, checked against and completed by the offline one."""

    def __init__(self, first: Engine, offline: Engine) -> None:
        self._first = first
        self._offline = offline

    @property
    def name(self) -> str:
        return f"{self._first.name}+{self._offline.name}"

    @property
    def version(self) -> str:
        return f"{self._first.version}+{self._offline.version}"

    def extract(self, source: Source, context: Context) -> Extraction:
        """Raises EngineError as the first engine does."""
        read = self._first.extract(source, context)
        offline = self._offline.extract(source, context)
        rest = list(offline.tasks)
        tasks: list[Task] = []
        for task in read.tasks:
            twin = next((other for other in rest if _tell_same(task, other)), None)
            if twin is not None:
                rest.remove(twin)
            confidence = max(task.confidence, SURER) if twin else task.confidence * ALONE
            tasks.append(msgspec.structs.replace(task, confidence=round(confidence, 3)))
        missed = (t for t in rest if t.status is TaskStatus.OPEN and t.confidence >= MISSED)
        tasks += [msgspec.structs.replace(t, confidence=round(t.confidence * MISSED, 3)) for t in missed]
        return msgspec.structs.replace(read, engine=self.name, tasks=tuple(sorted(tasks, key=lambda t: t.evidence)))


def _tell_same(one: Task, other: Task) -> bool:
    return is_same(Cited(text=one.text, u=list(one.evidence)), Cited(text=other.text, u=list(other.evidence)))
