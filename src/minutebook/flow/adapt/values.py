"""Careful reads of parsed JSON: what has the wrong type reads as None, never as an exception."""

import json
import math
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

from minutebook.errors import SourceError
from minutebook.text import patterns as re

_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2}(?:[.,]\d{1,9})?)", re.ASCII)
_PERIOD = re.compile(r"PT(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?", re.ASCII)
_NUMBER = re.compile(r"(\d{1,18}(?:\.\d{1,18})?)\s*(ms|s)?", re.ASCII)
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")
_LABEL = re.compile(r"\d{1,6}|[A-Za-z]", re.ASCII)

EARLIEST = 631_152_000.0
"""1990, in epoch seconds: no smaller number is a moment."""
_LATEST = 4_102_444_800.0
"""2100."""


def parse_json(text: str) -> Any:
    """The value of a JSON text, or the list of a JSON Lines text; raises SourceError saying where it breaks."""
    text = text.removeprefix("\ufeff")
    try:
        return msgspec.json.decode(text)
    except RecursionError as error:
        raise SourceError("the JSON nests too deeply to be a transcript") from error
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        return _parse_loosely(text, error)


def _parse_loosely(text: str, error: Exception) -> Any:
    """JSON as Python and JavaScript tools write it (NaN, lone surrogates), and JSON Lines."""
    try:
        return json.loads(text)
    except RecursionError as deep:
        raise SourceError("the JSON nests too deeply to be a transcript") from deep
    except ValueError as broken:
        lines = text.strip().split("\n")
        if len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines if line.strip()):
            try:
                return msgspec.json.Decoder().decode_lines(text)
            except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
                pass
        raise SourceError(f"the JSON is broken or cut off ({broken}); export it again") from error


def entry(value: Any, *path: str) -> Any:
    """What stands under a path of keys; None where any step is missing or no object."""
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def first(value: Any, *keys: str) -> Any:
    """The value of the first of the keys that is there and not null."""
    if isinstance(value, dict):
        for key in keys:
            if value.get(key) is not None:
                return value[key]
    return None


def array(value: Any) -> list[Any]:
    """The value where it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def records(value: Any) -> list[dict[str, Any]]:
    """The objects of a list."""
    return [each for each in array(value) if isinstance(each, dict)]


def string(value: Any) -> str | None:
    """The value where it is a string, with white space folded and without what no text file can hold."""
    return " ".join(_UNWRITABLE.sub("", value).split()) if isinstance(value, str) else None


def passage(value: Any) -> str:
    """The value where it is a string, with its line breaks and without what no text file can hold; else empty."""
    return _UNWRITABLE.sub("", value).strip() if isinstance(value, str) else ""


def number(value: Any) -> float | None:
    """A finite number, also one written as a string; None for anything else, booleans included."""
    if isinstance(value, str):
        found = _NUMBER.fullmatch(value.strip())
        value = float(found[1]) if found and not found[2] else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        finite = float(value)
    except OverflowError:
        return None
    return finite if math.isfinite(finite) else None


def seconds(value: Any, scale: float = 1.0) -> float | None:
    """A time in seconds, to the millisecond; ``scale`` is the worth of the layout's unit.

    Read are numbers (also as strings), ``1.5s``, ``120ms``, ``[h:]mm:ss[.fff]``, ISO 8601 periods (``PT1M2.5S``) and
    protobuf's ``{"seconds": "1", "nanos": 500000000}``.
    """
    found = _spelt_seconds(value.strip()) if isinstance(value, str) else None
    if found is None and isinstance(value, dict) and value.keys() <= {"seconds", "nanos"}:
        whole, nanos = number(value.get("seconds", 0)), number(value.get("nanos", 0))
        found = None if whole is None or nanos is None else whole + nanos / 1e9
    if found is None:
        plain = number(value)
        found = None if plain is None else plain * scale
    return None if found is None or not 0 <= found < _LATEST else round(found, 3)


def _spelt_seconds(text: str) -> float | None:
    if clock := _CLOCK.fullmatch(text):
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + float(clock[3].replace(",", "."))
    if (period := _PERIOD.fullmatch(text)) and any(period.groups()):
        return int(period[1] or 0) * 3600 + int(period[2] or 0) * 60 + float(period[3] or 0)
    if (plain := _NUMBER.fullmatch(text)) and plain[2]:
        return float(plain[1]) * (0.001 if plain[2] == "ms" else 1)
    return None


def speaker(value: Any) -> str | None:
    """A speaker's name or label as a person would read it: bare numbers and letters become ``Speaker 0``, ``Speaker A``."""
    if isinstance(value, dict):
        value = first(value, "name", "displayName", "display_name", "speaker_label", "label", "id")
    whole = number(value)
    if whole is not None and whole.is_integer() and 0 <= whole < 1e6:
        return f"Speaker {int(whole)}"
    label = string(value)
    return f"Speaker {label}" if label and _LABEL.fullmatch(label) else label or None


def moment(value: Any) -> datetime | None:
    """An ISO date and time (aware where it states a zone), or an epoch in seconds or milliseconds (aware, UTC)."""
    if isinstance(value, str) and not _NUMBER.fullmatch(value.strip()):
        try:
            return datetime.fromisoformat(value.strip())
        except ValueError:
            return None
    since = number(value)
    if since is not None and since > _LATEST:
        since /= 1000
    return datetime.fromtimestamp(since, UTC) if since is not None and EARLIEST <= since < _LATEST else None


def email(value: Any) -> str | None:
    """The value where it is a mail address."""
    text = string(value)
    return text if text and _EMAIL.fullmatch(text) else None


def walk(tree: Any) -> Iterator[Any]:
    """Every object and list inside a value, outermost first, without recursion."""
    level = [tree]
    while level:
        yield from level
        inner = [child for each in level for child in (each.values() if isinstance(each, dict) else each)]
        level = [child for child in inner if isinstance(child, dict | list)]
