"""Tasks as other programs keep them: iCalendar to-dos, todo.txt, CSV, JSON. One way, and the same bytes for the same tasks.

``export_tasks(tasks, form) -> bytes``, with ``form_of("tasks.ics") -> Form``: the caller chooses the tasks and writes the file.
"""

import csv
import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from io import StringIO

import msgspec

from minutebook.errors import UserError
from minutebook.text import patterns as re
from minutebook.text.escape import clean
from minutebook.vault.tasks import CANCELLED, DONE, IN_PROGRESS, OPEN, PROPOSED, Priority


class Form(StrEnum):
    """What the file is: its name's ending."""

    ICS = "ics"
    TODO_TXT = "txt"
    CSV = "csv"
    JSON = "json"


class ExportedTask(msgspec.Struct, frozen=True, kw_only=True):
    """A task as it leaves the vault. ``status`` is the character in its box."""

    id: str
    text: str
    status: str = OPEN
    owner: str | None = None
    """None: nobody's."""
    due: dt.date | None = None
    priority: Priority = "medium"
    date: dt.date | None = None
    """Of the source that it comes from."""
    note: str = ""
    """The path of its note."""


def form_of(name: str) -> Form:
    """The form that a file's name asks for. Raises UserError."""
    ending = name.rpartition(".")[2].lower()
    try:
        return Form(ending)
    except ValueError as error:
        raise UserError(
            f"tasks are not written as {name!r}; end the name in .ics, .txt (todo.txt), .csv or .json"
        ) from error


def export_tasks(tasks: Iterable[ExportedTask], form: Form) -> bytes:
    """The file's bytes. Tasks stand by due date (those without last), date and id, whatever the order in which they come."""
    ordered = sorted(tasks, key=lambda t: (t.due or dt.date.max, t.date or dt.date.max, t.id, t.note))
    match form:
        case Form.ICS:
            return _to_ics(ordered)
        case Form.TODO_TXT:
            return "".join(f"{_to_line(task)}\n" for task in ordered).encode()
        case Form.CSV:
            return _to_csv(ordered)
        case Form.JSON:
            rows = [dict(zip(_COLUMNS, _row(task), strict=True)) for task in ordered]
            return msgspec.json.format(msgspec.json.encode(rows), indent=1) + b"\n"


_STATES = {PROPOSED: "proposed", OPEN: "open", IN_PROGRESS: "in-progress", DONE: "done", CANCELLED: "cancelled"}
_COLUMNS = ("id", "text", "status", "owner", "due", "priority", "date", "note")


def _row(task: ExportedTask) -> tuple[str | None, ...]:
    return (
        task.id,
        _line(task.text),
        _STATES.get(task.status, "open"),
        task.owner,
        task.due.isoformat() if task.due else None,
        task.priority,
        task.date.isoformat() if task.date else None,
        task.note,
    )


def _line(text: str) -> str:
    return " ".join(clean(text).split())


# -- CSV

_FORMULA = re.compile(r"[=+\-@\t]")


def _to_csv(tasks: Iterable[ExportedTask]) -> bytes:
    """RFC 4180; a cell that a spreadsheet would compute is quoted with an apostrophe, as spreadsheets do."""
    rows = StringIO()
    writer = csv.writer(rows, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows([f"'{cell}" if cell and _FORMULA.match(cell) else cell for cell in _row(task)] for task in tasks)
    return rows.getvalue().encode()


# -- todo.txt, by the rules of its own page

_LETTERS: dict[Priority, str] = {"highest": "(A) ", "high": "(B) ", "medium": "", "low": "(D) ", "lowest": "(E) "}
_LEADS = re.compile(r"(?:x|\([A-Z]\)|\d{4}-\d\d-\d\d)(?= )")
"""What begins a line and would be read as a state, a priority or a date."""


def _to_line(task: ExportedTask) -> str:
    """``(B) 2026-03-12 Send the scope owner:Pelle_Strandmark due:2026-03-16 id:mb-…``."""
    words = _line(task.text)
    closed = task.status in {DONE, CANCELLED}
    lead = "x " if closed else _LETTERS[task.priority]
    day = f"{task.date.isoformat()} " if task.date else ""
    owner = f" owner:{_one_word(task.owner)}" if task.owner else ""
    due = f" due:{task.due.isoformat()}" if task.due else ""
    return f"{lead}{day}{'· ' if _LEADS.match(words) else ''}{words}{owner}{due} id:{task.id}"


def _one_word(name: str) -> str:
    return "_".join(_line(name).split())


# -- iCalendar (RFC 5545, 3.6.2)

_RANKS: dict[Priority, int] = {"highest": 1, "high": 3, "medium": 5, "low": 7, "lowest": 9}
_PROGRESS = {IN_PROGRESS: "IN-PROCESS", DONE: "COMPLETED", CANCELLED: "CANCELLED"}
_UNDATED = dt.date(1970, 1, 1)


def _to_ics(tasks: Iterable[ExportedTask]) -> bytes:
    """To-dos whose UIDs are the tasks' ids, so that a program that reads the file again knows each of them again."""
    from icalendar import Calendar, Todo

    calendar = Calendar()
    calendar.add("prodid", "-//Minutebook//Tasks//EN")
    calendar.add("version", "2.0")
    for task in tasks:
        todo = Todo()
        todo.add("uid", f"{task.id}@minutebook")
        todo.add("dtstamp", dt.datetime.combine(task.date or _UNDATED, dt.time(), dt.UTC))
        todo.add("summary", _line(task.text))
        todo.add("status", _PROGRESS.get(task.status, "NEEDS-ACTION"))
        if task.due:
            todo.add("due", task.due)
        if task.priority != "medium":
            todo.add("priority", _RANKS[task.priority])
        about = [*([f"Owner: {task.owner}"] if task.owner else []), *([task.note] if task.note else [])]
        if about:
            todo.add("description", "\n".join(map(_line, about)))
        calendar.add_component(todo)
    return bytes(calendar.to_ical())
