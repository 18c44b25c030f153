"""Tasks that somebody wrote down as such: boxes, "Action: …", items under "Next steps", "Ben to send …"."""

import re
from datetime import date

import msgspec

from minutebook.flow.extract.offline.acts import word_at
from minutebook.flow.extract.offline.lexicon import Lexicon
from minutebook.flow.extract.offline.line import Line, Named
from minutebook.flow.extract.offline.wording import finish
from minutebook.model.source import Form
from minutebook.text.dates import DateSpan, resolve_due

SURE = {"marked": 0.95, "box": 0.9, "listed": 0.85, "named": 0.8}
"""Confidence by what says that it is a task; a box in somebody else's list may be done already."""


class Written(msgspec.Struct, frozen=True):
    """A written task; ``text`` is the item's own words without its owner and mark."""

    line: int
    text: str
    owner: str | None
    due: DateSpan | None
    confidence: float
    done: bool = False


def find_written(lines: tuple[Line, ...], reference: date, lexicon: Lexicon) -> tuple[Written, ...]:
    """The written tasks of a source, in order. A ticked box is one that is done."""
    found = []
    listed = False
    for line in lines:
        if line.form is Form.HEADING or _HEADING.match(line.plain):
            listed = _ACTIONS.search(line.plain) is not None
            continue
        how = _mark(line, listed, lexicon)
        if how is None:
            continue
        text, owner = _split_owner(line, _PREFIX.match(line.plain), marked=how == "marked")
        if not any(map(str.isalpha, text)):
            continue
        due = resolve_due(text, reference)
        found.append(Written(line.id, _without(text, due), owner, due, SURE[how], line.checked is True))
    return tuple(found)


def _mark(line: Line, listed: bool, lexicon: Lexicon) -> str | None:
    """What says that a line is a task."""
    if line.checked is not None:
        return "box"
    prefix = _PREFIX.match(line.plain)
    if prefix and (not _TWO_MEANINGS.match(line.plain) or _is_work(line, prefix.end(), lexicon)):
        return "marked"
    if line.form is Form.ITEM:
        if listed:
            return "listed"
        gives = any(_GIVEN.match(line.plain, name.end) for name in line.names[:1] if name.start == 0)
        return "named" if gives else None
    return None


def _is_work(line: Line, position: int, lexicon: Lexicon) -> bool:
    """Whether what follows a mark is a piece of work: it begins with a verb of work or with whose it is."""
    given = any(name.start == position and _GIVEN.match(line.plain, name.end) for name in line.names)
    return given or word_at(line.plain, position) in lexicon.verbs or _UNKNOWN.match(line.text, position) is not None


def _split_owner(line: Line, prefix: re.Match[str] | None, *, marked: bool) -> tuple[str, str | None]:
    """The words of an item and whose it is: named before them ("Ben: …", "Ben to …") or after ("… (Ben)", "… – Ben", "@Ben")."""
    start = prefix.end() if prefix else 0
    for name in line.names:
        before, after = line.plain[start : name.start], line.plain[name.end :]
        lead = _GIVEN.match(line.plain, name.end)
        if lead and not before.strip(" @[("):
            return line.text[lead.end() :], name.name
        if _OWNER_BEFORE.search(before) and _OWNER_AFTER.match(after):
            return _cut(line, name, start), name.name
    unknown = _UNKNOWN.match(line.text, start) if marked else None
    if unknown:
        return line.text[unknown.end() :], unknown[1]
    return line.text[start:], None


def _cut(line: Line, name: Named, start: int) -> str:
    """The words without a name in brackets or after a dash."""
    before = line.text[start : name.start].rstrip(" @([–—-:")
    after = line.text[name.end :].lstrip(" )]")
    return f"{before} {after}".strip()


def _without(text: str, due: DateSpan | None) -> str:
    """The words without their deadline where it stands at the end."""
    text = (
        re.sub(r"\s*(?:[–—-]|\()?\s*due:?\s*$", "", text[: due.start])
        if due and due.value and due.end >= len(text) - 2
        else text
    )
    return finish(text)


_ACTIONS = re.compile(r"\b(?:actions?|action items?|next steps?|to.?dos?|tasks?|follow.?ups?)\b")
_HEADING = re.compile(
    r"(?:actions?|action items?|next steps?|to.?dos?|tasks?|follow.?ups?|decisions?|notes|summary|discussion|attendees)\s*:?$"
)
_PREFIX = re.compile(
    r"[\s*_\[(]*(?:ai|a/i|action(?: item| point)?s?|to.?do|task|next step|follow.?up)(?:[ -]?\d+)?[\s*_\])]*(?:[:–—]| -)[\s*_]*(?=\S)|\[(?:action|todo)\]\s*"
)
_TWO_MEANINGS = re.compile(r"[\s*_\[(]*(?:ai|a/i)\b")
"""Marks that also open a sentence about something else."""
_GIVEN = re.compile(r"[\s*_\])]*(?:(?:,? (?:will|to|should|must|is to|needs to|has to))|\s*[:–—]| -)[\s*_]+")
_OWNER_BEFORE = re.compile(r"(?:[(\[@]|[–—:]|-|\bowner:?|\bby)\s*$")
_OWNER_AFTER = re.compile(r"\s*[)\]]?\s*(?:$|[.,;(–—-])")
_UNKNOWN = re.compile(r"([A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2})(?:(?: will| to)|\s*[:–—]| -)\s+(?=\S)")
