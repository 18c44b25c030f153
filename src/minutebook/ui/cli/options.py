"""Options that many commands share, and how a command finds its vault and prints."""

import os
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


def here(given: Path | None) -> Vault:
    """The vault that this call means."""
    return find_vault(given, Path.cwd(), os.environ)


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=1).decode() + "\n")


def note(message: str) -> None:
    """A line for the person, on standard error, so that standard output stays data."""
    print(message, file=sys.stderr)
