"""The app: its routes, and what is said where something is wrong."""

from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from minutebook.errors import MinutebookError, VaultLocked
from minutebook.run.session import Clock, system_clock
from minutebook.ui.web import agenda, book, bulk, history, outbox, overview, reading, triage
from minutebook.ui.web.desk import Web
from minutebook.ui.web.guard import Form, Guard, posted
from minutebook.ui.web.history import own_path
from minutebook.ui.web.show import THEMES, back_to, page
from minutebook.vault.vault import Vault

_STATIC = {path.name: path for path in (Path(__file__).parent / "static").iterdir()}


def make_app(vault: Vault, token: str, port: int, clock: Clock = system_clock) -> Starlette:
    """The app of one vault, for those who have the token, at ``127.0.0.1:port``."""
    app = Starlette(
        routes=[
            Route("/", overview.overview),
            Route("/review", triage.review),
            Route("/bulk", bulk.bulk, methods=["GET"]),
            Route("/bulk", posted(bulk.decide), methods=["POST"]),
            Route("/review/undo", posted(triage.undo), methods=["POST"]),
            Route("/review/{id}", triage.review, methods=["GET"]),
            Route("/review/{id}", posted(triage.decide), methods=["POST"]),
            Route("/source/{id}", reading.source),
            Route("/source/{id}/audio", reading.audio),
            Route("/note/{key}", reading.note),
            Route("/to", reading.to),
            Route("/tasks", agenda.tasks),
            Route("/tasks/{handle}", posted(agenda.change), methods=["POST"]),
            Route("/entity/{id}", book.entity),
            Route("/search", book.search),
            Route("/ask", posted(book.ask), methods=["POST"]),
            Route("/drafts", outbox.drafts),
            Route("/drafts/{id}", outbox.draft, methods=["GET"]),
            Route("/drafts/{id}", posted(outbox.save), methods=["POST"]),
            Route("/drafts/{id}/file", outbox.file),
            Route("/runs", history.runs),
            Route("/runs/{id}", history.run),
            Route("/runs/{id}/undo", posted(history.undo), methods=["POST"]),
            Route("/theme", posted(_theme), methods=["POST"]),
            Route("/static/{name}", _static),
            Route("/favicon.ico", _icon),
            Route("/{kind:str}", book.entities),
        ],
        middleware=[Middleware(Guard, token=token, port=port)],
        exception_handlers={MinutebookError: _problem, HTTPException: _problem},
    )
    app.state.web = Web(vault.root, token, port, clock)
    return app


def _problem(request: Request, error: Any) -> Response:
    said = error.detail if isinstance(error, HTTPException) else str(error)
    status = error.status_code if isinstance(error, HTTPException) else 423 if isinstance(error, VaultLocked) else 409
    return page(request, "problem.html", status=status, title="That did not work", said=f"{said[:1].upper()}{said[1:]}")


def _static(request: Request) -> Response:
    path = _STATIC.get(request.path_params["name"])
    if path is None:
        raise HTTPException(404, "There is no such file.")
    return FileResponse(path, headers={"Cache-Control": "no-cache"})


def _icon(_: Request) -> Response:
    return FileResponse(_STATIC["icon.svg"])


def _theme(request: Request, form: Form) -> Response:
    """Light, dark, or as the system has it."""
    response = back_to(request, own_path(form.get("back", "/")))
    theme = form.get("theme", "")
    response.set_cookie(
        "minutebook-theme", theme if theme in THEMES else "auto", max_age=31_536_000, samesite="strict", path="/"
    )
    return response
