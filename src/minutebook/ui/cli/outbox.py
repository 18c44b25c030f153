"""``reply`` and ``invite``: drafts on demand."""

from collections.abc import Callable
from typing import Annotated, Literal

import msgspec
from cyclopts import Parameter

from minutebook.flow.outputs.invite import Method
from minutebook.run.drafts import Purpose
from minutebook.run.outbox import Made, draft_invite, draft_letter
from minutebook.run.prose import Prose
from minutebook.run.session import Session, open_session
from minutebook.run.speakers import find_source
from minutebook.run.triage import read_answers
from minutebook.ui.cli.options import BookYes, Json, VaultDir, Whose, engine_for, find_writer, here
from minutebook.ui.cli.output import note, print_json, say
from minutebook.ui.cli.report import tell_prose

SourceName = Annotated[str, Parameter(help="Its note, a file in Sources/, or its title.")]
_METHODS = {"hold": Method.PUBLISH, "request": Method.REQUEST, "cancel": Method.CANCEL}


def reply(
    source: SourceName,
    *,
    proposed: Annotated[
        bool, Parameter(negative=(), help="A recap lists tasks that nobody has accepted yet, too.")
    ] = False,
    engine: Whose = None,
    yes: BookYes = False,
    vault: VaultDir = None,
    json: Json = False,
) -> int:
    """Draft the reply to a mail, or, of a meeting, the recap for those who were there; it waits in the Outbox.

    With a model a reply is written in your voice from what the book knows, with gaps to fill where it does not.
    """
    place = here(vault)
    reader = engine_for(place.settings.engine, place)
    model, problem = find_writer(engine, place, yes=yes)

    def draft(session: Session) -> Made:
        made = draft_letter(session, find_source(session, source), reader, model, proposed=proposed)
        return msgspec.structs.replace(made, prose=Prose(problem=problem)) if problem else made

    with open_session(place) as session:
        return _report(session, json, lambda: draft(session))


def invite(
    source: SourceName,
    *,
    method: Annotated[
        Literal["hold", "request", "cancel"] | None,
        Parameter(name="--as", help="A hold for your own calendar, an invitation, or its cancellation; else as fits."),
    ] = None,
    vault: VaultDir = None,
    json: Json = False,
) -> int:
    """Draft the calendar entry of a time that a source names; it waits in the Outbox."""
    place = here(vault)
    engine = engine_for(place.settings.engine, place)
    wanted = _METHODS[method] if method else None
    with open_session(place) as session:
        return _report(session, json, lambda: draft_invite(session, find_source(session, source), engine, wanted))


def _report(session: Session, json: bool, draft: Callable[[], Made]) -> int:
    read_answers(session)
    made = draft()
    warnings = session.commit(f"minutebook: {made.purpose.lower()} for {made.source}")
    if json:
        print_json(made)
    else:
        for line in made.said:
            (say if made.draft else note)(line if made.draft else f"no {made.purpose.lower()}: {line}")
        if made.purpose is Purpose.REPLY and made.draft:
            tell_prose(made.prose, "written without a model", "nothing that it cites shows it")
        if made.unreached:
            note(f"no address is known of {', '.join(made.unreached)}; add it to the page (email:), or in the draft")
    for warning in warnings:
        note(warning)
    return 0 if made.draft else 1
