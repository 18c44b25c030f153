"""Tasks by day or by person, and what becomes of them."""

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from minutebook.errors import UserError
from minutebook.flow.outputs.agenda import Wanted, choose, group_by_day, group_by_person, is_mine, is_overdue
from minutebook.flow.outputs.brief import describe_due, describe_news
from minutebook.flow.review import Order
from minutebook.model.book import BookTask
from minutebook.model.queue import WaitKind
from minutebook.run.later import part
from minutebook.run.naming import find_owner, read_day
from minutebook.run.session import Session
from minutebook.run.tasks import change_tasks, today_of
from minutebook.text.names import fold
from minutebook.ui.web.desk import Notice, web_of
from minutebook.ui.web.guard import Form
from minutebook.ui.web.show import back_to, page

_SHOWN = 100
"""Tasks of a group that are shown; the rest is counted."""


def tasks(request: Request) -> Response:
    """What is open, by when it is due or by who owes it."""
    web = web_of(request)
    by = "person" if request.query_params.get("by") == "person" else "day"
    who = request.query_params.get("who", "")
    with web.reading() as (vault, store):
        me, today = vault.settings.owner(), web.today(vault)
        everything = store.tasks(vault.settings.task_tag)
        to_decide, _ = part(web.queue.items(vault, store))
    wanted = Wanted(mine=who == "mine", theirs=who == "theirs")
    chosen = [task for task in choose(everything, wanted, me, today) if task.is_open]
    return page(
        request,
        "tasks.html",
        title="Tasks",
        by=by,
        who=who if who in {"mine", "theirs"} else "",
        groups=group_by_person(chosen, me) if by == "person" else group_by_day(chosen, today),
        shown=_SHOWN,
        waiting=sum(item.kind is WaitKind.TASK for item in to_decide),
        today=today,
        is_mine=lambda task: is_mine(task, me),
        is_late=lambda task: is_overdue(task, today),
        due=lambda task: _due(task, today),
        news=lambda task: describe_news(task, today) if task.news else "",
        people=sorted({t.owner for t in chosen if t.owner and not is_mine(t, me)}),
    )


def _due(task: BookTask, today: date) -> str:
    try:
        return describe_due(task.due, today) if task.due else ""
    except ValueError:
        return task.due or ""


def change(request: Request, form: Form) -> Response:
    """Do with a task what its form says."""
    handle = request.path_params["handle"]
    back = "/tasks?" + "&".join(f"{key}={form[key]}" for key in ("by", "who") if form.get(key, "").isalpha())
    with web_of(request).deciding() as session:
        said = change_tasks(session, [handle], _order(form, session))
        session.commit(f"minutebook: {said[0]}"[:120])
        run = session.runs[-1].id if session.runs else None
    key = web_of(request).keep(Notice(f"{said[0][:1].upper()}{said[0][1:]}", run=run))
    return back_to(request, f"{back}{'' if back.endswith('?') else '&'}notice={key}")


def _order(form: Form, session: Session) -> Order:
    match form.get("act", ""):
        case "done" | "start" | "cancel" | "reopen" as act:
            return Order(act)
        case "postpone":
            words = form.get("day", "").strip()
            never = not words or fold(words) in {"never", "none"}
            return Order("postpone", day=None if never else read_day(words, today_of(session)))
        case "assign":
            name = form.get("owner", "").strip() or "nobody"
            return Order("assign", owner=find_owner(name, session.store.entities(), session.settings.owner()))
    raise UserError("the form does not say what is to be done with the task; open the page again")
