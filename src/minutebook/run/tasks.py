"""The book's tasks: listed, and changed in their notes by a person's word."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date

from msgspec.structs import replace

from minutebook.errors import UserError
from minutebook.flow.plan import make_plan
from minutebook.flow.review import Act, Order, carry_out
from minutebook.model.book import BookTask
from minutebook.model.change import Append, Change
from minutebook.model.plan import RunKind
from minutebook.model.record import Ask, AskState, EntityRecord, LineRecord, ProposalRecord
from minutebook.run.proposals import list_proposals
from minutebook.run.session import Desk
from minutebook.text.names import fold

_FEW = 8
_SAID: dict[Act, str] = {
    "done": "done",
    "start": "in progress",
    "cancel": "cancelled",
    "reopen": "open again",
    "postpone": "due",
    "assign": "given to",
}


def today_of(desk: Desk) -> date:
    """The day on which the command was given, where the user is."""
    return desk.now.astimezone(desk.settings.zone()).date()


def change_tasks(desk: Desk, names: Sequence[str], order: Order, beside: Iterable[Change] = ()) -> tuple[str, ...]:
    """Do with the named tasks what was told, as one run with the changes ``beside``; a sentence for each. Raises UserError before anything is changed."""
    tag = desk.settings.task_tag
    everything = desk.store.tasks(tag, ended_since="0000")
    tasks = list(dict.fromkeys(task for name in names for task in find_tasks(name, everything, order.act)))
    for task in tasks:
        if task.recurrence and order.act in {"done", "cancel"}:
            raise UserError(
                f"{task.text!r} repeats ({task.recurrence}); finish it in Obsidian, where the Tasks plugin writes the next one"
            )
    notes = {
        path: (desk.folder.read(path) or b"").decode("utf-8", "surrogateescape") for path in {t.path for t in tasks}
    }
    records = {t.id: r for t in tasks if t.id and (r := desk.store.record(LineRecord, t.id))}
    answered = tuple(beside) or tuple(_answered(desk, tasks, order))
    changes = (*carry_out(order, tasks, notes, records, today_of(desk)), *answered)
    said = [_describe(order, task) for task in tasks]
    title = said[0] if len(said) == 1 else f"{len(said)} tasks {_SAID[order.act]}"
    at = desk.now.astimezone(UTC).isoformat()
    plan = make_plan(RunKind.TASK, title, None, changes, desk.folder.read, at=at, log=said)
    desk.apply(plan)
    left = [line for line in plan.log if line not in said]
    return (*(said if not plan.empty else ["nothing to change: " + line for line in said]), *left)


def _answered(desk: Desk, tasks: Iterable[BookTask], order: Order) -> Iterator[Change]:
    """What is asked about news of tasks goes with those that are closed."""
    closed = {task.id for task in tasks} if order.act in {"done", "cancel"} else set()
    waiting = [ask for ask in desk.store.latest(ProposalRecord) if ask.ask is Ask.NEWS and ask.old in closed]
    asks = [replace(ask, state=AskState.ACCEPTED, at="") for ask in waiting if ask.state is AskState.PROPOSED]
    if asks:
        yield from map(Append, asks)
        yield from list_proposals(desk, {r.id: r for r in desk.store.latest(EntityRecord)}, asks=asks)


def find_tasks(name: str, tasks: Sequence[BookTask], act: Act) -> list[BookTask]:
    """The task that a name means: its id, a beginning of it, or words that no other unfinished task has.

    A line that stands in several notes with one id is meant in all of them. Raises UserError.
    """
    said = name.strip().removeprefix("^").removeprefix("mb-").lower()
    by_id = [task for task in tasks if said and task.handle.startswith(said)]
    waiting = [task for task in tasks if (task.is_open or task.is_proposed) is not (act == "reopen")]
    found = by_id or [task for task in waiting if all(word in fold(task.text).split() for word in fold(name).split())]
    if not found:
        found = [task for task in waiting if fold(name) and fold(name) in fold(task.text)]
    if not found:
        raise UserError(f"no task is called {name!r}; `minutebook tasks` lists them with their ids")
    if len({task.handle for task in found}) > 1:
        listed = "".join(f"\n  {task.handle}  {task.text}" for task in found[:_FEW])
        more = f"\n  … and {len(found) - _FEW} more" if len(found) > _FEW else ""
        raise UserError(f"{name!r} may be several tasks; say which:{listed}{more}")
    return found


def _describe(order: Order, task: BookTask) -> str:
    words = f"{_SAID[order.act]}"
    match order.act:
        case "postpone":
            words = f"due {order.day:%a} {order.day:%Y-%m-%d}" if order.day else "without a day"
        case "assign":
            words = f"given to {'you' if order.owner == 'Myself' else order.owner}" if order.owner else "nobody's"
    return f"{words}: {task.text}"
