"""One task line in the format of the Obsidian Tasks plugin: parsed, built, and changed in place.

The grammar is the plugin's (TaskRegularExpressions.ts, DefaultTaskSerializer.ts): signifiers are read from the end of the
line, in any order, mixed with tags; the block id stands last. A line is written in the plugin's own order, so that a click
in Obsidian changes nothing else. What is not a signifier of the emoji format (``[due:: 2026-03-12]``) stays in the description.
"""

from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Literal

import msgspec

from minutebook.text import patterns as re
from minutebook.text.escape import unescape

PROPOSED = "?"
OPEN = " "
IN_PROGRESS = "/"
DONE = "x"
CANCELLED = "-"
REJECTED = "R"

PROPOSED_TAG = "#proposed"

Priority = Literal["highest", "high", "medium", "low", "lowest"]
_PRIORITY_SIGNS: dict[Priority, str] = {"highest": "🔺", "high": "⏫", "medium": "", "low": "🔽", "lowest": "⏬"}
_PRIORITY_NAMES: dict[str, Priority] = {"🔺": "highest", "⏫": "high", "🔼": "medium", "🔽": "low", "⏬": "lowest"}

_LINE = re.compile(r"(?P<lead>[\s>]*(?:[-*+]|[0-9]+[.)]) +\[)(?P<status>.)(?P<close>\] *)(?P<body>.*)\Z")
_BLOCK_ID = re.compile(r"\s\^(?P<id>[a-zA-Z0-9-]+)\s*\Z")
_TAG = r"#[^ !@#$%^&*(),.?\":{}|<>]+"
_LAST_TAG = re.compile(rf"(?:^|\s){_TAG}\Z")
_LAST_LINK = re.compile(r"\s*\[\[(?P<target>[^\[\]]+)\]\]\Z")
_LINK = re.compile(r"\[\[(?P<target>[^\[\]|]+)(?:\|(?P<alias>[^\[\]]*))?\]\]")
_OWNER = re.compile(r"(?:^|\s)@(?P<name>[^\s@\[\]#][^@\[\]#]*)\Z")
_OWED_TO = re.compile(r"(?:^|\s)for \[\[(?:[^\[\]|]*/)?(?P<name>[^\[\]|/]+)(?:\|(?P<alias>[^\[\]]*))?\]\]\Z")
_PROPOSED = re.compile(rf"(?P<before>^|[ \t]+){PROPOSED_TAG}(?![\w/-])")
_DATES = {"created": "➕", "start": "🛫", "scheduled": "⏳", "due": "📅", "cancelled": "❌", "done": "✅"}
_DAY = r"(\d{4}-\d{2}-\d{2})"
_SELECTOR = "\N{VARIATION SELECTOR-16}?"


def _signifier(signs: str, value: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{signs}){_SELECTOR} *{value}\Z")


_SIGNIFIERS = {
    "priority": re.compile(rf"(🔺|⏫|🔼|🔽|⏬){_SELECTOR}\Z"),
    "done": _signifier("✅", _DAY),
    "cancelled": _signifier("❌", _DAY),
    "due": _signifier("📅|📆|🗓", _DAY),
    "scheduled": _signifier("⏳|⌛", _DAY),
    "start": _signifier("🛫", _DAY),
    "created": _signifier("➕", _DAY),
    "recurrence": _signifier("🔁", r"([a-zA-Z0-9, !]+)"),
    "on_completion": _signifier("🏁", r"([a-zA-Z]+)"),
    "task_id": _signifier("🆔", r"([a-zA-Z0-9_-]+)"),
    "depends_on": _signifier("⛔", r"([a-zA-Z0-9_-]+(?: *, *[a-zA-Z0-9_-]+ *)*)"),
}


class TaskLine(msgspec.Struct, frozen=True, kw_only=True):
    """What a task line says. ``description`` is everything that is no signifier: words, owner, links and tags, as written.

    A date that no calendar has (``2026-02-30``) is None, its signifier kept in ``unread`` so that nothing is lost.
    """

    description: str
    status: str = PROPOSED
    lead: str = "- "
    """Indentation, quote marks and list marker."""
    task_id: str | None = None
    depends_on: str | None = None
    priority: Priority = "medium"
    recurrence: str | None = None
    on_completion: str | None = None
    created: date | None = None
    start: date | None = None
    scheduled: date | None = None
    due: date | None = None
    cancelled: date | None = None
    done: date | None = None
    block_id: str | None = None
    unread: tuple[str, ...] = ()

    @property
    def owner(self) -> str | None:
        """The name after ``@`` that ends the words, before the evidence link and the tags; None where there is none."""
        found = _OWNER.search(_words(self.description))
        return found["name"].strip() if found else None

    @property
    def owed_to(self) -> str | None:
        """The linked name after "for" that ends the words; None where there is none."""
        words = _words(self.description)
        owner = _OWNER.search(words)
        found = _OWED_TO.search(words[: owner.start()] if owner else words)
        return (found["alias"] or found["name"]).strip() if found else None

    @property
    def text(self) -> str:
        """The words alone, as a reader sees them: without owner, evidence link and trailing tags, links as their text."""
        words = _words(self.description)
        found = _OWNER.search(words)
        return unescape(_LINK.sub(_shown, words[: found.start()] if found else words)).strip()

    @property
    def passage(self) -> str | None:
        """The target of the evidence link: what stands between its brackets."""
        found = _LAST_LINK.search(_without_tags(self.description))
        return found["target"] if found else None

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(m.strip() for m in re.findall(rf"(?:^|(?<=\s)){_TAG}", self.description))


@lru_cache(maxsize=16_384)  # each change of a note reads its lines anew
def parse_task(line: str) -> TaskLine | None:
    """What a line says as a task; None where it is not one."""
    found = _LINE.match(line)
    if not found:
        return None
    body = f" {found['body'].strip()}"
    block = _BLOCK_ID.search(body)
    description, signs = _read_signifiers((body[: block.start()] if block else body).strip())
    dates = {name: _read_date(signs.get(name)) for name in _DATES}
    return TaskLine(
        description=description,
        status=found["status"],
        lead=found["lead"][:-1],
        task_id=signs.get("task_id"),
        depends_on=re.sub(" *, *", ",", signs["depends_on"].strip()) if "depends_on" in signs else None,
        priority=_PRIORITY_NAMES[signs["priority"]] if "priority" in signs else "medium",
        recurrence=signs["recurrence"].strip() if "recurrence" in signs else None,
        on_completion=signs.get("on_completion"),
        block_id=block["id"] if block else None,
        unread=tuple(f"{_DATES[name]} {signs[name]}" for name in _DATES if name in signs and dates[name] is None),
        created=dates["created"],
        start=dates["start"],
        scheduled=dates["scheduled"],
        due=dates["due"],
        cancelled=dates["cancelled"],
        done=dates["done"],
    )


def _read_signifiers(body: str) -> tuple[str, dict[str, str]]:
    """Take signifiers and tags off the end until none is left; the tags go back to the description."""
    signs: dict[str, str] = {}
    tags: list[str] = []
    taken = True
    while taken:
        taken = False
        for name, pattern in _SIGNIFIERS.items():
            sign = pattern.search(body)
            if sign:
                signs[name] = sign[1]
                body = body[: sign.start()].strip()
                taken = True
        tag = _LAST_TAG.search(body)
        if tag:
            tags.insert(0, tag[0].strip())
            body = body[: tag.start()].strip()
            taken = True
    return " ".join(filter(None, [body, *tags])), signs


def _read_date(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def format_task(task: TaskLine) -> str:
    """The line, its parts in the order in which the plugin writes them."""
    pairs = (
        ("🆔", task.task_id),
        ("⛔", task.depends_on),
        (_PRIORITY_SIGNS[task.priority], ""),
        ("🔁", task.recurrence),
        ("🏁", task.on_completion),
        *((sign, value.isoformat() if value else None) for sign, value in _date_values(task)),
    )
    signs = [f"{sign} {value}".strip() for sign, value in pairs if sign and value is not None]
    block = [f"^{task.block_id}"] if task.block_id else []
    return " ".join([f"{task.lead}[{task.status}]", task.description, *signs, *task.unread, *block])


def _date_values(task: TaskLine) -> tuple[tuple[str, date | None], ...]:
    return tuple((sign, getattr(task, name)) for name, sign in _DATES.items())


def set_status(line: str, status: str) -> str:
    """The same line with another box, and without the ``#proposed`` tag once the box leaves ``?``; every other byte stays."""
    found = _LINE.match(line)
    if not found:
        return line
    changed = line[: found.start("status")] + status + line[found.end("status") :]
    return changed if status == PROPOSED else drop_proposed(changed)


def set_day(line: str, name: Literal["due", "cancelled", "done"], day: date | None) -> str:
    """The same line with this date instead of the one that it has, in its place among the signifiers; None takes it out."""
    found = _LINE.match(line)
    if not found:
        return line
    end, _, spans = _find_signifiers(line)
    if name in spans:
        start, stop = spans[name]
        if day is None:
            return line[:start].rstrip() + line[stop:]
        return line[: stop - len("2026-03-12")] + day.isoformat() + line[stop:]
    if day is None:
        return line
    after = list(_DATES)[list(_DATES).index(name) + 1 :]
    at = min((len(line[: spans[later][0]].rstrip()) for later in after if later in spans), default=end)
    return f"{line[:at]} {_DATES[name]} {day.isoformat()}{line[at:]}"


def set_owner(line: str, owner: str | None) -> str:
    """The same line with ``@owner`` where its owner stands, before the evidence link; None takes the owner out."""
    found = _LINE.match(line)
    if not found:
        return line
    end = _end_of_words(line)
    old = _OWNER.search(line, found.start("body"), end)
    start, stop = (old.start("name") - 1, old.end("name")) if old else (end, end)
    stop = len(line[:stop].rstrip())
    if owner is not None:
        return f"{line[:start]}{'' if old else ' '}@{owner}{line[stop:]}"
    return line[:start].rstrip() + line[stop:] if old else line


def set_priority(line: str, priority: Priority) -> str:
    """The same line with this priority, in its place among the signifiers; medium takes its sign out."""
    found = _LINE.match(line)
    if not found:
        return line
    end, _, spans = _find_signifiers(line)
    sign = _PRIORITY_SIGNS[priority]
    if "priority" in spans:
        start, stop = spans["priority"]
        return line[:start] + sign + line[stop:] if sign else line[:start].rstrip() + line[stop:]
    after = ("recurrence", "on_completion", *_DATES)
    at = min((len(line[: spans[later][0]].rstrip()) for later in after if later in spans), default=end)
    return f"{line[:at]} {sign}{line[at:]}" if sign else line


def set_words(line: str, words: str) -> str:
    """The same line with other words before its owner; links and escaped words that stay among them stay as written."""
    found = _LINE.match(line)
    if not found:
        return line
    start, end = found.start("body"), _end_of_words(line)
    owner = _OWNER.search(line, start, end)
    stop = len(line[: owner.start() if owner else end].rstrip())
    return f"{line[:start]}{_reworded(line[start:stop], words.split())}{line[max(stop, start) :]}"


def add_passage(line: str, passage: str) -> str:
    """The same line with one more evidence link (its target), before those that it has."""
    at = _end_of_words(line)
    return f"{line[:at]} [[{passage}]]{line[at:]}" if _LINE.match(line) and f"[[{passage}]]" not in line else line


def _reworded(written: str, words: Sequence[str]) -> str:
    """``words`` with each run of those that stand in ``written`` as it is written there."""
    pieces = re.findall(r"\[\[[^\[\]]*\]\]|(?:(?!\[\[)\S)+", written)
    shown = [unescape(_LINK.sub(_shown, piece)).split() or [piece] for piece in pieces]
    flat = [(n, part) for n, parts in enumerate(shown) for part in parts]
    result: list[str] = []
    matcher = SequenceMatcher(None, [part for _, part in flat], list(words), autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            result += words[k:m]
            continue
        for n, run in groupby(flat[i:j], key=itemgetter(0)):
            parts = [part for _, part in run]
            result += [pieces[n]] if len(parts) == len(shown[n]) else parts
    return " ".join(result)


def _find_signifiers(line: str) -> tuple[int, int, dict[str, tuple[int, int]]]:
    """Where the line ends before its block id, where its words end, and where each signifier stands; of two of a kind the first, as it is read."""
    block = _BLOCK_ID.search(line)
    last = end = len(line[: block.start()].rstrip()) if block else len(line.rstrip())
    spans: dict[str, tuple[int, int]] = {}
    taken = True
    while taken:
        taken = False
        for name, pattern in (*_SIGNIFIERS.items(), ("tag", _LAST_TAG)):
            sign = pattern.search(line[:end])
            if sign:
                if name != "tag":
                    spans[name] = sign.span()
                end = len(line[: sign.start()].rstrip())
                taken = True
    return last, end, spans


def _end_of_words(line: str) -> int:
    """Where the words and the owner end: before evidence links, tags and signifiers."""
    _, end, _ = _find_signifiers(line)
    found = _LAST_LINK.search(line[:end])
    while found and "#^" in found["target"]:
        end = found.start()
        found = _LAST_LINK.search(line[:end])
    return end


def drop_proposed(line: str) -> str:
    """The same line without its ``#proposed`` tag."""
    tags = list(_PROPOSED.finditer(line))
    return line[: tags[-1].start()] + line[tags[-1].end() :] if tags else line


def _shown(link: re.Match[str]) -> str:
    return link["alias"] or link["target"].rsplit("/", 1)[-1]


def _without_tags(description: str) -> str:
    found = _LAST_TAG.search(description.strip())
    while found:
        description = description.strip()[: found.start()]
        found = _LAST_TAG.search(description.strip())
    return description.strip()


def _words(description: str) -> str:
    """The description without the tags and links that end it."""
    words = _without_tags(description)
    found = _LAST_LINK.search(words)
    while found and ("#^" in found["target"]):
        words = words[: found.start()]
        found = _LAST_LINK.search(words)
    return words.strip()
