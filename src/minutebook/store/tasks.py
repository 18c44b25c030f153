"""Questions about task lines, for the index."""

import sqlite3

import msgspec

from minutebook.model.book import BookTask

INSERT = f"INSERT INTO tasks VALUES ({','.join('?' * 15)})"  # noqa: S608 - holes only
_FIELDS = "handle id path line status text owner owed_to due priority recurrence done since passage".split()
_OPEN = "status NOT IN ('?', 'x', 'X', '-', 'R')"
OUR_NOTES = ("people", "customer", "partners", "projects", "rob", "journal", "travel")
"""The types of notes that are made of sources."""
_LISTED = f"""(tasks.id IS NOT NULL OR instr(tags, ' ' || :tag || ' ') OR instr(tags, ' ' || :tag || '/')
 OR (notes.id GLOB 'mb-*' AND notes.type IN {OUR_NOTES}))"""
"""The lines that are tasks: the machine's own, those with the tag by which the Tasks plugin knows them, and each box that a person put into a note of ours."""
_HOME = "(SELECT about FROM records WHERE type = 'line' AND key = other.id ORDER BY at DESC, path DESC, number DESC LIMIT 1)"
ONCE = f"""
(tasks.id IS NULL OR NOT EXISTS (
    SELECT 1 FROM tasks AS other WHERE other.handle = tasks.handle AND other.path != tasks.path
    AND (other.path IS NOT {_HOME}, length(other.path), other.path) < (tasks.path IS NOT {_HOME}, length(tasks.path), tasks.path)))
"""  # noqa: S608 - our own
"""One line of each task, where a copy of its note has it, too: that of the note that it was written into, else of the shortest path."""
_SELECT = f"""
SELECT handle, tasks.id, path, line, status, text, owner, owed_to, due, priority, recurrence, done, source_date, passage, people
FROM tasks JOIN notes USING (path) WHERE {_LISTED} AND {ONCE} AND (status = '?' OR {_OPEN} OR done >= :since)
ORDER BY source_date, path, line
"""  # noqa: S608 - our own
_CALLED = """
SELECT handle, tasks.id, path, line, status, text, owner, owed_to, due, priority, recurrence, done, source_date, passage, people
FROM tasks JOIN notes USING (path) WHERE handle = ? ORDER BY path, line
"""
_COUNT = f"""
SELECT sum(status = '?'), sum({_OPEN}), sum({_OPEN} AND due <= :today) FROM tasks JOIN notes USING (path) WHERE {_LISTED} AND {ONCE}
"""  # noqa: S608 - our own
_decode_names = msgspec.json.Decoder(tuple[str, ...]).decode


class TaskCounts(msgspec.Struct, frozen=True):
    """How many task lines stand in each state; ``due``: open ones whose date is that day or earlier."""

    proposed: int
    open: int
    due: int


def list_tasks(db: sqlite3.Connection, tag: str, ended_since: str | None) -> tuple[BookTask, ...]:
    """Every task that is proposed or open, and those done or cancelled from a day on, each with the last that was said of it."""
    news = {
        task: news
        for task, *news in db.execute("SELECT task, said, day, passage, path FROM news ORDER BY day, path, line")
    }
    return tuple(
        BookTask(
            **dict(zip(_FIELDS, row, strict=False)),
            people=_decode_names(row[-1]),
            **dict(zip(("news", "news_day", "news_passage", "news_path"), news.get(row[1], ()), strict=False)),
        )
        for row in db.execute(_SELECT, {"tag": tag, "since": ended_since})
    )


def tasks_called(db: sqlite3.Connection, handle: str) -> tuple[BookTask, ...]:
    """Every line of the task with this handle, whatever its box says, without its news."""
    return tuple(
        BookTask(**dict(zip(_FIELDS, row, strict=False)), people=_decode_names(row[-1]))
        for row in db.execute(_CALLED, (handle,))
    )


def count_tasks(db: sqlite3.Connection, today: str, tag: str) -> TaskCounts:
    row = db.execute(_COUNT, {"today": today, "tag": tag}).fetchone()
    return TaskCounts(*(value or 0 for value in row))
