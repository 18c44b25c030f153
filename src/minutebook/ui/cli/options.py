"""Options that many commands share, and how a command finds its vault and prints."""

import os
import re
import sys
from pathlib import Path
from typing import Annotated, Any

import msgspec
from cyclopts import Parameter

from minutebook.vault.vault import Vault, find_vault

VaultDir = Annotated[
    Path | None,
    Parameter(name="--vault", help="The vault's folder; else the nearest parent that is one, else MINUTEBOOK_VAULT."),
]
Json = Annotated[bool, Parameter(name="--json", negative=(), help="Print JSON instead of text.")]


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def here(given: Path | None) -> Vault:
    """The vault that this call means."""
    return find_vault(given, Path.cwd(), os.environ)


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=1).decode() + "\n")


def say(text: str) -> None:
    """Text for the person, on standard output; what came out of a source cannot steer the terminal."""
    print(printable(text))


def note(message: str) -> None:
    """A line for the person, on standard error, so that standard output stays data."""
    print(printable(message), file=sys.stderr)


def printable(text: str) -> str:
    """Control characters and what no encoding has as escapes; line ends and tabs stay."""
    shown = _CONTROL.sub(lambda c: f"\\x{ord(c[0]):02x}", text)
    return shown.encode(sys.stdout.encoding or "utf-8", "backslashreplace").decode(sys.stdout.encoding or "utf-8")
