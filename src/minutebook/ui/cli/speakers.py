"""``speakers``: who spoke."""

from typing import Annotated

from cyclopts import Parameter

from minutebook.errors import UserError
from minutebook.run.known import note_path
from minutebook.run.session import open_session
from minutebook.run.speakers import find_source, list_speakers, name_speakers, tell_unlabelled
from minutebook.run.triage import read_answers
from minutebook.ui.cli.options import VaultDir, engine_for, here
from minutebook.ui.cli.output import note, say


def speakers(
    source: Annotated[str, Parameter(help="The note, or a file in Sources/, by path or name.")],
    *names: Annotated[
        str, Parameter(help='"LABEL=NAME", as in "Speaker 1=Odalys Brennick"; without any, the labels are listed.')
    ],
    vault: VaultDir = None,
) -> int:
    """Say who spoke in a source; remembered for the next recordings of that title."""
    place = here(vault)
    engine = engine_for(place.settings.engine, place)
    said = dict(map(_split, names))
    with open_session(place) as session:
        read_answers(session)
        record = find_source(session, source)
        before = note_path(record, session.store)
        done = name_speakers(session, record, said, engine) if said else ()
        labelled = tuple(list_speakers(session, record, engine))
        for label, name in labelled:
            say(f"{label} = {name or '?'}")
        if not labelled:
            note(f"No labels: {tell_unlabelled(record)}.")
        for filed in (f for one in done for f in one.filed if f.note != before):
            note(f"the note is now {filed.note}")
        warnings = session.commit(f"minutebook: who spoke in {record.title}")
    for line in (*(one.failure for one in done if one.failure), *warnings):
        note(line)
    return 1 if any(one.failure for one in done) else 0


def _split(word: str) -> tuple[str, str]:
    label, equals, name = word.partition("=")
    if not equals or not label.strip() or not name.strip():
        raise UserError(f'{word!r} says nothing; write "LABEL=NAME"')
    return label.strip(), name.strip()
