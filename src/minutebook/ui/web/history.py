"""What was done, what each run changed, and taking it back."""

from datetime import datetime, tzinfo
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response

from minutebook.flow.write import Writer
from minutebook.run.undoing import undo_run
from minutebook.ui.web.desk import Notice, web_of
from minutebook.ui.web.guard import Form
from minutebook.ui.web.show import back_to, page

_PAGE = 50
_MOST_LINES = 4000
"""Lines of a diff that are shown."""


def runs(request: Request) -> Response:
    """The runs, newest first, by day."""
    web = web_of(request)
    first = max(0, int(request.query_params.get("from", "0") or 0)) if _is_number(request) else 0
    found = Writer(web.root).runs(first + _PAGE + 1)[first:]
    vault = web.vault()
    zone = vault.settings.zone()
    timed = [(run, _local(run.at, zone)) for run in found[:_PAGE]]
    return page(
        request,
        "runs.html",
        title="Runs",
        today=web.today(vault),
        days=[(day, list(each)) for day, each in groupby(timed, lambda pair: pair[1].date().isoformat())],
        more=first + _PAGE if len(found) > _PAGE else None,
    )


def _is_number(request: Request) -> bool:
    return request.query_params.get("from", "0").isdecimal()


def _local(at: str, zone: tzinfo | None) -> datetime:
    return datetime.fromisoformat(at).astimezone(zone)


def run(request: Request) -> Response:
    """One run: what it said, and its diff."""
    web = web_of(request)
    writer = Writer(web.root)
    found = writer.find_run(request.path_params["id"])
    lines = writer.show(found).split("\n")
    vault = web.vault()
    return page(
        request,
        "run.html",
        title=found.title,
        run=found,
        at=_local(found.at, vault.settings.zone()),
        today=web.today(vault),
        files=_by_file(lines[:_MOST_LINES]),
        left=max(0, len(lines) - _MOST_LINES),
    )


def _by_file(lines: list[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """(file, its lines with their kind) of a diff."""
    files: list[tuple[str, list[tuple[str, str]]]] = []
    for line in lines:
        if line.startswith("diff --git "):
            files.append((line.rpartition(" b/")[2], []))
        elif files and line and not line.startswith(("--- ", "+++ ")):
            kind = {"+": "added", "-": "removed", "@": "place", " ": "same"}.get(line[0], "said")
            files[-1][1].append((kind, line))
    return files


def undo(request: Request, form: Form) -> Response:
    """Take back exactly one run."""
    with web_of(request).deciding() as session:
        found = session.writer.find_run(request.path_params["id"])
        done = undo_run(session, found)
        session.commit(f"minutebook: undo {found.title}")
    said = Notice(f"Undone: {found.title}", run=done.id if done else None)
    return back_to(request, own_path(form.get("back", "/runs")), said)


def own_path(path: str) -> str:
    """A page of this app to go back to."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and "\n" not in path else "/"
