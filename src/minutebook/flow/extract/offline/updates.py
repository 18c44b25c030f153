"""News of earlier work: what was said to be done, late, under way, dropped or in other hands. The link stage binds it to open tasks."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from importlib.resources import files

import msgspec

from minutebook.flow.extract.offline.line import Line, People
from minutebook.flow.extract.offline.tasks import cite
from minutebook.model.extraction import Update, UpdateStatus
from minutebook.text.dates import resolve_due

RANK = (
    UpdateStatus.SLIPPED,
    UpdateStatus.REASSIGNED,
    UpdateStatus.CANCELLED,
    UpdateStatus.IN_PROGRESS,
    UpdateStatus.DONE,
)
"""Of several in one report the first of these holds: what was done so far often goes with the news that it is late."""
LINES_TOGETHER = 3
LINES_AFTER = 5
WORDS_BEFORE, WORDS_AFTER = 25, 12
TURNS_BEFORE = 2
"""How far before and after a report people say what it is about."""
OWN_MATTER = 2
"""Words of content from which a sentence says itself what it reports on."""
SURE, MAYBE = 0.8, 0.3
"""Confidence by whether the words report work, or much else as well."""


class Mark(msgspec.Struct, frozen=True):
    """A line that may be a report. ``leans``: it says "it" or nothing of what it reports on, and so goes on with what stands before."""

    line: Line
    status: UpdateStatus
    sure: bool
    leans: bool


def find_updates(lines: tuple[Line, ...], people: People, reference: date) -> tuple[Update, ...]:
    """Every report on some earlier work, in order: many more than there is open work, so that none is missed."""
    marks = [mark for line in lines if (mark := _mark(line))]
    groups = list(_reports(lines, marks))
    ends = [*(group[0].line.id for group in groups[1:]), len(lines)]
    return tuple(_report(lines, group, end, people, reference) for group, end in zip(groups, ends, strict=False))


def _mark(line: Line) -> Mark | None:
    patterns = _read_patterns()
    plain = patterns.never.sub(" … ", line.plain)
    match = patterns.sure.search(plain) or patterns.may.search(plain)
    if match is None or line.question:
        return None
    status = UpdateStatus((match.lastgroup or "").replace("_", "-"))
    return Mark(line, status, match.re is patterns.sure, _leans(line.plain, patterns.function))


def _leans(plain: str, function: frozenset[str]) -> bool:
    said = [word for word in re.findall(r"[^\W_]+(?:'\w+)?", plain) if word.split("'")[0] not in function]
    return len(said) < OWN_MATTER or bool(_ANAPHOR.match(plain))


def _reports(lines: tuple[Line, ...], marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Marks of one report: each says what it is about, or leans on the one before."""
    group: list[Mark] = []
    for mark in marks:
        near = group and mark.line.id - group[-1].line.id <= LINES_TOGETHER
        if group and not (near and mark.leans and not _turns_away(lines, group[-1].line, mark.line)):
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _turns_away(lines: tuple[Line, ...], before: Line, after: Line) -> bool:
    return any(
        _NEW_MATTER.match(line.plain) and line.turn != before.turn for line in lines[before.id + 1 : after.id + 1]
    )


def _report(lines: tuple[Line, ...], group: list[Mark], end: int, people: People, reference: date) -> Update:
    deciding = [mark for mark in group if mark.sure] or group
    status = min((mark.status for mark in deciding), key=RANK.index)
    first, last = group[0].line, group[-1].line
    said = [mark.line for mark in group]
    cited = cite(tuple(line.id for line in said[:4]), lines)
    about = _around(reversed(lines[: first.id]), WORDS_BEFORE, first.turn, cited)[::-1]
    after = _around(lines[last.id + 1 : end], WORDS_AFTER, last.turn, cited)
    moved = status in {UpdateStatus.SLIPPED, UpdateStatus.IN_PROGRESS}
    return Update(
        task_text=" ".join(line.text for line in (*about, *lines[first.id : last.id + 1], *after)),
        status=status,
        evidence=cited,
        new_due=_new_date(lines[first.id : min(end, last.id + LINES_AFTER + 1)], last, reference) if moved else None,
        new_owner=_new_owner(said) if status is UpdateStatus.REASSIGNED else None,
        owner=people.name(next(mark.line for mark in deciding if mark.status is status).speaker),
        confidence=SURE if deciding[0].sure else MAYBE,
    )


def _around(lines: Iterable[Line], enough: int, turn: int, cited: tuple[int, ...]) -> list[Line]:
    """The lines next to a report, until there are enough words or others have taken over; what it cites itself goes without saying."""
    found: list[Line] = []
    for line in lines:
        if enough <= 0 or abs(line.turn - turn) > TURNS_BEFORE:
            break
        enough -= len(line.plain.split())
        if not set(line.utterances) <= set(cited):
            found.append(line)
    return found


def _new_date(lines: Sequence[Line], last: Line, reference: date) -> date | None:
    """The date that it slipped to: the last deadline named in the report, or in what follows on it."""
    found = None
    function = _read_patterns().function
    for line in lines:
        if line.id > last.id and line.turn != last.turn and not _leans(line.plain, function):
            break
        span = resolve_due(line.text, reference) if line.dates else None
        if span is not None and span.value is not None and not _PAST.search(line.plain):
            found = span.value
    return found


def _new_owner(said: list[Line]) -> str | None:
    return next((name.name for line in reversed(said) for name in line.names), None)


class _Patterns(msgspec.Struct, frozen=True):
    sure: re.Pattern[str]
    may: re.Pattern[str]
    never: re.Pattern[str]
    function: frozenset[str]


@cache
def _read_patterns(language: str = "en") -> _Patterns:
    folder = files(__package__) / "data" / language
    table = tomllib.loads((folder / "updates.toml").read_text(encoding="utf-8"))
    function = frozenset((folder / "function_words.txt").read_text(encoding="utf-8").split())
    never = re.compile(rf"(?<![\w'])(?:{'|'.join(table['never'])})(?![\w'])")
    return _Patterns(_families(table["sure"]), _families(table["may"]), never, function)


def _families(table: dict[str, list[str]]) -> re.Pattern[str]:
    families = "|".join(f"(?P<{name.replace('-', '_')}>(?:{'|'.join(patterns)}))" for name, patterns in table.items())
    return re.compile(rf"(?<![\w'])(?:{families})(?![\w'])")


_ANAPHOR = re.compile(
    r"(?:(?:and|so|but|no|yes|yeah|well|oh|ok|okay|because|um|right)[, ]+)*(?:it|that|this|they|them|those|he|she|there)(?:'\w+)?\b"
)
_NEW_MATTER = re.compile(
    r"(?:and|so|right|ok|okay|now|next|also|then|oh|what about|how about|did you|have you|where are)\b(?=.* )"
)
_PAST = re.compile(r"\b(?:yesterday|last|ago|was|were|thought)\b")
