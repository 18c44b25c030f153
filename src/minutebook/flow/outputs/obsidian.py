"""What Obsidian needs to know of ours: the boxes ``?`` and ``R`` in the Tasks plugin's settings, and views of the notes (Bases).

The settings file is the plugin's and the user's: entries are put in or changed in its text, every other byte stays.
"""

import json
from collections.abc import Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

import msgspec

from minutebook.errors import UserError
from minutebook.model.change import NewFile
from minutebook.settings import Folders
from minutebook.text import patterns as re

PLUGIN = ".obsidian/plugins/obsidian-tasks-plugin"
SETTINGS_PATH = f"{PLUGIN}/data.json"
COPY_PATH = f"{PLUGIN}/data.before-minutebook.json"


class Status(msgspec.Struct, frozen=True, rename="camel"):
    """A status as the plugin keeps it (its Statuses/StatusConfiguration)."""

    symbol: str
    name: str
    next_status_symbol: str
    available_as_command: bool
    type: str


OURS = (Status("?", "Proposed", " ", True, "NON_TASK"), Status("R", "Rejected", " ", False, "NON_TASK"))
"""One click accepts; neither is among what is not done, for it is no task yet, or none any more."""
_CORE = (Status(" ", "Todo", "x", True, "TODO"), Status("x", "Done", " ", True, "DONE"))
_CUSTOM = (Status("/", "In Progress", "x", True, "IN_PROGRESS"), Status("-", "Cancelled", " ", True, "CANCELLED"))
"""What the plugin starts with, where it has kept no statuses yet."""
_BLANK = re.compile(r"[ \t\r\n]*")
_decoder = json.JSONDecoder()


def register_statuses(text: str | None) -> tuple[str, tuple[str, ...]]:
    """The plugin's settings with our statuses, and what changed as sentences (none: they are there). ``text`` None: no file yet.

    Raises UserError where it is not what the plugin writes.
    """
    if text is None or not text.strip("\ufeff \t\r\n"):
        return _dump({"statusSettings": _defaults()}) + "\n", tuple(map(_added, OURS))
    start = len(text) - len(text.lstrip("\ufeff"))
    try:
        settings = _decoder.decode(text[start:])
    except ValueError as error:
        raise UserError(f"{SETTINGS_PATH} is no JSON ({error}); repair it, or let the plugin write it anew") from error
    kept = settings.get("statusSettings") if isinstance(settings, dict) else None
    if not isinstance(settings, dict) or not isinstance(kept, dict | None):
        raise UserError(f"{SETTINGS_PATH} is not what the Tasks plugin writes; nothing was changed")
    if kept is None:
        return _put_member(text, start, "statusSettings", _defaults()), tuple(map(_added, OURS))
    listed = kept.get("customStatuses")
    if listed is None:
        at = _members(text, start)["statusSettings"][0]
        return _put_member(text, at, "customStatuses", _built(OURS)), tuple(map(_added, OURS))
    if not isinstance(listed, list) or not all(isinstance(status, dict) for status in listed):
        raise UserError(f"{SETTINGS_PATH}: customStatuses is no list of statuses; nothing was changed")
    said: list[str] = []
    for status in OURS:
        text, told = _register(text, start, status)
        said += told
    return text, tuple(said)


def _register(text: str, start: int, status: Status) -> tuple[str, list[str]]:
    """One status put at the list's end, or written over what its symbol meant; of two of a symbol the plugin takes the first."""
    settings = _members(text, start)["statusSettings"][0]
    first, end = _members(text, settings)["customStatuses"]
    elements = list(_elements(text, first))
    known = [json.loads(text[slice(*span)]) for span in elements]
    wanted = msgspec.to_builtins(status)
    at = next((n for n, one in enumerate(known) if one.get("symbol") == status.symbol), None)
    if at is not None:
        was = known[at]
        if all(was.get(key) == wanted[key] for key in ("type", "nextStatusSymbol")):
            return text, []
        told = f"[{status.symbol}] was “{was.get('name', '')}” ({was.get('type', '')}) and is “{status.name}” now"
        begin, stop = elements[at]
        return text[:begin] + _laid_out(text, begin, was | wanted) + text[stop:], [told]
    if elements:
        begin, stop = elements[-1]
        blank = text[_before_blank(text, begin) : begin]
        return f"{text[:stop]},{blank}{_laid_out(text, begin, wanted)}{text[stop:]}", [_added(status)]
    return text[:first] + _laid_out(text, first, [wanted]) + text[end:], [_added(status)]


def _added(status: Status) -> str:
    return f"[{status.symbol}] is “{status.name}”: no task; a click makes it [{status.next_status_symbol}]"


def _defaults() -> dict[str, Any]:
    return {"coreStatuses": _built(_CORE), "customStatuses": _built((*_CUSTOM, *OURS))}


def _built(statuses: tuple[Status, ...]) -> list[Any]:
    return [msgspec.to_builtins(status) for status in statuses]


def _put_member(text: str, start: int, key: str, value: object) -> str:
    """The object at ``start`` with one more member, first."""
    inside = start + 1
    blank = text[inside : _past_blank(text, inside)]
    empty = text[_past_blank(text, inside)] == "}"
    if empty:
        blank = "\n  "
    colon = ": " if "\n" in blank else ":"
    member = f"{json.dumps(key)}{colon}{_indented(value, blank)}"
    return f"{text[:inside]}{blank}{member}{'' if empty else ','}{text[inside:]}"


def _laid_out(text: str, at: int, value: object) -> str:
    """JSON as the file around it is laid out: indented where it is."""
    line = text.rfind("\n", 0, at) + 1
    margin = _BLANK.match(text, line)
    blank = "\n" + (margin[0] if margin and "\n" in text else "")
    return _indented(value, blank if "\n" in text else "")


def _indented(value: object, blank: str) -> str:
    if "\n" not in blank:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    margin = blank.rpartition("\n")[2]
    end = "\r\n" if "\r\n" in blank else "\n"
    unit = "\t" if margin.startswith("\t") else 2
    return json.dumps(value, ensure_ascii=False, indent=unit).replace("\n", end + margin)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _members(text: str, start: int) -> dict[str, tuple[int, int]]:
    """Where each value of the object at ``start`` begins and ends; of two of a key the last, as JSON is read."""
    found: dict[str, tuple[int, int]] = {}
    at = _past_blank(text, _past_blank(text, start) + 1)
    while text[at] != "}":
        key, at = scanstring(text, at + 1)
        begin = _past_blank(text, _past_blank(text, at) + 1)
        _, end = _decoder.raw_decode(text, begin)
        found[key] = (begin, end)
        at = _past_comma(text, end)
    return found


def _elements(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Where each value of the array at ``start`` begins and ends."""
    at = _past_blank(text, start + 1)
    while text[at] != "]":
        _, end = _decoder.raw_decode(text, at)
        yield at, end
        at = _past_comma(text, end)


def _past_comma(text: str, at: int) -> int:
    at = _past_blank(text, at)
    return _past_blank(text, at + 1) if text[at] == "," else at


def _past_blank(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _before_blank(text: str, at: int) -> int:
    return len(text[:at].rstrip(" \t\r\n"))


# -- Bases


def base_files(folders: Folders) -> tuple[NewFile, ...]:
    """Views of pages and notes (Obsidian 1.9 and later). Bases knows notes, not the task lines in them: those are in ``Tasks.md``."""
    people = _table(
        "Everyone", ['type == "person"'], ["file.name", "role", "organisation", "email", "last_contact"], "last_contact"
    )
    lost = _table(
        "Not met for 60 days",
        ['type == "person"', 'last_contact < today() - "60d"'],
        ["file.name", "role", "organisation", "last_contact"],
        "last_contact",
        "ASC",
    )
    others = [
        _table(title, [f'type == "{kind}"'], ["file.name", *keys], "last_contact")
        for title, kind, keys in (
            ("Accounts", "account", ["last_contact", "first_contact"]),
            ("Projects", "project", ["last_contact", "first_contact"]),
            ("Forums", "forum", ["last_contact"]),
        )
    ]
    kinds = " || ".join(
        f'type == "{kind}"' for kind in ("people", "customer", "partners", "projects", "rob", "journal", "travel")
    )
    shown = ["date", "file.name", "type", "person", "account", "project", "forum", "participants"]
    notes = [
        _table("All notes", [kinds], shown, "date"),
        _table("Last two weeks", [kinds, 'date > today() - "14d"'], shown, "date"),
        _table("By type", [kinds], ["type", *[key for key in shown if key != "type"]], "date", group="type"),
        _table("Mails", [kinds, 'source == "email"'], shown, "date"),
    ]
    apart = [f"!file.inFolder({json.dumps(folder)})" for folder in (folders.sources, folders.inbox)]
    return (
        NewFile("People.base", _base(apart, [people, lost, *others])),
        NewFile("Notes.base", _base(apart, notes)),
    )


def _base(filters: list[str], views: list[str]) -> str:
    shared = "".join(f"    - {_scalar(line)}\n" for line in filters)
    return f"filters:\n  and:\n{shared}views:\n{''.join(views)}"


def _table(
    name: str, filters: list[str], order: list[str], by: str, direction: str = "DESC", group: str | None = None
) -> str:
    lines = ["  - type: table", f"    name: {_scalar(name)}"]
    if group:
        lines += ["    groupBy:", f"      property: {group}", "      direction: ASC"]
    lines += ["    filters:", "      and:", *(f"        - {_scalar(line)}" for line in filters)]
    lines += ["    order:", *(f"      - {key}" for key in order)]
    lines += ["    sort:", f"      - property: {by}", f"        direction: {direction}"]
    return "\n".join(lines) + "\n"


def _scalar(text: str) -> str:
    """A YAML string in single quotes."""
    return "'" + text.replace("'", "''") + "'"
