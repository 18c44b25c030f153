"""Options that many commands share, and how a command finds its vault."""

import os
from pathlib import Path
from typing import Annotated

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
