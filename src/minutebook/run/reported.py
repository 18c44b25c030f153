"""What later sources said of accepted tasks: whether it waits for a person's answer."""

from collections.abc import Mapping

from minutebook.flow.outputs.told import told_id
from minutebook.model.book import BookTask
from minutebook.model.record import AskState, ProposalRecord
from minutebook.store import Store
from minutebook.text.names import fold


def news_id(task: BookTask) -> str:
    """The id of what the last source said of a task: another thing said is another question."""
    return told_id(task.id or task.handle, task.news_day or "", task.news or "")


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
    """Whether what was said of a task is to be answered; ``asked``: what is recorded of such questions, by id."""
    if not (task.is_open and task.id and task.news) or answers_news(task):
        return False
    answer = asked.get(news_id(task))
    return answer is None or answer.state in {AskState.WITHDRAWN, AskState.PROPOSED}


def open_news(store: Store, tag: str) -> dict[str, BookTask]:
    """The tasks of which something was said that waits for an answer, by its id."""
    asked = {record.id: record for record in store.latest(ProposalRecord)}
    return {news_id(task): task for task in store.tasks(tag) if waits(task, asked)}
