"""Taking the vault's files into the index: what changed is read anew, what is gone is forgotten."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

import msgspec

from minutebook.model.record import LineKind, LineRecord, SourceRecord
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
        """Read anew every file whose size or time changed since last time; forget those that are gone.

        What changed is looked up once more when the index is held: another process may have taken it in meanwhile.
        """
        known = self._known()
        if known and known == {e.path: (e.size, e.mtime_ns) for e in folder.entries() if _is_text(e.path)}:
            return
        with self._writing():
            self._take_changes(folder)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the index from the first look to the last word; what fails leaves it as it was."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _known(self) -> dict[str, tuple[int, int]]:
        rows = self._db.execute("SELECT path, size, mtime_ns FROM files")
        return {path: (size, mtime) for path, size, mtime in rows}

    def _take_changes(self, folder: Folder) -> None:
        known = self._known()
        is_new = not known
        arrived: list[str] = []
        for entry in folder.entries():
            if not _is_text(entry.path):
                continue  # a name in no encoding: no link could lead to it
            was = known.pop(entry.path, None)
            if was is not None and was != (entry.size, entry.mtime_ns):
                self._forget([entry.path])
            if was != (entry.size, entry.mtime_ns):
                self._take(entry, folder)
            if was is None:
                arrived.append(entry.path)
        self._miss(known)
        self._forget(known)
        if is_new:
            self._miss_recorded()
        self._find_moved(arrived)
        if is_new:  # what was deleted or moved before there was an index is known from the records alone
            self._db.execute(
                "INSERT OR IGNORE INTO pending SELECT DISTINCT about FROM records"
                " WHERE type = 'line' AND about NOT IN (SELECT path FROM files)"
            )

    def _miss(self, paths: Iterable[str]) -> None:
        """Remember of which ids these notes were that are not there any more."""
        self._db.executemany(
            "INSERT OR REPLACE INTO gone SELECT id, path FROM notes WHERE path = ? AND id IS NOT NULL",
            [(path,) for path in paths],
        )

    def _miss_recorded(self) -> None:
        """The same for a new index: what the records alone know."""
        rows = self._db.execute(
            "SELECT key, about, body FROM records WHERE type = 'line' AND key IN (SELECT id FROM notes) ORDER BY at, path, number"
        )
        last = {key: (about, body) for key, about, body in rows}
        for key, (about, body) in last.items():
            if msgspec.json.decode(body, type=LineRecord).kind is LineKind.NOTE:
                self._db.execute(
                    "INSERT INTO gone SELECT ?1, ?2 WHERE ?2 NOT IN (SELECT path FROM files)", (key, about)
                )

    def _find_moved(self, arrived: Iterable[str]) -> None:
        """Note which of the paths that came hold what was at another: the one note of an id that was missed, never a copy."""
        if self._db.execute("SELECT 1 FROM gone LIMIT 1").fetchone() is None:
            return
        for path in arrived:
            found = self._db.execute(
                "SELECT gone.id, gone.path FROM gone JOIN notes USING (id) WHERE notes.path = ?", (path,)
            ).fetchone()
            if found is None:
                continue
            note_id, was = found
            (copies,) = self._db.execute("SELECT count(*) FROM notes WHERE id = ?", (note_id,)).fetchone()
            self._db.execute("DELETE FROM gone WHERE id = ?", (note_id,))
            if copies == 1 and was != path:
                self._db.execute("UPDATE moved SET path = ? WHERE path = ?", (path, was))
                self._db.execute("INSERT OR REPLACE INTO moved VALUES (?, ?)", (was, path))
                self._db.execute("INSERT OR IGNORE INTO pending VALUES (?)", (was,))

    def reread(self, paths: Iterable[str], folder: Folder) -> None:
        """Read these files anew: what a run has just changed."""
        with self._writing():
            for path in paths:
                self._forget([path])
                entry = folder.entry(path)
                if entry:
                    self._take(entry, folder)

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
        page = read_page(path, properties, self._folders, text)
        if page:
            self._db.execute("INSERT INTO pages VALUES (?, ?, ?)", (path, page.type, msgspec.json.encode(page)))
        # the boxes of the review file are questions, no tasks
        every = (strings[0] or "").startswith("mb-") and strings[1] in tasks.OUR_NOTES
        for task in read_tasks(path, text, strings[3], every=every) if path != REVIEW_PATH else ():
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
