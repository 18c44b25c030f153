"""The glossary: what abbreviations stand for in this vault. Kept as lines in Minutebook/, used by linking, prompts and search."""

from datetime import UTC

from msgspec.structs import replace

from minutebook.errors import UserError
from minutebook.flow.plan import make_plan
from minutebook.model.change import Append
from minutebook.model.plan import RunKind
from minutebook.model.record import TermRecord
from minutebook.run.session import Desk
from minutebook.store import Store
from minutebook.text.names import fold


def list_terms(store: Store) -> tuple[TermRecord, ...]:
    """What people said, by abbreviation."""
    standing = (record for record in store.latest(TermRecord) if not record.withdrawn)
    return tuple(sorted(standing, key=lambda record: (fold(record.short), record.long)))


def add_term(desk: Desk, short: str, long: str) -> str:
    """Say what an abbreviation stands for; a sentence that says so. Raises UserError."""
    short, long = (" ".join(text.split()) for text in (short, long))
    if not short or not long or " " in short:
        raise UserError(
            'an abbreviation is one word, and stands for some: minutebook glossary add HAP "Harbour Access Plan"'
        )
    if any(r.short == short and fold(r.long) == fold(long) for r in list_terms(desk.store)):
        raise UserError(f"the glossary says so already: {short} = {long}")
    said = f"{short} stands for {long}"
    _record(desk, said, [TermRecord(short=short, long=long)])
    return said


def remove_term(desk: Desk, short: str) -> str:
    """Take an abbreviation out of the glossary, whatever it stood for; a sentence that says so. Raises UserError."""
    found = [r for r in list_terms(desk.store) if fold(r.short) == fold(short)]
    if not found:
        raise UserError(f"the glossary has no {short!r}; see: minutebook glossary")
    said = f"{found[0].short} stands for nothing any more"
    _record(desk, said, [replace(r, withdrawn=True, at="") for r in found])
    return said


def _record(desk: Desk, said: str, records: list[TermRecord]) -> None:
    at = desk.now.astimezone(UTC).isoformat()
    desk.apply(make_plan(RunKind.ENTITY, said, None, map(Append, records), desk.folder.read, at=at, log=[said]))
