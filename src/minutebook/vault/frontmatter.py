"""The frontmatter of one note: read as strings, and one key spliced in place.

Positions come from the YAML library; every byte outside the value that is set stays: comments, key order, quoting, line
endings. A block that cannot be parsed, and a value that cannot be replaced without loss, is not touched.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from minutebook.errors import MinutebookError
from minutebook.text import patterns as re

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

Value = str | bool | date | tuple[str, ...]
Keep = Literal["always", "newest", "oldest", "missing"]

_BLOCK = re.compile(
    r"\A(?:\ufeff)?---[ \t]*(?:\r\n|\n|\r)(?P<yaml>(?:.*?(?:\r\n|\n|\r))??)---[ \t]*(?:\r\n|\n|\r|\Z)", re.DOTALL
)
_OPENED = re.compile(r"\A(?:\ufeff)?---[ \t]*(?:\r|\n|\Z)")
_NEWLINE = re.compile(r"\r\n|\n|\r")
_ITEM = re.compile(r"[ \t]*-[ \t]+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class BrokenFrontmatter(MinutebookError):
    """The frontmatter cannot be parsed, or the key cannot be set without losing something of the user's."""


def find_block(text: str) -> tuple[int, int] | None:
    """Where the YAML between the two ``---`` lines begins and ends; None where the note has none."""
    found = _BLOCK.match(text)
    return found.span("yaml") if found else None


def read_fields(text: str) -> dict[str, str | tuple[str, ...]]:
    """The keys with a value, in order: scalars as written, lists of scalars as tuples; nested values are left out.

    Raises BrokenFrontmatter where the block is not a YAML mapping with unique keys.
    """
    return {key: value for key, _, node in _pairs(text) if (value := _value(node))}


def set_field(text: str, key: str, value: Value, keep: Keep = "always") -> str:
    """The text with the key set; a missing key is added at the block's end, a missing block at the top.

    ``missing`` leaves a key that has a value, ``newest`` a date that is as late or no date at all, ``oldest`` one that is as early.
    Raises BrokenFrontmatter; the note is then left as it is.
    """
    pairs = _pairs(text)
    found = next(((k, node) for name, k, node in pairs if name == key), None)
    if found is None:
        return _add(text, key, value, pairs[0][1].start_mark.column if pairs else 0)
    current = _value(found[1])
    if current == as_written(value) or (
        isinstance(value, tuple) and isinstance(current, tuple) and set(value) == set(current)
    ):
        return text
    if current and (keep == "missing" or (keep in {"newest", "oldest"} and not _is_better(current, value, keep))):
        return text
    return _replace(text, key, found, value)


def remove_field(text: str, key: str) -> str:
    """The text without the lines of a key. Raises BrokenFrontmatter."""
    found = next(((k, node) for name, k, node in _pairs(text) if name == key), None)
    span = find_block(text)
    if found is None or span is None:
        return text
    name, node = found
    lines = text[slice(*span)].splitlines(keepends=True)
    last = node.end_mark.line if node.end_mark.column else node.end_mark.line - 1
    stop = max(last, name.start_mark.line) + 1
    return text[: span[0]] + "".join(lines[: name.start_mark.line] + lines[stop:]) + text[span[1] :]


def format_fields(fields: Iterable[tuple[str, Value]], newline: str = "\n", flow: Collection[str] = ()) -> str:
    """Keys and values as YAML lines; keys without a value are left out, lists named in ``flow`` stand on one line."""
    lines: list[str] = []
    for key, value in fields:
        if isinstance(value, tuple):
            items = [item for item in value if item]
            if items and key in flow:
                lines.append(f"{key}: {_flow(items)}")
            elif items:
                lines += [f"{key}:", *(f"  - {quote(item)}" for item in items)]
        elif value:
            lines.append(f"{key}: {_scalar(value)}")
    return "".join(line + newline for line in lines)


_PLAIN = re.compile(r"[^\W\d_](?:[\w .()'&/@+-]*[\w.)])?\Z|\d[\w .()'&/@+-]*[^\W\d_][\w .()'&/@+-]*[\w.)]\Z")
_NUMBERS = re.compile(r"(?=.*\d)[\d_+.:xXoOeEa-fA-FTtZz -]+\Z")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf"})
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]')


def quote(value: str, *, flow: bool = False) -> str:
    """A string as a YAML scalar that reads back as that string under YAML 1.1 and 1.2: plain where it can be, else double-quoted."""
    plain = _PLAIN.match(value) and not _NUMBERS.match(value) and value.casefold() not in _WORDS
    if plain and "  " not in value and not (flow and "," in value):
        return value
    return '"' + _ESCAPED.sub(_escape, value) + '"'


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    if char in '"\\':
        return "\\" + char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def as_written(value: Value) -> str | tuple[str, ...]:
    """A value as `read_fields` gives it back."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else value


def _scalar(value: str | bool | date) -> str:
    return quote(value) if isinstance(value, str) else str(as_written(value))


def _flow(items: Iterable[str]) -> str:
    return "[" + ", ".join(quote(item, flow=True) for item in items) + "]"


def _is_better(current: str | tuple[str, ...], value: Value, keep: Keep) -> bool:
    """Whether the new date is later, or earlier, than the stored one; anything that is no date is the user's and stays."""
    if not (isinstance(current, str) and isinstance(value, date) and _DAY.match(current)):
        return False
    return current[:10] < value.isoformat() if keep == "newest" else current[:10] > value.isoformat()


def _pairs(text: str) -> list[tuple[str, "Node", "Node"]]:
    """(key, key node, value node), in order; empty where there is no frontmatter. Positions count from the block's start."""
    span = find_block(text)
    if span is None:
        if _OPENED.match(text):
            raise BrokenFrontmatter("its frontmatter is not closed by a --- line")
        return []
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError
    from ruamel.yaml.nodes import MappingNode

    try:
        root = YAML(typ="rt", pure=True).compose(text[slice(*span)])
    except (YAMLError, RecursionError, ValueError) as error:
        raise BrokenFrontmatter(f"its frontmatter is not valid YAML ({_first_line(error)})") from error
    if root is None:
        return []
    if not isinstance(root, MappingNode) or root.flow_style:
        raise BrokenFrontmatter("its frontmatter is not a list of keys and values")
    pairs = [(str(key.value), key, value) for key, value in root.value]
    names = [name for name, _, _ in pairs]
    if len(set(names)) < len(names):
        raise BrokenFrontmatter(f"its frontmatter has the key {max(names, key=names.count)} twice")
    return pairs


def _first_line(error: Exception) -> str:
    problem = getattr(error, "problem", None) or str(error)
    return str(problem).strip().splitlines()[0] if str(problem).strip() else type(error).__name__


def _value(node: "Node") -> str | tuple[str, ...]:
    """A scalar's string, a list's strings; empty for null and for what is nested."""
    if isinstance(node.value, str):
        return "" if node.tag == "tag:yaml.org,2002:null" else node.value
    items = node.value if isinstance(node.value, list) else []
    return tuple(item.value for item in items if isinstance(getattr(item, "value", None), str))


def _newline(text: str) -> str:
    found = _NEWLINE.search(text)
    return found[0] if found else "\n"


def _add(text: str, key: str, value: Value, column: int) -> str:
    newline = _newline(text)
    lines = format_fields([(key, value)], newline)
    span = find_block(text)
    if span is None:
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        return f"{mark}---{newline}{lines}---{newline}{text.removeprefix(mark)}"
    indented = "".join(" " * column + line for line in lines.splitlines(keepends=True))
    return text[: span[1]] + indented + text[span[1] :]


def _replace(text: str, key: str, found: tuple["Node", "Node"], value: Value) -> str:
    span = find_block(text)
    assert span is not None
    changed = _replace_value(text[slice(*span)], *found, value)
    if changed is None:
        raise BrokenFrontmatter(f"the value of {key} in its frontmatter cannot be replaced without loss")
    return text[: span[0]] + changed + text[span[1] :]


def _replace_value(block: str, name: "Node", node: "Node", value: Value) -> str | None:
    """The block with another value for a key; None where that loses something."""
    start, stop = node.start_mark.index, node.end_mark.index
    if node.anchor or start < name.end_mark.index:  # an alias has the place of what it stands for
        return None
    one_line = _flow(value) if isinstance(value, tuple) else _scalar(value)
    if isinstance(node.value, str):
        if getattr(node, "style", None) in {"|", ">"}:
            return None
        if start == stop:
            start = stop = block.index(":", name.end_mark.index) + 1
            one_line = f" {one_line}"
        return block[:start] + one_line + block[stop:]
    if any(not isinstance(getattr(item, "value", None), str) for item in node.value):
        return None
    if getattr(node, "flow_style", False):
        return None if _NEWLINE.search(block[start:stop]) else block[:start] + one_line + block[stop:]
    return _splice_items(block, node, value) if isinstance(value, tuple) else None


def _splice_items(block: str, node: "Node", value: tuple[str, ...]) -> str | None:
    """The block with the items of a list changed, line by line; None where that loses something.

    Where their number stays they are replaced one by one; else the lines of those that are gone go, and new ones come last.
    """
    lines = block.splitlines(keepends=True)
    if len(_NEWLINE.findall(block)) != len(lines) or not all(_is_line(item, lines) for item in node.value):
        return None
    if len(value) == len(node.value):
        return _replace_items(block, node, value)
    gone = [item for item in node.value if item.value not in value]
    if any("#" in lines[item.start_mark.line][item.end_mark.column :] for item in gone):
        return None
    dropped = {item.start_mark.line for item in gone}
    last = node.value[-1].start_mark.line
    lead = _ITEM.match(lines[last])
    assert lead is not None
    known = {item.value for item in node.value}
    added = [f"{lead[0]}{quote(new)}{_newline(lines[last])}" for new in value if new not in known]
    kept = [line for number, line in enumerate(lines[: last + 1]) if number not in dropped]
    return "".join([*kept, *added, *lines[last + 1 :]])


def _is_line(item: "Node", lines: Sequence[str]) -> bool:
    """Whether an item is the whole of one line, its comment apart."""
    line = item.start_mark.line
    return line == item.end_mark.line and not item.anchor and _ITEM.match(lines[line]) is not None


def _replace_items(block: str, node: "Node", value: tuple[str, ...]) -> str:
    for item, new in reversed(list(zip(node.value, value, strict=True))):
        if item.value != new:
            block = block[: item.start_mark.index] + quote(new) + block[item.end_mark.index :]
    return block
