"""The tasks of a source that is no talk."""

from collections.abc import Iterable

import msgspec

from minutebook.flow.extract.offline.letter.work import Work
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.work.running import order_of
from minutebook.flow.extract.offline.work.tasks import cite, numbered, of_written, without_twins
from minutebook.flow.extract.offline.work.written import find_written
from minutebook.model.extraction import Task
from minutebook.model.source import Source, SourceKind
from minutebook.text.dates import DateSpan


def tell_written(
    source: Source,
    lines: tuple[Line, ...],
    works: Iterable[Work],
    lexicon: Lexicon,
    *,
    boxes: str | None = None,
    me: str | None = None,
) -> tuple[Task, ...]:
    """The tasks of a source that is no talk: written ones and the works of its prose. Boxes without a name are ``boxes``', what is "me" is ``me``'s."""
    written = find_written(lines, source.date, lexicon, letter=source.kind is SourceKind.EMAIL, me=me)
    found = [of_written(item, lines, lexicon) for item in written]
    found = [msgspec.structs.replace(task, owner=task.owner or boxes) for task in found]
    works = list(works)
    days = {work.line: work.due for work in works if work.due is not None and work.due.value is not None}
    found = [_dated(task, days.get(item.line)) for task, item in zip(found, written, strict=True)]
    owned = {work.line for work in works if work.owner}
    bare = {item.line for item in written if item.owner is None and lines[item.line].checked is None} & owned
    found = [task for task, item in zip(found, written, strict=True) if item.line not in bare]
    listed = {item.line for item in written} - bare
    told = [_of_work(work, lines) for work in works if work.line not in listed]
    found += _as_orders(told, lines, lexicon) if source.kind is SourceKind.MEMO else told
    once = without_twins(sorted(found, key=lambda task: task.evidence), lexicon)
    return tuple(numbered(source, sorted(once, key=lambda task: task.evidence)))


def _as_orders(tasks: Iterable[Task], lines: tuple[Line, ...], lexicon: Lexicon) -> list[Task]:
    """The tasks of a dictated text, whose sentences run on, as far as their words are orders."""
    names = {name.name for line in lines for name in line.names}
    orders = (msgspec.structs.replace(task, text=order_of(task.text, names, lexicon)) for task in tasks)
    return [task for task in orders if task.text]


def _dated(task: Task, due: DateSpan | None) -> Task:
    """The task by the day that its sentence counts from another: "a week before the meeting"."""
    if task.due is not None or due is None:
        return task
    return msgspec.structs.replace(task, due=due.value, due_text=due.text.rstrip(".,"))


def _of_work(work: Work, lines: tuple[Line, ...]) -> Task:
    return Task(
        id="",
        text=work.text,
        evidence=cite(work.lines, lines),
        confidence=round(work.confidence, 2),
        owner=work.owner,
        owed_to=work.owed_to if work.owed_to != work.owner else None,
        due=work.due.value if work.due else None,
        due_text=work.due.text.rstrip(".,") if work.due else None,
        priority=work.priority,
        status=work.status,
    )
