"""``minutebook serve``: the book in the browser."""

import webbrowser
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from minutebook.ui.cli.options import VaultDir, here
from minutebook.ui.cli.output import note, say


def serve(
    *,
    port: Annotated[int, Parameter(help="On which port; 0: any that is free.", validator=Number(gte=0, lte=65535))] = 0,
    open: Annotated[bool, Parameter(negative=(), help="Open it in the browser at once.")] = False,  # noqa: A002 - the option's name
    vault: VaultDir = None,
) -> int:
    """Review, tasks, people, drafts, runs and search in the browser, on this machine only, until Ctrl-C."""
    return serve_page("/", port=port, opened=open, vault=vault)


def serve_page(page: str, *, port: int, opened: bool, vault: Path | None) -> int:
    """Serve the vault and print the address of a page."""
    from minutebook.ui.web.serving import listen
    from minutebook.ui.web.serving import serve as run

    place = here(vault)

    def tell(address: str) -> None:
        say(address)
        note("Only this machine can open it, and only with this address; Ctrl-C ends it.")
        if opened:
            webbrowser.open(address)

    run(place, listen(port), page, tell)
    return 0
