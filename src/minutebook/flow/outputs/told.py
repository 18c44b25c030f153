"""What a source tells of earlier tasks, in few words, and as questions of the review file."""

from collections.abc import Collection, Iterator, Mapping

from minutebook.flow.outputs.links import wikilink
from minutebook.model.entity import OpenTask
from minutebook.model.extraction import Update, UpdateStatus
from minutebook.model.record import Ask, AskState, ProposalRecord
from minutebook.text.escape import escape_title
from minutebook.text.ids import stable_id


def told_id(task_id: str, day: str, told: str) -> str:
    """The id of what was told of a task on a day."""
    return stable_id("news", task_id, day, told)


def describe_update(update: Update) -> str:
    """``Done``, ``Moved to 2026-03-20``."""
    match update.status:
        case UpdateStatus.DONE:
            return "Done"
        case UpdateStatus.SLIPPED:
            return f"Moved to {update.new_due.isoformat()}" if update.new_due else "Moved"
        case UpdateStatus.CANCELLED:
            return "Cancelled"
        case UpdateStatus.REASSIGNED:
            return f"Reassigned to {escape_title(update.new_owner)}" if update.new_owner else "Reassigned"
        case UpdateStatus.IN_PROGRESS:
            return "In progress"


def news_asks(
    updates: Collection[Update],
    tasks: Mapping[str, OpenTask],
    source_id: str,
    day: str,
    note: str,
    before: Mapping[str, ProposalRecord],
    shared: Collection[str] = (),
) -> Iterator[ProposalRecord]:
    """Whether each task became what is told of it, less what was asked before. ``tasks``: by id; ``before``: every earlier question by its id."""
    for update in updates:
        task, told = tasks.get(update.task_id or ""), describe_update(update)
        if task is None or task.id is None or told in {"Moved", "Reassigned"}:
            continue
        key = told_id(task.id, day, told)
        if key in before and before[key].state is not AskState.WITHDRAWN:
            continue
        words = f"{told}: {escape_title(task.text)}"
        yield ProposalRecord(
            id=key,
            ask=Ask.NEWS,
            state=AskState.PROPOSED,
            entity_id="",
            said=f"{words} – said in {wikilink(note, shared=shared)}",
            source_id=source_id,
            old=task.id,
            value=words,
        )
