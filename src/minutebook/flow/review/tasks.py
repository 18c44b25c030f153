"""What a person tells to become of a task: the same changes of its line that a click or an edit in the editor makes."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal, assert_never

import msgspec
from msgspec.structs import replace

from minutebook.model.book import BookTask
from minutebook.model.change import Change, RewriteLine
from minutebook.model.record import LineRecord
from minutebook.text.escape import escape_title
from minutebook.vault.meaning import box, line_digest
from minutebook.vault.note import read_note
from minutebook.vault.tasks import CANCELLED, DONE, IN_PROGRESS, OPEN, set_day, set_owner, set_status

Act = Literal["done", "start", "cancel", "reopen", "postpone", "assign"]


class Order(msgspec.Struct, frozen=True):
    """One thing to be done with tasks. ``day``: the new due date of `postpone`; ``owner``: of `assign`; None takes it out."""

    act: Act
    day: date | None = None
    owner: str | None = None


def carry_out(
    order: Order, tasks: Iterable[BookTask], notes: Mapping[str, str], records: Mapping[str, LineRecord], today: date
) -> Iterator[Change]:
    """The changes of the tasks' lines. ``notes``: text by path; ``records``: of machine lines, by id; what was edited by hand is the user's from then on."""
    for task in tasks:
        lines = read_note(notes[task.path]).lines
        was = lines[task.line].text
        line = change_line(was, order, today)
        record = records.get(task.id or "")
        if record is not None:
            owned = record.owned or line_digest(line) != record.digest
            record = replace(
                record, path=task.path, digest=line_digest(line), box=box(line), owned=owned, deleted=False
            )
        if line != was:
            yield RewriteLine(path=task.path, number=task.line, was=was, line=line, record=record)


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
