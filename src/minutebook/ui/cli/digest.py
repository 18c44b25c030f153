"""``minutebook digest``: the last day or week on one page."""

from typing import Annotated

from cyclopts import Parameter

from minutebook.run.digest import keep_digest, make_digest
from minutebook.run.search import open_library
from minutebook.run.session import open_session, system_clock
from minutebook.run.tasks import today_of
from minutebook.ui.cli import output
from minutebook.ui.cli.options import Json, VaultDir, here
from minutebook.ui.cli.report import as_markdown, print_report


def digest(
    *,
    week: Annotated[bool, Parameter(negative=(), help="The last seven days instead of the last one.")] = False,
    note: Annotated[
        bool, Parameter(negative=(), help="Also write it as a note into the journal, as a run that can be undone.")
    ] = False,
    vault: VaultDir = None,
    json: Json = False,
) -> int:
    """Say what came in, what was promised, what is overdue and coming, what is new on the pages and what waits for review."""
    place = here(vault)
    with open_library(place) as library:
        report = make_digest(library, 7 if week else 1, system_clock())
    if json:
        output.print_json(report)
    else:
        print_report(report)
        if not report.sections:
            output.note("Nothing happened, and nothing waits.")
    if note:
        with open_session(place) as session:
            path = keep_digest(session, report, as_markdown(report), today_of(session))
            warnings = session.commit(f"minutebook: {report.title.lower()}")
        output.note(f"written: {path}")
        for warning in warnings:
            output.note(warning)
    return 0
