"""``accept`` and ``reject``: decisions as a command."""

from typing import Annotated

from cyclopts import Parameter

from minutebook.flow.review import Verdict
from minutebook.run.joining import absorb_proposed
from minutebook.run.session import open_session
from minutebook.run.triage import decide_items, read_answers
from minutebook.ui.cli.options import VaultDir, here
from minutebook.ui.cli.output import note, say

Items = Annotated[
    str,
    Parameter(
        help="Ids of proposed tasks (mb-…), notes (all that is proposed in them), or names that Review.md lists."
    ),
]


def accept(
    item: Items,
    *items: Items,
    into: Annotated[
        str | None, Parameter(help="Of one proposed name: whose other name it is, instead of a page of its own.")
    ] = None,
    vault: VaultDir = None,
) -> int:
    """Accept proposed tasks, or give proposed names their pages."""
    if into is not None:
        return _absorb((item, *items), into, vault)
    return _decide((item, *items), "accept", vault)


def reject(item: Items, *items: Items, vault: VaultDir = None) -> int:
    """Reject proposed tasks, or say that names are never to be asked about again."""
    return _decide((item, *items), "reject", vault)


def _absorb(items: tuple[str, ...], into: str, vault: VaultDir) -> int:
    with open_session(here(vault)) as session:
        read_answers(session)
        runs = [absorb_proposed(session, item, into) for item in items]
        warnings = session.commit(f"minutebook: {', '.join(items)} into {into}"[:120])
    for run in runs:
        say(run.title if run else "nothing to change")
    for warning in warnings:
        note(warning)
    return 0


def _decide(items: tuple[str, ...], verdict: Verdict, vault: VaultDir) -> int:
    with open_session(here(vault)) as session:
        read_answers(session)
        said = decide_items(session, items, verdict)
        warnings = session.commit(f"minutebook: {verdict} {', '.join(items)}"[:120])
    for line in said:
        say(line)
    for warning in warnings:
        note(warning)
    return 0
