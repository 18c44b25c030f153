"""The index: what the vault holds, asked quickly. In the user's cache folder; rebuilt whenever missing, old or damaged."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TypeVar

import msgspec

from minutebook.model.book import BookNote, BookTask
from minutebook.model.entity import Confirmed, Entity, EntityState, OpenTask, Registry, SpeakerLabel, Term
from minutebook.model.record import (
    AliasRecord,
    AnyRecord,
    ApartRecord,
    DraftRecord,
    EntityRecord,
    LineRecord,
    ProposalRecord,
    SourceRecord,
    SpeakerRecord,
    TermRecord,
    VerdictRecord,
)
from minutebook.settings import Folders
from minutebook.store import tasks
from minutebook.store.intake import Intake
from minutebook.store.reading import (
    REVIEW_PATH,
    abbreviate,
    record_key,
    subject_mark,
    words_mark,
)
from minutebook.store.schema import connect
from minutebook.store.shelf import is_damaged
from minutebook.store.tasks import TaskCounts
from minutebook.text import patterns as re
from minutebook.text.filenames import fold_stem
from minutebook.text.names import fold
from minutebook.vault.vault import Entry, Folder

_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_decode_names = msgspec.json.Decoder(tuple[str, ...]).decode
R = TypeVar(
    "R",
    SourceRecord,
    EntityRecord,
    LineRecord,
    SpeakerRecord,
    ApartRecord,
    AliasRecord,
    TermRecord,
    ProposalRecord,
    DraftRecord,
    VerdictRecord,
)


class Store:
    """The index of one vault."""

    def __init__(self, connection: sqlite3.Connection, folders: Folders) -> None:
        self._db = connection
        self._folders = folders
        self._intake = Intake(connection, folders)

    @classmethod
    def open(cls, path: Path, folders: Folders, folder: Folder, *, trusted: bool = False) -> "Store":
        """The index at ``path``, true to ``folder``; made anew where it is missing, of another version or damaged.

        ``trusted``: it was found true a moment ago, and is not compared with the folder's files again.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                return cls._opened(path, folders, folder, trusted=trusted)
            except sqlite3.DatabaseError as error:
                if is_damaged(error):
                    path.unlink(missing_ok=True)
                return cls._opened(path, folders, folder)
        except (OSError, sqlite3.DatabaseError):
            return cls._opened(
                ":memory:", folders, folder
            )  # a cache folder that cannot be written costs time, nothing else

    @classmethod
    def _opened(cls, path: Path | str, folders: Folders, folder: Folder, *, trusted: bool = False) -> "Store":
        store = cls(connect(path), folders)
        try:
            if not trusted or store._db.execute("SELECT 1 FROM files LIMIT 1").fetchone() is None:
                store.refresh(folder)
        except sqlite3.DatabaseError:
            store.close()
            raise
        return store

    def copy(self) -> "Store":
        """The same index in memory: what a dry run changes."""
        copied = sqlite3.connect(":memory:", isolation_level=None)
        self._db.backup(copied)
        return Store(copied, self._folders)

    def close(self) -> None:
        self._db.close()

    # -- keeping it true -----------------------------------------------------------------------------------------

    def refresh(self, folder: Folder) -> None:
        """Read anew every file whose size or time changed since last time; forget those that are gone."""
        self._intake.refresh(folder)

    def reread(self, paths: Iterable[str], folder: Folder) -> None:
        """Read these files anew: what a run has just changed."""
        self._intake.reread(paths, folder)

    # -- asking --------------------------------------------------------------------------------------------------

    def stems(self) -> frozenset[str]:
        """The folded stems of every note outside the Inbox: what a new note's name must not equal."""
        inbox = f"{self._folders.inbox}/"
        rows = self._db.execute("SELECT path, stem FROM files WHERE stem IS NOT NULL")
        return frozenset(stem for path, stem in rows if not path.startswith(inbox))

    def shared_stems(self) -> frozenset[str]:
        """The folded stems that more than one note has: a link to one of those carries the path."""
        rows = self._db.execute("SELECT stem FROM files WHERE stem IS NOT NULL GROUP BY stem HAVING count(*) > 1")
        return frozenset(stem for (stem,) in rows)

    def documents(self) -> tuple[Entry, ...]:
        """Every note and every source's rendering: all Markdown outside the Inbox, but the review file."""
        inbox = f"{self._folders.inbox}/"
        rows = self._db.execute("SELECT path, size, mtime_ns FROM files WHERE stem IS NOT NULL ORDER BY path")
        return tuple(Entry(*row) for row in rows if not row[0].startswith(inbox) and row[0] != REVIEW_PATH)

    def has(self, path: str) -> bool:
        return self._db.execute("SELECT 1 FROM files WHERE path = ? COLLATE NOCASE", (path,)).fetchone() is not None

    def pages(self) -> tuple[Entity, ...]:
        """The entities that have a page, by path."""
        rows = self._db.execute("SELECT entity FROM pages ORDER BY path")
        return tuple(msgspec.json.decode(body, type=Entity) for (body,) in rows)

    def entities(self) -> tuple[Entity, ...]:
        """Pages first, then what is proposed or was refused (without a page of the same kind and name)."""
        pages = self.pages()
        named = {(page.type, name.casefold()) for page in pages for name in (page.name, *page.aliases)}
        ids = {page.id for page in pages}
        others = (
            Entity(
                id=r.id,
                type=r.entity,
                name=r.name,
                aliases=r.aliases,
                emails=r.emails,
                organisation=r.organisation,
                role=r.role,
                state=EntityState(r.state),
                partner=r.partner,
            )
            for r in self.latest(EntityRecord)
            if r.state in {EntityState.PROPOSED, EntityState.NEVER}
            and r.id not in ids
            and (r.entity, r.name.casefold()) not in named
        )
        return abbreviate((*pages, *others), self.terms())

    def terms(self) -> tuple[Term, ...]:
        """The glossary: what people said that abbreviations stand for."""
        return tuple(Term(r.short, r.long) for r in self.latest(TermRecord) if not r.withdrawn)

    def speakers(self) -> tuple[SpeakerLabel, ...]:
        return tuple(
            SpeakerLabel(r.label, r.name, r.source_id, r.title) for r in self.latest(SpeakerRecord) if not r.withdrawn
        )

    def apart(self) -> tuple[ApartRecord, ...]:
        """The pairs that are never the same."""
        return tuple(record for record in self.latest(ApartRecord) if not record.withdrawn)

    def registry(self) -> Registry:
        """What people said of names, and how often people met."""
        said = (r for r in self.latest(AliasRecord) if not r.withdrawn)
        return Registry(
            tuple(Confirmed(r.name, r.entity, r.entity_id, r.context) for r in said),
            frozenset(frozenset(r.ids) for r in self.apart()),
            self.met_together,
        )

    def met_count(self, names: Iterable[str]) -> tuple[int, str | None]:
        """How many notes concern somebody of these names, and the date of the newest."""
        wanted = tuple(dict.fromkeys(map(fold, names)))
        holes = ",".join("?" * len(wanted))
        count, last = self._db.execute(
            f"SELECT count(DISTINCT path), max(date) FROM met JOIN notes USING (path) WHERE who IN ({holes})",  # noqa: S608 - holes only
            wanted,
        ).fetchone()
        return count, last

    def met_together(self, name: str, others: Iterable[str]) -> int:
        """How many notes concern both somebody of this name and one of the others."""
        wanted = tuple(dict.fromkeys(map(fold, others)))
        holes = ",".join("?" * len(wanted))
        (count,) = self._db.execute(
            f"SELECT count(DISTINCT path) FROM met WHERE who = ? AND path IN (SELECT path FROM met WHERE who IN ({holes}))",  # noqa: S608 - holes only
            (fold(name), *wanted),
        ).fetchone()
        return int(count)

    def latest(self, kind: type[R]) -> Iterator[R]:
        """The last record of each key of one type, by key."""
        tag = kind.__struct_config__.tag
        rows = self._db.execute("SELECT key, body FROM records WHERE type = ? ORDER BY key, at, path, number", (tag,))
        last: tuple[str, bytes] | None = None
        for row in rows:
            if last and row[0] != last[0]:
                yield msgspec.json.decode(last[1], type=kind)
            last = row
        if last:
            yield msgspec.json.decode(last[1], type=kind)

    def record(self, kind: type[R], key: str) -> R | None:
        """The last record of one key."""
        tag = kind.__struct_config__.tag
        row = self._db.execute(
            "SELECT body FROM records WHERE type = ? AND key = ? ORDER BY at DESC, path DESC, number DESC LIMIT 1",
            (tag, key),
        ).fetchone()
        return msgspec.json.decode(row[0], type=kind) if row else None

    def is_latest(self, record: AnyRecord) -> bool:
        """Whether nothing else was recorded of the same key later; the same once more, as an undo leaves it, is nothing else."""
        return [msgspec.structs.replace(last, at=record.at) for last in self._bodies(record)[:1]] == [record]

    def record_before(self, record: AnyRecord) -> AnyRecord | None:
        """What was last recorded of the same key before this record."""
        found = self._bodies(record)
        at = found.index(record) if record in found else len(found)
        return found[at + 1] if at + 1 < len(found) else None

    def _bodies(self, record: AnyRecord) -> list[AnyRecord]:
        """Everything that was recorded of a record's key, the last first."""
        rows = self._db.execute(
            "SELECT body FROM records WHERE type = ? AND key = ? ORDER BY at DESC, path DESC, number DESC",
            (record.__struct_config__.tag, record_key(record)),
        )
        return [msgspec.json.decode(body, type=AnyRecord) for (body,) in rows]

    def known_sources(
        self, sha256: str, date: str, message_ids: Iterable[str] = (), words: str = "", subject: str = ""
    ) -> tuple[SourceRecord, ...]:
        """The sources that a new one could be: of equal bytes, of one thread (any id that its mails have or answer), of one date, of one fingerprint (``words``), mails of one subject."""
        marks = [f"sha256:{sha256}", f"date:{date}", *(f"message:{m}" for m in message_ids)]
        marks += [words_mark(words)] if words else []
        marks += [subject_mark(subject)] if subject else []
        holes = ",".join("?" * len(marks))
        rows = self._db.execute(
            f"SELECT DISTINCT source_id FROM marks WHERE mark IN ({holes}) ORDER BY source_id",  # noqa: S608 - holes only
            marks,
        )
        found = (self.record(SourceRecord, source_id) for (source_id,) in rows.fetchall())
        return tuple(record for record in found if record)

    def lines(self, path: str) -> tuple[LineRecord, ...]:
        """The machine lines of one file, as last recorded."""
        keys = self._db.execute(
            "SELECT DISTINCT key FROM records WHERE type = 'line' AND about = ? ORDER BY key", (path,)
        )
        found = (self.record(LineRecord, key) for (key,) in keys.fetchall())
        return tuple(r for r in found if r and r.path == path)

    def pending(self) -> tuple[str, ...]:
        """Notes that changed, came or went since they were last read back."""
        return tuple(path for (path,) in self._db.execute("SELECT path FROM pending ORDER BY path"))

    def moved(self) -> dict[str, str]:
        """Where notes are now that were moved or renamed since they were last read back, by the path that they had."""
        there = "SELECT path FROM files"
        rows = self._db.execute(f"SELECT was, path FROM moved WHERE path IN ({there}) AND was NOT IN ({there})")  # noqa: S608 - our own words
        return dict(sorted(rows))

    def settle(self, paths: Collection[str]) -> None:
        """These notes have been read back."""
        for table, column in (("pending", "path"), ("moved", "was")):
            self._db.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(path,) for path in paths])  # noqa: S608 - our own names

    def note_path(self, note_id: str, was: str | None = None) -> str | None:
        """Where the note of this id is now; it may have been moved or renamed in Obsidian. Of copies the one where it ``was``, else the one of the shortest path."""
        row = self._db.execute(
            "SELECT path FROM notes WHERE id = ? ORDER BY path IS NOT ?, length(path), path LIMIT 1", (note_id, was)
        ).fetchone()
        return str(row[0]) if row else None

    def met(self, name: str) -> tuple[date, ...]:
        """The days of a recurring meeting's notes."""
        rows = self._db.execute("SELECT date, people FROM notes WHERE type = 'rob' AND date IS NOT NULL ORDER BY date")
        named = (day for day, people in rows if fold(name) in map(fold, _decode_names(people)))
        return tuple(date.fromisoformat(day[:10]) for day in named if _DAY.match(day))

    def contacts(self, name: str) -> tuple[date, ...]:
        """The days of the notes that concern somebody of this name."""
        rows = self._db.execute("SELECT DISTINCT date FROM met JOIN notes USING (path) WHERE who = ?", (fold(name),))
        return tuple(date.fromisoformat(day[:10]) for (day,) in rows if day and _DAY.match(day))

    def titled(self, title: str) -> tuple[tuple[str, str], ...]:
        """(path, day) of the dated notes whose title is this one, or begins with it ("Safety Circle 12: ropes")."""
        begins = re.compile(re.escape(title) + r"(?!\w)", re.IGNORECASE)
        rows = self._db.execute(
            "SELECT path, title, date FROM notes WHERE title IS NOT NULL AND date IS NOT NULL ORDER BY date, path"
        )
        return tuple((path, day[:10]) for path, named, day in rows if begins.match(named) and _DAY.match(day))

    def open_tasks(self) -> tuple[OpenTask, ...]:
        """Every task line that is proposed, accepted or in progress, with those whom its note concerns."""
        rows = self._db.execute(
            "SELECT people, text, owner, due, tasks.id, path, source_date, passage, status FROM tasks JOIN notes USING (path)"  # noqa: S608 - our own
            f" WHERE tasks.id IS NOT NULL AND status IN ('?', ' ', '/') AND {tasks.ONCE} ORDER BY source_date, path, line"
        )
        return tuple(
            OpenTask(text, owner, due, task_id, path, day, passage, _decode_names(people), proposed=status == "?")
            for people, text, owner, due, task_id, path, day, passage, status in rows
        )

    def notes(self) -> tuple[BookNote, ...]:
        """Every note, by path; a draft of a letter is none, wherever it lies."""
        rows = self._db.execute(
            "SELECT path, id, type, title, date, people, mentioned FROM notes WHERE type IS NOT 'draft' ORDER BY path"
        )
        return tuple(
            BookNote(
                path,
                note_id,
                kind,
                title or PurePosixPath(path).stem,
                day or "",
                _decode_names(people),
                _decode_names(mentioned),
            )
            for path, note_id, kind, title, day, people, mentioned in rows
        )

    def notes_of(self, day: str) -> tuple[BookNote, ...]:
        """The notes whose date, or whose file's name, says this day (ISO)."""
        rows = self._db.execute(
            "SELECT path, id, type, title, date, people FROM notes"
            " WHERE (date LIKE ? OR path LIKE ?) AND type IS NOT 'draft' ORDER BY path",
            (f"{day}%", f"%{day}%"),
        )
        return tuple(
            BookNote(path, note_id, kind, title or PurePosixPath(path).stem, of or "", _decode_names(people))
            for path, note_id, kind, title, of, people in rows
        )

    def tasks(self, tag: str, *, ended_since: str | None = None) -> tuple[BookTask, ...]:
        """Every task line that is proposed or open, and those done or cancelled from a day on; ``tag``: what marks the user's own."""
        return tasks.list_tasks(self._db, tag, ended_since)

    def tasks_called(self, handle: str) -> tuple[BookTask, ...]:
        """Every line of the task with this handle (its id without ``mb-``), whatever its box says, without its news."""
        return tasks.tasks_called(self._db, handle)

    def owners(self) -> tuple[str, ...]:
        """Every owner that a task line names."""
        rows = self._db.execute("SELECT DISTINCT owner FROM tasks WHERE owner IS NOT NULL ORDER BY owner")
        return tuple(owner for (owner,) in rows)

    def find_document(self, target: str) -> str | None:
        """The path of the note that a link's target (before ``#`` and ``|``) leads to; of several with its stem the first."""
        stem = fold_stem(target.rpartition("/")[2].removesuffix(".md"))
        found = [path for (path,) in self._db.execute("SELECT path FROM files WHERE stem = ? ORDER BY path", (stem,))]
        exact = (path for path in found if path.removesuffix(".md") == target.removesuffix(".md"))
        return next(exact, found[0] if found else None)

    def leads(self, target: str) -> bool:
        """Whether a link's target (before ``#`` and ``|``) leads to a note, as Obsidian reads it: by its name, or by the end of its path."""
        wanted = fold_stem(target.strip("/").removesuffix(".md"))
        stem = wanted.rpartition("/")[2]
        found = (fold_stem(path) for (path,) in self._db.execute("SELECT path FROM files WHERE stem = ?", (stem,)))
        return any(f"/{path}".endswith(f"/{wanted}.md") for path in found)

    def count_tasks(self, today: str, tag: str) -> TaskCounts:
        return tasks.count_tasks(self._db, today, tag)

    def proposed_ids(self) -> tuple[tuple[str, str, str], ...]:
        """(id, words, path) of every proposed task line."""
        return tuple(
            self._db.execute(
                f"SELECT id, text, path FROM tasks WHERE status = '?' AND id IS NOT NULL AND {tasks.ONCE} ORDER BY source_date, path, line"  # noqa: S608 - our own
            )
        )
