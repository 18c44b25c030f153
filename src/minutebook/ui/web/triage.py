"""One thing that waits with what it rests on, and what becomes of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, get_args

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from minutebook.errors import UserError
from minutebook.model.entity import Entity, EntityType
from minutebook.model.queue import Outcome, Waiting, WaitKind
from minutebook.run.choosing import Screens, find_alike, otherwise
from minutebook.run.later import say_later
from minutebook.run.queue import PassageReader
from minutebook.run.settling import decide as settle
from minutebook.run.settling import owners, take_back
from minutebook.store import Store
from minutebook.ui.web import together
from minutebook.ui.web.desk import Notice, Web, web_of
from minutebook.ui.web.forms import read_decision
from minutebook.ui.web.guard import Form
from minutebook.ui.web.places import find_audio, find_source
from minutebook.ui.web.show import back_to, is_part, page
from minutebook.ui.web.together import ALL, address, shown_together
from minutebook.ui.web.waiting import group
from minutebook.vault.vault import Vault

Act = Literal["accept", "reject", "edit", "done", "merge", "skip"]
_BEFORE, _AFTER, _MOST = 14, 18, 60
"""Blocks of the source around what is lit."""
_NEAR = 3
"""The same where there are several passages, so that all are in sight."""
_CANDIDATES = 3


class Candidate(msgspec.Struct, frozen=True):
    """Somebody known who a new name may mean."""

    entity: Entity
    notes: int
    last: str | None


def review(request: Request) -> Response:
    """What was asked for, else the first: a thing, or several together; where it does not wait any more, what does."""
    web = web_of(request)
    wanted = request.path_params.get("id")
    with web.reading() as (vault, store):
        every = web.queue.screens(vault, store)
        key = (wanted or "").removeprefix(ALL)
        look = next((each for each in every if (key in {i.id for i in each} if wanted else not each[0].can_wait)), None)
        if look is None:
            return _done(request, every, web.today(vault))
        looks = [each for each in every if each[0].can_wait == look[0].can_wait]
        at = looks.index(look)
        alone = len(look) == 1 or (wanted is not None and not wanted.startswith(ALL))
        here = next((n for n, item in enumerate(look) if item.id == key), 0)
        before, after = (look[:here], look[here + 1 :]) if alone else ((), ())
        place: dict[str, Any] = {
            "left": sum(map(len, looks[at:])) - len(before),
            "next": after[0].id if after else address(looks[at + 1]) if at + 1 < len(looks) else "end",
            "previous": before[-1].id if before else address(looks[at - 1]) if at else None,
            "today": web.today(vault),
        }
        if not alone:
            return page(request, "together.html", title="Review", **place, **shown_together(look, vault, store))
        items = web.queue.items(vault, store)
        typed = request.query_params.get("same")
        return page(request, "review.html", title="Review", **place, **_shown(look[here], items, typed, vault, store))


def _done(request: Request, every: Screens, today: date) -> Response:
    """What is left: of today, then what can wait."""
    now, later = ([look for look in every if look[0].can_wait is each] for each in (False, True))
    return page(
        request,
        "done.html",
        title="Review",
        left=sum(map(len, now)),
        first=address(now[0]) if now else None,
        later=say_later((item for look in later for item in look), today),
        first_later=address(later[0]) if later else None,
    )


def _shown(item: Waiting, items: Sequence[Waiting], typed: str | None, vault: Vault, store: Store) -> dict[str, Any]:
    """All that the page of one item shows; ``typed``: words of what it may be the same as, None where that is not asked."""
    source = find_source(store, item.source_id) if item.source_id else None
    reader = PassageReader(store, vault)
    shown = reader.show(item)
    wide = (_BEFORE, _AFTER) if len(shown.passages) == 1 else (_NEAR, _NEAR)
    (same,) = group([i for i in items if (i.date, i.source_id or i.title) == (item.date, item.source_id or item.title)])
    return {
        "item": item,
        "passages": [reader.widen(passage, *wide, _MOST) for passage in shown.passages],
        "same": same,
        "source": source,
        "otherwise": otherwise(item, shown, store, vault) if item.kind is WaitKind.TASK and typed is None else (),
        "audio": f"/source/{source.source_id}/audio" if source and find_audio(source, vault) else None,
        "candidates": _candidates(item, store, vault) if item.kind is WaitKind.NAME else [],
        "alike": None if typed is None else find_alike(store, vault.settings, item, typed),
        "typed": typed or "",
        "owners": sorted({o.name for o in owners(store) if o.type is EntityType.PERSON}, key=str.casefold)
        if item.kind is WaitKind.TASK
        else [],
    }


def _candidates(item: Waiting, store: Store, vault: Vault) -> list[Candidate]:
    """Those with a page whom a new name may mean, the likeliest first."""
    pages = {entity.name: entity for entity in store.pages()}
    alike = [pages[choice.id] for choice in find_alike(store, vault.settings, item) if choice.id in pages]
    return [Candidate(e, *store.met_count((e.name, *e.aliases))) for e in alike[:_CANDIDATES]]


def decide(request: Request, form: Form) -> Response:
    """Do what the form says of one item; then the next one, or for our own script what became of it."""
    web, key = web_of(request), request.path_params["id"]
    if key.startswith(ALL):
        return together.decide(request, form)
    following = form.get("next", "")
    act = form.get("act") or ("accept" if form.get("into") or form.get("owner") or form.get("due") else "")
    if act not in get_args(Act):
        raise UserError("the form does not say what was decided; open the page again")
    if act == "skip":
        return back_to(request, f"/review/{following}" if following else "/review")
    vault = web.vault()
    with web.queue.deciding():
        (outcome,) = settle(vault, [(key, read_decision(act, form))])
        _note(web, vault, form.get("kind", ""), act, outcome)
    said = f"{outcome.said[:1].upper()}{outcome.said[1:]}"
    if is_part(request):
        return JSONResponse({"said": said, "failed": outcome.failed, "undoable": bool(outcome.runs)})
    stays = outcome.failed or act == "edit"
    notice = Notice(said, problem=outcome.failed, outcome=bool(outcome.runs))
    return back_to(request, f"/review/{key if stays else following}".rstrip("/"), notice)


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
