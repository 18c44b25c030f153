"""Several things that are likely right on one page, and what becomes of each: accepted, unless it was put otherwise."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from minutebook.errors import UserError
from minutebook.model.queue import Decision, Shown, Waiting, WaitKind
from minutebook.run.choosing import Otherwise, is_theirs, otherwise
from minutebook.run.queue import PassageReader
from minutebook.run.settling import decide as settle
from minutebook.store import Store
from minutebook.ui.web.desk import Notice, web_of
from minutebook.ui.web.forms import FATES, read_decision
from minutebook.ui.web.guard import Form
from minutebook.ui.web.show import back_to, is_part
from minutebook.vault.vault import Vault

ALL = "all-"
"""What the address of several things begins with; the id of the first follows."""
_FATE = "fate-"


def address(screen: Sequence[Waiting]) -> str:
    """The end of the address at which a screen is shown."""
    return f"{ALL}{screen[0].id}" if len(screen) > 1 else screen[0].id


def shown_together(screen: Sequence[Waiting], vault: Vault, store: Store) -> dict[str, Any]:
    """What the page of several things shows: each with what was said and with how one digit accepts it otherwise."""
    reader = PassageReader(store, vault)
    lines: list[tuple[Shown, tuple[Otherwise, ...]]] = []
    for item in screen:
        shown = reader.show(item)
        lines.append((shown, otherwise(item, shown, store, vault) if item.kind is WaitKind.TASK else ()))
    titles = list(dict.fromkeys(item.title or "About the pages" for item in screen))
    return {"lines": lines, "titles": titles, "alone": screen[0].id, "title_of": _title_of(screen)}


def _title_of(screen: Sequence[Waiting]) -> str:
    if screen[0].kind is not WaitKind.TASK:
        return "About the pages, together"
    if not is_theirs(screen):
        return "Likely right, together"
    return "What others owe others, together" if screen[0].can_wait else "What others owe you, together"


def decide(request: Request, form: Form) -> Response:
    """Do what the form says of each line as one thing to take back; then the next screen, or for our own script what became of it."""
    web, key = web_of(request), request.path_params["id"]
    act, following = form.get("act", ""), form.get("next", "")
    if act == "skip":
        return back_to(request, f"/review/{following}".rstrip("/"))
    if act not in {"accept", "reject"}:
        raise UserError("the form does not say what was decided; open the page again")
    ids = [name.removeprefix(_FATE) for name in form if name.startswith(_FATE)]
    fates = {each: "reject" if act == "reject" else form.get(f"{_FATE}{each}", "") for each in ids}
    if not set(fates.values()) <= FATES:
        raise UserError("the form does not say what becomes of each line; open the page again")
    decisions = {
        each: Decision(act="reject") if act == "reject" else read_decision(fate, form, f"-{each}")
        for each, fate in fates.items()
        if fate != "skip"
    }
    if not decisions:
        return back_to(request, f"/review/{following}".rstrip("/"))
    vault = web.vault()
    with web.queue.deciding():
        (outcome,) = settle(vault, [(ids[0], decisions)])
        web.queue.forget()
    outcome = replace(outcome, id=key)
    if outcome.runs:
        web.outcomes.append(outcome)
    said = f"{outcome.said[:1].upper()}{outcome.said[1:]}"
    if is_part(request):
        return JSONResponse({"said": said, "failed": outcome.failed, "undoable": bool(outcome.runs)})
    notice = Notice(said, problem=outcome.failed, outcome=bool(outcome.runs))
    return back_to(request, f"/review/{key if outcome.failed else following}".rstrip("/"), notice)
