"""The drafts that wait in the Outbox: read, edited, taken along as files."""

from collections.abc import Iterator
from pathlib import PurePosixPath

import msgspec
from icalendar import Calendar
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from minutebook.flow.outputs.draft import CALENDAR, LETTER
from minutebook.model.record import DraftRecord, SourceRecord
from minutebook.run.drafted import where_now
from minutebook.run.redrafting import is_rewritten, read_letter, rewrite_letter
from minutebook.store import Store
from minutebook.ui.web.desk import Notice, web_of
from minutebook.ui.web.guard import Form
from minutebook.ui.web.places import read
from minutebook.ui.web.show import back_to, page
from minutebook.vault.vault import Vault


class Shown(msgspec.Struct, frozen=True):
    """A draft in the list."""

    record: DraftRecord
    title: str
    kind: str
    date: str
    whom: str
    edited: bool
    moved: str
    """The folder into which its user moved it; empty where it is in the Outbox."""


def drafts(request: Request) -> Response:
    """What waits to be sent, by the day of its source, newest first; then what its user moved elsewhere."""
    web = web_of(request)
    with web.reading() as (vault, store):
        found = [shown for record in store.latest(DraftRecord) if (shown := _shown(record, store, vault))]
        found.sort(key=lambda shown: (not shown.moved, shown.date), reverse=True)
        return page(request, "drafts.html", title="Drafts", drafts=found, today=web.today(vault))


def _shown(written: DraftRecord, store: Store, vault: Vault) -> Shown | None:
    record = where_now(written, store, vault, vault.settings.folders, everywhere=False)
    path = _main_file(record)
    if path is None:
        return None
    folder = "" if path in written.paths else str(PurePosixPath(path).parent)
    source = store.record(SourceRecord, record.source_id)
    letter = read_letter(record, vault)
    title = letter.subject if letter else PurePosixPath(path).stem
    whom = ", ".join(person.name or person.email or "" for person in letter.to) if letter else ""
    edited = is_rewritten(record, vault)
    kind, day = "letter" if letter else "calendar", source.date if source else ""
    return Shown(record, title, kind, day, whom, edited, folder)


def _main_file(record: DraftRecord) -> str | None:
    return next((path for path in record.paths if path.endswith((LETTER, CALENDAR))), None)


def _find(store: Store, vault: Vault, key: str) -> tuple[DraftRecord, str]:
    """A draft, wherever in the vault its user put it, and its file to send. Raises HTTPException where it is gone."""
    written = store.record(DraftRecord, key)
    record = where_now(written, store, vault, vault.settings.folders) if written else None
    path = _main_file(record) if record else None
    if record is None or path is None:
        raise HTTPException(404, "This draft is gone from the vault.")
    return record, path


def draft(request: Request) -> Response:
    """One draft: a letter to edit, or what a calendar file says."""
    web = web_of(request)
    with web.reading() as (vault, store):
        record, path = _find(store, vault, request.path_params["id"])
        letter = read_letter(record, vault)
        source = store.record(SourceRecord, record.source_id)
        beside = next((p for p in record.paths if p.endswith(".md")), None)
        return page(
            request,
            "draft.html",
            title=letter.subject if letter else PurePosixPath(path).stem,
            record=record,
            path=path,
            letter=letter,
            entries=list(_entries(vault.read(path) or b"")) if path.endswith(CALENDAR) else [],
            source=source,
            passages=_passages(read(vault, beside)),
            today=web.today(vault),
        )


def _passages(text: str) -> list[str]:
    """What a reply answers, as its page cites it."""
    _, _, cited = text.partition("\n## Passages\n")
    return [line.removeprefix("- ") for line in cited.split("\n") if line.startswith("- ")]


def _entries(data: bytes) -> Iterator[list[tuple[str, str]]]:
    """What each entry of a calendar file says, by label."""
    try:
        calendar = Calendar.from_ical(data)
    except ValueError:
        return
    for event in calendar.walk("VEVENT"):
        people = event.get("ATTENDEE", [])
        listed = people if isinstance(people, list) else [people]
        said = {
            "What": str(event.get("SUMMARY", "")),
            "From": _moment(event.get("DTSTART")),
            "To": _moment(event.get("DTEND")),
            "Where": str(event.get("LOCATION", "")),
            "Who": ", ".join(str(each).removeprefix("mailto:") for each in listed),
            "About": str(event.get("DESCRIPTION", "")),
        }
        yield [(label, words) for label, words in said.items() if words]


def _moment(value: object) -> str:
    moment = getattr(value, "dt", None)
    return (
        "" if moment is None else f"{moment:%a %d %b %Y, %H:%M}" if hasattr(moment, "hour") else f"{moment:%a %d %b %Y}"
    )


def save(request: Request, form: Form) -> Response:
    """A letter as the person rewrote it."""
    key = request.path_params["id"]
    with web_of(request).deciding() as session:
        record, _ = _find(session.store, session.vault, key)
        run = rewrite_letter(session, record, form.get("subject", ""), form.get("body", ""))
        session.commit(f"minutebook: draft rewritten: {form.get('subject', '')}"[:120])
    said = "Saved; the draft is yours from now on." if run else "It says so already; nothing was changed."
    return back_to(request, f"/drafts/{key}", Notice(said, run=run.id if run else None))


def file(request: Request) -> Response:
    """The draft's file, to open in a mail or calendar program."""
    with web_of(request).reading() as (vault, store):
        _, path = _find(store, vault, request.path_params["id"])
        data = vault.read(path) or b""
    end = PurePosixPath(path).suffix
    media = "message/rfc822" if end == LETTER else "text/calendar"
    return Response(data, media_type=media, headers={"Content-Disposition": f'attachment; filename="draft{end}"'})
