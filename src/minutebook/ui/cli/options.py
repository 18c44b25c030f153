"""Options that many commands share, and how a command finds its vault."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from minutebook.ui.cli.output import note
from minutebook.vault.vault import Vault, find_vault

if TYPE_CHECKING:
    from minutebook.flow.extract.engine import Engine

VaultDir = Annotated[
    Path | None,
    Parameter(name="--vault", help="The vault's folder; else the nearest parent that is one, else MINUTEBOOK_VAULT."),
]
Yes = Annotated[
    bool,
    Parameter(
        name="--yes",
        negative=(),
        help="Agree that sources are sent to the engine, where it is not on this machine; kept.",
    ),
]
Spend = Annotated[
    bool, Parameter(name="--spend", negative=(), help="Ask a model where no answer is kept, and keep what it says.")
]
Json = Annotated[bool, Parameter(name="--json", negative=(), help="Print JSON instead of text.")]


def here(given: Path | None) -> Vault:
    """The vault that this call means."""
    return find_vault(given, Path.cwd(), os.environ)


def engine_for(name: str, vault: Vault | None, *, yes: bool = False, spend: bool = True) -> "Engine":
    """The engine called ``name``; the person is asked once whether sources may leave the machine. Raises UserError."""
    from minutebook.run.consent import NotAgreed
    from minutebook.run.engines import Asking, choose_engine

    try:
        return choose_engine(name, vault, Asking(spend=spend, agreed=yes))
    except NotAgreed as unagreed:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise
        note(unagreed.asks)
        print("Send sources there from now on? [y/N] ", end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() not in {"y", "yes"}:
            raise
        return choose_engine(name, vault, Asking(spend=spend, agreed=True))
