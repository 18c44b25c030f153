"""The frontmatter of a note as plain values, read fast enough for an index of fifty thousand notes.

Flat YAML, which is what Obsidian writes, is read directly; anything else goes through the YAML library. Values are
strings or tuples of strings; what is nested, or broken, is left out.
"""

from minutebook.text import patterns as re

Properties = dict[str, str | tuple[str, ...]]

_FENCE = re.compile(r"\A(?:\ufeff)?---[ \t]*\r?\n(.*?)(?:^|\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"([A-Za-z0-9_À-ɏ][^:#\"'\[\]{}]*?):(?:[ \t]+(.*))?\Z")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)\Z")
_PLAIN = re.compile(r"[^\s\[\]{}>|*&!%#`@,\"'?:-](?:[^#:\n]|:(?=\S)|(?<=\S)#)*\Z")
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\[\"\\/])*)\"\Z|'((?:[^']|'')*)'\Z")


def read_properties(text: str) -> Properties:
    """The properties of a note's text; empty where it has no frontmatter or one that cannot be parsed."""
    found = _FENCE.match(text)
    if not found:
        return {}
    quick = _read_flat(found[1])
    return _read_yaml(found[1]) if quick is None else quick


def _read_flat(block: str) -> Properties | None:
    values: Properties = {}
    items: list[str] | None = None
    key = ""
    for raw in block.splitlines():
        line = raw.rstrip()
        if not line or line.startswith("#"):
            continue
        item = _ITEM.match(line)
        if item and items is not None:
            scalar = _scalar(item[1])
            if scalar is None:
                return None
            items.append(scalar)
            values[key] = tuple(items)
            continue
        pair = _KEY.match(line)
        if not pair or pair[1] in values:
            return None
        key, rest = pair[1].strip(), (pair[2] or "").strip()
        items = [] if not rest else None
        value = "" if not rest else _value(rest)
        if value is None:
            return None
        values[key] = value
    return {k: v for k, v in values.items() if v}


def _value(text: str) -> str | tuple[str, ...] | None:
    if text.startswith("[") and text.endswith("]") and not text.startswith("[["):
        inner = text[1:-1].strip()
        if not inner or '"' in inner or "'" in inner:
            return None if inner else ()
        scalars = [_scalar(part.strip()) for part in inner.split(",")]
        return None if None in scalars else tuple(s for s in scalars if s)
    return _scalar(text)


def _scalar(text: str) -> str | None:
    quoted = _QUOTED.match(text)
    if quoted:
        if quoted[1] is not None:
            return re.sub(r"\\(.)", r"\1", quoted[1])
        return quoted[2].replace("''", "'")
    return text if _PLAIN.match(text) else None


def _read_yaml(block: str) -> Properties:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        loaded = YAML(typ="safe", pure=True).load(block)
    except (YAMLError, ValueError, TypeError, RecursionError):
        return {}
    if not isinstance(loaded, dict):
        return {}
    values: Properties = {}
    for key, value in loaded.items():
        if isinstance(value, list):
            values[str(key)] = tuple(str(v) for v in value if isinstance(v, (str, int, float)))
        elif value is not None and not isinstance(value, dict):
            values[str(key)] = str(value)
    return values
