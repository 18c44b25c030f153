"""The recap of a meeting for those who were there: its decisions, who does what by when, what is open, as its note says them now."""

from collections.abc import Iterator, Sequence
from datetime import date

from minutebook.flow.outputs.compose import MYSELF
from minutebook.flow.outputs.letter import Letter
from minutebook.flow.outputs.note import ACTIONS, DECISIONS, QUESTIONS
from minutebook.flow.outputs.reply import find_sender
from minutebook.model.entity import Me
from minutebook.model.source import Header
from minutebook.vault.note import Note, find_section, read_note
from minutebook.vault.tasks import IN_PROGRESS, OPEN, PROPOSED, TaskLine, parse_task

_MARKS = ("- ", "* ", "+ ")


def compose_recap(
    text: str, title: str, day: date, me: Me, people: Sequence[Header], *, proposed: bool = False
) -> Letter | str:
    """The recap of the note with this text to these people, or the sentence why there is none.

    Tasks are those that are accepted and open; with ``proposed`` also those that nobody has accepted yet.
    """
    note = read_note(text)
    tasks = list(_list_tasks(note, {OPEN, IN_PROGRESS, *([PROPOSED] if proposed else [])}))
    decisions, questions = list(_list_items(note, DECISIONS)), list(_list_items(note, QUESTIONS))
    if not tasks and not decisions and not questions:
        waits = any(_list_tasks(note, {PROPOSED}))
        hint = "; its tasks are only proposed: accept some, or add --proposed" if waits else ""
        return f"the note of {title} holds no decision, open task or open question{hint}"
    parts = [f"{title}, {day.isoformat()}"]
    parts += _part("Decisions", decisions)
    parts += _part("Who does what", [_describe(task, me) for task in tasks])
    parts += _part("Open questions", questions)
    parts += [me.name] if me.name else []
    return Letter(
        to=tuple(people),
        subject=f"Recap: {title}, {day.isoformat()}",
        body="\n\n".join(parts) + "\n",
        sender=find_sender((), me),
    )


def _part(heading: str, lines: Sequence[str]) -> list[str]:
    return [f"{heading}:", "\n".join(f"- {line}" for line in lines)] if lines else []


def _list_tasks(note: Note, states: set[str]) -> Iterator[TaskLine]:
    for line in _lines(note, ACTIONS):
        task = parse_task(line)
        if task and task.status in states and task.text:
            yield task


def _list_items(note: Note, title: str) -> Iterator[str]:
    """The words of a section's items, without the links to their passages."""
    for line in _lines(note, title):
        if line.startswith(_MARKS):
            words = TaskLine(description=line[2:].strip()).text
            if words:
                yield words


def _lines(note: Note, title: str) -> Iterator[str]:
    section = find_section(note, title)
    for line in note.lines[section.start : section.end] if section else ():
        if line.plain:
            yield line.text


def _describe(task: TaskLine, me: Me) -> str:
    """``Pelle Strandmark: Order the seal (by 2026-03-13)``."""
    owner = me.name if task.owner == MYSELF else task.owner
    due = f" (by {task.due.isoformat()})" if task.due else ""
    return f"{owner}: {task.text}{due}" if owner else f"{task.text}{due}"
