"""``minutebook enrich``: what all sources together say of somebody."""

from typing import Annotated

from cyclopts import Parameter

from minutebook.run.enriching import enrich_page
from minutebook.run.session import open_session
from minutebook.run.triage import read_answers
from minutebook.ui.cli.options import VaultDir, here
from minutebook.ui.cli.output import note, say

Name = Annotated[str, Parameter(help="Somebody or something that has a page, by its name.")]


def enrich(name: Name, *, vault: VaultDir = None) -> int:
    """Ask in Review.md what all sources together say of a page's entity: role, organisation, projects, meetings, topics."""
    with open_session(here(vault)) as session:
        read_answers(session)
        found = enrich_page(session, name)
        warnings = session.commit(f"minutebook: enrich {name}"[:120])
    for ask in found:
        say(f"- {ask.said} ^{ask.id}")
    say(
        "Tick them in Review.md, or: minutebook review"
        if found
        else "The sources say nothing that was not asked already."
    )
    for warning in warnings:
        note(warning)
    return 0
