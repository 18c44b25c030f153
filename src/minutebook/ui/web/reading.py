"""The pages that only show: a source with its recording, a note, what is called by a link."""

from pathlib import PurePosixPath

from msgspec.structs import replace
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from minutebook.flow.review.passage import read_passages
from minutebook.model.queue import Heard
from minutebook.run import known
from minutebook.ui.web.desk import web_of
from minutebook.ui.web.markdown import as_html
from minutebook.ui.web.places import AUDIO, find_audio, find_note, find_source, follow, note_key, place_of, read
from minutebook.ui.web.show import page
from minutebook.vault.properties import read_properties

_SHOWN = ("date", "type", "participants", "mentioned", "email", "organisation", "role", "aliases", "last_contact")


def source(request: Request) -> Response:
    """A source as it was said or written, the passage asked for lit."""
    web = web_of(request)
    with web.reading() as (vault, store):
        record = find_source(store, request.path_params["id"])
        note = known.note_path(record, store)
        at = request.query_params.get("at", "")
        return page(
            request,
            "source.html",
            title=record.title,
            record=record,
            today=web.today(vault),
            note=f"/note/{note_key(note)}" if note else None,
            heard=[_lit(heard, at) for heard in read_passages(read(vault, record.rendering))],
            waits=[item for item in web.queue.items(vault, store) if item.source_id == record.source_id],
            audio=f"/source/{record.source_id}/audio" if find_audio(record, vault) else None,
        )


def _lit(heard: Heard, at: str) -> Heard:
    return replace(heard, lit=f"u{heard.block}" == at)


def audio(request: Request) -> Response:
    """The recording of a source; a part of it where the browser asks for one."""
    with web_of(request).reading() as (vault, store):
        path = find_audio(find_source(store, request.path_params["id"]), vault)
        if path is None:
            raise HTTPException(404, "There is no recording beside this source.")
        return FileResponse(vault.root / path, media_type=AUDIO[PurePosixPath(path).suffix.lower()])


def note(request: Request) -> Response:
    """Any note as it stands."""
    web = web_of(request)
    with web.reading() as (vault, store):
        path = find_note(store, request.path_params["key"])
        better = place_of(path, store)
        if not better.startswith("/note/"):
            return RedirectResponse(better, 303)
        text = read(vault, path)
        properties = read_properties(text)
        title = properties.get("title")
        return page(
            request,
            "note.html",
            title=title if isinstance(title, str) and title else PurePosixPath(path).stem,
            path=path,
            shown=[(key, _listed(properties[key])) for key in _SHOWN if properties.get(key)],
            body=as_html(text),
        )


def to(request: Request) -> Response:
    """Where a wikilink leads."""
    with web_of(request).reading() as (_, store):
        return RedirectResponse(follow(request.query_params.get("link", ""), store), 303)


def _listed(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value
