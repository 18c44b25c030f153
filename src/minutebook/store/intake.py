"""Taking the vault's files into the index: what changed is read anew, what is gone is forgotten."""

import sqlite3
from collections.abc import Iterable
from pathlib import PurePosixPath

import msgspec

from minutebook.model.record import LineRecord, SourceRecord
from minutebook.settings import Folders
from minutebook.store import tasks
from minutebook.store.reading import (
    RECORDS_FOLDER,
    REVIEW_PATH,
    read_mentioned,
    read_news,
    read_page,
    read_people,
    read_properties,
    read_records,
    read_tasks,
    record_key,
    record_marks,
)
from minutebook.text.filenames import fold_stem
from minutebook.text.names import fold
from minutebook.vault.vault import Entry, Folder


class Intake:
    """What writes the tables of one vault's index."""

    def __init__(self, connection: sqlite3.Connection, folders: Folders) -> None:
        self._db = connection
        self._folders = folders

    def refresh(self, folder: Folder) -> None:
        """Read anew every file whose size or time changed since last time; forget those that are gone."""
        known = {
            path: (size, mtime) for path, size, mtime in self._db.execute("SELECT path, size, mtime_ns FROM files")
        }
        is_new = not known
        self._db.execute("BEGIN")
        for entry in folder.entries():
            if not _is_text(entry.path):
                continue  # a name in no encoding: no link could lead to it
            was = known.pop(entry.path, None)
            if was is not None and was != (entry.size, entry.mtime_ns):
                self._forget([entry.path])
            if was != (entry.size, entry.mtime_ns):
                self._take(entry, folder)
        self._forget(known)
        if is_new:  # what was deleted or moved before there was an index is known from the records alone
            self._db.execute(
                "INSERT OR IGNORE INTO pending SELECT DISTINCT about FROM records"
                " WHERE type = 'line' AND about NOT IN (SELECT path FROM files)"
            )
        self._db.execute("COMMIT")

    def reread(self, paths: Iterable[str], folder: Folder) -> None:
        """Read these files anew: what a run has just changed."""
        self._db.execute("BEGIN")
        for path in paths:
            self._forget([path])
            entry = folder.entry(path)
            if entry:
                self._take(entry, folder)
        self._db.execute("COMMIT")

    def _take(self, entry: Entry, folder: Folder) -> None:
        is_note = entry.path.lower().endswith(".md")
        stem = fold_stem(PurePosixPath(entry.path).stem) if is_note else None
        self._db.execute("INSERT INTO files VALUES (?, ?, ?, ?)", (entry.path, entry.size, entry.mtime_ns, stem))
        if entry.path.startswith(RECORDS_FOLDER) and entry.path.endswith(".jsonl"):
            self._take_records(entry.path, folder.read(entry.path) or b"")
        elif is_note and not self._is_source(entry.path):
            self._take_note(entry.path, (folder.read(entry.path) or b"").decode("utf-8", "replace"))

    def _is_source(self, path: str) -> bool:
        """What lies there is no note: what was filed or dropped, and what the vault keeps of itself, templates among it."""
        return path.startswith((f"{self._folders.sources}/", f"{self._folders.inbox}/", RECORDS_FOLDER))

    def _take_records(self, path: str, data: bytes) -> None:
        for number, record in read_records(data):
            body = msgspec.json.encode(record)
            about = record.path if isinstance(record, LineRecord) else None
            row = (path, number, record.__struct_config__.tag, record_key(record), about, record.at, body)
            self._db.execute("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            if isinstance(record, SourceRecord):
                marks = [(mark, record.source_id, path) for mark in record_marks(record)]
                self._db.executemany("INSERT INTO marks VALUES (?, ?, ?)", marks)

    def _take_note(self, path: str, text: str) -> None:
        properties = read_properties(text)
        values = [properties.get(key) for key in ("id", "type", "title", "date")]
        strings = [v if isinstance(v, str) else None for v in values]
        named = tuple(read_people(properties))
        people = msgspec.json.encode(named)
        self._db.executemany("INSERT OR IGNORE INTO met VALUES (?, ?)", [(path, fold(name)) for name in named])
        mentioned = msgspec.json.encode(tuple(read_mentioned(properties)))
        self._db.execute("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?)", (path, *strings, people, mentioned))
        self._db.execute("INSERT OR IGNORE INTO pending VALUES (?)", (path,))
        page = read_page(path, properties, self._folders)
        if page:
            self._db.execute("INSERT INTO pages VALUES (?, ?, ?)", (path, page.type, msgspec.json.encode(page)))
        # the boxes of the review file are questions, no tasks
        for task in read_tasks(path, text, strings[3]) if path != REVIEW_PATH else ():
            self._db.execute(tasks.INSERT, (path, *msgspec.structs.astuple(task)))
        for line, task_id, said, passage in read_news(text):
            row = (path, line, task_id, said, strings[3], passage)
            self._db.execute("INSERT INTO news VALUES (?, ?, ?, ?, ?, ?)", row)

    def _forget(self, paths: Iterable[str]) -> None:
        gone = [(path,) for path in paths]
        for table in ("files", "notes", "pages", "tasks", "news", "records", "marks", "met"):
            self._db.executemany(f"DELETE FROM {table} WHERE path = ?", gone)  # noqa: S608 - our own table names
        notes = [(path,) for (path,) in gone if path.lower().endswith(".md") and not self._is_source(path)]
        self._db.executemany("INSERT OR IGNORE INTO pending VALUES (?)", notes)


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
