"""What papers in another language list as work: boxes, rows under "Task | Who | By", items under "Next steps", items that say whose they are."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from minutebook.flow.extract.offline.abroad.grammar import Grammar
from minutebook.flow.extract.offline.abroad.lines import due_abroad, without_days
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.work.tasks import cite
from minutebook.model.extraction import Cue, Task, TaskStatus
from minutebook.model.source import Form
from minutebook.text import patterns as re
from minutebook.text.dates import DateSpan

SURE = 0.9


class Listed(msgspec.Struct):
    """An item of a list; ``marked``: what stands around it says that it is work."""

    lines: list[Line]
    text: str
    owner: str | None = None
    due: DateSpan | None = None
    marked: bool = False

    def task(self, lines: tuple[Line, ...], holder: str | None) -> Task:
        """The task; without a name it is the ``holder``'s."""
        words = self.text.strip(" ,.;:–—-→>|")
        return Task(
            id="",
            text=f"{words[:1].upper()}{words[1:]}",
            evidence=cite([line.id for line in self.lines], lines),
            confidence=SURE,
            owner=self.owner or holder,
            due=self.due.value if self.due else None,
            due_text=self.due.text.rstrip(".,") if self.due else None,
            status=TaskStatus.DONE if self.lines[0].checked else TaskStatus.OPEN,
            cue=Cue.NEEDED,
        )


def find_listed(lines: Sequence[Line], reference: date, grammar: Grammar) -> list[Listed]:
    """The listed work of a paper, in order."""
    found = [*_rows(lines, reference, grammar), *_items(lines, reference, grammar)]
    return sorted((item for item in found if item.marked), key=lambda item: item.lines[0].id)


def _items(lines: Sequence[Line], reference: date, grammar: Grammar) -> Iterator[Listed]:
    listed, last = False, None
    for line in lines:
        if line.form is Form.HEADING or line.text.endswith(":"):
            listed, last = grammar.paper.actions.match(line.plain) is not None, None
        elif line.form is Form.ROW:
            last = None
        elif last and _adds(last, line, reference, grammar):
            last.lines.append(line)
        elif line.form in {Form.ITEM, Form.PARAGRAPH} or line.checked is not None:
            last = _item(line, reference, grammar, listed=listed and line.form is Form.ITEM)
            yield last
        else:
            last = None


def _adds(item: Listed, line: Line, reference: date, grammar: Grammar) -> bool:
    """Whether a sentence only says whose the item before it is, or by when: "Responsable: Ana.", "Plazo: 3 de mayo."."""
    if grammar.paper.owner.match(line.plain):
        item.owner = item.owner or (line.names[0].name if line.names else None)
        item.marked = True
        return True
    due = due_abroad(line.text, reference)
    alone = due is not None and due.text.strip(" .!") == line.text.strip(" .!")
    if due and due.value and (alone or grammar.paper.day.match(line.plain)):
        item.due = due
        return True
    return False


def _item(line: Line, reference: date, grammar: Grammar, *, listed: bool) -> Listed:
    """An item with whose it is, as its own words say: "Ana: llamar …", "Llamar … (Ana, 3 de mayo)", "Llamar … Responsable: Ana"."""
    due = due_abroad(line.text, reference)
    due = due if due and due.value else None
    text, owner = without_days(line) if due else line.text, None
    for name in reversed(line.names):
        before, after = text[: name.start], text[name.end :]
        label = grammar.paper.label.search(before)
        if arrow := _ARROW.search(before):
            told = due_abroad(line.text[name.end :], reference)
            due = told if told and told.value else due
            text, owner = line.text[: name.start][: arrow.start()], name.name
        elif label or (_OPENS_NAME.search(before) and _ENDS_NAME.match(after)):
            rest = _ENDS_NAME.sub("", after, count=1)
            text, owner = f"{before[: label.start()] if label else _OPENS_NAME.sub('', before)} {rest}", name.name
        elif not before.strip(" *_@") and (colon := _COLON.match(after)):
            text, owner = after[colon.end() :], name.name
    text = " ".join(grammar.paper.mark.sub("", _EMPTY.sub(" ", text)).split())
    works = list(grammar.hear_work(text, False)) if owner else []
    marked = listed or line.checked is not None or (owner is not None and bool(works))
    marked = marked or (owner is not None and due is not None and _LISTED.search(line.text) is not None)
    marked = marked or grammar.paper.mark.match(line.plain) is not None
    return Listed([line], text, owner, due, marked)


def _rows(lines: Sequence[Line], reference: date, grammar: Grammar) -> Iterator[Listed]:
    columns: dict[str, int] = {}
    for line in lines:
        if line.form is not Form.ROW:
            columns = {}
            continue
        cells = [cell.strip(" *_") for cell in line.text.split("|")]
        heads = {
            kind: n
            for n, cell in enumerate(cells)
            for kind, names in grammar.paper.heads.items()
            if cell.lower().strip(" :") in names
        }
        if {"who", "what"} <= heads.keys():
            columns = heads
        elif columns and len(cells) > max(columns.values()) and cells[columns["what"]]:
            due = due_abroad(cells[columns["when"]], reference) if "when" in columns else None
            start = sum(len(cell) + 1 for cell in line.text.split("|")[: columns["who"]])
            known = (name.name for name in line.names if start <= name.start <= start + len(cells[columns["who"]]) + 1)
            owner = next(known, cells[columns["who"]] if _NAME.fullmatch(cells[columns["who"]]) else None)
            yield Listed([line], cells[columns["what"]], owner, due if due and due.value else None, marked=True)


_COLON = re.compile(r"[*_]*(?:\s*[:–—]| -)[*_]*\s+(?=\S)")
_ARROW = re.compile(r"\s*(?:→|->|=>)\s*(?:[A-ZÀ-Þ]\. ?)?$")
"""Before the one to whom an item goes; a day behind them is its own."""
_OPENS_NAME = re.compile(r"\s*(?:[(\[]|[–—@]|->?|/)\s*(?:[A-ZÀ-Þ]\. ?)?$")
_ENDS_NAME = re.compile(r"[,;]?\s*(?:[)\]]|$|(?=[.;]\s*$))")
_LISTED = re.compile(r"\S [–—→] \S")
"""A thing, a dash, whose it is and by when."""
_EMPTY = re.compile(r"[(\[]\s*[,;]?\s*[)\]]?\s*$|[(\[]\s*[,;]?\s*[)\]]|[,–—-]\s*$")
_NAME = re.compile(r"[A-ZÀ-Þ][\w'’.-]*(?: [A-ZÀ-Þ][\w'’.-]*){0,3}")
