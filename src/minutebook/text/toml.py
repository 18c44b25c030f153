"""One key of a TOML text set, every other byte kept."""

import tomllib
from typing import Any

from minutebook.text import patterns as re

_HEADER = re.compile(r"[ \t]*\[\[?[ \t]*(?P<name>[^\]\[]+?)[ \t]*\]\]?[ \t]*(?:#.*)?")
_LONGEST = 200  # lines of one value


class CannotSet(ValueError):
    """The key's place in the text was not found; it has to be set by hand."""


def quote(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda c: f"\\u{ord(c[0]):04x}", escaped) + '"'


def set_key(text: str, table: str, key: str, value: str) -> str:
    """The text with ``key`` of ``table`` (empty: the top) set to ``value``, which is TOML. Raises CannotSet.

    The value alone is replaced, what stands after it on its line stays; a missing key goes after the last one of its table, a missing
    table to the end of the text. The result is checked to say what the text said, but for that key.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    begin, end = _find_table(lines, table)
    place = next((n for n in range(begin, end) if _is_key(lines[n], key)), None) if begin >= 0 else None
    if place is not None:
        until, rest = _find_value(lines, place)
        head = lines[place][: lines[place].index("=") + 1]
        lines[place:until] = [f"{head} {value}{rest}"]
    elif begin >= 0:
        last = next((n for n in range(end, begin, -1) if lines[n - 1].split("#")[0].strip()), begin)
        if last and not lines[last - 1].endswith("\n"):
            lines[last - 1] += newline
        lines.insert(last, f"{key} = {value}{newline}")
    else:
        gap = newline if text and not text.endswith(("\n\n", "\r\n\r\n")) else ""
        start = newline if text and not text.endswith("\n") else ""
        lines.append(f"{start}{gap}[{table}]{newline}{key} = {value}{newline}")
    changed = "".join(lines)
    if _load(changed) != _with(_load(text), table, key, _load(f"x = {value}")["x"]):
        raise CannotSet(key)
    return changed


def _load(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise CannotSet(str(error)) from error


def _with(tree: dict[str, Any], table: str, key: str, value: Any) -> dict[str, Any]:
    if not table:
        return {**tree, key: value}
    return {**tree, table: {**tree.get(table, {}), key: value}}


def _find_table(lines: list[str], table: str) -> tuple[int, int]:
    """The lines of a table, its header left out; -1 where there is none."""
    heads = [
        (n, match["name"].strip("\"'"))
        for n, line in enumerate(lines)
        if (match := _HEADER.fullmatch(line.rstrip("\r\n")))
    ]
    first = heads[0][0] if heads else len(lines)
    if not table:
        return 0, first
    for nth, (place, name) in enumerate(heads):
        if name == table:
            return place + 1, heads[nth + 1][0] if nth + 1 < len(heads) else len(lines)
    return -1, -1


def _is_key(line: str, key: str) -> bool:
    return re.match(rf"\ufeff?[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*=", line) is not None


def _find_value(lines: list[str], place: int) -> tuple[int, str]:
    """Where the value that begins on a line ends (exclusive), and what follows it on its last line: a comment, the line's end."""
    value = lines[place].split("=", 1)[1]
    for until in range(place + 1, min(len(lines), place + _LONGEST) + 1):
        try:
            tomllib.loads(f"x ={value}")
        except tomllib.TOMLDecodeError:
            value += lines[until] if until < len(lines) else ""
            continue
        return until, _after(value)
    raise CannotSet(lines[place].strip())


def _after(value: str) -> str:
    """The white space and comment that end a value: the longest such tail without which it means the same."""
    whole = tomllib.loads(f"x ={value}")
    for match in re.finditer(r"[ \t]*#[^\n]*(?:\r?\n)?\Z|[ \t]*(?:\r?\n)?\Z", value):
        try:
            if tomllib.loads(f"x ={value[: match.start()]}") == whole:
                return match[0]
        except tomllib.TOMLDecodeError:
            continue
    return ""
