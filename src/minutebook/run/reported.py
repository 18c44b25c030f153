"""What later sources said of accepted tasks: whether it waits for a person, and what their answer changes."""

from collections.abc import Mapping
from datetime import UTC, date
from typing import Literal

from minutebook.errors import UserError
from minutebook.flow.plan import make_plan
from minutebook.flow.review import Act, Order
from minutebook.model.book import BookTask
from minutebook.model.change import Append
from minutebook.model.plan import RunKind
from minutebook.model.record import Ask, AskState, ProposalRecord
from minutebook.run.session import Desk
from minutebook.run.tasks import change_tasks
from minutebook.store import Store
from minutebook.text.ids import stable_id
from minutebook.text.names import fold

_ACTS: Mapping[str, Act] = {"Done": "done", "Cancelled": "cancel", "In progress": "start"}


def news_id(task: BookTask) -> str:
    """The id of what the last source said of a task: another thing said is another question."""
    return stable_id("news", task.id or task.handle, task.news_day or "", task.news or "")


def answers_news(task: BookTask) -> bool:
    """Whether the task's line already says what was last said of it."""
    news = task.news or ""
    if news.startswith("Moved"):
        moved = news.removeprefix("Moved").removeprefix(" to ")
        return not moved or task.due == moved
    if news.startswith("Reassigned"):
        name = news.removeprefix("Reassigned").removeprefix(" to ")
        return not name or fold(task.owner or "") == fold(name)
    return not news or (news == "In progress" and task.status == "/")


def waits(task: BookTask, asked: Mapping[str, ProposalRecord]) -> bool:
    """Whether what was said of a task is to be answered; ``asked``: the answers that were given, by id."""
    if not (task.is_open and task.id and task.news) or answers_news(task):
        return False
    answer = asked.get(news_id(task))
    return answer is None or answer.state is AskState.WITHDRAWN


def open_news(store: Store, tag: str) -> dict[str, BookTask]:
    """The tasks of which something was said that waits for an answer, by its id."""
    asked = {record.id: record for record in store.latest(ProposalRecord)}
    return {news_id(task): task for task in store.tasks(tag) if waits(task, asked)}


def answer_news(desk: Desk, task: BookTask, act: Literal["accept", "reject", "done"]) -> str:
    """Yes: the task's line says what was told, or that it is done. No: it stays as it is, and is not asked about again. Raises UserError."""
    told = f"{task.news}: {task.text}"
    if act == "reject":
        record = ProposalRecord(
            id=news_id(task), ask=Ask.NEWS, state=AskState.REJECTED, entity_id="", said=told, old=task.id or ""
        )
        said = f"not so: {told}"
        at = desk.now.astimezone(UTC).isoformat()
        desk.apply(make_plan(RunKind.REJECT, said[:120], None, [Append(record)], desk.folder.read, at=at, log=[said]))
        return said
    order = Order("done") if act == "done" else _order(task.news or "")
    if order.act in {"done", "cancel"} and task.recurrence:
        raise UserError(f"{task.text!r} repeats; finish it in Obsidian, where the Tasks plugin writes the next one")
    return "; ".join(change_tasks(desk, [task.id or task.handle], order))


def _order(news: str) -> Order:
    if news in _ACTS:
        return Order(_ACTS[news])
    moved = news.removeprefix("Moved to ")
    if moved != news:
        return Order("postpone", day=date.fromisoformat(moved))
    return Order("assign", owner=news.removeprefix("Reassigned to "))
