"""``minutebook brief``: what to know before meeting someone."""

from typing import Annotated

from cyclopts import Parameter

from minutebook.run.brief import make_brief
from minutebook.run.naming import find_entity
from minutebook.run.search import open_library
from minutebook.run.session import system_clock
from minutebook.ui.cli.options import Json, VaultDir, here
from minutebook.ui.cli.output import note, print_json
from minutebook.ui.cli.report import print_report


def brief(
    name: Annotated[str, Parameter(help="A person, project, account or forum; a first name or an alias will do.")],
    *more: Annotated[str, Parameter(help="The rest of the name.")],
    vault: VaultDir = None,
    json: Json = False,
) -> int:
    """Say what to know before meeting someone: what to raise, what each owes, what was decided and left open; each with its source."""
    place = here(vault)
    today = system_clock().astimezone(place.settings.zone()).date()
    with open_library(place) as library:
        report = make_brief(library, find_entity(" ".join((name, *more)), library.store.entities()), today)
    if json:
        print_json(report)
        return 0
    print_report(report)
    if not report.sections:
        note(f"The book has no meeting with {report.title} and nothing that either owes.")
    return 0
