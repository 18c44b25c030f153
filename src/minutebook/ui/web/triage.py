"""One thing that waits with what it rests on, and what becomes of it."""

from collections.abc import Sequence
from typing import Any, Literal, get_args

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from minutebook.errors import UserError
from minutebook.model.entity import Entity, EntityType
from minutebook.model.queue import Decision, Outcome, Waiting, WaitKind
from minutebook.run.choosing import find_alike, otherwise
from minutebook.run.queue import PassageReader
from minutebook.run.settling import decide as settle
from minutebook.run.settling import owners, take_back
from minutebook.store import Store
from minutebook.ui.web.desk import Notice, Web, web_of
from minutebook.ui.web.guard import Form
from minutebook.ui.web.places import find_audio, find_source
from minutebook.ui.web.show import back_to, is_part, page
from minutebook.ui.web.waiting import group
from minutebook.vault.vault import Vault

Act = Literal["accept", "reject", "edit", "done", "merge", "skip"]
_BEFORE, _AFTER, _MOST = 14, 18, 60
"""Blocks of the source around what is lit."""
_CANDIDATES = 3


class Candidate(msgspec.Struct, frozen=True):
    """Somebody known who a new name may mean."""

    entity: Entity
    notes: int
    last: str | None


def review(request: Request) -> Response:
    """The item asked for, else the first; where it does not wait any more, the first that does."""
    web = web_of(request)
    wanted = request.path_params.get("id")
    with web.reading() as (vault, store):
        items = web.queue.items(vault, store)
        at = next((n for n, item in enumerate(items) if item.id == wanted), None if wanted else 0)
        if not items or at is None:
            return page(request, "done.html", title="Review", left=len(items), first=items[0].id if items else None)
        typed = request.query_params.get("same")
        return page(request, "review.html", title="Review", **_shown(items, at, typed, web, vault, store))


def _shown(
    items: Sequence[Waiting], at: int, typed: str | None, web: Web, vault: Vault, store: Store
) -> dict[str, Any]:
    """All that the page of one item shows; ``typed``: words of what it may be the same as, None where that is not asked."""
    item = items[at]
    source = find_source(store, item.source_id) if item.source_id else None
    reader = PassageReader(store, vault)
    shown = reader.show(item)
    (same,) = group([i for i in items if (i.date, i.source_id or i.title) == (item.date, item.source_id or item.title)])
    return {
        "item": item,
        "passages": [reader.widen(passage, _BEFORE, _AFTER, _MOST) for passage in shown.passages],
        "left": len(items) - at,
        "next": items[at + 1].id if at + 1 < len(items) else "end",
        "previous": items[at - 1].id if at else None,
        "same": same,
        "source": source,
        "otherwise": otherwise(item, shown, store, vault) if item.kind is WaitKind.TASK else (),
        "audio": f"/source/{source.source_id}/audio" if source and find_audio(source, vault) else None,
        "candidates": _candidates(item, store, vault) if item.kind is WaitKind.NAME else [],
        "alike": None if typed is None else find_alike(store, vault.settings, item, typed),
        "typed": typed or "",
        "owners": sorted({o.name for o in owners(store) if o.type is EntityType.PERSON}, key=str.casefold)
        if item.kind is WaitKind.TASK
        else [],
        "today": web.today(vault),
    }


def _candidates(item: Waiting, store: Store, vault: Vault) -> list[Candidate]:
    """Those with a page whom a new name may mean, the likeliest first."""
    pages = {entity.name: entity for entity in store.pages()}
    alike = [pages[choice.id] for choice in find_alike(store, vault.settings, item) if choice.id in pages]
    return [Candidate(e, *store.met_count((e.name, *e.aliases))) for e in alike[:_CANDIDATES]]


def decide(request: Request, form: Form) -> Response:
    """Do what the form says of one item; then the next one, or for our own script what became of it."""
    web, key = web_of(request), request.path_params["id"]
    following = form.get("next", "")
    act = form.get("act") or ("accept" if form.get("into") or form.get("owner") or form.get("due") else "")
    if act not in get_args(Act):
        raise UserError("the form does not say what was decided; open the page again")
    if act == "skip":
        return back_to(request, f"/review/{following}" if following else "/review")
    vault = web.vault()
    with web.queue.deciding():
        (outcome,) = settle(vault, [(key, _decision(act, form))])
        _note(web, vault, form.get("kind", ""), act, outcome)
    said = f"{outcome.said[:1].upper()}{outcome.said[1:]}"
    if is_part(request):
        return JSONResponse({"said": said, "failed": outcome.failed, "undoable": bool(outcome.runs)})
    stays = outcome.failed or act == "edit"
    notice = Notice(said, problem=outcome.failed, outcome=bool(outcome.runs))
    return back_to(request, f"/review/{key if stays else following}".rstrip("/"), notice)


def _decision(act: str, form: Form) -> Decision:
    def given(name: str) -> str | None:
        """A field that was filled in otherwise than it stood."""
        value = form.get(name)
        return value.strip() if value is not None and value.strip() != form.get(f"{name}-was", "").strip() else None

    return msgspec.convert(
        {
            "act": act,
            "words": given("words"),
            "owner": _or(given("owner"), "nobody"),
            "due": _or(given("due"), "never"),
            "priority": given("priority"),
            "into": form.get("into") or None,
        },
        Decision,
    )


def _or(value: str | None, empty: str) -> str | None:
    """An emptied field means that there is none."""
    return empty if value == "" else value


def _note(web: Web, vault: Vault, kind: str, act: str, outcome: Outcome) -> None:
    """Remember what can be taken back, and what waits no more."""
    if outcome.runs:
        web.outcomes.append(outcome)
    if kind == WaitKind.TASK and act in {"accept", "reject", "done"} and not outcome.failed:
        web.queue.drop(vault, [outcome.id])
    else:
        web.queue.forget()


def undo(request: Request, _: Form) -> Response:
    """Take back the last decision that was made here, and show its item again."""
    web = web_of(request)
    if not web.outcomes:
        raise UserError("nothing was decided here that could be taken back; the runs list all that was done")
    outcome = web.outcomes.pop()
    try:
        said = take_back(web.vault(), outcome)
    finally:
        web.queue.forget()
    if is_part(request):
        return JSONResponse({"said": said, "id": outcome.id})
    return back_to(request, f"/review/{outcome.id}", Notice(f"{said[:1].upper()}{said[1:]}"))
