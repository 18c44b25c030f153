"""Options that many commands share, and how a command finds its vault."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from minutebook.errors import UserError
from minutebook.ui.cli.output import note
from minutebook.vault.vault import Vault, find_vault

if TYPE_CHECKING:
    from minutebook.flow.extract.engine import Engine
    from minutebook.flow.extract.llm import Model

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
Whose = Annotated[
    str | None, Parameter(name="--engine", help="Whose model writes, else that of the settings; offline: none.")
]
BookYes = Annotated[
    bool,
    Parameter(
        name="--yes",
        negative=(),
        help="Agree that passages of the book are sent to the model, where it is not on this machine; kept.",
    ),
]
Json = Annotated[bool, Parameter(name="--json", negative=(), help="Print JSON instead of text.")]


def here(given: Path | None) -> Vault:
    """The vault that this call means."""
    return find_vault(given, Path.cwd(), os.environ)


def here_if_any(given: Path | None) -> Vault | None:
    """The vault that this call means; None where none was named and it stands in none."""
    try:
        return here(given)
    except UserError:
        if given is not None:
            raise
        return None


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


def model_for(name: str, vault: Vault, *, yes: bool) -> "Model | None":
    """The model of the engine called ``name``; the person is asked once whether passages of the book may leave the machine. Raises UserError."""
    from minutebook.run.consent import NotAgreed
    from minutebook.run.engines import choose_model

    try:
        return choose_model(name, vault, agreed=yes)
    except NotAgreed as unagreed:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise
        note(unagreed.asks)
        print("Send passages there from now on? [y/N] ", end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() not in {"y", "yes"}:
            raise
        return choose_model(name, vault, agreed=True)


def find_writer(engine: str | None, vault: Vault, *, yes: bool) -> tuple["Model | None", str]:
    """The model that writes prose, and why there is none where the settings name one. Raises UserError for an ``engine`` that was asked for."""
    from minutebook.run.consent import NotAgreed

    name = engine or vault.settings.engine
    try:
        return model_for(name, vault, yes=yes), ""
    except NotAgreed:
        if engine:
            raise
        return None, f"nobody agreed yet that passages of the book go to {name}; --yes agrees"
    except UserError as error:
        if engine:
            raise
        return None, str(error)
