"""Days that a letter names once for all that it asked for: "We need it all by Tuesday"."""

from collections.abc import Sequence

import msgspec

from minutebook.flow.extract.offline.letter.page import Page, Scope
from minutebook.flow.extract.offline.letter.work import Work
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.text import patterns as re
from minutebook.text.dates import DateSpan, resolve_due

BACK = 10
"""Lines before such a day in which the works stand that it is meant for."""


def share_days(works: Sequence[Work], pages: Sequence[Page], lines: Sequence[Line]) -> list[Work]:
    """The works with the day that a later line of their letter sets for all; what that line itself seems to ask for is none of its own."""
    found = list(works)
    for page in pages:
        if page.scope is not Scope.LETTER:
            continue
        for number in page.lines:
            line = lines[number]
            said = _ALL.search(line.plain)
            due = resolve_due(line.text, page.day) if said else None
            if due is not None and due.value is not None and _BOUND.search(line.plain):
                found = [_dated(work, due, number, page) for work in found if not _is_all(work, number)]
    return found


def _dated(work: Work, due: DateSpan, number: int, page: Page) -> Work:
    near = number - BACK <= work.line < number and work.line in page.lines
    named = work.due is not None and work.due.value is not None
    if not near or named or (not work.asked and work.line < number - 1):
        return work
    return msgspec.structs.replace(work, due=due, lines=tuple(sorted({*work.lines, number})))


def _is_all(work: Work, number: int) -> bool:
    return work.line == number and _ONLY_ALL.fullmatch(work.text.lower().partition(" (")[0]) is not None


_THINGS = r"(?:items|documents|papers|points|things|forms|answers|of (?:these|them|those|the above))"
_ALL = re.compile(
    rf"\b(?:all (?:of )?(?:this|these|those|that|it|them|the above|{_THINGS})|(?:both|all (?:two|three|four|five))(?: {_THINGS})?|these {_THINGS}|everything|it all|them all|the above|each of (?:us|you|these|those)|(?:the|these|your) answers)\b"
)
_BOUND = re.compile(
    r"\b(?:(?:must|should|needs? to|has to|have to|is to|are to|ought to) (?:be|reach|arrive|get|come|go)|(?:i|we)(?:'d| would)?(?: really)? (?:need|want|like)|(?:is|are) (?:due|needed|wanted)|please|done|ready|(?:could|can|might) be|were|could (?:i|we) have|(?:can|could|would) you)\b.*\b(?:by|before|until|till|no later than|not later than|latest|on|at)\b"
)
_ONLY_ALL = re.compile(
    rf"(?:(?:please )?[a-z]+(?: to)?(?: [\w'-]+)?(?: have)? )?(?:all(?: of)? (?:this|these|those|that|it|them)|both(?: {_THINGS})?|these|everything|all {_THINGS})(?: .*)?"
)
