"""Tasks that stand in tables: rows below a row that says who, what and perhaps when."""

from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.verbs import base_form
from minutebook.flow.extract.offline.work.imperative import finish
from minutebook.model.source import Form
from minutebook.text import patterns as re
from minutebook.text.dates import DateSpan, resolve_due


class Row(msgspec.Struct, frozen=True):
    """What one row gives to be done: its line, the work, who has it and by when."""

    line: int
    text: str
    owner: str | None
    due: DateSpan | None


def find_rows(lines: tuple[Line, ...], reference: date, lexicon: Lexicon, me: str | None = None) -> Iterator[Row]:
    """The rows of tables that are headed by who, what and perhaps when; called-off ones left out. ``me``: whose "me" is."""
    columns: dict[str, int] = {}
    called = {line.text[name.start : name.end]: name.name for line in lines for name in line.names}
    called |= dict.fromkeys(_MYSELF, me) if me else {}
    for line in lines:
        if line.form is not Form.ROW:
            columns = {}
            continue
        cells = [cell.strip() for cell in line.text.split("|")]
        if heads := _columns(cells):
            columns = heads
        elif (
            columns
            and len(cells) > max(columns.values())
            and cells[columns["what"]]
            and cells[columns["what"]] not in called
        ):
            called_off = lexicon.state.search(line.plain)
            if (called_off and called_off.lastgroup == "cancel") or _NO_LONGER.search(line.plain):
                continue
            when = (
                [cells[columns["when"]]]
                if "when" in columns
                else [c for n, c in enumerate(cells) if n not in columns.values()]
            )
            due = next(filter(None, (resolve_due(f"by {cell}", reference) for cell in when if cell)), None)
            yield Row(
                line.id,
                finish(_as_order(cells[columns["what"]], lexicon)),
                _person(line, cells, columns["who"], called),
                due,
            )


def _as_order(text: str, lexicon: Lexicon) -> str:
    """What a row calls done as an order: "Three runs completed", "Complete three runs"; "approved by …" is got."""
    match = _DONE.fullmatch(text.strip())
    base = base_form(match["done"].lower(), lexicon) if match else None
    if match is None or base is None or match["done"].lower() == base:
        return text
    thing = f"{match['thing'][:1].lower()}{match['thing'][1:]}" if match["thing"][1:2].islower() else match["thing"]
    if match["rest"].startswith(" by "):
        return f"Get {thing} {match['done']}{match['rest']}"
    return f"{base.capitalize()} {thing}{match['rest']}"


def _columns(cells: list[str]) -> dict[str, int]:
    """Which column says who, what and when, where a row heads a table of tasks."""
    heads = {
        kind: n for n, cell in enumerate(cells) for kind, names in _HEADS.items() if cell.lower().strip(" *_:") in names
    }
    return heads if {"who", "what"} <= heads.keys() else {}


def _person(line: Line, cells: list[str], column: int, called: Mapping[str, str]) -> str | None:
    """Whom a cell names: somebody known in full, or ``called`` so elsewhere, else the words as they stand."""
    start = sum(len(cell) + 1 for cell in line.text.split("|")[:column])
    end = start + len(line.text.split("|")[column])
    known = next((name.name for name in line.names if start <= name.start < end), None)
    if _SEVERAL.search(cells[column]):
        return cells[column]
    return known or called.get(cells[column]) or (cells[column] if NAME.fullmatch(cells[column]) else None)


_MYSELF = ("me", "Me", "I", "myself")
NAME = re.compile(r"[A-ZÀ-Þ][\w'’.-]*(?: [A-ZÀ-Þ][\w'’.-]*){0,3}")
_DONE = re.compile(
    r"(?P<thing>\S+(?: \S+){0,7}?) (?P<done>[a-z]+(?:ed|sent|built|made|done|written|bought))(?P<rest>(?: (?:to|by|on|in|for|with|at|and|from) .*)?)"
)
_NO_LONGER = re.compile(
    r"\b(?:no longer|not needed|cancelled|withdrawn|dropped|done|completed?|confirmed|closed|in place)\b(?! by\b)"
)
_SEVERAL = re.compile(r" & ")
"""Partners: "Ode & Lund" is a firm and no person."""
_HEADS = {
    "who": frozenset(
        [
            "who",
            "owner",
            "name",
            "responsible",
            "lead",
            "assignee",
            "assigned to",
            "by whom",
            "person",
            "owners",
            "action by",
            "action owner",
        ]
    ),
    "what": frozenset(
        [
            "what",
            "action",
            "actions",
            "task",
            "tasks",
            "to do",
            "action item",
            "action items",
            "item",
            "description",
            "deliverable",
            "deliverables",
            "milestone",
            "milestones",
            "activity",
            "work package",
            "step",
            "output",
        ]
    ),
    "when": frozenset(
        ["when", "by", "due", "due date", "deadline", "date", "by when", "target", "target date", "due by"]
    ),
}
