"""Tasks that somebody wrote down as such: boxes, "Action: …", items under "Next steps", "Ben to send …"."""

from collections.abc import Sequence
from datetime import date

import msgspec

from minutebook.flow.extract.offline.people.slot import is_given
from minutebook.flow.extract.offline.talk.acts import word_at
from minutebook.flow.extract.offline.talk.line import Line, Named
from minutebook.flow.extract.offline.words.lexicon import Lexicon, read_lexicon
from minutebook.flow.extract.offline.words.stems import stems_of
from minutebook.flow.extract.offline.words.verbs import base_of_third
from minutebook.flow.extract.offline.work.beside import count_from, find_event
from minutebook.flow.extract.offline.work.imperative import finish
from minutebook.flow.extract.offline.work.lists import (
    DROPPED,
    acts,
    day_alone,
    do_both,
    due_near,
    head_of,
    holder_of,
    set_between,
    term_of,
    without_subject,
)
from minutebook.flow.extract.offline.work.minuted import ARISING, Pledge, find_pledges, is_minutes
from minutebook.flow.extract.offline.work.table import NAME, find_rows
from minutebook.model.extraction import Priority
from minutebook.model.source import STRUCK, Form
from minutebook.text import patterns as re
from minutebook.text.dates import DateKind, DateSpan, resolve_due
from minutebook.vault.tasks import parse_task

SURE = {"marked": 0.95, "box": 0.9, "listed": 0.85, "named": 0.8}
"""Confidence by what says that it is a task; a box in somebody else's list may be done already."""
REGISTER = 3
"""Rows from which a table of tasks is all that minutes hold."""


class Written(msgspec.Struct, frozen=True):
    """A written task; ``text`` is the item's own words without its owner and mark."""

    line: int
    text: str
    owner: str | None
    due: DateSpan | None
    confidence: float
    done: bool = False
    also: tuple[int, ...] = ()
    """Other lines that tell of it."""
    priority: Priority = "medium"
    """By the sign of Obsidian's Tasks plugin."""


def find_written(
    lines: tuple[Line, ...], reference: date, lexicon: Lexicon, *, letter: bool = False, me: str | None = None
) -> tuple[Written, ...]:
    """The written tasks of a source, in order. A ticked box is one that is done. ``letter``: it can be no minutes, whoever it names; ``me``: whose "me" is."""
    minutes = not letter and is_minutes(lines)
    rows = find_rows(lines, reference, lexicon, me)
    found = [Written(row.line, row.text, row.owner, row.due, SURE["marked"]) for row in rows]
    if minutes:
        found = _with_pledges(found, find_pledges(lines, reference, lexicon), lexicon)
    told = {number for item in found for number in (item.line, *item.also)}
    reader = _Reader(lines, reference, lexicon, letter=letter, minutes=minutes, me=me)
    for line in lines:
        called_off = line.form is Form.ITEM and DROPPED.search(line.plain) is not None
        if reader.begins_list(line) or line.id in told or called_off:
            continue
        if found and found[-1].line == line.id - 1 and found[-1].due is None and (day := day_alone(line, reference)):
            found[-1] = msgspec.structs.replace(found[-1], due=day, also=(*found[-1].also, line.id))
        elif item := reader.read(line):
            found.append(item)
    if term := term_of(lines, reference):
        found = [msgspec.structs.replace(item, due=item.due or term) for item in found]
    if event := None if letter else find_event(lines, reference):
        found = [item if item.due else _by_event(item, event, lines) for item in found]
    return tuple(sorted(found, key=lambda item: item.line))


def _by_event(item: Written, event: date, lines: Sequence[Line]) -> Written:
    """An item of a list by the day of what that prepares, where it or its heading counts from there: "Gates greased, the day before"."""
    heading = next((lines[n].text for n in range(item.line - 1, -1, -1) if lines[n].form is Form.HEADING), "")
    return msgspec.structs.replace(item, due=count_from(event, lines[item.line].text) or count_from(event, heading))


class _Reader:
    """Reads the lines of a source in order, each below the heading that it stands under."""

    def __init__(
        self,
        lines: tuple[Line, ...],
        reference: date,
        lexicon: Lexicon,
        *,
        letter: bool,
        minutes: bool,
        me: str | None,
    ) -> None:
        self._lines, self._reference, self._lexicon = lines, reference, lexicon
        self._letter, self._minutes, self._me = letter, minutes, me
        self._holder = holder_of(lines)
        self._listed = False
        """Whether what stands below the last heading is to be done."""
        self._whose: str | None = None

    def begins_list(self, line: Line) -> bool:
        """Whether a line is a heading, or opens a list by whose it is; what follows is read by it."""
        below = self._lines[line.id + 1 : line.id + 2]
        heads = line.form is Form.PARAGRAPH and below and below[0].form is Form.ITEM and head_of(line, self._me)
        if not (line.form is Form.HEADING or _HEADING.match(line.plain) or heads):
            return False
        self._whose = head_of(line, self._me)
        told = _ACTIONS.search(line.plain) is not None and not (self._minutes and ARISING.search(line.plain))
        self._listed = (self._whose is not None and self._listed) or told
        return True

    def read(self, line: Line) -> Written | None:
        """The task of a line."""
        held = line.form is Form.ITEM and ((self._whose and acts(line, self._lexicon)) or _MYSELF.match(line.text))
        how = _mark(line, self._listed, self._lexicon) or ("listed" if held else None)
        if how is None or (self._minutes and how == "named") or (self._letter and how in {"named", "listed"}):
            return None
        text, owner = _of_mark(line) or _split_owner(line, _PREFIX.match(line.plain), how)
        if owner is None and (myself := _MYSELF.match(text)):
            text, owner = text[myself.end() :], self._me
        text = without_subject(text, self._lexicon) if self._whose and owner is None else text
        if not any(map(str.isalpha, text)):
            return None
        signs = parse_task(f"- [ ] {text}") if how == "box" else None
        if signs and any(map(str.isalpha, signs.description)):
            text = signs.description
        said = resolve_due(text, self._reference) if self._letter else due_near(text, self._reference)
        due = _signed(signs.due) if signs and signs.due else said
        priority = signs.priority if signs else "medium"
        owner = owner or self._whose or self._holder
        return Written(line.id, _without(text, said), owner, due, SURE[how], line.checked is True, priority=priority)


def _signed(day: date) -> DateSpan:
    """A day that a sign states (``📅 2026-03-16``)."""
    return DateSpan(0, 0, day.isoformat(), day, DateKind.DAY)


def _with_pledges(rows: list[Written], pledges: Sequence[Pledge], lexicon: Lexicon) -> list[Written]:
    """The rows of a table with what the minutes tell of them, and what no row has."""
    found = list(rows)
    for pledge in pledges:
        words = stems_of(pledge.text, lexicon)
        shared = [
            (len(words & stems_of(row.text, lexicon)), -n) for n, row in enumerate(rows) if row.owner == pledge.owner
        ]
        most, n = max(shared, default=(0, 0))
        if most:
            row = found[-n]
            found[-n] = msgspec.structs.replace(row, also=(*row.also, *pledge.lines), due=row.due or pledge.due)
        elif len(rows) < REGISTER:
            first, *others = pledge.lines
            found.append(Written(first, pledge.text, pledge.owner, pledge.due, SURE["named"], also=tuple(others)))
    return found


def _of_mark(line: Line) -> tuple[str, str | None] | None:
    """The words and the owner of "ACTION (Ben): …", "To do, Ben: …", "AP Ben: …"; None for other lines."""
    mark = _OWNED.match(line.text)
    if not mark:
        return None
    known = next((name.name for name in line.names if mark.start("who") <= name.start < mark.end("who")), None)
    return line.text[mark.end() :], known or mark["who"]


def _mark(line: Line, listed: bool, lexicon: Lexicon) -> str | None:
    """What says that a line is a task."""
    if line.text.startswith(STRUCK) or _STRUCK.fullmatch(line.text):
        return None
    if line.checked is not None:
        return "box"
    prefix = _PREFIX.match(line.plain)
    if line.form is not Form.TURN and _OWNED.match(line.text):
        return "marked"
    if prefix and (not _TWO_MEANINGS.match(line.plain) or _is_work(line, prefix.end(), lexicon)):
        return "marked"
    if line.form in {Form.ITEM, Form.PARAGRAPH}:
        heads = line.names[:1] if line.names and line.names[0].start == 0 else ()
        if listed and line.form is Form.PARAGRAPH and any(_GIVEN.match(line.plain, name.end) for name in heads):
            return "named"
        took_on = any(_TOOK_ON.match(line.plain, name.end) for name in line.names[:1] if name.start == 0)
        if took_on and not _WITHDREW.search(line.plain):
            return "named"
    if line.form is Form.ITEM:
        if listed:
            return "listed"
        gives = any(_GIVEN.match(line.plain, name.end) for name in line.names[:1] if name.start == 0)
        return "named" if gives or (word_at(line.plain, 0) in lexicon.verbs and _is_given(line)) else None
    return None


def _is_work(line: Line, position: int, lexicon: Lexicon) -> bool:
    """Whether what follows a mark is a piece of work: it begins with a verb of work or with whose it is."""
    given = any(name.start == position and _GIVEN.match(line.plain, name.end) for name in line.names)
    return given or word_at(line.plain, position) in lexicon.verbs or _UNKNOWN.match(line.text, position) is not None


def _split_owner(line: Line, prefix: re.Match[str] | None, how: str) -> tuple[str, str | None]:
    """The words of an item and whose it is: named before them ("Ben: …", "Ben to …") or after ("… (Ben)", "… – Ben", "@Ben")."""
    start = prefix.end() if prefix else 0
    if how == "box" and (called := _find_called(line, start)):
        return called
    for name in line.names:
        before, after = line.plain[start : name.start], line.plain[name.end :]
        if before.strip() == "@" and after.startswith(" "):
            return line.text[name.end :].lstrip(" ,:–—-"), name.name
        lead = _GIVEN.match(line.plain, name.end) or _TOOK_ON.match(line.plain, name.end)
        first = line.names[0]
        if lead and first is not name and first.start == start and _AND.fullmatch(line.text, first.end, name.start):
            return line.text[lead.end() :], first.name
        if lead and not before.strip(" @[("):
            return line.text[lead.end() :], name.name
        does = _DOES.match(line.text, name.end)
        base = base_of_third(does["verb"], read_lexicon()) if does else None
        if does and base and (not before.strip() or before.rstrip().endswith(":")):
            topic = line.text[start : name.start].strip(" :")
            rest = line.text[does.end() :]
            if topic and (match := _IT.search(rest)):
                rest = f"{rest[: match.start()]} the {topic[:1].lower()}{topic[1:]}{rest[match.end() :]}"
            return f"{base.capitalize()}{rest}", name.name
        if aside := do_both(line, name, start) or set_between(line, name, start):
            return aside
        if _OWNER_BEFORE.search(before) and (_OWNER_AFTER.match(after) or _ENCLOSED.search(f"{before}|{after}")):
            return _cut(line, name, start), name.name
    if left := _NOBODYS.match(line.plain, start):
        return line.text[left.end() :], None
    unknown = _UNKNOWN.match(line.text, start) if how in {"marked", "listed"} else None
    verb = unknown is not None and unknown[1].lower() in read_lexicon().verbs
    if unknown and not verb and (how == "marked" or unknown[0].endswith((" to ", " will "))):
        return line.text[unknown.end() :], unknown[1]
    return line.text[start:], None


def _find_called(line: Line, start: int) -> tuple[str, str] | None:
    """The words of a box without the one whom it calls ("Order sand @Ben 3 May") or ends in ("Order sand - Ben"), and their name."""
    for match in (*_CALLED.finditer(line.text, start), *_LAST.finditer(line.text, start)):
        known = next((name for name in line.names if name.start == match.start("who")), None)
        if known is None and not is_given(match["who"]):
            continue
        end = max(known.end, match.end()) if known else match.end()
        words = f"{line.text[start : match.start()].rstrip()} {line.text[end:].lstrip(' ,:)]')}".strip(" ,")
        return words, known.name if known else match["who"]
    return None


def _is_given(line: Line) -> bool:
    """Whether an item ends in whose it is: "Order the sand (Ben)"."""
    return any(
        _OWNER_BEFORE.search(line.plain, 0, name.start) and _ENDS.match(line.plain, name.end) for name in line.names
    )


def _cut(line: Line, name: Named, start: int) -> str:
    """The words without a name in brackets or after a dash; what else the bracket holds keeps it: "Check the pump (the night before)"."""
    shared = _BESIDE.match(line.text, name.end) if line.text[: name.start].rstrip().endswith("(") else None
    before = _OWNED_BY.sub("", line.text[start : name.start].rstrip(" @([–—-:/→>"))
    if shared:
        return f"{before} ({'with ' if shared['and'] else ''}{line.text[shared.end() :]}".strip()
    after = line.text[name.end :].lstrip(" )]→>")
    return f"{before} {after}".strip()


def _without(text: str, due: DateSpan | None) -> str:
    """The words without their deadline where it stands at the end."""
    text = (
        re.sub(r"\s*(?:->|[–—→/,-]|\()?\s*(?:due:?)?\s*$", "", text[: due.start])
        if due and due.value and due.end >= len(text) - 2
        else text
    )
    return finish(_UNCLOSED.sub("", text))


_ACTIONS = re.compile(
    r"\b(?:actions?|action items?|next steps?|to.?dos?|tasks?|follow.?ups?|who does what|jobs|to be done|(?:still|left) to do|duties|outstanding|snags?|snag(?:ging)? list|defects)\b|^(?:still )?open(?: items| points| actions)?:?$"
)
_HEADING = re.compile(
    r"(?:actions?|action items?|next steps?|to.?dos?|tasks?|follow.?ups?|who does what|jobs|to be done|(?:still|left) to do|duties|outstanding|(?:still )?open(?: items| points| actions)?|decisions?|notes|summary|discussion|attendees)\s*:?$"
)
_PREFIX = re.compile(
    r"[\s*_\[(]*(?:ai|a/i|action(?: item| point)?s?|to.?do|task|next step|follow.?up)(?:[ -]?\d+)?[\s*_\])]*(?:[:–—]| -)[\s*_]*(?=\S)|\[(?:action|todo)\]\s*|[*_]*todo[*_]* (?!lists?\b|items?\b|apps?\b)(?=[\w@])"
)
_TWO_MEANINGS = re.compile(r"[\s*_\[(]*(?:(?:ai|a/i)\b|todo[*_]* )")
"""Marks that also open a sentence about something else."""
_GIVEN = re.compile(r"[\s*_\])]*(?:(?:,? (?:will|to|should|must|is to|needs to|has to))|\s*[:–—]| -)[\s*_]+")
_TOOK_ON = re.compile(
    r" (?:has |have )?(?:undertook|undertaken|agreed|offered|promised|volunteered|is asked|was asked|is|was|are) to (?!be\b|have\b|keep\b|the\b|a\b|an\b)(?=[a-z])"
)
"""How minutes tell what somebody took on: "Ben undertook to …"."""
_WITHDREW = re.compile(r"\b(?:but|withdrew|declined|refused|unable|no longer|since done|already)\b")
_OWNED = re.compile(
    rf"[\s*_\[(]*(?i:ai|a/i|ap|action(?: item| point)?s?|to.?do|task|next step)(?:[ -]?\d+)?(?:\*\*)?(?: [–-] |,? [\[(]?|\s*[\[(])(?:for |on |by )?(?P<who>{NAME.pattern})[\])]?(?:\*\*)?\s*[:–—]\s*(?=\S)"
)
_OWNER_BEFORE = re.compile(r"(?:[(\[@]|[–—:→]|->?|(?<= )/|\bowner:?|\bby)\s*$")
_DOES = re.compile(r" (?P<verb>[a-z]{3,}s)(?= )")
_IT = re.compile(r" (?:it|them|this)\b")
_OWNER_AFTER = re.compile(r"\s*[)\]]?\s*(?:$|[.,;(–—-]|(?:&|and|by|until|on) )")
_BESIDE = re.compile(r"\s*(?:[,;:–—-]|(?P<and>[&+/]|and\b))\s*(?=[^()\[\]]+\))")
_STRUCK = re.compile(r"~~.*~~\s*")
_AND = re.compile(r" ?(?:[,+&/]| and) ?")
_ENCLOSED = re.compile(r"\((?:by |for )?\|(?:\)| ?(?:[,+&/]|and) ?[A-ZÀ-Þ][\w'’-]*\))|\[\|\]|[\w)], \|$")
"""A name that stands in brackets of its own."""
_ENDS = re.compile(r"[)\]]?(?:,? (?:by|until|due) .{3,20})?[)\]]?[.;]?$")
_CALLED = re.compile(r"[(\[]?(?<![\w.])@(?P<who>[A-ZÀ-Þ][\w'’-]+)(?:[)\]](?!\w))?")
_LAST = re.compile(
    r"(?:\s[–—-]\s+|\s[(\[])(?P<who>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2})[)\]]?(?=[.;]?$|,? (?:by|until|due) )"
)
_MYSELF = re.compile(r"(?i:me|myself)\s*(?:[:–—]| -)\s+(?=\S)")
_UNCLOSED = re.compile(r"\s*\([^()]{0,20}$")
"""A bracket that held the deadline: "Book the hall (deposit"."""
_OWNED_BY = re.compile(r"[,;]? *[(\[]?(?:owner|responsible|who|lead)$", re.IGNORECASE)
_NOBODYS = re.compile(
    r"(?:someone|somebody|anyone|everybody|everyone|all|tbc|tbd)(?: (?:has to|needs to|ought to|should|must|to|will) |: )"
)
_UNKNOWN = re.compile(r"([A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2})(?:(?: will| to)|\s*[:–—]| -)\s+(?=\S)")
