"""Many things decided at once: all of a source, of a person, or above a sureness; each can be left out."""

from starlette.requests import Request
from starlette.responses import Response

from minutebook.errors import UserError
from minutebook.model.queue import WaitKind
from minutebook.run.choosing import choose
from minutebook.run.settling import decide_all
from minutebook.ui.web.desk import Notice, web_of
from minutebook.ui.web.guard import Form
from minutebook.ui.web.show import back_to, page

_MOST = 200
"""Things that one page lists."""
_ASKED = frozenset({WaitKind.WHO})
"""What has several answers cannot be accepted with others."""
_CHOSEN = "id-"


def bulk(request: Request) -> Response:
    """What fits, each with a box; tasks are ticked, what makes pages or changes them is not."""
    web = web_of(request)
    asked = {key: request.query_params.get(key, "").strip() for key in ("of", "source", "person", "above")}
    problem = ""
    with web.reading() as (vault, store):
        items = [item for item in web.queue.items(vault, store) if item.kind not in _ASKED]
        try:
            found = choose(
                [item for item in items if not asked["of"] or item.source_id == asked["of"]],
                store,
                vault.settings,
                source=asked["source"],
                person=asked["person"] or None,
                above=_share(asked["above"]),
            )
        except UserError as error:
            problem, found = str(error), []
        return page(
            request,
            "bulk.html",
            title="Decide many",
            asked=asked,
            problem=problem,
            found=found[:_MOST],
            left=max(0, len(found) - _MOST),
            one=found[0].title if asked["of"] and found else "",
            today=web.today(vault),
        )


def _share(text: str) -> float | None:
    """A sureness as it was typed: ``90``, ``90 %``, ``.9``."""
    if not text:
        return None
    try:
        value = float(text.rstrip(" %").replace(",", "."))
    except ValueError as error:
        raise UserError(f"{text!r} is no sureness; write 90 for ninety per cent") from error
    return value / 100 if value > 1 or "%" in text else value


def decide(request: Request, form: Form) -> Response:
    """Accept or reject all that is ticked, as one thing to undo."""
    web = web_of(request)
    act = form.get("act")
    if act not in {"accept", "reject"}:
        raise UserError("the form does not say what was decided; open the page again")
    keys = [key.removeprefix(_CHOSEN) for key in form if key.startswith(_CHOSEN)]
    try:
        outcome = decide_all(web.vault(), keys, "accept" if act == "accept" else "reject")
    finally:
        web.queue.forget()
    if outcome.runs:
        web.outcomes.append(outcome)
    said = f"{outcome.said[:1].upper()}{outcome.said[1:]}"
    return back_to(request, "/", Notice(said, problem=outcome.failed, outcome=bool(outcome.runs)))
