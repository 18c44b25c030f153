"""How commands print: text that cannot steer a terminal, notes on standard error, JSON."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from minutebook.text import patterns as re

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=1).decode() + "\n")


def say(text: str) -> None:
    """Text for the person, on standard output."""
    print(printable(text))


def note(message: str) -> None:
    """A line for the person, on standard error, so that standard output stays data."""
    print(printable(message), file=sys.stderr)


def printable(text: str) -> str:
    """Control characters and what no encoding has as escapes; line ends and tabs stay."""
    shown = _CONTROL.sub(lambda c: f"\\x{ord(c[0]):02x}", text)
    encoding = sys.stdout.encoding or "utf-8"
    return shown.encode(encoding, "backslashreplace").decode(encoding)


def is_piped() -> bool:
    """Whether standard output is no terminal: then nothing is coloured or wrapped."""
    return not sys.stdout.isatty()


def mark(text: str, finds: Iterable[tuple[int, int]]) -> "Text":
    """Text with the places lit where something was found."""
    from rich.text import Text

    lit = Text(text)
    for start, end in finds:
        lit.stylize("bold yellow", start, end)
    return lit


def make_console() -> "Console":
    """Standard output as a terminal of some width; its text is never read as markup."""
    from rich.console import Console

    return Console(highlight=False, emoji=False, markup=False)
