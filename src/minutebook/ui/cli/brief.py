"""``minutebook brief``: what to know before meeting someone."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec
from cyclopts import Parameter

from minutebook.errors import UserError
from minutebook.model.book import Report
from minutebook.model.source import Event
from minutebook.run.brief import brief_meeting, choose_meeting, make_brief
from minutebook.run.calendars import coming_meetings
from minutebook.run.consult import shield
from minutebook.run.naming import find_entity, with_houses
from minutebook.run.prose import Prose, tell_report
from minutebook.run.search import Library, open_library
from minutebook.run.session import system_clock
from minutebook.ui.cli.options import BookYes, Json, VaultDir, Whose, find_writer, here
from minutebook.ui.cli.output import note, print_json
from minutebook.ui.cli.report import print_report, tell_prose


def brief(
    *name: Annotated[
        str,
        Parameter(
            help="A person, project, account or forum (a first name or an alias will do), or the title of a meeting that the calendar has; with --next an .ics file or a folder of them."
        ),
    ],
    next_: Annotated[bool, Parameter(name="--next", negative=(), help="The next meeting of the calendar.")] = False,
    calendar: Annotated[
        Path | None, Parameter(help="An .ics file, or a folder of them; else the calendars that the vault knows.")
    ] = None,
    engine: Whose = None,
    yes: BookYes = False,
    vault: VaultDir = None,
    json: Json = False,
) -> int:
    """Say what to know before meeting someone: what to raise, what each owes, what was decided and left open; each with its source. With a model as prose that cites its lines."""
    name, calendar = _meant(name, next_, calendar)
    place = here(vault)
    now = system_clock()

    def gather(library: Library) -> Report:
        return _next(library, calendar, now) if next_ else _of(library, " ".join(name), calendar, now)

    with open_library(place) as library:
        report = gather(library)
        model, problem = find_writer(engine, place, yes=yes) if report.sections else (None, "")
        prose = Prose(problem=problem)
        if model:
            today = now.astimezone(place.settings.zone()).date()
            report, prose = tell_report(report, gather(shield(library)), library, model, today)
    if json:
        print_json({**msgspec.structs.asdict(report), "engine": model.name if model else "offline", "prose": prose})
        return 0
    print_report(report)
    tell_prose(prose, "told without a model", "no line that it cites shows it")
    if not (report.sections or report.told):
        again = "a note that was made before that page is filed by it once it is read again: minutebook ingest --again"
        note(f"The book has no meeting with {report.title} and nothing that either owes; {again}")
    return 0


def _meant(name: tuple[str, ...], next_: bool, calendar: Path | None) -> tuple[tuple[str, ...], Path | None]:
    """The name and the calendar that a call means: with ``--next``, what it names is a calendar."""
    if next_ and calendar is None and len(name) == 1 and (name[0].lower().endswith(".ics") or Path(name[0]).is_dir()):
        calendar = Path(name[0])
        name = ()
    if bool(name) == next_:
        raise UserError(
            "say whom you meet, as in: minutebook brief Chitra; or: minutebook brief --next [FILE.ics], the same as --next --calendar FILE.ics"
        )
    return name, calendar


def _next(library: Library, calendar: Path | None, now: datetime) -> Report:
    event = choose_meeting(library, coming_meetings(library.vault, now, calendar))
    if event is None:
        raise UserError("the calendar has no meeting within a year; export it again, or give another with --calendar")
    return brief_meeting(library, event, now.astimezone(library.vault.settings.zone()).date())


def _of(library: Library, name: str, calendar: Path | None, now: datetime) -> Report:
    """The brief of whatever is called so in the book; where nothing is, or a calendar is given, of the next meeting of that title."""
    today = now.astimezone(library.vault.settings.zone()).date()
    if calendar is not None:
        event = choose_meeting(library, coming_meetings(library.vault, now, calendar), name)
        if event is None:
            raise UserError(f"{calendar} has no meeting called {name!r} within a year")
        return brief_meeting(library, event, today)
    try:
        entity = find_entity(name, with_houses(library.store.entities(), library.hidden))
    except UserError:
        event = _find_titled(library, name, now)
        if event is None:
            raise
        return brief_meeting(library, event, today)
    return make_brief(library, entity, today)


def _find_titled(library: Library, title: str, now: datetime) -> Event | None:
    try:
        return choose_meeting(library, coming_meetings(library.vault, now), title)
    except UserError:  # no calendar, or none that can be read: that nobody is called so is what is said
        return None
