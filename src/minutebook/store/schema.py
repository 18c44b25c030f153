"""The index's tables. It holds nothing that the vault does not: one with other tables is simply built anew."""

import sqlite3
from pathlib import Path
from zlib import crc32

from minutebook.store.shelf import open_tables

TABLES = """
CREATE TABLE files (path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, stem TEXT) WITHOUT ROWID;
CREATE INDEX files_stem ON files (stem);
CREATE TABLE notes (path TEXT PRIMARY KEY, id TEXT, type TEXT, title TEXT, date TEXT, people BLOB, mentioned BLOB) WITHOUT ROWID;
CREATE INDEX notes_id ON notes (id);
CREATE TABLE met (path TEXT, who TEXT, PRIMARY KEY (path, who)) WITHOUT ROWID;
CREATE INDEX met_who ON met (who);
CREATE TABLE pages (path TEXT PRIMARY KEY, type TEXT, entity BLOB) WITHOUT ROWID;
-- every box of a note of ours, elsewhere those with a tag
CREATE TABLE tasks (path TEXT, line INTEGER, id TEXT, handle TEXT, status TEXT, tags TEXT, text TEXT, owner TEXT, owed_to TEXT, due TEXT,
                    priority TEXT, recurrence TEXT, done TEXT, source_date TEXT, passage TEXT, PRIMARY KEY (path, line)) WITHOUT ROWID;
CREATE INDEX tasks_handle ON tasks (handle);
CREATE INDEX tasks_owner ON tasks (owner);
-- what later sources say of a task, in words without links
CREATE TABLE news (path TEXT, line INTEGER, task TEXT, said TEXT, day TEXT, passage TEXT, PRIMARY KEY (path, line)) WITHOUT ROWID;
CREATE INDEX news_task ON news (task, day);
CREATE TABLE records (path TEXT, number INTEGER, type TEXT, key TEXT, about TEXT, at TEXT, body BLOB,
                      PRIMARY KEY (path, number)) WITHOUT ROWID;
CREATE INDEX records_key ON records (type, key, at);
CREATE INDEX records_about ON records (type, about);
CREATE TABLE pending (path TEXT PRIMARY KEY) WITHOUT ROWID;
-- where a note was whose id no note has now, and which path became which
CREATE TABLE gone (id TEXT PRIMARY KEY, path TEXT) WITHOUT ROWID;
CREATE TABLE moved (was TEXT PRIMARY KEY, path TEXT) WITHOUT ROWID;
-- sha256:, message:, date:, subject:, words:
CREATE TABLE marks (mark TEXT, source_id TEXT, path TEXT);
CREATE INDEX marks_mark ON marks (mark);
CREATE INDEX marks_path ON marks (path);
"""

VERSION = crc32(TABLES.encode()) & 0x7FFFFFFF
"""Another one for other tables, as SQLite's signed ``user_version``."""


def connect(path: Path | str) -> sqlite3.Connection:
    """The index at ``path``, with empty tables where it is new or of another version. Raises sqlite3.DatabaseError."""
    return open_tables(path, TABLES, VERSION)
