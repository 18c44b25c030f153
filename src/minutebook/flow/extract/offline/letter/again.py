"""Work that somebody thinking aloud comes back to in the next breath: "I'll do that Monday first thing"."""

from collections.abc import Sequence

import msgspec

from minutebook.flow.extract.offline.letter.page import Page
from minutebook.flow.extract.offline.letter.work import Work
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.text import patterns as re
from minutebook.text.dates import DateSpan, resolve_due

BACK = 2
"""Lines before it in which the work was said."""


def join_again(works: Sequence[Work], pages: Sequence[Page], lines: Sequence[Line]) -> list[Work]:
    """The works, what is only said again left out: its day is that of the work before it."""
    found = list(works)
    for page in (page for page in pages if page.alone):
        for number in page.lines:
            line = lines[number]
            around = [lines[n].plain for n in (number - 1, number) if n in page.lines]
            wanted = any(map(_WANTED.search, around))
            said = (_DONE_THEN if wanted else _DO_THAT).search(line.plain)
            if said is None:
                continue
            before = [w for w in found if _is_before(w, number, said.start(), page)]
            last = max((work.line for work in before), default=None)
            dated = all(work.due is not None for work in before if work.line == last)
            if last is None or (dated and _BEGINS.search(said[0])):
                continue
            due = resolve_due(line.text[said.end() :], page.day)
            found = [
                _dated(work, due, number) if work.line == last and work in before else work
                for work in found
                if not (work.line == number and said.start() <= work.trigger.verb < said.end())
            ]
    return found


def _is_before(work: Work, number: int, start: int, page: Page) -> bool:
    near = number - BACK <= work.line < number or (work.line == number and work.trigger.verb < start)
    return near and work.line in page.lines and work.owner == page.writer


def _dated(work: Work, due: DateSpan | None, number: int) -> Work:
    if due is None or due.value is None or (work.due is not None and work.due.value is not None):
        return work
    return msgspec.structs.replace(work, due=due, lines=tuple(sorted({*work.lines, number})))


_WILL = r"\bi(?:'ll| will|'m going to|'m gonna| can| could| must| have to| need to|'ve got to|'d better)(?: just| probably| maybe)? "
_THAT = r"(?:(?:all )?(?:of )?(?:that|it|this|those|them|these)|both)\b"
_DO_THAT = re.compile(rf"{_WILL}(?:do|start|begin|finish|see to|sort) {_THAT}|\b(?:gotta|got to|must) do {_THAT}")
_BEGINS = re.compile(r"\b(?:start|begin)\b")
"""Before a work's own day it is begun, which is another."""
_DONE_THEN = re.compile(rf"{_WILL}(?:do|see to|sort|write|send|email|post|print|start|order|draft|get) {_THAT}")
_WANTED = re.compile(
    r"\b(?:wants?|needs?|is asking for|'s asking for|asked for|'d like|is waiting for|'s waiting for)\b"
)
