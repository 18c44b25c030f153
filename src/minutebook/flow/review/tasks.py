"""What a person tells to become of a task: the same changes of its line that a click or an edit in the editor makes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, assert_never

import msgspec
from msgspec.structs import replace

from minutebook.model.book import BookTask
from minutebook.model.change import Change, RemoveLine, RewriteLine
from minutebook.model.record import LineRecord
from minutebook.text.escape import escape_title
from minutebook.vault.meaning import box, line_digest
from minutebook.vault.note import read_note
from minutebook.vault.tasks import (
    CANCELLED,
    DONE,
    IN_PROGRESS,
    OPEN,
    REJECTED,
    Priority,
    add_passage,
    set_day,
    set_owner,
    set_priority,
    set_status,
    set_words,
)

SECTIONS = ("Action Items",)
"""Of a note: the one that goes with its last task."""
Act = Literal["done", "start", "cancel", "reopen", "postpone", "assign"]


class Order(msgspec.Struct, frozen=True):
    """One thing to be done with tasks. ``day``: the new due date of `postpone`; ``owner``: of `assign`; None takes it out."""

    act: Act
    day: date | None = None
    owner: str | None = None


class Amendment(msgspec.Struct, frozen=True, kw_only=True):
    """What a person said of a proposed task; what is None stays as it is."""

    act: Literal["accept", "reject", "done", "edit"]
    words: str | None = None
    owner: str | None = None
    """Empty: nobody."""
    due: date | Literal["never"] | None = None
    priority: Priority | None = None


def carry_out(
    order: Order, tasks: Iterable[BookTask], notes: Mapping[str, str], records: Mapping[str, LineRecord], today: date
) -> Iterator[Change]:
    """The changes of the tasks' lines. ``notes``: text by path; ``records``: of machine lines, by id; what was edited by hand is the user's from then on."""
    yield from _rewrite(tasks, notes, records, lambda line: change_line(line, order, today))


def amend(
    amendment: Amendment,
    tasks: Iterable[BookTask],
    notes: Mapping[str, str],
    records: Mapping[str, LineRecord],
    today: date,
) -> Iterator[Change]:
    """The changes of the tasks' lines by what a person said of a proposal; as `carry_out`."""
    yield from _rewrite(tasks, notes, records, lambda line: amend_line(line, amendment, today))


def merge(
    kept: Sequence[BookTask], gone: Iterable[BookTask], notes: Mapping[str, str], records: Mapping[str, LineRecord]
) -> Iterator[Change]:
    """The changes by which one task takes the passages of another, whose line goes and does not come back."""
    lost, into = list(gone), next((task.id or task.handle for task in kept), "")
    passages = [task.passage for task in lost if task.passage]

    def joined(line: str) -> str:
        for passage in passages:
            line = add_passage(line, passage)
        return line

    yield from _rewrite(kept, notes, records, joined)
    for task in lost:
        line = read_note(notes[task.path]).lines[task.line].text
        record = records.get(task.id or "")
        if record is not None:
            stands = replace(record, path=task.path, digest=line_digest(line), box=box(line), deleted=False)
            yield RemoveLine(
                path=task.path, was=stands, record=replace(stands, deleted=True, words=into), template=SECTIONS
            )


def _rewrite(
    tasks: Iterable[BookTask],
    notes: Mapping[str, str],
    records: Mapping[str, LineRecord],
    change: Callable[[str], str],
) -> Iterator[Change]:
    for task in tasks:
        was = read_note(notes[task.path]).lines[task.line].text
        line = change(was)
        record = records.get(task.id or "")
        if record is not None:
            owned = record.owned or line_digest(line) != record.digest
            record = replace(
                record, path=task.path, digest=line_digest(line), box=box(line), owned=owned, deleted=False
            )
        if line != was:
            yield RewriteLine(path=task.path, number=task.line, was=was, line=line, record=record)


def amend_line(line: str, amendment: Amendment, today: date) -> str:
    """The task line after the amendment; every byte that it does not concern stays."""
    if amendment.words is not None:
        line = set_words(line, amendment.words)
    if amendment.owner is not None:
        line = set_owner(line, escape_title(amendment.owner) or None)
    if amendment.due is not None:
        line = set_day(line, "due", amendment.due if isinstance(amendment.due, date) else None)
    if amendment.priority is not None:
        line = set_priority(line, amendment.priority)
    if amendment.act == "accept":
        return set_status(line, OPEN)
    if amendment.act == "reject":
        return set_status(line, REJECTED)
    return change_line(line, Order("done"), today) if amendment.act == "done" else line


def change_line(line: str, order: Order, today: date) -> str:
    """The task line after the order; every byte that it does not concern stays."""
    match order.act:
        case "done":
            return set_day(set_day(set_status(line, DONE), "cancelled", None), "done", today)
        case "cancel":
            return set_day(set_day(set_status(line, CANCELLED), "done", None), "cancelled", today)
        case "start":
            return set_status(line, IN_PROGRESS)
        case "reopen":
            return set_day(set_day(set_status(line, OPEN), "done", None), "cancelled", None)
        case "postpone":
            return set_day(line, "due", order.day)
        case "assign":
            return set_owner(line, escape_title(order.owner) if order.owner else None)
        case _:
            assert_never(order.act)
